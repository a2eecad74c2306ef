"""
Scenarios as JSON: the base, each situation, the change with its parts; and roadmaps side by side.
"""

from collections.abc import Callable, Sequence
from operator import attrgetter, itemgetter

from cmio_advisor.domain.assess.assessment import Assessment
from cmio_advisor.domain.judge.results import Answer, Eligibility, State
from cmio_advisor.domain.pay.estimate import PayEstimate
from cmio_advisor.domain.scenarios.what_if import Change, Scenario, SideBySide, Situation
from cmio_advisor.reporting.json.assessment import stage_id
from cmio_advisor.reporting.json.form import (
    DAY,
    FLAG,
    ID,
    TEXT,
    TEXTS,
    WHOLE,
    Form,
    Keys,
    Writing,
    by_id,
    fields,
    itself,
    json_text,
    keys,
    many,
    maybe,
    named,
    of,
    one_of,
)
from cmio_advisor.reporting.json.parts import COST, COSTS, FIGURES, MONTHS, PROFILE, RANGE
from cmio_advisor.reporting.json.plan import WITHIN_BUDGET, within_budget


def forgone(change: Change) -> tuple[int, int] | None:
    """The least and the most by which the pay forgone moves."""
    low, high = change.forgone_low, change.forgone_high
    return None if low is None or high is None else (low, high)


def eligible(situation: Situation) -> dict[str, Eligibility]:
    """Which credentials one may sit for, by id."""
    return {each.credential.id: each.eligible for each in situation.assessment.credentials}


def both(form: Form) -> Keys:
    """What stood before and what stands after, as a pair."""
    return keys(before=(form, itemgetter(0)), after=(form, itemgetter(1)))


AT_PROGRAM = keys(
    id=(TEXT, "plan.wishes.program.id"),
    **of(
        "at_program",
        requirement=(TEXT, "requirement.id"),
        route=(TEXT, "route.id"),
        title=(TEXT, "route.title"),
        start=DAY,
        end=DAY,
        months=MONTHS,
        cost_usd=(COST | None, "cost"),
    ),
)
SITUATION = keys(
    **of("assessment", **fields(Assessment, "as_of roadmap profile")),
    stage=(TEXT, lambda situation: stage_id(situation.assessment.stage)),
    ready_to_apply=(one_of(Answer), "assessment.ready_to_apply"),
    standing=(TEXT | None, "assessment.standing.id"),
    required_open=(TEXTS, lambda situation: situation.assessment.required_open()),
    required_finish=DAY | None,
    finish=DAY,
    steps=(TEXTS, lambda situation: [step.route.id for step in situation.plan.steps]),
    fees_usd=(COSTS, "plan.costs"),
    within_budget=(WITHIN_BUDGET, lambda situation: within_budget(situation.plan)),
    forgone_usd=(COST | None, "plan.money.forgone"),
    eligible=(by_id(one_of(Eligibility)), eligible),
    target_median_usd=(WHOLE | None, "assessment.pay.target.total.p50"),
    program=(maybe(AT_PROGRAM), lambda situation: situation.at_program and situation),
)
SEEN = one_of(State, Eligibility) | None
STATE_CHANGE = keys(
    id=TEXT,
    before=SEEN,
    after=SEEN,
    opens_on=DAY | None,
    gained=(FLAG, "is_gain"),
    lost=(FLAG, "is_loss"),
)
CHANGE = keys(
    requirements=many(STATE_CHANGE),
    credentials=many(STATE_CHANGE),
    ready_to_apply=(both(one_of(Answer)) | None, "ready"),
    standing=both(ID | None) | None,
    stage=both(TEXT | None) | None,
    **fields(Change, "finish_days required_days"),
    fees_usd=(RANGE, attrgetter("fees_low", "fees_high")),
    forgone_usd=(RANGE | None, forgone),
    target_median_usd=(WHOLE | None, "target_pay"),
    **fields(Change, "left_out out_of_reach back_in_reach"),
    **fields(Change, "routes_new routes_gone doors_shut warnings"),
)
SCENARIO = keys(
    name=TEXT,
    situation=SITUATION,
    change=(CHANGE, "whole"),
    parts=(keys(facts=CHANGE, rules=CHANGE, calendar=CHANGE), itself),
)
WHAT_IF = keys(
    schema=named("cmio-advisor/what-if/1"),
    base=(SITUATION, itemgetter(0)),
    scenarios=(many(SCENARIO), itemgetter(1)),
)


def what_if_json(base: Situation, scenarios: Sequence[Scenario]) -> str:
    """The whole comparison."""
    start = base.assessment
    return json_text(WHAT_IF, (base, scenarios), Writing(start.roadmap, start.as_of))


def _ids(kind: str) -> Callable[[Situation], list[str]]:
    def read(situation: Situation) -> list[str]:
        judged = situation.assessment.requirements()
        return [each.requirement.id for each in judged if getattr(each.state, kind)]

    return read


def _known(pay: PayEstimate) -> PayEstimate | None:
    return pay if pay.total else None


NEXT_STEP = keys(id=(TEXT, "route.id"), title=(TEXT, "route.title"), action=(TEXT, "route.action"))
ROW = keys(
    **of("assessment.roadmap", id=TEXT, title=TEXT),
    standing=(TEXT | None, "assessment.standing.id"),
    ready_to_apply=(one_of(Answer), "assessment.ready_to_apply"),
    met=(TEXTS, _ids("is_satisfied")),
    open=(TEXTS, _ids("is_open")),
    required_open=(TEXTS, lambda situation: situation.assessment.required_open()),
    decisions=(TEXTS, lambda each: [one.decision.id for one in each.assessment.decisions]),
    next_step=(NEXT_STEP | None, lambda each: next(iter(each.assessment.next_steps), None)),
    finish=(DAY | None, "whole_finish"),
    price=(COSTS | None, lambda each: each.plan.costs if each.whole_finish else None),
    pay=(
        keys(year=WHOLE, total=FIGURES) | None,
        lambda each: each.assessment.pay and _known(each.assessment.pay.target),
    ),
)
COMPARE = keys(
    schema=named("cmio-advisor/compare/1"),
    as_of=(DAY, lambda found: found.situations[0].assessment.as_of),
    profile=(PROFILE, lambda found: found.situations[0].assessment.profile),
    nearest=(TEXT | None, "nearest.roadmap"),
    shared_steps=(
        many(keys(**of("step.route", id=TEXT, title=TEXT, action=TEXT), serves=TEXTS)),
        "shared",
    ),
    roadmaps=(many(ROW), "situations"),
)


def compare_json(found: SideBySide) -> str:
    """The whole comparison."""
    first = found.situations[0].assessment
    return json_text(COMPARE, found, Writing(first.roadmap, first.as_of))
