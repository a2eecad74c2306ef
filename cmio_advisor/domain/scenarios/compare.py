"""One person by several roadmaps, and the steps that serve more than one of them."""

from collections.abc import Iterator
from functools import cached_property

from cmio_advisor.domain.base.frozen import Frozen
from cmio_advisor.domain.plan.plan import PlannedStep
from cmio_advisor.domain.roadmap.roadmap import Nearest
from cmio_advisor.domain.rules.implication import implies
from cmio_advisor.domain.scenarios.what_if import Situation


class SharedStep(Frozen, kw_only=False):
    """A planned step of one roadmap that meets what others list as well; ``serves`` are all ids."""

    step: PlannedStep
    serves: tuple[str, ...]


class SideBySide(Frozen, kw_only=False):
    """One person on one day by each of several roadmaps, and which of these is the nearest."""

    situations: tuple[Situation, ...]
    nearest: Nearest | None

    @cached_property
    def shared(self) -> tuple[SharedStep, ...]:
        """
        The steps of the plans that serve several roadmaps, those first that serve most. What does
        the same for the same ones is named once, as the first of them has it.
        """
        found: list[SharedStep] = []
        named: set[tuple[str, str]] = set()
        for own in self.situations:
            for step in own.plan.steps:
                others = (each for each in self.situations if each is not own)
                met = [(own.plan.roadmap.id, step.requirement.id)]
                met += [each for other in others for each in _met(step, other)]
                if len(met) > 1 and named.isdisjoint(met):
                    named.update(met)
                    found.append(SharedStep(step, tuple(dict.fromkeys(id_ for id_, _ in met))))
        return tuple(sorted(found, key=lambda each: -len(each.serves)))


def _met(step: PlannedStep, other: Situation) -> Iterator[tuple[str, str]]:
    """What another roadmap's plan has still to bring and this step brings."""
    rule = step.requirement.met_when
    for each in other.plan.steps:
        if implies(rule, each.requirement.met_when):
            yield other.plan.roadmap.id, each.requirement.id
