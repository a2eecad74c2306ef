"""
Everybody can be written down: ids and their other names, in every way in, and hints that lead
nowhere else.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import AS_OF, Run

Profile = Callable[[str], Path]

OTHER_NAMES = [
    ("degrees", "BScN", "bsn"),
    ("degrees", "GNM", "rn-diploma"),
    ("degrees", "MSW", "masters-other"),
    ("degrees", "mbchb", "mbbs"),
    ("degrees", "D.O.", "do"),
    ("degrees", "MPhil", "masters-other"),
    ("degrees", "BS", "bachelors"),
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
    ("role", "deputy cmo"),
    ("leadership_roles", "associate CMO"),
    ("board_certifications", "hepatology"),
    ("certifications", "CNA"),
]


def told(run: Run, path: str | Path, *more: str) -> dict[str, object]:
    """The profile that a result of these arguments writes back."""
    outcome = run("assess", path, *more, "--as-of", AS_OF, "--format", "json")
    noted = [line for line in outcome.err.splitlines() if " is read as " not in line]
    assert (outcome.code, noted) == (0, [])
    profile: dict[str, object] = json.loads(outcome.out)["profile"]
    return profile


def test_other_names_are_read_and_the_ids_written_back(run: Run, profile: Profile) -> None:
    """In a file; case, points and hyphens make no difference."""
    written: dict[str, list[str]] = {}
    meant: dict[str, list[str]] = {}
    for field, name, id_ in OTHER_NAMES:
        written.setdefault(field, []).append(name)
        meant.setdefault(field, []).append(id_)

    given = told(run, profile(json.dumps(written)))

    once = {field: list(dict.fromkeys(ids)) for field, ids in meant.items()}
    assert {field: given[field] for field in written} == once


def test_a_setting_takes_other_names_too(run: Run, profile: Profile) -> None:
    """It changes what the id would change."""
    empty = profile("notes: x\n")
    by_name, by_id = (
        json.loads(run("what-if", empty, "--set", f"degrees=[{each}]", "--format", "json").out)
        for each in ("MBChB", "mbbs")
    )
    assert by_name["scenarios"][0]["change"] == by_id["scenarios"][0]["change"]


def test_a_table_takes_other_names_too(run: Run, tmp_path: Path) -> None:
    """In lists, in items that say more, and in single cells."""
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


@pytest.mark.parametrize(
    ("degrees", "role", "organization", "read"),
    [
        ("BSN", "School nurse", "school district", (["bsn"], "nurse", "other")),
        ("MSN", "FNP", "urgent care", (["msn"], "np", "physician-group")),
        (
            "BS DNAP",
            "House supervisor",
            "SNF",
            (["bachelors", "phd-other"], "nurse-manager", "other"),
        ),
        ("BS", "Paramedic", "EMS", (["bachelors"], "other-clinician", "other")),
    ],
)
def test_a_table_takes_the_words_of_those_who_are_no_doctors(
    degrees: str, role: str, organization: str, read: tuple[object, ...], run: Run, tmp_path: Path
) -> None:
    table = tmp_path / "clients.csv"
    head = "id,degrees,role,organization\n"
    table.write_text(f"{head}c-1,{degrees.replace(' ', ';')},{role},{organization}\n")
    run("report", table, "-o", tmp_path / "out", "--format", "jsonl", "--as-of", AS_OF)
    line = json.loads((tmp_path / "out" / "assessments.jsonl").read_text(encoding="utf-8"))
    person = line["profile"]
    assert (person["degrees"], person["role"], person["setting"]["organization"]) == read


@pytest.mark.parametrize("cell", ["PGY1 pharmacy practice", "PGY-1 Pharmacy Residency"])
def test_a_pharmacists_first_year_names_the_residency_and_none_under_way(
    cell: str, run: Run, tmp_path: Path
) -> None:
    table = tmp_path / "clients.csv"
    table.write_text(f"id,degrees,residency,role\nc-1,PharmD,{cell},pharmacist\n")
    run("report", table, "-o", tmp_path / "out", "--format", "jsonl", "--as-of", AS_OF)
    line = json.loads((tmp_path / "out" / "assessments.jsonl").read_text(encoding="utf-8"))
    assert line["profile"]["residency"] == {"specialty": "pharmacy"}


def test_options_take_other_names(run: Run) -> None:
    """Those of an assessment, of pay, and the names of certifications to look at."""
    given = told(run, *("--degree", "MBChB", "--board", "geriatrics", "--role", "RN"))
    assert given["degrees"] == ["mbbs"]
    assert given["board_certifications"] == ["geriatric-medicine"]
    assert given["role"] == "nurse"
    by_name = run("pay", "--state", "california", "--year", "2026", "--as-of", AS_OF)
    by_code = run("pay", "--state", "CA", "--year", "2026", "--as-of", AS_OF)
    assert (by_name.code, by_name.out) == (0, by_code.out)
    asked = run("eligible", "-", "project management professional", "--as-of", AS_OF, stdin=b"{}")
    assert "PMP" in asked.out


def test_every_one_of_these_is_known(run: Run) -> None:
    """Degrees, certificates, posts, places and specialties that people have."""
    known = json.loads(run("roadmap", "ids", "--format", "json").out)["ids"]

    unknown = [
        each for kind, ids in NEW_IDS.items() for each in ids.split() if each not in known[kind]
    ]
    assert not unknown


def test_the_list_of_specialties_names_its_sources(run: Run) -> None:
    """With the grade: it was retyped by somebody else."""
    outcome = run("roadmap", "ids", "specialties", "--format", "plain", "--as-of", AS_OF)

    assert "ABMS Guide to Medical Specialties 2026" in outcome.out
    assert "geriatrics" in outcome.out


@pytest.mark.parametrize(("field", "name"), NO_HINT)
def test_nothing_is_suggested_across_meanings(
    run: Run, profile: Profile, field: str, name: str
) -> None:
    """A wrong hint is worse than none; initials with one letter off are other initials."""
    content: dict[str, object] = {field: name if field == "role" else [name]}
    if field == "leadership_roles":
        content = {"leadership": {"roles": [name]}}
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
    """Of the name that was meant, not with the name."""
    outcome = run("assess", profile(json.dumps({field: [name]})), "--as-of", AS_OF)

    assert outcome.code == 65
    assert f'Did you mean "{id_}"?' in outcome.err


@pytest.mark.parametrize(
    ("field", "name", "ids"),
    [
        ("degrees", "ms", ("ms-health-informatics", "masters-other")),
        ("degrees", "PhD", ("phd-informatics", "phd-nursing", "phd-other")),
        ("degrees", "RN", ("bsn", "adn", "rn-diploma")),
        ("degrees", "pharmacist", ("pharmd", "bpharm")),
        ("board_certifications", "abpm", ("preventive-medicine", "clinical-informatics")),
    ],
)
def test_a_name_of_several_is_asked_back(
    run: Run, profile: Profile, field: str, name: str, ids: tuple[str, ...]
) -> None:
    """With the ids that it can stand for."""
    outcome = run("assess", profile(f"{field}: [{name}]\n"), "--as-of", AS_OF)

    assert outcome.code == 65
    assert "stands for more than one" in outcome.err
    assert all(each in outcome.err for each in ids)


CLASSES = {
    "mbchb": (True, True),
    "dds": (False, True),
    "dnp": (False, True),
    "np": (False, True),
    "pa": (False, True),
    "jd": (False, True),
    "adn": (False, False),
    "bpharm": (False, False),
    "bs": (False, False),
}
"""Whether a degree is one of medicine, and a master's degree or higher (of which FACHE asks)."""


