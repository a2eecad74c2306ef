"""What holds of anybody's first page and plan, by any of the shipped roadmaps."""

import json
import re
from datetime import date, timedelta
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from cmio_advisor.domain.assess.assess import assess
from cmio_advisor.domain.base.frozen import replace
from cmio_advisor.domain.judge.case import ProfileCase
from cmio_advisor.domain.judge.results import Eligibility
from cmio_advisor.domain.plan.make_plan import outline_plan
from cmio_advisor.domain.plan.plan import NotPlaced
from cmio_advisor.domain.profile.profile import Profile
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.domain.routes.choice import PlanWishes, wishes_of
from cmio_advisor.loading.roadmap.store import load_roadmap
from cmio_advisor.reporting.plan_summary import outline_summary, taken_as_met, untold_text
from tests.conftest import ROOT, TODAY, Run, examples, profile_of
from tests.people import DAYS, FIELDS, FULL, PHYSICIAN, subsets, without

ROADMAPS = ("cmio", "cnio", "cio")
PERSON = st.builds(without, FULL, st.sets(st.sampled_from(FIELDS)))
JOB_ALONE = st.builds(
    lambda job: {"role": job},
    st.sampled_from(
        ["attending", "department-chair", "cmo", "cmio", "nurse", "cno", "pharmacist", "resident"]
    ),
)
LEADER = st.fixed_dictionaries(
    {
        **{key: st.just(value) for key, value in PHYSICIAN.items()},
        "informatics": st.just({"from": 2016, "to": "present", "fte": 0.6}),
        "role": st.sampled_from(["director-health-informatics", "associate-cmio", "attending"]),
        "leadership": st.builds(
            lambda role, led: {"years": 6, "roles": [role], "people_led": led},
            st.sampled_from(["medical-director", "ehr-lead", "cmio", "associate-cmio"]),
            st.integers(0, 20),
        ),
        "projects": subsets("ehr-implementation", "decision-support", "analytics"),
        "certifications": subsets(
            "cphims", "abpm-clinical-informatics", "cpe", "epic-physician-builder"
        ),
        "degrees": st.sampled_from([["md"], ["md", "mba"], ["md", "ms-health-informatics"]]),
        "clinical": st.just({"from": "2015-07", "to": "present"}),
        "activities": subsets("conference", "teaching", "amia-10x10"),
    }
)
MARKS = re.compile(r" \[[^\]]*\]$")
DATED = (
    "Start",
    "Begins",
    "Hand in by about",
    "Closes",
    "Done",
    "Cost",
    "Ask",
    "Only if",
)


@cache
def by(roadmap: str) -> Roadmap:
    return load_roadmap(str(ROOT / "data" / roadmap))


def read(answers: dict[str, Any], roadmap: Roadmap) -> Profile:
    return profile_of(answers, roadmap)


def steps_under(page: str, heading: str) -> list[tuple[str, dict[str, str]]]:
    """The titles of the steps under a heading that begins so, each with its facts."""
    part = page.partition(f"\n{heading}")[2].partition("\n\n")[0].splitlines()[1:]
    found: list[tuple[str, dict[str, str]]] = []
    for line in part:
        if re.match(r"\d+\. ", line):
            found.append((MARKS.sub("", line.partition(". ")[2]), {}))
        elif found and ": " in line:
            name, _, value = line.strip().partition(": ")
            found[-1][1].setdefault(name, MARKS.sub("", value))
    return found


def standing_in(page: str) -> str:
    return MARKS.sub("", page.partition("WHERE YOU STAND\n")[2].partition("\n")[0])


