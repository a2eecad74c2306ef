"""
The assessment of many clients by one roadmap on one day.

It gives the very result of ``assess``, only sooner: rules are judged once for all clients who look
alike to them (`RuleMemory`), and equal parts of results are the same objects, so that a report's
text for them can be kept as well.
"""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from cmio_advisor.domain.assess.assess import questions_by_worth, stage_at, stale_facts, summarize
from cmio_advisor.domain.assess.assessment import Assessment
from cmio_advisor.domain.base.kept import Memory
from cmio_advisor.domain.caseload.client import JUDGED_FIELDS, Client
from cmio_advisor.domain.caseload.named_rules import RememberingCase, named_rules
from cmio_advisor.domain.caseload.next_steps import NextSteps
from cmio_advisor.domain.caseload.notices import Warnings
from cmio_advisor.domain.caseload.pay import PayParts
from cmio_advisor.domain.caseload.results import (
    Action,
    JudgedCredentials,
    JudgedLadder,
    JudgedSteps,
    Paid,
    RequiredOpen,
    Standing,
    Warned,
)
from cmio_advisor.domain.caseload.rule_memory import MakeCase, RuleMemory, Told, all_seen, judged
from cmio_advisor.domain.caseload.rules import (
    Row,
    credential_rule,
    credentials_rule,
    ladder_rule,
    neighbours,
    question_rule,
    requirement_rule,
    steps_rule,
)
from cmio_advisor.domain.caseload.tally import ALL_COUNT_BITS, Counted, Tallies
from cmio_advisor.domain.judge.case import ProfileCase
from cmio_advisor.domain.judge.results import required_open
from cmio_advisor.domain.judge.states import ready_to_apply
from cmio_advisor.domain.profile.profile import Profile
from cmio_advisor.domain.roadmap.roadmap import Question, Roadmap, Strength
from cmio_advisor.domain.routes.next_steps import NextStep


class Judged(NamedTuple):
    """
    All that was found of one client, in parts that many clients share.
    """

    client: Client
    standing: Standing
    readiness: Sequence[Counted]
    steps: Sequence[JudgedSteps]
    next_steps: Sequence[Action]
    later_steps: Sequence[Action]
    ask_next: Question | None
    credentials: Sequence[JudgedCredentials]
    ladder: JudgedLadder
    paid: Paid
    warned: Sequence[Warned]


