"""What to do next: the open requirements, a route for each, and which comes first."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import takewhile
from math import ceil
from operator import attrgetter

from cmio_advisor.domain.base.evidence import Evidence
from cmio_advisor.domain.base.frozen import Frozen, replace
from cmio_advisor.domain.base.sentences import BY_ESTIMATE, date_text
from cmio_advisor.domain.base.time import Cost, Months, add_months, month_position
from cmio_advisor.domain.judge.case import ProfileCase
from cmio_advisor.domain.judge.results import State
from cmio_advisor.domain.roadmap.roadmap import (
    OtherPath,
    Precedence,
    Requirement,
    Roadmap,
    Strength,
)
from cmio_advisor.domain.roadmap.route import Moment, Route
from cmio_advisor.domain.routes.layout import UsualStep
from cmio_advisor.domain.routes.offers import (
    Offer,
    OpenRequirement,
    first_routes,
    is_own,
    look_ahead,
    own_results,
)
from cmio_advisor.domain.routes.planned_case import possible_case

STEPS_SHOWN = 3
"""So many of the next steps stand on the first page."""

FIRST_SCREEN = 5
"""At most so many next steps; the rest come later."""

SOON_MONTHS = 24
"""
A door that closes within so many months puts a step before others of its kind; what has no date to
keep by then, and does not begin, comes later.
"""

FEWEST = 3
"""With fewer steps for what is known to be open, those for what was not told stand among them."""

MOST_FIRST_STEPS = 2
"""Of the ways on so many first steps are shown at once, where there are other steps beside them."""

Worth = tuple[int, int, int, date, float, float]
FIRST: Worth = (-1, 0, 0, date.max, 0.0, 0.0)
"""Of a first step of one of the ways on, which stand before all others."""


class NextStep(Frozen):
    """
    An action that closes a requirement, and when it can be started.

    ``months`` is how long it takes this person, ``cost`` what is left to pay, ``None`` where that
    is not known; ``done_on`` is the day on which the requirement will be met if all goes as told,
    if one is known. ``requirement`` is ``None`` for a first step of one of the ways on, ``path``,
    and for what is the person's own, such as a renewal. ``startable_from`` is the first day on
    which one can act or apply, ``None`` when something else has to come first; ``begins_on`` is
    when the plan of the usual wishes begins it, ``None`` for what is not in it, ``waits_for`` the
    ids of the requirements met on that day that it needs. ``closes_on`` is the last day to start;
    ``unlocks`` are ids of requirements and credentials that it opens, ``comes_with`` those of
    requirements that are met along with it.
    ``dates`` are those to keep for the opening at which it begins, if it has any; ``unanswered``
    says that the requirement may be met already, because it was not told, ``unsettled`` that what
    was not told decides whether it is open; ``pay_forgone`` is what it takes from the pay of
    today, ``None`` where that is not known or it takes no job's place. ``worth`` orders it among
    others, lowest first: its place in the roadmap's order, the strength of what it meets, how many
    requirements it opens, a door that closes soon, months, cost.
    """

    route: Route
    requirement: Requirement | None
    months: Months
    cost: Cost | None
    done_on: date | None
    reason: str
    startable_from: date | None
    closes_on: date | None
    unlocks: tuple[str, ...]
    begins_on: date | None = None
    waits_for: tuple[str, ...] = ()
    comes_with: tuple[str, ...] = ()
    dates: tuple[Moment, ...] = ()
    path: OtherPath | None = None
    unanswered: bool = False
    unsettled: bool = False
    pay_forgone: Cost | None = None
    reason_evidence: tuple[Evidence, ...] = ()
    worth: Worth = FIRST

    @property
    def place(self) -> int:
        """Its place in the roadmap's order; behind it what no kind there names."""
        return self.worth[0]

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """What carries the route, and why it is advised now."""
        return tuple(dict.fromkeys((*self.route.evidence, *self.reason_evidence)))

    @property
    def is_alternative(self) -> bool:
        """Whether it is of another path, or another way than the plan's."""
        return self.path is not None or self.route.alternative

    def __hash__(self) -> int:
        return hash((self.route, self.startable_from, self.begins_on, self.unlocks))


