"""The plan as JSON, and its outline in a client's report, behind the assessment."""

from operator import attrgetter

from cmio_advisor.domain.assess.assess import Assessment
from cmio_advisor.domain.base.frozen import Frozen
from cmio_advisor.domain.judge.results import Answer
from cmio_advisor.domain.plan import plan as plans
from cmio_advisor.domain.roadmap.programs import Nearness, NearProgram
from cmio_advisor.domain.roadmap.route import Odds, Route, Season
from cmio_advisor.domain.routes.choice import PlanWishes
from cmio_advisor.reporting import plan_summary
from cmio_advisor.reporting.json import form
from cmio_advisor.reporting.json.assessment import ASSESSMENT, COST, PROGRAM, RANGE, SOURCES
from cmio_advisor.reporting.profile import number

MONTH_DECIMALS, CHANCE_DECIMALS = 1, 3
TENTHS = form.Form(form.NUMBER.schema, lambda months, _: number(round(months, MONTH_DECIMALS)))
SHARE = form.Form(lambda: {"type": "number", "minimum": 0, "maximum": 1})
COSTS = form.typed(
    plans.PlanCosts,
    "known(low high) unknown counted",
    counted=(RANGE, attrgetter("counted.low", "counted.high")),
)
CHANCE = form.Form(SHARE.schema, lambda chance, _: round(chance, CHANCE_DECIMALS))


def within_budget(plan: plans.Plan) -> Answer | None:
    """Nothing where no budget was told."""
    budget = plan.wishes.budget_usd
    return None if budget is None else plan.costs.within(budget)


form.typed(
    PlanWishes,
    """objective hours_per_week budget_usd pay_now_usd=pay_now pay_meanwhile_usd=pay_meanwhile
    pay_then_usd=pay_then with=chosen without=left_out seed""",
    hours_per_week=form.NUMBER | None,
)
form.typed(plans.Finish, "likely p10 p50 p80 p90 missed", missed=CHANCE)
NEAR = PROGRAM.some("id kind title institution city state months price_usd url evidence")
form.FORMS[NearProgram] = form.keys(nearness=form.one_of(Nearness), **form.of("program", NEAR))
form.typed(Season, "opening moments")
STEP = form.typed(
    plans.PlannedStep,
    """requirement=requirement.id requirement_title=requirement.title requirement.strength
    route(id title action do_at ask) programs longest_months hours_to_keep_up start end latest_end
    slack_months critical=is_critical critical_chance months cost_usd=cost route(hours full_time)
    full_time_until needs brings as_told=ends_as_told others last_start milestones other_season odds
    notes=route.remarks route.evidence""",
    longest_months=form.NUMBER | None,
    slack_months=TENTHS,
    critical_chance=(CHANCE, lambda step: step.critical_chance or 0),
    others=form.many(form.record(Route, "id title action do_at ask")),
    odds=(
        form.record(Odds, "share later of year", share=SHARE, later=SHARE | None) | None,
        "route.odds",
    ),
)
form.typed(
    plans.Door,
    "route route.title requirement closes_on first start_by safe_start_by route.evidence",
)
form.typed(
    plans.Waiting,
    "months finish finish_moves_months doors_shut no_longer_placed to_decide lost perhaps_lost",
    finish_moves_months=TENTHS | None,
)
form.typed(
    plans.Alternative,
    "objective finish costs grades spread_months routes could_be_cheaper is_exact",
    grades=(form.by_id(form.WHOLE), lambda alternative: dict(sorted(alternative.grades.items()))),
    spread_months=TENTHS,
    routes=form.by_id(form.ID),
)
form.typed(plans.LeavingOut, "requirement finish months", months=TENTHS)
form.typed(plans.NotPlaced, "requirement reason")
form.typed(plans.EndingCertificate, "id title day")
form.typed(
    plans.Return,
    """pay_now_usd=pay_now pay_now_is_told=is_given forgone_in forgone_usd=forgone target_usd=target
    gain_usd=gain break_even costs_are_incomplete=is_lower_bound""",
    forgone_in=form.many(form.in_order(route=form.ID, usd=COST | None)),
    gain_usd=RANGE | None,
    break_even=form.in_order(first=form.WHOLE, last=form.WHOLE | None) | None,
)
WITHIN_BUDGET = form.one_of(Answer) | None
PLAN = form.record(
    plans.Plan,
    """schema as_of start roadmap profile wishes summary finish required_finish steps
    planned_as_open finish_if_met taken_as_met residency_taken_as=assumes_place
    fellowship_taken_as_accredited not_placed costs within_budget hours_unknown is_exact
    hours_are_exact hours_bound doors waiting leaving_out alternatives money endings ways_on
    decisions warnings sources""",
    schema=form.named("cmio-advisor/plan/1"),
    summary=(form.TEXTS, plan_summary.plan_summary),
    planned_as_open=(form.TEXTS, plan_summary.planned_as_open),
    taken_as_met=(form.TEXTS, plan_summary.taken_as_met),
    fellowship_taken_as_accredited=(form.FLAG, lambda plan: bool(plan.assumes_accredited)),
    within_budget=(WITHIN_BUDGET, within_budget),
    sources=SOURCES,
)
OUTLINE_STEP = form.keys(
    **STEP.some("requirement id programs start end latest_end").fields,
    slack=(form.TEXT, plan_summary.slack_text),
    **STEP.some("cost_usd needs brings").fields,
)
OUTLINE = form.keys(
    **form.record(
        plans.PlanOutline,
        "start finish=finish.likely required_finish=required_finish.likely summary",
        summary=(form.TEXTS, plan_summary.outline_summary),
    ).fields,
    **PLAN.some("planned_as_open finish_if_met taken_as_met").fields,
    steps=form.many(OUTLINE_STEP),
)
"""The plan in time, in the reports of a caseload."""

ASSESSED = form.of("assessment", ASSESSMENT)
LAST = {"sources": ASSESSED.pop("sources")}
CLIENT = form.keys(**ASSESSED, plan=OUTLINE.omittable(), **LAST)
"""The published schema of the assessment too, which has no plan where it stands alone."""


class ClientFile(Frozen, kw_only=False):
    assessment: Assessment
    plan: plans.PlanOutline


def client_json(client: ClientFile) -> str:
    found = client.assessment
    return form.json_text(CLIENT, client, found.roadmap, found.as_of, found)
