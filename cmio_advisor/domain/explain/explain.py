"""Why a requirement is met or a credential open, or not: the rule, what it saw, what turns it."""

from datetime import date

from cmio_advisor.domain.base.evidence import Evidence
from cmio_advisor.domain.base.frozen import Frozen, replace
from cmio_advisor.domain.explain.flips import Flip, smallest_flips
from cmio_advisor.domain.judge.case import ProfileCase, is_asked
from cmio_advisor.domain.judge.decisions import OpenDecision, may_await, open_decisions, put_off_for
from cmio_advisor.domain.judge.results import (
    CredentialResult,
    RequirementResult,
    judge_credential,
    judge_requirement,
)
from cmio_advisor.domain.profile.profile import Profile
from cmio_advisor.domain.roadmap.roadmap import Question, Requirement, Roadmap, Step
from cmio_advisor.domain.roadmap.route import Route
from cmio_advisor.domain.routes.open_routes import OpenRoutes
from cmio_advisor.domain.routes.planned_case import planned_case, possible_case
from cmio_advisor.domain.rules.conditions import Condition, Finding, Reference


class RulePart(Frozen):
    """One part of a rule and what it saw; ``parts`` are inside it, named rules one level deep."""

    condition: Condition
    finding: Finding
    parts: "tuple[RulePart, ...]"


class WayTo(Frozen):
    """A route to a requirement, and the ids of the requirements that come ``first``."""

    route: Route
    first: tuple[str, ...]


class Explanation(Frozen):
    """
    Everything about one ``requirement`` (with its ``step``) or one ``credential``. ``flips`` are
    the smallest changes that turn it, ``settled_by`` questions that could settle what is not known,
    ``routes`` the ways to an open requirement as a plan could take them, and ``decisions`` those to
    take in before there is one.
    """

    as_of: date
    roadmap: Roadmap
    profile: Profile
    title: str
    evidence: tuple[Evidence, ...]
    step: Step | None = None
    requirement: RequirementResult | None = None
    credential: CredentialResult | None = None
    rule: RulePart
    flips: tuple[Flip, ...]
    settled_by: tuple[Question, ...]
    routes: tuple[WayTo, ...] = ()
    decisions: tuple[OpenDecision, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether the rule certainly holds on the day."""
        return self.rule.finding.holds


def explain_requirement(
    requirement_id: str, profile: Profile, roadmap: Roadmap, on: date
) -> Explanation:
    """Explain a requirement, which the roadmap must have."""
    case = ProfileCase(profile, roadmap, on)
    requirement = roadmap.requirement(requirement_id)
    result = judge_requirement(requirement, case)
    rule = requirement.met_when
    return Explanation(
        as_of=on,
        roadmap=roadmap,
        profile=profile,
        title=requirement.title,
        evidence=requirement.evidence,
        step=next(each for each in roadmap.steps if requirement in each.requirements),
        requirement=result,
        rule=part_of(rule, case),
        flips=() if case.is_waived(requirement) else smallest_flips(rule, case),
        settled_by=_settling(rule, case),
        routes=_ways_to(requirement, case) if result.state.is_open else (),
        decisions=tuple(each for each in open_decisions(case) if _decides(each, requirement, case)),
    )


def _decides(found: OpenDecision, requirement: Requirement, case: ProfileCase) -> bool:
    """Whether a decision is one of the requirement's own routes, or nothing leads there without."""
    decision, roadmap = found.decision, case.roadmap
    routes = (each for each in requirement.routes if not each.only_if_given)
    waits = (may_await(each, requirement, decision, roadmap) for each in routes)
    return any(waits) if decision.requirement(roadmap) is requirement else all(waits)


def explain_credential(
    credential_id: str, profile: Profile, roadmap: Roadmap, on: date
) -> Explanation:
    """Explain whether a credential, which the roadmap must have, may be sat for."""
    case = ProfileCase(profile, roadmap, on).for_eligibility
    credential = roadmap.credential(credential_id)
    rule = credential.open_when
    ways = (each for pathway in credential.pathways for each in pathway.evidence)
    return Explanation(
        as_of=on,
        roadmap=roadmap,
        profile=profile,
        title=credential.title,
        evidence=(*credential.evidence, *ways),
        credential=judge_credential(credential, ProfileCase(profile, roadmap, on)),
        rule=part_of(rule, case),
        flips=smallest_flips(rule, case),
        settled_by=_settling(rule, case),
    )


def part_of(condition: Condition, case: ProfileCase, *, deep: bool = True) -> RulePart:
    inside = condition.inside
    if isinstance(condition, Reference) and deep:
        inside = (case.roadmap.named_rule(condition),)
    below = deep and not isinstance(condition, Reference)
    return RulePart(
        condition=condition,
        finding=case.as_can_be(condition),
        parts=tuple(part_of(each, case, deep=below) for each in inside),
    )


def _ways_to(requirement: Requirement, case: ProfileCase) -> tuple[WayTo, ...]:
    """The routes that can be reached, each by the plainest way into it."""
    planned = replace(planned_case(possible_case(case)), put_off=put_off_for(case))
    results = [judge_requirement(each, planned) for each in case.roadmap.requirements()]
    found: dict[str, WayTo] = {}
    for each in OpenRoutes(results, planned).options_of(requirement.id):
        left = replace(each.route, months=each.option.months)  # of what is under way, the rest
        found.setdefault(each.route.id, WayTo(route=left, first=each.option.needs))
    return tuple(found.values())


def _settling(rule: Condition, case: ProfileCase) -> tuple[Question, ...]:
    """The questions that apply and whose field can still move the rule."""
    fields = rule.open_fields(case)
    return tuple(
        each for each in case.roadmap.questions if each.settles in fields and is_asked(each, case)
    )
