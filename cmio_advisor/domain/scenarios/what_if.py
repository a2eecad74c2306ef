"""
What changes from one situation to another, and what the change comes from; and situations side by
side, one person by several roadmaps.

A situation is one person on one day under one roadmap. Between two of them facts, rules and the
calendar are changed one after the other, in this order: what changes at each stage comes from it,
and so the three parts add up to the whole exactly. In another order a part could be larger and
another smaller; the sum is the same.

So too between two versions of a roadmap: whose result turns, in what, and by which of the changes.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum

from cmio_advisor.domain.assess.assess import Assessment, assess
from cmio_advisor.domain.assess.notices import Notice
from cmio_advisor.domain.base.evidence import Page
from cmio_advisor.domain.base.frozen import Frozen, kept, replace
from cmio_advisor.domain.base.time import Cost, Months
from cmio_advisor.domain.judge.case import ProfileCase
from cmio_advisor.domain.judge.results import (
    CredentialResult,
    Eligibility,
    StandingResult,
    State,
    judge_requirement,
)
from cmio_advisor.domain.plan.make_plan import make_plan, outline_plan
from cmio_advisor.domain.plan.plan import NotPlaced, Plan, PlannedStep, PlanOutline
from cmio_advisor.domain.profile.fields import BY_PATH
from cmio_advisor.domain.profile.profile import Profile, run_on
from cmio_advisor.domain.roadmap.programs import Program
from cmio_advisor.domain.roadmap.roadmap import (
    Nearest,
    Requirement,
    Roadmap,
    Strength,
    decisions_of,
)
from cmio_advisor.domain.roadmap.route import Cycle, Route
from cmio_advisor.domain.routes.choice import PlanWishes, wishes_of
from cmio_advisor.domain.routes.offers import ENDING, is_own, offers_for
from cmio_advisor.domain.routes.planned_case import possible_case
from cmio_advisor.domain.rules.implication import implies
from cmio_advisor.domain.scenarios.edits import Edit, Replay, remade

Seen = State | Eligibility
"""How a requirement or a credential is seen."""
FAVOURABLE = (State.MET, State.WAIVED, State.EXPIRING, Eligibility.YES, Eligibility.HELD)


class StateChange(Frozen):
    """What is seen otherwise, ``None`` by a roadmap without it, and when it will be open."""

    id: str
    title: str
    before: Seen | None
    after: Seen | None
    opens_on: date | None = None

    @property
    def is_gain(self) -> bool:
        """Whether it is met, held or open now and was not before."""
        return self.after in FAVOURABLE and self.before not in FAVOURABLE

    @property
    def is_loss(self) -> bool:
        """Whether it was met, held or open before and is not now."""
        return self.before in FAVOURABLE and self.after not in FAVOURABLE


AsSeen = tuple[str, Seen, date | None]
"""A title, how it is seen, and the day from which it may be sat for, if that lies ahead."""


def changed_requirements(was: Assessment, now: Assessment) -> tuple[StateChange, ...]:
    """Requirements in another state, in the order of the steps."""

    def seen(side: Assessment) -> dict[str, AsSeen]:
        found = ((each.requirement, each.state) for each in side.requirements())
        return {each.id: (each.title, state, None) for each, state in found}

    return tuple(_changed(seen(was), seen(now)))


def changed_credentials(was: Assessment, now: Assessment) -> tuple[StateChange, ...]:
    """Credentials that may be sat for otherwise or from another day, in the roadmap's order."""

    def seen(one: CredentialResult) -> AsSeen:
        is_open = one.eligible is Eligibility.YES
        return one.credential.short, one.eligible, None if is_open else one.eligible_from

    sides = ({each.credential.id: seen(each) for each in side.credentials} for side in (was, now))
    return tuple(_changed(*sides))


def _changed(was: Mapping[str, AsSeen], now: Mapping[str, AsSeen]) -> Iterator[StateChange]:
    for id_, (title, *_) in {**was, **now}.items():
        before, after = (side[id_][1:] if id_ in side else (None, None) for side in (was, now))
        if before != after:
            yield StateChange(
                id=id_, title=title, before=before[0], after=after[0], opens_on=after[1]
            )


