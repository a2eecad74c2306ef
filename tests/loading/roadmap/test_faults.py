# ruff: noqa: E501 - what is planted stands in one line with what is said of it
"""What is planted in a sound roadmap of a third role is found, in whichever place and form."""

from datetime import date

import pytest

from cmio_advisor.errors import RoadmapError
from cmio_advisor.loading.roadmap.files import roadmap_bytes
from cmio_advisor.loading.roadmap.parser import check_files, parse_roadmap
from tests.conftest import ROOT, SMALL

pytestmark = pytest.mark.slow

Change = tuple[str, str, str]
ON = date(2026, 11, 30)
FILES = roadmap_bytes(SMALL.parent / "lead")
EV = "evidence: [{source: ashp-posting, grade: B, checked: 2026-11-28, says: x}]"
NEVER = "{all_of: [{project: [analytics]}, {not: {project: [analytics]}}]}"
ALWAYS = "{any_of: [{project: [analytics]}, {not: {project: [analytics]}}]}"
TWO_JOBS = "{all_of: [{role: [pharmacist]}, {role: [cio]}]}"
LEAD = ("roadmap", "            action: Ask to lead the next one.")
BUILD = ("roadmap", "            action: Ask to build one order set.")
OWN = ("credentials", "  - {id: cphims, about: Postings name it.}")
ODDS = "            odds: {share: 0.5, of: applicants, year: 2024, text: Half found a place., sources: [pgy2-program]}\n"
CIRCLE = "a circle"


def planted(*changes: Change) -> dict[str, bytes]:
    """The files of the roadmap with other texts in them."""
    files = dict(FILES)
    for file, old, new in changes:
        text = files[file].decode()
        assert old in text, old
        files[file] = text.replace(old, new, 1).encode()
    return files


def found_in(*changes: Change) -> str:
    """All that is said of it then."""
    try:
        return "\n".join(check_files(planted(*changes), ON)[2])
    except RoadmapError as error:
        return "\n".join(error.problems)


def test_a_file_that_cannot_be_read_makes_no_source_idle() -> None:
    """What it would have named is not known."""
    found = found_in(("roadmap", "share: No share", "share: {No share"))

    assert "is not valid YAML" in found
    assert "No fact of this roadmap" not in found


def test_the_roadmap_is_sound_before() -> None:
    """And finished: no source in it stands for one to be found."""
    assert not found_in()


def more(place: tuple[str, str], lines: str) -> Change:
    """Lines of the same entry behind one."""
    return (*place, f"{place[1]}\n            {lines}")


def cert(own: str, asked: str) -> str:
    """A certificate that asks for another."""
    rule = f"{{certification: [{asked}]}}"
    return f"{{id: {own}, title: x, short: x, issuer: x, about: x, serves_target: false, {EV}, requires: [{{need: x, when: {rule}}}]}}"


