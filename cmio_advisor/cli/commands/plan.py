"""``plan``: the open steps in time, with costs, closing doors, and what waiting would lose."""

from cmio_advisor.cli import options as opt
from cmio_advisor.cli.answers import profile_or_saved
from cmio_advisor.cli.profile_input import read_profile_input
from cmio_advisor.domain.plan.make_plan import make_plan
from cmio_advisor.domain.plan.plan import Plan, with_programs
from cmio_advisor.domain.routes.choice import SEED, Objective, PlanWishes, wishes_of
from cmio_advisor.loading.roadmap.store import load_programs
from cmio_advisor.loading.shapes.values import Number
from cmio_advisor.reporting.formats import OF_PLANS, PLAN_SECTIONS
from cmio_advisor.reporting.json.plan import PLAN
from cmio_advisor.reporting.views.plan import plan_document


@opt.result_command(OF_PLANS, PLAN_SECTIONS, asks=True)
def plan(
    *,
    profile: str | None = opt.PROFILE,
    objective: Objective = opt.option("--objective", default=Objective.FASTEST),
    hours_per_week: float | None = opt.number_option(
        "--hours-per-week HOURS", Number(0.5, 168, "hours")
    ),
    budget: int | None = opt.dollars_option("--budget"),
    pay_now: int | None = opt.dollars_option("--pay-now"),
    pay_meanwhile: int | None = opt.dollars_option("--pay-meanwhile"),
    pay_then: int | None = opt.dollars_option("--pay-then"),
    with_: list[str] | None = opt.WITH,
    without: list[str] | None = opt.WITHOUT,
    seed: int = opt.option("--seed", min=0, default=SEED),
    strict_fresh: bool = opt.STRICT_FRESH,
    request: opt.Request,
) -> opt.Result:
    on, rules, programs = request.on, request.rules, load_programs()
    if strict_fresh:
        opt.require_fresh(rules, on)
    profile = profile_or_saved(profile, request)
    answers = read_profile_input(profile, [], rules, on)
    asked = PlanWishes(
        objective=objective,
        hours_per_week=hours_per_week,
        budget_usd=budget,
        pay_now=pay_now,
        pay_meanwhile=pay_meanwhile,
        pay_then=pay_then,
        chosen=opt.taken_in(with_, rules),
        left_out=opt.left_out(without, rules),
        seed=seed,
    )
    made = with_programs(make_plan(answers, rules, on, wishes_of(answers, asked)), programs)
    return opt.Result(lambda: plan_document(made), lambda: (PLAN, made), lambda: _calendar(made))


def _calendar(made: Plan) -> str:
    from cmio_advisor.reporting.formats.calendar import plan_calendar  # noqa: PLC0415 - this form only

    return plan_calendar(made)
