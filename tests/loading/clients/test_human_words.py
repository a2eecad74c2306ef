"""
What people write in the cells of a table: read as they mean it and told, or unknown and named.
"""

from itertools import pairwise
from pathlib import Path
from time import process_time
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from cmio_advisor.domain.caseload import Caseload
from cmio_advisor.domain.profile.fields import COLUMNS, LISTS
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.loading.clients.cells import Notes
from cmio_advisor.loading.clients.reader import ClientReader
from cmio_advisor.loading.clients.table import LONGEST_CELL
from cmio_advisor.reporting.profile import profile_mapping
from tests.conftest import TODAY, examples

CELLS: dict[str, dict[Any, Any]] = yaml.load(
    (Path(__file__).parent / "human_cells.yaml").read_text(), yaml.CSafeLoader
)
BESIDE = {"residency_completed": "residency", "residency_status": "residency"}
"""Columns that say nothing without another."""


def text(value: object) -> str:
    return (
        {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else str(value)
    )


WRITTEN = {
    column: {text(cell): text(read) for cell, read in cells.items()}
    for column, cells in CELLS.items()
}


@pytest.fixture(scope="module")
def caseload(roadmap: Roadmap) -> Caseload:
    return Caseload(roadmap, TODAY)


def read(caseload: Caseload, column: str, cell: str) -> tuple[dict[str, Any], Notes]:
    """What a row with this cell says, as a profile file, and what is told of it."""
    cells = {"id": "c-1", column: cell}
    if column in BESIDE:
        cells[BESIDE[column]] = "pathology"
    reader = ClientReader(caseload, tuple(cells))
    client = reader.from_row(list(cells.values()))
    told = profile_mapping(client.profile())
    if column == "role":  # what is under way, which a job in training tells too, is tested below
        told = {each: told[each] for each in ("schema", "id", "role") if each in told}
        own = tuple(each for each in reader.notes.readings if each.place == column)
        return told, Notes(reader.notes.faults, own, reader.notes.unread)
    return told, reader.notes


@pytest.mark.slow
@pytest.mark.parametrize("column", WRITTEN)
def test_a_cell_is_read_as_it_is_meant_and_told(column: str, caseload: Caseload) -> None:
    """And what it is told as says the same, and nothing is told of that any more."""
    wrong: list[object] = []
    for cell, meant in WRITTEN[column].items():
        said = meant.partition(" | ")[0]
        more = ";unknown" if meant != said else ""  # what was not read may be there as well
        same = "" if said == "problem" else said + more
        found, notes = read(caseload, column, cell)
        told = [(each.place, each.read) for each in notes.readings]
        wrong += [(cell, told)] if told != ([] if said == "problem" else [(column, said)]) else []
        wrong += [(cell, found)] if found != read(caseload, column, same)[0] else []
        faulty = {column} if "problem" in meant else set()
        wrong += [(cell, notes)] if {each.place for each in notes.faults} != faulty else []
        if not faulty and (again := read(caseload, column, meant)[1]) != Notes():
            wrong.append((meant, again))
    assert wrong == []


def test_a_day_that_was_a_range_is_named_with_the_way_out(caseload: Caseload) -> None:
    (fault,) = read(caseload, "clinical_years", "7-May")[1].faults
    assert "spreadsheet" in fault.advice
    assert '"5 to 7"' in fault.advice
    assert read(caseload, "clinical_years", "5 to 7")[0]["clinical"] == {"years": "5-7"}


@pytest.mark.parametrize("column", ["residency", "residency_completed"])
def test_a_sign_alone_is_no_training_under_way(column: str, caseload: Caseload) -> None:
    found, notes = read(caseload, column, "*")
    assert "in-progress" not in str(found)
    assert [each.read for each in notes.readings] == ["unknown"]


@pytest.mark.parametrize("column", ["projects", "certifications", "memberships"])
def test_of_a_name_that_no_list_has_it_is_said_how_to_keep_it(
    column: str, caseload: Caseload
) -> None:
    (fault,) = read(caseload, column, "quux zorg")[1].faults
    assert "other: TEXT" in fault.advice
    assert read(caseload, column, "other: quux zorg")[1].faults == ()


def test_a_cell_that_cannot_be_read_costs_no_other_of_its_field(caseload: Caseload) -> None:
    columns = ("id", "residency", "residency_completed", "organization", "beds")
    reader = ClientReader(caseload, columns)
    client = reader.from_row(["c-1", "FM", "long ago", "academic", "lots"])
    found = profile_mapping(client.profile())
    assert found["residency"] == {"specialty": "family-medicine"}
    assert found["setting"] == {"organization": "academic"}
    assert [each.place for each in reader.notes.faults] == ["residency_completed", "beds"]


@pytest.mark.parametrize(
    ("columns", "cells", "field"),
    [
        (("id", "degrees"), ["c-1", "md:perhaps:2029"], "degrees"),
        (("id", "license"), ["c-1", "N*rsing:OR:unrestricted"], "license"),
        (
            ("id", "residency", "residency_status", "residency_completed"),
            ["c-1", "FM", "R2", "2028"],
            "residency",
        ),
    ],
)
def test_what_decides_the_rest_of_an_entry_is_not_left_out(
    columns: tuple[str, ...], cells: list[str], field: str, caseload: Caseload
) -> None:
    """A degree under way would be one that is held, a nurse's license a doctor's."""
    reader = ClientReader(caseload, columns)
    assert field not in profile_mapping(reader.from_row(cells).profile())
    assert reader.notes.faults


def ids(roadmap: Roadmap) -> list[tuple[str, str]]:
    return [
        (column.name, term.id)
        for row, column in COLUMNS.values()
        if row.terms in roadmap.vocabulary.kinds and row.terms != "answers" and not column.part
        for term in roadmap.vocabulary.kinds[row.terms]
    ]


@pytest.mark.slow
def test_an_id_is_never_read_as_another(roadmap: Roadmap, caseload: Caseload) -> None:
    """Nothing is told of it either, whatever other names there are."""
    for column, id_ in ids(roadmap):
        found, notes = read(caseload, column, id_)
        assert notes == Notes(), id_
        assert id_ in str(found)


def test_a_comma_parts_two_names_that_are_one_without_it(caseload: Caseload) -> None:
    """Pathology is a certificate beside medical microbiology, and no word of its name."""
    for cell, ids in (
        ("Pathology, Medical Microbiology; family medicine", "pathology;medical-microbiology;fm"),
        ("pathology,HEMATOLOGY", "pathology;hematology"),
        ("pathology medical microbiology", "medical-microbiology"),
        ("obstetrics, gynecology", "obstetrics-gynecology"),
    ):
        found, expected = (read(caseload, "board_certifications", each)[0] for each in (cell, ids))
        assert found == expected, cell


SIGNS = [",", ";", "/", " & ", " and ", "\n", ", ", "; "]


@settings(
    max_examples=examples(60),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_names_in_any_list_are_those_ids(
    data: st.DataObject, roadmap: Roadmap, caseload: Caseload
) -> None:
    """Each by its id, its title or another name that is its alone, with any sign between."""
    rows = [row for row, column in COLUMNS.values() if row.kind in LISTS and not column.part]
    row = data.draw(st.sampled_from(rows))
    terms = data.draw(
        st.lists(
            st.sampled_from(roadmap.vocabulary.kinds[row.terms]),
            min_size=1,
            max_size=3,
            unique=True,
        )
    )
    named = {each.id for each in terms}
    asked = (each for each in roadmap.vocabulary.cv.unusual if each.field == row.path)
    unusual = {id_ for each in asked for id_ in each.specialties}
    assume(not {"md", "mbbs"} <= named)  # by their names they may be one degree
    assume(not named & unusual or named <= unusual)  # most likely of another field, and told
    sign = data.draw(st.sampled_from(SIGNS))
    # "Pathology/medical microbiology" is one certificate; a comma parts it from its board.
    beside = {f"{one.id} {two.id}".replace("-", " ") for one, two in pairwise(terms)}
    one_name = {name for each in roadmap.vocabulary.kinds[row.terms] for name in each.names}
    assume(sign.strip() in ",;" or not beside & one_name)
    column = row.columns[0].name
    names = [each.id.upper() if data.draw(st.booleans()) else each.id for each in terms]
    found, notes = read(caseload, column, sign.join(names))
    assert found == read(caseload, column, ";".join(each.id for each in terms))[0]
    assert notes.faults == ()


@settings(
    max_examples=examples(120),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@example(column="residency", cell="CI (ABPM, 2014-2034)")
@example(column="degrees", cell="MBA 2034")
@example(column="residency", cell="CPHIMS: ?")
@given(
    column=st.sampled_from([each for each in COLUMNS if each not in ("id", "name", *BESIDE)]),
    cell=st.sampled_from(sorted({cell for cells in WRITTEN.values() for cell in cells}))
    | st.from_regex(r"[A-Za-z0-9 ,;:/&+~%$.-]{0,12}", fullmatch=True)
    | st.text(max_size=12),
)
def test_whatever_is_read_in_other_words_is_told(
    column: str, cell: str, caseload: Caseload
) -> None:
    """
    What was read says the same when it is written as it is told, a year alone as a year, which is
    told as the month until which it is read; so does an untold cell without the blanks around it;
    and what cannot be read is unknown with a problem.
    """
    found, notes = read(caseload, column, cell)
    if notes.faults:
        for told in notes.readings:
            if column != "residency" or ":" not in told.written:  # such a cell is of one training
                assert read(caseload, column, f"{told.written};unknown")[0] == found
        return
    if not notes.readings:
        assert found == read(caseload, column, cell.strip())[0]
        return
    (told,) = notes.readings
    again, more = read(caseload, column, told.written)
    assert (again, more.faults) == (found, ())


@pytest.mark.parametrize(
    "column", ["degrees", "clinical_years", "as_of", "license", "informatics_from"]
)
def test_the_longest_cell_costs_no_time(column: str, caseload: Caseload) -> None:
    for sign in ("0", " ", "a ", "md ", "md,", "1 ", "(", "-", "/", "\uff15", "and "):
        cell = (sign * LONGEST_CELL)[:LONGEST_CELL]
        before = process_time()
        read(caseload, column, cell)
        assert process_time() - before < 2, sign


@pytest.mark.parametrize(
    "cell", ["\uff15", "٣", "\uff15+", "Ⅷ", "²", "1e3", "+5", "\uff15 years", "0x10"]
)
def test_digits_that_are_none_of_ours_are_no_number(cell: str, caseload: Caseload) -> None:
    found, notes = read(caseload, "clinical_years", cell)
    assert "clinical" not in found
    assert [each.place for each in notes.faults] == ["clinical_years"]


MBA_2015 = {"degree": "mba", "status": "held", "earned": 2015}
CI_FELLOW = [{"specialty": "clinical-informatics", "status": "in-progress"}]
MD_AHEAD = [{"degree": "md", "status": "in-progress"}]


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"role": "MS3"}, {"degrees": [{"degree": "md", "status": "in-progress"}], "role": "none"}),
        (
            {"role": "M4", "degrees": "MD"},
            {"degrees": [{"degree": "md", "status": "in-progress"}], "role": "none"},
        ),
        (
            {"role": "medical student", "degrees": "MD expected May 2027"},
            {
                "degrees": [{"degree": "md", "status": "in-progress", "expected": "2027-05"}],
                "role": "none",
            },
        ),
        (
            {"role": "PGY-3", "residency": "peds"},
            {"residency": {"specialty": "pediatrics", "status": "in-progress"}, "role": "resident"},
        ),
        (
            {"role": "Resident physician", "residency": "peds", "residency_completed": "2020"},
            {"residency": {"specialty": "pediatrics", "completed": 2020}, "role": "resident"},
        ),
        (
            {"role": "PGY-2 Neurology", "residency": "Neuro"},
            {"residency": {"specialty": "neurology", "status": "in-progress"}, "role": "resident"},
        ),
        (
            {"role": "4th year medical student"},
            {"degrees": [{"degree": "md", "status": "in-progress"}], "role": "none"},
        ),
        (
            {"role": "Fellow"},
            {"fellowships": [{"status": "in-progress"}], "role": "resident"},
        ),
        ({"role": "pharmacy resident"}, {"degrees": ["pharmd"], "role": "resident"}),
        (
            {"role": "CI fellow"},
            {
                "fellowships": [{"specialty": "clinical-informatics", "status": "in-progress"}],
                "role": "resident",
            },
        ),
    ],
)
def test_a_job_in_training_says_what_is_under_way(
    cells: dict[str, str], said: dict[str, Any], caseload: Caseload
) -> None:
    """Beside what the cells say themselves; and it is told."""
    columns = ("degrees", "residency", "residency_completed", "residency_status", "fellowships")
    row = {"id": "c-1", **dict.fromkeys(columns, ""), **cells}
    reader = ClientReader(caseload, tuple(row))
    found = profile_mapping(reader.from_row(list(row.values())).profile())
    assert {key: each for key, each in found.items() if key not in ("schema", "id")} == said
    assert "role" in {each.place for each in reader.notes.readings}