CIRCLES: dict[str, list[Change]] = {
    "two by needs": [
        ("roadmap", "needs: {degree: [pharmd]}\n", "needs: {requirement: order-years}\n"),
        ("roadmap", "needs: {not: {degree: [pharmd]}}", "needs: {requirement: order-years}"),
    ],
    "two, one by after": [
        more(BUILD, "needs: {requirement: leading}"),
        more(LEAD, "after: [medication-project]"),
    ],
    "three by all alternatives": [
        more(BUILD, "needs: {any_of: [{requirement: leading}, {requirement: cphims-held}]}"),
        more(LEAD, "needs: {requirement: medication-project}"),
        ("roadmap", "needs: {eligible: cphims}", "needs: {requirement: medication-project}"),
    ],
    "by a certificate": [
        (
            *OWN,
            f"  - {{id: own, title: x, short: x, issuer: x, about: x, {EV}, requires: [{{need: x, when: {{project: [order-entry]}}}}]}}\n{OWN[1]}",
        ),
        more(BUILD, "needs: {eligible: own}"),
    ],
    "by a standing": [more(BUILD, "needs: {standing: competitive}")],
    "by rules that say the same": [more(BUILD, "needs: {project: [order-entry]}")],
    "by certificates that no route earns": [
        (*OWN, f"  - {cert('one', 'two')}\n  - {cert('two', 'one')}\n{OWN[1]}"),
    ],
    "by what each brings": [
        more(LEAD, "brings: [medication-project]"),
        more(BUILD, "brings: [leading]"),
    ],
    "by what it is not offered without": [
        more(BUILD, "unless: {not: {requirement: leading}}"),
        more(LEAD, "needs: {not: {not: {requirement: medication-project}}}"),
    ],
    "by what comes anew": [
        (
            "roadmap",
            "        met_when: {project",
            "        anew_after: leading\n        met_when: {project",
        ),
        more(LEAD, "after: [medication-project]"),
    ],
    "by a certificate that was held": [
        (
            *OWN,
            f"  - {cert('one', 'one').replace('[one]', '{any: [one], status: lapsed}')}\n{OWN[1]}",
        ),
    ],
    "by one of several that is enough, each behind it": [
        ("roadmap", "{project: [order-entry, decision-support]}", "{project: [order-entry]}"),
        more(BUILD, "needs: {any_of: [{requirement: leading}, {requirement: cphims-held}]}"),
        more(LEAD, "needs: {project: [order-entry]}"),
        ("roadmap", "needs: {eligible: cphims}", "needs: {project: [order-entry]}"),
    ],
    "three by what each brings": [
        more(LEAD, "brings: [medication-project]"),
        more(BUILD, "brings: [cphims-held]"),
        (
            "roadmap",
            "needs: {eligible: cphims}",
            "needs: {eligible: cphims}\n            brings: [leading]",
        ),
    ],
    "by what brings it": [
        more(LEAD, "needs: {requirement: medication-project}\n            brings: [cphims-held]"),
        more(BUILD, "needs: {requirement: cphims-held}"),
        ("roadmap", "needs: {eligible: cphims}", "after: [leading]"),
    ],
}


@pytest.mark.parametrize("changes", CIRCLES.values(), ids=CIRCLES)
def test_a_circle_of_any_length_is_found(changes: list[Change]) -> None:
    """Through needs, alternatives, eligibility, standings and what is brought along."""
    with pytest.raises(RoadmapError, match=CIRCLE):
        parse_roadmap(planted(*changes))


def test_a_circle_names_the_certificate_it_leads_through() -> None:
    """And says what to do."""
    said = found_in(*CIRCLES["by a certificate"])

    assert "own waits for medication-project, and medication-project waits for own" in said
    assert "take one of these needs out" in said


@pytest.mark.parametrize(
    "changes",
    [
        [more(LEAD, "needs: {requirement: informatics-work}\n            earns: achip"), (*OWN, f"{OWN[1]}\n  - {{id: achip, about: x}}")],
        [more(LEAD, "needs: {requirement: order-years}"), more(LEAD, "unless: {people_led: 3}")],
        [more(BUILD, "needs: {leadership_role: [team-lead, medical-director]}"), more(LEAD, "needs: {requirement: medication-project}")],
        [more(LEAD, "needs: {all_of: [{role: [pharmacist, cio]}, {any_of: [{project: [analytics]}, {role: [cio]}]}]}")],
        [("guide", "text: Tickets come in.", "text: The CIO and the CMIO are its partners.")],
    ],
)  # fmt: skip
def test_nothing_is_said_of_what_is_sound(changes: list[Change]) -> None:
    """A way to a certificate for those who may sit for it, an exception, a way out, colleagues."""
    assert not found_in(*changes)


def test_a_way_out_of_a_circle_is_none() -> None:
    """One of two alternatives is enough."""
    alternative = "needs: {any_of: [{requirement: leading}, {requirement: pharmacy-license}]}"

    assert not found_in(more(BUILD, alternative), more(LEAD, "after: [medication-project]"))


BEYOND = "{answer: {to: verified-orders, at_least: 60}}"
"""More than the most that its question takes."""


