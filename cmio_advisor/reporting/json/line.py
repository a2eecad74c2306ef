"""
A line of JSON Lines: the assessment with fewer keys, without the texts that the roadmap has.

A line says the same as the assessment's JSON under the same keys; what would be ``null`` is left
out of a next step and a credential. Titles, evidence and routes stand once in the roadmap's JSON.
"""

import json
import re
from functools import lru_cache, partial
from typing import cast

from cmio_advisor.domain.assess.assess import Assessment
from cmio_advisor.domain.caseload import READ_FIELDS, Assessed, Caseload
from cmio_advisor.domain.judge.case import Find, ProfileCase
from cmio_advisor.domain.roadmap.roadmap import Credential
from cmio_advisor.reporting.cleaning import json_safe
from cmio_advisor.reporting.json import assessment as whole
from cmio_advisor.reporting.json import form
from cmio_advisor.reporting.profile import reported_profile, written_under


def place(sentence: str, credential: Credential) -> int | str:
    """Where a sentence stands in the roadmap's JSON: its place in ``asks``, or a pathway's id."""
    for number, need in enumerate(credential.requires):
        if need.need == sentence:
            return number
    return next(each.id for each in credential.pathways if sentence in (each.need, each.closed))


def profile_of(assessment: Assessment) -> dict[str, object]:
    """The answers; the client's id stands before them, and the form of a profile does not."""
    return {
        key: answer
        for key, answer in reported_profile(assessment.profile).items()
        if key not in ("schema", "id")
    }


LINE_STEP = form.keys(
    **whole.STEP.some("id state").fields, requirements=form.many(whole.REQUIREMENT.some("id state"))
)
LINE_NEXT_STEP = whole.NEXT_STEP.some(
    "id alternative unanswered requirement way startable_from begins_on done_on closes_on unlocks "
    "comes_with"
).known()
PLACE = form.Form(lambda: {"anyOf": [{"type": "integer", "minimum": 0}, form.TEXT.schema()]})
LINE_CREDENTIAL = form.keys(
    **whole.CREDENTIAL.some("id state eligible via eligible_from closes_on").known().fields,
    missing=(
        form.many(PLACE),
        lambda result: [place(sentence, result.credential) for sentence in result.missing],
    ),
)
LINE_TARGET = form.keys(
    **whole.TARGET.some("role").fields,
    year=form.WHOLE,
    **whole.TARGET.some("mean p10 p25 p50 p75 p90").fields,
    base=(whole.FIGURES | None).omittable(),
)
LINE_PAY = form.keys(
    today=(whole.TODAY.some("role year mean p10 p25 p50 p75 p90") | None, whole.pay_today),
    target=LINE_TARGET,
)
LINE_QUESTION = whole.QUESTION.some("id")
LINE_ROADMAP = whole.ROADMAP.some("id version fingerprint")
LINE = form.keys(
    schema=form.named("cmio-advisor/assessment-line/1"),
    id=(form.TEXT, "profile.id"),
    as_of=form.DAY,
    roadmap=LINE_ROADMAP,
    profile=(form.Form(whole.PROFILE.schema), profile_of),
    stage=whole.STAGE.some("id why"),
    **whole.ASSESSMENT.some("ready_to_apply").fields,
    standing=whole.STANDING.some("id missing") | None,
    **whole.ASSESSMENT.some("summary readiness").fields,
    steps=form.many(LINE_STEP),
    next_steps=form.many(LINE_NEXT_STEP),
    later_steps=form.many(LINE_NEXT_STEP),
    ask_next=LINE_QUESTION.omittable(),
    credentials=form.many(LINE_CREDENTIAL),
    ways_on=form.IDS,
    decisions=(form.TEXTS, lambda assessment: [each.decision.id for each in assessment.decisions]),
    pay=LINE_PAY | None,
    warnings=whole.WARNINGS,
)

