"""
The law that nothing is said of people that they denied, or did not say.

Every sentence that says what somebody told is held against the answers, over random people.
"""

import json
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.conftest import Run, examples

DAY = "2026-11-28"
Answers = Mapping[str, Any]
WriteProfile = Callable[[str], Path]

MEDICAL = ("md", "do", "mbbs")
NURSING = ("bsn", "msn")
MANAGEMENT = ("mba", "mha", "mmm", "mph")
INFORMATICS_DEGREES = ("ms-health-informatics", "phd-informatics")
BOARD = "abpm-clinical-informatics"


def _listed(answers: Answers, field: str) -> list[dict[str, Any]]:
    """The entries of a list, each as a mapping; none where nothing or none was said."""
    found = answers.get(field)
    if found in (None, "none"):
        return []
    keys = {"degrees": "degree", "board_certifications": "board"}
    key = keys.get(field, "certification")
    entries = found if isinstance(found, list) else [found]
    return [each if isinstance(each, dict) else {key: each} for each in entries]


def _degree_id(entry: Any) -> str:  # noqa: ANN401 - an id, or a mapping with one
    return str(entry["degree"] if isinstance(entry, dict) else entry)


def _degree(answers: Answers, ids: tuple[str, ...], status: str = "held") -> bool:
    return any(
        each["degree"] in ids and each.get("status", "held") == status
        for each in _listed(answers, "degrees")
    )


def _ahead(answers: Answers, field: str, key: str, ids: tuple[str, ...] | None = None) -> bool:
    return any(
        each.get("status") in ("in-progress", "planned") and (ids is None or each[key] in ids)
        for each in _listed(answers, field)
    )


def _years(answers: Answers, field: str) -> float:
    found = answers.get(field)
    return float(found.get("years", 0)) if isinstance(found, dict) else 0.0


def _led(answers: Answers, *roles: str) -> bool:
    found = answers.get("leadership")
    return isinstance(found, dict) and bool({*found.get("roles", ())}.intersection(roles))


def _role(answers: Answers, *ids: str) -> bool:
    return answers.get("role") in ids


def _finished(answers: Answers) -> bool:
    return any("completed" in each for each in _listed(answers, "residency"))


def _ci_board(answers: Answers) -> bool:
    boards = [each["board"] for each in _listed(answers, "board_certifications")]
    held = [
        each["certification"]
        for each in _listed(answers, "certifications")
        if each.get("status", "held") == "held"
    ]
    return "clinical-informatics" in boards or BOARD in held


