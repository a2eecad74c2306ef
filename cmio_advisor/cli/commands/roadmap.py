"""``roadmap``, its commands for whoever reads or writes a roadmap."""

from contextlib import ExitStack
from pathlib import Path
from shlex import quote

import typer

from cmio_advisor import errors
from cmio_advisor.cli import options as opt
from cmio_advisor.cli.command_line import HelpfulCommand, HelpfulGroup
from cmio_advisor.cli.output import deliver, refuse_inputs, say, write_file
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.loading.roadmap import files
from cmio_advisor.loading.roadmap.store import load_programs, load_roadmap, roadmap_folder
from cmio_advisor.reporting.wording import counted

app = typer.Typer(
    cls=HelpfulGroup,
    rich_markup_mode=None,
    add_completion=False,
    help="Show or check a roadmap, for those who write one.",
)

OLD = opt.argument("OLD", files.shipped_ids)
NEW = opt.argument("NEW", files.shipped_ids)
ENTRIES = opt.ids("steps", "requirements", "certifications")


@app.command(cls=HelpfulCommand)
@opt.result_command()
def show(*, entry: str | None = opt.argument("[ID]", ENTRIES), request: opt.Request) -> opt.Result:
    from cmio_advisor.reporting.views.roadmap import of_roadmap, roadmap_document  # noqa: PLC0415 - not for check

    on, rules = request.on, request.rules
    known = tuple(each.id for each in (*rules.steps, *rules.requirements(), *rules.credentials))
    wanted = opt.known_id("ID", "a step, requirement or certification", entry, known)
    return opt.Result(
        lambda: roadmap_document(rules, wanted, on), lambda: of_roadmap(rules, wanted)
    )


@app.command(cls=HelpfulCommand)
@opt.result_command()
def ids(*, kind: str | None = opt.argument("[KIND]"), request: opt.Request) -> opt.Result:
    from cmio_advisor.reporting.views.roadmap import IDS_FORM, KINDS, ids_document, titles_of  # noqa: PLC0415 - for ids only

    rules, wanted = request.rules, opt.known_id("KIND", "a kind of ids", kind, KINDS)
    return opt.Result(
        lambda: ids_document(rules, wanted, request.on),
        lambda: (IDS_FORM, titles_of(rules, wanted)),
    )


@app.command(cls=HelpfulCommand)
def check(
    *,
    folder: str | None = opt.argument("[DIR]"),
    strict_fresh: bool = opt.STRICT_FRESH,
    roadmap: str | None = opt.ROADMAP,
    as_of: str | None = opt.AS_OF,
) -> None:
    from cmio_advisor.loading.roadmap.parser import check_files, parse_programs, routes_nowhere  # noqa: PLC0415 - for check only

    on = opt.day_of(as_of)
    asked = folder if folder is not None else roadmap
    stale: list[str] = []
    verdicts: list[str] = []
    faults: list[str] = []
    for named in files.shipped_ids() if asked is None else (asked,):
        data = files.roadmap_bytes(roadmap_folder(named))
        try:
            rules, evidence, unfinished = check_files(data, max(on, opt.today()))
            if nowhere := list(routes_nowhere(rules, load_programs())):
                raise errors.RoadmapError(nowhere)  # noqa: TRY301 - told as what the files say
        except errors.RoadmapError as error:
            faults += [f"{named}/{each}" if asked is None else each for each in error.problems]
            continue
        verdicts += unfinished
        old = opt.stale_lines(evidence, rules, on)
        stale += old
        verdicts.append(_verdict(rules, len(evidence), len(old)))
    if faults:
        raise errors.RoadmapError(faults)
    if asked is None:
        shipped = files.shipped_folder(files.PROGRAMS)
        programs = parse_programs(files.folder_bytes(shipped, files.PROGRAM_FILES))
        beside = list(programs.evidence())
        old = opt.stale_lines(beside, load_roadmap(), on)
        verdicts.append(
            f"The programs are sound: {len(list(programs.all()))} of them, {len(beside)} pieces of "
            f"evidence from {len(programs.sources)} sources, {len(old)} of them stale."
        )
        stale += old
    if stale and strict_fresh:
        raise errors.RoadmapError(stale)
    deliver("\n".join([*stale, *verdicts]) + "\n", None, force=False)


def _verdict(roadmap: Roadmap, evidence: int, stale: int) -> str:
    requirements = len(list(roadmap.requirements()))
    facts = f"{counted(evidence, 'fact')} from {counted(len(roadmap.sources), 'source')}"
    return (
        f"The roadmap {roadmap.id} {roadmap.version} is sound: "
        f"{counted(len(roadmap.steps), 'step')}, {counted(requirements, 'requirement')}, "
        f"{counted(len(roadmap.credentials), 'certification')}, {facts}, {stale} of them stale."
    )


