"""The overview of a caseload as a report: who needs what, what is common, how it spreads."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from textwrap import shorten

from cmio_advisor.domain.base.sentences import date_text
from cmio_advisor.domain.caseload.triage import (
    MOST_IN_ALL,
    MOST_NAMED,
    SOON_MONTHS,
    Overview,
    Triage,
)
from cmio_advisor.domain.judge.results import State
from cmio_advisor.domain.roadmap.roadmap import Requirement, Roadmap
from cmio_advisor.reporting.document.document import (
    Block,
    Document,
    Fact,
    Facts,
    Line,
    Paragraph,
    Section,
    Table,
)
from cmio_advisor.reporting.formats.tables import (
    REPORTS,
    price_text,
    report_name,
    titles_of,
    unread_columns,
    unread_text,
)
from cmio_advisor.reporting.views.sections import roadmap_line
from cmio_advisor.reporting.words.wording import (
    COMPARED,
    NOT_KNOWN_YET,
    READY,
    counted,
    listing,
    short_date,
)

NO_RANKING = (
    "Everybody stands as the line above that table says; in the lists clients stand in the order "
    "of the table that was read, and where something ends by its day. They are not ranked: the "
    "counts say what to look at, not who is better."
)
LONGEST_TITLE = 60
"""Characters of a date's title in the table of everybody; summary.csv has the whole."""


def overview_document(
    overview: Overview,
    roadmaps: Sequence[Roadmap],
    on: date,
    *,
    names: bool = False,
    ending: str = "",
) -> Document:
    """
    The overview; clients are shown by their ids, with ``names`` by their names as well.

    ``ending`` is how the names of the clients' own reports end, where there are such.
    """
    view = _View(overview, roadmaps, names=names, ending=ending)
    sections = (
        Section("The caseload", tuple(view.at_a_glance())),
        Section("Everybody", tuple(view.everybody())),
        Section("Cells that could not be read", tuple(view.unread())),
        Section("Nothing formal in the way", tuple(view.ready())),
        Section("One step away", tuple(view.one_step_away())),
        Section(f"A door closes within {SOON_MONTHS} months", tuple(view.doors())),
        Section("A certificate expires or has expired", tuple(view.certificates())),
        Section("One answer away", tuple(view.one_answer_away())),
        *view.gaps(),
        Section("How the caseload spreads over the career ladder", tuple(view.stages())),
        Section(
            "About this page",
            (Paragraph(Line(NO_RANKING)), *(Paragraph(roadmap_line(each)) for each in roadmaps)),
        ),
    )
    return Document(
        title=f"Your caseload on the way to {listing((each.title for each in roadmaps), 'or')}",
        subtitle=f"{counted(overview.clients, 'client')}, {date_text(on)}",
        sections=sections,
        sources={},
    )


EVERYBODY_COLUMNS = (
    "Stage",
    "Standing",
    "Next step",
    "Next date",
    "Plan likely ends",
    "Price of the plan",
    "Door that closes",
    "Certificate that ends",
    "Cells not read",
    "Not known yet",
    "Roadmap",
)
COUNTED = ("Cells not read", "Not known yet")
SORTED_BY = {
    "table": "In the order of the table that was read.",
    "stage": "By stage, the lowest first.",
    "standing": "By standing, the best first.",
    "date": "By the next date, the earliest first.",
    "end": "By the likely end of the plan, the earliest first.",
    "door": "By the day on which a door closes, the earliest first.",
    "certificate": "By the day on which a certificate ends, the earliest first.",
    "id": "By id.",
}