class Caseload:
    """
    Assesses clients one after the other and remembers what it found.
    """

    def __init__(self, roadmap: Roadmap, on: date) -> None:
        self.roadmap = roadmap
        self.on = on
        self.named = named_rules(roadmap)
        self.questions = {each.id: question_rule(each, roadmap) for each in roadmap.questions}
        by_requirement = {
            each.id: requirement_rule(each, roadmap, self.named) for each in roadmap.requirements()
        }
        by_credential = [credential_rule(each, roadmap) for each in roadmap.credentials]
        required = [
            each.id for each in roadmap.requirements() if each.strength is Strength.REQUIRED
        ]
        places = {each: place for place, each in enumerate(required)}
        steps = [
            steps_rule(roadmap.steps[part], by_requirement, places)
            for part in neighbours(
                [[by_requirement[each.id] for each in step.requirements] for step in roadmap.steps]
            )
        ]
        credentials = [
            credentials_rule(by_credential[part])
            for part in neighbours([[each] for each in by_credential])
        ]
        self.steps, self.credentials = Row(steps), Row(credentials)
        self.ladder = ladder_rule(roadmap)
        self.next_steps = NextSteps(roadmap, on)
        self.pay = PayParts(roadmap, on)
        self.warnings = Warnings(roadmap, stale_facts(roadmap, on))
        self.memory = RuleMemory(
            JUDGED_FIELDS,
            [*self.steps.rules, *self.credentials.rules, self.ladder, self.warnings.rule],
            [
                *self.named.values(),
                *by_requirement.values(),
                *[each.own for each in by_requirement.values()],
                *by_credential,
                *self.questions.values(),
            ],
        )
        self.role = JUDGED_FIELDS.index("role")
        # Apart, so that what comes in many kinds does not push out what comes in few.
        self.tallies, self.standings = Tallies(), Memory()
        self.stages, self.asked = Memory(), Memory()

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
        return self.assessment(self.judge(client))

    def judge(self, client: Client) -> Judged:
        """
        What ``assess`` finds for this client, in its parts.
        """
        told = client.told
        seen = all_seen(told)

        made: list[ProfileCase] = []

        def case() -> ProfileCase:
            if not made:
                profile = client.profile()
                made.append(
                    RememberingCase(
                        profile=profile,
                        roadmap=self.roadmap,
                        on=self.on,
                        rules=self.named,
                        told=told,
                    )
                )
            return made[0]

        steps = self.steps.find(seen, told, case)
        credentials = self.credentials.find(seen, told, case)
        ladder = self.ladder.find(self.ladder.pick(seen), told, case)
        rule = self.warnings.rule
        warned = self.warnings.find(client, rule.find(rule.pick(seen), told, case), case)
        tally = sum([each.tally for each in steps])
        standing = self._standing(client, steps, ladder, tally)
        now, later = self.next_steps.find(steps, credentials, ladder.first_steps)
        return Judged(
            client,
            standing,
            self.tallies.counts(tally),
            steps,
            now,
            later,
            self._ask_next(steps, told, case),
            credentials,
            ladder,
            self.pay.find(client, standing.stage),
            warned,
        )

    def assessment(self, judged: Judged) -> Assessment:
        """
        The parts put together.
        """
        standing = judged.standing
        return Assessment(
            as_of=self.on,
            roadmap=self.roadmap,
            profile=judged.client.profile(),
            stage=standing.stage,
            ready_to_apply=standing.ready,
            summary=standing.summary,
            readiness={each.strength: each.counts for each in judged.readiness},
            steps=tuple([each for part in judged.steps for each in part.results]),
            next_steps=_steps(judged.next_steps),
            later_steps=_steps(judged.later_steps),
            ask_next=judged.ask_next,
            credentials=tuple([each for part in judged.credentials for each in part.results]),
            ways_on=judged.ladder.ways_on,
            decisions=judged.ladder.decisions,
            pay=judged.paid.pay,
            warnings=tuple([each for part in judged.warned for each in part.warnings]),
        )

    def _standing(
        self, client: Client, steps: Sequence[JudgedSteps], ladder: JudgedLadder, tally: int
    ) -> Standing:
        shown = (id(ladder.shown and ladder.shown[1]), client.told[self.role].value is None)
        key = (tally >> ALL_COUNT_BITS, bool(ladder.ways_on), shown)
        known: Standing | None = self.standings.get(key)
        if known is None:
            results = [one for part in steps for each in part.results for one in each.requirements]
            stage = self.stages.get_or_make(
                shown, lambda: stage_at(ladder.shown, client.profile(), self.roadmap)
            )
            ready, ways = ready_to_apply(results), bool(ladder.ways_on)
            summary = summarize(self.roadmap, stage, ready, results, has_ways_on=ways)
            known = Standing(stage, ready, summary, RequiredOpen(required_open(results)))
            self.standings.keep(key, known)
        return known

    def _ask_next(
        self, steps: Sequence[JudgedSteps], told: Sequence[Told], case: MakeCase
    ) -> Question | None:
        key = tuple([each.unknown for each in steps])
        questions: list[Question] | None = self.asked.get(key)
        if questions is None:
            unknown = [one for each in key for one in each.fields]
            questions = questions_by_worth(unknown, self.roadmap.questions)
            self.asked.keep(key, questions)
        for question in questions:
            if judged(self.questions[question.id], told, case):
                return question
        return None


def _steps(actions: Sequence[Action]) -> tuple[NextStep, ...]:
    return tuple([each.step for each in actions])
