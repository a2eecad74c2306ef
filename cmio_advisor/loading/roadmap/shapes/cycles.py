"""The yearly cycles of a roadmap, and the odds of a place in one."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from cmio_advisor.domain.base.frozen import Frozen
from cmio_advisor.domain.roadmap.cycle import Cycle, Event, Odds, PastDay
from cmio_advisor.loading.roadmap.conditions import ConditionShape
from cmio_advisor.loading.shapes.conditions import MonthDay
from cmio_advisor.loading.shapes.entries import EVIDENCE, ID, SEARCHED, Least, needed
from cmio_advisor.loading.shapes.quantities import FullDate, Number, WholeNumber
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


class OddsOfGroups(Frozen, kw_only=False):
    """The odds of everybody, or a list of those of groups, the last being of everybody else."""

    conditions: ConditionShape

    def read(self, node: Node, problems: Problems) -> tuple[Odds, ...]:
        if not isinstance(node.value, list):
            return (self._odds(of_group=False).read(node, problems),)
        *groups, rest = node.value or [node]
        return (
            *(self._odds(of_group=True).read(each, problems) for each in groups),
            self._odds(of_group=False).read(rest, problems),
        )

    def schema(self) -> Schema:
        odds = self._odds(of_group=True).schema()
        odds["required"].remove("when")
        return {"anyOf": [odds, {"type": "array", "items": odds, "minItems": 1}]}

    def _odds(self, *, of_group: bool) -> Keyed[Odds]:
        when = {"when": needed(self.conditions)} if of_group else {}
        return Keyed("Odds", Odds, {**when, **_ODDS})


_ODDS = {
    "share": needed(Number(0.01, 1, "people that find a place")),
    "later": Field(shape=Number(0.01, 0.99, "people that find a place at a later try")),
    "of": needed(Text()),
    "year": needed(WholeNumber(1990, 2100, "years")),
    "text": needed(Text()),
}
_PAST_DAY = Keyed(
    "A day of an earlier cycle",
    PastDay,
    {
        "on": needed(FullDate()),
        "opening": needed(WholeNumber(1990, 2100, "years")),
        "source": needed(ID),
    },
)


def _event(**values: Any) -> Event:  # noqa: ANN401 - the fields below give the types
    """
    An event; the day to be reminded and the last safe one, where they are not written, are those of
    the earliest published cycle.
    """
    if "on" not in values:
        first = _earliest(values.get("first") or values["last"])
        values["years_before"] = first.opening - first.on.year
        values["on"] = _day_of_year(first.on)
    if "by" not in values and "last" in values:
        values["by"] = _day_of_year(_earliest(values["last"]).on - timedelta(days=1))
    return Event(**values)


def _earliest(days: Iterable[PastDay]) -> PastDay:
    return min(days, key=lambda each: (each.on.year - each.opening, each.on.month, each.on.day))


def _day_of_year(day: date) -> tuple[int, int]:
    """The day in each year; not later in one without a 29 February."""
    return day.month, 28 if (day.month, day.day) == (2, 29) else day.day


class _Event(Keyed[Event], kw_only=False):
    """An event, which needs a day of its own or those of earlier cycles."""

    def read(self, node: Node, problems: Problems) -> Event:
        if isinstance(node.value, Mapping) and not {"on", "first", "last"} & node.value.keys():
            raise refuse(
                node, problems, "An event needs its day: on, or first or last of earlier cycles."
            )
        return super().read(node, problems)


_EVENT = _Event(
    "An event",
    _event,
    {
        "id": needed(ID),
        "title": needed(Text()),
        "on": Field(shape=MonthDay()),
        "by": Field(shape=MonthDay()),
        "years_before": Field(shape=WholeNumber(0, 5, "years")),
        "applies": Field(shape=Flag()),
        "happens": Field(shape=Flag()),
        "opening": Field(shape=MonthDay()),
        "first": Field(shape=Least(_PAST_DAY)),
        "last": Field(shape=Least(_PAST_DAY)),
    },
)


class Cycles(Frozen, kw_only=False):
    """Reads the cycles, and knows those it has read, since routes and later cycles name them."""

    known: dict[str, Cycle]

    def read(self, node: Node, problems: Problems) -> tuple[Cycle, ...]:
        return Listing(self._cycle()).read(node, problems)

    def schema(self) -> Schema:
        return Listing(self._cycle()).schema()

    def _cycle(self) -> Keyed[Cycle]:
        return Keyed(
            "A cycle",
            self._made,
            {
                "id": needed(ID),
                "title": needed(Text()),
                "opens": needed(Least(MonthDay())),
                "match": Field(shape=Flag()),
                "through": Field(shape=CycleNamed(self)),
                "events": Field(shape=Least(_EVENT)),
                "searched": SEARCHED,
                "evidence": needed(EVIDENCE),
            },
        )

    def _made(self, **values: Any) -> Cycle:  # noqa: ANN401 - the fields above give the types
        """A cycle; what it leads ``through`` stands behind its own events and evidence."""
        through = values.pop("through", None)
        if through is not None:
            values["events"] = (*values.get("events", ()), *through.events)
            values["evidence"] = tuple(dict.fromkeys((*values["evidence"], *through.evidence)))
        made = self.known[values["id"]] = Cycle(**values)
        return made


class CycleNamed(Frozen, kw_only=False):
    """A cycle by its id."""

    cycles: Cycles

    def read(self, node: Node, problems: Problems) -> Cycle:
        name = ID.read(node, problems)
        if name not in self.cycles.known:
            hint = nearest(name, self.cycles.known)
            raise refuse(node, problems, f'There is no cycle "{name}" among the cycles.{hint}')
        return self.cycles.known[name]

    def schema(self) -> Schema:
        return ID.schema()
