"""
What lies ahead of an open requirement: routes on offer, their starts, what they wait for; and what
a person has to do that meets none, such as to renew what ends soon.
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from functools import lru_cache

from cmio_advisor.domain.base.frozen import Frozen, replace
from cmio_advisor.domain.base.sentences import date_text, filled, partial_date_text
from cmio_advisor.domain.base.time import (
    MONTHS_A_YEAR,
    Months,
    PartialDate,
    add_months,
    month_position,
)
from cmio_advisor.domain.judge.case import ProfileCase, is_answered
from cmio_advisor.domain.judge.results import (
    RequirementResult,
    State,
    awaits_decision,
    judge_requirement,
    may_have_to_wait,
    of_own_group,
    put_off_for,
)
from cmio_advisor.domain.profile.fields import BY_PATH
from cmio_advisor.domain.profile.profile import (
    AHEAD,
    TRAINING,
    Holding,
    Profile,
    Status,
    Training,
    other_id,
)
from cmio_advisor.domain.roadmap.roadmap import (
    Credential,
    OtherPath,
    Requirement,
    Strength,
    door_of,
)
from cmio_advisor.domain.roadmap.route import Route
from cmio_advisor.domain.rules.conditions import (
    MET,
    TO_COME,
    UNKNOWN,
    AtLeast,
    Condition,
    Dated,
    Finding,
    Not,
    Rank,
)
from cmio_advisor.domain.rules.leaves import (
    Holds,
    Trained,
    Years,
    finding_of,
    holding_finding,
    standing_at,
    training_finding,
)

ANY_TRAINING = tuple(
    Trained(field, frozenset(), status=status) for field in TRAINING for status in AHEAD
)
"""Residency or fellowship, under way or planned: nobody begins a job during it."""


class Offer(Frozen, kw_only=False):
    """A route, what was found of its needs, and the last day to start before it ``closes``."""

    route: Route
    needs: Finding
    closes: date | None = None

    def startable_from(self, on: date) -> date | None:
        """The day on which it can be started; ``None`` if something has to be done first."""
        opens = max(on, self.route.start or on)
        if self.needs.holds:
            return opens
        return max(opens, self.needs.becomes) if self.needs.becomes else None

    def rank(self, on: date) -> int:
        """Best first: can be started, has a start in sight, waits for an answer, last resort."""
        startable = self.startable_from(on)
        if startable is not None:
            return 0 if startable <= on else 1
        return 3 if self.needs.fails else 2


def offers_for(requirement: Requirement, case: ProfileCase) -> tuple[Offer, ...]:
    """
    The routes to take to a requirement, the first that can be started first: none that is shut,
    makes no sense for this person, speaks of what this person did not say, or waits for a decision.
    Alternatives stand among them.
    """
    offered = []
    for route in requirement.routes:
        if route.is_shut(case.on) or makes_no_sense(route, case) or is_of_no_answer(route, case):
            continue
        if awaits_decision(route, requirement, case) or may_have_to_wait(route, case):
            continue
        needs = route.needs.judge(case) if route.needs else MET
        # Or when the pathway closes by which this person may sit for what it leads to.
        closes = [route.end]
        if route.earns:
            closes.append(door_of(case.roadmap.credential(route.earns), case.for_eligibility))
        end = min(filter(None, closes), default=None)
        offered.append(Offer(as_for(route, requirement, case), needs, end))
    return tuple(sorted(offered, key=lambda each: each.rank(case.on)))


def as_for(route: Route, requirement: Requirement, case: ProfileCase) -> Route:
    """The route as it opens for one, with the odds and months of one's group, and what is left."""
    route, start = of_own_group(route, case), _opens(route, case)
    route = route if start == route.start else replace(route, start=start)
    asked = {
        leaf.field
        for leaf in requirement.met_when.leaves()
        if isinstance(leaf, Trained) and leaf.status not in AHEAD
    }
    for each in () if route.within else given_in(route):
        ends = replace(each, status=Status.HELD).judge(case).becomes
        if ends and each.status is Status.IN_PROGRESS and each.field in asked:
            left = month_position(ends) - month_position(case.on)
            return replace(route, months=Months.exactly(left))
    months, before = case.months_of(route), requirement.anew_after
    route = route if months is route.months else replace(route, months=months)
    is_anew = before is not None and not case.presumes(case.roadmap.requirement(before).met_when)
    for leaf in (each for each in requirement.met_when.leaves() if isinstance(each, Years)):
        left = case.months_left(leaf, is_anew=is_anew)
        if months.likely == leaf.at_least * MONTHS_A_YEAR and 0 < left < months.likely:
            high = months.high * left / months.likely
            return replace(route, months=Months(low=left, likely=left, high=high))
    return route


