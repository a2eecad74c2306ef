"""
A document as PDF, set by Typst: what the template is given, and the setting. It has
everything, on US Letter pages, tagged for screen readers.

Typst is an optional part of the installation and is loaded when the first `PdfPages` is made.
Worker processes must be forked before that: a compiler that was used hangs in a forked copy.
"""

import json
import re
from importlib.util import find_spec
from mmap import mmap
from pathlib import Path
from typing import Any, cast
from unicodedata import normalize

from cmio_advisor.domain.base.frozen import Frozen
from cmio_advisor.errors import MissingExtraError, ReadWriteError
from cmio_advisor.reporting import document as doc
from cmio_advisor.reporting.cleaning import is_web_address, visible
from cmio_advisor.reporting.document import timeline_data
from cmio_advisor.reporting.formats.text import Citations, CitedSource

Data = dict[str, Any]

UNBROKEN, UNBROKEN_ADDRESS = r"\S{30}(?=\S)", r"[^\s/?&=.-]{60}(?=\S)"
BREAK = "\u200b"
NOT_IN_FONTS = (
    "[^ -~\u00a0-\u02ff\u0388-\u038a\u038c\u038e-\u03a1\u03a3-\u04ff\u1e00-\u1eff"
    "\u2010-\u2027\u2030-\u2040\u20a0-\u20c0\u2190-\u23ff]+"
)
"""What the fonts of Typst may lack: all but the letters of Europe, punctuation, money, arrows."""
ROOM = 64 << 20
"""Bytes of memory: what the engine takes at most, by our estimate."""
STOPPED = (
    "The engine that makes PDFs stopped, most likely for want of memory or of processes "
    "(ulimit -v, ulimit -u). Without it: --format html prints well."
)


def report_data(document: doc.Document) -> Data:
    marks = Citations(document)
    writer = _PdfWriter(marks)
    return {
        "title": writer.title(document.title),
        "subtitle": writer.text(document.subtitle),
        "running": [writer.text(visible(each, 80)) for each in (document.title, document.subtitle)],
        "sections": writer.data(document.sections),
        "sources": [writer.source(each) for each in marks.sources],
        "grades": list(marks.grade_lines()),
        "written_out": writer.written_out,
    }


class _PdfWriter:
    """Writes records as data, their fields by name, with the marks of one document's sources."""

    def __init__(self, marks: Citations) -> None:
        self.marks = marks
        self.written_out = False

    def text(self, text: str) -> str:
        """Harmless text that can be broken into lines; what the fonts lack as its code points."""
        composed = normalize("NFC", visible(text))
        shown = re.sub(NOT_IN_FONTS, _code_points, composed)
        self.written_out |= shown != composed
        return re.sub(UNBROKEN, rf"\g<0>{BREAK}", shown)

    def title(self, title: str) -> str:
        """A title, even where there is none, which a tagged PDF does not allow."""
        return self.text(title).strip() or "untitled"

    def data(self, part: Any) -> Any:  # noqa: ANN401 - as said
        """What the template is given of a record, or of what one holds."""
        if isinstance(part, str):
            return self.text(part)
        if isinstance(part, tuple | list):
            return [*map(self.data, part)]
        if isinstance(part, dict):
            return {key: self.data(each) for key, each in part.items()}
        if isinstance(part, Frozen):
            return {"kind": doc.kind_of(part), **self.fields(part)}
        return part

    def fields(self, part: Any) -> Data:  # noqa: ANN401 - a record of any kind
        """A record's fields, evidence as marks; of a drawing the places of all that is drawn."""
        if isinstance(part, doc.Timeline):
            return {key: self.data(each) for key, each in timeline_data(part).items()}
        held = {name: getattr(part, name) for name in part.record_fields}
        cites = held.pop("cites", ())
        found = {name: self.data(each) for name, each in held.items()}
        found["cites"] = list(self.marks.numbered(cites).items())
        if isinstance(part, doc.Fact):
            found |= {"value": self.text(f"{part.value}:" if part.url else part.value)}
            found |= self.address(part.url)
        if isinstance(part, doc.Section | doc.Entry):
            found["title"] = self.title(part.title)
        return found

    def source(self, each: CitedSource) -> Data:
        return {
            "number": each.number,
            "publisher": self.text(each.source.publisher),
            "text": self.text(each.text),
            **self.address(each.source.url or ""),
        }

    def address(self, url: str) -> Data:
        """A web address that can be broken into lines; nothing but a plain one is a link."""
        if not is_web_address(url):
            return {"link": "", "address": self.text(url)}
        return {"link": url, "address": re.sub(UNBROKEN_ADDRESS, rf"\g<0>{BREAK}", url)}


def _code_points(found: re.Match[str]) -> str:
    return f"[{' '.join(f'U+{ord(each):04X}' for each in found[0])}]"


TEMPLATE = Path(__file__).with_name("templates") / "report.typ"


def require_typst() -> None:
    """`MissingExtraError` where no PDF can be made, since Typst is not installed; loads nothing."""
    if find_spec("typst") is None:
        raise MissingExtraError(
            "A PDF needs Typst, which is not installed here. Install it as the program itself was, "
            "from its checkout, with [pdf]: pip install '.[pdf]', uv tool install '.[pdf]' or pipx "
            "install --force '.[pdf]'. Without it: --format html prints well."
        )


class PdfPages:
    """One Typst compiler for many documents, which is what makes the second one cheap."""

    def __init__(self) -> None:
        require_typst()
        from typst import Compiler  # noqa: PLC0415 - only this form pays for Typst

        self._compiler = Compiler(TEMPLATE, root=TEMPLATE.parent, ignore_system_fonts=True)

    def render(self, document: doc.Document) -> bytes:
        """The same document, the same bytes. `ReadWriteError` or `MemoryError` for want of room."""
        data = json.dumps(report_data(document))
        try:  # the engine ends the process where it finds no memory
            mmap(-1, ROOM).close()
        except OSError:
            raise MemoryError from None
        try:
            pdf = self._compiler.compile(
                format="pdf", sys_inputs={"data": data}, pdf_standards="ua-1", timestamp=0
            )
        except BaseException as error:
            # What it raises where it cannot go on is no Exception.
            if type(error).__name__ != "PanicException":
                raise
            raise ReadWriteError(STOPPED) from None
        return cast("bytes", pdf)  # a list is of images only
