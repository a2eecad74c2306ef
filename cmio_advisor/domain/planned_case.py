"""
The answers that a plan starts from, where they are not quite those that were told.
"""

from cmio_advisor.domain.case import ProfileCase
from cmio_advisor.domain.conditions import Condition
from cmio_advisor.domain.leaves import Leaf
from cmio_advisor.domain.profile import Profile
from cmio_advisor.domain.record import replace


def planned_case(case: ProfileCase) -> ProfileCase:
    """
    The case to plan for: whoever has yet to enter the profession starts there with nothing of what
    has to be met anew, such as a license. A fellowship of which it was not told counts as
    accredited; the plan says so (``PlanOutline.assumes_accredited``).
    """
    fields: set[str] = set()
    for each in case.roadmap.requirements():
        if each.anew_after is not None and case.requirement(each.anew_after).fails:
            entry = case.roadmap.requirement(each.anew_after).met_when
            fields |= _fields_of(each.met_when) - _fields_of(entry)
    taken: dict[str, object] = {field: "none" if field == "license" else () for field in fields}
    if not_told_accredited(case.profile):
        taken["fellowships"] = tuple(
            replace(each, accredited=True) if each.accredited is None else each
            for each in case.profile.fellowships or ()
        )
    return replace(case, profile=replace(case.profile, **taken)) if taken else case


def not_told_accredited(profile: Profile) -> bool:
    """
    Whether a fellowship was told, but not whether it is accredited.
    """
    return any(each.accredited is None for each in profile.fellowships or ())


def _fields_of(rule: Condition) -> set[str]:
    return {leaf.field for leaf in rule.leaves() if isinstance(leaf, Leaf)}
