"""
The workers of a caseload run: one in this process, or several beside it.

The lines of a block go where the blocks before it end, so the file is the same for any number of
workers: a worker says how long its lines are, and is told with its next block where they belong.
"""

import gc
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

from cmio_advisor.cli.report_worker import Block, BlockResult, Task, Worker
from cmio_advisor.errors import AdvisorError, ReadWriteError

AHEAD = 4
"""Blocks a worker may be ahead of the earliest unfinished one, so that few lines wait."""

SELDOM = (100_000, 20, 100)
"""How seldom the collector looks: nearly all that a run makes is freed as it is dropped."""

Place = tuple[int, int]
"""A block's number and the offset of its lines."""


def run_blocks(
    blocks: Iterator[Block], task: Task, lines: Path | None, jobs: int
) -> Iterator[BlockResult]:
    """
    The results of all blocks, in their order; their lines are in the file when this ends.

    Raises:
        ReadWriteError: a worker could not write, or was killed.
    """
    gc.freeze()
    gc.enable()
    gc.set_threshold(*SELDOM)
    if jobs == 1:
        return _run_here(blocks, task, lines)
    return _run_beside(blocks, task, lines, jobs)


def _run_here(blocks: Iterator[Block], task: Task, lines: Path | None) -> Iterator[BlockResult]:
    worker = Worker(task)
    with _opened(lines) as handle:
        offset = 0
        for block in blocks:
            result = worker.do(block)
            worker.place(block.number, handle, offset)
            offset += result.lines_size
            yield result


def _run_beside(
    blocks: Iterator[Block], task: Task, lines: Path | None, jobs: int
) -> Iterator[BlockResult]:
    # A forked worker has the roadmap already; elsewhere than on Linux forking is not safe.
    forks = sys.platform == "linux"
    context: Any = get_context("fork" if forks else "spawn")
    team = _Team()
    try:
        for _ in range(jobs):
            ours, theirs = context.Pipe()
            process = context.Process(target=_serve, args=(theirs, ours, task, lines), daemon=True)
            process.start()
            theirs.close()
            team.add(ours)
        yield from team.work(blocks)
    finally:
        team.dismiss()


class _Team:
    """
    The parent's side: who is free, which results wait for an earlier one, where lines belong.
    """

    def __init__(self) -> None:
        self.free: list[Connection] = []
        self.busy: list[Connection] = []
        self.places: dict[Connection, list[Place]] = {}
        self.finished: dict[int, tuple[BlockResult, Connection]] = {}
        self.next_number = 0
        self.offset = 0

    def add(self, connection: Connection) -> None:
        self.free.append(connection)
        self.places[connection] = []

    def work(self, blocks: Iterator[Block]) -> Iterator[BlockResult]:
        waiting = next(blocks, None)
        while waiting is not None or self.busy or self.finished:
            while waiting is not None and self.free and self._may_start(waiting):
                self._hand_out(self.free.pop(0), waiting)
                waiting = next(blocks, None)
            for connection in wait(self.busy):
                self._take(connection)  # type: ignore[arg-type]  # they are what was put in
            yield from self._in_order()
        for connection in self.free:
            _send(connection, (None, self.places[connection]))
        for connection in self.free:
            _receive(connection)

    def _may_start(self, block: Block) -> bool:
        return block.number < self.next_number + AHEAD * len(self.places)

    def _hand_out(self, connection: Connection, block: Block) -> None:
        _send(connection, (block, self.places[connection]))
        self.places[connection] = []
        self.busy.append(connection)

    def _take(self, connection: Connection) -> None:
        result = _receive(connection)
        self.busy.remove(connection)
        self.free.append(connection)
        self.finished[result.number] = (result, connection)

    def _in_order(self) -> Iterator[BlockResult]:
        while self.next_number in self.finished:
            result, connection = self.finished.pop(self.next_number)
            self.places[connection].append((result.number, self.offset))
            self.offset += result.lines_size
            self.next_number += 1
            yield result

    def dismiss(self) -> None:
        """
        Close the connections: a worker that waits for its next block ends.
        """
        for connection in self.places:
            connection.close()


def _send(connection: Connection, message: tuple[Block | None, list[Place]]) -> None:
    try:
        connection.send(message)
    except OSError:
        raise ReadWriteError("A worker ended before its time. Run again with --resume.") from None


def _receive(connection: Connection) -> BlockResult:
    try:
        answer = connection.recv()
    except EOFError:
        raise ReadWriteError("A worker ended before its time. Run again with --resume.") from None
    if isinstance(answer, BaseException):
        raise answer
    result: BlockResult = answer
    return result


def _serve(connection: Connection, other_end: Connection, task: Task, lines: Path | None) -> None:
    """
    A worker's life: place what is told, do the next block, answer; until there is none.
    """
    other_end.close()  # or the end of the parent would never be seen
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    worker = Worker(task)
    with _opened(lines) as handle, suppress(EOFError, OSError):
        while True:
            block, places = connection.recv()
            try:
                for number, offset in places:
                    worker.place(number, handle, offset)
                connection.send(worker.do(block) if block is not None else None)
            except (AdvisorError, OSError) as error:
                connection.send(error)
            if block is None:
                return


class _opened:  # noqa: N801 - read as a word: with opened lines
    """
    The file of lines as a handle, or nothing where no lines are written.
    """

    def __init__(self, lines: Path | None) -> None:
        self.lines = lines
        self.handle = -1

    def __enter__(self) -> int:
        if self.lines is not None:
            self.handle = os.open(self.lines, os.O_WRONLY)
        return self.handle

    def __exit__(self, *_: object) -> None:
        if self.handle >= 0:
            os.close(self.handle)
