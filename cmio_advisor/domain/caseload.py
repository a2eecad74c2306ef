"""
The assessment of many clients by one roadmap on one day.

It gives the very result of ``assess``, only sooner: rules are judged once for all clients who look
alike to them (`RuleMemory`), and equal parts of results are the same objects, so that a report's
text for them can be kept as well.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from operator import itemgetter
from typing import TypeVar

from cmio_advisor.domain.assess import (
    ask_next,
    stage_at,
    stage_pay,
    stale_facts,
    summarize,
    target_pay,
    trained_in,
)
from cmio_advisor.domain.assessment import (
    Assessment,
    NextStep,
    Pay,
    StepResult,
    Warning,  # noqa: A004 - the field's own word
)
from cmio_advisor.domain.case import ProfileCase
from cmio_advisor.domain.caseload_rules import (
    JudgedRequirement,
    counts_of,
    credential_rule,
    holds_rule,
    named_rules,
    question_rule,
    requirement_rule,
)
from cmio_advisor.domain.conditions import Finding
from cmio_advisor.domain.memory import Memory
from cmio_advisor.domain.next_steps import Prospect, next_step, order_next_steps, requirement_facts
from cmio_advisor.domain.pay_comparison import compare_with_published
from cmio_advisor.domain.profile import Profile
from cmio_advisor.domain.roadmap import Roadmap, Step, Strength
from cmio_advisor.domain.rule_memory import Rule, RuleMemory, Told, all_seen, judged
from cmio_advisor.domain.states import ready_to_apply, step_state
from cmio_advisor.domain.warnings import PARTS, Part, find_warnings, warnings_of

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
        self.named = named_rules(roadmap)
        self.requirements = [requirement_rule(each, roadmap, facts) for each in requirements]
        self.credentials = [credential_rule(each, roadmap, facts) for each in roadmap.credentials]
        self.signs = [
            (rung, sign, holds_rule(sign, roadmap))
            for rung in reversed(roadmap.ladder)
            for sign in rung.signs
        ]
        self.ways_on = [(each, holds_rule(each, roadmap)) for each in roadmap.ways_on]
        self.questions = {each.id: question_rule(each, roadmap) for each in roadmap.questions}
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
        self.told_for = {
            part.fields: itemgetter(*map(JUDGED_FIELDS.index, part.fields)) for part in PARTS
        }
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
        weight = sum([each.weight for each in found])
        specialty = trained_in(profile)
        target = make(
            ("target pay", profile.setting, specialty),
            lambda: target_pay(profile.setting, specialty, roadmap, on, self.compared),
        )
        (today,) = make(
            ("stage pay", stage.pay_role, specialty, id(target)),
            lambda: (stage_pay(stage.pay_role, specialty, roadmap, on, target),),
        )
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
            readiness=make(("counts", weight), lambda: counts_of(weight)),
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
            pay=Pay(target=target, today=today),
            warnings=find_warnings(case, self.stale, partial(self._warnings, client)),
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

    def _warnings(self, client: Client, part: Part, case: ProfileCase) -> tuple[Warning, ...]:
        """
        A part's warnings, made once for all who answered alike.
        """
        key = (part.fields, client.as_of, self.told_for[part.fields](client.told))
        known: tuple[Warning, ...] | None = self.made.get(key)
        if known is None:
            known = warnings_of(part, case)
            self.made.keep(key, known)
        return known

    def _next_step(
        self, prospect: Prospect, unlocks: tuple[str, ...], roadmap: Roadmap, on: date
    ) -> NextStep:
        """
        The step, made once; the prospect is kept beside it so that its identity stays its own.
        """
        step: NextStep = self.made.get_or_make(
            (id(prospect), unlocks), lambda: (prospect, next_step(prospect, unlocks, roadmap, on))
        )[1]
        return step


def _step_result(step: Step, found: tuple[JudgedRequirement, ...]) -> StepResult:
    results = tuple(each.result for each in found)
    return StepResult(step=step, state=step_state(results), requirements=results)