OpenById = Mapping[str, OpenRequirement]


def order_next_steps(
    requirements: Iterable[OpenRequirement],
    usual: Iterable[UsualStep],
    waiting_credentials: Iterable[tuple[str, frozenset[str]]],
    first: Sequence[NextStep],
    roadmap: Roadmap,
    on: date,
) -> tuple[tuple[NextStep, ...], tuple[NextStep, ...]]:
    """
    The steps for these open requirements: those to start on the day, and all that come later.

    They are the ``usual`` steps, those of the plan of the usual wishes, so that both say the same;
    what only helps and is not in it takes the first route that is offered, and alternatives stand
    beside them. Most valuable is what the roadmap's order puts first, then what is required, then
    expected, then what unlocks most, has a closing door, and is quick and cheap. Where these are
    few, or what was not told comes before them all, its ``usual`` steps stand among them, each of
    which says so.
    ``waiting_credentials`` are ids of credentials, each with the requirements that bring what it
    still asks; ``first`` are the first steps of the ways on, which stand before these.
    """
    start = min((each.begins_on for each in usual), default=on)
    ranking = _Ranking(roadmap=roadmap, on=on, start=start)
    ahead, untold = _told_and_not(requirements, usual, roadmap)
    steps = _steps_ahead(ahead, usual, waiting_credentials, ranking)
    # What the order keeps for later comes now only where there is nothing else to start with, be it
    # something that is not answered yet, or that could not be read.
    late = [place for place, each in enumerate(roadmap.order) if each.later]
    planned = {each.requirement for each in usual}
    unanswered = any(
        id_ in planned or (each.requirement.strength is Strength.REQUIRED and not each.offers)
        for id_, each in untold.items()
    )
    startable = ranking.to_begin(steps, steps)
    soon = [each for each in startable if each.place not in late]
    now = _renewal_first(soon if soon or first or unanswered else startable)[:FIRST_SCREEN]
    missing = FEWEST - len(now) - len(first)
    if missing > 0 or not first:
        # Of somebody of whom nothing is known there is no plan, so nothing is said either.
        is_known = usual or (ahead and not now)
        if_open = _steps_if_open(untold.values() if is_known else (), usual, ranking)
        maybe = [each for each in ranking.to_begin(if_open, steps) if each.place not in late]
        now = _with_untold(now, maybe, missing, roadmap.order)
    shown = {each.route.id for each in now}
    later = [each for each in _not_brought(steps, now) if each.route.id not in shown]
    later += _behind_what_prepares(now, usual, untold, ranking)
    return _with_first_steps(first, now, later, roadmap)


def _told_and_not(
    requirements: Iterable[OpenRequirement], usual: Iterable[UsualStep], roadmap: Roadmap
) -> tuple[OpenById, OpenById]:
    """What is open, or advised though it was not told; and the others that were not."""
    unasked = {name for each in roadmap.order if each.advised_untold for name in each.of}
    advised = {each.requirement for each in usual if each.route.id in unasked}
    ahead: dict[str, OpenRequirement] = {}
    untold: dict[str, OpenRequirement] = {}
    for each in requirements:
        is_told = each.state is not State.UNKNOWN or each.requirement.id in advised
        (ahead if is_told else untold)[each.requirement.id] = each
    return ahead, untold


def _behind_what_prepares(
    now: Iterable[NextStep], usual: Iterable[UsualStep], untold: OpenById, ranking: "_Ranking"
) -> Iterator[NextStep]:
    """What these prepare for, where it was not told and stands in the plan."""
    cycles = {each.route.prepares_for for each in now} - {None}
    for each in usual:
        if each.requirement in untold and each.route.cycle in cycles:
            yield ranking.ranked(untold[each.requirement], each.route, each)


