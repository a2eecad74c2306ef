"""
The workers of a caseload run: one in this process, or several beside it.

Every worker hands its lines back, and this process writes them in the order of the blocks, so the
file is the same for any number of workers.
"""

import gc
import os
import signal
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from itertools import chain, islice
from typing import IO

from cmio_advisor.cli.report.worker import Block, BlockResult, Worker
from cmio_advisor.errors import ReadWriteError

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


def _do(block: Block) -> BlockResult:
    return _hire().do(block)
