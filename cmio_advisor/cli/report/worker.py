"""One worker of a caseload run: it reads clients, assesses them and writes their reports."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from hashlib import sha256
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from cmio_advisor import __version__
from cmio_advisor.cli.report.folder import (
    LINES,
    PROBLEMS,
    READINGS,
    ROADMAP,
    SUMMARY_PAGE,
    SUMMARY_TABLE,
    TABLES,
    ReportFolder,
    roadmap_name,
    seal_of,
)
from cmio_advisor.cli.report.ledger import Ledger
from cmio_advisor.domain.assess.assess import Assessment
from cmio_advisor.domain.assess.notices import nearest_to
from cmio_advisor.domain.base.frozen import Frozen
from cmio_advisor.domain.caseload import TABLE, Caseload, Client, ClientBlock, Overview, places_of
from cmio_advisor.domain.judge.case import ProfileCase
from cmio_advisor.domain.plan.make_plan import make_plan, outline_plan
from cmio_advisor.domain.plan.plan import with_programs
from cmio_advisor.domain.profile.profile import Profile
from cmio_advisor.domain.roadmap.programs import Programs
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.domain.routes.choice import PlanWishes, wishes_of
from cmio_advisor.loading.clients.cells import BadRecordError
from cmio_advisor.loading.clients.header import ID_COLUMN
from cmio_advisor.loading.clients.reader import ClientReader
from cmio_advisor.loading.clients.source import read_entry
from cmio_advisor.loading.clients.table import Record
from cmio_advisor.loading.text.nodes import MOST_PROBLEMS, Fault
from cmio_advisor.reporting.formats import ReportFormat, engine_of
from cmio_advisor.reporting.formats.tables import (
    REPORTS,
    csv_line,
    problem_line,
    report_name,
    summary_line,
    titles_of,
)
from cmio_advisor.reporting.json.line import AssessmentLines
from cmio_advisor.reporting.json.plan import ClientFile

Renderer = Callable[[ClientFile], bytes]


class Task(Frozen):
    """
    What a run does, with every client: ``columns`` are those of a table; with its ``appendix`` a
    report tells all that is known; ``strict`` refuses a row of which a cell cannot be read. Clients
    to whom one of the ``others`` is nearer are assessed by that roadmap. And with all, in so many
    ``jobs``: ``fresh`` makes every report anew, else those stand that were made from the same;
    ``prune`` takes away what is not of this run.
    """

    roadmap: Roadmap
    programs: Programs
    on: date
    columns: tuple[str, ...]
    formats: tuple[ReportFormat, ...]
    names: bool
    folder: ReportFolder
    appendix: bool = False
    sort: str = TABLE
    strict: bool = False
    others: tuple[Roadmap, ...] = ()
    jobs: int = 1
    fresh: bool = True
    prune: bool = False

    @property
    def roadmaps(self) -> tuple[Roadmap, ...]:
        """All by which clients are assessed, that of those who are nearest to no other first."""
        return (self.roadmap, *self.others)

    @property
    def of_lines(self) -> tuple[str, ...]:
        """The files of the form that holds all clients: their lines, and a roadmap each."""
        if ReportFormat.JSONL not in self.formats:
            return ()
        return (LINES, ROADMAP, *(roadmap_name(each.id) for each in self.others))

    def own(self) -> tuple[ReportFormat, ...]:
        """The forms in which each client gets a file."""
        return tuple(each for each in self.formats if each is not ReportFormat.JSONL)

    def digest(self, profile: Profile) -> str:
        """
        That of all that a client's report depends on, of a record what was read in it: what is
        added to a report's making belongs here, or a resumed run keeps what is no longer right.
        """
        data = (*(each.fingerprint for each in self.roadmaps), self.programs.fingerprint)
        parts = (__version__, *data, self.on, self.appendix, profile)
        return sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


RecordBlock = Sequence[Record]
"""Some entries of the caseload in a row."""

MANY = 50
"""Of more clients than that all kinds of records are worth being written out for."""


class BlockResult(NamedTuple):
    """What came of a block: rows by ``TABLES``, and lines."""

    overview: Overview
    tables: dict[str, list[str]]
    lines: list[bytes]


class Desk:
    """All that one roadmap's clients are read and assessed with."""

    def __init__(self, task: Task, roadmap: Roadmap) -> None:
        self.caseload = Caseload(roadmap, task.on, is_chosen=bool(task.others))
        self.reader = ClientReader(self.caseload, task.columns, strict=task.strict)
        self.titles = titles_of(roadmap)
        self.lines = AssessmentLines(self.caseload) if ReportFormat.JSONL in task.formats else None


