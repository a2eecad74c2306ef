"""
A document as PDF, set by Typst: what the template is given, and the setting. It has
everything, on US Letter pages, tagged for screen readers.

Typst is an optional part of the installation and is loaded when the first `PdfPages` is made.
Worker processes must be forked before that: a compiler that was used hangs in a forked copy.
"""

import json
import re
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from importlib.util import find_spec
from mmap import mmap
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from cmio_advisor.domain.base.frozen import Frozen, replace
from cmio_advisor.domain.base.sentences import partial_date_text
from cmio_advisor.errors import MissingExtraError, ReadWriteError
from cmio_advisor.reporting.document.cleaning import is_web_address, visible
from cmio_advisor.reporting.document.document import (
    Document,
    Entry,
    Fact,
    Scale,
    Section,
    Timeline,
    kind_of,
)
from cmio_advisor.reporting.formats.citations import (
    CitedSource,
    SourceMarks,
    cited_sources,
    grade_lines,
)
from cmio_advisor.reporting.formats.drawings import scale_data, timeline_data
from cmio_advisor.reporting.words.wording import grades_text

if TYPE_CHECKING:
    from typst import TypstError

Data = dict[str, Any]
Show = Callable[[str], str]

LONGEST_RUNNING = 80
LINE = 80
LONGEST_KEPT = 14 * LINE
"""
An entry of at most so many usual characters stays on one page, which holds more than twice that.
With more, the ends of pages would stay empty.
"""
COLUMNS = 90
"""The width of a scale in characters of a tick's number, which decides how many ticks fit."""
APART = {"names_apart": 0.09, "letters_apart": 0.03}
UNBROKEN, UNBROKEN_ADDRESS = r"\S{30}(?=\S)", r"[^\s/?&=.-]{60}(?=\S)"
BREAK = "\u200b"
UNTITLED = "untitled"
PANIC = "PanicException"
"""What the engine raises where it meets what it cannot go on from. It is no Exception."""
ROOM = 64 << 20
"""Bytes of memory: what the engine takes at most, by our estimate."""
STOPPED = (
    "The engine that makes PDFs stopped, most likely for want of memory or of processes "
    "(ulimit -v, ulimit -u). Without it: --format html prints well."
)


def report_data(document: Document, show: Show) -> Data:
    """All that the template needs; ``show`` writes out what the fonts lack."""
    sources = cited_sources(document)
    writer = _PdfWriter(SourceMarks(sources), show)
    return {
        "title": writer.title(document.title),
        "subtitle": writer.text(document.subtitle),
        "running": [
            writer.text(visible(each, LONGEST_RUNNING))
            for each in (document.title, document.subtitle)
        ],
        "sections": writer.data(document.sections),
        "sources": [writer.source(each) for each in sources],
        "grades": list(grade_lines(sources)),
    }


class _PdfWriter:
    """Writes records as data, their fields by name, with the marks of one document's sources."""

    def __init__(self, marks: SourceMarks, show: Show) -> None:
        self.marks = marks
        self.show = show

    def text(self, text: str) -> str:
        return self.show(_breakable(text))

    def title(self, title: str) -> str:
        """A title, even where there is none, which a tagged PDF does not allow."""
        return self.text(title).strip() or UNTITLED

    def data(self, part: Any) -> Any:  # noqa: ANN401 - as said
        """What the template is given of a record, or of what one holds."""
        if isinstance(part, str):
            return self.text(part)
        if isinstance(part, tuple | list):
            return [*map(self.data, part)]
        if isinstance(part, dict):
            return {key: self.data(each) for key, each in part.items()}
        if isinstance(part, Frozen):
            return {"kind": kind_of(part), **self.fields(part)}
        return part

    def fields(self, part: Any) -> Data:  # noqa: ANN401 - a record of any kind
        """A record's fields, evidence as marks; of a drawing the places of all that is drawn."""
        if isinstance(part, Scale):
            lines = [{"letter": each.letter, **self.fields(each.line)} for each in part.marks]
            in_order = replace(part, marks=sorted(part.marks, key=lambda each: each.value))
            return {**scale_data(in_order, COLUMNS, _place, **APART), "lines": lines}
        if isinstance(part, Timeline):
            return {key: self.data(each) for key, each in timeline_data(part, _place).items()}
        held = {name: getattr(part, name) for name in part.record_fields}
        cites = held.pop("cites", ())
        found = {name: self.data(each) for name, each in held.items()}
        found["cites"] = list(self.marks.numbered(cites).items())
        if isinstance(part, Fact):
            found |= {"value": self.text(f"{part.value}:" if part.url else part.value)}
            found |= self.address(part.url)
        if isinstance(part, Section | Entry):
            found["title"] = self.title(part.title)
        if isinstance(part, Entry):
            found["together"] = _length(found["blocks"]) <= LONGEST_KEPT
        return found

    def source(self, each: CitedSource) -> Data:
        source = each.source
        note = f" {source.note}" if source.note else ""
        text = f"{source.title}, {partial_date_text(source.published)}; checked {each.checked}; "
        return {
            "number": each.number,
            "publisher": self.text(source.publisher),
            "text": self.text(f"{text}{grades_text(each.grades)}.{note}"),
            **self.address(source.url or ""),
        }

    def address(self, url: str) -> Data:
        """A web address that can be broken into lines; nothing but a plain one is a link."""
        if not is_web_address(url):
            return {"link": "", "address": self.text(url)}
        return {"link": url, "address": re.sub(UNBROKEN_ADDRESS, rf"\g<0>{BREAK}", url)}


