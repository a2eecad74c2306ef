"""The overview of a caseload as a report: who needs what, what is common, how it spreads."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from textwrap import shorten

from cmio_advisor.domain import caseload as cases
from cmio_advisor.domain.base.sentences import date_text, partial_date_text
from cmio_advisor.domain.base.time import PartialDate
from cmio_advisor.domain.judge.results import State
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.reporting import document as doc
from cmio_advisor.reporting import wording
from cmio_advisor.reporting.formats import tables
from cmio_advisor.reporting.views.shared import roadmap_text

MOST_NAMED = 12
"""So many clients are named in one line."""


def overview_document(
    overview: cases.Overview,
    roadmaps: Sequence[Roadmap],
    on: date,
    *,
    names: bool = False,
    ending: str = "",
) -> doc.Document:
    """The overview, clients by their ids or also ``names``; their own reports end in ``ending``."""
    view = CaseloadView(overview, roadmaps, names=names, ending=ending)
    about = roadmaps[0].texts["no_ranking"], map(roadmap_text, roadmaps)
    return doc.Document(
        f"Your caseload on the way to {wording.listing((each.title for each in roadmaps), 'or')}",
        f"{wording.counted(overview.clients, 'client')}, {date_text(on)}",
        (
            doc.Section("The caseload", view.at_a_glance()),
            *(view.listed(*each) for each in THIS_WEEK),
            doc.Section("Everybody", view.everybody()),
            *view.gaps(),
            view.listed(*READY_LIST),
            doc.Section("About this page", about),
        ),
    )


class CaseloadView:
    def __init__(
        self, overview: cases.Overview, roadmaps: Sequence[Roadmap], *, names: bool, ending: str
    ) -> None:
        self.overview = overview
        self.names = names
        self.who = ("Client", "Name") if names else ("Client",)
        self.ending = ending
        self.roadmaps = roadmaps
        self.say = roadmaps[0].say
        self.titles = {
            each.id: {
                **tables.titles_of(each),
                "open": {id_: found.title for id_, found in each.by_id.items()},
                "question": {one.id: one.text for one in each.questions},
            }
            for each in roadmaps
        }
        several = len(roadmaps) > 1
        self.whose = {each.id: each.id if several else "" for each in roadmaps}
        self.standings = tuple(each.title for each in roadmaps[0].standings)

    def at_a_glance(self) -> doc.Parts:
        overview = self.overview
        own = overview.standings.keys() - {*self.standings, State.UNKNOWN.value}
        compared = {each: overview.standings[each] for each in [*self.standings, *sorted(own)]}
        compared[wording.NOT_KNOWN_YET.lower()] = overview.standings[State.UNKNOWN.value]
        unread = f"{wording.counted(overview.bad_records, 'record')}, listed in problems.csv."
        ready = {text: overview.ready[each] for each, text in wording.READY.items()}
        nobody = (title for title, name, *_ in THIS_WEEK[1:] if not overview.counts[name])
        told = {
            "Could not be read": unread if overview.bad_records else "",
            "Required list complete": _spread(ready),
            wording.COMPARED: _spread(compared),
            "Nearer to another roadmap": nearer_text(overview) if overview.counts["nearer"] else "",
            "Nobody by their answers": "; ".join(nobody),
        }
        return doc.Facts(doc.Fact(label, text) for label, text in told.items())

    def everybody(self) -> Iterator[doc.Parts]:
        """Everybody in one table, without empty columns; the first where all are too many."""
        overview = self.overview
        text, _ = cases.SORTS[overview.sort]
        if overview.clients > cases.MOST_IN_ALL:
            text += f" {self.say('caseload_first_of_all', most=f'{cases.MOST_IN_ALL:,}')}"
        yield text
        rows = self._rows(overview.everybody, EVERYBODY)
        columns = dict(zip((*self.who, *EVERYBODY), zip(*rows, strict=True), strict=bool(rows)))
        filled = {
            head: cells for head, cells in columns.items() if any(each.text for each in cells)
        }
        numeric = tuple(at for at, head in enumerate(filled) if head in COUNTED)
        yield doc.Table(filled, zip(*filled.values(), strict=True), numeric=numeric)

    def gaps(self) -> Iterator[doc.Section]:
        gaps = self.overview.gaps
        used = [each for each in self.roadmaps if any(own == each.id for own, _ in gaps)]
        for roadmap in used or self.roadmaps[:1]:
            # The most common first; equal ones by their ids, so that the order is always the same.
            most_first = sorted(gaps.items(), key=lambda gap: (-gap[1], gap[0]))
            found = [(roadmap.by_id[id_], n) for (own, id_), n in most_first if own == roadmap.id]
            rows = ((each.title, each.strength.value, f"{count:,}") for each, count in found)
            table = doc.Table(("Requirement", "Strength", "Clients without it"), rows, numeric=(2,))
            whose = f", on the way to {roadmap.title}" if len(self.roadmaps) > 1 else ""
            blocks = table if found else self.say("caseload_no_gaps")
            yield doc.Section(f"The most common gaps{whose}", blocks)

    def listed(self, title: str, name: str, cells: Mapping[str, "Shown"]) -> doc.Section:
        """Those to whom one thing applies, and what of each is shown; nothing if to nobody."""
        count, listed = self.overview.counts[name], self.overview.listed[name]
        means = self.say(f"caseload_{name}", months=cases.SOON_MONTHS)
        first = self.say("caseload_first_of_these", most=cases.MOST_LISTED)
        more = f" {first}" if len(listed) < count else ""
        table = doc.Table((*self.who, *cells), self._rows(listed, cells))
        blocks = (f"{means} {wording.counted(count, 'client')}.{more}", table)
        return doc.Section(title, blocks if count else ())

    def _rows(
        self, clients: Iterable[cases.Triage], cells: Mapping[str, "Shown"]
    ) -> list[tuple[doc.Line, ...]]:
        rows = []
        for each in clients:
            report = f"{tables.REPORTS}/{tables.report_name(each.id, self.ending)}"
            client = doc.Line(each.id, beside=report if self.ending else "")
            name = [doc.Line(each.name or "")] if self.names else []
            rows.append((client, *name, *(doc.Line(cell(self, each)) for cell in cells.values())))
        return rows

    def title_of(self, client: cases.Triage, kind: str, known_id: str | None) -> str:
        """As the client's own roadmap has it: another may have one of the same id."""
        return self.titles[client.roadmap][kind].get(known_id or "", known_id or "")

    def stage_of(self, client: cases.Triage) -> str:
        return self.title_of(client, "stage", client.stage) or wording.NOT_KNOWN_YET

    def standing_of(self, client: cases.Triage) -> str:
        return client.standing_title or wording.NOT_KNOWN_YET

    def roadmap_of(self, client: cases.Triage) -> str:
        not_chosen = " (not chosen from answers)" if client.is_roadmap_open else ""
        return f"{self.whose[client.roadmap]}{not_chosen}"