class Worker:
    """Does blocks one after the other; what stands by the ledger is not made again."""

    def __init__(self, task: Task, ledger: Ledger) -> None:
        self.task = task
        self.ledger = ledger
        self.desks = {each.id: Desk(task, each) for each in task.roadmaps}
        self.places = places_of(*task.roadmaps)
        self.renderers: dict[ReportFormat, Renderer] = {}
        self.told_at = task.folder.top.written_at(SUMMARY_PAGE)

    def do(self, block: RecordBlock) -> BlockResult:
        if len(block) > MANY:
            Frozen.write_out()
        found, clients = self.read(block)
        for desk, together in groupby(clients, itemgetter(0)):
            for judged in desk.caseload.judge([client for _, client in together]):
                for seen in desk.caseload.triages(judged):
                    found.overview.add(seen)
                    line = summary_line(seen, desk.titles, names=self.task.names)
                    found.tables[SUMMARY_TABLE].append(line)
                if desk.lines is not None:
                    found.lines.extend(desk.lines.lines(judged))
                if self.task.own():
                    made = [*self._put_reports(judged, desk)]
                    found.overview.made += made
                    found.overview.counts["made"] += len(made)
        return found

    def read(self, block: RecordBlock) -> tuple[BlockResult, list[tuple[Desk, Client]]]:
        """The clients of a block, each with its desk; what cannot be read stands in the result."""
        overview, clients = Overview(self.task.sort, self.places), []
        found = BlockResult(overview, {name: [] for name in TABLES}, [])
        for entry in block:
            try:
                desk, client = self._read(entry)
            except BadRecordError as error:
                overview.bad_records += 1
                # It does not tell whose it is, or not surely.
                of_id = any(each.place == ID_COLUMN for each in error.faults)
                overview.nameless += bool(entry.faults) or of_id
                problem = problem_of(entry, error.faults, assessed=False, more=self._not_of(entry))
                found.tables[PROBLEMS].append(problem)
                continue
            clients.append((desk, client))
            notes = desk.reader.notes
            if notes.faults:
                overview.partly_read += 1
                found.tables[PROBLEMS].append(problem_of(entry, notes.faults, assessed=True))
            overview.readings += len(notes.readings)
            found.tables[READINGS] += [
                csv_line((entry.where, client.id, *each.told)) for each in notes.readings
            ]
        return found, clients

    def _not_of(self, entry: Record) -> str:
        """What to say where a report stands for a record of which none is made."""
        if not entry.client_id or (entry.faults and entry.content is not None):
            return ""
        names = [report_name(entry.client_id, form) for form in self.task.own()]
        standing = next(filter(self.task.folder.reports.kind, names), None)
        return f" What stands in {REPORTS}/{standing} was not made from this." if standing else ""

    def missing(self, client: Client) -> dict[str, str]:
        """The client's reports that are to be made, with the seals of those that stand."""
        names = [report_name(client.id, form) for form in self.task.own()]
        return self.ledger.missing(names, self.task.digest(client.profile())) if names else {}

    def _is_untold(self, client: Client) -> bool:
        """Whether a report is of a run that was stopped before it told of any."""
        names = (report_name(client.id, form) for form in self.task.own())
        return any(self.task.folder.reports.written_at(each) > self.told_at for each in names)

    def _read(self, entry: Record) -> tuple[Desk, Client]:
        """A client, read by the roadmap nearest to them, and its desk; else `BadRecordError`."""
        desk = self.desks[self.task.roadmap.id]
        client = read_entry(entry, desk.reader)
        if not self.task.others:
            return desk, client
        found = nearest_to(ProfileCase(client.profile(), self.task.roadmap, self.task.on))
        nearest = desk if found is None else self.desks.get(found.roadmap, desk)
        return nearest, client if nearest is desk else read_entry(entry, nearest.reader)

    def _put_reports(self, judged: ClientBlock, desk: Desk) -> Iterator[str]:
        """Make and note the clients' own reports that do not stand; the ids of these clients."""
        for client, found in zip(judged.clients, judged.rows(), strict=True):
            profile = client.profile()
            wanted = self.missing(client)
            if wanted or self._is_untold(client):
                yield client.id
            if not wanted:
                continue
            file = client_file(
                desk.caseload.assessor.assessment(found, profile), self.task.programs
            )
            for name, seal in wanted.items():
                data = self._render(name, file)
                own = seal_of(data)
                self.task.folder.put_report(name, data, seal, own)
                self.ledger.note(f"{name} {self.task.digest(profile)} {own}\n")

    def _render(self, name: str, file: ClientFile) -> bytes:
        form = ReportFormat(name.rpartition(".")[2])
        if form not in self.renderers:
            self.renderers[form] = _renderer(form, appendix=self.task.appendix)
        return self.renderers[form](file)


