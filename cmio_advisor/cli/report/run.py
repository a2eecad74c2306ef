"""One run over a caseload: blocks out to the workers, results in, and what stands for the whole."""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from itertools import islice
from typing import IO

from cmio_advisor.cli.output import say
from cmio_advisor.cli.report.directory import failed_write
from cmio_advisor.cli.report.folder import (
    LINES,
    MADE_FOR,
    PROBLEMS,
    READINGS,
    SUMMARY_PAGE,
    SUMMARY_TABLE,
    ReportFolder,
    part_name,
)
from cmio_advisor.cli.report.ledger import DONE, Ledger
from cmio_advisor.cli.report.leftovers import (
    kept_text,
    left_alone_text,
    leftovers_of,
    take_away,
    taken_away_text,
    told_at_failure,
)
from cmio_advisor.cli.report.pool import run_blocks
from cmio_advisor.cli.report.worker import Batch, Task
from cmio_advisor.domain.caseload.triage import Overview, places_of
from cmio_advisor.loading.clients.seen_ids import unlike_before
from cmio_advisor.loading.clients.table import Record
from cmio_advisor.reporting.formats.formats import ReportFormat
from cmio_advisor.reporting.formats.tables import (
    PROBLEMS_HEADER,
    READINGS_HEADER,
    report_name,
    summary_header,
)

SHOWN_FIRST = (
    ReportFormat.HTML,
    ReportFormat.PDF,
    ReportFormat.MARKDOWN,
    ReportFormat.JSON,
    ReportFormat.ICS,
)
"""Which of a client's reports the overview links to."""

TABLE = "utf-8-sig"
"""With a mark at the start, without which spreadsheet programs take other letters for noise."""

BLOCK_OF_LINES, BLOCK_OF_REPORTS = 500, 10
"""Clients in a block: few where each gets a file of its own, since that takes long."""


def run_caseload(
    entries: Iterator[Record],
    task: Task,
    jobs: int,
    *,
    fresh: bool,
    prune: bool,
    report: Callable[[Overview], None],
) -> tuple[Overview, list[str]]:
    """
    Do the whole caseload and write what stands for it; ``report`` is told how far it has come.

    ``fresh`` makes every report anew; else those stand that were made from the same. ``prune``
    takes away what is not of this run. The second part of the result is what to say of that.

    Raises:
        ReadWriteError: writing failed; what stands under a final name is whole.
    """
    folder = task.folder
    kept: list[tuple[str, str]] = []
    try:
        with told_at_failure(kept), closing(_opened_ledger(folder, fresh=fresh)) as ledger:
            overview = _write_all(entries, task, jobs, ledger, kept, report)
            if prune:
                lists = (*task.of_lines, *lists_of(overview))
                found = leftovers_of(overview, ledger, folder, lists)
                take_away(found, overview, ledger, folder)
                note = taken_away_text(found, overview)
            else:
                note = left_alone_text(ledger, folder)
        folder.settle(DONE, MADE_FOR)
    except OSError as error:
        raise failed_write(folder.top.path, error) from None
    return overview, [*kept_text(kept), *note]


def _opened_ledger(folder: ReportFolder, *, fresh: bool) -> Ledger:
    ledger = Ledger(folder, fresh=fresh)
    if not ledger.fits:
        say(ledger.set_aside())
    return ledger


def _write_all(
    entries: Iterator[Record],
    task: Task,
    jobs: int,
    ledger: Ledger,
    kept: list[tuple[str, str]],
    report: Callable[[Overview], None],
) -> Overview:
    folder, overview = task.folder, Overview(task.sort, places_of(*task.roadmaps))
    top, state = folder.top, folder.state
    lines, summary, problems, readings = map(
        part_name, ("lines", "summary", "problems", "readings")
    )
    with (
        _new(folder, lines) as of_lines,
        _new(folder, summary, TABLE) as summary_table,
        _new(folder, problems, TABLE) as problem_table,
        _new(folder, readings, TABLE) as reading_table,
    ):
        summary_table.write(summary_header(names=task.names))
        problem_table.write(PROBLEMS_HEADER)
        reading_table.write(READINGS_HEADER)
        for result in run_blocks(blocks(entries, task, ledger), task, of_lines.fileno(), jobs):
            summary_table.write(result.summary)
            problem_table.write(result.problems)
            reading_table.write(result.readings)
            if result.done:
                ledger.note(result.done)
            kept += result.kept
            overview.include(result.overview)
            report(overview)
    if task.of_lines:
        state.rename(lines, top, LINES)
        _put_roadmap(task)
    else:
        state.remove(lines)
    for part, name in ((problems, PROBLEMS), (readings, READINGS)):
        if name in lists_of(overview) or top.kind(
            name
        ):  # those of an earlier run are no longer true
            state.rename(part, top, name)
        else:
            state.remove(part)
    state.rename(summary, top, SUMMARY_TABLE)
    _put_overview(task, overview)
    return overview


def lists_of(overview: Overview) -> tuple[str, ...]:
    """The lists that this run has anything to write in."""
    problems = (PROBLEMS,) if overview.bad_records or overview.partly_read else ()
    return (*problems, READINGS) if overview.readings else problems


def blocks(entries: Iterable[Record], task: Task, ledger: Ledger) -> Iterator[Batch]:
    """The entries in blocks, each with what stands of its reports."""
    own = task.own()
    size = BLOCK_OF_REPORTS if own else BLOCK_OF_LINES
    met = unlike_before(entries)
    while block := list(islice(met, size)):
        made = []
        for entry in block:
            names = (report_name(entry.client_id or "", form.value) for form in own)
            made.append(tuple(ledger.ask(name) for name in names))
        yield Batch(block, made)


def _put_roadmap(task: Task) -> None:
    from cmio_advisor.reporting.json.roadmap import roadmap_json  # noqa: PLC0415 - with lines only

    for each, name in zip(task.roadmaps, task.of_lines[1:], strict=True):
        text = roadmap_json(each, None, task.on)
        task.folder.put(task.folder.top, name, text.encode())


def _put_overview(task: Task, overview: Overview) -> None:
    from cmio_advisor.reporting.formats.html import render_html  # noqa: PLC0415 - likewise
    from cmio_advisor.reporting.views.caseload import overview_document  # noqa: PLC0415 - at the end

    ending = next((each.value for each in SHOWN_FIRST if each in task.formats), "")
    document = overview_document(overview, task.roadmaps, task.on, names=task.names, ending=ending)
    task.folder.put(task.folder.top, SUMMARY_PAGE, render_html(document).encode())


def _new(folder: ReportFolder, part: str, encoding: str = "utf-8") -> IO[str]:
    return os.fdopen(folder.state.create(part), "w", encoding=encoding, newline="")
