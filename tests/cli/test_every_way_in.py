"""
What a cell of a table says, a profile file, ``--set``, the options and the interview say as well:
what people write is read by one reader.
"""

import json
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from cmio_advisor.cli import options
from cmio_advisor.cli.answers import words_at
from cmio_advisor.cli.profile_input import profile_from_answers, profile_of
from cmio_advisor.domain.caseload import Caseload
from cmio_advisor.domain.interview import Interview
from cmio_advisor.domain.profile.fields import COLUMNS, Kind, TableColumn
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.errors import UsageError
from cmio_advisor.loading.clients.reader import ClientReader
from cmio_advisor.loading.profile.reader import Assignment, laid_over, read_setting
from cmio_advisor.loading.text.nodes import Node
from cmio_advisor.reporting.profile import profile_mapping
from tests.conftest import LEAD, ROOT, TODAY, Run

WRITTEN: Mapping[str, Mapping[Any, Any]] = yaml.load(
    (ROOT / "tests/loading/clients/human_cells.yaml").read_text(), yaml.CSafeLoader
)
NOT_ASKED_SO = {"Med-Peds": "which specialty of two is asked for by itself"}
NOT_IN_YAML = {"-": "an entry of a list", "1.500": "a number already", "12.500": "as well"}
OF_ROWS = {
    "PGY-2, Duke University Hospital": "a comma parts two names",
    "MS3 (Duke)": "a student's year is put together with the degree of the row",
}
Said = Mapping[str, Any]


def cells(column: str) -> list[str]:
    """
    What people write in a column that can be read in full; not an item with colons, which is a form
    of cells alone.
    """
    read = {
        str(cell): meant for cell, meant in WRITTEN[column].items() if cell not in (True, False)
    }
    told = [each for each, meant in read.items() if "problem" not in str(meant)]
    return [
        each for each in told if each not in OF_ROWS and not re.fullmatch(r"\w+(?::\w+)+", each)
    ]


def path_of(column: TableColumn, path: str) -> str:
    return path if column.part in ("", "id") else f"{path}.{column.part}"


@pytest.fixture(scope="module")
def caseload(roadmap: Roadmap) -> Caseload:
    return Caseload(roadmap, TODAY)


def by_row(caseload: Caseload, **cells: str) -> Said:
    """What the cells of a row say, as a profile file."""
    reader = ClientReader(caseload, ("id", *cells))
    found = profile_mapping(reader.from_row(["c-1", *cells.values()]).profile())
    assert not reader.notes.faults
    return {key: each for key, each in found.items() if key != "id"}


def by_settings(roadmap: Roadmap, *settings: Assignment) -> Said:
    return profile_mapping(profile_of(laid_over(Node({}), settings), "f", roadmap, on=TODAY))


def asked(roadmap: Roadmap, fields: set[str], typed: str) -> list[Said]:
    """What each question on these fields makes of what was typed."""
    interview = Interview(
        roadmap=roadmap,
        on=TODAY,
        read=lambda answers: profile_from_answers(answers, roadmap),
        words_at=lambda field, words: words_at(field, words, roadmap, TODAY),
        start={},
    )
    questions = [
        each for each in roadmap.questions if each.field in fields and "." not in each.settles
    ]
    taken = [interview.answer(each, typed) for each in questions]
    return [profile_mapping(each.case().profile) for each in taken if isinstance(each, Interview)]


@pytest.mark.parametrize("column", WRITTEN)
def test_what_a_cell_says_every_way_in_understands(
    column: str, roadmap: Roadmap, caseload: Caseload
) -> None:
    row, place = COLUMNS[column]
    path = path_of(place, row.path)
    is_asked = path in {each.field for each in roadmap.questions}
    for typed in cells(column):
        said = by_row(caseload, **{column: typed})
        if column == "role":  # what a job in training tells besides, a row alone puts together
            said = {key: each for key, each in said.items() if key in ("schema", column)}
        if row.kind is not Kind.ANSWERS:
            assert by_settings(roadmap, Assignment(field=path, value=Node(typed))) == said, typed
        if row.kind is not Kind.ANSWERS and typed not in NOT_IN_YAML:
            assert by_settings(roadmap, read_setting(f"{path}={typed}", "--set")) == said, typed
        if is_asked and typed not in NOT_ASKED_SO:
            # "Not known" is a list that is left open in a cell, and skipped by who is asked.
            open_ = [each for each in said.values() if each == ["unknown"]]
            assert open_ or said in asked(roadmap, {path, row.path}, typed), typed


