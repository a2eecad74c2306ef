"""Two versions of a roadmap held against one caseload, a client at a time."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from cmio_advisor.cli.output import refuse_existing, refuse_inputs, say, write_file
from cmio_advisor.cli.report.folder import PROBLEMS, refuse_own_input
from cmio_advisor.cli.report.run import TABLE
from cmio_advisor.cli.report.worker import problem_of
from cmio_advisor.domain.caseload.caseload import Caseload
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.domain.scenarios.edits import Replay, edits
from cmio_advisor.domain.scenarios.turned import Impact, impact_of, result_of
from cmio_advisor.errors import OutputExistsError
from cmio_advisor.loading.clients.cells import BadRecordError
from cmio_advisor.loading.clients.reader import ClientReader
from cmio_advisor.loading.clients.source import (
    ClientSource,
    open_clients,
    read_entry,
    unlike_before,
)
from cmio_advisor.loading.text.files import make_private_folder
from cmio_advisor.reporting.formats.tables import PROBLEMS_HEADER, csv_line
from cmio_advisor.reporting.views.differences import COLUMNS, CaseloadImpact

IMPACT_TABLE = "impact.csv"


def write_impact(
    old: Roadmap, new: Roadmap, clients: str, folder: str, on: date, *, force: bool
) -> CaseloadImpact:
    """The table of all clients in a folder, and what of the records could not be read."""
    refuse_own_input(clients, folder)
    targets = [Path(folder) / name for name in (IMPACT_TABLE, PROBLEMS)]
    for target in targets:
        refuse_inputs(str(target), [clients])
        refuse_existing(target, force=force)
    problems: list[str] = []
    with open_clients(clients) as source:
        if source.note:
            say(source.note)
        impacts = tuple(_impacts(old, new, source, on, problems))
    found = CaseloadImpact(old=old, new=new, impacts=impacts, problems=len(problems))
    try:
        make_private_folder(Path(folder))
    except OSError as error:
        raise OutputExistsError(f"{folder}: It cannot be made: {error.strerror}.") from None
    lines = [csv_line(COLUMNS), *(csv_line(found.cells(each)) for each in found.impacts)]
    for target, text in zip(targets, (lines, [PROBLEMS_HEADER, *problems]), strict=True):
        write_file(target, "".join(text).encode(TABLE), force=force)
    return found


def _impacts(
    old: Roadmap, new: Roadmap, source: ClientSource, on: date, problems: list[str]
) -> Iterator[Impact]:
    """What turns for each client; what of a record cannot be read is noted in ``problems``."""
    replay = Replay(old, new, edits(old, new))
    sides = [Caseload(each, on) for each in (old, new)]
    readers = [ClientReader(each, source.header.columns) for each in sides]
    for entry in unlike_before(source.entries, readers[1]):
        try:
            then, now = (read_entry(entry, each) for each in readers)
        except BadRecordError as error:
            problems.append(problem_of(entry, error.faults, assessed=False))
            continue
        if faults := readers[1].notes.faults:
            problems.append(problem_of(entry, faults, assessed=True))
        was, seen = (
            result_of(side.assess(each)) for side, each in zip(sides, (then, now), strict=True)
        )
        yield impact_of(now.id, was, seen, replay)