@pytest.mark.parametrize(
    ("job", "said"),
    [
        (
            "clinical informatics fellow",
            {"fellowships": [{"specialty": "clinical-informatics", "status": "in-progress"}]},
        ),
        ("PGY-3", {"residency": {"status": "in-progress"}}),
    ],
)
def test_a_job_in_training_is_told_where_the_table_has_no_column_for_it(
    job: str, said: dict[str, Any], caseload: Caseload
) -> None:
    reader = ClientReader(caseload, ("id", "role"))
    found = profile_mapping(reader.from_row(["c-1", job]).profile())
    assert found == {"schema": found["schema"], "id": "c-1", "role": "resident", **said}
    assert len(reader.notes.readings) == 2


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        *(
            ({"role": each}, {"fellowships": CI_FELLOW, "role": "resident"})
            for each in ("CI fellow", "Fellow, clinical informatics", "CI fellow (PGY-5)")
        ),
        ({"role": "MS4"}, {"degrees": MD_AHEAD, "role": "none"}),
        ({"role": "Pharmacy informatics resident"}, {"degrees": ["pharmd"], "role": "resident"}),
        (
            {"role": "pharmacy resident", "degrees": "PharmD; MBA 2015"},
            {"degrees": ["pharmd", MBA_2015], "role": "resident"},
        ),
        ({"role": "PGY-3"}, {"residency": {"status": "in-progress"}, "role": "resident"}),
        (
            {"role": "PGY-2 IM", "residency": "IM"},
            {
                "residency": {"specialty": "internal-medicine", "status": "in-progress"},
                "role": "resident",
            },
        ),
        (
            {"role": "IM PGY-1", "residency": "IM 2028"},
            {
                "residency": {
                    "specialty": "internal-medicine",
                    "status": "completed",
                    "completed": 2028,
                },
                "role": "resident",
            },
        ),
        (
            {"role": "CI fellow", "fellowships": "pulm 2020"},
            {
                "fellowships": [
                    {
                        "specialty": "pulmonary-disease",
                        "status": "completed",
                        "completed": 2020,
                    },
                    *CI_FELLOW,
                ],
                "role": "resident",
            },
        ),
        (
            {"role": "CI fellow", "fellowships": "none"},
            {"fellowships": CI_FELLOW, "role": "resident"},
        ),
        *(
            ({"role": role, "fellowships": cell}, {"fellowships": CI_FELLOW, "role": "resident"})
            for role in ("Fellow", "CI fellow (Stanford)", "Fellow at Penn")
            for cell in ("CI", "Clinical Informatics (Stanford)")
        ),
        (
            {"role": "GI fellow (Mayo)", "fellowships": "GI"},
            {
                "fellowships": [{"specialty": "gastroenterology", "status": "in-progress"}],
                "role": "resident",
            },
        ),
        (
            {"role": "IM resident at Duke", "residency": "IM"},
            {
                "residency": {"specialty": "internal-medicine", "status": "in-progress"},
                "role": "resident",
            },
        ),
        *(
            (
                {"role": "PGY-2", "residency": "IM", column: unknown},
                {
                    "residency": {"specialty": "internal-medicine", "status": "in-progress"},
                    "role": "resident",
                },
            )
            for column, unknown in (("fellowships", "n/a"), ("residency_completed", "TBD"))
        ),
        (
            {"role": "nursing student", "degrees": "BSN", "license": "RN OH"},
            {
                "degrees": ["bsn"],
                "license": {"profession": "nursing", "state": "OH", "status": "unrestricted"},
                "role": "none",
            },
        ),
        ({"role": "MS3 (Duke)", "degrees": "MD"}, {"degrees": MD_AHEAD, "role": "none"}),
        ({"role": "MS3 since 2025", "degrees": "MD"}, {"degrees": MD_AHEAD, "role": "none"}),
        (
            {"role": "CI Fellow since July 2026"},
            {"fellowships": CI_FELLOW, "role": {"id": "resident", "since": "2026-07"}},
        ),
        (
            {"role": "PGY-1, since July 2026", "residency": "IM"},
            {
                "residency": {"specialty": "internal-medicine", "status": "in-progress"},
                "role": {"id": "resident", "since": "2026-07"},
            },
        ),
        ({"role": "MS3", "degrees": "MPH"}, {"degrees": ["mph", *MD_AHEAD], "role": "none"}),
        ({"role": "M4", "degrees": "MD, MPH"}, {"degrees": [*MD_AHEAD, "mph"], "role": "none"}),
        (
            {"role": "medical student", "degrees": "DO"},
            {"degrees": [{"degree": "do", "status": "in-progress"}], "role": "none"},
        ),
        ({"role": "nursing student", "degrees": "ADN"}, {"degrees": ["adn"], "role": "none"}),
    ],
)
def test_a_job_in_training_needs_no_column_and_no_empty_cell(
    cells: dict[str, str], said: dict[str, Any], caseload: Caseload
) -> None:
    reader = ClientReader(caseload, ("id", *cells))
    found = profile_mapping(reader.from_row(["c-1", *cells.values()]).profile())
    assert {key: each for key, each in found.items() if key not in ("schema", "id")} == said
    assert not reader.notes.faults