def places(rule: str) -> dict[str, Change]:
    """A rule in each place where one may stand, and what that is called."""
    not_pharmd = "when: {not: {degree: [pharmd]}}\n"
    standing = "when: {all_of: [{requirement: medication-project}, {requirement: leading}]}"
    advice = f"advice: [{{id: a, title: x, when: {rule}, points: [{{text: x, evidence: []}}]}}]"
    return {
        "medication-project: the rule under met_when": (
            "roadmap",
            "{project: [order-entry, decision-support]}",
            rule,
        ),
        "lead-project: the rule under needs": more(LEAD, f"needs: {rule}"),
        "lead-project: the rule under unless": more(LEAD, f"unless: {rule}"),
        "competitive: the rule under when": ("roadmap", standing, f"when: {rule}"),
        'pharmacist: "You work as a pharmacist.": the rule under when': (
            "roadmap",
            "when: {role: [pharmacist]}",
            f"when: {rule}",
        ),
        "go-to-school: the rule under when": (
            "roadmap",
            f"{not_pharmd}    text",
            f"when: {rule}\n    text",
        ),
        "analyst: the rule under when": (
            "roadmap",
            f"{not_pharmd}    reason",
            f"when: {rule}\n    reason",
        ),
        "own-license: the rule under asked_when": (
            "questions",
            "asked_when: {degree: [pharmd]}",
            f"asked_when: {rule}",
        ),
        "a: the rule under when": ("roadmap", "ways_on:\n", f"{advice}\nways_on:\n"),
    }


@pytest.mark.parametrize(
    ("rule", "said"), [(NEVER, "none"), (BEYOND, "none"), (ALWAYS, "all"), (TWO_JOBS, "none")]
)
def test_a_rule_of_nobody_or_everybody_is_found(rule: str, said: str) -> None:
    """Wherever it stands, whatever it reads: made-up people vary what any rule reads."""
    found = found_in(*places(rule).values())

    for place in places(rule):
        assert f": {place} holds of {said} of the" in found, place


@pytest.mark.parametrize(
    "change",
    [
        ("roadmap", "when: {role: [pharmacist]}", f"when: {{any_of: [{{role: [cio]}}, {NEVER}]}}"),
        more(LEAD, "needs: {any_of: [{people_led: 1}, {people_led: 5}]}"),
        ("roadmap", "{project: [order-entry, decision-support]}", "{any_of: [{project: [order-entry]}, {project: [order-entry]}]}"),
    ],
)  # fmt: skip
def test_an_alternative_that_never_matters_is_found(change: Change) -> None:
    """Nobody meets it, or whoever does meets another."""
    assert "alternative" in found_in(change)


def test_each_dead_sign_has_its_own_line() -> None:
    """By its sentence: beyond what a question takes, or over before the day."""
    over = "{when: {until: 2019-01-01}, why: Was so once.}"
    sign = f"signs:\n      - {{when: {BEYOND}, why: Too many years.}}\n      - {over}\n"
    said = found_in(("roadmap", "signs:\n", sign)).splitlines()

    assert [each.partition(": ")[2].partition(": the")[0] for each in said] == [
        'pharmacist: "Too many years."',
        'pharmacist: "Was so once."',
    ]
    assert "ended before 2020-01-01" in said[1]


def test_a_rule_that_was_over_before_the_evidence_is_found() -> None:
    """One that ended later is kept: the roadmap may be asked for a day before."""
    needs = "needs: {all_of: [{degree: [pharmd]}, {until: DAY}]}\n            months: {low: 2"
    asked = ("roadmap", "needs: {degree: [pharmd]}\n            months: {low: 2")

    assert "ended before 2020-01-01" in found_in((*asked, needs.replace("DAY", "2019-12-31")))
    assert "ended before" not in found_in((*asked, needs.replace("DAY", "2025-12-31")))


def test_an_opening_without_odds_may_say_what_was_searched() -> None:
    """An application beside a job needs one of the two as well; a match needs its odds."""
    searched = ODDS.replace(ODDS.strip(), "searched: {what: odds, where: x, on: 2026-11-28}")
    beside_a_job = [
        ("roadmap", ODDS, ""),
        ("roadmap", "    match: true\n", ""),
        ("roadmap", "            full_time: true\n            full_time_months: 12\n", ""),
    ]

    assert "write odds" in found_in(("roadmap", ODDS, searched))
    assert "write odds" in found_in(*beside_a_job)
    assert not found_in(("roadmap", ODDS, searched), ("roadmap", "    match: true\n", ""))


