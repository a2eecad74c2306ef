"""What judging gives: the state of each requirement, step and credential."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from cmio_advisor.domain.base.frozen import Frozen
from cmio_advisor.domain.roadmap.credentials import Credential
from cmio_advisor.domain.roadmap.roadmap import Requirement, Standing, Step, Strength
from cmio_advisor.domain.rules.conditions import Finding


class State(StrEnum):
    """
    The state of a requirement, and of a step, which shows its least favorable. ``closed``: every
    route is shut; ``waived``: someone excused the person.
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
        """Whether nothing is left to do for it today."""
        return self in (State.MET, State.WAIVED, State.EXPIRING)

    @property
    def is_open(self) -> bool:
        """Whether it is known not to be met."""
        return not self.is_satisfied and self is not State.UNKNOWN


class Answer(StrEnum):
    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Eligibility(StrEnum):
    """Whether a credential may be sat for today; ``held`` only where the profile says so."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"
    HELD = "held"


class RequirementResult(Frozen):
    requirement: Requirement
    state: State
    finding: Finding


class StepResult(Frozen):
    step: Step
    state: State
    requirements: tuple[RequirementResult, ...]


class StandingResult(Frozen):
    """
    How a person compares with those who hold the role; ``standing`` is ``None`` where the answers
    do not settle it. ``have`` and ``missing`` are ids of expected requirements, as far as known.
    """

    standing: Standing | None
    title: str
    why: str
    have: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def id(self) -> str:
        """The standing's id, or that it is unknown."""
        return self.standing.id if self.standing else State.UNKNOWN.value


class CredentialResult(Frozen):
    """
    One credential on the day: may it be sat for, by which pathway, from when, until when. What is
    ``missing`` is full sentences, one of each list of ``missing_any`` being enough; of those that
    are ``unsettled`` too nobody knows. One that ``is_below`` what is held, or ``is_of_others``, is
    of no use.
    """

    credential: Credential
    state: State
    eligible: Eligibility
    via: str | None
    eligible_from: date | None
    closes_on: date | None
    missing: tuple[str, ...]
    missing_any: tuple[tuple[str, ...], ...] = ()
    unsettled: tuple[str, ...] = ()
    is_below: bool = False
    is_of_others: bool = False


class Counts(Frozen):
    """How many requirements of one strength are met, open and unknown."""

    met: int
    open: int
    unknown: int


def required_open(results: Iterable[RequirementResult]) -> tuple[str, ...]:
    """The ids of the required requirements among these that are known not to be met."""
    return tuple(
        [
            each.requirement.id
            for each in results
            if each.requirement.strength is Strength.REQUIRED and each.state.is_open
        ]
    )