class Turned(StrEnum):
    FORMAL_LIST = "formal list"
    STANDING = "standing"
    ELIGIBILITY = "eligibility"
    DOORS = "doors"
    PLAN_ENDS = "end of the plan"


class ByVersion(Frozen, kw_only=False):
    """One client by one version: the assessment, and the plan without its chances."""

    assessment: Assessment
    plan: PlanOutline

    @property
    def ends(self) -> date | None:
        return self.plan.finish.likely if self.plan.finish else None

    @property
    def doors(self) -> dict[str, tuple[str, date]]:
        """The title and the last day of each step and certificate that closes for good, by id."""
        found = self.assessment
        steps = (*found.next_steps, *found.later_steps)
        doors = [(each.route.id, each.route.title, each.closes_on) for each in steps]
        doors += [
            (one.credential.id, one.credential.short, one.closes_on) for one in found.credentials
        ]
        return {id_: (title, day) for id_, title, day in doors if day}


class TurnedPart(Frozen, kw_only=False):
    """One thing that turns: what it was and is, in words; of which ids, and, of many, which."""

    what: Turned
    before: str
    after: str
    ids: frozenset[str]
    title: str = ""


class Impact(Frozen, kw_only=False):
    """What turns for one client, and the changes of the roadmap that it comes from."""

    client: str
    turns: tuple[TurnedPart, ...]
    because: tuple[Edit, ...]


def result_of(found: Assessment) -> ByVersion:
    """With the plan of the person's own wishes."""
    wishes = wishes_of(found.profile, PlanWishes())
    return ByVersion(found, outline_plan(found.profile, found.roadmap, found.as_of, wishes))


def impact_of(client: str, old: ByVersion, new: ByVersion, replay: Replay) -> Impact:
    """What turns between two results of one client, and the changes that it comes from."""
    turns = tuple(_turns(old, new))
    ids = frozenset().union(*(each.ids for each in turns))
    turned = {(each.what, each.title) for each in turns}

    def moves(roadmap: Roadmap) -> bool:
        found = result_of(assess(new.assessment.profile, roadmap, new.assessment.as_of))
        return any((each.what, each.title) in turned for each in _turns(found, new))

    because = replay.causes(moves, lambda each: each.id in ids) if turns else ()
    return Impact(client, turns, because)


def _turns(old: ByVersion, new: ByVersion) -> Iterator[TurnedPart]:
    was, now = old.assessment, new.assessment
    renamed = {each: one.id for one in now.roadmap.requirements() for each in one.was}
    open_was = {renamed.get(each, each) for each in was.required_open()}
    open_now = {*now.required_open()}
    required = frozenset(each.id for each in changed_requirements(was, now))
    if (was.ready_to_apply, open_was) != (now.ready_to_apply, open_now):
        turned = frozenset(open_was ^ open_now) or required
        yield TurnedPart(Turned.FORMAL_LIST, _formal(was), _formal(now), turned)
    held = was.standing, now.standing
    if (held[0] and held[0].id) != (held[1] and held[1].id):
        ids = frozenset(each.id for each in held if each)
        before, after = (each.title if each else "none" for each in held)
        if before == after:  # called alike for people like them
            before, after = (each.id if each else "none" for each in held)
        yield TurnedPart(Turned.STANDING, before, after, ids | required)
    for each in changed_credentials(was, now):
        before, after = each.before or "not listed", each.after or "not listed"
        if each.opens_on:
            after = f"{after}, from {each.opens_on.isoformat()}"
        yield TurnedPart(Turned.ELIGIBILITY, before, after, frozenset({each.id}), each.title)
    yield from _moved(old, new, required)


