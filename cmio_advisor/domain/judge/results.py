"""
The state of each requirement and step, which credentials a person may sit for, and how, and what
waits for a decision: it costs years or a large part of the pay, and is left out until taken; and
how a person compares with those who hold the role.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from enum import StrEnum
from functools import lru_cache

from cmio_advisor.domain.base.evidence import Evidence
from cmio_advisor.domain.base.frozen import Frozen, kept, replace
from cmio_advisor.domain.base.sentences import filled
from cmio_advisor.domain.base.time import Cost
from cmio_advisor.domain.judge.case import ProfileCase, about
from cmio_advisor.domain.profile.profile import TRAINING, Status
from cmio_advisor.domain.roadmap.roadmap import (
    Credential,
    Decision,
    Requirement,
    Roadmap,
    Standing,
    Step,
    Strength,
    best_pathway,
)
from cmio_advisor.domain.roadmap.route import Moment, Route
from cmio_advisor.domain.rules.conditions import (
    MET,
    UNKNOWN,
    AtLeast,
    Condition,
    Finding,
    Reference,
)
from cmio_advisor.domain.rules.leaves import TRAINEE, Trained
from cmio_advisor.domain.rules.quoting import field_words


class State(StrEnum):
    """
    The state of a requirement, and of a step, which shows its least favorable. ``closed``: every
    route is shut; ``waived``: someone excused the person.
    """

    MET = "met"
    IN_PROGRESS = "in_progress"
    PLANNED = "planned"
    WAIVED = "waived"
    EXPIRING = "expiring"
    EXPIRED = "expired"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"
    CLOSED = "closed"

    @kept
    def is_satisfied(self) -> bool:
        """Whether nothing is left to do for it today."""
        return self in (State.MET, State.WAIVED, State.EXPIRING)

    @kept
    def is_open(self) -> bool:
        """Whether it is known not to be met."""
        return not self.is_satisfied and self is not State.UNKNOWN


class Answer(StrEnum):
    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Eligibility(StrEnum):
    """Whether a credential may be sat for today; ``held`` only where the profile says so."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"
    HELD = "held"


class RequirementResult(Frozen):
    requirement: Requirement
    state: State
    finding: Finding


class StepResult(Frozen):
    step: Step
    state: State
    requirements: tuple[RequirementResult, ...]


class StandingResult(Frozen):
    """
    How a person compares with those who hold the role; ``standing`` is ``None`` where the answers
    do not settle it. ``have`` and ``missing`` are ids of expected requirements, as far as known.
    """

    standing: Standing | None
    title: str
    why: str
    have: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def id(self) -> str:
        """The standing's id, or that it is unknown."""
        return self.standing.id if self.standing else State.UNKNOWN.value


class CredentialResult(Frozen):
    """
    One credential on the day: may it be sat for, by which pathway, from when, until when. What is
    ``missing`` is full sentences, one of each list of ``missing_any`` being enough; of those that
    are ``unsettled`` too nobody knows. One that ``is_below`` what is held, or ``is_of_others``, is
    of no use.
    """

    credential: Credential
    state: State
    eligible: Eligibility
    via: str | None
    eligible_from: date | None
    closes_on: date | None
    missing: tuple[str, ...]
    missing_any: tuple[tuple[str, ...], ...] = ()
    unsettled: tuple[str, ...] = ()
    is_below: bool = False
    is_of_others: bool = False


class Counts(Frozen):
    """How many requirements of one strength are met, open and unknown."""

    met: int
    open: int
    unknown: int


LEAST_FAVOURABLE_FIRST = (
    State.NOT_MET,
    State.UNKNOWN,
    State.CLOSED,
    State.EXPIRED,
    State.PLANNED,
    State.IN_PROGRESS,
    State.EXPIRING,
    State.WAIVED,
    State.MET,
)
"""Unknown stands right above the lowest state because an unknown requirement may turn out to be
any state at all: so a step's state is never contradicted by a later answer."""


def state_of(finding: Finding) -> State:
    """The state of a finding; unknown as long as an answer can still decide whether it is met."""
    known = finding.settled or finding.holds
    return State[finding.low.name] if known else State.UNKNOWN


def judge_requirement(requirement: Requirement, case: ProfileCase) -> RequirementResult:
    """One requirement on a day: waived whatever the answers say; closed if all routes are."""
    finding = requirement.met_when.judge(case)
    state = state_of(finding)
    if case.is_waived(requirement):
        state = State.WAIVED
    elif state is State.NOT_MET and all(route.is_shut(case.on) for route in requirement.routes):
        state = State.CLOSED
    return RequirementResult(requirement=requirement, state=state, finding=finding)


