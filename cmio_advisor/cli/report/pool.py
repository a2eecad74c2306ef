"""
The workers of a caseload run: one in this process, or several beside it.

Every worker hands its lines back, and this process writes them in the order of the blocks, so the
file is the same for any number of workers.
"""

import gc
import os
import signal
import time
from collections import deque
from collections.abc import Iterator
from itertools import islice
from threading import Thread

from cmio_advisor.cli.report.worker import Batch, BlockResult, Task, Worker
from cmio_advisor.errors import ReadWriteError

AHEAD = 4
"""Blocks given out for each worker, so that none is idle and few results wait."""

SELDOM = (100_000, 20, 100)
"""How seldom the collector looks: nearly all that a run makes is freed as it is dropped."""

ENDING = (signal.SIGINT, signal.SIGTERM)

A_PARENT_IS_MISSED_AFTER = 0.5
"""Seconds."""

_worker: Worker
"""That of this process, where it is a worker's: the executor can hand one only by a global name."""


def run_blocks(blocks: Iterator[Batch], task: Task, lines: int, jobs: int) -> Iterator[BlockResult]:
    """
    The results of all blocks, in their order; the lines of each are in the file (open as ``lines``)
    when it is given out. There are at most ``jobs`` workers, and never more than there are blocks.

    Raises:
        ReadWriteError: a worker could not write, or was killed.
    """
    gc.freeze()
    gc.enable()
    gc.set_threshold(*SELDOM)
    first = deque(islice(blocks, jobs))
    beside = len(first) > 1 and hasattr(os, "fork")  # a folder held by its descriptor goes by fork
    results = _beside(first, blocks, task) if beside else _here(first, blocks, task)
    for result in results:
        _append(lines, result.lines)
        yield result


def _here(first: deque[Batch], rest: Iterator[Batch], task: Task) -> Iterator[BlockResult]:
    worker = Worker(task)
    while first:
        yield worker.do(first.popleft())
    yield from map(worker.do, rest)


def _beside(first: deque[Batch], rest: Iterator[Batch], task: Task) -> Iterator[BlockResult]:
    # Loaded here, since it takes 25 ms: a run in one process needs none of it.
    from concurrent.futures.process import BrokenProcessPool, ProcessPoolExecutor  # noqa: PLC0415
    from multiprocessing import get_context  # noqa: PLC0415

    jobs = len(first)
    try:
        pool = ProcessPoolExecutor(
            jobs, get_context("fork"), initializer=_begin, initargs=(task, os.getpid())
        )
    except (OSError, NotImplementedError):  # a system without semaphores, as some sandboxes are
        yield from _here(first, rest, task)
        return
    try:
        # The first block starts all workers. What a signal raises inside a fork Python only prints.
        before = signal.pthread_sigmask(signal.SIG_BLOCK, ENDING)
        try:
            waiting = deque([pool.submit(_do, first.popleft())])
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
        ahead = islice(rest, (AHEAD - 1) * jobs)
        waiting.extend(pool.submit(_do, block) for each in (first, ahead) for block in each)
        while waiting:
            yield waiting.popleft().result()
            waiting.extend(pool.submit(_do, block) for block in islice(rest, 1))
    except BrokenProcessPool:
        raise ReadWriteError("A worker ended before its time. Run again with --resume.") from None
    finally:
        pool.shutdown(cancel_futures=True)


def _begin(task: Task, parent: int) -> None:
    """
    The start of a worker's life. Ctrl-C is for the process that the user started, which then ends
    the workers; a worker that is terminated just ends.
    """
    global _worker  # noqa: PLW0603 - see there
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDING)
    _worker = Worker(task)
    Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: int) -> None:
    """
    The executor's workers do not see that their parent was killed: each holds the others' ends of
    its pipes.
    """
    while os.getppid() == parent:
        time.sleep(A_PARENT_IS_MISSED_AFTER)
    os._exit(1)


def _do(block: Batch) -> BlockResult:
    return _worker.do(block)


def _append(handle: int, lines: bytes) -> None:
    left = memoryview(lines)
    while left:
        left = left[os.write(handle, left) :]
