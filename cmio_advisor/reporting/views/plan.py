"""The plan as a report: what to do when, what it costs, and what would change it."""

from collections.abc import Container, Iterator, Sequence
from operator import attrgetter

from cmio_advisor.domain.base.evidence import Search
from cmio_advisor.domain.base.sentences import BY_ESTIMATE, date_text
from cmio_advisor.domain.base.time import Cost
from cmio_advisor.domain.judge.results import Answer
from cmio_advisor.domain.plan import plan as plans
from cmio_advisor.domain.plan.sampling import RUNS
from cmio_advisor.domain.roadmap.roadmap import Strength
from cmio_advisor.domain.roadmap.route import Odds, Route
from cmio_advisor.domain.routes.choice import Objective
from cmio_advisor.reporting import document as doc
from cmio_advisor.reporting import wording
from cmio_advisor.reporting.plan_summary import as_advised, plan_summary, untold_text, whole_text
from cmio_advisor.reporting.views import shared
from cmio_advisor.reporting.wording import percent, short_date

IF_ON_TIME = "If on time"
"""What to call an end of which luck and delays may leave less than one chance in ten."""


def plan_document(plan: plans.Plan) -> doc.Document:
    whose = shared.owner_text(plan.profile.name or plan.profile.id)
    in_short = " ".join(plan_summary(plan)), untold_text(plan)
    steps = (shared.plan_step_entry(plan, each, at) for at, each in enumerate(as_advised(plan), 1))
    near, is_whole = shared.programs_in_plan(plan, types=True), not plan.not_placed
    parts = (
        doc.Section("In short", in_short, name="summary"),
        shared.other_paths_section(plan.ways_on),
        shared.notes_section(plan.warnings),
        doc.Section("The plan at a glance", shared.plan_at_a_glance(plan), name="overview"),
        doc.Section("Dates to keep", shared.dates_to_keep(plan), name="dates"),
        doc.Section("Programs near you", near, name="programs"),
        doc.Section("Step by step", steps, full=True, name="steps"),
        doc.Section("When it may end", _when_it_may_end(plan), name="finish"),
        shared.decisions_section(plan.decisions, plan.roadmap),
        leaving_out_section(plan),
        doors_section(plan),
        waiting_section(plan),
        doc.Section("Other routes", other_routes(plan), name="routes"),
        money_section(plan),
        doc.Section("What the plan does not know", _unknowns(plan), full=is_whole, name="unknown"),
        shared.searched_section(_searches(plan), full=True),
        doc.Section("About this plan", _about(plan), name="about"),
    )
    return doc.Document(
        f"A plan toward {plan.roadmap.title}",
        f"{plan.roadmap.texts[f'plan_{plan.wishes.objective}']}{whose}, {date_text(plan.as_of)}",
        parts,
        sources=plan.roadmap.sources,
    )


def _searches(plan: plans.Plan) -> Iterator[Search | None]:
    for each in plan.steps:
        cycle = each.route.cycle
        yield from (each.requirement.searched, each.route.searched)
        yield cycle.searched if cycle else None


def _when_it_may_end(plan: plans.Plan) -> doc.Parts:
    """The end if nothing slips beside the days that some, half and most of the runs reach."""
    whole = whole_text(plan)
    finishes = (
        ("The required list", plan.required_finish),
        (f"{whole[0].upper()}{whole[1:]}", plan.finish),
    )
    spread = [
        (what, each)
        for what, each in finishes
        if each and (each.missed > 0 or {each.p10, each.p90} != {each.likely})
    ]
    if not spread or not plan.has_end:
        return ()
    headers = ("What", IF_ON_TIME, "1 in 10 by", "Half by", "8 in 10 by", "9 in 10 by")
    days = attrgetter("likely", "p10", "p50", "p80", "p90")
    rows = (
        (what, *(short_date(day) if day else "not reached" for day in days(each)))
        for what, each in spread
    )
    return (
        doc.Table(headers, rows, numeric=(1, 2, 3, 4, 5)),
        [
            doc.Paragraph(_odds_text(each, odds, plan), each.route.odds_evidence, all_cited=True)
            for each in plan.steps
            if (odds := each.route.odds) is not None and (each.is_planned or not each.as_told)
        ],
    )


