"""
``eligible``: which certifications a person may sit for on the day, and what the others need.
"""

from typing import Annotated

import typer

from cmio_advisor.cli.options import ProfileArgument, term_id
from cmio_advisor.cli.profile_input import read_profile_input
from cmio_advisor.cli.rendering import Result
from cmio_advisor.cli.result_command import Request, result_command
from cmio_advisor.domain.assess.assess import assess
from cmio_advisor.reporting.json.assessment import eligible_json
from cmio_advisor.reporting.views.credentials import eligible_document

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@result_command(app)
def eligible(
    *,
    profile: ProfileArgument,
    credential: Annotated[
        list[str] | None,
        typer.Argument(metavar="[CREDENTIAL]...", help="Ids of certifications. Without: all."),
    ] = None,
    request: Request,
) -> Result:
    """
    Show which certifications a person may sit for now, by which pathway and until when; what is
    missing for the others, and from when they may.
    """
    on, rules = request.on, request.rules
    asked = [term_id("CREDENTIAL", "certifications", each, rules) for each in credential or ()]
    assessment = assess(read_profile_input(profile, [], rules), rules, on)
    results = tuple(
        each for each in assessment.credentials if not asked or each.credential.id in asked
    )
    return Result(
        lambda: eligible_document(assessment, results),
        lambda: eligible_json(assessment, results),
    )
