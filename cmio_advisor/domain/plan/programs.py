"""The programs near a person at which the steps of a plan are done."""

from typing import TypeVar

from cmio_advisor.domain.base.frozen import replace
from cmio_advisor.domain.plan.plan import PlannedStep, PlanOutline
from cmio_advisor.domain.roadmap.programs import Programs
from cmio_advisor.domain.roadmap.roadmap import Roadmap

Planned = TypeVar("Planned", bound=PlanOutline)


def naming(roadmap: Roadmap, programs: Programs) -> Roadmap:
    """The roadmap with the sources of the programs beside its own."""
    return replace(roadmap, sources={**programs.sources, **roadmap.sources})


def with_programs(plan: Planned, programs: Programs) -> Planned:
    """
    The plan with the nearest programs of each step that is not under way already, and the longest
    that one lasts; without a state of the person's none is nearest.
    """
    told, words = plan.profile.setting, plan.roadmap.vocabulary
    state, titles = words.state_of(told.state, told.metro), words.titles("states")

    def named(step: PlannedStep) -> PlannedStep:
        sought = step.route.programs
        if sought is None or step.as_told:
            return step
        near = programs.nearest_few(sought, state, titles) if state else ()
        known = programs.longest(sought)
        longest = None if known is None else max(known, step.route.months.high)
        return replace(step, programs=near, longest_months=longest)

    return replace(plan, steps=tuple(map(named, plan.steps)))