def client_file(assessment: Assessment, programs: Programs | None = None) -> ClientFile:
    """With the outline of the plan by the fastest routes, and the nearest programs."""
    profile = assessment.profile
    wishes = wishes_of(profile, PlanWishes())
    plan = outline_plan(profile, assessment.roadmap, assessment.as_of, wishes)
    return ClientFile(assessment, with_programs(plan, programs) if programs else plan)


def problem_of(entry: Record, faults: Sequence[Fault], *, assessed: bool, more: str = "") -> str:
    """All that is wrong with one record, in one line; of several columns each says its own."""
    shown = faults[:MOST_PROBLEMS]
    columns = [*dict.fromkeys(each.place for each in shown)]
    found = dict.fromkeys(each.found for each in shown if each.found)
    advice = [
        f"{each.place}: {each.advice}" if each.place and len(columns) > 1 else each.advice
        for each in shown
    ]
    if len(faults) > MOST_PROBLEMS:
        advice.append(f"{len(faults) - MOST_PROBLEMS} more problems are not shown.")
    described = "; ".join(columns), "; ".join(found), " ".join(advice) + more
    return problem_line(entry.where, entry.client_id, described, assessed=assessed)


def _calendar(client: ClientFile) -> bytes:
    """The calendar of the whole plan: its doors and endings stand in no outline."""
    from cmio_advisor.reporting.formats.calendar import plan_calendar  # noqa: PLC0415 - as below

    plan = client.plan
    return plan_calendar(make_plan(plan.profile, plan.roadmap, plan.as_of, plan.wishes)).encode()


def _renderer(form: ReportFormat, *, appendix: bool) -> Renderer:
    """What makes a report of this form; its engine is loaded here, in the process that uses it."""
    if form is ReportFormat.JSON:
        from cmio_advisor.reporting.json.plan import client_json  # noqa: PLC0415 - as above

        return lambda client: client_json(client).encode()
    if form is ReportFormat.ICS:
        return _calendar
    from cmio_advisor.reporting.views.assessment import client_document  # noqa: PLC0415 - as above

    engine = engine_of(form)
    Frozen.write_out()

    def report(client: ClientFile) -> bytes:
        made = engine(client_document(client, appendix=appendix))
        return made if isinstance(made, bytes) else made.encode()

    return report
