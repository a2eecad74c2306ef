"""
The sources of a page: their numbers, the marks that point at them, and their list at the end.
"""

from functools import lru_cache
from itertools import chain

from cmio_advisor.domain.base.evidence import Evidence
from cmio_advisor.domain.base.kept import Memory
from cmio_advisor.reporting.document.cleaning import is_web_address
from cmio_advisor.reporting.document.document import Document
from cmio_advisor.reporting.formats.citations import CitedSource, by_source, cited_source, weakness
from cmio_advisor.reporting.formats.drawings.svg_shapes import html_text
from cmio_advisor.reporting.words.wording import grades_text, published_text

Cited = dict[str, list[Evidence]]
"""A page's evidence by its source, in order of first appearance, which gives the numbers."""


def cited_in(cites: list[tuple[Evidence, ...]]) -> Cited:
    """
    What a page cites, given in the order in which it does.
    """
    return by_source(chain.from_iterable(cites))


def marks_of(cites: list[tuple[Evidence, ...]], cited: Cited) -> list[str]:
    """
    The mark for each of these, such as ``[1, 7C]``, every part of it a link.
    """
    numbers = {source: number for number, source in enumerate(cited, 1)}
    return [
        _mark(tuple(sorted({(numbers[one.source], weakness(one)) for one in each})))
        for each in cites
    ]


class SourceTexts:
    """
    Renders the list of sources, and each source that many pages cite alike only once.
    """

    def __init__(self) -> None:
        self._kept = Memory()

    def listed(self, document: Document, cited: Cited) -> str:
        """
        The items of the list, each with the name that marks point at.
        """
        return "".join(
            [
                f'<li id="source-{number}">{self._text(document, source, found)}</li>\n'
                for number, (source, found) in enumerate(cited.items(), 1)
            ]
        )

    def _text(self, document: Document, source_id: str, found: list[Evidence]) -> str:
        source = document.sources[source_id]
        # All that the text depends on; most sources are cited in one way by all reports.
        key = (id(source), frozenset([(each.grade, each.checked) for each in found]))
        known = self._kept.get(key)
        if known is None:
            known = (source, _source(cited_source(0, source, found)))
            self._kept.keep(key, known)
        text: str = known[1]
        return text


@lru_cache(maxsize=8192)
def _mark(numbers: tuple[tuple[int, str], ...]) -> str:
    links = ", ".join(
        f'<a href="#source-{number}" aria-label="source {number}{weak}">{number}{weak}</a>'
        for number, weak in numbers
    )
    return f' <span class="cite">[{links}]</span>'


def _source(each: CitedSource) -> str:
    source = each.source
    note = f" {html_text(source.note)}" if source.note else ""
    return (
        f"{html_text(source.publisher)}: <cite>{html_text(source.title)}</cite>, "
        f"{html_text(published_text(source.published))}; checked {each.checked}; "
        f"{html_text(grades_text(each.grades))}.{note}{_address(source.url)}"
    )


def _address(url: str | None) -> str:
    """
    A web address as a link, anything else as text.
    """
    if not url:
        return ""
    shown = html_text(url)
    if not is_web_address(url):
        return f' <span class="address">{shown}</span>'
    return f' <a class="address" href="{shown}" rel="noreferrer">{shown}</a>'
