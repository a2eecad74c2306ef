"""
Scenarios as JSON: the base, each situation, and the change with its parts.
"""

from collections.abc import Sequence

from cmio_advisor.domain.scenarios.changes import StateChange
from cmio_advisor.domain.scenarios.what_if import Change, Scenario, Situation
from cmio_advisor.reporting.json.parts import Json, cost_mapping, day_text, dump, roadmap_mapping
from cmio_advisor.reporting.json.plan import costs_mapping, within_budget
from cmio_advisor.reporting.profile.mapping import reported_profile

WHAT_IF_SCHEMA = "cmio-advisor/what-if/1"


def what_if_json(base: Situation, scenarios: Sequence[Scenario]) -> str:
    """
    The whole comparison.
    """
    return dump(
        {
            "schema": WHAT_IF_SCHEMA,
            "base": _situation(base),
            "scenarios": [
                {
                    "name": each.name,
                    "situation": _situation(each.situation),
                    "change": _change(each.whole),
                    "parts": {
                        "facts": _change(each.facts),
                        "rules": _change(each.rules),
                        "calendar": _change(each.calendar),
                    },
                }
                for each in scenarios
            ],
        }
    )


def _situation(situation: Situation) -> Json:
    assessment, plan = situation.assessment, situation.plan
    total = assessment.pay.target.total
    return {
        "as_of": assessment.as_of.isoformat(),
        "roadmap": roadmap_mapping(assessment.roadmap),
        "profile": reported_profile(assessment.profile),
        "stage": assessment.stage.rung.id if assessment.stage.rung else "unknown",
        "ready_to_apply": assessment.ready_to_apply.value,
        "required_open": list(assessment.required_open()),
        "required_finish": day_text(situation.required_finish),
        "finish": situation.finish.isoformat(),
        "steps": [each.route.id for each in plan.steps],
        "fees_usd": costs_mapping(plan.costs),
        "within_budget": within_budget(plan),
        "forgone_usd": cost_mapping(plan.money.forgone),
        "eligible": {each.credential.id: each.eligible.value for each in assessment.credentials},
        "target_median_usd": total.p50 if total else None,
    }


def _change(change: Change) -> Json:
    ready, stage = change.ready, change.stage
    return {
        "requirements": [_state_change(each) for each in change.requirements],
        "credentials": [_state_change(each) for each in change.credentials],
        "ready_to_apply": ready and {"before": ready[0], "after": ready[1]},
        "stage": stage and {"before": stage[0], "after": stage[1]},
        "finish_days": change.finish_days,
        "required_days": change.required_days,
        "fees_usd": {"low": change.fees_low, "high": change.fees_high},
        "forgone_usd": None
        if change.forgone_low is None
        else {"low": change.forgone_low, "high": change.forgone_high},
        "target_median_usd": change.target_pay,
        "left_out": list(change.left_out),
        "out_of_reach": list(change.out_of_reach),
        "back_in_reach": list(change.back_in_reach),
        "routes_new": [each.id for each in change.routes_new],
        "routes_gone": [each.id for each in change.routes_gone],
        "doors_shut": [each.id for each in change.doors_shut],
        "warnings": [{"code": each.code, "text": each.text} for each in change.warnings],
    }


def _state_change(change: StateChange) -> Json:
    return {
        "id": change.id,
        "before": change.before and change.before.value,
        "after": change.after and change.after.value,
        "opens_on": day_text(change.opens_on),
        "gained": change.is_gain,
        "lost": change.is_loss,
    }