def _moved(old: ByVersion, new: ByVersion, required: frozenset[str]) -> Iterator[TurnedPart]:
    """The doors that close on another day, and the end of the plan."""
    sides = old.doors, new.doors
    for id_, (title, _) in {**sides[0], **sides[1]}.items():
        days = [_day(side[id_][1] if id_ in side else None) for side in sides]
        if days[0] != days[1]:
            yield TurnedPart(Turned.DOORS, days[0], days[1], frozenset({id_}), title)
    if old.ends != new.ends:
        planned = {*old.plan.steps, *new.plan.steps}
        ids = {id_ for each in planned for id_ in (each.route.id, each.requirement.id)}
        yield TurnedPart(Turned.PLAN_ENDS, _day(old.ends), _day(new.ends), required | ids)


def _formal(found: Assessment) -> str:
    titles = [found.roadmap.requirement(each).title for each in found.required_open()]
    missing = f", open: {'; '.join(titles)}" if titles else ""
    return f"{found.ready_to_apply.value}{missing}"


def _day(day: date | None) -> str:
    return day.isoformat() if day else "no day"


def with_program(
    profile: Profile, roadmap: Roadmap, on: date, wishes: PlanWishes, program: Program
) -> tuple[Roadmap, PlanWishes]:
    """
    The roadmap whose routes at such programs are those of this one, and the wishes that take it in:
    the first open requirement that it meets, by strength, is planned by it alone; one that only
    helps, and a decision, is taken in with it.
    """
    at_such = {
        id_
        for each in roadmap.requirements()
        for route in each.routes
        if is_at(route, program)
        for id_ in (route.id, each.id)
    }
    decided = (each.id for each in roadmap.decisions if each.takes in at_such)
    chosen = tuple(dict.fromkeys((*wishes.chosen, *decided)))
    case = ProfileCase(profile, roadmap, on, taken=frozenset(chosen))
    met = _met_by(program, case)
    if met is None:
        return roadmap, wishes
    if met.strength is Strength.HELPS and met.id not in chosen:
        chosen = (*chosen, met.id)
    decisions = {each.takes for each in roadmap.decisions}

    def at_it(each: Frozen) -> Frozen:
        if isinstance(each, Route) and is_at(each, program):
            return _at(each, program)
        if isinstance(each, Requirement) and each.id == met.id:  # by this one, without a choice
            others = [one for one in each.routes if not is_at(one, program)]
            choice = [one for one in others if not one.only_if_given and one.id not in decisions]
            return replace(each, routes=tuple(one for one in each.routes if one not in choice))
        return each

    steps = remade(roadmap.steps, at_it)
    return replace(roadmap, steps=steps), replace(wishes, chosen=chosen)


def _met_by(program: Program, case: ProfileCase) -> Requirement | None:
    """The first requirement, by strength, that is open or may be and is offered at the program."""
    for each in sorted(case.roadmap.requirements(), key=lambda each: each.strength.rank):
        state = judge_requirement(each, case).state
        if state.is_open or state is State.UNKNOWN:
            if any(is_at(offer.route, program) for offer in offers_for(each, case)):
                return each
    return None


def is_at(route: Route, program: Program) -> bool:
    """Whether a route is done at programs such as this one."""
    return route.programs is not None and route.programs.fits(program)


def _at(route: Route, program: Program) -> Route:
    """A route at one program. What is unknown of the program's price is unknown of the route."""
    price = program.price
    cost = route.cost if program.pay else price
    evidence = dict.fromkeys((*program.evidence, *route.evidence))
    pages = (Page(title=program.institution, url=program.url),) if program.url else ()
    return replace(
        route,
        title=f"{route.title}: {program.institution}",
        months=_months(route, program),
        longest_months=_months(route, program).high,
        cost=cost,
        cost_grows_with_time=False,
        pay=program.pay or route.pay,
        cycle=_cycle(route, program),
        evidence=tuple(evidence),
        do_at=(*pages, *route.do_at),
        notes=(*program.notes, *(route.notes if price is None else ())),
        searched=route.searched if price is None else None,
    )


