"""
Assessments as JSON Lines: a client a line, without the texts that are the same for every client.

Those texts (titles, evidence, routes) stand once in the roadmap's own JSON. A line says the same
as the assessment's JSON under the same keys; a key whose value would be ``null`` is left out.
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from itertools import chain
from typing import Any

from cmio_advisor.domain.assessment import CredentialResult, StepResult
from cmio_advisor.domain.caseload import Caseload, Judged
from cmio_advisor.domain.caseload_results import (
    Action,
    Counted,
    JudgedCredentials,
    JudgedLadder,
    JudgedSteps,
    Paid,
    RequiredOpen,
    Standing,
    Warned,
)
from cmio_advisor.domain.client import JUDGED_FIELDS, Client
from cmio_advisor.domain.credentials import Credential
from cmio_advisor.domain.memory import Shared
from cmio_advisor.domain.pay import PayEstimate, RolePay
from cmio_advisor.reporting.cleaning import json_safe
from cmio_advisor.reporting.json_assessment import STAGE_UNKNOWN
from cmio_advisor.reporting.json_parts import Json, day_text, figures_mapping
from cmio_advisor.reporting.profile_mapping import FIELD_WRITERS

LINE_SCHEMA = "cmio-advisor/assessment-line/1"
PLAIN = re.compile(r"[A-Za-z0-9 .,'-]*")
"""What stands in JSON as it is."""


class AssessmentLines:
    """
    Writes the lines of one caseload; the text of what many clients share is written once.
    """

    def __init__(self, caseload: Caseload) -> None:
        roadmap = caseload.roadmap
        told = {"id": roadmap.id, "version": roadmap.version, "fingerprint": roadmap.fingerprint}
        self.start = f'{{"schema":"{LINE_SCHEMA}","id":"'
        self.fixed = f'","as_of":"{caseload.on}","roadmap":{_text(told)},"profile":{{'
        self.asked = {each.id: f'"ask_next":{{"id":"{each.id}"}},' for each in roadmap.questions}

    def line(self, found: Judged) -> bytes:
        """
        One client's line, with its newline.
        """
        try:
            return self._line(found)
        except AttributeError:
            _write_new(found)
            return self._line(found)

    def _line(self, found: Judged) -> bytes:
        """
        The line, where each of its parts has been written before.
        """
        client, standing, asked = found.client, found.standing, found.ask_next
        answers = "".join([self._own(client), *[each.written for each in client.told]])
        return (
            f"{self.start}{client.id}{self.fixed}{answers[:-1]}}},{standing.written},"
            f'"readiness":{{{_joined(found.readiness)},{standing.required_open.written}}},'
            f'"steps":[{_joined(found.steps)}],'
            f'"next_steps":[{_joined(found.next_steps)}],'
            f'"later_steps":[{_joined(found.later_steps)}],'
            f"{self.asked[asked.id] if asked else ''}"
            f'"credentials":[{_joined(found.credentials)}],'
            f"{found.ladder.written},{found.paid.written},"
            f'"warnings":[{_joined(found.warned)}]}}\n'
        ).encode()

    def _own(self, client: Client) -> str:
        """
        What the client alone told, as a profile file has it, with a comma after each.
        """
        name, notes, as_of = client.name, client.notes, client.as_of
        own = "" if name is None else f'"name":{_text_of(name)},'
        if notes is not None:
            own = f'{own}"notes":{_text_of(notes)},'
        return own if as_of is None else f'{own}"as_of":"{as_of}",'


def _joined(parts: Sequence[Shared]) -> str:
    return ",".join([each.written for each in parts])


def _write_new(found: Judged) -> None:
    """
    Write what stands in a line for the first time.
    """
    for field, told in zip(JUDGED_FIELDS, found.client.told, strict=True):
        if not hasattr(told, "written"):
            mapping = FIELD_WRITERS[field](told.value)
            told.written = "" if mapping is None else f'"{field}":{_text(mapping)},'
    parts = chain(
        (found.standing, found.standing.required_open, found.ladder, found.paid),
        *(
            found.readiness,
            found.steps,
            found.next_steps,
            found.later_steps,
            found.credentials,
            found.warned,
        ),
    )
    for part in parts:
        if not hasattr(part, "written"):
            part.written = WRITERS[type(part)](part)


def _text_of(told: str) -> str:
    """
    A text that one client alone told; most are plain words.
    """
    return f'"{told}"' if PLAIN.fullmatch(told) else _text(told)


def _text(value: object) -> str:
    written = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return json_safe(written)


def _entries(mapping: Json) -> str:
    """
    The entries of a mapping without its brackets.
    """
    return _text(mapping)[1:-1]


def _items(values: list[Json]) -> str:
    """
    The items of a list without its brackets.
    """
    return _text(values)[1:-1]


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
    return _text(
        _known(
            {
                "id": step.route.id,
                "requirement": step.requirement.id,
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
    return _entries({"ways_on": [each.id for each in ladder.ways_on]})


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
