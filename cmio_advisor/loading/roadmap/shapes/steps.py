"""The shape of roadmap.yaml: steps with their requirements and routes, the ladder, the ways on."""

from functools import partial
from typing import Any

from cmio_advisor.domain.base.evidence import Evidence
from cmio_advisor.domain.base.frozen import replace
from cmio_advisor.domain.roadmap.guide import Point
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
from cmio_advisor.domain.roadmap.route import Milestone, Route
from cmio_advisor.domain.rules.conditions import EVERYBODY
from cmio_advisor.loading.roadmap.conditions import CIRCULAR, Apart, ConditionShape
from cmio_advisor.loading.roadmap.packaged import SHARED
from cmio_advisor.loading.roadmap.shapes.cycles import CycleNamed, Cycles, OddsOfGroups
from cmio_advisor.loading.roadmap.shapes.programs import SOUGHT
from cmio_advisor.loading.shapes.conditions import Ids
from cmio_advisor.loading.shapes.entries import (
    COST,
    DATES,
    EVIDENCE,
    EVIDENCE_OR_NONE,
    ID,
    MONTHS,
    SEARCHED,
    SENTENCE,
    SENTENCES,
    WHERE,
    Least,
    Texts,
    dated,
    file_shape,
    needed,
)
from cmio_advisor.loading.shapes.quantities import FullDate, Number, WholeNumber
from cmio_advisor.loading.shapes.shapes import (
    Choice,
    Field,
    Flag,
    Keyed,
    Listing,
    Maybe,
    Pattern,
    Text,
)

WARNING = Pattern("[a-z]+(?:_[a-z]+)*", "the name of a warning among the texts, without warning_")


def roadmap_file(conditions: ConditionShape) -> Keyed[dict[str, Any]]:
    """The shape of the whole file."""
    cycles = Cycles({})
    return file_shape(
        "roadmap",
        {
            "id": needed(ID),
            "extends": Field(shape=Choice("what a roadmap extends", (SHARED,))),
            "title": needed(Text()),
            "version": needed(Pattern("[0-9]+\\.[0-9]+\\.[0-9]+", "a version like 1.0.0")),
            "target_role": needed(ID),
            "informatics_roles": Field(shape=Ids("roles", conditions.words)),
            "degree_roles": Field(shape=Ids("roles", conditions.words)),
            "degrees_from_abroad": Field(shape=Ids("degrees", conditions.words)),
            "evidence_from": needed(FullDate()),
            "review_by": needed(FullDate()),
            "about": needed(Text()),
            "texts": Field(shape=Texts()),
            "cycles": Field(shape=cycles),
            "steps": needed(Least(_step(conditions, cycles))),
            "presupposed": Field(shape=Listing(_presupposed(conditions))),
            "ladder": needed(Least(_rung(conditions))),
            "standing": Field(shape=Least(_standing(conditions)), into="standings"),
            "ways_on": needed(Listing(_way_on(conditions))),
            "decisions": Field(shape=Listing(_decision(conditions))),
            "order": Field(shape=Least(_precedence())),
            "own_steps": Field(shape=Least(_route(conditions, cycles))),
            "renewal": Field(shape=_route(conditions, cycles)),
            "advice": Field(shape=Listing(_advice(conditions))),
            "nearest": Field(shape=Listing(_nearest(conditions))),
        },
    )


def _presupposed(conditions: ConditionShape) -> Keyed[Presupposed]:
    apart = Apart(conditions, (*CIRCULAR, "stage"))
    return Keyed(
        "What is presupposed",
        Presupposed,
        {
            "what": needed(apart),
            "first": needed(apart),
            "proves": Field(shape=Flag()),
            "warning": Field(shape=WARNING),
        },
    )


def _step(conditions: ConditionShape, cycles: Cycles) -> Keyed[Step]:
    return Keyed(
        "A step",
        Step,
        {
            "number": needed(WholeNumber(1, 99, "steps")),
            "id": needed(ID),
            "title": needed(Text()),
            "about": needed(Text()),
            "requirements": needed(Least(_requirement(conditions, cycles))),
        },
    )


def _requirement(conditions: ConditionShape, cycles: Cycles) -> Keyed[Requirement]:
    def made(strength: str, **values: Any) -> Requirement:  # noqa: ANN401
        return dated(Requirement, "met_when")(strength=Strength(strength), **values)

    return Keyed(
        "A requirement",
        made,
        {
            "id": needed(ID),
            "title": needed(Text()),
            "strength": needed(Choice("a strength", tuple(Strength))),
            "share": needed(Text()),
            "met_when": needed(Apart(conditions)),
            "need": needed(Text()),
            "why": needed(Text()),
            "waivable": Field(shape=Flag()),
            "anew_after": Field(shape=ID),
            "in_plan": Field(shape=Flag()),
            "searched": SEARCHED,
            "was": Field(shape=Least(ID)),
            "evidence": needed(EVIDENCE),
            "routes": needed(Least(_route(conditions, cycles))),
            **DATES,
        },
    )


