"""
A roadmap tried on people: cases with what must come out, and people made up from its own rules.
"""

from collections.abc import Iterable, Iterator
from functools import cached_property

from cmio_advisor.domain.base.frozen import Frozen
from cmio_advisor.domain.judge.case import ProfileCase
from cmio_advisor.domain.roadmap.roadmap import Requirement, Roadmap
from cmio_advisor.domain.roadmap.route import Route
from cmio_advisor.domain.routes.offers import offers_for
from cmio_advisor.domain.scenarios.made_up import Breach, MadeUp, breaches
from cmio_advisor.domain.scenarios.trials import Outcome, Trial


class Tried(Frozen):
    """
    Of how many people a requirement is met and is not, or a route can be begun and cannot: of those
    of the cases, and of those made up. Who left it open counts for neither.
    """

    id: str
    title: str
    is_route: bool
    by_cases: tuple[int, int]
    by_made_up: tuple[int, int]

    @property
    def one_sided(self) -> bool:
        """Whether the cases do not try it both ways."""
        return 0 in self.by_cases


class RoadmapTrial(Frozen):
    """All that comes of it; ``others`` are so many cases of other roadmaps, which were left out."""

    made_up: MadeUp
    trials: tuple[Trial, ...]
    others: int

    @cached_property
    def outcomes(self) -> tuple[Outcome, ...]:
        """What comes out of each case."""
        return tuple(Outcome(trial=each, roadmap=self.made_up.roadmap) for each in self.trials)

    @cached_property
    def failed(self) -> tuple[Outcome, ...]:
        """The cases of which something comes out otherwise."""
        return tuple(each for each in self.outcomes if each.differences)

    @cached_property
    def breaches(self) -> tuple[Breach, ...]:
        """The laws that do not hold."""
        return tuple(breaches(self.made_up))

    @cached_property
    def seen(self) -> tuple[Tried, ...]:
        """Each requirement with its routes, in the order of the steps."""
        roadmap = self.made_up.roadmap
        own_cases = [ProfileCase(each.profile, roadmap, each.on) for each in self.trials]
        made = [self.made_up.case(each) for each in self.made_up.people]
        by_cases, by_made_up = _counts(own_cases, roadmap), _counts(made, roadmap)
        tried: list[Requirement | Route] = []
        for requirement in roadmap.requirements():
            tried += (requirement, *requirement.routes)
        return tuple(
            Tried(
                id=each.id,
                title=each.title,
                is_route=each.id not in roadmap.by_id,
                by_cases=by_cases[each.id],
                by_made_up=by_made_up[each.id],
            )
            for each in tried
        )


def _counts(cases: Iterable[ProfileCase], roadmap: Roadmap) -> dict[str, tuple[int, int]]:
    """How many people each requirement and route says yes of, and how many no."""
    found = {
        each.id: [0, 0]
        for requirement in roadmap.requirements()
        for each in (requirement, *requirement.routes)
    }
    for case in cases:
        for id_, is_so in _answers(case, roadmap):
            found[id_][not is_so] += 1
    return {id_: (yes, no) for id_, (yes, no) in found.items()}


def _answers(case: ProfileCase, roadmap: Roadmap) -> Iterator[tuple[str, bool]]:
    for requirement in roadmap.requirements():
        seen = case.requirement(requirement.id)
        if seen.holds or seen.fails:
            yield requirement.id, seen.holds
        offered = {
            each.route.id
            for each in (() if seen.holds else offers_for(requirement, case))
            if each.startable_from(case.on) is not None
        }
        for route in requirement.routes:
            yield route.id, route.id in offered