def makes_no_sense(route: Route, case: ProfileCase) -> bool:
    """Whether a route is not for people like this one, or leads below what they hold."""
    credential = case.roadmap.credential(route.earns) if route.earns else None
    rules = (route.unless, *((credential.below, *credential.held_by) if credential else ()))
    return any(each.judge(case).holds for each in rules if each is not None)


def _opens(route: Route, case: ProfileCase) -> date | None:
    """
    When a route opens and nothing goes on that it is not begun during, or may not go on, a job
    during no training, if that was told; of what is a step of its own a plan knows when it is.
    """
    rules = (route.not_during, case.roadmap.jobs_not_during if route.job else None)
    free = [_over(each, case) for each in rules if each and not each.judge(case).fails]
    if route.job:
        free.append(trained_from(ANY_TRAINING, case, are_steps=False))
    return max(filter(None, (route.start, *free)), default=None)


def _over(rule: Condition, case: ProfileCase) -> date | None:
    """The end that was told of what goes on, or the day on which years of work are full before."""
    end = trained_from(rule.leaves(), case, are_steps=False)
    full = [leaf.judge(case).becomes for leaf in rule.leaves() if isinstance(leaf, Years)]
    days = (each for each in full if each and end and rule.judge(case.but(on=each)).fails)
    return min(filter(None, (end, *days)), default=None)


def trained_from(
    training: Iterable[Condition], case: ProfileCase, *, are_steps: bool = True
) -> date | None:
    """The last end that was told of training of which rules speak."""
    ends = [
        found.becomes
        for leaf in training
        if isinstance(leaf, Holds | Trained) and leaf.status in AHEAD
        for each in getattr(case.profile, leaf.field) or ()
        if isinstance(leaf, Trained) or each.id in leaf.ids
        for found in [finding_of(each, case)]
        if found.becomes and standing_at(leaf.status, found).holds
        if are_steps or not is_step(leaf.field, each, case)
    ]
    return max(ends, default=None)


SIGNS = ("as_of", "degrees", "license", "board_certifications")
"""What is looked at beside a training: where it was, and when that was true."""


def is_step(field: str, told: Holding | Training, case: ProfileCase) -> bool:
    """
    Whether an open requirement has a route of this very training, so that a plan has it, and no
    other one meets it first.
    """
    ends = finding_of(told, case).becomes or case.on
    beside = {each: getattr(case.profile, each) for each in SIGNS}
    own = ProfileCase(Profile(**{**beside, field: (told,)}), case.roadmap, case.on)
    return any(
        replace(leaf, status=status).judge(own).high is Rank.MET
        for status in [told.status if told.status in AHEAD else Status.IN_PROGRESS]
        for each in case.roadmap.requirements()
        if (found := case.requirement(each.id)).becomes is None or found.becomes >= ends
        if not found.holds
        for route in each.routes
        if route.full_time and not route.within
        for leaf in given_in(route)
        if leaf.field == field
    )


def is_of_no_answer(route: Route, case: ProfileCase) -> bool:
    """
    Whether a route speaks of something that this person did not say, such as finishing a fellowship
    of which nothing was told. Of a training that was named, and not whether it is finished, it may.
    Nor of one within which it is done and that ends before its next opening; of what it comes
    after, where nothing else was told, if that opening is not the one that follows.
    """
    if not route.only_if_given or route.needs is None:
        return False
    found = _own_part(route.needs).judge(case)
    named = (each for each in given_in(route) if is_answered(each.field, case))
    if found.fails or not (found.holds or any(not each.judge(case).fails for each in named)):
        return True
    opening = route.next_opening(case.on) if route.within else None
    if opening is None:
        return False
    requirements = (case.roadmap.requirement(id_) for id_ in route.after)
    leaves = (leaf for each in requirements for leaf in each.met_when.leaves())
    after = {leaf.field for leaf in leaves if isinstance(leaf, Trained)}
    given = [leaf for leaf in given_in(route) if leaf.judge(case).holds]
    around = [leaf for leaf in given if leaf.field not in after]
    free = trained_from(around or given, case)
    return not given or bool(free and add_months(free, 0 if around else 1) <= opening)


