"""The plan as JSON, and its outline in a client's report, behind the assessment."""

from operator import itemgetter

from cmio_advisor.domain.assess.assessment import Assessment
from cmio_advisor.domain.base.frozen import Frozen
from cmio_advisor.domain.judge.results import Answer
from cmio_advisor.domain.plan.plan import (
    Alternative,
    Door,
    Finish,
    NotPlaced,
    Plan,
    PlannedStep,
    PlanOutline,
    Waiting,
)
from cmio_advisor.domain.roadmap.programs import Nearness
from cmio_advisor.domain.roadmap.roadmap import Strength
from cmio_advisor.domain.roadmap.route import Route, Season
from cmio_advisor.domain.routes.options import Objective
from cmio_advisor.reporting.json.assessment import ASSESSMENT
from cmio_advisor.reporting.json.form import (
    DAY,
    FLAG,
    ID,
    NUMBER,
    TEXT,
    TEXTS,
    WHOLE,
    Form,
    Writing,
    by_id,
    fields,
    json_text,
    keys,
    many,
    maybe,
    named,
    of,
    one_of,
)
from cmio_advisor.reporting.json.parts import COST, COSTS, EVIDENCE, MONTHS, RANGE, SOURCES
from cmio_advisor.reporting.json.roadmap import PROGRAM
from cmio_advisor.reporting.profile.mapping import number
from cmio_advisor.reporting.words.plan_summary import (
    outline_summary,
    plan_summary,
    planned_as_open,
    slack_text,
    taken_as_met,
)

MONTH_DECIMALS, CHANCE_DECIMALS = 1, 3
TENTHS = Form(NUMBER.schema, lambda months, _: number(round(months, MONTH_DECIMALS)))
SHARE = Form(lambda: {"type": "number", "minimum": 0, "maximum": 1})
CHANCE = Form(SHARE.schema, lambda chance, _: round(chance, CHANCE_DECIMALS))


def within_budget(plan: Plan) -> Answer | None:
    """Whether the fees stay within the budget; nothing where none was told."""
    budget = plan.wishes.budget_usd
    return None if budget is None else plan.costs.within(budget)


