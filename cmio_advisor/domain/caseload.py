"""
The assessment of many clients by one roadmap on one day.

It gives the very result of ``assess``, only sooner: rules are judged once for all clients who look
alike to them (`RuleMemory`), and equal parts of results are the same objects, so that a report's
text for them can be kept as well.
"""

from collections.abc import Callable, Hashable, Sequence
from datetime import date
from functools import partial
from operator import itemgetter
from typing import Any, TypeVar

from cmio_advisor.domain.assess import (
    ask_next,
    is_asked,
    pay_for,
    stage_at,
    stale_facts,
    summarize,
    trained_in,
)
from cmio_advisor.domain.assessment import (
    Assessment,
    CredentialResult,
    NextStep,
    RequirementResult,
    State,
    StepResult,
)
from cmio_advisor.domain.case import ProfileCase
from cmio_advisor.domain.conditions import Condition
from cmio_advisor.domain.credentials import Credential, eligibility_rule
from cmio_advisor.domain.eligibility import judge_credential, own_holding
from cmio_advisor.domain.next_steps import (
    Prospect,
    RequirementFacts,
    credential_waits_for,
    look_ahead,
    next_step,
    order_next_steps,
    requirement_facts,
)
from cmio_advisor.domain.profile import Profile
from cmio_advisor.domain.record import replace
from cmio_advisor.domain.roadmap import Question, Requirement, Roadmap, Sign, Step, WayOn
from cmio_advisor.domain.rule_memory import (
    MOST_REMEMBERED,
    PROFILE_FIELDS,
    Probe,
    Rule,
    RuleMemory,
    Told,
    Waived,
    all_seen,
    judged,
    probes_of,
)
from cmio_advisor.domain.states import count_states, judge_requirement, ready_to_apply, step_state
from cmio_advisor.domain.told import told_fields, told_on
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

    __slots__ = ("open_fields", "prospect", "result", "results")

    def __init__(
        self, result: RequirementResult, prospect: Prospect | None, open_fields: frozenset[str]
    ) -> None:
        self.result = result
        self.prospect = prospect
        self.open_fields = open_fields
        self.results: dict[Hashable, RequirementResult] = {}


class JudgedCredential:
    """
    What a credential's rules found, and the requirements that bring what it still asks.
    """

    __slots__ = ("result", "waits")

    def __init__(self, result: CredentialResult, waits_for: frozenset[str]) -> None:
        self.result = result
        self.waits = (result.credential.id, waits_for)


class Memory(dict[Hashable, Any]):
    """
    What was made once for a key. It starts anew when it grows too large.
    """

    def get_or_make(self, key: Hashable, make: Callable[[], T]) -> T:
        """
        What stands under the key; made if nothing does.
        """
        found: T | None = self.get(key)
        if found is None:
            if len(self) >= MOST_REMEMBERED:
                self.clear()
            found = self[key] = make()
        return found


class Caseload:
    """
    Assesses clients one after the other and remembers what it found.
    """

    def __init__(self, roadmap: Roadmap, on: date) -> None:
        self.roadmap = roadmap
        self.on = on
        facts = requirement_facts(roadmap)
        requirements = tuple(roadmap.requirements())
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
                *self.requirements,
                *self.credentials,
                *(rule for _, _, rule in self.signs),
                *(rule for _, rule in self.ways_on),
                *self.questions.values(),
            ],
        )
        self.quoted = [_quoted_answers(each) for each in requirements]
        self.stale = stale_facts(roadmap, on)
        self.steps, self.made, self.summaries, self.pays = Memory(), Memory(), Memory(), Memory()

    def look(self, field: str, value: object, as_of: date | None) -> Told:
        """
        One answer as the roadmap's rules see it; ``value`` is what a profile holds in the field.
        """
        return self.memory.look(field, value, self._case(Profile(as_of=as_of)))

    def assess(self, client: Client) -> Assessment:
        """
        What ``assess`` finds for this client.
        """
        roadmap, on = self.roadmap, self.on
        profile = client.profile()
        case = self._case(profile)
        seen = all_seen(client.told)
        given = lambda: case  # noqa: E731 - the same for every rule
        found = [judged(rule, seen, given) for rule in self.requirements]
        results = tuple(
            self._result(each, quoted(client.told), case)
            for each, quoted in zip(found, self.quoted, strict=True)
        )
        credentials = [judged(rule, seen, given) for rule in self.credentials]
        ready = ready_to_apply(results)
        rung = next(
            ((rung, sign) for rung, sign, rule in self.signs if judged(rule, seen, given)), None
        )
        stage = stage_at(rung, profile, roadmap)
        ways_on = tuple(way for way, rule in self.ways_on if judged(rule, seen, given))
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
            summary=self.summaries.get_or_make(
                (id(stage.rung), bool(ways_on), *(each.state for each in results)),
                lambda: summarize(roadmap, stage, ready, results, has_ways_on=bool(ways_on)),
            ),
            readiness=count_states(results),
            steps=self._steps(results),
            next_steps=now,
            later_steps=later,
            ask_next=ask_next(
                (
                    (each.result.requirement.strength, each.open_fields)
                    for each in found
                    if each.open_fields
                ),
                roadmap.questions,
                lambda question: judged(self.questions[question.id], seen, given),
            ),
            credentials=tuple(each.result for each in credentials),
            ways_on=ways_on,
            pay=self.pays.get_or_make(
                (stage.pay_role, trained_in(profile), profile.setting),
                lambda: pay_for(profile, stage, roadmap, on),
            ),
            warnings=find_warnings(case, self.stale),
        )

    def _case(self, profile: Profile) -> ProfileCase:
        return ProfileCase(profile, self.roadmap, self.on)

    def _result(
        self, found: JudgedRequirement, quoted: Hashable, case: ProfileCase
    ) -> RequirementResult:
        """
        The requirement's result with this client's own words; ``quoted`` are the answers in them.
        """
        result = found.results.get(quoted)
        if result is None:
            if len(found.results) >= MOST_REMEMBERED:
                found.results.clear()
            have = told_on(found.result.requirement.met_when, case)
            result = found.results[quoted] = replace(found.result, have=have)
        return result

    def _steps(self, results: tuple[RequirementResult, ...]) -> tuple[StepResult, ...]:
        steps = []
        start = 0
        for step in self.roadmap.steps:
            part = results[start : start + len(step.requirements)]
            start += len(part)
            steps.append(
                self.steps.get_or_make((*map(id, part),), partial(_step_result, step, part))
            )
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


def _step_result(step: Step, results: tuple[RequirementResult, ...]) -> StepResult:
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


def _quoted_answers(requirement: Requirement) -> Callable[[tuple[Told, ...]], Hashable]:
    """
    What picks, out of a client's answers, those that the requirement's result quotes.
    """
    fields = {PROFILE_FIELDS.get(each, each) for each in told_fields(requirement.met_when)}
    places = [JUDGED_FIELDS.index(each) for each in sorted(fields)]
    return itemgetter(*places) if places else len
