"""A caseload gives everybody what one assessment would; its overview says who is on which list."""

import gc
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cmio_advisor.domain.assess.assess import assess
from cmio_advisor.domain.base.frozen import replace
from cmio_advisor.domain.caseload import LISTS, Caseload, Client, Overview, Triage
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.loading.clients.reader import ClientReader
from tests.conftest import TODAY, examples, profile_of, triage_in, triage_of
from tests.people import DAYS, FULL


@pytest.fixture(scope="module")
def caseload(roadmap: Roadmap) -> Caseload:
    return Caseload(roadmap, TODAY)


@pytest.fixture(scope="module")
def reader(caseload: Caseload) -> ClientReader:
    return ClientReader(caseload)


HIDDEN = ["degrees", "certifications", "clinical", "role", "license"]
AS_OF = st.sampled_from([None, "2026-11-23", "2026-03-31", "2025-07-01", "2024-02-29"])
WAIVERS = st.lists(
    st.sampled_from(["residency", "patient-care", "medical-degree", "leadership", "first"]),
    max_size=2,
    unique=True,
).map(lambda ids: [{"requirement": each, "reason": "r", "by": "b"} for each in ids])
PEOPLE = st.builds(
    lambda answers, hidden, as_of, waivers: {
        **{key: each for key, each in answers.items() if key not in hidden},
        "as_of": as_of,
        "waivers": waivers,
    },
    FULL,
    st.sets(st.sampled_from(HIDDEN)),
    AS_OF,
    WAIVERS,
)


@given(people=st.lists(PEOPLE, min_size=1, max_size=6), on=DAYS)
@settings(max_examples=examples(30))
def test_a_table_of_people_gives_what_each_gives_alone(
    people: list[dict[str, Any]], on: date, roadmap: Roadmap
) -> None:
    """Whoever comes before, and also where the answers of each were true on another day."""
    check(Caseload(roadmap, on), people)


@given(people=st.lists(PEOPLE, min_size=2, max_size=8))
@settings(max_examples=examples(25))
def test_so_does_a_table_that_was_asked_before(
    people: list[dict[str, Any]], caseload: Caseload
) -> None:
    check(caseload, people)


@pytest.mark.parametrize(
    ("field", "told"),
    [
        ("degrees", {"degree": "md", "status": "in-progress", "expected": "2027-03"}),
        ("residency", {"status": "in-progress", "expected": "2027-03", "country": "US"}),
    ],
)
def test_what_was_due_by_the_day_it_was_told_of_is_not_taken_for_what_is_due_later(
    field: str, told: dict[str, str], roadmap: Roadmap
) -> None:
    """In a table as alone: of whoever was still in training after the day told, no day is known."""
    days = ("2026-11-01", "2027-06-01", "2026-11-02")

    check(Caseload(roadmap, TODAY), [{field: [told], "as_of": each} for each in days])


COLUMNS = ("id", "degrees", "license", "role", "clinical_years", "residency", "projects")
ROWS = st.tuples(
    st.sampled_from(["", "md", "none", "Zauber", "md;Zauber"]),
    st.sampled_from(["", "unrestricted", "Zauber"]),
    st.sampled_from(["", "attending", "cmio", "Zauber"]),
    st.sampled_from(["", "9", "Zauber"]),
    st.sampled_from(["", "pathology", "Zauber"]),
    st.sampled_from(["", "none", "Zauber"]),
)


@given(rows=st.lists(ROWS, min_size=2, max_size=8))
@settings(max_examples=examples(10))
def test_so_does_a_table_with_cells_that_could_not_be_read(
    rows: list[tuple[str, ...]], caseload: Caseload
) -> None:
    reader = ClientReader(caseload, COLUMNS)
    check_clients(
        caseload, [reader.from_row([f"c-{place}", *row]) for place, row in enumerate(rows)]
    )


SMALL_PEOPLE = st.fixed_dictionaries(
    {},
    optional={
        "degrees": st.sampled_from(["none", ["md"], [{"degree": "mbbs", "earned": 2026}]]),
        "residency": st.sampled_from(["none", {"completed": 2026}, {"expected": "2027-06"}]),
        "clinical": st.sampled_from([0, 3, {"from": "2024-02", "to": "present"}, "2-4"]),
        "informatics": st.sampled_from(["none", 2, {"years": 1, "within_last": 3}]),
        "license": st.sampled_from(["unrestricted", "none"]),
        "as_of": AS_OF,
    },
)


@given(people=st.lists(SMALL_PEOPLE, min_size=1, max_size=6), on=DAYS, copies=st.integers(1, 3))
@settings(max_examples=examples(60))
def test_by_other_roadmaps_too(
    people: list[dict[str, Any]], on: date, copies: int, small_roadmap: Roadmap
) -> None:
    check(Caseload(grown(small_roadmap, copies), on), people)


