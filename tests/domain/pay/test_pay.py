"""The pay model against what was published, the laws it keeps, and what it says of itself."""

from collections.abc import Mapping
from datetime import date
from math import log, sqrt
from statistics import NormalDist
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmio_advisor.domain.assess.assess import assess
from cmio_advisor.domain.base.frozen import replace
from cmio_advisor.domain.pay.estimate import (
    PayEstimate,
    compare_with_published,
    pay_estimate,
    pay_today,
)
from cmio_advisor.domain.pay.model import fit, fit_problems, level_in
from cmio_advisor.domain.pay.table import (
    Employer,
    Figures,
    Location,
    PayModel,
    PayTable,
    Statistic,
    Use,
    find_role,
    to_step,
)
from cmio_advisor.domain.profile.profile import Profile, Role
from cmio_advisor.errors import RoadmapError, UsageError
from cmio_advisor.loading.roadmap.store import load_roadmap
from tests.conftest import ROOT

ROUNDING = 1000
PAY_FILE = ROOT / "data" / "cmio" / "pay.yaml"
NOT_LIKE_WITH_LIKE = "h08"
"""AAPL 2015 mixes physician chief information officers with CMIOs and counts clinical income."""


def _load() -> PayTable:
    table = load_roadmap("cmio").pay
    assert table is not None
    return table


def _modelled(table: PayTable) -> tuple[PayModel, Location, Employer]:
    model = table.model
    assert model is not None
    assert model.location is not None
    assert model.employer is not None
    return model, model.location, model.employer


TABLE = _load()
MODEL, LOCATION, EMPLOYER = _modelled(TABLE)
STATES = sorted(LOCATION.states)
ORGANIZATIONS = sorted(EMPLOYER.organizations)
YEARS = st.sampled_from(MODEL.years)


def estimate(year: int = 2014, role: str = "cmio", **settings: Any) -> PayEstimate:  # noqa: ANN401 - whatever the estimate takes
    return pay_estimate(TABLE, role, year, **settings)


def total(year: int = 2014, **settings: Any) -> Figures:  # noqa: ANN401 - as above
    figures = estimate(year, **settings).total

    assert figures is not None
    return figures


def percentiles(figures: Figures) -> list[int]:
    values = [figures.p10, figures.p25, figures.p50, figures.p75, figures.p90]
    return [value for value in values if value is not None]


def median(figures: Figures) -> int:
    assert figures.p50 is not None
    return figures.p50


def drawn_share(year: int, low: float, high: float) -> float:
    """
    The part of people paid between the two, over 2,000 evenly spread growth rates: normal on the
    log scale around 3%, with 80% of them between 2% and 4%.
    """
    model = MODEL
    years = year - model.base_year
    start = log(model.mean) - model.sigma**2 / 2
    spread = NormalDist(log(1.03), (log(1.04) - log(1.02)) / (2 * NormalDist().inv_cdf(0.9)))
    people = NormalDist(0, model.sigma)
    shares = []
    for place in range(2000):
        middle = start + years * spread.inv_cdf((place + 0.5) / 2000)
        shares.append(people.cdf(log(high) - middle) - people.cdf(log(low) - middle))
    return sum(shares) / len(shares)


def log_width(figures: Figures) -> float:
    assert figures.p25 is not None
    assert figures.p75 is not None
    return log(figures.p75 / figures.p25)