def _steps_ahead(
    ahead: OpenById,
    usual: Iterable[UsualStep],
    waiting_credentials: Iterable[tuple[str, frozenset[str]]],
    ranking: "_Ranking",
) -> list[NextStep]:
    """The steps for what is open, best first: the plan's, what only helps, and alternatives."""
    planned = {
        each.requirement: replace(each, brings=tuple(filter(ahead.__contains__, each.brings)))
        for each in usual
        if each.requirement in ahead
    }
    brought_by = {id_: each.requirement for each in planned.values() for id_ in each.brings}
    shown = {
        id_: each
        for id_, each in ahead.items()
        if id_ in planned or (each.only_helps and each.offers and id_ not in brought_by)
    }
    # Only open requirements count: a certificate that nothing asks for is no gain.
    ends = {id_: each.ends_on for id_, each in planned.items() if each.ends_on}
    waiting = []
    for id_, each in ahead.items():
        latest = ends.get(id_, date.max)  # nothing waits for what the plan ends after it
        before = (need for need in each.waits_for if ends.get(need, date.min) <= latest)
        waiting.append((id_, frozenset(before)))
    opens = _waiting_for(shown, brought_by, waiting)
    entitles = _waiting_for(shown, brought_by, waiting_credentials)
    steps = []
    for id_, each in shown.items():
        usual_step = planned.get(id_)
        route = each.offers[0].route if usual_step is None else usual_step.route
        steps.append(ranking.ranked(each, route, usual_step, opens[id_], entitles[id_]))
    for each in ahead.values():
        steps += [ranking.ranked(each, offer.route) for offer in each.beside]
    return sorted(_in_turn(steps, ranking.roadmap.order), key=attrgetter("worth"))


def _waiting_for(
    shown: Iterable[str],
    brought_by: Mapping[str, str],
    waiting: Iterable[tuple[str, frozenset[str]]],
) -> dict[str, list[str]]:
    """What waits for each of the requirements shown, or for what comes with it."""
    opened: dict[str, list[str]] = {id_: [] for id_ in shown}
    for waits, waits_for in waiting:
        for first in {brought_by.get(each, each) for each in waits_for} & opened.keys():
            if first not in (waits, brought_by.get(waits)):
                opened[first].append(waits)
    return opened


def _untold_among(
    now: Sequence[NextStep], maybe: Sequence[NextStep], missing: int, order: Sequence[Precedence]
) -> list[NextStep]:
    """
    Which steps for what was not told stand among these: so many as are missing, and one for each of
    the first that only helps. Where none is missing, only those of a kind advised unasked that come
    before what only helps, and one that comes before all but a closing door.
    """
    shown = [(each.worth, each.requirement) for each in now[:STEPS_SHOWN]]
    helps = [worth for worth, each in shown if each and each.strength is Strength.HELPS]
    if missing > 0:
        return _one_of_a_kind(maybe, now, order)[: missing + len(helps)]
    unasked = [each for each in maybe if (kind := _kind_of(each, order)) and not kind.asked_first]
    doors = {at for at, each in enumerate(order) if each.closes_within_months is not None}
    least = next((each.worth for each in now if each.place not in doors), now[0].worth)
    before = [each for each in unasked if each.worth < least][:1]
    others = [each for each in unasked if each.worth < max([least, *helps])]
    others = _one_of_a_kind(others, [*now, *before], order)
    return [*before, *others[: max(0, len(helps) - len(before))]]


def _kind_of(step: NextStep, order: Sequence[Precedence]) -> Precedence | None:
    """The kind of the order that it stands with, if any names it."""
    return order[step.place] if step.place < len(order) else None


def _not_brought(steps: Iterable[NextStep], shown: Iterable[NextStep]) -> list[NextStep]:
    """Without what is met along with a step that is shown though it was not told."""
    met = {id_ for each in shown if each.unanswered for id_ in each.comes_with}
    return [each for each in steps if each.requirement is None or each.requirement.id not in met]


