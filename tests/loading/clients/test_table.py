"""
Tables of clients: what spreadsheets do to them, how cells are read, and what is wrong in a row.
"""

import io
from collections.abc import Iterator
from typing import Any

import pytest

from cmio_advisor.domain.caseload import Caseload, Client
from cmio_advisor.domain.profile.fields import COLUMNS
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.errors import InvalidInputError
from cmio_advisor.loading.clients.cells import BadRecordError
from cmio_advisor.loading.clients.reader import ClientReader
from cmio_advisor.loading.clients.source import SeenIds, read_entry, unlike_before
from cmio_advisor.loading.clients.table import (
    ABOVE,
    LONGEST_LINE,
    OTHER_NAMES,
    TITLE,
    TOTAL,
    Record,
    column_meant,
    column_named,
    columns_near,
    open_table,
)
from cmio_advisor.loading.text.nodes import Fault
from cmio_advisor.reporting.formats.tables import table_template
from cmio_advisor.reporting.profile import profile_mapping
from tests.conftest import TODAY, profile_of


@pytest.fixture(scope="module")
def caseload(roadmap: Roadmap) -> Caseload:
    return Caseload(roadmap, TODAY)


def entries(data: bytes) -> list[Record]:
    return list(open_table(io.BufferedReader(io.BytesIO(data)), "clients.csv").entries())


def results(data: bytes, caseload: Caseload) -> Iterator[Client | tuple[Fault, ...]]:
    table = open_table(io.BufferedReader(io.BytesIO(data)), "clients.csv")
    reader = ClientReader(caseload, table.columns, strict=True)
    for entry in table.entries():
        try:
            yield read_entry(entry, reader)
        except BadRecordError as error:
            yield error.faults


def told(caseload: Caseload, **cells: str) -> dict[str, Any]:
    """What a row with these cells says, as a profile file."""
    named = {"id": "c-1", **cells}
    data = ",".join(named) + "\n" + ",".join(f'"{each}"' for each in named.values()) + "\n"
    (client,) = results(data.encode(), caseload)
    assert isinstance(client, Client), client
    mapping = profile_mapping(client.profile())
    return {key: each for key, each in mapping.items() if key not in ("schema", "id")}


@pytest.mark.parametrize(
    "data",
    [
        b"id,name\nc-1,Zo\xc3\xab\n",
        b"\xef\xbb\xbfid,name\nc-1,Zo\xc3\xab\n",
        b"sep=;\nid;name\nc-1;Zo\xc3\xab\n",
        b"\xef\xbb\xbfsep=,\r\nid,name\r\nc-1,Zo\xc3\xab\r\n",
        b"id;name\r\nc-1;Zo\xc3\xab\r\n",
        b"id\tname\nc-1\tZo\xc3\xab",
        b'"id","name"\n"c-1","Zo\xc3\xab"\n\n,\n',
        b" ID , Name \nc-1,Zo\xc3\xab\n",
        "id,name\nc-1,Zoë\n".encode("utf-16"),
        b"\xfe\xff" + "id;name\r\nc-1;Zoë\r\n".encode("utf-16-be"),
    ],
)
def test_the_habits_of_spreadsheets_are_understood(data: bytes, caseload: Caseload) -> None:
    (client,) = results(data, caseload)
    assert isinstance(client, Client)
    assert (client.id, client.name) == ("c-1", "Zoë")


def test_the_template_can_be_read_and_has_every_column(caseload: Caseload) -> None:
    (client,) = results(table_template(caseload.roadmap).encode(), caseload)
    assert isinstance(client, Client)
    assert client.id == COLUMNS["id"][1].sample