@pytest.mark.parametrize(
    ("column", "job", "cell"),
    [
        ("fellowships", "Fellow", "Cardiology, CI"),
        ("fellowships", "Fellow", "other: hospice"),
        ("fellowships", "CI fellow", "Cardiology 2025; CI"),
        ("degrees", "MS3", "MD; MPH 2015"),
    ],
)
def test_what_may_be_over_or_under_way_is_asked_back(
    column: str, job: str, cell: str, caseload: Caseload
) -> None:
    """Of several, or beside what names its end, nobody knows which of them a trainee is in."""
    row = {"id": "c-1", "residency": "", "role": job, column: cell}
    reader = ClientReader(caseload, tuple(row))
    found = profile_mapping(reader.from_row(list(row.values())).profile())
    assert column not in found
    assert [each.place for each in reader.notes.faults] == [column]
    assert [each.written for each in reader.notes.readings if each.place == "role"] == [job]


@pytest.mark.parametrize(
    ("column", "job", "cell"),
    [
        ("fellowships", "CI Fellow, Penn Medicine", "CI"),
        ("residency", "Chief Resident, Swedish FM", "FM"),
        ("degrees", "MS3, Penn Medicine", "MD"),
        ("fellowships", "Fellow 2025-present", "CI"),
    ],
)
def test_so_is_what_a_job_is_perhaps_training_in_that_cannot_be_read(
    column: str, job: str, cell: str, caseload: Caseload
) -> None:
    """With a year of its own it is read, and so it is beside another job."""
    for role, told, asked in (
        (job, cell, True),
        (job, f"{cell} 2020", False),
        ("Dean, X", cell, False),
    ):
        reader = ClientReader(caseload, ("id", "role", column))
        found = profile_mapping(reader.from_row(["c-1", role, told]).profile())
        assert (column not in found) is asked
        assert (column in {each.place for each in reader.notes.faults}) is asked


