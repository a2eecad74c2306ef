"""
The workers of a caseload run: one in this process, or several beside it.

Every worker hands its lines back, and this process writes them in the order of the blocks, so the
file is the same for any number of workers.
"""

import gc
import os
import signal
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from itertools import chain, islice
from typing import IO, TYPE_CHECKING, NamedTuple

from cmio_advisor.cli.report.worker import Block, BlockResult, Worker
from cmio_advisor.errors import ReadWriteError

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkProcess

AHEAD = 4
"""Results for each worker that may wait for an earlier one, so that few do."""

SELDOM = (100_000, 20, 100)
"""How seldom the collector looks: nearly all that a run makes is freed as it is dropped."""

STOPPING = [getattr(signal, name) for name in ("SIGINT", "SIGHUP") if hasattr(signal, name)]
"""Signals to all processes of a terminal, which are for the one that the user started."""
ENDING = (*STOPPING, signal.SIGTERM)

ENDED = "A worker ended before its time. Run again with --resume."


Hire = Callable[[], Worker]
"""Makes a worker, in the process in which it works."""


class Link(NamedTuple):
    """The ends of two one-way pipes: a two-way one would be a socket, and no command opens any."""

    take: "Connection"
    give: "Connection"

    def close(self) -> None:
        self.take.close()
        self.give.close()


def run_blocks(
    blocks: Iterator[Block], hire: Hire, lines: IO[bytes], jobs: int
) -> Iterator[BlockResult]:
    """
    The results of all blocks, in their order; the lines of each are in the file of ``lines`` when
    it is given out. There are at most ``jobs`` workers, and never more than there are blocks.
    `ReadWriteError` where one could not write, or was killed.
    """
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


def _beside(blocks: Iterator[Block], hire: Hire, jobs: int) -> Iterator[BlockResult]:
    from multiprocessing.connection import wait  # noqa: PLC0415 - for several processes only

    workers: list[ForkProcess] = []
    links: list[Link] = []
    try:
        _start(workers, links, hire, jobs)
        if not workers:  # no process can be started: a limit, or a sandbox
            yield from map(hire().do, blocks)
            return
        idle = deque(links)
        given: dict[Link, int] = {}
        done: dict[int, BlockResult] = {}
        dealt, wanted = 0, 0
        ready = next(blocks, None)
        while ready is not None or given or done:
            while ready is not None and idle and len(done) < AHEAD * jobs:
                _send(idle[0].give, ready)
                given[idle.popleft()] = dealt
                dealt, ready = dealt + 1, next(blocks, None)
            while wanted in done:
                yield done.pop(wanted)
                wanted += 1
            landed = wait([each.take for each in given]) if given else ()
            for link in [each for each in given if each.take in landed]:
                done[given.pop(link)] = _received(link.take)
                idle.append(link)
    finally:
        for link in links:
            link.close()  # which ends a worker, after the block that it has
        for process in workers:
            process.join()


def _start(workers: "list[ForkProcess]", links: list[Link], hire: Hire, jobs: int) -> None:
    """Start as many workers as can be, up to ``jobs``, each with its ends of two pipes."""
    from multiprocessing import get_context  # noqa: PLC0415 - as above

    fork = get_context("fork")
    # What a signal raises inside a fork Python only prints.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ENDING)
    try:
        for _ in range(jobs):
            from_us, to_worker = fork.Pipe(duplex=False)
            from_worker, to_us = fork.Pipe(duplex=False)
            links.append(Link(from_worker, to_worker))
            with from_us, to_us:
                theirs = Link(from_us, to_us)
                process = fork.Process(target=_work, args=(hire, theirs, tuple(links)))
                process.start()
            workers.append(process)
    except OSError:
        for each in links[len(workers) :]:
            each.close()
        del links[len(workers) :]
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _work(hire: Hire, link: Link, others: Sequence[Link]) -> None:
    """
    A worker's life, which ends with its parent's: nobody else holds the other ends of its pipes.
    A worker that is terminated just ends.
    """
    for each in STOPPING:
        signal.signal(each, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDING)
    for each in others:
        each.close()
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):
        try:
            worker = hire()
            while True:
                link.give.send(worker.do(link.take.recv()))
        except (EOFError, BrokenPipeError, ConnectionResetError):
            raise
        except Exception as error:  # noqa: BLE001 - which the parent raises
            link.give.send(error)


def _send(pipe: "Connection", block: Block) -> None:
    try:
        pipe.send(block)
    except (BrokenPipeError, ConnectionResetError):
        raise ReadWriteError(ENDED) from None


def _received(pipe: "Connection") -> BlockResult:
    try:
        found: BlockResult | Exception = pipe.recv()
    except (EOFError, ConnectionResetError):
        raise ReadWriteError(ENDED) from None
    if isinstance(found, Exception):
        raise found
    return found
