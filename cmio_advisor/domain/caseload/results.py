"""
The parts of a caseload's results, each one object for all clients who have it.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import islice

from cmio_advisor.domain.assess.assessment import Pay, Stage, Warning  # noqa: A004 - the field's own word
from cmio_advisor.domain.base.kept import Memory, Shared
from cmio_advisor.domain.caseload.tally import tally_of
from cmio_advisor.domain.caseload.triage import gaps_of
from cmio_advisor.domain.judge.decisions import OpenDecision
from cmio_advisor.domain.judge.results import (
    Answer,
    CredentialResult,
    RequirementResult,
    StepResult,
)
from cmio_advisor.domain.judge.states import step_state
from cmio_advisor.domain.roadmap.roadmap import Rung, Sign, Step, Strength, WayOn
from cmio_advisor.domain.routes.next_steps import NextStep, Prospect

Waiting = tuple[tuple[str, frozenset[str]], ...]


class Action(Shared):
    """
    A next step. ``rank`` orders it among others, lowest first; ``door`` is its last day to start.
    """

    __slots__ = ("door", "rank", "startable", "step")

    def __init__(self, step: NextStep, rank: int, on: date | None) -> None:
        self.step = step
        self.rank = rank
        self.startable = step.startable_from == on
        self.door = (step.closes_on, step.route.id) if step.closes_on else None


class Ahead:
    """
    An open requirement looked at ahead, and the next steps that it became, by what they unlock.
    """

    __slots__ = ("actions", "id", "prospect", "waiting", "waits")

    def __init__(self, prospect: Prospect) -> None:
        self.prospect = prospect
        self.id = prospect.requirement.id
        self.waits = bool(prospect.waits_for)
        self.waiting = (self.id, prospect.waits_for)
        self.actions = Memory()


class JudgedRequirement:
    """
    What a requirement's rule found.
    """

    __slots__ = ("ahead", "result", "unknown")

    def __init__(
        self, result: RequirementResult, ahead: Ahead | None, open_fields: frozenset[str]
    ) -> None:
        self.result = result
        self.ahead = ahead
        self.unknown = (result.requirement.strength, open_fields) if open_fields else None


class Opens:
    """
    What waits for which requirement, which comes in few kinds; each is told by identity.

    ``waiting`` are ids of requirements or credentials, each with what it waits for.
    """

    __slots__ = ("by",)

    def __init__(self, waiting: Waiting) -> None:
        by: dict[str, tuple[str, ...]] = {}
        for waits, firsts in waiting:
            for first in firsts:
                by[first] = (*by.get(first, ()), waits)
        self.by = by


class Unknowns:
    """
    What is open in neighbouring steps, which comes in few kinds; each is told by identity.

    ``fields`` are the strengths of unknown requirements, each with the fields that could settle it.
    """

    __slots__ = ("fields",)

    def __init__(self, fields: tuple[tuple[Strength, frozenset[str]], ...]) -> None:
        self.fields = fields


class JudgedSteps(Shared):
    """
    Neighbouring steps with their requirements.

    ``tally`` is a number whose sum over all steps tells how many requirements there are of each
    strength and kind, and the state of each that is required.
    """

    __slots__ = ("ahead", "found", "gaps", "opens", "results", "tally", "unknown")

    def __init__(
        self,
        steps: Sequence[Step],
        found: Sequence[JudgedRequirement],
        unknown: Unknowns,
        opens: Opens,
        places: Mapping[str, int],
    ) -> None:
        self.found = found
        results = iter([each.result for each in found])
        self.results = [
            _step_result(step, tuple(islice(results, len(step.requirements)))) for step in steps
        ]
        self.ahead = [each.ahead for each in found if each.ahead is not None]
        self.opens = opens
        self.tally = sum(tally_of(each.result, places) for each in found)
        self.unknown = unknown
        self.gaps = tuple([gap for each in self.results for gap, _ in gaps_of(each)])


def _step_result(step: Step, results: tuple[RequirementResult, ...]) -> StepResult:
    return StepResult(step=step, state=step_state(results), requirements=results)


class JudgedCredential:
    """
    What a credential's rules found, and the requirements that bring what it still asks.
    """

    __slots__ = ("result", "waiting", "waits")

    def __init__(self, result: CredentialResult, waits_for: frozenset[str]) -> None:
        self.result = result
        self.waits = bool(waits_for)
        self.waiting = (result.credential.id, waits_for)


class JudgedCredentials(Shared):
    """
    Neighbouring credentials. ``doors`` are the last days to use an eligibility.
    """

    __slots__ = ("doors", "found", "opens", "results")

    def __init__(self, found: Sequence[JudgedCredential], opens: Opens) -> None:
        self.found = tuple(found)
        self.opens = opens
        self.results = tuple([each.result for each in found])
        self.doors = [
            (each.closes_on, each.credential.id) for each in self.results if each.closes_on
        ]


class JudgedLadder(Shared):
    """
    The rung that is certainly shown and the sign of it, and the ways on that apply.
    """

    __slots__ = ("decisions", "first_steps", "shown", "ways_on")

    def __init__(
        self,
        shown: tuple[Rung, Sign] | None,
        ways_on: tuple[WayOn, ...],
        decisions: tuple[OpenDecision, ...],
        first_steps: tuple[NextStep, ...],
    ) -> None:
        self.decisions = decisions
        self.first_steps = tuple([Action(each, 0, each.startable_from) for each in first_steps])
        self.shown = shown
        self.ways_on = ways_on


class RequiredOpen(Shared):
    """
    The ids of the required requirements that are known not to be met.
    """

    __slots__ = ("ids",)

    def __init__(self, ids: tuple[str, ...]) -> None:
        self.ids = ids


class Standing(Shared):
    """
    The stage, and what the required list says.
    """

    __slots__ = ("ready", "required_open", "stage", "summary")

    def __init__(
        self, stage: Stage, ready: Answer, summary: tuple[str, ...], required_open: RequiredOpen
    ) -> None:
        self.stage = stage
        self.ready = ready
        self.summary = summary
        self.required_open = required_open


class Paid(Shared):
    """
    The pay part.
    """

    __slots__ = ("pay",)

    def __init__(self, pay: Pay) -> None:
        self.pay = pay


class Warned(Shared):
    """
    The warnings of one kind.
    """

    __slots__ = ("warnings",)

    def __init__(self, warnings: tuple[Warning, ...]) -> None:
        self.warnings = warnings