class TestAgainstWhatWasPublished:
    def test_means_and_medians_from_2013_on_come_out_within_ten_percent(self) -> None:
        """Every full-time CMIO mean and median but AAPL 2015, which measures something else."""
        compared = {
            each.id: each.deviation
            for each in compare_with_published(TABLE)
            if each.row.statistic in (Statistic.MEAN, Statistic.MEDIAN, Statistic.TYPICAL)
            and each.row.pay_year in range(2013, 2027)
            and each.id != NOT_LIKE_WITH_LIKE
        }

        assert {"h01", "h05", "h06", "h07", "h09", "h10", "h11", "h34", "h35"} == set(compared)
        assert {
            id_: deviation
            for id_, deviation in compared.items()
            if deviation is None or abs(deviation) > 0.10
        } == {}

    def test_aapl_2015_lies_above_the_model_and_says_why(self) -> None:
        """The exception is shown with its deviation and its reason, not left out."""
        (aapl,) = [each for each in compare_with_published(TABLE) if each.id == NOT_LIKE_WITH_LIKE]

        assert aapl.deviation == pytest.approx(-0.12, abs=0.01)
        assert "clinical income" in (aapl.row.note or "")

    def test_the_published_bulk_of_2014_holds_65_to_80_percent(self) -> None:
        """
        "Most respondents" between 250,000 and 400,000.
        """
        share = level_in(MODEL, 2014).share(250_000, 400_000)

        assert 0.65 <= share <= 0.80
        assert share == pytest.approx(0.74, abs=0.005)

    def test_the_percentiles_of_2014_are_those_worked_out_by_hand(self) -> None:
        """evidence/pay.md, section 5."""
        expected = Figures(
            mean=326_000, p10=244_000, p25=277_000, p50=319_000, p75=367_000, p90=417_000
        )

        assert expected == total(2014)

    def test_every_cmio_row_is_shown_and_no_cio_table_is(self) -> None:
        """Rows marked shape only give ratios, so they are not held against the model."""
        shown = {each.row.id for each in estimate().sources}

        assert {row.id for row in TABLE.rows if row.use is not Use.SHAPE_ONLY} == shown

    def test_a_deviation_is_model_over_value_minus_one(self) -> None:
        """Worked out from the printed figures, so that a reader can check it."""
        with_both = [each for each in estimate().sources if each.deviation is not None]

        assert len(with_both) > 10
        for each in with_both:
            assert each.model is not None
            assert each.value is not None
            assert each.deviation == each.model / each.value - 1

    def test_a_row_without_a_deviation_says_why(self) -> None:
        """Not comparable is a stated reason, never a silent gap."""
        without = [each for each in estimate().sources if each.deviation is None]

        assert {"h04", "h12", "h17"} == {each.id for each in without}
        assert all(each.row.not_comparable for each in without)

    def test_base_is_compared_with_base(self) -> None:
        """
        The two surveys that tell both give the two ends of the ratio, the model lies between them.
        """
        off = {each.id: 1 + (each.deviation or 0) for each in estimate().sources}
        ratio = MODEL.total_to_base

        assert ratio is not None
        assert off["h13"] / off["h14"] == pytest.approx(ratio.high / ratio.middle, abs=0.005)
        assert off["h37"] / off["h36"] == pytest.approx(ratio.low / ratio.middle, abs=0.005)

    @given(year=YEARS, state=st.sampled_from(STATES), share=st.floats(0.1, 1))
    def test_the_base_is_as_wide_as_its_two_sources(
        self, year: int, state: str, share: float
    ) -> None:
        """Its lower end is the total by the larger ratio, its upper end by the smaller."""
        found = estimate(year, state=state, time_share=share)
        total_, base, ratio = found.total, found.base, found.total_to_base

        assert total_ is not None
        assert base is not None
        assert ratio is not None
        for total_pay, base_pay, by in zip(
            percentiles(total_),
            percentiles(base),
            (ratio.high, ratio.high, ratio.middle, ratio.low, ratio.low),
            strict=True,
        ):
            assert base_pay == pytest.approx(total_pay / by, abs=ROUNDING)
        assert percentiles(base) == sorted(percentiles(base))

    def test_sources_do_not_move_with_the_setting(self) -> None:
        """The surveys are national, so employer and state have no place in the comparison."""
        assert estimate().sources == estimate(2026, state="CA", organization="academic").sources