def _with_untold(
    now: Sequence[NextStep], maybe: Sequence[NextStep], missing: int, order: Sequence[Precedence]
) -> list[NextStep]:
    """
    All in the roadmap's order; the untold are named among the first, or not at all, and what comes
    along with one of them makes room for others.
    """
    untold = _untold_among(now, maybe, missing, order)
    ids = {each.route.id for each in untold}
    # By the kind alone, in which a society never stands before a project.
    steps = sorted(_in_turn([*now, *untold], order), key=attrgetter("place"))
    named = [each for at, each in enumerate(steps) if at < FEWEST or each.route.id not in ids]
    shown = _renewal_first(named)[:FIRST_SCREEN]
    left = _not_brought(now, shown)
    brought = len(now) - len(left)
    return _with_untold(left, maybe, missing + brought, order) if brought else shown


def _in_turn(steps: Sequence[NextStep], order: Sequence[Precedence]) -> Iterator[NextStep]:
    """The same, where what waits for a kind that is among them stands with the one named."""
    place_of = {each.id: place for place, each in enumerate(order)}
    shown = {each.place for each in steps}
    behind = {
        place: place_of[each.then_with]
        for place, each in enumerate(order)
        if each.waits_for and each.then_with and place_of[each.waits_for] in shown
    }
    for each in steps:
        at = behind.get(each.place)
        yield each if at is None else replace(each, worth=(at, *each.worth[1:]))


def _renewal_first(steps: list[NextStep]) -> list[NextStep]:
    """The same, where what ends first is the third at the latest, whatever else is open."""
    at = next((at for at, each in enumerate(steps) if each.route.renews), 0)
    place = min(at, MOST_FIRST_STEPS)
    return [*steps[:place], steps[at], *steps[place:at], *steps[at + 1 :]] if at else steps


def _one_of_a_kind(
    steps: Iterable[NextStep], shown: Iterable[NextStep], order: Sequence[Precedence]
) -> list[NextStep]:
    """The first for each of the order's reasons not shown yet: two would say much the same."""
    seen = {kind.reason for each in shown if (kind := _kind_of(each, order))}
    found = []
    for each in steps:
        kind = _kind_of(each, order)
        if kind is None or kind.reason not in seen:
            seen |= {kind.reason} if kind else set()
            found.append(each)
    return found


def _steps_if_open(
    untold: Iterable[OpenRequirement], usual: Iterable[UsualStep], ranking: "_Ranking"
) -> list[NextStep]:
    """
    What is to be done, best first, if what was not told is open: of what is asked for before any
    step, and of the required that no kind names, only what the plan finds to be open.
    """
    taken = {each.requirement: each for each in usual}
    found = []
    for each in untold:
        usual_step = taken.get(each.requirement.id)
        if usual_step is None and not (each.only_helps and each.offers):
            continue
        route = usual_step.route if usual_step else each.offers[0].route
        step = ranking.ranked(each, route, usual_step)
        kind = _kind_of(step, ranking.roadmap.order)
        asked = kind.asked_first if kind else each.requirement.strength is Strength.REQUIRED
        if not asked or (usual_step and usual_step.is_open):
            found.append(step)
    return sorted(found, key=attrgetter("worth"))


def own_prospects(case: ProfileCase) -> tuple[OpenRequirement, ...]:
    """What is the person's own, each with its one route."""
    now = possible_case(case)
    return tuple(filter(None, (look_ahead(each, now) for each in own_results(now))))


def first_steps(case: ProfileCase) -> tuple[NextStep, ...]:
    return tuple(
        NextStep(
            route=route,
            requirement=None,
            path=path,
            months=route.months,
            cost=route.cost,
            done_on=None,
            reason=case.roadmap.say("reason_way_on", title=path.title),
            startable_from=case.on,
            closes_on=None,
            unlocks=(),
        )
        for path, route in case.find(first_routes)
    )


