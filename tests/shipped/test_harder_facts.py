"""
The law of the harder fact, by each roadmap, on people drawn at random: of two who differ in one
answer, and of whom the same is left out, nobody with less ends a plan sooner, nor the required list
where both end together: a plan is chosen by its end, and a way that leads there sooner, such
as by the better job at once, may meet that list later.

What is no order is not here: a fellowship or an exam under way or planned binds whoever told of it,
who studies up to this spring is taken to be in the match that runs, and other paths have ends of
their own.
"""

from datetime import date
from functools import cache
from itertools import pairwise, product
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cmio_advisor.domain.assess.notices import find_warnings
from cmio_advisor.domain.base.time import add_months
from cmio_advisor.domain.judge.case import ProfileCase
from cmio_advisor.domain.plan.make_plan import outline_plan
from cmio_advisor.domain.roadmap.roadmap import Roadmap, Strength
from cmio_advisor.domain.routes.choice import PlanWishes, wishes_of
from cmio_advisor.loading.roadmap.store import load_roadmap
from tests.conftest import ROOT, examples, profile_of

Answers = dict[str, Any]
ON = date(2026, 11, 29)
ROADMAPS = ("cmio", "cnio", "cio")
UNTOLD = (None,)
NOBODY = {"years": 0, "roles": [], "people_led": 0}


def led(role: str, years: int, people: int) -> Answers:
    return {"years": years, "roles": [role], "people_led": people}


def under_way(**told: str) -> list[Answers]:
    return [{"status": "in-progress", **told}]


WORK: dict[str, tuple[tuple[Any, ...], ...]] = {
    "projects": (UNTOLD, (["ehr-implementation"], []), (["analytics"], [])),
    "activities": (UNTOLD, (["super-user"], []), (["teaching"], [])),
    "informatics": (UNTOLD, ({"years": 6}, {"years": 3}), ({"years": 3}, {"years": 0})),
    "clinical": (
        UNTOLD,
        ({"years": 5}, {"years": 2}),
        ({"years": 2}, {"years": 0}),
        ({"years": 5, "still_practising": True}, {"years": 0}),
    ),
}
NURSING = {"profession": "nursing", "status": "unrestricted"}
OF_NURSES = {
    **WORK,
    "degrees": (
        UNTOLD,
        (["bachelors"], []),
        (["bsn"], ["adn"]),
        (["bsn", "mba"], ["bsn"]),
        (["msn"], ["bsn"]),
        (["md"], under_way(degree="md", expected="2028-05")),
        (["bachelors"], under_way(degree="bachelors", expected="2028-05")),
        (["bsn"], under_way(degree="bsn", expected="2028-05")),
    ),
    "license": (
        UNTOLD,
        ("unrestricted", "none"),
        (NURSING, {**NURSING, "status": "none"}),
    ),
    "leadership": (
        UNTOLD,
        (led("director", 5, 20), NOBODY),
        (led("nurse-manager", 5, 20), NOBODY),
        (led("team-lead", 3, 5), NOBODY),
    ),
    "certifications": (UNTOLD, (["ni-bc"], []), (["cphims"], [])),
    "role": (
        *(UNTOLD, UNTOLD, ("nurse",), ("attending",), ("it-manager",), ("nurse-manager",)),
        *(("pharmacist",), ("data-analyst",), ("none",)),
    ),
}
TRAINED = {"specialty": "internal-medicine", "completed": 2015, "country": "US"}
IN_TRAINING = {
    "specialty": "internal-medicine",
    "status": "in-progress",
    "expected": "2028-06",
    "country": "US",
}
FELLOW = [{"specialty": "clinical-informatics", "completed": 2020, "accredited": True}]
IN_FELLOWSHIP = [{**FELLOW[0], "status": "in-progress", "completed": None, "expected": "2028-06"}]
OF_PHYSICIANS = {
    **WORK,
    "degrees": (
        UNTOLD,
        (["md"], ["mbbs"]),
        (["md"], under_way(degree="md", expected="2029-05")),
        (["md", "mba"], ["md"]),
        (["bachelors"], []),
    ),
    "residency": (
        UNTOLD,
        (TRAINED, IN_TRAINING),
        (TRAINED, "none"),
        (IN_TRAINING, "none"),
        (TRAINED, {**TRAINED, "country": "PK"}),
    ),
    "license": (
        UNTOLD,
        ("unrestricted", "restricted"),
        ("unrestricted", "training"),
        ("unrestricted", "none"),
        ("training", "none"),
    ),
    "board_certifications": (
        UNTOLD,
        (["internal-medicine"], []),
        (["internal-medicine"], [{"board": "internal-medicine", "status": "lapsed"}]),
        (["internal-medicine", "clinical-informatics"], ["internal-medicine"]),
    ),
    "fellowships": (UNTOLD, ([],), (FELLOW, IN_FELLOWSHIP), (FELLOW, [])),
    "leadership": (
        UNTOLD,
        (led("medical-director", 5, 20), NOBODY),
        (led("physician-champion", 3, 0), NOBODY),
        (led("director", 3, 5), NOBODY),
    ),
    "certifications": (UNTOLD, (["cphims"], []), (["cpe"], [])),
    "role": (
        *(UNTOLD, UNTOLD, ("attending",), ("resident",), ("none",)),
        *(("physician-informaticist",), ("cmo",)),
    ),
}


