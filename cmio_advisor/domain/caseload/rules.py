"""
What a caseload judges once for all clients who look alike: steps, credentials, ladder, ways on.

Most of what a rule finds comes in few kinds, far fewer than there are ways to look alike to it. So
what was found is kept once a kind, and whatever is made of it has few kinds of parts to be made of.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any, Generic, TypeVar

from cmio_advisor.domain.assess.assess import is_asked, ways_on_for
from cmio_advisor.domain.base.kept import Memory
from cmio_advisor.domain.caseload.joined_rules import Joined, Resting
from cmio_advisor.domain.caseload.named_rules import NamedRules
from cmio_advisor.domain.caseload.results import (
    Ahead,
    JudgedCredential,
    JudgedCredentials,
    JudgedLadder,
    JudgedRequirement,
    JudgedSteps,
    Opens,
    Unknowns,
)
from cmio_advisor.domain.caseload.rule_memory import MakeCase, Probe, Rule, Told, Waived, probes_of
from cmio_advisor.domain.judge.answered import Answered
from cmio_advisor.domain.judge.case import ProfileCase
from cmio_advisor.domain.judge.decisions import may_await, open_decisions
from cmio_advisor.domain.judge.eligibility import judge_credential
from cmio_advisor.domain.judge.results import CredentialResult, State
from cmio_advisor.domain.judge.states import judge_requirement
from cmio_advisor.domain.roadmap.credentials import Credential
from cmio_advisor.domain.roadmap.roadmap import Decision, Question, Requirement, Roadmap, Step
from cmio_advisor.domain.routes.next_steps import credential_waits_for, first_steps, look_ahead
from cmio_advisor.domain.rules.conditions import Condition, Reference
from cmio_advisor.domain.rules.leaves import Leaf

T = TypeVar("T")

MOST_FIELDS = 8
"""
Neighbours are judged together while they read no more fields than this: a client then takes fewer
look-ups, and looks like others often enough for what was found to be found again.
"""


def requirement_rule(
    requirement: Requirement, roadmap: Roadmap, named: NamedRules
) -> Resting[JudgedRequirement]:
    routes = requirement.routes
    needs = [rule for each in routes for rule in (each.needs, each.unless) if rule is not None]
    for decision in roadmap.decisions:
        if any(may_await(each, requirement, decision, roadmap) for each in routes):
            needs += _rules_of(decision, roadmap)
    leaves = [leaf for each in (requirement.met_when, *needs) for leaf in each.leaves()]
    probes: list[Probe] = [Waived(requirement)]
    probes += [leaf for leaf in leaves if isinstance(leaf, Leaf)]
    references = dict.fromkeys(leaf for leaf in leaves if isinstance(leaf, Reference))
    kinds = Memory()

    def judge(case: ProfileCase) -> JudgedRequirement:
        result = judge_requirement(requirement, case)
        is_open, unknown = result.state.is_open, result.state is State.UNKNOWN
        found = look_ahead(requirement, result.state, case) if is_open else None
        open_fields = requirement.met_when.open_fields(case) if unknown else frozenset()
        kind = (
            result.state,
            result.finding,
            found and (found.route.id, found.startable_from, found.done_on, found.waits_for),
            open_fields,
        )
        return kinds.get_or_make(
            kind, lambda: JudgedRequirement(result, Ahead(found) if found else None, open_fields)
        )

    return Resting(Rule(probes, judge), [named[each.kind, each.id] for each in references])


def _rules_of(decision: Decision, roadmap: Roadmap) -> list[Condition]:
    """
    What tells whether a decision waits.
    """
    unless = [] if decision.unless is None else [decision.unless]
    return [decision.requirement(roadmap).met_when, *unless]


def credential_rule(credential: Credential, roadmap: Roadmap) -> Rule[JudgedCredential]:
    conditions: list[Condition] = [credential.open_when, *credential.held_by]
    kinds = Memory()

    def judge(case: ProfileCase) -> JudgedCredential:
        found = judge_credential(credential, case)
        waits_for = credential_waits_for(credential, case)
        return kinds.get_or_make(
            (_kind(found), waits_for), lambda: JudgedCredential(found, waits_for)
        )

    return Rule(list(probes_of(conditions, roadmap)), judge)


def _kind(found: CredentialResult) -> tuple[object, ...]:
    """
    All that two results for one credential can differ in.
    """
    return (
        found.state,
        found.eligible,
        found.via,
        found.eligible_from,
        found.closes_on,
        found.missing,
    )


def steps_rule(
    steps: Sequence[Step], rules: Mapping[str, Rule[JudgedRequirement]], places: Mapping[str, int]
) -> Joined[JudgedSteps]:
    """
    The requirements of neighbouring steps as one.
    """
    ids = [each.id for step in steps for each in step.requirements]
    unknowns, opens = Memory(), Memory()

    def join(found: list[JudgedRequirement]) -> JudgedSteps:
        fields = tuple([each.unknown for each in found if each.unknown is not None])
        unknown = unknowns.get_or_make(fields, lambda: Unknowns(fields))
        waiting = tuple([each.ahead.waiting for each in found if each.ahead and each.ahead.waits])
        opened = opens.get_or_make(waiting, lambda: Opens(waiting))
        return JudgedSteps(steps, found, unknown, opened, places)

    return Joined([rules[each] for each in ids], join)


def credentials_rule(rules: Sequence[Rule[JudgedCredential]]) -> Joined[JudgedCredentials]:
    """
    Neighbouring credentials as one.
    """
    opens = Memory()

    def join(found: list[JudgedCredential]) -> JudgedCredentials:
        waiting = tuple([each.waiting for each in found if each.waits])
        return JudgedCredentials(found, opens.get_or_make(waiting, lambda: Opens(waiting)))

    return Joined(rules, join)


def neighbours(rules: Sequence[Sequence[Rule[Any]]]) -> Iterator[slice]:
    """
    Where to cut a row of parts, each judged by some rules, so that every piece reads few fields.
    """
    start = 0
    read: set[str] = set()
    for place, each in enumerate(rules):
        fields = {field for rule in each for field in rule.probes}
        if place > start and len(read | fields) > MOST_FIELDS:
            yield slice(start, place)
            start, read = place, set()
        read |= fields
    if rules:
        yield slice(start, len(rules))


class Row(Generic[T]):
    """
    Parts of a result side by side. A part that reads many fields is seldom met again as a whole, so
    its rules are asked one by one and what they find is joined.
    """

    def __init__(self, parts: Sequence[Joined[T]]) -> None:
        self.rules: list[Rule[Any]] = []
        self.wide: list[tuple[slice, Joined[T]]] = []
        for place, part in enumerate(parts):
            if len(part.probes) > MOST_FIELDS:
                self.wide.append((slice(place, place + len(part.rules)), part))
                self.rules += part.rules
            else:
                self.rules.append(part)

    def find(self, seen: tuple[int, ...], told: Sequence[Told], case: MakeCase) -> list[T]:
        """
        The parts of one client.
        """
        # Most rules have met the like before; asking their memory here saves a call for each.
        found = [
            rule.found.get(rule.pick(seen)) or rule.find(rule.pick(seen), told, case)
            for rule in self.rules
        ]
        for place, part in self.wide:
            found[place] = [part.joined(found[place])]
        return found


def ladder_rule(roadmap: Roadmap) -> Rule[JudgedLadder]:
    """
    The rung that is certainly shown and by which sign, the ways on that apply with their first
    steps, and the decisions that wait.
    """
    conditions = [sign.when for rung in roadmap.ladder for sign in rung.signs]
    conditions += [way.when for way in roadmap.ways_on]
    for decision in roadmap.decisions:
        conditions += _rules_of(decision, roadmap)
        routes = decision.requirement(roadmap).routes
        conditions += [each.needs for each in routes if each.needs is not None]
    kinds = Memory()

    def judge(case: ProfileCase) -> JudgedLadder:
        shown = case.rung()
        ways_on = ways_on_for(case)
        decisions, steps = open_decisions(case), first_steps(ways_on, case)
        kind = (
            shown and id(shown[1]),
            tuple([way.id for way in ways_on]),
            tuple([each.route.id for each in decisions]),
            bool(steps),
        )
        return kinds.get_or_make(kind, lambda: JudgedLadder(shown, ways_on, decisions, steps))

    return Rule(list(probes_of(conditions, roadmap)), judge)


def question_rule(question: Question, roadmap: Roadmap) -> Rule[bool]:
    conditions = [] if question.asked_when is None else [question.asked_when]
    probes = [Answered(question.field), *probes_of(conditions, roadmap)]
    return Rule(probes, partial(is_asked, question))
