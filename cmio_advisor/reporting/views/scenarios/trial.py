"""A roadmap tried on people: which cases come out otherwise, which laws break, what was tried."""

from collections.abc import Iterator
from datetime import date

from cmio_advisor.domain.scenarios.made_up import Breach
from cmio_advisor.domain.scenarios.trials import Outcome, RoadmapTrial, Tried
from cmio_advisor.reporting.document.document import (
    Block,
    Bullets,
    Document,
    Entry,
    Fact,
    Facts,
    Line,
    Paragraph,
    Section,
)
from cmio_advisor.reporting.profile.mapping import reported_profile
from cmio_advisor.reporting.words.wording import counted

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
    sections = (
        Section("In short", tuple(_short(found))),
        Section("Cases that come out otherwise", tuple(map(_failed, found.failed))),
        Section(
            "What holds for any roadmap and does not here",
            tuple(map(_broken, found.breaches)),
        ),
        Section("What the cases do not try both ways", tuple(_untried(found))),
        Section("How often each was tried", (Facts(tuple(map(_tried, found.seen))),), full=True),
    )
    return Document(
        title=f"Test of the roadmap {roadmap.id} {roadmap.version}",
        subtitle=f"People made up on {on.isoformat()}",
        sections=tuple(each for each in sections if each.blocks),
        sources={},
    )


def _short(found: RoadmapTrial) -> Iterator[Block]:
    cases, failed = len(found.trials), len(found.failed)
    others = f" {counted(found.others, 'case')} of other roadmaps left out." if found.others else ""
    own_words = f"{cases - failed} of {counted(cases, 'case')} come out as they should.{others}"
    yield Paragraph(Line(own_words if cases else NO_CASES + others))
    people = f"{len(found.made_up.people)} people"
    laws = "break a law that holds for any roadmap" if found.breaches else "break no law"
    yield Paragraph(Line(f"{people}, {MADE_UP[0].lower()}{MADE_UP[1:]} They {laws}."))


def _failed(outcome: Outcome) -> Entry:
    lines = tuple(
        Line(f"{each.key}: expected {_shown(each.expected)}, found {_shown(each.found)}.")
        for each in outcome.differences
    )
    return Entry(title=f"{outcome.trial.name} ({outcome.trial.where})", blocks=(Bullets(lines),))


def _broken(breach: Breach) -> Entry:
    person, other = map(reported_profile, (breach.person, breach.other))
    keys_ = [key for key in dict.fromkeys((*person, *other)) if person.get(key) != other.get(key)]
    facts = tuple(
        Fact(key, f"{_shown(person.get(key))}; and in its place {_shown(other.get(key))}")
        for key in keys_
    )
    return Entry(title=f"{breach.law}: {breach.id}", blocks=(Facts(facts),))


def _untried(found: RoadmapTrial) -> Iterator[Block]:
    if not found.trials:
        return
    lines = tuple(Line(_one_side(each)) for each in found.seen if each.one_sided)
    if lines:
        yield Paragraph(Line(TRY_MORE))
        yield Bullets(lines)


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
    """A value as a file of cases has it."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_shown(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return f"[{', '.join(map(_shown, value))}]"
    return "nothing" if value is None else str(value)
