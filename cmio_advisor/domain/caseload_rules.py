"""
What a caseload judges once for all clients who look alike: steps, credentials, ladder, ways on.
"""

from collections.abc import Mapping, Sequence
from functools import partial

from cmio_advisor.domain.answered import Answered
from cmio_advisor.domain.assess import is_asked
from cmio_advisor.domain.assessment import (
    Counts,
    CredentialResult,
    RequirementResult,
    State,
    StepResult,
)
from cmio_advisor.domain.case import ProfileCase
from cmio_advisor.domain.conditions import Condition, Finding
from cmio_advisor.domain.credentials import Credential, eligibility_rule
from cmio_advisor.domain.eligibility import judge_credential
from cmio_advisor.domain.next_steps import (
    Prospect,
    RequirementFacts,
    credential_waits_for,
    look_ahead,
)
from cmio_advisor.domain.roadmap import (
    Question,
    Requirement,
    Roadmap,
    Rung,
    Sign,
    Step,
    Strength,
    WayOn,
)
from cmio_advisor.domain.rule_memory import Probe, Rule, Waived, judged, probes_of
from cmio_advisor.domain.states import judge_requirement, step_state

COUNT_BITS = 16
MOST_COUNTED = (1 << COUNT_BITS) - 1


class JudgedRequirement:
    """
    What a requirement's rule found, for all clients who look alike to it.
    """

    __slots__ = ("open_fields", "prospect", "result", "weight")

    def __init__(
        self, result: RequirementResult, prospect: Prospect | None, open_fields: frozenset[str]
    ) -> None:
        self.result = result
        self.prospect = prospect
        self.open_fields = open_fields
        self.weight = weight_of(result)


class JudgedStep:
    """
    A step's requirements together, for all clients who look alike to every one of them.
    """

    __slots__ = ("found", "open_fields", "prospects", "required", "result", "weight")

    def __init__(self, step: Step, found: Sequence[JudgedRequirement]) -> None:
        results = tuple([each.result for each in found])
        self.found = tuple(found)
        self.result = StepResult(step=step, state=step_state(results), requirements=results)
        self.prospects = [each.prospect for each in found if each.prospect is not None]
        self.weight = sum(each.weight for each in found)
        self.open_fields = [
            (each.result.requirement.strength, each.open_fields)
            for each in found
            if each.open_fields
        ]
        self.required = [each for each in results if each.requirement.strength is Strength.REQUIRED]


class JudgedCredential:
    """
    What a credential's rules found, and the requirements that bring what it still asks.
    """

    __slots__ = ("result", "waits")

    def __init__(self, result: CredentialResult, waits_for: frozenset[str]) -> None:
        self.result = result
        self.waits = (result.credential.id, waits_for)


def weight_of(result: RequirementResult) -> int:
    """
    A number whose sum over requirements tells how many there are of each strength and kind.
    """
    kind = 2 if result.state is State.UNKNOWN else int(result.state.is_open)
    strength = list(Strength).index(result.requirement.strength)
    return 1 << (COUNT_BITS * (3 * strength + kind))


def counts_of(weight: int) -> dict[Strength, Counts]:
    """
    How many requirements of each strength are met, open and unknown, from the sum of weights.
    """
    met, open_, unknown = (
        [(weight >> (COUNT_BITS * (3 * each + kind))) & MOST_COUNTED for each in range(3)]
        for kind in range(3)
    )
    return {
        strength: Counts(met=met[each], open=open_[each], unknown=unknown[each])
        for each, strength in enumerate(Strength)
    }


def requirement_rule(
    requirement: Requirement, roadmap: Roadmap, facts: RequirementFacts
) -> Rule[JudgedRequirement]:
    routes = requirement.routes
    needs = [rule for each in routes for rule in (each.needs, each.unless) if rule is not None]
    probes: list[Probe] = [Waived(requirement), *probes_of([requirement.met_when, *needs], roadmap)]

    def judge(case: ProfileCase) -> JudgedRequirement:
        result = judge_requirement(requirement, case)
        is_open, unknown = result.state.is_open, result.state is State.UNKNOWN
        return JudgedRequirement(
            result,
            look_ahead(requirement, result.state, case, facts) if is_open else None,
            requirement.met_when.open_fields(case) if unknown else frozenset(),
        )

    return Rule(probes, judge)


def credential_rule(
    credential: Credential, roadmap: Roadmap, facts: RequirementFacts
) -> Rule[JudgedCredential]:
    conditions: list[Condition] = [eligibility_rule(credential), *credential.held_by()]
    return Rule(
        list(probes_of(conditions, roadmap)),
        lambda case: JudgedCredential(
            judge_credential(credential, case), credential_waits_for(credential, case, facts)
        ),
    )


def step_rule(step: Step, rules: Sequence[Rule[JudgedRequirement]]) -> Rule[JudgedStep]:
    """
    All requirements of a step as one; what is new to it is asked of their own rules.
    """
    probes = [probe for rule in rules for looks in rule.probes.values() for probe in looks]

    def judge(case: ProfileCase) -> JudgedStep:
        seen = case.seen if isinstance(case, RememberingCase) else ()
        return JudgedStep(step, [judged(rule, seen, case) for rule in rules])

    return Rule(probes, judge)


def ladder_rule(roadmap: Roadmap) -> Rule[tuple[tuple[Rung, Sign] | None]]:
    """
    The rung that is certainly shown, and by which sign; in a tuple, since there may be none.
    """
    signs = [sign.when for rung in roadmap.ladder for sign in rung.signs]
    return Rule(list(probes_of(signs, roadmap)), lambda case: (case.rung(),))


def ways_on_rule(roadmap: Roadmap) -> Rule[tuple[tuple[WayOn, ...]]]:
    """
    The ways on that apply; in a tuple, since there may be none.
    """

    def judge(case: ProfileCase) -> tuple[tuple[WayOn, ...]]:
        return (tuple([way for way in roadmap.ways_on if way.when.judge(case).holds]),)

    return Rule(list(probes_of([way.when for way in roadmap.ways_on], roadmap)), judge)


def question_rule(question: Question, roadmap: Roadmap) -> Rule[bool]:
    conditions = [] if question.asked_when is None else [question.asked_when]
    probes = [Answered(question.field), *probes_of(conditions, roadmap)]
    return Rule(probes, partial(is_asked, question))


class RememberingCase(ProfileCase, kw_only=False):
    """
    A client's case that looks up the roadmap's named rules instead of judging them anew.
    """

    rules: Mapping[tuple[str, str], Rule[Finding]]
    seen: tuple[int, ...]

    def requirement(self, requirement: str) -> Finding:
        return judged(self.rules["requirement", requirement], self.seen, self)

    def eligibility(self, credential: str) -> Finding:
        return judged(self.rules["eligible", credential], self.seen, self)


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
