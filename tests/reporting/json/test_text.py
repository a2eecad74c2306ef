"""The JSON contract: keys, their order, and numbers that are numbers."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from cmio_advisor.domain.assess.assess import Assessment
from cmio_advisor.domain.judge.results import State
from cmio_advisor.domain.profile.profile import Profile
from cmio_advisor.reporting.formats import Format
from cmio_advisor.reporting.formats.terminal import Screen
from cmio_advisor.reporting.json.assessment import ASSESSMENT
from tests.conftest import assert_follows

ReportAll = Callable[[Assessment, Format, Screen], dict[str, str]]
EVIDENCE = ["source", "grade", "checked", "says"]


def keys(text: str) -> list[str]:
    """The words of a text, as a list of keys."""
    return text.split()


PERCENTILES = ["mean", "p10", "p25", "p50", "p75", "p90"]
STEP = [
    "id",
    "title",
    "action",
    "do_at",
    "ask",
    "why",
    "requirement",
    "months",
    "cost_usd",
    "hours",
    "startable_from",
    "begins_on",
    "done_on",
    "closes_on",
    "unlocks",
    "reason",
    "notes",
    "evidence",
]
CREDENTIAL = [
    "id",
    "title",
    "state",
    "eligible",
    "via",
    "eligible_from",
    "closes_on",
    "missing",
    "missing_any",
    "fee_usd",
    "do_at",
    "exam",
    "renewal",
    "evidence",
]


def objects(value: object) -> list[dict[str, Any]]:
    """Every object inside a value."""
    if isinstance(value, dict):
        return [value, *(each for inner in value.values() for each in objects(inner))]
    return [each for inner in value for each in objects(inner)] if isinstance(value, list) else []


@pytest.fixture(scope="module")
def result(assessment: Assessment, report_all: ReportAll) -> dict[str, Any]:
    """The assessment as a script reads it."""
    read: dict[str, Any] = json.loads(report_all(assessment, Format.JSON, Screen())["assess"])
    return read


def test_keys_stand_in_the_order_of_the_contract(result: dict[str, Any]) -> None:
    """At every level."""
    assert list(result) == [
        "schema",
        "as_of",
        "roadmap",
        "profile",
        "stage",
        "ready_to_apply",
        "standing",
        "summary",
        "readiness",
        "steps",
        "next_steps",
        "later_steps",
        "ask_next",
        "credentials",
        "ways_on",
        "decisions",
        "advice",
        "pay",
        "warnings",
        "sources",
    ]
    assert list(result["roadmap"]) == ["id", "title", "version", "fingerprint", "review_by"]
    assert list(result["stage"]) == ["id", "title", "why"]
    assert list(result["readiness"]) == ["required", "expected", "helps", "required_open"]
    assert list(result["readiness"]["helps"]) == ["met", "open", "unknown"]
    assert list(result["steps"][0]) == ["id", "number", "title", "about", "state", "requirements"]
    assert list(result["steps"][0]["requirements"][0]) == [
        "id",
        "title",
        "strength",
        "state",
        "have",
        "need",
        "why",
        "share",
        "evidence",
    ]
    assert list(result["steps"][0]["requirements"][0]["evidence"][0]) == EVIDENCE
    assert list(result["next_steps"][0]) == STEP
    assert list(result["later_steps"][0]) == STEP
    assert list(result["ask_next"]) == ["id", "question", "why"]
    assert list(result["credentials"][0]) == CREDENTIAL
    assert list(result["pay"]) == [
        "currency",
        "year",
        "basis",
        "today",
        "today_note",
        "path",
        "own",
        "target",
    ]
    assert list(result["pay"]["today"])[:10] == ["role", "title", *PERCENTILES, "note", "evidence"]
    assert list(result["pay"]["target"])[:12] == [
        *("role", "title"),
        *PERCENTILES,
        *("base", "total_to_base", "sources", "notes"),
    ]
    assert list(result["pay"]["target"]["sources"][0])[:7] == [
        "id",
        "year",
        "n",
        "statistic",
        "value",
        "model",
        "deviation",
    ]
    assert list(result["warnings"][0]) == ["code", "text"]
    assert list(result["sources"][0]) == ["id", "title", "publisher", "published", "url"]


def test_numbers_are_numbers(result: dict[str, Any]) -> None:
    """Money is whole dollars, whole months are whole, what is not known is null."""
    assert result["pay"]["target"]["p50"] == 455_000
    assert result["pay"]["today"]["p75"] is None
    assert result["next_steps"][0]["months"] == {"low": 3, "likely": 6, "high": 12}
    assert result["next_steps"][0]["cost_usd"] is None
    assert result["next_steps"][1]["cost_usd"] == {
        "low": 300,
        "high": 1200,
        "note": "fee of 2026",
    }
    assert result["next_steps"][1]["closes_on"] == "2027-06-30"
    deviation = result["pay"]["target"]["sources"][1]["deviation"]
    assert deviation == pytest.approx(329_000 / 372_500 - 1)


def test_required_open_names_the_open_required_list(
    assessment: Assessment, result: dict[str, Any]
) -> None:
    """In the order of the steps."""
    states = {
        each["id"]: State(each["state"])
        for step in result["steps"]
        for each in step["requirements"]
        if each["strength"] == "required"
    }

    assert result["readiness"]["required_open"] == [
        each for each, state in states.items() if state.is_open
    ]
    assert len(assessment.steps) == len(result["steps"])


def test_sources_are_those_cited_by_id(result: dict[str, Any]) -> None:
    """None is missing, none is idle."""
    cited = {each["source"] for each in objects(result) if list(each) == EVIDENCE}

    assert sorted(cited) == [each["id"] for each in result["sources"]]


def test_the_profile_holds_only_what_was_told(result: dict[str, Any]) -> None:
    """As it would be written in a file."""
    assert result["profile"] == {
        "schema": "cmio-advisor/profile/1",
        "id": "c-0001",
        "name": "Sample Client",
        "as_of": "2026-11-23",
        "degrees": ["md", {"degree": "mba", "status": "planned"}],
        "waivers": [{"requirement": "requirement-4", "reason": "Taught it.", "by": "Dean"}],
    }


def test_what_may_be_missing_is_null(
    build: Callable[..., Assessment], report_all: ReportAll
) -> None:
    """No stage, no question, no pay today."""
    stage = build().stage
    bare = build(Profile(), bare=True, stage=type(stage)(rung=None, why="Not told."))
    read = json.loads(report_all(bare, Format.JSON, Screen())["assess"])

    assert read["stage"] == {"id": "unknown", "title": "Not known yet", "why": "Not told."}
    assert read["ask_next"] is None
    assert read["pay"]["today"] is None
    assert read["pay"]["today_note"].startswith("Your answers do not show your stage")
    assert read["next_steps"] == read["warnings"] == read["ways_on"] == []


def test_every_command_names_its_schema(assessment: Assessment, report_all: ReportAll) -> None:
    """So that a script can tell what it reads; two spaces indent it."""
    for command, text in report_all(assessment, Format.JSON, Screen()).items():
        kind = command.split()[0].replace("assess", "assessment")

        assert text.startswith(f'{{\n  "schema": "cmio-advisor/{kind}/1",\n')


def test_the_assessment_follows_its_schema(
    any_assessment: Assessment, report_all: ReportAll
) -> None:
    """Every key of it, and no other."""
    text = report_all(any_assessment, Format.JSON, Screen())["assess"]

    assert_follows(json.loads(text), ASSESSMENT.schema())
