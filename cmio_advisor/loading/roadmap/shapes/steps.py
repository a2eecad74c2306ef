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
from cmio_advisor.loading.roadmap.conditions import CIRCULAR, ConditionShape, Ids, apart
from cmio_advisor.loading.roadmap.files import SHARED
from cmio_advisor.loading.roadmap.shapes.cycles import CycleNamed, Cycles, OddsOfGroups
from cmio_advisor.loading.roadmap.shapes.guide import POINT
from cmio_advisor.loading.shapes.entries import (
    COST,
    DATES,
    ID,
    TEXTS,
    Least,
    dated,
    file_shape,
    needed,
    record,
)
from cmio_advisor.loading.shapes.quantities import FullDate, Number, WholeNumber
from cmio_advisor.loading.shapes.shapes import Choice, Field, Keyed, Listing, Maybe, Pattern, Text

SOUGHT = record("Programs", Sought, kind=needed(Choice("a kind of program", tuple(ProgramKind))))
"""The programs at which a route is done."""
FIRST_STEP = "id title action why do_at ask needs only_if_given unless months cost_usd searched"
"""What is said of a first step, of all that is said of routes."""
WARNING = Pattern("[a-z]+(?:_[a-z]+)*", "the name of a warning among the texts, without warning_")


def roadmap_file(conditions: ConditionShape) -> Keyed[dict[str, Any]]:
    cycles = Cycles(conditions=conditions, known={})
    decision = record("A decision", Decision, when=conditions, unless=conditions)
    precedence = record(
        "A kind of step in the order",
        Precedence,
        closes_within_months=WholeNumber(0, 120, "months"),
    )
    return file_shape(
        "roadmap",
        {
            "id": needed(ID),
            "extends": Field(shape=Choice("what a roadmap extends", (SHARED,))),
            "title": needed(Text()),
            "version": needed(Pattern("[0-9]+\\.[0-9]+\\.[0-9]+", "a version like 1.0.0")),
            "target_role": needed(ID),
            "informatics_roles": Field(shape=Ids("roles", conditions.words)),
            "degrees_from_abroad": Field(shape=Ids("degrees", conditions.words)),
            "evidence_from": needed(FullDate()),
            "review_by": needed(FullDate()),
            "about": needed(Text()),
            "texts": Field(shape=TEXTS),
            "cycles": Field(shape=cycles),
            "steps": needed(Least(_step(conditions, cycles))),
            "presupposed": Field(shape=Listing(_presupposed(conditions))),
            "presumed": Field(shape=Listing(_presupposed(conditions))),
            "ladder": needed(Least(_rung(conditions))),
            "standing": Field(shape=Least(_standing(conditions)), into="standings"),
            "ways_on": needed(Listing(_way_on(conditions))),
            "decisions": Field(shape=Listing(decision)),
            "order": Field(shape=Least(precedence)),
            "own_steps": Field(shape=Least(_route(conditions, cycles))),
            "renewal": Field(shape=_route(conditions, cycles)),
            "advice": Field(shape=Listing(_advice(conditions))),
            "nearest": Field(shape=Listing(_nearest(conditions))),
        },
    )


def _presupposed(conditions: ConditionShape) -> Keyed[Presupposed]:
    rule = apart(conditions, (*CIRCULAR, "stage"))
    return record("What is presupposed", Presupposed, what=rule, first=rule, warning=WARNING)


def _step(conditions: ConditionShape, cycles: Cycles) -> Keyed[Step]:
    return record(
        "A step",
        Step,
        number=WholeNumber(1, 99, "steps"),
        requirements=Least(_requirement(conditions, cycles)),
    )


def _requirement(conditions: ConditionShape, cycles: Cycles) -> Keyed[Requirement]:
    return record(
        "A requirement",
        Requirement,
        dated(Requirement, "met_when"),
        strength=Choice("a strength", tuple(Strength)),
        met_when=apart(conditions),
        routes=Least(_route(conditions, cycles)),
        **DATES,
    )


def _route(conditions: ConditionShape, cycles: Cycles) -> Keyed[Route]:
    def made(**values: Any) -> Route:  # noqa: ANN401 - the fields below give the types
        cycle = values.get("cycle")
        if cycle is not None:
            values["evidence"] = tuple(dict.fromkeys((*values["evidence"], *cycle.evidence)))
        *values["odds_of_groups"], values["odds"] = values.get("odds", (None,))
        values["odds_of_groups"] = tuple(values["odds_of_groups"])
        return Route(**values)

    milestone = record("A milestone", Milestone, after_months=Number(-60, 600, "months"))
    months_of = record("The months of a group", MonthsOfGroup, when=conditions)
    dates = {
        "from": Field(shape=FullDate(), into="start"),
        "until": Field(shape=FullDate(), into="end"),
    }
    return record(
        "A route",
        Route,
        made,
        programs=SOUGHT,
        needs=conditions,
        not_during=conditions,
        unless=conditions,
        months_of=Least(months_of),
        cost_usd=needed(COST, into="cost"),
        hours=needed(Maybe(WholeNumber(0, 100_000, "hours"))),
        **dates,
        cycle=Field(shape=CycleNamed(cycles), decides=True),
        prepares_for=CycleNamed(cycles),
        odds=OddsOfGroups(conditions),
        odds_of_groups=None,
        milestones=Least(milestone),
        full_time_months=Number(0, 600, "months"),
        pay_usd_a_year=Field(shape=COST, into="pay"),
        renews=None,
    )


def _rung(conditions: ConditionShape) -> Keyed[Rung]:
    rule = apart(conditions, (*CIRCULAR, "stage"))
    sign = record("A sign", Sign, when=rule, pay_role=Maybe(ID), title=None)
    return record("A rung", Rung, signs=Least(sign))


def _standing(conditions: ConditionShape) -> Keyed[Standing]:
    """One without a rule is that of everybody else."""
    rule = apart(conditions, ("eligible", "standing"))
    sign = record("A sign", Sign, when=rule, pay_role=None)
    return record("A standing", Standing, when=rule, signs=Least(sign))


def _way_on(conditions: ConditionShape) -> Keyed[OtherPath]:
    def made(
        first_steps: tuple[Route, ...],
        evidence: tuple[Evidence, ...],
        **values: Any,  # noqa: ANN401
    ) -> OtherPath:
        steps = tuple(replace(each, evidence=evidence) for each in first_steps)
        return OtherPath(first_steps=steps, evidence=evidence, **values)

    fields = _route(conditions, Cycles(conditions=conditions, known={})).fields
    first = {key: fields[key] for key in FIRST_STEP.split()}
    first_step = Keyed("A first step", partial(Route, evidence=()), first)
    return record(
        "Another path", OtherPath, made, when=apart(conditions), first_steps=Least(first_step)
    )


def _nearest(conditions: ConditionShape) -> Keyed[Nearest]:
    rule = apart(conditions, (*CIRCULAR, "stage"))
    return record("A nearest roadmap", Nearest, when=rule)


def _advice(conditions: ConditionShape) -> Keyed[Advice]:
    return record("Advice", Advice, when=conditions, points=Least(POINT))
