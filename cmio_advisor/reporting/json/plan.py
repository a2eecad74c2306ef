"""
The plan as JSON, and its schema. Keys have a fixed order, numbers are numbers.
"""

from collections.abc import Iterable

from cmio_advisor.domain.plan.plan import (
    Alternative,
    Door,
    Finish,
    Plan,
    PlanCosts,
    PlannedStep,
    Return,
    Waiting,
)
from cmio_advisor.domain.roadmap.roadmap import Requirement
from cmio_advisor.domain.roadmap.route import Route
from cmio_advisor.reporting.json.parts import (
    Citations,
    Json,
    cost_mapping,
    day_text,
    decision_mapping,
    dump,
    months_mapping,
    roadmap_mapping,
    way_on_mapping,
)
from cmio_advisor.reporting.profile.mapping import number, reported_profile
from cmio_advisor.reporting.words.plan_summary import plan_summary, planned_as_open, taken_as_met

PLAN_SCHEMA = "cmio-advisor/plan/1"
MONTH_DECIMALS, CHANCE_DECIMALS = 1, 3


def plan_json(plan: Plan) -> str:
    """
    The whole plan.
    """
    return dump(plan_mapping(plan))


def plan_mapping(plan: Plan) -> Json:
    """
    The plan as a mapping, keys in the order of the contract.
    """
    cites = Citations(plan.roadmap)
    mapping: Json = {
        "schema": PLAN_SCHEMA,
        "as_of": plan.as_of.isoformat(),
        "start": plan.start.isoformat(),
        "roadmap": roadmap_mapping(plan.roadmap),
        "profile": reported_profile(plan.profile),
        "wishes": _wishes(plan),
        "summary": list(plan_summary(plan)),
        "finish": plan.finish and _finish(plan.finish),
        "required_finish": plan.required_finish and _finish(plan.required_finish),
        "steps": [_step(each, cites) for each in plan.steps],
        "planned_as_open": list(planned_as_open(plan)),
        "finish_if_met": day_text(plan.finish_if_met),
        "taken_as_met": list(taken_as_met(plan)),
        "residency_taken_as": plan.assumes_place,
        "fellowship_taken_as_accredited": plan.assumes_accredited,
        "not_placed": [
            {"requirement": each.requirement.id, "reason": each.reason} for each in plan.not_placed
        ],
        "costs": costs_mapping(plan.costs),
        "within_budget": within_budget(plan),
        "hours_unknown": _ids(plan.hours_unknown),
        "is_exact": plan.is_exact,
        "hours_are_exact": plan.hours_are_exact,
        "hours_bound": day_text(plan.hours_bound),
        "doors": [_door(each, cites) for each in plan.doors],
        "waiting": [_waiting(each) for each in plan.waiting],
        "leaving_out": [
            {
                "requirement": each.requirement.id,
                "finish": each.finish.isoformat(),
                "months": months_number(each.months),
            }
            for each in plan.leaving_out
        ],
        "alternatives": [_alternative(each) for each in plan.alternatives],
        "money": _money(plan.money),
        "endings": [
            {"id": each.id, "title": each.title, "day": each.day.isoformat()}
            for each in plan.endings
        ],
        "ways_on": [way_on_mapping(each, cites) for each in plan.ways_on],
        "decisions": [decision_mapping(each, cites) for each in plan.decisions],
        "warnings": [{"code": each.code, "text": each.text} for each in plan.warnings],
    }
    return {**mapping, "sources": cites.sources()}


def months_number(months: float) -> int | float:
    """
    A length of time in months, to the tenth.
    """
    return number(round(months, MONTH_DECIMALS))


def within_budget(plan: Plan) -> str | None:
    """
    Whether the fees stay within the budget; ``None`` where none was told.
    """
    budget = plan.wishes.budget_usd
    return None if budget is None else plan.costs.within(budget).value


def _wishes(plan: Plan) -> Json:
    wishes = plan.wishes
    hours = wishes.hours_per_week
    return {
        "objective": wishes.objective.value,
        "hours_per_week": None if hours is None else number(hours),
        "budget_usd": wishes.budget_usd,
        "pay_now_usd": wishes.pay_now,
        "pay_meanwhile_usd": wishes.pay_meanwhile,
        "pay_then_usd": wishes.pay_then,
        "with": list(wishes.chosen),
        "without": list(wishes.left_out),
        "seed": wishes.seed,
    }