def _months(route: Route, program: Program) -> Months:
    """
    The program's months, of a route that goes on after it with what comes then: such as the exam
    after a fellowship, which takes the place of a post for its own months only. Full-time study is
    the least of one that is taken beside a job.
    """
    if program.months is None:
        return route.months
    low, high = program.months.low, program.months.high
    if program.full_time and not route.full_time:
        low, high = max(low, route.months.low), max(high, route.months.high)
        return Months(low=low, likely=max(low, route.months.likely), high=high)
    middle = (low + high) / 2
    if route.full_time_months is None:
        return Months(low=low, likely=middle, high=high)
    own = route.full_time_months
    return Months(
        low=max(low, route.months.low + low - own),
        likely=max(middle, route.months.likely + middle - own),
        high=max(high, route.months.high + high - own),
    )


def _cycle(route: Route, program: Program) -> Cycle | None:
    if not program.opens or (route.cycle is not None and route.cycle.opens == program.opens):
        return route.cycle
    return Cycle(
        id=f"opening-of-{program.id}",
        title=f"{program.title}, {program.institution}",
        opens=program.opens,
        events=(),
        evidence=program.evidence,
    )


class Situation(Frozen):
    """One person on one day under one roadmap, assessed and planned for."""

    assessment: Assessment
    plan: Plan

    @property
    def at_program(self) -> PlannedStep | None:
        """The step of the plan that is done at the program wished for, and is not under way."""
        program = self.plan.wishes.program
        steps = self.plan.steps if program else ()
        found = (each for each in steps if program and is_at(each.route, program))
        return next((each for each in found if not each.as_told), None)

    @property
    def finish(self) -> date | None:
        """The plan's likely end, if one can be named; its first day where nothing is to do."""
        if self.plan.left_untold or not self.plan.has_end:
            return None
        return self.plan.finish.likely if self.plan.finish else self.plan.start

    @property
    def required_finish(self) -> date | None:
        """When what is open of the required list is likely met, if that can be said."""
        finish = self.plan.required_finish
        return finish.likely if finish and not self.plan.left_untold else None

    @property
    def is_whole(self) -> bool:
        """Whether it brings all of the required list that is open, or may be for who decided."""
        roadmap = self.plan.roadmap
        waits = {each.decision.requirement(roadmap) for each in self.plan.decisions}
        return self.plan.brings_the_required and waits.isdisjoint(self.plan.left_untold)

    @property
    def leads_there(self) -> bool:
        """Whether it brings all of that, and does not stop before the job."""
        return self.is_whole and self.plan.leads_there

    @property
    def whole_finish(self) -> date | None:
        """The plan's likely end, where it leads there."""
        return self.finish if self.leads_there else None


class Change(Frozen):
    """
    What changed. Numbers are after less before: days of the plan's likely end and of the required
    list's (``is_alike`` where both or neither lead there), whole US dollars of known fees, of pay
    forgone, and of the target role's median pay a year, which is that of ``pay_years``;
    ``None`` where one side is not known. ``left_out`` are titles of requirements that the second
    plan leaves out by wish, ``out_of_reach`` open ones that only the first can bring, and why,
    ``back_in_reach`` those only the second can. ``routes_new``
    and ``routes_gone`` are what the plan takes in and no longer takes, ``doors_shut`` routes that
    closed meanwhile, ``warnings`` those that are new.
    """

    requirements: tuple[StateChange, ...]
    credentials: tuple[StateChange, ...]
    ready: tuple[str, str] | None
    standing: tuple[StandingResult | None, StandingResult | None] | None
    stage: tuple[str | None, str | None] | None
    finish_days: int | None
    is_alike: bool
    required_days: int | None
    fees: tuple[int, int]
    forgone: tuple[int, int] | None
    target_pay: int | None
    pay_years: tuple[int, int] | None
    left_out: tuple[str, ...]
    out_of_reach: tuple[NotPlaced, ...]
    back_in_reach: tuple[NotPlaced, ...]
    routes_new: tuple[Route, ...]
    routes_gone: tuple[Route, ...]
    doors_shut: tuple[Route, ...]
    warnings: tuple[Notice, ...]


class Scenario(Frozen):
    """A situation held against the one it starts from: the whole change, and its three parts."""

    name: str
    situation: Situation
    whole: Change
    facts: Change
    rules: Change
    calendar: Change


