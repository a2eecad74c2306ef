"""The condition language: three values, exact ranges, dates, and days to come."""

from datetime import date
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmio_advisor.domain.judge.case import ProfileCase
from cmio_advisor.domain.profile.profile import Status
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.domain.rules.conditions import (
    MET,
    NOT_MET,
    UNKNOWN,
    AtLeast,
    Condition,
    Dated,
    Finding,
    Not,
    NotKnown,
    Rank,
    Reference,
)
from cmio_advisor.domain.rules.leaves import AmountAtLeast, Holds, Names, Trained, Years
from tests.conftest import TODAY, profile_of

FOUND = st.sampled_from([MET, NOT_MET, UNKNOWN])
RANGES = st.builds(
    lambda ends: Finding(*sorted(ends)),
    st.tuples(st.sampled_from(Rank), st.sampled_from(Rank)),
)


class Given(Condition, kw_only=False):
    """A condition that stands where it is put."""

    found: Finding

    def weigh(self, case: object) -> Finding:
        del case
        return self.found

    def open_fields(self, case: object) -> frozenset[str]:
        del case
        return frozenset() if self.found.settled else frozenset({"given"})

    def leaves(self) -> tuple[Condition, ...]:
        return (self,)


@pytest.fixture(scope="module")
def case(small_roadmap: Roadmap) -> ProfileCase:
    return ProfileCase(profile_of({}, small_roadmap), small_roadmap, TODAY)


def completions(found: Finding) -> list[Finding]:
    return [found] if found.settled else [MET, NOT_MET]


@given(st.lists(FOUND, min_size=1, max_size=4), st.data())
def test_at_least_is_exact_over_all_completions(
    case: ProfileCase, findings: list[Finding], data: st.DataObject
) -> None:
    """Held against every way of filling in what is unknown."""
    count = data.draw(st.integers(1, len(findings)))
    found = AtLeast(count, tuple(map(Given, findings))).judge(case)
    outcomes = {
        sum(each.holds for each in filled) >= count
        for filled in product(*map(completions, findings))
    }

    assert found.holds == (outcomes == {True})
    assert found.fails == (outcomes == {False})


@given(st.lists(RANGES, min_size=1, max_size=4), st.data())
def test_at_least_is_exact_on_the_whole_scale(
    case: ProfileCase, findings: list[Finding], data: st.DataObject
) -> None:
    """Its range is that of the n-th best part over every way of settling the parts."""
    count = data.draw(st.integers(1, len(findings)))
    found = AtLeast(count, tuple(map(Given, findings))).judge(case)
    scales = ([each for each in Rank if part.low <= each <= part.high] for part in findings)
    outcomes = [sorted(settled, reverse=True)[count - 1] for settled in product(*scales)]

    assert (found.low, found.high) == (min(outcomes), max(outcomes))


def test_nothing_asked_is_met(case: ProfileCase) -> None:
    """An empty list of rules holds for everybody."""
    assert AtLeast(0, ()).judge(case) == MET


@pytest.mark.parametrize(
    ("inside", "outside"), [(MET, NOT_MET), (NOT_MET, MET), (UNKNOWN, UNKNOWN)]
)
def test_not_turns_the_known_over(case: ProfileCase, inside: Finding, outside: Finding) -> None:
    """And leaves the unknown unknown."""
    assert Not(Given(inside)).judge(case) == outside
    assert Not(Given(UNKNOWN)).open_fields(case) == {"given"}
    assert Not(Given(MET)).open_fields(case) == frozenset()


@pytest.mark.parametrize(
    ("on", "holds"),
    [("2019-12-31", False), ("2020-01-01", True), ("2025-12-31", True), ("2026-01-01", False)],
)
def test_a_dated_rule_holds_inside_its_dates_only(
    small_roadmap: Roadmap, on: str, holds: bool
) -> None:
    """Both days included."""
    rule = Dated(Given(MET), date(2020, 1, 1), date(2025, 12, 31))
    day = date.fromisoformat(on)

    assert rule.judge(ProfileCase(profile_of({}, small_roadmap), small_roadmap, day)).holds == holds


