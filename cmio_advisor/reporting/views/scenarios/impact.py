"""Whose results turn between two versions of a roadmap: each client in a line, and in short."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from cmio_advisor.domain.base.frozen import Frozen
from cmio_advisor.domain.base.sentences import date_text
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.domain.scenarios.edits import Edit
from cmio_advisor.domain.scenarios.turned import Impact, Turned
from cmio_advisor.reporting.document.document import (
    Bullets,
    Document,
    Fact,
    Facts,
    Line,
    Paragraph,
    Section,
)
from cmio_advisor.reporting.json.form import (
    TEXT,
    TEXTS,
    WHOLE,
    Writing,
    json_text,
    keys,
    many,
    one_of,
)
from cmio_advisor.reporting.json.parts import heading
from cmio_advisor.reporting.views.scenarios.edits import edit_text
from cmio_advisor.reporting.words.wording import counted

MOST_SHOWN = 20
COLUMNS = ("id", "turns", *(each.replace(" ", "_") for each in Turned), "because", "line")
UNTRACED = "no single change of what turned; see roadmap diff"
NOTHING_TURNS = "Nothing turns for you with version {version} of the roadmap."
TURNS = "With version {version} of the roadmap: {turns}. It comes from: {because}."


class CaseloadImpact(Frozen):
    """All clients that could be read, of two versions; ``unread`` are so many that could not."""

    old: Roadmap
    new: Roadmap
    impacts: Sequence[Impact]
    problems: int

    @property
    def turned(self) -> list[Impact]:
        """Of whom something turns."""
        return [each for each in self.impacts if each.turns]

    def because(self, impact: Impact) -> str:
        """The changes behind it, in a sentence each."""
        found = [
            f"{each.title}: {edit_text(each, self.old, self.new).rstrip('.')}"
            for each in impact.because
        ]
        return "; ".join(found) or UNTRACED

    def line(self, impact: Impact) -> str:
        """What a counselor can send to the client."""
        turns = "; ".join(
            f"{each.what}: now {each.after}, before {each.before}" for each in impact.turns
        )
        said = NOTHING_TURNS if not turns else TURNS
        return said.format(version=self.new.version, turns=turns, because=self.because(impact))

    def cells(self, impact: Impact) -> list[str]:
        """A client's line of the table."""
        parts = [
            "; ".join(f"{each.before} > {each.after}" for each in impact.turns if each.what is what)
            for what in Turned
        ]
        because = self.because(impact) if impact.turns else ""
        return [
            impact.client,
            "yes" if impact.turns else "no",
            *parts,
            because,
            self.line(impact),
        ]


IMPACT = keys(
    **heading("cmio-advisor/roadmap-impact/1"),
    clients=(WHOLE, lambda found: len(found.impacts)),
    problems=WHOLE,
    turned=many(
        keys(
            id=(TEXT, "client"),
            turns=many(keys(what=one_of(Turned), before=TEXT, after=TEXT)),
            because=(
                TEXTS,
                lambda impact: [f"{each.id} {each.field}".strip() for each in impact.because],
            ),
        )
    ),
)


def impact_json(found: CaseloadImpact, on: date) -> str:
    """The clients of whom something turns."""
    return json_text(IMPACT, found, Writing(found.new, on))


def impact_document(found: CaseloadImpact, folder: str, on: date) -> Document:
    """How many turn, in what and by which changes; the first of them by name of their id."""
    turned = found.turned
    in_what = Counter(
        what for each in turned for what in dict.fromkeys(part.what for part in each.turns)
    )
    by = Counter(_name(edit) for each in turned for edit in dict.fromkeys(each.because))
    short = f"{len(turned)} of {counted(len(found.impacts), 'client')}: something turns."
    unread = f" {counted(found.problems, 'problem')} in their records." if found.problems else ""
    sections = (
        Section("In short", (Paragraph(Line(f"{short}{unread} All are in {folder}.")),)),
        Section("In what", (Facts(tuple(Fact(k, str(v)) for k, v in in_what.most_common())),)),
        Section("By which change", (Facts(tuple(Fact(k, str(v)) for k, v in by.most_common())),)),
        Section(
            f"The first {MOST_SHOWN}" if len(turned) > MOST_SHOWN else "Who",
            (Bullets(tuple(Line(f"{e.client}: {found.line(e)}") for e in turned[:MOST_SHOWN])),),
        ),
    )
    return Document(
        title=f"The roadmap {found.new.id}: from {found.old.version} to {found.new.version}",
        subtitle=f"Clients on {date_text(on)}",
        sections=sections if turned else sections[:1],
        sources={},
    )


def _name(edit: Edit) -> str:
    return f"{edit.title} ({edit.kind_of_entry} {edit.id}), {edit.field or edit.kind}"
