"""A program taken in: its price, length and opening in place of what a route says of any."""

from datetime import date

from cmio_advisor.domain.base.evidence import Page
from cmio_advisor.domain.base.frozen import replace
from cmio_advisor.domain.base.time import Months
from cmio_advisor.domain.judge.case import ProfileCase
from cmio_advisor.domain.judge.results import State, judge_requirement
from cmio_advisor.domain.plan.plan import Plan, PlannedStep
from cmio_advisor.domain.profile.profile import Profile
from cmio_advisor.domain.roadmap.programs import Program
from cmio_advisor.domain.roadmap.roadmap import Requirement, Roadmap, Strength
from cmio_advisor.domain.roadmap.route import Cycle, Route
from cmio_advisor.domain.routes.offers import offers_for
from cmio_advisor.domain.routes.wishes import PlanWishes


def with_program(
    profile: Profile, roadmap: Roadmap, on: date, wishes: PlanWishes, program: Program
) -> tuple[Roadmap, PlanWishes]:
    """
    The roadmap whose routes at such programs are those of this one, and the wishes that take it in:
    the first open requirement that it meets, by strength, is planned by it alone; one that only
    helps, and a decision, is taken in with it.
    """
    at_such = {
        id_
        for each in roadmap.requirements()
        for route in each.routes
        if is_at(route, program)
        for id_ in (route.id, each.id)
    }
    decided = (each.id for each in roadmap.decisions if each.takes in at_such)
    chosen = tuple(dict.fromkeys((*wishes.chosen, *decided)))
    case = ProfileCase(profile, roadmap, on, taken=frozenset(chosen))
    met = _met_by(program, case)
    if met is None:
        return roadmap, wishes
    if met.strength is Strength.HELPS and met.id not in chosen:
        chosen = (*chosen, met.id)
    steps = tuple(
        replace(
            step,
            requirements=tuple(
                replace(each, routes=_routes(each, program, roadmap, alone=each is met))
                for each in step.requirements
            ),
        )
        for step in roadmap.steps
    )
    return replace(roadmap, steps=steps), replace(wishes, chosen=chosen)


def is_at(route: Route, program: Program) -> bool:
    """Whether a route is done at programs such as this one."""
    return route.programs is not None and route.programs.fits(program)


def step_at(plan: Plan, program: Program) -> PlannedStep | None:
    """The step of a plan that is done at the program, and is not under way already."""
    found = (each for each in plan.steps if is_at(each.route, program) and not each.as_told)
    return next(found, None)


def _met_by(program: Program, case: ProfileCase) -> Requirement | None:
    by_strength = sorted(
        case.roadmap.requirements(), key=lambda each: list(Strength).index(each.strength)
    )
    for requirement in by_strength:
        state = judge_requirement(requirement, case).state
        if state.is_open or state is State.UNKNOWN:
            if any(is_at(each.route, program) for each in offers_for(requirement, case)):
                return requirement
    return None


def _routes(
    requirement: Requirement, program: Program, roadmap: Roadmap, *, alone: bool
) -> tuple[Route, ...]:
    """A requirement's routes with this program in those done at such; ``alone``, no free choice."""
    decisions = {each.takes for each in roadmap.decisions}
    return tuple(
        _at(each, program) if is_at(each, program) else each
        for each in requirement.routes
        if not alone or is_at(each, program) or each.only_if_given or each.id in decisions
    )


def _at(route: Route, program: Program) -> Route:
    """A route at one program. What is unknown of the program's price is unknown of the route."""
    price = program.price
    cost = route.cost if program.pay else price
    evidence = dict.fromkeys((*program.evidence, *route.evidence))
    pages = (Page(title=program.institution, url=program.url),) if program.url else ()
    return replace(
        route,
        title=f"{route.title}: {program.institution}",
        months=_months(route, program),
        longest_months=_months(route, program).high,
        cost=cost,
        cost_grows_with_time=False,
        pay=program.pay or route.pay,
        cycle=_cycle(route, program),
        evidence=tuple(evidence),
        do_at=(*pages, *route.do_at),
        notes=(*program.notes, *(route.notes if price is None else ())),
        searched=route.searched if price is None else None,
    )


def _months(route: Route, program: Program) -> Months:
    """
    The program's months, of a route that goes on after it with what comes then: such as the exam
    after a fellowship, which takes the place of a post for its own months only. Full-time study is
    the least of one that is taken beside a job.
    """
    if program.months is None:
        return route.months
    low, high = program.months.low, program.months.high
    if program.full_time and not route.full_time:
        low, high = max(low, route.months.low), max(high, route.months.high)
        return Months(low=low, likely=max(low, route.months.likely), high=high)
    middle = (low + high) / 2
    if route.full_time_months is None:
        return Months(low=low, likely=middle, high=high)
    own = route.full_time_months
    return Months(
        low=max(low, route.months.low + low - own),
        likely=max(middle, route.months.likely + middle - own),
        high=max(high, route.months.high + high - own),
    )


def _cycle(route: Route, program: Program) -> Cycle | None:
    if not program.opens or (route.cycle is not None and route.cycle.opens == program.opens):
        return route.cycle
    return Cycle(
        id=f"opening-of-{program.id}",
        title=f"{program.title}, {program.institution}",
        opens=program.opens,
        events=(),
        evidence=program.evidence,
    )