def test_a_match_whose_days_nobody_found_says_so() -> None:
    """In place of a made-up day."""
    text = FILES["roadmap"].decode()
    start = text.index("    events:")
    events = text[start : text.index("    evidence:", start)]
    searched = "    searched: {what: the days to apply by, where: x, on: 2026-11-28}\n"

    assert "searched that no day was found" in found_in(("roadmap", events, ""))
    assert not found_in(("roadmap", events, searched))


def test_whether_a_last_day_is_estimated_is_not_written() -> None:
    """It follows from the days that were found; a file that says it is told so."""
    found = found_in(("roadmap", "{id: apply, ", "{id: apply, by_estimate: yes, "))

    assert '"by_estimate" is not a field of an event' in found


def test_a_statement_without_a_fact_has_an_empty_list() -> None:
    """In the guide, as in advice; without the key it is refused."""
    files = FILES["guide"].decode()
    start = files.index("evidence: [")
    evidence = files[start : files.index("]", start) + 1]

    assert "guide" not in found_in(("guide", evidence, "evidence: []"))
    assert '"evidence"' in found_in(("guide", evidence, ""))


def test_each_place_that_is_not_finished_is_named() -> None:
    """The source that stands for none, wherever a fact names it."""
    source = "  - {id: to-be-found, title: x, publisher: x, published: undated, url: null}\n"
    first = ("roadmap", "source: ashp-posting", "source: to-be-found")
    said = found_in(first, first, ("sources", "  - {id: career", f"{source}  - {{id: career"))

    assert said.count("to-be-found") == 2


