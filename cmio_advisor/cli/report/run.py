"""
One run over a caseload: blocks out to the workers (one in this process, or several beside it),
results in, and what stands for the whole; or what it would write and take away.

Every worker hands its lines back, and this process writes them in the order of the blocks, so the
file is the same for any number of workers.
"""

import gc
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, closing, suppress
from functools import cache, partial
from itertools import chain, islice
from typing import IO

from cmio_advisor.cli.output import say, standard_output
from cmio_advisor.cli.report.folder import (
    LINES,
    MADE_FOR,
    PROBLEMS,
    READINGS,
    SUMMARY_PAGE,
    SUMMARY_TABLE,
    TABLES,
    ReportFolder,
    failed_write,
    part_name,
)
from cmio_advisor.cli.report.ledger import (
    DONE,
    Ledger,
    Leftovers,
    left_alone_text,
    leftovers_of,
    take_away,
)
from cmio_advisor.cli.report.worker import BlockResult, Desk, RecordBlock, Task, Worker
from cmio_advisor.domain.caseload import Overview, places_of
from cmio_advisor.errors import ReadWriteError
from cmio_advisor.loading.clients.source import ClientSource, unlike_before
from cmio_advisor.loading.clients.table import Record
from cmio_advisor.reporting.formats.tables import (
    PROBLEMS_HEADER,
    READINGS_HEADER,
    REPORTS,
    report_name,
    summary_header,
)

AHEAD = 2
"""Blocks given out for each worker, so that none is idle and few results wait."""

SELDOM = (100_000, 20, 100)
"""How seldom the collector looks: nearly all that a run makes is freed as it is dropped."""

STOPPING = [getattr(signal, name) for name in ("SIGINT", "SIGHUP") if hasattr(signal, name)]
"""Signals to all processes of a terminal, which are for the one that the user started."""
ENDING = (*STOPPING, signal.SIGTERM)

ENDED = "A worker ended before its time. Run again with --resume."


Hire = Callable[[], Worker]
"""Makes a worker, in the process in which it works."""

_hire: Hire
"""That of this process, where it is a worker's: the executor can hand one only by a global name."""


def run_blocks(
    blocks: Iterator[RecordBlock], hire: Hire, lines: IO[bytes], jobs: int
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


def _beside(blocks: Iterator[RecordBlock], hire: Hire, jobs: int) -> Iterator[BlockResult]:
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


def _begin(hire: Hire) -> None:
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


def _do(block: RecordBlock) -> BlockResult:
    return _hire().do(block)


TABLE = "utf-8-sig"
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
        with closing(_opened_ledger(task)) as ledger:
            overview = _write_all(entries, task, ledger, report)
            if task.prune:
                lists = (*task.of_lines, *lists_of(overview))
                note = take_away(leftovers_of(overview, ledger, lists), ledger)
            else:
                note = left_alone_text(ledger)
        folder.settle(DONE, MADE_FOR)
    except OSError as error:
        raise failed_write(folder.top.path, error) from None
    return overview, note


def _opened_ledger(task: Task) -> Ledger:
    ledger = Ledger(task.folder, fresh=task.fresh)
    if not ledger.fits:
        say(ledger.set_aside())
    ledger.begin()
    return ledger


def _write_all(
    entries: Iterator[Record], task: Task, ledger: Ledger, report: Callable[[Overview], None]
) -> Overview:
    folder, overview = task.folder, Overview(task.sort, places_of(*task.roadmaps))
    top, state = folder.top, folder.state
    lines, parts = part_name("lines"), {name: part_name(name.partition(".")[0]) for name in TABLES}
    hire = partial(Worker, task, ledger)
    headers = (PROBLEMS_HEADER, READINGS_HEADER, summary_header(names=task.names))
    with ExitStack() as held:
        of_lines = held.enter_context(os.fdopen(state.create(lines), "wb"))
        tables = {name: held.enter_context(_new(folder, part)) for name, part in parts.items()}
        for table, header in zip(tables.values(), headers, strict=True):
            table.write(header)
        for result in run_blocks(blocks(entries, task, ledger), hire, of_lines, task.jobs):
            for name, rows in result.tables.items():
                tables[name].writelines(rows)
            overview.include(result.overview)
            report(overview)
    if task.of_lines:
        state.rename(lines, top, LINES)
        _put_roadmap(task)
    else:
        state.remove(lines)
    for name, part in parts.items():
        # That of an earlier run is no longer true.
        if name in (SUMMARY_TABLE, *lists_of(overview)) or top.kind(name):
            state.rename(part, top, name)
        else:
            state.remove(part)
    _put_overview(task, overview)
    return overview


def lists_of(overview: Overview) -> tuple[str, ...]:
    problems = (PROBLEMS,) if overview.bad_records or overview.partly_read else ()
    return (*problems, READINGS) if overview.readings else problems


def blocks(entries: Iterable[Record], task: Task, ledger: Ledger) -> Iterator[RecordBlock]:
    """The entries in blocks; the ledger meets their reports."""
    own = task.own()
    met = unlike_before(entries, Desk(task, task.roadmap).reader)
    while block := list(islice(met, BLOCK_OF_REPORTS if own else BLOCK_OF_LINES)):
        for entry in block:
            for form in own:
                ledger.meet(report_name(entry.client_id or "", form))
        yield block


def list_changes(source: ClientSource, task: Task) -> Overview:
    """Print the names in the order of writing; what was met of bad records."""
    out, folder = standard_output(), task.folder
    ledger = Ledger(folder, fresh=task.fresh)
    if not ledger.fits:
        say(ledger.misfit())
    worker = Worker(task, ledger)
    met = Overview()
    for block in blocks(source.entries, task, ledger):
        result, clients = worker.read(block)
        met.include(result.overview)
        met.clients += len(clients)
        for _, client in clients:
            out.writelines(f"{REPORTS}/{name}\n" for name in worker.missing(client))
    lists = lists_of(met)
    left = leftovers_of(met, ledger, (*task.of_lines, *lists)) if task.prune else Leftovers()
    kept = filter(folder.top.kind, {PROBLEMS, READINGS}.difference(left.of_the_whole))
    for name in (*task.of_lines, *sorted({*lists, *kept}), SUMMARY_TABLE, SUMMARY_PAGE):
        out.write(f"{name}\n")
    names = (*(f"{REPORTS}/{name}" for name in left.reports), *left.of_the_whole)
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
    task.folder.put(task.folder.top, SUMMARY_PAGE, render_html(document).encode())


def _new(folder: ReportFolder, part: str) -> IO[str]:
    return os.fdopen(folder.state.create(part), "w", encoding=TABLE, newline="")
