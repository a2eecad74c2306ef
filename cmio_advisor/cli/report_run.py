"""
One run over a caseload: blocks out to the workers, results in, and what stands for the whole.
"""

import errno
import os
from collections.abc import Callable, Iterable, Iterator
from hashlib import blake2b
from pathlib import Path
from typing import IO

from cmio_advisor import __version__
from cmio_advisor.cli.report_folder import (
    LINES,
    PROBLEMS,
    ROADMAP,
    SUMMARY_PAGE,
    SUMMARY_TABLE,
    ReportFolder,
)
from cmio_advisor.cli.report_ledger import Ledger, opened_ledger
from cmio_advisor.cli.report_pool import run_blocks
from cmio_advisor.cli.report_worker import Block, BlockResult, Task
from cmio_advisor.domain.triage import Overview
from cmio_advisor.errors import ReadWriteError
from cmio_advisor.loading.client_table import Entry
from cmio_advisor.loading.seen_ids import unlike_before
from cmio_advisor.reporting.caseload_csv import problems_header, summary_header
from cmio_advisor.reporting.formats import ReportFormat

SHOWN_FIRST = (ReportFormat.HTML, ReportFormat.PDF, ReportFormat.MARKDOWN, ReportFormat.JSON)
"""Which of a client's reports the overview links to."""

BLOCK_OF_LINES, BLOCK_OF_REPORTS = 500, 10
"""Clients in a block: few where each gets a file of its own, since that takes long."""


def run_caseload(
    entries: Iterator[Entry],
    task: Task,
    jobs: int,
    *,
    fresh: bool,
    report: Callable[[Overview], None],
) -> Overview:
    """
    Do the whole caseload and write what stands for it; ``report`` is told how far it has come.

    ``fresh`` makes every report anew; else those stand that were made from the same.

    Raises:
        ReadWriteError: writing failed; what stands under a final name is whole.
    """
    folder = task.folder
    try:
        with opened_ledger(folder, fresh=fresh) as ledger:
            overview = _write_all(entries, task, jobs, ledger, report)
            ledger.remove_others()
    except OSError as error:
        full = "The disk is full. " if error.errno == errno.ENOSPC else ""
        reason = full or f"Writing failed: {error.strerror or error}. "
        raise ReadWriteError(
            f"{reason}What stands is whole; run again with --resume to go on."
        ) from None
    folder.settle()
    return overview


def _write_all(
    entries: Iterator[Entry],
    task: Task,
    jobs: int,
    ledger: Ledger,
    report: Callable[[Overview], None],
) -> Overview:
    folder, overview = task.folder, Overview()
    lines = folder.part("lines") if ReportFormat.JSONL in task.formats else None
    if lines is not None:
        _new(lines).close()
    summary, problems = folder.part("summary"), folder.part("problems")
    with _new(summary) as summary_table, _new(problems) as problem_table:
        summary_table.write(summary_header(names=task.names))
        problem_table.write(problems_header())
        for result in run_blocks(_blocks(entries, task, ledger), task, lines, jobs):
            _keep(result, summary_table, problem_table, ledger, overview)
            report(overview)
    if lines is not None:
        lines.replace(folder.path / LINES)
        _put_roadmap(task)
    else:
        for name in (LINES, ROADMAP):
            (folder.path / name).unlink(missing_ok=True)
    if overview.bad_records:
        problems.replace(folder.path / PROBLEMS)
    else:
        problems.unlink()
        (folder.path / PROBLEMS).unlink(missing_ok=True)
    summary.replace(folder.path / SUMMARY_TABLE)
    _put_overview(task, overview)
    return overview


def _keep(
    result: BlockResult,
    summary_table: IO[str],
    problem_table: IO[str],
    ledger: Ledger,
    overview: Overview,
) -> None:
    summary_table.write(result.summary)
    problem_table.write(result.problems)
    if result.done:
        ledger.note(result.done)
    overview.include(result.overview)


def _blocks(entries: Iterable[Entry], task: Task, ledger: Ledger) -> Iterator[Block]:
    """
    The entries in blocks, each with the reports that are still to be written for it.
    """
    own = tuple(each for each in task.formats if each is not ReportFormat.JSONL)
    size = BLOCK_OF_REPORTS if own else BLOCK_OF_LINES
    settings = f"{__version__}\n{task.roadmap.fingerprint}\n{task.on}\n".encode()
    block: list[Entry] = []
    number = 0
    for entry in unlike_before(entries):
        block.append(entry)
        if len(block) == size:
            yield _block(number, block, own, settings, ledger)
            number += 1
            block = []
    if block:
        yield _block(number, block, own, settings, ledger)


def _block(
    number: int,
    entries: list[Entry],
    own: tuple[ReportFormat, ...],
    settings: bytes,
    ledger: Ledger,
) -> Block:
    if not own:
        return Block(number, entries, [()] * len(entries), [""] * len(entries))
    digests = [
        blake2b(settings + repr(each.content).encode("utf-8", "surrogatepass")).hexdigest()[:32]
        for each in entries
    ]
    wanted = []
    standing = []
    for entry, digest in zip(entries, digests, strict=True):
        client_id = entry.client_id or ""
        open_ = tuple(each for each in own if not ledger.stands(client_id, each.value, digest))
        wanted.append(open_)
        standing += [(client_id, each.value) for each in own if each not in open_]
    ledger.confirm(standing)
    return Block(number, entries, wanted, digests)


def _put_roadmap(task: Task) -> None:
    from cmio_advisor.reporting.json_text import roadmap_json  # noqa: PLC0415 - with lines only

    folder: ReportFolder = task.folder
    text = roadmap_json(task.roadmap, None, task.on)
    folder.put(folder.path / ROADMAP, text.encode())


def _put_overview(task: Task, overview: Overview) -> None:
    from cmio_advisor.reporting.caseload_view import overview_document  # noqa: PLC0415 - at the end
    from cmio_advisor.reporting.html import render_html  # noqa: PLC0415 - likewise

    ending = next((each.value for each in SHOWN_FIRST if each in task.formats), "")
    document = overview_document(overview, task.roadmap, task.on, names=task.names, ending=ending)
    task.folder.put(task.folder.path / SUMMARY_PAGE, render_html(document).encode())


def _new(path: Path) -> IO[str]:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    return os.fdopen(handle, "w", encoding="utf-8", newline="")
