"""The programs at which the steps of a plan are done: those near a person, and what they take."""

from collections import Counter
from collections.abc import Mapping
from typing import TypeVar

from cmio_advisor.domain.base.frozen import replace
from cmio_advisor.domain.base.sentences import filled
from cmio_advisor.domain.base.terms import METROS
from cmio_advisor.domain.base.time import Cost
from cmio_advisor.domain.plan.plan import PlannedStep, PlanOutline
from cmio_advisor.domain.roadmap.programs import Programs
from cmio_advisor.domain.roadmap.roadmap import Roadmap, Step
from cmio_advisor.domain.roadmap.route import Route

STEP, FROM = 1000, 10_000
"""A range of so much over several programs is told in thousands: more would claim too much."""
Planned = TypeVar("Planned", bound=PlanOutline)


def informed_by(roadmap: Roadmap, programs: Programs) -> Roadmap:
    """
    The roadmap with the sources of the programs beside its own. A route done at programs takes the
    price and the own hours that it has none of from those of which they are known, and how long the
    longest lasts.
    """
    steps = tuple(_step_with_figures(each, programs, roadmap.texts) for each in roadmap.steps)
    return replace(roadmap, steps=steps, sources={**programs.sources, **roadmap.sources})


def _step_with_figures(step: Step, programs: Programs, texts: Mapping[str, str]) -> Step:
    return replace(
        step,
        requirements=tuple(
            replace(each, routes=tuple(_with_figures(one, programs, texts) for one in each.routes))
            for each in step.requirements
        ),
    )


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
