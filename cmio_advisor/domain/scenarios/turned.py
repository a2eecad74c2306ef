"""
What one assessment sees otherwise than another: which requirements and credentials; and whose
result turns between two versions of a roadmap, in what, and by which of the changes.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from cmio_advisor.domain.assess.assess import Assessment, assess
from cmio_advisor.domain.base.frozen import Frozen
from cmio_advisor.domain.judge.results import CredentialResult, Eligibility, State
from cmio_advisor.domain.plan.make_plan import outline_plan
from cmio_advisor.domain.plan.plan import PlanOutline
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.domain.routes.choice import PlanWishes, wishes_of
from cmio_advisor.domain.scenarios.edits import Edit, Replay

Seen = State | Eligibility
"""How a requirement or a credential is seen."""
FAVOURABLE = (State.MET, State.WAIVED, State.EXPIRING, Eligibility.YES, Eligibility.HELD)


class StateChange(Frozen):
    """What is seen otherwise, ``None`` by a roadmap without it, and when it will be open."""

    id: str
    title: str
    before: Seen | None
    after: Seen | None
    opens_on: date | None = None

    @property
    def is_gain(self) -> bool:
        """Whether it is met, held or open now and was not before."""
        return self.after in FAVOURABLE and self.before not in FAVOURABLE

    @property
    def is_loss(self) -> bool:
        """Whether it was met, held or open before and is not now."""
        return self.before in FAVOURABLE and self.after not in FAVOURABLE


def changed_requirements(was: Assessment, now: Assessment) -> tuple[StateChange, ...]:
    """Requirements in another state, in the order of the steps."""
    sides = ({each.requirement.id: each for each in side.requirements()} for side in (was, now))
    return tuple(
        StateChange(
            id=id_,
            title=(since or then).requirement.title,
            before=then and then.state,
            after=since and since.state,
        )
        for id_, then, since in _pairs(*sides)
        if (then and then.state) is not (since and since.state)
    )


def changed_credentials(was: Assessment, now: Assessment) -> tuple[StateChange, ...]:
    """Credentials that may be sat for otherwise or from another day, in the roadmap's order."""
    sides = ({each.credential.id: each for each in side.credentials} for side in (was, now))
    return tuple(
        StateChange(
            id=id_,
            title=(since or then).credential.short,
            before=then and then.eligible,
            after=since and since.eligible,
            opens_on=_coming(since),
        )
        for id_, then, since in _pairs(*sides)
        if (then and then.eligible) is not (since and since.eligible)
        or _coming(then) != _coming(since)
    )


