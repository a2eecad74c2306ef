"""The HTML form: whole, harmless, well-formed, and the same bytes each time."""

import itertools
import re
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmio_advisor.domain.assess.assess import Assessment
from cmio_advisor.domain.base.evidence import Evidence, Source
from cmio_advisor.reporting.cleaning import visible
from cmio_advisor.reporting.document import (
    Bullets,
    Document,
    Entry,
    Fact,
    Facts,
    Line,
    Paragraph,
    Section,
    Table,
    WritingSpace,
)
from cmio_advisor.reporting.formats import Format
from cmio_advisor.reporting.formats.html import render_html
from cmio_advisor.reporting.formats.terminal import Screen
from cmio_advisor.reporting.formats.text import render_plain
from cmio_advisor.reporting.wording import Mark
from tests.reporting.formats.html_reading import ReadPage

ReportAll = Callable[..., dict[str, str]]

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=60)
SOURCE_MARK = re.compile(r"\[\d+[CD]?(?:, \d+[CD]?)*\]")
HOSTILE = [
    "<script>alert(1)</script>",
    "</style></title></textarea><script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)> ' onclick='alert(1)",
    "&lt;b&gt; &amp; &#60;script&#62;",
    "{{7*7}} {% raw %} {# x #} {{ title.__class__ }}",
    "]]> <![CDATA[ <!-- --> <?php ?>",
    "\x00000\x00 \x000\x00 \x1b[31m \x07",
    "\ue000" + "0\ue001 \ue002",
    "\u202egnp.exe \u2066 \u2028",
    "javascript:alert(1)",
    "\ud800 \ufeff \u200b",
]


def document_of(first: str, second: str, third: str, url: str | None = None) -> Document:
    """A document with every kind of block, whose texts are these."""
    weak = Evidence(source="weak", grade="C", checked=date(2026, 11, 23), says=first)
    firm = Evidence(source="firm", grade="A", checked=date(2026, 11, 22), says=second)
    blocks = (
        Paragraph(f"x{first}", (weak, firm)),
        Bullets((Line(f"x{second}"), Line(f"x{third}")), label=f"x{first}"),
        Facts((Fact(f"x{first}", f"x{second}", (weak,)),), inline=True),
        Entry(
            title=f"x{third}",
            number="1",
            mark=Mark.DONE,
            word=f"x{second}",
            blocks=(Entry(title=f"x{first}", blocks=(Paragraph(f"x{second}"),)),),
            cites=(firm,),
        ),
        Table((f"x{first}", f"x{second}"), ((Line(f"x{third}"), Line(f"x{first}")),)),
        WritingSpace(f"x{third}", 2),
    )
    sources = {
        name: Source(
            id=name,
            title=f"x{first}",
            publisher=f"x{second}",
            published=f"x{third}",
            url=url,
            note=f"x{first}",
        )
        for name in ("weak", "firm")
    }
    return Document(f"x{first}", f"x{second}", (Section(f"x{third}", blocks),), sources)


HARMLESS = ReadPage(render_html(document_of("a", "b", "c", "d")))


@given(ANY_TEXT, ANY_TEXT, ANY_TEXT)
def test_no_text_breaks_out_of_its_place(first: str, second: str, third: str) -> None:
    """A document of any texts keeps its elements, and shows the texts as they are."""
    page = ReadPage(render_html(document_of(first, second, third, url=f"x{first}")))

    assert [tag for tag, _ in page.elements if tag != "a"] == [
        tag for tag, _ in HARMLESS.elements if tag != "a"
    ]
    for text in (first, second, third):
        assert page.text().count(f"x{visible(text)}") >= 4


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_is_shown_and_does_nothing(text: str) -> None:
    """Wherever it stands: in a heading, a cell, a drawing, an address."""
    page = render_html(document_of(text, text, text, url=text))
    read = ReadPage(page)

    assert read.text().count(visible(text)) > 20
    assert read.values("href") == HARMLESS.values("href")
    assert [*map(set, (each for _, each in read.elements))] == [
        *map(set, (each for _, each in HARMLESS.elements))
    ]
    assert not re.search(
        "[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]", page
    )


@pytest.mark.parametrize(
    ("url", "is_link"),
    [
        ("https://example.org/a_(b)?c=d&e=f#g", True),
        ("http://example.org", True),
        ("javascript:alert(1)", False),
        ("JavaScript:alert(1)//https://example.org", False),
        ("data:text/html,<script>", False),
        ('https://example.org/" onclick="alert(1)', False),
        ("https://example.org/\x00", False),
        ("//example.org", False),
    ],
)
def test_only_a_plain_web_address_becomes_a_link(url: str, is_link: bool) -> None:
    """Anything else is shown as text."""
    read = ReadPage(render_html(document_of("a", "b", "c", url)))

    assert read.values("href").count(url) == (2 if is_link else 0)
    assert read.text().count(visible(url)) == 2


def pages_of(assessment: Assessment, report_all: ReportAll) -> dict[str, str]:
    return report_all(assessment, Format.HTML, Screen())


def words_of(text: str) -> set[str]:
    """The words and numbers of a text, in small letters."""
    return set(re.findall(r"\w[\w.,%+-]*\w|\w", text.lower()))


