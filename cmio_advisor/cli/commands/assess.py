"""
``assess``: from a profile, flags or the interview to next steps and a pay band.
"""

from pathlib import Path
from typing import Annotated

import typer

from cmio_advisor.cli.commands.plan_options import decisions_taken
from cmio_advisor.cli.freshness import StrictFreshOption, require_fresh
from cmio_advisor.cli.options import NoInputOption, QuietOption
from cmio_advisor.cli.output import refuse_existing
from cmio_advisor.cli.profile_input import Flag, read_profile_input
from cmio_advisor.cli.rendering import Result
from cmio_advisor.cli.result_command import Request, result_command
from cmio_advisor.domain.assess.assess import assess as assess_profile
from cmio_advisor.domain.assess.assessment import Assessment
from cmio_advisor.domain.judge.results import Answer
from cmio_advisor.domain.profile.profile import Profile
from cmio_advisor.errors import NotReadyError, UsageError
from cmio_advisor.reporting.document.document import Document

app = typer.Typer(rich_markup_mode=None, add_completion=False)


def _list_of(option: str, text: str) -> object:
    return typer.Option(option, help=f"{text} May be repeated; replaces the file's list.")


@result_command(app)
def assess(
    *,
    profile: Annotated[
        str | None,
        typer.Argument(metavar="[PROFILE]", help="A profile file, or - for standard input."),
    ] = None,
    degree: Annotated[
        list[str] | None, _list_of("--degree", "A degree's id (md, mba, ...).")
    ] = None,
    license_: Annotated[
        str | None, typer.Option("--license", help="unrestricted, restricted or none.")
    ] = None,
    residency: Annotated[
        str | None, typer.Option("--residency", help="The residency's specialty, or none.")
    ] = None,
    residency_status: Annotated[
        str | None,
        typer.Option("--residency-status", help="completed, in-progress or planned."),
    ] = None,
    residency_completed: Annotated[
        str | None, typer.Option("--residency-completed", help="When: 2014, 2014-06.")
    ] = None,
    residency_country: Annotated[
        str | None,
        typer.Option("--residency-country", help="Where: two letters, such as US, CA or GB."),
    ] = None,
    fellowship: Annotated[
        list[str] | None,
        _list_of("--fellowship", "The specialty of a finished, accredited fellowship."),
    ] = None,
    board: Annotated[
        list[str] | None, _list_of("--board", "A current board certificate's specialty.")
    ] = None,
    clinical_years: Annotated[
        str | None,
        typer.Option("--clinical-years", help='Years of patient care after training: 9, "5-7".'),
    ] = None,
    informatics_years: Annotated[
        str | None, typer.Option("--informatics-years", help="Years of informatics work.")
    ] = None,
    informatics_fte: Annotated[
        str | None,
        typer.Option("--informatics-fte", help="Its share of full time, 0 to 1: 0.25."),
    ] = None,
    cert: Annotated[
        list[str] | None, _list_of("--cert", "A certification's id (cphims, ...).")
    ] = None,
    leadership_years: Annotated[
        str | None, typer.Option("--leadership-years", help="Years of leadership.")
    ] = None,
    leadership_role: Annotated[
        list[str] | None, _list_of("--leadership-role", "A leadership role, now or before.")
    ] = None,
    people_led: Annotated[
        str | None, typer.Option("--people-led", help="How many people you lead.")
    ] = None,
    project: Annotated[
        list[str] | None, _list_of("--project", "A kind of health IT project.")
    ] = None,
    membership: Annotated[list[str] | None, _list_of("--membership", "An association.")] = None,
    activity: Annotated[list[str] | None, _list_of("--activity", "An activity.")] = None,
    role: Annotated[str | None, typer.Option("--role", help="The present post's id.")] = None,
    organization: Annotated[
        str | None, typer.Option("--organization", help="The kind of employer.")
    ] = None,
    beds: Annotated[str | None, typer.Option("--beds", help="The employer's staffed beds.")] = None,
    state: Annotated[str | None, typer.Option("--state", help="Two-letter state code.")] = None,
    save: Annotated[
        str | None, typer.Option("--save", metavar="FILE", help="Write the answers as a profile.")
    ] = None,
    ask: Annotated[
        bool, typer.Option("--ask", help="Ask what PROFILE leaves open, then assess.")
    ] = False,
    with_: Annotated[
        list[str] | None,
        typer.Option(
            "--with", metavar="ID", help="Take in this decision of the roadmap. May be repeated."
        ),
    ] = None,
    require_ready: Annotated[
        bool, typer.Option("--require-ready", help="Exit with 4 unless ready to apply.")
    ] = False,
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
    flags = [
        Flag("--degree", "degrees", degree),
        Flag("--license", "license", license_),
        *_residency_flags(residency, residency_status, residency_completed, residency_country),
        *_fellowship_flags(fellowship),
        Flag("--board", "board_certifications", board),
        Flag("--clinical-years", "clinical.years", clinical_years),
        Flag("--informatics-years", "informatics.years", informatics_years),
        Flag("--informatics-fte", "informatics.fte", informatics_fte),
        Flag("--cert", "certifications", cert),
        Flag("--leadership-years", "leadership.years", leadership_years),
        Flag("--leadership-role", "leadership.roles", leadership_role),
        Flag("--people-led", "leadership.people_led", people_led),
        Flag("--project", "projects", project),
        Flag("--membership", "memberships", membership),
        Flag("--activity", "activities", activity),
        Flag("--role", "role", role),
        Flag("--organization", "setting.organization", organization),
        Flag("--beds", "setting.beds", beds),
        Flag("--state", "setting.state", state),
    ]
    on, rules, force = request.on, request.rules, request.delivery.force
    _check_targets(save, request.delivery.output, force=force)
    if strict_fresh:
        require_fresh(rules, on)
    taken = decisions_taken(with_, rules)
    is_given = profile is not None or any(flag.is_given for flag in flags)
    person = read_profile_input(profile, flags, rules) if is_given else Profile()
    if ask or save is not None or not is_given:
        from cmio_advisor.cli.interview.answers import Keeping, complete  # noqa: PLC0415 - only then

        keeping = Keeping(target=save, force=force, quiet=quiet)
        asks = ask or not is_given
        completed = complete(person, rules, on, keeping, asks=asks, no_input=no_input)
        if isinstance(completed, int):
            return completed
        person = completed
    assessment = assess_profile(person, rules, on, taken)
    refused = None
    if require_ready and assessment.ready_to_apply is not Answer.YES:
        refused = NotReadyError(
            f"Ready to apply: {assessment.ready_to_apply}. The required list is not complete."
        )
    return Result(lambda: _document(assessment), lambda: _json(assessment), refused=refused)


def _check_targets(save: str | None, output: str | None, *, force: bool) -> None:
    """
    Refuse both targets before either is written.
    """
    named = [Path(each) for each in (save, output) if each is not None and each != "-"]
    if len(named) > 1 and named[0] == named[1]:
        raise UsageError("--save and --output name the same file. Give two names.")
    for target in named:
        refuse_existing(target, force=force)


def _document(assessment: Assessment) -> Document:
    from cmio_advisor.reporting.views.assessment import assessment_document  # noqa: PLC0415 - not for JSON

    return assessment_document(assessment)


def _json(assessment: Assessment) -> str:
    from cmio_advisor.reporting.json.text import assessment_json  # noqa: PLC0415 - for JSON only

    return assessment_json(assessment)


def _residency_flags(
    specialty: str | None, status: str | None, completed: str | None, country: str | None
) -> list[Flag]:
    if specialty in ("none", "unknown"):
        if (status, completed, country) != (None, None, None):
            raise UsageError(
                f"--residency {specialty} leaves no status, no date and no country to tell."
            )
        return [Flag("--residency", "residency", specialty)]
    return [
        Flag("--residency", "residency.specialty", specialty),
        Flag("--residency-status", "residency.status", status),
        Flag("--residency-completed", "residency.completed", completed),
        Flag("--residency-country", "residency.country", country),
    ]


def _fellowship_flags(specialties: list[str] | None) -> list[Flag]:
    return [Flag("--fellowship", "fellowships", specialties)]