def _odds_text(step: plans.PlannedStep, odds: Odds, plan: plans.Plan) -> str:
    """Of how many such a place is found, and what the plan counts on."""
    later = "" if odds.later is None else f", then at {percent(odds.later)}"
    counted_on = plan.roadmap.say(
        "plan_place_told" if step.as_told else "plan_odds",
        share=percent(odds.share),
        of=odds.of,
        later=later,
    )
    return f"{step.route.title}: {odds.text} {counted_on}"


def _unknowns(plan: plans.Plan) -> doc.Parts:
    why: dict[str, list[str]] = {}
    for each in plan.not_placed:
        why.setdefault(each.reason, []).append(each.requirement.title)
    lines = (f"{'; '.join(titles)}: {reason}" for reason, titles in why.items())
    fees, hours = _titles(plan.costs.unknown), _titles(plan.hours_unknown)
    figures = (
        doc.Fact("Today's fees not known for", fees),
        doc.Fact("Hours not known for", hours if plan.wishes.hours_per_week is not None else ""),
    )
    return doc.Bullets(lines), doc.Facts(figures, full=True)


def _about(plan: plans.Plan) -> doc.Parts:
    say = plan.roadmap.say
    made = say("plan_how_made", count=f"{RUNS:,}")
    is_exact = plan.is_exact and plan.hours_are_exact
    made += "" if is_exact else f" {say('plan_not_sure')}"
    return (
        doc.Paragraph(made, full=True),
        f"{say('limits')} {say('no_promise')}",
        doc.Paragraph(shared.roadmap_text(plan.roadmap), full=True),
    )


def _titles(routes: tuple[Route, ...]) -> str:
    return "; ".join(dict.fromkeys(each.title for each in routes))


CHEAPEST_IF, NOTHING = "cheapest if unknown fees are high", "nothing"


def doors_section(plan: plans.Plan) -> doc.Section:
    headers = ("Way", "For", "Last day to start", "What comes first", "Begin by", "To be safe by")
    safe, rows = "in time only if all goes well", []
    for door in plan.doors:
        if door.start_by is not None and _is_wanted(door, plan):
            way = doc.Line(door.route.title, door.route.evidence)
            guess = BY_ESTIMATE if door.route.is_estimate(door.closes_on) else ""
            last_day = short_date(door.closes_on) + guess
            first = ", ".join(plan.roadmap.requirement(each).title for each in door.first)
            by = short_date(door.start_by)
            safe_by = short_date(door.safe_start_by) if door.safe_start_by else safe
            rows.append((way, door.requirement.title, last_day, first or NOTHING, by, safe_by))
    counts = doc.Paragraph(plan.roadmap.texts["plan_doors_count"], full=True) if rows else None
    return doc.Section("Doors that close", (doc.Table(headers, rows), counts), name="doors")


def waiting_section(plan: plans.Plan) -> doc.Section:
    headers = ("If you wait", IF_ON_TIME, "Later by", "Lost by then")
    wanted = {each.route.id for each in plan.doors if _is_wanted(each, plan)}
    rows = [_waiting_row(each, wanted) for each in plan.waiting]
    is_time_alone = all(row[0] == row[2] and row[3] == NOTHING for row in rows)
    last = rows[-1][0] if rows and is_time_alone else ""
    said = plan.roadmap.say("plan_only_time", last=last) if last else None
    table = doc.Table(headers, rows, full=bool(said))
    return doc.Section("If you wait", (said, table), name="waiting")


