"""
Everybody can be written down: ids and their other names, in every way in, and hints that lead
nowhere else.
"""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import AS_OF, Run

Profile = Callable[[str], Path]

OTHER_NAMES = [
    ("degrees", "mbchb", "mbbs"),
    ("degrees", "M.D.", "md"),
    ("degrees", "BS", "bachelors"),
    ("degrees", "ms", "masters-other"),
    ("degrees", "PhD", "phd-other"),
    ("degrees", "dmd", "dds"),
    ("degrees", "nurse practitioner", "np"),
    ("board_certifications", "geriatrics", "geriatric-medicine"),
    ("board_certifications", "neonatology", "neonatal-perinatal-medicine"),
    ("board_certifications", "pulmonology", "pulmonary-disease"),
    ("board_certifications", "cardiology", "cardiovascular-disease"),
    ("board_certifications", "medical-oncology", "oncology"),
    ("board_certifications", "neurological-surgery", "neurosurgery"),
    ("board_certifications", "hospice-and-palliative-medicine", "hospice-palliative-medicine"),
    ("board_certifications", "ob-gyn", "obstetrics-gynecology"),
    ("board_certifications", "Ob/Gyn", "obstetrics-gynecology"),
    ("board_certifications", "peds", "pediatrics"),
    ("board_certifications", "AOBIM", "internal-medicine"),
    ("board_certifications", "aobnmm", "osteopathic-neuromusculoskeletal-medicine"),
    ("certifications", "project management professional", "pmp"),
    ("memberships", "American Nursing Informatics Association", "ania"),
]
NEW_IDS = {
    "degrees": (
        "dnp pa np dds jd adn rn-diploma bpharm phd-nursing ms-nursing-informatics associate"
    ),
    "certifications": "rhit ne-bc nea-bc cenp cnml capm",
    "roles": "cnio nurse pharmacist pa np cno ccio dentist pharmacy-informaticist",
    "leadership_roles": "cnio cno charge-nurse nurse-manager",
    "states": "PR GU VI AS MP ON QC BC AB MB NB NL NS NT NU PE SK YT",
    "specialties": (
        "nephrology geriatric-medicine neonatal-perinatal-medicine pulmonary-disease hematology "
        "gastroenterology rheumatology infectious-disease endocrinology-diabetes-metabolism "
        "cardiovascular-disease interventional-cardiology critical-care-medicine sleep-medicine "
        "child-adolescent-psychiatry addiction-medicine pain-medicine sports-medicine "
        "pediatric-hospital-medicine pediatric-emergency-medicine maternal-fetal-medicine "
        "surgical-critical-care surgery-of-the-hand dermatopathology medical-toxicology "
        "hospice-palliative-medicine child-neurology interventional-radiology aerospace-medicine "
        "occupational-environmental-medicine osteopathic-neuromusculoskeletal-medicine"
    ),
}
NO_HINT = [
    ("certifications", "abpm"),
    ("certifications", "abim"),
    ("certifications", "rn-bc"),
    ("degrees", "phm"),
    ("degrees", "bss-n"),
    ("board_certifications", "gastroneurology"),
    ("board_certifications", "phd"),
    ("role", "cnoo2"),
]


def told(run: Run, path: str | Path, *more: str) -> dict[str, object]:
    """
    The profile that a result of these arguments writes back.
    """
    outcome = run("assess", path, *more, "--as-of", AS_OF, "--format", "json")
    assert (outcome.code, outcome.err) == (0, ""), outcome.err
    profile: dict[str, object] = json.loads(outcome.out)["profile"]
    return profile


@pytest.mark.parametrize(("field", "name", "id_"), OTHER_NAMES)
def test_another_name_is_read_and_the_id_written_back(
    run: Run, profile: Profile, field: str, name: str, id_: str
) -> None:
    """
    In YAML, in JSON, with ``--set`` and in a table alike.
    """
    as_yaml = profile(json.dumps({field: [name]}))
    assert told(run, as_yaml)[field] == [id_]
    empty = profile("notes: x\n")
    by_name, by_id = (
        json.loads(run("what-if", empty, "--set", f"{field}={each}", "--format", "json").out)
        for each in (json.dumps([name]), json.dumps([id_]))
    )
    assert by_name["scenarios"][0]["change"] == by_id["scenarios"][0]["change"]


