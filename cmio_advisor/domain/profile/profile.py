"""What one person told us, at a date. ``None`` is not told; an empty tuple is told: nothing."""

from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum
from functools import lru_cache
from itertools import combinations
from typing import Any

from cmio_advisor.domain.base.frozen import Frozen, replace
from cmio_advisor.domain.base.time import PartialDate, Span
from cmio_advisor.domain.profile.fields import FIELDS, HEADS, NONE, Kind, parts_held

PROFILE_SCHEMA = "cmio-advisor/profile/1"
OTHER = "other"
"""The key of what no list of a roadmap has."""


def other_id(other: str) -> str:
    """What stands in place of an id for what no list has: no rule reads its text."""
    return f"{OTHER}: {other}"


@lru_cache(maxsize=1024)
def ruled_by(id_: str) -> str:
    """The id by which rules know it: of what no list has only that it is something else."""
    return OTHER if is_other(id_) and id_ != MORE else id_


MORE = "unknown"
"""The entry of a list that may hold more than what it names: what is not named there is unknown."""


def is_other(id_: str) -> bool:
    """Whether it stands for something that no list has, or for what was not named."""
    return id_ == MORE or id_.startswith(f"{OTHER}: ")


def is_open(entries: "tuple[Holding, ...] | tuple[str, ...]") -> bool:
    """Whether a list may hold more than what it names."""
    return any((each if isinstance(each, str) else each.id) == MORE for each in entries)


def named(holdings: "tuple[Holding, ...] | None") -> "tuple[Holding, ...]":
    """What a list names, as if there were no more; none where it was not told."""
    return tuple(each for each in holdings or () if each.id != MORE)


class Status(StrEnum):
    """How far along a degree, certificate, residency or fellowship is."""

    HELD = "held"
    LAPSED = "lapsed"
    IN_PROGRESS = "in-progress"
    PLANNED = "planned"
    APPROVED = "approved"


AHEAD = (Status.IN_PROGRESS, Status.PLANNED)
"""What is not finished, but is told to be."""


class Holding(Frozen):
    """
    A degree, certification, board certificate or membership, by its id; when it was ``earned``, is
    ``expected``, ``expires``, was ``approved`` by the board, and ``since`` when one is a member.
    """

    id: str
    status: Status = Status.HELD
    earned: PartialDate | None = None
    expected: PartialDate | None = None
    expires: PartialDate | None = None
    approved: PartialDate | None = None
    since: PartialDate | None = None

    @property
    def begun(self) -> PartialDate | None:
        """Since when it is held, where that was told."""
        return self.earned or self.since

    @property
    def thing(self) -> str:
        """What two entries of one list may both tell of."""
        return self.id


class Training(Frozen):
    """
    A residency or fellowship: ``status`` ``None``, nobody said whether it is finished; ``country``
    in two letters; without a ``profession`` it is of the roadmap's own, with ``MORE`` perhaps.
    """

    specialty: str | None = None
    status: Status | None = None
    completed: PartialDate | None = None
    expected: PartialDate | None = None
    accredited: bool | None = None
    country: str | None = None
    profession: str | None = None

    @property
    def begun(self) -> PartialDate | None:
        return self.completed

    @property
    def thing(self) -> str | None:
        return self.specialty


class License(Frozen):
    """A license to practise; without a ``profession`` of the one that the roadmap speaks of."""

    status: str
    profession: str | None = None
    state: str | None = None

    @property
    def thing(self) -> str:
        return self.profession or "license"


class Experience(Frozen):
    """
    One entry of work in a field: ``years`` up to the profile's date (``within_last`` so many), or
    an interval, perhaps ``ongoing``; ``fte`` is the share of full time, 0 to 1; ``profession`` as
    told, ``taken_as`` that of the only health degree or license.
    """

    years: Span | None = None
    start: PartialDate | None = None
    end: PartialDate | None = None
    ongoing: bool | None = None
    fte: Span | None = None
    within_last: float | None = None
    profession: str | None = None
    taken_as: str | None = None

    @property
    def done_in(self) -> str | None:
        """The profession that it counts as work of; ``None`` where that is not known."""
        return self.profession or self.taken_as


class Leadership(Frozen, more=parts_held("leadership")):
    """Leadership experience; every part may be untold. Money is whole US dollars a year."""

    experience: tuple[Experience, ...] | None = None
    roles: tuple[str, ...] | None = None
    people_led: Span | None = None
    budget_usd: Span | None = None


class Role(Frozen):
    """The present post; ``id`` is `NONE` when the person told us they hold none."""

    id: str
    since: PartialDate | None = None

    @property
    def is_held(self) -> bool:
        return self.id != NONE


NO_JOB = Role(id=NONE)


class Setting(Frozen, more=parts_held("setting")):
    """Where the person works. ``state`` is a two-letter code, ``metro`` the id of an area."""

    organization: str | None = None
    beds: int | None = None
    state: str | None = None
    metro: str | None = None


class Constraints(Frozen, more=parts_held("constraints")):
    """
    What a plan has to respect: hours a week, whole US dollars in all, a year's pay before tax in
    the present work (``pay_usd``), a first day; and ``by`` when it should be done.
    """

    hours_per_week: float | None = None
    budget_usd: int | None = None
    pay_usd: int | None = None
    start: PartialDate | None = None
    by: PartialDate | None = None


class Waiver(Frozen):
    """A requirement that someone excused this person from, and why."""

    requirement: str
    reason: str | None = None
    by: str | None = None


class Reply(Frozen, kw_only=False):
    """What was answered to a question that a rule asks of its own: a number, or yes or no."""

    id: str
    value: Span | bool

    @property
    def thing(self) -> str:
        return self.id


