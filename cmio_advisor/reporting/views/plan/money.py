"""What a plan costs and what the target role pays beside it, in words."""

from collections.abc import Iterator

from cmio_advisor.domain.base.time import Cost
from cmio_advisor.domain.judge.results import Answer
from cmio_advisor.domain.pay.model import is_known_place
from cmio_advisor.domain.plan.plan import Plan, Return
from cmio_advisor.reporting.document.document import Bullets, Fact, Facts, Section
from cmio_advisor.reporting.views.plan.tables import ROUTES, fees_text, within_budget_text
from cmio_advisor.reporting.views.sections import PlanSection
from cmio_advisor.reporting.words.wording import difference_text, money, money_range

TODAYS_DOLLARS = "Dollars of today: no raises, no taxes, no interest."
OVERRIDE = "To put your own figures in place: --pay-now, --pay-meanwhile, --pay-then."
READY = (
    "cannot be told: nothing on the required list keeps you from applying today, so the job does "
    "not depend on this plan"
)
LEADS_ELSEWHERE = (
    "not counted: the plan leaves out part of the required list, so it does not lead to this job. "
    "To count another job: --pay-then"
)
HELD = "not counted: you hold that job. To count another job: --pay-then"
NO_PAY_NOW = (
    "not known: the roadmap holds no full range for your stage. Say what you earn, or "
    "would earn, with --pay-now"
)


def money_section(plan: Plan) -> Section:
    """Fees, pay forgone, the target's pay, and when the one may have paid for the other."""
    sums, texts, budget = plan.money, plan.roadmap.texts, plan.wishes.budget_usd
    leads = sums.leads_there and not sums.is_there
    facts = (
        Fact("Fees", fees_text(plan.costs)),
        None if budget is None else Fact("Your budget", _budget(plan, budget)),
        Fact("Pay you would have otherwise", _pay_now(sums)),
        *_forgone(sums),
        Fact(texts["pay_target"], f"{_range(sums.target)} a year, {_source_of_target(plan)}")
        if sums.target
        else None,
        Fact("Difference a year", _gain(sums)),
        Fact("Paid back", _break_even(sums)) if leads else None,
    )
    gain = texts["plan_gain"] if leads else ""
    assumed = Bullets(
        (TODAYS_DOLLARS, gain, texts["plan_degree_pay"], OVERRIDE), label="Taken for granted"
    )
    blocks = (Facts(facts), assumed) if plan.steps else ()
    return Section("Cost and return", blocks, name=PlanSection.MONEY)


def _source_of_target(plan: Plan) -> str:
    if plan.wishes.pay_then is not None:
        return "as you told us"
    setting = plan.profile.setting
    table = plan.roadmap.pay
    state = plan.roadmap.vocabulary.state_of(setting.state, setting.metro)
    if is_known_place(table.model if table else None, setting.organization, setting.beds, state):
        return "estimated for an employer like yours today, the middle half at least"
    return "estimated, the middle half"


def _budget(plan: Plan, budget: int) -> str:
    better = "" if plan.costs.within(budget) is Answer.YES else _within(plan, budget)
    return f"{money(budget)}: {within_budget_text(plan.costs, budget)}{better}"


def _within(plan: Plan, budget: int) -> str:
    """Which other routes would stay within the budget."""
    fitting = [each for each in plan.alternatives if each.costs.within(budget) is Answer.YES]
    if not fitting:
        return ""
    flag = f"--objective {fitting[0].objective}"
    return f"; the {ROUTES[fitting[0].objective]} routes stay within it ({flag})"


def _pay_now(sums: Return) -> str:
    if sums.pay_now is None:
        return NO_PAY_NOW
    source, pay = "as you told us", sums.published
    if pay is not None:
        source = f"the middle half of what is published ({pay.role.title}: {pay.basis}, {pay.year})"
    return f"{_range(sums.pay_now)} a year, {source}"


def _forgone(sums: Return) -> Iterator[Fact]:
    if not sums.forgone_in:
        yield Fact("Pay forgone", "none: every route fits beside your work")
        return
    if all(cost is None for _, cost in sums.forgone_in):
        yield Fact("Pay forgone", "not known")
        return
    for route, cost in sums.forgone_in:
        shown = "not known" if cost is None else _range(cost)
        yield Fact(f"Pay forgone, {route.title}", shown)
    if len(sums.forgone_in) > 1:
        yield Fact(
            "Pay forgone in all", "not known" if sums.forgone is None else _range(sums.forgone)
        )


def _gain(sums: Return) -> str:
    if sums.is_there:
        return HELD
    if not sums.leads_there:
        return LEADS_ELSEWHERE
    if sums.gain is None:
        return "not known"
    return difference_text(*sums.gain) if any(sums.gain) else "none"


def _break_even(sums: Return) -> str:
    if sums.forgone is not None and sums.forgone.high == 0 and not sums.costs_anything:
        return "nothing known has to be paid back"
    if sums.is_ready:
        return READY
    if sums.gain is None or sums.forgone is None:
        return "cannot be told without the figures above"
    if sums.break_even is None:
        return "not within a working life"
    first, last = sums.break_even
    at_least = ", or later, since not all fees are known" if sums.is_lower_bound else ""
    if first == last:
        return f"in {first}{at_least}"
    until = f"and {last}" if last is not None else "and never"
    return f"between {first} {until}{at_least}"


def _range(cost: Cost) -> str:
    return money_range(cost.low, cost.high) if cost.high else "nothing"