class TestTheFit:
    def test_the_data_hold_what_the_calibrate_rows_give(self) -> None:
        """Mean 326,000 and sigma 0.21."""
        fitted = fit(TABLE.rows)

        assert (MODEL.mean, MODEL.sigma) == (fitted.mean, fitted.sigma)
        assert fit_problems(TABLE) == ()

    @given(st.data())
    def test_no_other_row_influences_it(self, data: st.DataObject) -> None:
        """Whatever a row says that is not marked calibrate, and whether it is there at all."""
        changed = []
        for row in TABLE.rows:
            if row.use is Use.CALIBRATE:
                changed.append(row)
            elif data.draw(st.booleans(), label=f"keep {row.id}"):
                value = data.draw(st.integers(1, 2_000_000))
                n = data.draw(st.none() | st.integers(1, 9999))
                changed.append(replace(row, low=value, high=value, n=n, statistic=Statistic.MEAN))

        assert fit(TABLE.rows) == fit(changed)
        before, after = (
            total(2026),
            pay_estimate(replace(TABLE, rows=tuple(changed)), "cmio", 2026),
        )
        assert before == after.total

    def test_a_changed_calibrate_row_is_noticed(self) -> None:
        """The numbers in the model and the rows they come from cannot drift apart unseen."""
        rows = tuple(
            replace(row, low=340_000, high=340_000) if row.id == "h01" else row
            for row in TABLE.rows
        )

        (problem,) = fit_problems(replace(TABLE, rows=rows))

        assert "340,000" in problem

    def test_calibrate_rows_that_contradict_one_another_are_refused(self) -> None:
        """No log-normal of that mean and range has its median there."""
        rows = [
            replace(row, low=200_000, high=210_000) if row.id == "h02" else row
            for row in TABLE.rows
        ]

        with pytest.raises(RoadmapError, match="contradict"):
            fit(rows)

    def test_a_published_middle_half_is_enough(self) -> None:
        """Its two percentiles come out again, with a published mean or without."""
        survey = next(row for row in TABLE.rows if row.id == "h03")
        half = replace(survey, statistic=Statistic.MIDDLE_HALF, low=100_000, high=130_000, n=None)

        fitted = fit([half])
        with_mean = fit([half, replace(half, statistic=Statistic.MEAN, low=117_000, high=117_000)])

        assert fitted.quantile(-0.6745) == pytest.approx(100_000, rel=0.01)
        assert fitted.quantile(0.6745) == pytest.approx(130_000, rel=0.01)
        assert (with_mean.mean, with_mean.sigma) == (117_000, fitted.sigma)

    def test_a_range_without_a_mean_is_enough(self) -> None:
        """The middle is then that of the smallest and the largest answer."""
        survey = next(row for row in TABLE.rows if row.id == "h03")

        fitted = fit([survey])

        assert fitted.median == pytest.approx(sqrt(survey.low * (survey.high or 0)), rel=0.001)

    @pytest.mark.parametrize(
        ("change", "message"),
        [
            ({"n": None}, "lacks n"),
            ({"high": None}, "lacks its upper value"),
            ({"use": Use.VALIDATE}, ""),
        ],
    )
    def test_a_calibrate_row_that_lacks_something_is_named(
        self, change: Mapping[str, Any], message: str
    ) -> None:
        """Counselors edit the file, so the message says what is missing."""
        rows = [replace(row, **change) if row.id == "h03" else row for row in TABLE.rows]

        with pytest.raises(RoadmapError, match=message or "how far pay spreads"):
            fit(rows)


