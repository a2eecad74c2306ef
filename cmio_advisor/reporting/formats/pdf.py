"""
The PDF form: everything, on US Letter pages, tagged for screen readers, through Typst.

Typst is an optional part of the installation and is loaded when the first `PdfPages` is made.
Worker processes must be forked before that: a compiler that was used hangs in a forked copy.
"""

import json
import re
from collections.abc import Set as AbstractSet
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, cast

from cmio_advisor.errors import MissingExtraError
from cmio_advisor.reporting.document.document import Document
from cmio_advisor.reporting.formats.pdf_data import report_data

if TYPE_CHECKING:
    from typst import TypstError

TEMPLATE = Path(__file__).with_name("templates") / "report.typ"
NO_TIME = 0
NOT_IN_FONTS = re.compile(r'the text `"(.+?)"` could not be displayed', re.DOTALL)
"""How Typst names each piece of text that no font of its own has."""
ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")


def require_typst() -> None:
    """
    Look whether a PDF can be made here at all, without loading Typst.

    Raises:
        MissingExtraError: Typst is not installed.
    """
    if find_spec("typst") is None:
        raise MissingExtraError(
            "A PDF needs Typst, which is not installed here. Install it with: "
            "pip install 'cmio-advisor[pdf]'. Without it: --format html prints well."
        )


def render_pdf(document: Document) -> bytes:
    """
    The whole document as one PDF.

    Raises:
        MissingExtraError: Typst is not installed.
    """
    return PdfPages().render(document)


class PdfPages:
    """
    One Typst compiler for many documents, which is what makes the second one cheap.

    Raises:
        MissingExtraError: Typst is not installed.
    """

    def __init__(self) -> None:
        require_typst()
        from typst import Compiler, TypstError  # noqa: PLC0415 - only this form pays for Typst

        self._compiler = Compiler(TEMPLATE, root=TEMPLATE.parent, ignore_system_fonts=True)
        self._refused = TypstError
        self._not_in_fonts: frozenset[str] = frozenset()

    def render(self, document: Document) -> bytes:
        """
        The document as a PDF; the same document gives the same bytes.

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
        pdf = self._compiler.compile(
            format="pdf",
            sys_inputs={"data": json.dumps(data)},
            pdf_standards="ua-1",
            timestamp=NO_TIME,
        )
        return cast("bytes", pdf)  # a list is of images only


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
