"""
The plan in a counselor's report: its sentences, its chart and its table.
"""

from cmio_advisor.domain.plan.plan import PlanOutline
from cmio_advisor.reporting.document.document import Block, Line, Paragraph, Section
from cmio_advisor.reporting.json.parts import Json, cost_mapping, day_text
from cmio_advisor.reporting.views.plan.steps import plan_at_a_glance, slack_text
from cmio_advisor.reporting.words.plan_summary import (
    outline_summary,
    planned_as_open,
    taken_as_met,
    untold_text,
)

MORE = "The full plan adds chances, doors that close, other routes, and what it costs."


def plan_section(outline: PlanOutline) -> Section:
    """
    The plan in time, by the fastest routes; nothing where nothing is to do.
    """
    if not outline.steps:
        return Section("Your plan in time", ())
    blocks: list[Block] = [Paragraph(Line(" ".join(outline_summary(outline))))]
    if untold := untold_text(outline):
        blocks.append(Paragraph(Line(untold)))
    return Section(
        "Your plan in time", (*blocks, *plan_at_a_glance(outline), Paragraph(Line(MORE)))
    )


def outline_mapping(outline: PlanOutline) -> Json:
    """
    The same as JSON.
    """
    required = outline.required_finish
    return {
        "start": outline.start.isoformat(),
        "finish": outline.finish and outline.finish.likely.isoformat(),
        "required_finish": required and required.likely.isoformat(),
        "summary": list(outline_summary(outline)),
        "planned_as_open": list(planned_as_open(outline)),
        "finish_if_met": day_text(outline.finish_if_met),
        "taken_as_met": list(taken_as_met(outline)),
        "steps": [
            {
                "requirement": each.requirement.id,
                "id": each.route.id,
                "start": each.start.isoformat(),
                "end": each.end.isoformat(),
                "latest_end": each.latest_end.isoformat(),
                "slack": slack_text(each),
                "cost_usd": cost_mapping(each.cost),
                "needs": list(each.needs),
                "brings": list(each.brings),
            }
            for each in outline.steps
        ],
    }
