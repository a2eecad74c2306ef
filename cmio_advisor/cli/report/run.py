"""
One run over a caseload: blocks out to the workers (one in this process, or several beside it),
which read clients, assess them and write their reports; results in, and what stands for the whole;
or what it would write and take away.

Every worker hands its lines back, and this process writes them in the order of the blocks, so the
file is the same for any number of workers.
"""

import gc
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, closing, suppress
from datetime import date
from functools import cache, partial
from hashlib import sha256
from itertools import chain, groupby, islice
from operator import itemgetter
from typing import IO, NamedTuple

from cmio_advisor import __version__
from cmio_advisor.cli.output import say, standard_output
from cmio_advisor.cli.report import folder as files
from cmio_advisor.domain.assess.assess import Assessment
from cmio_advisor.domain.assess.notices import nearest_to
from cmio_advisor.domain.base.frozen import Frozen
from cmio_advisor.domain.caseload import TABLE, Assessed, Caseload, Client, Overview, places_of
from cmio_advisor.domain.judge.case import ProfileCase
from cmio_advisor.domain.plan.make_plan import make_plan, outline_plan
from cmio_advisor.domain.plan.plan import with_programs
from cmio_advisor.domain.profile.profile import Profile
from cmio_advisor.domain.roadmap.programs import Programs
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.domain.routes.choice import PlanWishes, wishes_of
from cmio_advisor.errors import ReadWriteError
from cmio_advisor.loading.clients.cells import BadRecordError
from cmio_advisor.loading.clients.reader import ClientReader
from cmio_advisor.loading.clients.source import ClientSource, read_entry, unlike_before
from cmio_advisor.loading.clients.table import ID_COLUMN, Record
from cmio_advisor.loading.text.nodes import MOST_PROBLEMS, Fault
from cmio_advisor.reporting.formats import ReportFormat, engine_of, tables
from cmio_advisor.reporting.json.line import AssessmentLines
from cmio_advisor.reporting.json.plan import ClientFile


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
    folder: files.ReportFolder
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
        return (files.LINES, files.ROADMAP, *(files.roadmap_name(each.id) for each in self.others))

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
        self.titles = tables.titles_of(roadmap)
        self.lines = AssessmentLines(self.caseload) if ReportFormat.JSONL in task.formats else None