def _place(share: float) -> float:
    """On paper places are shares of the width."""
    return round(share, 4)


def _breakable(text: str) -> str:
    """Harmless text that can be broken into lines."""
    return re.sub(UNBROKEN, rf"\g<0>{BREAK}", visible(text))


def _length(data: object) -> int:
    """The width of all texts in the data, each text and its label counted as a line at least."""
    if isinstance(data, list):
        return sum(map(_length, data))
    if not isinstance(data, dict):
        return 0
    own = sum(_width(data.get(each, "")) for each in ("label", "text", "title", "value"))
    return max(LINE, own) + sum(map(_length, data.values()))


def _width(text: str) -> int:
    """The characters of a text, with all that may be as broad as a W counted twice."""
    return len(text) + len(re.sub("[a-z0-9 .,;:()-]", "", text))


TEMPLATE = Path(__file__).with_name("templates") / "report.typ"
NO_TIME = 0
NOT_IN_FONTS = re.compile(r'the text `"(.+?)"` could not be displayed', re.DOTALL)
"""How Typst names each piece of text that no font of its own has."""
ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")


def require_typst() -> None:
    """`MissingExtraError` where no PDF can be made, since Typst is not installed; loads nothing."""
    if find_spec("typst") is None:
        raise MissingExtraError(
            "A PDF needs Typst, which is not installed here. Install it with: "
            "pip install 'cmio-advisor[pdf]'. Without it: --format html prints well."
        )


class PdfPages:
    """One Typst compiler for many documents, which is what makes the second one cheap."""

    def __init__(self) -> None:
        require_typst()
        from typst import Compiler, TypstError  # noqa: PLC0415 - only this form pays for Typst

        self._compiler = Compiler(TEMPLATE, root=TEMPLATE.parent, ignore_system_fonts=True)
        self._refused = TypstError
        self._not_in_fonts: frozenset[str] = frozenset()

    def render(self, document: Document) -> bytes:
        """
        The document as a PDF; the same document gives the same bytes. `ReadWriteError` where the
        engine stops, `MemoryError`.

        Characters that Typst's own fonts lack are written as code points, such as [U+7530].
        """
        missing = self._not_in_fonts
        while True:
            try:
                return self._compile(document, missing)
            except self._refused as error:
                found = _not_in_fonts(error) - missing
                if not found:
                    raise
            missing |= found
            # Only single characters are missing whatever stands beside them; a cluster that was
            # learnt from one document must not change the bytes of the next.
            self._not_in_fonts |= {each for each in found if len(each) == 1}

    def _compile(self, document: Document, missing: AbstractSet[str]) -> bytes:
        written_out = False
        pattern = _any_of(missing)

        def show(text: str) -> str:
            nonlocal written_out
            if not missing or text.isascii():
                return text
            shown = re.sub(pattern, _code_points, text)
            written_out = written_out or shown != text
            return shown

        data = report_data(document, show)
        data["written_out"] = written_out
        _make_sure_of_room()
        try:
            pdf = self._compiler.compile(
                format="pdf",
                sys_inputs={"data": json.dumps(data)},
                pdf_standards="ua-1",
                timestamp=NO_TIME,
            )
        except BaseException as error:
            if type(error).__name__ != PANIC:
                raise
            raise ReadWriteError(STOPPED) from None
        return cast("bytes", pdf)  # a list is of images only


def _make_sure_of_room() -> None:
    """`MemoryError` where little is left: the engine ends the process where it finds none."""
    try:
        mmap(-1, ROOM).close()
    except OSError:
        raise MemoryError from None


def _any_of(pieces: AbstractSet[str]) -> str:
    """A pattern for runs of these; the longest first, so that none takes a longer one apart."""
    clusters = sorted((each for each in pieces if len(each) > 1), key=lambda each: -len(each))
    singles = "".join(sorted(re.escape(each) for each in pieces if len(each) == 1))
    either = [*map(re.escape, clusters), *([f"[{singles}]"] if singles else [])]
    return f"(?:{'|'.join(either)})+"


def _code_points(found: re.Match[str]) -> str:
    return f"[{' '.join(f'U+{ord(each):04X}' for each in found[0])}]"


def _not_in_fonts(error: "TypstError") -> frozenset[str]:
    """The pieces of text that the compiler could not draw."""
    named = NOT_IN_FONTS.findall(error.diagnostic)
    return frozenset(ESCAPED.sub(lambda each: chr(int(each[1], 16)), piece) for piece in named)