@pytest.mark.parametrize(
    ("header", "said"),
    [
        (b"id,degres\n", 'column 2: "degres" is not a known column. Did you mean "degrees"?'),
        (b"id,name,id\n", 'column 3: "id" stands twice.'),
        (b"name,degrees\n", 'needs a column "id"'),
        (b"name,state\nAnn,ID\nBo,TX\n", 'needs a column "id"'),
        (b"", 'needs a column "id"'),
        (b'"id\n', "never closed"),
        ("id,degrees\n".encode("utf-16-le"), "UTF-16 without its mark"),
        (b"\xff\xfei\x00d\xd8", "Save it as UTF-8"),
    ],
)
def test_a_header_is_checked(header: bytes, said: str) -> None:
    with pytest.raises(InvalidInputError, match=r"clients\.csv") as caught:
        entries(header)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("header", "columns", "own"),
    [
        ("ID,Board Certifications", ("id", "board_certifications"), ()),
        ("Client ID,residency completed,LICENSE", ("id", "residency_completed", "license"), ()),
        ("id,Degree,Phone,", ("id", "degrees", "", ""), ("Phone",)),
        ("Our clients,,\n\nid,Still-Practising,x", ("id", "still_practising", ""), ("x",)),
        ('id,"Board\nCertifications"', ("id", "board_certifications"), ()),
        ("sep=;\nTitle;;\nid;State", ("id", "state"), ()),
        ("id,Yrs clinical,Board cert(s)", ("id", "clinical_years", "board_certifications"), ()),
        ("id,Certs,State licensed in", ("id", "certifications", "license"), ()),
        ("id,License #,Budget", ("id", "", ""), ("License #", "Budget")),
        ("id,Current job,Job title", ("id", "", ""), ("Current job", "Job title")),
        ("id,role,Job title", ("id", "role", ""), ("Job title",)),
        ("id,MD,IT", ("id", "", ""), ("MD", "IT")),
        ("id,% IT,IT %", ("id", "", ""), ("% IT", "IT %")),
        (
            "id,Yrs HIT exp,FTE in HIT,Base Salary,Key Projects,# Reports,Education",
            (
                *("id", "informatics_years", "informatics_fte", "pay_usd", "projects"),
                *("people_led", "degrees"),
            ),
            (),
        ),
        ("id,% IT,Current Title", ("id", "informatics_fte", "role"), ()),
        ("id,Licence,Organisation", ("id", "license", "organization"), ()),
        ("id,Medical Licence,Residency Speciality", ("id", "license", "residency"), ()),
    ],
)
def test_a_header_as_people_write_it(
    header: str, columns: tuple[str, ...], own: tuple[str, ...]
) -> None:
    table = open_table(io.BufferedReader(io.BytesIO(header.encode())), "clients.csv")
    assert (table.columns, table.header.own) == (columns, own)


def test_every_other_name_of_a_column_means_that_one_alone_or_is_told_with_both() -> None:
    of_two = set()
    for column, names in OTHER_NAMES.items():
        for each in names.split(", "):
            assert column_named(each) or column in columns_near(each), each
            if not column_named(each) and column_meant(each) != column:
                of_two.add(each)
    assert of_two == {"budget", "credentials", "start date", "title"}


def test_rows_below_a_title_have_their_own_numbers() -> None:
    data = b"Our clients,,\n,,\nid,name,\nc-1,Ann,\n,,\nc-2,Bo,,,\n"
    assert [(each.where, each.client_id) for each in entries(data)] == [("4", "c-1"), ("6", "c-2")]


