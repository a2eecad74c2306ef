"""``roadmap check``: what is planted in a sound roadmap is found, each with its place."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from cmio_advisor.cli.command_line import command_words
from cmio_advisor.loading.roadmap.files import shipped_ids
from tests.conftest import AS_OF, Run

Planted = Callable[[str, str, str], Path]
ROUTE = """\
          - id: join-a-project
            title: Join a project
            action: What can be done on Monday, with whom to speak.
            why: What this brings.
            months: {low: 3, likely: 12, high: 24}
"""
PAY = """\
schema: cmio-advisor/pay/1
currency: USD
basis: Yearly wages, United States
step: 1000
roles:
  - {id: chief-of-tests, title: Chief of Tests, kind: none, basis: No figures, note: x}
  - id: pharmacist
    title: Pharmacist
    kind: percentiles
    occupation: 29-1051
    basis: Yearly wages
    note: x
"""
ASK = """\
asks:
  - id: drug-years
    text: x
    why: x
    short: x
    kind: yes-no
    evidence: [{source: to-be-found, grade: D, checked: 2026-11-28, says: "x"}]
"""
NOBODYS = """\
standing:
  - id: nobodys
    title: x
    about: x
    when: {all_of: [{requirement: informatics-work}, {not: {requirement: informatics-work}}]}
    why: x
    evidence: [{source: to-be-found, grade: D, checked: 2026-11-28, says: "x"}]
  - id: early
    title: x
    about: x
    why: x
    evidence: [{source: to-be-found, grade: D, checked: 2026-11-28, says: "x"}]
"""
IDLE = "  - {id: idle, title: x, publisher: x, published: undated, url: null}\n"
FREE = """\
          - id: free-way
            title: x
            action: x
            why: x
            months: {low: 1, likely: 2, high: 3}
            cost_usd: null
            hours: null
            evidence: [{source: to-be-found, grade: D, checked: 2026-11-28, says: "x"}]
"""
UNUSED = """\
  - id: a-paper
    title: A paper
    short: A paper
    issuer: x
    about: x
    evidence: [{source: to-be-found, grade: D, checked: 2026-11-28, says: "x"}]
"""
CYCLE = """\
cycles:
  - id: the-match
    title: x
    opens: [07-01]
    events: [{id: apply, title: x, "on": 03-01, applies: true}]
    evidence: [{source: to-be-found, grade: D, checked: 2026-11-28, says: "x"}]
"""
CIRCLE = f"""\
        routes:
{ROUTE}            needs: {{requirement: second}}
            cost_usd: null
            hours: null
            evidence:
              - {{source: to-be-found, grade: D, checked: 2026-11-28, says: "x"}}
""" + "".join(
    f"""\
      - id: {own}
        title: Another thing
        strength: helps
        share: No share is published.
        met_when: {{project: [{project}]}}
        need: x
        why: x
        evidence: [{{source: to-be-found, grade: D, checked: 2026-11-28, says: "x"}}]
        routes:
          - id: way-to-{own}
            title: x
            action: x
            why: x
            needs: {{requirement: {other}}}
            months: {{low: 1, likely: 2, high: 3}}
            cost_usd: null
            hours: null
            evidence: [{{source: to-be-found, grade: D, checked: 2026-11-28, says: "x"}}]
