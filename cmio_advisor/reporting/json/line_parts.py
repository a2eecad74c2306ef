"""
The parts of a line of JSON Lines that many clients share, each written once.
"""

import json
from collections.abc import Callable, Mapping
from typing import Any, cast

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
from cmio_advisor.reporting.document.cleaning import json_safe
from cmio_advisor.reporting.json.assessment import COUNTS
from cmio_advisor.reporting.json.form import Keys, Writing
from cmio_advisor.reporting.json.line import LINE, LINE_CREDENTIAL, LINE_NEXT_STEP, LINE_STEP
from cmio_advisor.reporting.json.parts import WARNINGS

NO_SOURCES = cast("Writing", None)
"""A line names no sources, so its forms ask for nothing."""
LADDER, PAY = LINE.some("ways_on", "decisions"), LINE.some("pay")


def part_text(value: object) -> str:
    """
    A value as it stands in a line.
    """
    written = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return json_safe(written)


def _entry(key: str, value: object) -> str:
    """
    One key of a line, from the value that its form writes.
    """
    form, _ = LINE.fields[key]
    return f'"{key}":{part_text(form.write(value, NO_SOURCES))}'


def _entries(form: Keys, holder: object) -> str:
    """
    Some keys of a line, from what holds their values as an assessment does.
    """
    return part_text(form.write(holder, NO_SOURCES))[1:-1]


def _standing(standing: Standing) -> str:
    return ",".join(
        [
            _entry("stage", standing.stage),
            _entry("ready_to_apply", standing.ready),
            _entry("summary", standing.summary),
        ]
    )


def _counts(counted: Counted) -> str:
    return f'"{counted.strength}":{part_text(COUNTS.write(counted.counts, NO_SOURCES))}'


def _required_open(required_open: RequiredOpen) -> str:
    return f'"required_open":{part_text(required_open.ids)}'


def _steps(judged: JudgedSteps) -> str:
    return ",".join([part_text(LINE_STEP.write(each, NO_SOURCES)) for each in judged.results])


def _next_step(action: Action) -> str:
    return part_text(LINE_NEXT_STEP.write(action.step, NO_SOURCES))


def _credentials(judged: JudgedCredentials) -> str:
    return ",".join([part_text(LINE_CREDENTIAL.write(each, NO_SOURCES)) for each in judged.results])


def _ladder(judged: JudgedLadder) -> str:
    return _entries(LADDER, judged)


def _pay(paid: Paid) -> str:
    return _entries(PAY, paid)


def _warnings(warned: Warned) -> str:
    return part_text(WARNINGS.write(warned.warnings, NO_SOURCES))[1:-1]


WRITERS: Mapping[type[Shared], Callable[[Any], str]] = {
    Standing: _standing,
    RequiredOpen: _required_open,
    Counted: _counts,
    JudgedSteps: _steps,
    Action: _next_step,
    JudgedCredentials: _credentials,
    JudgedLadder: _ladder,
    Paid: _pay,
    Warned: _warnings,
}
"""What writes each kind of part."""
