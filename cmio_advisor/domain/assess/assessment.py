"""The one result that every report shows. It holds what it judges and copies nothing."""

from collections.abc import Iterator
from datetime import date

from cmio_advisor.domain.base.frozen import Frozen
from cmio_advisor.domain.judge.decisions import OpenDecision
from cmio_advisor.domain.judge.results import (
    Answer,
    Counts,
    CredentialResult,
    RequirementResult,
    StandingResult,
    StepResult,
    required_open,
)
from cmio_advisor.domain.pay.estimate import PayEstimate
from cmio_advisor.domain.profile.profile import Profile
from cmio_advisor.domain.roadmap.roadmap import Advice, OtherPath, Question, Roadmap, Rung, Strength
from cmio_advisor.domain.routes.next_steps import NextStep


class Stage(Frozen):
    """
    The highest rung that the answers show; ``rung`` is ``None`` when they show none yet.

    ``pay_role`` is the role of the pay data that fits today's post, if there is one.
    """

    rung: Rung | None
    why: str
    pay_role: str | None = None


class Notice(Frozen):
    """Something the reader should know about the answers or the evidence."""

    code: str
    text: str


class Pay(Frozen):
    """What the target role pays, and today's stage where there is evidence."""

    target: PayEstimate
    today: PayEstimate | None


class Assessment(Frozen):
    """
    Where one person stands on one day, by one roadmap.

    Lists keep their order: steps by number, next steps most valuable first, credentials and
    warnings as in the roadmap. ``standing`` is ``None`` where the roadmap has no rules for it.
    """

    as_of: date
    roadmap: Roadmap
    profile: Profile
    stage: Stage
    ready_to_apply: Answer
    standing: StandingResult | None
    summary: tuple[str, ...]
    readiness: dict[Strength, Counts]
    steps: tuple[StepResult, ...]
    next_steps: tuple[NextStep, ...]
    later_steps: tuple[NextStep, ...]
    ask_next: Question | None
    credentials: tuple[CredentialResult, ...]
    ways_on: tuple[OtherPath, ...]
    decisions: tuple[OpenDecision, ...]
    pay: Pay | None
    warnings: tuple[Notice, ...]
    advice: tuple[Advice, ...] = ()

    def requirements(self) -> Iterator[RequirementResult]:
        """Every judged requirement, in the order of the steps."""
        for step in self.steps:
            yield from step.requirements

    def required_open(self) -> tuple[str, ...]:
        """The ids of the required requirements that are known not to be met."""
        return required_open(self.requirements())
