"""``eligible``: which certifications a person may sit for on the day, and what the others need."""

from typing import Annotated

import typer

from cmio_advisor.cli.interview.saved_answers import profile_or_saved
from cmio_advisor.cli.options import NoInputOption, QuietOption, ids, term_id
from cmio_advisor.cli.profile_input import named_profile, read_profile_input
from cmio_advisor.cli.result_command import Request, Result, result_command
from cmio_advisor.domain.assess.assess import assess
from cmio_advisor.errors import UsageError
from cmio_advisor.reporting.json.assessment import eligible_json
from cmio_advisor.reporting.views.credentials import eligible_document
from cmio_advisor.reporting.views.sections import EligibleSection
from cmio_advisor.reporting.words.next_commands import typed_profile


@result_command(sections=EligibleSection)
def eligible(
    *,
    arguments: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[PROFILE] [CREDENTIAL]...",
            help="A profile file, or - for standard input (without it, on a terminal: the answers "
            "saved last), and ids of certifications (without them: all).",
            autocompletion=ids("certifications", files=True),
        ),
    ] = None,
    ask: Annotated[
        bool,
        typer.Option("--ask", help="Ask what the certifications named still wait for."),
    ] = False,
    every: Annotated[
        bool,
        typer.Option("--all", help="Also those of other fields, or below what is held."),
    ] = False,
    request: Request,
    no_input: NoInputOption = False,
    quiet: QuietOption = False,
) -> Result | int:
    """
    Show which certifications a person may sit for now, by which pathway and until when; what is
    missing for the others, and from when they may.
    """
    on, rules = request.on, request.rules
    profile, ids = named_profile(arguments)
    asked = [term_id("CREDENTIAL", "certifications", each, rules) for each in ids]
    profile = profile_or_saved(profile, request.delivery.output, rules, no_input=no_input)
    person = read_profile_input(profile, [], rules, quiet=quiet)
    if ask:
        if not ids:
            raise UsageError("--ask: name the certifications, as in: eligible PROFILE pmp --ask")
        from cmio_advisor.cli.interview.answers import Keeping, complete_for  # noqa: PLC0415 - only then

        about = tuple(each for each in asked if each)
        keeping = Keeping(target=None, force=False, quiet=quiet)
        completed = complete_for(about, person, rules, on, keeping, no_input=no_input)
        if isinstance(completed, int):
            return completed
        person, _ = completed
    assessment = assess(person, rules, on)
    results = tuple(
        each for each in assessment.credentials if not asked or each.credential.id in asked
    )
    return Result(
        lambda: eligible_document(
            assessment,
            results,
            typed_profile(profile, request.folder),
            everything=every or bool(ids),
        ),
        lambda: eligible_json(assessment, results),
    )