class Worker:
    """Does blocks one after the other; what stands by the ledger is not made again."""

    def __init__(self, task: Task, ledger: files.Ledger) -> None:
        self.task = task
        self.ledger = ledger
        self.desks = {each.id: Desk(task, each) for each in task.roadmaps}
        self.places = places_of(*task.roadmaps)
        self.renderer = cache(partial(_renderer, appendix=task.appendix))
        self.told_at = task.folder.top.written_at(files.SUMMARY_PAGE)

    def do(self, block: Sequence[Record]) -> BlockResult:
        if len(block) > MANY:
            Frozen.write_out()
        found, clients = self.read(block)
        for desk, together in groupby(clients, itemgetter(0)):
            for assessed in desk.caseload.judge([client for _, client in together]):
                seen = desk.caseload.triage(assessed.found)
                found.overview.add(seen)
                line = tables.summary_line(seen, desk.titles, names=self.task.names)
                found.tables[files.SUMMARY_TABLE].append(line)
                if desk.lines is not None:
                    found.lines.append(desk.lines.line(assessed))
                if self.task.own() and self._put_reports(assessed):
                    found.overview.made.append(assessed.client.id)
                    found.overview.counts["made"] += 1
        return found

    def read(self, block: Sequence[Record]) -> tuple[BlockResult, list[tuple[Desk, Client]]]:
        """The clients of a block, each with its desk; what cannot be read stands in the result."""
        overview, clients = Overview(self.task.sort, self.places), []
        found = BlockResult(overview, {name: [] for name in files.TABLES}, [])
        for entry in block:
            try:
                desk, client = self._read(entry)
            except BadRecordError as error:
                overview.bad_records += 1
                # It does not tell whose it is, or not surely.
                of_id = any(each.place == ID_COLUMN for each in error.faults)
                overview.nameless += bool(entry.faults) or of_id
                problem = problem_of(entry, error.faults, assessed=False, more=self._not_of(entry))
                found.tables[files.PROBLEMS].append(problem)
                continue
            clients.append((desk, client))
            notes = desk.reader.notes
            if notes.faults:
                overview.partly_read += 1
                found.tables[files.PROBLEMS].append(problem_of(entry, notes.faults, assessed=True))
            overview.readings += len(notes.readings)
            found.tables[files.READINGS] += [
                tables.csv_line((entry.where, client.id, *each.told)) for each in notes.readings
            ]
        return found, clients

    def _not_of(self, entry: Record) -> str:
        """What to say where a report stands for a record of which none is made."""
        if not entry.client_id or (entry.faults and entry.content is not None):
            return ""
        names = [tables.report_name(entry.client_id, form) for form in self.task.own()]
        standing = next(filter(self.task.folder.reports.kind, names), None)
        return (
            f" What stands in {tables.REPORTS}/{standing} was not made from this."
            if standing
            else ""
        )

    def missing(self, client: Client, digest: str) -> dict[str, str]:
        """The client's reports that are to be made, with the seals of those that stand."""
        names = [tables.report_name(client.id, form) for form in self.task.own()]
        return self.ledger.missing(names, digest)

    def _read(self, entry: Record) -> tuple[Desk, Client]:
        """A client, read by the roadmap nearest to them, and its desk; else `BadRecordError`."""
        desk = self.desks[self.task.roadmap.id]
        client = read_entry(entry, desk.reader)
        if not self.task.others:
            return desk, client
        found = nearest_to(ProfileCase(client.profile(), self.task.roadmap, self.task.on))
        nearest = desk if found is None else self.desks.get(found.roadmap, desk)
        return nearest, client if nearest is desk else read_entry(entry, nearest.reader)

    def _put_reports(self, assessed: Assessed) -> bool:
        """Make and note the client's own reports that do not stand; whether there are such."""
        client, found = assessed.client, assessed.found
        digest = self.task.digest(found.profile)
        wanted = self.missing(client, digest)
        names = (tables.report_name(client.id, form) for form in self.task.own())
        at = [*map(self.task.folder.reports.written_at, names)]
        if wanted:
            file = client_file(found, self.task.programs)
        for name, seal in wanted.items():
            data = self.renderer(ReportFormat(name.rpartition(".")[2]))(file)
            own = files.seal_of(data)
            self.task.folder.put_report(name, data, seal, own)
            self.ledger.note(f"{name} {digest} {own}\n")
        return bool(wanted) or any(each > self.told_at for each in at)  # of a run that told of none


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
    is_assessed = "yes" if assessed else "no"
    return tables.csv_line((entry.where, entry.client_id, *described, is_assessed))


def _renderer(form: ReportFormat, *, appendix: bool) -> Callable[[ClientFile], bytes]:
    """What makes a report of this form; its engine is loaded here, in the process that uses it."""
    if form is ReportFormat.JSON:
        from cmio_advisor.reporting.json.plan import client_json  # noqa: PLC0415 - as above

        return lambda client: client_json(client).encode()
    if form is ReportFormat.ICS:
        from cmio_advisor.reporting.formats.calendar import plan_calendar  # noqa: PLC0415 - as above

        def calendar(client: ClientFile) -> bytes:
            """That of the whole plan: its doors and endings stand in no outline."""
            told = client.plan
            plan = make_plan(told.profile, told.roadmap, told.as_of, told.wishes)
            return plan_calendar(plan).encode()

        return calendar
    from cmio_advisor.reporting.views.assessment import client_document  # noqa: PLC0415 - as above

    engine = engine_of(form)
    Frozen.write_out()

    def report(client: ClientFile) -> bytes:
        made = engine(client_document(client, appendix=appendix))
        return made if isinstance(made, bytes) else made.encode()

    return report


AHEAD = 2
"""Blocks given out for each worker, so that none is idle and few results wait."""

SELDOM = (100_000, 20, 100)
"""How seldom the collector looks: nearly all that a run makes is freed as it is dropped."""

STOPPING = [getattr(signal, name) for name in ("SIGINT", "SIGHUP") if hasattr(signal, name)]
"""Signals to all processes of a terminal, which are for the one that the user started."""
ENDING = (*STOPPING, signal.SIGTERM)

ENDED = "A worker ended before its time. Run again with --resume."