@pytest.mark.parametrize(
    ("cells", "profile"),
    [
        ({}, {}),
        ({"degrees": "md; mha"}, {"degrees": ["md", "mha"]}),
        ({"degrees": "none"}, {"degrees": []}),
        ({"degrees": "md;other: A diploma"}, {"degrees": ["md", {"other": "A diploma"}]}),
        ({"memberships": "other:A society"}, {"memberships": [{"other": "A society"}]}),
        (
            {"residency": "other: A residency", "residency_completed": "2018"},
            {"residency": {"other": "A residency", "completed": 2018}},
        ),
        ({"license": "none"}, {"license": "none"}),
        (
            {"answers": "project-training-hours:30-40; cissp-domains: yes"},
            {"answers": {"project-training-hours": "30-40", "cissp-domains": True}},
        ),
        ({"answers": "unknown"}, {}),
        (
            {"license": "nursing:OR:unrestricted;medicine::restricted"},
            {
                "license": [
                    {"profession": "nursing", "state": "OR", "status": "unrestricted"},
                    "restricted",
                ]
            },
        ),
        ({"degrees": "unknown"}, {}),
        ({"degrees": " md ;; mha: ; "}, {"degrees": ["md", "mha"]}),
        ({"degrees": "none;"}, {"degrees": []}),
        ({"degrees": ";", "projects": " ; "}, {}),
        (
            {"degrees": "md:in-progress:2029-05"},
            {"degrees": [{"degree": "md", "status": "in-progress", "expected": "2029-05"}]},
        ),
        (
            {"certifications": "cphims:held:2027-03;abpm-clinical-informatics:approved:2025"},
            {
                "certifications": [
                    {"certification": "cphims", "status": "held", "expires": "2027-03"},
                    {
                        "certification": "abpm-clinical-informatics",
                        "status": "approved",
                        "approved": 2025,
                    },
                ]
            },
        ),
        (
            {"board_certifications": "internal-medicine:lapsed"},
            {"board_certifications": [{"board": "internal-medicine", "status": "lapsed"}]},
        ),
        (
            {"fellowships": "clinical-informatics:completed:2022"},
            {
                "fellowships": [
                    {
                        "specialty": "clinical-informatics",
                        "status": "completed",
                        "completed": 2022,
                    }
                ]
            },
        ),
        (
            {"fellowships": "clinical-informatics:completed:2022:accredited"},
            {
                "fellowships": [
                    {
                        "specialty": "clinical-informatics",
                        "status": "completed",
                        "completed": 2022,
                        "accredited": True,
                    }
                ]
            },
        ),
        (
            {"fellowships": "pathology:in-progress:2028;clinical-informatics:not-accredited"},
            {
                "fellowships": [
                    {"specialty": "pathology", "status": "in-progress", "expected": 2028},
                    {"specialty": "clinical-informatics", "accredited": False},
                ]
            },
        ),
        ({"residency": "none"}, {"residency": []}),
        (
            {
                "residency": "pathology",
                "residency_status": "in-progress",
                "residency_completed": "2028-06",
            },
            {
                "residency": {
                    "specialty": "pathology",
                    "status": "in-progress",
                    "expected": "2028-06",
                }
            },
        ),
        (
            {"residency": "pathology", "residency_completed": "2014-06"},
            {"residency": {"specialty": "pathology", "completed": "2014-06"}},
        ),
        (
            {"residency_status": "in-progress"},
            {"residency": {"status": "in-progress"}},
        ),
        ({"clinical_years": "5-7"}, {"clinical": {"years": "5-7"}}),
        ({"clinical_years": "none"}, {"clinical": {"years": 0}}),
        (
            {"clinical_from": "2014-07", "still_practising": "TRUE"},
            {"clinical": {"from": "2014-07", "to": "present"}},
        ),
        (
            {"informatics_from": "2019-07 to 2022-06", "informatics_fte": "0.5"},
            {"informatics": {"from": "2019-07", "to": "2022-06", "fte": 0.5}},
        ),
        (
            {"informatics_years": "about 7", "informatics_within_last": "5"},
            {"informatics": {"years": "5.6-8.4", "within_last": 5}},
        ),
        (
            {"leadership_years": "4", "leadership_roles": "none", "people_led": "12"},
            {"leadership": {"years": 4, "roles": [], "people_led": 12}},
        ),
        ({"role": "none"}, {"role": "none"}),
        ({"role": "cmio", "role_since": "2020"}, {"role": {"id": "cmio", "since": 2020}}),
        ({"beds": "650", "state": "CA"}, {"setting": {"beds": 650, "state": "CA"}}),
        (
            {"hours_per_week": "6", "budget_usd": "30000"},
            {"constraints": {"hours_per_week": 6, "budget_usd": 30000}},
        ),
        ({"as_of": "2026-11-23"}, {"as_of": "2026-11-23"}),
    ],
)
def test_a_cell_says_what_the_profile_says(
    cells: dict[str, str], profile: dict[str, Any], caseload: Caseload
) -> None:
    assert told(caseload, **cells) == profile


