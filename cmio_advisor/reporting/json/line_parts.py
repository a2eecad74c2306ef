"""
The parts of a line of JSON Lines that many clients share, each written once.
"""

import json
from collections.abc import Callable, Mapping
from typing import Any

from cmio_advisor.domain.base.kept import Shared
from cmio_advisor.domain.caseload.results import (
    Action,
    JudgedCredentials,
    JudgedLadder,
    JudgedSteps,
    Paid,
    RequiredOpen,
    Standing,
    Warned,
)
from cmio_advisor.domain.caseload.tally import Counted
from cmio_advisor.domain.judge.results import CredentialResult, StepResult
from cmio_advisor.domain.pay.estimate import PayEstimate, RolePay
from cmio_advisor.domain.roadmap.credentials import Credential
from cmio_advisor.reporting.document.cleaning import json_safe
from cmio_advisor.reporting.json.assessment import STAGE_UNKNOWN
from cmio_advisor.reporting.json.parts import Json, day_text, figures_mapping


def part_text(value: object) -> str:
    """
    A value as it stands in a line.
    """
    written = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return json_safe(written)


def _entries(mapping: Json) -> str:
    """
    The entries of a mapping without its brackets.
    """
    return part_text(mapping)[1:-1]


def _items(values: list[Json]) -> str:
    """
    The items of a list without its brackets.
    """
    return part_text(values)[1:-1]


def _known(mapping: Json) -> Json:
    return {key: value for key, value in mapping.items() if value is not None}


def _standing(standing: Standing) -> str:
    stage = standing.stage
    return _entries(
        {
            "stage": {"id": stage.rung.id if stage.rung else STAGE_UNKNOWN, "why": stage.why},
            "ready_to_apply": standing.ready.value,
            "summary": list(standing.summary),
        }
    )


def _counts(counted: Counted) -> str:
    counts = counted.counts
    told = {"met": counts.met, "open": counts.open, "unknown": counts.unknown}
    return _entries({counted.strength.value: told})


def _required_open(required_open: RequiredOpen) -> str:
    return _entries({"required_open": list(required_open.ids)})


def _steps(judged: JudgedSteps) -> str:
    return _items([_step(each) for each in judged.results])


def _step(result: StepResult) -> Json:
    return {
        "id": result.step.id,
        "state": result.state.value,
        "requirements": [
            {"id": each.requirement.id, "state": each.state.value} for each in result.requirements
        ],
    }


def _next_step(action: Action) -> str:
    step = action.step
    return part_text(
        _known(
            {
                "id": step.route.id,
                "requirement": step.requirement and step.requirement.id,
                "way": step.way and step.way.id,
                "startable_from": day_text(step.startable_from),
                "done_on": day_text(step.done_on),
                "closes_on": day_text(step.closes_on),
                "unlocks": list(step.unlocks),
            }
        )
    )


def _credentials(judged: JudgedCredentials) -> str:
    return _items([_credential(each) for each in judged.results])


def _credential(result: CredentialResult) -> Json:
    return _known(
        {
            "id": result.credential.id,
            "state": result.state.value,
            "eligible": result.eligible.value,
            "via": result.via,
            "eligible_from": day_text(result.eligible_from),
            "closes_on": day_text(result.closes_on),
            "missing": [_missing(each, result.credential) for each in result.missing],
        }
    )


def _missing(sentence: str, credential: Credential) -> int | str:
    """
    Where the sentence stands in the roadmap's JSON: its place in ``asks``, or a pathway's id.
    """
    for place, need in enumerate(credential.requires):
        if need.need == sentence:
            return place
    return next(each.id for each in credential.pathways if sentence in (each.need, each.closed))


def _ways_on(ladder: JudgedLadder) -> str:
    return _entries(
        {
            "ways_on": [each.id for each in ladder.ways_on],
            "decisions": [each.decision.id for each in ladder.decisions],
        }
    )


def _pay(paid: Paid) -> str:
    return _entries(
        {"pay": {"today": _stage_pay(paid.pay.today), "target": _target_pay(paid.pay.target)}}
    )


def _target_pay(target: PayEstimate) -> Json:
    return {
        "role": target.role.id,
        "year": target.year,
        **figures_mapping(target.total),
        "base": target.base and figures_mapping(target.base),
    }


def _stage_pay(today: RolePay | None) -> Json | None:
    if today is None or today.figures is None:
        return None
    return {"role": today.role.id, "year": today.year, **figures_mapping(today.figures)}


def _warnings(warned: Warned) -> str:
    return _items([{"code": each.code, "text": each.text} for each in warned.warnings])


WRITERS: Mapping[type[Shared], Callable[[Any], str]] = {
    Standing: _standing,
    RequiredOpen: _required_open,
    Counted: _counts,
    JudgedSteps: _steps,
    Action: _next_step,
    JudgedCredentials: _credentials,
    JudgedLadder: _ways_on,
    Paid: _pay,
    Warned: _warnings,
}
"""What writes each kind of part."""
