"""
The leaves of the condition language: each reads one field of the profile; and where a degree,
certificate or training stands on the day, and in which country it is.
"""

from datetime import date
from typing import Any

from cmio_advisor.domain.base.frozen import Frozen, kept, replace
from cmio_advisor.domain.base.time import MONTHS_A_YEAR, TOLERANCE, PartialDate, Span, add_months
from cmio_advisor.domain.profile.experience import Window, Work, is_over
from cmio_advisor.domain.profile.fields import IN_RULES, NONE, Kind, read_by
from cmio_advisor.domain.profile.profile import (
    AHEAD,
    IN_TRAINING,
    MORE,
    Experience,
    Holding,
    License,
    Profile,
    Role,
    Status,
    Training,
    is_open,
    is_other,
    ruled_by,
)
from cmio_advisor.domain.rules.conditions import (
    MET,
    NOT_MET,
    TO_COME,
    UNKNOWN,
    Case,
    Condition,
    Finding,
    Rank,
)

HOME = "US"
"""The country whose license and board certificates a profile speaks of."""
TRAINING_SPACE = (HOME, "CA")
"""Training done in one of these counts in both."""
ELSEWHERE = "ZZ"
"""No country's code: somewhere else than at home, as a plan may have to take it."""
LICENSED = ("unrestricted", "restricted", "training")


class TrainingSign(Frozen, kw_only=False):
    """
    What another field shows of a training. That it is or was at home: a license or a board
    certificate, or, while it goes on, degrees none of which is from abroad; that it goes on
    after the day told: a post in training.
    """

    field: str

    def judge(self, case: Case) -> bool:
        profile = case.profile
        if self.field == "role":  # by the answer itself: a table has no properties of a profile
            return profile.role is not None and profile.role.id == IN_TRAINING
        if self.field == "license":
            own = (each for each in profile.license or () if each.profession is None)
            return any(each.status in LICENSED or each.state for each in own)
        if self.field == "degrees":
            known = (each for each in profile.degrees or () if not is_other(each.id))
            return any(known) and not is_from_abroad(case)
        held = (Status.HELD, Status.LAPSED)
        boards = (each for each in profile.board_certifications or () if not is_other(each.id))
        return any(each.status in held for each in boards)


LICENSE, BOARD, DEGREE = map(TrainingSign, ("license", "board_certifications", "degrees"))
TRAINEE = TrainingSign("role")


def country_of(training: Training, case: Case) -> str | None:
    """The two letters of its country; ``None`` where it was not told and nothing shows it."""
    if training.country is not None:
        return training.country
    if training.accredited or LICENSE.judge(case) or BOARD.judge(case):
        return HOME
    was_to_come = training.expected or _trained(training, case).low in TO_COME
    return HOME if was_to_come and DEGREE.judge(case) else None


def place_taken(case: Case) -> str | None:
    """Where a plan takes a residency of no known country to be; ``None`` where all are known."""
    own = (each for each in case.profile.residency or () if each.profession is None)
    is_known = all(country_of(each, case) is not None for each in own)
    return None if is_known else place_untold(case)


def place_untold(case: Case) -> str:
    """Where the degree is from; at home, where one's job shows that or all of it is planned."""
    told = {each.status for each in case.profile.residency or ()}
    is_here = case.shows_training_here or told == {Status.PLANNED}
    return ELSEWHERE if is_from_abroad(case) and not is_here else HOME


def is_from_abroad(case: Case) -> bool:
    """Whether a degree told, held or to come, is one that American schools do not give."""
    return any(each.id in case.degrees_from_abroad for each in case.profile.degrees or ())


def is_finished_ahead(told: Holding | Training, case: Case) -> bool:
    """
    Whether it is told to be finished, and expected on a day to come: without a day on which it was
    finished, it is not.
    """
    done = told.completed if isinstance(told, Training) and not told.status else None
    return (told.status is Status.HELD or done is not None) and _is_ahead(told.expected, case)


def is_lapsed_ahead(told: Holding | Training, case: Case) -> bool:
    """Whether it is over by its status, and lasts until a day to come."""
    expires = told.expires if isinstance(told, Holding) else None
    return told.status is Status.LAPSED and _is_ahead(expires, case)


def _is_ahead(day: PartialDate | None, case: Case) -> bool:
    return day is not None and day.earliest > max(case.on, case.as_of)