SAID: tuple[tuple[str, Callable[[Answers], bool]], ...] = (
    (r"you are studying medicine", lambda a: _degree(a, MEDICAL, "in-progress")),
    (r"studying for a bachelor's", lambda a: _degree(a, ("bachelors",), "in-progress")),
    (r"your (?:post|job) is resident or fellow", lambda a: _role(a, "resident")),
    (r"you are in residency", lambda a: _ahead(a, "residency", "specialty")),
    (r"you are in a fellowship", lambda a: _ahead(a, "fellowships", "specialty")),
    (
        r"you are in training in pathology",
        lambda a: _ahead(a, "residency", "specialty", ("pathology",)),
    ),
    (
        r"you are in a residency in general surgery",
        lambda a: _ahead(a, "residency", "specialty", ("general-surgery",)),
    ),
    (
        r"finished a residency, have cared for patients since, and have half a year",
        lambda a: _finished(a) and _years(a, "clinical") > 0 and _years(a, "informatics") >= 0.5,
    ),
    (r"you have finished a residency", _finished),
    (
        r"listed patient care after training or a job that follows it, and no finished residency",
        lambda a: not _finished(a) and (_years(a, "clinical") > 0 or bool(a.get("role"))),
    ),
    (
        r"listed a fellowship, and no residency",
        lambda a: bool(_listed(a, "fellowships")) and not _finished(a),
    ),
    (
        r"listed a residency and no finished medical degree",
        lambda a: bool(_listed(a, "residency")) and not _degree(a, MEDICAL),
    ),
    (
        r"listed an unrestricted license and no residency",
        lambda a: a.get("license") == "unrestricted" and not _finished(a),
    ),
    (
        r"listed an unrestricted license, and no degree that it rests on",
        lambda a: a.get("license") == "unrestricted" and not _degree(a, (*MEDICAL, *NURSING)),
    ),
    (
        r"listed a board certificate, and no residency finished before it",
        lambda a: bool(_listed(a, "board_certifications")) and not _finished(a),
    ),
    (
        r"listed Clinical Informatics.*, and no residency finished before it",
        lambda a: bool(_listed(a, "certifications")) and not _finished(a),
    ),
    (
        r"listed Clinical Informatics.* with a day before its first exam, or no degree",
        lambda a: bool(_listed(a, "certifications")) and not _degree(a, MEDICAL),
    ),
    (
        r"you are a physician in practice",
        lambda a: _degree(a, MEDICAL) and _role(a, "attending"),
    ),
    (r"your (?:post|job) is attending", lambda a: _role(a, "attending")),
    (
        r"a medical degree and patient care after training",
        lambda a: _degree(a, MEDICAL) and _years(a, "clinical") > 0,
    ),
    (
        r"a nursing degree and patient care",
        lambda a: _degree(a, NURSING) and _years(a, "clinical") > 0,
    ),
    (
        r"a degree in a health profession and patient care",
        lambda a: _degree(a, ("pharmd",)) and _years(a, "clinical") > 0,
    ),
    (
        r"a pharmacy degree and patient care",
        lambda a: _degree(a, ("pharmd",)) and _years(a, "clinical") > 0,
    ),
    (
        r"a nursing degree and work in informatics",
        lambda a: _degree(a, NURSING) and _years(a, "informatics") > 0,
    ),
    (
        r"a medical degree, patient care, and a role as EHR champion",
        lambda a: _degree(a, MEDICAL) and _led(a, "ehr-lead", "physician-champion"),
    ),
    (
        r"a physician and board certified in clinical informatics",
        lambda a: _degree(a, MEDICAL) and _ci_board(a),
    ),
    (
        r"a physician and that your (?:post|job) is physician informaticist",
        lambda a: _degree(a, MEDICAL) and _role(a, "physician-informaticist"),
    ),
    (r"that you are a department chair", lambda a: _role(a, "department-chair")),
    (
        r"have a job in informatics",
        lambda a: _role(
            a, "physician-informaticist", "informatics-specialist", "nurse-informaticist"
        ),
    ),
    (r"your (?:post|job) is informatics specialist", lambda a: _role(a, "informatics-specialist")),
    (r"that you are a nurse informaticist", lambda a: _role(a, "nurse-informaticist")),
    (r"you are a health information manager", lambda a: _role(a, "him-manager")),
    (r"your (?:post|job) is healthcare IT project", lambda a: _role(a, "it-project-manager")),
    (r"that you are, or were, CMIO", lambda a: _led(a, "cmio")),
    (
        r"hold the (?:post|job) of CMIO, and no medical degree",
        lambda a: _role(a, "cmio") and not _degree(a, MEDICAL),
    ),
    (r"your (?:post|job) is Chief Medical Information Officer", lambda a: _role(a, "cmio")),
    (r"you told us that you are chief information officer", lambda a: _role(a, "cio")),
    (
        r"years of patient care after training, which is longer",
        lambda a: _finished(a) and _years(a, "clinical") > 0,
    ),
    (
        r"is informatics work, and you listed no work in informatics",
        lambda a: "role" in a and _years(a, "informatics") == 0,
    ),
    (
        r"rests on a primary board certificate, and no primary one",
        lambda a: bool(a.get("certifications")) and not _listed(a, "board_certifications"),
    ),
)
"""What a sentence that repeats an answer may say, and of whom."""

