"""The first page: what a reader sees without asking for more, and how to ask for more."""

import json
import re
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

from cmio_advisor.reporting.formats import (
    ASSESSMENT_SECTIONS,
    ELIGIBLE_SECTIONS,
    EXPLANATION_SECTIONS,
    PAY_SECTIONS,
    PLAN_SECTIONS,
    WHAT_IF_SECTIONS,
)
from tests.conftest import AS_OF, ROOT, Run

NAMES = [each.stem for each in sorted((ROOT / "examples").glob("*.yaml"))]
EXAMPLES = [f"examples/{name}.yaml" for name in NAMES]
HOSPITALIST = str(ROOT / "examples" / "hospitalist.yaml")
COMMANDS = {
    "assess": (["assess", HOSPITALIST], ASSESSMENT_SECTIONS),
    "plan": (["plan", HOSPITALIST], PLAN_SECTIONS),
    "eligible": (["eligible", HOSPITALIST], ELIGIBLE_SECTIONS),
    "explain": (["explain", HOSPITALIST, "people-led"], EXPLANATION_SECTIONS),
    "what-if": (["what-if", HOSPITALIST, "--set", "informatics.years=9"], WHAT_IF_SECTIONS),
    "pay": (["pay"], PAY_SECTIONS),
}
MARKS = re.compile(r" ?\[[0-9]+[CD]?(?:, [0-9]+[CD]?)*\]")
ON_A_SCREEN, ON_PAPER, IN_SIGHT = 60, 140, 24
WORDS_A_MINUTE = 180
"""The voice eSpeak names 175 as the speed that it has unless told another; one person in twelve is
told three words more."""

FOLDED = re.compile(r"<details>\n<summary><h2[^>]*>(.*?)</h2>.*?</details>", re.DOTALL)


def test_a_page_is_its_first_page_and_the_rest_opens(run: Run) -> None:
    """All of it is there; what is only in the full form is folded, and links lead into it."""
    page = run("assess", HOSPITALIST, "--format", "html", "--as-of", AS_OF).out
    short = run("assess", HOSPITALIST, "--as-of", AS_OF).out
    whole = run("assess", HOSPITALIST, "--as-of", AS_OF, "--full").out
    folded, left = FOLDED.findall(page), re.findall("<h2[^>]*>(.*?)</h2>", FOLDED.sub("", page))

    assert folded[-1] == "Sources"
    assert [each.upper() for each in left if each != "Contents"] == [
        each for each in re.findall("(?m)^[A-Z ]+$", short) if each != "SOURCES"
    ]
    assert all(f"\n{each.upper()}\n" in whole for each in folded)
    inside = re.findall('<div id="(.*?-opened)">', page)
    assert len(inside) == len(folded)
    assert all(f'href="#{each}"' in page for each in inside)


LITTLE_TOLD = {
    "cmio": (
        "degrees: [md]",
        "degrees: [md]\nclinical: 8",
        "degrees: [md]\nrole: attending",
        "degrees: [md]\nrole: attending\nclinical: 20\nlicense: unrestricted",
        "degrees: [md]\nrole: department-chair",
        "degrees: [do]\nclinical: 25\nleadership: {roles: [chief-of-staff], people_led: 30}",
        "degrees: [md]\nclinical: 20\nboard_certifications: [{board: pediatrics, status: lapsed}]",
        "degrees: [md]\nrole: cmio",
        "degrees: [md]\nresidency: {specialty: pathology, status: in-progress, expected: 2027-06}",
        "degrees: [{degree: bachelors, status: in-progress, expected: 2028-05}]",
        "degrees: [mbbs, ms-health-informatics]\nrole: informatics-specialist\nlicense: none",
        "degrees: [bsn]\nclinical: 12\nrole: nurse",
        "degrees: [{degree: bsn, status: in-progress, expected: 2027-05}]",
        "degrees: [msn]\nclinical: 7\nrole: np",
        "degrees: [pharmd]\nclinical: 9\nrole: pharmacist",
        "degrees: [pa]\nclinical: 6",
        "degrees: [dds]\nclinical: 11",
        "role: informatics-specialist\ninformatics: {years: 4, fte: 1}",
        "role: him-manager",
    ),
    "cnio": (
        "degrees: [bsn]\nclinical: 0\nlicense: {profession: nursing, status: unrestricted}",
        "degrees: [bsn]\nclinical: 12\nrole: nurse",
        "degrees: [bsn]\nclinical: 15\nrole: nurse-manager\nleadership: {roles: [nurse-manager]}",
        "degrees: [msn, dnp]\nclinical: 20\nrole: cno",
    ),
}
"""People who told one thing to four, of every stage, by roadmap."""

Show = Callable[..., str]