EXPIRING_MONTHS = 12
"""A certificate that ends within so many months is shown as expiring."""


def holding_finding(holding: Holding, case: Case) -> Finding:
    """Where one degree or certificate stands on the day."""
    if holding.status is Status.LAPSED:
        return Finding(Rank.EXPIRED, Rank.EXPIRED)
    if holding.status is Status.PLANNED:
        return _unfinished(Rank.PLANNED, holding.expected, case)
    if holding.status is not Status.HELD:
        return _unfinished(Rank.IN_PROGRESS, holding.expected, case)
    if holding.begun is not None:
        finished = _finished(holding.begun, case)
        if not finished.holds:
            return finished
    elif is_finished_ahead(holding, case):
        return _unfinished(Rank.IN_PROGRESS, holding.expected, case)
    return _until(holding.expires, case) if holding.expires else MET


def training_finding(training: Training, case: Case, months: int = 0) -> Finding:
    """Where a residency or fellowship stands on the day, or ``months`` later if under way."""
    found = _trained(training, case)
    end = training.expected or training.completed
    if not months or found.holds or found.high < Rank.IN_PROGRESS:
        return found
    if end is None:
        return Finding(found.low, Rank.MET)
    day = add_months(case.on, months)
    if end.latest <= day:
        return MET
    becomes = found.becomes and add_months(found.becomes, -months)
    return Finding(found.low, Rank.MET if end.earliest <= day else found.high, becomes)


def finding_of(told: Holding | Training, case: Case) -> Finding:
    return _trained(told, case) if isinstance(told, Training) else holding_finding(told, case)


def so_long(found: Finding, since: PartialDate | None, case: Case, years: int) -> Finding:
    """What is found of something that counts only if it was there so many years ago."""
    if not years:
        return found
    months = years * MONTHS_A_YEAR
    day = add_months(case.on, -months)
    if found.fails:
        return replace(found, becomes=found.becomes and add_months(found.becomes, months))
    if since and since.earliest > day:
        return Finding(Rank.NOT_MET, Rank.NOT_MET, add_months(since.latest, months))
    return found if since and since.latest <= day else Finding(Rank.NOT_MET, found.high)


def not_long_ago(found: Finding, since: PartialDate | None, case: Case, years: int) -> Finding:
    """What is found of something that counts only until it was there so many years ago."""
    before = so_long(found, since, case, years)
    if not years or found.fails or before.fails:
        return found
    return NOT_MET if before.holds else Finding(Rank.NOT_MET, found.high)


def ended(training: Training, case: Case) -> bool:
    """Whether it was to end before the answers, by which the post is now none of a training."""
    return _is_overdue(training, case) and has_other_post(case)


def has_other_post(case: Case) -> bool:
    """Whether the post that was told is none of a training."""
    return case.profile.role is not None and not TRAINEE.judge(case)


def _is_overdue(training: Training, case: Case) -> bool:
    """Whether it was to end before the answers, of which nothing says that it did."""
    is_over = training.status is Status.HELD or (training.status is None and training.completed)
    if is_over or training.status is Status.PLANNED or training.expected is None:
        return False
    return _unfinished(Rank.IN_PROGRESS, training.expected, case).becomes is None


def _trained(training: Training, case: Case) -> Finding:
    if _is_overdue(training, case) and not TRAINEE.judge(case):
        return UNKNOWN
    if training.status in AHEAD:
        return _unfinished(RANK_OF[training.status], training.expected or training.completed, case)
    if training.completed is not None:
        return _finished(training.completed, case)
    if training.status is Status.HELD and not is_finished_ahead(training, case):
        return MET
    if training.expected is not None:
        return _unfinished(Rank.IN_PROGRESS, training.expected, case)
    return UNKNOWN


RANK_OF = {
    Status.LAPSED: Rank.EXPIRED,
    Status.PLANNED: Rank.PLANNED,
    Status.IN_PROGRESS: Rank.IN_PROGRESS,
}


def standing_at(status: Status, found: Finding) -> Finding:
    """
    Whether something that stands so on the day is lapsed, planned or in progress then: what is told
    to end on a later day is under way, whatever way that was told.
    """
    rank = RANK_OF[status]
    if found.low == rank == found.high:
        return MET
    return UNKNOWN if found.low <= rank <= found.high else NOT_MET


