"""
The PDF form, read back: its texts, its structure for screen readers, and what it does not evaluate.
"""

import io
import multiprocessing
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from pypdf import PdfReader

from cmio_advisor.domain.assess.assess import Assessment
from cmio_advisor.domain.base.evidence import Evidence, Source
from cmio_advisor.errors import MissingExtraError
from cmio_advisor.reporting.document import (
    Block,
    Bullets,
    Document,
    Entry,
    Fact,
    Facts,
    Line,
    Paragraph,
    Section,
    Stretch,
    Table,
    Timeline,
)
from cmio_advisor.reporting.formats.pdf import NOT_IN_FONTS, PdfPages
from cmio_advisor.reporting.views.assessment import assessment_document
from cmio_advisor.reporting.wording import Mark

CITE = Evidence(source="s", grade="C", checked=date(2026, 11, 23), says="It says so.")
EVERY_BLOCK: tuple[Block, ...] = (
    Paragraph("A paragraph.", (CITE,)),
    Bullets((Line("A bullet."),), label="A label of bullets"),
    Facts((Fact("A label", "a value", (CITE,)),)),
    Facts((Fact("Time", "2 months"), Fact("Cost", "no fee")), inline=True),
    *(Entry(f"Title {mark}", (), mark=mark, word=f"word {mark}") for mark in Mark),
    Entry(
        "An entry",
        (Entry("An entry within", (Paragraph("Deep down."),), mark=Mark.OPEN, word="open"),),
        number="42",
        cites=(CITE,),
    ),
    Table(("Figure", "Year"), ((Line("Survey", (CITE,)), Line("2014")),) * 90, numeric=(1,)),
    Timeline((Stretch("A stretch", *(date(2027, 1, 1),) * 3, strong=True),)),
)
HOSTILE = (
    '#read("/etc/passwd")',
    "$x$ *b* _i_ `c` <d> @e [f] \\u{0} // g",
    '#import "@preview/cetz:0.3.0": *',
    "```typ #panic() ``` = h",
    '"); panic("i',
)


def document(
    *blocks: Block, title: str = "A title", url: str | None = "https://example.org/a"
) -> Document:
    source = Source(
        id="s", title="Its title", publisher="Its publisher", published="2022-03", url=url
    )
    return Document(title, "A subtitle", (Section("A section", blocks),), {"s": source})


def paragraph(text: str) -> Document:
    return document(Paragraph(text))


def read(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf))


def pages_of(pdf: bytes) -> list[str]:
    """
    The text of each page, with any white space as one space.
    """
    return [" ".join(page.extract_text().split()) for page in read(pdf).pages]


def text_of(pdf: bytes) -> str:
    return " ".join(pages_of(pdf))


@pytest.fixture(scope="module")
def pages() -> PdfPages:
    """One compiler for these tests."""
    return PdfPages()


@pytest.fixture(scope="module")
def every_block(pages: PdfPages) -> bytes:
    """A document with a block of each kind."""
    return pages.render(document(*EVERY_BLOCK))


def test_every_block_is_in_it(every_block: bytes) -> None:
    """With its numbers, labels, states, marks and sources."""
    found = text_of(every_block)

    for told in (
        *("A title", "A subtitle", "A section", "A paragraph. [1C]", "A label of bullets:"),
        *("A bullet.", "A label: a value [1C]", "Time: 2 months", "Cost: no fee"),
        *("42. An entry [1C]", "An entry within open", "Deep down.", "Survey [1C] 2014"),
        *("A stretch", "Full bars cannot slip", "Sources"),
        "[1] Its publisher: Its title, March 2022; checked 2026-11-23; grade C.",
        "https://example.org/a",
        "Grade C: career guide or commercial.",
    ):
        assert told in found
    for mark in Mark:
        assert f"Title {mark} word {mark}" in found


def test_pages_are_numbered_and_a_long_table_repeats_its_head(every_block: bytes) -> None:
    """Each page says whose report it is."""
    found = pages_of(every_block)

    assert len(found) > 2
    for number, page in enumerate(found, 1):
        assert f"page {number} of {len(found)}" in page
        assert "A title A subtitle" in page
    assert sum("Figure Year" in page for page in found) > 1


