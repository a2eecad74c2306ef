"""
The one result that every report shows. It holds what it judges and copies nothing.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum

from cmio_advisor.domain.conditions import Finding
from cmio_advisor.domain.credentials import Credential
from cmio_advisor.domain.decisions import OpenDecision
from cmio_advisor.domain.measures import Cost, Months
from cmio_advisor.domain.pay import PayEstimate, RolePay
from cmio_advisor.domain.profile import Profile
from cmio_advisor.domain.record import Record
from cmio_advisor.domain.roadmap import Question, Requirement, Roadmap, Rung, Step, Strength, WayOn
from cmio_advisor.domain.route import Route


class State(StrEnum):
    """
    The state of a requirement, and of a step, which shows its least favourable one.

    ``closed`` means that every route to it is shut; ``waived`` that someone excused the person.
    """

    MET = "met"
    IN_PROGRESS = "in_progress"
    PLANNED = "planned"
    WAIVED = "waived"
    EXPIRING = "expiring"
    EXPIRED = "expired"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"
    CLOSED = "closed"

    @property
    def is_satisfied(self) -> bool:
        """
        Whether nothing is left to do for it today.
        """
        return self in (State.MET, State.WAIVED, State.EXPIRING)

    @property
    def is_open(self) -> bool:
        """
        Whether it is known not to be met.
        """
        return not self.is_satisfied and self is not State.UNKNOWN


class Answer(StrEnum):
    """
    A three-valued answer.
    """

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Eligibility(StrEnum):
    """
    Whether a credential may be sat for today; ``held`` only where the profile says so.
    """

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"
    HELD = "held"


class RequirementResult(Record):
    """
    One requirement judged.
    """

    requirement: Requirement
    state: State
    finding: Finding


class StepResult(Record):
    """
    One step with its requirements.
    """

    step: Step
    state: State
    requirements: tuple[RequirementResult, ...]


class NextStep(Record):
    """
    An action that closes a requirement, and when it can be started.

    ``months`` is how long it takes this person, ``cost`` what is left to pay, ``None`` where that
    is not known; ``done_on`` is the day on which the requirement will be met if all goes as told,
    if one is known. ``requirement`` is ``None`` for a first step of one of the ways on, ``way``.
    ``startable_from`` is ``None`` when something else
    has to be done first; ``closes_on`` is the last day to start; ``unlocks`` are ids of
    requirements and credentials that it opens.
    """

    route: Route
    requirement: Requirement | None
    months: Months
    cost: Cost | None
    done_on: date | None
    reason: str
    startable_from: date | None
    closes_on: date | None
    unlocks: tuple[str, ...]
    way: WayOn | None = None


class CredentialResult(Record):
    """
    One credential on the day: may it be sat for, by which pathway, from when, until when.

    ``missing`` are full sentences: what has to come first, or what was not told. Of each list of
    ``missing_any`` one sentence is enough: the ways in that are not shut.
    """

    credential: Credential
    state: State
    eligible: Eligibility
    via: str | None
    eligible_from: date | None
    closes_on: date | None
    missing: tuple[str, ...]
    missing_any: tuple[tuple[str, ...], ...] = ()


class Stage(Record):
    """
    The highest rung that the answers show; ``rung`` is ``None`` when they show none yet.

    ``pay_role`` is the role of the pay data that fits today's post, if there is one.
    """

    rung: Rung | None
    why: str
    pay_role: str | None = None


class Counts(Record):
    """
    How many requirements of one strength are met, open and unknown.
    """

    met: int
    open: int
    unknown: int


class Warning(Record):  # noqa: A001 - the field's own word, and the JSON key
    """
    Something the reader should know about the answers or the evidence.
    """

    code: str
    text: str


class Pay(Record):
    """
    What the target role pays, and today's stage where there is evidence.
    """

    target: PayEstimate
    today: RolePay | None


class Assessment(Record):
    """
    Where one person stands on one day, by one roadmap.

    Lists keep their order: steps by number, next steps most valuable first, credentials and
    warnings as in the roadmap.
    """

    as_of: date
    roadmap: Roadmap
    profile: Profile
    stage: Stage
    ready_to_apply: Answer
    summary: tuple[str, ...]
    readiness: dict[Strength, Counts]
    steps: tuple[StepResult, ...]
    next_steps: tuple[NextStep, ...]
    later_steps: tuple[NextStep, ...]
    ask_next: Question | None
    credentials: tuple[CredentialResult, ...]
    ways_on: tuple[WayOn, ...]
    decisions: tuple[OpenDecision, ...]
    pay: Pay
    warnings: tuple[Warning, ...]

    def requirements(self) -> Iterator[RequirementResult]:
        """
        Every judged requirement, in the order of the steps.
        """
        for step in self.steps:
            yield from step.requirements

    def required_open(self) -> tuple[str, ...]:
        """
        The ids of the required requirements that are known not to be met.
        """
        return required_open(self.requirements())


def required_open(results: Iterable[RequirementResult]) -> tuple[str, ...]:
    """
    The ids of the required requirements among these that are known not to be met.
    """
    return tuple(
        [
            each.requirement.id
            for each in results
            if each.requirement.strength is Strength.REQUIRED and each.state.is_open
        ]
    )
