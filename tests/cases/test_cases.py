"""
People's cases: who, on which day, and what must come out. The cases are YAML files beside this. A
case may name its shipped ``roadmap``; without one it is the first, cmio.

``expect`` takes the keys of ``_seen``, and two more. ``plan`` holds what the usual plan says:
``finish`` and ``required_finish`` (likely days), ``steps`` (its routes in order), ``takes`` and
``leaves`` (routes that are among them, and that are not). ``what_if`` is a list of changes, each
with ``set`` (answers in place of those of the profile) or ``date`` (another day), and the states
that ``requirements`` and ``credentials`` have then, the changed ones alone.
"""

import json
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from cmio_advisor.domain.assess.assess import assess
from cmio_advisor.domain.assess.assessment import Assessment
from cmio_advisor.domain.plan.make_plan import make_plan
from cmio_advisor.domain.plan.plan import Plan
from cmio_advisor.domain.profile.profile import Profile
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.domain.routes.wishes import PlanWishes
from cmio_advisor.domain.scenarios.what_if import scenario, situation
from cmio_advisor.loading.roadmap.store import load_roadmap
from cmio_advisor.reporting.json.plan import plan_json
from cmio_advisor.reporting.json.scenarios import what_if_json
from tests.conftest import ROOT, profile_of

ReadAnswers = Callable[[dict[str, Any]], Profile]
KEYS = {"name", "why", "roadmap", "date", "profile", "expect"}
USUAL = PlanWishes()


def _cases() -> list[dict[str, Any]]:
    files = sorted(Path(__file__).parent.glob("*.yaml"))
    return [case for file in files for case in yaml.safe_load(file.read_text(encoding="utf-8"))]


CASES = _cases()


def _standing(assessment: Assessment) -> dict[str, object]:
    found = assessment.standing
    assert found is not None
    return {"id": found.id, "missing": list(found.missing)}


def _seen(assessment: Assessment) -> dict[str, Callable[[Any], object]]:
    """What each expectation is held against."""
    states = {each.requirement.id: each.state.value for each in assessment.requirements()}
    steps = {each.step.number: each.state.value for each in assessment.steps}
    credentials = {each.credential.id: each for each in assessment.credentials}
    paid = assessment.pay
    band, today = (paid.target.total, paid.today) if paid else (None, None)

    def chosen(found: Mapping[Any, object]) -> Callable[[Any], object]:
        return lambda expected: {key: found[key] for key in expected}

    return {
        "ready_to_apply": lambda _: assessment.ready_to_apply.value,
        "standing": lambda _: _standing(assessment),
        "stage": lambda _: assessment.stage.rung.id if assessment.stage.rung else "unknown",
        "required_open": lambda _: sorted(assessment.required_open()),
        "states": chosen(states),
        "steps": chosen(steps),
        "eligible": chosen({key: each.eligible.value for key, each in credentials.items()}),
        "via": chosen({key: each.via for key, each in credentials.items()}),
        "eligible_from": chosen(
            {
                key: each.eligible_from.isoformat() if each.eligible_from else None
                for key, each in credentials.items()
            }
        ),
        "closes_on": chosen(
            {
                key: each.closes_on.isoformat() if each.closes_on else None
                for key, each in credentials.items()
            }
        ),
        "first_step": lambda _: next((each.route.id for each in assessment.next_steps), None),
        "next_steps_hold": lambda expected: sorted(
            {each.route.id for each in assessment.next_steps}.intersection(expected)
        ),
        "never_next": lambda expected: sorted(
            set(expected) - {each.route.id for each in assessment.next_steps}
        ),
        "ways_on": lambda _: [each.id for each in assessment.ways_on],
        "ask_next": lambda _: assessment.ask_next.id if assessment.ask_next else None,
        "warnings": lambda _: [each.code for each in assessment.warnings],
        "median_pay": lambda _: band.p50 if band else None,
        "pay_today": lambda _: today.role.id if today and today.figures else None,
    }


def test_the_cases_are_well_formed() -> None:
    """Every key of a case is known, and there are cases at all."""
    assert len(CASES) >= 20
    for case in CASES:
        assert set(case) <= KEYS, case["name"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["name"]))
def test_case(case: dict[str, Any]) -> None:
    """What the case expects is what comes out."""
    roadmap = load_roadmap(str(ROOT / "data" / case.get("roadmap", "cmio")))

    def read_answers(answers: dict[str, Any]) -> Profile:
        return profile_of(answers, roadmap)

    on = date.fromisoformat(str(case["date"]))
    answers, expect = _as_text(case["profile"]), _as_text(case["expect"])
    profile = read_answers(answers)
    seen = _seen(assess(profile, roadmap, on)) | {
        "plan": lambda expected: _planned(make_plan(profile, roadmap, on, USUAL), expected),
        "what_if": lambda changes: [
            _changed(each, answers, read_answers, roadmap, on) for each in changes
        ],
    }
    expected = {
        key: sorted(value) if key in ("next_steps_hold", "never_next", "required_open") else value
        for key, value in expect.items()
    }

    assert expected == {key: seen[key](value) for key, value in expect.items()}


def _planned(plan: Plan, expected: Mapping[str, Any]) -> dict[str, Any]:
    """What a plan says, of what is expected of it."""
    said = json.loads(plan_json(plan))
    routes = [step["id"] for step in said["steps"]]
    found = {
        "finish": (said["finish"] or {}).get("likely"),
        "required_finish": (said["required_finish"] or {}).get("likely"),
        "steps": routes,
        "takes": [route for route in expected.get("takes", ()) if route in routes],
        "leaves": [route for route in expected.get("leaves", ()) if route not in routes],
    }
    return {key: found[key] for key in expected}


def _changed(
    change: Mapping[str, Any],
    answers: Mapping[str, Any],
    read_answers: ReadAnswers,
    roadmap: Roadmap,
    on: date,
) -> dict[str, Any]:
    """A change as it is expected, with what comes of it."""
    before = read_answers(dict(answers))
    after = read_answers({**answers, **change.get("set", {})})
    day = date.fromisoformat(change.get("date", on.isoformat()))
    base = situation(before, roadmap, on, USUAL)
    held = scenario("then", base, after, roadmap, day, USUAL)
    whole = json.loads(what_if_json(base, [held]))["scenarios"][0]["change"]
    found = {
        key: {each["id"]: each["after"] for each in whole[key]}
        for key in ("requirements", "credentials")
    }
    return {key: found.get(key, value) for key, value in change.items()}


def _as_text(value: Any) -> Any:  # noqa: ANN401 - the answers of a case
    """The answers with dates as text, as the program's own reader takes them."""
    if isinstance(value, dict):
        return {key: _as_text(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_as_text(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value
