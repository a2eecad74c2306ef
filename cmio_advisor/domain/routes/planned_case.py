"""The answers that a plan starts from, where they are not quite those that were told."""

from collections.abc import Iterator
from datetime import date
from math import ceil

from cmio_advisor.domain.base.frozen import replace
from cmio_advisor.domain.base.time import PartialDate, add_months
from cmio_advisor.domain.judge.case import CERTIFIED, ProfileCase, leaf_of
from cmio_advisor.domain.profile.experience import Work, is_over
from cmio_advisor.domain.profile.profile import (
    AHEAD,
    MORE,
    NO_JOB,
    TRAINING,
    Holding,
    Profile,
    Role,
    Status,
    Training,
)
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.domain.roadmap.route import Route
from cmio_advisor.domain.routes.offers import offers_for
from cmio_advisor.domain.rules.conditions import AtLeast, Condition, Rank
from cmio_advisor.domain.rules.implication import implies
from cmio_advisor.domain.rules.leaves import (
    HOME,
    TRAINING_SPACE,
    Holds,
    Leaf,
    Trained,
    Years,
    country_of,
    ended,
    has_other_post,
    place_untold,
)


def planned_case(case: ProfileCase) -> ProfileCase:
    """
    The case to plan for: whoever has yet to enter the profession starts without what has to be met
    anew. A training of no known country is taken to be where the degree is from; an untold
    residency behind practice as finished, an untold job after it as none, a fellowship as
    accredited (``PlanOutline.assumes_accredited``).
    """
    fields: set[str] = set()
    for each in case.roadmap.requirements():
        if each.anew_after is not None and case.requirement(each.anew_after).fails:
            entry = case.roadmap.requirement(each.anew_after).met_when
            fields |= _fields_of(each.met_when) - _fields_of(entry)
    residency = _placed(case.profile.residency or _presumed(case), case)
    is_here = any(each.country in TRAINING_SPACE for each in residency or ())
    profile = replace(
        case.profile,
        residency=residency,
        fellowships=_placed(case.profile.fellowships, case, is_here=is_here),
        **dict.fromkeys(none_from_here(case.profile, residency), ()),
        role=case.profile.role or _none_held(case),
    )
    taken: dict[str, object] = dict.fromkeys(fields, ())
    if "clinical" in fields:  # what was done in none of the professions whose years are met anew
        rules = (each.met_when for each in case.roadmap.requirements() if each.anew_after)
        leaves = (leaf for rule in rules for leaf in rule.leaves())
        anew = {None, *(leaf.profession for leaf in leaves if isinstance(leaf, Years))}
        entries = profile.clinical or ()
        taken["clinical"] = tuple(each for each in entries if each.done_in not in anew)
    if "residency" in fields:
        taken["residency"] = tuple(each for each in profile.residency or () if each.status in AHEAD)
    if untold := unstated_accredited(profile.fellowships, case.roadmap):
        taken["fellowships"] = tuple(
            replace(each, accredited=True) if each in untold else each
            for each in profile.fellowships or ()
        )
    profile = replace(profile, **taken)
    return case if profile == case.profile else case.but(profile=profile)


def possible_case(case: ProfileCase) -> ProfileCase:
    """
    The case without what is told for too early a day, the first of it put off before the next: a
    certificate, and what rests on what is not there, or cannot have begun, is left out; the rest
    ends on the first day on which it can, or by the route that begins it. Training to be completed
    on a day to come is under way.
    """
    early, day = next(iter(case.too_early.items()), (None, date.max))
    if early is None:
        later = {each: _as_is(getattr(case.profile, each), case) for each in TRAINING}
        if all(told == getattr(case.profile, each) for each, told in later.items()):
            return case  # with all that was found of it so far
        return case.but(profile=replace(case.profile, **later))
    told: tuple[Holding | Training, ...] = getattr(case.profile, early.field)
    entries = (
        _put_off(each, early, day, case) if leaf_of(early.field, each) == early else each
        for each in told
    )
    profile = replace(case.profile, **{early.field: tuple(filter(None, entries))})
    return possible_case(case.but(profile=profile))