@st.composite
def pairs(draw: st.DrawFn, fields: dict[str, Any]) -> tuple[Answers, Answers]:
    """A person, and the same with less of one thing."""
    ordered = {field: draw(st.sampled_from(each)) for field, each in fields.items()}
    varied = draw(
        st.sampled_from([each for each, told in ordered.items() if len(told) > 1] or [""])
    )
    person = {field: draw(st.sampled_from(told)) for field, told in ordered.items()}
    both = (
        {**person, **({varied: each} if varied else {})} for each in ordered.get(varied, (0, 0))
    )
    easier, harder = (
        {key: told for key, told in each.items() if told is not None} for each in both
    )
    return easier, harder


def ends(answers: Answers, rules: Roadmap) -> tuple[frozenset[str], list[date | None]]:
    """What a plan leaves out, and when it ends, and the required list, if that is all in it."""
    person = profile_of(answers, rules)
    plan = outline_plan(person, rules, ON, wishes_of(person, PlanWishes()))
    left = frozenset(each.requirement.id for each in plan.not_placed)
    if any(each.requirement.strength is Strength.REQUIRED for each in plan.not_placed):
        return left, [None, None]
    own = {each.id for each in rules.requirements()}
    finish = max((each.end for each in plan.steps if each.requirement.id in own), default=None)
    return left, [finish, plan.required_finish.likely if plan.required_finish else None]


@cache
def rules_of(id_: str) -> Roadmap:
    return load_roadmap(str(ROOT / "data" / id_))


def contradicts_itself(answers: Answers) -> bool:
    rules = rules_of("cmio")
    found = find_warnings(ProfileCase(profile_of(answers, rules), rules, ON))
    trains = IN_TRAINING in answers.values() or IN_FELLOWSHIP in answers.values()
    is_idle = trains and answers.get("role") == "none"
    return is_idle or any("before" in each.code or "without" in each.code for each in found)


def assert_no_sooner(easier: Answers, harder: Answers, id_: str) -> None:
    rules = rules_of(id_)
    (left, sooner), (also_left, later) = ends(easier, rules), ends(harder, rules)
    for one, other in zip(sooner, later, strict=True):
        assert left != also_left or not one or not other or one <= other, (easier, harder)
        if one != other:
            break