@pytest.mark.parametrize(
    ("row", "column", "said"),
    [
        (b"c-1,mdd,\n", "degrees", 'Did you mean "md"?'),
        (b"c-1,md:in-progres:2029,\n", "degrees", 'Did you mean "in-progress"?'),
        (b"c-1,md,plenty\n", "clinical_years", "not a number of years"),
        (b"c-1,md,many\n", "clinical_years", 'can be many numbers. Write "5-10"'),
        (b"c\x07-1,md,9\n", "id", "can be seen"),
        (b"x" * 101 + b",md,9\n", "id", "at most 100"),
        (b",md,9\n", "id", "Give each client an id"),
        (b"c-1,md\n", "", "The header has 3 columns"),
        (b"c-1,md,9,9\n", "", "The header has 3 columns"),
        (b"c-1,m\xe9,9\n", "", "not valid UTF-8"),
        (b"c-1,m\x00d,9\n", "", "NUL"),
        (b'c-1,"md,9\n', "", "never closed"),
        (b'c-1,"md"x,9\n', "", "cannot be read as a table"),
    ],
)
def test_a_bad_row_says_what_is_wrong_and_the_others_are_read(
    row: bytes, column: str, said: str, caseload: Caseload
) -> None:
    data = b"id,degrees,clinical_years\nc-8,md,9\n" + row + b"c-9,do,3\n"
    first, bad, last = results(data, caseload)
    assert isinstance(first, Client)
    assert isinstance(bad, tuple)
    assert [each.place for each in bad] == [column]
    assert said in bad[0].advice
    assert isinstance(last, Client)


@pytest.mark.parametrize(
    ("column", "cell", "said"),
    [
        ("certifications", "cphims:2027", "is written like cphims:held:2027-03"),
        (
            "fellowships",
            "pathology:past:2023",
            "like clinical-informatics:completed:2023:accredited",
        ),
    ],
)
def test_a_cell_written_another_way_is_answered_with_the_right_one(
    column: str, cell: str, said: str, caseload: Caseload
) -> None:
    """By one problem, which shows how the cell should look."""
    (faults,) = results(f'id,{column}\nc-1,"{cell}"\n'.encode(), caseload)
    assert isinstance(faults, tuple)
    (fault,) = faults
    assert said in fault.advice


def test_all_problems_of_a_row_are_told_at_once(caseload: Caseload) -> None:
    (faults,) = results(b"id,degrees,role,beds\nc\x07,mdd,boss,-3\n", caseload)
    assert isinstance(faults, tuple)
    assert [each.place for each in faults] == ["id", "degrees", "role", "beds"]
    assert [each.found for each in faults] == ["c\x07", "mdd", "boss", "-3"]


@pytest.mark.slow
def test_a_line_without_end_is_dropped_and_the_next_is_read() -> None:
    """Whether one cell is endless or there are endless cells; only its start is kept."""
    for endless in (b"x" * 2 * LONGEST_LINE, b"x," * LONGEST_LINE):
        bad, good = entries(b"id,name\nc-1," + endless + b"\nc-2,a\n")
        assert bad.faults
        assert bad.content is None
        assert (good.where, good.client_id, good.faults) == ("3", "c-2", ())


def test_rows_are_numbered_as_a_spreadsheet_does() -> None:
    data = b'sep=,\nid,name\nc-1,"two\nlines"\n\nc-2,b\n'
    assert [each.where for each in entries(data)] == ["2", "4"]


def test_an_id_that_stood_before_is_refused(caseload: Caseload) -> None:
    rows = entries(b"id\nc-1\nc-2\n\nc-1\nc-2\nc-1\n")
    found = list(unlike_before(rows, ClientReader(caseload, ("id",))))
    assert [bool(each.faults) for each in found] == [False, False, True, True, True]
    told = [each.faults[0].advice.partition(" already")[0] for each in found[2:]]
    assert told == [f"This id stands in row {number}" for number in (2, 3, 2)]


