"""
Scenarios side by side: what is gained and lost, and what each part of the change comes from; and
roadmaps side by side, the steps that serve several of them first; and both as JSON.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from operator import itemgetter

from cmio_advisor.domain.base.sentences import date_text, filled
from cmio_advisor.domain.judge.results import Answer, Eligibility, State
from cmio_advisor.domain.pay.estimate import PayEstimate
from cmio_advisor.domain.plan.plan import PlannedStep
from cmio_advisor.domain.roadmap.roadmap import Strength
from cmio_advisor.domain.roadmap.route import Route
from cmio_advisor.domain.routes.next_steps import NextStep
from cmio_advisor.domain.scenarios import what_if
from cmio_advisor.domain.scenarios.what_if import Seen, StateChange
from cmio_advisor.reporting import document as doc
from cmio_advisor.reporting import wording
from cmio_advisor.reporting.json import form
from cmio_advisor.reporting.json.assessment import FIGURES, PROFILE, RANGE, stage_id
from cmio_advisor.reporting.json.plan import COSTS, WITHIN_BUDGET, within_budget
from cmio_advisor.reporting.plan_summary import first_titles, too_slow_text
from cmio_advisor.reporting.views.plan import fees_text, within_budget_text
from cmio_advisor.reporting.views.shared import owner_text, roadmap_text, route_facts


def both(item: form.Form) -> form.Keys:
    """What stood before and what stands after, as a pair."""
    return form.in_order(before=item, after=item)


AT_PROGRAM = form.keys(
    id=(form.TEXT, "plan.wishes.program.id"),
    **form.of(
        "at_program",
        form.record(
            PlannedStep,
            """requirement=requirement.id route=route.id route.title start end
            hours_to_keep_up months cost_usd=cost""",
        ),
    ),
)
SITUATION = form.typed(
    what_if.Situation,
    """assessment(as_of roadmap profile stage ready_to_apply standing=standing.id) required_open
    required_finish finish steps fees_usd=plan.costs within_budget forgone_usd=plan.money.forgone
    eligible target_median_usd=assessment.pay.target.total.p50 program""",
    stage=(form.TEXT, lambda situation: stage_id(situation.assessment.stage)),
    required_open=(form.TEXTS, lambda situation: situation.assessment.required_open()),
    steps=(form.TEXTS, lambda situation: [step.route.id for step in situation.plan.steps]),
    within_budget=(WITHIN_BUDGET, lambda situation: within_budget(situation.plan)),
    eligible=(
        form.by_id(form.one_of(Eligibility)),
        lambda each: {one.credential.id: one.eligible for one in each.assessment.credentials},
    ),
    program=(AT_PROGRAM.omittable(), lambda situation: situation.at_program and situation),
)
SEEN = form.one_of(State, Eligibility) | None
form.typed(
    StateChange, "id before after opens_on gained=is_gain lost=is_loss", before=SEEN, after=SEEN
)
TITLES = form.many(form.Form(form.TEXT.schema, lambda left, _: left.requirement.title))
form.typed(
    what_if.Change,
    """requirements credentials ready_to_apply=ready standing stage finish_days required_days
    fees_usd=fees forgone_usd=forgone target_median_usd=target_pay left_out out_of_reach
    back_in_reach routes_new routes_gone doors_shut warnings""",
    ready_to_apply=both(form.one_of(Answer)) | None,
    standing=both(form.ID | None) | None,
    stage=both(form.TEXT | None) | None,
    out_of_reach=TITLES,
    back_in_reach=TITLES,
    fees_usd=RANGE,
    forgone_usd=RANGE | None,
)
form.typed(
    what_if.Scenario,
    "name situation change=whole parts",
    parts=(form.record(what_if.Scenario, "facts rules calendar"), form.itself),
)
WHAT_IF = form.keys(
    schema=form.named("cmio-advisor/what-if/1"),
    base=(SITUATION, itemgetter(0)),
    scenarios=(form.many(form.FORMS[what_if.Scenario]), itemgetter(1)),
)


def _ids(kind: str, situation: what_if.Situation) -> list[str]:
    judged = situation.assessment.requirements()
    return [each.requirement.id for each in judged if getattr(each.state, kind)]


NEXT_STEP = form.record(NextStep, "route(id title action)")
ROW = form.record(
    what_if.Situation,
    """assessment.roadmap(id title) standing=assessment.standing.id assessment.ready_to_apply met
    open required_open decisions next_step finish=whole_finish price pay""",
    met=(form.TEXTS, partial(_ids, "is_satisfied")),
    open=(form.TEXTS, partial(_ids, "is_open")),
    required_open=(form.TEXTS, lambda situation: situation.assessment.required_open()),
    decisions=(form.TEXTS, lambda each: [one.decision.id for one in each.assessment.decisions]),
    next_step=(NEXT_STEP | None, lambda each: next(iter(each.assessment.next_steps), None)),
    price=(COSTS | None, lambda each: None if _unsure(each) else each.plan.costs),
    pay=(
        form.record(PayEstimate, "year total", total=FIGURES) | None,
        lambda each: (
            each.assessment.pay
            and (each.assessment.pay.target if each.assessment.pay.target.total else None)
        ),
    ),
)
form.typed(what_if.SharedStep, "step.route(id title action) serves")
COMPARE = form.record(
    what_if.SideBySide,
    "schema as_of profile nearest=nearest.roadmap shared_steps=shared roadmaps=situations",
    schema=form.named("cmio-advisor/compare/1"),
    as_of=(form.DAY, lambda found: found.situations[0].assessment.as_of),
    profile=(PROFILE, lambda found: found.situations[0].assessment.profile),
    roadmaps=form.many(ROW),
)

NO_CHANGE = "Nothing that the roadmap looks at would change."


def what_if_document(
    base: what_if.Situation, scenarios: Sequence[what_if.Scenario]
) -> doc.Document:
    start, texts = base.assessment, base.assessment.roadmap.texts
    scenario_sections = (
        doc.Section(
            each.name,
            (_at_program(each.situation), _changes(each.whole, texts), _parts(each, texts)),
            name="changes",
        )
        for each in scenarios
    )
    about = texts["limits"], doc.Paragraph(roadmap_text(start.roadmap), full=True)
    return doc.Document(
        f"What if, on the way to {start.roadmap.title}",
        f"Against your answers on {wording.short_date(start.as_of)}",
        (
            *scenario_sections,
            doc.Section("Side by side", _side_by_side(base, scenarios), name="compared"),
            doc.Section("About this comparison", about, name="about"),
        ),
        sources=start.roadmap.sources,
    )


def _side_by_side(base: what_if.Situation, scenarios: Sequence[what_if.Scenario]) -> doc.Parts:
    """A row for each measure that differs, a column for each situation; then what is the same."""
    situations = (base, *(each.situation for each in scenarios))
    rows: dict[str, Callable[[what_if.Situation], str]] = {
        "Day": lambda each: wording.short_date(each.assessment.as_of),
        "Required list complete on that day": lambda each: wording.READY[
            each.assessment.ready_to_apply
        ],
        wording.COMPARED: lambda each: wording.standing_title(each.assessment.standing),
        "Required list likely complete": _required,
        "Plan likely ends": _ends,
        "Steps in the plan": lambda each: str(len(each.plan.steps)),
        "Fees": lambda each: NOT_KNOWN if each.plan.left_untold else fees_text(each.plan.costs),
        "Pay given up": _forgone,
        base.assessment.roadmap.texts["pay_target"]: _pay,
    }
    if any(each.plan.wishes.budget_usd is not None for each in situations):
        rows["Within the budget"] = _budget
    roadmaps = [each.plan.roadmap for each in situations]
    # Where there are several, one starts from the first.
    before = "As it is" if len({each.id for each in roadmaps}) == 1 else roadmaps[0].title
    heads = ("Measure", before, *(each.name for each in scenarios))
    cells = {name: [*map(cell, situations)] for name, cell in rows.items()}
    same = [f"{name}: {found[0]}" for name, found in cells.items() if len({*found}) == 1]
    differing = ((name, *found) for name, found in cells.items() if len({*found}) > 1)
    return doc.Table(heads, differing), doc.Facts([doc.Fact("The same in each", "; ".join(same))])


def _at_program(situation: what_if.Situation) -> doc.Parts:
    """When the step at the program that was named is done, and what it costs there."""
    step = situation.at_program
    if step is None:
        return None
    until = f" to {date_text(step.end)}" if step.hours_to_keep_up is None else ""
    cost = wording.cost_text(step.cost)
    text = f"{step.route.title}: from {date_text(step.start)}{until}. Cost: {cost}."
    if not until:
        lasts = too_slow_text(step, situation.plan.roadmap)
        text += f" You cannot keep up with it at your hours a week: {lasts}"
    return doc.Line(text, step.route.evidence)


def _changes(change: what_if.Change, texts: Mapping[str, str]) -> doc.Parts:
    changed = (*change.requirements, *change.credentials)
    gained = [_told(each) for each in changed if each.is_gain]
    lost = [_told(each) for each in changed if each.is_loss]
    moved = [_told(each) for each in changed if not each.is_gain and not each.is_loss]
    moved += _moves(change, texts)
    found = (("Gained", gained), ("Lost", lost), ("Changed", moved))
    return [doc.Bullets(lines, label) for label, lines in found if lines] or NO_CHANGE


def _moves(change: what_if.Change, texts: Mapping[str, str]) -> list[str]:
    says = [f"Left out of the plan by wish: {each}." for each in change.left_out]
    says += [
        f"Not in the plan any more: {each.requirement.title}. {each.reason}"
        for each in change.out_of_reach
    ]
    says += [f"In the plan now: {each.requirement.title}." for each in change.back_in_reach]
    turned = {
        "Required list complete": [wording.READY[each] for each in change.ready or ()],
        wording.COMPARED: [wording.standing_title(each) for each in change.standing or ()],
        "Stage": [each or "not known" for each in change.stage or ()],
    }
    says += [
        f"{what}: from {both[0]} to {both[1]}." for what, both in turned.items() if len({*both}) > 1
    ]
    if change.required_days:
        says.append(f"The required list is likely complete {_moved(change.required_days)}.")
    if change.finish_days and change.is_alike:
        says.append(f"The plan likely ends {_moved(change.finish_days)}.")
    says += _fees(change)
    if change.forgone and any(change.forgone):
        says.append(f"Pay given up: {wording.difference_text(*change.forgone)}.")
    if change.target_pay and change.pay_years:
        first, last = change.pay_years
        grown = "" if first == last else f", the growth of pay from {first} to {last} included"
        more = wording.difference_text(change.target_pay, change.target_pay)
        says.append(filled(texts["pay_target_change"], {"more": more, "grown": grown}))
    routes = {"New in the plan": change.routes_new, "No longer in the plan": change.routes_gone}
    says += [f"{what}: {_titles(found)}." for what, found in routes.items() if found]
    says += [f"Closed meanwhile: {each.title}." for each in change.doors_shut]
    says += [each.text for each in change.warnings]
    return says


def _fees(change: what_if.Change) -> Iterator[str]:
    if any(change.fees):
        yield f"Known fees: {wording.difference_text(*change.fees)}."
    if missing := [each for each in change.routes_new if each.cost is None]:
        yield f"New fees that are not known: {_titles(missing)}."
    if missing := [each for each in change.routes_gone if each.cost is None]:
        yield f"Fees that fall away and are not known: {_titles(missing)}."


def _titles(routes: Iterable[Route]) -> str:
    return "; ".join(each.title for each in routes)


def _parts(scenario: what_if.Scenario, texts: Mapping[str, str]) -> doc.Parts:
    """What comes from the answers, the rules and the calendar, where more than one has a part."""
    parts = (
        ("From your answers", scenario.facts),
        ("From the rules", scenario.rules),
        ("From the calendar", scenario.calendar),
    )
    found = [(title, _changes(change, texts)) for title, change in parts]
    entries = [doc.Entry(title, blocks) for title, blocks in found if blocks != NO_CHANGE]
    order = "First your answers are changed, then the rules, then the day."
    return (order, entries) if len(entries) > 1 else ()


def _told(change: StateChange) -> str:
    coming = f"open from {date_text(change.opens_on)} on" if change.opens_on else ""
    if change.before is change.after:
        return f"{change.title}: {coming or 'no day known any more'}."
    turned = f"from {_word(change.before)} to {_word(change.after)}"
    return f"{change.title}: {', '.join(filter(None, (turned, coming)))}."


def _word(seen: Seen | None) -> str:
    if seen is None:
        return wording.NOT_ON_ROADMAP
    if isinstance(seen, State):
        return f'"{wording.STATES[seen][1]}"'
    return f'"{wording.ELIGIBILITIES[Eligibility(seen)][1]}"'


def _moved(days: int) -> str:
    length = abs(days) / (365.25 / 12)
    shown = wording.span_text(length) if length >= 1 else wording.counted(abs(days), "day")
    return f"about {shown} {'later' if days > 0 else 'sooner'}"


def _required(situation: what_if.Situation) -> str:
    day = situation.required_finish
    if day is not None:
        return wording.short_date(day)
    if not situation.is_whole:
        return "no route found"
    if situation.plan.left_untold:
        return NOT_KNOWN
    return wording.end_text(None) if situation.assessment.required_open() else "nothing open"


def _ends(situation: what_if.Situation) -> str:
    if situation.is_whole and situation.plan.left_untold:
        return NOT_KNOWN
    if not situation.plan.steps:
        return "nothing to do"
    titles = first_titles(each.title for each in situation.plan.stops_before)
    before = f", but stops before this: {titles}" if titles else ""
    not_all = before if situation.is_whole else ", but not all that is required"
    return wording.end_text(situation.finish) + not_all


def _forgone(situation: what_if.Situation) -> str:
    sums = situation.plan.money
    return wording.cost_text(sums.forgone) if sums.forgone_in else "none counted"


def _budget(situation: what_if.Situation) -> str:
    budget = situation.plan.wishes.budget_usd
    return "none given" if budget is None else within_budget_text(situation.plan.costs, budget)


NEAREST = "Nearest by your profession and job, of the roadmaps that come with the program: {title}."
NOT_WHOLE, NOTHING, NOT_KNOWN = "not by a usual plan", "nothing left to do", "not known"


def compare_document(found: what_if.SideBySide) -> doc.Document:
    first = found.situations[0].assessment
    roadmaps = [each.plan.roadmap for each in found.situations]
    titles = {each.id: each.title for each in roadmaps}
    near = found.nearest.roadmap if found.nearest else None
    serving = [_serving(each, titles, near) for each in found.shared]
    serve = "Each of these counts on every roadmap that it serves."
    nearest = NEAREST.format(title=found.nearest.title) if found.nearest else None
    return doc.Document(
        f"Roadmaps side by side{owner_text(first.profile.name)}",
        f"By your answers, on {wording.short_date(first.as_of)}",
        (
            doc.Section("Steps that serve several", (serve, serving) if serving else ()),
            doc.Section("Where you stand by each", (nearest, _table(found))),
            doc.Section("The next step by each", map(_next_step, found.situations)),
            doc.Section("About this comparison", _about(found)),
        ),
        sources={id_: source for each in roadmaps for id_, source in each.sources.items()},
    )


def _serving(shared: what_if.SharedStep, titles: Mapping[str, str], near: str | None) -> doc.Entry:
    """A step that serves several; whose words it has, as they may be for another profession."""
    route, own = shared.step.route, shared.serves[0]
    facts = [
        doc.Fact("Serves", wording.listing(titles[id_] for id_ in shared.serves)),
        doc.Fact("From the roadmap to", titles[own] if own != near else ""),
    ]
    return doc.Entry(route.title, (route.action, doc.Facts(facts)), cites=route.evidence)


def _table(found: what_if.SideBySide) -> doc.Table:
    rows = [
        (wording.COMPARED, lambda each: wording.standing_title(each.assessment.standing)),
        ("Required, met", lambda each: _counted(each, Strength.REQUIRED)),
        ("Expected, met", lambda each: _counted(each, Strength.EXPECTED)),
        ("Required, not yet", _required_open),
        ("Likely done", _done),
        ("Fees", lambda each: _unsure(each) or fees_text(each.plan.costs)),
        (
            "Waits for a decision",
            lambda each: ", ".join(one.route.title for one in each.assessment.decisions) or "none",
        ),
        ("Pay of the job", _pay),
    ]
    cells = ((name, map(cell, found.situations)) for name, cell in rows)
    return doc.Table(
        ("Measure", *(each.plan.roadmap.title for each in found.situations)),
        ((name, *values) for name, values in cells),
    )


def _counted(situation: what_if.Situation, strength: Strength) -> str:
    counts = situation.assessment.readiness[strength]
    unknown = f", {counts.unknown} not answered" if counts.unknown else ""
    return f"{counts.met} of {counts.met + counts.open + counts.unknown}{unknown}"


def _required_open(situation: what_if.Situation) -> str:
    by_id = situation.plan.roadmap.by_id
    titles = (by_id[each].title for each in situation.assessment.required_open())
    is_known = not situation.assessment.readiness[Strength.REQUIRED].unknown
    return ", ".join(titles) or ("nothing" if is_known else NOT_KNOWN)


def _unsure(situation: what_if.Situation) -> str:
    """In place of an end and a price, which would be those of a part or of nobody knows what."""
    if not situation.leads_there:
        return NOT_WHOLE
    return NOT_KNOWN if situation.plan.left_untold else ""


def _done(situation: what_if.Situation) -> str:
    nothing = "" if situation.plan.steps else NOTHING
    return _unsure(situation) or nothing or wording.end_text(situation.finish)


def _pay(situation: what_if.Situation) -> str:
    target = situation.assessment.pay and situation.assessment.pay.target
    total = target.total if target else None
    base = target.base if target else None
    if not target or not total or total.p50 is None:
        if target and base and base.mean is not None:
            return f"base pay, mean {wording.money(base.mean)} ({target.year})"
        return "no estimate"
    half = f", {wording.money_range(total.p25, total.p75)}" if total.p25 and total.p75 else ""
    return f"median {wording.money(total.p50)}{half} ({target.year})"


def _next_step(situation: what_if.Situation) -> doc.Entry:
    step = next(iter(situation.assessment.next_steps), None)
    title = situation.plan.roadmap.title
    if step is None:
        return doc.Entry(title, f"{(_unsure(situation) or NOTHING).capitalize()}.")
    facts = doc.Facts(route_facts(step.route, step.months, step.cost))
    title = f"{title}: {step.route.title}"
    return doc.Entry(title, (step.route.action, facts), cites=step.route.evidence)


def _about(found: what_if.SideBySide) -> Iterator[doc.Parts]:
    yield found.situations[0].plan.roadmap.texts["limits"]
    for each in found.situations:
        yield doc.Paragraph(roadmap_text(each.plan.roadmap), full=True)