def test_a_dated_rule_tells_when_it_opens_and_ends(small_roadmap: Roadmap) -> None:
    """Before its first day: from when on; inside: until when."""
    rule = Dated(Given(MET), date(2030, 1, 1), date(2031, 6, 30))
    person = profile_of({}, small_roadmap)
    before = rule.judge(ProfileCase(person, small_roadmap, TODAY))
    inside = rule.judge(ProfileCase(person, small_roadmap, date(2030, 5, 1)))

    assert (before.holds, before.becomes) == (False, date(2030, 1, 1))
    assert inside.ends == date(2031, 6, 30)


def test_what_comes_too_late_for_a_dated_rule_never_comes(case: ProfileCase) -> None:
    """No day is promised on which the rule is no longer in force."""
    coming = Given(Finding(Rank.IN_PROGRESS, Rank.IN_PROGRESS, date(2028, 5, 1)))

    assert Dated(coming, None, date(2028, 5, 1)).judge(case).becomes == date(2028, 5, 1)
    assert Dated(coming, None, date(2028, 4, 30)).judge(case).becomes is None
    assert Dated(coming, date(2029, 1, 1), None).judge(case).becomes == date(2029, 1, 1)
    assert Dated(coming, date(2028, 1, 1), None).judge(case).becomes == date(2028, 5, 1)


def test_all_of_ends_with_its_first_part_and_any_of_with_its_last(case: ProfileCase) -> None:
    """The last day on which a compound still holds."""
    early = Given(Finding(Rank.MET, Rank.MET, None, date(2027, 1, 1)))
    late = Given(Finding(Rank.MET, Rank.MET, None, date(2028, 1, 1)))

    assert AtLeast(2, (early, late)).judge(case).ends == date(2027, 1, 1)
    assert AtLeast(1, (early, late)).judge(case).ends == date(2028, 1, 1)
    assert AtLeast(1, (early, Given(MET))).judge(case).ends is None


def test_a_rule_that_was_not_found_is_unknown(case: ProfileCase) -> None:
    """And no answer can settle it."""
    rule = NotKnown("What the board asks was not found.")

    assert rule.judge(case) == UNKNOWN
    assert rule.open_fields(case) == frozenset()
    assert rule.leaves() == ()


def test_all_of_comes_with_its_last_part_and_any_of_with_its_first(case: ProfileCase) -> None:
    """The day from which a compound will hold if everything goes as told."""
    early = Given(Finding(Rank.IN_PROGRESS, Rank.IN_PROGRESS, date(2027, 1, 1)))
    late = Given(Finding(Rank.IN_PROGRESS, Rank.IN_PROGRESS, date(2028, 1, 1)))
    never = Given(NOT_MET)

    assert AtLeast(2, (early, late)).judge(case).becomes == date(2028, 1, 1)
    assert AtLeast(1, (early, late, never)).judge(case).becomes == date(2027, 1, 1)
    assert AtLeast(3, (early, late, never)).judge(case).becomes is None
    assert AtLeast(2, (early, Given(MET))).judge(case).becomes == date(2027, 1, 1)