NO_SOURCES = cast("form.Writing", None)
"""A line names no sources, so its forms ask for nothing."""
SHARED = ("stage", "ready_to_apply", "standing", "summary")
"""Keys of an assessment that stand in a line one after the other."""
PLAIN = re.compile(r"[A-Za-z0-9 .,'-]*")
"""What stands in JSON as it is."""


class AssessmentLines:
    """Writes the lines of one caseload; the text of what many clients share is written once."""

    def __init__(self, caseload: Caseload) -> None:
        schema = LINE.fields["schema"][0].schema()["const"]
        which, asked = form_text(LINE_ROADMAP, caseload.roadmap), caseload.assessor
        self.start = f'{{"schema":{part_text(schema)},"id":"'
        self.fixed = f'","as_of":"{caseload.on}","roadmap":{which},"profile":{{'
        self.answers = [partial(_answer_text, field) for field in READ_FIELDS]
        self.steps = [partial(_found_text, LINE_STEP, find) for find in asked.steps]
        self.credentials = [
            partial(_found_text, LINE_CREDENTIAL, find) for find in asked.credentials
        ]
        self.pay = partial(_found_text, LINE_PAY | None, asked.pay)
        self.warnings = partial(_found_text, whole.WARNINGS, asked.warnings)

    def line(self, of: Assessed) -> bytes:
        name, found, find = of.client.name, of.found, of.case.find
        own = [] if name is None else [f'"name":{_text_of(name)}']
        own += filter(None, map(find, self.answers))
        said = {each: getattr(found, each) for each in SHARED}
        verdict = [_entry_text(key, value) for key, value in said.items()]
        counts = [f'"{each}":{_COUNTS_TEXT(it)},' for each, it in found.readiness.items()]
        now, later = (
            ",".join(map(_NEXT_STEP_TEXT, ones)) for ones in (found.next_steps, found.later_steps)
        )
        asked = f"{_entry_text('ask_next', found.ask_next)}," if found.ask_next else ""
        decisions = tuple(each.decision.id for each in found.decisions)
        return (
            f"{self.start}{_text_of(of.client.id)[1:-1]}{self.fixed}{','.join(own)}}},"
            f"{','.join(verdict)},"
            f'"readiness":{{{"".join(counts)}"required_open":{_IDS_TEXT(found.required_open())}}},'
            f'"steps":[{",".join(map(find, self.steps))}],'
            f'"next_steps":[{now}],"later_steps":[{later}],{asked}'
            f'"credentials":[{",".join(map(find, self.credentials))}],'
            f"{_entry_text('ways_on', found.ways_on)},{_entry_text('decisions', decisions)},"
            f'"pay":{find(self.pay)},"warnings":{find(self.warnings)}}}\n'
        ).encode()


def part_text(value: object) -> str:
    written = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return json_safe(written)


def form_text(item: form.Form, value: object) -> str:
    """What a form writes of a value, as it stands in a line."""
    return part_text(item.write(value, NO_SOURCES))


_IDS_TEXT = lru_cache(maxsize=1024)(part_text)
_COUNTS_TEXT = lru_cache(maxsize=1024)(partial(form_text, whole.COUNTS))
_NEXT_STEP_TEXT = lru_cache(maxsize=4096)(partial(form_text, LINE_NEXT_STEP))


@lru_cache(maxsize=4096)
def _entry_text(key: str, value: object) -> str:
    return f'"{key}":{form_text(LINE.fields[key][0], value)}'


def _found_text(item: form.Form, find: Find, case: ProfileCase) -> str:
    """What a form writes of what is found."""
    return form_text(item, case.find(find))


def _answer_text(field: str, case: ProfileCase) -> str:
    """What was told in a field, as a profile file has it."""
    answer = getattr(case.profile, field)
    if field == "as_of":
        return "" if answer is None else f'"as_of":"{answer}"'
    mapping = written_under(field, answer)
    return "" if mapping is None else f'"{field}":{part_text(mapping)}'


def _text_of(text: str) -> str:
    """A text that one client alone told; most are plain words."""
    return f'"{text}"' if PLAIN.fullmatch(text) else part_text(text)