def _with_first_steps(
    first: Sequence[NextStep], now: list[NextStep], later: Iterable[NextStep], roadmap: Roadmap
) -> tuple[tuple[NextStep, ...], tuple[NextStep, ...]]:
    """
    The next and the later steps with those of the ways on before them, as many as leave room for
    some of the others; what ends within a year comes right after these. Those that the roadmap's
    order names, such as to read postings, stand behind what it puts before them.
    """
    if first:
        now = sorted(now, key=lambda each: each.route.renews is None)
    places, has_renewals = roadmap.places, any(each.route.renews for each in now)
    most = MOST_FIRST_STEPS if has_renewals else max(MOST_FIRST_STEPS, FIRST_SCREEN - len(now))
    ahead = [each for each in first if each.route.id not in places]
    named = sorted(
        (each for each in first if each.route.id in places), key=lambda each: places[each.route.id]
    )
    ahead = ahead[: most - 1 if named else most]
    named = named[: most - len(ahead)]
    ids = {each.route.id for each in (*ahead, *named)}
    room = FIRST_SCREEN - len(ids)
    least = min((places[each.route.id] for each in named), default=len(roadmap.order))
    before = len([*takewhile(lambda each: each.place < least, now[:room])])
    shown = (*ahead, *now[:before], *named, *now[before:room])
    return shown, (*(each for each in first if each.route.id not in ids), *now[room:], *later)