def test_a_degree_falls_in_its_classes(run: Run, tmp_path: Path) -> None:
    """Medicine, a graduate degree, nursing."""
    people = _lines(run, tmp_path, {each: {"degrees": [each]} for each in CLASSES})

    for degree, (is_medical, is_graduate) in CLASSES.items():
        person = people[degree]
        assert (_state(person, "medical-degree") == "met") is is_medical, degree
        fache = next(each for each in person["credentials"] if each["id"] == "fache")
        assert (1 not in fache["missing"]) is is_graduate, degree
        ways = [each if isinstance(each, str) else each["id"] for each in person["ways_on"]]
        assert ("nursing-informatics" in ways) is (degree in ("dnp", "np", "adn")), degree


def _lines(run: Run, folder: Path, people: dict[str, dict[str, object]]) -> dict[str, Any]:
    """What a report says of each of these people, by their ids."""
    table = folder / "clients.jsonl"
    table.write_text(
        "".join(json.dumps({"id": id_, **each}) + "\n" for id_, each in people.items()),
        encoding="utf-8",
    )
    out = folder / "out"
    outcome = run("report", table, "-o", out, "--format", "jsonl", "--as-of", AS_OF)
    assert outcome.code == 0, outcome.err
    lines = (out / "assessments.jsonl").read_text(encoding="utf-8").splitlines()
    return {each["id"]: each for each in map(json.loads, lines)}


def _state(person: dict[str, Any], requirement: str) -> str:
    found: str = next(
        each["state"]
        for step in person["steps"]
        for each in step["requirements"]
        if each["id"] == requirement
    )
    return found