PLANNED = [{**IN_FELLOWSHIP[0], "status": "planned", "expected": "2029-06"}]
FROM_ABROAD = {
    "degrees": ["mbbs"],
    "residency": {**IN_TRAINING, "country": None},
    "license": "training",
    "board_certifications": "none",
    "informatics": "none",
    "fellowships": "none",
    "role": "resident",
}
ATTENDING = {
    "degrees": ["md"],
    "residency": {"specialty": "internal-medicine", "completed": 2012},
    "license": "unrestricted",
    "board_certifications": ["internal-medicine"],
    "clinical": {"years": 9, "still_practising": True},
    **dict.fromkeys(
        ("informatics", "certifications", "leadership", "projects", "activities"), "none"
    ),
    "role": "attending",
}
LEADING = {
    "degrees": ["md"],
    "residency": "none",
    "leadership": led("medical-director", 5, 20),
    "certifications": ["cphims"],
    "role": "resident",
}
RESIDENT_TOO = {
    "residency": IN_TRAINING,
    "license": "training",
    "clinical": {"years": 6, "still_practising": True},
    "informatics": {"years": 1},
    "leadership": NOBODY,
    "projects": ["ehr-implementation"],
    "certifications": [],
}
LEADER = {"informatics": {"years": 3}, "leadership": led("nurse-manager", 5, 20)}
LICENSED_ONCE = {
    "residency": {**TRAINED, "completed": 2016},
    "board_certifications": [],
    "clinical": {"years": 6},
    "informatics": {"years": 0},
    "role": "attending",
}
OF_OLD: dict[str, list[tuple[Answers, str, Any, Any]]] = {
    "cnio": [
        # The leader's own way to a job in informatics is open to whoever works in it already,
        ({**LEADER, "role": "nurse-manager"}, "license", NURSING, {**NURSING, "status": "none"}),
        (
            {"degrees": ["msn"], **LEADER, "activities": ["teaching"], "role": "data-analyst"},
            *("license", NURSING, {**NURSING, "status": "none"}),
        ),
        # and of two masters' degrees that is taken with which the required list is met sooner.
        (
            {"degrees": ["bachelors"], "informatics": {"years": 3}, "role": "nurse-manager"},
            *("leadership", led("director", 5, 20), NOBODY),
        ),
        # A leader without a license waits for it, and not for the director's job.
        (
            {"degrees": ["adn"], "informatics": {"years": 6}, "role": "nurse-manager"}
            | {"license": {**NURSING, "status": "none"}, "leadership": NOBODY},
            *("clinical", {"years": 2}, {"years": 0}),
        ),
        # A step more is taken where the required list is met so much sooner by it.
        (
            {"degrees": ["bsn"], "license": "unrestricted", "leadership": NOBODY, "role": "none"}
            | {"certifications": [], "activities": []},
            *("projects", ["ehr-implementation"], []),
        ),
        # A nurse without a license works the years at the bedside with it,
        (
            {"degrees": ["msn"], "informatics": {"years": 3}, "leadership": NOBODY, "role": "nurse"}
            | {"projects": [], "certifications": [], "activities": ["teaching"]},
            *("license", NURSING, {**NURSING, "status": "none"}),
        ),
        # who is a registered nurse has a diploma or a degree to go on from,
        (
            {"degrees": [], "clinical": {"years": 5, "still_practising": True}, "role": "nurse"}
            | {"informatics": {"years": 0}, "leadership": led("nurse-manager", 5, 20)}
            | {"certifications": ["ni-bc"]},
            *("license", NURSING, {**NURSING, "status": "none"}),
        ),
        # and what leads elsewhere has its own end.
        (
            {"degrees": ["bachelors"], "license": "unrestricted", "role": "none"},
            *("certifications", ["cphims"], []),
        ),
    ],
    "cio": [
        # A contract of one's own waits for the first next job, and not for a director's.
        (
            {"degrees": ["bsn"], "role": "none", "activities": [], "clinical": {"years": 0}},
            *("informatics", {"years": 6}, {"years": 3}),
        ),
        # also where there are years enough in IT, and people led.
        (
            {"degrees": ["bsn"], "leadership": led("team-lead", 3, 5), "role": "none"}
            | {"certifications": ["cphims"], "activities": []},
            *("informatics", {"years": 6}, {"years": 3}),
        ),
        (
            {"degrees": ["bsn"], "leadership": led("team-lead", 3, 2), "role": "none"},
            *("informatics", {"years": 6}, {"years": 3}),
        ),
    ],
    "cmio": [
        # A fellow's clinical day counts before the license is there, whatever years were told,
        (
            {"degrees": ["md"], "license": "restricted", "informatics": {"years": 3}},
            *("fellowships", FELLOW, IN_FELLOWSHIP),
        ),
        # and a residency ends on the day told, whatever else was not.
        (
            {"residency": IN_TRAINING, "license": "restricted", "clinical": {"years": 6}},
            *("board_certifications", ["internal-medicine"], []),
        ),
        # Of two fellowships that is taken which full-time work leaves room for sooner,
        ({"degrees": ["md"]}, "residency", None, "none"),
        # and no job beside it that a sooner one makes needless.
        (FROM_ABROAD, "clinical", {"years": 2, "still_practising": True}, {"years": 1}),
        (FROM_ABROAD, "clinical", {"years": 2, "still_practising": True}, "none"),
        (LEADING, "clinical", {"years": 2}, {"years": 0}),
        # A job waits for full-time training, and not for the exam behind it,
        (
            {"degrees": ["md"], "residency": IN_TRAINING, "license": "none", "role": "none"},
            *(
                "fellowships",
                IN_FELLOWSHIP,
                [{**FELLOW[0], "status": "planned", "completed": None}],
            ),
        ),
        # and who leads the EHR's work takes no job of those who do.
        (
            {"degrees": ["md"], "residency": TRAINED, "license": "unrestricted"}
            | {"clinical": {"years": 6}, "informatics": {"years": 3}, "fellowships": []}
            | {"leadership": led("director", 3, 5), "projects": ["analytics"]},
            *("role", "cmo", "none"),
        ),
        # The search for a first job is not as long as the fellowship that it follows.
        (ATTENDING, "fellowships", IN_FELLOWSHIP, PLANNED),
        # Years that are full need a degree alone, be it shown by a certificate,
        (
            {
                "residency": TRAINED,
                "license": "none",
                "board_certifications": ["internal-medicine"],
            },
            *("clinical", {"years": 6}, {"years": 2}),
        ),
        # and are none of a physician before medical school.
        (
            {"residency": "none", "informatics": {"years": 1}, "leadership": NOBODY},
            *("clinical", {"years": 6}, {"years": 2}),
        ),
        # A board takes papers from abroad no sooner than others, also beside a residency in Canada.
        (
            {"residency": TRAINED, "license": "none", "board_certifications": [], "role": "none"},
            *("degrees", ["md"], ["mbbs"]),
        ),
        (
            {"degrees": ["mbbs"], "license": "none", "board_certifications": [], "role": "none"},
            *("residency", TRAINED, {**TRAINED, "country": "CA"}),
        ),
        # A residency under way before the degree is none, as one that is finished is.
        (
            {"degrees": under_way(degree="md", expected="2029-05"), "license": "training"},
            *("residency", TRAINED, IN_TRAINING),
        ),
        # Who practiced asks for the license back as soon as one applies for a first one.
        (LICENSED_ONCE, "license", "training", "none"),
        ({**LICENSED_ONCE, "informatics": {"years": 6}}, "license", "training", "none"),
        # After training that is no step a job begins on the day on which it does after one that is.
        (
            {"degrees": ["mbbs"], "residency": TRAINED, "license": "none", "role": "none"}
            | {"clinical": {"years": 6, "still_practising": True}, "projects": ["analytics"]}
            | {"certifications": [], "fellowships": IN_FELLOWSHIP},
            *("board_certifications", ["internal-medicine", "clinical-informatics"]),
            ["internal-medicine"],
        ),
    ],
}


