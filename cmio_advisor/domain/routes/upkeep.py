"""What a person has to do that meets no requirement, such as to renew what ends soon."""

from collections.abc import Iterator
from datetime import date

from cmio_advisor.domain.base.frozen import replace
from cmio_advisor.domain.base.sentences import date_text, filled, partial_date_text
from cmio_advisor.domain.base.time import Months, PartialDate, add_months, month_position
from cmio_advisor.domain.judge.case import ProfileCase
from cmio_advisor.domain.judge.results import RequirementResult, judge_requirement, put_off_for
from cmio_advisor.domain.profile.fields import BY_PATH
from cmio_advisor.domain.roadmap.roadmap import (
    Credential,
    OtherPath,
    Requirement,
    Roadmap,
    Strength,
)
from cmio_advisor.domain.roadmap.route import Route
from cmio_advisor.domain.routes.offers import (
    OpenRequirement,
    is_of_no_answer,
    look_ahead,
    makes_no_sense,
)
from cmio_advisor.domain.routes.planned_case import possible_case
from cmio_advisor.domain.rules.conditions import UNKNOWN, AtLeast, Not, Rank
from cmio_advisor.domain.rules.leaves import Holds, holding_finding, training_finding

NEVER = Not(AtLeast(0, ()))
"""Nothing told of a person shows that it is done."""

ENDING = ("board_certifications", "certifications")
"""The fields of what can end."""


def own_results(case: ProfileCase, *, of_ways: bool = False) -> tuple[RequirementResult, ...]:
    """A requirement for each of them, with its one route; ``of_ways``, the first steps too."""
    ways = (route for _, route in case.find(first_routes)) if of_ways else ()
    results = {each.id: _result(each, case) for each in ways}
    return tuple({**results, **case.find(_own_results)}.values())


def _own_results(case: ProfileCase) -> dict[str, RequirementResult]:
    return {each.id: _result(each, case) for each in (*_renewals(case), *_own_steps(case))}


def _result(route: Route, case: ProfileCase) -> RequirementResult:
    return judge_requirement(_requirement(route), case)


def own_prospects(case: ProfileCase) -> tuple[OpenRequirement, ...]:
    """What is the person's own, each with its one route."""
    now = possible_case(case)
    return tuple(filter(None, (look_ahead(each, now) for each in own_results(now))))


def ways_on_for(case: ProfileCase) -> tuple[OtherPath, ...]:
    """The other paths that fit this person, with their first steps; none on the top rung."""
    if case.holds_the_job:
        return ()
    return tuple(
        replace(
            path,
            first_steps=tuple(
                each
                for each in path.first_steps
                if not (makes_no_sense(each, case) or is_of_no_answer(each, case))
            ),
        )
        for path in case.roadmap.ways_on
        if path.when.judge(case).holds and not (path.unless and path.unless.judge(case).holds)
    )


def first_routes(case: ProfileCase) -> tuple[tuple[OtherPath, Route], ...]:
    """
    The first steps of the ways that fit, where one of these is a decision that waits, or none of
    them is and something required waits for one.
    """
    ways_on = case.find(ways_on_for)
    named = {path.decision for path in case.roadmap.ways_on if path.decision}
    required = {
        each.id
        for each in case.roadmap.decisions
        if each.takes == each.requirement(case.roadmap).id
        and each.requirement(case.roadmap).strength is Strength.REQUIRED
    }
    leading = {path.decision for path in ways_on} if named else required
    if not put_off_for(case) & leading:
        return ()
    fitting = [path for path in ways_on if path.decision is None]
    longest = max((len(path.first_steps) for path in fitting), default=0)
    return tuple(
        (path, path.first_steps[place])
        for place in range(longest)
        for path in fitting
        if place < len(path.first_steps)
    )


def is_own(requirement: Requirement) -> bool:
    """Whether it is none of the roadmap's."""
    return requirement.met_when == NEVER


def _requirement(route: Route) -> Requirement:
    return Requirement(
        id=route.id,
        title=route.title,
        strength=Strength.HELPS,
        share="",
        met_when=NEVER,
        need=route.why,
        why=route.why,
        evidence=route.evidence,
        routes=(route,),
        waivable=False,
        in_plan=True,
    )


def _own_steps(case: ProfileCase) -> Iterator[Route]:
    for route in case.roadmap.own_steps:
        needed = route.needs is None or route.needs.judge(case).holds
        if needed and not route.is_shut(case.on) and not makes_no_sense(route, case):
            pointless = (_is_joined_to_training, _is_over_by_the_start, _is_excused)
            if not any(each(route, case) for each in pointless):
                yield _in_time(route, case)


def _is_excused(route: Route, case: ProfileCase) -> bool:
    """Whether somebody was excused from what it prepares for."""
    taken = (each.requirement(case.roadmap) for each in case.roadmap.decisions)
    cycles = (one.cycle for each in taken if case.is_waived(each) for one in each.routes)
    return any(each is route.prepares_for for each in cycles if each)


