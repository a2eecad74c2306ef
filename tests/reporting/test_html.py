"""
The HTML form: whole, self-contained, well-formed, and closed to every foreign text.
"""

import re
from datetime import date
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from cmio_advisor.domain.assess import assess
from cmio_advisor.domain.caseload import Caseload
from cmio_advisor.domain.evidence import Evidence, Source
from cmio_advisor.domain.roadmap import Roadmap
from cmio_advisor.loading.client_source import client_reader, open_clients, read_entry
from cmio_advisor.reporting.client_report import ClientReports
from cmio_advisor.reporting.document import (
    Bullets,
    Checklist,
    CheckRow,
    Document,
    Entry,
    Fact,
    Facts,
    Line,
    Mark,
    Paragraph,
    Scale,
    ScaleMark,
    Section,
    Table,
    WritingSpace,
)
from cmio_advisor.reporting.html import HtmlPages, render_html
from cmio_advisor.reporting.plain import render_plain
from tests.conftest import ROOT, TODAY, profile_of

POLICY = "default-src 'none'; style-src 'unsafe-inline'"
HARMFUL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ue000-\ue002]")
VOID = {"meta", "link", "br", "hr", "img", "input"}
HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7*7 }}{% raw %}",
    "]]><!--",
    "\x1b[31m\x07\x00",
    "\u202eevil\u2066",
    "\ue000source\ue001A\ue0012026-01-01\ue002",
    "javascript:alert(1)",
    "&amp;lt;b&gt;",
    "'; DROP TABLE",
]


def everything(text: str, url: str | None = "https://example.org/a?b=1&c=2") -> Document:
    """
    A document with every kind of block, and the text in every place that takes one.
    """
    cites = (Evidence(source="s", grade="C", checked=date(2026, 1, 2), says=text),)
    line = Line(text, cites)
    row = CheckRow(Mark.DONE, text, "1", text, text, cites)
    points = tuple((f"{text} {each}", each * 1000) for each in (1, 2, 3, 4, 5))
    blocks = (
        Paragraph(line),
        Bullets((line,), label=text),
        Facts((Fact(text, text, cites),)),
        Checklist(text, (row,)),
        Entry(text, (Entry(text, (Paragraph(line),)),), number="1", mark=Mark.OPEN, word=text),
        Table((text, text), ((line, line),), numeric=(1,)),
        Scale(points, (ScaleMark("a", 2500, line),)),
        WritingSpace(text, 2),
    )
    source = Source(id="s", title=text, publisher=text, published="2026-03", url=url, note=text)
    return Document(text, text, (Section(text, blocks), *[Section(text, ())] * 5), {"s": source})


class Reading(HTMLParser):
    """
    Reads a page strictly: what is opened is closed, in its order.
    """

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.feed(page)
        self.close()
        assert not self.open, self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(dict(attrs)) == len(attrs), attrs
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def all(self, name: str) -> list[str]:
        return [value for _, attrs in self.tags if (value := attrs.get(name)) is not None]

    def headings(self) -> list[int]:
        return [int(tag[1]) for tag, _ in self.tags if re.fullmatch("h[1-6]", tag)]


@pytest.fixture(scope="module")
def documents(roadmap: Roadmap) -> list[Document]:
    caseload, reports = Caseload(roadmap, TODAY), ClientReports()
    with open_clients(str(ROOT / "examples")) as source:
        reader = client_reader(source, caseload)
        return [
            reports.document(caseload.assess(read_entry(each, reader))) for each in source.entries
        ]


@pytest.mark.parametrize("text", HOSTILE)
def test_foreign_text_is_only_ever_text(text: str) -> None:
    page = render_html(everything(text))
    read = Reading(page)
    tags = {tag for tag, _ in read.tags}
    assert tags.isdisjoint({"script", "img", "iframe", "object", "b"})
    assert not any(name.startswith("on") for _, attrs in read.tags for name in attrs)
    assert not re.search(
        "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ue000-\ue002]", page
    )
    assert "49" not in "".join(read.text)
    assert len(read.all("href")) == len(Reading(render_html(everything("plain"))).all("href"))


def test_plain_text_is_shown_as_it_is() -> None:
    text = "A & B < C > D \"E\" 'F' Zoë"
    told = " ".join(Reading(render_html(everything(text))).text)
    assert told.count(text) >= 20


@pytest.mark.parametrize("url", ["javascript:alert(1)", "https://a.b/'\"<>", "ftp://a.b", "", None])
def test_only_web_addresses_become_links(url: str | None) -> None:
    links = Reading(render_html(everything("x", url))).all("href")
    assert all(each.startswith("#") for each in links)


def test_a_page_needs_nothing_else(documents: list[Document]) -> None:
    for document in documents:
        read = Reading(render_html(document))
        metas = [attrs for tag, attrs in read.tags if tag == "meta"]
        policy = next(each for each in metas if "http-equiv" in each)
        assert policy == {"http-equiv": "Content-Security-Policy", "content": POLICY}
        assert read.all("src") == []
        assert {tag for tag, _ in read.tags}.isdisjoint({"script", "link", "img", "iframe"})
        assert ("html", {"lang": "en"}) in read.tags


def test_ids_are_single_and_every_inner_link_arrives(documents: list[Document]) -> None:
    for document in documents:
        read = Reading(render_html(document))
        ids = read.all("id")
        assert len(ids) == len(set(ids))
        inner = {each[1:] for each in read.all("href") if each.startswith("#")}
        assert inner <= set(ids)
        assert set(read.all("aria-labelledby")) <= set(ids)


def test_headings_never_skip_a_level(documents: list[Document]) -> None:
    for document in documents:
        levels = Reading(render_html(document)).headings()
        assert levels.count(1) == 1
        assert levels[0] == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))


def test_a_page_says_all_that_plain_text_says(roadmap: Roadmap) -> None:
    from cmio_advisor.reporting.view import assessment_document  # noqa: PLC0415 - for this test

    person = profile_of({"degrees": ["md"], "clinical": 9, "name": "Zoë"}, roadmap)
    document = assessment_document(assess(person, roadmap, TODAY))
    told = re.sub(r"\s+", "", "".join(Reading(render_html(document)).text))
    for line in render_plain(document).splitlines():
        words = re.sub(r"\[[0-9CD, ]+\]", "", line)
        for part in re.split(r"[:,.] | - |\s{2,}", words):
            squeezed = re.sub(r"[\s.,:;-]+$|^[-\s]+", "", re.sub(r"\s+", "", part))
            assert squeezed.casefold() in told.casefold(), part


def test_what_is_kept_changes_nothing(documents: list[Document]) -> None:
    pages = HtmlPages()
    assert [pages.render(each) for each in documents] == [render_html(each) for each in documents]
    assert [pages.render(each) for each in documents] == [render_html(each) for each in documents]