def test_the_page_says_all_that_plain_says(
    any_assessment: Assessment, report_all: ReportAll
) -> None:
    """Every word and number, and the same marks of sources in the same order."""
    plain = report_all(any_assessment, Format.PLAIN, Screen(), full=True)
    for command, page in pages_of(any_assessment, report_all).items():
        read = ReadPage(page)
        text = read.text()
        listed = {each.removeprefix("source-") for each in read.values("id")}
        marks = SOURCE_MARK.findall(plain[command].split("\nSOURCES\n")[0])

        assert words_of(plain[command]) - words_of(text) - listed == set(), command
        assert SOURCE_MARK.findall(text) == marks


def test_marks_lead_to_their_sources() -> None:
    """The number of a mark is the number of the source it points at."""
    page = ReadPage(render_html(document_of("a", "b", "c")))
    marks = [each for tag, each in page.elements if tag == "a" and "aria-label" in each]

    assert [(each["href"], each["aria-label"]) for each in marks[:3]] == [
        ("#source-1", "source 1C"),
        ("#source-2", "source 2"),
        ("#source-1", "source 1C"),
    ]


def test_a_page_is_sound(any_assessment: Assessment, report_all: ReportAll) -> None:
    """
    Ids are unique, links and labels lead to ids, each page has a language, a title and landmarks.
    """
    for page in pages_of(any_assessment, report_all).values():
        read = ReadPage(page)
        ids = read.values("id")
        targets = [each[1:] for each in read.values("href") if each.startswith("#")]

        assert read.declarations == ["DOCTYPE html"]
        assert len(ids) == len(set(ids))
        assert {*targets, *read.values("aria-labelledby")} <= set(ids)
        assert {"title", "header", "main", "footer"} <= read.tags()
        assert read.elements[0] == ("html", {"lang": "en"})


def test_a_page_loads_and_runs_nothing(any_assessment: Assessment, report_all: ReportAll) -> None:
    """No script, no handler, no style or picture from outside; a policy forbids them as well."""
    loading = {
        "script",
        "link",
        "img",
        "iframe",
        "object",
        "embed",
        "base",
        "form",
        "video",
        "audio",
    }
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    for page in pages_of(any_assessment, report_all).values():
        read = ReadPage(page)

        assert not read.tags() & loading
        assert policy in read.values("content")
        assert not re.search(r"@import|url\(|@font-face", page)
        for _, attributes in read.elements:
            assert not [name for name in attributes if name.startswith("on")]
            assert not attributes.keys() & {"src", "srcset", "style", "xlink:href", "srcdoc"}


def test_headings_go_down_one_level_at_a_time(
    any_assessment: Assessment, report_all: ReportAll
) -> None:
    """One title, no level left out below it, no heading without a word."""
    for page in pages_of(any_assessment, report_all).values():
        headings = ReadPage(page).headings
        levels = [level for level, _ in headings]

        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
        assert all(text.strip() for _, text in headings)


def test_a_table_names_its_rows_and_columns() -> None:
    """With a caption, and with the column's name at each cell for where columns have no room."""
    table = Table(("Who", "What"), ((Line("A"), Line("B")),), numeric=(1,))
    page = render_html(Document("T", "S", (Section("Heading", (table,)),), {})).replace("\n", "")

    assert "<caption>Heading: Who</caption>" in page
    assert '<th scope="col">Who</th><th scope="col" class="numeric">What</th>' in page
    assert '<th scope="row">A</th><td class="numeric" data-head="What">B</td>' in page


def test_the_same_block_has_the_numbers_of_each_document() -> None:
    """It is made once, and its sources are numbered by the document that it stands in."""
    one, other = (
        Evidence(source=each, grade="C", checked=date(2026, 11, 23), says="x") for each in "ab"
    )
    sources = {
        each: Source(id=each, title=each, publisher="P", published="2026", url=None, note=None)
        for each in "ab"
    }
    both = [Paragraph("First.", (other,)), Paragraph("Second.", (one, other))]
    pages = [
        render_html(Document("T", "S", (Section("Heading", blocks),), sources))
        for blocks in (both, both[::-1])
    ]
    marks = [re.findall(r"(\w+)\. <span class=\"cite\">(.*?)</span>", page) for page in pages]

    assert [[(word, re.sub("<.*?>", "", mark)) for word, mark in each] for each in marks] == [
        [("First", "[1C]"), ("Second", "[1C, 2C]")],
        [("Second", "[1C, 2C]"), ("First", "[2C]")],
    ]


def test_a_short_document_has_no_table_of_contents() -> None:
    """A long one has, with a link to each section."""
    sections = tuple(Section(f"Part {each}", (Paragraph("x"),)) for each in range(4))
    short = Document("T", "S", sections[:3], {})
    long = Document("T", "S", sections, {})

    assert "nav" not in ReadPage(render_html(short)).tags()
    assert [each for each in ReadPage(render_html(long)).values("href") if "section" in each] == [
        "#section-1",
        "#section-2",
        "#section-3",
        "#section-4",
    ]


def test_an_empty_document_is_a_page() -> None:
    """Without sections and sources; a section whose blocks are empty says nothing and is none."""
    blocks = (Bullets((), label="None"), Facts(()))
    page = ReadPage(render_html(Document("T", "S", (Section("Empty", blocks),), {})))

    assert page.headings == [(1, "T")]
    assert "ul" not in page.tags()
    assert render_plain(Document("T", "S", (), {})).split() == ["T", "S"]
    assert "sources" not in render_html(Document("T", "S", (), {})).split("</style>")[1]
