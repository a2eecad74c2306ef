"""
The shape of roadmap.yaml: yearly cycles and the odds of a place in one, steps with their routes,
the ladder, the ways on.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import partial
from typing import Any

from cmio_advisor.domain.base.evidence import Evidence
from cmio_advisor.domain.base.frozen import Frozen, replace
from cmio_advisor.domain.roadmap.programs import ProgramKind, Sought
from cmio_advisor.domain.roadmap.roadmap import (
    Advice,
    Decision,
    Nearest,
    OtherPath,
    Precedence,
    Presupposed,
    Requirement,
    Rung,
    Sign,
    Standing,
    Step,
    Strength,
)
from cmio_advisor.domain.roadmap.route import (
    Cycle,
    Event,
    Milestone,
    MonthsOfGroup,
    Odds,
    PastDay,
    Route,
)
from cmio_advisor.loading.roadmap.conditions import CONDITION, RULE, RULE_OF_RUNGS, apart, ids_of
from cmio_advisor.loading.roadmap.credentials import POINT
from cmio_advisor.loading.roadmap.files import SHARED
from cmio_advisor.loading.shapes.answers import Several
from cmio_advisor.loading.shapes.entries import (
    COST,
    DATES,
    ID,
    TEXTS,
    TYPES,
    Said,
    dated,
    file_shape,
    least,
    needed,
    record,
)
from cmio_advisor.loading.shapes.quantities import FullDate, MonthDay, Number, WholeNumber
from cmio_advisor.loading.shapes.shapes import (
    Around,
    Choice,
    Field,
    Keyed,
    Listing,
    Maybe,
    Pattern,
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
        by_estimate=None,
        on=Field(shape=MonthDay(), decides=True),
        years_before=WholeNumber(0, 5, "years"),
        first=Field(shape=least(_PAST_DAY), decides=True),
        last=Field(shape=least(_PAST_DAY), decides=True),
    )
)


class CycleNamed(Frozen):
    """The cycle of that id, read before; silent where one of them could not be read."""

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


CYCLE = record("A cycle", Cycle, _cycle, through=CycleNamed())
CYCLES = Listing(_Remembered(CYCLE))


FIRST_STEP = "id title action why do_at ask needs only_if_given unless months cost_usd searched"
"""What is said of a first step, of all that is said of routes."""
WARNING = Pattern("[a-z]+(?:_[a-z]+)*", "the name of a warning among the texts, without warning_")


def _route(**values: Any) -> Route:  # noqa: ANN401 - the fields below give the types
    cycle = values.get("cycle")
    if cycle is not None:
        values["evidence"] = tuple(dict.fromkeys((*values["evidence"], *cycle.evidence)))
    *values["odds_of_groups"], values["odds"] = values.get("odds", (None,))
    values["odds_of_groups"] = tuple(values["odds_of_groups"])
    return Route(**values)


TYPES |= {
    Sought: record(
        "Programs", Sought, kind=needed(Choice("a kind of program", tuple(ProgramKind)))
    ),
    MonthsOfGroup: record("The months of a group", MonthsOfGroup),
    Milestone: record("A milestone", Milestone, after_months=Number(-60, 600, "months")),
}
ROUTE = record(
    "A route",
    Route,
    _route,
    cost_usd=needed(COST, into="cost"),
    hours=needed(Maybe(WholeNumber(0, 100_000, "hours"))),
    sensible_after=Several(ID, alone=True),
    **{"from": Field(shape=FullDate(), into="start"), "until": Field(shape=FullDate(), into="end")},
    cycle=Field(shape=CycleNamed(), decides=True),
    prepares_for=CycleNamed(),
    odds=OddsOfGroups(),
    odds_of_groups=None,
    longest_months=None,
    full_time_months=Number(0, 600, "months"),
    pay_usd_a_year=Field(shape=COST, into="pay"),
    renews=None,
)
TYPES[Route] = ROUTE
TYPES[Requirement] = record(
    "A requirement",
    Requirement,
    dated(Requirement, "met_when"),
    strength=Choice("a strength", tuple(Strength)),
    met_when=RULE,
    **DATES,
)
STEP = record("A step", Step, number=WholeNumber(1, 99, "steps"))
PRESUPPOSED = record(
    "What is presupposed", Presupposed, what=RULE_OF_RUNGS, first=RULE_OF_RUNGS, warning=WARNING
)
SIGN_OF_RUNG = record("A sign", Sign, when=RULE_OF_RUNGS, pay_role=Maybe(ID), title=None)
RUNG = record("A rung", Rung, signs=least(SIGN_OF_RUNG))
_OF_STANDING = apart("eligible", "standing")
SIGN_OF_STANDING = record("A sign", Sign, when=_OF_STANDING, pay_role=None)
STANDING = record("A standing", Standing, when=_OF_STANDING, signs=least(SIGN_OF_STANDING))
"""One without a rule is that of everybody else."""


def _other_path(
    first_steps: tuple[Route, ...],
    evidence: tuple[Evidence, ...],
    **values: Any,  # noqa: ANN401
) -> OtherPath:
    steps = tuple(replace(each, evidence=each.evidence or evidence) for each in first_steps)
    return OtherPath(first_steps=steps, evidence=evidence, **values)


_FIRST_STEP = Keyed(
    "A first step",
    partial(Route, evidence=()),
    {key: ROUTE.fields[key] for key in FIRST_STEP.split()}
    | {"evidence": replace(ROUTE.fields["evidence"], needed=False)},
)
OTHER_PATH = record(
    "Another path", OtherPath, _other_path, when=RULE, first_steps=least(_FIRST_STEP)
)
PRECEDENCE = record(
    "A kind of step in the order",
    Precedence,
    closes_within_months=WholeNumber(0, 120, "months"),
)
ROADMAP_FILE = file_shape(
    "roadmap",
    {
        "id": needed(ID),
        "extends": Field(shape=Choice("what a roadmap extends", (SHARED,))),
        "title": needed(Text()),
        "version": needed(Pattern("[0-9]+\\.[0-9]+\\.[0-9]+", "a version like 1.0.0")),
        "target_role": needed(ID),
        "informatics_roles": Field(shape=ids_of("roles")),
        "degrees_from_abroad": Field(shape=ids_of("degrees")),
        "evidence_from": needed(FullDate()),
        "review_by": needed(FullDate()),
        "about": needed(Text()),
        "texts": Field(shape=TEXTS),
        "cycles": Field(shape=CYCLES),
        "steps": needed(least(STEP)),
        "presupposed": Field(shape=Listing(PRESUPPOSED)),
        "presumed": Field(shape=Listing(PRESUPPOSED)),
        "ladder": needed(least(RUNG)),
        "standing": Field(shape=least(STANDING), into="standings"),
        "ways_on": needed(Listing(OTHER_PATH)),
        "decisions": Field(shape=Listing(record("A decision", Decision))),
        "order": Field(shape=least(PRECEDENCE)),
        "own_steps": Field(shape=least(ROUTE)),
        "renewal": Field(shape=ROUTE),
        "advice": Field(shape=Listing(record("Advice", Advice, points=least(POINT)))),
        "nearest": Field(shape=Listing(record("A nearest roadmap", Nearest, when=RULE_OF_RUNGS))),
    },
)