@pytest.mark.parametrize("job", ["Nursing student (DNP)", "Nursing student, Duke MSN", "MS3, RN"])
def test_another_degree_behind_a_student_is_no_school(job: str, caseload: Caseload) -> None:
    reader = ClientReader(caseload, ("id", "degrees", "role"))
    found = profile_mapping(reader.from_row(["c-1", "BSN", job]).profile())
    assert found["degrees"] == ["bsn"]
    assert [each.place for each in reader.notes.faults] == ["role"]


@pytest.mark.parametrize("job", ["none", "unemployed"])
def test_no_job_may_be_told_with_the_day_since_when(job: str, caseload: Caseload) -> None:
    reader = ClientReader(caseload, ("id", "role", "role_since"))
    found = reader.from_row(["c-1", job, "2026-03"]).profile()
    assert found.role is not None
    assert found.role.id == "none"
    assert [each.left_out for each in reader.notes.readings] == ["2026-03"]


@pytest.mark.parametrize(
    ("cells", "is_read"),
    [
        ({"role": "Intern", "degrees": "BS in progress"}, False),
        ({"role": "Fellow", "degrees": "MHA"}, False),
        ({"role": "Intern"}, False),
        ({"role": "Intern", "degrees": "MD"}, True),
        ({"role": "Intern", "residency": ""}, True),
        ({"role": "Intern, Nursing Informatics", "degrees": "BSN"}, False),
        ({"role": "Fellow, Nursing Informatics", "degrees": "BSN, MSN"}, False),
        ({"role": "Informatics Fellow", "degrees": "BS"}, False),
        ({"role": "Clinical Informatics Fellow", "degrees": "BSN"}, False),
        ({"role": "Clinical Informatics Fellow", "degrees": "MD"}, True),
        ({"role": "Informatics Fellow", "fellowships": ""}, True),
        ({"role": "Fellow (Epic)", "degrees": "BS"}, False),
        ({"role": "Fellow at Epic"}, False),
    ],
)
def test_an_intern_is_a_doctor_in_training_only_where_the_row_is_a_doctors(
    cells: dict[str, str], is_read: bool, caseload: Caseload
) -> None:
    row = {"id": "c-1", **cells}
    reader = ClientReader(caseload, tuple(row))
    found = reader.from_row(list(row.values())).profile()
    assert bool(found.role) is is_read
    assert {each.place for each in reader.notes.faults} == (set() if is_read else {"role"})


