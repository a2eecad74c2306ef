"""``init``: a profile to fill in."""

from shlex import quote

from cmio_advisor.cli.options import FORCE, ROADMAP, argument, day_of
from cmio_advisor.cli.output import deliver, refuse_inputs, say
from cmio_advisor.domain.base.frozen import replace
from cmio_advisor.domain.caseload.caseload import Caseload
from cmio_advisor.domain.profile.fields import COLUMNS
from cmio_advisor.domain.profile.profile import Profile
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.loading.clients.reader import ClientReader
from cmio_advisor.loading.roadmap.files import roadmap_files, shipped_schema
from cmio_advisor.loading.roadmap.store import load_roadmap, roadmap_folder
from cmio_advisor.reporting.formats.client_templates import worked_row
from cmio_advisor.reporting.profile_files import starter


def init(
    *,
    file: str | None = argument(
        "[FILE]", "The file to write. Without it, or as -: standard output."
    ),
    force: bool = FORCE,
    roadmap: str | None = ROADMAP,
) -> None:
    """
    Write a profile to fill in: every line says what it is for and has an answer to write over.

    It is valid as it stands, and says nothing yet. An editor that knows YAML schemas completes ids
    in it and marks what cannot be.
    """
    rules = load_roadmap(roadmap)
    if roadmap is not None:
        refuse_inputs(file, map(str, roadmap_files(roadmap_folder(roadmap))))
    text = starter(_sample(rules), rules, shipped_schema("profile").as_uri())
    deliver(text, file, force=force)
    if file not in (None, "-"):
        by = f" --roadmap {quote(roadmap)}" if roadmap else ""
        say(f"Fill in {file}, then: cmio-advisor assess {quote(str(file))}{by}")


def _sample(rules: Roadmap) -> Profile:
    """The worked row of a table of clients, as of today, with what this roadmap asks for."""
    on = day_of(None)
    reader = ClientReader(Caseload(rules, on), tuple(COLUMNS))
    row = worked_row(rules)
    return replace(reader.from_row(row).profile(), as_of=on)