class TestLaws:
    @given(YEARS, st.sampled_from([None, *STATES]), st.sampled_from([None, *ORGANIZATIONS]))
    def test_percentiles_rise(self, year: int, state: str | None, organization: str | None) -> None:
        """p10 < p25 < p50 < p75 < p90, in every year, state and employer."""
        values = percentiles(total(year, state=state, organization=organization))

        assert len(values) == len(set(values))
        assert sorted(values) == values

    @given(YEARS.filter(lambda year: year > MODEL.first_year))
    def test_a_later_year_pays_more(self, year: int) -> None:
        """Every percentile rises with the year, the lower ones more slowly from 2014 on."""
        earlier, later = percentiles(total(year - 1)), percentiles(total(year))

        assert all(before < after for before, after in zip(earlier, later, strict=True))

    @given(YEARS.filter(lambda year: year > MODEL.base_year))
    def test_the_band_widens_with_every_year_carried(self, year: int) -> None:
        """It is never narrower than the survey's own spread."""
        band = total(year)

        assert log_width(band) > log_width(total(year - 1)) - 0.005
        assert log_width(band) > log_width(total(2014)) - 0.005
        assert median(band) == pytest.approx(
            median(total(2014)) * 1.03 ** (year - 2014), abs=2 * ROUNDING
        )

    @given(YEARS)
    def test_the_percentiles_hold_what_they_say(self, year: int) -> None:
        """Of pay with its growth drawn in: 50% between p25 and p75, 80% between p10 and p90."""
        band = total(year)
        p10, p25, _, p75, p90 = percentiles(band)

        assert drawn_share(year, p25, p75) == pytest.approx(0.50, abs=0.005)
        assert drawn_share(year, p10, p90) == pytest.approx(0.80, abs=0.005)

    @given(YEARS, st.sampled_from([None, *STATES]), st.sampled_from([None, 100, 300, 1500]))
    def test_a_widened_band_holds_at_least_what_it_says_and_says_so(
        self, year: int, state: str | None, beds: int | None
    ) -> None:
        """Whichever of the two markets a state pays by, its band holds the half it is named for."""
        found = estimate(year, state=state, beds=beds)
        assert found.total is not None
        _, p25, _, p75, _ = percentiles(found.total)

        assert (found.widened in found.notes) == (state is not None or (beds or 0) > 1000)
        if state is not None and beds is None:
            ratio = LOCATION.states[state]
            for market in (ratio.manager, ratio.physician):
                held = min(max(market.ratio, 0.90), 1.10)
                share = drawn_share(year, p25 / held, p75 / held)
                assert share > 0.495

    @given(YEARS, st.sampled_from(STATES))
    def test_a_state_widens_more_than_it_moves(self, year: int, state: str) -> None:
        """No end moves beyond 10%, the middle at most 5%, and the band never gets narrower."""
        plain, there = total(year), total(year, state=state)
        moved = abs(log(median(there) / median(plain)))
        widened = log_width(there) - log_width(plain)

        assert widened > 2 * moved - 0.02
        assert moved <= log(sqrt(1 / 0.9)) + 0.005
        for before, after in zip(percentiles(plain), percentiles(there), strict=True):
            assert before * 0.90 - ROUNDING <= after <= before * 1.10 + ROUNDING

    @pytest.mark.parametrize("state", STATES)
    def test_every_state_shows_and_explains_its_effect(self, state: str) -> None:
        """Wider at one end or both, and said in percent: no dollar difference between states."""
        plain, there = total(2026), total(2026, state=state)
        title = LOCATION.states[state].title
        notes = [note for note in estimate(2026, state=state).notes if note.startswith(title)]

        assert log_width(there) > log_width(plain)
        assert len(notes) == 1
        assert "$" not in notes[0]
        assert ",000" not in notes[0]

    @given(st.sampled_from([None, *ORGANIZATIONS]), st.none() | st.integers(1, 5000))
    def test_an_employer_stays_in_the_published_range(
        self, organization: str | None, beds: int | None
    ) -> None:
        """
        Type and size together move the band from 0.78 to 1.10, as published for CIOs and halved.
        """
        plain, there = total(2026), total(2026, organization=organization, beds=beds)

        for before, after in zip(percentiles(plain), percentiles(there), strict=True):
            assert before * 0.78 - ROUNDING <= after <= before * 1.10 + ROUNDING

    @given(st.integers(1, 4000), st.integers(0, 4000))
    def test_more_beds_never_pay_less(self, beds: int, more: int) -> None:
        """Both studies of size agree on the direction."""
        smaller, larger = total(2026, beds=beds), total(2026, beds=beds + more)

        for before, after in zip(percentiles(smaller), percentiles(larger), strict=True):
            assert before <= after

    @given(YEARS, st.sampled_from([None, *STATES]), st.sampled_from([None, *ORGANIZATIONS]))
    def test_no_figure_is_finer_than_thousands(
        self, year: int, state: str | None, organization: str | None
    ) -> None:
        """Also base pay and what the model says beside each source."""
        found = estimate(year, state=state, organization=organization)

        for figures in (found.total, found.base):
            assert figures is not None
            assert [value % ROUNDING for value in (figures.mean or 1, *percentiles(figures))] == (
                [0] * 6
            )
        modelled = [each.model for each in found.sources if each.model and each.model > 1]
        assert [value % ROUNDING for value in modelled] == [0] * len(modelled)

    def test_the_same_question_gets_the_same_answer(self) -> None:
        """Nothing but the arguments enters."""
        assert estimate(2026, state="TX", beds=300) == estimate(2026, state="TX", beds=300)


