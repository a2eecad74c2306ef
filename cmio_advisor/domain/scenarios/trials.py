"""
A roadmap tried on people: cases with what must come out, and people made up from its own rules.

What is expected is held as a file says it, so that both can be shown side by side.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Any

from cmio_advisor.domain.assess.assess import Assessment, assess
from cmio_advisor.domain.base.frozen import Frozen
from cmio_advisor.domain.judge.case import ProfileCase
from cmio_advisor.domain.judge.results import Answer, Eligibility, State
from cmio_advisor.domain.plan.make_plan import make_plan
from cmio_advisor.domain.plan.plan import Plan
from cmio_advisor.domain.profile.profile import Profile
from cmio_advisor.domain.roadmap.roadmap import Requirement, Roadmap
from cmio_advisor.domain.roadmap.route import Route
from cmio_advisor.domain.routes.choice import PlanWishes
from cmio_advisor.domain.routes.offers import offers_for
from cmio_advisor.domain.scenarios.made_up import Breach, MadeUp, breaches
from cmio_advisor.domain.scenarios.what_if import Situation, median_pay, scenario

USUAL = PlanWishes()


class Turn(Frozen):
    """The same person with other answers, or on another day, and which states that turns."""

    profile: Profile
    on: date
    expected: Mapping[str, Mapping[str, Any]]


class Trial(Frozen):
    """One case; ``where`` it stands; ``roadmap``, the id of the only one it is of, if it is."""

    name: str
    where: str
    roadmap: str | None
    profile: Profile
    on: date
    expected: Mapping[str, Any]
    turns: tuple[Turn, ...] = ()


class Outcome(Frozen):
    """What comes out of a case. The plan is made only where it is asked for."""

    trial: Trial
    roadmap: Roadmap

    @cached_property
    def assessment(self) -> Assessment:
        return assess(self.trial.profile, self.roadmap, self.trial.on)

    @cached_property
    def plan(self) -> Plan:
        return make_plan(self.trial.profile, self.roadmap, self.trial.on, USUAL)

    @cached_property
    def differences(self) -> tuple["Difference", ...]:
        return tuple(self._differences())

    def _differences(self) -> Iterator["Difference"]:
        for key, expected in self.trial.expected.items():
            found = EXPECTED[key].found(self, expected)
            if isinstance(expected, Mapping) and isinstance(found, Mapping):
                for part, each in expected.items():
                    if found[part] != each:
                        yield Difference(f"{key} {part}", each, found[part])
            elif found != expected:
                yield Difference(key, expected, found)
        for place, turn in enumerate(self.trial.turns, 1):
            base = Situation(assessment=self.assessment, plan=self.plan)
            held = scenario("then", base, turn.profile, self.roadmap, turn.on, USUAL).whole
            for key, expected in turn.expected.items():
                seen = {each.id: _said(each.after) for each in getattr(held, key)}
                if seen != expected:
                    yield Difference(f"what_if {place} {key}", expected, seen)


class Difference(Frozen, kw_only=False):
    """One expectation that does not hold: what stands in the case, and what was found."""

    key: str
    expected: object
    found: object


class Expectation(Frozen, kw_only=False):
    """A key that a case may expect: what comes out, which ``ids`` and ``words`` may stand there."""

    found: Callable[[Outcome, Any], object]
    ids: Callable[[Roadmap], Collection[str]] | None = None
    words: tuple[str, ...] = ()


def _said(value: Any) -> Any:  # noqa: ANN401 - as a file would have it
    return value.isoformat() if isinstance(value, date) else None if value is None else str(value)


def _requirements(roadmap: Roadmap) -> Collection[str]:
    return roadmap.by_id


def _credentials(roadmap: Roadmap) -> Collection[str]:
    return [each.id for each in roadmap.credentials]


def _routes(roadmap: Roadmap) -> Collection[str]:
    """Those to requirements and of its own; of a renewal the certificate stands behind its id."""
    found = [*roadmap.by_route, *(each.id for each in roadmap.own_steps)]
    found += [step.id for each in roadmap.ways_on for step in each.first_steps]
    if roadmap.renewal:
        held = [*_credentials(roadmap), *roadmap.vocabulary.ids("specialties")]
        found += [f"{roadmap.renewal.id}-{each}" for each in held]
    return found


def _by_credential(attribute: str, words: tuple[str, ...] = ()) -> Expectation:
    def found(outcome: Outcome, expected: Mapping[str, Any]) -> dict[str, Any]:
        by_id = {each.credential.id: each for each in outcome.assessment.credentials}
        return {id_: _said(getattr(by_id[id_], attribute)) for id_ in expected}

    return Expectation(found, _credentials, words)


def _states(outcome: Outcome, expected: Mapping[str, Any]) -> dict[str, str]:
    judged = outcome.assessment.requirements()
    return {
        each.requirement.id: each.state.value for each in judged if each.requirement.id in expected
    }


def _standing(outcome: Outcome, _: Any) -> dict[str, object] | None:  # noqa: ANN401 - as above
    found = outcome.assessment.standing
    return {"id": found.id, "missing": list(found.missing)} if found else None


def _planned(outcome: Outcome, expected: Mapping[str, Any]) -> dict[str, Any]:
    """What the usual plan says: when it likely ends, its routes, and what is not among them."""
    plan = outcome.plan
    routes = [each.route.id for each in plan.steps]
    return {
        "finish": _said(plan.finish and plan.finish.likely),
        "required_finish": _said(plan.required_finish and plan.required_finish.likely),
        "steps": routes,
        "takes": [each for each in expected.get("takes", ()) if each in routes],
        "leaves": [each for each in expected.get("leaves", ()) if each not in routes],
    }


def _first(outcome: Outcome) -> list[str]:
    return [each.route.id for each in outcome.assessment.next_steps]


def _pay_today(outcome: Outcome) -> str | None:
    paid = outcome.assessment.pay
    return paid.today.role.id if paid and paid.today and paid.today.figures else None


STATES = tuple(each.value for each in State)
EXPECTED: Mapping[str, Expectation] = {
    "ready_to_apply": Expectation(
        lambda outcome, _: outcome.assessment.ready_to_apply.value, lambda _: [*Answer]
    ),
    "standing": Expectation(_standing),
    "stage": Expectation(
        lambda outcome, _: rung.id if (rung := outcome.assessment.stage.rung) else "unknown",
        lambda roadmap: [*(each.id for each in roadmap.ladder), "unknown"],
    ),
    "required_open": Expectation(
        lambda outcome, wanted: sorted(
            outcome.assessment.required_open(),
            key=lambda each: wanted.index(each) if each in wanted else len(wanted),
        ),
        _requirements,
    ),
    "states": Expectation(_states, _requirements, STATES),
    "steps": Expectation(
        lambda outcome, _: {
            str(each.step.number): each.state.value for each in outcome.assessment.steps
        },
        lambda roadmap: [str(each.number) for each in roadmap.steps],
        STATES,
    ),
    "eligible": _by_credential("eligible", tuple(each.value for each in Eligibility)),
    "via": _by_credential("via"),
    "eligible_from": _by_credential("eligible_from"),
    "closes_on": _by_credential("closes_on"),
    "first_step": Expectation(lambda outcome, _: next(iter(_first(outcome)), None), _routes),
    "next_steps_hold": Expectation(
        lambda outcome, wanted: [each for each in wanted if each in _first(outcome)], _routes
    ),
    "never_next": Expectation(
        lambda outcome, wanted: [each for each in wanted if each not in _first(outcome)], _routes
    ),
    "ways_on": Expectation(
        lambda outcome, _: [each.id for each in outcome.assessment.ways_on],
        lambda roadmap: [each.id for each in roadmap.ways_on],
    ),
    "ask_next": Expectation(
        lambda outcome, _: asked.id if (asked := outcome.assessment.ask_next) else None
    ),
    "warnings": Expectation(lambda outcome, _: [each.code for each in outcome.assessment.warnings]),
    "median_pay": Expectation(lambda outcome, _: median_pay(outcome.assessment)),
    "pay_today": Expectation(lambda outcome, _: _pay_today(outcome)),
    "plan": Expectation(_planned),
}
"""The keys of ``expect``; ``what_if`` stands beside them."""
PLANNED = ("finish", "required_finish", "steps", "takes", "leaves")
TURNED = {"requirements": _requirements, "credentials": _credentials}
"""The states that a change may turn, and their ids."""


class Tried(Frozen):
    """
    Of how many people a requirement is met and is not, or a route can be begun and cannot: of those
    of the cases, and of those made up. Who left it open counts for neither.
    """

    id: str
    title: str
    is_route: bool
    by_cases: tuple[int, int]
    by_made_up: tuple[int, int]

    @property
    def one_sided(self) -> bool:
        """Whether the cases do not try it both ways."""
        return 0 in self.by_cases


class RoadmapTrial(Frozen):
    """All that comes of it; ``others`` are so many cases of other roadmaps, which were left out."""

    made_up: MadeUp
    trials: tuple[Trial, ...]
    others: int

    @cached_property
    def outcomes(self) -> tuple[Outcome, ...]:
        return tuple(Outcome(trial=each, roadmap=self.made_up.roadmap) for each in self.trials)

    @cached_property
    def failed(self) -> tuple[Outcome, ...]:
        """The cases of which something comes out otherwise."""
        return tuple(each for each in self.outcomes if each.differences)

    @cached_property
    def breaches(self) -> tuple[Breach, ...]:
        return tuple(breaches(self.made_up))

    @cached_property
    def seen(self) -> tuple[Tried, ...]:
        roadmap = self.made_up.roadmap
        own_cases = [ProfileCase(each.profile, roadmap, each.on) for each in self.trials]
        made = [self.made_up.case(each) for each in self.made_up.people]
        counts = [
            Counter(each for case in cases for each in _answers(case, roadmap))
            for cases in (own_cases, made)
        ]
        tried: list[Requirement | Route] = []
        for requirement in roadmap.requirements():
            tried += (requirement, *requirement.routes)
        return tuple(
            Tried(
                id=each.id,
                title=each.title,
                is_route=each.id not in roadmap.by_id,
                by_cases=(counts[0][each.id, True], counts[0][each.id, False]),
                by_made_up=(counts[1][each.id, True], counts[1][each.id, False]),
            )
            for each in tried
        )


def _answers(case: ProfileCase, roadmap: Roadmap) -> Iterator[tuple[str, bool]]:
    """What each requirement and route says of a person, yes or no."""
    for requirement in roadmap.requirements():
        seen = case.requirement(requirement.id)
        if seen.holds or seen.fails:
            yield requirement.id, seen.holds
        offered = {
            each.route.id
            for each in (() if seen.holds else offers_for(requirement, case))
            if each.startable_from(case.on) is not None
        }
        for route in requirement.routes:
            yield route.id, route.id in offered