def situation(profile: Profile, roadmap: Roadmap, on: date, wishes: PlanWishes) -> Situation:
    """Assess and plan, at the program that the wishes name if they name one."""
    if wishes.program is not None:
        roadmap, wishes = with_program(profile, roadmap, on, wishes, wishes.program)
    return Situation(
        assessment=assess(profile, roadmap, on, wishes.chosen),
        plan=make_plan(profile, roadmap, on, wishes),
    )


def scenario(
    name: str, base: Situation, profile: Profile, roadmap: Roadmap, on: date, wishes: PlanWishes
) -> Scenario:
    """
    Another profile, roadmap and day held against a base, stage by stage; wishes count as facts.
    What goes on under way up to a later day comes from the calendar.
    """
    start = base.assessment
    with_facts = with_rules = base
    wanted = _known(wishes, start.roadmap)
    if profile != start.profile or wanted != base.plan.wishes:
        with_facts = with_rules = situation(profile, start.roadmap, start.as_of, wanted)
    if roadmap.fingerprint != start.roadmap.fingerprint:
        with_rules = situation(profile, roadmap, start.as_of, _known(wishes, roadmap))
    last = with_rules
    if on != start.as_of:
        told = possible_case(ProfileCase(profile, roadmap, start.as_of))
        later = run_on(told.profile, start.as_of, on)
        last = situation(later, roadmap, on, _known(wishes, roadmap))
    return Scenario(
        name=name,
        situation=last,
        whole=change(base, last),
        facts=change(base, with_facts),
        rules=change(with_facts, with_rules),
        calendar=change(with_rules, last),
    )


def _known(wishes: PlanWishes, roadmap: Roadmap) -> PlanWishes:
    """The wishes without those for requirements that a roadmap does not have."""
    ids = {each.id for each in roadmap.requirements()}.union(decisions_of(roadmap))
    return replace(
        wishes,
        chosen=tuple(each for each in wishes.chosen if each in ids),
        left_out=tuple(each for each in wishes.left_out if each in ids),
    )


def change(before: Situation, after: Situation) -> Change:
    was, now = before.assessment, after.assessment
    stages = [each.stage.rung.title if each.stage.rung else None for each in (was, now)]
    medians = median_pay(was), median_pay(now)
    standings = (was.standing and was.standing.id), (now.standing and now.standing.id)
    fees = before.plan.costs.known, after.plan.costs.known
    forgone = before.plan.money.forgone, after.plan.money.forgone
    answers = was.ready_to_apply.value, now.ready_to_apply.value
    return Change(
        requirements=changed_requirements(was, now),
        credentials=changed_credentials(was, now),
        ready=None if answers[0] == answers[1] else answers,
        standing=None if standings[0] == standings[1] else (was.standing, now.standing),
        stage=None if stages[0] == stages[1] else (stages[0], stages[1]),
        finish_days=_days(before.finish, after.finish),
        is_alike=before.leads_there is after.leads_there,
        required_days=_days(before.required_finish, after.required_finish),
        fees=_more(*fees),
        forgone=_more(forgone[0], forgone[1]) if forgone[0] and forgone[1] else None,
        target_pay=medians[1] - medians[0] if medians[0] and medians[1] else None,
        pay_years=(was.pay.target.year, now.pay.target.year) if was.pay and now.pay else None,
        left_out=tuple(
            now.roadmap.requirement(each).title
            for each in after.plan.wishes.left_out
            if each not in before.plan.wishes.left_out
        ),
        out_of_reach=_out_of_reach(after.plan, before.plan),
        back_in_reach=_out_of_reach(before.plan, after.plan),
        routes_new=_routes_without(after.plan, before.plan),
        routes_gone=_routes_without(before.plan, after.plan),
        doors_shut=tuple(each.route for each in before.plan.doors if each.closes_on < now.as_of),
        warnings=tuple(each for each in now.warnings if each not in was.warnings),
    )


def _days(before: date | None, after: date | None) -> int | None:
    return (after - before).days if before and after else None


def _more(before: Cost, after: Cost) -> tuple[int, int]:
    return after.low - before.low, after.high - before.high