@app.command(cls=HelpfulCommand)
@opt.result_command()
def test(
    *,
    roadmap: str = opt.argument("DIR", files.shipped_ids),  # noqa: PT028 - the command is called so, and is no test
    arguments: str | None = opt.argument("[CASES]"),  # noqa: PT028 - as above
    request: opt.Request,
) -> opt.Result:
    from cmio_advisor.domain.scenarios.trials import MadeUp, RoadmapTrial  # noqa: PLC0415 - as above
    from cmio_advisor.loading.cases import FOLDER, case_files, cases_at, read_cases  # noqa: PLC0415 - as above
    from cmio_advisor.reporting.views.differences import TRIAL, trial_document  # noqa: PLC0415 - as above

    on, rules = request.on, load_roadmap(roadmap)
    own = arguments is None
    cases = case_files(roadmap_folder(roadmap) / FOLDER) if own else cases_at(arguments or "")
    refuse_inputs(request.output, map(str, cases))
    trials, others = read_cases(cases, rules)
    found = RoadmapTrial(made_up=MadeUp(rules, on), trials=trials, others=others)
    failed = len(found.failed), len(found.breaches)
    refused = f"Otherwise: {counted(failed[0], 'case')}. Broken: {counted(failed[1], 'law')}."
    return opt.Result(
        lambda: trial_document(found, on),
        lambda: (TRIAL, found),
        refused=errors.AdvisorError(refused) if any(failed) else None,
        rules=rules,
    )


@app.command(cls=HelpfulCommand)
@opt.result_command()
def diff(*, against: str = OLD, roadmap: str = NEW, request: opt.Request) -> opt.Result:
    from cmio_advisor.domain.scenarios.edits import edits  # noqa: PLC0415 - not for check
    from cmio_advisor.reporting.views.differences import DIFF, Differences, diff_document  # noqa: PLC0415 - as above

    old, new = load_roadmap(against), load_roadmap(roadmap)
    found, on = Differences(old, new, edits(old, new)), request.on
    return opt.Result(lambda: diff_document(found, on), lambda: (DIFF, found), rules=new)


@app.command(cls=HelpfulCommand)
@opt.result_command()
def impact(
    *,
    against: str = OLD,
    roadmap: str = NEW,
    clients: str = opt.argument("CLIENTS"),
    output: str = opt.option("--output -o DIR", default=...),
    force: bool = opt.FORCE,
    request: opt.Request,
) -> opt.Result:
    from cmio_advisor.cli.report.without_reports import IMPACT_TABLE, write_impact  # noqa: PLC0415 - not for check
    from cmio_advisor.reporting.views.differences import IMPACT, impact_document  # noqa: PLC0415 - as above

    if not output:
        raise errors.UsageError("Give the folder to write into: -o DIR.")
    old, new, on = load_roadmap(against), load_roadmap(roadmap), request.on
    old, new = old.beside(new), new.beside(old)
    found = write_impact(old, new, clients, output, on, force=force)
    partly = errors.PartlyReadError(
        f"{output}: Some records could not be read: see problems.csv there."
    )
    return opt.Result(
        lambda: impact_document(found, str(Path(output) / IMPACT_TABLE), on),
        lambda: (IMPACT, found),
        refused=partly if found.problems else None,
        rules=new,
    )


@app.command(cls=HelpfulCommand)
def new(role: str = opt.argument("ROLE"), folder: str = opt.argument("DIR")) -> None:
    if not folder:
        raise errors.UsageError("DIR: Give the folder to make.")
    target = Path(folder)
    texts = files.starter_files(role, load_roadmap().vocabulary.terms("roles"))
    try:
        target.mkdir(parents=True, exist_ok=True)
        is_taken = any(target.iterdir())
    except FileExistsError:
        is_taken = True
    except OSError as error:
        raise errors.OutputExistsError(f"{folder}: It cannot be made: {error.strerror}.") from None
    if is_taken:
        raise errors.OutputExistsError(f"{folder}: It is there already. Name a new folder.")
    with ExitStack() as of_failure:  # half a roadmap would be in the way of the next
        for name, text in texts.items():
            head = f"# yaml-language-server: $schema={files.shipped_schema(name).as_uri()}\n"
            path = target / f"{name}.yaml"
            write_file(path, (head + text).encode(), force=False)
            of_failure.callback(path.unlink)
        of_failure.pop_all()
    say(f"Write over what stands in {folder}, then: cmio-advisor roadmap check {quote(folder)}")


SCHEMAS = (
    *("profile", "scenarios", "assessment", "assessment-line", "plan", "what-if", "compare"),
    *("programs", "roadmap-test", "roadmap-diff", "roadmap-impact", "explanation", *files.FILES),
    *("program-lists", "neighbors", "wages"),
)
"""What has a schema: the profile and scenarios, the results, the roadmap's files."""


@app.command(cls=HelpfulCommand)
def schema(
    *, name: str = opt.argument("NAME"), output: str | None = opt.OUTPUT, force: bool = opt.FORCE
) -> None:
    wanted = opt.known_id("NAME", "a format with a schema", name, SCHEMAS)
    deliver(files.shipped_schema(str(wanted)).read_text(encoding="utf-8"), output, force=force)