def grown(rules: Roadmap, copies: int) -> Roadmap:
    """A roadmap with every requirement so many times, under other ids."""
    steps = []
    for step in rules.steps:
        several = [
            replace(
                each,
                id=f"{each.id}-{copy}",
                routes=tuple(replace(one, id=f"{one.id}-{copy}") for one in each.routes),
            )
            for copy in range(1, copies)
            for each in step.requirements
        ]
        steps.append(replace(step, requirements=(*step.requirements, *several)))
    return replace(rules, steps=tuple(steps))


def check(caseload: Caseload, people: list[dict[str, Any]]) -> None:
    reader = ClientReader(caseload)
    check_clients(
        caseload,
        [
            reader.from_answers({"id": f"c-{place}", "name": "N", **told})
            for place, told in enumerate(people)
        ],
    )


def check_clients(caseload: Caseload, clients: list[Client]) -> None:
    for client, _, found in caseload.judge(clients):
        profile = client.profile()
        assert found == assess(profile, caseload.roadmap, caseload.on)
        assert caseload.triage(found) == triage_of(profile, caseload.roadmap, caseload.on)


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


def test_answers_of_several_later_days_are_told_apart(small_roadmap: Roadmap) -> None:
    """Three years by March 2026 say as little of 2018 as none, but nothing of November 2026."""
    people: list[dict[str, Any]] = [
        {"as_of": "2026-03-31", "clinical": 3, "license": "unrestricted"},
        {"as_of": "2026-11-23", "degrees": ["md"], "residency": {"completed": 2026}},
    ]
    check(Caseload(small_roadmap, date(2018, 3, 1)), people)


def test_rules_may_rest_on_rules_that_were_asked_for_other_certificates(
    roadmap: Roadmap, reader: ClientReader, caseload: Caseload
) -> None:
    for certifications in (None, "none", ["cphims"], None):
        told = {"degrees": ["md"], "certifications": certifications, "informatics": 4}
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