@pytest.mark.slow
def test_many_ids_are_told_apart() -> None:
    """And each is known by the record that named it first."""
    seen = SeenIds()
    assert all(seen.add(f"c-{number}", number) is None for number in range(100_000))
    assert all(seen.add(f"c-{each}", 7) == each for each in range(0, 100_000, 997))
    assert seen.add("c-100000", 7) is None


@pytest.mark.parametrize(
    "answers",
    [
        {"degrees": "md", "clinical_years": "9"},
        {"degrees": "bsn", "clinical_years": "9", "informatics_years": "2"},
        {"degrees": "md;bsn", "clinical_years": "9"},
        {"license": "nursing:OR:unrestricted", "clinical_years": "9"},
    ],
)
def test_work_in_a_row_is_of_the_profession_that_it_is_of_alone(
    answers: dict[str, str], roadmap: Roadmap
) -> None:
    reader = ClientReader(Caseload(roadmap, TODAY), ("id", *answers))
    for name in ("c-1", "c-2"):
        found = reader.from_row([name, *answers.values()]).profile()
        assert found == profile_of(profile_mapping(found), roadmap)


@pytest.mark.parametrize(
    ("row", "is_client"),
    [
        ("--- NURSES ---,,,", False),
        ("NURSES,,,", False),
        ("Nurses:,,,", False),
        (",,=== done ===,", False),
        ("Prepared by Ann,,,", False),
        ("C-001,,,", True),
        ("JSM,,,", True),
        ('"Smith, John",,,', True),
        ('"Smith, John","Smith, John",,', True),
        ("SMITH,unknown,,", True),
        ("7,,7,", True),
        ("--- NURSES ---,,md,", True),
    ],
)
def test_what_may_be_a_title_between_the_clients_is_told(row: str, is_client: bool) -> None:
    """As a problem of its row: it may be a client's, whose reports are not to be taken away."""
    data = f"id,name,degrees,role\n{row}\nc-1,,md,cmio\n".encode()
    table = open_table(io.BufferedReader(io.BytesIO(data)), "clients.csv")
    first, second = table.entries()
    assert (first.where, first.faults) == ("2", () if is_client else (TITLE,))
    assert not second.faults


def test_a_client_above_the_names_of_the_columns_is_told() -> None:
    """As where a sheet was sorted together with them; a title has no cells beside it."""
    data = b"Our clients,,,2026\nc-1,Ann,md,cmio\nid,name,degrees,role\nc-2,Bo,md,\n"
    above, client = open_table(io.BufferedReader(io.BytesIO(data)), "clients.csv").entries()
    assert (above.where, above.faults, client.client_id) == ("2", (ABOVE,), "c-2")


@pytest.mark.parametrize("row", ["Total: 15,,,", "15,Total,,", "15,Grand total,,$4"])
def test_a_sum_is_no_client_in_whatever_column_it_says_so(row: str) -> None:
    data = f"id,name,degrees,role\n{row}\n15,Total,md,\n".encode()
    first, second = open_table(io.BufferedReader(io.BytesIO(data)), "clients.csv").entries()
    assert first.faults == (TOTAL,)
    assert not second.faults


@pytest.mark.parametrize(
    ("header", "columns"),
    [
        ("Client,Degrees", ("id", "degrees")),
        ("Client #,Client", ("id", "name")),
        ("No.,Client,Salary now,Team size", ("id", "name", "pay_usd", "people_led")),
        ("id,name,Client,Visa / status,Last appt", ("id", "name", "", "", "")),
        ("id,Yrs in IT,Yrs in health IT,% IT", ("id", "", "informatics_years", "informatics_fte")),
        ("id,Yrs in IT", ("id", "informatics_years")),
        ("id,Goal yr,Residency grad yr", ("id", "plan_by", "residency_completed")),
    ],
)
def test_headers_as_offices_write_them(header: str, columns: tuple[str, ...]) -> None:
    table = open_table(io.BufferedReader(io.BytesIO(f"{header}\n".encode())), "clients.csv")
    assert table.columns == columns


@pytest.mark.parametrize("written", ["Visa / status", "Last appt", "Informatics training", "Goal"])
def test_no_hint_is_given_across_meanings(written: str) -> None:
    assert columns_near(written) == ()
