"""The shape of roadmap.yaml: steps with their requirements and routes, the ladder, the ways on."""

from functools import partial
from typing import Any

from cmio_advisor.domain.base.evidence import Evidence
from cmio_advisor.domain.base.frozen import replace
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
from cmio_advisor.domain.roadmap.route import Milestone, MonthsOfGroup, Route
from cmio_advisor.loading.roadmap.conditions import RULE, RULE_OF_RUNGS, apart, ids_of
from cmio_advisor.loading.roadmap.files import SHARED
from cmio_advisor.loading.roadmap.shapes.cycles import CYCLES, CycleNamed, OddsOfGroups
from cmio_advisor.loading.roadmap.shapes.guide import POINT
from cmio_advisor.loading.shapes.answers import Several
from cmio_advisor.loading.shapes.entries import (
    COST,
    DATES,
    ID,
    TEXTS,
    TYPES,
    dated,
    file_shape,
    least,
    needed,
    record,
)
from cmio_advisor.loading.shapes.quantities import FullDate, Number, WholeNumber
from cmio_advisor.loading.shapes.shapes import Choice, Field, Keyed, Listing, Maybe, Pattern, Text

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