def _put_off(
    entry: Holding | Training, early: Holds | Trained, day: date, case: ProfileCase
) -> Holding | Training | None:
    is_planned = entry.status is Status.PLANNED
    cannot_be = not is_planned and case.rules_out(replace(early, status=Status.IN_PROGRESS))
    if early.field in CERTIFIED or day == date.max or cannot_be:
        return None
    if is_planned:
        route = next(_routes_of(early, case), None)
        if route is None:
            return replace(entry, expected=None)
        begin = add_months(day, -route.months.low)
        openings = route.openings(case.on, ceil(route.months.high))
        begin = next((each for each in openings if each >= begin), begin)
        day = max(day, add_months(begin, route.months.likely))
        return replace(entry, expected=PartialDate(day, day))
    begun = {"completed" if isinstance(entry, Training) else "earned": None}
    return replace(entry, status=Status.IN_PROGRESS, expected=PartialDate(day, day), **begun)


def _routes_of(planned: Holds | Trained, case: ProfileCase) -> Iterator[Route]:
    """The routes that begin what is planned: what speaks of just that, else what is on offer."""
    yield from case.beginning(planned)
    for each in case.roadmap.requirements():
        is_planned = each.met_when.judge(case).low is Rank.PLANNED
        if is_planned and any(implies(planned, leaf) for leaf in each.met_when.leaves()):
            offers = offers_for(each, case)
            yield from (offer.route for offer in offers if not offer.route.alternative)


def _presumed(case: ProfileCase) -> tuple[Training, ...] | None:
    """
    The residency, finished or under way, of which nothing was said, that what was rests on; none
    is finished that could not be read.
    """
    if case.profile.residency is not None:
        return case.profile.residency
    told = (each for each in case.roadmap.presupposed if case.is_told(each.what))
    for each in (*told, *case.presumed):
        parts = each.first.parts if isinstance(each.first, AtLeast) else (each.first,)
        left = [part for part in parts if not part.judge(case).fails]
        trained = (part for part in left if isinstance(part, Trained))
        ways = [part.status for part in trained if part.field == "residency"]
        if Status.HELD in ways and "residency" in case.not_read:
            continue
        if ways and each in case.presumed:
            return (Training(status=ways[0]),)
        if Status.HELD in ways and len(ways) == len(left):
            return (Training(status=Status.HELD),)
    return None


def _none_held(case: ProfileCase) -> Role | None:
    """No job, where none was told, patient care is over and informatics is no work."""
    clinical, informatics = case.profile.clinical or (), case.profile.informatics
    if informatics is None or not is_over(clinical, case.on):
        return None
    works = Work(informatics, case.as_of).months(case.on).high > 0
    return None if works and not is_over(informatics, case.on) else NO_JOB


def _placed(
    trainings: tuple[Training, ...] | None, case: ProfileCase, *, is_here: bool = False
) -> tuple[Training, ...] | None:
    """The same, each with a country; ``is_here`` says that other training was done here."""
    if trainings is None:
        return None
    taken = HOME if is_here else place_untold(case)
    placed = (replace(each, country=country_of(each, case) or taken) for each in trainings)
    return tuple(
        replace(each, profession=None) if each.profession == MORE and each.status in AHEAD else each
        for each in placed
    )


def none_from_here(profile: Profile, residency: tuple[Training, ...] | None) -> tuple[str, ...]:
    """What of here is taken as none where it was not told, of who trained elsewhere only."""
    if not residency or any(each.country in TRAINING_SPACE for each in residency):
        return ()
    from_here = ("license", "board_certifications")
    return tuple(each for each in from_here if getattr(profile, each) is None)


def _as_is(told: tuple[Training, ...] | None, case: ProfileCase) -> tuple[Training, ...] | None:
    """The same, where what is to be completed after the day is under way, and the overdue over."""
    if told is None:
        return None
    return tuple(
        replace(each, status=Status.IN_PROGRESS, expected=each.completed, completed=None)
        if each.status is not Status.PLANNED
        and each.completed
        and each.completed.earliest > case.on
        else replace(each, status=None, completed=each.expected, expected=None)
        if ended(each, case)
        else replace(each, status=Status.IN_PROGRESS)
        if each.status is None and each.expected is not None
        else replace(each, status=Status.HELD)
        if (each.status, each.completed) == (None, None) and has_other_post(case)
        else each
        for each in told
    )


def unstated_accredited(
    fellowships: tuple[Training, ...] | None, roadmap: Roadmap
) -> tuple[Training, ...]:
    """Fellowships not told to be accredited or not, though a rule asks it of their specialty."""
    return tuple(
        each
        for each in fellowships or ()
        if each.accredited is None
        and (each.specialty is None or each.specialty in roadmap.accredited_specialties)
    )


def _fields_of(rule: Condition) -> set[str]:
    fields = {leaf.field for leaf in rule.leaves() if isinstance(leaf, Leaf)}
    return fields & Profile.record_names  # an answer to a question of a rule is nothing to start