OF_ANSWERS: dict[str, Callable[[Answers], bool]] = {
    "Finish medical school": lambda a: _degree(a, MEDICAL, "in-progress"),
    "Finish your residency": lambda a: (
        _ahead(a, "residency", "specialty") or a.get("role") == "resident"  # who is in training
    ),
    "Finish your clinical informatics fellowship": lambda a: _ahead(
        a, "fellowships", "specialty", ("clinical-informatics",)
    ),
    "Finish your informatics degree": lambda a: _ahead(a, "degrees", "degree", INFORMATICS_DEGREES),
    "Finish your graduate certificate in informatics": lambda a: _ahead(
        a, "degrees", "degree", ("graduate-certificate-informatics",)
    ),
    "Earn your management degree": lambda a: _ahead(a, "degrees", "degree", MANAGEMENT),
    "Earn your public health degree": lambda a: _ahead(a, "degrees", "degree", ("mph",)),
    "Earn your clinical informatics certification": lambda a: _ahead(
        a, "certifications", "certification", (BOARD,)
    ),
    "Earn your informatics certificate": lambda a: _ahead(
        a, "certifications", "certification", ("cphims",)
    ),
    "Earn your leadership certificate": lambda a: _ahead(
        a, "certifications", "certification", ("cpe",)
    ),
    "Earn your project management certificate": lambda a: _ahead(
        a, "certifications", "certification", ("pmp",)
    ),
    "Have the restriction on your license lifted": lambda a: a.get("license") == "restricted",
    "Keep practicing until three years are full": lambda a: _years(a, "clinical") >= 1,
    "Bring your informatics work to a full year": lambda a: _years(a, "informatics") > 0,
}
"""Titles of routes that speak of an answer, and of whom they may speak."""

OF_ANSWERS["Clinical informatics fellowship in the research years of your surgical residency"] = (
    lambda a: _ahead(a, "residency", "specialty", ("general-surgery",))
)
OF_ANSWERS["Clinical informatics fellowship beside a pathology fellowship, then the exam"] = (
    lambda a: _ahead(a, "residency", "specialty", ("pathology",))
)
OF_ANSWERS["Clinical informatics fellowship combined with the fellowship that you are in"] = (
    lambda a: _ahead(a, "fellowships", "specialty", ("pediatrics",))
)

SPEAKS_OF_AN_ANSWER = re.compile(
    r"^(Finish your|Your|Have the restriction|Keep practicing|Bring your inf)"
)

AHEAD_DEGREES = [
    {"degree": "md", "status": "in-progress", "expected": "2028-05"},
    {"degree": "ms-health-informatics", "status": "in-progress", "expected": "2027-05"},
    {"degree": "graduate-certificate-informatics", "status": "planned", "expected": "2028-05"},
    {"degree": "mba", "status": "in-progress", "expected": "2028-05"},
    {"degree": "bachelors", "status": "in-progress", "expected": "2028-05"},
]
SPECIALTIES = st.sampled_from(["internal-medicine", "general-surgery", "pathology"])
RESIDENCY = st.one_of(
    st.just("none"),
    st.builds(lambda s: {"specialty": s, "completed": 2015}, SPECIALTIES),
    st.builds(
        lambda s: {"specialty": s, "status": "in-progress", "expected": "2028-06"}, SPECIALTIES
    ),
)
FELLOWSHIPS = st.sampled_from(
    [
        [],
        "none",
        [{"specialty": "clinical-informatics", "status": "in-progress", "expected": "2027-06"}],
        [{"specialty": "clinical-informatics", "status": "planned", "expected": "2029-06"}],
        [{"specialty": "pediatrics", "status": "in-progress", "expected": "2028-06"}],
        [{"specialty": "clinical-informatics", "completed": 2020}],
    ]
)
CERTIFICATIONS = st.lists(
    st.sampled_from(
        [
            BOARD,
            "cphims",
            {"certification": BOARD, "status": "in-progress", "expected": "2027-02"},
            {"certification": "cphims", "status": "in-progress", "expected": "2027-02"},
            {"certification": "cpe", "status": "planned", "expected": "2027-08"},
            {"certification": "pmp", "status": "in-progress", "expected": "2027-02"},
        ]
    ),
    max_size=1,
)
PEOPLE = st.fixed_dictionaries(
    {},
    optional={
        "degrees": st.lists(
            st.sampled_from([*MEDICAL, *NURSING, "pharmd", "bachelors", *AHEAD_DEGREES]),
            max_size=2,
            unique_by=_degree_id,
        ),
        "residency": RESIDENCY,
        "fellowships": FELLOWSHIPS,
        "license": st.sampled_from(["unrestricted", "restricted", "none"]),
        "board_certifications": st.sampled_from([[], ["internal-medicine"], ["pathology"]]),
        "clinical": st.sampled_from([{"years": 0}, {"years": 2}, {"years": 9}]),
        "informatics": st.sampled_from([{"years": 0}, {"years": 0.5}, {"years": 3}]),
        "certifications": CERTIFICATIONS,
        "leadership": st.sampled_from(
            [
                {"years": 0, "roles": [], "people_led": 0},
                {"roles": ["cmio"]},
                {"years": 2, "roles": ["ehr-lead", "team-lead"]},
            ]
        ),
        "projects": st.sampled_from([[], ["order-entry"]]),
        "activities": st.sampled_from([[], ["course"], ["amia-10x10"]]),
        "role": st.sampled_from(
            [
                "resident",
                "attending",
                "cmio",
                "cio",
                "department-chair",
                "nurse-informaticist",
                "him-manager",
                "it-project-manager",
                "informatics-specialist",
                "none",
            ]
        ),
    },
)


