"""``assess``: from a profile, flags or the interview to next steps and a pay band."""

from pathlib import Path
from typing import Annotated

import typer

from cmio_advisor.cli.answer_options import with_answer_options
from cmio_advisor.cli.commands.plan_options import decisions_taken
from cmio_advisor.cli.completion import ids
from cmio_advisor.cli.freshness import StrictFreshOption, require_fresh
from cmio_advisor.cli.options import NoInputOption, QuietOption, known_id
from cmio_advisor.cli.output import refuse_existing, refuse_inputs
from cmio_advisor.cli.profile_input import read_profile_input
from cmio_advisor.cli.rendering import Result
from cmio_advisor.cli.result_command import Request, result_command
from cmio_advisor.domain.assess.assess import assess as assess_profile
from cmio_advisor.domain.assess.assessment import Assessment
from cmio_advisor.domain.judge.results import Answer
from cmio_advisor.domain.profile.profile import Profile
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.errors import NotReadyError, UsageError
from cmio_advisor.loading.profile.settings import Assignment
from cmio_advisor.loading.roadmap.files import roadmap_files
from cmio_advisor.loading.roadmap.store import load_roadmap, roadmap_folder
from cmio_advisor.loading.text.files import STANDARD_INPUT
from cmio_advisor.reporting.document.document import Document
from cmio_advisor.reporting.views.sections import AssessmentSection

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@result_command(app, sections=AssessmentSection)
@with_answer_options
def assess(
    *,
    profile: Annotated[
        str | None,
        typer.Argument(metavar="[PROFILE]", help="A profile file, or - for standard input."),
    ] = None,
    answers: tuple[Assignment, ...],
    save: Annotated[
        str | None, typer.Option("--save", metavar="FILE", help="Write the answers as a profile.")
    ] = None,
    ask: Annotated[
        bool, typer.Option("--ask", help="Ask what PROFILE leaves open, then assess.")
    ] = False,
    with_: Annotated[
        list[str] | None,
        typer.Option(
            "--with",
            metavar="ID",
            help="Take in this decision of the roadmap. May be repeated.",
            autocompletion=ids("decisions"),
        ),
    ] = None,
    require_ready: Annotated[
        bool, typer.Option("--require-ready", help="Exit with 4 unless ready to apply.")
    ] = False,
    require_standing: Annotated[
        str | None,
        typer.Option(
            "--require-standing",
            metavar="ID",
            help="Exit with 4 unless the standing is this one or a better one, such as building.",
            autocompletion=ids("standings"),
        ),
    ] = None,
    strict_fresh: StrictFreshOption = False,
    request: Request,
    no_input: NoInputOption = False,
    quiet: QuietOption = False,
) -> Result | int:
    """
    Compare a person's answers with the roadmap: next steps and an estimated pay band.

    With a PROFILE or answers as options nothing is asked. On a terminal with neither, the
    questions are asked one by one.

    The ids that options take: cmio-advisor roadmap ids.
    """
    is_given, named, rules = profile is not None or bool(answers), request.folder, request.rules
    if not is_given and named is None and not no_input:
        from cmio_advisor.cli.interview.answers import chosen_roadmap  # noqa: PLC0415 - only then

        named = chosen_roadmap(rules)
        rules = load_roadmap(named) if named else rules
    on, force = request.on, request.delivery.force
    _check_targets(save, request, force=force)
    if strict_fresh:
        require_fresh(rules, on)
    taken = decisions_taken(with_, rules)
    enough = _standings(require_standing, rules)
    person = read_profile_input(profile, answers, rules, quiet=quiet) if is_given else Profile()
    if ask or save is not None or not is_given:
        from cmio_advisor.cli.interview.answers import Keeping, complete  # noqa: PLC0415 - only then

        keeping = Keeping(target=save, force=force, quiet=quiet)
        asks = ask or not is_given
        completed = complete(person, rules, on, keeping, asks=asks, no_input=no_input)
        if isinstance(completed, int):
            return completed
        person, save = completed
    assessment = assess_profile(person, rules, on, taken)
    standing = assessment.standing
    refused = None
    if require_ready and assessment.ready_to_apply is not Answer.YES:
        refused = NotReadyError(
            f"Ready to apply: {assessment.ready_to_apply}. The required list is not complete."
        )
    elif enough and standing and standing.id not in enough:
        refused = NotReadyError(f"Standing: {standing.id}. Asked for: {enough[-1]}.")
    return Result(
        lambda: _document(assessment, save or profile, named),
        lambda: _json(assessment),
        refused=refused,
    )


def _standings(required: str | None, rules: Roadmap) -> tuple[str, ...]:
    """
    The ids of the standing that is required and of those that are better.

    Raises:
        UsageError: the roadmap has no such standing.
    """
    if required is None:
        return ()
    known = tuple(each.id for each in rules.standings)
    if not known:
        raise UsageError("--require-standing: this roadmap has no rules for a standing.")
    known_id("--require-standing", "a standing of the roadmap", required, known)
    return known[: known.index(required) + 1]


def _check_targets(save: str | None, request: Request, *, force: bool) -> None:
    """Refuse both targets before either is written."""
    output = request.delivery.output
    named = [Path(each) for each in (save, output) if each is not None and each != "-"]
    if len({each.resolve() for each in named}) < len(named):
        raise UsageError("--save and --output name the same file. Give two names.")
    if request.folder is not None:
        refuse_inputs(save, map(str, roadmap_files(roadmap_folder(request.folder))))
    for target in named:
        refuse_existing(target, force=force)


def _document(assessment: Assessment, profile: str | None, roadmap: str | None) -> Document:
    from cmio_advisor.reporting.views.assessment.document import assessment_document  # noqa: PLC0415 - not for JSON

    is_file = profile is not None and profile != STANDARD_INPUT
    return assessment_document(assessment, profile if is_file else None, roadmap)


def _json(assessment: Assessment) -> str:
    from cmio_advisor.reporting.json.assessment import assessment_json  # noqa: PLC0415 - for JSON only

    return assessment_json(assessment)