def test_options_read_what_cells_read(run: Run, caseload: Caseload, tmp_path: Path) -> None:
    """One of each column that has an option: the profile that is saved says what a row says."""
    row = {
        "degrees": "MD(hons), MBA exp. May 2027",
        "residency": "IM",
        "residency_completed": "June 2014",
        "license": "Active - CA",
        "board_certifications": "ABIM IM 2022, cards 2025",
        "clinical_years": "since 2014",
        "informatics_years": "3 yrs",
        "certifications": "CPHIMS (2019)",
        "leadership_years": "about four",
        "leadership_roles": "physician champion (Epic)",
        "people_led": "9 (MAs and RNs)",
        "projects": "Epic go-live 2019, CPOE",
        "memberships": "AMIA since 2015",
        "activities": "teach residents",
        "role": "Hospitalist at Mercy",
        "organization": "Academic Medical Center",
        "beds": "1,200",
        "state": "California",
    }
    given: list[str] = []
    for column, cell in row.items():
        field, place = COLUMNS[column]
        part = "" if place.part == "id" else place.part
        given += [next(each.name for each in field.options if each.part == part), cell]
    saved = tmp_path / "saved.yaml"
    outcome = run("assess", *given, "--save", saved, "--as-of", TODAY.isoformat())
    assert outcome.code == 0, outcome.err
    found = yaml.safe_load(saved.read_text())
    found.pop("as_of", None)
    assert found == by_row(caseload, **row)
    assert '"Hospitalist at Mercy" is read as "attending". Left out: "Mercy".' in outcome.err


def test_words_that_are_no_yaml_are_words(roadmap: Roadmap) -> None:
    """But a list that is never closed is none, and is named."""
    setting = read_setting("residency.completed='14", "--set")
    assert by_settings(roadmap, setting)["residency"] == {"completed": 2014}
    with pytest.raises(UsageError, match="not valid YAML"):
        read_setting("degrees=[md, mba", "--set")


@pytest.mark.parametrize(
    ("words", "status"),
    [("clinical informatics, in progress", "in-progress"), ("CI", "completed")],
)
def test_a_fellowship_under_way_is_none_that_is_finished(
    words: str, status: str, run: Run, tmp_path: Path
) -> None:
    saved = tmp_path / "saved.yaml"
    run("assess", "--degree", "md", "--fellowship", words, "--save", saved)
    (found,) = yaml.safe_load(saved.read_text())["fellowships"]
    assert found == {"specialty": "clinical-informatics", "status": status, "accredited": True}


def test_an_option_takes_training_that_no_list_has(run: Run, tmp_path: Path) -> None:
    """In place of what a file names, and with its days."""
    profile, saved = tmp_path / "p.yaml", tmp_path / "saved.yaml"
    profile.write_text("degrees: [md]\nresidency: {specialty: neurology, completed: 2017}\n")
    given = ("--residency", "other: combined IM/EM", "--fellowship", "other: quality, in progress")
    outcome = run("assess", profile, *given, "--save", saved)
    assert outcome.code == 0, outcome.err
    found = yaml.safe_load(saved.read_text())
    assert found["residency"] == {"other": "combined IM/EM", "completed": 2017}
    assert found["fellowships"] == [{"other": "quality, in progress", "accredited": True}]
    again = tmp_path / "again.yaml"
    assert run("assess", saved, "--residency", "neurology", "--save", again).code == 0
    assert yaml.safe_load(again.read_text())["residency"]["specialty"] == "neurology"


def test_what_an_answer_says_besides_is_not_asked_again(roadmap: Roadmap) -> None:
    """Who names the specialty where the residency is asked about is not asked for it."""
    interview = Interview(
        roadmap=roadmap,
        on=TODAY,
        read=lambda answers: profile_from_answers(answers, roadmap),
        words_at=lambda field, words: words_at(field, words, roadmap, TODAY),
        start={"degrees": ["md"]},
    )
    residency = next(each for each in roadmap.questions if each.id == "residency")
    taken = interview.answer(residency, "IM, 2014 (UCSF)")
    assert isinstance(taken, Interview)
    assert taken.left_out == "UCSF"
    assert "residency-specialty" in {each.id for each in interview.pending()}
    assert "residency-specialty" not in {each.id for each in taken.pending()}
    assert interview.answer(residency, "unknown") == interview.skip(residency)


