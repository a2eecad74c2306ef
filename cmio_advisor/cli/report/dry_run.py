"""
What a run would write and take away, a name a line, with nothing written.
"""

from cmio_advisor.cli.output import say, standard_output
from cmio_advisor.cli.report.folder import LINES, PROBLEMS, ROADMAP, SUMMARY_PAGE, SUMMARY_TABLE
from cmio_advisor.cli.report.ledger import Ledger
from cmio_advisor.cli.report.leftovers import leftovers_of
from cmio_advisor.cli.report.run import blocks
from cmio_advisor.cli.report.worker import Task, missing
from cmio_advisor.domain.caseload.caseload import Caseload
from cmio_advisor.loading.clients.faults import BadRecordError
from cmio_advisor.loading.clients.source import ClientSource, client_reader, read_entry
from cmio_advisor.reporting.formats.caseload_csv import REPORTS
from cmio_advisor.reporting.formats.formats import ReportFormat


def list_changes(source: ClientSource, task: Task, *, fresh: bool, prune: bool) -> int:
    """
    Print the names in the order in which the files would be written; the number of bad records.
    """
    out, folder, own = standard_output(), task.folder, task.own()
    reader = client_reader(source, Caseload(task.roadmap, task.on))
    ledger = Ledger(folder, fresh=fresh)
    if not ledger.fits:
        say(ledger.misfit())
    bad = 0
    for block in blocks(source.entries, task, ledger):
        for entry, seals in zip(block.entries, block.seals, strict=True):
            try:
                client = read_entry(entry, reader)
            except BadRecordError:
                bad += 1
                continue
            for _, name in missing(client.id, zip(own, seals, strict=True), folder):
                out.write(f"{REPORTS}/{name}\n")
    others = [LINES, ROADMAP] if ReportFormat.JSONL in task.formats else []
    others += [PROBLEMS] if bad or (folder.top.kind(PROBLEMS) and not prune) else []
    for name in (*others, SUMMARY_TABLE, SUMMARY_PAGE):
        out.write(f"{name}\n")
    if prune:
        left = leftovers_of(ledger, folder, task.formats, problems=bad > 0)
        names = (*(f"{REPORTS}/{name}" for name in left.reports), *left.of_the_whole)
        out.writelines(f"remove {name}\n" for name in names)
    return bad
