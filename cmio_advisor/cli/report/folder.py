"""
The folder of a caseload's reports: locked while a run writes, whole or absent files. It is held by
its descriptor: nothing put in its place leads elsewhere, and no link is followed. Whatever lies in
it is foreign. Names under which others look are only ever given to whole files.

And its ledger: which reports stand in it and what they were made from, on which a resumed run
relies; and what stands there and is not of the run: found, listed, and taken away on request. A
line a report, a later one in place of an earlier: the report's name, the digest of all that it
depends on, and its seal (the size and the digest of its own bytes).
"""

import errno
import os
import re
import stat
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import BinaryIO, NamedTuple

from cmio_advisor.cli import options as opt
from cmio_advisor.cli.output import looks_of, say, why_not_written
from cmio_advisor.domain.caseload import Overview
from cmio_advisor.errors import AdvisorError, OutputExistsError, ReadWriteError, UsageError
from cmio_advisor.loading.roadmap.files import shipped_ids
from cmio_advisor.loading.text.files import OTHERS_MAY_WRITE, make_private_folder, message
from cmio_advisor.reporting.formats import ReportFormat
from cmio_advisor.reporting.formats.tables import REPORTS
from cmio_advisor.reporting.wording import counted

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
        """A new file is one that only its owner may read."""
        return os.open(self.at(name), flags | SAFELY, 0o600, dir_fd=self.handle)

    def create(self, name: str) -> int:
        return self.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL)

    def found(self, name: str) -> os.stat_result | None:
        """What stands under a name; a link is a link."""
        with suppress(OSError):
            return os.stat(self.at(name), dir_fd=self.handle, follow_symlinks=False)
        return None

    def kind(self, name: str) -> int:
        """The type bits of what stands under a name, 0 where nothing does."""
        found = self.found(name)
        return stat.S_IFMT(found.st_mode) if found else 0

    def written_at(self, name: str) -> int:
        """When what stands under a name was written, 0 where nothing does."""
        found = self.found(name)
        return found.st_mtime_ns if found else 0

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
            is_own = os.name == "nt" or (
                found.st_uid == os.geteuid() and not found.st_mode & OTHERS_MAY_WRITE
            )
            return None if own and not is_own else os.read(handle, found.st_size + 1)
        except OSError:
            return None
        finally:
            os.close(handle)

    def rename(self, name: str, to: "Directory", new: str) -> None:
        """Give a file its name in another folder, in place of what stands there."""
        os.replace(self.at(name), to.at(new), src_dir_fd=self.handle, dst_dir_fd=to.handle)

    def remove(self, name: str) -> None:
        os.unlink(self.at(name), dir_fd=self.handle)

    def names(self) -> list[str]:
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
    """Made where it is missing, or without ``make`` nowhere; one ``within`` is no link."""
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
            raise OutputExistsError(f"{path}: {message(__file__, 'not_a_folder', what=what)}")
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
    name = error.filename2 or error.filename
    where = f"{folder}: " + (f"{name}: " if isinstance(name, str) else "")
    if isinstance(error, IsADirectoryError):
        return OutputExistsError(f"{where}{message(__file__, 'is_folder')}")
    return ReadWriteError(
        f"{where}{message(__file__, 'not_all_written', why=why_not_written(error))}"
    )


STATE, LOCK, MADE_FOR = ".cmio-advisor", "lock", "made_for"
LINES = "assessments.jsonl"
ROADMAP = "roadmap.json"
SUMMARY_PAGE, SUMMARY_TABLE, PROBLEMS = "summary.html", "summary.csv", "problems.csv"
READINGS = "read_as.csv"
TABLES = (PROBLEMS, READINGS, SUMMARY_TABLE)
OF_THE_WHOLE = (LINES, ROADMAP, SUMMARY_PAGE, SUMMARY_TABLE, PROBLEMS, READINGS)


def roadmap_name(roadmap: str) -> str:
    """The file of a roadmap beside that of the default."""
    return f"roadmap-{roadmap}.json"


def of_the_whole() -> tuple[str, ...]:
    """All files that a run may write beside the clients' reports, or take away."""
    return (*OF_THE_WHOLE, *map(roadmap_name, shipped_ids()))


PART = re.compile(r"[a-z_]+\.[0-9]+\.part")
DAY_AND_ROADMAP = re.compile(rb"(\d{4}-\d\d-\d\d) ([0-9a-f]{64})")
LONGEST_MADE_FOR = 100


