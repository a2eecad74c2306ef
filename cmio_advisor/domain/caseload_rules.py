"""
What a caseload judges once for all clients who look alike: steps, credentials, ladder, ways on.

Most of what a rule finds comes in few kinds, far fewer than there are ways to look alike to it. So
what was found is kept once a kind, and whatever is made of it has few kinds of parts to be made of.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from cmio_advisor.domain.answered import Answered
from cmio_advisor.domain.assess import is_asked
from cmio_advisor.domain.assessment import CredentialResult, State
from cmio_advisor.domain.case import ProfileCase
from cmio_advisor.domain.caseload_results import (
    Ahead,
    JudgedCredential,
    JudgedCredentials,
    JudgedLadder,
    JudgedRequirement,
    JudgedSteps,
    Opens,
    Unknowns,
)
from cmio_advisor.domain.conditions import Condition, Finding
from cmio_advisor.domain.credentials import Credential, eligibility_rule
from cmio_advisor.domain.eligibility import judge_credential
from cmio_advisor.domain.memory import Memory
from cmio_advisor.domain.next_steps import RequirementFacts, credential_waits_for, look_ahead
from cmio_advisor.domain.roadmap import Question, Requirement, Roadmap, Step
from cmio_advisor.domain.rule_memory import Joined, Probe, Rule, Told, Waived, judged, probes_of
from cmio_advisor.domain.states import judge_requirement

MOST_FIELDS = 8
"""
Neighbours are judged together while they read no more fields than this: a client then takes fewer
look-ups, and looks like others often enough for what was found to be found again.
"""


def requirement_rule(
    requirement: Requirement, roadmap: Roadmap, facts: RequirementFacts
) -> Rule[JudgedRequirement]:
    routes = requirement.routes
    needs = [rule for each in routes for rule in (each.needs, each.unless) if rule is not None]
    probes: list[Probe] = [Waived(requirement), *probes_of([requirement.met_when, *needs], roadmap)]
    kinds = Memory()

    def judge(case: ProfileCase) -> JudgedRequirement:
        result = judge_requirement(requirement, case)
        is_open, unknown = result.state.is_open, result.state is State.UNKNOWN
        found = look_ahead(requirement, result.state, case, facts) if is_open else None
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

    return Rule(probes, judge)


def credential_rule(
    credential: Credential, roadmap: Roadmap, facts: RequirementFacts
) -> Rule[JudgedCredential]:
    conditions: list[Condition] = [eligibility_rule(credential), *credential.held_by()]
    kinds = Memory()

    def judge(case: ProfileCase) -> JudgedCredential:
        found = judge_credential(credential, case)
        waits_for = credential_waits_for(credential, case, facts)
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
) -> Rule[JudgedSteps]:
    """
    The requirements of neighbouring steps as one.
    """
    ids = [each.id for step in steps for each in step.requirements]
    kinds, unknowns, opens = Memory(), Memory(), Memory()

    def join(found: list[JudgedRequirement]) -> JudgedSteps:
        fields = tuple([each.unknown for each in found if each.unknown is not None])
        unknown = unknowns.get_or_make(fields, lambda: Unknowns(fields))
        waiting = tuple([each.ahead.waiting for each in found if each.ahead and each.ahead.waits])
        opened = opens.get_or_make(waiting, lambda: Opens(waiting))
        # What the kind is made of is kept in it, so that its identity holds.
        return kinds.get_or_make(
            tuple(map(id, found)), lambda: JudgedSteps(steps, found, unknown, opened, places)
        )

    return Joined([rules[each] for each in ids], join)


def credentials_rule(rules: Sequence[Rule[JudgedCredential]]) -> Rule[JudgedCredentials]:
    """
    Neighbouring credentials as one.
    """
    kinds, opens = Memory(), Memory()

    def join(found: list[JudgedCredential]) -> JudgedCredentials:
        waiting = tuple([each.waiting for each in found if each.waits])
        opened = opens.get_or_make(waiting, lambda: Opens(waiting))
        return kinds.get_or_make(tuple(map(id, found)), lambda: JudgedCredentials(found, opened))

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


def ladder_rule(roadmap: Roadmap) -> Rule[JudgedLadder]:
    """
    The rung that is certainly shown and by which sign, and the ways on that apply.
    """
    conditions = [sign.when for rung in roadmap.ladder for sign in rung.signs]
    conditions += [way.when for way in roadmap.ways_on]
    kinds = Memory()

    def judge(case: ProfileCase) -> JudgedLadder:
        shown = case.rung()
        ways_on = tuple([way for way in roadmap.ways_on if way.when.judge(case).holds])
        kind = (shown and id(shown[1]), tuple([way.id for way in ways_on]))
        return kinds.get_or_make(kind, lambda: JudgedLadder(shown, ways_on))

    return Rule(list(probes_of(conditions, roadmap)), judge)


def question_rule(question: Question, roadmap: Roadmap) -> Rule[bool]:
    conditions = [] if question.asked_when is None else [question.asked_when]
    probes = [Answered(question.field), *probes_of(conditions, roadmap)]
    return Rule(probes, partial(is_asked, question))


class RememberingCase(ProfileCase, kw_only=False):
    """
    A client's case that looks up the roadmap's named rules instead of judging them anew.
    """

    rules: Mapping[tuple[str, str], Rule[Finding]]
    told: tuple[Told, ...]

    def requirement(self, requirement: str) -> Finding:
        return judged(self.rules["requirement", requirement], self.told, lambda: self)

    def for_eligibility(self) -> ProfileCase:
        """
        Other answers than were told; what is remembered of those says nothing on them.
        """
        if self.profile.certifications is not None:
            return self
        return ProfileCase(self.profile, self.roadmap, self.on).for_eligibility()

    def eligibility(self, credential: str) -> Finding:
        return judged(self.rules["eligible", credential], self.told, lambda: self)


def named_rules(roadmap: Roadmap) -> dict[tuple[str, str], Rule[Finding]]:
    """
    The rules that other rules name: that a requirement is met, that a credential is open.
    """
    rules: dict[tuple[str, str], Rule[Finding]] = {}
    for requirement in roadmap.requirements():
        rules["requirement", requirement.id] = Rule(
            [Waived(requirement), *probes_of([requirement.met_when], roadmap)],
            partial(ProfileCase.requirement, requirement=requirement.id),
        )
    for credential in roadmap.credentials:
        rules["eligible", credential.id] = Rule(
            list(probes_of([eligibility_rule(credential)], roadmap)),
            partial(ProfileCase.eligibility, credential=credential.id),
        )
    return rules
