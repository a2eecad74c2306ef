"""The Markdown form, read back by a CommonMark parser."""

import itertools
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from cmio_advisor.domain.assess.assess import Assessment
from cmio_advisor.domain.base.evidence import Evidence, Source
from cmio_advisor.domain.profile.profile import Profile, Waiver
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
)
from cmio_advisor.reporting.formats import Format
from cmio_advisor.reporting.formats.terminal import Screen
from cmio_advisor.reporting.formats.text import render_markdown

ReportAll = Callable[[Assessment, Format, Screen], dict[str, str]]
PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
HOSTILE = "a | b\n# c `d` <b>e</b> [f](javascript:g) ![h](i) *j* ~~k~~ \\ &amp; https://l.example"


def parse(text: str) -> list[Token]:
    """All tokens, the inner ones too."""
    return [inner for token in PARSER.parse(text) for inner in [token, *(token.children or ())]]


@given(st.lists(st.text(), min_size=3, max_size=3))
def test_no_text_breaks_out_of_its_place(texts: list[str]) -> None:
    """
    A document of any texts keeps its headings, items and cells, and shows the texts as they are.
    """
    first, second, third = texts
    cite = Evidence(source="s", grade="C", checked=date(2026, 11, 23), says=first)
    source = Source(id="s", title=first, publisher=second, published=third, url=third, note=first)
    blocks = (
        Paragraph(f"x{first}", (cite,)),
        Bullets((Line(f"x{second}"), Line(f"x{third}"))),
        Facts((Fact(f"x{first}", f"x{second}"),)),
        Entry(title=f"x{third}", blocks=(Paragraph(f"x{first}"),)),
        Table(("A", "B"), ((Line(f"x{first}"), Line(f"x{second}")),)),
    )
    document = Document("Title", "Subtitle", (Section("Section", blocks),), {"s": source})

    tokens = parse(render_markdown(document))
    shown = [
        "".join(each.content for each in token.children or () if each.type == "text")
        for token in tokens
        if token.type == "inline"
    ]

    assert not {each.type for each in tokens} & {"html_block", "html_inline", "image", "fence"}
    assert sum(each.type == "heading_open" for each in tokens) == 4
    assert sum(each.type == "table_open" for each in tokens) == 1
    assert sum(each.type == "td_open" for each in tokens) == 2
    assert sum(each.type == "list_item_open" for each in tokens) == 5
    for text in texts:
        assert f"x{visible(text)}".split() in [each.split() for each in shown]


def test_a_hostile_profile_makes_no_code_and_no_link(
    build: Callable[..., Assessment], report_all: ReportAll
) -> None:
    """Links come from the roadmap only, and only to the web."""
    waiver = Waiver(requirement="requirement-4", reason=HOSTILE, by=HOSTILE)
    harmless = report_all(build(Profile(name="x")), Format.MARKDOWN, Screen())["assess"]
    hostile = build(Profile(name=HOSTILE, waivers=(waiver,)))
    text = report_all(hostile, Format.MARKDOWN, Screen())["assess"]

    tokens = parse(text)
    links = {each.attrs["href"] for each in tokens if each.type == "link_open"}

    pages = {f"https://example.org/apply/{number}" for number in range(1, 20)}
    assert links & pages
    assert links <= {"https://example.org/board_(a)?x=1", "https://example.org/pay", *pages}
    assert not {each.type for each in tokens} & {"html_block", "html_inline", "image", "s_open"}
    for kind in ("heading_open", "table_open", "tr_open", "td_open"):
        assert sum(each.type == kind for each in tokens) == sum(
            each.type == kind for each in parse(harmless)
        )


@pytest.mark.parametrize("kind", ["assess", "eligible", "pay 0", "guide topic", "roadmap step"])
def test_headings_go_down_one_level_at_a_time(
    assessment: Assessment, report_all: ReportAll, kind: str
) -> None:
    """One title, and no level left out below it."""
    text = report_all(assessment, Format.MARKDOWN, Screen())[kind]
    levels = [int(each.tag[1]) for each in parse(text) if each.type == "heading_open"]

    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
