"""The ids that profiles, tables and options may use, with their titles."""

from datetime import date

from cmio_advisor.domain.base.terms import METROS
from cmio_advisor.domain.profile.fields import FIELDS, Kind
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.reporting.document.document import Document, Fact, Facts, Line, Paragraph, Section
from cmio_advisor.reporting.json.form import TEXT, Writing, by_id, itself, json_text, keys
from cmio_advisor.reporting.json.parts import heading
from cmio_advisor.reporting.words.wording import date_text

IDS_FORM = keys(**heading("cmio-advisor/ids/1"), ids=(by_id(by_id(TEXT)), itself))
LISTS = (
    "degrees",
    "specialties",
    "certifications",
    "roles",
    "leadership_roles",
    "projects",
    "memberships",
    "activities",
    "organizations",
    "states",
    METROS,
    "countries",
    "answers",
)
REQUIREMENTS = "requirements"
KINDS = (*LISTS, REQUIREMENTS)
FOR_OPTIONS = (
    "For explain, and for --with (those that help) and --without (those expected) of a plan."
)


def ids_document(roadmap: Roadmap, kind: str | None, on: date) -> Document:
    """The ids of one kind, or of all."""
    return Document(
        title=f"Ids: {roadmap.title}",
        subtitle=f"Roadmap version {roadmap.version}, seen on {date_text(on)}",
        sections=tuple(_section(roadmap, each) for each in _wanted(kind)),
        sources=roadmap.sources,
    )


def ids_json(roadmap: Roadmap, kind: str | None, on: date) -> str:
    """The same as JSON: titles by id, by kind."""
    titles = {each: _titles(roadmap, each) for each in _wanted(kind)}
    return json_text(IDS_FORM, titles, Writing(roadmap, on))


def _wanted(kind: str | None) -> tuple[str, ...]:
    return KINDS if kind is None else (kind,)


def _titles(roadmap: Roadmap, kind: str) -> dict[str, str]:
    if kind == REQUIREMENTS:
        return {each.id: f"{each.title} ({each.strength})" for each in roadmap.requirements()}
    return dict(roadmap.vocabulary.titles(kind))


def _section(roadmap: Roadmap, kind: str) -> Section:
    ids = tuple(Fact(each, told) for each, told in _descriptions(roadmap, kind).items())
    taken_from = roadmap.vocabulary.evidence.get(kind, ())
    return Section(
        kind.replace("_", " ").capitalize(),
        (Paragraph(Line(_used_for(kind), taken_from)), Facts(ids)),
    )


def _descriptions(roadmap: Roadmap, kind: str) -> dict[str, str]:
    """Titles by id, with the other names by which each is known."""
    if kind == REQUIREMENTS:
        return _titles(roadmap, kind)
    terms = roadmap.vocabulary.terms(kind)
    return {
        each.id: "; also ".join(filter(None, (each.title, ", ".join(each.names)))) for each in terms
    }


def _used_for(kind: str) -> str:
    if kind == REQUIREMENTS:
        return FOR_OPTIONS
    columns = columns_of(kind)
    return f"{'Column' if len(columns) == 1 else 'Columns'} of a table: {', '.join(columns)}."


def columns_of(kind: str) -> tuple[str, ...]:
    """The columns of a table that take ids of one list."""
    if kind == "countries":
        trainings = (row for row in FIELDS if row.kind is Kind.TRAININGS)
        return tuple(row.columns[-1].name for row in trainings)
    return tuple(row.columns[0].name for row in FIELDS if row.terms == kind)
