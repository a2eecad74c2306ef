"""
Assessments as JSON Lines: a client a line, without the texts that are the same for every client.

Those texts (titles, evidence, routes) stand once in the roadmap's own JSON. A line says the same
as the assessment's JSON under the same keys; a key whose value would be ``null`` is left out.
"""

import json
from collections.abc import Callable, Sequence
from typing import Any

from cmio_advisor.domain.assessment import (
    Assessment,
    CredentialResult,
    NextStep,
    Stage,
    StepResult,
    Warning,  # noqa: A004 - the field's own word
)
from cmio_advisor.domain.credentials import Credential
from cmio_advisor.domain.pay import PayEstimate, RolePay
from cmio_advisor.domain.profile import Profile
from cmio_advisor.domain.roadmap import Roadmap
from cmio_advisor.reporting.cleaning import json_safe
from cmio_advisor.reporting.json_assessment import STAGE_UNKNOWN
from cmio_advisor.reporting.json_parts import Json, day_text, figures_mapping
from cmio_advisor.reporting.profile_mapping import FIELD_WRITERS

LINE_SCHEMA = "cmio-advisor/assessment-line/1"
OWN_FIELDS = ("name", "notes", "as_of")
SHARED_FIELDS = tuple(each for each in FIELD_WRITERS if each not in ("id", *OWN_FIELDS))
"""The answers that many clients give alike."""

NOTHING = "null"
MOST_REMEMBERED = 20_000


class AssessmentLines:
    """
    Writes the lines of one caseload; the text of what many clients share is written once.
    """

    def __init__(self, roadmap: Roadmap) -> None:
        told = {"id": roadmap.id, "version": roadmap.version, "fingerprint": roadmap.fingerprint}
        self.roadmap = f'"roadmap":{_text(told)}'
        self.answers = [(field, Texts(FIELD_WRITERS[field])) for field in SHARED_FIELDS]
        self.stage, self.summary = Texts(_stage), Texts(list)
        self.steps, self.next_steps = Texts(_step), Texts(_next_step)
        self.credentials = Texts(_credential)
        self.warnings = Texts(_warning)
        self.target, self.today = Texts(_target_pay), Texts(_stage_pay)

    def line(self, assessment: Assessment) -> bytes:
        """
        One client's line, with its newline.
        """
        question, pay = assessment.ask_next, assessment.pay
        ways_on = ",".join([f'"{each.id}"' for each in assessment.ways_on])
        parts = [
            f'{{"schema":"{LINE_SCHEMA}","id":"{assessment.profile.id}"',
            f'"as_of":"{assessment.as_of}"',
            self.roadmap,
            f'"profile":{self._profile(assessment.profile)}',
            f'"stage":{self.stage.of(assessment.stage)}',
            f'"ready_to_apply":"{assessment.ready_to_apply.value}"',
            f'"summary":{self.summary.of(assessment.summary)}',
            f'"readiness":{_readiness(assessment)}',
            f'"steps":[{self.steps.joined(assessment.steps)}]',
            f'"next_steps":[{self.next_steps.joined(assessment.next_steps)}]',
            f'"later_steps":[{self.next_steps.joined(assessment.later_steps)}]',
            *([f'"ask_next":{{"id":"{question.id}"}}'] if question else []),
            f'"credentials":[{self.credentials.joined(assessment.credentials)}]',
            f'"ways_on":[{ways_on}]',
            f'"pay":{{"today":{self.today.of(pay.today)},"target":{self.target.of(pay.target)}}}',
            f'"warnings":[{self.warnings.joined(assessment.warnings)}]}}\n',
        ]
        return ",".join(parts).encode()

    def _profile(self, profile: Profile) -> str:
        """
        What was told, as a profile file has it.
        """
        own = [
            f'"{field}":{_text(FIELD_WRITERS[field](told))}'
            for field in OWN_FIELDS
            if (told := getattr(profile, field)) is not None
        ]
        shared = [
            f'"{field}":{text}'
            for field, texts in self.answers
            if (text := texts.of(getattr(profile, field))) != NOTHING
        ]
        return f"{{{','.join(own + shared)}}}"


class Texts:
    """
    The JSON text of parts that many clients share, each written when it is first met.

    Parts are known by their identity, and kept beside their text so that it stays their own.
    """

    def __init__(self, mapping: Callable[[Any], object]) -> None:
        self.mapping = mapping
        self.known: dict[int, str] = {}
        self.kept: list[object] = []

    def of(self, part: object) -> str:
        """
        The part's text.
        """
        text = self.known.get(id(part))
        if text is None:
            if len(self.kept) >= MOST_REMEMBERED:
                self.known.clear()
                self.kept.clear()
            text = self.known[id(part)] = _text(self.mapping(part))
            self.kept.append(part)
        return text

    def joined(self, parts: Sequence[object]) -> str:
        """
        The texts of several parts, with commas between them.
        """
        known = self.known
        try:
            return ",".join([known[id(each)] for each in parts])
        except KeyError:
            return ",".join([self.of(each) for each in parts])


def _text(value: object) -> str:
    written = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return json_safe(written)


def _known(mapping: Json) -> Json:
    return {key: value for key, value in mapping.items() if value is not None}


def _readiness(assessment: Assessment) -> str:
    counts = ",".join(
        [
            f'"{strength.value}":{{"met":{each.met},"open":{each.open},"unknown":{each.unknown}}}'
            for strength, each in assessment.readiness.items()
        ]
    )
    wanting = ",".join([f'"{each}"' for each in assessment.required_open()])
    return f'{{{counts},"required_open":[{wanting}]}}'


def _stage(stage: Stage) -> Json:
    return {"id": stage.rung.id if stage.rung else STAGE_UNKNOWN, "why": stage.why}


def _step(result: StepResult) -> Json:
    return {
        "id": result.step.id,
        "state": result.state.value,
        "requirements": [
            {"id": each.requirement.id, "state": each.state.value} for each in result.requirements
        ],
    }


def _next_step(step: NextStep) -> Json:
    return _known(
        {
            "id": step.route.id,
            "requirement": step.requirement.id,
            "startable_from": day_text(step.startable_from),
            "done_on": day_text(step.done_on),
            "closes_on": day_text(step.closes_on),
            "unlocks": list(step.unlocks),
        }
    )


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


def _warning(warning: Warning) -> Json:
    return {"code": warning.code, "text": warning.text}
