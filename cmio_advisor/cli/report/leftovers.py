"""
What stands in a folder of reports and is not of the run: found, listed, and taken away on request.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from cmio_advisor.cli.output import say
from cmio_advisor.cli.report.folder import SUMMARY_PAGE, SUMMARY_TABLE, ReportFolder
from cmio_advisor.cli.report.ledger import Ledger
from cmio_advisor.domain.caseload.triage import Overview
from cmio_advisor.reporting.formats.tables import REPORTS
from cmio_advisor.reporting.words.wording import counted

MOST_NAMED = 10
"""Files that one message names."""


class Leftovers(NamedTuple):
    """
    Clients' reports that were made here and are as they were made, those that somebody has
    changed since, and files that stand for the whole of an earlier run.
    """

    reports: tuple[str, ...]
    changed: tuple[str, ...]
    of_the_whole: tuple[str, ...]


def leftovers_of(
    overview: Overview, ledger: Ledger, folder: ReportFolder, of_this_run: Sequence[str]
) -> Leftovers:
    """
    What is left over once every record was met; ``of_this_run`` are the files of the whole in which
    anything stands now, beside the summary.

    Nothing is where `why_all_stays` says so.
    """
    if why_all_stays(overview):
        return Leftovers((), (), ())
    standing = sorted(filter(folder.reports.kind, ledger.others))
    whole = {name for name in standing if folder.holds(name, ledger.seal(name))}
    kept = (*of_this_run, SUMMARY_PAGE, SUMMARY_TABLE)
    return Leftovers(
        tuple(name for name in standing if name in whole),
        tuple(name for name in standing if name not in whole),
        tuple(name for name in folder.files_of_the_whole() if name not in kept),
    )


def why_all_stays(overview: Overview) -> str:
    """
    Why nobody can be said to have left, if so: a record that does not tell whose it is may be that
    of anybody who seems to have, and a table without any was perhaps never filled.
    """
    if overview.nameless:
        return "A record does not tell whose it is"
    return "" if overview.clients or overview.bad_records else "There is no client in what was read"


def take_away(found: Leftovers, overview: Overview, ledger: Ledger, folder: ReportFolder) -> None:
    """Remove what is left over; what somebody has changed since stays."""
    for name in found.reports:
        folder.reports.remove(name)
    for name in found.of_the_whole:
        folder.top.remove(name)
    if not why_all_stays(overview):
        ledger.forget(ledger.others.difference(found.changed))


def taken_away_text(found: Leftovers, overview: Overview) -> list[str]:
    """What a counselor is told after that."""
    if why := why_all_stays(overview):
        return [f"{why}, so nobody can be said to have left: all stays."]
    files = len(found.reports) + len(found.of_the_whole)
    changed = (
        f"{REPORTS}/{name} was changed since it was made. It stays." for name in found.changed
    )
    return [f"{counted(files, 'file')} not of this run taken away.", *changed]


def kept_text(kept: Sequence[tuple[str, str]]) -> list[str]:
    """What a counselor is told of reports that somebody had changed."""
    if not kept:
        return []
    named = "; ".join(f"{REPORTS}/{copy}" for _, copy in kept[:MOST_NAMED])
    more = f" and {len(kept) - MOST_NAMED:,} more" if len(kept) > MOST_NAMED else ""
    return [f"Reports that somebody had changed are made anew. The changed ones: {named}{more}."]


@contextmanager
def told_at_failure(kept: Sequence[tuple[str, str]]) -> Iterator[None]:
    """Say what was kept also where a run does not end well: no later one knows these names."""
    try:
        yield
    except BaseException:
        for each in kept_text(kept):
            say(each)
        raise


def left_alone_text(ledger: Ledger, folder: ReportFolder) -> list[str]:
    """What a counselor is told where nothing was to be taken away."""
    standing = [name for name in ledger.others if folder.reports.kind(name)]
    forms = sum(name.partition(".")[0] in ledger.clients for name in standing)
    others = len(standing) - forms
    found = {"of these clients in other forms": forms, "of clients not in this table": others}
    parts = [f"{counted(number, 'report')} {whose}" for whose, number in found.items() if number]
    if not parts:
        return []
    return [f"In {REPORTS}/, left as before (--prune takes them away): {'; '.join(parts)}."]