def _unfinished(standing: Rank, expected: PartialDate | None, case: Case) -> Finding:
    known_on = max(case.on, case.as_of)  # what was due by then and is not finished has no day
    end = None if expected is None else expected.ahead_of(known_on).latest
    return Finding(standing, standing, end if end and end > known_on else None)


def _finished(completed: PartialDate, case: Case) -> Finding:
    day = completed.not_after(case.as_of)
    if day.latest <= case.on:
        return MET
    if day.earliest > case.on:
        return Finding(Rank.IN_PROGRESS, Rank.IN_PROGRESS, day.latest)
    return Finding(Rank.IN_PROGRESS, Rank.MET, day.latest)


def _until(expires: PartialDate, case: Case) -> Finding:
    soon = add_months(case.on, EXPIRING_MONTHS)
    standings = [
        Rank.EXPIRED if day < case.on else Rank.EXPIRING if day <= soon else Rank.MET
        for day in (expires.earliest, expires.latest)
    ]
    return Finding(standings[0], standings[1], None, expires.latest)


class Leaf(Condition, kw_only=False):
    """
    What all leaves share: one field, whose answer is open until the finding is settled; what it
    leaves open, other answers may rule out or show.
    """

    field: str

    @kept
    def profile_field(self) -> str:
        """Where its field stands in a profile."""
        return read_by(self.field)[0].head

    @kept
    def reads(self) -> frozenset[str]:
        """All fields of a profile on which it rests what it sees."""
        return frozenset({self.profile_field, *(each.field for each in self.beside())})

    def weigh(self, case: Case) -> Finding:
        """What the field shows, and where it is open, what other answers leave possible."""
        found = case.see(self)
        if found.holds or found.fails:
            return found
        if case.rules_out(self):
            return NOT_MET
        return MET if case.is_shown(self) else found

    def seen(self, case: Case) -> Finding:
        """What the field shows by itself."""
        raise NotImplementedError

    def open_fields(self, case: Case) -> frozenset[str]:
        return frozenset() if self.judge(case).settled else frozenset({self.field})

    def leaves(self) -> tuple[Condition, ...]:
        return (self,)

    def beside(self) -> tuple[TrainingSign, ...]:
        """What it looks at outside its own field."""
        return ()


NEVER_HELD = (Status.HELD, Status.LAPSED)
"""What is asked and told of a degree that was broken off: it was never there to expire."""


class Holds(Leaf, kw_only=False):
    """
    Holds one of ``ids``, for ``years_ago`` at least, or is on the way to it, by ``status``:
    ``approved`` within the last ``calendar_years``, the year of approval the first; ``lapsed``, was
    held and has ended. ``when_told``, what has come since the day of the answers is under way.
    """

    ids: frozenset[str]
    status: Status = Status.HELD
    calendar_years: int | None = None
    years_ago: int = 0
    when_told: bool = False

    def seen(self, case: Case) -> Finding:
        held: tuple[Holding, ...] | None = getattr(case.profile, self.field)
        if held is None:
            return UNKNOWN
        found = [self._one(each, case) for each in held if ruled_by(each.id) in self.ids]
        return best([*found, UNKNOWN] if is_open(held) else found)

    def _one(self, holding: Holding, case: Case) -> Finding:
        if self.field == "degrees" and (self.status, holding.status) == NEVER_HELD:
            return NOT_MET
        if self.when_told and holding.earned and holding.earned.earliest > case.as_of:
            holding = replace(holding, status=Status.IN_PROGRESS, earned=None)
        if self.status is Status.HELD:
            return so_long(holding_finding(holding, case), holding.begun, case, self.years_ago)
        if self.status is not Status.APPROVED:
            return standing_at(self.status, holding_finding(holding, case))
        if holding.status is not self.status:
            return NOT_MET
        if self.calendar_years is None:
            return MET
        if holding.approved is None:
            return UNKNOWN
        first, last = holding.approved.earliest.year, holding.approved.latest.year
        if not first <= case.on.year < last + self.calendar_years:
            return NOT_MET
        end = date(first + self.calendar_years - 1, 12, 31)
        return Finding(Rank.MET, Rank.MET, None, end)