@pytest.mark.parametrize(
    ("cells", "license_"),
    [
        (
            {"role": "pharmacist", "license": "GA / AL"},
            "pharmacy:GA:unrestricted;pharmacy:AL:unrestricted",
        ),
        ({"degrees": "BSN, RN", "license": "TX"}, "nursing:TX:unrestricted"),
        ({"role": "RN", "license": "active"}, "nursing::unrestricted"),
        ({"degrees": "MD", "license": "OH, TX"}, ":OH:unrestricted;:TX:unrestricted"),
        ({"degrees": "MHA", "license": "OH"}, ""),
        ({"role": "PharmD; RN", "license": "OH"}, ""),
        ({"role": "PGY-3", "degrees": "MD", "license": "OH"}, ""),
        ({"role": "PGY-3", "degrees": "MD", "license": "OH training"}, ":OH:training"),
        ({"role": "PGY-3", "degrees": "MD", "license": "yes"}, "unrestricted"),
        ({"role": "nurse", "license": "unrestricted"}, None),
        *(({"degrees": "MD", "license": each}, "unknown") for each in ("#REF!", "*")),
        *(({"degrees": "MD", "license": each}, "") for each in ("#revoked", "12345", "2019")),
    ],
)
def test_a_license_is_that_of_the_profession_told_in_the_row(
    cells: dict[str, str], license_: str | None, caseload: Caseload
) -> None:
    """Or of none known; a state is no full license of whoever is in training."""
    reader = ClientReader(caseload, ("id", *cells))
    found = reader.from_row(["c-1", *cells.values()]).profile()
    told = [each.read for each in reader.notes.readings if each.place == "license"]
    assert told == ([license_] if license_ else [])
    assert (found.license is None) == (license_ in ("", "unknown"))
    assert (license_ == "") == ("license" in {each.place for each in reader.notes.faults})
    again = ClientReader(caseload, ("id", *cells))
    put_right = {**cells, "license": license_ or cells["license"]}
    assert again.from_row(["c-1", *put_right.values()]).profile().license == found.license


