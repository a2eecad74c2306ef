"""Reads a page strictly: every element closed in its turn, and what it holds laid out for tests."""

import re
from html.parser import HTMLParser

from cmio_advisor.reporting.document import Block, Document, Section
from cmio_advisor.reporting.formats.html import render_html

VOID = {"meta", "br", "hr", "img", "input", "link"}
"""Elements without an end, of HTML; in a drawing every element may end itself."""
INLINE = {"a", "span", "cite", "svg", "use", "g"}
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}


class ReadPage(HTMLParser):
    """A page that was read to its end."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.headings: list[tuple[int, str]] = []
        self.said: list[str] = []
        self.declarations: list[str] = []
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_decl(self, decl: str) -> None:
        self.declarations.append(decl)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")

    def unknown_decl(self, data: str) -> None:
        raise AssertionError(f"a declaration: {data}")

    def handle_pi(self, data: str) -> None:
        raise AssertionError(f"an instruction: {data}")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), names
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)
        if tag in HEADINGS:
            self.headings.append((int(tag[1]), ""))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert "svg" in self.open
        self.handle_starttag(tag, attrs)
        self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
        if tag not in INLINE:
            self.said.append("\n")

    def handle_data(self, data: str) -> None:
        if not {"style", "title", "desc"} & set(self.open):
            self.said.append(data)
        if self.level():
            level, text = self.headings.pop()
            self.headings.append((level, text + data))

    def level(self) -> int:
        """The level of the heading that the reading is in, 0 outside of any."""
        inside = [int(each[1]) for each in self.open if each in HEADINGS]
        return inside[-1] if inside else 0

    def text(self) -> str:
        """All that is said in the page's body, and in no drawing's text alternative."""
        return "".join(self.said)

    def tags(self) -> set[str]:
        """The names of all elements."""
        return {tag for tag, _ in self.elements}

    def values(self, name: str) -> list[str]:
        """The values of an attribute, in order."""
        return [attributes[name] for _, attributes in self.elements if name in attributes]


def drawing_of(block: Block) -> str:
    """A block as it is drawn on a page."""
    page = render_html(Document("Title", "Subtitle", [Section("Section", block)], sources={}))
    drawn: list[str] = re.findall("<figure>(.*?)(?:<figcaption>.*?)?</figure>", page)
    return drawn[0]


def signs() -> dict[str, str]:
    """The sign of each state, as a page holds it."""
    page = render_html(Document("Title", "Subtitle", [], sources={}))
    return dict(re.findall(r'<symbol id="sign-(\w+)"[^>]*>(.*?)</symbol>', page))


def words_in(drawing: str) -> list[str]:
    """The words that are drawn."""
    return re.findall(r"<text[^>]*>([^<]*)</text>", drawing)


def places_in(drawing: str) -> list[float]:
    """All places across, in percent."""
    return [float(each) for each in re.findall(r' x[12]?="([-\d.]+)%"', drawing)]
