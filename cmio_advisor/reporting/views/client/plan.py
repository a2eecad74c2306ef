"""
The plan in a counselor's report: its sentences, its chart and its table.
"""

from cmio_advisor.domain.plan.plan import PlanOutline
from cmio_advisor.reporting.document.document import Block, Line, Paragraph, Section
from cmio_advisor.reporting.views.plan.steps import plan_at_a_glance
from cmio_advisor.reporting.words.plan_summary import outline_summary, untold_text

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
