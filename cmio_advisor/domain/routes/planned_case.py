"""
The answers that a plan starts from, where they are not quite those that were told; and from there
the ways into what is asked of a person.

What a route needs is a condition. Whatever of it does not hold today has to come from somewhere:
from time, if the answers say that it will hold by a day; from a requirement that brings it; or from
an answer that was not given and is taken for granted, which a plan has to say.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from functools import reduce
from itertools import combinations, product
from math import ceil

from cmio_advisor.domain.base.frozen import Frozen, replace
from cmio_advisor.domain.base.time import PartialDate, add_months
from cmio_advisor.domain.judge.case import CERTIFIED, ProfileCase, is_answered, leaf_of
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
from cmio_advisor.domain.roadmap.roadmap import Requirement, Roadmap
from cmio_advisor.domain.roadmap.route import Route
from cmio_advisor.domain.routes.offers import offers_for
from cmio_advisor.domain.rules.conditions import (
    AtLeast,
    Condition,
    Dated,
    Finding,
    Not,
    Rank,
    Reference,
)
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
    is_here = not _begun_in(residency).isdisjoint(TRAINING_SPACE)
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
        if route := next(_routes_of(early, case), None):
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
        is_planned = each.met_when.judge(case).high is Rank.PLANNED
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
    place = {each: HOME if each.status is Status.PLANNED else taken for each in trainings}
    placed = (replace(each, country=country_of(each, case) or place[each]) for each in trainings)
    return tuple(
        replace(each, profession=None) if each.profession == MORE and each.status in AHEAD else each
        for each in placed
    )


def _begun_in(trainings: tuple[Training, ...] | None) -> set[str | None]:
    return {each.country for each in trainings or () if each.status is not Status.PLANNED}


def none_from_here(profile: Profile, residency: tuple[Training, ...] | None) -> tuple[str, ...]:
    """What of here is taken as none where it was not told, of who trained elsewhere only."""
    places = _begun_in(residency)
    from_here = ("license", "board_certifications") if places.isdisjoint(TRAINING_SPACE) else ()
    return tuple(each for each in from_here if places and getattr(profile, each) is None)


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


MOST_ENTRANCES = 32
"""Ways kept of one condition, the plainest first; the shipped roadmap's have at most four."""


class PlanGoals(Frozen, kw_only=False):
    """The ``open`` requirements by id, and which are met by something of their own under way."""

    open: Mapping[str, Requirement]
    under_way: Collection[str] = ()


class Entrance(Frozen):
    """
    One way in which a condition comes to hold: from ``start`` until ``end``, if given, after the
    open requirements that it ``needs``; ``assumes`` names what was not told and is taken as met.
    """

    needs: frozenset[str] = frozenset()
    start: date | None = None
    end: date | None = None
    assumes: frozenset[str] = frozenset()

    def joined(self, other: "Entrance") -> "Entrance":
        """Both at once."""
        return Entrance(
            needs=self.needs | other.needs,
            start=max(filter(None, (self.start, other.start)), default=None),
            end=min(filter(None, (self.end, other.end)), default=None),
            assumes=self.assumes | other.assumes,
        )

    @property
    def is_possible(self) -> bool:
        """Whether it holds on some day."""
        return self.start is None or self.end is None or self.start <= self.end


def ways_into(condition: Condition, case: ProfileCase, goals: PlanGoals) -> tuple[Entrance, ...]:
    """The ways in which a condition comes to hold, the plainest first; none if none can."""
    if isinstance(condition, Reference) and condition.kind == "requirement":
        return _ways_into_requirement(condition, case, goals)
    found = condition.judge(case)
    if found.holds:
        return (Entrance(end=found.ends),)
    ways: list[Entrance] = []
    if isinstance(condition, AtLeast):
        # So many of the parts as are asked, in every combination.
        parts = filter(None, [ways_into(part, case, goals) for part in condition.parts])
        chosen = combinations(parts, condition.count)
        together = (each for found in chosen for each in product(*found))
        ways += plainest(reduce(Entrance.joined, each, Entrance()) for each in together)
        if all(each.assumes for each in ways):
            # A requirement may bring the whole and none of its parts for sure, as the primary board
            # does, in place of which something else may stand. What it brings is not taken as met.
            whole = goals.open.keys() & case.roadmap.rules.bringing(condition)
            ways = [*map(_after, _least_demanding(whole, case.roadmap))] or ways
    elif isinstance(condition, Dated):
        within = Entrance(start=condition.start, end=condition.end)
        open_yet = condition.end is None or case.on <= condition.end
        inner = ways_into(condition.part, case, goals) if open_yet else ()
        ways += [each.joined(within) for each in inner]
    elif isinstance(condition, Reference):
        as_asked = case.for_eligibility if condition.kind == "eligible" else case
        ways += ways_into(case.roadmap.named_rule(condition), as_asked, goals)
    else:
        ways += _ways_into_leaf(condition, found, case, goals)
    return plainest(ways)


