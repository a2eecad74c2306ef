"""
``pay``, and the pay of a person: the years it reaches, what its percentiles hold, what stands
beside it, and places that it knows nothing of.
"""

import json
import shutil
from collections.abc import Callable
from math import log
from pathlib import Path
from statistics import NormalDist

import pytest
import yaml

from tests.conftest import AS_OF, ROOT, Run

ROADMAP = ROOT / "data" / "cmio"
HOSPITALIST = ROOT / "examples" / "hospitalist.yaml"
SITTING_CMIO = ROOT / "examples" / "sitting-cmio.yaml"
BEYOND = "Pay is estimated for the years 2008 to 2031"


@pytest.mark.parametrize("year", [1995, 2007, 2032, 2042])
def test_a_day_is_refused_where_its_year_is(run: Run, year: int) -> None:
    """``--as-of`` reaches no further than ``--year``: the same exit code and the same message."""
    by_year = run("pay", "--year", str(year), "--as-of", "2026-11-28")
    by_day = run("pay", "--as-of", f"{year}-06-01")

    assert by_year.code == 2
    assert by_year.err == f"{BEYOND}, not for {year}. Name one of them with --year.\n"
    assert (by_day.code, by_day.out, by_day.err) == (2, "", by_year.err)


def test_a_year_that_is_named_is_answered_on_any_day(run: Run) -> None:
    """The way out that the message names."""
    told = run("pay", "--as-of", "2042-06-01", "--year", "2031", "--format", "json")

    assert json.loads(told.out)["year"] == 2031


@pytest.mark.parametrize("day", ["1995-06-01", "2042-06-01"])
@pytest.mark.parametrize("person", [HOSPITALIST, SITTING_CMIO])
def test_a_person_gets_a_notice_in_place_of_a_band(run: Run, day: str, person: Path) -> None:
    """``assess`` and ``plan`` answer all else on a day that the estimate does not reach."""
    told = run("assess", person, "--as-of", day, "--format", "json")
    text = run("assess", person, "--as-of", day, "--format", "plain")
    plan = run("plan", person, "--as-of", day, "--format", "json")

    assessed = json.loads(told.out)
    target = assessed["pay"]["target"]
    notice = f"{BEYOND} only, so no pay band is given for {day[:4]}."
    assert [each["text"] for each in assessed["warnings"] if each["code"] == "pay_year"] == [notice]
    assert target["notes"] == [notice]
    assert {target[key] for key in ("mean", "p10", "p25", "p50", "p75", "p90", "base")} == {None}
    assert f"Chief Medical Information Officer. {notice}" in text.out
    assert "percentile: $" not in text.out
    assert json.loads(plan.out)["money"]["target_usd"] is None
    if person is SITTING_CMIO:
        assert assessed["pay"]["today"] is None
    if person is SITTING_CMIO and day > "2020":
        assert assessed["pay"]["today_note"] == notice


@pytest.mark.parametrize("year", [2008, 2014, 2026, 2031])
def test_the_percentiles_hold_what_they_say(run: Run, year: int) -> None:
    """
    50% of pay lie between the 25th and the 75th, and 80% between the 10th and the 90th, with the
    growth drawn in: normal on the log scale around 3%, 8 of 10 chances between 2% and 4%.
    """
    shown = json.loads(run("pay", "--year", str(year), "--format", "json").out)["total"]

    years = year - 2014
    growth = years * (log(1.04) - log(1.02)) / (2 * NormalDist().inv_cdf(0.9))
    people = NormalDist(
        log(326_000) - 0.21**2 / 2 + years * log(1.03), (0.21**2 + growth**2) ** 0.5
    )

    def between(low: str, high: str) -> float:
        return people.cdf(log(shown[high])) - people.cdf(log(shown[low]))

    assert between("p25", "p75") == pytest.approx(0.50, abs=0.005)
    assert between("p10", "p90") == pytest.approx(0.80, abs=0.005)


