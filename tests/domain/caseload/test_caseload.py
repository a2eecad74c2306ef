"""
A caseload gives every client the very result that one assessment would.
"""

from datetime import date
from functools import partial
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cmio_advisor.domain.assess.assess import assess
from cmio_advisor.domain.base.kept import Memory
from cmio_advisor.domain.caseload.caseload import Caseload
from cmio_advisor.domain.caseload.shared_triage import CaseloadTriage
from cmio_advisor.domain.caseload.triage import triage
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.loading.clients.reader import ClientReader
from tests.conftest import TODAY
from tests.people import FULL


@pytest.fixture(scope="module")
def caseload(roadmap: Roadmap) -> Caseload:
    return Caseload(roadmap, TODAY)


@pytest.fixture(scope="module")
def reader(caseload: Caseload) -> ClientReader:
    return ClientReader(caseload)


@given(
    answers=FULL,
    left_out=st.sets(st.sampled_from(["degrees", "certifications", "clinical", "role", "license"])),
    as_of=st.sampled_from([None, "2026-11-23", "2024-02-29"]),
)
@settings(max_examples=150)
def test_a_client_of_a_caseload_is_assessed_like_anybody(
    answers: dict[str, Any],
    left_out: set[str],
    as_of: str | None,
    roadmap: Roadmap,
    caseload: Caseload,
    reader: ClientReader,
) -> None:
    told = {key: each for key, each in answers.items() if key not in left_out}
    client = reader.from_answers({"id": "c-1", "name": "N", "as_of": as_of, **told})
    judged, assessment = caseload.judge(client), assess(client.profile(), roadmap, TODAY)
    assert caseload.assessment(judged) == assessment
    assert CaseloadTriage(caseload).of(judged) == triage(assessment)


@pytest.mark.parametrize(
    "answers",
    [
        {"waivers": [{"requirement": "residency", "reason": "r", "by": "b"}]},
        {"waivers": [{"requirement": "medical-degree", "reason": "not to be waived"}]},
        {"degrees": ["md"], "role": {"id": "cmio", "since": 2020}},
        {"certifications": [{"certification": "cphims", "expires": "2027-03-01"}]},
        {"setting": {"state": "CA", "beds": 900}, "residency": {"specialty": "pathology"}},
        {"role": "cmio", "informatics": 0},
        {"certifications": ["abpm-clinical-informatics", "halm"], "board_certifications": "none"},
        {"residency": {"status": "in-progress", "expected": 2025}},
    ],
)
def test_rare_answers_too(
    answers: dict[str, Any], roadmap: Roadmap, caseload: Caseload, reader: ClientReader
) -> None:
    client = reader.from_answers({"id": "c-1", **answers})
    assert caseload.assess(client) == assess(client.profile(), roadmap, TODAY)


def test_another_day_gives_another_result(roadmap: Roadmap) -> None:
    later = date(2028, 6, 1)
    caseload = Caseload(roadmap, later)
    client = ClientReader(caseload).from_answers(
        {"id": "c-1", "degrees": ["md"], "residency": {"status": "in-progress", "expected": 2027}}
    )
    assert caseload.assess(client) == assess(client.profile(), roadmap, later)


def test_equal_answers_are_looked_at_once(caseload: Caseload, reader: ClientReader) -> None:
    first, second = (
        reader.from_answers({"id": each, "degrees": ["md", "mha"]}) for each in ("c-1", "c-2")
    )
    assert all(one is other for one, other in zip(first.told, second.told, strict=True))
    assert caseload.assess(first).steps[0] is caseload.assess(second).steps[0]


def test_a_full_memory_starts_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cmio_advisor.domain.base.kept.MOST_REMEMBERED", 3)
    memory = Memory()
    made = [memory.get_or_make(number, partial(str, number)) for number in range(10)]
    assert made == [str(number) for number in range(10)]
    assert len(memory) <= 3


def test_rules_may_rest_on_rules_that_were_asked_for_other_certificates(
    roadmap: Roadmap, reader: ClientReader, caseload: Caseload
) -> None:
    for certifications in (None, "none", ["cphims"], None):
        told = {"degrees": ["md"], "certifications": certifications, "informatics": 4}
        client = reader.from_answers({"id": "c-1", **told})
        assert caseload.assess(client) == assess(client.profile(), roadmap, TODAY)


@pytest.mark.parametrize("most", [0, 1, 3, 100])
def test_it_does_not_matter_what_is_judged_together(
    most: int, roadmap: Roadmap, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cmio_advisor.domain.caseload.rules.MOST_FIELDS", most)
    caseload = Caseload(roadmap, TODAY)
    reader = ClientReader(caseload)
    for years in (1, 5, 9, 1):
        told = {"degrees": ["md"], "clinical": years, "leadership": {"years": years}}
        client = reader.from_answers({"id": "c-1", **told})
        assert caseload.assess(client) == assess(client.profile(), roadmap, TODAY)


def test_an_old_profile_is_named_once_whatever_goes_on(
    roadmap: Roadmap, caseload: Caseload, reader: ClientReader
) -> None:
    work = {"from": 2015, "to": "present"}
    for told in ({"clinical": work}, {"clinical": work, "informatics": work}, {}):
        client = reader.from_answers({"id": "c-1", "as_of": "2024-02-29", **told})
        assessment = caseload.assess(client)
        assert assessment == assess(client.profile(), roadmap, TODAY)
        codes = [each.code for each in assessment.warnings]
        assert codes.count("old_profile") == bool(told)


def test_results_hold_where_memories_are_small(
    roadmap: Roadmap, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cmio_advisor.domain.base.kept.MOST_REMEMBERED", 2)
    caseload = Caseload(roadmap, TODAY)
    reader = ClientReader(caseload)
    for years in (1, 5, 9, 1, 12, 5):
        client = reader.from_answers({"id": "c-1", "degrees": ["md"], "clinical": years})
        assert caseload.assess(client) == assess(client.profile(), roadmap, TODAY)