class ReportFolder:
    def __init__(self, top: Directory, state: Directory, reports: Directory) -> None:
        self.top = top
        self.state = state
        self.reports = reports

    def put(self, where: Directory, name: str, data: bytes, copy: str = "") -> None:
        """Give a file its name once it is whole; what stood there is kept as the ``copy``."""
        part = part_name("file")
        with os.fdopen(self.state.create(part), "wb") as file:
            file.write(data)
        if copy:
            where.rename(name, where, copy)
            say(f"{REPORTS}/{name}: Somebody had changed it, so it is kept as {copy}.")
        self.state.rename(part, where, name)

    def holds(self, name: str, seal: str) -> bool:
        """Whether a client's report stands with the very bytes that were sealed."""
        data = self.reports.read(name, int(seal.partition(" ")[0]))
        return data is not None and seal_of(data) == seal

    def put_report(self, name: str, data: bytes, *seals: str) -> None:
        """Write a client's report; what stands there and was not so sealed is kept as a copy."""
        stands = self.reports.kind(name) == stat.S_IFREG and self.reports.read(name, 0) != b""
        is_changed = stands and not any(self.holds(name, each) for each in seals if each)
        stem, _, ending = name.partition(".")
        copies = (f"{stem}.changed-{number}.{ending}" for number in count(1))
        copy = next(each for each in copies if not self.reports.kind(each)) if is_changed else ""
        self.put(self.reports, name, data, copy)

    def files_of_the_whole(self) -> list[str]:
        """Those that stand beside the clients' reports now."""
        return [name for name in of_the_whole() if self.top.kind(name) == stat.S_IFREG]

    def settle(self, *state: str) -> None:
        """
        Make sure that the folders and what stands for the whole survive a loss of power. A client's
        report is not waited for: where it is lost, its bytes are no longer those that were sealed,
        and the next resumed run makes it anew.
        """
        self.reports.sync()
        self.state.sync(*(name for name in state if self.state.kind(name)))
        self.top.sync(*self.files_of_the_whole())

    def clear_parts(self) -> None:
        """Remove what this run, or one that was interrupted, left half written."""
        for name in self.state.names():
            if PART.fullmatch(name):
                with suppress(OSError):
                    self.state.remove(name)

    def made_for(self) -> tuple[str, str] | None:
        """The day and the roadmap's fingerprint that the reports are for, if that can be told."""
        data = self.state.read(MADE_FOR, LONGEST_MADE_FOR, own=True) or b""
        found = DAY_AND_ROADMAP.fullmatch(data)
        with suppress(UsageError):  # a day that no calendar has, or no run can be for
            return (opt.day_of(found[1].decode()).isoformat(), found[2].decode()) if found else None
        return None


def refuse_own_input(clients: str, output: str) -> None:
    """`OutputExistsError` where a file that is read may be written over, or taken away by a run."""
    top = Path(output)
    if looks_of(str(top / "roadmap.yaml")):
        raise OutputExistsError(f"{output}: {message(__file__, 'folder_of_roadmap')}")
    own = [looks_of(str(top / each)) for each in ("", *of_the_whole(), REPORTS, STATE)]
    own += [_looks_in(top / each) for each in (REPORTS, STATE)]
    if set().union(*own) & (looks_of(clients) | _looks_in(Path(clients))):
        raise OutputExistsError(f"{clients}: {message(__file__, 'over_the_input', output=output)}")


def _looks_in(folder: Path) -> set[tuple[int, int]]:
    """What tells the files of a folder from others; nothing where it is none."""
    found: set[tuple[int, int]] = set()
    with suppress(OSError, ValueError), os.scandir(folder) as listed:
        device = folder.stat().st_dev
        for each in listed:
            if each.is_symlink():
                found |= looks_of(each.path)
            elif each.is_file():
                found.add((device, each.inode()))
    return found


def part_name(kind: str) -> str:
    """How a file is called before it is whole; the name is this process's own."""
    return f"{kind}.{os.getpid()}.part"


def seal_of(data: bytes) -> str:
    return f"{len(data)} {sha256(data).hexdigest()[:32]}"