# fmt: off
PLANTED: list[list[tuple[list[Change], str]]] = [
    [
        ([("roadmap", "title: Take part in a", "title: Take part in {a}")], "fills {a}"),
        ([more(LEAD, "needs: {all_of: [{people_led: 5}, {not: {people_led: 3}}]}")], "lead-project: the rule under needs holds of none"),
        ([more(LEAD, "unless: {any_of: [{people_led: 3}, {not: {people_led: 5}}]}")], "lead-project: the rule under unless holds of all"),
        ([("roadmap", "ways_on:\n", 'texts: {summary_stag: "x"}\nways_on:\n')], 'Did you mean "summary_stage"'),
        ([("sources", "published: 2024-03", "published: 2027")], '"published" says 2027'),
        ([("roadmap", "year: 2024", "year: 2027")], '"year" says 2027'),
        ([("roadmap", "about: Holds the job.", "about: CMIOs build the EHR.")], 'It names "CMIOs"'),
        ([("questions", "why: A lead leads.", "why: A CNIO leads.")], "the target of the roadmap cnio"),
        ([("roadmap", "met_when: {project: [order-entry, decision-support]}", "met_when: {leadership_role: [committee-chair]}")], "reads projects"),
    ],
    [
        ([more(LEAD, "needs: {answer: {to: verified-orders, at_least: 0}}")], "holds of all"),
        ([("roadmap", "{project: [order-entry, decision-support]}", "{project: [order-entry], until: 2019-01-01}")], "met_when ended before 2020-01-01"),
        ([("roadmap", "title: Take part in a", "title: Take part in { a }")], "fills { a }"),
        ([("guide", "summary:", "summary: What a chief medical information officer does. #")], "the target of the roadmap cmio"),
        ([(*OWN, f"{OWN[1]}\n  - {{id: pmp, about: x}}")], "pmp: no rule of this roadmap reads it"),
        ([("questions", "text: Do you hold", "text: Do you {hold}")], "fills {hold}"),
        ([("pay", "note: Pharmacists", "note: Pharmacists {x}")], "fills {x}"),
        ([("roadmap", "need: To have led.", 'need: "A {target}."')], "fills {target}"),
        ([("guide", "checked: 2026-11-28", "checked: 2027-01-01")], '"checked" says 2027'),
        ([("pay", "on: 2026-11-28", "on: 2026-12-01")], '"on" says 2026-12-01'),
        ([("sources", "published: 2024-03", "published: 2027-03")], '"published" says 2027-03'),
    ],
    [
        ([more(LEAD, "needs: {not: {any_of: [{people_led: 3}, {people_led: 9}]}}")], "alternative 2 of the rule under needs never matters"),
        ([("credentials", "checked: 2026-11-28", "checked: 2027-01-01")], '"checked" says 2027'),
        ([("sources", "published: 2024-03", "published: 2026-13-28")], "does not exist"),
        ([("questions", "  - {id: informatics-years, why: The job is work in informatics.}\n", "")], "asks for informatics"),
        ([("questions", "settles: license.pharmacy", "settles: license.nursing")], "asks for license.pharmacy"),
        ([("roadmap", "{answer: {to: verified-orders, at_least: 2}}", "{people_led: 2}")], "asks for people_led"),
        ([("questions", "  - {id: projects", "  - {id: own, field: answers.own, settles: answers.own, short: x, text: x, help: x, kind: yes-no, why: x}\n  - {id: projects")], "reads answers.own"),
        ([("questions", "  - {id: projects", "  - {id: memberships, why: x}\n  - {id: projects")], "reads memberships"),
        ([(*OWN, f"{OWN[1]}\n  - {{id: own, title: x, short: x, issuer: x, about: x, {EV}}}")], "no route leads to it"),
    ],
    [
        ([more(LEAD, "needs: {any_of: [{not: {people_led: 9}}, {not: {people_led: 3}}]}")], "alternative 2 of the rule under needs never matters"),
        ([("sources", "published: 2024-03", "published: 2026-02-30")], "does not exist"),
        ([("roadmap", 'opens: ["07-01"]', 'opens: ["02-30"]')], "not a day of the year"),
        ([("roadmap", "ways_on:\n", 'texts: {summary_stage: "To CNIO: {stage}"}\nways_on:\n')], 'names "CNIO"'),
        ([("roadmap", "about: All that is expected.", "about: 'All {expected}.'")], "fills {expected}"),
        ([("guide", "title: A day", "title: The CMIO")], "the target of the roadmap cmio"),
    ],
    [
        ([more(LEAD, "needs: {any_of: [{requirement: order-years}, {answer: {to: verified-orders, at_least: 9}}]}")], "alternative 2 of the rule under needs never matters"),
        ([("roadmap", ODDS, ""), ("roadmap", "    match: true\n", "")], "it does not say the chance of one"),
        ([(*OWN, f"{OWN[1]}\n  - {{id: achip, about: x}}"), ("roadmap", "needs: {eligible: cphims}\n            earns: cphims", "earns: achip")], "it earns achip, and is advised to people who may not sit for it"),
        ([("pay", "note: Pharmacists", "note: What the CMIO has. Pharmacists")], "the target of the roadmap cmio"),
    ],
    [
        ([("roadmap", "{answer: {to: verified-orders, at_least: 2}}", "{people_led: 2}")], "reads answers.verified-orders"),
        ([("roadmap", ODDS, "")], "of a match, the odds of a wider group"),
        ([("credentials", "about: Postings name it.", "about: For the CMIO.")], "the target of the roadmap cmio"),
    ],
    [([("roadmap", "ways_on:\n", 'texts: {summary_stage: "On {rung}"}\nways_on:\n')], "roadmap.yaml:216:24: Nothing fills {rung}")],
    [([("roadmap", "source: ashp-posting", "source: to-be-found"), ("sources", "  - {id: career", "  - {id: to-be-found, title: x, publisher: x, published: undated, url: null}\n  - {id: career")], "not finished")],
]
# fmt: on
"""
What is wrong and what is said of it, by roadmaps that have all of it at once: what hides another
fault, or would be told of two, has a roadmap of its own.
"""


