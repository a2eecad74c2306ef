"""
Where code stands: folders that can be looked over, and class names of one meaning.
"""

import ast
from collections import Counter
from pathlib import Path

from tests.conftest import ROOT

PACKAGE = ROOT / "cmio_advisor"
MOST_FILES = 15


def test_no_folder_holds_more_than_can_be_looked_over() -> None:
    """
    At most 15 files in any folder of the package.
    """
    counted = Counter(path.parent for path in PACKAGE.rglob("*.py"))

    assert {folder.name: found for folder, found in counted.items() if found > MOST_FILES} == {}


def test_every_folder_says_what_it_is_for() -> None:
    """
    Each folder of the package has a docstring of its own.
    """
    for folder in {path.parent for path in PACKAGE.rglob("*.py")}:
        text = (folder / "__init__.py").read_text(encoding="utf-8")
        assert ast.get_docstring(ast.parse(text)), Path(folder).name
