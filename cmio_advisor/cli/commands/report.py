"""``report``: a caseload in, a report for each client and one view of the whole out."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Literal

import typer

from cmio_advisor.cli import options as opt
from cmio_advisor.cli.output import deliver, is_plain, is_terminal, refuse_inputs, say
from cmio_advisor.cli.report import folder
from cmio_advisor.cli.report.run import Task, list_changes, run_caseload
from cmio_advisor.domain.caseload import SORTS, TABLE, Caseload, Overview
from cmio_advisor.domain.profile.fields import COLUMNS
from cmio_advisor.errors import UsageError
from cmio_advisor.loading.clients.source import ClientSource, open_clients
from cmio_advisor.loading.clients.table import columns_near
from cmio_advisor.loading.roadmap.files import shipped_ids
from cmio_advisor.loading.roadmap.store import load_programs, load_roadmap
from cmio_advisor.loading.shapes.values import WholeNumber
from cmio_advisor.loading.text.files import STANDARD_INPUT, message
from cmio_advisor.reporting.cleaning import visible
from cmio_advisor.reporting.formats import ReportFormat
from cmio_advisor.reporting.formats.tables import clients_workbook, table_template, worked_row
from cmio_advisor.reporting.wording import counted

OK, SOME_FAILED = 0, 3
STOPPED = "Stopped. What is finished stands. To go on: the same command with --resume."
AUTO = "auto"
"""In place of a roadmap's name: for each client the nearest of those that are shipped."""
TABLES = ("", ".csv", ".xlsx")
"""How the name of a table ends that is written; any other would not say what is in it."""
MOST_COLUMNS, MOST_NEAR = 12, 2
"""Columns that one message names."""


def report(
    *,
    clients: str | None = opt.argument("[CLIENTS]"),
    output: str | None = opt.option("--output -o DIR"),
    format_: str = opt.option("--format FORMS", default="html"),
    sheet: str | None = opt.option("--sheet NAME"),
    template: bool = opt.flag("--template"),
    sort: Literal[tuple(SORTS)] = opt.option(  # type: ignore[valid-type]
        "--sort BY", default=TABLE
    ),
    names: bool = opt.flag("--names"),
    appendix: bool = opt.flag("--appendix"),
    resume: bool = opt.flag("--resume"),
    force: bool = opt.flag("--force"),
    prune: bool = opt.flag("--prune"),
    fix: str | None = opt.option("--fix FILE"),
    strict: bool = opt.flag("--strict"),
    dry_run: bool = opt.flag("--dry-run"),
    jobs: int | None = opt.number_option("--jobs N", WholeNumber(1, 256, "processes")),
    strict_fresh: bool = opt.STRICT_FRESH,
    as_of: str | None = opt.AS_OF,
    roadmap: str | None = opt.option("--roadmap ID|DIR|auto", panel=opt.RULES),
    quiet: bool = opt.flag("--quiet -q", opt.ASKING),
) -> int:
    of_a_run = {"--dry-run": dry_run, "--resume": resume, "--prune": prune, "--strict": strict}
    of_a_run |= {"--names": names, "--appendix": appendix, "--fix": template and bool(fix)}
    given = ", ".join(name for name, each in of_a_run.items() if each)
    if given and (template or fix is not None):
        raise UsageError(message(__file__, "of_a_run", given=given))
    one = None if roadmap == AUTO else roadmap  # for what is the same, whichever is nearest
    if template:
        _write_template([each for each in (output, clients) if each is not None], one, force=force)
        return OK
    if clients is None:
        raise UsageError("Give the caseload: a table, a folder of profiles, or - (or --template).")
    if fix is not None:
        on = opt.day_of(as_of)
        return _put_right(clients, sheet, one, fix, output, on, force=force, quiet=quiet)
    _check_output(clients, output, dry_run=dry_run, opposite=resume and force)
    wanted = {opt.form_of(each.strip(), tuple(ReportFormat)) for each in format_.split(",")}
    formats = tuple(each for each in ReportFormat if each in wanted)  # once each, in a fixed order
    on = opt.day_of(as_of)
    if ReportFormat.PDF in formats:
        from cmio_advisor.reporting.formats.pdf import require_typst  # noqa: PLC0415 - for PDF only

        require_typst()
    programs = load_programs()
    cores = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
    ids = shipped_ids() if roadmap == AUTO else (roadmap,)
    rules, *others = (load_roadmap(each) for each in ids)
    if strict_fresh:
        opt.require_fresh(rules, on)
    resume = resume or (prune and not force)
    prints = [each.fingerprint for each in (rules, *others)]  # of several one of all
    made_by = sha256(" ".join(prints).encode()).hexdigest() if others else rules.fingerprint
    with (
        open_clients(clients, sheet) as source,
        folder.opened_folder(
            output or "",
            (on.isoformat(), made_by),
            resume=resume,
            force=force,
            reports=formats != (ReportFormat.JSONL,),
            look_only=dry_run,
        ) as opened,
    ):
        task = Task(
            roadmap=rules,
            programs=programs,
            on=on,
            columns=source.header.columns,
            formats=formats,
            names=names,
            sort=sort,
            folder=opened,
            appendix=appendix,
            strict=strict,
            others=tuple(others),
            jobs=jobs or cores,
            fresh=not resume,
            prune=prune,
        )
        if not quiet:
            _say_of(source)
        if dry_run:
            overview = list_changes(source, task)
        else:
            with _progress(source, quiet=quiet) as shown:
                overview, notes = run_caseload(source.entries, task, shown)
            if not quiet:
                told = [_ended(overview, task), *notes, *_passed_over(source)]
                say("\n".join(told))
    return SOME_FAILED if overview.bad_records or overview.partly_read else OK


