"""Why a requirement is met or a credential open, or not: the rule, what it saw, what turns it."""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import reduce
from itertools import combinations
from math import ceil
from typing import Any, assert_never

from cmio_advisor.domain.base.evidence import Evidence
from cmio_advisor.domain.base.frozen import Frozen, replace
from cmio_advisor.domain.base.time import Span
from cmio_advisor.domain.judge.case import ProfileCase, is_asked
from cmio_advisor.domain.judge.results import (
    CredentialResult,
    OpenDecision,
    RequirementResult,
    judge_credential,
    judge_requirement,
    may_await,
    open_decisions,
    put_off_for,
)
from cmio_advisor.domain.profile.fields import (
    BY_PATH,
    ENTRIES,
    LISTS,
    NONE,
    Kind,
    ProfileField,
    read_by,
)
from cmio_advisor.domain.profile.profile import (
    Experience,
    Holding,
    License,
    Profile,
    Reply,
    Role,
    Training,
)
from cmio_advisor.domain.roadmap.roadmap import Presupposed, Question, Requirement, Roadmap, Step
from cmio_advisor.domain.roadmap.route import Route
from cmio_advisor.domain.routes.open_routes import OpenRoutes
from cmio_advisor.domain.routes.planned_case import planned_case, possible_case
from cmio_advisor.domain.rules import leaves
from cmio_advisor.domain.rules.conditions import Condition, Finding, Not, Reference
from cmio_advisor.domain.rules.leaves import HOME


class AnswerChange(Frozen, kw_only=False):
    """One answer: its path, the entry (or all) that would stand there, and if it is added."""

    path: str
    value: Any
    adds: bool = False

    @property
    def row(self) -> ProfileField:
        return BY_PATH[self.path]


def candidates(
    leaf: Condition, profile: Profile, roadmap: Roadmap, *, wanted: bool
) -> Iterator[AnswerChange]:
    """Changes of one field, the least first, after which the rule may hold (``wanted``) or not."""
    if not isinstance(leaf, leaves.AnyLeaf):
        return
    row, entry = read_by(leaf.field)
    if row.kind is Kind.ANSWERS and entry not in roadmap.by_ask:
        return
    is_added = row.kind in LISTS and not row.alone
    is_added |= row.kind is Kind.LICENSES and bool(entry)
    for value in (
        _wanted(leaf, row, roadmap) if wanted else [_unwanted(leaf, row, profile, roadmap)]
    ):
        if row.kind is Kind.ANSWERS:
            asked = roadmap.by_ask[entry]
            if asked.kind == "yes-no" or value.high <= asked.most:
                told = value.low > 0 if asked.kind == "yes-no" else value
                yield AnswerChange(row.path, Reply(entry, told))
        else:
            yield AnswerChange(row.path, value, adds=wanted and is_added)


def with_answer(profile: Profile, change: AnswerChange) -> Profile:
    row, value = change.row, change.value
    before = (row.of(profile) or ()) if change.adds else ()
    if row.kind is Kind.HOLDINGS and change.adds:
        before = tuple(each for each in before if each.id != value.id)
    if isinstance(value, Reply):
        others = (each for each in row.of(profile) or () if each.id != value.id)
        whole: Any = tuple(sorted((*others, value), key=lambda each: each.id))
    else:
        is_entry = row.kind in ENTRIES and not isinstance(value, tuple)
        whole = (*before, value) if is_entry else value
    changed: Profile = row.put(profile, whole)
    return changed


def _wanted(leaf: leaves.AnyLeaf, row: ProfileField, roadmap: Roadmap) -> Iterator[Any]:
    """
    The entries after each of which the rule may hold; of years the least first, in a window more,
    since work told may lie outside it.
    """
    if isinstance(leaf, leaves.Holds):
        ids = (each for each in roadmap.vocabulary.ids(row.terms) if each in leaf.ids)
        yield from (Holding(id=each, status=leaf.status) for each in ids)
    elif isinstance(leaf, leaves.Trained):
        country = None
        if leaf.countries and not leaf.elsewhere:
            country = HOME if HOME in leaf.countries else min(leaf.countries)
        as_asked = Training(status=leaf.status, accredited=leaf.accredited or None, country=country)
        yield from (replace(as_asked, specialty=each) for each in sorted(leaf.specialties))
        if not leaf.specialties:
            yield as_asked
    elif isinstance(leaf, leaves.Years):
        share = 1.0 if leaf.weighed else leaf.fte
        for extra in range(6) if leaf.window else (0,):
            years = (ceil(leaf.at_least * 100) / 100 or 1) + extra  # hours may make a long fraction
            yield Experience(
                years=Span(years, years),
                fte=Span(share, share) if share else None,
                within_last=None if leaf.window is None else years,
                profession=leaf.profession or None,
            )
    elif isinstance(leaf, leaves.AmountAtLeast):
        yield Span(int(leaf.at_least), int(leaf.at_least))
    elif isinstance(leaf, leaves.Names):
        yield from (_named(row, each, leaf) for each in sorted(leaf.ids))
    else:
        assert_never(leaf)


