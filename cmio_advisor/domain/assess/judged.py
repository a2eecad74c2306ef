"""What is judged of the answers themselves: each part with what is read for it."""

from collections.abc import Iterator
from functools import partial

from cmio_advisor.domain.assess.asking import told_before, urgency
from cmio_advisor.domain.assess.stage import standing_of
from cmio_advisor.domain.base.frozen import Frozen
from cmio_advisor.domain.judge.case import ProfileCase
from cmio_advisor.domain.judge.decisions import OpenDecision, may_await, open_decisions
from cmio_advisor.domain.judge.looks import (
    NOT_READ,
    Look,
    Part,
    of_ends,
    of_waiver,
    of_whole,
    whether_answered,
)
from cmio_advisor.domain.judge.results import CredentialResult, RequirementResult, State
from cmio_advisor.domain.judge.states import judge_credential, judge_requirement
from cmio_advisor.domain.profile.fields import ANSWERS
from cmio_advisor.domain.roadmap.credentials import Credential
from cmio_advisor.domain.roadmap.roadmap import (
    Advice,
    Decision,
    OtherPath,
    Question,
    Requirement,
    Roadmap,
    Rung,
    Sign,
)
from cmio_advisor.domain.routes.layout import usual_steps
from cmio_advisor.domain.routes.next_steps import NextStep, first_steps
from cmio_advisor.domain.routes.offers import (
    OpenRequirement,
    credential_waits_for,
    given_in,
    look_ahead,
    no_sense_when,
    years_of,
)
from cmio_advisor.domain.routes.upkeep import ENDING, own_prospects, ways_on_for
from cmio_advisor.domain.rules.conditions import Condition, Rank
from cmio_advisor.domain.rules.leaves import Years


class JudgedRequirement(Frozen):
    """
    A requirement judged, what is ahead of it if it is open or unknown, and, while it is unknown,
    the fields that can still move it.
    """

    result: RequirementResult
    ahead: OpenRequirement | None
    open_fields: frozenset[str]


class JudgedCredential(Frozen):
    """A credential judged, and the ids of the requirements that bring what it still asks."""

    result: CredentialResult
    waits_for: frozenset[str]


class Ladder(Frozen):
    """
    The rung that is certainly shown and the sign of it, the ways on that apply with their first
    steps, the decisions that wait, and the advice that fits.
    """

    shown: tuple[Rung, Sign] | None
    ways_on: tuple[OtherPath, ...]
    decisions: tuple[OpenDecision, ...]
    first_steps: tuple[NextStep, ...]
    advice: tuple[Advice, ...]


def requirement_part(requirement: Requirement, roadmap: Roadmap) -> Part:
    """What is judged of a requirement, and read for it."""

    def find(case: ProfileCase) -> JudgedRequirement:
        result = judge_requirement(requirement, case)
        is_open, unknown = result.state.is_open, result.state is State.UNKNOWN
        # What is under way or planned is a step, whatever else may turn out to meet the same.
        begun = unknown and result.finding.low in (Rank.PLANNED, Rank.IN_PROGRESS)
        state = State[result.finding.low.name] if begun else result.state
        # What could not be read may be just what it asks for: that is asked, and no step is named.
        named = is_open or (unknown and (begun or not case.may_be_told(requirement.met_when)))
        return JudgedRequirement(
            result=result,
            ahead=look_ahead(requirement, state, case) if named else None,
            open_fields=requirement.met_when.open_fields(case) if unknown else frozenset(),
        )

    def rules() -> Iterator[Condition]:
        yield requirement.met_when
        for route in requirement.routes:
            yield from no_sense_when(route, roadmap)
            yield from filter(None, (route.needs, route.not_during))
            yield from route.of_groups
            if route.earns is not None:  # which may close with the pathway that is open to them
                yield from (each.when for each in roadmap.credential(route.earns).pathways)
        for decision in roadmap.decisions:
            if any(may_await(each, requirement, decision, roadmap) for each in requirement.routes):
                yield from _rules_of(decision, roadmap)

    def looks() -> Iterator[Look]:
        yield of_waiver(requirement)
        yield NOT_READ
        yield from (
            Look(each.profile_field, Years.months_left, (each,)) for each in years_of(requirement)
        )
        if any(each.within or each.not_during for each in requirement.routes):
            yield from map(of_ends, ("residency", "fellowships"))
        given = (leaf.field for each in requirement.routes for leaf in given_in(each))
        yield from map(whether_answered, given)

    return Part(find, rules, looks)