def left_unread(case: ProfileCase, planned: Collection[str]) -> tuple[Requirement, ...]:
    """What is not planned, by its id, and may stand in a cell that could not be read."""
    return tuple(
        each
        for each in (case.roadmap.requirements() if case.not_read else ())
        if each.id not in planned
        and case.may_be_told(each.met_when)
        and judge_requirement(each, case).state is State.UNKNOWN
    )


def step_state(results: tuple[RequirementResult, ...]) -> State:
    """The least favorable state of the required, then the expected, then the helping ones."""
    required = _states(results, Strength.REQUIRED)
    expected = _states(results, Strength.EXPECTED)
    if required and not _least(required).is_satisfied:
        return _least(required)
    return _least(required + expected or _states(results, Strength.HELPS))


def ready_to_apply(results: Iterable[RequirementResult]) -> Answer:
    """Whether the required list is complete: it speaks of that list only, not of a job."""
    states = _states(results, Strength.REQUIRED)
    if any(state.is_open for state in states):
        return Answer.NO
    return Answer.YES if all(state.is_satisfied for state in states) else Answer.UNKNOWN


def count(results: Iterable[RequirementResult], strength: Strength) -> Counts:
    """How many of them that have this strength are met, open and unknown."""
    states = _states(results, strength)
    return Counts(
        met=sum(state.is_satisfied for state in states),
        open=sum(state.is_open for state in states),
        unknown=states.count(State.UNKNOWN),
    )


def _states(results: Iterable[RequirementResult], strength: Strength) -> list[State]:
    return [each.state for each in results if each.requirement.strength is strength]


def _least(states: list[State]) -> State:
    return min(states, key=LEAST_FAVOURABLE_FIRST.index)


def judge_credential(credential: Credential, case: ProfileCase) -> CredentialResult:
    """
    One credential for one person on one day.

    Exam and application windows do not change the answer; a pathway's own dates do, and so do
    the dates from which the person's answers will meet the rule if everything goes as told.
    """
    holding = _holding(credential, case)
    asking = case.for_eligibility
    found = asking.as_can_be(credential.open_when)
    eligible = _eligible(holding, found)
    pathway = best_pathway(credential, asking)
    held = eligible is Eligibility.HELD
    is_open = eligible is Eligibility.YES
    lacks = not held and not is_open
    is_in = any(each.when.judge(asking).holds for each in credential.pathways)
    return CredentialResult(
        credential=credential,
        state=state_of(holding),
        eligible=eligible,
        via=pathway.id if pathway and not held and not found.fails else None,
        eligible_from=case.on if is_open else None if held else found.becomes,
        closes_on=found.ends if is_open else None,
        missing=_missing(credential, asking, is_in=is_in) if lacks else (),
        missing_any=_missing_any(credential, asking) if lacks and not is_in else (),
        unsettled=tuple(_unsettled(credential, asking)) if lacks else (),
        is_below=credential.below is not None and credential.below.judge(case).holds,
        is_of_others=credential.made_for is not None and credential.made_for.judge(case).fails,
    )


def _holding(credential: Credential, case: ProfileCase) -> Finding:
    """Whether it is held, by its own id or by another answer that means the same."""
    own, *others = (each.judge(case) for each in credential.held_by)
    if not others or own.holds:
        return own
    other = others[0]
    if other.holds:
        return other
    both_fail = own.fails and other.fails
    return max(own, other, key=lambda each: each.low) if both_fail else UNKNOWN


def _eligible(holding: Finding, found: Finding) -> Eligibility:
    if holding.holds:
        return Eligibility.HELD
    if found.holds:
        return Eligibility.YES
    return Eligibility.NO if found.fails else Eligibility.UNKNOWN


def _missing(credential: Credential, case: ProfileCase, *, is_in: bool) -> tuple[str, ...]:
    """What has to come first, or was not told; of pathways only where none of them holds."""
    sentences = [each.need for each in credential.requires if not each.when.judge(case).holds]
    if not is_in:
        sentences += [pathway.need_on(case.on) for pathway in credential.pathways]
    return tuple(dict.fromkeys(sentences))


def _unsettled(credential: Credential, case: ProfileCase) -> Iterator[str]:
    """What is asked in any case and was told neither to be there nor to be missing."""
    judged = ((each.need, each.when.judge(case)) for each in credential.requires)
    yield from (need for need, found in judged if not found.holds and not found.fails)


def _missing_any(credential: Credential, case: ProfileCase) -> tuple[tuple[str, ...], ...]:
    """The ways in, of which one is enough; those that are shut are none."""
    ways = (each.need for each in credential.pathways if not each.is_shut(case.on))
    found = tuple(dict.fromkeys(ways))
    return (found,) if found else ()