def test_a_nurses_certificate_asks_for_a_bachelors_degree(run: Run, profile: Profile) -> None:
    """An associate degree makes a nurse and is not enough for NI-BC; a doctorate of practice is."""
    needed = "You need a bachelor's degree in nursing or higher."
    for degree, lacks in (("adn", True), ("dnp", False), ("np", False), ("pa", True)):
        outcome = run("eligible", profile(f"degrees: [{degree}]\n"), "ni-bc", "--format", "json")
        (found,) = json.loads(outcome.out)["credentials"]
        assert any(each.startswith(needed) for each in found["missing"]) is lacks, degree


@pytest.mark.parametrize("state", ["Ontario", "PR"])
def test_no_states_pay_is_taken_for_a_province(run: Run, state: str) -> None:
    """The band is the one without a place."""
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
    """Each of them was refused for a word."""
    outcome = run("eligible", profile(PEOPLE[person]), "--as-of", AS_OF)

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
    As the list of ids shows them; names of several ids are refused with each of these ids, or mean
    all of them and are told so.
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

    # Names of a degree from abroad and of an American one may mean one degree: each alone.
    lists: list[list[str]] = [[], []]
    for name, id_ in alone.items():
        lists[id_ == "mbbs"].append(name)
    told_back = [
        each if isinstance(each, str) else ""
        for names in lists
        for each in told(run, profile(json.dumps({LISTS[kind]: names})))[LISTS[kind]]  # type: ignore[attr-defined]
    ]

    assert set(titles) <= {*owners}
    assert {*told_back} == set(alone.values())
    for name, ids in owners.items():
        if name not in alone:
            refused = run("assess", profile(json.dumps({LISTS[kind]: [name]})), "--as-of", AS_OF)
            assert refused.code == 65 or " is read as " in refused.err
            assert all(each in refused.err for each in ids)


OTHER_PROFESSIONS: dict[str, dict[str, object]] = {
    "dentist": {"degrees": ["dds"]},
    "physician-associate": {"degrees": ["pa"]},
    "nurse-with-a-doctorate": {"degrees": ["dnp"]},
    "lawyer": {"degrees": ["jd"]},
    "pharmacist": {"degrees": ["bachelors"], "role": "pharmacist"},
    "cnio": {"degrees": ["bachelors"], "role": "cnio"},
    "analyst": {"degrees": ["bachelors"], "role": "data-analyst"},
    "project-manager": {"degrees": ["bachelors"], "certifications": ["capm"]},
}
RUNGS = {
    "nurse": "practising-clinician",
    "np": "practising-clinician",
    "pharmacist": "practising-clinician",
    "pharmacy-informaticist": "medical-informatics-specialist",
    "director-nursing-informatics": "director-health-informatics",
    "cnio": "vp-clinical-informatics",
    "ccio": "vp-clinical-informatics",
}


def test_medicine_is_no_step_of_these_professions(run: Run, tmp_path: Path) -> None:
    """Every degree, job and certificate of another profession is one, whichever it is."""
    for name, person in _lines(run, tmp_path, OTHER_PROFESSIONS).items():
        assert person["next_steps"], name
        assert "enter-medical-school" not in json.dumps(person["next_steps"]), name


def test_a_job_has_its_place_on_the_ladder(run: Run, tmp_path: Path) -> None:
    """The nearest rung; work in informatics is known of those that are informatics."""
    people = _lines(run, tmp_path, {each: {"role": each} for each in RUNGS})

    for role, rung in RUNGS.items():
        assert people[role]["stage"]["id"] == rung, role
        is_informatics = rung != "practising-clinician"
        assert (_state(people[role], "informatics-work") == "met") is is_informatics, role


def test_a_board_certificate_in_leadership_counts_as_the_certification(
    run: Run, profile: Profile
) -> None:
    """HALM is both: a subspecialty and a certification of the list."""
    path = profile("board_certifications: [anesthesiology, halm]\n")
    outcome = run("eligible", path, "halm", "--as-of", AS_OF, "--format", "json")

    assert [each["eligible"] for each in json.loads(outcome.out)["credentials"]] == ["held"]


@pytest.mark.parametrize(
    ("words", "id_"),
    [
        ("Physician Builder", "physician-informaticist"),
        ("Telepsychiatrist", "attending"),
        ("General Medical Officer", "attending"),
        ("ICU Medical Director", "medical-director"),
        ("System CMIO", "cmio"),
    ],
)
def test_a_doctor_names_the_job_as_doctors_do(run: Run, words: str, id_: str) -> None:
    assert told(run, "--role", words)["role"] == id_
