"""
The assessment of many clients by one roadmap on one day.

It gives the very result of ``assess``, only sooner: rules are judged once for all clients who look
alike to them (`RuleMemory`), and equal parts of results are the same objects, so that a report's
text for them can be kept as well.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import TypeVar

from cmio_advisor.domain.assess import (
    ask_next,
    is_asked,
    stage_at,
    stage_pay,
    stale_facts,
    summarize,
    target_pay,
    trained_in,
)
from cmio_advisor.domain.assessment import (
    Assessment,
    Counts,
    CredentialResult,
    NextStep,
    Pay,
    RequirementResult,
    State,
    StepResult,
)
from cmio_advisor.domain.case import ProfileCase
from cmio_advisor.domain.conditions import Condition, Finding
from cmio_advisor.domain.credentials import Credential, eligibility_rule
from cmio_advisor.domain.eligibility import judge_credential, own_holding
from cmio_advisor.domain.memory import Memory
from cmio_advisor.domain.next_steps import (
    Prospect,
    RequirementFacts,
    credential_waits_for,
    look_ahead,
    next_step,
    order_next_steps,
    requirement_facts,
)
from cmio_advisor.domain.pay_comparison import compare_with_published
from cmio_advisor.domain.profile import Profile
from cmio_advisor.domain.roadmap import Question, Requirement, Roadmap, Sign, Step, Strength, WayOn
from cmio_advisor.domain.rule_memory import (
    Probe,
    Rule,
    RuleMemory,
    Told,
    Waived,
    all_seen,
    judged,
    probes_of,
)
from cmio_advisor.domain.states import judge_requirement, ready_to_apply, step_state
from cmio_advisor.domain.warnings import find_warnings

T = TypeVar("T")

JUDGED_FIELDS = (
    "degrees",
    "residency",
    "fellowships",
    "license",
    "board_certifications",
    "clinical",
    "informatics",
    "certifications",
    "leadership",
    "projects",
    "memberships",
    "activities",
    "role",
    "setting",
    "constraints",
    "waivers",
)
"""The fields of a profile that hold answers, in the order in which a client's are told."""
COUNT_BITS = 16
MOST_COUNTED = (1 << COUNT_BITS) - 1


class Client:
    """
    One client of a caseload: the answers, each shared with all who answered alike.
    """

    __slots__ = ("as_of", "id", "name", "notes", "told")

    def __init__(
        self,
        told: Sequence[Told],
        client_id: str,
        as_of: date | None = None,
        name: str | None = None,
        notes: str | None = None,
    ) -> None:
        self.told = tuple(told)
        self.id = client_id
        self.as_of = as_of
        self.name = name
        self.notes = notes

    def profile(self) -> Profile:
        """
        All that this client told us.
        """
        answers = {field: told.value for field, told in zip(JUDGED_FIELDS, self.told, strict=True)}
        return Profile(id=self.id, name=self.name, notes=self.notes, as_of=self.as_of, **answers)


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


class JudgedCredential:
    """
    What a credential's rules found, and the requirements that bring what it still asks.
    """

    __slots__ = ("result", "waits")

    def __init__(self, result: CredentialResult, waits_for: frozenset[str]) -> None:
        self.result = result
        self.waits = (result.credential.id, waits_for)


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