def _route(conditions: ConditionShape, cycles: Cycles) -> Keyed[Route]:
    def made(**values: Any) -> Route:  # noqa: ANN401 - the fields below give the types
        cycle = values.get("cycle")
        if cycle is not None:
            values["evidence"] = tuple(dict.fromkeys((*values["evidence"], *cycle.evidence)))
        *values["odds_of_groups"], values["odds"] = values.get("odds", (None,))
        values["odds_of_groups"] = tuple(values["odds_of_groups"])
        return Route(**values)

    milestone = Keyed(
        "A milestone",
        Milestone,
        {"after_months": needed(Number(-60, 600, "months")), "title": needed(Text())},
    )
    return Keyed(
        "A route",
        made,
        {
            "id": needed(ID),
            "title": needed(Text()),
            "action": needed(Text()),
            "why": needed(Text()),
            **WHERE,
            "programs": Field(shape=SOUGHT),
            "needs": Field(shape=conditions),
            "only_if_given": Field(shape=Flag()),
            "within": Field(shape=Flag()),
            "not_during": Field(shape=conditions),
            "unless": Field(shape=conditions),
            "sensible_after": Field(shape=ID),
            "months": needed(MONTHS),
            "cost_usd": needed(COST, into="cost"),
            "cost_grows_with_time": Field(shape=Flag()),
            "hours": needed(Maybe(WholeNumber(0, 100_000, "hours"))),
            "from": Field(shape=FullDate(), into="start"),
            "until": Field(shape=FullDate(), into="end"),
            "safe_until": Field(shape=FullDate()),
            "closed": Field(shape=SENTENCE),
            "brings": Field(shape=Least(ID)),
            "after": Field(shape=Least(ID)),
            "cycle": Field(shape=CycleNamed(cycles)),
            "odds": Field(shape=OddsOfGroups(conditions)),
            "milestones": Field(shape=Least(milestone)),
            "full_time": Field(shape=Flag()),
            "full_time_months": Field(shape=Number(0, 600, "months")),
            "pay_usd_a_year": Field(shape=COST, into="pay"),
            "notes": Field(shape=SENTENCES),
            "searched": SEARCHED,
            "alternative": Field(shape=Flag()),
            "earns": Field(shape=ID),
            "evidence": needed(EVIDENCE),
        },
    )


def _rung(conditions: ConditionShape) -> Keyed[Rung]:
    sign = Keyed(
        "A sign",
        Sign,
        {
            "when": needed(Apart(conditions, (*CIRCULAR, "stage"))),
            "why": needed(Text()),
            "pay_role": Field(shape=Maybe(ID)),
        },
    )
    return Keyed(
        "A rung",
        Rung,
        {
            "id": needed(ID),
            "title": needed(Text()),
            "about": needed(Text()),
            "signs": needed(Least(sign)),
            "evidence": needed(EVIDENCE),
        },
    )


def _standing(conditions: ConditionShape) -> Keyed[Standing]:
    """One without a rule is that of everybody else."""
    rule = Apart(conditions, ("eligible", "standing"))
    sign = Keyed(
        "A sign", Sign, {"when": needed(rule), "why": needed(Text()), "title": Field(shape=Text())}
    )
    return Keyed(
        "A standing",
        partial(Standing, when=EVERYBODY),
        {
            "id": needed(ID),
            "title": needed(Text()),
            "about": needed(Text()),
            "when": Field(shape=rule),
            "why": needed(Text()),
            "signs": Field(shape=Least(sign)),
            "evidence": needed(EVIDENCE),
        },
    )


def _way_on(conditions: ConditionShape) -> Keyed[OtherPath]:
    def made(
        first_steps: tuple[Route, ...],
        evidence: tuple[Evidence, ...],
        **values: Any,  # noqa: ANN401
    ) -> OtherPath:
        steps = tuple(replace(each, evidence=evidence) for each in first_steps)
        return OtherPath(first_steps=steps, evidence=evidence, **values)

    first_step = Keyed(
        "A first step",
        partial(Route, evidence=()),
        {
            "id": needed(ID),
            "title": needed(Text()),
            "action": needed(Text()),
            "why": needed(Text()),
            **WHERE,
            "unless": Field(shape=conditions),
            "months": needed(MONTHS),
            "cost_usd": needed(COST, into="cost"),
        },
    )
    return Keyed(
        "Another path",
        made,
        {
            "id": needed(ID),
            "title": needed(Text()),
            "when": needed(Apart(conditions)),
            "decision": Field(shape=ID),
            "pay_role": Field(shape=ID),
            "text": needed(Text()),
            "first_steps": needed(Least(first_step)),
            "evidence": needed(EVIDENCE),
        },
    )


def _precedence() -> Keyed[Precedence]:
    return Keyed(
        "A kind of step in the order",
        Precedence,
        {
            "id": needed(ID),
            "reason": needed(Text()),
            "of": Field(shape=Least(ID)),
            "closes_within_months": Field(shape=WholeNumber(1, 120, "months")),
            "later": Field(shape=Flag()),
        },
    )


def _nearest(conditions: ConditionShape) -> Keyed[Nearest]:
    rule = Apart(conditions, (*CIRCULAR, "stage"))
    fields = {"roadmap": needed(ID), "title": needed(Text()), "when": needed(rule)}
    return Keyed("A nearest roadmap", Nearest, fields)


def _advice(conditions: ConditionShape) -> Keyed[Advice]:
    point = Keyed("A point", Point, {"text": needed(Text()), "evidence": needed(EVIDENCE_OR_NONE)})
    return Keyed(
        "Advice",
        Advice,
        {
            "id": needed(ID),
            "title": needed(Text()),
            "when": needed(conditions),
            "points": needed(Least(point)),
        },
    )


def _decision(conditions: ConditionShape) -> Keyed[Decision]:
    return Keyed(
        "A decision",
        Decision,
        {
            "id": needed(ID),
            "takes": needed(ID),
            "unless": Field(shape=conditions),
            "reason": needed(Text()),
        },
    )