@pytest.mark.parametrize(
    ("answers", "rule", "low", "high"),
    [
        ({"degrees": ["md"]}, Holds("degrees", frozenset({"md"})), "MET", "MET"),
        ({"degrees": []}, Holds("degrees", frozenset({"md"})), "NOT_MET", "NOT_MET"),
        ({}, Holds("degrees", frozenset({"md"})), "NOT_MET", "MET"),
        (
            {"degrees": [{"degree": "md", "status": "planned"}]},
            Holds("degrees", frozenset({"md"})),
            "PLANNED",
            "PLANNED",
        ),
        (
            {"certifications": [{"certification": "cphims", "expires": "2026-11-22"}]},
            Holds("certifications", frozenset({"cphims"})),
            "EXPIRED",
            "EXPIRED",
        ),
        (
            {"certifications": [{"certification": "cphims", "expires": "2027-11-23"}]},
            Holds("certifications", frozenset({"cphims"})),
            "EXPIRING",
            "EXPIRING",
        ),
        (
            {"certifications": [{"certification": "cphims", "expires": "2027-11-24"}]},
            Holds("certifications", frozenset({"cphims"})),
            "MET",
            "MET",
        ),
        (
            {"certifications": [{"certification": "cphims", "status": "approved"}]},
            Holds("certifications", frozenset({"cphims"}), Status.APPROVED, 3),
            "NOT_MET",
            "MET",
        ),
        (
            {"fellowships": [{"specialty": "clinical-informatics", "completed": 2024}]},
            Trained("fellowships", frozenset({"clinical-informatics"}), accredited=True),
            "NOT_MET",
            "MET",
        ),
        (
            {"residency": {"completed": 2024}},
            Trained("residency", frozenset({"pathology"})),
            "NOT_MET",
            "MET",
        ),
        ({"leadership": {"people_led": "3-8"}}, AmountAtLeast("people_led", 5), "NOT_MET", "MET"),
        ({"leadership": {"people_led": 9}}, AmountAtLeast("people_led", 5), "MET", "MET"),
        ({"leadership": "none"}, AmountAtLeast("budget_usd", 1), "NOT_MET", "NOT_MET"),
        ({"clinical": 0}, Years("clinical", 0, above=True), "NOT_MET", "NOT_MET"),
        ({"clinical": 0.1}, Years("clinical", 0, above=True), "MET", "MET"),
        (
            {"license": "none"},
            Names("license", frozenset({"unrestricted"})),
            "NOT_MET",
            "NOT_MET",
        ),
        (
            {"setting": {"organization": "payer"}},
            Names("organization", frozenset({"payer"})),
            "MET",
            "MET",
        ),
        *(
            (
                {"license": {"status": "unrestricted", **given}},
                Names("license", frozenset({"unrestricted"}), states=frozenset({"ON"})),
                low,
                high,
            )
            for given, low, high in (
                ({"state": "ON"}, "MET", "MET"),
                ({"state": "OH"}, "NOT_MET", "NOT_MET"),
                ({}, "NOT_MET", "MET"),
            )
        ),
        *(
            (
                {"license": {"status": "unrestricted", **given}},
                Names("license", frozenset({"unrestricted"}), frozenset({"ON"}), True),
                rank,
                rank,
            )
            for given, rank in (({"state": "ON"}, "NOT_MET"), ({"state": "OH"}, "MET"), ({}, "MET"))
        ),
        (
            {"projects": ["analytics", "telehealth"]},
            Names("projects", frozenset({"security"})),
            "NOT_MET",
            "NOT_MET",
        ),
        (
            {"role": {"id": "cmio", "since": 2027}},
            Names("role", frozenset({"cmio"})),
            "NOT_MET",
            "MET",
        ),
    ],
    ids=str,
)
def test_each_leaf_reads_its_field(
    small_roadmap: Roadmap, answers: dict[str, Any], rule: Condition, low: str, high: str
) -> None:
    """What is told, what is told to be nothing, and what is not told."""
    person = profile_of({"as_of": "2026-11-23", **answers}, small_roadmap)
    found = rule.judge(ProfileCase(person, small_roadmap, TODAY))

    assert (found.low, found.high) == (Rank[low], Rank[high])


def test_references_ask_the_roadmap(small_roadmap: Roadmap) -> None:
    """A requirement, a credential's eligibility, a rung or a higher one."""
    person = profile_of({"as_of": "2026-11-23", "degrees": ["md"], "role": "cmio"}, small_roadmap)
    case = ProfileCase(person, small_roadmap, TODAY)

    assert Reference("requirement", "medical-degree").judge(case).holds
    assert Reference("eligible", "halm").judge(case).holds
    assert Reference("stage", "practising-clinician").judge(case).holds
    assert Reference("stage", "cmio").open_fields(case) == frozenset()


def test_a_part_that_comes_into_force_later_does_not_end_the_weighing(case: ProfileCase) -> None:
    """
    It is out today, and the day on which all hold is known; what is out for good ends it at once,
    whatever stands behind it.
    """
    later = Dated(Given(MET), date(2030, 1, 1), None)
    assert AtLeast(2, (later, Given(MET))).judge(case).becomes == date(2030, 1, 1)
    assert AtLeast(2, (Given(NOT_MET), later)).judge(case) == NOT_MET
    assert AtLeast(1, (Given(MET), later)).judge(case) == MET