def test_ends_that_lie_beyond_their_percentiles_say_so(run: Run) -> None:
    """
    A state widens the ends by more than the percentiles move; an employer type moves them all.
    """
    words = "its ends lie further out than the percentiles that they are named for"

    assert words in run("pay", "--state", "CA", "--format", "terminal").out.replace("\n", " ")
    assert words in run("pay", "--beds", "1200", "--format", "plain").out
    assert words not in run("pay", "--organization", "academic", "--format", "plain").out
    assert words in run("assess", HOSPITALIST, "--format", "plain", "--full").out


def test_the_filings_of_2023_and_2024_stand_beside_the_estimate(run: Run) -> None:
    """Held out from the fit, with the year of the pay said to be assumed."""
    shown = json.loads(run("pay", "--as-of", "2026-11-28", "--format", "json").out)
    filings = {each["n"]: each for each in shown["sources"] if "Form 990" in each["population"]}
    text = run("pay", "--as-of", "2026-11-28", "--format", "plain", "--full").out

    assert {26, 52, 73, 78} == set(filings)
    assert {each["use"] for each in filings.values()} == {"validate"}
    assert {each["year_stated"] for each in filings.values()} == {False}
    assert [filings[n]["value"] for n in (52, 73)] == [413_000, 436_287]
    assert filings[52]["deviation"] == pytest.approx(-0.03, abs=0.005)
    assert filings[73]["deviation"] == pytest.approx(-0.05, abs=0.005)
    assert "2022, assumed: mean $436,287" in text
    assert "The edition of 2024 does not state the year of the pay" in text


def test_a_place_without_figures_moves_nothing_and_is_named(run: Run, tmp_path: Path) -> None:
    """A province or a territory: the band is that of the United States, and says so."""
    rules = tmp_path / "rules"
    shutil.copytree(ROADMAP, rules)
    pay = rules / "pay.yaml"
    lines = pay.read_text(encoding="utf-8").splitlines(keepends=True)
    pay.write_text("".join(each for each in lines if "state: OH," not in each), encoding="utf-8")

    here = ("--roadmap", rules, "--format", "json")
    plain, there = (json.loads(run("pay", *here, *more).out) for more in ((), ("--state", "OH")))
    alone = run("assess", *here, "--state", "OH", "--degree", "md")
    plan = run("plan", "-", "--roadmap", rules, "--format", "plain", stdin=b"setting: {state: OH}")

    assert (plain["total"], plain["base"]) == (there["total"], there["base"])
    assert there["notes"][-1] == (
        "The figures hold no wage ratio for Ohio, so it changes nothing: the band is that of the "
        "United States as a whole, in US dollars."
    )
    assert json.loads(alone.out)["pay"]["target"]["notes"][-1] == there["notes"][-1]
    assert "for an employer like yours" not in plan.out


@pytest.mark.parametrize(("code", "name"), [("ON", "Ontario"), ("PR", "Puerto Rico")])
def test_a_province_or_a_territory_takes_the_pay_of_no_state(
    run: Run, code: str, name: str
) -> None:
    """Whoever lives there is told the band of the United States, by the name of the place."""
    here = ("assess", "--degree", "md", "--format", "json")
    plain, there = (
        json.loads(run(*here, *more).out)["pay"]["target"] for more in ((), ("--state", code))
    )

    assert {key: plain[key] for key in ("p10", "p50", "p90", "base")} == {
        key: there[key] for key in ("p10", "p50", "p90", "base")
    }
    assert there["notes"][-1].startswith(f"The figures hold no wage ratio for {name}")