@pytest.mark.parametrize("id_", ROADMAPS)
def test_what_once_ended_a_plan_earlier_does_no_more(id_: str) -> None:
    for told, field, easier, harder in OF_OLD[id_]:
        easy = told if easier is None else {**told, field: easier}
        assert_no_sooner(easy, {**told, field: harder}, id_)


@pytest.mark.parametrize("id_", ["cnio", "cio"])
def test_who_is_back_in_another_job_waits_for_none_that_leads(id_: str) -> None:
    """Informatics years that are over go on in a job of it, found as soon by whoever led less."""
    nurse = {
        "degrees": ["bsn", "mba"],
        "license": NURSING,
        "clinical": {"years": 7},
        "projects": ["ehr-implementation"],
        "certifications": [],
        "setting": {"organization": "health-system"},
    }
    for role, share in product(("nurse", "consultant"), (1, 0.25, None)):
        back = {**nurse, "role": role, "informatics": {"from": 2015, "to": 2018, "fte": share}}
        told = (led("team-lead", 3, 12), led("team-lead", 2, 3), NOBODY)
        for easier, harder in pairwise({**back, "leadership": each} for each in told):
            assert_no_sooner(easier, harder, id_)
            sooner, later = (ends(each, rules_of(id_))[1][1] for each in (easier, harder))
            assert not sooner or not later or sooner <= later, (easier, harder)