@contextmanager
def opened_folder(
    path: str,
    made_for: tuple[str, str],
    *,
    resume: bool,
    force: bool,
    reports: bool,
    look_only: bool = False,
) -> Iterator[ReportFolder]:
    """
    The folder, made where it is missing, and locked for this process as long as it is used;
    `OutputExistsError` where it cannot be made, another run is using it, or results stand in it and
    neither ``resume`` nor ``force`` is given, or they are for another day or roadmap.

    ``made_for`` is the day and the roadmap's fingerprint. With ``look_only`` nothing is made, and
    the path may be empty.
    """
    with ExitStack() as seen:
        top = Directory(Path(os.devnull))
        if path:
            top = seen.enter_context(opened_directory(Path(path), make=False))
        state, within = (
            seen.enter_context(opened_directory(top.path / each, top, make=False))
            for each in (STATE, REPORTS)
        )
        folder = ReportFolder(top, state, within)
        if look_only or not top.kind(STATE):  # then a refusal leaves no trace
            _refuse(folder, made_for, resume=resume, force=force)
        if look_only:
            yield folder
            return
    with ExitStack() as held:
        top = held.enter_context(opened_directory(Path(path), make=True))
        state = held.enter_context(opened_directory(top.path / STATE, top, make=True))
        _lock(state, held)
        folder = ReportFolder(top, state, Directory(top.path / REPORTS))
        _refuse(folder, made_for, resume=resume, force=force)
        folder.clear_parts()
        held.callback(folder.clear_parts)
        if folder.made_for() != made_for:
            try:
                folder.put(state, MADE_FOR, " ".join(made_for).encode())
            except OSError as error:
                raise failed_write(state.path, error) from None
        folder.reports = held.enter_context(opened_directory(top.path / REPORTS, top, make=reports))
        yield folder


def _refuse(folder: ReportFolder, made_for: tuple[str, str], *, resume: bool, force: bool) -> None:
    standing = [name for name in (REPORTS, *of_the_whole()) if folder.top.kind(name)]
    if not standing or force:
        return
    path = folder.top.path
    if not resume:
        text = message(__file__, "results_there", standing=", ".join(standing))
        raise OutputExistsError(f"{path}: {text}")
    before = folder.made_for()
    if before == made_for:
        return
    ways = message(__file__, "other_ways")
    if before is None:
        text = message(__file__, "nothing_tells", made_for=folder.state.path / MADE_FOR, ways=ways)
    elif before[0] == made_for[0]:
        text = message(__file__, "other_roadmap", ways=ways)
    else:
        text = message(__file__, "other_day", before=before[0], day=made_for[0], ways=ways)
    raise OutputExistsError(f"{path}: {text}")


def _lock(state: Directory, held: ExitStack) -> None:
    """Take the operating system's lock, which dies with the process that holds it."""
    try:
        handle = state.open(LOCK, os.O_RDWR | os.O_CREAT)
    except OSError as error:
        text = message(__file__, "lock_not_made", reason=error.strerror)
        raise OutputExistsError(f"{state.path / LOCK}: {text}") from None
    held.callback(os.close, handle)
    try:
        if os.name == "nt":
            import msvcrt  # noqa: PLC0415 - that system's own

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        else:
            import fcntl  # noqa: PLC0415 - the other systems' own

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise OutputExistsError(f"{state.path.parent}: {message(__file__, 'other_run')}") from None


DONE = "done"
LARGEST = 1 << 28
"""Bytes of a list that is read: more than two million reports."""

ENDINGS = "|".join(each.value for each in ReportFormat if each is not ReportFormat.JSONL)
SEAL = r"(?:0|[1-9][0-9]{0,8}) [0-9a-f]{32}"
ROW = re.compile(rf"^(_?[a-z0-9-]{{1,40}}\.(?:{ENDINGS})) ([0-9a-f]{{32}} {SEAL})$", re.MULTILINE)
HALF_ROW = re.compile(r"[a-z0-9_. -]{0,125}")


class Leftovers(NamedTuple):
    """Reports as they were made, those changed since, files of an earlier whole; or none."""

    reports: Sequence[str] = ()
    changed: Sequence[str] = ()
    of_the_whole: Sequence[str] = ()
    all_stays: bool = False