@pytest.mark.parametrize(
    ("cell", "day"), [("TX until 2027", "until 2027"), ("TX 2027", "2027"), ("TX", "")]
)
def test_the_day_of_a_license_is_told_as_left_out_where_the_row_says_whose_it_is(
    cell: str, day: str, caseload: Caseload
) -> None:
    reader = ClientReader(caseload, ("id", "role", "license"))
    reader.from_row(["c-1", "nurse", cell])

    told = [each for each in reader.notes.readings if each.place == "license"]
    assert [(each.read, each.left_out) for each in told] == [("nursing:TX:unrestricted", day)]


@pytest.mark.parametrize(
    ("cells", "is_told"),
    [
        ({"role": "CIO", "degrees": "MBA"}, False),
        ({"role": "HIM director"}, False),
        ({"role": "CIO", "degrees": "MD, MBA"}, True),
        ({"role": "CIO", "license": "RN - OH"}, True),
        ({"role": "CMIO"}, True),
    ],
)
def test_years_in_practice_are_of_patient_care_where_the_row_tells_of_a_clinician(
    cells: dict[str, str], is_told: bool, caseload: Caseload
) -> None:
    reader = ClientReader(caseload, ("id", "clinical_years", *cells))
    found = reader.from_row(["c-1", "16", *cells.values()]).profile()
    assert (found.clinical is not None) == is_told
    assert ("clinical_years" in {each.place for each in reader.notes.faults}) != is_told
    none = reader.from_row(["c-2", "0", *cells.values()]).profile()
    assert none.clinical is not None


@pytest.mark.parametrize(
    ("degree", "cell", "written"),
    [
        ("MD", "PA full", {"state": "PA", "status": "unrestricted"}),
        ("BSN", "PA", {"profession": "nursing", "state": "PA", "status": "unrestricted"}),
        ("PA", "PA full", None),
        ("MD", "MD", None),
    ],
)
def test_a_state_that_is_short_for_a_profession_is_what_the_row_leaves(
    degree: str, cell: str, written: dict[str, str] | None, caseload: Caseload
) -> None:
    """Told as it is read; where it may still be the person's own profession, it is asked about."""
    reader = ClientReader(caseload, ("id", "degrees", "license"))
    found = profile_mapping(reader.from_row(["c-1", degree, cell]).profile())
    assert found.get("license") == written
    assert [each.place for each in reader.notes.faults] == ([] if written else ["license"])
    assert ("license" in {each.place for each in reader.notes.readings}) == bool(written)
