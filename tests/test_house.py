"""
Where code and tests stand: folders that can be looked over, and tests in the rooms that they test.
"""

import ast
import re
from collections import Counter
from pathlib import Path

from tests.conftest import ROOT

PACKAGE = ROOT / "cmio_advisor"
TESTS = ROOT / "tests"
MOST_FILES = 15
CLASS = re.compile(r"(?m)^ *class (\w+)\b|^([A-Z]\w*[a-z]\w*)(?:: TypeAlias)? = ")
IMPORTED = re.compile(r"(?m)^ *(?:from|import) ([\w.]+)")


def test_no_folder_holds_more_than_can_be_looked_over() -> None:
    """At most 15 files in any folder of the package."""
    counted = Counter(path.parent for path in PACKAGE.rglob("*.*") if path.suffix != ".pyc")

    assert {folder.name: found for folder, found in counted.items() if found > MOST_FILES} == {}


def test_every_folder_says_what_it_is_for() -> None:
    """Each folder of the package has a docstring of its own."""
    for folder in {path.parent for path in PACKAGE.rglob("*.py")}:
        text = (folder / "__init__.py").read_text(encoding="utf-8")
        assert ast.get_docstring(ast.parse(text)), Path(folder).name


def test_no_class_name_has_two_meanings() -> None:
    """A class or a named type of the package is told from all others by its name alone."""
    counted = Counter(
        "".join(name)
        for path in PACKAGE.rglob("*.py")
        for name in CLASS.findall(path.read_text(encoding="utf-8"))
    )
    assert len(counted) > 100

    assert [name for name, found in counted.items() if found > 1] == []


def test_tests_stand_in_the_folder_of_what_they_test() -> None:
    """
    Each folder of tests of a layer is one of the package too; each test of a room stands in it, or
    is named for the module that the room is.
    """
    layers = [TESTS / name for name in ("cli", "domain", "loading", "reporting")]
    folders = {path.parent for layer in layers for path in layer.rglob("*.py")}

    assert [each for each in folders if not (PACKAGE / each.relative_to(TESTS)).is_dir()] == []
    rooms = {path.name.removeprefix("test_") for path in (TESTS / "domain").glob("test_*.py")}
    assert [each for each in rooms if not (PACKAGE / "domain" / each).is_file()] == []


def test_no_test_imports_another_test() -> None:
    """
    What several need stands in tests/conftest.py, in tests/people.py, or in a module beside them.
    """
    imported = {
        (path.name, name)
        for path in TESTS.rglob("*.py")
        for name in IMPORTED.findall(path.read_text(encoding="utf-8"))
    }
    assert ("test_house.py", "tests.conftest") in imported

    assert {each for each in imported if ".test_" in each[1]} == set()


def test_the_tests_that_a_promise_names_are_there() -> None:
    """Each promise of SECURITY.md names what holds it."""
    named = re.findall(r"`(tests/[^`]+)`", (ROOT / "SECURITY.md").read_text(encoding="utf-8"))

    assert named
    assert [each for each in named if not (ROOT / each).exists()] == []