def _unwanted(leaf: leaves.AnyLeaf, row: ProfileField, profile: Profile, roadmap: Roadmap) -> Any:  # noqa: ANN401 - as the field holds it
    """What leaves the rule nothing to hold by; another name where a field cannot say none."""
    entries = row.of(profile) if row.kind in LISTS else None
    if isinstance(leaf, leaves.Years):
        return Experience(years=Span(0, 0))
    if isinstance(leaf, leaves.AmountAtLeast):
        return Span(0, 0)
    if isinstance(leaf, leaves.Holds):
        return tuple(each for each in entries or () if each.id not in leaf.ids)
    if isinstance(leaf, leaves.Trained):
        others = (each for each in entries or () if each.specialty not in leaf.specialties)
        return tuple(others) if leaf.specialties else ()
    if isinstance(leaf, leaves.Names):
        others = (each for each in entries or () if each not in leaf.ids)
        ids = roadmap.vocabulary.ids(row.terms) if row.kind is Kind.ID and not row.also else ()
        name = next((each for each in ids if each not in leaf.ids), NONE)
        return tuple(others) if row.kind in LISTS else _named(row, name, leaf)
    assert_never(leaf)


def _named(row: ProfileField, id_: str, leaf: leaves.Names) -> str | Role | License:
    if row.kind is Kind.LICENSES:
        state = None if leaf.elsewhere else min(leaf.states, default=None)
        return License(status=id_, profession=read_by(leaf.field)[1] or None, state=state)
    return Role(id=id_) if "since" in row.also else id_


MOST_CHANGES = 3
"""Changes taken together at most; what needs more is a road of its own, which a plan lays out."""
MOST_TRIED = 8_000
"""A second or so; what is not found by then is told as not found."""
MOST_SHOWN = 6

ChangeShape = tuple[object, ...]


class Flip(Frozen):
    """
    Changes that together turn the result, and for each change those of its kind that would do
    ``instead``: another of the degrees that a rule takes.
    """

    changes: tuple[AnswerChange, ...]
    instead: tuple[tuple[AnswerChange, ...], ...]


def smallest_flips(rule: Condition, case: ProfileCase) -> tuple[Flip, ...]:
    """
    The smallest sets of changes that turn whether a rule certainly holds; at most six kinds of set,
    all of one size, in the order in which the rule names them.

    Every rule over a single field contributes its least changes, those behind a named rule too, so
    that within ``MOST_CHANGES`` and ``MOST_TRIED`` no smaller set exists. None meets it by what
    nobody can have beside the other answers.
    """
    wanted = not rule.judge(case).holds
    named = _changes(rule, case, wanted=wanted, deep=True)
    each_once = list({repr(each): each for each in named}.values())

    def turns(changes: Iterable[AnswerChange]) -> bool:
        other = replace(case, profile=reduce(with_answer, changes, case.profile))
        turned = rule.judge(other).holds is wanted
        return turned and not (wanted and _is_ruled_out(changes, other, case))

    def instead(changes: tuple[AnswerChange, ...], place: int) -> tuple[AnswerChange, ...]:
        """Those of the kind of one change that turn the result with the rest as it is."""
        before, after = changes[:place], changes[place + 1 :]
        others = (each for each in each_once if each not in changes)
        alike = (each for each in others if _shape(each) == _shape(changes[place]))
        return tuple(each for each in alike if turns((*before, each, *after)))

    tried = 0
    for size in range(1, MOST_CHANGES + 1):
        found: dict[ChangeShape, tuple[AnswerChange, ...]] = {}
        for changes in combinations(each_once, size):
            shape = tuple(map(_shape, changes))
            if shape in found or len(found) == MOST_SHOWN:
                continue
            tried += 1
            if tried > MOST_TRIED:
                break
            if turns(changes):
                found[shape] = changes
        if found:
            return tuple(
                Flip(changes=changes, instead=tuple(instead(changes, at) for at in range(size)))
                for changes in found.values()
            )
    return ()


