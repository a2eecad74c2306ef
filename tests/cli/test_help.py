"""What the program says of itself, and where it leads after a slip."""

import shlex
import shutil
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
import typer

from cmio_advisor.cli.app import command_names
from cmio_advisor.cli.command_line import BESIDE, app, command_words
from tests.conftest import ROOT, Run

NAMES = [
    *command_names(),
    "roadmap show",
    "roadmap ids",
    "roadmap check",
    "roadmap test",
    "roadmap schema",
    "roadmap diff",
    "roadmap impact",
]


def test_alone_it_says_what_it_can_do(run: Run) -> None:
    alone = run()
    assert (alone.code, alone.err) == (0, "")
    modules = (path.stem for path in (ROOT / "cmio_advisor/cli/commands").glob("[!_]*.py"))
    known = {each.strip("_") for each in (*modules, *BESIDE)}
    assert {name.replace("-", "_") for name in command_names()} == known
    assert alone.out.count("    cmio-advisor ") == 3
    assert all(len(line) <= 80 for line in alone.out.splitlines())
    for other in (["--help"], ["-h"], ["help"], ["--help", "--help"], ["help", "--help"]):
        assert run(*other) == alone


def test_it_names_every_option_of_its_own(run: Run) -> None:
    for option in ("--version", "--show-completion", "--help"):
        assert option in run().out
    assert run("--version").code == 0


@pytest.mark.parametrize("name", NAMES)
def test_each_command_has_grouped_options_and_an_example(name: str, run: Run) -> None:
    outcome = run(*name.split(), "--help")
    assert (outcome.code, outcome.err) == (0, "")
    _, _, examples = outcome.out.partition("\nExamples:\n")
    assert examples.splitlines()
    assert all(line.startswith("  cmio-advisor ") for line in examples.splitlines())
    assert run("help", *name.split()) == outcome
    assert "<str>" not in outcome.out  # the name of what is typed, not of its type
    if "--force" in outcome.out and name != "report":
        assert "\nThe result:\n" in outcome.out