def _write_template(named: list[str], roadmap: str | None, *, force: bool) -> None:
    """Raises `UsageError` where several files are named, or one that ends like something else."""
    if len(named) > 1:
        raise UsageError("--template: Two files are named. Give the one to write.")
    rules, output = load_roadmap(roadmap), named[0] if named else None
    if _is_workbook(output or ""):
        made = clients_workbook(rules, tuple(COLUMNS), [worked_row(rules)])
    else:
        is_file = output not in (None, STANDARD_INPUT)
        made = table_template(rules).encode("utf-8-sig" if is_file else "utf-8")
    deliver(made, output, force=force)


def _is_workbook(name: str) -> bool:
    """Raises `UsageError` where a table cannot be written under that name."""
    ending = Path(name).suffix.lower()
    if ending not in TABLES:
        raise UsageError(f"{name[:60]}: A table is written as a workbook (.xlsx) or in CSV (.csv).")
    return ending == ".xlsx"


def _put_right(
    clients: str,
    sheet: str | None,
    roadmap: str | None,
    fix: str,
    output: str | None,
    on: date,
    *,
    force: bool,
    quiet: bool,
) -> int:
    from cmio_advisor.cli.report.without_reports import fixed_table  # noqa: PLC0415 - seldom

    if output is not None:
        raise UsageError("--fix writes the table put right, and no reports. Leave -o out.")
    refuse_inputs(fix, [clients])
    as_workbook = _is_workbook(fix)
    with open_clients(clients, sheet) as source:
        if not quiet:
            _say_of(source)
        caseload = Caseload(load_roadmap(roadmap), on)
        fixed = fixed_table(source, caseload, as_workbook=as_workbook)
    made: str | bytes = fixed.table
    if fix == STANDARD_INPUT:  # without a file's mark; a terminal gets no control byte
        made = fixed.table.decode("utf-8-sig")
        if is_terminal(sys.stdout):
            made = "\n".join(visible(each, 10 * len(each)) for each in made.split("\n"))
    deliver(made, fix, force=force)
    if not quiet:
        say("\n".join([fixed.told(fix), *_passed_over(source)]))
    return OK if fixed.is_whole else SOME_FAILED


def _say_of(source: ClientSource) -> None:
    if source.note:
        say(source.note)
    if source.header.read_as:
        pairs = (f'"{written[:60]}" as {column}' for written, column in source.header.read_as)
        say(f"Columns of another name: {_named(list(pairs))}.")
    if source.header.own:
        own = []
        for written in source.header.own:
            near = " or ".join(columns_near(written)[:MOST_NEAR])
            own.append(f'"{written[:60]}"' + (f" (if you mean {near}, name it so)" * bool(near)))
        say(f"Columns of your own, which no report reads: {_named(own)}.")


def _named(listed: list[str]) -> str:
    """As many of a list as a line has room for."""
    more = f" and {len(listed) - MOST_COLUMNS:,} more" if len(listed) > MOST_COLUMNS else ""
    return ", ".join(listed[:MOST_COLUMNS]) + more


def _passed_over(source: ClientSource) -> Iterator[str]:
    if source.unnamed:
        places = _named([f"column {at}" for at in sorted(source.unnamed)])
        yield f"Columns without a name, which no report reads: {places}. Name them in the header."


def _check_output(clients: str, output: str | None, *, dry_run: bool, opposite: bool) -> None:
    if output == STANDARD_INPUT:
        raise UsageError("-o -: A caseload goes into a folder, not to standard output: -o DIR.")
    if output:
        folder.refuse_own_input(clients, output)
    elif not dry_run:
        raise UsageError("Give the folder to write into: -o DIR.")
    if opposite:
        raise UsageError("--resume and --force say opposite things. Give one of them.")


@contextmanager
def _progress(source: ClientSource, *, quiet: bool) -> Iterator[Callable[[Overview], None]]:
    """Shows on a terminal how far a run has come; says how to go on if it is stopped."""
    try:
        if quiet or not is_terminal(sys.stderr) or is_plain() or not source.size:
            yield lambda _: None
        else:
            with typer.progressbar(length=source.size, label="Clients", file=sys.stderr) as bar:
                yield lambda _: bar.update(source.position() - bar.pos)
    except KeyboardInterrupt:
        say(STOPPED)
        raise


def _ended(overview: Overview, task: Task) -> str:
    from cmio_advisor.reporting.views.caseload import named_in_short, nearer_text  # noqa: PLC0415 - at the end

    output, made = task.folder.top.path, overview.counts["made"]
    unread = f"could not be read: see {output}/{folder.PROBLEMS}"
    told = (
        (
            overview.readings,
            "cell",
            f"read in other words than ours: see {output}/{folder.READINGS}",
        ),
        (overview.partly_read, "client", f"assessed without a cell that {unread}"),
        (overview.bad_records, "record", unread),
        (overview.ids_of_digits, "id", message(__file__, "of_digits")),
    )
    page = f"{output}/{folder.SUMMARY_PAGE}"
    lines = [f"{counted(overview.clients, 'client')} assessed. The overview: {page}"]
    if task.own() and not task.fresh:
        anew = f"Made anew, to print again: {named_in_short(overview.made, made)}. " if made else ""
        lines.append(f"{anew}All {'other ' if made else ''}reports stand as they were.")
    lines += [f"{counted(number, of)} {said}" for number, of, said in told if number]
    if overview.counts["nearer"]:
        lines.append(f"Nearer to another roadmap: {nearer_text(overview)}")
    return "\n".join(lines)