@pytest.fixture
def show(run: Run, monkeypatch: pytest.MonkeyPatch) -> Show:
    """What ``assess`` says of an example in a form and width."""

    monkeypatch.chdir(ROOT)

    def shown(example: str, form: str, *more: str, columns: int = 80) -> str:
        monkeypatch.setenv("COLUMNS", str(columns))
        outcome = run("assess", example, "--as-of", AS_OF, "--format", form, *more)

        assert (outcome.code, outcome.err) == (0, "")
        return outcome.out

    return shown


@pytest.mark.parametrize("example", EXAMPLES, ids=NAMES)
def test_everybodys_page_fits_a_screen(show: Show, example: str) -> None:
    """At 80 columns at most 60 lines."""
    page = show(example, "terminal")

    assert page.count("\n") <= ON_A_SCREEN


@pytest.mark.parametrize("roadmap", LITTLE_TOLD)
def test_so_does_that_of_whoever_tells_little(show: Show, tmp_path: Path, roadmap: str) -> None:
    """Of physicians of every stage, and of nurses, pharmacists and people of IT."""
    mine = tmp_path / "me.yaml"
    with pytest.MonkeyPatch.context() as here:
        here.chdir(tmp_path)
        for told in LITTLE_TOLD[roadmap]:
            mine.write_text(told, encoding="utf-8")
            page = show(mine.name, "terminal", "--roadmap", roadmap)

            assert page.count("\n") <= ON_A_SCREEN, told


@pytest.mark.parametrize("example", EXAMPLES, ids=NAMES)
def test_a_terminal_ends_on_what_to_do(show: Show, example: str) -> None:
    """The last lines in sight are steps and what to type; what to know stands above them."""
    lines = show(example, "terminal").splitlines()
    last = lines[-IN_SIGHT:]
    known = ("Where you stand", "What the job pays", "About this report", "  Sources, checked")
    above = [at for at, line in enumerate(lines) if line.startswith(known)]
    steps = lines.index("Your next three steps")

    assert max(above) < steps
    assert not any(line.startswith(known) for line in last)
    assert f"cmio-advisor plan {example}" in " ".join(" ".join(last).split())


@pytest.mark.parametrize("example", EXAMPLES, ids=NAMES)
def test_the_page_in_a_pipe_is_short_and_has_a_link_for_each_step(show: Show, example: str) -> None:
    """At most 140 lines; each of the three steps names a web address and a time."""
    page = show(example, "plain")
    steps = re.split(r"^[1-3]\. ", steps_of(page), flags=re.MULTILINE)[1:]

    assert page.count("\n") <= ON_PAPER
    assert len(steps) == 3
    for step in steps:
        assert re.search(r"https?://", step)
        assert "Start: " in step or "Prepare: " in step


@pytest.mark.parametrize("example", EXAMPLES, ids=NAMES)
def test_the_three_steps_are_heard_within_a_minute(show: Show, example: str) -> None:
    """
    From the first on, without the lines of the pages, over which a reader jumps, and without
    the marks of sources.
    """
    heard = re.sub(r"(?m)^ *(?:Page|Read): .*\n?", "", steps_of(show(example, "plain")))

    assert len(MARKS.sub("", heard).split()) <= WORDS_A_MINUTE


@pytest.mark.parametrize("example", EXAMPLES, ids=NAMES)
def test_the_short_form_says_nothing_that_the_whole_does_not_say(show: Show, example: str) -> None:
    """Line by line, but for the numbers of the sources."""
    short, whole = (show(example, "plain", *more) for more in ((), ("--full",)))
    told = set(MARKS.sub("", whole).splitlines())

    assert len(whole) > 3 * len(short)
    assert not set(MARKS.sub("", short[: short.index("\n\nSOURCES")]).splitlines()) - told


@pytest.mark.parametrize("example", EXAMPLES, ids=NAMES)
def test_the_page_says_what_the_json_says(show: Show, example: str) -> None:
    """Its steps are the first three, with their addresses; its standing and titles the same."""
    page = show(example, "plain")
    found = json.loads(show(example, "json"))
    at = [
        page.index(f"\n{n}. {each['title']}") for n, each in enumerate(found["next_steps"][:3], 1)
    ]

    assert at == sorted(at)
    for each in found["next_steps"][:3]:
        assert each["action"] in page
        assert not each["do_at"] or each["do_at"][0]["url"] in page
    said = f"{found['standing']['title']}. {found['standing']['why']}"
    assert f"\n{said[:1].upper()}{said[1:]}" in page


