"""
Standard streams that write until all is written.

Why: with ``PYTHONUNBUFFERED`` (most containers) Python's own go straight to the system and drop
what one call did not take: on a full disk or a slow pipe the result would end early, with exit 0.
"""

import io
import sys
from typing import TextIO


class WholeWrites(io.FileIO):
    """A file of the system whose every write takes all that it is given, or fails."""

    def write(self, data: "io.ReadableBuffer") -> int:  # type: ignore[name-defined]  # in the stubs only
        rest = memoryview(data).cast("B")
        size = len(rest)
        while rest:
            written = super().write(rest)
            if written is None:
                self._wait()
            else:
                rest = rest[written:]
        return size

    def _wait(self) -> None:
        """Until a pipe that does not block takes more."""
        from select import select  # noqa: PLC0415 - for such a pipe only

        select([], [self], [])


def write_streams_whole() -> None:
    """Put such a stream in place of standard output and standard error."""
    sys.stdout, sys.stderr = _whole(sys.stdout), _whole(sys.stderr)


def _whole(stream: TextIO) -> TextIO:
    if not isinstance(stream, io.TextIOWrapper):  # closed, or not the system's own
        return stream
    stream.flush()
    return io.TextIOWrapper(
        io.BufferedWriter(WholeWrites(stream.fileno(), "w", closefd=False)),
        encoding=stream.encoding,
        errors=stream.errors,
        line_buffering=stream.line_buffering or stream.write_through,
    )
