"""What the shipped programs say: each state as it is, and nothing unknown taken for nothing."""

import json
from datetime import date

import pytest

from cmio_advisor.domain.roadmap.programs import Program, ProgramKind, Programs
from cmio_advisor.loading.roadmap.store import load_programs
from tests.conftest import ROOT, Run


@pytest.fixture(scope="module")
def programs(own_surroundings: None) -> Programs:
    """The shipped programs."""
    del own_surroundings
    return load_programs()


def of_kind(programs: Programs, kind: ProgramKind) -> list[Program]:
    return [each for each in programs.all() if each.kind is kind]


def test_each_program_stands_once_in_a_state_and_on_evidence(programs: Programs) -> None:
    """Of its own or of its list; and each source is named by one."""
    every = [*programs.all()]
    named = [one.source for _, one in programs.evidence()]

    assert len({each.id for each in every}) == len(every)
    assert [each.id for each in every if not each.evidence] == []
    assert {each.state for each in every} <= {*programs.neighbors, None}
    assert set(named) == set(programs.sources)


def test_no_program_was_looked_at_on_a_day_to_come(programs: Programs) -> None:
    """Nor looked for."""
    days = [one.checked for _, one in programs.evidence()]
    days += [one.on for listed in programs.lists for one in listed.searched]

    today = max(date.today(), date(2026, 11, 30))  # noqa: DTZ011 - the day of whoever checks
    assert max(days) <= today


def test_the_accredited_fellowships_are_told_from_the_others(programs: Programs) -> None:
    """62 stand in the report of June 2026; three others are known and not confirmed."""
    fellowships = of_kind(programs, ProgramKind.FELLOWSHIP)
    accredited = [each for each in fellowships if each.accreditation]

    assert len(accredited) == 62
    assert [each.unconfirmed for each in accredited] == [False] * 62
    assert sorted(each.id for each in fellowships if each.unconfirmed) == [
        "hennepin-fellowship",
        "maryland-fellowship",
        "prisma-greenville-fellowship",
    ]
    assert all(each.months is None for each in fellowships if each.unconfirmed)


def test_the_places_of_hardly_any_fellowship_are_known(programs: Programs) -> None:
    known = {each.id: each.places for each in of_kind(programs, ProgramKind.FELLOWSHIP)}

    assert {key for key, places in known.items() if places} == {
        "arizona-phoenix-fellowship",
        "ohsu-fellowship",
        "stanford-fellowship",
        "uams-fellowship",
    }


def test_a_degree_has_a_price_and_a_length_only_where_one_was_read(programs: Programs) -> None:
    degrees = of_kind(programs, ProgramKind.DEGREE)

    assert len(degrees) == 508
    assert {each.id for each in degrees if each.price} == {
        "oregon-health-science-university-certificate-informatics",
        "oregon-health-science-university-ms-informatics",
        "the-university-of-texas-health-science-center-at-houston-ms-informatics",
    }
    assert not any(each.price.low == 0 for each in programs.all() if each.price)
    assert None in {each.graduates for each in degrees}


def test_no_city_of_another_state_is_given_to_a_program(programs: Programs) -> None:
    """A school may have moved between the year of its city and that of its state."""
    moved = {
        "west-coast-university-texas-ms-informatics": "North Hollywood, California",
        "the-university-of-arizona-global-campus-ms-informatics": "San Diego, California",
    }
    cities = {(each.city, each.state) for each in programs.all()}

    assert not cities & {("North Hollywood", "TX"), ("San Diego", "AZ")}
    for each in programs.all():
        if each.id in moved:
            assert each.city is None
            assert moved.pop(each.id) in each.notes[0]
    assert not moved


def test_the_states_that_touch_are_those_of_the_map(programs: Programs) -> None:
    """Both ways, by land, at a corner or by water; two states touch none."""
    touch = programs.neighbors

    assert all(state in touch[other] for state, others in touch.items() for other in others)
    assert touch["OH"] == ("IN", "KY", "MI", "PA", "WV")
    assert touch["NJ"] == ("DE", "NY", "PA")
    assert touch["TX"] == ("AR", "LA", "NM", "OK")
    assert touch["OR"] == ("CA", "ID", "NV", "WA")
    assert "NM" in touch["UT"]
    assert [state for state in ("AK", "HI") if touch[state]] == []


def test_where_none_is_near_the_others_are_listed(run: Run) -> None:
    """Otherwise the others stand in the full form."""
    courses = run("programs", "course", "--near", "TX", "--format", "plain").out
    fellowships = run("programs", "fellowship", "--near", "OH", "--format", "plain").out

    assert "ohsu-10x10" in courses
    assert "ohio-state-fellowship" in fellowships
    assert "stanford-fellowship" not in fellowships


def test_what_is_online_is_in_no_state(run: Run) -> None:
    """Wherever one lives, beside its own city and in its state as well."""
    for state in ("WA", "OR", "CA"):
        found = run("programs", "course", "--near", state, "--format", "plain").out
        assert "1 online, 0 in " in found
        assert found.index("ONLINE") < found.index("Oregon Health & Science University with AMIA")


@pytest.mark.parametrize(
    ("arguments", "told", "never"),
    [
        (["mba", "--state", "TN"], "17 months", "class of 2021."),
        (["mba", "--state", "DC"], "without fees", "Price: $133,874 (Fiscal year 2026)"),
        (["degree", "--state", "TX"], "five semesters full time", "Without a length here: 23"),
        (["degree", "--state", "MD"], "on campus and full time", "15 to 36 months\n"),
        (["fellowship", "--state", "CA"], "chla.org/graduate-medical-education", "Speaks of"),
    ],
)
def test_a_program_says_what_its_pages_say(
    run: Run, arguments: list[str], told: str, never: str
) -> None:
    """Prices with and without fees, lengths full time and part time, and whose price it is."""
    said = run("programs", *arguments, "--full", "--format", "plain").out

    assert told in " ".join(said.split())
    assert never not in said


def test_a_price_over_programs_is_cited_from_each_of_them(run: Run) -> None:
    """The lowest first, which is what a short form has room for."""
    profile = ROOT / "examples" / "nurse-informaticist.yaml"
    options = ("--roadmap", "cnio", "--as-of", "2026-11-28", "--format", "json", "--no-input")
    found = json.loads(run("assess", profile, *options).out)
    mba = next(each for each in found["later_steps"] if each["id"] == "executive-mba-or-mha")
    sources = [each["source"] for each in mba["evidence"]]

    assert sources[0] == "memphis-emba-2020"
    assert {"saint-josephs-emba-2013", "gwu-tuition-2026", "utk-pemba-structure"} <= {*sources}
