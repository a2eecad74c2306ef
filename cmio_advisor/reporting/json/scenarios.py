"""Scenarios, roadmaps side by side, and what authors of roadmaps are told, as JSON."""

from collections.abc import Callable
from operator import itemgetter

from cmio_advisor.domain.judge.results import Answer, Eligibility, State
from cmio_advisor.domain.pay.estimate import PayEstimate
from cmio_advisor.domain.plan.plan import NotPlaced, PlannedStep
from cmio_advisor.domain.routes.next_steps import NextStep
from cmio_advisor.domain.scenarios import what_if
from cmio_advisor.domain.scenarios.edits import Edit
from cmio_advisor.domain.scenarios.trials import Breach, Difference, Outcome, RoadmapTrial, Tried
from cmio_advisor.domain.scenarios.what_if import Impact, StateChange, TurnedPart
from cmio_advisor.reporting.json import form
from cmio_advisor.reporting.json.assessment import COSTS, FIGURES, PROFILE, RANGE, heading, stage_id
from cmio_advisor.reporting.json.plan import WITHIN_BUDGET, within_budget


def eligible(situation: what_if.Situation) -> dict[str, Eligibility]:
    return {each.credential.id: each.eligible for each in situation.assessment.credentials}


def _titles(found: tuple[NotPlaced, ...]) -> list[str]:
    return [each.requirement.title for each in found]


def both(item: form.Form) -> form.Keys:
    """What stood before and what stands after, as a pair."""
    return form.keys(before=(item, itemgetter(0)), after=(item, itemgetter(1)))


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
    eligible=(form.by_id(form.one_of(Eligibility)), eligible),
    program=(form.Omittable(AT_PROGRAM), lambda situation: situation.at_program and situation),
)
SEEN = form.one_of(State, Eligibility) | None
form.typed(
    StateChange, "id before after opens_on gained=is_gain lost=is_loss", before=SEEN, after=SEEN
)
CHANGE = form.typed(
    what_if.Change,
    """requirements credentials ready_to_apply=ready standing stage finish_days required_days
    fees_usd=fees forgone_usd=forgone target_median_usd=target_pay left_out out_of_reach
    back_in_reach routes_new routes_gone doors_shut warnings""",
    ready_to_apply=both(form.one_of(Answer)) | None,
    standing=both(form.ID | None) | None,
    stage=both(form.TEXT | None) | None,
    out_of_reach=(form.TEXTS, lambda change: _titles(change.out_of_reach)),
    back_in_reach=(form.TEXTS, lambda change: _titles(change.back_in_reach)),
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


def _ids(kind: str) -> Callable[[what_if.Situation], list[str]]:
    def read(situation: what_if.Situation) -> list[str]:
        judged = situation.assessment.requirements()
        return [each.requirement.id for each in judged if getattr(each.state, kind)]

    return read


def _known(pay: PayEstimate) -> PayEstimate | None:
    return pay if pay.total else None


NEXT_STEP = form.record(NextStep, "route(id title action)")
ROW = form.record(
    what_if.Situation,
    """assessment.roadmap(id title) standing=assessment.standing.id assessment.ready_to_apply met
    open required_open decisions next_step finish=whole_finish price pay""",
    met=(form.TEXTS, _ids("is_satisfied")),
    open=(form.TEXTS, _ids("is_open")),
    required_open=(form.TEXTS, lambda situation: situation.assessment.required_open()),
    decisions=(form.TEXTS, lambda each: [one.decision.id for one in each.assessment.decisions]),
    next_step=(NEXT_STEP | None, lambda each: next(iter(each.assessment.next_steps), None)),
    price=(COSTS | None, lambda each: each.plan.costs if each.is_whole else None),
    pay=(
        form.record(PayEstimate, "year total", total=FIGURES) | None,
        lambda each: each.assessment.pay and _known(each.assessment.pay.target),
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


VALUE = form.Form(dict)
COUNTS = form.Form(
    form.keys(yes=form.WHOLE, no=form.WHOLE).schema,
    lambda pair, _: dict(zip(("yes", "no"), pair, strict=True)),
)
DIFFERENCE = form.record(Difference, "key expected found", expected=VALUE, found=VALUE)
form.typed(Outcome, "trial(name where) differences", differences=form.many(DIFFERENCE))
form.typed(Breach, "law id person other")
form.typed(Tried, "id title is_route by_cases by_made_up", by_cases=COUNTS, by_made_up=COUNTS)
TRIAL = form.record(
    RoadmapTrial,
    """schema as_of roadmap cases of_other_roadmaps=others made_up failed laws_broken=breaches
    coverage=seen""",
    **heading("cmio-advisor/roadmap-test/1"),
    cases=(form.WHOLE, lambda found: len(found.trials)),
    made_up=(form.WHOLE, lambda found: len(found.made_up.people)),
)
"""With the answers of the people who show a broken law."""
SENTENCE = form.Form(form.TEXT.schema, lambda edit, writing: writing.result.text(edit))
EDIT = form.record(
    Edit, "kind entry=kind_of_entry id title field counts text", text=(SENTENCE, form.itself)
)
DIFF = form.keys(**heading("cmio-advisor/roadmap-diff/1"), edits=form.many(EDIT))
BECAUSE = form.Form(form.TEXT.schema, lambda edit, _: f"{edit.id} {edit.field}".strip())
form.typed(TurnedPart, "what title before after")
IMPACT = form.keys(
    **heading("cmio-advisor/roadmap-impact/1"),
    clients=(form.WHOLE, lambda found: len(found.impacts)),
    problems=form.WHOLE,
    turned=form.many(form.record(Impact, "id=client turns because", because=form.many(BECAUSE))),
)
"""The clients of whom something turns."""
