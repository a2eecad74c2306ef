"""
Whether meeting one rule means that another is met too, whoever the person is.

Sound, not complete: "no" means that it does not follow from the two rules by themselves.
"""

from cmio_advisor.domain.rules.conditions import AtLeast, Condition, Dated
from cmio_advisor.domain.rules.leaves import AmountAtLeast, Holds, NamesAtLeast, Trained, Years


def implies(given: Condition, wanted: Condition) -> bool:
    """
    Whether everybody who meets ``given`` meets ``wanted`` on the same day.

    Remembered with the rule, because each plan asks it of the same rules of a roadmap.
    """
    if given == wanted:
        return True
    # Rules that read nothing alike say nothing of each other, as most pairs of a roadmap do: 9 of
    # 10 questions of an assessment end here.
    if wanted.topics and given.topics.isdisjoint(wanted.topics):
        return False
    found = given.implied.get(wanted)
    if found is None:
        found = given.implied[wanted] = _implies(given, wanted)
    return found


def _implies(given: Condition, wanted: Condition) -> bool:
    if isinstance(given, Dated):
        return implies(given.part, wanted)
    if isinstance(given, AtLeast):
        # Of the parts, at most so many fail that one of the others is sure to hold.
        sure = sum(implies(part, wanted) for part in given.parts)
        if given.count and sure > len(given.parts) - given.count:
            return True
    if isinstance(wanted, AtLeast):
        return sum(implies(given, part) for part in wanted.parts) >= wanted.count
    return _leaf_implies(given, wanted)


def _leaf_implies(given: Condition, wanted: Condition) -> bool:
    """The same for two leaves, which must read the same field."""
    if isinstance(given, Holds) and isinstance(wanted, Holds):
        alike = given.field == wanted.field and given.status is wanted.status
        return alike and wanted.calendar_years is None and given.ids <= wanted.ids
    if isinstance(given, Trained) and isinstance(wanted, Trained):
        alike = given.field == wanted.field and given.status is wanted.status
        within = not wanted.specialties or bool(
            given.specialties and given.specialties <= wanted.specialties
        )
        there = not wanted.countries or (
            given.elsewhere is wanted.elsewhere
            and bool(given.countries)
            and (
                given.countries >= wanted.countries
                if wanted.elsewhere
                else given.countries <= wanted.countries
            )
        )
        in_time = given.months <= wanted.months
        accredited = given.accredited or not wanted.accredited
        return alike and within and there and in_time and accredited
    if isinstance(given, Years) and isinstance(wanted, Years):
        alike = given.field == wanted.field and given.fte >= wanted.fte
        alike = alike and given.weighed >= wanted.weighed
        alike = alike and wanted.profession in ("", given.profession)
        enough = given.at_least > wanted.at_least or (
            given.at_least == wanted.at_least and (given.above or not wanted.above)
        )
        return alike and enough and wanted.window is None
    if isinstance(given, AmountAtLeast) and isinstance(wanted, AmountAtLeast):
        return given.field == wanted.field and given.at_least >= wanted.at_least
    if isinstance(given, NamesAtLeast) and isinstance(wanted, NamesAtLeast):
        alike = given.field == wanted.field and given.count >= wanted.count
        return alike and given.ids <= wanted.ids
    return False
