"""What is said of one role stands in its roadmap: no sentence of the program names one."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import cmio_advisor
from cmio_advisor.cli.app import command_names
from cmio_advisor.cli.command_line import command_words
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.loading.roadmap.files import shipped_folder, shipped_ids
from cmio_advisor.loading.roadmap.store import load_roadmap
from tests.conftest import Run

PACKAGE = Path(cmio_advisor.__file__).parent
WORDS = ("physician", "nurse", "nursing", "medical", "resident", "doctor")
ID = r"(?:[a-z0-9_.;-]|:(?:[A-Z]{2}\b)?)*"
LABELS = ("medical license", "chief resident")
"""What a field is called where no roadmap is at hand, and what people write of their training."""


def shipped() -> Iterator[Roadmap]:
    for id_ in shipped_ids():
        yield load_roadmap(str(shipped_folder(id_)))


def names(roadmap: Roadmap) -> Iterator[str]:
    """The titles of its role, of other roles, degrees, credentials and sources."""
    yield from (roadmap.title, roadmap.id.upper())
    for kind in ("roles", "leadership_roles", "degrees", "certifications"):
        yield from (each.title for each in roadmap.vocabulary.kinds[kind])
    yield from (each.short for each in roadmap.credentials)
    yield from (each.title for each in roadmap.sources.values())


def pattern() -> re.Pattern[str]:
    """Any of the names as whole words; what is an abbreviation in capitals only."""
    told = {name for roadmap in shipped() for name in names(roadmap)}
    either = "|".join(
        re.escape(each) if each.isupper() else f"(?i:{re.escape(each)})"
        for each in sorted({*told, *WORDS}, key=len, reverse=True)
    )
    # What stands after "|" is one of many words that a pattern reads.
    return re.compile(rf"(?<![\w|])(?<!\| )(?:{either})(?:'?s)?(?!\w)")


def sentences(path: Path) -> Iterator[str]:
    """The strings of a module that are no docstring, no key and no id."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    alone = {id(each.value) for each in ast.walk(tree) if isinstance(each, ast.Expr)}
    for each in ast.walk(tree):
        if isinstance(each, ast.Constant) and isinstance(each.value, str) and id(each) not in alone:
            if not re.fullmatch(ID, each.value) and each.value not in LABELS:
                yield each.value


@pytest.mark.parametrize(
    ("text", "is_named"),
    [
        ("Many CMIOs have it", True),
        ("An id such as cphims", False),
        ("among Physicians", True),
        ("a charge nurse's", True),
        ("What a role pays", False),
    ],
)
def test_a_name_is_found_as_a_whole_word(text: str, *, is_named: bool) -> None:
    """In any case and number, but ids are no names."""
    assert bool(pattern().search(text)) is is_named


def test_no_sentence_of_the_package_names_a_role() -> None:
    """
    Nor a profession, a degree, a credential or a survey; defaults of a roadmap's texts included.
    """
    named = pattern()
    found = [
        (path.relative_to(PACKAGE).as_posix(), text)
        for path in sorted(PACKAGE.rglob("*.py"))
        for text in sentences(path)
        if named.search(text)
    ]
    defaults = (PACKAGE / "loading" / "roadmap" / "texts.yaml").read_text(encoding="utf-8")
    told = re.sub(r"^ *\w+:", "", defaults, flags=re.MULTILINE)

    templates = "".join(each.read_text(encoding="utf-8") for each in PACKAGE.rglob("templates/*.*"))

    assert not found
    assert not named.search(told)
    assert "<html" in templates
    assert not named.search(templates)


@pytest.mark.parametrize(
    "command",
    ["", *command_names(), *(each for each in command_words()["examples"] if " " in each)],
)
def test_no_help_names_a_role(run: Run, command: str) -> None:
    """Help is for whichever roadmap is used."""
    shown = " ".join(run(*command.split(), "--help").out.split())

    assert not pattern().search(shown)
