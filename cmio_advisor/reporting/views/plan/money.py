"""What a plan costs and what the target role pays beside it, in words."""

from cmio_advisor.domain.base.time import Cost
from cmio_advisor.domain.judge.results import Answer
from cmio_advisor.domain.pay.model import is_known_place
from cmio_advisor.domain.plan.plan import Plan, Return
from cmio_advisor.reporting.document.document import Bullets, Fact, Facts, Section
from cmio_advisor.reporting.views.plan.tables import fees_text, within_budget_text
from cmio_advisor.reporting.words.wording import difference_text, listing, money, money_range

TODAYS_DOLLARS = "Dollars of today: no raises, no taxes, no interest."
OVERRIDE = "To put your own figures in place: --pay-now, --pay-meanwhile, --pay-then."
READY = (
    "cannot be told: nothing on the required list keeps you from applying today, so the job does "
    "not depend on this plan"
)
LEADS_ELSEWHERE = (
    "not counted: the plan leaves out part of the way to this job, so it does not lead there. To "
    "count another job: --pay-then"
)
HELD = "not counted: you hold that job. To count another job: --pay-then"
NO_PAY_NOW = (
    ". The roadmap holds no full range of pay for your stage: say what you earn, or would earn, "
    "with --pay-now"
)


def money_section(plan: Plan) -> Section:
    """
    Fees, pay given up, the target's pay, and when the one may have paid for the other; what is not
    known of all that in one line.
    """
    sums, texts, budget = plan.money, plan.roadmap.texts, plan.wishes.budget_usd
    leads = sums.leads_there and not sums.is_there
    within = "" if budget is None else _budget(plan, budget)
    told = {
        "Fees": fees_text(plan.costs),
        "Your budget": within,
        "Pay you would have otherwise": _pay_now(sums),
        **_forgone(sums),
        texts["pay_target"]: f"{_range(sums.target)} a year, {_source_of_target(plan)}"
        if sums.target
        else "",
        "Difference a year": _gain(sums),
        "Paid back": _break_even(sums) if leads else "",
    }
    unknown = {
        f"whether a budget of {money(budget or 0)} is enough": budget is None or within,
        "the pay you would have otherwise": sums.pay_now,
        "the pay given up": not sums.forgone_in or any(cost for _, cost in sums.forgone_in),
        "the difference a year": told["Difference a year"],
        "when it is paid back": not leads or told["Paid back"],
    }
    missing = listing([what for what, known in unknown.items() if not known])
    told["Not known"] = missing and missing + (NO_PAY_NOW if sums.pay_now is None else "")
    facts = [Fact(label, text) for label, text in told.items() if text]
    gain = texts["plan_gain"] if leads else ""
    assumed = Bullets(
        (TODAYS_DOLLARS, gain, texts["plan_degree_pay"], OVERRIDE), label="Taken for granted"
    )
    blocks = (Facts(facts), assumed) if plan.steps else ()
    return Section("Cost and return", blocks, name="money")


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
    """Whether the fees stay within it; nothing where that hangs on fees that are not known."""
    within = plan.costs.within(budget)
    better = "" if within is Answer.YES else _within(plan, budget)
    if within is Answer.UNKNOWN and plan.costs.unknown and not better:
        return ""
    return f"{money(budget)}: {within_budget_text(plan.costs, budget)}{better}"


def _within(plan: Plan, budget: int) -> str:
    """Which other routes would stay within the budget."""
    fitting = [each for each in plan.alternatives if each.costs.within(budget) is Answer.YES]
    if not fitting:
        return ""
    which = fitting[0].objective
    return f"; the {which} routes stay within it (--objective {which})"


def _pay_now(sums: Return) -> str:
    if sums.pay_now is None:
        return ""
    source, pay = "as you told us", sums.published
    if pay is not None:
        said = f"{pay.role.title}: {pay.role.basis}, {pay.year}"
        source = f"the middle half of what is published ({said})"
    return f"{_range(sums.pay_now)} a year, {source}"


def _forgone(sums: Return) -> dict[str, str]:
    """By what it is called; nothing where that of no route is known."""
    if not sums.forgone_in:
        return {"Pay given up": "none: every route fits beside a job"}
    if all(cost is None for _, cost in sums.forgone_in):
        return {}
    sums_of = [(f", {route.title}", cost) for route, cost in sums.forgone_in]
    if len(sums_of) > 1:
        sums_of.append((" in all", sums.forgone))
    return {
        f"Pay given up{what}": "not known" if cost is None else _range(cost)
        for what, cost in sums_of
    }


def _gain(sums: Return) -> str:
    if sums.is_there:
        return HELD
    if not sums.leads_there:
        return LEADS_ELSEWHERE
    if sums.gain is None:
        return ""
    return difference_text(*sums.gain) if any(sums.gain) else "none"


def _break_even(sums: Return) -> str:
    if sums.forgone is not None and sums.forgone.high == 0 and not sums.costs_anything:
        return "nothing known has to be paid back"
    if sums.is_ready:
        return READY
    if sums.gain is None or sums.forgone is None:
        return ""
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