class Trained(Leaf, kw_only=False):
    """
    Has finished (or, by ``status``, is in) a residency or fellowship in one of ``specialties``, or
    any; ``accredited``; in one of ``countries`` or ``elsewhere``. What ends within ``months``
    counts as finished, or only what was finished ``years_ago``, or less long ago than ``within``.
    """

    specialties: frozenset[str]
    accredited: bool = False
    status: Status = Status.HELD
    countries: frozenset[str] = frozenset()
    elsewhere: bool = False
    months: int = 0
    years_ago: int = 0
    within: int = 0

    def seen(self, case: Case) -> Finding:
        trainings: tuple[Training, ...] | None = getattr(case.profile, self.field)
        if trainings is None:
            return UNKNOWN
        read = [each for each in trainings if self._reads(each)]
        return best([self._one(each, case) for each in read])

    def beside(self) -> tuple[TrainingSign, ...]:
        of_home = (LICENSE, BOARD, DEGREE) if self.countries else ()
        return (TRAINEE, *of_home)

    def _reads(self, training: Training) -> bool:
        """
        Not that of another profession unless the rule names it, nor a fellowship that no list has
        where it names one; a residency that none has may be one in two of its specialties.
        """
        is_listed = not is_other(training.specialty or "") or self.field == "residency"
        if training.profession in (None, MORE) and (is_listed or not self.specialties):
            return True
        return training.specialty in self.specialties

    def _one(self, training: Training, case: Case) -> Finding:
        found = training_finding(training, case, self.months)
        found = so_long(found, training.completed, case, self.years_ago)
        found = not_long_ago(found, training.completed, case, self.within)
        if self.status is not Status.HELD:
            has_begun = self.status is Status.PLANNED and _is_overdue(training, case)
            found = NOT_MET if has_begun else standing_at(self.status, found)
        if self.countries:
            country = country_of(training, case)
            if country is None:
                found = Finding(Rank.NOT_MET, found.high)
            elif (country in self.countries) is self.elsewhere:
                return NOT_MET
        is_named = not self.specialties or training.specialty in self.specialties
        if not (is_named or training.specialty is None or is_other(training.specialty)):
            return NOT_MET
        if not is_named or training.profession == MORE:
            found = Finding(Rank.NOT_MET, found.high)
        if self.accredited and training.accredited is not True:
            if training.accredited is False:
                return NOT_MET
            found = Finding(Rank.NOT_MET, found.high)
        return found


HOURS_A_YEAR = 2080
"""Of full-time work: 52 weeks of 40 hours."""


class Years(Leaf, kw_only=False):
    """
    Has worked ``at_least`` so many years in a field, or, with ``above``, more than that.

    ``fte`` is a floor on each entry's share of time (0 to 1), ``window`` where the years must lie;
    ``weighed``, the years are of full time, as a number of hours is. With ``profession`` only work
    counts that was done in it; work of which that is not known may count.
    """

    at_least: float
    above: bool = False
    fte: float = 0.0
    window: Window | None = None
    weighed: bool = False
    profession: str = ""

    def weigh(self, case: Case) -> Finding:
        """Work that goes on before it can count, as in a training, fills no years by going on."""
        found = super().weigh(case)
        if found.becomes is None or not case.rules_out(self._any):
            return found
        return Finding(found.low, found.high)

    @kept
    def _any(self) -> "Years":
        return Years(field=self.field, at_least=0, above=True, profession=self.profession)

    def seen(self, case: Case) -> Finding:
        possible = entries = experience_of(case.profile, self.field)
        if self.profession and entries is not None:
            possible = tuple(each for each in entries if each.done_in in (None, self.profession))
            entries = tuple(each for each in possible if each.done_in)
        work = self._work(entries, case)
        months = work.months(case.on)
        most = months if possible is entries else self._work(possible, case).months(case.on)
        low, high = self._reached(months.low), self._reached(most.high)
        needed = self.at_least * MONTHS_A_YEAR
        if low is Rank.MET:
            least = needed + 2 * TOLERANCE if self.above else needed
            return Finding(low, high, None, work.lost(least, case.on))
        return Finding(low, high, work.reached(needed, case.on))

    def months_left(self, is_ruled_out: bool, case: Case) -> float:  # noqa: FBT001 - a look's part
        """
        How many months the years told are short of it; all of them where none were told. Of work
        of no known profession nothing counts where the rule cannot hold yet.
        """
        counted = (self.profession, *(() if is_ruled_out else (None,)))
        told = tuple(
            each
            for each in experience_of(case.profile, self.field) or ()
            if not self.profession or each.done_in in counted
        )
        # What is over leaves a window that moves on, so it has to be done anew.
        is_lost = self.window is not None and is_over(told, case.on)
        worked = 0.0 if is_lost else self._work(told, case).months(case.on).low
        return max(0.0, self.at_least * MONTHS_A_YEAR - worked)

    def _work(self, entries: tuple[Experience, ...] | None, case: Case) -> Work:
        return Work(entries, case.as_of, self.fte, self.window, self.weighed)

    def _reached(self, months: float) -> Rank:
        needed = self.at_least * MONTHS_A_YEAR
        enough = months > needed if self.above else months >= needed - TOLERANCE
        return Rank.MET if enough else Rank.NOT_MET