def _ways_into_requirement(
    reference: Reference, case: ProfileCase, goals: PlanGoals
) -> tuple[Entrance, ...]:
    """A requirement by name: the plan meets it, or it is met, or it was not told."""
    if reference.id in goals.open:
        return (_after(reference.id),)
    found = case.requirement(reference.id)
    if found.holds:
        return (Entrance(end=found.ends),)
    return () if found.fails else (Entrance(assumes=frozenset({reference.id})),)


def _is_open(rule: Condition, case: ProfileCase, goals: PlanGoals) -> bool:
    """Whether it speaks of training of which nothing was told and that the plan counts as open."""
    if not isinstance(rule, Holds | Trained) or case.may_be_told(rule):
        return False
    if is_answered(rule.field, case):
        return False
    leaves = (leaf for each in goals.open.values() for leaf in each.met_when.leaves())
    counted = {leaf.field for leaf in leaves if isinstance(leaf, Trained)}
    return rule.status in AHEAD or (isinstance(rule, Trained) and rule.field in counted)


def plainest(ways: Iterable[Entrance]) -> tuple[Entrance, ...]:
    """The possible ones, each once, the plainest first; of equals that which is named first."""
    possible = dict.fromkeys(each for each in ways if each.is_possible)

    def plainness(way: Entrance) -> tuple[int, int, date, list[str]]:
        return len(way.assumes), len(way.needs), way.start or date.min, sorted(way.needs)

    return tuple(sorted(possible, key=plainness)[:MOST_ENTRANCES])


def _ways_into_leaf(
    leaf: Condition, found: Finding, case: ProfileCase, goals: PlanGoals
) -> list[Entrance]:
    """
    The requirements that bring it, and the day on which it will hold by itself; else it is taken as
    met, but for what the plan counts as open, and training in a specialty of which none was named.
    """
    rules = case.roadmap.rules
    brought_by = goals.open.keys() & rules.bringing(leaf)
    if found.becomes is not None or found.low >= Rank.PLANNED:
        same = [
            each
            for each in goals.open
            if each in goals.under_way or found.becomes is None
            if _is_same_event(goals.open[each].met_when, leaf, found, case)
        ]
        meant = {id_ for each in same for id_ in rules.along_with(each)}  # by the event itself
        brought_by |= {each for each in same if each not in meant} or {*same}
    ways = [*map(_after, _least_demanding(brought_by, case.roadmap))]
    days = {goals.open[each].met_when.judge(case).becomes for each in brought_by}
    if found.becomes and found.becomes not in days:
        ways.append(Entrance(start=found.becomes))
    if ways:
        return ways
    if isinstance(leaf, Not) and _is_open(leaf.part, case, goals):
        return [Entrance()]
    of_specialty = isinstance(leaf, Trained) and leaf.specialties
    told = getattr(case.profile, leaf.field) or () if isinstance(leaf, Trained) else ()
    is_named = not of_specialty or any(each.specialty in of_specialty for each in told)
    is_guess = not found.fails and not _is_open(leaf, case, goals) and is_named
    return [Entrance(assumes=leaf.open_fields(case))] if is_guess else []


def _least_demanding(requirements: Collection[str], roadmap: Roadmap) -> list[str]:
    """Those that mean no other of them; of several that mean the same, one."""
    rules = roadmap.rules
    distinct = {rules.first_alike(each): each for each in sorted(requirements, reverse=True)}
    return [
        each for each in distinct.values() if rules.along_with(each).isdisjoint(distinct.values())
    ]


def _is_same_event(met_when: Condition, leaf: Condition, found: Finding, case: ProfileCase) -> bool:
    """Whether two rules come to hold by the same thing, which is ahead, such as one residency."""
    reads = {part.field for part in met_when.leaves() if isinstance(part, Leaf)}
    if not isinstance(leaf, Leaf) or leaf.field not in reads:
        return False
    other = met_when.judge(case)
    return other.becomes == found.becomes and (found.becomes is not None or other.low is found.low)


def _after(requirement: str) -> Entrance:
    return Entrance(needs=frozenset({requirement}))