@lru_cache(maxsize=1024)
def _own_part(needs: Condition) -> Condition:
    """What is asked of a person beside the requirements, which a plan can bring first."""
    if not isinstance(needs, AtLeast) or needs.count < len(needs.parts):
        return needs
    own = tuple(each for each in needs.parts if getattr(each, "kind", "") != "requirement")
    return AtLeast(len(own), own)


def given_in(route: Route) -> tuple[Trained, ...]:
    """The training, under way or planned, of which a route speaks that is only for the given."""
    leaves = route.needs.leaves() if route.only_if_given and route.needs else ()
    return tuple(each for each in leaves if isinstance(each, Trained) and each.status in AHEAD)


UNDER_WAY = (State.IN_PROGRESS, State.PLANNED)


class OpenRequirement(Frozen):
    """
    An open requirement by itself: the routes on offer, best first, the alternatives ``beside``
    them, the day on which it will be met as told, and the requirements it ``waits_for``.
    """

    requirement: Requirement
    state: State
    offers: tuple[Offer, ...]
    done_on: date | None
    waits_for: frozenset[str]
    beside: tuple[Offer, ...] = ()

    @property
    def only_helps(self) -> bool:
        """Whether a plan leaves it out unless it is asked for."""
        return self.requirement.strength is Strength.HELPS


def look_ahead(result: RequirementResult, case: ProfileCase) -> OpenRequirement | None:
    """
    The routes that are offered to a requirement that is open, or may be, and what waits before
    them; no route where what could not be read may be just what it asks for: that is asked.
    """
    requirement, state, is_unread = result.requirement, result.state, False
    if state is State.UNKNOWN:
        # What is under way or planned is a step, whatever else may turn out to meet the same.
        if result.finding.low in TO_COME:
            state = State[result.finding.low.name]
        else:
            is_unread = case.may_be_told(requirement.met_when)
    elif not state.is_open:
        return None
    if state in UNDER_WAY and case.counts_on_early(requirement.met_when):
        state = State.NOT_MET
    found = () if is_unread else offers_for(requirement, case)
    offers = tuple(each for each in found if not each.route.alternative)
    lacking = [each.route.needs for each in offers if each.route.needs and not each.needs.holds]
    return OpenRequirement(
        requirement=requirement,
        state=state,
        offers=offers,
        done_on=result.finding.becomes if state in UNDER_WAY else None,
        waits_for=_brought_by(lacking, requirement.id, case),
        beside=tuple(
            each
            for each in found
            if each.route.alternative and each.startable_from(case.on) == case.on
        ),
    )


def credential_waits_for(credential: Credential, case: ProfileCase) -> frozenset[str]:
    """The requirements that bring what this credential still asks; none where it is no gain."""
    pointless = filter(None, (credential.below, *credential.held_by))
    if not credential.serves_target or any(each.judge(case).holds for each in pointless):
        return frozenset()
    asking = case.for_eligibility
    asked = [each.when for each in credential.requires]
    asked += [each.when for each in credential.pathways]
    lacking = [each for each in asked if each.judge(asking).fails]
    return _brought_by(lacking, credential.id, asking)


def _brought_by(waiting: Iterable[Condition], waits: str, case: ProfileCase) -> frozenset[str]:
    """The requirements, by id, that bring something lacking of what the waiting rules ask."""
    return frozenset().union(*(_bringing(each, case) for each in waiting)) - {waits}


def _bringing(rule: Condition, case: ProfileCase) -> frozenset[str]:
    """Of a rule only the parts that do not hold, and that are not past their last day."""
    past = isinstance(rule, Dated) and rule.end is not None and case.on > rule.end
    if past or rule.judge(case).holds:
        return frozenset()
    rules = case.roadmap.rules
    if isinstance(rule, AtLeast):
        parts: tuple[Condition, ...] = rule.parts
    elif isinstance(rule, Dated):
        parts = (rule.part,)
    else:
        return rules.brought_by(rule)
    return rules.bringing(rule).union(*(_bringing(each, case) for each in parts))


NEVER = Not(AtLeast(0, ()))
"""Nothing told of a person shows that it is done."""

BOARDS = "board_certifications"
ENDING = (BOARDS, "certifications")
"""The fields of what can end."""


def own_results(case: ProfileCase, *, of_ways: bool = False) -> tuple[RequirementResult, ...]:
    """A requirement for each of them, with its one route; ``of_ways``, the first steps too."""
    ways = (route for _, route in case.find(first_routes)) if of_ways else ()
    routes = {each.id: each for each in (*ways, *case.find(own_routes))}
    return tuple(judge_requirement(_requirement(each), case) for each in routes.values())