WISHES = keys(
    objective=one_of(Objective),
    hours_per_week=NUMBER | None,
    budget_usd=WHOLE | None,
    pay_now_usd=(WHOLE | None, "pay_now"),
    pay_meanwhile_usd=(WHOLE | None, "pay_meanwhile"),
    pay_then_usd=(WHOLE | None, "pay_then"),
    **{"with": (TEXTS, "chosen")},
    without=(TEXTS, "left_out"),
    seed=WHOLE,
)
FINISH = keys(**fields(Finish, "likely p10 p50 p80 p90"), missed=CHANCE)
NAMED = ("id", "kind", "title", "institution", "city", "state", "months", "price_usd", "url")
NEAR = keys(nearness=one_of(Nearness), **of("program", **PROGRAM.some(*NAMED, "evidence").fields))
STEP = keys(
    requirement=(TEXT, "requirement.id"),
    requirement_title=(TEXT, "requirement.title"),
    strength=(one_of(Strength), "requirement.strength"),
    **of("route", **fields(Route, "id title action do_at ask")),
    programs=many(NEAR),
    longest_months=NUMBER | None,
    hours_to_keep_up=WHOLE | None,
    **fields(PlannedStep, "start end latest_end"),
    slack_months=TENTHS,
    critical=(FLAG, "is_critical"),
    critical_chance=(CHANCE, lambda step: step.critical_chance or 0),
    months=MONTHS,
    cost_usd=(COST | None, "cost"),
    **of("route", hours=WHOLE | None, full_time=FLAG),
    **fields(PlannedStep, "full_time_until needs brings as_told"),
    others=many(keys(**fields(Route, "id title action do_at ask"))),
    **fields(PlannedStep, "last_start milestones"),
    other_season=keys(opening=DAY, **fields(Season, "moments")) | None,
    odds=(keys(share=SHARE, later=SHARE | None, of=TEXT, year=WHOLE) | None, "route.odds"),
    notes=(TEXTS, "route.remarks"),
    evidence=(EVIDENCE, "route.evidence"),
)
DOOR = keys(
    route=ID,
    title=(TEXT, "route.title"),
    **fields(Door, "requirement closes_on first start_by safe_start_by"),
    evidence=(EVIDENCE, "route.evidence"),
)
WAITING = keys(
    months=WHOLE,
    finish=DAY,
    finish_moves_months=TENTHS,
    **fields(Waiting, "doors_shut no_longer_placed lost"),
)
ALTERNATIVE = keys(
    **fields(Alternative, "objective finish costs"),
    grades=(by_id(WHOLE), lambda alternative: dict(sorted(alternative.grades.items()))),
    spread_months=TENTHS,
    routes=by_id(ID),
    **fields(Alternative, "could_be_cheaper is_exact"),
)
FORGONE_IN = keys(route=(ID, itemgetter(0)), usd=(COST | None, itemgetter(1)))
YEARS = keys(first=(WHOLE, itemgetter(0)), last=(WHOLE | None, itemgetter(1)))
MONEY = keys(
    pay_now_usd=(COST | None, "pay_now"),
    pay_now_is_told=(FLAG, "is_given"),
    forgone_in=many(FORGONE_IN),
    forgone_usd=(COST | None, "forgone"),
    target_usd=(COST | None, "target"),
    gain_usd=(RANGE | None, "gain"),
    break_even=YEARS | None,
    costs_are_incomplete=(FLAG, "is_lower_bound"),
)
WITHIN_BUDGET = one_of(Answer) | None
PLAN = keys(
    schema=named("cmio-advisor/plan/1"),
    **fields(Plan, "as_of start roadmap profile"),
    wishes=WISHES,
    summary=(TEXTS, plan_summary),
    finish=FINISH | None,
    required_finish=FINISH | None,
    steps=many(STEP),
    planned_as_open=(TEXTS, planned_as_open),
    finish_if_met=DAY | None,
    taken_as_met=(TEXTS, taken_as_met),
    residency_taken_as=(TEXT | None, "assumes_place"),
    fellowship_taken_as_accredited=(FLAG, lambda plan: bool(plan.assumes_accredited)),
    not_placed=many(keys(**fields(NotPlaced, "requirement reason"))),
    costs=COSTS,
    within_budget=(WITHIN_BUDGET, within_budget),
    **fields(Plan, "hours_unknown is_exact hours_are_exact hours_bound"),
    doors=many(DOOR),
    waiting=many(WAITING),
    leaving_out=many(keys(requirement=ID, finish=DAY, months=TENTHS)),
    alternatives=many(ALTERNATIVE),
    money=MONEY,
    endings=many(keys(id=TEXT, title=TEXT, day=DAY)),
    **fields(Plan, "ways_on decisions warnings"),
    sources=SOURCES,
)
OUTLINE = keys(
    start=DAY,
    finish=(DAY | None, "finish.likely"),
    required_finish=(DAY | None, "required_finish.likely"),
    summary=(TEXTS, outline_summary),
    **PLAN.some("planned_as_open", "finish_if_met", "taken_as_met").fields,
    steps=many(
        keys(
            **STEP.some("requirement", "id", "programs", "start", "end", "latest_end").fields,
            slack=(TEXT, slack_text),
            **STEP.some("cost_usd", "needs", "brings").fields,
        )
    ),
)
"""The plan in time, in the reports of a caseload."""


def plan_json(plan: Plan) -> str:
    """The whole plan."""
    return json_text(PLAN, plan, Writing(plan.roadmap, plan.as_of))


ASSESSED = of("assessment", **ASSESSMENT.fields)
LAST = {"sources": ASSESSED.pop("sources")}
CLIENT = keys(**ASSESSED, plan=maybe(OUTLINE), **LAST)
"""The published schema of the assessment too, which has no plan where it stands alone."""


class ClientFile(Frozen, kw_only=False):
    """One client assessed and planned for."""

    assessment: Assessment
    plan: PlanOutline


def client_json(client: ClientFile) -> str:
    """A client's report as JSON."""
    found = client.assessment
    return json_text(CLIENT, client, Writing(found.roadmap, found.as_of, found))
