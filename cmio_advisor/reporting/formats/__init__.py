"""The formats a result can have, and the names of its parts."""

from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from cmio_advisor.reporting.document import Document

NamedForm = TypeVar("NamedForm", bound=StrEnum)

OTHER_NAMES = {"md": "markdown", "markdown": "md", "htm": "html", "txt": "plain"}
"""Other names of forms, and endings of files that promise one."""


class Format(StrEnum):
    """What a result can be written as; the value is what ``--format`` takes."""

    TERMINAL = "terminal"
    PLAIN = "plain"
    MARKDOWN = "markdown"
    HTML = "html"
    PDF = "pdf"
    JSON = "json"
    ICS = "ics"
    CSV = "csv"


OF_RESULTS = tuple(each for each in Format if each not in (Format.ICS, Format.CSV))
OF_PLANS = (*OF_RESULTS, Format.ICS)
OF_PROGRAMS = (*OF_RESULTS, Format.CSV)


def names_in(names: str) -> tuple[str, ...]:
    """The names of a result's sections, by which each can be asked for, or of a table's columns."""
    return tuple(names.split())


ASSESSMENT_SECTIONS = names_in(
    """next question standing decisions other-paths pay notes later advice steps certifications
    not-found about commands"""
)
PLAN_SECTIONS = names_in(
    """summary other-paths notes overview dates programs steps finish decisions leaving-out doors
    waiting routes money unknown not-found about"""
)
ELIGIBLE_SECTIONS = names_in("open held unknown not-yet other-fields not-found about")
EXPLANATION_SECTIONS = names_in(
    "state rule change answers routes decisions evidence not-found about"
)
WHAT_IF_SECTIONS = names_in("compared changes about")
PAY_SECTIONS = names_in("offer band places postings notes figures guides not-found")


class ReportFormat(StrEnum):
    """What a caseload can be written as; the overview links to the first that there is."""

    HTML = "html"
    PDF = "pdf"
    MARKDOWN = "md"
    JSON = "json"
    ICS = "ics"
    JSONL = "jsonl"


def form_named(name: str, forms: Iterable[NamedForm]) -> NamedForm | None:
    """The one among some forms that has this name, or another name of it."""
    return next((each for each in forms if each in (name, OTHER_NAMES.get(name))), None)


def engine_of(form: StrEnum) -> "Callable[[Document], str | bytes]":
    """What makes text or bytes of a document for any screen, loaded only where it is used."""
    match form_named(form, Format):
        case Format.PDF:
            from cmio_advisor.reporting.formats.pdf import PdfPages  # noqa: PLC0415 - as above

            return PdfPages().render
        case Format.MARKDOWN:
            from cmio_advisor.reporting.formats.text import render_markdown  # noqa: PLC0415 - as above

            return render_markdown
        case Format.HTML:
            from cmio_advisor.reporting.formats.html import render_html  # noqa: PLC0415 - as above

            return render_html
        case Format.PLAIN:
            from cmio_advisor.reporting.formats.text import render_plain  # noqa: PLC0415 - as above

            return render_plain
    raise ValueError(f"No document is written as {form}.")