@pytest.mark.parametrize(
    ("role", "shown"),
    [
        ({}, "General internists"),
        ({"role": "attending"}, "General internists"),
        ({"role": "none"}, None),
    ],
)
def test_no_pay_is_shown_of_a_job_that_is_not_held(
    run: Run, tmp_path: Path, role: dict[str, str], shown: str | None
) -> None:
    """Whoever says that they hold no job is told of none; whoever says nothing may practice."""
    path = tmp_path / "profile.json"
    trained = {"specialty": "internal-medicine", "completed": 2015}
    answers = {"degrees": ["md"], "residency": trained, "clinical": {"years": 10}, **role}
    path.write_text(json.dumps(answers), encoding="utf-8")
    found = run("assess", path, "--as-of", AS_OF, "--format", "json")
    text = run("assess", path, "--as-of", AS_OF, "--format", "plain", "--full").out

    today = json.loads(found.out)["pay"]["today"]
    assert (today and today["title"]) == shown
    assert ("you hold no job now" in text) is (shown is None)
    assert "239,200" not in text


def test_where_a_mean_is_all_there_is_the_short_form_has_it(run: Run) -> None:
    """The text speaks of the mean of a survey that has no percentiles."""
    assert "Mean: $236,000" in run("pay", "--roadmap", "cio", "--as-of", AS_OF).out
    assert "Mean: " not in run("pay", "--as-of", AS_OF).out


def test_each_line_on_the_career_guides_cites_the_source_that_carries_it(run: Run) -> None:
    """The mean of one guide, the tiers of another, and each survey's figure its own."""
    assert "CAREER GUIDES" not in run("pay", "--as-of", AS_OF).out  # no figure to go by
    said = run("pay", "--as-of", AS_OF, "--section", "guides").out.splitlines()
    sources = {line.split("]")[0][1:]: line for line in said if line.startswith("[")}

    def source_of(words: str) -> str:
        (line,) = [each for each in said if words in each and not each.startswith("[")]
        return sources[line.rsplit("[", 1)[1].rstrip("]CD")]

    assert "Research.com" in source_of("A career guide's mean")
    assert "InterviewGuy" in source_of("Entry tier")
    assert "BuckheadFMV" in source_of("edition of 2024: mean 436,287")


@pytest.mark.parametrize(
    ("role", "paid_as"),
    [
        ("nurse", "Registered nurse"),
        ("nurse-manager", "Manager of health services in a hospital"),
        ("np", "Nurse practitioner"),
    ],
)
def test_a_nurse_with_a_part_in_informatics_is_paid_for_the_job_told(
    role: str, paid_as: str, run: Run, profile: Callable[[str], Path]
) -> None:
    path = profile(
        f"{{degrees: [bsn], role: {role}, clinical: {{years: 8}}, "
        "informatics: {years: 2, fte: 0.1}}"
    )
    told = run("assess", path, "--as-of", AS_OF, "--format", "plain").out

    assert f"Today ({paid_as})" in told


@pytest.mark.parametrize(
    ("more", "paid_as"),
    [
        ("fellowships: [{specialty: cardiovascular-disease, completed: 2015}]", "Cardiologists"),
        ("board_certifications: [internal-medicine, cardiovascular-disease]", "Cardiologists"),
        (
            "fellowships: [{specialty: cardiovascular-disease, expected: 2028}]",
            "General internists",
        ),
        ("fellowships: [{specialty: clinical-informatics, completed: 2015}]", "General internists"),
        (
            "residency: cardiology\nboard_certifications: [internal-medicine, cardiology]",
            "Cardiologists",
        ),
    ],
)
def test_pay_of_today_goes_by_the_specialty_one_works_in(
    more: str, paid_as: str, run: Run, profile: Callable[[str], Path]
) -> None:
    """A cardiologist trained in internal medicine first; informatics has no pay line of its own."""
    trained = "residency: {specialty: internal-medicine, completed: 2012}\n"
    answers = "degrees: [md]\nrole: attending\nlicense: unrestricted\n"
    path = profile(f"{answers}{'' if 'residency' in more else trained}{more}\n")
    text = run("assess", path, "--as-of", AS_OF, "--format", "plain", "--section", "pay").out

    assert f"Today ({paid_as})" in text


