"""
A plan: the open requirements of one person laid out in time, by the routes chosen for them.

Days are what comes out if every step takes its likely months, unless something else is said.
Money is whole US dollars of today.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import TypeVar

from cmio_advisor.domain.assess.notices import Notice
from cmio_advisor.domain.base.frozen import Frozen, replace
from cmio_advisor.domain.base.sentences import filled
from cmio_advisor.domain.base.terms import METROS
from cmio_advisor.domain.base.time import Cost, Months, month_position
from cmio_advisor.domain.judge.case import ProfileCase
from cmio_advisor.domain.judge.results import Answer, OpenDecision
from cmio_advisor.domain.pay.estimate import PayEstimate
from cmio_advisor.domain.profile.profile import Profile, Training
from cmio_advisor.domain.roadmap.programs import NearProgram, Programs
from cmio_advisor.domain.roadmap.roadmap import OtherPath, Requirement, Roadmap, Strength
from cmio_advisor.domain.roadmap.route import Moment, Route, Season
from cmio_advisor.domain.routes.choice import Objective, PlanWishes


class PlannedStep(Frozen):
    """
    One route in the plan. It can slip by ``slack_months``, so that it ends on ``latest_end``,
    without moving the plan's finish.

    ``needs`` are ids of requirements that the plan meets first. ``critical_chance``, 0 to 1, is in
    which share of the sampled runs it decides the finish; an outline has none. ``last_start`` is
    the last day on which it can be started at all. ``as_told`` is true of what is under way and
    ends on the day told; ``is_planned`` where it is not begun yet; ``is_reckoned`` where its end
    was counted, from work that goes on or from what comes first. ``brings`` are ids of other open
    requirements that it meets along the way.
    ``other_season`` is the opening that counts for who has not applied for that of ``start``, which
    is taken for granted, or, if it is the earlier one, for who has applied already.
    ``others`` are ways to it that are open because of what the person is in, beside the one taken.
    ``programs`` are the nearest at which it is done, where the person's state was told;
    ``hours_to_keep_up`` the own hours a week to be done within the longest of all, if they lack.
    ``cost`` is that of what is left of it. ``full_time_until`` is the day until which it takes the
    place of a post; ``None`` where it is done beside one's work.
    """

    requirement: Requirement
    route: Route
    months: Months
    cost: Cost | None
    start: date
    end: date
    full_time_until: date | None
    latest_end: date
    slack_months: float
    critical_chance: float | None
    needs: tuple[str, ...]
    brings: tuple[str, ...]
    last_start: date | None
    as_told: bool
    milestones: tuple[Moment, ...]
    other_season: Season | None
    others: tuple[Route, ...]
    programs: tuple[NearProgram, ...] = ()
    hours_to_keep_up: int | None = None
    is_planned: bool = False
    is_reckoned: bool = False

    @property
    def is_in_season(self) -> bool:
        """Whether it begins with the match under way, for which one can no longer apply."""
        return self.other_season is not None and self.start < self.other_season.opening

    @property
    def is_critical(self) -> bool:
        """Whether any delay of it moves the finish."""
        return self.slack_months == 0

    @property
    def is_moved(self) -> bool:
        """Whether it ends later than was told, because of what is done within it."""
        taken = month_position(self.end) - month_position(self.start)
        return self.as_told and taken > self.months.likely + 1

    @property
    def ends_as_told(self) -> bool:
        """Whether it ends on the very day that was told."""
        return self.as_told and not (self.is_moved or self.is_reckoned)

    @property
    def longest_months(self) -> float | None:
        """How long the longest program lasts; none matters for what is under way already."""
        return None if self.as_told else self.route.longest_months


class Finish(Frozen):
    """
    When something ends: on the likely values, and the day that so many percent of runs reach,
    ``None`` where too many miss a last day to start (``missed`` is their share), or without runs.
    """

    likely: date
    p10: date | None = None
    p50: date | None = None
    p80: date | None = None
    p90: date | None = None
    missed: float = 0.0


class NotPlaced(Frozen):
    """An open requirement that no route can meet, and why."""

    requirement: Requirement
    reason: str


class Door(Frozen):
    """
    A route that closes for this person: ``closes_on`` is the last day to start it, or to apply;
    ``start_by`` the last to begin with what comes first, if that takes its likely months, and
    ``safe_start_by`` if it takes its longest, with tries that fail. ``None`` is likely too late.
    """

    requirement: Requirement
    route: Route
    closes_on: date
    first: tuple[str, ...]
    start_by: date | None
    safe_start_by: date | None


class Waiting(Frozen):
    """
    What doing nothing for so many ``months`` would lose: by how much the likely finish moves, if
    both have one, routes that close meanwhile, requirements that a plan cannot bring any more,
    those left ``to_decide``, and those met today that are ``lost`` then, or ``perhaps_lost``.
    """

    months: int
    finish: date | None
    finish_moves_months: float | None
    doors_shut: tuple[Route, ...]
    no_longer_placed: tuple[Requirement, ...]
    to_decide: tuple[Requirement, ...]
    lost: tuple[Requirement, ...]
    perhaps_lost: tuple[Requirement, ...]


class PlanCosts(Frozen):
    """
    Fees of all routes whose cost is known; ``unknown`` are the others. ``counted`` is the sum of
    all, the unknown ones from nothing to the dearest known route of the same requirement.
    """

    known: Cost
    counted: Cost
    unknown: tuple[Route, ...]

    def within(self, budget: int) -> Answer:
        """Whether they stay within so many dollars; never a yes while a cost is not known."""
        if self.counted.low > budget:
            return Answer.NO
        return Answer.UNKNOWN if self.unknown or self.counted.high > budget else Answer.YES


class Alternative(Frozen):
    """
    What one objective would choose: ``routes`` by requirement, their likely ``finish``, how many
    rest on each grade, and how far their times can differ. ``could_be_cheaper`` are routes of
    another set whose fees, as far as known, may come to less.
    """

    objective: Objective
    finish: date | None
    costs: PlanCosts
    grades: Mapping[str, int]
    spread_months: float
    routes: Mapping[str, Route]
    could_be_cheaper: tuple[Route, ...]
    is_exact: bool


class Return(Frozen):
    """
    What the plan costs in fees and in pay forgone, and what the target role pays beside that.

    ``pay_now`` is the yearly pay compared with, given or ``published``; ``forgone_in``
    are the routes that take the place of a post, each with the pay lost in it from the plan's first
    day on, and ``forgone`` is their sum. ``target`` is the target role's 25th to 75th percentile,
    ``gain`` the least and the most that this is above ``pay_now``. Each is ``None`` where a figure
    is missing.

    ``break_even`` are the first and the last year in which gains may have paid for the costs, if
    the target post follows the plan; the last is ``None`` where that may never be, and both where
    it cannot be told: for somebody whom nothing keeps from applying today (``is_ready``) the post
    does not wait for the plan. Neither is told where the plan leaves out part of the way to the
    target post, or the person holds it already. ``is_lower_bound`` says that costs are missing, so
    that it may be later, ``costs_anything`` that some fee is known.
    """

    pay_now: Cost | None
    published: PayEstimate | None
    forgone_in: tuple[tuple[Route, Cost | None], ...]
    forgone: Cost | None
    target: Cost | None
    gain: tuple[int, int] | None
    break_even: tuple[int, int | None] | None
    is_ready: bool
    is_lower_bound: bool
    costs_anything: bool

    @property
    def is_given(self) -> bool:
        return self.pay_now is not None and self.published is None


class LeavingOut(Frozen):
    """The plan without one expected requirement: its likely finish, sooner by ``months``."""

    requirement: Requirement
    finish: date
    months: float


class EndingCertificate(Frozen):
    """A certificate that is held, and the first day on which it may end, as far as told."""

    id: str
    title: str
    day: date
    is_exact: bool


class PlanOutline(Frozen):
    """
    The steps in time, in the order of their starts, and what they rest on.

    ``told`` are the answers on the day assessed.
    ``required_finish`` is when the last open part of the required list is met; ``None`` where
    nothing of it is open or something cannot be met. ``finish`` is ``None`` where nothing is to
    do; both are where nobody can keep up with what they wait for. ``planned_as_open`` may be met
    already, for want of an answer: ``finish_if_met`` is the likely finish if all of it is.
    ``left_untold`` is required, and nobody knows whether it is met: not told, nor planned, nor what
    something that was told has to rest on.
    ``assumes`` are names of fields and requirements that were not told and are taken as met;
    ``assumes_accredited`` are the fellowships whose accreditation is, ``assumes_place`` says what
    is taken for granted of the country of a residency, and as none as that is elsewhere.
    ``is_exact`` says that no better choice of routes exists, ``hours_are_exact`` the same of the
    order under the hours a week; no order under them ends before ``hours_bound``. ``ways_on`` are
    the honest ways on for people whose road to the target role is long, ``decisions`` what the plan
    leaves out until it is taken in.
    """

    as_of: date
    start: date
    roadmap: Roadmap
    profile: Profile
    told: ProfileCase
    wishes: PlanWishes
    steps: tuple[PlannedStep, ...]
    finish: Finish | None
    required_finish: Finish | None
    assumes: tuple[str, ...]
    assumes_accredited: tuple[Training, ...]
    assumes_place: str | None
    planned_as_open: tuple[Requirement, ...]
    left_untold: tuple[Requirement, ...]
    finish_if_met: date | None
    not_placed: tuple[NotPlaced, ...]
    costs: PlanCosts
    hours_unknown: tuple[Route, ...]
    is_exact: bool
    hours_are_exact: bool
    hours_bound: date | None
    ways_on: tuple[OtherPath, ...]
    decisions: tuple[OpenDecision, ...]

    @property
    def has_end(self) -> bool:
        """Whether the own hours are enough to keep up with each step, so that an end is named."""
        return all(each.hours_to_keep_up is None for each in self.steps)

    @property
    def stops_before(self) -> tuple[Requirement, ...]:
        """What it leaves out of all that the role requires, and of the jobs on the way to it."""
        left_out = (each.requirement for each in self.not_placed)
        return tuple(each for each in left_out if each.is_waited_for)

    @property
    def brings_the_required(self) -> bool:
        """Whether it leaves out nothing that the role requires, as far as planned as open."""
        return all(each.strength is not Strength.REQUIRED for each in self.stops_before)

    @property
    def leads_there(self) -> bool:
        """Whether it leaves out nothing of these, so that it ends in the role."""
        return not self.stops_before


class Plan(PlanOutline):
    """
    The whole plan: the outline with its chances, and what would change it. ``endings`` are of
    certificates that end after today, the soonest first, ``warnings`` those about the answers and
    the evidence that the plan rests on.
    """

    doors: tuple[Door, ...]
    waiting: tuple[Waiting, ...]
    leaving_out: tuple[LeavingOut, ...]
    alternatives: tuple[Alternative, ...]
    money: Return
    endings: tuple[EndingCertificate, ...]
    warnings: tuple[Notice, ...]


STEP, FROM = 1000, 10_000
"""A range of so much over several programs is told in thousands: more would claim too much."""
Planned = TypeVar("Planned", bound=PlanOutline)


def informed_by(roadmap: Roadmap, programs: Programs) -> Roadmap:
    """
    The roadmap with the sources of the programs beside its own. A route done at programs takes the
    price and the own hours that it has none of from those of which they are known, and how long the
    longest lasts.
    """

    def informed(each: Requirement) -> Requirement:
        routes = (_with_figures(one, programs, roadmap.texts) for one in each.routes)
        return replace(each, routes=tuple(routes))

    steps = tuple(
        replace(each, requirements=tuple(map(informed, each.requirements)))
        for each in roadmap.steps
    )
    return replace(roadmap, steps=steps, sources={**programs.sources, **roadmap.sources})


def _with_figures(route: Route, programs: Programs, texts: Mapping[str, str]) -> Route:
    """The price as the range over them, whose it is of when; the hours as the most of them."""
    if route.programs is None:
        return route
    fitting = [each for each in programs.all() if route.programs.fits(each)]
    lengths = [each.months.high for each in fitting if each.months]
    longest = max(*lengths, route.months.high) if lengths else None
    if None not in (route.cost, route.hours):
        return replace(route, longest_months=longest)
    fitting = [each for each in fitting if not each.unconfirmed]
    priced = [(each.price, each) for each in fitting if each.price and route.cost is None]
    priced.sort(key=lambda it: it[0].low)
    timed = [each for each in fitting if each.hours is not None and route.hours is None]
    cost, hours, notes = route.cost, route.hours, route.notes
    values = {"known": f"{len(priced)}", "programs": f"{len(fitting):,}"}
    if priced:
        whose = (f"{each.institution}: {price.note}" for price, each in priced if price.note)
        low = min(price.low for price, _ in priced)
        high = max(price.high for price, _ in priced)
        step = STEP if low < high and low >= FROM else 1
        cost = Cost(
            low=low // step * step,
            high=-(-high // step) * step,
            note=" ".join((filled(texts["price_of_programs"], values), *whose)),
        )
    if timed:
        values["known"] = f"{len(timed)}"
        notes = (*notes, filled(texts["hours_of_programs"], values))
        hours = max(each.hours for each in timed if each.hours is not None)
    # What is said of several is that there are such programs, and nothing of what one takes.
    named = Counter(piece for each in fitting for piece in each.evidence)
    of_price = (piece for _, each in priced for piece in each.evidence if named[piece] == 1)
    of_hours = (piece for each in timed for piece in each.evidence if named[piece] == 1)
    return replace(
        route,
        cost=cost,
        hours=hours,
        longest_months=longest,
        notes=notes,
        evidence=tuple(dict.fromkeys((*of_price, *route.evidence, *of_hours))),
    )


def with_programs(plan: Planned, programs: Programs) -> Planned:
    """
    The plan with the nearest programs of each step that is not under way already; without a state
    of the person's none is nearest. Those in a city of their metropolitan area come first.
    """
    setting, words = plan.profile.setting, plan.roadmap.vocabulary
    state, titles = words.state_of(setting.state, setting.metro), words.titles("states")
    metro = words.title(METROS, setting.metro) if setting.metro else ""

    def named(step: PlannedStep) -> PlannedStep:
        sought = step.route.programs
        if sought is None or step.as_told or not state:
            return step
        return replace(step, programs=programs.nearest_few(sought, state, titles, metro=metro))

    return replace(plan, steps=tuple(map(named, plan.steps)))