def leaving_out_section(plan: plans.Plan) -> doc.Section:
    rows = []
    for each in plan.leaving_out:
        title = f"{each.requirement.title} ({each.requirement.id})"
        done = short_date(each.finish) if each.finish > plan.start else "nothing left to plan"
        rows.append((title, done, wording.span_text(each.months)))
    lead = plan.roadmap.texts["plan_optional"] if plan.leaving_out else None
    blocks = lead, doc.Table(("Without", IF_ON_TIME, "Sooner by"), rows)
    return doc.Section("What you could leave out", blocks, name="leaving-out")


def other_routes(plan: plans.Plan) -> Iterator[doc.Parts]:
    if not plan.steps:
        return
    texts = plan.roadmap.texts
    alike: dict[frozenset[tuple[str, str]], list[plans.Alternative]] = {}
    for each in plan.alternatives:
        chosen = frozenset((goal, route.id) for goal, route in each.routes.items())
        alike.setdefault(chosen, []).append(each)
    if len(alike) == 1:
        yield texts["plan_all_alike"], _undecided(plan)
        return
    rows = tuple(  # under the names of all objectives that choose these routes
        (_objectives(found, plan), wording.end_text(found[0].finish), fees_text(found[0].costs))
        for found in alike.values()
    )
    same = len({row[1:] for row in rows}) == 1
    yield texts["plan_same_end"] if same else None
    yield doc.Table(("Routes", IF_ON_TIME, "Fees"), rows, full=same)
    taken, differing = {each.route.id for each in plan.steps}, []
    for found in alike.values():
        others = (route for route in found[0].routes.values() if route.id not in taken)
        if titles := "; ".join(route.title + wording.note_text(route.cost) for route in others):
            differing.append(f"{_objectives(found, plan)}: {titles}.")
    yield doc.Bullets(differing, label="Where they differ from the plan above")
    yield _undecided(plan)


def _undecided(plan: plans.Plan) -> Iterator[str]:
    """That what is not known of fees decides which routes are the cheapest."""
    for each in plan.alternatives:
        if each.objective is not Objective.CHEAPEST:
            continue
        dearer = [
            route
            for goal, route in each.routes.items()
            if route.cost is None
            and any(one.routes.get(goal, route).id != route.id for one in plan.alternatives)
        ]
        if routes := each.could_be_cheaper or dearer:
            titles = wording.listing(dict.fromkeys(route.title for route in routes))
            yield plan.roadmap.say("plan_undecided", titles=titles)


def fees_text(costs: plans.PlanCosts) -> str:
    known = wording.cost_text(costs.known) if costs.known.high or not costs.unknown else ""
    return "; ".join(filter(None, (known, _not_known_for(costs))))


def within_budget_text(costs: plans.PlanCosts, budget: int) -> str:
    """Whether the fees stay within a budget: yes, no, or on what it hangs."""
    within = costs.within(budget)
    if within is Answer.YES:
        return "yes, the fees stay within it"
    if within is Answer.NO:
        return "no, the fees that are known go beyond it by themselves"
    if costs.unknown:
        return f"cannot be told, since fees are {_not_known_for(costs)}"
    return "cannot be told, since the upper end of the fees lies beyond it"


def _not_known_for(costs: plans.PlanCosts) -> str:
    unknown = len(costs.unknown)
    return f"not known for {wording.counted(unknown, 'route')}" if unknown else ""


def _is_wanted(door: plans.Door, plan: plans.Plan) -> bool:
    """Whether it leads to what the plan takes in, or to more than what merely helps."""
    taken = {each.requirement.id for each in plan.steps}
    return door.requirement.strength is not Strength.HELPS or door.requirement.id in taken