DatedAnswer = Holding | Training | License | Reply
APART = ("state", "country")
"""What makes two of what would be one, where it differs."""


def contradictions(entries: Sequence[object]) -> Iterator[tuple[int, int, str]]:
    """
    The places of two entries of one thing that cannot both be true, and the field in which they
    differ. Both can be where one says no more than the other, or each has its state, its country or
    its day; but what is held today did not lapse after it was earned.
    """
    of: dict[str, list[tuple[int, DatedAnswer]]] = {}
    for at, each in enumerate(entries):
        if isinstance(each, DatedAnswer) and each.thing is not None:
            of.setdefault(each.thing, []).append((at, each))
    for told in of.values():
        once = {each: at for at, each in reversed(told)}
        for one, other in combinations(reversed(once), 2):
            if field := _contradicted(one, other):
                yield once[one], once[other], field


def _contradicted(one: DatedAnswer, other: DatedAnswer) -> str:
    """The first field that is no day in which two entries differ, where that cannot be."""
    pairs = [(each, getattr(one, each), getattr(other, each)) for each in one.record_fields]
    differing = [(each, a, b) for each, a, b in pairs if a is not None and b is not None and a != b]
    if any(each in APART for each, _, _ in differing) or _at_other_times(one, other):
        return ""
    return next((each for each, a, _ in differing if not isinstance(a, PartialDate)), "")


def _at_other_times(one: DatedAnswer, other: DatedAnswer) -> bool:
    """Whether each has days of its own, and none lapsed after it was earned anew."""
    first, second = (
        [each for each in entry.record_values(entry.__dict__) if isinstance(each, PartialDate)]
        for entry in (one, other)
    )
    if not first or not second or first == second:
        return False
    by_status = {getattr(each, "status", None): each for each in (one, other)}
    held, lapsed = by_status.get(Status.HELD), by_status.get(Status.LAPSED)
    if not isinstance(held, Holding) or not isinstance(lapsed, Holding):
        return True
    begun, over = held.begun or held.expires, lapsed.expires or lapsed.begun
    return not begun or not over or over.earliest <= begun.latest


class Unread(Frozen, kw_only=False):
    """
    What was told and could not be read: the ``field`` by the name that rules know, the dotted
    ``path`` of what of it, the ``column`` that it stands in, and the words ``found`` there. It may
    be anything that can stand there.
    """

    field: str
    path: str
    column: str
    found: str


class Profile(Frozen, more=HEADS):
    """
    What one person told us. ``as_of`` is the day on which it was true. Fields of the table that no
    line of code names have no annotation here. ``unread`` is of a table's row alone.
    """

    id: str | None = None
    name: str | None = None
    notes: str | None = None
    as_of: date | None = None
    degrees: tuple[Holding, ...] | None = None
    residency: tuple[Training, ...] | None = None
    fellowships: tuple[Training, ...] | None = None
    license: tuple[License, ...] | None = None
    board_certifications: tuple[Holding, ...] | None = None
    clinical: tuple[Experience, ...] | None = None
    informatics: tuple[Experience, ...] | None = None
    certifications: tuple[Holding, ...] | None = None
    leadership: Leadership = Leadership()
    projects: tuple[str, ...] | None = None
    memberships: tuple[Holding, ...] | None = None
    activities: tuple[str, ...] | None = None
    role: Role | None = None
    setting: Setting = Setting()
    constraints: Constraints = Constraints()
    answers: tuple[Reply, ...] | None = None
    waivers: tuple[Waiver, ...] = ()
    unread: tuple[Unread, ...] = ()

    @property
    def is_in_training(self) -> bool:
        """Whether the present post is one that ends with a training."""
        return self.role is not None and self.role.id == IN_TRAINING


IN_TRAINING = "resident"
"""The one post that ends with a training."""
TRAINING = ("residency", "fellowships")
"""What it is held for, the first before the others."""


def run_on(profile: Profile, since: date, until: date) -> Profile:
    """
    The same answers with what was to end by ``until`` finished on the day told; what was overdue on
    ``since``, the day of answers without one, stays. A training's end ends the post held for it.
    """

    def finished(entry: Holding | Training) -> Holding | Training:
        day = entry.expected and entry.expected.ahead_of(since)
        if not day or entry.status is not Status.IN_PROGRESS or not since < day.latest <= until:
            return entry
        if isinstance(entry, Training):
            return replace(entry, status=Status.HELD, completed=day)
        return replace(entry, status=Status.HELD, earned=day, expected=None)

    rows = [row for row in FIELDS if row.kind in (Kind.HOLDINGS, Kind.TRAININGS)]
    told = {row.path: row.of(profile) for row in rows}
    entries = {path: each and tuple(map(finished, each)) for path, each in told.items()}
    has_left = profile.is_in_training and any(entries[each] != told[each] for each in TRAINING)
    return replace(
        profile, role=None if has_left else profile.role, as_of=profile.as_of or since, **entries
    )


class DraftFact(Frozen):
    """
    One answer (``path`` and ``value``, of a list one entry) with the words and the file it came
    from; not sure with a ``doubt``, and without a path nothing of ours was found in them.
    """

    words: str
    source: str
    path: str = ""
    value: Any = None
    doubt: str = ""

    @property
    def is_sure(self) -> bool:
        """Whether the words leave nothing open."""
        return bool(self.path) and not self.doubt


class Draft(Frozen):
    """
    What a person's own papers say, of which nothing counts until it is confirmed: the facts found,
    the day on which they were true, and in words what was passed over.
    """

    facts: tuple[DraftFact, ...]
    as_of: date
    passed_over: tuple[str, ...] = ()

    @property
    def answers(self) -> tuple[DraftFact, ...]:
        """The facts that have an answer."""
        return tuple(each for each in self.facts if each.path)
