"""The assessment as a report: for the person, or with the plan and room to write for a client."""

from collections.abc import Iterable

from cmio_advisor.domain.assess.assessment import Assessment
from cmio_advisor.domain.base.frozen import replace
from cmio_advisor.domain.base.sentences import date_text
from cmio_advisor.domain.plan.plan import PlanOutline
from cmio_advisor.domain.routes.next_steps import NextStep
from cmio_advisor.reporting.document.brief import brief
from cmio_advisor.reporting.document.document import (
    Document,
    Entry,
    Fact,
    Facts,
    Section,
    WritingSpace,
)
from cmio_advisor.reporting.json.plan import ClientFile
from cmio_advisor.reporting.views.assessment.details import details
from cmio_advisor.reporting.views.assessment.page import (
    about_section,
    commands_section,
    first_page,
    shown_steps,
)
from cmio_advisor.reporting.views.plan.steps import plan_at_a_glance, programs_in_plan
from cmio_advisor.reporting.views.sections import owner_text
from cmio_advisor.reporting.views.steps import dates_to_keep
from cmio_advisor.reporting.words.plan_summary import outline_summary, untold_text

WRITTEN = "Who helps me with this, and by when it is done"
NOTES = (
    ("In my own words: what I want, and what I am ready to give up for it", 2),
    ("Notes from our conversation", 3),
    ("Our next review (date, and what will be on the table)", 1),
)


def assessment_document(
    assessment: Assessment, file: str | None = None, roadmap: str | None = None
) -> Document:
    """The whole assessment; ``file`` and ``roadmap`` are what commands to type call these."""
    page = first_page(assessment, types=True)
    closing = about_section(assessment), commands_section(assessment, file, roadmap)
    return _document("Assessment", assessment, (*page, *closing), details(assessment, types=True))


def client_document(client: ClientFile, *, appendix: bool = True) -> Document:
    """A client's report: the first page, the plan, room to write, the rest as an appendix."""
    assessment = client.assessment
    page = first_page(assessment, types=False)
    behind = plan_section(client.plan), *worksheet(assessment), about_section(assessment)
    # In short none of the appendix is shown, and it is most of the work.
    rest = (*behind, *details(assessment, types=False)) if appendix else behind
    found = _document("Report", assessment, page, rest)
    return found if appendix else brief(found)


def _document(
    kind: str, assessment: Assessment, page: Iterable[Section], rest: Iterable[Section]
) -> Document:
    behind = [each for each in rest if each.blocks]
    if behind:
        behind[0] = replace(behind[0], opens_page=True)
    whose = owner_text(assessment.profile.name)
    return Document(
        f"The way to {assessment.roadmap.title}",
        f"{kind}{whose}, {date_text(assessment.as_of)}",
        (*page, *behind),
        sources=assessment.roadmap.sources,
    )


def plan_section(outline: PlanOutline) -> Section:
    """The plan in time, by the fastest routes; nothing where nothing is to do."""
    blocks = (
        " ".join(outline_summary(outline)),
        untold_text(outline, in_short=True),
        plan_at_a_glance(outline),
        dates_to_keep(outline, whole=False),
        programs_in_plan(outline, types=False),
    )
    return Section("Your plan in time", blocks if outline.steps else ())


def worksheet(assessment: Assessment) -> tuple[Section, ...]:
    """Each step of the first page with how it is known as done, who helps, by when; and notes."""
    notes = (WritingSpace(label, lines) for label, lines in NOTES)
    return Section("Worksheet", map(_exercise, shown_steps(assessment))), Section("Notes", notes)


def _exercise(step: NextStep) -> Entry:
    needed = step.requirement.need if step.requirement else ""
    done = Facts([Fact("How you know that it is done", needed)])
    return Entry(step.route.title, (done, WritingSpace(WRITTEN, 1)))