def _pairs(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    return ((id_, before.get(id_), after.get(id_)) for id_ in dict.fromkeys((*before, *after)))


def _coming(result: CredentialResult | None) -> date | None:
    """The day from which it may be sat for, if that lies ahead."""
    if result is None or result.eligible is Eligibility.YES:
        return None
    return result.eligible_from


class Turned(StrEnum):
    FORMAL_LIST = "formal list"
    STANDING = "standing"
    ELIGIBILITY = "eligibility"
    DOORS = "doors"
    PLAN_ENDS = "end of the plan"


class ByVersion(Frozen, kw_only=False):
    """One client by one version: the assessment, and the plan without its chances."""

    assessment: Assessment
    plan: PlanOutline

    @property
    def ends(self) -> date | None:
        return self.plan.finish.likely if self.plan.finish else None

    @property
    def doors(self) -> dict[str, tuple[str, date]]:
        """The title and the last day of each step and certificate that closes for good, by id."""
        found = self.assessment
        steps = (*found.next_steps, *found.later_steps)
        doors = [(each.route.id, each.route.title, each.closes_on) for each in steps]
        doors += [
            (one.credential.id, one.credential.short, one.closes_on) for one in found.credentials
        ]
        return {id_: (title, day) for id_, title, day in doors if day}


class TurnedPart(Frozen, kw_only=False):
    """One thing that turns: what it was and is, in words; of which ids, and, of many, which."""

    what: Turned
    before: str
    after: str
    ids: frozenset[str]
    title: str = ""


class Impact(Frozen, kw_only=False):
    """What turns for one client, and the changes of the roadmap that it comes from."""

    client: str
    turns: tuple[TurnedPart, ...]
    because: tuple[Edit, ...]


def result_of(found: Assessment) -> ByVersion:
    """With the plan of the person's own wishes."""
    wishes = wishes_of(found.profile, PlanWishes())
    return ByVersion(found, outline_plan(found.profile, found.roadmap, found.as_of, wishes))


def impact_of(client: str, old: ByVersion, new: ByVersion, replay: Replay) -> Impact:
    """What turns between two results of one client, and the changes that it comes from."""
    turns = tuple(_turns(old, new))
    ids = frozenset().union(*(each.ids for each in turns))
    turned = {(each.what, each.title) for each in turns}

    def moves(roadmap: Roadmap) -> bool:
        found = result_of(assess(new.assessment.profile, roadmap, new.assessment.as_of))
        return any((each.what, each.title) in turned for each in _turns(found, new))

    because = replay.causes(moves, lambda each: each.id in ids) if turns else ()
    return Impact(client, turns, because)


def _turns(old: ByVersion, new: ByVersion) -> Iterator[TurnedPart]:
    was, now = old.assessment, new.assessment
    renamed = {each: one.id for one in now.roadmap.requirements() for each in one.was}
    open_was = {renamed.get(each, each) for each in was.required_open()}
    open_now = {*now.required_open()}
    required = frozenset(each.id for each in changed_requirements(was, now))
    if (was.ready_to_apply, open_was) != (now.ready_to_apply, open_now):
        turned = frozenset(open_was ^ open_now) or required
        sides = {"before": _formal(was), "after": _formal(now)}
        yield TurnedPart(what=Turned.FORMAL_LIST, **sides, ids=turned)
    if (was.standing and was.standing.id) != (now.standing and now.standing.id):
        ids = frozenset(each.id for each in (was.standing, now.standing) if each)
        before, after = _standing(was), _standing(now)
        if before == after:  # called alike for people like them
            before, after = (each.id if each else "none" for each in (was.standing, now.standing))
        sides = {"before": before, "after": after}
        yield TurnedPart(what=Turned.STANDING, **sides, ids=ids | required)
    for each in changed_credentials(was, now):
        before, after = each.before or "not listed", each.after or "not listed"
        if each.opens_on:
            after = f"{after}, from {each.opens_on.isoformat()}"
        yield TurnedPart(
            what=Turned.ELIGIBILITY,
            title=each.title,
            before=before,
            after=after,
            ids=frozenset({each.id}),
        )
    yield from _moved(old, new, required)


def _moved(old: ByVersion, new: ByVersion, required: frozenset[str]) -> Iterator[TurnedPart]:
    """The doors that close on another day, and the end of the plan."""
    doors = {**old.doors, **new.doors}
    for id_, (title, _) in doors.items():
        before, after = (side.doors[id_][1] if id_ in side.doors else None for side in (old, new))
        if before != after:
            yield TurnedPart(
                what=Turned.DOORS,
                title=title,
                before=_day(before),
                after=_day(after),
                ids=frozenset({id_}),
            )
    if old.ends != new.ends:
        planned = {*old.plan.steps, *new.plan.steps}
        ids = {id_ for each in planned for id_ in (each.route.id, each.requirement.id)}
        sides = {"before": _day(old.ends), "after": _day(new.ends)}
        yield TurnedPart(what=Turned.PLAN_ENDS, **sides, ids=required | ids)


def _formal(found: Assessment) -> str:
    titles = [found.roadmap.requirement(each).title for each in found.required_open()]
    missing = f", open: {'; '.join(titles)}" if titles else ""
    return f"{found.ready_to_apply.value}{missing}"


def _standing(found: Assessment) -> str:
    return found.standing.title if found.standing else "none"


def _day(day: date | None) -> str:
    return day.isoformat() if day else "no day"