class _View:
    def __init__(
        self, overview: Overview, roadmaps: Sequence[Roadmap], *, names: bool, ending: str
    ) -> None:
        self.overview = overview
        self.names = names
        self.ending = ending
        self.roadmaps = roadmaps
        self.requirements: dict[str, Requirement] = {}
        self.rungs: dict[str, str] = {}
        self.standings: dict[str, str] = {}
        self.questions: dict[str, str] = {}
        self.titles: dict[str, str] = {}
        for each in reversed(roadmaps):  # of one id in several, what the first of them says
            self.requirements |= each.by_id
            self.rungs |= {rung.id: rung.title for rung in each.ladder}
            self.standings |= {one.id: one.title for one in each.standings}
            self.questions |= {one.id: one.text for one in each.questions}
            self.titles |= titles_of(each)["door"]
        several = len(roadmaps) > 1
        self.whose = {each.id: each.id if several else "" for each in roadmaps}
        self.standings[State.UNKNOWN.value] = roadmaps[0].texts["standing_unknown_title"]

    def at_a_glance(self) -> Iterator[Block]:
        overview = self.overview
        rows = tuple(
            (Line(answer.value), Line(meaning), Line(f"{overview.ready[answer.value]:,}"))
            for answer, meaning in READY.items()
        )
        yield Table(("Ready to apply", "Anything formal", "Clients"), rows, numeric=(2,))
        if overview.standings:
            compared = tuple(
                (Line(title), Line(f"{overview.standings[each]:,}"))
                for each, title in self.standings.items()
            )
            yield Table((COMPARED, "Clients"), compared, numeric=(1,))
        facts = [Fact("Clients assessed", f"{overview.clients:,}")]
        if overview.bad_records:
            text = f"{counted(overview.bad_records, 'record')}, listed in problems.csv."
            facts.append(Fact("Could not be read", text))
        if overview.nearer_elsewhere:
            facts.append(Fact("Nearer to another roadmap", nearer_text(overview)))
        yield Facts(tuple(facts))

    def everybody(self) -> Iterator[Block]:
        """
        Every client in one table, without the columns in which nobody has anything, and the roadmap
        where there is one; only the first of them where a page of all is too large to open.
        """
        overview = self.overview
        text = SORTED_BY[overview.sort]
        if overview.clients > MOST_IN_ALL:
            text += f" With more than {MOST_IN_ALL:,} clients only the first of this order stand "
            text += "here; summary.csv has all."
        yield Paragraph(Line(text))
        who = ("Client", "Name") if self.names else ("Client",)
        rows = [(*self._who(each), *self._row(each)) for each in overview.everybody]
        if rows:
            columns = (*who, *EVERYBODY_COLUMNS)
            filled = [
                at
                for at, cells in enumerate(zip(*rows, strict=True))
                if any(cell.text for cell in cells)
            ]
            yield Table(
                tuple(columns[at] for at in filled),
                tuple(tuple(row[at] for at in filled) for row in rows),
                numeric=tuple(at for at, n in enumerate(filled) if columns[n] in COUNTED),
            )

    def _row(self, each: Triage) -> tuple[Line, ...]:
        return tuple(
            map(
                Line,
                (
                    self.rungs.get(each.stage or "", NOT_KNOWN_YET),
                    self.standings.get(each.standing or "", NOT_KNOWN_YET),
                    each.next_step_title,
                    _next_date(each),
                    _day(each.plan_ends),
                    price_text(each),
                    _ends(self._title(each.door), each.door_closes_on),
                    _ends(self._title(each.certificate), each.certificate_expires_on),
                    str(len(unread_columns(each)) or ""),
                    str(each.questions_open),
                    self.whose[each.roadmap],
                ),
            )
        )

    def unread(self) -> Iterator[Block]:
        yield from self._listed(
            "unread",
            "What it may stand for is left open: put the cell right, or ask the client.",
            "Every cell was read.",
            ("What stands there",),
            lambda each: (unread_text(each),),
        )

    def ready(self) -> Iterator[Block]:
        yield from self._listed(
            "ready",
            "Everything on the required list is met, which is no promise of a job.",
            "Nobody meets everything on the required list yet, by their answers.",
            ("Stage",),
            lambda each: (self.rungs.get(each.stage or "", NOT_KNOWN_YET),),
        )

    def one_step_away(self) -> Iterator[Block]:
        yield from self._listed(
            "one_step_away",
            "Exactly one thing on the required list is open, and nothing on it is unknown.",
            "Nobody is exactly one required thing away.",
            ("What is open",),
            lambda each: (self.requirements[each.one_step_away or ""].title,),
        )

    def doors(self) -> Iterator[Block]:
        yield from self._listed(
            "door",
            "The last day to start a route, or to use an eligibility, is near.",
            "No door closes for anybody in that time.",
            ("What closes", "Last day"),
            lambda each: (self._title(each.door), _day(each.door_closes_on)),
        )

    def certificates(self) -> Iterator[Block]:
        yield from self._listed(
            "certificate",
            f"A certificate ends within {SOON_MONTHS} months, or has ended.",
            "No certificate of anybody's ends in that time, by their answers.",
            ("Certificate", "Ends"),
            lambda each: (self._title(each.certificate), _day(each.certificate_expires_on)),
        )

    def one_answer_away(self) -> Iterator[Block]:
        yield from self._listed(
            "one_answer_away",
            "Nothing required is open, and one answer would settle the only thing unknown.",
            "Nobody is held up by a single unknown answer.",
            ("What to ask",),
            lambda each: (self.questions[each.one_answer_away or ""],),
        )

    def gaps(self) -> Iterator[Section]:
        """What is lacking, for each roadmap by which anybody was assessed."""
        gaps = self.overview.gaps
        used = [each for each in self.roadmaps if any(own == each.id for own, _ in gaps)]
        for roadmap in used or self.roadmaps[:1]:
            rows = tuple(
                (
                    Line(roadmap.by_id[each].title),
                    Line(roadmap.by_id[each].strength.value),
                    Line(f"{count:,}"),
                )
                for (own, each), count in _most_first(gaps)
                if own == roadmap.id
            )
            table = Table(("Requirement", "Strength", "Clients without it"), rows, numeric=(2,))
            nobody = Paragraph(Line("Nobody lacks anything that is required or expected."))
            whose = f", on the way to {roadmap.title}" if len(self.roadmaps) > 1 else ""
            yield Section(f"The most common gaps{whose}", (table if rows else nobody,))

    def stages(self) -> Iterator[Block]:
        counts = self.overview.stages
        rows = [(title, counts[rung]) for rung, title in self.rungs.items() if counts[rung]]
        unknown = sum(counts.values()) - sum(count for _, count in rows)
        if unknown:
            rows.append((NOT_KNOWN_YET, unknown))
        lines = tuple((Line(title), Line(f"{count:,}")) for title, count in rows)
        if lines:
            yield Table(("Stage", "Clients"), lines, numeric=(1,))

    def _listed(
        self,
        name: str,
        meaning: str,
        nobody: str,
        headers: tuple[str, ...],
        cells: Callable[[Triage], tuple[str, ...]],
    ) -> Iterator[Block]:
        count, listed = self.overview.counts[name], self.overview.listed[name]
        if not count:
            yield Paragraph(Line(nobody))
            return
        more = (
            f" The first {MOST_NAMED} stand here, all in summary.csv."
            if len(listed) < count
            else ""
        )
        yield Paragraph(Line(f"{meaning} {counted(count, 'client')}.{more}"))
        who = ("Client", "Name") if self.names else ("Client",)
        rows = tuple((*self._who(each), *map(Line, cells(each))) for each in listed)
        yield Table((*who, *headers), rows)

    def _who(self, client: Triage) -> tuple[Line, ...]:
        report = f"{REPORTS}/{report_name(client.id, self.ending)}" if self.ending else ""
        own = Line(client.id, beside=report)
        return (own, Line(client.name or "")) if self.names else (own,)

    def _title(self, known_id: str | None) -> str:
        return self.titles.get(known_id or "", known_id or "")


def nearer_text(overview: Overview) -> str:
    """How many would be assessed by another roadmap, and how."""
    return f"{counted(overview.nearer_elsewhere, 'client')}: --roadmap auto takes it for each."


def _most_first(counts: Counter[tuple[str, str]]) -> list[tuple[tuple[str, str], int]]:
    """The most common first; equal ones by their ids, so that the order is always the same."""
    return sorted(counts.items(), key=lambda each: (-each[1], each[0]))


def _day(day: date | None) -> str:
    """A day that stays on one line."""
    return short_date(day).replace(" ", "\N{NO-BREAK SPACE}") if day else ""


def _next_date(client: Triage) -> str:
    """The day, and what it is for in short; that nothing is planned, where that is so."""
    if client.next_date is None:
        return "none: no plan yet" if client.plan_ends is None else ""
    title = shorten(client.next_date_title, LONGEST_TITLE, placeholder=" ...")
    return f"{_day(client.next_date)}: {title}"


def _ends(title: str, day: date | None) -> str:
    """What ends, and when."""
    return f"{title}: {_day(day)}" if day else title