def _out_of_reach(plan: Plan, other: Plan) -> tuple[NotPlaced, ...]:
    """What one plan cannot bring and the other can."""
    brought = {id_ for step in other.steps for id_ in (step.requirement.id, *step.brings)}
    return tuple(each for each in plan.not_placed if each.requirement.id in brought)


def _routes_without(plan: Plan, other: Plan) -> tuple[Route, ...]:
    others = {(each.route.id, each.route.title) for each in other.steps}
    return tuple(
        each.route for each in plan.steps if (each.route.id, each.route.title) not in others
    )


def median_pay(assessment: Assessment) -> int | None:
    """What the target role pays in the middle of its band."""
    total = assessment.pay.target.total if assessment.pay else None
    return total.p50 if total else None


class SharedStep(Frozen, kw_only=False):
    """A planned step of one roadmap that meets what others list as well; ``serves`` are all ids."""

    step: PlannedStep
    serves: tuple[str, ...]


class SideBySide(Frozen, kw_only=False):
    """One person on one day by each of several roadmaps, and which of these is the nearest."""

    situations: tuple[Situation, ...]
    nearest: Nearest | None

    @kept
    def shared(self) -> tuple[SharedStep, ...]:
        """
        The steps of the plans that serve several roadmaps, those first that serve most. What does
        the same for the same ones is named once, as the nearest or else the first of them has it.
        """
        found: list[SharedStep] = []
        named: set[tuple[str, str]] = set()
        near = self.nearest.roadmap if self.nearest else ""
        for own in sorted(self.situations, key=lambda each: each.plan.roadmap.id != near):
            for step in own.plan.steps:
                others = (each for each in self.situations if each is not own)
                met = [(own.plan.roadmap.id, step.requirement.id)][: _is_read(step, own.plan)]
                met += [each for other in others for each in _met(step, own.plan, other)]
                if len(met) > 1 and named.isdisjoint(met) and not self._is_of_one(step, own.plan):
                    named.update(met)
                    found.append(SharedStep(step, tuple(dict.fromkeys(id_ for id_, _ in met))))
        return tuple(sorted(found, key=lambda each: -len(each.serves)))

    def _is_of_one(self, step: PlannedStep, plan: Plan) -> bool:
        """Whether it is the search that ends a plan, or leads to a roadmap that stands beside."""
        found, needed = step.requirement, {id_ for each in plan.steps for id_ in each.needs}
        leads = any(f"({each.plan.roadmap.id})" in step.route.action for each in self.situations)
        return leads if is_own(found) else found.in_plan and found.id not in needed


def _met(step: PlannedStep, plan: Plan, other: Situation) -> Iterator[tuple[str, str]]:
    """
    What another roadmap's plan has still to bring and this step brings, and nothing that it waits
    for itself; years of full-time study serve none that has a way beside one's work.
    """
    own = step.requirement
    before = [each.requirement.met_when for each in plan.steps if each.requirement.id in step.needs]
    longer = [each for each in other.plan.steps if step.route.full_time > each.route.full_time]
    for each in (each.requirement for each in other.plan.steps if each not in longer):
        is_same = (each.id, each.title) == (own.id, own.title) and _is_read(step, other.plan)
        met = is_same if is_own(own) else implies(own.met_when, each.met_when)
        if met and not any(implies(rule, each.met_when) for rule in before):
            yield other.plan.roadmap.id, each.id


def _is_read(step: PlannedStep, plan: Plan) -> bool:
    """Of what a step keeps from ending, whether by it alone anything of the roadmap would turn."""
    told = plan.told
    every = {field: BY_PATH[field].of(plan.profile) or () for field in ENDING}
    renewed = {
        field: tuple(each for each in held if each.id == step.route.renews)
        for field, held in every.items()
    }
    if not any(renewed.values()):
        return True
    with_it, without = (
        told.but(profile=replace(plan.profile, **held))
        for held in (renewed, dict.fromkeys(ENDING, ()))
    )
    return any(
        judge_requirement(each, with_it).state is not judge_requirement(each, without).state
        for each in plan.roadmap.requirements()
    )