class TestEmployersAndStatesInTheData:
    @pytest.mark.parametrize("organization", ["academic", "health-system", "critical-access"])
    def test_an_employer_ratio_is_half_the_published_one(self, organization: str) -> None:
        """On the logarithmic scale, against the mean of all chief information officers."""
        rows = {row.id: row for row in TABLE.rows}
        known = EMPLOYER.organizations[organization]
        published, all_of_them = rows[known.from_row or ""].low, rows["h18"].low

        assert published is not None
        assert all_of_them is not None
        assert known.ratio == round(sqrt(published / all_of_them), 2)

    def test_a_state_is_told_apart_from_the_median_only_where_both_years_do(self) -> None:
        """
        Fifty states and the District of Columbia, each of two years: no more is said of wages there
        than higher, lower or about the same, with the error, and the same where years disagree.
        """
        assert len(STATES) == 51
        for each in LOCATION.states.values():
            for years, market in ((each.managers, each.manager), (each.physicians, each.physician)):
                assert len(years) == 2
                assert min(years) <= market.ratio <= max(years)
                assert market.error >= log(max(years) / min(years)) / 2
                assert market.name == "same" or (min(years) > 1) == (market.name == "higher")
        found = " ".join(estimate(2026, state="MS").notes)
        assert "managers are lower, those of physicians about the same (by our reckoning" in found
        assert "uncertain by about 13%" in found

    @pytest.mark.parametrize(
        ("setting", "words"),
        [
            ({"organization": "vendor"}, "The estimate has no ratio"),
            ({"organization": "no-such-kind"}, "The estimate has no ratio"),
            ({"state": "ON", "areas": {"ON": "Ontario"}}, "no wage ratio for Ontario"),
        ],
    )
    def test_where_nothing_was_published_nothing_moves_and_it_is_said(
        self, setting: Mapping[str, Any], words: str
    ) -> None:
        """No effect is invented."""
        assert total(2026) == total(2026, **setting)
        assert any(words in note for note in estimate(2026, **setting).notes)

    def test_type_and_size_together_are_capped_and_it_is_said(self) -> None:
        """A critical access hospital is small by definition; that counts once."""
        together = estimate(2026, organization="critical-access", beds=25)

        assert together.total == total(2026, organization="critical-access")
        assert any("overlap" in note for note in together.notes)


