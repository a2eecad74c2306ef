"""What lies ahead of an open requirement by itself: the routes that are offered, and what waits."""

from collections.abc import Iterable
from datetime import date

from cmio_advisor.domain.base.frozen import Frozen
from cmio_advisor.domain.judge.case import ProfileCase
from cmio_advisor.domain.judge.results import State
from cmio_advisor.domain.roadmap.credentials import Credential
from cmio_advisor.domain.roadmap.roadmap import Requirement, Strength
from cmio_advisor.domain.routes.offers import Offer, offers_for
from cmio_advisor.domain.routes.upkeep import own_results
from cmio_advisor.domain.rules.conditions import AtLeast, Condition, Dated


class Prospect(Frozen):
    """
    An open requirement looked at ahead, by itself: the routes that are offered, best first, and
    the alternatives ``beside`` them that can be taken on the day.

    ``done_on`` is the day on which it will be met if all goes as told, if one is known;
    ``waits_for`` are ids of requirements that bring what its routes still need.
    """

    requirement: Requirement
    state: State
    offers: tuple[Offer, ...]
    done_on: date | None
    waits_for: frozenset[str]
    beside: tuple[Offer, ...] = ()

    @property
    def only_helps(self) -> bool:
        """Whether a plan leaves it out unless it is asked for."""
        return self.requirement.strength is Strength.HELPS


def look_ahead(requirement: Requirement, state: State, case: ProfileCase) -> Prospect:
    """The routes that are offered to an open requirement, and what waits before them."""
    found = offers_for(requirement, case)
    offers = tuple(each for each in found if not each.route.alternative)
    needs = [
        each.route.needs
        for each in offers
        if each.route.needs and not each.route.needs.judge(case).holds
    ]
    return Prospect(
        requirement=requirement,
        state=state,
        offers=offers,
        done_on=requirement.met_when.judge(case).becomes,
        waits_for=_brought_by(needs, requirement.id, case),
        beside=tuple(
            each
            for each in found
            if each.route.alternative and each.startable_from(case.on) == case.on
        ),
    )


def own_prospects(case: ProfileCase) -> tuple[Prospect, ...]:
    """What is the person's own, each with its one route."""
    return tuple(look_ahead(each.requirement, each.state, case) for each in own_results(case))


def credential_waits_for(credential: Credential, case: ProfileCase) -> frozenset[str]:
    """
    The ids of the requirements that bring what this credential asks and the person lacks; none
    where it is held, or is no gain: below what is held, or of another field.
    """
    below = credential.below is not None and credential.below.judge(case).holds
    if below or not credential.serves_target or _is_held(credential, case):
        return frozenset()
    asking = case.for_eligibility
    asked = [each.when for each in credential.requires]
    asked += [each.when for each in credential.pathways]
    lacking = [each for each in asked if each.judge(asking).fails]
    return _brought_by(lacking, credential.id, asking)


def _is_held(credential: Credential, case: ProfileCase) -> bool:
    return any(each.judge(case).holds for each in credential.held_by)


def _brought_by(waiting: Iterable[Condition], waits: str, case: ProfileCase) -> frozenset[str]:
    """
    The requirements, by id, that bring something of what the waiting rules ask and is lacking.
    """
    found = frozenset().union(*(_bringing(each, case) for each in waiting))
    return found - {waits}


def _bringing(rule: Condition, case: ProfileCase) -> frozenset[str]:
    """Of a rule only the parts that do not hold, and that are not past their last day."""
    past = isinstance(rule, Dated) and rule.end is not None and case.on > rule.end
    if past or rule.judge(case).holds:
        return frozenset()
    rules = case.roadmap.rules
    if isinstance(rule, AtLeast):
        parts: tuple[Condition, ...] = rule.parts
    elif isinstance(rule, Dated):
        parts = (rule.part,)
    else:
        return rules.brought_by(rule)
    return rules.bringing(rule).union(*(_bringing(each, case) for each in parts))
