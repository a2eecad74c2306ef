"""What a test of a roadmap found: cases, what holds for any roadmap, and what was tried."""

from datetime import date

from cmio_advisor.domain.scenarios.made_up import Breach
from cmio_advisor.domain.scenarios.trials import Outcome, RoadmapTrial, Tried
from cmio_advisor.reporting.document.document import (
    Bullets,
    Document,
    Entry,
    Fact,
    Facts,
    Parts,
    Section,
)
from cmio_advisor.reporting.profile.mapping import reported_profile
from cmio_advisor.reporting.words.wording import counted

ALL_HOLD = "What has to hold for any roadmap holds for them"
NO_CASES = "No case was found, so only what holds for any roadmap was tried."
TRY_MORE = (
    "A case that tries these tells you when a change of the roadmap turns them. A route is tried "
    "where somebody can begin it, and where somebody cannot."
)
MADE_UP = (
    "Made up from the rules of the roadmap, the same people each time. No real person is among "
    "them."
)


def trial_document(found: RoadmapTrial, on: date) -> Document:
    """Short: what fails. In full also how often each requirement and route was tried."""
    roadmap = found.made_up.roadmap
    broken = "What holds for any roadmap and does not here"
    return Document(
        f"Test of the roadmap {roadmap.id} {roadmap.version}",
        f"People made up on {on.isoformat()}",
        (
            Section("In short", _short(found)),
            Section("Cases that come out otherwise", map(_failed, found.failed)),
            Section(broken, map(_broken, found.breaches)),
            Section("What the cases do not try both ways", _untried(found)),
            Section("How often each was tried", Facts(map(_tried, found.seen)), full=True),
        ),
        sources={},
    )


def _short(found: RoadmapTrial) -> tuple[str, str]:
    cases, failed = len(found.trials), len(found.failed)
    others = f" {counted(found.others, 'case')} of other roadmaps left out." if found.others else ""
    out = "comes" if cases - failed == 1 else "come"
    own_words = f"{cases - failed} of {counted(cases, 'case')} {out} out as expected.{others}"
    number = len(found.made_up.people)
    people = "1 person" if number == 1 else f"{number} people"
    laws = (
        "Something that has to hold for any roadmap does not hold for them"
        if found.breaches
        else ALL_HOLD
    )
    made_up = f"{people}, {MADE_UP[0].lower()}{MADE_UP[1:]} {laws}."
    return own_words if cases else NO_CASES + others, made_up


def _failed(outcome: Outcome) -> Entry:
    lines = (
        f"{each.key}: expected {_shown(each.expected)}, found {_shown(each.found)}."
        for each in outcome.differences
    )
    return Entry(f"{outcome.trial.name} ({outcome.trial.where})", Bullets(lines))


def _broken(breach: Breach) -> Entry:
    person, other = map(reported_profile, (breach.person, breach.other))
    facts = (
        Fact(key, f"{_shown(person.get(key))}; and in its place {_shown(other.get(key))}")
        for key in dict.fromkeys((*person, *other))
        if person.get(key) != other.get(key)
    )
    return Entry(f"{breach.law}: {breach.id}", Facts(facts))


def _untried(found: RoadmapTrial) -> Parts:
    lines = [_one_side(each) for each in found.seen if each.one_sided] if found.trials else []
    return TRY_MORE if lines else None, Bullets(lines)


def _one_side(seen: Tried) -> str:
    yes, no = seen.by_cases
    what = ("can be begun", "cannot be begun") if seen.is_route else ("is met", "is not met")
    missing = [word for word, times in zip(what, (yes, no), strict=True) if not times]
    return f"{seen.id}: nobody of whom it {' and nobody of whom it '.join(missing)}."


def _tried(seen: Tried) -> Fact:
    given, made = seen.by_cases, seen.by_made_up
    words = ("open to", "not to") if seen.is_route else ("met by", "not by")
    return Fact(
        seen.id,
        f"{words[0]} {given[0]}, {words[1]} {given[1]} of the cases; "
        f"{words[0]} {made[0]}, {words[1]} {made[1]} of those made up",
    )


def _shown(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_shown(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return f"[{', '.join(map(_shown, value))}]"
    return "nothing" if value is None else str(value)