class AmountAtLeast(Leaf, kw_only=False):
    """
    An amount of at least so much, such as people led or a budget; or, of a question that the rule
    asks of its own, such a number, or yes, which counts as one.
    """

    at_least: float

    def seen(self, case: Case) -> Finding:
        amount = amount_given(case.profile, self.field)
        if amount is None:
            return UNKNOWN
        if amount.low >= self.at_least:
            return MET
        return NOT_MET if amount.high < self.at_least else UNKNOWN


class Names(Leaf, kw_only=False):
    """
    Names one of ``ids`` in a list, or as the present answer; of licenses those that one of
    ``states`` gave, or none of these ``elsewhere``.
    """

    ids: frozenset[str]
    states: frozenset[str] = frozenset()
    elsewhere: bool = False

    def seen(self, case: Case) -> Finding:
        names = names_given(case.profile, self.field, case.on, (self.states, self.elsewhere))
        if names is None:
            whatever_state = names_given(case.profile, self.field, case.on) if self.states else ()
            return UNKNOWN if not self.ids.isdisjoint(whatever_state or self.ids) else NOT_MET
        if not self.ids.isdisjoint(map(ruled_by, names)):
            return MET
        return UNKNOWN if is_open(names) else NOT_MET


AnyLeaf = Holds | Trained | Years | AmountAtLeast | Names
"""All kinds of leaves, for what has to do something about each."""


def best(findings: list[Finding]) -> Finding:
    """The finding of having any one of several things; of none of them, `NOT_MET`."""
    if not findings:
        return NOT_MET
    leading = max(findings, key=lambda each: (each.low, each.high, each.ends or date.max))
    starts = [each.becomes for each in findings if each.becomes]
    return Finding(
        leading.low,
        max(each.high for each in findings),
        min(starts) if starts and not leading.holds else None,
        leading.ends,
    )


def experience_of(profile: Profile, field: str) -> tuple[Experience, ...] | None:
    """The entries of work in ``clinical``, ``informatics`` or ``leadership``."""
    entries: tuple[Experience, ...] | None = IN_RULES[field].of(profile)
    return entries


def amount_given(profile: Profile, field: str) -> Span | None:
    """The number told in a field, or to a question of a rule, where yes is one and no is none."""
    row, id_ = read_by(field)
    value: Any = row.of(profile)
    if id_:
        value = next((each.value for each in value or () if each.id == id_), None)
    return Span(value, value) if isinstance(value, bool) else value


def names_given(
    profile: Profile,
    field: str,
    on: date,
    where: tuple[frozenset[str], bool] = (frozenset(), False),
) -> tuple[str, ...] | None:
    """The ids told in a list or single-valued field; ``None`` if not told for that day."""
    row, profession = read_by(field)
    answer: Role | str | tuple[str, ...] | None = row.of(profile)
    if row.kind is Kind.LICENSES and answer is not None:
        licenses: tuple[License, ...] = row.of(profile)
        own = [each for each in licenses if (each.profession or "") == profession]
        states, elsewhere = where
        named = (each for each in own if not states or (each.state in states) is not elsewhere)
        found = tuple(each.status for each in named)
        if states and not found and any(not each.state and each.status != NONE for each in own):
            return None
        # The short form speaks of the roadmap's own profession only.
        is_given = not profession or any(each.profession for each in licenses)
        return found or ((() if states else (NONE,)) if is_given else None)
    if isinstance(answer, Role):
        is_later = answer.since is not None and answer.since.earliest > on
        return None if is_later else (answer.id,)
    return (answer,) if isinstance(answer, str) else answer