_hire: Callable[[], Worker]
"""That of this process, where it is a worker's: the executor can hand one only by a global name."""


def run_blocks(
    blocks: Iterator[Sequence[Record]], hire: Callable[[], Worker], lines: IO[bytes], jobs: int
) -> Iterator[BlockResult]:
    """The results in order, lines written by then; `ReadWriteError` for a killed worker."""
    gc.freeze()
    gc.enable()
    gc.set_threshold(*SELDOM)
    first = deque(islice(blocks, jobs))
    beside = len(first) > 1 and hasattr(os, "fork")  # a folder held by its descriptor goes by fork
    every = chain(first, blocks)
    for result in _beside(every, hire, len(first)) if beside else map(hire().do, every):
        lines.writelines(result.lines)
        lines.flush()
        yield result


def _beside(
    blocks: Iterator[Sequence[Record]], hire: Callable[[], Worker], jobs: int
) -> Iterator[BlockResult]:
    # Loaded here, since it takes its time: a run in one process needs none of it.
    from concurrent.futures.process import BrokenProcessPool, ProcessPoolExecutor  # noqa: PLC0415
    from multiprocessing import active_children, get_context  # noqa: PLC0415

    first = next(blocks)
    # What a signal raises inside a fork Python only prints.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ENDING)
    try:
        pool = ProcessPoolExecutor(jobs, get_context("fork"), initializer=_begin, initargs=(hire,))
        waiting = deque([pool.submit(_do, first)])  # which starts all workers
    except (OSError, RuntimeError):  # no process or thread can be started: a limit, or a sandbox
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        for each in active_children():  # those that could be
            each.terminate()
        yield from map(hire().do, chain([first], blocks))
        return
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
    try:
        for block in blocks:
            waiting.append(pool.submit(_do, block))
            if len(waiting) == AHEAD * jobs:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except BrokenProcessPool:
        raise ReadWriteError(ENDED) from None
    finally:
        pool.shutdown(cancel_futures=True)


def _begin(hire: Callable[[], Worker]) -> None:
    """A worker's first act; it is terminated by others, and ends with its parent."""
    from multiprocessing import parent_process  # noqa: PLC0415 - as above
    from threading import Thread  # noqa: PLC0415 - as above

    global _hire  # noqa: PLW0603 - see there
    for each in STOPPING:
        signal.signal(each, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDING)
    parent = parent_process()

    def watch() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    with suppress(RuntimeError):  # where no thread can be started, it works unwatched
        Thread(target=watch, daemon=True).start()
    _hire = cache(hire)


def _do(block: Sequence[Record]) -> BlockResult:
    return _hire().do(block)


ENCODING = "utf-8-sig"
"""With a mark at the start, without which spreadsheet programs take other letters for noise."""

BLOCK_OF_LINES, BLOCK_OF_REPORTS = 200, 10
"""Clients in a block: few where each gets a file of its own, since that takes long."""


def run_caseload(
    entries: Iterator[Record], task: Task, report: Callable[[Overview], None]
) -> tuple[Overview, list[str]]:
    """
    Do the whole caseload and write what stands for it; ``report`` is told how far it has come.

    The second part of the result is what to say of what was not of this run. Where writing fails
    (`ReadWriteError`), what stands under a final name is whole.
    """
    folder = task.folder
    try:
        ledger = files.Ledger(folder, fresh=task.fresh)
        if not ledger.fits:
            say(ledger.set_aside())
        ledger.begin()
        with closing(ledger):
            overview = _write_all(entries, task, ledger, report)
            if task.prune:
                lists = (*task.of_lines, *lists_of(overview))
                note = ledger.take_away(ledger.leftovers(overview, lists))
            else:
                note = ledger.left_alone()
        folder.settle(files.DONE, files.MADE_FOR)
    except OSError as error:
        raise files.failed_write(folder.top.path, error) from None
    return overview, note