@pytest.mark.slow
def test_results_hold_where_little_is_remembered(
    roadmap: Roadmap, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cmio_advisor.domain.caseload.MOST_REMEMBERED", 2)
    monkeypatch.setattr("cmio_advisor.loading.clients.reader.MOST_ANSWERS", 20)
    caseload = Caseload(roadmap, TODAY)
    people = [{"degrees": ["md"], "clinical": years} for years in (1, 5, 9, 1, 12, 5)]
    check(caseload, people)
    check(caseload, people)


def test_what_was_found_is_let_go(roadmap: Roadmap, monkeypatch: pytest.MonkeyPatch) -> None:
    """As soon as it is too much, and with a table that is left; the answers stay with clients."""
    monkeypatch.setattr("cmio_advisor.domain.caseload.MOST_REMEMBERED", 2)
    caseload = Caseload(roadmap, TODAY)
    table = caseload.table
    client = ClientReader(caseload).from_answers({"id": "c-1", "degrees": ["md"]})
    profile = client.profile()
    assert [table.size > 2 for _ in caseload.judge([client])] == [True]
    assert table.size == 0
    caseload.assess(client)
    assert table.size > 2
    caseload.start_anew()
    assert table.size == 0
    assert caseload.assess(client) == assess(profile, roadmap, TODAY)


@pytest.mark.slow
def test_nothing_of_a_client_waits_for_the_collector(roadmap: Roadmap) -> None:
    """It looks seldom, so a case that holds itself, for one, would stay for long."""
    caseload = Caseload(roadmap, TODAY)
    reader = ClientReader(caseload)
    told: Any = [{"certifications": held, "degrees": ["md"]} for held in (None, [], ["cphims"])]
    clients = [reader.from_answers({"id": f"c-{at}", **each}) for at, each in enumerate(told)]
    for _ in caseload.judge(clients):  # which finds once what the roadmap itself says
        gc.collect()
    for at, years in enumerate((1, 4, 9)):
        clients.append(reader.from_answers({**told[at], "id": f"d-{at}", "clinical": years}))
    for _ in caseload.judge(clients):
        assert gc.collect() == 0


def test_no_more_titles_of_jobs_are_kept_than_other_answers(
    roadmap: Roadmap, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cmio_advisor.loading.clients.reader.MOST_ANSWERS", 20)
    reader = ClientReader(Caseload(roadmap, TODAY), ("id", "role"))
    for number in range(100):
        reader.from_row([f"c-{number}", f"other: post {number}"])
    kept: Any = reader.trained_in
    assert kept.cache_info().currsize <= 20


READY: dict[str, Any] = {
    "id": "c-1",
    "as_of": "2026-11-23",
    "degrees": ["md"],
    "license": "unrestricted",
    "residency": {"specialty": "internal-medicine", "completed": 2014, "country": "US"},
    "clinical": {"years": 9, "still_practising": True},
    "informatics": {"years": 3, "fte": 0.25},
    "certifications": [],
}


Seen = Callable[..., Triage]


@pytest.fixture(scope="module")
def seen(roadmap: Roadmap) -> Seen:
    """What is said of somebody who is ready but for these answers."""
    caseload = Caseload(roadmap, TODAY)
    return lambda **answers: triage_in(caseload, profile_of({**READY, **answers}, roadmap))


def test_one_step_away_is_a_single_open_requirement(seen: Seen) -> None:
    assert seen().one_step_away is None
    assert seen(clinical=1).one_step_away == "patient-care"
    assert seen(clinical=1, license="none").one_step_away is None
    assert seen(clinical=1, license="unknown").one_step_away is None


def test_one_answer_away_is_a_single_unknown_requirement(seen: Seen) -> None:
    assert seen(license="unknown").one_answer_away == "license"
    assert seen(license="unknown", clinical=1).one_answer_away is None
    assert seen(license="unknown", degrees="unknown").one_answer_away is None


def test_a_certificate_that_ends_within_the_year_is_named(seen: Seen) -> None:
    soon = {"certification": "cphims", "expires": "2027-03-01"}
    late = {"certification": "chps", "expires": "2029-01-01"}
    assert seen(certifications=[soon, late]).certificate == "cphims"
    assert seen(certifications=[late]).certificate is None


def test_gaps_are_required_or_expected_and_known_to_be_open(roadmap: Roadmap, seen: Seen) -> None:
    strengths = {each.id: each.strength.value for each in roadmap.requirements()}
    gaps = seen(clinical=1).gaps
    assert "patient-care" in gaps
    assert {strengths[each] for each in gaps} <= {"required", "expected"}


def test_whoever_is_on_a_path_of_their_own_lacks_no_medical_degree(seen: Seen) -> None:
    assert seen(degrees=["pharmd"], role="pharmacist").gaps == ()


@pytest.mark.parametrize("cut", [0, 1, 3, 5])
def test_parts_add_up_to_the_whole(cut: int, seen: Seen) -> None:
    people = [
        seen(),
        seen(clinical=1),
        seen(license="unknown"),
        seen(degrees=["bsn"]),
        seen(clinical=1),
    ]
    whole, first, second = Overview(), Overview(), Overview()
    for number, each in enumerate(people):
        whole.add(each)
        (first if number < cut else second).add(each)
    first.include(second)
    assert vars(first) == vars(whole)


def test_lists_are_bounded_and_counts_exact(seen: Seen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cmio_advisor.domain.caseload.MOST_LISTED", 2)
    overview = Overview()
    for _ in range(5):
        overview.add(seen(clinical=1))
    assert overview.counts["one_step_away"] == 5
    assert [len(overview.listed[each]) for each in LISTS] == [0, 2, 0, 0, 0, 0, 0]


def holder(seen: Seen, client_id: str, expires: str) -> Triage:
    certificate = {"certification": "cphims", "expires": expires}
    return seen(id=client_id, certifications=[certificate])


def test_what_ends_first_stands_first(seen: Seen, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of equal days the smaller id; also where a list is full, and however it is cut into parts."""
    monkeypatch.setattr("cmio_advisor.domain.caseload.MOST_LISTED", 3)
    days = ["2027-03-05", "2027-01-02", "2026-02-01", "2027-01-02", "2027-02-01", "2026-12-24"]
    people = [holder(seen, f"c-{9 - number}", day) for number, day in enumerate(days)]
    whole, first, second = Overview(), Overview(), Overview()
    for number, each in enumerate(people):
        whole.add(each)
        (first if number < 4 else second).add(each)
    first.include(second)
    assert [each.id for each in whole.listed["certificate"]] == ["c-7", "c-4", "c-6"]
    assert whole.counts["certificate"] == 6
    assert vars(first) == vars(whole)


def test_who_meets_all_that_is_required_is_ready(seen: Seen) -> None:
    overview = Overview()
    overview.add(seen())
    overview.add(seen(id="c-2", clinical=1))
    assert [each.id for each in overview.listed["ready"]] == ["c-1"]


def test_a_fellowship_taken_as_accredited_is_not_known_yet(seen: Seen) -> None:
    """Its report says that this is taken for granted; where no rule asks it, nothing is open."""

    def open_with(*told: dict[str, Any]) -> int:
        return seen(fellowships=list(told)).questions_open

    fellowship = {"specialty": "clinical-informatics", "completed": 2022}
    asked = open_with(fellowship)
    assert asked == open_with({**fellowship, "accredited": True}) + 1
    assert open_with({**fellowship, "specialty": "cardiology"}) == open_with()
