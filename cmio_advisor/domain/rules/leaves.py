"""The leaves of the condition language: each reads one field of the profile."""

from datetime import date
from functools import cached_property
from typing import Any

from cmio_advisor.domain.base.time import MONTHS_A_YEAR, TOLERANCE, Span
from cmio_advisor.domain.profile.experience import Window, Work, is_over
from cmio_advisor.domain.profile.fields import IN_RULES, NONE, Kind, read_by
from cmio_advisor.domain.profile.profile import (
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
from cmio_advisor.domain.rules import holdings
from cmio_advisor.domain.rules.conditions import (
    MET,
    NOT_MET,
    UNKNOWN,
    Case,
    Condition,
    Finding,
    Rank,
)


class Leaf(Condition, kw_only=False):
    """
    What all leaves share: one field, whose answer is open until the finding is settled; what it
    leaves open, other answers may rule out or show.
    """

    field: str

    @cached_property
    def profile_field(self) -> str:
        """Where its field stands in a profile."""
        return read_by(self.field)[0].head

    @cached_property
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

    def facts(self) -> frozenset[str]:
        """The facts it reads, named so that two rules on the same fact can be seen to meet."""
        return frozenset({self.field})

    def beside(self) -> tuple[holdings.TrainingSign, ...]:
        """What it looks at outside its own field."""
        return ()


NEVER_HELD = (Status.HELD, Status.LAPSED)
"""What is asked and told of a degree that was broken off: it was never there to expire."""


class Holds(Leaf, kw_only=False):
    """
    Holds one of ``ids``, for ``years_ago`` at least, or is on the way to it, by ``status``:
    ``approved`` within the last ``calendar_years``, the year of approval the first; ``lapsed``, was
    held and has ended.
    """

    ids: frozenset[str]
    status: Status = Status.HELD
    calendar_years: int | None = None
    years_ago: int = 0

    def seen(self, case: Case) -> Finding:
        held: tuple[Holding, ...] | None = getattr(case.profile, self.field)
        if held is None:
            return UNKNOWN
        found = [self._one(each, case) for each in held if ruled_by(each.id) in self.ids]
        return best([*found, UNKNOWN] if is_open(held) else found)

    def facts(self) -> frozenset[str]:
        kind = "" if self.status is Status.HELD else f":{self.status}"
        return frozenset(f"{self.field}:{each}{kind}" for each in self.ids)

    def _one(self, holding: Holding, case: Case) -> Finding:
        if self.field == "degrees" and (self.status, holding.status) == NEVER_HELD:
            return NOT_MET
        if self.status is Status.HELD:
            return holdings.so_long(
                holdings.holding_finding(holding, case), holding.begun, case, self.years_ago
            )
        if self.status is not Status.APPROVED:
            return holdings.standing_at(self.status, holdings.holding_finding(holding, case))
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
    counts as finished, or only what was finished ``years_ago``.
    """

    specialties: frozenset[str]
    accredited: bool = False
    status: Status = Status.HELD
    countries: frozenset[str] = frozenset()
    elsewhere: bool = False
    months: int = 0
    years_ago: int = 0

    def seen(self, case: Case) -> Finding:
        trainings: tuple[Training, ...] | None = getattr(case.profile, self.field)
        if trainings is None:
            return UNKNOWN
        read = [each for each in trainings if self._reads(each)]
        return best([self._one(each, case) for each in read])

    def beside(self) -> tuple[holdings.TrainingSign, ...]:
        of_home = (holdings.LICENSE, holdings.BOARD, holdings.DEGREE) if self.countries else ()
        return (holdings.POST, *of_home)

    def _reads(self, training: Training) -> bool:
        """Not what no list has, nor that of another profession unless the rule names it."""
        if training.profession is not None:
            return training.specialty in self.specialties
        return training.specialty is None or not is_other(training.specialty)

    def _one(self, training: Training, case: Case) -> Finding:
        found = holdings.training_finding(training, case, self.months)
        found = holdings.so_long(found, training.completed, case, self.years_ago)
        if self.status is not Status.HELD:
            found = holdings.standing_at(self.status, found)
        if self.countries:
            country = holdings.country_of(training, case)
            if country is None:
                found = Finding(Rank.NOT_MET, found.high)
            elif (country in self.countries) is self.elsewhere:
                return NOT_MET
        if self.specialties and training.specialty not in self.specialties:
            if training.specialty is not None:
                return NOT_MET
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

    @cached_property
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

    def facts(self) -> frozenset[str]:
        return frozenset(f"{self.field}:{each}" for each in self.ids)

    def seen(self, case: Case) -> Finding:
        where = self.states, self.elsewhere
        names = names_given(case.profile, self.field, case.on, where)
        if names is None:
            return UNKNOWN
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
        if states and not found and any(each.state is None for each in own):
            return None
        # The short form speaks of the roadmap's own profession only.
        is_given = not profession or any(each.profession for each in licenses)
        return found or ((NONE,) if is_given else None)
    if isinstance(answer, Role):
        is_later = answer.since is not None and answer.since.earliest > on
        return None if is_later else (answer.id,)
    return (answer,) if isinstance(answer, str) else answer