@pytest.mark.parametrize(
    ("parent", "narrower"),
    [
        ("internal-medicine", "gastroenterology"),
        ("pediatrics", "neonatal-perinatal-medicine"),
        ("family-medicine", "geriatric-medicine"),
    ],
)
@pytest.mark.parametrize(
    "more",
    ["fellowships: [{{specialty: {0}, completed: 2015}}]", "board_certifications: [{1}, {0}]"],
)
def test_a_subspecialist_is_not_paid_as_a_generalist(
    more: str, parent: str, narrower: str, run: Run, profile: Callable[[str], Path]
) -> None:
    """Where no pay of theirs is listed, the figure is that of all physicians, and so named."""
    path = profile(
        f"degrees: [md]\nrole: attending\nresidency: {{specialty: {parent}, completed: 2012}}\n"
        + more.format(narrower, parent)
    )
    assessed = run("assess", path, "--as-of", AS_OF, "--format", "plain", "--full").out
    planned = run("plan", path, "--as-of", AS_OF, "--format", "plain", "--full").out

    assert "Today (Physicians, all specialties but surgery)" in assessed
    assert "what is published (Physicians, all specialties but surgery" in planned
    for general in ("General internists", "General pediatricians", "Family physicians"):
        assert general not in assessed + planned


@pytest.mark.parametrize("informatics", ["{years: 0}", "{from: 2020, to: present, fte: 0.4}"])
@pytest.mark.parametrize("share", [0.5, 1])
@pytest.mark.parametrize(
    ("roadmap", "job"),
    [
        ("cmio", "degrees: [md]\nrole: attending\nlicense: unrestricted"),
        ("cmio", "degrees: [bsn]\nrole: nurse"),
        ("cnio", "degrees: [bsn]\nrole: nurse"),
    ],
)
def test_half_a_week_of_care_alone_is_not_paid_as_a_whole_one(
    roadmap: str, job: str, share: float, informatics: str, run: Run, profile: Callable[[str], Path]
) -> None:
    """Nor is what was told of it held against a full-time job unsaid."""
    path = profile(
        f"{job}\nclinical: {{from: 2016-07, to: present, fte: {share}}}\n"
        f"informatics: {informatics}\n"
    )
    whole = share == 1 or "present" in informatics
    options = ("--roadmap", roadmap, "--as-of", AS_OF, "--format", "plain")
    planned = run("plan", path, *options).out

    assert ("oday (" in run("assess", path, *options).out) is whole
    assert ("Pay you would have otherwise: $" in planned) is whole
    assert roadmap != "cmio" or "a year, estimated for full time" in planned


@pytest.mark.parametrize(
    ("answers", "is_paid_so"),
    [
        ("", True),
        ("license: none", False),
        ("clinical: {from: 2010, to: 2018}", False),
        ("{role: medical-director, clinical: {from: 2010, to: 2018}}", False),
        ("informatics: {from: 2020, to: present, fte: 1}", False),
    ],
)
def test_who_does_not_practice_here_is_not_paid_as_who_does(
    answers: str, is_paid_so: bool, run: Run, profile: Callable[[str], Path]
) -> None:
    """A physician in informatics has a specialty's pay while they see its patients, and may."""
    told = {
        "degrees": ["md"],
        "residency": {"specialty": "internal-medicine", "completed": 2010},
        "license": "unrestricted",
        "clinical": {"from": 2010, "to": "present"},
        "informatics": {"from": 2020, "to": "present", "fte": 0.3},
        "role": "physician-informaticist",
        **yaml.safe_load(answers or "{}"),
    }
    page = run("assess", profile(json.dumps(told)), "--as-of", AS_OF, "--format", "plain").out

    assert ("Today (" in page) is is_paid_so


@pytest.mark.parametrize("roadmap", ["cmio", "cnio", "cio"])
def test_a_nurse_anesthetist_is_not_paid_as_another_nurse(
    roadmap: str, run: Run, profile: Callable[[str], Path]
) -> None:
    path = profile("{role: crna, degrees: [msn], license: unrestricted, clinical: {years: 8}}")
    told = run("assess", path, "--roadmap", roadmap, "--as-of", AS_OF, "--format", "plain").out

    assert "Today (" not in told
    assert "Registered nurse" not in told