class OpenDecision(Frozen):
    """
    A decision that this person may take in: the ``route`` that it would begin with, the ``dates``
    to keep for its next opening, and the ids of requirements and credentials that it ``opens``;
    the pay that it takes, ``None`` where today's is not known or was not asked for.
    """

    decision: Decision
    route: Route
    dates: tuple[Moment, ...]
    opens: tuple[str, ...]
    pay_forgone: Cost | None = None

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """What carries the route, and why it is a decision."""
        return tuple(dict.fromkeys((*self.route.evidence, *self.decision.evidence)))


def put_off_for(case: ProfileCase) -> frozenset[str]:
    """The ids of the decisions that this person has not taken in."""
    return frozenset(each.id for each in case.roadmap.decisions if is_put_off(each, case))


def is_put_off(decision: Decision, case: ProfileCase) -> bool:
    """
    Whether a decision waits for this person: what it takes is not certainly met, nor shown by the
    job or the like to be likely, and they are certainly among those for whom it waits, or what
    could not be read may show that they are.
    """
    if decision.id in case.taken or case.put_off is not None:
        return decision.id in (case.put_off or ()) and decision.id not in case.taken
    waits: bool = case.find(about(is_waiting, decision))
    return waits


def is_waiting(decision: Decision, case: ProfileCase) -> bool:
    asked = decision.when
    if asked is not None and not (case.is_told(asked) or case.may_be_told(asked)):
        return False
    if decision.unless is not None and decision.unless.judge(case).holds:
        return False
    rule = decision.requirement(case.roadmap).met_when
    found = rule.judge(case)
    return not (found.holds or (not found.fails and case.presumes(rule)))


def awaits_decision(route: Route, requirement: Requirement, case: ProfileCase) -> bool:
    """Whether a route is one of a decision put off, or waits for what only that would bring."""
    return any(is_put_off(each, case) for each in _awaited(case.roadmap, route, requirement))


@lru_cache(maxsize=1024)
def _awaited(roadmap: Roadmap, route: Route, requirement: Requirement) -> tuple[Decision, ...]:
    """
    The decisions that the route may await, by the roadmap: the same for everybody. It stands first,
    as routes of two roadmaps that are equal take long to compare.
    """
    return tuple(each for each in roadmap.decisions if may_await(route, requirement, each, roadmap))


UNDER_WAY = tuple(Trained(each, frozenset(), status=Status.IN_PROGRESS) for each in TRAINING)
"""Residency or fellowship under way."""


def may_have_to_wait(route: Route, case: ProfileCase) -> bool:
    """
    Whether what could not be read, or goes with a job that could not, may be a training during
    which nobody begins a route: beside a post in training any, else what is one itself.
    """
    if not case.not_read or not (route.full_time or TRAINEE.judge(case)):
        return False
    leaves = route.not_during.leaves() if route.not_during else ()
    during = {each.field for each in leaves if isinstance(each, Trained)}
    asked = (each for each in UNDER_WAY if route.job or each.field in during)
    is_job = "role" in case.not_read
    return any(case.may_be_told(each) or (is_job and each.open_fields(case)) for each in asked)


def of_own_group(route: Route, case: ProfileCase) -> Route:
    """The route with the odds of the group that this person is certainly of, and the events."""
    if route.cycle is not None:
        events = route.cycle.events
        own = tuple(each for each in events if not (each.unless and each.unless.judge(case).holds))
        if own != events:
            route = replace(route, cycle=replace(route.cycle, events=own))
    for each in route.odds_of_groups:
        if each.when is not None and each.when.judge(case).holds:
            return replace(route, odds=each)
    return route


def may_await(route: Route, requirement: Requirement, decision: Decision, roadmap: Roadmap) -> bool:
    """Whether anybody who puts the decision off is kept from the route, by the roadmap alone."""
    if decision.takes == route.id:
        return True
    if decision.takes == requirement.id:
        return not route.only_if_given
    if decision.takes != decision.requirement(roadmap).id:
        return False
    asked = [requirement.met_when, *([] if route.needs is None else [route.needs])]
    return any(roadmap.rules.rests(each, decision.takes) for each in asked)


def open_decisions(case: ProfileCase) -> tuple[OpenDecision, ...]:
    """
    The decisions that were put off and wait for no other, each with what it is about; nothing of
    what somebody was excused from.
    """
    found = []
    put_off = [each for each in case.roadmap.decisions if is_put_off(each, case)]
    for decision in put_off:
        route, taken = _first_route(decision, case), decision.requirement(case.roadmap)
        others = (each for each in put_off if each is not decision)
        if route is None or case.is_waived(taken):
            continue
        if not any(may_await(route, taken, each, case.roadmap) for each in others):
            opening = route.next_opening(case.on)
            found.append(
                OpenDecision(
                    decision=decision,
                    route=route,
                    dates=route.moments(opening, case.on) if opening else (),
                    opens=_opened(decision, case.roadmap),
                )
            )
    return tuple(found)