@pytest.mark.parametrize("columns", [40, 50, 80, 120])
@pytest.mark.parametrize("name", ["hospitalist", "nurse-informaticist", "trained-abroad"])
def test_no_line_is_too_long_and_no_word_is_broken(show: Show, name: str, columns: int) -> None:
    """An address that is longer than a line is broken between its parts, on lines of its own."""
    example = f"examples/{name}.yaml"
    lines = show(example, "terminal", columns=columns).splitlines()
    words = set(show(example, "terminal", columns=120).split())
    words |= {*show(example, "plain").split(), "\\"}  # the sign that a command goes on
    addresses = " ".join(each for each in words if "://" in each)

    assert max(map(len, lines)) <= columns
    for line in lines:
        assert all(word in words or word in addresses for word in line.split()), line


@pytest.mark.parametrize("command", COMMANDS)
def test_every_part_can_be_asked_for_by_its_name(command: str, run: Run) -> None:
    """In full; the short form has at most as much as all parts, and ``--full`` has them all."""
    arguments, names = COMMANDS[command]
    given = [*arguments, *(["--today", AS_OF] if command == "what-if" else ["--as-of", AS_OF])]
    short = run(*given, "--format", "plain").out
    whole = run(*given, "--format", "plain", "--full").out
    found = {
        name: run(*given, "--format", "plain", "--section", name).out.splitlines() for name in names
    }
    shown = {line for lines in found.values() for line in lines[2:] if line}
    told = {MARKS.sub("", line) for line in shown if not line.startswith(("[", "Grade", "SOURCES"))}

    assert len(short) <= len(whole)
    assert short.count("\n") <= ON_PAPER
    body = whole.partition("\n\nSOURCES\n")[0].splitlines()[2:]
    assert not {MARKS.sub("", line) for line in body if line} - told


@pytest.mark.parametrize("command", COMMANDS)
def test_an_unknown_part_is_wrong_usage_and_json_has_none(command: str, run: Run) -> None:
    """The message lists the names; JSON is whole and says so."""
    arguments, names = COMMANDS[command]
    unknown = run(*arguments, "--section", "nowhere")
    as_json = run(*arguments, "--section", next(iter(names)), "--format", "json")

    assert (unknown.code, unknown.out) == (2, "")
    assert all(name in unknown.err for name in names)
    assert (as_json.code, as_json.out) == (2, "")
    assert "always whole" in as_json.err


def test_a_part_with_nothing_in_it_says_so(run: Run) -> None:
    """It is no mistake to ask for it."""
    outcome = run("assess", HOSPITALIST, "--as-of", AS_OF, "--section", "other-paths")

    assert outcome.code == 0
    assert "there is nothing to say here" in outcome.out


def test_the_commands_to_type_name_the_file(run: Run, tmp_path: Path) -> None:
    """As a shell reads it; answers that came from no file have a name to fill in."""
    odd = tmp_path / "my profile.yaml"
    odd.write_text("degrees: [md]\n", encoding="utf-8")

    assert f"cmio-advisor assess '{odd}' --full" in run("assess", odd).out
    assert "cmio-advisor assess me.yaml --full" in run("assess", "--degree", "md").out


def steps_of(page: str) -> str:
    """The part of a plain page with the steps."""
    steps = page.partition("YOUR NEXT THREE STEPS\n")[2]
    return re.split(r"\n\n(?=[A-Z][A-Z ]+\n)", steps)[0]


def test_what_to_type_next_names_the_file_and_the_roadmap(run: Run, tmp_path: Path) -> None:
    """What `eligible` and `explain` say to type is typed as it stands, whatever the file's name."""
    profile = tmp_path / "Jane {Doe}.yaml"
    profile.write_text("degrees: [md]\n", encoding="utf-8")
    named = ("--roadmap", "cmio", "--as-of", AS_OF, "--format", "plain", "--full")
    found = [
        run(*each, *named).out
        for each in (
            ("eligible", str(profile)),
            ("explain", str(profile), "ci-board"),
            ("explain", str(profile), "people-led"),
        )
    ]
    told = " ".join(" ".join(found).split())

    assert "PROFILE" not in told
    assert f"eligible '{profile}' --roadmap cmio" in told
    assert f"what-if '{profile}' --against cmio and its" in told


@pytest.mark.parametrize("columns", [60, 80])
def test_a_command_that_needs_several_lines_can_be_pasted(
    show: Show, tmp_path: Path, columns: int
) -> None:
    """Each line but the last ends as a shell wants it; a name with a space stays whole."""
    mine = tmp_path / "answers of somebody who told little.yaml"
    mine.write_text("degrees: [md]\n")
    with pytest.MonkeyPatch.context() as here:
        here.chdir(tmp_path)
        page = show(mine.name, "terminal", "--no-input", "--quiet", columns=columns)
    pasted = page.partition("To go on\n")[2].replace("\\\n", " ")
    typed = [each.partition("cmio-advisor ")[2] for each in pasted.splitlines()]
    found = [shlex.split(each) for each in typed if each]

    assert ["assess", mine.name, "--ask"] in found
    assert ["plan", mine.name] in found
    assert ["assess", mine.name, "--full"] in found
