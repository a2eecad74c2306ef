"""A line of JSON Lines says the same as the assessment's JSON, without what all clients share."""

import json
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from cmio_advisor.domain.assess.assess import Assessment
from cmio_advisor.domain.caseload import Caseload, Client
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.loading.clients.reader import ClientReader
from cmio_advisor.loading.clients.source import open_clients, read_entry
from cmio_advisor.reporting.json.assessment import ASSESSMENT
from cmio_advisor.reporting.json.form import Writing, json_text
from cmio_advisor.reporting.json.line import LINE, AssessmentLines, part_text
from cmio_advisor.reporting.views.roadmap import of_roadmap
from tests.conftest import ROOT, TODAY, examples
from tests.people import FULL

TYPICAL_BYTES = 9_000


@cache
def lines_and_mappings(roadmap: Roadmap) -> list[tuple[dict[str, Any], dict[str, Any], int]]:
    caseload = Caseload(roadmap, TODAY)
    found = []
    with open_clients(str(ROOT / "examples")) as source:
        reader = ClientReader(caseload, source.header.columns)
        clients = [read_entry(entry, reader) for entry in source.entries]
    for client, line in zip(clients, lines_of(caseload, clients), strict=True):
        assessment = caseload.assess(client)
        assert line == line_of(assessment)
        whole = json_text(ASSESSMENT, assessment, assessment.roadmap, assessment.as_of)
        found.append((json.loads(line), json.loads(whole), len(line)))
    return found


def lines_of(caseload: Caseload, clients: list[Client]) -> list[bytes]:
    lines = AssessmentLines(caseload)
    return [*map(lines.line, caseload.judge(clients))]


def line_of(assessment: Assessment) -> bytes:
    """What the form of a line writes of one assessment."""
    written = LINE.write(assessment, Writing(assessment.roadmap, assessment.as_of))
    return f"{part_text(written)}\n".encode()


def is_part_of(part: Any, whole: Any) -> bool:  # noqa: ANN401 - JSON values
    """Whether everything in the part stands in the whole under the same keys."""
    if isinstance(part, dict) and isinstance(whole, dict):
        return all(key in whole and is_part_of(each, whole[key]) for key, each in part.items())
    if isinstance(part, list) and isinstance(whole, list):
        return len(part) == len(whole) and all(map(is_part_of, part, whole))
    return bool(part == whole)


def test_who_is_like_another_of_an_earlier_block_is_not_written_anew(roadmap: Roadmap) -> None:
    caseload = Caseload(roadmap, TODAY)
    lines, asked, texts = AssessmentLines(caseload), set(), set()
    for number in range(3):
        client = ClientReader(caseload).from_answers({"id": f"c-{number}", "degrees": ["md"]})
        for found in caseload.judge([client]):
            texts.add(lines.line(found).replace(b"c-%d" % number, b"c"))
        asked.add(caseload.table.size)

    assert (len(asked), len(texts)) == (1, 1)


OWN = ("profile", "summary", "readiness", "ready_to_apply", "steps", "warnings", "as_of")
"""Keys under which the line holds nothing that the assessment's JSON does not."""


@pytest.mark.slow
def test_a_line_says_what_the_assessment_says(roadmap: Roadmap) -> None:
    for line, mapping, _ in lines_and_mappings(roadmap):
        assert line["id"] == mapping["profile"]["id"]
        assert line["stage"]["id"] == mapping["stage"]["id"]
        for key in OWN:
            assert is_part_of(line[key], mapping[key]), key
        for key in ("next_steps", "later_steps"):
            assert is_part_of(line[key], mapping[key]), key
        for short, full in zip(line["credentials"], mapping["credentials"], strict=True):
            asked = {key: each for key, each in short.items() if key != "missing"}
            assert is_part_of(asked, full)
            assert len(short["missing"]) == len(full["missing"])
        assert line["pay"]["target"]["p50"] == mapping["pay"]["target"]["p50"]
        assert line["ways_on"] == [each["id"] for each in mapping["ways_on"]]
        assert line.get("ask_next", {}).get("id") == (mapping["ask_next"] or {}).get("id")


def test_the_texts_stand_in_the_roadmap(roadmap: Roadmap) -> None:
    told = json.loads(json_text(*of_roadmap(roadmap, None), roadmap, TODAY))
    requirements = {each["id"]: each for step in told["steps"] for each in step["requirements"]}
    having = [*requirements.values(), *told["ways_on"]]
    routes = {each["id"] for one in having for each in one["routes"]}
    routes |= {each["id"] for each in told["own_steps"]}
    routes |= {f"{told['renewal']['id']}-{each['id']}" for each in told["credentials"]}
    credentials = {each["id"]: each for each in told["credentials"]}
    for line, mapping, _ in lines_and_mappings(roadmap):
        assert {each["id"] for each in line["next_steps"] + line["later_steps"]} <= routes
        for short, full in zip(line["credentials"], mapping["credentials"], strict=True):
            credential = credentials[short["id"]]
            pathways = {each["id"]: each for each in credential["pathways"]}
            for where, sentence in zip(short["missing"], full["missing"], strict=True):
                if isinstance(where, int):
                    assert credential["asks"][where] == sentence
                else:
                    told_by = pathways[where]
                    assert sentence in (told_by["need"], told_by["closed"])


@given(answers=st.lists(FULL, min_size=2, max_size=3))
@settings(max_examples=examples(8))
def test_a_line_does_not_depend_on_who_came_before(
    answers: list[dict[str, Any]], roadmap: Roadmap
) -> None:
    together = Caseload(roadmap, TODAY)
    reader = ClientReader(together)
    profiles = [
        {"id": "c-1", "name": "Ann B.", "notes": '"', "as_of": f"2026-1{place}-01", **told}
        for place, told in enumerate(answers)
    ]
    lines = lines_of(together, [reader.from_answers(each) for each in profiles])
    for profile, line in zip(profiles, lines, strict=True):
        alone = Caseload(roadmap, TODAY)
        client = ClientReader(alone).from_answers(profile)
        assert [line] == lines_of(alone, [client])
        assert line == line_of(alone.assess(client))


def test_a_typical_line_is_short(roadmap: Roadmap) -> None:
    sizes = {line["id"]: size for line, _, size in lines_and_mappings(roadmap)}
    typical = ("hospitalist", "ehr-champion", "associate-cmio", "sitting-cmio", "department-chair")
    assert all(sizes[each] <= TYPICAL_BYTES for each in typical), sizes


@pytest.mark.parametrize(
    "name",
    ['Zoë "Q" \\', "", "O'Neil-Ray, J.", "a\\b", "\u202eevil", "line\nbreak", "\ud800", "\x1b[31m"],
)
def test_a_hostile_name_stays_inside_its_string(name: str, roadmap: Roadmap) -> None:
    caseload = Caseload(roadmap, TODAY)
    client = ClientReader(caseload).from_answers({"id": "c-1", "name": name})
    (line,) = lines_of(caseload, [client])
    assert line.count(b"\n") == 1
    assert not any(each < 0x20 for each in line[:-1])
    assert json.loads(line)["profile"]["name"] == name


def test_lines_follow_the_schema(roadmap: Roadmap) -> None:
    path = ROOT / "data" / "schema" / "assessment-line.schema.json"
    schema = json.loads(path.read_text(encoding="utf-8"))
    for line, _, _ in lines_and_mappings(roadmap):
        Draft202012Validator(schema).validate(line)
