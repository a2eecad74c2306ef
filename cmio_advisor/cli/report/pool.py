"""
The workers of a caseload run: one in this process, or several beside it.

The lines of a block go where the blocks before it end, so the file is the same for any number of
workers: a worker says how long its lines are, and is told with its next block where they belong.

Workers are forked and spoken to through pipes; ``multiprocessing`` would load a network module.
"""

import gc
import os
import pickle
import signal
from collections.abc import Iterator
from contextlib import suppress
from select import select
from struct import Struct
from typing import Any, BinaryIO, NoReturn

from cmio_advisor.cli.report.worker import Block, BlockResult, Task, Worker
from cmio_advisor.errors import ReadWriteError

AHEAD = 4
"""Blocks a worker may be ahead of the earliest unfinished one, so that few lines wait."""

SELDOM = (100_000, 20, 100)
"""How seldom the collector looks: nearly all that a run makes is freed as it is dropped."""

LENGTH = Struct("=Q")
ENDED_EARLY = "A worker ended before its time. Run again with --resume."

Place = tuple[int, int]
"""A block's number and the offset of its lines."""


def run_blocks(blocks: Iterator[Block], task: Task, lines: int, jobs: int) -> Iterator[BlockResult]:
    """
    The results of all blocks, in their order; their lines are in the file (open as ``lines``) when
    this ends.

    Raises:
        ReadWriteError: a worker could not write, or was killed.
    """
    gc.freeze()
    gc.enable()
    gc.set_threshold(*SELDOM)
    if jobs == 1 or not hasattr(os, "fork"):  # where nothing can be forked, one process does it all
        return _run_here(blocks, task, lines)
    return _run_beside(blocks, task, lines, jobs)


def _run_here(blocks: Iterator[Block], task: Task, lines: int) -> Iterator[BlockResult]:
    worker = Worker(task)
    offset = 0
    for block in blocks:
        result = worker.do(block)
        worker.place(block.number, lines, offset)
        offset += result.lines_size
        yield result


def _run_beside(
    blocks: Iterator[Block], task: Task, lines: int, jobs: int
) -> Iterator[BlockResult]:
    team = _Team(task, lines, jobs)
    try:
        yield from team.work(blocks)
    finally:
        team.dismiss()


class _Worker:
    """
    The parent's end of a worker: a pipe to it and one from it.
    """

    def __init__(self, process: int, to_it: BinaryIO, from_it: BinaryIO) -> None:
        self.process = process
        self.to_it = to_it
        self.from_it = from_it
        self.places: list[Place] = []

    def fileno(self) -> int:
        return self.from_it.fileno()

    def send(self, block: Block | None) -> None:
        """
        Hand out a block (none: the last message), and where the lines of earlier ones belong.
        """
        try:
            _write(self.to_it, (block, self.places))
        except OSError:
            raise ReadWriteError(ENDED_EARLY) from None
        self.places = []

    def receive(self) -> Any:  # noqa: ANN401 - a result, or nothing after the last message
        """
        The worker's answer; what it could not do is raised here.
        """
        try:
            answer = _read(self.from_it)
        except EOFError:
            raise ReadWriteError(ENDED_EARLY) from None
        if isinstance(answer, BaseException):
            raise answer
        return answer


class _Team:
    """
    Who is free, which results wait for an earlier one, and where the next lines belong. There are
    at most ``jobs`` workers, and never more than there are blocks.
    """

    def __init__(self, task: Task, lines: int, jobs: int) -> None:
        self.task = task
        self.lines = lines
        self.jobs = jobs
        self.free: list[_Worker] = []
        self.busy: list[_Worker] = []
        self.finished: dict[int, tuple[BlockResult, _Worker]] = {}
        self.next_number = 0
        self.offset = 0

    def hire(self) -> None:
        """
        Fork one more worker. It has the roadmap already, since it is a copy of this process.
        """
        (their_in, our_out), (our_in, their_out) = os.pipe(), os.pipe()
        process = os.fork()
        if process == 0:
            for each in (our_out, our_in, *(end for one in self.all() for end in _ends(one))):
                os.close(each)  # or the end of the parent would never be seen
            _serve(os.fdopen(their_in, "rb"), os.fdopen(their_out, "wb"), self.task, self.lines)
        os.close(their_in)
        os.close(their_out)
        self.free.append(_Worker(process, os.fdopen(our_out, "wb"), os.fdopen(our_in, "rb")))

    def work(self, blocks: Iterator[Block]) -> Iterator[BlockResult]:
        """
        The results of all blocks in their order.
        """
        waiting = next(blocks, None)
        while waiting is not None or self.busy or self.finished:
            while waiting is not None and self._may_begin(waiting):
                if not self.free:
                    self.hire()
                worker = self.free.pop(0)
                worker.send(waiting)
                self.busy.append(worker)
                waiting = next(blocks, None)
            for worker in select(self.busy, [], [])[0]:
                result = worker.receive()
                self.busy.remove(worker)
                self.free.append(worker)
                self.finished[result.number] = (result, worker)
            yield from self._in_order()
        for worker in self.free:
            worker.send(None)
        for worker in self.free:
            worker.receive()

    def all(self) -> list[_Worker]:
        """
        Everybody who was hired.
        """
        return [*self.free, *self.busy]

    def _may_begin(self, block: Block) -> bool:
        is_near = block.number < self.next_number + AHEAD * self.jobs
        return is_near and (bool(self.free) or len(self.busy) < self.jobs)

    def _in_order(self) -> Iterator[BlockResult]:
        while self.next_number in self.finished:
            result, worker = self.finished.pop(self.next_number)
            worker.places.append((result.number, self.offset))
            self.offset += result.lines_size
            self.next_number += 1
            yield result

    def dismiss(self) -> None:
        """
        Close the pipes, at which a worker that waits for its next block ends, and see it off.
        """
        for worker in self.all():
            for end in (worker.to_it, worker.from_it):
                with suppress(OSError):
                    end.close()
        for worker in self.all():
            with suppress(OSError):
                os.waitpid(worker.process, 0)


def _ends(worker: _Worker) -> tuple[int, int]:
    return worker.to_it.fileno(), worker.from_it.fileno()


def _serve(given: BinaryIO, answers: BinaryIO, task: Task, lines: int) -> NoReturn:
    """
    A worker's life: place what is told, do the next block, answer; until there is none.
    """
    code = 1
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        worker = Worker(task)
        block: Block | None = None
        with suppress(EOFError, OSError):
            while True:
                block, places = _read(given)
                try:
                    for number, offset in places:
                        worker.place(number, lines, offset)
                    answer: object = None if block is None else worker.do(block)
                except Exception as error:  # noqa: BLE001 - the parent raises it
                    answer = error
                _write(answers, answer)
                if block is None:
                    break
        code = 0
    finally:
        os._exit(code)  # this copy of the process must not go on where its parent does


def _write(pipe: BinaryIO, message: object) -> None:
    data = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    pipe.write(LENGTH.pack(len(data)) + data)
    pipe.flush()


def _read(pipe: BinaryIO) -> Any:  # noqa: ANN401 - what the other end wrote
    """
    The next message of a pipe between two of our own processes.
    """
    header = pipe.read(LENGTH.size)
    if len(header) < LENGTH.size:
        raise EOFError
    return pickle.loads(pipe.read(LENGTH.unpack(header)[0]))  # noqa: S301 - written by us
