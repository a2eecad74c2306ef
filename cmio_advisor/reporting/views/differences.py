"""
What differs between two versions of a roadmap, told in sentences; whose results that turns, in what
and by which change; and what a test of a roadmap found; each as JSON too.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from itertools import groupby
from typing import Any

from cmio_advisor.domain.base.evidence import Evidence
from cmio_advisor.domain.base.frozen import Frozen
from cmio_advisor.domain.base.sentences import MONTH_NAMES, date_text, filled
from cmio_advisor.domain.base.time import Cost, Months
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.domain.rules.conditions import Condition
from cmio_advisor.domain.scenarios.edits import Edit, EditKind, renamed
from cmio_advisor.domain.scenarios.trials import Breach, Difference, Outcome, RoadmapTrial, Tried
from cmio_advisor.domain.scenarios.what_if import Impact, Turned, TurnedPart
from cmio_advisor.reporting.document import Bullets, Document, Entry, Fact, Facts, Section
from cmio_advisor.reporting.json import form
from cmio_advisor.reporting.json.assessment import heading
from cmio_advisor.reporting.profile import reported_profile
from cmio_advisor.reporting.views.explanation import rule_text
from cmio_advisor.reporting.wording import cost_text, counted, months_text

VALUE = form.Form(dict)
COUNTS = form.in_order(yes=form.WHOLE, no=form.WHOLE)
DIFFERENCE = form.record(Difference, "key expected found", expected=VALUE, found=VALUE)
form.typed(Outcome, "trial(name where) differences", differences=form.many(DIFFERENCE))
form.typed(Breach, "law id person other")
form.typed(Tried, "id title is_route by_cases by_made_up", by_cases=COUNTS, by_made_up=COUNTS)
TRIAL = form.record(
    RoadmapTrial,
    """schema as_of roadmap cases of_other_roadmaps=others made_up failed laws_broken=breaches
    coverage=seen""",
    **heading("cmio-advisor/roadmap-test/1"),
    cases=(form.WHOLE, lambda found: len(found.trials)),
    made_up=(form.WHOLE, lambda found: len(found.made_up.people)),
)
"""With the answers of the people who show a broken law."""
SENTENCE = form.Form(form.TEXT.schema, lambda edit, writing: writing.result.text(edit))
EDIT = form.record(
    Edit, "kind entry=kind_of_entry id title field counts text", text=(SENTENCE, form.itself)
)
DIFF = form.keys(**heading("cmio-advisor/roadmap-diff/1"), edits=form.many(EDIT))
BECAUSE = form.Form(form.TEXT.schema, lambda edit, _: f"{edit.id} {edit.field}".strip())
form.typed(TurnedPart, "what title before after")
IMPACT = form.keys(
    **heading("cmio-advisor/roadmap-impact/1"),
    clients=(form.WHOLE, lambda found: len(found.impacts)),
    problems=form.WHOLE,
    turned=form.many(form.record(Impact, "id=client turns because", because=form.many(BECAUSE))),
)
"""The clients of whom something turns."""

LONGEST, LAST_YEAR = 90, 10_000
KINDS = {"otherpath": "other path", "payrole": "pay role", "specialtypay": "pay of a specialty"}
"""What an entry is called that its record calls otherwise."""


class Differences(Frozen, kw_only=False):
    old: Roadmap
    new: Roadmap
    edits: Sequence[Edit]

    def text(self, edit: Edit) -> str:
        return edit_text(edit, self.old, self.new)


def diff_document(found: Differences, on: date) -> Document:
    parts = {
        "What can turn a result": [each for each in found.edits if each.counts],
        "Renamed": [each for each in found.edits if each.kind is EditKind.RENAMED],
        "Evidence": [each for each in found.edits if each.kind is EditKind.EVIDENCE],
        "Words alone": [each for each in found.edits if each.kind is EditKind.WORDING],
    }
    counted_parts = ", ".join(f"{title.lower()}: {len(part)}" for title, part in parts.items())
    told = f"{counted(len(found.edits), 'difference')}. {counted_parts.capitalize()}."
    return Document(
        f"The roadmap {found.new.id}: {found.old.version} and {found.new.version}",
        f"Compared on {date_text(on)}",
        (
            Section("In short", told if found.edits else "Nothing is different."),
            *(Section(title, _entries(part, found)) for title, part in parts.items()),
        ),
    )


def _entries(part: Sequence[Edit], found: Differences) -> Iterator[Entry]:
    for (kind, id_, title), group in groupby(
        part, key=lambda each: (each.kind_of_entry, each.id, each.title)
    ):
        yield Entry(f"{title} ({KINDS.get(kind, kind)} {id_})", Bullets(map(found.text, group)))


def edit_text(edit: Edit, old: Roadmap, new: Roadmap) -> str:
    if edit.kind is EditKind.RENAMED:
        waiver = f'A waiver, and --with or --without of a plan, that name "{edit.before}"'
        return f'It was called "{edit.before}" before. {waiver} are taken for it.'
    if not edit.field:
        return "It is new." if edit.after else "It is gone."
    none = "not known" if edit.field in ("cost", "hours", "pay") else "none"
    now = _value(edit.after, new) or none
    was = _value(edit.before, renamed(old, new)) or none
    return f"{_label(edit)}: now {now}; it was {was}."


def _label(edit: Edit) -> str:
    """What the field is called in the files, and what of the entry it stands in."""
    around, _, last = edit.field.rpartition(" ")
    label = (f"{last} ({around})" if around else last).replace("_", " ")
    return f"{label[0].upper()}{label[1:]}"


def edit_title(edit: Edit) -> str:
    kind = KINDS.get(edit.kind_of_entry, edit.kind_of_entry)
    what = _label(edit).lower() if edit.field else edit.kind
    return f"{edit.title} ({kind} {edit.id}), {what}"


def _value(value: Any, roadmap: Roadmap) -> str:  # noqa: ANN401 - any value of a roadmap
    match value:
        case None | ():
            return ""
        case Evidence():
            return f"by {value.source} (grade {value.grade}, checked {value.checked})"
        case Condition():
            return f'"{whole_rule_text(value, roadmap)}"'
        case Cost():
            return cost_text(value) if value.high else "$0"
        case Months():
            return months_text(value)
        case date():
            return date_text(value)
        case bool():
            return "yes" if value else "no"
        case (int(month), int(day)):  # as they come round each year
            return f"{day} {MONTH_NAMES[month - 1]}"
        case StrEnum():
            return value.value
    return _text(value, roadmap)


def _text(value: Any, roadmap: Roadmap) -> str:  # noqa: ANN401 - as above
    """A list, a record by its id or else by all that it says, a title in place of its id."""
    if isinstance(value, tuple | frozenset):
        each = (_value(one, roadmap) for one in value)
        return ", ".join(sorted(each) if isinstance(value, frozenset) else each)
    if isinstance(value, Frozen):
        inside = ((name, _value(getattr(value, name), roadmap)) for name in value.record_fields)
        return str(getattr(value, "id", None) or ", ".join(f"{k} {v}" for k, v in inside if v))
    if isinstance(value, str) and value in roadmap.by_id:
        return f'"{roadmap.by_id[value].title}"'
    text = f"{value:,}" if isinstance(value, int) and value >= LAST_YEAR else str(value)
    shown = text if len(text) <= LONGEST else f"{text[: LONGEST - 3]}..."
    return f'"{shown}"' if isinstance(value, str) else shown


def whole_rule_text(rule: Condition, roadmap: Roadmap) -> str:
    """A rule with all that is inside it, in a line."""
    parts = [whole_rule_text(each, roadmap) for each in rule.inside]
    text = rule_text(rule, roadmap)
    return f"{text} {'; '.join(parts)}" if parts else text


COLUMNS = ("id", "turns", *(each.replace(" ", "_") for each in Turned), "because", "line")
OPEN = ", open: "
"""Behind the state of the required list, before what is open of it."""


class CaseloadImpact(Frozen):
    """All clients that could be read, of two versions; ``unread`` are so many that could not."""

    old: Roadmap
    new: Roadmap
    impacts: Sequence[Impact]
    problems: int

    @property
    def turned(self) -> list[Impact]:
        return [each for each in self.impacts if each.turns]

    def line(self, impact: Impact) -> str:
        """What a counselor can send to the client."""
        version = f"With version {self.new.version} of the roadmap"
        if not impact.turns:
            return f"{version} {self.new.texts['turned_nothing']}"
        turns = " ".join(_sentence(each, self.new.texts) for each in impact.turns)
        changed = "; ".join(dict.fromkeys(each.title for each in impact.because))
        because = f"What changed in the roadmap: {changed}." if changed else ""
        return f"{version} something turns for you. {turns} {because}".strip()

    def cells(self, impact: Impact) -> list[str]:
        parts = [
            "; ".join(
                f"{each.title} {each.before} > {each.after}".strip()
                for each in impact.turns
                if each.what is what
            )
            for what in Turned
        ]
        because = "; ".join(
            f"{each.title}: {edit_text(each, self.old, self.new).rstrip('.')}"
            for each in impact.because
        )
        because = because or "no single change of what turned; see roadmap diff"
        why = because if impact.turns else ""
        return [impact.client, "yes" if impact.turns else "no", *parts, why, self.line(impact)]


def _sentence(turned: TurnedPart, texts: Mapping[str, str]) -> str:
    was, now = (side.partition(OPEN)[2].split("; ") for side in (turned.before, turned.after))
    if OPEN in turned.before and OPEN in turned.after:
        told_apart = (
            ("No longer missing", [each for each in was if each not in now]),
            ("Now missing", [each for each in now if each not in was]),
            ("Still missing", [each for each in now if each in was]),
        )
        found = (f"{how}: {'; '.join(titles)}." for how, titles in told_apart if titles)
        return f"The required list is another one for you. {' '.join(found)}"

    name = f"turned_{turned.what.name.lower()}"

    def told(side: str) -> str:
        state, _, open_ = side.partition(OPEN)
        try:
            return date_text(date.fromisoformat(side))
        except ValueError:
            word = texts.get(f"{name}_{state.replace(' ', '_')}", state)
            return f"{word}: {open_}" if open_ else word

    blanks = {"before": told(turned.before), "after": told(turned.after), "title": turned.title}
    return filled(texts[name], blanks)


def impact_document(found: CaseloadImpact, folder: str, on: date) -> Document:
    """How many turn, in what and by which changes; the first of them by name of their id."""
    turned = found.turned
    in_what = Counter(
        what for each in turned for what in dict.fromkeys(part.what for part in each.turns)
    )
    by = Counter(edit_title(edit) for each in turned for edit in dict.fromkeys(each.because))
    short = f"{len(turned)} of {counted(len(found.impacts), 'client')}: something turns."
    unread = f" {counted(found.problems, 'problem')} in their records." if found.problems else ""
    first = turned[:20]
    who = f"The first {len(first)}" if len(turned) > len(first) else "Who"
    return Document(
        f"The roadmap {found.new.id}: from {found.old.version} to {found.new.version}",
        f"Clients on {date_text(on)}",
        (
            Section("In short", f"{short}{unread} All are in {folder}."),
            Section("In what", Facts(Fact(k, str(v)) for k, v in in_what.most_common())),
            Section("By which change", Facts(Fact(k, str(v)) for k, v in by.most_common())),
            Section(who, Bullets(f"{each.client}: {found.line(each)}" for each in first)),
        ),
    )


def trial_document(found: RoadmapTrial, on: date) -> Document:
    """Short: what fails. In full also how often each requirement and route was tried."""
    roadmap = found.made_up.roadmap
    broken = "What holds for any roadmap and does not here"
    one_sided = (each for each in found.seen if each.one_sided and found.trials)
    untried = Bullets(map(_one_side, one_sided))
    both_ways = (roadmap.texts["trial_more"], untried) if untried.lines else ()
    return Document(
        f"Test of the roadmap {roadmap.id} {roadmap.version}",
        f"People made up on {on.isoformat()}",
        (
            Section("In short", _short(found)),
            Section("Cases that come out otherwise", map(_failed, found.failed)),
            Section(broken, map(_broken, found.breaches)),
            Section("What the cases do not try both ways", both_ways),
            Section("How often each was tried", Facts(map(_tried, found.seen)), full=True),
        ),
    )


def _short(found: RoadmapTrial) -> tuple[str, str]:
    cases, failed = len(found.trials), len(found.failed)
    others = f" {counted(found.others, 'case')} of other roadmaps left out." if found.others else ""
    out = "comes" if cases - failed == 1 else "come"
    own_words = f"{cases - failed} of {counted(cases, 'case')} {out} out as expected.{others}"
    number = len(found.made_up.people)
    people = "1 person" if number == 1 else f"{number} people"
    laws = "What has to hold for any roadmap holds for them."
    if found.breaches:
        laws = "Something that has to hold for any roadmap does not hold for them."
    made_up = f"{people}, made up from the rules of the roadmap, the same people each time."
    no_cases = f"No case was found, so only what holds for any roadmap was tried.{others}"
    return own_words if cases else no_cases, f"{made_up} No real person is among them. {laws}"


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
