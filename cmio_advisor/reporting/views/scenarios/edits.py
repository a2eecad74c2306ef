"""Two versions of a roadmap: what is different, in sentences, entry by entry."""

from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum
from itertools import groupby
from typing import Any

from cmio_advisor.domain.base.evidence import Evidence
from cmio_advisor.domain.base.frozen import Frozen
from cmio_advisor.domain.base.sentences import date_text
from cmio_advisor.domain.base.time import Cost, Months
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.domain.rules.conditions import Condition
from cmio_advisor.domain.scenarios.edits import Edit, EditKind
from cmio_advisor.reporting.document.document import (
    Bullets,
    Document,
    Entry,
    Line,
    Paragraph,
    Section,
)
from cmio_advisor.reporting.json.form import FLAG, TEXT, Writing, json_text, keys, many, one_of
from cmio_advisor.reporting.json.parts import heading
from cmio_advisor.reporting.words.rules import rule_text
from cmio_advisor.reporting.words.wording import cost_text, counted, months_text

SAME = "Nothing is different."
LONGEST = 90
FOLLOW = (
    'It was called "{old}" before. A waiver, and --with or --without of a plan, that name "{old}" '
    "are taken for it."
)
GONE_AT_ALL = "It is gone. A waiver of it is noted and changes nothing."
LABELS = {
    "met_when": "the rule",
    "needs": "what it needs first",
    "unless": "for whom it makes no sense",
    "when": "the rule",
    "start": "the day on which it opens",
    "end": "the day on which it closes",
    "cost": "the price",
    "months": "the time",
}
"""What a field is called; any other by its own name."""
EDIT = keys(
    kind=one_of(EditKind),
    entry=(TEXT, "edit.kind_of_entry"),
    id=(TEXT, "edit.id"),
    title=(TEXT, "edit.title"),
    field=(TEXT, "edit.field"),
    counts=(FLAG, "edit.counts"),
    text=TEXT,
)
DIFF = keys(
    **heading("cmio-advisor/roadmap-diff/1"),
    edits=(many(EDIT), "said"),
)


class SaidEdit(Frozen, kw_only=False):
    """A difference with its sentence."""

    edit: Edit
    text: str

    @property
    def kind(self) -> EditKind:
        """Of the difference."""
        return self.edit.kind


class Differences(Frozen, kw_only=False):
    """Two versions, and all that is different."""

    old: Roadmap
    new: Roadmap
    edits: Sequence[Edit]

    @property
    def said(self) -> list[SaidEdit]:
        """Each with its sentence."""
        return [SaidEdit(each, edit_text(each, self.old, self.new)) for each in self.edits]


def diff_document(found: Differences, on: date) -> Document:
    """What can turn a result first, then words and evidence."""
    parts = {
        "What can turn a result": [each for each in found.edits if each.counts],
        "Evidence": [each for each in found.edits if each.kind is EditKind.EVIDENCE],
        "Words alone": [each for each in found.edits if each.kind is EditKind.WORDING],
    }
    sections = [
        Section(title, tuple(_entries(part, found))) for title, part in parts.items() if part
    ]
    counted_parts = ", ".join(f"{title.lower()}: {len(part)}" for title, part in parts.items())
    told = f"{counted(len(found.edits), 'difference')}. {counted_parts.capitalize()}."
    short = Section("In short", (Paragraph(Line(told if found.edits else SAME)),))
    return Document(
        title=f"The roadmap {found.new.id}: {found.old.version} and {found.new.version}",
        subtitle=f"Compared on {date_text(on)}",
        sections=(short, *sections),
        sources={},
    )


def diff_json(found: Differences, on: date) -> str:
    """The same as JSON, of the new version."""
    return json_text(DIFF, found, Writing(found.new, on))


def _entries(part: Sequence[Edit], found: Differences) -> Iterator[Entry]:
    for (kind, id_, title), group in groupby(
        part, key=lambda each: (each.kind_of_entry, each.id, each.title)
    ):
        lines = tuple(Line(edit_text(each, found.old, found.new)) for each in group)
        yield Entry(title=f"{title} ({kind} {id_})", blocks=(Bullets(lines),))


def edit_text(edit: Edit, old: Roadmap, new: Roadmap) -> str:
    """One difference in a sentence."""
    if edit.kind is EditKind.RENAMED:
        return FOLLOW.format(old=edit.before)
    if edit.kind is EditKind.GONE or (edit.after is None and isinstance(edit.before, Evidence)):
        is_met = edit.kind_of_entry == "requirement"
        return GONE_AT_ALL if is_met else f"{_named(edit)} is gone."
    if edit.kind is EditKind.NEW or (edit.before is None and isinstance(edit.after, Evidence)):
        return f"{_named(edit)} is new."
    _, _, last = edit.field.rpartition(" ")
    label = LABELS.get(last, edit.field.replace("_", " "))
    now, then = _value(edit.after, new), _value(edit.before, old)
    return f"{label[0].upper()}{label[1:]}: now {now}; it was {then}."


def _named(edit: Edit) -> str:
    """The entry itself, or the evidence that is new or gone in it."""
    evidence = edit.after or edit.before
    if isinstance(evidence, Evidence):
        return f"Evidence by {evidence.source} (grade {evidence.grade}, checked {evidence.checked})"
    return "It"


def _value(value: Any, roadmap: Roadmap) -> str:  # noqa: ANN401 - any value of a roadmap
    if value is None or value == ():
        return "nothing"
    if isinstance(value, Condition):
        return f'"{whole_rule_text(value, roadmap)}"'
    if isinstance(value, Cost):
        return cost_text(value)
    if isinstance(value, Months):
        return months_text(value)
    if isinstance(value, date):
        return date_text(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple | frozenset):
        each = (_value(one, roadmap) for one in value)
        return ", ".join(sorted(each) if isinstance(value, frozenset) else each)
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, Frozen):
        return str(getattr(value, "id", None) or type(value).__name__.lower())
    text = str(value)
    shown = text if len(text) <= LONGEST else f"{text[: LONGEST - 3]}..."
    return f'"{shown}"' if isinstance(value, str) else shown


def whole_rule_text(rule: Condition, roadmap: Roadmap) -> str:
    """A rule with all that is inside it, in a line."""
    inside = getattr(rule, "parts", None) or (getattr(rule, "part", None),)
    parts = [whole_rule_text(each, roadmap) for each in inside if each is not None]
    text = rule_text(rule, roadmap)
    return f"{text} {'; '.join(parts)}" if parts else text