def _first_route(decision: Decision, case: ProfileCase) -> Route | None:
    """The route that the decision begins with: the first whose needs hold, or else may."""
    routes = [
        each
        for each in decision.requirement(case.roadmap).routes
        if decision.takes in (each.id, decision.requirement(case.roadmap).id)
        and not each.only_if_given
        and not each.is_shut(case.on)
        and not (each.unless and each.unless.judge(case).holds)
        and not may_have_to_wait(each, case)
    ]
    ready = [each.needs.judge(case) if each.needs else MET for each in routes]
    found = max(ready, key=lambda each: (each.holds, not each.fails), default=None)
    return None if found is None else of_own_group(routes[ready.index(found)], case)


def _opened(decision: Decision, roadmap: Roadmap) -> tuple[str, ...]:
    """The requirements and credentials that nobody has without what a decision brings."""
    own = decision.requirement(roadmap).id
    if decision.takes != own:
        return (own,)
    rules = {each.id: each.met_when for each in roadmap.requirements() if each.id != own}
    anew = {each.id for each in roadmap.requirements() if each.anew_after == own}
    rules.update({each.id: each.open_when for each in roadmap.credentials})
    return tuple(
        id_
        for id_, rule in rules.items()
        if id_ in anew or roadmap.rules.rests(rule, decision.takes)
    )


FEW_FIELDS = 4
"""Of so many open answers a sentence names each; of more the lists of the page do."""


def standing_of(case: ProfileCase) -> tuple[Standing | None, str, str]:
    """
    The best standing that certainly holds, unless a better one may, what it is called for this
    person, and the sentence that says why: in place of its own that of the first sign that holds.
    """
    possible: list[Standing] = []
    texts, standings = case.roadmap.texts, case.roadmap.standings
    signs = {
        each.id: [sign for sign in each.signs if sign.when.judge(case).holds] for each in standings
    }
    is_there = any(each.when.judge(case).holds for each in case.roadmap.ladder[-1].signs)
    in_job = texts["standing_at_target_title"] if is_there else ""
    for standing in standings:
        found = standing.when.judge(case)
        if found.holds and not possible:
            said = next(iter(signs[standing.id]), None)
            title = (said and said.title) or in_job or standing.title
            return standing, title, said.why if said else standing.why
        if not found.fails:
            possible.append(standing)
        if found.holds:
            break
    for sign in signs[possible[0].id] if possible else ():
        if sign.title:  # what they hold is told, however they compare
            return None, sign.title, sign.why
    asked = {each.settles for each in case.roadmap.questions}
    fields = sorted(asked & {one for each in possible for one in _open_fields(each.when, case)})
    titles = [f'"{each.title}"' for each in possible]
    values = {
        "titles": " or ".join(filter(None, (", ".join(titles[:-1]), *titles[-1:]))),
        "fields": "; ".join(field_words(each, case.roadmap.vocabulary) for each in fields),
    }
    if in_job:
        return None, in_job, texts["standing_at_target"]
    names = ["standing_unknown"] * (len(possible) < len(standings))
    names += ["standing_unknown_settles"] * (0 < len(fields) <= FEW_FIELDS)
    why = " ".join(filled(texts[each], values) for each in names or ["standing_unknown_open"])
    return None, texts["standing_unknown_title"], why


def _open_fields(rule: Condition, case: ProfileCase) -> frozenset[str]:
    """What can still move a rule, through others that it names."""
    if isinstance(rule, AtLeast) and not rule.judge(case).settled:
        return frozenset().union(*(_open_fields(each, case) for each in rule.parts))
    if isinstance(rule, Reference) and not rule.judge(case).settled:
        return _open_fields(case.roadmap.named_rule(rule), case)
    return rule.open_fields(case)


def compare(
    roadmap: Roadmap, found: tuple[Standing | None, str, str], expected: Sequence[RequirementResult]
) -> StandingResult | None:
    """The standing that was found, with what of the expected list is there."""
    if not roadmap.standings:
        return None
    have = [each.requirement for each in expected if each.state.is_satisfied]
    missing = [each.requirement for each in expected if each.state.is_open]
    least, most = len(have), len(expected) - len(missing)
    range_ = roadmap.say("standing_range", least=least, most=most)
    values = {
        "have": least or "none" if least == most else range_,
        "expected": len(expected),
        "missing": "; ".join(each.title for each in missing),
    }
    standing, title, why = found
    why = why if have or missing else _without(why, "{have}") or why
    why = why if missing else _without(why, "{missing}")
    return StandingResult(
        standing=standing,
        title=title,
        why=filled(why, values),
        have=tuple(each.id for each in have),
        missing=tuple(each.id for each in missing),
    )


def _without(text: str, name: str) -> str:
    """The text without a sentence into which nothing could be filled."""
    return " ".join(each for each in re.split(r"(?<=\.) ", text) if name not in each)