def untrue(text: str, answers: Answers) -> list[str]:
    """The sentences that say something of the person which the answers do not bear out."""
    found = []
    for sentence in re.findall(
        r"(?:You (?:told us (?:that|\d)|listed|have (?:a |finished))|Your present job,)[^.]*\.",
        text,
    ):
        rules = [rule for pattern, rule in SAID if re.search(pattern, sentence, re.IGNORECASE)]
        if not rules or not rules[0](answers):
            found.append(sentence)
    return found


def unsaid(titles: list[str], answers: Answers) -> list[str]:
    """The titles that speak of something which the person did not say."""
    speaking = [each for each in titles if SPEAKS_OF_AN_ANSWER.match(each) or each in OF_ANSWERS]
    return [each for each in speaking if each not in OF_ANSWERS or not OF_ANSWERS[each](answers)]


@pytest.mark.parametrize("command", ["assess", "plan"])
@settings(
    max_examples=examples(8),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(answers=PEOPLE)
def test_nothing_is_said_of_people_that_they_did_not_say(
    run: Run, command: str, answers: dict[str, Any]
) -> None:
    """
    No sentence says that somebody told what they denied or left out, and no route speaks of it.
    """
    stdin = json.dumps(answers).encode()
    text = run(command, "-", "--as-of", DAY, "--format", "plain", stdin=stdin)
    assert text.code == 0, text.err
    told = json.loads(run(command, "-", "--as-of", DAY, "--format", "json", stdin=stdin).out)

    steps = told["steps"] if command == "plan" else told["next_steps"] + told["later_steps"]
    assert untrue(text.out, answers) == []
    assert unsaid([each["title"] for each in steps], answers) == []


@pytest.mark.parametrize("command", ["assess", "plan"])
def test_who_has_no_fellowship_is_not_told_of_one(
    run: Run, profile: WriteProfile, command: str
) -> None:
    """
    A CMIO who said none of fellowship, degree and board is shown no training that is under way.
    """
    path = profile(
        "{degrees: [md], fellowships: none, board_certifications: [internal-medicine], "
        "certifications: none, activities: none, license: unrestricted, clinical: {years: 12}, "
        "residency: {specialty: internal-medicine, completed: 2010}, role: cmio}"
    )
    text = run(command, path, "--as-of", DAY, "--format", "plain").out

    assert "fellowship" not in "".join(re.findall(r"^\d+\. .*$", text, re.MULTILINE))
    assert "you told us of" not in text.lower()


def test_a_certification_under_way_is_not_called_a_fellowship(
    run: Run, profile: WriteProfile
) -> None:
    """What is under way is named as what it is, in the plan as in the next steps."""
    path = profile(
        "{degrees: [md], board_certifications: [pediatrics], license: unrestricted, fellowships: "
        "[{specialty: clinical-informatics, completed: 2026-06, accredited: true}], "
        "clinical: {years: 9}, residency: {specialty: pediatrics, completed: 2015}, "
        f"certifications: [{{certification: {BOARD}, status: in-progress, expected: 2027-02}}], "
        "activities: none, role: attending}"
    )
    plan = json.loads(run("plan", path, "--as-of", DAY, "--format", "json").out)
    titles = {each["requirement"]: each["title"] for each in plan["steps"]}

    assert titles["ci-board"] == "Earn your clinical informatics certification"
    assert "informatics-training" not in titles


def test_a_subspecialist_is_not_told_of_no_board(run: Run, profile: WriteProfile) -> None:
    """Whoever lists nephrology alone is asked for the primary board that it rests on."""
    path = profile(
        f"{{degrees: [md], board_certifications: [nephrology], certifications: [{BOARD}]}}"
    )
    told = " ".join(run("assess", path, "--as-of", DAY, "--format", "plain").out.split())

    assert "no board certificate" not in told
    assert "and no primary one. A subspecialty rests on one: list that too" in told


def test_nobody_is_sent_to_an_exam_for_which_eligibility_ended(
    run: Run, profile: WriteProfile
) -> None:
    """Boards of ABMS end it within seven years after training; one who held a certificate asks."""
    told = (
        "{{degrees: [md], residency: {{specialty: internal-medicine, completed: {}}}, license: "
        "unrestricted, clinical: {{years: 6, still_practising: true}}, fellowships: none, "
        "board_certifications: none, certifications: none, role: attending}}"
    )
    asks, sits = "Ask your specialty board whether its exam", "Exam of the internal medicine board"
    plans = [
        run("plan", profile(told.format(each)), "--as-of", DAY, "--format", "plain").out
        for each in ("2016-06", "2021-06")
    ]

    assert asks in plans[0]
    assert sits not in plans[0]
    assert "--with ci-fellowship" not in plans[0]  # which rests on that board
    assert asks not in plans[1]
    assert sits in plans[1]


@pytest.mark.parametrize("person", ["hospitalist", "ehr-champion", "trained-abroad", "resident"])
def test_what_a_step_waits_for_is_met_on_the_day_on_which_it_begins(run: Run, person: str) -> None:
    shared = (f"examples/{person}.yaml", "--as-of", DAY)
    full = run("assess", *shared, "--full", "--format", "plain").out
    plan = json.loads(run("plan", *shared, "--format", "json").out)
    ids = {each["title"]: each["id"] for step in _steps(run, person) for each in step}
    ends = {id_: step["end"] for step in plan["steps"] for id_ in _met(step)}
    found = re.findall(r"Begins: (\d+ \w+ \d{4}), after (\".*\")", full)

    assert found or person == "resident"
    for day, names in found:
        on = datetime.strptime(day, "%d %B %Y").date().isoformat()  # noqa: DTZ007 - a day alone
        assert {ends[ids[each]] for each in re.findall('"(.*?)"', names)} == {on}


def _steps(run: Run, person: str) -> list[list[dict[str, str]]]:
    out = run("assess", f"examples/{person}.yaml", "--as-of", DAY, "--format", "json").out
    return [each["requirements"] for each in json.loads(out)["steps"]]


def _met(step: Mapping[str, Any]) -> list[str]:
    return [step["requirement"], *step.get("brings", [])]


def test_a_start_that_was_asked_for_is_named_once(run: Run, profile: WriteProfile) -> None:
    path = profile(
        "{degrees: [md], residency: {specialty: neurology, completed: 2021-06}, license: "
        "unrestricted, board_certifications: [neurology], clinical: {years: 5}, "
        "informatics: {years: 3, fte: 0.3}, projects: [telehealth], role: attending, "
        "leadership: {years: 1, roles: [project-lead]}, constraints: {start: 2027-06}}"
    )
    text = run("assess", path, "--as-of", DAY, "--format", "plain").out

    assert "Start: 1 June 2027, as you asked; about 12 months" in text
    assert "Begins: 1 June 2027" not in text


def test_who_has_informatics_years_is_not_told_that_they_are_missing(
    run: Run, profile: WriteProfile
) -> None:
    path = profile(
        "{degrees: [md], residency: {specialty: internal-medicine, completed: 2020-06}, license: "
        "unrestricted, board_certifications: [internal-medicine], fellowships: none, clinical: "
        "{years: 6, still_practising: true}, informatics: {years: 3, fte: 0.2}, leadership: none, "
        "certifications: none, projects: [decision-support], role: attending}"
    )
    why = json.loads(run("assess", path, "--as-of", DAY, "--format", "json").out)["standing"]["why"]

    assert "What is missing is time in informatics" not in why
    assert "At least one of three is missing" in why


def test_a_graduate_without_a_job_is_not_sent_to_a_budget(run: Run, profile: WriteProfile) -> None:
    path = profile(
        "{degrees: [{degree: mbbs, earned: 2022}], residency: none, certifications: [ecfmg], "
        "license: none, board_certifications: none, fellowships: none, clinical: none, "
        "informatics: none, leadership: none, projects: none, role: none}"
    )
    text = run("assess", path, "--as-of", DAY, "--format", "plain").out

    assert "Answer for one project's money" not in text
    assert "Fix one order set" not in text


def test_a_certificate_that_ended_is_called_one(run: Run, profile: WriteProfile) -> None:
    board = "{board: psychiatry, status: lapsed, expires: 2021-12-31}"
    path = profile(f"{{degrees: [md], board_certifications: [{board}]}}")
    text = run("assess", path, "--as-of", DAY, "--format", "plain").out

    assert "A certificate of yours lasted until 31 December 2021: Psychiatry." in text


NEUROLOGIST = (
    "{degrees: [md, {degree: mba, status: planned, expected: 2029-05}], residency: {specialty: "
    "neurology, completed: 2021-06}, license: unrestricted, board_certifications: [{board: "
    "neurology, earned: 2022, expires: 2027-12-31}], clinical: {from: 2021-07, to: present}, "
    "informatics: {from: 2024-01, to: present, fte: 0.3}, certifications: [{certification: cphims, "
    "status: planned, expected: 2027-09}], fellowships: none, leadership: {years: 1, roles: "
    "[project-lead]}, projects: [telehealth], role: attending, constraints: {start: 2027-06}}"
)
CNIO = (
    "{degrees: [bsn, msn, dnp], license: {profession: nursing, status: unrestricted}, clinical: "
    "{years: 10, still_practising: false}, informatics: {from: 2010-01, to: present, fte: 1.0}, "
    "leadership: {years: 10, roles: [cnio, director], people_led: 25}, role: {id: cnio, since: "
    "2020-01}, activities: [conference], certifications: [ni-bc]}"
)


@pytest.mark.parametrize(
    ("more", "formal"),
    [
        ("country: CA", "formal: an unrestricted American license."),
        ("country: GB", "unless you finished one here or in Canada, a residency"),
        ("status: in-progress, expected: 2028-06", "formal: a residency finished in"),
    ],
)
def test_what_stands_in_the_way_of_a_doctor_from_abroad_is_named(
    run: Run, profile: WriteProfile, more: str, formal: str
) -> None:
    """Training in Canada counts, so nobody who had it is told that it may be open."""
    training = "" if "status" in more else "completed: 2012, "
    path = profile(
        f"{{degrees: [md], residency: {{specialty: family-medicine, {training}{more}}},"
        " license: none, informatics: {from: 2020-01, to: present, fte: 0.5}}"
    )
    why = json.loads(run("assess", path, "--as-of", DAY, "--format", "json").out)["standing"]["why"]

    assert formal in why


def test_a_decision_is_taken_in_where_a_certificate_is_renewed_first(
    run: Run, profile: WriteProfile
) -> None:
    """What is held is renewed before it ends, which is a step: the rest counts on it."""
    path = profile(NEUROLOGIST)
    told = run("plan", path, "--as-of", DAY, "--with", "ci-fellowship", "--format", "json").out
    plan = json.loads(told)
    steps = {each["id"]: each for each in plan["steps"]}

    assert steps["renew-neurology"]["end"] < "2027-12-31" < steps["ci-fellowship"]["start"]
    assert "ci-board" not in [each["requirement"] for each in plan["not_placed"]]


def test_what_is_planned_is_not_called_under_way(run: Run, profile: WriteProfile) -> None:
    text = run("plan", profile(NEUROLOGIST), "--as-of", DAY, "--format", "plain").out

    assert "As you plan: Earn your informatics certificate." in text
    assert "Under way:" not in text
    assert "Finish your" not in text


def test_a_job_that_is_held_is_no_other_path(run: Run, profile: WriteProfile) -> None:
    text = run("plan", profile(CNIO), "--as-of", DAY, "--format", "plain").out

    assert "Nearer to you" not in text
    assert "\nChief nursing informatics officer (CNIO)\n" not in text


def test_who_goes_to_meetings_did_not_publish(run: Run, profile: WriteProfile) -> None:
    path = profile("{degrees: [md], activities: [conference], role: attending}")
    text = run("explain", path, "publication", "--roadmap", "cnio", "--as-of", DAY).out

    assert "Papers, talks or meetings" in text
    assert "Published or spoke" not in text


def test_a_way_under_way_takes_what_is_left_of_it(run: Run, profile: WriteProfile) -> None:
    path = profile("{degrees: [pharmd], informatics: {from: 2024-07, to: present, fte: 0.2}}")
    asked = ("informatics-five-years", "--roadmap", "cnio", "--as-of", "2027-06-15")

    assert (
        "Bring your informatics work to five years: about 2 years."
        in run("explain", path, *asked).out
    )


def test_a_medical_student_is_on_a_path_of_their_own_beside_nurses(
    run: Run, profile: WriteProfile
) -> None:
    path = profile(
        "{degrees: [bachelors, {degree: do, status: in-progress, expected: 2027-05}], role: none}"
    )
    text = run("assess", path, "--as-of", DAY, "--roadmap", "cnio", "--format", "plain").out

    assert "On a path of your own." in text
    assert "Starting in nursing informatics" not in text


def test_what_time_alone_brings_is_not_said_to_be_under_way_as_a_course(run: Run) -> None:
    """Half a year of informatics becomes a year of it: nobody told of a course, or pays for one."""
    told = {
        "degrees": ["md"],
        "residency": {"specialty": "family-medicine", "completed": "2026-06"},
        "license": "unrestricted",
        "board_certifications": ["family-medicine"],
        "clinical": {"from": "2026-07", "to": "present"},
        "informatics": {"from": "2026-07", "to": "present", "fte": 0.4},
        "leadership": "none",
        "certifications": "none",
        "role": "physician-informaticist",
    }
    found = run(
        "plan", "-", "--as-of", "2026-11-28", "--format", "json", stdin=json.dumps(told).encode()
    )
    planned = {each["requirement"] for each in json.loads(found.out)["steps"]}

    assert "informatics-basics" not in planned


FELLOW = """
degrees: [do{degree}]
residency: {{specialty: emergency-medicine, completed: 2022-06}}
fellowships: [{{specialty: clinical-informatics, status: {status}, expected: 2030-06}}]
license: unrestricted
board_certifications: [emergency-medicine]
certifications: none
leadership: none
projects: [analytics]
"""


@pytest.mark.parametrize(("status", "word"), [("in-progress", "in progress"), ("planned",) * 2])
def test_of_what_is_under_way_nobody_is_told_that_it_was_not_answered(
    status: str, word: str, run: Run, profile: WriteProfile
) -> None:
    """That a course not told of may be the training as well takes nothing from the fellowship."""
    path = profile(FELLOW.format(degree="", status=status))
    told = ("--as-of", "2026-11-30", "--format", "plain")

    page = " ".join(run("assess", path, *told).out.split())
    assert f"Informatics training, or the board ({word})" in page
    assert f"State: {word}\n" in run("explain", path, "informatics-training", *told).out


@pytest.mark.parametrize(
    "degree",
    ["status: in-progress, expected: 2031-12", "status: in-progress", "status: planned"],
)
def test_a_degree_takes_no_day_from_a_fellowship_that_ends_before_it(
    degree: str, run: Run, profile: WriteProfile
) -> None:
    """The training is met by what ends first, which says nothing of when the other one ends."""
    degree = f", {{degree: ms-health-informatics, {degree}}}"
    path = profile(FELLOW.format(degree=degree, status="in-progress"))
    steps = json.loads(run("assess", path, "--as-of", "2026-11-30", "--format", "json").out)
    days = {each["id"]: each["done_on"] for each in steps["next_steps"]}

    assert days["finish-informatics-fellowship"] == "2030-06-30"
    assert days.get("finish-informatics-degree") is None
    assert days.get("begin-planned-degree") is None
