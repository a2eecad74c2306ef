"""
Every page that a command writes, read by an HTML validator that is not ours.

Runs where the environment variable HTML_VALIDATE names the program html-validate (CONTRIBUTING.md);
continuous integration requires it.
"""

import os
import subprocess
from pathlib import Path

import pytest

from tests.conftest import AS_OF, ROOT, Run

VALIDATOR = os.environ.get("HTML_VALIDATE", "")
# Its recommended rules; only the length of a title is free, because it says whose report it is.
RULES = Path(__file__).parent / "html-validate.json"
EXAMPLES = ROOT / "examples"
WHO = EXAMPLES / "hospitalist.yaml"
pytestmark = pytest.mark.browser

PAGES = {
    "assess": ("assess", WHO),
    "hostile": ("assess", ROOT / "tests/examples/accepted/hostile-text.yaml"),
    "eligible": ("eligible", WHO),
    "plan": ("plan", WHO),
    "what-if": ("what-if", WHO, "--set", "license=none"),
    "explain": ("explain", WHO, "informatics-work"),
    "pay": ("pay",),
    "guide": ("guide",),
}


@pytest.mark.skipif(
    not VALIDATOR and "CI" not in os.environ, reason="HTML_VALIDATE does not name html-validate"
)
def test_every_page_is_valid_html(run: Run, tmp_path: Path) -> None:
    """
    Elements, attributes, nesting and ids are right in each command's page and in a caseload's.
    """
    assert VALIDATOR, "continuous integration brings html-validate"
    for name, command in PAGES.items():
        page = tmp_path / f"{name}.html"
        assert run(*command, "--as-of", AS_OF, "--format", "html", "-o", page).code == 0, name
    caseload = tmp_path / "caseload"
    assert run("report", EXAMPLES, "-o", caseload, "--as-of", AS_OF, "-q").code == 0
    pages = sorted(tmp_path.rglob("*.html"))
    assert len(pages) > len(PAGES) + 10

    found = subprocess.run(
        [VALIDATOR, "--config", RULES, *pages], capture_output=True, text=True, check=False
    )

    assert (found.returncode, found.stdout) == (0, "")


@pytest.mark.skipif(
    not VALIDATOR and "CI" not in os.environ, reason="HTML_VALIDATE does not name html-validate"
)
def test_the_validator_finds_what_is_wrong(tmp_path: Path) -> None:
    """
    A page with a block inside a paragraph and two equal ids is refused, so that silence says much.
    """
    page = tmp_path / "wrong.html"
    page.write_text("<!doctype html><title>x</title><p id=a><div id=a></div></p>", encoding="utf-8")

    found = subprocess.run(
        [VALIDATOR, "--config", RULES, page], capture_output=True, text=True, check=False
    )

    assert found.returncode == 1