Shown = Callable[[CaseloadView, cases.Triage], str]
COUNTED = ("Cells not read", "Answers open")
EVERYBODY: Mapping[str, Shown] = {
    "Stage": CaseloadView.stage_of,
    "Standing": CaseloadView.standing_of,
    "Next step": lambda _, each: each.next_step_title,
    "Next date": lambda _, each: _next_date(each),
    "Plan likely ends": lambda _, each: _plan_ends(each),
    "Door that closes": lambda view, each: _ends(
        view.title_of(each, "door", each.door), each.door_closes_on
    ),
    "Certificate that ends": lambda view, each: _ends(
        view.title_of(each, "certificate", each.certificate), each.certificate_expires_on
    ),
    COUNTED[0]: lambda _, each: str(len(tables.unread_columns(each)) or ""),
    COUNTED[1]: lambda _, each: str(each.questions_open or ""),
    "Roadmap": CaseloadView.roadmap_of,
}
"""What the table of everybody shows of each."""
ListOf = tuple[str, str, Mapping[str, Shown]]
"""Whom one thing applies to: the heading, the list, whose meaning is a text; what is shown."""
THIS_WEEK: tuple[ListOf, ...] = (
    (
        "Cells that could not be read",
        "unread",
        {"What stands there": lambda _, each: tables.unread_text(each)},
    ),
    (
        "One answer away",
        "one_answer_away",
        {"What to ask": lambda view, each: view.title_of(each, "question", each.one_answer_away)},
    ),
    (
        f"A door closes within {cases.SOON_MONTHS} months",
        "door",
        {
            "What closes": lambda view, each: view.title_of(each, "door", each.door),
            "Last day": lambda _, each: _day(each.door_closes_on),
        },
    ),
    (
        "A certificate expires or has expired",
        "certificate",
        {
            "Certificate": lambda view, each: view.title_of(each, "certificate", each.certificate),
            "Ends": lambda _, each: _day(each.certificate_expires_on),
        },
    ),
    (
        "One step away",
        "one_step_away",
        {"What is open": lambda view, each: view.title_of(each, "open", each.one_step_away)},
    ),
)
READY_LIST: ListOf = (
    "Nothing formal missing",
    "ready",
    {"Stage": CaseloadView.stage_of, "Beside those in the job": CaseloadView.standing_of},
)


def _spread(counts: Mapping[str, int]) -> str:
    """How many there are of each, without those that are nobody's."""
    return ", ".join(f"{count:,} {text}" for text, count in counts.items() if count)


def nearer_text(overview: cases.Overview) -> str:
    ids = [each.id for each in overview.listed["nearer"]]
    return f"{named_in_short(ids, overview.counts['nearer'])}. --roadmap auto takes it for each."


def named_in_short(ids: Sequence[str], count: int) -> str:
    """How many clients, and who; of many only the first."""
    more = count - len(ids[:MOST_NAMED])
    who = wording.listing((*ids[:MOST_NAMED], *([f"{more:,} more"] if more else [])))
    return f"{wording.counted(count, 'client')} ({who})"


def _day(day: date | PartialDate | None) -> str:
    """A day that stays on one line, or the month or year where no more was told."""
    if isinstance(day, PartialDate) and day.earliest != day.latest:
        return partial_date_text(day.text()).replace(" ", "\N{NO-BREAK SPACE}")
    last = day.latest if isinstance(day, PartialDate) else day
    return wording.short_date(last).replace(" ", "\N{NO-BREAK SPACE}") if last else ""


def _plan_ends(client: cases.Triage) -> str:
    """The day; that only first steps end then, where something required is not in the plan."""
    if client.plan_ends is None:
        return "no end to name" if client.next_date else ""
    return f"{_day(client.plan_ends)}{'' if client.leads_there else ' (first steps)'}"


def _next_date(client: cases.Triage) -> str:
    """The day, and what it is for, whole in summary.csv; that nothing is planned, where so."""
    if client.next_date is None:
        return "none: no plan yet" if client.plan_ends is None else ""
    title = shorten(client.next_date_title, 60, placeholder=" ...")
    return f"{_day(client.next_date)}: {title}"


def _ends(title: str, day: date | PartialDate | None) -> str:
    return f"{title}: {_day(day)}" if day else title
