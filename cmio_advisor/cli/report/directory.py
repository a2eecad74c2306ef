"""
A folder held by its descriptor: nothing put in its place leads elsewhere, and no link is followed.
"""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from cmio_advisor.cli.output import why_not_written
from cmio_advisor.errors import AdvisorError, OutputExistsError, ReadWriteError
from cmio_advisor.loading.text.files import make_private_folder

BY_HANDLE = os.open in os.supports_dir_fd
"""Whether the system opens a name within a folder that is held; else (Windows) paths are joined."""

FOLDER = getattr(os, "O_DIRECTORY", 0)
SAFELY = sum(getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY"))
"""A link in place of one of our own files would lead elsewhere, a pipe would wait for ever."""

NOWHERE = -1
"""In place of the descriptor of a folder that is not there: nothing is found in it."""


class Directory:
    """One folder; every name below is that of a file directly in it."""

    def __init__(self, path: Path, handle: int | None = NOWHERE) -> None:
        self.path = path
        self.handle = handle if BY_HANDLE else None

    def at(self, name: str) -> str:
        """How a file is called where the handle is given as ``dir_fd``."""
        return str(self.path / name) if self.handle is None else name

    def open(self, name: str, flags: int) -> int:
        """A file's descriptor; a new file is one that only its owner may read."""
        return os.open(self.at(name), flags | SAFELY, 0o600, dir_fd=self.handle)

    def create(self, name: str) -> int:
        """A new file, open for writing."""
        return self.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL)

    def kind(self, name: str) -> int:
        """The type bits of what stands under a name (a link is a link), 0 where nothing does."""
        try:
            found = os.stat(self.at(name), dir_fd=self.handle, follow_symlinks=False)
        except OSError:
            return 0
        return stat.S_IFMT(found.st_mode)

    def read(self, name: str, most: int, *, own: bool = False) -> bytes | None:
        """
        What a regular file of at most so many bytes holds; ``None`` if there is no such file.

        ``own``: only one that is this user's and that nobody else may write.
        """
        try:
            handle = self.open(name, os.O_RDONLY)
        except OSError:
            return None
        try:
            found = os.fstat(handle)
            if not stat.S_ISREG(found.st_mode) or found.st_size > most:
                return None
            return None if own and not _is_own(found) else os.read(handle, found.st_size + 1)
        except OSError:
            return None
        finally:
            os.close(handle)

    def rename(self, name: str, to: "Directory", new: str) -> None:
        """Give a file its name in another folder, in place of what stands there."""
        os.replace(self.at(name), to.at(new), src_dir_fd=self.handle, dst_dir_fd=to.handle)

    def remove(self, name: str) -> None:
        """Take a file away."""
        os.unlink(self.at(name), dir_fd=self.handle)

    def names(self) -> list[str]:
        """What stands in it."""
        return os.listdir(self.path if self.handle is None else self.handle)  # noqa: PTH208 - by it

    def sync(self, *files: str) -> None:
        """Make sure that the list of names, and these files of it, survive a loss of power."""
        for name in files:
            handle = self.open(name, os.O_RDWR)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
        if self.handle is None or self.handle == NOWHERE:
            return
        try:
            os.fsync(self.handle)
        except OSError as error:
            if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # unknown to this file system
                raise


@contextmanager
def opened_directory(
    path: Path, within: Directory | None = None, *, make: bool
) -> Iterator[Directory]:
    """
    A folder as long as it is used; where it is missing it is made, or without ``make`` nowhere. One
    ``within`` another may be no link. `OutputExistsError` where it cannot be made or opened.
    """
    parent = None if within is None else within.handle
    name = str(path) if within is None else within.at(path.name)
    handle = NOWHERE
    try:
        if make and within is None:
            make_private_folder(path)
        elif make:
            with suppress(FileExistsError):
                os.mkdir(name, 0o700, dir_fd=parent)
        found = os.stat(name, dir_fd=parent, follow_symlinks=within is None)
        if not stat.S_ISDIR(found.st_mode):
            what = "a link" if stat.S_ISLNK(found.st_mode) else "not a folder"
            raise OutputExistsError(f"{path}: This is {what}. Give another folder to write into.")
        if BY_HANDLE:
            flags = os.O_RDONLY | FOLDER | (0 if within is None else SAFELY)
            handle = os.open(name, flags, dir_fd=parent)
    except (OSError, ValueError) as error:
        if make or not (isinstance(error, FileNotFoundError) or parent == NOWHERE):
            reason = error.strerror if isinstance(error, OSError) else "the name is not valid"
            raise OutputExistsError(f"{path}: It cannot be made there: {reason}.") from None
    try:
        yield Directory(path, handle)
    finally:
        if handle != NOWHERE:
            os.close(handle)


def failed_write(folder: Path, error: OSError) -> AdvisorError:
    """What to say of writing that failed, and of which file."""
    name = error.filename2 or error.filename
    where = f"{folder}: " + (f"{name}: " if isinstance(name, str) else "")
    if isinstance(error, IsADirectoryError):
        return OutputExistsError(f"{where}This is a folder. Move it, or give another folder.")
    return ReadWriteError(
        f"{where}{why_not_written(error)} Run again with --resume: each report is looked at, and "
        "what is missing or not whole is made."
    )


def _is_own(found: os.stat_result) -> bool:
    others_write = stat.S_IWGRP | stat.S_IWOTH
    return os.name == "nt" or (found.st_uid == os.geteuid() and not found.st_mode & others_write)