@given(PERSON | JOB_ALONE, st.sampled_from(ROADMAPS))
@settings(max_examples=examples(4), suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_short_and_full_form_say_the_same_and_each_step_has_its_page(
    run: Run, answers: dict[str, Any], roadmap: str
) -> None:
    """The same steps in the same order with the same days, the same standing."""
    command = ("assess", "-", "--as-of", TODAY.isoformat(), "--roadmap", roadmap, "--format")
    told = json.dumps(answers).encode()
    short, full = (
        run(*command, *form, stdin=told).out for form in (["plain"], ["plain", "--full"])
    )
    rules = by(roadmap)
    found = assess(read(answers, rules), rules, TODAY)
    page = steps_under(short, "YOUR NEXT")

    assert [title for title, _ in page] == [each.route.title for each in found.next_steps[:3]]
    for _, facts in page:
        assert "https://" in facts.get("Page", facts.get("Read", ""))
    in_full = steps_under(full, "THE NEXT STEPS IN FULL") or steps_under(
        full, "THE NEXT STEP IN FULL"
    )
    assert [title for title, _ in page] == [title for title, _ in in_full[: len(page)]]
    for (_, facts), (_, others) in zip(page, in_full, strict=False):
        for name in DATED:
            if name in facts and name in others:
                assert facts[name].startswith(others[name].partition(";")[0])
    assert standing_in(short) == standing_in(full)


@given(PERSON | JOB_ALONE | LEADER, st.sampled_from(ROADMAPS), DAYS)
@settings(max_examples=examples(20))
def test_nobody_is_offered_what_they_hold_or_what_is_below_it(
    answers: dict[str, Any], roadmap: str, on: date
) -> None:
    """No certificate that is held, nor what leads to one below it, nor what is met already."""
    rules = by(roadmap)
    profile = read(answers, rules)
    found = assess(profile, rules, on)
    case = ProfileCase(profile, rules, on)
    held = [each.credential for each in found.credentials if each.eligible is Eligibility.HELD]
    # The bare address of a society is where a mentor is found as well.
    pages = {page.url for each in held for page in each.do_at if urlsplit(page.url).path != "/"}
    met = {each.requirement.id for each in found.requirements() if each.state.is_satisfied}
    for step in (*found.next_steps, *found.later_steps):
        if step.route.renews:
            continue
        if step.route.earns:
            credential = rules.credential(step.route.earns)
            assert credential not in held
            assert credential.below is None or not credential.below.judge(case).holds
        if step.path is not None:
            assert pages.isdisjoint(page.url for page in step.route.do_at)
        assert step.requirement is None or step.requirement.id not in met


@given(LEADER, DAYS)
@settings(max_examples=examples(20))
def test_nobody_competitive_is_told_a_certificate_before_the_job(
    answers: dict[str, Any], on: date
) -> None:
    """Unless a door to it closes for good within a year."""
    rules = by("cmio")
    found = assess(read(answers, rules), rules, on)
    assume(
        found.standing and found.standing.standing and found.standing.standing.id == "competitive"
    )
    steps = [each.route for each in found.next_steps]
    job = next(at for at, each in enumerate(steps) if each.id.startswith("apply-"))
    for step in found.next_steps[:job]:
        closes = step.closes_on
        soon = closes is not None and closes <= on + timedelta(days=366)
        assert step.route.renews or soon or not step.route.earns


@given(PERSON | JOB_ALONE, st.sampled_from(ROADMAPS), DAYS)
@settings(max_examples=examples(20))
def test_nothing_is_both_taken_as_met_and_planned(
    answers: dict[str, Any], roadmap: str, on: date
) -> None:
    """Neither in the list nor in the sentence of the short form."""
    rules = by(roadmap)
    profile = read(answers, rules)
    plan = outline_plan(profile, rules, on, wishes_of(profile, PlanWishes()))
    ids = {id_ for each in plan.steps for id_ in (each.requirement.id, *each.brings)}
    titles = [each.title for each in rules.requirements() if each.id in ids]
    short = untold_text(plan, in_short=True).partition("and taken as met: ")[2].partition(".")[0]
    for title in titles:
        assert not any(each.partition(" (")[0] == title for each in taken_as_met(plan))
        assert title not in short.split("; ")


@pytest.mark.parametrize(
    ("roadmap", "answers"),
    [
        ("cnio", "degrees: [{degree: dnp, status: planned}]\nlicense: none"),
        ("cnio", "degrees: [{degree: dnp, status: planned}]\nprojects: []"),
        (
            "cmio",
            "clinical: {years: 2}\nresidency: {specialty: pathology}\ncertifications: [cphims]",
        ),
    ],
)
def test_what_another_step_has_brought_by_then_is_no_step(
    run: Run, roadmap: str, answers: str
) -> None:
    """Also where so much is open that the search for the best plan ends early."""
    found = run(
        *("plan", "-", "--roadmap", roadmap, "--as-of", "2026-11-29", "--format", "json"),
        stdin=answers.encode(),
    )
    plan = json.loads(found.out)
    own = {each["requirement"] for each in plan["steps"] if "alternative" not in each}

    assert not plan["is_exact"]
    assert not own.intersection(brought for each in plan["steps"] for brought in each["brings"])


def test_nothing_new_is_to_start_before_the_day_that_was_named(run: Run) -> None:
    """The page and the plan name one day."""
    told = {**PHYSICIAN, "certifications": [], "constraints": {"start": "2027-07"}}
    training = [{"specialty": "clinical-informatics", "completed": "2026-06", "accredited": True}]
    told |= {"fellowships": training}
    given = json.dumps(told).encode()

    page = run("assess", "-", "--as-of", str(TODAY), stdin=given).out
    plan = run("plan", "-", "--as-of", str(TODAY), stdin=given).out

    steps = steps_under(page, "YOUR NEXT")
    assert steps
    starts = (each.get("Start", each.get("Prepare", "")) for _, each in steps)
    assert all(each.startswith("1 July 2027, as you asked") for each in starts)
    assert "Nothing new is planned before 1 July 2027, as you asked." in plan


def test_a_plan_that_stops_before_the_job_says_so() -> None:
    """It promises neither the job by the day wished nor that it is whole."""
    roadmap = by("cmio")
    wanted = {**PHYSICIAN, "constraints": {"by": "2040"}}
    whole = outline_plan(read(wanted, roadmap), roadmap, TODAY, PlanWishes())
    job = roadmap.requirement("senior-informatics-post")
    short = replace(whole, not_placed=(NotPlaced(requirement=job, reason="No way."),))

    said, cut = (" ".join(outline_summary(each)) for each in (whole, short))

    assert "as you want it" in said
    assert "the whole plan is complete" in said
    assert "as you want it" not in cut
    assert "the whole plan" not in cut
    assert f"It stops before this: {job.title}." in cut