@pytest.mark.parametrize(
    "line",
    dict.fromkeys(
        line
        for lines in command_words()["examples"].values()
        for line in lines
        if line != "assess" and not line.startswith("roadmap check")
    ),
)
def test_each_example_works(
    line: str, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the files of which it speaks; the interview and the check have tests of their own."""
    monkeypatch.chdir(tmp_path)
    shutil.copy(ROOT / "examples" / "hospitalist.yaml", "me.yaml")
    shutil.copy(ROOT / "examples" / "associate-cmio.yaml", "then.yaml")
    arguments = shlex.split(line.partition(" > ")[0])
    for paper in ("resume.json", "badge.json"):
        Path(paper).write_text('{"basics": {}}')
    with ZipFile("linkedin.zip", "w") as export:
        export.writestr("Profile.csv", "First Name,Last Name,Headline\n")
    if arguments[0] in ("import", "init"):
        Path("me.yaml").unlink()
    if "clients.xlsx" in arguments and "--template" not in arguments:
        run("report", "--template", "-o", "clients.xlsx")
    if "--format" in arguments and "html,pdf" in arguments:
        pytest.importorskip("typst", reason="PDF is an optional extra")
    outcome = run(*arguments)
    assert outcome.code == 0, outcome.err


def test_roadmap_alone_says_what_there_is(run: Run) -> None:
    outcome = run("roadmap")
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome == run("roadmap", "--help") == run("help", "roadmap") == run("roadmap", "help")
    assert "..." not in outcome.out.partition("Commands:")[2]


@pytest.mark.parametrize(
    ("word", "named"), [("license", "unrestricted-license."), ("board", "primary-board, ci-board.")]
)
def test_a_word_of_an_id_leads_to_the_ids_that_hold_it(word: str, named: str, run: Run) -> None:
    refused = run("explain", ROOT / "examples" / "hospitalist.yaml", word)
    assert refused.code == 2
    assert f"With that word in it: {named}" in refused.err


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (["ids"], "cmio-advisor roadmap ids"),
        (["id"], "cmio-advisor roadmap ids"),
        (["show", "residency"], "cmio-advisor roadmap show"),
        (["asess"], '"assess"'),
        (["Plan"], "cmio-advisor plan"),
        (["whatif"], "what-if"),
        (["what", "if"], "what-if"),
        (["what_if"], "what-if"),
        (["salary"], "cmio-advisor pay"),
        (["certs"], "cmio-advisor eligible"),
        (["me.yaml"], "cmio-advisor assess me.yaml"),
        (["help", "plna"], '"plan"'),
        (["roadmap", "idz"], '"ids"'),
        (["nothing-like-it"], "There are: assess"),
    ],
)
def test_a_slip_leads_to_the_command(typed: list[str], meant: str, run: Run) -> None:
    outcome = run(*typed)
    assert (outcome.code, outcome.out) == (2, "")
    assert meant in outcome.err


@pytest.mark.parametrize(
    "typed",
    [
        ["what-if", "--today", ""],
        ["what-if", "--set", "name="],
        ["what-if", "--set", "degrees+= "],
        ["what-if", "--set", "license=''"],
        ["assess", "--degree", ""],
        ["assess", "--residency", " "],
        ["assess", "--save", ""],
        ["assess", "-o", ""],
    ],
    ids=str,
)
def test_a_value_that_says_nothing_is_none(typed: list[str], run: Run) -> None:
    command, option, value = typed
    outcome = run(command, ROOT / "examples" / "hospitalist.yaml", option, value)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith(("--", "The name of the file to write is empty"))
    assert option not in ("--today", "--set") or outcome.err.startswith(option)
    if option == "--set":
        assert "none for none at all, or unknown to take an answer away" in outcome.err


@pytest.mark.parametrize(
    "typed", ["assess -o --force", "assess -o -q", "report x.csv --fix --force", "pay --fte --base"]
)
def test_no_option_is_the_value_of_another(
    typed: str, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    outcome = run(*typed.split(), *(["--degree", "md"] if "assess" in typed else []))
    assert (outcome.code, "Its value is missing" in outcome.err) == (2, True)
    assert not [*tmp_path.iterdir()]


@pytest.mark.parametrize(
    ("typed", "code"), [(["report", "--template", ""], 2), (["roadmap", "test", "cio", ""], 66)]
)
def test_an_empty_name_stands_for_no_other(typed: list[str], code: int, run: Run) -> None:
    """As a script's variable that was not set."""
    outcome = run(*typed)
    assert (outcome.code, outcome.out) == (code, "")


@pytest.mark.parametrize(
    ("typed", "unit"),
    [
        ("pay --offer 380,000", "US dollars"),
        ("pay --offer 380k", "US dollars"),
        ("pay --offer 380.000", "US dollars"),
        ("pay --beds 1,200", "beds"),
        ("programs --max-price 10k", "US dollars"),
        ("plan --hours-per-week eight", "hours"),
        ("plan --budget=-3", "US dollars"),
        ("report x.csv -o y --jobs all", "processes"),
    ],
)
def test_a_number_that_cannot_be_read_is_told_its_unit(typed: str, unit: str, run: Run) -> None:
    outcome = run(*typed.split())
    assert (outcome.code, outcome.err.startswith("--")) == (2, True)
    assert f"is not a number of {unit} from" in outcome.err
    assert "in digits alone" in outcome.err


@pytest.mark.parametrize("typed", [["init", ""], ["import", "paper.json", "-o", ""]], ids=str)
def test_a_file_to_write_has_a_name(typed: list[str], run: Run) -> None:
    outcome = run(*typed)
    assert (outcome.code, outcome.err[:35]) == (2, "The name of the file to write is em")


@pytest.mark.parametrize(
    ("command", "code", "said"),
    [
        (["explain", ROOT / "examples" / "hospitalist.yaml"], 2, "is not a requirement"),
        (["eligible", ROOT / "examples" / "hospitalist.yaml"], 2, "is not a certification"),
        (["import"], 66, "It cannot be read: File name too long"),
        ([], 2, "There is no command"),
    ],
    ids=str,
)
def test_a_word_too_long_for_a_file_is_no_failed_write(
    command: list[str | Path], code: int, said: str, run: Run
) -> None:
    outcome = run(*command, "x" * 300)
    assert (outcome.code, said in outcome.err) == (code, True), outcome.err


def test_every_option_is_told_what_it_is_for_and_no_other() -> None:
    """In commands.yaml: what a command has, and what is told under "shared" or its name."""
    told = command_words()["words"]
    seen = {"shared": set[str]()}

    def look(command: Any, name: str) -> None:  # noqa: ANN401 - the library keeps its types private
        assert command.help or told[name]["about"]
        seen.setdefault(name, set()).add("about")
        for each in command.params:
            key = each.opts[0] if each.param_type_name == "option" else each.metavar
            own = told.get(name, {})
            assert each.help or key in own or key in told["shared"], (name, key)
            seen[name].add(key)
            seen["shared"] |= {key} - own.keys()
        for each in getattr(command, "list_commands", lambda _: ())(None):
            look(command.get_command(None, each), f"{name} {each}".strip())

    look(typer.main.get_command(app), "")

    assert [(name, key) for name, own in told.items() for key in own if key not in seen[name]] == []