def _is_over_by_the_start(route: Route, case: ProfileCase) -> bool:
    """Whether the training in which it prepares is over on the day on which one wants to begin."""
    start, ends = case.profile.constraints.start, _ends_under_way(case)
    return bool(route.prepares_for and ends and start and start.earliest > max(ends))


def _ends_under_way(case: ProfileCase) -> list[date]:
    trainings = (*(case.profile.residency or ()), *(case.profile.fellowships or ()))
    found = [training_finding(each, case) for each in trainings]
    return [each.becomes for each in found if each.high is Rank.IN_PROGRESS and each.becomes]


def _is_joined_to_training(route: Route, case: ProfileCase) -> bool:
    """Whether what it prepares for has a way of its own, within or beside the training told."""
    joined = (
        each
        for requirement in case.roadmap.requirements()
        for each in requirement.routes
        if each.within and each.cycle is not None and each.cycle is route.prepares_for
    )
    return any(not (is_of_no_answer(each, case) or makes_no_sense(each, case)) for each in joined)


def _in_time(route: Route, case: ProfileCase) -> Route:
    """What is under way ends as told, with a part left to pay, or in time for a season."""
    found = route.unless.judge(case) if route.unless else UNKNOWN
    if found.low is Rank.IN_PROGRESS:
        route = replace(route, cost=route.cost and replace(route.cost, low=0))
    if found.becomes is not None:
        left = month_position(found.becomes) - month_position(case.on)
        months = Months.exactly(left)
        route = replace(route, months=months if left <= route.months.high else route.months)
    if route.prepares_for is None:
        return route
    season = replace(route, cycle=route.prepares_for)
    asked, ends = case.profile.constraints.start, _ends_under_way(case)
    begin = max(case.on, asked.earliest) if asked else case.on
    opening = season.first_opening(max(begin, *ends)) if ends else None
    if opening is None or season.last_day_to_apply(opening) < begin:
        opening = season.next_opening(begin)
    assert opening is not None  # noqa: S101 - a season comes round each year
    days = season.safe_day_to_apply(opening), season.last_day_to_apply(opening)
    by = next((each for each in days if each > begin), begin)
    left = month_position(by) - month_position(begin)
    return replace(
        route,
        months=route.months.no_longer(left),
        action=filled(route.action, {"start": date_text(opening), "apply": date_text(days[1])}),
    )


def as_renewed(case: ProfileCase) -> ProfileCase:
    """The case of who renews what is held: a plan does, and counts on it for what comes later."""
    if case.roadmap.renewal is None:
        return case
    kept = {
        field: tuple(
            replace(each, expires=None)
            if each.expires and holding_finding(each, case).holds
            else each
            for each in BY_PATH[field].of(case.profile) or ()
        )
        for field in ENDING
        if BY_PATH[field].of(case.profile)
    }
    profile = replace(case.profile, **kept)
    return case if profile == case.profile else case.but(profile=profile)


def _renewals(case: ProfileCase) -> Iterator[Route]:
    """One for each thing that is held and ends within a year, the soonest first."""
    template = case.roadmap.renewal
    ending = [
        (each.expires, each.id, field)
        for field in ENDING
        for each in BY_PATH[field].of(case.profile) or ()
        if each.expires is not None and holding_finding(each, case).low is Rank.EXPIRING
    ]
    if template is not None:
        for expires, held, field in sorted(ending, key=lambda it: (it[0].earliest, it[1])):
            yield _renewal(template, field, held, expires, case)


def _renewal(
    template: Route, field: str, held: str, expires: PartialDate, case: ProfileCase
) -> Route:
    """
    Its last day to start leaves the likely months before the end, or is the day assessed; surely in
    time is what leaves the most.
    """
    roadmap = case.roadmap
    credential = _credential(field, held, roadmap)
    id_ = credential.id if credential else held
    named = roadmap.vocabulary.title(BY_PATH[field].terms, id_)
    values = {
        "title": credential.short if credential else named,
        "date": partial_date_text(expires.text()),
        "issuer": credential.issuer if credential else roadmap.texts["renewal_issuer"],
    }
    said = credential.renewal if credential else None
    left = month_position(max(case.on, expires.earliest)) - month_position(case.on)
    return replace(
        template,
        id=f"{template.id}-{id_}",
        months=template.months.no_longer(left),
        title=filled(template.title, values),
        action=filled(template.action, values),
        why=filled(template.why, values),
        do_at=credential.do_at if credential else template.do_at,
        evidence=credential.evidence if credential else template.evidence,
        ask=None if template.ask is None else filled(template.ask, values),
        notes=(*((said,) if said else ()), *template.notes),
        end=max(case.on, add_months(expires.earliest, -template.months.likely)),
        safe_until=add_months(expires.earliest, -template.months.high),
        renews=id_,
    )


def _credential(field: str, id_: str, roadmap: Roadmap) -> Credential | None:
    """The credential that an answer shows to be held."""
    return next(
        (
            credential
            for credential in roadmap.credentials
            for rule in credential.held_by
            for leaf in rule.leaves()
            if isinstance(leaf, Holds) and leaf.field == field and id_ in leaf.ids
        ),
        None,
    )