def test_a_table_takes_other_names_too(run: Run, tmp_path: Path) -> None:
    """
    In lists, in items that say more, and in single cells.
    """
    table = tmp_path / "clients.csv"
    table.write_text(
        "id,degrees,residency,fellowships,board_certifications,role,organization,state\n"
        "c-1,MBChB:held:2010;jd,Peds,neonatology:completed:2016,peds;geriatrics:lapsed,"
        "physician associate,academic medical center,Ontario\n",
        encoding="utf-8",
    )
    outcome = run("report", table, "-o", tmp_path / "out", "--format", "jsonl", "--as-of", AS_OF)

    assert outcome.code == 0, outcome.err
    line = json.loads((tmp_path / "out" / "assessments.jsonl").read_text(encoding="utf-8"))
    person = line["profile"]
    assert [each if isinstance(each, str) else each["degree"] for each in person["degrees"]] == [
        "mbbs",
        "jd",
    ]
    assert person["residency"]["specialty"] == "pediatrics"
    assert person["fellowships"][0]["specialty"] == "neonatal-perinatal-medicine"
    assert person["role"] == "pa"
    assert person["setting"] == {"organization": "academic", "state": "ON"}


def test_options_take_other_names(run: Run) -> None:
    """
    Those of an assessment, of pay, and the names of certifications to look at.
    """
    given = told(run, *("--degree", "MBChB", "--board", "geriatrics", "--role", "RN"))
    assert given["degrees"] == ["mbbs"]
    assert given["board_certifications"] == ["geriatric-medicine"]
    assert given["role"] == "nurse"
    by_name = run("pay", "--state", "california", "--year", "2026", "--as-of", AS_OF)
    by_code = run("pay", "--state", "CA", "--year", "2026", "--as-of", AS_OF)
    assert (by_name.code, by_name.out) == (0, by_code.out)
    asked = run("eligible", "-", "project management professional", "--as-of", AS_OF, stdin=b"{}")
    assert "PMP" in asked.out


@pytest.mark.parametrize(("kind", "ids"), NEW_IDS.items())
def test_every_one_of_these_is_known(run: Run, kind: str, ids: str) -> None:
    """
    Degrees, certificates, posts, places and specialties that people have.
    """
    outcome = run("roadmap", "ids", kind, "--format", "json")

    known = json.loads(outcome.out)["ids"][kind]
    assert not [each for each in ids.split() if each not in known]


def test_the_list_of_specialties_names_its_sources(run: Run) -> None:
    """
    With the grade: it was retyped by somebody else.
    """
    outcome = run("roadmap", "ids", "specialties", "--format", "plain", "--as-of", AS_OF)

    assert "ABMS Guide to Medical Specialties 2026" in outcome.out
    assert "geriatrics" in outcome.out


@pytest.mark.parametrize(("field", "name"), NO_HINT)
def test_nothing_is_suggested_across_meanings(
    run: Run, profile: Profile, field: str, name: str
) -> None:
    """
    A wrong hint is worse than none; initials with one letter off are other initials.
    """
    content = {field: name if field == "role" else [name]}
    outcome = run("assess", profile(json.dumps(content)), "--as-of", AS_OF)

    assert outcome.code == 65
    assert "Did you mean" not in outcome.err
    assert "cmio-advisor roadmap ids" in outcome.err


