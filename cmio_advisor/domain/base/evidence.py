"""Where a fact comes from: a publication, what it says; or what was looked for in vain."""

from datetime import date

from cmio_advisor.domain.base.frozen import Frozen, Id


class Source(Frozen):
    """A publication. ``published`` is a partial date as text, or ``undated``."""

    id: Id
    title: str
    publisher: str
    published: str
    url: str | None
    note: str | None = None


class Evidence(Frozen):
    """What a source says on one fact, its grade (A to D), when it was read and gets stale."""

    source: Id
    grade: str
    checked: date
    says: str
    review_by: date | None = None


class Page(Frozen):
    """A public page on which something is done, or that helps to do it."""

    title: str
    url: str


class Search(Frozen):
    """What was looked for and not found, where, and on which day. It says no more than that."""

    what: str
    where: str
    on: date