def _finish(finish: Finish) -> Json:
    return {
        "likely": finish.likely.isoformat(),
        "p10": day_text(finish.p10),
        "p50": day_text(finish.p50),
        "p80": day_text(finish.p80),
        "p90": day_text(finish.p90),
        "missed": round(finish.missed, CHANCE_DECIMALS),
    }


def _step(step: PlannedStep, cites: Citations) -> Json:
    route = step.route
    return {
        "requirement": step.requirement.id,
        "requirement_title": step.requirement.title,
        "strength": step.requirement.strength.value,
        "id": route.id,
        "title": route.title,
        "action": route.action,
        "start": step.start.isoformat(),
        "end": step.end.isoformat(),
        "latest_end": step.latest_end.isoformat(),
        "slack_months": months_number(step.slack_months),
        "critical": step.is_critical,
        "critical_chance": round(step.critical_chance or 0, CHANCE_DECIMALS),
        "months": months_mapping(step.months),
        "cost_usd": cost_mapping(step.cost),
        "hours": route.hours,
        "full_time": route.full_time,
        "full_time_until": day_text(step.full_time_until),
        "needs": list(step.needs),
        "brings": list(step.brings),
        "as_told": step.as_told,
        "others": [
            {"id": each.id, "title": each.title, "action": each.action} for each in step.others
        ],
        "last_start": day_text(step.last_start),
        "milestones": [{"date": day.isoformat(), "title": title} for day, title in step.milestones],
        "odds": _odds(route),
        "notes": list(route.remarks),
        "evidence": cites.written(route.evidence),
    }


def _odds(route: Route) -> Json | None:
    if route.odds is None:
        return None
    return {"share": route.odds.share, "of": route.odds.of, "year": route.odds.year}


def costs_mapping(costs: PlanCosts) -> Json:
    """
    The fees that are known, those that are not, and what all count as.
    """
    return {
        "low": costs.known.low,
        "high": costs.known.high,
        "unknown": _ids(costs.unknown),
        "counted": {"low": costs.counted.low, "high": costs.counted.high},
    }


def _door(door: Door, cites: Citations) -> Json:
    return {
        "route": door.route.id,
        "title": door.route.title,
        "requirement": door.requirement.id,
        "closes_on": door.closes_on.isoformat(),
        "first": list(door.first),
        "start_by": day_text(door.start_by),
        "safe_start_by": day_text(door.safe_start_by),
        "evidence": cites.written(door.route.evidence),
    }


def _waiting(waiting: Waiting) -> Json:
    return {
        "months": waiting.months,
        "finish": waiting.finish.isoformat(),
        "finish_moves_months": months_number(waiting.finish_moves_months),
        "doors_shut": _ids(waiting.doors_shut),
        "no_longer_placed": _ids(waiting.no_longer_placed),
        "lost": _ids(waiting.lost),
    }


def _alternative(alternative: Alternative) -> Json:
    return {
        "objective": alternative.objective.value,
        "finish": alternative.finish.isoformat(),
        "costs": costs_mapping(alternative.costs),
        "grades": dict(sorted(alternative.grades.items())),
        "spread_months": months_number(alternative.spread_months),
        "routes": {goal: route.id for goal, route in alternative.routes.items()},
        "could_be_cheaper": _ids(alternative.could_be_cheaper),
        "is_exact": alternative.is_exact,
    }


def _money(told: Return) -> Json:
    first, last = told.break_even or (None, None)
    return {
        "pay_now_usd": cost_mapping(told.pay_now),
        "pay_now_is_told": told.is_told,
        "forgone_in": [
            {"route": route.id, "usd": cost_mapping(cost)} for route, cost in told.forgone_in
        ],
        "forgone_usd": cost_mapping(told.forgone),
        "target_usd": cost_mapping(told.target),
        "gain_usd": told.gain and {"low": told.gain[0], "high": told.gain[1]},
        "break_even": told.break_even and {"first": first, "last": last},
        "costs_are_incomplete": told.is_lower_bound,
    }


def _ids(entries: Iterable[Route] | Iterable[Requirement]) -> list[str]:
    return [each.id for each in entries]
