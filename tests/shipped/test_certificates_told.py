"""
What is said of certificates: what is missing and what is one of several ways, and in which order.
"""

import json
import re
from pathlib import Path

import pytest

from tests.conftest import ROOT, Run

EXAMPLES = ROOT / "examples"
FROM_OTHER_FIELDS = "From other fields or professions, or below what you have"
WORDS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
NUMBERS = {word: str(count) for count, word in enumerate(WORDS, 2)}


def numbers(text: str) -> set[str]:
    """Those that a sentence names, in words or in figures; one is too common to tell anything."""
    words = re.findall(r"\b\w+\b", text.lower().replace(",", ""))
    return {each for word in words if (each := NUMBERS.get(word, word)).isdecimal()} - {"1"}


@pytest.mark.parametrize("person", sorted(EXAMPLES.glob("*.yaml")), ids=lambda path: path.stem)
def test_missing_any_holds_what_the_text_calls_one_of_these(run: Run, person: Path) -> None:
    """Each is in ``missing`` as well, which stays as it was; a way that is shut is none of them."""
    asked = ("eligible", person, "--as-of", "2026-11-28", "--format")
    told = json.loads(run(*asked, "json").out)["credentials"]
    text = run(*asked, "plain", "--all").out

    for each in told:
        some = [one for group in each["missing_any"] for one in group]
        assert set(some) <= set(each["missing"])
        assert all(group for group in each["missing_any"])
        if len(some) > 1:
            assert all(f"One of these: {one}" in text for one in some)
        assert not any("pathway had its last" in one for one in some)
    groups = {each["id"]: each["missing_any"] for each in told if len(each["missing"]) > 1}
    assert any(groups.values())


def test_a_way_that_is_shut_is_no_way(run: Run) -> None:
    """Nobody takes the practice pathway by what closed it; also where a credential is explained."""
    asked = (EXAMPLES / "hospitalist.yaml", "abpm-clinical-informatics", "--as-of", "2026-11-28")
    (told,) = json.loads(run("eligible", *asked, "--format", "json").out)["credentials"]
    text = run("eligible", *asked, "--format", "plain").out
    explained = run("explain", *asked, "--format", "plain").out

    ((*ways,),) = told["missing_any"]
    shut = [each for each in told["missing"] if each not in ways]
    assert len(ways) == 2
    assert shut
    for shown in (text, explained):
        assert [each for each in shut if f"No longer open: {each}" not in shown] == []
        assert [each for each in ways if f"One of these: {each}" not in shown] == []