class Ledger:
    """
    The list as it was found, and what this run adds to it. ``fresh`` relies on nothing; ``others``
    are the reports that this run has not asked for.
    """

    def __init__(self, folder: ReportFolder, *, fresh: bool) -> None:
        self.folder = folder
        self.fresh = fresh
        found = _read(folder)
        self.fits = found is not None
        self.rows = found or {}
        self.others = set(self.rows)
        self.file: BinaryIO | None = None

    def missing(self, names: Iterable[str], digest: str) -> dict[str, str]:
        """The reports that do not stand as they were sealed when made from that, with the seals."""
        rows = {name: self.rows.get(name, "").partition(" ") for name in names}
        return {
            name: seal
            for name, (made_from, _, seal) in rows.items()
            if self.fresh or made_from != digest or not self.folder.holds(name, seal)
        }

    def set_aside(self) -> str:
        """Keep a list that does not fit under another name; what to say of that."""
        state = self.folder.state
        copy = next(each for at in count(1) if not state.kind(each := f"{DONE}.{at}"))
        state.rename(DONE, state, copy)
        return f"{self.misfit()} It is kept as {copy}."

    def misfit(self) -> str:
        """What to say of a list that does not fit."""
        return f"{self.folder.state.path / DONE}: {message(__file__, 'misfit')}"

    def note(self, line: str) -> None:
        """Keep that a report stands, at once: a run may be stopped, also a worker's."""
        if self.file is not None:
            self.file.write(line.encode("ascii"))
            self.file.flush()

    def close(self) -> None:
        if self.file is not None:
            self.file.close()
            self.file = None

    def begin(self) -> None:
        """Copy the list, to which the workers add: a file of other names as well is left alone."""
        part = part_name(DONE)
        self.file = os.fdopen(self.folder.state.create(part), "wb")
        self.file.writelines(f"{name} {row}\n".encode() for name, row in self.rows.items())
        self.file.flush()
        self.folder.state.rename(part, self.folder.state, DONE)

    def leftovers(self, overview: Overview, of_this_run: Sequence[str]) -> Leftovers:
        """
        What is left over once every record was met; ``of_this_run`` are the files of the whole in
        which anything stands now, beside the summary.

        All stays where nobody can be said to have left: a record that does not tell whose it is may
        be that of anybody who seems to have, and a table without any was perhaps never filled.
        """
        if overview.nameless or not (overview.clients or overview.bad_records):
            return Leftovers(all_stays=True)
        standing = sorted(filter(self.folder.reports.kind, self.others))
        seals = {name: self.rows[name].partition(" ")[2] for name in standing}
        whole = {name for name, seal in seals.items() if self.folder.holds(name, seal)}
        kept = (*of_this_run, SUMMARY_PAGE, SUMMARY_TABLE)
        return Leftovers(
            [name for name in standing if name in whole],
            [name for name in standing if name not in whole],
            [name for name in self.folder.files_of_the_whole() if name not in kept],
        )

    def take_away(self, found: Leftovers) -> list[str]:
        """What somebody has changed since stays. What a counselor is told of it."""
        if found.all_stays:
            return [message(__file__, "nothing_taken")]
        for name in found.reports:
            self.folder.reports.remove(name)
        for name in found.of_the_whole:
            self.folder.top.remove(name)
        gone = self.others.difference(found.changed)
        if gone:  # out of the list, in which the workers' stand by now
            self.close()
            rows = _read(self.folder) or self.rows
            self.rows = {name: row for name, row in rows.items() if name not in gone}
            self.begin()
        files = counted(len(found.reports) + len(found.of_the_whole), "file")
        changed = (
            f"{REPORTS}/{each} was changed since it was made. It stays." for each in found.changed
        )
        return [f"{files} not of this run taken away.", *changed]

    def left_alone(self) -> list[str]:
        """What a counselor is told where nothing was to be taken away."""
        standing = sum(bool(self.folder.reports.kind(name)) for name in self.others)
        if not standing:
            return []
        told = f"In {REPORTS}/, left as before (--prune takes them away)"
        return [f"{told}: {counted(standing, 'report')} not of this run."]


def _read(folder: ReportFolder) -> dict[str, str] | None:
    """No rows where there is no list; ``None`` where one does not fit."""
    if not folder.state.kind(DONE):
        return {}
    data = folder.state.read(DONE, LARGEST, own=True)
    lines, end, rest = (data or b"").decode("latin-1").rpartition("\n")
    found = ROW.findall(lines + end)
    is_whole = data is not None and len(found) == (lines + end).count("\n")
    # A killed run may leave its last line half written.
    return dict(found) if is_whole and HALF_ROW.fullmatch(rest) else None
