"""What a run would write and take away, a name a line, with nothing written."""

from cmio_advisor.cli.output import say, standard_output
from cmio_advisor.cli.report.folder import PROBLEMS, READINGS, SUMMARY_PAGE, SUMMARY_TABLE
from cmio_advisor.cli.report.ledger import Ledger
from cmio_advisor.cli.report.leftovers import leftovers_of
from cmio_advisor.cli.report.run import blocks, lists_of
from cmio_advisor.cli.report.worker import Task, is_nameless, missing
from cmio_advisor.domain.caseload.caseload import Caseload
from cmio_advisor.domain.caseload.triage import Overview
from cmio_advisor.loading.clients.faults import BadRecordError
from cmio_advisor.loading.clients.source import ClientSource, client_reader, read_entry
from cmio_advisor.reporting.formats.tables import REPORTS


def list_changes(source: ClientSource, task: Task, *, fresh: bool, prune: bool) -> Overview:
    """
    Print the names in the order in which the files would be written; what was met of bad records.
    """
    out, folder, own = standard_output(), task.folder, task.own()
    caseload = Caseload(task.roadmap, task.on)
    reader = client_reader(source, caseload, strict=task.strict)
    ledger = Ledger(folder, fresh=fresh)
    if not ledger.fits:
        say(ledger.misfit())
    met = Overview()
    for block in blocks(source.entries, task, ledger):
        for entry, made in zip(block.entries, block.made, strict=True):
            try:
                client = read_entry(entry, reader)
            except BadRecordError as error:
                met.bad_records += 1
                met.nameless += is_nameless(entry, error.faults)
                continue
            met.clients += 1
            met.partly_read += bool(reader.notes.faults)
            met.readings += len(reader.notes.readings)
            digest = task.digest(client.profile()) if own else ""
            forms = zip(own, made, strict=True)
            for _, name, seal in missing(client.id, forms, digest, folder):
                if folder.is_changed(name, seal):
                    # Without a seal only the report made anew tells whether this one was changed.
                    unsure = "" if seal else " if it differs"
                    copy = folder.copy_name(name)
                    out.write(f"keep {REPORTS}/{name} as {REPORTS}/{copy}{unsure}\n")
                out.write(f"{REPORTS}/{name}\n")
    others = [*task.of_lines]
    lists = lists_of(met)
    kept = [name for name in (PROBLEMS, READINGS) if folder.top.kind(name) and not prune]
    others += [name for name in (PROBLEMS, READINGS) if name in (*lists, *kept)]
    for name in (*others, SUMMARY_TABLE, SUMMARY_PAGE):
        out.write(f"{name}\n")
    if prune:
        left = leftovers_of(met, ledger, folder, (*task.of_lines, *lists))
        names = (*(f"{REPORTS}/{name}" for name in left.reports), *left.of_the_whole)
        out.writelines(f"remove {name}\n" for name in names)
    return met