class Caseload:
    """
    Assesses clients one after the other and remembers what it found.
    """

    def __init__(self, roadmap: Roadmap, on: date) -> None:
        self.roadmap = roadmap
        self.on = on
        facts = requirement_facts(roadmap)
        requirements = tuple(roadmap.requirements())
        self.named = _named_rules(roadmap)
        self.requirements = [_requirement_rule(each, roadmap, facts) for each in requirements]
        self.credentials = [_credential_rule(each, roadmap, facts) for each in roadmap.credentials]
        self.signs = [
            (rung, sign, _holds_rule(sign, roadmap))
            for rung in reversed(roadmap.ladder)
            for sign in rung.signs
        ]
        self.ways_on = [(each, _holds_rule(each, roadmap)) for each in roadmap.ways_on]
        self.questions = {each.id: _question_rule(each, roadmap) for each in roadmap.questions}
        self.memory = RuleMemory(
            roadmap,
            JUDGED_FIELDS,
            [
                *self.named.values(),
                *self.requirements,
                *self.credentials,
                *(rule for _, _, rule in self.signs),
                *(rule for _, rule in self.ways_on),
                *self.questions.values(),
            ],
        )
        self.required = [
            place for place, each in enumerate(requirements) if each.strength is Strength.REQUIRED
        ]
        self.stale = stale_facts(roadmap, on)
        self.compared = compare_with_published(roadmap.pay)
        self.made = Memory()

    def look(self, field: str, value: object, as_of: date | None) -> Told:
        """
        One answer as the roadmap's rules see it; ``value`` is what a profile holds in the field.
        """
        empty = ProfileCase(Profile(as_of=as_of), self.roadmap, self.on)
        return self.memory.look(field, value, empty)

    def assess(self, client: Client) -> Assessment:
        """
        What ``assess`` finds for this client.
        """
        roadmap, on, make = self.roadmap, self.on, self.made.get_or_make
        profile, seen = client.profile(), all_seen(client.told)
        case = RememberingCase(profile, roadmap, on, self.named, seen)
        # Most rules have met the like before; asking their memory here saves a call for each.
        found = [
            rule.found.get(rule.pick(seen)) or judged(rule, seen, case)
            for rule in self.requirements
        ]
        credentials = [
            rule.found.get(rule.pick(seen)) or judged(rule, seen, case) for rule in self.credentials
        ]
        rung = next(
            ((rung, sign) for rung, sign, rule in self.signs if judged(rule, seen, case)), None
        )
        has_post = profile.role is not None
        stage = make(
            ("stage", id(rung and rung[1]), has_post), lambda: stage_at(rung, profile, roadmap)
        )
        ways_on = tuple([way for way, rule in self.ways_on if judged(rule, seen, case)])
        specialty = trained_in(profile)
        required = [found[place].result for place in self.required]
        ready = ready_to_apply(required)
        now, later = order_next_steps(
            [each.prospect for each in found if each.prospect is not None],
            [each.waits for each in credentials if each.waits[1]],
            roadmap,
            on,
            self._next_step,
        )
        return Assessment(
            as_of=on,
            roadmap=roadmap,
            profile=profile,
            stage=stage,
            ready_to_apply=ready,
            summary=make(
                ("summary", id(stage), bool(ways_on), *[each.state for each in required]),
                lambda: summarize(roadmap, stage, ready, required, has_ways_on=bool(ways_on)),
            ),
            readiness=_counts(sum([each.weight for each in found])),
            steps=self._steps(found),
            next_steps=now,
            later_steps=later,
            ask_next=ask_next(
                [
                    (each.result.requirement.strength, each.open_fields)
                    for each in found
                    if each.open_fields
                ],
                roadmap.questions,
                lambda question: judged(self.questions[question.id], seen, case),
            ),
            credentials=tuple([each.result for each in credentials]),
            ways_on=ways_on,
            pay=Pay(
                target=make(
                    ("target pay", profile.setting, specialty),
                    lambda: target_pay(profile.setting, specialty, roadmap, on, self.compared),
                ),
                today=make(
                    ("stage pay", stage.pay_role, specialty),
                    lambda: (stage_pay(stage.pay_role, specialty, roadmap, on),),
                )[0],
            ),
            warnings=find_warnings(case, self.stale),
        )

    def _steps(self, found: list[JudgedRequirement]) -> tuple[StepResult, ...]:
        """
        The steps' results, each made once for the requirements' results that it holds.
        """
        steps = []
        start = 0
        for step in self.roadmap.steps:
            end = start + len(step.requirements)
            part = (*found[start:end],)
            start = end
            known = self.made.get(part)
            steps.append(known or self.made.get_or_make(part, partial(_step_result, step, part)))
        return tuple(steps)

    def _next_step(
        self, prospect: Prospect, unlocks: tuple[str, ...], roadmap: Roadmap
    ) -> NextStep:
        """
        The step, made once; the prospect is kept beside it so that its identity stays its own.
        """
        step: NextStep = self.made.get_or_make(
            (id(prospect), unlocks), lambda: (prospect, next_step(prospect, unlocks, roadmap))
        )[1]
        return step


def weight_of(result: RequirementResult) -> int:
    """
    A number whose sum over requirements tells how many there are of each strength and kind.
    """
    kind = 2 if result.state is State.UNKNOWN else int(result.state.is_open)
    strength = list(Strength).index(result.requirement.strength)
    return 1 << (COUNT_BITS * (3 * strength + kind))


def _counts(weight: int) -> dict[Strength, Counts]:
    met, open_, unknown = (
        [(weight >> (COUNT_BITS * (3 * each + kind))) & MOST_COUNTED for each in range(3)]
        for kind in range(3)
    )
    return {
        strength: Counts(met=met[each], open=open_[each], unknown=unknown[each])
        for each, strength in enumerate(Strength)
    }


def _step_result(step: Step, found: tuple[JudgedRequirement, ...]) -> StepResult:
    results = tuple(each.result for each in found)
    return StepResult(step=step, state=step_state(results), requirements=results)


def _requirement_rule(
    requirement: Requirement, roadmap: Roadmap, facts: RequirementFacts
) -> Rule[JudgedRequirement]:
    needs = [route.needs for route in requirement.routes if route.needs is not None]
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


def _credential_rule(
    credential: Credential, roadmap: Roadmap, facts: RequirementFacts
) -> Rule[JudgedCredential]:
    conditions: list[Condition] = [eligibility_rule(credential), own_holding(credential)]
    if credential.held_when is not None:
        conditions.append(credential.held_when)
    return Rule(
        list(probes_of(conditions, roadmap)),
        lambda case: JudgedCredential(
            judge_credential(credential, case), credential_waits_for(credential, case, facts)
        ),
    )


def _holds_rule(known: Sign | WayOn, roadmap: Roadmap) -> Rule[bool]:
    return Rule(list(probes_of([known.when], roadmap)), lambda case: known.when.judge(case).holds)


def _question_rule(question: Question, roadmap: Roadmap) -> Rule[bool]:
    conditions = [] if question.asked_when is None else [question.asked_when]
    return Rule(list(probes_of(conditions, roadmap)), partial(is_asked, question))


def _named_rules(roadmap: Roadmap) -> dict[tuple[str, str], Rule[Finding]]:
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