@pytest.mark.parametrize(
    ("field", "name", "id_"),
    [
        ("degrees", "mdd", "md"),
        ("board_certifications", "nephrolgy", "nephrology"),
        ("board_certifications", "neonatolgoy", "neonatal-perinatal-medicine"),
        ("certifications", "cphmis", "cphims"),
        ("memberships", "hims", "himss"),
    ],
)
def test_one_slip_of_the_keyboard_is_answered_with_the_id(
    run: Run, profile: Profile, field: str, name: str, id_: str
) -> None:
    """
    Of the name that was meant, not with the name.
    """
    outcome = run("assess", profile(json.dumps({field: [name]})), "--as-of", AS_OF)

    assert outcome.code == 65
    assert f'Did you mean "{id_}"?' in outcome.err


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("abpm", ("preventive-medicine", "clinical-informatics")),
        ("med-peds", ("internal-medicine", "pediatrics")),
        ("heme-onc", ("hematology", "oncology")),
    ],
)
def test_a_name_of_several_is_asked_back(
    run: Run, profile: Profile, name: str, ids: tuple[str, ...]
) -> None:
    """
    With the ids that it can stand for.
    """
    outcome = run("assess", profile(f"board_certifications: [{name}]\n"), "--as-of", AS_OF)

    assert outcome.code == 65
    assert "stands for more than one" in outcome.err
    assert all(each in outcome.err for each in ids)


@pytest.mark.parametrize(
    ("degree", "is_medical", "is_graduate"),
    [
        ("mbchb", True, True),
        ("dds", False, True),
        ("dnp", False, True),
        ("np", False, True),
        ("pa", False, True),
        ("jd", False, True),
        ("adn", False, False),
        ("bpharm", False, False),
        ("bs", False, False),
    ],
)
def test_a_degree_falls_in_its_classes(
    run: Run, profile: Profile, degree: str, is_medical: bool, is_graduate: bool
) -> None:
    """
    What is medicine, and what is a master's degree or higher (of which FACHE asks).
    """
    path = profile(f"degrees: [{degree}]\n")
    result = json.loads(run("assess", path, "--as-of", AS_OF, "--format", "json").out)

    states = {
        each["id"]: each["state"] for step in result["steps"] for each in step["requirements"]
    }
    assert (states["medical-degree"] == "met") is is_medical
    fache = next(each for each in result["credentials"] if each["id"] == "fache")
    assert ("You need a master's degree or higher." not in fache["missing"]) is is_graduate
    assert ("nursing-informatics" in [each["id"] for each in result["ways_on"]]) is (
        degree in ("dnp", "np", "adn")
    )


def test_a_nurses_certificate_asks_for_a_bachelors_degree(run: Run, profile: Profile) -> None:
    """
    An associate degree makes a nurse and is not enough for NI-BC; a doctorate of practice is.
    """
    needed = "You need a bachelor's degree in nursing or higher."
    for degree, lacks in (("adn", True), ("dnp", False), ("np", False), ("pa", True)):
        outcome = run("eligible", profile(f"degrees: [{degree}]\n"), "ni-bc", "--format", "json")
        (found,) = json.loads(outcome.out)["credentials"]
        assert any(each.startswith(needed) for each in found["missing"]) is lacks, degree


@pytest.mark.parametrize("state", ["ON", "PR", "Quebec"])
def test_no_states_pay_is_taken_for_a_province(run: Run, state: str) -> None:
    """
    The band is the one without a place.
    """
    here = run("pay", "--state", state, "--year", "2026", "--as-of", AS_OF, "--format", "json")
    nowhere = run("pay", "--year", "2026", "--as-of", AS_OF, "--format", "json")

    assert json.loads(here.out)["total"] == json.loads(nowhere.out)["total"]


PEOPLE = {
    "neonatology-fellow": """
degrees: [md]
license: unrestricted
residency: {specialty: pediatrics, completed: 2025-06}
board_certifications: [pediatrics]
fellowships: [{specialty: neonatology, status: in-progress, expected: 2028-06}]
role: {id: resident}
""",
    "internist-in-ontario": """
degrees: [md]
residency: {specialty: internal-medicine, completed: 2015}
license: unrestricted
board_certifications: [internal-medicine]
setting: {organization: academic, state: ON}
""",
    "nurse-and-pa": """
degrees: [bsn, pa, masters-other]
license: none
role: {id: cmio}
""",
}