@pytest.mark.parametrize("several", PLANTED, ids=lambda several: several[0][1])
def test_what_is_planted_elsewhere_is_found(several: list[tuple[list[Change], str]]) -> None:
    """Names that nothing fills, days to come, what nobody asks or uses, places without a chance."""
    found = found_in(*(change for changes, _ in several for change in changes)).splitlines()

    for _, said in several:
        assert sum(said in line for line in found) == 1, said


FORM = {
    "roadmap": ("strength: expected", "strength: wanted", '"wanted"'),
    "credentials": ("kind: number", "kind: numbr", '"numbr"'),
    "questions": ("kind: many", "kind: manny", '"manny"'),
    "sources": ("published: 2024-03", "published: 2024-13", "2024-13"),
    "vocabulary": ("names: [pharmacy", "nams: [pharmacy", '"nams"'),
    "pay": ("kind: percentiles", "kind: percent", '"percent"'),
    "guide": ("summary:", "sumary:", "ummary"),
}
IDLE = "  - {id: idle, title: x, publisher: x, published: undated, url: null}\n"
TOGETHER = {
    "roadmap": (
        "needs: {requirement: pharmacy-license}",
        "needs: {requirement: nowhere}",
        '"nowhere"',
    ),
    "credentials": ("source: ashp-posting", "source: ashp-post", '"ashp-post"'),
    "questions": ("usual: [pharmacist,", "usual: [farmacist,", '"farmacist"'),
    "sources": ("  - {id: career-guide", f"{IDLE}  - {{id: career-guide", '"idle"'),
    "vocabulary": (
        "title: Pharmacy Informatics Lead",
        'title: "Pharmacy {x} Lead"',
        "{x}",
    ),
    "pay": ("occupation: 29-1051", "occupation: 29-9999", "29-9999"),
    "guide": ("source: career-guide", "source: carer", '"carer"'),
}
Planted = dict[str, tuple[str, str, str]]


def hidden(several: Planted) -> list[str]:
    """The files of which what is planted is not told; what is told of another is false."""
    said = found_in(*((file, old, new) for file, (old, new, _) in several.items()))
    lines = [each for each in said.splitlines() if each]
    assert all(any(word in line for *_, word in several.values()) for line in lines), said
    return [file for file, (*_, word) in several.items() if word not in said]


@pytest.mark.parametrize("file", FORM)
def test_problems_of_all_files_are_told_whatever_is_wrong_with_one(file: str) -> None:
    """Of its form, beside what does not hang together in all the others; and nothing else."""
    assert not hidden({**TOGETHER, file: FORM[file]})


@pytest.mark.parametrize("several", [FORM, TOGETHER], ids=["form", "together"])
def test_problems_of_one_kind_are_told_of_all_files(several: Planted) -> None:
    """At once."""
    assert not hidden(several)


def test_what_is_added_tells_nothing_of_what_is_shared() -> None:
    """Another requirement makes other people up, and a shared law has its alternatives for all."""
    files = dict(roadmap_bytes(ROOT / "data" / "cnio"))
    paper = "  - {id: own, title: x, short: x, issuer: x, about: x, requires: [{need: x, when: {people_led: 4}}], EV}\n"
    entry = "title: x, share: x, need: x, why: x, strength: helps, EV"
    way = "title: x, action: x, why: x, months: {low: 1, likely: 2, high: 3}, cost_usd: null, hours: null, EV"
    step = f"""\
  - number: 99
    id: own-step
    title: x
    about: x
    requirements:
      - {{id: r-a, met_when: {{certification: [own]}}, {entry}, routes: [{{id: w-a, needs: {{eligible: own}}, earns: own, {way}}}]}}
      - {{id: r-l, met_when: {{people_led: 4}}, {entry}, routes: [{{id: w-l, {way}}}]}}

ladder:"""
    ev = "evidence: [{source: cnio-careers-2026, grade: D, checked: 2026-11-28, says: x}]"
    for file, old, new in (
        ("credentials", "certifications:\n", f"certifications:\n{paper}"),
        ("roadmap", "\nladder:", f"\n{step}"),
    ):
        text = files[file].decode()
        files[file] = text.replace(old, new.replace("EV", ev), 1).encode()
    check_files(files, date(2026, 12, 31))
