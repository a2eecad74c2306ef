"""
The assessment of many clients by one roadmap on one day.

It gives the very result of ``assess``, only sooner: rules are judged once for all clients who look
alike to them (`RuleMemory`), and equal parts of results are the same objects, so that a report's
text for them can be kept as well.
"""

from collections.abc import Sequence
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
    Warning,  # noqa: A004 - the field's own word
)
from cmio_advisor.domain.case import ProfileCase
from cmio_advisor.domain.caseload_rules import (
    RememberingCase,
    counts_of,
    credential_rule,
    ladder_rule,
    named_rules,
    question_rule,
    requirement_rule,
    step_rule,
    ways_on_rule,
)
from cmio_advisor.domain.memory import Memory
from cmio_advisor.domain.next_steps import Prospect, next_step, order_next_steps, requirement_facts
from cmio_advisor.domain.pay_comparison import compare_with_published
from cmio_advisor.domain.profile import Profile
from cmio_advisor.domain.roadmap import Roadmap
from cmio_advisor.domain.rule_memory import RuleMemory, Told, all_seen, judged
from cmio_advisor.domain.states import ready_to_apply
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


class Caseload:
    """
    Assesses clients one after the other and remembers what it found.
    """

    def __init__(self, roadmap: Roadmap, on: date) -> None:
        self.roadmap = roadmap
        self.on = on
        facts = requirement_facts(roadmap)
        self.named = named_rules(roadmap)
        by_step = {
            step.id: [requirement_rule(each, roadmap, facts) for each in step.requirements]
            for step in roadmap.steps
        }
        self.steps = [step_rule(step, by_step[step.id]) for step in roadmap.steps]
        self.credentials = [credential_rule(each, roadmap, facts) for each in roadmap.credentials]
        self.ladder, self.ways_on = ladder_rule(roadmap), ways_on_rule(roadmap)
        self.questions = {each.id: question_rule(each, roadmap) for each in roadmap.questions}
        self.memory = RuleMemory(
            roadmap,
            JUDGED_FIELDS,
            [
                *self.named.values(),
                *(rule for rules in by_step.values() for rule in rules),
                *self.steps,
                *self.credentials,
                self.ladder,
                self.ways_on,
                *self.questions.values(),
            ],
        )
        self.stale = stale_facts(roadmap, on)
        self.compared = compare_with_published(roadmap.pay)
        self.told_for = {
            part.fields: itemgetter(*map(JUDGED_FIELDS.index, part.fields)) for part in PARTS
        }
        # Apart, so that what comes in many kinds does not push out what comes in few.
        self.made, self.warned, self.next_made = Memory(), Memory(), Memory()

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
        steps = [rule.found.get(rule.pick(seen)) or judged(rule, seen, case) for rule in self.steps]
        credentials = [
            rule.found.get(rule.pick(seen)) or judged(rule, seen, case) for rule in self.credentials
        ]
        (rung,) = judged(self.ladder, seen, case)
        (ways_on,) = judged(self.ways_on, seen, case)
        shown = (id(rung and rung[1]), profile.role is not None)
        stage = make(("stage", *shown), lambda: stage_at(rung, profile, roadmap))
        weight = sum([each.weight for each in steps])
        paid = (profile.setting, trained_in(profile))
        target = make(("target", *paid), lambda: target_pay(*paid, roadmap, on, self.compared))
        (today,) = make(
            ("today", stage.pay_role, *paid),
            lambda: (stage_pay(stage.pay_role, paid[1], roadmap, on, target),),
        )
        required = [result for each in steps for result in each.required]
        ready = ready_to_apply(required)
        now, later = order_next_steps(
            [prospect for each in steps for prospect in each.prospects],
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
                ("summary", *shown, bool(ways_on), *[each.state for each in required]),
                lambda: summarize(roadmap, stage, ready, required, has_ways_on=bool(ways_on)),
            ),
            readiness=make(("counts", weight), lambda: counts_of(weight)),
            steps=tuple([each.result for each in steps]),
            next_steps=now,
            later_steps=later,
            ask_next=ask_next(
                [unknown for each in steps for unknown in each.open_fields],
                roadmap.questions,
                lambda question: judged(self.questions[question.id], seen, case),
            ),
            credentials=tuple([each.result for each in credentials]),
            ways_on=ways_on,
            pay=Pay(target=target, today=today),
            warnings=find_warnings(case, self.stale, partial(self._warnings, client)),
        )

    def _warnings(self, client: Client, part: Part, case: ProfileCase) -> tuple[Warning, ...]:
        """
        A part's warnings, made once for all who answered alike.
        """
        key = (part.fields, client.as_of, self.told_for[part.fields](client.told))
        known: tuple[Warning, ...] | None = self.warned.get(key)
        if known is None:
            known = warnings_of(part, case)
            self.warned.keep(key, known)
        return known

    def _next_step(
        self, prospect: Prospect, unlocks: tuple[str, ...], roadmap: Roadmap, on: date
    ) -> NextStep:
        """
        The step, made once; the prospect is kept beside it so that its identity stays its own.
        """
        step: NextStep = self.next_made.get_or_make(
            (id(prospect), unlocks), lambda: (prospect, next_step(prospect, unlocks, roadmap, on))
        )[1]
        return step
