"""
The yearly cycles of a roadmap, and the odds of a place in one.
"""

from cmio_advisor.domain.base.frozen import Frozen
from cmio_advisor.domain.roadmap.route import Cycle, Event, Odds
from cmio_advisor.loading.shapes.conditions import MonthDay
from cmio_advisor.loading.shapes.entries import EVIDENCE, ID, Least, needed
from cmio_advisor.loading.shapes.quantities import Number, WholeNumber
from cmio_advisor.loading.shapes.shapes import (
    Field,
    Flag,
    Keyed,
    Listing,
    Schema,
    Text,
    nearest,
    refuse,
)
from cmio_advisor.loading.text.nodes import Node, Problems

ODDS = Keyed(
    "Odds",
    Odds,
    {
        "share": needed(Number(0.01, 1, "people that find a place")),
        "of": needed(Text()),
        "year": needed(WholeNumber(1990, 2100, "years")),
        "text": needed(Text()),
    },
)
_EVENT = Keyed(
    "An event",
    Event,
    {
        "title": needed(Text()),
        "on": needed(MonthDay()),
        "by": Field(shape=MonthDay()),
        "years_before": Field(shape=WholeNumber(0, 5, "years")),
        "applies": Field(shape=Flag()),
    },
)
_CYCLE = Keyed(
    "A cycle",
    Cycle,
    {
        "id": needed(ID),
        "title": needed(Text()),
        "opens": needed(Least(MonthDay())),
        "match": Field(shape=Flag()),
        "events": needed(Least(_EVENT)),
        "evidence": needed(EVIDENCE),
    },
)


class Cycles(Frozen, kw_only=False):
    """
    Reads the cycles, and knows those it has read, since routes name them.
    """

    known: dict[str, Cycle]

    def read(self, node: Node, problems: Problems) -> tuple[Cycle, ...]:
        found = Listing(_CYCLE).read(node, problems)
        self.known.update({each.id: each for each in found})
        return found

    def schema(self) -> Schema:
        return Listing(_CYCLE).schema()


class CycleNamed(Frozen, kw_only=False):
    """
    A cycle by its id.
    """

    cycles: Cycles

    def read(self, node: Node, problems: Problems) -> Cycle:
        name = ID.read(node, problems)
        if name not in self.cycles.known:
            hint = nearest(name, self.cycles.known)
            raise refuse(node, problems, f'There is no cycle "{name}" among the cycles.{hint}')
        return self.cycles.known[name]

    def schema(self) -> Schema:
        return ID.schema()