@pytest.mark.parametrize("id_", ["cnio", "cio"])
@settings(max_examples=examples(60), derandomize=True)
@given(pair=pairs(OF_NURSES))
def test_a_nurse_or_analyst_with_less_ends_no_sooner(
    id_: str, pair: tuple[Answers, Answers]
) -> None:
    """Whose the years with patients are, a degree in medicine decides: of these it says nothing."""
    assume(pair[0].get("degrees") != ["md"] or "clinical" not in pair[0])
    assume(not any(map(contradicts_itself, pair)))
    assert_no_sooner(*pair, id_)


@settings(max_examples=examples(60), derandomize=True)
@given(pair=pairs(OF_PHYSICIANS))
def test_a_physician_with_less_ends_no_sooner(pair: tuple[Answers, Answers]) -> None:
    """
    Where an answer contradicts another one, as training beside no job does, what is planned is a
    guess at what was meant; and a training license tells of a residency under way, of which none
    says nothing, so that of an untold one these two are in no order.
    """
    assume(not any(map(contradicts_itself, pair)))
    licenses = [each.get("license") for each in pair]
    assume("residency" in pair[0] or licenses != ["training", "none"])
    assert_no_sooner(*pair, "cmio")


@pytest.mark.parametrize("months", [6, 12, 24])
@pytest.mark.parametrize(
    "told",
    [
        {"residency": TRAINED, "clinical": {"years": 6, "still_practising": True}, "role": "none"},
        {"license": "none", "informatics": {"years": 0}, "role": "resident"},
        {"license": "training", "leadership": NOBODY, "role": "cmo"},
        {"board_certifications": ["internal-medicine", "clinical-informatics"], "role": "none"},
        # both told to end in the same June, so that the fellowship follows, whatever was not told
        RESIDENT_TOO,
        {**RESIDENT_TOO, "degrees": None, "license": "unrestricted", "informatics": {"years": 6}},
    ],
)
def test_a_fellow_who_waits_ends_no_sooner(told: Answers, months: int) -> None:
    """Who begins today looks for the job in the last year too, and not after it."""
    fellow = {"degrees": ["md"], "board_certifications": ["internal-medicine"], **told}
    fellow = {key: each for key, each in fellow.items() if each is not None}
    fellow["fellowships"] = IN_FELLOWSHIP
    later = {**fellow, "constraints": {"start": str(add_months(ON, months))}}
    assert_no_sooner(fellow, later, "cmio")


@pytest.mark.parametrize("years", [0, 6])
@pytest.mark.parametrize("degree", ["md", "mbbs"])
def test_no_license_is_had_sooner_than_a_restriction_is_lifted(degree: str, years: int) -> None:
    """So these two are in no order: the one who holds a restricted license may practice on it."""
    told = {
        "degrees": [degree],
        "residency": TRAINED,
        "board_certifications": ["internal-medicine"],
        "clinical": {"years": 6},
        "informatics": {"years": years},
    }
    assert_no_sooner({**told, "license": "none"}, {**told, "license": "restricted"}, "cmio")
