"""
The JSON Schemas of the plan and of scenarios: every key that a script may rely on.

Written beside ``json_plan`` and ``json_what_if``, as the assessment's schema is; a test holds each
example's output against them.
"""

from cmio_advisor.domain.judge.results import Answer, Eligibility, State
from cmio_advisor.domain.roadmap.roadmap import Strength
from cmio_advisor.domain.routes.options import Objective
from cmio_advisor.reporting.json.assessment_schema import (
    COST,
    DAY,
    NUMBER,
    TEXT,
    WHOLE,
    Schema,
    decisions_schema,
    keys_of,
    list_of,
    or_null,
    warnings_schema,
    ways_on_schema,
)
from cmio_advisor.reporting.json.plan import PLAN_SCHEMA
from cmio_advisor.reporting.json.what_if import WHAT_IF_SCHEMA

FLAG: Schema = {"type": "boolean"}
CHANCE: Schema = {"type": "number", "minimum": 0, "maximum": 1}
IDS = list_of(TEXT)
RANGE = keys_of(low=WHOLE, high=WHOLE)
COSTS = keys_of(low=WHOLE, high=WHOLE, unknown=IDS, counted=RANGE)
WITHIN_BUDGET = or_null({"enum": list(Answer)})
ROADMAP = keys_of(id=TEXT, title=TEXT, version=TEXT, fingerprint=TEXT, review_by=DAY)
EVIDENCE = list_of(
    keys_of(source=TEXT, grade={"enum": ["A", "B", "C", "D"]}, checked=DAY, says=TEXT)
)
SOURCES = list_of(keys_of(id=TEXT, title=TEXT, publisher=TEXT, published=TEXT, url=or_null(TEXT)))
DRAFT = "https://json-schema.org/draft/2020-12/schema"


def plan_schema() -> Schema:
    """
    The schema of ``plan --format json``.
    """
    finish = keys_of(
        likely=DAY,
        p10=or_null(DAY),
        p50=or_null(DAY),
        p80=or_null(DAY),
        p90=or_null(DAY),
        missed=CHANCE,
    )
    return {
        "$schema": DRAFT,
        "$id": PLAN_SCHEMA,
        "title": "A plan by cmio-advisor",
        **keys_of(
            schema={"const": PLAN_SCHEMA},
            as_of=DAY,
            start=DAY,
            roadmap=ROADMAP,
            profile={"type": "object"},
            wishes=_wishes(),
            summary=list_of(TEXT),
            finish=or_null(finish),
            required_finish=or_null(finish),
            steps=list_of(_step()),
            planned_as_open=list_of(TEXT),
            finish_if_met=or_null(DAY),
            taken_as_met=list_of(TEXT),
            residency_taken_as=or_null(TEXT),
            fellowship_taken_as_accredited=FLAG,
            not_placed=list_of(keys_of(requirement=TEXT, reason=TEXT)),
            costs=COSTS,
            within_budget=WITHIN_BUDGET,
            hours_unknown=IDS,
            is_exact=FLAG,
            hours_are_exact=FLAG,
            hours_bound=or_null(DAY),
            doors=list_of(_door()),
            waiting=list_of(
                keys_of(
                    months=WHOLE,
                    finish=DAY,
                    finish_moves_months=NUMBER,
                    doors_shut=IDS,
                    no_longer_placed=IDS,
                    lost=IDS,
                )
            ),
            leaving_out=list_of(keys_of(requirement=TEXT, finish=DAY, months=NUMBER)),
            alternatives=list_of(_alternative()),
            money=_money(),
            endings=list_of(keys_of(id=TEXT, title=TEXT, day=DAY)),
            ways_on=ways_on_schema(EVIDENCE),
            decisions=decisions_schema(EVIDENCE),
            warnings=warnings_schema(),
            sources=SOURCES,
        ),
    }


def what_if_schema() -> Schema:
    """
    The schema of ``what-if --format json``.
    """
    scenario = keys_of(
        name=TEXT,
        situation=_situation(),
        change=_change(),
        parts=keys_of(facts=_change(), rules=_change(), calendar=_change()),
    )
    return {
        "$schema": DRAFT,
        "$id": WHAT_IF_SCHEMA,
        "title": "Scenarios held against each other by cmio-advisor",
        **keys_of(schema={"const": WHAT_IF_SCHEMA}, base=_situation(), scenarios=list_of(scenario)),
    }


