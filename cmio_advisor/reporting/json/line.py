"""
A line of JSON Lines: the assessment with fewer keys, without the texts that the roadmap has.

A line says the same as the assessment's JSON under the same keys; what would be ``null`` is left
out of a next step and a credential. Titles, evidence and routes stand once in the roadmap's JSON.
"""

import json
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache, partial
from typing import cast

from cmio_advisor.domain.assess.assess import Assessment, Pay, Verdict
from cmio_advisor.domain.assess.notices import Notice
from cmio_advisor.domain.caseload import READ_FIELDS, Caseload, ClientBlock
from cmio_advisor.domain.judge.each import rows_of
from cmio_advisor.domain.judge.results import Counts, OpenDecision, StandingResult
from cmio_advisor.domain.roadmap.roadmap import Credential, OtherPath, Question, Strength
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
    ask_next=whole.QUESTION.some("id").omittable(),
    credentials=form.many(LINE_CREDENTIAL),
    ways_on=form.IDS,
    decisions=(form.TEXTS, lambda assessment: [each.decision.id for each in assessment.decisions]),
    pay=LINE_PAY | None,
    warnings=whole.WARNINGS,
)

NO_SOURCES = cast("form.Writing", None)
"""A line names no sources, so its forms ask for nothing."""
PLAIN = re.compile(r"[A-Za-z0-9 .,'-]*")
"""What stands in JSON as it is."""


class AssessmentLines:
    """Writes the lines of one caseload; the text of what many clients share is written once."""

    def __init__(self, caseload: Caseload) -> None:
        schema = LINE.fields["schema"][0].schema()["const"]
        which = form_text(LINE_ROADMAP, caseload.roadmap)
        self.start = f'{{"schema":{part_text(schema)},"id":"'
        self.fixed = f'","as_of":"{caseload.on}","roadmap":{which},"profile":{{'
        self.answers = [partial(_answer_text, field) for field in READ_FIELDS]
        self.stale = _notices_text(caseload.assessor.stale)

    def lines(self, block: ClientBlock) -> Iterator[bytes]:
        each, found = block.table.each, block.found
        answers = [
            each(write, block.table.answer(field))
            for field, write in zip(READ_FIELDS, self.answers, strict=True)
        ]
        texts = zip(
            block.clients,
            zip(*answers, strict=True),
            each(_verdict_text, found.verdict, found.standing),
            rows_of(
                [each(*one) for one in zip(_COUNTS_TEXTS, found.readiness, strict=True)],
                block.table,
            ),
            rows_of([each(_STEP_TEXT, one) for one in found.steps], block.table),
            found.ahead,
            each(_question_text, found.ask_next),
            rows_of([each(_CREDENTIAL_TEXT, one) for one in found.credentials], block.table),
            each(_paths_text, found.ways_on, found.decisions),
            each(_pay_text, found.pay),
            rows_of([each(_notices_text, one) for one in found.notices], block.table),
            strict=True,
        )
        for client, names, (verdict, required_open), counts, steps, ahead, *others in texts:
            question, credentials, paths, pay, notices = others
            now, later = (",".join(map(_NEXT_STEP_TEXT, ones)) for ones in (ahead.now, ahead.later))
            name = "" if client.name is None else f'"name":{_text_of(client.name)},'
            own = f"{name}{''.join(names)}"[:-1]
            warnings = ",".join(filter(None, (*notices, self.stale)))
            yield (
                f"{self.start}{_text_of(client.id)[1:-1]}{self.fixed}{own}}},{verdict},"
                f'"readiness":{{{"".join(counts)}"required_open":{required_open}}},'
                f'"steps":[{",".join(steps)}],"next_steps":[{now}],"later_steps":[{later}],{question}'
                f'"credentials":[{",".join(credentials)}],{paths},{pay},'
                f'"warnings":[{warnings}]}}\n'
            ).encode()


def part_text(value: object) -> str:
    written = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return json_safe(written)


def form_text(item: form.Form, value: object) -> str:
    """What a form writes of a value, as it stands in a line."""
    return part_text(item.write(value, NO_SOURCES))


_STEP_TEXT, _CREDENTIAL_TEXT = partial(form_text, LINE_STEP), partial(form_text, LINE_CREDENTIAL)

_NEXT_STEP_TEXT = lru_cache(maxsize=4096)(partial(form_text, LINE_NEXT_STEP))


def _entries(**values: object) -> str:
    return ",".join(
        f'"{key}":{form_text(LINE.fields[key][0], value)}' for key, value in values.items()
    )


def _verdict_text(verdict: Verdict, standing: StandingResult | None) -> tuple[str, str]:
    """Its entries, and what is open of the required list."""
    stage, ready, summary = verdict.stage, verdict.ready, verdict.summary
    said = _entries(stage=stage, ready_to_apply=ready, standing=standing, summary=summary)
    return said, part_text(verdict.required_open)


def _counts_text(strength: Strength, counts: Counts) -> str:
    return f'"{strength}":{form_text(whole.COUNTS, counts)},'


_COUNTS_TEXTS = [partial(_counts_text, each) for each in Strength]


def _question_text(question: Question | None) -> str:
    return "" if question is None else f"{_entries(ask_next=question)},"


def _paths_text(ways_on: Sequence[OtherPath], decisions: Sequence[OpenDecision]) -> str:
    return _entries(ways_on=ways_on, decisions=[each.decision.id for each in decisions])


def _pay_text(pay: Pay | None) -> str:
    return _entries(pay=pay)


def _notices_text(notices: Sequence[Notice]) -> str:
    """Without the brackets around them."""
    return form_text(whole.WARNINGS, notices)[1:-1]


def _answer_text(field: str, answer: object) -> str:
    """What was told in a field, as a profile file has it, with a comma behind it."""
    if field == "as_of":
        return "" if answer is None else f'"as_of":"{answer}",'
    mapping = written_under(field, answer)
    return "" if mapping is None else f'"{field}":{part_text(mapping)},'


def _text_of(text: str) -> str:
    """A text that one client alone told; most are plain words."""
    return f'"{text}"' if PLAIN.fullmatch(text) else part_text(text)