def test_a_number_in_place_of_a_training_is_its_year_or_refused(tmp_path: Path, run: Run) -> None:
    profile = tmp_path / "p.yaml"
    profile.write_text("residency: 2014\n")
    outcome = run("assess", profile)
    assert (outcome.code, '"2014" is read as "completed:2014".' in outcome.err) == (0, True)
    profile.write_text("residency: true\nfellowships: [7.5]\nleadership: [ehr-lead]\n")
    outcome = run("assess", profile)
    assert outcome.code == 65, outcome.err
    assert "1:12: A residency was expected here, found true." in outcome.err
    assert "2:15: A fellowship was expected here, found 7.5." in outcome.err
    assert "3:13: Leadership was expected here, found a list. Its parts are: years, " in outcome.err


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("constraints.by", "in 5 years", {"constraints": {"by": "2031-11"}}),
        ("constraints.by", "within the next five years", {"constraints": {"by": "2031-11"}}),
        ("constraints.by", "by the end of next year", {"constraints": {"by": 2027}}),
        ("constraints.by", "a year and a half from now", {"constraints": {"by": "2028-05"}}),
        ("constraints.by", "5 years", None),
        ("constraints.by", "this year", None),
        ("constraints.start", "today", {"constraints": {"start": "2026-11-23"}}),
        ("informatics.to", "today", {"informatics": {"to": "present"}}),
        ("constraints.hours_per_week", "half a day a week", {"constraints": {"hours_per_week": 4}}),
        ("constraints.hours_per_week", "one day a week", {"constraints": {"hours_per_week": 8}}),
        ("constraints.hours_per_week", "nights and weekends", None),
        ("informatics.fte", "half a day a week", {"informatics": {"fte": 0.1}}),
        ("degrees", "med school", {"degrees": [{"degree": "md", "status": "in-progress"}]}),
        (
            "degrees",
            "Premed",
            {
                "degrees": [
                    {"degree": "bachelors", "status": "in-progress"},
                    {"degree": "md", "status": "planned"},
                ]
            },
        ),
        ("degrees", "medical school graduate", None),
    ],
)
def test_what_has_one_meaning_on_the_day_is_taken_in(
    roadmap: Roadmap, field: str, typed: str, said: Said | None
) -> None:
    """And what can be many days or hours is asked again."""
    found = asked(roadmap, {field}, typed)

    told = [{key: each[key] for key in said} for each in found] if said else found
    assert told == ([said] if said else [])


@pytest.mark.parametrize(
    ("job", "note"),
    [
        ("{id: none}", ""),
        ("{id: none, since: 2016}", '"none since 2016" is read as "none". Left out: "2016".'),
        ("{id: retired, since: 2016-06}", '"retired since 2016-06" is read as "none".'),
    ],
)
def test_no_job_stands_in_the_long_form_too(job: str, note: str, run: Run, tmp_path: Path) -> None:
    profile = tmp_path / "p.yaml"
    profile.write_text(f"degrees: [md]\nrole: {job}\n")
    read = run("assess", profile, "--as-of", "2026-11-28")
    profile.write_text("degrees: [md]\nrole: none\n")

    assert (read.code, note in read.err) == (0, True)
    assert read.out == run("assess", profile, "--as-of", "2026-11-28").out
    profile.write_text("degrees: [md]\nrole: {id: none, start: 2016}\n")
    assert '"start" is not a field of a job' in run("assess", profile).err


def test_so_it_is_in_a_file(run: Run, tmp_path: Path) -> None:
    profile = tmp_path / "p.yaml"
    profile.write_text("degrees: [md]\nconstraints: {by: in 5 years}\n")
    read = run("assess", profile, "--as-of", "2026-11-28")
    profile.write_text("degrees: [md]\nconstraints: {hours_per_week: weekends}\n")
    refused = run("assess", profile, "--as-of", "2026-11-28")

    assert '"in 5 years" is read as "2031-11".' in read.err
    assert '"weekends" can be many numbers. Write "4", "8" or "16".' in refused.err


@pytest.mark.parametrize("clock", [date(1970, 1, 1), date(2128, 6, 11), None])
@pytest.mark.parametrize(
    "command", [("assess", "--degree", "md"), ("init",), ("roadmap", "check", str(LEAD))]
)
def test_a_clock_that_tells_no_day_asks_for_another(
    clock: date | None, command: tuple[str, ...], run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before 1990, after 2100, or where no calendar reaches."""

    class Clock(date):
        @classmethod
        def today(cls) -> Any:  # noqa: ANN401 - as the type that it stands for
            if clock is None:
                raise OverflowError
            return clock

    monkeypatch.setattr(options, "date", Clock)
    refused = run(*command)
    assert (refused.code, "The clock of this computer: " in refused.err) == (2, True)
    if command != ("init",):
        assert run(*command, "--as-of", "2026-11-30").code == 0


@pytest.mark.parametrize(
    "written", ["role: {other: Social worker}", "role: 'other: Social worker'", "--role"]
)
def test_a_job_that_no_list_has_is_kept_in_words(run: Run, written: str) -> None:
    """In a file, as a text and as an option; and no rule takes it for another job."""
    by_option = written.startswith("--")
    given = [written, "other: Social worker"] if by_option else ["-"]
    found = run("assess", *given, "--format", "json", stdin=b"" if by_option else written.encode())
    assert found.code == 0, found.err
    told = json.loads(found.out)
    assert told["profile"]["role"] == {"other": "Social worker"}
    assert told["stage"] is None or told["stage"]["id"] != "cmio"


def test_a_job_that_no_list_has_may_stand_in_a_cell(caseload: Caseload) -> None:
    said = by_row(caseload, role="other: Social worker", role_since="2020-05")
    assert said["role"] == {"other": "Social worker", "since": "2020-05"}