def _wishes() -> Schema:
    return keys_of(
        **{"with": IDS},
        without=IDS,
        objective={"enum": list(Objective)},
        hours_per_week=or_null(NUMBER),
        budget_usd=or_null(WHOLE),
        pay_now_usd=or_null(WHOLE),
        pay_meanwhile_usd=or_null(WHOLE),
        pay_then_usd=or_null(WHOLE),
        seed=WHOLE,
    )


def _step() -> Schema:
    return keys_of(
        requirement=TEXT,
        requirement_title=TEXT,
        strength={"enum": list(Strength)},
        id=TEXT,
        title=TEXT,
        action=TEXT,
        start=DAY,
        end=DAY,
        latest_end=DAY,
        slack_months=NUMBER,
        critical=FLAG,
        critical_chance=CHANCE,
        months=keys_of(low=NUMBER, likely=NUMBER, high=NUMBER),
        cost_usd=or_null(COST),
        hours=or_null(WHOLE),
        full_time=FLAG,
        full_time_until=or_null(DAY),
        needs=IDS,
        brings=IDS,
        as_told=FLAG,
        others=list_of(keys_of(id=TEXT, title=TEXT, action=TEXT)),
        last_start=or_null(DAY),
        milestones=list_of(keys_of(date=DAY, title=TEXT)),
        odds=or_null(keys_of(share=CHANCE, of=TEXT, year=WHOLE)),
        notes=list_of(TEXT),
        evidence=EVIDENCE,
    )


def _door() -> Schema:
    return keys_of(
        route=TEXT,
        title=TEXT,
        requirement=TEXT,
        closes_on=DAY,
        first=IDS,
        start_by=or_null(DAY),
        safe_start_by=or_null(DAY),
        evidence=EVIDENCE,
    )


def _alternative() -> Schema:
    return keys_of(
        objective={"enum": list(Objective)},
        finish=DAY,
        costs=COSTS,
        grades={"type": "object", "additionalProperties": WHOLE},
        spread_months=NUMBER,
        routes={"type": "object", "additionalProperties": TEXT},
        could_be_cheaper=IDS,
        is_exact=FLAG,
    )


def _money() -> Schema:
    return keys_of(
        pay_now_usd=or_null(COST),
        pay_now_is_told=FLAG,
        forgone_in=list_of(keys_of(route=TEXT, usd=or_null(COST))),
        forgone_usd=or_null(COST),
        target_usd=or_null(COST),
        gain_usd=or_null(RANGE),
        break_even=or_null(keys_of(first=WHOLE, last=or_null(WHOLE))),
        costs_are_incomplete=FLAG,
    )


def _situation() -> Schema:
    return keys_of(
        as_of=DAY,
        roadmap=ROADMAP,
        profile={"type": "object"},
        stage=TEXT,
        ready_to_apply={"enum": list(Answer)},
        required_open=IDS,
        required_finish=or_null(DAY),
        finish=DAY,
        steps=IDS,
        fees_usd=COSTS,
        within_budget=WITHIN_BUDGET,
        forgone_usd=or_null(COST),
        eligible={"type": "object", "additionalProperties": {"enum": list(Eligibility)}},
        target_median_usd=or_null(WHOLE),
    )


def _change() -> Schema:
    seen = or_null({"enum": [*State, *Eligibility]})
    changed = keys_of(
        id=TEXT, before=seen, after=seen, opens_on=or_null(DAY), gained=FLAG, lost=FLAG
    )
    answers = keys_of(before={"enum": list(Answer)}, after={"enum": list(Answer)})
    return keys_of(
        requirements=list_of(changed),
        credentials=list_of(changed),
        ready_to_apply=or_null(answers),
        stage=or_null(keys_of(before=or_null(TEXT), after=or_null(TEXT))),
        finish_days=WHOLE,
        required_days=or_null(WHOLE),
        fees_usd=RANGE,
        forgone_usd=or_null(RANGE),
        target_median_usd=or_null(WHOLE),
        left_out=list_of(TEXT),
        out_of_reach=list_of(TEXT),
        back_in_reach=list_of(TEXT),
        routes_new=IDS,
        routes_gone=IDS,
        doors_shut=IDS,
        warnings=warnings_schema(),
    )