class _Ranking(Frozen):
    """What a step by one roadmap on one day says, and what it is worth among others."""

    roadmap: Roadmap
    on: date
    start: date

    def ranked(
        self,
        ahead: OpenRequirement,
        route: Route,
        usual: UsualStep | None = None,
        opens: Sequence[str] = (),
        entitles: Sequence[str] = (),
    ) -> NextStep:
        """
        The step that an open requirement calls for by a route, as the plan has it, if it does:
        ``opens`` are the requirements that wait for it, ``entitles`` the credentials.
        """
        unanswered = ahead.state is State.UNKNOWN
        offers = (*ahead.offers, *ahead.beside)
        offer = next((each for each in offers if each.route.id == route.id), None)
        comes_with = usual.brings if usual else ()
        put_off = usual if usual and usual.is_put_off else None
        ends_on = put_off.ends_on if put_off else ahead.done_on
        ends = offer.closes if offer else route.end
        startable_from, dates = self._begins(ahead, route, offer, usual)
        met = (ahead.requirement, *map(self.roadmap.requirement, comes_with))
        gap = min(met, key=lambda each: each.strength.rank)
        place = self._place(route, ends, [each.id for each in met])
        unlocks = (*opens, *entitles)
        # The kind by which it is advised says why, unless its state does already.
        kinds = () if ahead.state in {State.IN_PROGRESS, State.UNKNOWN} else self.roadmap.order
        kind = kinds[place] if place < len(kinds) else None
        soon = ends if ends and ends < add_months(self.on, SOON_MONTHS) else date.max
        cost = ahead.requirement.counted_cost(route.cost).high
        return NextStep(
            route=route,
            requirement=None if is_own(ahead.requirement) else ahead.requirement,
            months=self._months_left(ends_on, route, usual),
            cost=self._cost_left(ends_on, ahead, route),
            done_on=None if put_off else ahead.done_on,
            reason=" ".join(self._reasons(ahead, route, gap, kind, ends, is_key=bool(unlocks))),
            reason_evidence=kind.evidence if kind else (),
            startable_from=startable_from,
            closes_on=ends,
            unlocks=unlocks,
            dates=dates,
            begins_on=usual.begins_on if usual else None,
            waits_for=usual.waits_for if usual else (),
            comes_with=comes_with,
            unanswered=unanswered,
            unsettled=offer is not None and not offer.needs.settled,
            worth=(place, gap.strength.rank, -len(opens), soon, route.months.likely, cost),
        )

    def to_begin(self, steps: Iterable[NextStep], beside: Iterable[NextStep]) -> list[NextStep]:
        """Those to start before long that are not what another one ``beside`` them prepares for."""
        startable = (each for each in beside if each.startable_from == self.on)
        prepared = {each.route.prepares_for for each in startable} - {None}
        soonest = add_months(self.start, SOON_MONTHS)
        return [
            each
            for each in steps
            if each.startable_from == self.on
            and each.route.cycle not in prepared
            and min((one.day for one in each.dates), default=each.begins_on or self.on) <= soonest
        ]

    def _begins(
        self, ahead: OpenRequirement, route: Route, offer: Offer | None, usual: UsualStep | None
    ) -> tuple[date | None, tuple[Moment, ...]]:
        """The first day on which one can act or apply, and the dates to keep."""
        startable_from = offer.startable_from(self.on) if offer else None
        if usual:
            dates = tuple(each for each in usual.milestones if each.event)
        else:
            opening = route.next_opening(startable_from or self.on)
            dates = route.moments(opening, self.on) if opening and ahead.done_on is None else ()
        # What it needs and was not told is taken as met where the plan begins with it, or as soon
        # as it opens.
        is_lacking = offer is not None and offer.needs.fails
        soonest = route.next_opening(self.start) or self.start
        begins = usual is not None and usual.begins_on <= soonest and not is_lacking
        # Whoever is taken to have applied in the match under way is in it until it begins.
        begins |= usual is not None and usual.begins_on == route.running_opening(self.on)
        is_due = begins or any(each.is_to_do and each.day <= self.on for each in dates)
        return self.on if is_due else startable_from, dates

    def _place(self, route: Route, ends: date | None, met: Sequence[str]) -> int:
        """Where in the roadmap's order a step stands; a closing door may put it further ahead."""
        closing = (
            at
            for at, each in enumerate(self.roadmap.order)
            if each.closes_within_months is not None
            and ends is not None
            and (not each.of or route.earns in each.of)
            and each.renewals == (route.renews is not None)
            and ends <= add_months(self.on, each.closes_within_months)
        )
        return min([self.roadmap.place_of(route, met), *closing])

    def _months_left(self, ends_on: date | None, route: Route, usual: UsualStep | None) -> Months:
        """What is left of what is under way, in whole months; else what the route takes."""
        if ends_on is None:
            return route.months
        begins = max(self.on, usual.begins_on) if usual else self.on
        exact = month_position(ends_on) - month_position(begins)
        return Months.exactly(float(round(exact) or ceil(exact)))

    def _cost_left(self, ends_on: date | None, ahead: OpenRequirement, route: Route) -> Cost | None:
        """What is left to pay of what is under way; else what the route costs."""
        if ends_on is None:
            return route.cost
        left = max(0.0, month_position(ends_on) - month_position(self.on))
        is_begun = ahead.state is not State.PLANNED
        return route.cost_of(left if is_begun else min(left, route.months.likely))

    def _reasons(
        self,
        ahead: OpenRequirement,
        route: Route,
        gap: Requirement,
        kind: Precedence | None,
        ends: date | None,
        *,
        is_key: bool,
    ) -> Iterator[str]:
        """Why a step is advised: what the order says of its kind, else of its strength."""
        say = self.roadmap.say
        if ahead.state is State.IN_PROGRESS:
            yield say("reason_in_progress")
        elif ahead.state is State.UNKNOWN:
            yield say("reason_unanswered", title=gap.title)
        elif kind:
            yield kind.reason
        else:
            yield say(f"reason_{gap.strength}", title=gap.title)
        if is_key:
            yield say("reason_unlocks")
        if ends is not None and not route.renews:
            guess = BY_ESTIMATE if route.is_estimate(ends) else ""
            yield say("reason_closes", date=date_text(ends) + guess)