def credential_part(credential: Credential) -> Part:
    """The same of a credential."""

    def find(case: ProfileCase) -> JudgedCredential:
        return JudgedCredential(
            result=judge_credential(credential, case),
            waits_for=credential_waits_for(credential, case),
        )

    rules = (credential.open_when, *credential.held_by, credential.below, credential.made_for)
    return Part(find, lambda: filter(None, rules))


def _rules_of(decision: Decision, roadmap: Roadmap) -> Iterator[Condition]:
    """What tells whether a decision waits."""
    yield decision.requirement(roadmap).met_when
    yield from filter(None, (decision.when, decision.unless))


def question_part(question: Question) -> Part:
    """How soon a question is to be asked."""
    return Part(
        partial(urgency, question),
        lambda: filter(None, (question.asked_when, question.decides_when)),
        lambda: (
            *map(whether_answered, (question.told_at, *told_before(question))),
            of_whole("unread"),
        ),
    )


def usual_part() -> Part:
    """
    The plan of the usual wishes: it starts from answers that differ a little from those told, so it
    rests on all of these themselves.
    """
    looks = partial(map, of_whole, (*ANSWERS, "unread"))
    return Part(lambda case: usual_steps(case.as_answered), looks=looks)


def standing_part(roadmap: Roadmap) -> Part:
    """The person beside those who hold the job."""

    def rules() -> Iterator[Condition]:
        yield from (each.when for each in roadmap.ladder[-1].signs)
        for standing in roadmap.standings:
            yield from (standing.when, *[each.when for each in standing.signs])

    return Part(standing_of, rules)


def own_part(roadmap: Roadmap) -> Part:
    """What is the person's own to do."""

    def rules() -> Iterator[Condition]:
        for route in (*roadmap.own_steps, *joined):
            yield from filter(None, (route.needs, route.unless))

    routes = (route for each in roadmap.requirements() for route in each.routes)
    joined = [each for each in routes if each.within]
    trainings = ("residency", "fellowships")
    looks = (NOT_READ, *map(of_whole, ENDING), *map(of_ends, trainings))
    looks += tuple(map(whether_answered, trainings))
    return Part(own_prospects, rules, lambda: looks)


def ladder_part(roadmap: Roadmap) -> Part:
    """The rung, and what hangs on it."""

    def find(case: ProfileCase) -> Ladder:
        return Ladder(
            shown=case.rung(),
            ways_on=ways_on_for(case),
            decisions=open_decisions(case),
            first_steps=first_steps(case),
            advice=tuple(each for each in roadmap.advice if each.when.judge(case).holds),
        )

    def rules() -> Iterator[Condition]:
        for rung in roadmap.ladder:
            yield from (each.when for each in rung.signs)
        for path in roadmap.ways_on:
            yield path.when
            for each in path.first_steps:
                yield from filter(None, (each.needs, each.unless))
        yield from (each.when for each in roadmap.advice)
        for decision in roadmap.decisions:
            yield from _rules_of(decision, roadmap)
            routes = decision.requirement(roadmap).routes
            yield from filter(None, (rule for each in routes for rule in (each.needs, each.unless)))
            yield from (rule for each in routes for rule in each.of_groups)

    return Part(find, rules, lambda: (NOT_READ,))