class TestNotes:
    def test_growth_and_its_interval_are_printed(self) -> None:
        """A reader sees 3% and 2 to 4%."""
        notes = " ".join(estimate(2026).notes)

        assert "3% a year" in notes
        assert "Between 2% and 4%" in notes

    @pytest.mark.parametrize(
        ("year", "extrapolated", "early"),
        [(2008, False, True), (2014, False, False), (2022, False, False), (2023, True, False)],
    )
    def test_years_beyond_the_evidence_say_so(
        self, year: int, extrapolated: bool, early: bool
    ) -> None:
        """Past the last measured pay it is carried forward; before 2013 it is known to miss."""
        notes = " ".join(estimate(year).notes)

        assert extrapolated is ("carried forward, not measured" in notes)
        assert early is ("known to miss" in notes)

    @pytest.mark.parametrize(
        ("specialty", "words"),
        [
            ("pediatrics", "whole band"),
            ("anesthesiology", "lower end of the band lies below"),
            ("cardiovascular-disease", "middle of the band lies below"),
        ],
    )
    def test_a_band_below_the_specialtys_pay_is_never_given_without_a_word(
        self, specialty: str, words: str
    ) -> None:
        """A physician's other choice is practice."""
        year = 2026 if specialty == "pediatrics" else 2023
        notes = " ".join(estimate(year, specialty=specialty).notes)

        assert words in notes

    def test_a_specialty_bls_does_not_know_adds_no_note(self) -> None:
        """Nothing is compared with nothing."""
        assert estimate(2026).notes == estimate(2026, specialty="no-such").notes

    def test_part_time_is_that_part_and_says_what_is_missing(self) -> None:
        """Half the post is half the pay, without the clinical half."""
        half = estimate(2014, time_share=0.5)

        assert half.total is not None
        assert half.total.p50 == pytest.approx(median(total(2014)) / 2, abs=ROUNDING)
        assert any("Add your clinical pay" in note for note in half.notes)

    def test_nothing_promises(self) -> None:
        """Words that are not used of a person, in any sentence of the data."""
        said = PAY_FILE.read_text(encoding="utf-8").lower()

        assert [w for w in ("qualified", "guarantee", "will earn") if w in said] == []


class TestOtherRoles:
    def test_an_unknown_role_is_refused_with_the_known_ones(self) -> None:
        """Exit code 2."""
        with pytest.raises(UsageError, match=r'no pay role "cmoi".*cmio'):
            estimate(role="cmoi")

    @pytest.mark.parametrize("year", [2007, 2032])
    def test_a_year_out_of_range_is_refused(self, year: int) -> None:
        """The message names the range."""
        with pytest.raises(UsageError, match="years 2008 to 2031"):
            estimate(year)

    def test_published_percentiles_are_shown_as_of_their_own_year(self) -> None:
        """They are not carried: no growth rate was found for them."""
        found = estimate(2028, role="it-manager", state="CA")

        assert found.year == 2025
        assert found.total == Figures(
            mean=167_000, p10=98_000, p25=125_000, p50=161_000, p75=198_000, p90=236_000
        )
        assert found.base is None
        assert any("not carried to 2028" in note for note in found.notes)
        assert any("change nothing here" in note for note in found.notes)

    @pytest.mark.parametrize("role", ["associate-cmio", "vp-clinical-informatics", "chio"])
    def test_a_role_without_a_survey_gets_no_band(self, role: str) -> None:
        """It says that none was found."""
        found = estimate(2026, role=role)

        assert found.total is None
        assert found.notes[0].startswith("The roadmap holds no pay figure for this job")

    def test_physicians_percentiles_have_no_cut_off(self) -> None:
        """BLS releases them for May 2025, whatever they are; who is counted is said."""
        found = estimate(2025, role="physician")

        assert found.total == Figures(
            mean=302_000, p10=112_000, p25=181_000, p50=296_000, p75=405_000, p90=497_000
        )
        assert not any("239,200" in note for note in found.notes)
        assert "residents count where they work" in found.notes[0]

    def test_base_pay_is_not_passed_off_as_total(self) -> None:
        """The CIO survey gives base pay only."""
        found = estimate(2018, role="cio")

        assert found.total is None
        assert found.base == Figures(mean=236_000)

    def test_every_profile_role_has_an_entry(self) -> None:
        """Whoever tells us their post can ask what it pays."""
        roles = (
            "resident attending physician-informaticist informatics-specialist "
            "it-project-manager director-health-informatics vp-clinical-informatics "
            "associate-cmio cmio chio cio cmo department-chair chief-of-staff "
            "nurse-informaticist him-manager"
        )

        for role in roles.split():
            assert role in (find_role(TABLE.roles, role).id, *find_role(TABLE.roles, role).also)