def _write_all(
    entries: Iterator[Record], task: Task, ledger: files.Ledger, report: Callable[[Overview], None]
) -> Overview:
    top, state = task.folder.top, task.folder.state
    overview = Overview(task.sort, places_of(*task.roadmaps))
    lines = files.part_name("lines")
    parts = {name: files.part_name(name.partition(".")[0]) for name in files.TABLES}
    hire = partial(Worker, task, ledger)
    headers = {
        files.PROBLEMS: tables.PROBLEMS_HEADER,
        files.READINGS: tables.READINGS_HEADER,
        files.SUMMARY_TABLE: tables.summary_header(names=task.names),
    }
    with ExitStack() as held:
        of_lines = held.enter_context(os.fdopen(state.create(lines), "wb"))
        opened: dict[str, IO[str]] = {}
        for name, part in parts.items():
            new = os.fdopen(state.create(part), "w", encoding=ENCODING, newline="")
            opened[name] = held.enter_context(new)
            opened[name].write(headers[name])
        for result in run_blocks(blocks(entries, task, ledger), hire, of_lines, task.jobs):
            for name, rows in result.tables.items():
                opened[name].writelines(rows)
            overview.include(result.overview)
            report(overview)
    if task.of_lines:
        state.rename(lines, top, files.LINES)
        _put_roadmap(task)
    else:
        state.remove(lines)
    for name, part in parts.items():
        # That of an earlier run is no longer true.
        if name in (files.SUMMARY_TABLE, *lists_of(overview)) or top.kind(name):
            state.rename(part, top, name)
        else:
            state.remove(part)
    _put_overview(task, overview)
    return overview


def lists_of(overview: Overview) -> tuple[str, ...]:
    problems = (files.PROBLEMS,) if overview.bad_records or overview.partly_read else ()
    return (*problems, files.READINGS) if overview.readings else problems


def blocks(
    entries: Iterable[Record], task: Task, ledger: files.Ledger
) -> Iterator[Sequence[Record]]:
    """The entries in blocks; the ledger meets their reports."""
    own = task.own()
    met = unlike_before(entries, Desk(task, task.roadmap).reader)
    while block := list(islice(met, BLOCK_OF_REPORTS if own else BLOCK_OF_LINES)):
        for entry in block:
            for form in own:
                ledger.others.discard(tables.report_name(entry.client_id or "", form))
        yield block


def list_changes(source: ClientSource, task: Task) -> Overview:
    """Print the names in the order of writing; what was met of bad records."""
    out, folder = standard_output(), task.folder
    ledger = files.Ledger(folder, fresh=task.fresh)
    if not ledger.fits:
        say(ledger.misfit())
    worker = Worker(task, ledger)
    met = Overview()
    for block in blocks(source.entries, task, ledger):
        result, clients = worker.read(block)
        met.include(result.overview)
        met.clients += len(clients)
        for _, client in clients:
            missing = worker.missing(client, task.digest(client.profile()))
            out.writelines(f"{tables.REPORTS}/{name}\n" for name in missing)
    lists = lists_of(met)
    left = ledger.leftovers(met, (*task.of_lines, *lists)) if task.prune else files.Leftovers()
    kept = filter(folder.top.kind, {files.PROBLEMS, files.READINGS}.difference(left.of_the_whole))
    for name in (*task.of_lines, *sorted({*lists, *kept}), files.SUMMARY_TABLE, files.SUMMARY_PAGE):
        out.write(f"{name}\n")
    names = (*(f"{tables.REPORTS}/{name}" for name in left.reports), *left.of_the_whole)
    out.writelines(f"remove {name}\n" for name in names)
    return met


def _put_roadmap(task: Task) -> None:
    from cmio_advisor.reporting.json.form import json_text  # noqa: PLC0415 - with lines only
    from cmio_advisor.reporting.views.roadmap import WHOLE_ROADMAP  # noqa: PLC0415 - as above

    for each, name in zip(task.roadmaps, task.of_lines[1:], strict=True):
        text = json_text(WHOLE_ROADMAP, each, each, task.on)
        task.folder.put(task.folder.top, name, text.encode())


def _put_overview(task: Task, overview: Overview) -> None:
    from cmio_advisor.reporting.formats.html import render_html  # noqa: PLC0415 - likewise
    from cmio_advisor.reporting.views.caseload import overview_document  # noqa: PLC0415 - at the end

    ending = next((each.value for each in task.own()), "")
    document = overview_document(overview, task.roadmaps, task.on, names=task.names, ending=ending)
    task.folder.put(task.folder.top, files.SUMMARY_PAGE, render_html(document).encode())