def _is_ruled_out(changes: Iterable[AnswerChange], other: ProfileCase, case: ProfileCase) -> bool:
    """
    Whether the changes leave answers that nobody can have beside each other and were not so before,
    or bring at once what takes its time: what comes first was not, or was in another specialty.
    """
    return any(
        each.what.judge(other).holds
        and (
            (each.first.judge(case).fails and not each.what.judge(case).holds)
            or any(_is_of_other_specialty(change, each, other) for change in changes)
        )
        for each in case.roadmap.presupposed
        # A degree that another one is too new for is still what would meet it.
        if each.what.topics.isdisjoint(each.first.topics) or not each.first.judge(case).becomes
    )


def _is_of_other_specialty(
    change: AnswerChange, presupposed: Presupposed, case: ProfileCase
) -> bool:
    """Whether a certificate is added that takes a training, beside trainings in others only."""
    first, added = presupposed.first, change.value
    if not isinstance(first, leaves.Trained) or not isinstance(added, Holding):
        return False
    asked = {
        id_
        for leaf in presupposed.what.leaves()
        if isinstance(leaf, leaves.Holds)
        for id_ in leaf.ids
    }
    trained = {each.specialty for each in getattr(case.profile, first.field) or ()}
    return added.id in asked and bool(trained) and trained.isdisjoint((added.id, None))


def _shape(change: AnswerChange) -> ChangeShape:
    """What kind of change it is: the field, and all that is said of the value but which it is."""
    value = change.value
    said: tuple[str, ...] = ()
    if isinstance(value, Frozen):
        usual = value.record_defaults
        said = tuple(name for name, each in value.__dict__.items() if each != usual.get(name))
    return change.path, change.adds, isinstance(value, tuple), said


def _changes(
    condition: Condition, case: ProfileCase, *, wanted: bool, deep: bool
) -> Iterator[AnswerChange]:
    """The least changes of each leaf that move it as wanted; what was under way when told stays."""
    if isinstance(condition, Reference):
        if deep:
            rule = case.roadmap.named_rule(condition)
            yield from _changes(rule, case, wanted=wanted, deep=False)
    elif isinstance(condition, leaves.Leaf):
        found = condition.judge(case)
        stays = getattr(condition, "when_told", False) and (found.becomes or found.holds)
        if not stays and not (found.holds if wanted else found.fails):
            yield from _moving(condition, case, wanted=wanted)
    for part in condition.inside:
        yield from _changes(part, case, wanted=wanted != isinstance(condition, Not), deep=deep)


def _moving(leaf: Condition, case: ProfileCase, *, wanted: bool) -> Iterator[AnswerChange]:
    """
    Those changes of one field that do move its rule; of numbers the least, of names that first
    which the interview offers first: the likeliest of the roadmap's people.
    """
    found = candidates(leaf, case.profile, case.roadmap, wanted=wanted)
    if wanted and isinstance(leaf, leaves.Names):
        asked = (each for each in case.roadmap.questions if each.settles == leaf.field)
        shown = [one.id for each in asked for one in each.offered(case.roadmap.vocabulary)]
        places = {id_: place for place, id_ in enumerate(shown)}
        named = dict(zip(sorted(leaf.ids), found, strict=True))
        names = sorted(named, key=lambda each: places.get(each, len(places)))
        found = (named[each] for each in names)
    for change in found:
        moved = leaf.judge(replace(case, profile=with_answer(case.profile, change)))
        if moved.holds if wanted else moved.fails:
            yield change
            if isinstance(leaf, leaves.Years):
                return


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
    routes = [each for each in requirement.routes if not each.only_if_given]
    decisions = []
    for each in open_decisions(case):
        waits = [may_await(one, requirement, each.decision, roadmap) for one in routes]
        # It is one of the requirement's own routes, or nothing leads there without.
        is_own = each.decision.requirement(roadmap) is requirement
        if any(waits) if is_own else all(waits):
            decisions.append(each)
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
        decisions=tuple(decisions),
    )


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
        left = replace(each.route, months=each.months)  # of what is under way, the rest
        found.setdefault(each.route.id, WayTo(route=left, first=each.needs))
    return tuple(found.values())


def _settling(rule: Condition, case: ProfileCase) -> tuple[Question, ...]:
    """The questions that apply and whose field can still move the rule."""
    fields = rule.open_fields(case)
    return tuple(
        each for each in case.roadmap.questions if each.settles in fields and is_asked(each, case)
    )