@pytest.mark.parametrize("informatics", ["{years: 0}", "{years: 3, fte: 0.3}"])
@pytest.mark.parametrize(
    ("role", "paid_as"),
    [("cmo", "Today (Chief Medical Officer): median $388,000"), ("it-director", None)],
)
def test_a_physician_in_another_job_is_not_paid_as_one_in_practice(
    role: str, paid_as: str | None, informatics: str, run: Run, profile: Callable[[str], Path]
) -> None:
    path = profile(
        "degrees: [md]\nresidency: {specialty: internal-medicine, completed: 2002}\n"
        f"license: unrestricted\nclinical: {{years: 15, still_practising: false}}\n"
        f"role: {role}\ninformatics: {informatics}\n"
    )
    assessed = run("assess", path, "--as-of", AS_OF, "--format", "plain").out
    planned = run("plan", path, "--as-of", AS_OF, "--format", "plain").out

    assert "Your specialty today" not in assessed
    assert (paid_as or "Today (") in assessed or paid_as is None
    assert "Difference a year" not in planned


def test_whoever_has_no_bls_line_is_not_called_one_of_other_specialties(
    run: Run, tmp_path: Path
) -> None:
    """General surgery is among the surgeons that BLS does not list separately, oncology too."""
    told = tmp_path / "me.yaml"
    for specialty in ("general-surgery", "oncology"):
        answers = f"degrees: [md]\nresidency: {{specialty: {specialty}, completed: 2014}}\n"
        told.write_text(f"{answers}role: attending\n")
        text = run("assess", told, "--as-of", AS_OF, "--format", "plain", "--section", "pay").out

        assert 'ns, all other")' in " ".join(text.split()), specialty


@pytest.mark.parametrize(
    ("options", "is_ours"),
    [
        (["pay"], True),
        (["pay", "--role", "registered-nurse"], False),
        (["pay", "--roadmap", "cio"], False),
        (["pay", "--roadmap", "cnio"], False),
        (["assess", HOSPITALIST], True),
        (["assess", ROOT / "examples" / "it-project-manager.yaml", "--roadmap", "cio"], False),
    ],
)
def test_only_what_we_estimate_is_called_an_estimate(
    run: Run, options: list[str], *, is_ours: bool
) -> None:
    """A survey's mean and the wages of BLS are figures of others, and make no band of ours."""
    told = run(*options, "--as-of", AS_OF, "--format", "plain").out

    assert ("An estimate, not an offer." in told) is is_ours
    assert ("THE BAND" in told) is (is_ours and options[0] == "pay")


def test_the_years_in_which_it_is_paid_back_are_said_plainly(
    run: Run, profile: Callable[[str], Path]
) -> None:
    path = profile(
        "degrees: [md]\nresidency: none\nlicense: unrestricted\nboard_certifications: []\n"
        "clinical: {years: 15, still_practising: true}\nrole: attending\n"
        "informatics: {years: 3, fte: 0.5}\n"
    )
    told = run("plan", path, "--as-of", AS_OF, "--format", "plain").out

    assert (
        "Paid back: in 2038 at the earliest, and perhaps never; "
        "the fees that are not known would make it later\n"
    ) in told


@pytest.mark.parametrize("roadmap", ["cio", "cmio"])
@pytest.mark.parametrize(("employer", "is_shown"), [("health-system", True), ("payer", False)])
def test_wages_of_health_care_are_shown_to_nobody_who_is_paid_elsewhere(
    run: Run, roadmap: str, employer: str, is_shown: bool
) -> None:
    told = ("assess", "--role", "informatics-specialist", "--organization", employer)
    found = run(*told, "--roadmap", roadmap, "--as-of", AS_OF, "--format", "json")

    assert bool(json.loads(found.out)["pay"]["today"]) is is_shown