def own_routes(case: ProfileCase) -> tuple[Route, ...]:
    return (*_renewals(case), *_own_steps(case))


def ways_on_for(case: ProfileCase) -> tuple[OtherPath, ...]:
    """The other paths that fit this person, with their first steps; none on the top rung."""
    if case.holds_the_job:
        return ()
    found = []
    for path in case.roadmap.ways_on:
        is_ruled_out = path.unless is not None and path.unless.judge(case).holds
        if path.when.judge(case).holds and not is_ruled_out:
            steps = (each for each in path.first_steps if not makes_no_sense(each, case))
            fitting = tuple(each for each in steps if not is_of_no_answer(each, case))
            found.append(replace(path, first_steps=fitting))
    return tuple(found)


def first_routes(case: ProfileCase) -> tuple[tuple[OtherPath, Route], ...]:
    """
    The first steps of the ways that fit, where one of these is a decision that waits, or none of
    them is and something required waits for one.
    """
    ways_on = case.find(ways_on_for)
    named = {path.decision for path in case.roadmap.ways_on if path.decision}
    required = {
        each.id
        for each in case.roadmap.decisions
        if each.takes == each.requirement(case.roadmap).id
        and each.requirement(case.roadmap).strength is Strength.REQUIRED
    }
    leading = {path.decision for path in ways_on} if named else required
    if not put_off_for(case) & leading:
        return ()
    fitting = [path for path in ways_on if path.decision is None]
    longest = max((len(path.first_steps) for path in fitting), default=0)
    return tuple(
        (path, path.first_steps[place])
        for place in range(longest)
        for path in fitting
        if place < len(path.first_steps)
    )


def is_own(requirement: Requirement) -> bool:
    """Whether it is none of the roadmap's."""
    return requirement.met_when == NEVER


def _requirement(route: Route) -> Requirement:
    return Requirement(
        id=route.id,
        title=route.title,
        strength=Strength.HELPS,
        share="",
        met_when=NEVER,
        need=route.why,
        why=route.why,
        evidence=route.evidence,
        routes=(route,),
        waivable=False,
        in_plan=True,
    )


def _own_steps(case: ProfileCase) -> Iterator[Route]:
    """
    Those that are needed: not to prepare for what one was excused from, or what is joined to the
    training told, nor in a training that is over on the day on which one wants to begin; nor what
    a cell that could not be read may speak against.
    """
    taken = (each.requirement(case.roadmap) for each in case.roadmap.decisions)
    excused = [one.cycle for each in taken if case.is_waived(each) for one in each.routes]
    start, ends = case.profile.constraints.start, _ends_under_way(case)
    is_over = bool(ends and start and start.earliest > max(ends))
    for route in case.roadmap.own_steps:
        needed = route.needs is None or route.needs.judge(case).holds
        is_unread = route.unless is not None and case.may_be_told(route.unless)
        if needed and not (is_unread or route.is_shut(case.on) or makes_no_sense(route, case)):
            cycle = route.prepares_for
            pointless = is_over or any(each is cycle for each in excused)
            if cycle is None or not (pointless or _is_joined_to_training(route, case)):
                yield _in_time(route, case)


def _ends_under_way(case: ProfileCase) -> list[date]:
    """Of training under way, and of a residency planned."""
    residencies, fellowships = case.profile.residency or (), case.profile.fellowships or ()
    found: list[tuple[Finding, Collection[Rank]]]
    found = [(training_finding(each, case), TO_COME) for each in residencies]
    found += [(training_finding(each, case), (Rank.IN_PROGRESS,)) for each in fellowships]
    return [each.becomes for each, ahead in found if each.high in ahead and each.becomes]


def _is_joined_to_training(route: Route, case: ProfileCase) -> bool:
    """Whether what it prepares for has a way of its own, within or beside the training told."""
    routes = (each for one in case.roadmap.requirements() for each in one.routes if each.within)
    joined = (each for each in routes if each.cycle and each.cycle is route.prepares_for)
    return any(not (is_of_no_answer(each, case) or makes_no_sense(each, case)) for each in joined)


