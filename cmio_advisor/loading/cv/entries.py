"""What a CV consists of, whatever its format: entries of education, jobs, certificates."""

import re
from collections.abc import Mapping
from enum import StrEnum

from cmio_advisor.domain.base.frozen import Frozen
from cmio_advisor.domain.base.time import PartialDate
from cmio_advisor.domain.base.written_days import PRESENT, read_end
from cmio_advisor.loading.shapes.quantities import SomeDate
from cmio_advisor.loading.text.files import read_beside
from cmio_advisor.loading.text.nodes import Node, Problems, Unreadable, plain

TIME = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})T[0-9:.]{1,20}(?:Z|[+-][0-9:]{1,6})?")
"""A day with a time behind it."""
PAPERS = plain(read_beside(__file__, "papers.yaml"))
"""In which tables and sections entries stand, and where in these each part of one does."""
LONGEST_WORDS = 60
"""Characters of one part of an entry that are shown."""


class EntryKind(StrEnum):
    NAME = "name"
    EDUCATION = "education"
    JOB = "job"
    CERTIFICATE = "certificate"


class CvEntry(Frozen):
    """
    One entry of a CV. ``text`` is the degree, the title or the certificate as it is called there,
    ``about`` the subject of a degree, ``by`` the school, the employer or who issued it, ``notes``
    what else stands there and may put it in doubt. ``start`` and ``end`` are as they are written.
    """

    kind: EntryKind
    source: str
    text: str
    about: str = ""
    by: str = ""
    location: str = ""
    notes: str = ""
    start: str = ""
    end: str = ""

    @property
    def words(self) -> str:
        parts = (self.about, self.by, self.location)
        return ", ".join((f'"{_short(self.text)}"', *map(_short, filter(None, parts)), *self._days))

    @property
    def _days(self) -> tuple[str, ...]:
        days = tuple(filter(None, map(_short, (self.start, self.end))))
        if not self.end and self.start and self.kind is EntryKind.JOB:
            return (f"since {days[0]}",)
        return (" to ".join(days),) if days else ()

    @property
    def began(self) -> PartialDate | None:
        """The month of its start, where it can be read."""
        return day_of(self.start)

    @property
    def ended(self) -> PartialDate | None:
        return day_of(self.end)

    @property
    def is_reversed(self) -> bool:
        """Whether it ends before it starts."""
        began, ended = self.began, self.ended
        return bool(began and ended and ended.latest < began.earliest)

    @property
    def goes_on(self) -> bool:
        """Whether it is said to go on, or, of a job, has no end."""
        is_open = not self.end and self.kind is EntryKind.JOB
        return is_open or read_end(self.end) == PRESENT


def day_of(text: str) -> PartialDate | None:
    """
    The year or the month written there. A CV's day is mostly the first of a month, for want of a
    better one, so a day is taken as its month.
    """
    stamp = TIME.fullmatch(text)
    read = read_end(stamp[1] if stamp else text)
    if read is None or read == PRESENT:
        return None
    try:
        return SomeDate().read(Node(read[:7]), Problems(""))
    except Unreadable:
        return None


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= LONGEST_WORDS else f"{plain[: LONGEST_WORDS - 3]}..."


def text_of(row: Mapping[str, Node], *names: str) -> str:
    """The first of these keys that holds a text or a number."""
    for name in names:
        value = row[name].value if name in row else None
        if isinstance(value, str | int | float) and not isinstance(value, bool) and str(value):
            return str(value).strip()
    return ""
