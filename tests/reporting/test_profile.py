"""What is saved of a profile is what was told, and reads back as the same profile."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, reject
from hypothesis import strategies as st

from cmio_advisor.domain.base.frozen import replace
from cmio_advisor.domain.base.terms import Term, Vocabulary
from cmio_advisor.domain.base.time import Span
from cmio_advisor.domain.profile.profile import Experience, Leadership, Profile
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.loading.profile.reader import read_profile
from cmio_advisor.loading.text.nodes import Problems, Unreadable, node_of
from cmio_advisor.loading.text.strict_yaml import decode_yaml
from cmio_advisor.reporting.profile import profile_mapping, profile_yaml
from tests.conftest import profile_of

KNOWN = {
    "degrees": ("md", "mba"),
    "certifications": ("cphims", "famia"),
    "specialties": ("internal-medicine", "clinical-informatics"),
    "roles": ("cmio", "attending"),
    "leadership_roles": ("team-lead", "cmo"),
    "projects": ("analytics", "security"),
    "memberships": ("amia", "ama"),
    "activities": ("course", "teaching"),
    "organizations": ("academic", "payer"),
    "states": ("CA", "NY"),
    "countries": ("US", "GB"),
}
DAYS = st.one_of(
    st.integers(1950, 2040),
    st.dates(date(1950, 1, 1), date(2040, 12, 31)).map(date.isoformat),
    st.dates(date(1950, 1, 1), date(2040, 12, 31)).map(lambda day: day.isoformat()[:7]),
)
AMOUNTS = st.one_of(
    st.integers(0, 40),
    st.integers(0, 400).map(lambda tenths: tenths / 10),
    st.integers(0, 400).map(lambda tenths: f"about {tenths / 10:g}"),
    st.tuples(st.integers(0, 90), st.integers(90, 190)).map(
        lambda ends: f"{ends[0] / 10:g}-{ends[1] / 10:g}"
    ),
    st.just("none"),
)
SHARES = st.one_of(st.sampled_from([0, 1, 0.25, "0.1-0.5"]), st.just("unknown"))
WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=30)


OTHERS = st.fixed_dictionaries({"other": WORDS})


def ids(kind: str) -> st.SearchStrategy[Any]:
    """Some known ids, one alone, or none."""
    one = st.one_of(st.sampled_from(KNOWN[kind]), OTHERS)
    return st.one_of(st.lists(one, max_size=3), one, st.sampled_from(["none", "unknown"]))


def thing(entry: Any) -> str:  # noqa: ANN401 - as a document holds it
    """What an entry is about: of one thing no list says two."""
    keys = ("specialty", "profession", "degree", "board", "certification", "other")
    inside = entry if isinstance(entry, dict) else {"other": entry}
    return str(next((inside[each] for each in keys if each in inside), "medicine"))


def holdings(kind: str, key: str, statuses: tuple[str, ...]) -> st.SearchStrategy[Any]:
    """Bare ids and mappings with any dates."""
    one = st.one_of(st.sampled_from(KNOWN[kind]), OTHERS)
    dates = {"earned": DAYS, "expected": DAYS, "expires": DAYS}
    if key == "certification":
        dates["approved"] = DAYS
    more = {"status": st.sampled_from(statuses), **dates}
    known = st.fixed_dictionaries({key: st.sampled_from(KNOWN[kind])}, optional=more)
    entry = st.one_of(known, st.fixed_dictionaries({"other": WORDS}, optional=more))
    return st.lists(st.one_of(one, entry), max_size=3, unique_by=thing)


def trainings(*, accredited: bool) -> st.SearchStrategy[Any]:
    """Residencies or fellowships."""
    optional: dict[str, st.SearchStrategy[Any]] = {
        "specialty": st.sampled_from(KNOWN["specialties"]),
        "status": st.sampled_from(["completed", "in-progress", "planned", "held"]),
        "completed": DAYS,
        "expected": DAYS,
        "country": st.sampled_from(KNOWN["countries"]),
    }
    if accredited:
        optional["accredited"] = st.booleans()
    entry = st.fixed_dictionaries({}, optional=optional)
    return st.one_of(st.lists(entry, max_size=2, unique_by=thing), entry)


def works(*, flag: bool) -> st.SearchStrategy[Any]:
    """Work as a number, a mapping or a list of both; dates always in order."""
    optional: dict[str, st.SearchStrategy[Any]] = {
        "years": AMOUNTS,
        "from": st.integers(1950, 1990),
        "to": st.one_of(st.integers(1991, 2030), st.just("present")),
        "fte": SHARES,
        "within_last": st.one_of(st.integers(0, 20), st.just(2.5)),
    }
    if flag:
        optional["still_practising"] = st.booleans()
    entry = st.one_of(AMOUNTS, st.fixed_dictionaries({}, optional=optional))
    return st.one_of(st.lists(entry, max_size=3), entry)


STATUSES = ("held", "lapsed", "in-progress", "planned")
PROFILES = st.fixed_dictionaries(
    {},
    optional={
        "id": st.just("c-0001"),
        "name": WORDS,
        "notes": WORDS,
        "as_of": st.just("2026-11-23"),
        "degrees": holdings("degrees", "degree", STATUSES),
        "residency": trainings(accredited=False),
        "fellowships": trainings(accredited=True),
        "license": st.one_of(
            st.sampled_from(["unrestricted", "restricted", "none", "unknown"]),
            st.lists(
                st.fixed_dictionaries(
                    {"status": st.sampled_from(["unrestricted", "restricted", "none"])},
                    optional={
                        "profession": st.sampled_from(["medicine", "nursing"]),
                        "state": st.just("CA"),
                    },
                ),
                max_size=2,
                unique_by=thing,
            ),
        ),
        "board_certifications": holdings("specialties", "board", STATUSES),
        "clinical": works(flag=True),
        "informatics": works(flag=False),
        "certifications": holdings("certifications", "certification", (*STATUSES, "approved")),
        "leadership": st.one_of(
            st.just("none"),
            st.fixed_dictionaries(
                {},
                optional={
                    "years": AMOUNTS,
                    "from": st.integers(1950, 1990),
                    "to": st.one_of(st.integers(1991, 2030), st.just("present")),
                    "roles": ids("leadership_roles"),
                    "people_led": AMOUNTS,
                    "budget_usd": st.one_of(AMOUNTS, st.integers(0, 10**10)),
                },
            ),
        ),
        "projects": ids("projects"),
        "memberships": ids("memberships"),
        "activities": ids("activities"),
        "role": st.one_of(
            st.sampled_from(["none", "cmio"]),
            st.fixed_dictionaries({"id": st.just("attending")}, optional={"since": DAYS}),
        ),
        "setting": st.fixed_dictionaries(
            {},
            optional={
                "organization": st.just("academic"),
                "beds": st.integers(0, 2000),
                "state": st.just("CA"),
            },
        ),
        "constraints": st.fixed_dictionaries(
            {},
            optional={
                "hours_per_week": st.one_of(st.integers(0, 80), st.just(6.5)),
                "budget_usd": st.integers(0, 10**6),
                "start": DAYS,
            },
        ),
        "waivers": st.lists(
            st.fixed_dictionaries(
                {"requirement": st.just("requirement-4")}, optional={"reason": WORDS, "by": WORDS}
            ),
            max_size=2,
        ),
    },
)


@pytest.fixture(scope="session")
def knowing(made_up_roadmap: Roadmap) -> Roadmap:
    """The made-up roadmap with the ids used here."""
    kinds = {
        kind: tuple(Term(id=each, title=each) for each in known) for kind, known in KNOWN.items()
    }
    return replace(made_up_roadmap, vocabulary=Vocabulary(kinds=kinds))


def read_text(text: str, roadmap: Roadmap) -> Profile:
    """The profile in the text of a YAML file; its problems fail the test."""
    problems = Problems("saved.yaml")
    try:
        return read_profile(decode_yaml(text, problems), roadmap, problems)
    except Unreadable:
        pytest.fail("\n".join([text, *problems.lines()]))


@given(raw=PROFILES)
def test_a_saved_profile_reads_back_as_the_same_profile(
    knowing: Roadmap, raw: dict[str, Any]
) -> None:
    """
    Partial dates, ranges, statuses, nothing and not told: all survive, in YAML and as a mapping.
    """
    try:
        profile = read_profile(node_of(raw, ""), knowing, Problems("given"))
    except Unreadable:  # what is held and ends before it starts
        reject()

    assert profile == read_text(profile_yaml(profile), knowing)
    assert profile == read_profile(
        node_of(profile_mapping(profile), ""), knowing, Problems("mapping")
    )


def test_only_what_was_told_is_written(knowing: Roadmap) -> None:
    """Nothing told is an almost empty file; what is known to be nothing is written."""
    assert profile_yaml(Profile()) == "schema: cmio-advisor/profile/1\n"
    assert "degrees: []\n" in profile_yaml(Profile(degrees=()))
    assert Profile() == read_text(profile_yaml(Profile()), knowing)


def test_no_leadership_years_beside_a_role_are_zero_years() -> None:
    """The format has no other way to say it."""
    told = Profile(leadership=Leadership(experience=(), roles=("cmo",)))

    assert profile_mapping(told)["leadership"] == {"years": 0, "roles": ["cmo"]}


def test_half_a_character_becomes_the_replacement_mark() -> None:
    """YAML cannot hold it."""
    assert 'name: "a\ufffd"\n' in profile_yaml(Profile(name="a\ud800"))


def test_a_saved_file_looks_as_a_person_would_write_it(knowing: Roadmap) -> None:
    """One line a field where that is readable."""
    text = (
        "schema: cmio-advisor/profile/1\n"
        'name: "Zoë: a \\"name\\""\n'
        "degrees:\n"
        "  - md\n"
        "  - {degree: mba, status: in-progress, expected: 2027-05}\n"
        "residency:\n"
        "  specialty: internal-medicine\n"
        "  completed: 2014-06-30\n"
        "board_certifications: [internal-medicine]\n"
        "clinical:\n"
        '  years: "5-7"\n'
        "  still_practising: true\n"
        "informatics:\n"
        "  years: 3\n"
        "role:\n"
        "  id: cmio\n"
        "  since: 2024\n"
    )

    assert text == profile_yaml(read_text(text, knowing))


def test_a_rough_number_is_kept_rough() -> None:
    """
    "about 8.7" has no exact range in four decimals, so it is written as it was told.
    """
    rough = Span(8.7 - 8.7 * 0.2, 8.7 + 8.7 * 0.2)

    assert profile_mapping(Profile(informatics=(Experience(years=rough),)))["informatics"] == {
        "years": "about 8.7"
    }


def test_a_range_no_one_can_write_exactly_is_rounded() -> None:
    """To four decimals, as the format reads them."""
    told = Profile(informatics=(Experience(years=Span(1 / 3, 2 / 3)),))

    assert profile_mapping(told)["informatics"] == {"years": "0.3333-0.6667"}


def test_leadership_by_dates_is_written_by_dates(knowing: Roadmap) -> None:
    """As far as they are known, and on to the present."""
    text = (
        "schema: cmio-advisor/profile/1\n"
        "leadership:\n"
        "  from: 2019-07\n"
        "  to: present\n"
        "  people_led: 12\n"
    )

    assert text == profile_yaml(read_text(text, knowing))


@pytest.mark.parametrize(
    ("written", "again"),
    [
        ("unrestricted", "unrestricted"),
        ({"profession": "medicine", "status": "restricted"}, "restricted"),
        ([], "none"),
        ({"state": "Oregon", "status": "restricted"}, {"state": "OR", "status": "restricted"}),
        (
            [{"profession": "nursing", "state": "OR", "status": "unrestricted"}, "restricted"],
            [{"profession": "nursing", "state": "OR", "status": "unrestricted"}, "restricted"],
        ),
    ],
)
def test_licenses_are_kept(roadmap: Roadmap, written: object, again: object) -> None:
    """Of every profession; the short form is that which the rules speak of."""
    told = profile_of({"license": written}, roadmap)

    assert profile_mapping(told)["license"] == again
    assert profile_of(profile_mapping(told), roadmap) == told


def test_what_no_list_has_is_kept_in_words(roadmap: Roadmap) -> None:
    """In every list of ids, with what an entry may say there."""
    answers = {
        "degrees": ["md", {"other": "Diploma of health"}],
        "board_certifications": [{"other": "A board", "status": "held", "expires": "2031-05"}],
        "certifications": [{"other": "A paper", "status": "lapsed"}],
        "leadership": {"roles": [{"other": "Shift lead"}]},
        "projects": [{"other": "md"}, "analytics"],
        "memberships": [{"other": "A society"}],
        "activities": [{"other": ""}],
    }
    told = profile_of(answers, roadmap)

    found = profile_mapping(told)
    assert {key: found[key] for key in answers} == answers
    assert profile_of(found, roadmap) == told
