"""
``eligible``: which certifications a person may sit for on the day, and what the others need.
"""

from typing import Annotated

import typer

from cmio_advisor.cli.options import (
    AsOfOption,
    Color,
    ColorOption,
    Delivery,
    ForceOption,
    FormatOption,
    OutputOption,
    RoadmapOption,
    day_of,
    term_id,
)
from cmio_advisor.cli.profile_input import read_profile_input
from cmio_advisor.cli.rendering import deliver_result
from cmio_advisor.domain.assess.assess import assess
from cmio_advisor.loading.roadmap.store import load_roadmap
from cmio_advisor.reporting.json.text import eligible_json
from cmio_advisor.reporting.views.credentials import eligible_document

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command()
def eligible(
    profile: Annotated[
        str, typer.Argument(metavar="PROFILE", help="A profile file, or - for standard input.")
    ],
    credential: Annotated[
        list[str] | None,
        typer.Argument(metavar="[CREDENTIAL]...", help="Ids of certifications. Without: all."),
    ] = None,
    as_of: AsOfOption = None,
    roadmap: RoadmapOption = None,
    format_: FormatOption = None,
    output: OutputOption = None,
    force: ForceOption = False,
    color: ColorOption = Color.AUTO,
) -> None:
    """
    Show which certifications a person may sit for now, by which pathway and until when; what is
    missing for the others, and from when they may.
    """
    on = day_of(as_of)
    rules = load_roadmap(roadmap)
    asked = [term_id("CREDENTIAL", "certifications", each, rules) for each in credential or ()]
    assessment = assess(read_profile_input(profile, [], rules), rules, on)
    results = tuple(
        each for each in assessment.credentials if not asked or each.credential.id in asked
    )
    deliver_result(
        lambda: eligible_document(assessment, results),
        lambda: eligible_json(assessment, results),
        Delivery(format=format_, output=output, force=force, color=color),
    )