def _in_time(route: Route, case: ProfileCase) -> Route:
    """What is under way ends as told, with a part left to pay, or in time for a season."""
    found = route.unless.judge(case) if route.unless else UNKNOWN
    if found.low is Rank.IN_PROGRESS:
        route = replace(route, cost=route.cost and replace(route.cost, low=0))
    if found.becomes is not None:
        left = month_position(found.becomes) - month_position(case.on)
        months = Months.exactly(left)
        route = replace(route, months=months if left <= route.months.high else route.months)
    if route.prepares_for is None:
        return route
    season = replace(route, cycle=route.prepares_for)
    asked, ends = case.profile.constraints.start, _ends_under_way(case)
    begin = max(case.on, asked.earliest) if asked else case.on
    opening = season.first_opening(max(begin, *ends)) if ends else None
    if opening is None or season.last_day_to_apply(opening) < begin:
        opening = season.next_opening(begin)
    assert opening is not None  # noqa: S101 - a season comes round each year
    days = season.safe_day_to_apply(opening), season.last_day_to_apply(opening)
    by = next((each for each in days if each > begin), begin)
    left = month_position(by) - month_position(begin)
    return replace(
        route,
        months=route.months.no_longer(left),
        action=filled(route.action, {"start": date_text(opening), "apply": date_text(days[1])}),
    )


def as_renewed(
    case: ProfileCase, *, since: date = date.min, start: date | None = None
) -> ProfileCase:
    """
    The case of who renews what is held: a plan does, and counts on it for what comes later. With a
    ``start`` only what ends on or after ``since``, and too soon to be renewed from that start on.
    """
    template = case.roadmap.renewal
    if template is None:
        return case
    until = add_months(start, template.months.likely) if start else date.max
    kept = {
        field: tuple(
            replace(each, expires=None)
            if each.expires
            and since <= each.expires.earliest < until
            and holding_finding(each, case).holds
            else each
            for each in BY_PATH[field].of(case.profile) or ()
        )
        for field in ENDING
        if BY_PATH[field].of(case.profile)
    }
    profile = replace(case.profile, **kept)
    return case if profile == case.profile else case.but(profile=profile)


def _renewals(case: ProfileCase) -> Iterator[Route]:
    """One for each thing that is held and ends within a year, the soonest first."""
    template = case.roadmap.renewal
    ending = [
        (each.expires, each.id, field)
        for field in ENDING
        for each in BY_PATH[field].of(case.profile) or ()
        if each.expires is not None and holding_finding(each, case).low is Rank.EXPIRING
    ]
    if template is not None:
        for expires, held, field in sorted(ending, key=lambda it: (it[0].earliest, it[1])):
            yield _renewal(template, field, held, expires, case)


def _renewal(
    template: Route, field: str, held: str, expires: PartialDate, case: ProfileCase
) -> Route:
    """
    Its last day to start leaves the likely months before the end, or is the day assessed; surely in
    time is what leaves the most.
    """
    roadmap = case.roadmap
    showing = (  # by the answer that shows it to be held
        each
        for each in roadmap.credentials
        for rule in each.held_by
        for leaf in rule.leaves()
        if isinstance(leaf, Holds) and leaf.field == field and held in leaf.ids
    )
    credential = next(showing, None)
    id_ = credential.id if credential else held
    named = roadmap.vocabulary.title(BY_PATH[field].terms, id_).removeprefix(other_id(""))
    # The template tells of boards; of any other certificate nothing but its own entry does.
    issuer, do_at, cited = roadmap.texts["renewal_board"], template.do_at, template.evidence
    if field != BOARDS:
        issuer, do_at, cited = roadmap.texts["renewal_issuer"], (), ()
    if credential:
        issuer, do_at = credential.issuer, credential.do_at
        cited = tuple(each for each in credential.evidence if each.renewal)
    values = {
        "title": credential.short if credential else named,
        "date": partial_date_text(expires.text()),
        "issuer": issuer,
    }
    said = credential.renewal if credential else None
    left = month_position(max(case.on, expires.earliest)) - month_position(case.on)
    return replace(
        template,
        id=f"{template.id}-{id_}",
        months=template.months.no_longer(left),
        title=filled(template.title, values),
        action=filled(template.action, values),
        why=filled(template.why, values),
        do_at=do_at,
        evidence=tuple(sorted(cited, key=lambda it: it.grade)),
        ask=None if template.ask is None else filled(template.ask, values),
        notes=(*((said,) if said else ()), *template.notes),
        end=max(case.on, add_months(expires.earliest, -template.months.likely)),
        safe_until=add_months(expires.earliest, -template.months.high),
        renews=held,
    )