class TestToday:
    def test_a_stage_without_a_pay_role_has_no_pay(self) -> None:
        """Students, for example."""
        assert pay_today(TABLE, None, year=2026) is None

    def test_physicians_are_shown_by_specialty(self) -> None:
        """Where BLS has the occupation, its own figures."""
        found = pay_today(TABLE, "physician", "family-medicine", year=2026)

        assert found is not None
        assert (found.role.id, found.year) == ("physician-family-medicine", 2025)
        assert found.figures == Figures(
            mean=258_000, p10=100_000, p25=168_000, p50=238_000, p75=332_000, p90=439_000
        )
        assert found.role.top_code is None
        assert "residents count where they work" in found.note

    def test_a_specialty_without_its_own_occupation_says_which_figures_stand_in(self) -> None:
        """Neurosurgeons are among the surgeons that BLS does not list separately."""
        found = pay_today(TABLE, "physician", "neurosurgery", year=2026)

        assert found is not None
        assert found.role.id == "physician-other-surgery"
        assert "no line of its own" in found.note

    def test_an_unknown_specialty_falls_back_to_all_physicians(self) -> None:
        """Also an unanswered one."""
        unknown = pay_today(TABLE, "physician", "no-such", year=2026)

        assert unknown == pay_today(TABLE, "physician", year=2026)

    def test_a_specialty_changes_nothing_for_other_roles(self) -> None:
        """A physician who manages IT is paid as an IT manager there."""
        manager = pay_today(TABLE, "it-manager", "radiology", year=2026)

        assert manager == pay_today(TABLE, "it-manager", year=2026)

    def test_a_cmio_today_is_paid_by_the_model(self) -> None:
        """For the year asked: one figure for one post."""
        roadmap, on = load_roadmap("cmio"), date(2026, 11, 23)
        paid = assess(Profile(role=Role(id="cmio")), roadmap, on).pay

        assert paid is not None
        found = paid.today
        assert found is not None
        assert (found.figures, found.year) == (total(2026), 2026)

    def test_a_stage_without_evidence_says_there_is_none(self) -> None:
        """A sentence instead of a band."""
        found = pay_today(TABLE, "associate-cmio", year=2026)

        assert found is not None
        assert found.figures is None
        assert "no pay figure" in found.note


class TestTheGuide:
    def test_its_four_tiers_and_mean_are_kept_as_its_own(self) -> None:
        """Grade C, with the disagreement, and far from the model."""
        guide = estimate(2026).guide

        assert guide is not None
        assert [150_000, 200_000, 260_000, 320_000] == [tier.low for tier in guide.tiers]
        assert [200_000, 260_000, 320_000, 400_000] == [tier.high for tier in guide.tiers]
        assert [False, False, False, True] == [tier.open_above for tier in guide.tiers]
        assert guide.mean == 274_592
        assert guide.disagreement
        assert {"research-com-cmio", "interviewguy-cmio"} <= {
            each.source for each in guide.evidence if each.grade == "C"
        }
        assert level_in(MODEL, guide.mean_year).mean / guide.mean - 1 > 0.5


class TestTheData:
    def test_there_are_37_rows_with_unique_ids_and_evidence(self) -> None:
        """4 calibrate, 17 validate, 16 shape only."""
        uses = [row.use for row in TABLE.rows]

        assert len({row.id for row in TABLE.rows}) == 37
        assert [uses.count(use) for use in Use] == [4, 17, 16]
        assert [row.id for row in TABLE.rows if not row.evidence] == []

    def test_every_role_with_figures_names_its_source(self) -> None:
        """A role without figures says so instead."""
        unsourced = [role.id for role in TABLE.roles if role.figures and not role.evidence]

        assert unsourced == []
        assert [role.id for role in TABLE.roles if not role.note] == []

    def test_every_specialty_points_at_a_role(self) -> None:
        """And the ids that roles also stand for are not taken twice."""
        names = [name for role in TABLE.roles for name in (role.id, *role.also)]

        assert len(names) == len(set(names))
        assert {each.role for each in TABLE.specialties.values()} <= set(names)


def test_half_a_step_of_pay_is_rounded_upward() -> None:
    """As people do it: 98,500 is 99,000, and so is 97,500 98,000."""
    assert [to_step(each, 1_000) for each in (97_499, 97_500, 98_500)] == [97_000, 98_000, 99_000]