"""
    for own, other, project in (
        ("second", "third", "analytics"),
        ("third", "informatics-work", "telehealth"),
    )
)


@pytest.fixture
def planted(run: Run, tmp_path: Path) -> Planted:
    """A roadmap to begin with, with one piece of text replaced in one file."""

    def make(file: str, old: str, new: str) -> Path:
        folder = tmp_path / "own"
        if not folder.exists():
            assert run("roadmap", "new", "Chief of Tests", folder).code == 0
        path = folder / f"{file}.yaml"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return folder

    return make


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (
            "roadmap",
            "ways_on: []",
            "ways_on: []\ntexts: {summary_yes: 'All {totl}.'}",
            "fills {totl} in",
        ),
        (
            "roadmap",
            "ways_on: []",
            "ways_on: []\ntexts: {reason_way_on: 'x', summary_stage: 'To CMIO: {stage}'}",
            'It names "CMIO", the target of the roadmap cmio',
        ),
        (
            "roadmap",
            "ways_on: []",
            "ways_on: []\ntexts: {strength_helps: 'helps every CNIO'}",
            'It names "CNIO", the target of the roadmap cnio',
        ),
        ("roadmap", "checked: 2026-11-28", "checked: 2090-01-02", '"checked" says 2090-01-02'),
        ("questions", "- id: informatics-years", "- id: hours", "question asks for informatics"),
        (
            "questions",
            "  - id: role\n",
            "  - projects\n  - id: role\n",
            "projects: no rule of this roadmap",
        ),
        (
            "sources",
            "  - id: to-be-found",
            f"{IDLE}  - id: to-be-found",
            'No fact of this roadmap names the source "idle"',
        ),
        ("roadmap", "need: What it takes", "need: What {it} takes", "Nothing fills {it} in here"),
        (
            "roadmap",
            "        met_when:",
            "        searched: {what: x, where: x, on: 2090-01-02}\n        met_when:",
            '"on" says 2090-01-02',
        ),
        (
            "credentials",
            "certifications: []",
            f"certifications: []\n{ASK}",
            "drug-years: no rule of this roadmap reads answers.drug-years",
        ),
        (
            "roadmap",
            "ways_on: []",
            f"ways_on: []\n{NOBODYS}",
            "nobodys: the rule under when holds of none of the",
        ),
        ("roadmap", "title: Work in the field", "titel: x", 'Did you mean "title"'),
        (
            "roadmap",
            "            months:",
            "            programs: {kind: course, field: nowhere}\n            months:",
            "no program is of its kind",
        ),
    ],
)
def test_what_is_planted_is_found(
    run: Run, planted: Planted, file: str, old: str, new: str, said: str
) -> None:
    """And costs the roadmap the word that it is sound."""
    found = run("roadmap", "check", planted(file, old, new), "--as-of", "2026-11-28")

    assert found.code == 78
    assert said in found.err


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (
            "{all_of: [{project: [analytics]}, {not: {project: [analytics]}}]}",
            "the rule under met_when holds of none of the",
        ),
        (
            "{any_of: [{project: [analytics]}, {not: {project: [analytics]}}]}",
            "the rule under met_when holds of all of the",
        ),
        (
            "{any_of: [{project: [analytics]}, {all_of: [{role: [cio]}, {not: {role: [cio]}}]}]}",
            "alternative 2 of the rule under met_when holds of none of the",
        ),
        (
            "{any_of: [{people_led: 1}, {people_led: 3}]}",
            "alternative 2 of the rule under met_when never matters: who meets it",
        ),
    ],
)
def test_what_no_made_up_person_shows_is_found(
    run: Run, planted: Planted, rule: str, said: str
) -> None:
    """And that it was asked of people whom the rules make up."""
    folder = planted("roadmap", "met_when:", f"met_when: {rule}\n        met_before:")
    path = folder / "roadmap.yaml"
    start, rest = path.read_text(encoding="utf-8").split("        met_before:")
    after = re.search(r"^        need:", rest, re.MULTILINE)
    assert after
    path.write_text(start + rest[after.start() :], encoding="utf-8")
    found = run("roadmap", "check", folder, "--as-of", "2026-11-28")

    assert found.code == 78
    assert f"informatics-work: {said}" in found.err
    assert re.search(r"roadmap.yaml:\d+:\d+: ", found.err)


def test_a_certificate_that_nothing_uses_is_found(run: Run, planted: Planted) -> None:
    """No rule reads it, and no route leads to it."""
    path = planted("roadmap", "ways_on: []", "ways_on: []") / "credentials.yaml"
    text = path.read_text(encoding="utf-8")
    assert "certifications:" in text
    path.write_text(
        text.replace("certifications: []", "certifications:").rstrip() + f"\n{UNUSED}",
        encoding="utf-8",
    )
    found = run("roadmap", "check", path.parent, "--as-of", "2026-11-28")

    assert "a-paper: no rule of this roadmap reads it, and no route leads to it" in found.err


def test_a_yearly_opening_without_a_chance_is_found(run: Run, planted: Planted) -> None:
    """Whoever applies would seem to be sure of a place."""
    planted("roadmap", "ways_on: []", f"ways_on: []\n{CYCLE}")
    folder = planted(
        "roadmap",
        "            cost_usd:",
        "            cycle: the-match\n            full_time: true\n            cost_usd:",
    )
    found = run("roadmap", "check", folder, "--as-of", "2026-11-28")

    assert "join-a-project: it opens once a year, and not everybody finds a place" in found.err


def test_an_opening_may_have_no_events(run: Run, planted: Planted) -> None:
    """It only comes round each year."""
    bare = "".join(each for each in CYCLE.splitlines(keepends=True) if "events" not in each)
    planted("roadmap", "ways_on: []", f"ways_on: []\n{bare}")
    cost = "            cost_usd:"
    folder = planted("roadmap", cost, f"            cycle: the-match\n{cost}")

    assert run("roadmap", "check", folder, "--as-of", "2026-11-28").code == 0


def test_a_circle_of_three_is_found(run: Run, planted: Planted) -> None:
    """Whichever of them one begins with; it is said once. With a way out of it there is none."""
    folder = planted("roadmap", f"        routes:\n{ROUTE}", CIRCLE + "      - id: rest\n")
    text = (folder / "roadmap.yaml").read_text(encoding="utf-8")
    start, rest = text.split("      - id: rest\n")
    (folder / "roadmap.yaml").write_text(start + rest[rest.index("\n# The rungs") :])
    found = run("roadmap", "check", folder, "--as-of", AS_OF)

    assert found.err.count("waits for") == 3
    assert (
        "informatics-work waits for second, and second waits for third, and third waits for"
        in found.err
    )

    planted("roadmap", "          - id: way-to-second\n", f"{FREE}          - id: way-to-second\n")
    assert "waits for" not in run("roadmap", "check", folder, "--as-of", "2026-11-28").err


@pytest.mark.parametrize("ways", [("second", "third"), ("third", "second")])
def test_a_circle_is_found_whichever_way_out_of_it_is_taken(
    run: Run, planted: Planted, ways: tuple[str, str]
) -> None:
    """Each of two ways leads into it, or what brings a thing along asks for it first."""
    folder = planted("roadmap", f"        routes:\n{ROUTE}", CIRCLE + "      - id: rest\n")
    text = (folder / "roadmap.yaml").read_text(encoding="utf-8")
    start, rest = text.split("      - id: rest\n")
    (folder / "roadmap.yaml").write_text(start + rest[rest.index("\n# The rungs") :])
    other = f"            needs: {{requirement: {ways[0]}}}\n            brings: [{ways[1]}]\n"
    way = FREE.replace("            months:", f"{other}            months:")
    planted("roadmap", "          - id: join-a-project\n", f"{way}          - id: join-a-project\n")
    found = run("roadmap", "check", folder, "--as-of", AS_OF)

    assert "a circle: informatics-work waits for" in found.err


def test_problems_of_all_files_are_told_at_once(run: Run, planted: Planted) -> None:
    """Those of one do not hide those of another, nor those that rules are read in."""
    planted("sources", "publisher:", "publisherr:")
    folder = planted("roadmap", "strength: required", "strength: wanted")
    planted("questions", "  - id: role\n", "  - rolle\n  - id: role\n")
    told = run("roadmap", "check", folder).err

    assert all(f"{each}.yaml:" in told for each in ("sources", "roadmap", "questions"))

    planted("vocabulary", "roles:", "rolls:")
    told = run("roadmap", "check", folder).err

    assert all(f"{each}.yaml:" in told for each in ("sources", "vocabulary"))


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (
            "credentials",
            "certifications: []",
            "certifications:\n  - achip",
            'credentials.yaml:10:5: A certification needs the field "about".',
        ),
        (
            "roadmap",
            "source: to-be-found",
            "source: bls-oews-205",
            'has no source "bls-oews-205". Did you mean "bls-oews-2025"?',
        ),
        (
            "roadmap",
            "{when: {years: {in: informatics, above: 0}}",
            "{when: {requirement: informatics-work}",
            "it could lead in a circle here. Write its rule itself.",
        ),
        ("questions", "- id: informatics-years", "- id: hours", "(settles: informatics)"),
    ],
)
def test_a_problem_is_told_where_it_is_mended(
    run: Run, planted: Planted, file: str, old: str, new: str, said: str
) -> None:
    """With what to write there, also where it is of what is shared."""
    assert said in run("roadmap", "check", planted(file, old, new)).err


def test_pay_needs_no_lists_of_which_it_has_nothing(run: Run, planted: Planted) -> None:
    """Neither published figures nor specialties; wages by occupation are there all the same."""
    folder = planted("roadmap", "ways_on: []", "ways_on: []")
    (folder / "pay.yaml").write_text(PAY, encoding="utf-8")

    assert run("roadmap", "check", folder).code == 0
    assert "Pharmacist" in run("pay", "--role", "pharmacist", "--roadmap", folder).out

    (folder / "pay.yaml").write_text(f"{PAY}texts: {{scope: Work as CMIO.}}\n", encoding="utf-8")

    assert 'It names "CMIO", the target of the roadmap cmio' in run("roadmap", "check", folder).err


def test_own_sources_may_leave_out_what_is_shared(run: Run, planted: Planted) -> None:
    """A file laid over another needs no schema line of its own."""
    folder = planted("sources", "schema: cmio-advisor/sources/1\n", "")

    assert run("roadmap", "check", folder).code == 0


def test_all_that_are_shipped_are_checked_without_a_name(run: Run) -> None:
    """By each example of the command: a line for each, with what it holds."""
    for line in command_words()["examples"]["roadmap check"]:
        told = run(*line.split(), "--as-of", AS_OF)

        assert told.code == 0
        assert all(f"The roadmap {each} " in told.out for each in shipped_ids())
        assert "is sound: 13 steps" in told.out
        assert "0 of them stale" in told.out


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (
            "questions",
            "  - id: role\n",
            "  - {id: license, why: x}\n  - id: role\n",
            '14:5: No shared entry has the id "license". Did you mean "own-license"?',
        ),
        (
            "credentials",
            "certifications: []",
            "certifications:\n  - {id: achip, about: For one, and another}",
            "A text with a comma in it stands in quotation marks.",
        ),
        ("questions", "  - id: role\n", "  - clinical-years\n  - id: role\n", 'the field "why"'),
    ],
)
def test_one_slip_is_one_problem(
    run: Run, planted: Planted, file: str, old: str, new: str, said: str
) -> None:
    """That says what to write instead."""
    found = run("roadmap", "check", planted(file, old, new), "--as-of", "2026-11-28")

    assert found.code == 78
    assert said in found.err
    assert found.err.count(f"\n{file}.yaml") <= 1


@pytest.mark.parametrize("file", ["sources", "questions", "vocabulary", "credentials"])
def test_a_file_of_another_form_is_told(file: str, run: Run, tmp_path: Path) -> None:
    """Whether it is no mapping at all, or one with keys of another file."""
    folder = tmp_path / "lead"
    assert run("roadmap", "new", "Pharmacy Lead", folder).code == 0
    for text in ("- a", "texts: {a: {b: '{c}'}}"):
        (folder / f"{file}.yaml").write_text(f"{text}\n")
        outcome = run("roadmap", "check", folder)
        assert (outcome.code, f"{file}.yaml" in outcome.err) == (78, True), text
