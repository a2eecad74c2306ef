"""
The page in a real browser: nothing wider than the screen, nothing lost in print, axe finds nothing.

Skipped where no Chromium is installed. The tests that need axe-core read its file from the place
that the environment variable AXE_CORE names, since it is too large to be kept here. Continuous
integration brings both and fails without them.
"""

import io
import json
import os
import re
import shutil
import subprocess
import unicodedata
from collections.abc import Callable
from html import escape, unescape
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from cmio_advisor.cli.report.run import client_file
from cmio_advisor.domain.assess.assess import assess
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.loading.profile.reader import read_profile
from cmio_advisor.loading.text.files import read_document
from cmio_advisor.loading.text.nodes import Problems
from cmio_advisor.reporting.document import Document
from cmio_advisor.reporting.formats.html import render_html
from cmio_advisor.reporting.views.assessment import assessment_document, client_document
from tests.conftest import ROOT, TODAY
from tests.reporting.formats.html_reading import ReadPage

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
BROWSER = next(filter(None, map(shutil.which, NAMES)), None)
AXE = os.environ.get("AXE_CORE", "")
WIDTHS = (320, 768, 1280)
SCHEMES = {"dark": 0, "light": 1}
POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
ANSWER = re.compile(r"<title>answer (.*?)</title>", re.DOTALL)

REQUIRED = "CI" in os.environ

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        BROWSER is None and not REQUIRED, reason=f"no browser found: {', '.join(NAMES)}"
    ),
]
needs_axe = pytest.mark.skipif(
    not AXE and not REQUIRED, reason="AXE_CORE does not name the file axe.min.js"
)

Browse = Callable[..., str]

MEASURE = """
const told = [...document.querySelectorAll("iframe")].map(frame => {
  const page = frame.contentDocument, wide = frame.clientWidth;
  const out = [...page.body.querySelectorAll("*")].filter(each => {
    const box = each.getBoundingClientRect();
    return box.width > 1 && box.right > wide + 1;
  });
  return [wide, page.documentElement.scrollWidth, out.slice(0, 3).map(each => each.outerHTML)];
});
document.title = "answer " + JSON.stringify(told);
"""
CHECK = """
axe.run(document, {resultTypes: ["violations", "incomplete"]}).then(found => {
  const told = each => [each.id, each.nodes.map(node => node.html)];
  document.title = "answer " + JSON.stringify({
    violations: found.violations.map(told), incomplete: found.incomplete.map(told),
    passes: found.passes.length,
  });
});
"""


@pytest.fixture
def browse(tmp_path: Path) -> Browse:
    """Opens a page and gives back what the browser writes."""

    def open_page(page: str, *options: str, width: int = 1400) -> str:
        place = tmp_path / "page.html"
        place.write_text(page, encoding="utf-8")
        assert BROWSER, "continuous integration brings a browser"
        command = (
            BROWSER,
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--hide-scrollbars",
            "--virtual-time-budget=20000",
            f"--user-data-dir={tmp_path / 'browser'}",
            f"--window-size={width},900",
            *options,
            place.as_uri(),
        )
        done = subprocess.run(command, capture_output=True, check=True, timeout=120)
        return done.stdout.decode("utf-8")

    return open_page


def answer_in(dump: str) -> Any:  # noqa: ANN401 - what a script told
    """What a script left in the title of a page."""
    found = ANSWER.search(dump)
    assert found, dump[:500]
    return json.loads(unescape(found[1]))


def packed(text: str) -> str:
    """The letters of a text, however they are set: without spaces, capitals and ligatures."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def documents(roadmap: Roadmap) -> dict[str, Document]:
    """The report of one person in both forms, and one that has hostile and long words."""
    found = {}
    for name, folder in (
        ("hospitalist", "examples"),
        ("medical-student", "examples"),
        ("hostile-text", "tests/examples/accepted"),
    ):
        node = read_document(str(ROOT / folder / f"{name}.yaml"))
        assessment = assess(read_profile(node, roadmap, Problems(name)), roadmap, TODAY)
        found[name] = assessment_document(assessment)
        found[f"{name}, for a counselor"] = client_document(client_file(assessment))
    return found


@pytest.fixture(scope="module")
def pages(roadmap: Roadmap) -> dict[str, str]:
    """The documents as pages."""
    return {name: render_html(each) for name, each in documents(roadmap).items()}


def test_nothing_is_wider_than_the_screen(pages: dict[str, str], browse: Browse) -> None:
    """On a telephone, a tablet and a desk: no page scrolls sideways, no element lies outside."""
    for name, page in pages.items():
        frames = "".join(
            f'<iframe width="{width}" height="800" srcdoc="{escape(page)}"></iframe>'
            for width in WIDTHS
        )
        script = f"<script>window.onload = () => {{ {MEASURE} }};</script>"
        dump = browse(
            f"<!doctype html><title>x</title><style>iframe {{ border: 0 }}</style>{frames}{script}",
            "--dump-dom",
        )

        assert answer_in(dump) == [[width, width, []] for width in WIDTHS], name


def test_a_script_in_the_page_would_not_run(pages: dict[str, str], browse: Browse) -> None:
    """The page's own policy forbids it, whoever put it there."""
    script = '<script>document.title = "answer 1"</script></body>'
    page = pages["hospitalist"]

    assert not ANSWER.search(browse(page.replace("</body>", script), "--dump-dom"))
    without = POLICY.sub("", page).replace("</body>", script)
    assert ANSWER.search(browse(without, "--dump-dom"))


def test_print_has_all_of_it(pages: dict[str, str], browse: Browse, tmp_path: Path) -> None:
    """
    Every heading and every address can be read on paper; what only a screen needs is left out.
    """
    page = pages["hospitalist"]
    target = tmp_path / "print.pdf"
    browse(page, "--no-pdf-header-footer", f"--print-to-pdf={target}")
    paper = PdfReader(io.BytesIO(target.read_bytes()))
    text = packed("".join(each.extract_text() for each in paper.pages))
    read = ReadPage(page)

    for _, heading in read.headings:
        if heading != "Contents":  # links, which are for a screen
            assert packed(heading) in text
    for address in read.values("href"):
        if address.startswith("http"):
            assert packed(address) in text
    assert packed("Skip to the report") not in text


@needs_axe
@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", [500, 1280])
def test_axe_finds_nothing(pages: dict[str, str], browse: Browse, scheme: str, width: int) -> None:
    """No breach of WCAG 2.2 AA and no lack of good practice, in either scheme."""
    assert AXE, "continuous integration brings axe-core"
    axe = Path(AXE).read_text(encoding="utf-8")
    for name in ("hospitalist, for a counselor", "medical-student"):
        script = f"<script>{axe}</script><script>{CHECK}</script></body>"
        page = POLICY.sub("", pages[name]).replace("</body>", script)
        option = f"--blink-settings=preferredColorScheme={SCHEMES[scheme]}"
        found = answer_in(browse(page, "--dump-dom", option, width=width))

        assert found["violations"] == [], name
        # What it cannot judge by itself: the words in drawings, which have the colours of the text.
        assert {rule for rule, _ in found["incomplete"]} <= {"color-contrast"}
        assert all(node.startswith("<text ") for _, nodes in found["incomplete"] for node in nodes)
        assert found["passes"] > 20
