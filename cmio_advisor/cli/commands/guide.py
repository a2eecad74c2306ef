"""
``guide``: what the job is, topic by topic, with sources and corrections.
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
    known_id,
)
from cmio_advisor.cli.rendering import deliver_result
from cmio_advisor.loading.roadmap.store import load_guide, load_roadmap
from cmio_advisor.reporting.json.text import guide_json
from cmio_advisor.reporting.views.guide import guide_document

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command()
def guide(
    topic: Annotated[
        str | None, typer.Argument(metavar="[TOPIC]", help="A topic's id. Without: the list.")
    ] = None,
    as_of: AsOfOption = None,
    roadmap: RoadmapOption = None,
    format_: FormatOption = None,
    output: OutputOption = None,
    force: ForceOption = False,
    color: ColorOption = Color.AUTO,
) -> None:
    """
    Read about the job: responsibilities, skills, pay as guides tell it, trends, rules to follow,
    questions and answers. What better evidence says stands beside what career guides claim.
    """
    on = day_of(as_of)
    rules = load_roadmap(roadmap)
    told = load_guide(roadmap)
    known = tuple(each.id for each in told.topics)
    wanted = known_id("TOPIC", "a topic of the guide", topic, known)
    found = next((each for each in told.topics if each.id == wanted), None)
    deliver_result(
        lambda: guide_document(rules, told, found, on),
        lambda: guide_json(rules, told, found, on),
        Delivery(format=format_, output=output, force=force, color=color),
    )
