"""
Assessments as JSON Lines: a client a line, without the texts that are the same for every client.

Those texts (titles, evidence, routes) stand once in the roadmap's own JSON. A line says the same
as the assessment's JSON under the same keys; a key whose value would be ``null`` is left out.
"""

import json
from collections.abc import Callable, Sequence
from typing import TypeVar

from cmio_advisor.domain.assessment import CredentialResult, StepResult
from cmio_advisor.domain.caseload import Caseload, Judged
from cmio_advisor.domain.caseload_results import (
    Action,
    JudgedCredentials,
    JudgedLadder,
    JudgedSteps,
    Paid,
    Standing,
    Warned,
)
from cmio_advisor.domain.client import JUDGED_FIELDS, Client
from cmio_advisor.domain.credentials import Credential
from cmio_advisor.domain.memory import Shared
from cmio_advisor.domain.pay import PayEstimate, RolePay
from cmio_advisor.domain.rule_memory import Told
from cmio_advisor.reporting.cleaning import json_safe
from cmio_advisor.reporting.json_assessment import STAGE_UNKNOWN
from cmio_advisor.reporting.json_parts import Json, day_text, figures_mapping
from cmio_advisor.reporting.profile_mapping import FIELD_WRITERS

LINE_SCHEMA = "cmio-advisor/assessment-line/1"
S = TypeVar("S", bound=Shared)


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
        client, question, ladder = found.client, found.ask_next, found.ladder
        try:
            answers = "".join([each.written for each in client.told])
        except AttributeError:
            answers = _answers(client.told)
        return (
            f"{self.start}{client.id}{self.fixed}{(_own(client) + answers)[:-1]}}},"
            f"{_joined((found.standing,), _standing)},"
            f'"steps":[{_joined(found.steps, _steps)}],'
            f'"next_steps":[{_joined(found.next_steps, _next_step)}],'
            f'"later_steps":[{_joined(found.later_steps, _next_step)}],'
            f"{self.asked[question.id] if question else ''}"
            f'"credentials":[{_joined(found.credentials, _credentials)}],'
            f"{_joined((ladder,), _ways_on)},{_joined((found.paid,), _pay)},"
            f'"warnings":[{_joined(found.warned, _warnings)}]}}\n'
        ).encode()


def _joined(parts: Sequence[S], write: Callable[[S], str]) -> str:
    """
    The texts of several parts, with commas between them; each is written when it is first met.
    """
    try:
        return ",".join([each.written for each in parts])
    except AttributeError:
        for each in parts:
            each.written = write(each)
        return ",".join([each.written for each in parts])


def _own(client: Client) -> str:
    """
    What the client alone told, as a profile file has it, with a comma after each.
    """
    own = (("name", client.name), ("notes", client.notes), ("as_of", client.as_of))
    return "".join(
        [
            f'"{field}":{_text(FIELD_WRITERS[field](told))},'
            for field, told in own
            if told is not None
        ]
    )


def _answers(told: Sequence[Told]) -> str:
    """
    What many clients tell alike; nothing where nothing was told.
    """
    for field, each in zip(JUDGED_FIELDS, told, strict=True):
        mapping = FIELD_WRITERS[field](each.value)
        each.written = "" if mapping is None else f'"{field}":{_text(mapping)},'
    return "".join([each.written for each in told])


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
    told = {
        "stage": {"id": stage.rung.id if stage.rung else STAGE_UNKNOWN, "why": stage.why},
        "ready_to_apply": standing.ready.value,
        "summary": list(standing.summary),
        "readiness": {
            **{
                strength.value: {"met": each.met, "open": each.open, "unknown": each.unknown}
                for strength, each in standing.readiness.items()
            },
            "required_open": list(standing.required_open),
        },
    }
    return _entries(told)


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
