"""The yearly cycles of a roadmap, and the odds of a place in one."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from cmio_advisor.domain.base.frozen import Frozen
from cmio_advisor.domain.roadmap.route import Cycle, Event, Odds, PastDay
from cmio_advisor.loading.roadmap.conditions import CONDITION
from cmio_advisor.loading.shapes.entries import (
    EVIDENCE,
    ID,
    SEARCH,
    TYPES,
    Said,
    least,
    needed,
    record,
)
from cmio_advisor.loading.shapes.quantities import MonthDay, Number, WholeNumber
from cmio_advisor.loading.shapes.shapes import (
    Around,
    Field,
    Flag,
    Keyed,
    Listing,
    Schema,
    Text,
    nearest,
    refuse,
)
from cmio_advisor.loading.text.nodes import Node, Problems, Unreadable

_YEAR = WholeNumber(1990, 2100, "years")
_PAST_DAY = record("A day of an earlier cycle", PastDay, opening=_YEAR)
_SHARES: dict[str, Said] = {
    "share": Number(0.01, 1, "people that find a place"),
    "later": Number(0.01, 0.99, "people that find a place at a later try"),
    "year": _YEAR,
}
ODDS = record("Odds", Odds, when=None, **_SHARES)
ODDS_OF_GROUP = record("Odds", Odds, when=needed(CONDITION), **_SHARES)


class OddsOfGroups(Frozen):
    """The odds of everybody, or a list of those of groups, the last being of everybody else."""

    def read(self, node: Node, problems: Problems) -> tuple[Odds, ...]:
        if not isinstance(node.value, list):
            return (ODDS.read(node, problems),)
        *groups, rest = node.value or [node]
        found = (ODDS_OF_GROUP.read(each, problems) for each in groups)
        return (*found, ODDS.read(rest, problems))

    def schema(self) -> Schema:
        odds = ODDS_OF_GROUP.schema()
        odds["required"].remove("when")
        return {"anyOf": [odds, {"type": "array", "items": odds, "minItems": 1}]}


def _event(**values: Any) -> Event:  # noqa: ANN401 - the fields below give the types
    """
    An event; the day to be reminded and the last safe one, where they are not written, are those of
    the earliest published cycle; of one that says only by when, that is one day.
    """
    last = min(values["last"], key=PastDay.in_season) if "last" in values else None
    safe = last and last.on - timedelta(days=1)
    if "on" not in values:
        reminder = min(values.get("first") or values["last"], key=PastDay.in_season)
        on = reminder.on if "first" in values else safe or reminder.on
        values["years_before"] = reminder.opening - on.year
        values["on"] = _day_of_year(on)
    published = _day_of_year(safe) if safe else None
    values.setdefault("by", published)
    return Event(**values, by_estimate=published is None or values["by"] != published)


def _day_of_year(day: date) -> tuple[int, int]:
    """The day in each year; not later in one without a 29 February."""
    return day.month, 28 if (day.month, day.day) == (2, 29) else day.day


class _Dated(Around[Event], kw_only=False):
    """An event, which needs a day of its own or those of earlier cycles."""

    def read(self, node: Node, problems: Problems) -> Event:
        if isinstance(node.value, Mapping) and not {"on", "first", "last"} & node.value.keys():
            raise refuse(
                node, problems, "An event needs its day: on, or first or last of earlier cycles."
            )
        return self.record.read(node, problems)


TYPES[Event] = _Dated(
    record(
        "An event",
        Event,
        _event,
        on=Field(shape=MonthDay(), decides=True),
        years_before=WholeNumber(0, 5, "years"),
        first=Field(shape=least(_PAST_DAY), decides=True),
        last=Field(shape=least(_PAST_DAY), decides=True),
    )
)


class CycleNamed(Frozen):
    """
    The cycle of that id, read before; where some could not be read, what names one that is not
    known is left out with them.
    """

    def read(self, node: Node, problems: Problems) -> Cycle:
        name = ID.read(node, problems)
        known: dict[str, Cycle] = problems.rules.cycles
        if name in known:
            return known[name]
        if problems.count:
            raise Unreadable
        hint = nearest(name, known)
        raise refuse(node, problems, f'There is no cycle "{name}" among the cycles.{hint}')

    def schema(self) -> Schema:
        return ID.schema()


class _Remembered(Around[Cycle], kw_only=False):
    """A cycle that routes and later cycles may name from here on."""

    def read(self, node: Node, problems: Problems) -> Cycle:
        found = self.record.read(node, problems)
        problems.rules.cycles[found.id] = found
        return found


def _cycle(**values: Any) -> Cycle:  # noqa: ANN401 - the fields below give the types
    """A cycle; what it leads ``through`` stands behind its own events and evidence."""
    through = values.pop("through", None)
    if through is not None:
        values["events"] = (*values.get("events", ()), *through.events)
        values["evidence"] = tuple(dict.fromkeys((*values["evidence"], *through.evidence)))
    return Cycle(**values)


CYCLE = Keyed(
    "A cycle",
    _cycle,
    {
        "id": needed(ID),
        "title": needed(Text()),
        "opens": needed(least(MonthDay())),
        "opens_by_estimate": Field(shape=Flag()),
        "match": Field(shape=Flag()),
        "taken_as_applied": Field(shape=Flag()),
        "through": Field(shape=CycleNamed()),
        "events": Field(shape=least(TYPES[Event])),
        "searched": Field(shape=SEARCH),
        "evidence": needed(EVIDENCE),
    },
)
CYCLES = Listing(_Remembered(CYCLE))