def test_it_is_tagged_for_screen_readers(every_block: bytes) -> None:
    """Title, language, tags, a description of the drawing; no author and no time of making."""
    reader = read(every_block)
    catalog: Any = reader.trailer["/Root"]
    tags = [each["/S"] for each in structure(catalog["/StructTreeRoot"])]
    described = [each["/Alt"] for each in structure(catalog["/StructTreeRoot"]) if "/Alt" in each]

    assert catalog["/Lang"] == "en"
    assert catalog["/MarkInfo"]["/Marked"]
    assert catalog["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"pdfuaid" in catalog["/Metadata"].get_data()
    assert {"/H1", "/H2", "/H3", "/P", "/L", "/Table", "/TH", "/Figure", "/Link"} <= set(tags)
    assert any("A stretch: 1 January 2027 to" in each for each in described)
    assert reader.metadata is not None
    assert reader.metadata.title == "A title"
    assert reader.metadata.author is None
    assert reader.metadata.creation_date is None
    bookmarks = [str(each["/Title"]) for each in reader.outline if isinstance(each, dict)]
    assert bookmarks == ["A section", "Sources"]


def structure(node: Any) -> list[Any]:  # noqa: ANN401 - a PDF's objects are of any kind
    """All elements of the tree of tags."""
    found = [node] if "/S" in node else []
    children = node.get("/K", [])
    for child in children if isinstance(children, list) else [children]:
        child = child.get_object() if hasattr(child, "get_object") else child  # noqa: PLW2901
        if isinstance(child, dict):
            found += structure(child)
    return found


def links(pdf: bytes) -> list[Any]:
    """Where the links lead: an address, or nothing for a place in the document."""
    notes = (note.get_object() for page in read(pdf).pages for note in page.get("/Annots", []))
    return [note.get("/A", {}).get("/URI") for note in notes]


def test_marks_lead_to_the_sources_and_sources_to_the_web(pages: PdfPages) -> None:
    """Only plain web addresses are links."""
    cited = Paragraph("x", (CITE,))

    assert links(pages.render(document(cited))) == [None, "https://example.org/a"]
    for url in ("javascript:alert(1)", "file:///etc/passwd", "https://e.org/ a", None):
        pdf = pages.render(document(cited, url=url))
        assert links(pdf) == [None]
        assert (url or "grade C.") in text_of(pdf)


def test_a_fact_leads_to_its_page(pages: PdfPages) -> None:
    """The address stands on paper too; only a plain one is a link."""
    for url, found in (("https://example.org/join", ["https://example.org/join"]), ("data:x", [])):
        pdf = pages.render(document(Facts((Fact("Page", "Join", url=url),))))

        assert links(pdf) == found
        assert f"Page: Join: {url}" in text_of(pdf)


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_is_evaluated(pages: PdfPages, text: str) -> None:
    """In every place that a text can have it is shown as it is."""
    blocks: tuple[Block, ...] = (
        Paragraph(text),
        Bullets((Line(text),), label=text),
        Facts((Fact(text, text),)),
        Entry(text, (), mark=Mark.OPEN, word=text),
        Table((text,), ((Line(text),),)),
    )
    found = text_of(pages.render(document(*blocks, title=text))).replace(" ", "")

    assert found.count(text.replace(" ", "")) >= 9
    assert "root:" not in found


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x00b\x1b[31m\x9bc", "a\\x00b\\x1b[31m\\x9bc"),
        ("a\u202eb\u2066c", "a\\u202eb\\u2066c"),
        ("half \ud800", "half \\ud800"),
        ("W" * 500, "W" * 500),
        ("Nguyễn Łukasz Ελένη Дмитро", "Nguyễn Łukasz Ελένη Дмитро"),
    ],
)
def test_text_is_shown_harmlessly(pages: PdfPages, text: str, shown: str) -> None:
    """Control characters are written out; names in the scripts of Europe show as they are."""
    found = text_of(pages.render(paragraph(text)))

    assert shown.replace(" ", "") in found.replace(" ", "")


def test_what_the_fonts_lack_is_written_out_and_said(pages: PdfPages) -> None:
    """Never dropped; and what one document taught does not change the bytes of another."""
    japanese, family = "田中 ok", "\U0001f468\u200d\U0001f469 \u0e17\u0e35\u0e48"

    assert "[U+7530 U+4E2D] ok Some characters" in text_of(pages.render(paragraph(japanese)))
    assert "[U+1F468 U+1F469]" in text_of(pages.render(paragraph(family)))
    assert "Some characters" not in text_of(pages.render(paragraph("ok")))
    assert pages.render(paragraph(japanese)) == PdfPages().render(paragraph(japanese))


def test_the_fonts_have_all_that_is_not_written_out(pages: PdfPages) -> None:
    """Each by itself and behind a letter, also where a mark stands apart from its letter."""
    shown = [each for each in map(chr, range(0x20, 0x2400)) if not re.match(NOT_IN_FONTS, each)]

    assert len(shown) > 1500
    text = text_of(pages.render(paragraph(" ".join(f"{each} e{each}" for each in shown))))
    assert "U+" not in text
    assert "U+" not in text_of(pages.render(paragraph("Nguye\u0302\u0303n")))


def test_no_long_word_leaves_the_page(pages: PdfPages) -> None:
    """Broken where it must be, and an entry too long for a page is not kept on one."""
    entry = Entry("Long", (Paragraph(f"{'W' * 16} " * 180 + "last"),))
    found = pages_of(pages.render(document(entry)))

    assert len(found) > 1
    assert "".join(found).count("W") == 180 * 16
    assert "last" in found[-1]


def test_the_same_document_gives_the_same_bytes(pages: PdfPages, every_block: bytes) -> None:
    """From a used compiler and from a new one."""
    assert pages.render(document(*EVERY_BLOCK)) == every_block
    assert PdfPages().render(document(*EVERY_BLOCK)) == every_block


def test_an_empty_document_is_one_page(pages: PdfPages) -> None:
    """So is one without words: a title is put where tags need one."""
    nothing = (Entry(" ", ()), Bullets(()), Facts(()), Table(("",), ()))
    wordless = Document("", "", (Section("\u200b", nothing),), {})

    assert len(pages_of(pages.render(Document("T", "S", (), {})))) == 1
    assert text_of(pages.render(wordless)).count("untitled") == 3


def test_a_whole_assessment(build: Callable[..., Assessment], pages: PdfPages) -> None:
    """Every figure of the document is on the pages."""
    report = assessment_document(build())
    found = text_of(pages.render(report))
    figures = set(re.findall(r"\$[\d,]*\d", repr(report)))

    assert len(figures) > 10
    for figure in figures:
        assert figure in found
    assert all(section.title in found for section in report.sections)


def test_without_typst_the_way_out_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is missing, how to install it, and what to use without it."""
    monkeypatch.setitem(sys.modules, "typst", None)

    with pytest.raises(MissingExtraError) as refused:
        PdfPages().render(paragraph("x"))

    assert refused.value.exit_code == 1
    for said in ("Typst", "pip install '.[pdf]'", "--format html"):
        assert said in str(refused.value)


def test_typst_is_loaded_with_the_first_pages_only() -> None:
    """So that workers can be forked before it."""
    script = (
        "import sys; from cmio_advisor.reporting.formats.pdf import require_typst; "
        "require_typst(); print('typst' in sys.modules)"
    )
    finished = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )

    assert finished.stdout == "False\n"


FORKED = """
import multiprocessing
from cmio_advisor.reporting.document import Document
from cmio_advisor.reporting.formats.pdf import PdfPages

def size(title):
    return len(PdfPages().render(Document(title, "S", (), {})))

with multiprocessing.get_context("fork").Pool(2) as pool:
    print(*pool.map(size, ["a", "b"]))
"""


@pytest.mark.skipif(
    "fork" not in multiprocessing.get_all_start_methods(), reason="this system cannot fork"
)
def test_forked_workers_make_pdfs() -> None:
    """Each loads Typst by itself."""
    finished = subprocess.run(
        [sys.executable, "-c", FORKED], capture_output=True, text=True, check=True, timeout=60
    )

    assert all(int(each) > 1000 for each in finished.stdout.split())
