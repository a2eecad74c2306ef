"""What is judged of the answers themselves."""

from cmio_advisor.domain.base.frozen import Frozen
from cmio_advisor.domain.judge.case import ProfileCase
from cmio_advisor.domain.judge.decisions import OpenDecision, open_decisions
from cmio_advisor.domain.judge.results import CredentialResult, RequirementResult, State
from cmio_advisor.domain.judge.states import judge_credential, judge_requirement
from cmio_advisor.domain.roadmap.credentials import Credential
from cmio_advisor.domain.roadmap.roadmap import Advice, OtherPath, Requirement, Rung, Sign
from cmio_advisor.domain.routes.next_steps import NextStep, first_steps
from cmio_advisor.domain.routes.offers import OpenRequirement, credential_waits_for, look_ahead
from cmio_advisor.domain.routes.upkeep import ways_on_for
from cmio_advisor.domain.rules.conditions import Rank


class JudgedRequirement(Frozen):
    """
    A requirement judged, what is ahead of it if it is open or unknown, and, while it is unknown,
    the fields that can still move it.
    """

    result: RequirementResult
    ahead: OpenRequirement | None
    open_fields: frozenset[str]


class JudgedCredential(Frozen):
    """A credential judged, and the ids of the requirements that bring what it still asks."""

    result: CredentialResult
    waits_for: frozenset[str]


class Ladder(Frozen):
    """
    The rung that is certainly shown and the sign of it, the ways on that apply with their first
    steps, the decisions that wait, and the advice that fits.
    """

    shown: tuple[Rung, Sign] | None
    ways_on: tuple[OtherPath, ...]
    decisions: tuple[OpenDecision, ...]
    first_steps: tuple[NextStep, ...]
    advice: tuple[Advice, ...]


def judged_requirement(requirement: Requirement, case: ProfileCase) -> JudgedRequirement:
    result = judge_requirement(requirement, case)
    is_open, unknown = result.state.is_open, result.state is State.UNKNOWN
    # What is under way or planned is a step, whatever else may turn out to meet the same.
    begun = unknown and result.finding.low in (Rank.PLANNED, Rank.IN_PROGRESS)
    state = State[result.finding.low.name] if begun else result.state
    # What could not be read may be just what it asks for: that is asked, and no step is named.
    named = is_open or (unknown and (begun or not case.may_be_told(requirement.met_when)))
    return JudgedRequirement(
        result=result,
        ahead=look_ahead(requirement, state, case) if named else None,
        open_fields=requirement.met_when.open_fields(case) if unknown else frozenset(),
    )


def judged_credential(credential: Credential, case: ProfileCase) -> JudgedCredential:
    return JudgedCredential(
        result=judge_credential(credential, case),
        waits_for=credential_waits_for(credential, case),
    )


def ladder_of(case: ProfileCase) -> Ladder:
    return Ladder(
        shown=case.rung(),
        ways_on=ways_on_for(case),
        decisions=open_decisions(case),
        first_steps=first_steps(case),
        advice=tuple(each for each in case.roadmap.advice if each.when.judge(case).holds),
    )