@pytest.mark.parametrize("person", PEOPLE)
def test_these_people_are_taken(run: Run, profile: Profile, person: str) -> None:
    """
    Each of them was refused for a word.
    """
    outcome = run("assess", profile(PEOPLE[person]), "--as-of", AS_OF)

    assert outcome.code == 0, outcome.err


LISTS = {
    "degrees": "degrees",
    "specialties": "board_certifications",
    "certifications": "certifications",
    "projects": "projects",
    "memberships": "memberships",
    "activities": "activities",
}


@pytest.mark.parametrize("kind", LISTS)
def test_every_name_of_the_roadmap_is_taken_for_its_id_or_asked_back(
    run: Run, profile: Profile, kind: str
) -> None:
    """
    As the list of ids shows them; names of several ids are refused with each of these ids.
    """
    shown = run("roadmap", "ids", kind, "--format", "plain", "--as-of", AS_OF).out
    titles = json.loads(run("roadmap", "ids", kind, "--format", "json").out)["ids"][kind]
    owners: dict[str, list[str]] = {}
    for line in shown.splitlines():
        id_, _, rest = line.strip(" -").partition(": ")
        if id_ in titles:
            names = rest.removeprefix(titles[id_]).removeprefix("; also ")
            for name in (id_, titles[id_], *filter(None, names.split(", "))):
                owners.setdefault(name, []).append(id_)
    alone = {name: ids[0] for name, ids in owners.items() if len(set(ids)) == 1}

    told_back = told(run, profile(json.dumps({LISTS[kind]: [*alone]})))[LISTS[kind]]

    assert set(titles) <= {*owners}
    assert isinstance(told_back, list)
    assert {each if isinstance(each, str) else "" for each in told_back} == set(alone.values())
    for name, ids in owners.items():
        if name not in alone:
            refused = run("assess", profile(json.dumps({LISTS[kind]: [name]})), "--as-of", AS_OF)
            assert refused.code == 65
            assert all(each in refused.err for each in ids)


@pytest.mark.parametrize(
    "answers",
    [
        "degrees: [dds]",
        "degrees: [pa]",
        "degrees: [dnp]",
        "degrees: [jd]",
        "{degrees: [bachelors], role: pharmacist}",
        "{degrees: [bachelors], role: cnio}",
        "{degrees: [bachelors], role: data-analyst}",
        "{degrees: [bachelors], certifications: [capm]}",
    ],
)
def test_medicine_is_no_step_of_these_professions(run: Run, profile: Profile, answers: str) -> None:
    """
    Every degree, job and certificate of another profession is one, whichever it is.
    """
    outcome = run("assess", profile(f"{answers}\n"), "--as-of", AS_OF, "--format", "json")

    steps = json.loads(outcome.out)["next_steps"]
    assert steps
    assert "enter-medical-school" not in [each.get("route", each.get("id")) for each in steps]
    assert "Enter and finish medical school" not in [each["title"] for each in steps]


@pytest.mark.parametrize(
    ("role", "stage"),
    [
        ("nurse", "practising-clinician"),
        ("np", "practising-clinician"),
        ("pharmacist", "practising-clinician"),
        ("pharmacy-informaticist", "medical-informatics-specialist"),
        ("director-nursing-informatics", "director-health-informatics"),
        ("cnio", "vp-clinical-informatics"),
        ("ccio", "vp-clinical-informatics"),
    ],
)
def test_a_job_has_its_place_on_the_ladder(
    run: Run, profile: Profile, role: str, stage: str
) -> None:
    """
    The nearest rung; work in informatics is known of those that are informatics.
    """
    outcome = run("assess", profile(f"role: {role}\n"), "--as-of", AS_OF, "--format", "json")
    result = json.loads(outcome.out)

    states = {
        each["id"]: each["state"] for step in result["steps"] for each in step["requirements"]
    }
    assert result["stage"]["id"] == stage
    assert (states["informatics-work"] == "met") is (stage != "practising-clinician")