def _waiting_row(waiting: plans.Waiting, wanted: Container[str]) -> tuple[str, ...]:
    moved = waiting.finish_moves_months
    later = NOTHING if moved is not None and moved <= 0 else wording.span_text(moved or 0)
    is_incomparable = moved is None or waiting.no_longer_placed or waiting.to_decide
    lost = [f"left out of that plan: {each.title}" for each in waiting.no_longer_placed]
    lost += [f"{each.title} is then a decision of its own, left out" for each in waiting.to_decide]
    lost += [f"{each.title} is not met any more" for each in waiting.lost]
    lost += [f"{each.title} may not be met any more" for each in waiting.perhaps_lost]
    lost += [f"closed: {each.title}" for each in waiting.doors_shut if each.id in wanted]
    return (
        wording.counted(waiting.months, "month"),
        wording.end_text(waiting.finish),
        "cannot be compared" if is_incomparable else later,
        "; ".join(lost) or NOTHING,
    )


def _objectives(alike: Sequence[plans.Alternative], plan: plans.Plan) -> str:
    """What these routes have least of; that they are the cheapest last, where a fee decides it."""
    named = {Objective.CHEAPEST: CHEAPEST_IF} if any(_undecided(plan)) else {}
    names = [named.get(each.objective, each.objective.value) for each in alike]
    return wording.listing(sorted(names, key=lambda name: name == CHEAPEST_IF)).capitalize()


def money_section(plan: plans.Plan) -> doc.Section:
    sums, texts, budget = plan.money, plan.roadmap.texts, plan.wishes.budget_usd
    is_told = plan.wishes.pay_then is not None
    source = "as you told us" if is_told else "estimated for full time, the middle half"
    within = "" if budget is None else within_budget_text(plan.costs, budget)
    limit, routes = plan.wishes.hours_per_week, wording.counted(len(plan.hours_unknown), "route")
    room = f"whether they are enough is not known, for want of the hours of {routes}"
    told = {
        "Fees": fees_text(plan.costs),
        f"Your budget of {wording.money(budget or 0)}": within,
        f"Your own hours, {limit or 0:g} a week": room if limit and plan.hours_unknown else "",
        "Pay you would have otherwise": _pay_now(sums),
        **_forgone(sums),
        texts["pay_target"]: f"{_range(sums.target)} a year, {source}" if sums.target else "",
        "Difference a year": wording.difference_text(*sums.gain) if sums.gain else "",
        "Paid back": _break_even(sums) if plan.has_end else "",
    }
    facts = [doc.Fact(label, text) for label, text in told.items()]
    gain = texts["plan_gain"] if sums.gain else ""
    granted = texts["plan_dollars"], gain, texts["plan_own_figures"]
    blocks = doc.Facts(facts), doc.Bullets(granted, label="Taken for granted")
    return doc.Section("Cost and return", blocks if plan.steps else (), name="money")


def _pay_now(sums: plans.Return) -> str:
    if sums.pay_now is None:
        return "not known; to tell it: --pay-now"
    source, pay = "as you told us", sums.published
    if pay is not None:
        said = f"{pay.role.title}: {pay.role.basis}, {pay.year}"
        source = f"the middle half of what is published ({said})"
    return f"{_range(sums.pay_now)} a year, {source}"


def _forgone(sums: plans.Return) -> dict[str, str]:
    if not sums.forgone_in:
        return {"Pay given up": "none counted; changes of pay by a new job or school are left out"}
    named = sums.forgone_in if sums.pay_now is not None else ()
    return {f"Pay given up, {route.title}": _range(cost) for route, cost in named}


def _break_even(sums: plans.Return) -> str:
    """In which years; nothing where that cannot be told, or nothing is to be paid back."""
    pays = sums.costs_anything or (sums.forgone and sums.forgone.high)
    if sums.gain is None or sums.forgone is None or sums.is_ready or not pays:
        return ""
    if sums.break_even is None:
        return "not within a working life"
    first, last = sums.break_even
    later = "; the fees that are not known would make it later" if sums.is_lower_bound else ""
    if last is None:
        return f"in {first} at the earliest, and perhaps never{later}"
    return f"in {first}{later}" if first == last else f"between {first} and {last}{later}"


def _range(cost: Cost | None) -> str:
    return "nothing" if cost and not cost.high else wording.cost_text(cost)