@pytest.mark.parametrize("name", ["hospitalist", "it-project-manager", "medical-student"])
def test_certificates_of_other_fields_stand_last(run: Run, name: str) -> None:
    """
    A networking certificate that anybody may sit for is no advice, in the short form and the long.
    """
    person = EXAMPLES / f"{name}.yaml"
    found = run("eligible", person, "--as-of", "2026-11-28", "--format", "markdown", "--all").out
    short = run("eligible", person, "--as-of", "2026-11-28", "--format", "markdown").out
    whole = ("--format", "plain", "--full")
    assessed = run("assess", person, "--as-of", "2026-11-28", *whole).out

    headings = [line[3:] for line in found.splitlines() if line.startswith("## ")]
    open_now = found.partition("## Open to you now")[2].partition("\n## ")[0]
    entries = assessed.partition("\nCERTIFICATIONS\n")[2].partition("\n\n")[0].splitlines()
    titles = [each for each in entries if not each.startswith(" ")]
    assert "Cisco" not in open_now
    assert headings.index(FROM_OTHER_FIELDS) > headings.index("Not yet")
    assert "Not certain yet" not in headings[:1]
    assert "CCNA" not in short
    assert "--all" in short
    assert "CCNA" in found.partition(f"## {FROM_OTHER_FIELDS}")[2]
    assert not any("Cisco" in each for each in titles[: len(titles) // 2])
    assert any("Cisco" in each for each in titles)


def test_what_serves_the_target_is_data(run: Run, tmp_path: Path) -> None:
    """A roadmap to another role may put another field's certificate among its own."""
    rules = tmp_path / "rules"
    rules.mkdir()
    for file in (EXAMPLES.parent / "data" / "cmio").iterdir():
        kept = file.read_text(encoding="utf-8").replace("    serves_target: false\n", "")
        (rules / file.name).write_text(kept, encoding="utf-8")
    found = run("eligible", EXAMPLES / "hospitalist.yaml", "--roadmap", rules, "--format", "plain")

    assert "5 others stand apart" in found.out  # the nurses' own
    assert "OPEN TO YOU NOW\nCisco" in found.out


@pytest.mark.parametrize(
    ("degrees", "role", "said"),
    [
        ("[bsn]", "attending", True),
        ("[bsn]", "physician-informaticist", True),
        ("[bsn, msn]", "cmo", True),
        ("[bsn]", "medical-director", True),
        ("[{degree: md, status: in-progress, expected: 2029-05}]", "attending", True),
        ("[bsn]", "nurse-informaticist", False),
        ("[md]", "attending", False),
        ("unknown", "attending", False),
    ],
)
def test_a_physicians_job_without_a_medical_degree_is_noted(
    run: Run, degrees: str, role: str, said: bool
) -> None:
    """One of the two answers is likely wrong, and what the job pays is a physician's pay."""
    person = f"as_of: 2026-11-28\ndegrees: {degrees}\nrole: {{id: {role}}}\n".encode()
    told = run("assess", "-", "--as-of", "2026-11-28", "--format", "json", stdin=person)

    found = {each["code"]: each["text"] for each in json.loads(told.out)["warnings"]}
    assert ("job_without_degree" in found) is said
    if said:
        assert "is a physician's" in found["job_without_degree"]
        assert "()" not in found["job_without_degree"]


@pytest.mark.parametrize("roadmap", ["cmio", "cnio", "cio"])
def test_the_source_named_first_is_the_one_that_says_who_may_sit(
    run: Run, tmp_path: Path, roadmap: str
) -> None:
    """
    The list prints one source beside what is missing. What "a weak source asks" was shown as read
    at the issuer, and what was asked in 2010 as read in 2017. Ways in have sources of their own.
    """
    nobody = tmp_path / "nobody.yaml"
    nobody.write_text("{}\n", "utf-8")
    asked = ("eligible", nobody, "--roadmap", roadmap, "--all", "--as-of", "2026-11-28")
    told = json.loads(run(*asked, "--format", "json").out)["credentials"]

    for each in told:
        if each["missing_any"]:
            continue
        needed = numbers(" ".join(each["missing"]))
        carried = [len(needed & numbers(row["says"])) for row in each["evidence"]]
        assert carried[0] == max(carried), each["id"]
        if re.search("weak source|exam-preparation|commercial", " ".join(each["missing"])):
            assert each["evidence"][0]["grade"] in "CD", each["id"]


FIGURE = re.compile(r"\d[\d,]*")


def figures(text: str) -> set[str]:
    """Those that say something of a certificate alone: of two digits and more."""
    return {each for each in FIGURE.findall(text.replace(",", "")) if len(each) > 1}


@pytest.mark.parametrize("roadmap", ["cmio", "cnio", "cio"])
def test_a_figure_of_an_exam_or_a_renewal_is_in_its_evidence(run: Run, roadmap: str) -> None:
    """Also where a roadmap lays evidence of its own over that which all have."""
    asked = ("eligible", "-", "--roadmap", roadmap, "--all", "--as-of", "2026-11-28")
    told = json.loads(run(*asked, "--format", "json", stdin=b"{}\n").out)["credentials"]

    assert [
        (each["id"], sorted(missing))
        for each in told
        if (
            missing := figures(f"{each['exam'] or ''} {each['renewal'] or ''}")
            - figures(" ".join(row["says"] for row in each["evidence"]))
            - set(re.findall(r"\b20\d\d\b", f"{each['exam']} {each['renewal']}"))
        )
    ] == []


def test_a_doctor_of_public_health_has_the_degree_that_amia_names(run: Run, tmp_path: Path) -> None:
    """Its page lists DPH beside the medical degree; a nurse with it was told to lack a degree."""
    nurse = tmp_path / "nurse.yaml"
    nurse.write_text(
        "degrees: [bsn, drph]\ncertifications: [ni-bc]\nmemberships: [amia]\n"
        "informatics: {years: 4, fte: 0.5}\n"
        "answers: {amia-years: 4, amia-recommendation: true, amia-engagement: true,"
        " informatics-years-since-certified: 3}\n",
        "utf-8",
    )
    asked = ("eligible", nurse, "famia", "--as-of", "2026-11-28", "--format", "json")

    (told,) = json.loads(run(*asked).out)["credentials"]

    assert told["eligible"] == "yes"


def test_what_a_board_can_waive_is_no_refusal(run: Run, tmp_path: Path) -> None:
    """ABPS considers people without a board certificate case by case, so none is told no by it."""
    physician = tmp_path / "physician.yaml"
    physician.write_text(
        "degrees: [md, mba]\nlicense: unrestricted\nboard_certifications: []\n"
        "residency: {specialty: internal-medicine, completed: 2010}\n",
        "utf-8",
    )
    asked = ("abps-administrative-medicine", "--as-of", "2026-11-28", "--format", "json")

    (told,) = json.loads(run("eligible", physician, *asked).out)["credentials"]

    assert told["eligible"] == "unknown"


def test_hours_that_make_up_the_number_together_are_not_told_to_be_too_few(
    run: Run, tmp_path: Path
) -> None:
    """ACHE takes hours in person for virtual ones: 18 and 6 are as good as 12 and 12."""
    executive = tmp_path / "executive.yaml"
    executive.write_text(
        "degrees: [md, mha]\nmemberships: [ache]\nleadership: {years: 8}\n"
        "answers: {executive-post: true, ache-years: 2, ache-references: 2,"
        " ache-education-hours: 36, ache-in-person-hours: 18, ache-virtual-hours: 6}\n",
        "utf-8",
    )
    asked = ("eligible", executive, "fache", "--as-of", "2026-11-28", "--format", "json")

    (told,) = json.loads(run(*asked).out)["credentials"]

    assert told["eligible"] == "unknown"


@pytest.mark.parametrize(
    ("role", "asked_of"), [("cnio", False), ("cio", False), ("cmio", False), ("attending", True)]
)
@pytest.mark.parametrize("roadmap", ["cmio", "cnio", "cio"])
def test_a_chief_officer_holds_an_executive_job(
    run: Run, tmp_path: Path, roadmap: str, role: str, asked_of: bool
) -> None:
    """ACHE asks for an executive position now, and the title of the present job says it."""
    person = tmp_path / "person.yaml"
    person.write_text(f"role: {role}\n", "utf-8")
    asked = ("eligible", person, "fache", "--roadmap", roadmap, "--as-of", "2026-11-28")

    (told,) = json.loads(run(*asked, "--format", "json").out)["credentials"]

    assert any("executive job" in each for each in told["missing"]) is asked_of


PHYSICIAN = {
    "degrees": ["md"],
    "residency": {"specialty": "internal-medicine", "completed": 2024, "country": "US"},
    "license": "unrestricted",
    "board_certifications": ["internal-medicine"],
    "clinical": {"years": 2, "still_practising": True},
    "informatics": {"years": 0},
    "fellowships": "none",
    "projects": [],
    "leadership": {"roles": [], "people_led": 0},
    "role": "attending",
}
RESIDENT = {
    "degrees": ["md"],
    "residency": {
        "specialty": "internal-medicine",
        "status": "in-progress",
        "expected": "2028-06",
        "country": "US",
    },
    "license": "training",
    "fellowships": "none",
    "certifications": "none",
    "projects": [],
    "role": "resident",
}
NURSE = {
    "degrees": ["adn"],
    "license": "unrestricted",
    "clinical": {"years": 6, "still_practising": True},
    "informatics": {"years": 2, "fte": 0.5},
    "role": "nurse",
}
FELLOWSHIP = {"specialty": "clinical-informatics", "status": "in-progress", "accredited": True}
BOARD = {"certification": "abpm-clinical-informatics", "status": "planned", "expected": 2027}
PRIMARY = {"board": "internal-medicine", "status": "planned"}
NI_BC = {"certification": "ni-bc", "status": "planned", "expected": 2027}
EARLY = "certificate_too_early"


@pytest.mark.parametrize(
    ("roadmap", "told", "without", "meets"),
    [
        ("cmio", {**PHYSICIAN, "certifications": [BOARD]}, {"certifications": "none"}, "ci-board"),
        (
            "cmio",
            {**PHYSICIAN, "certifications": [{**BOARD, "status": "in-progress"}]},
            {"certifications": "none"},
            "ci-board",
        ),
        (
            "cmio",
            {**PHYSICIAN, "license": "restricted", "certifications": [BOARD]},
            {"certifications": "none"},
            "ci-board",
        ),
        (
            "cmio",
            {**RESIDENT, "board_certifications": [{**PRIMARY, "expected": "2027-08"}]},
            {"board_certifications": "none"},
            "primary-board",
        ),
        (
            "cnio",
            {**NURSE, "certifications": [NI_BC]},
            {"certifications": "none"},
            "ni-bc-held",
        ),
    ],
)
def test_no_certificate_is_planned_before_what_it_asks_for(
    run: Run,
    tmp_path: Path,
    roadmap: str,
    told: dict[str, object],
    without: dict[str, object],
    meets: str,
) -> None:
    """One told for too early a day is planned as if nothing had been told of it, and warned of."""
    ends = []
    for answers in (told, {**told, **without}):
        person = tmp_path / "person.json"
        person.write_text(json.dumps(answers))
        asked = (person, "--roadmap", roadmap, "--as-of", "2026-11-29", "--format", "json")
        plan = json.loads(run("plan", *asked).out)
        assessed = json.loads(run("assess", *asked).out)
        steps = [each for each in plan["steps"] if each["requirement"] == meets]
        ends.append([(each["id"], each["end"]) for each in steps])
        for found in (plan, assessed):
            codes = [each["code"] for each in found["warnings"]]
            assert (EARLY in codes) is (answers is told)
        days = [each["done_on"] for each in assessed["next_steps"] if each["requirement"] == meets]
        assert days in ([], [None])
    assert ends[0] == ends[1] != []


@pytest.mark.parametrize(
    "told",
    [
        {
            **PHYSICIAN,
            "fellowships": [{**FELLOWSHIP, "expected": "2027-06"}],
            "certifications": [BOARD],
        },
        {**RESIDENT, "board_certifications": [{**PRIMARY, "expected": "2028-08"}]},
        {**RESIDENT, "board_certifications": [PRIMARY]},
    ],
)
def test_a_certificate_that_comes_after_what_it_asks_for_stays(
    run: Run, tmp_path: Path, told: dict[str, object]
) -> None:
    person = tmp_path / "person.json"
    person.write_text(json.dumps(told))
    plan = json.loads(run("plan", person, "--as-of", "2026-11-29", "--format", "json").out)

    assert EARLY not in [each["code"] for each in plan["warnings"]]


def test_a_renewal_cites_what_tells_of_renewing_and_no_page_on_the_exam(run: Run) -> None:
    """The best first, which stands on the page; what no source tells of cites none."""
    ending = [{"certification": each, "expires": "2027-05"} for each in ("ni-bc", "pmp", "famia")]
    nurse = {"degrees": ["bsn"], "license": "unrestricted", "certifications": ending}
    asked = ("assess", "-", "--roadmap", "cmio", "--as-of", "2026-11-30", "--format", "json")
    told = json.loads(run(*asked, stdin=json.dumps(nurse).encode()).out)
    steps = {each["id"]: each for part in ("next_steps", "later_steps") for each in told[part]}
    cited = {
        each: [row["source"] for row in steps[f"renew-{each}"]["evidence"]]
        for each in ("ni-bc", "pmp", "famia")
    }

    assert cited == {
        "ni-bc": ["ancc-renewals", "ancc-renewal-faq", "intelycare-ni-bc"],
        "pmp": ["practicetestgeeks-pmp", "stateline-pmp-2026"],
        "famia": [],
    }


def test_a_renewal_that_is_due_first_is_the_first_date_to_keep(run: Run) -> None:
    """And not the application for a school years ahead."""
    told = {
        "degrees": ["adn"],
        "role": "nurse-manager",
        "license": "unrestricted",
        "certifications": [{"certification": "cnml", "expires": "2026-12"}],
    }
    asked = ("plan", "-", "--roadmap", "cnio", "--as-of", "2026-11-30", "--format", "json")
    plan = json.loads(run(*asked, stdin=json.dumps(told).encode()).out)
    renewal = next(each for each in plan["steps"] if each["title"].startswith("Renew"))

    assert any(each["milestones"] for each in plan["steps"])
    assert renewal["last_start"] == "2026-11-30"
    first = f"The first date to keep is 30 November 2026: {renewal['title']}."
    assert first in " ".join(plan["summary"])


@pytest.mark.parametrize("roadmap", ["cmio", "cnio", "cio"])
def test_of_a_certificate_of_no_list_no_other_body_is_told(run: Run, roadmap: str) -> None:
    """What is told of boards is told of boards alone; nor does the title call it something else."""
    ending = {
        "board_certifications": [{"board": "internal-medicine", "expires": "2027-06"}],
        "certifications": [{"other": "CCRN", "expires": "2027-04"}],
    }
    asked = ("assess", "-", "--roadmap", roadmap, "--as-of", "2026-11-30", "--format", "json")
    told = json.loads(run(*asked, stdin=json.dumps(ending).encode()).out)
    steps = (each for part in ("next_steps", "later_steps") for each in told[part])
    renewed = {each["title"]: each for each in steps if each["title"].startswith("Renew")}
    board = renewed.pop("Renew before it ends: Internal medicine")
    ((title, other),) = renewed.items()

    assert title == "Renew before it ends: CCRN"
    assert (other["do_at"], other["evidence"]) == ([], [])
    assert "board" not in other["ask"]
    assert [each["source"] for each in board["evidence"]] == ["abms-staying-certified"]
