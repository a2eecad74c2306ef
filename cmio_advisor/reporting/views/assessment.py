"""
The assessment as a report: for the person, or with the plan and room to write for a client; and all
that is known, behind its first page: every step, requirement, certification and figure.
"""

from collections.abc import Iterable, Iterator

from cmio_advisor.domain.assess.assess import Assessment
from cmio_advisor.domain.base.frozen import replace
from cmio_advisor.domain.base.sentences import date_text
from cmio_advisor.domain.judge.results import StandingResult, State, StepResult
from cmio_advisor.domain.plan.plan import PlanOutline
from cmio_advisor.domain.roadmap.roadmap import Question, Roadmap
from cmio_advisor.domain.routes.next_steps import NextStep
from cmio_advisor.reporting import document as doc
from cmio_advisor.reporting import wording
from cmio_advisor.reporting.json.plan import ClientFile
from cmio_advisor.reporting.plan_summary import outline_summary, untold_text
from cmio_advisor.reporting.views import sections
from cmio_advisor.reporting.views.credentials import credential_entry, is_apart
from cmio_advisor.reporting.views.page import (
    about_section,
    commands_section,
    first_page,
    shown_steps,
    standing_text,
)
from cmio_advisor.reporting.views.pay import pay_blocks
from cmio_advisor.reporting.views.steps import (
    dates_to_keep,
    next_step_entry,
    plan_at_a_glance,
    programs_in_plan,
    step_entry,
)

WRITTEN = "Who helps me with this, and by when it is done"
NOTES = (
    ("In my own words: what I want, and what I am ready to give up for it", 2),
    ("Notes from our conversation", 3),
    ("Our next review (date, and what will be on the table)", 1),
)


def assessment_document(
    assessment: Assessment, file: str | None = None, roadmap: str | None = None
) -> doc.Document:
    """The whole assessment; ``file`` and ``roadmap`` are what commands to type call these."""
    page = first_page(assessment, types=True)
    closing = about_section(assessment), commands_section(assessment, file, roadmap)
    return _document("Assessment", assessment, (*page, *closing), details(assessment, types=True))


def client_document(client: ClientFile, *, appendix: bool = True) -> doc.Document:
    """A client's report: the first page, the plan, room to write, the rest as an appendix."""
    assessment = client.assessment
    page = first_page(assessment, types=False)
    behind = plan_section(client.plan), *worksheet(assessment), about_section(assessment)
    # In short none of the appendix is shown, and it is most of the work.
    rest = (*behind, *details(assessment, types=False)) if appendix else behind
    found = _document("Report", assessment, page, rest)
    return found if appendix else doc.brief(found)


def _document(
    kind: str, assessment: Assessment, page: Iterable[doc.Section], rest: Iterable[doc.Section]
) -> doc.Document:
    behind = [each for each in rest if each.blocks]
    if behind:
        behind[0] = replace(behind[0], opens_page=True)
    whose = sections.owner_text(assessment.profile.name)
    return doc.Document(
        f"The way to {assessment.roadmap.title}",
        f"{kind}{whose}, {date_text(assessment.as_of)}",
        (*page, *behind),
        sources=assessment.roadmap.sources,
    )


def plan_section(outline: PlanOutline) -> doc.Section:
    blocks = (
        " ".join(outline_summary(outline)),
        untold_text(outline, in_short=True),
        plan_at_a_glance(outline),
        dates_to_keep(outline, whole=False),
        programs_in_plan(outline, types=False),
    )
    return doc.Section("Your plan in time", blocks if outline.steps else ())


def worksheet(assessment: Assessment) -> tuple[doc.Section, ...]:
    """Each step of the first page with how it is known as done, who helps, by when; and notes."""
    notes = (doc.WritingSpace(label, lines) for label, lines in NOTES)
    return doc.Section("Worksheet", map(_exercise, shown_steps(assessment))), doc.Section(
        "Notes", notes
    )


def _exercise(step: NextStep) -> doc.Entry:
    needed = step.requirement.need if step.requirement else ""
    done = doc.Facts([doc.Fact("How you know that it is done", needed)])
    return doc.Entry(step.route.title, (done, doc.WritingSpace(WRITTEN, 1)))


def details(assessment: Assessment, *, types: bool) -> Iterator[doc.Section]:
    """All behind the first page; for a reader who ``types`` commands, with what to type."""
    later = (*assessment.next_steps, *assessment.later_steps)
    at_once = len(assessment.next_steps)
    yield _steps_section("The next steps in full", later[:at_once], assessment, 1)
    yield _steps_section("Later", later[at_once:], assessment, at_once + 1)
    if assessment.ask_next is not None:
        yield _question(assessment.ask_next)
    yield _advice(assessment)
    if assessment.standing is not None:
        yield _compared(assessment.standing, assessment.roadmap)
    yield _stage(assessment)
    steps = (step_entry(each, assessment) for each in assessment.steps)
    yield doc.Section("Step by step", steps, full=True, name="steps")
    yield sections.other_paths_section(assessment.ways_on, full=True)
    yield sections.decisions_section(
        assessment.decisions, assessment.roadmap, sections.TAKE_IN if types else "", full=True
    )
    credentials = assessment.credentials
    entries = map(credential_entry, sorted(credentials, key=is_apart))
    yield doc.Section("Certifications", entries, full=True, name="certifications")
    yield doc.Section("The pay in full", pay_blocks(assessment), full=True, name="pay")
    searches = (each.credential.searched for each in credentials)
    routes = (*(each.route for each in later), *(each.route for each in assessment.decisions))
    unpriced = (
        *(each.title for each in routes if each.cost is None),
        *(each.credential.short for each in credentials if each.credential.fee is None),
    )
    yield sections.searched_section(
        (*sections.assessment_searches(assessment), *searches), unpriced=unpriced, full=True
    )
    texts = assessment.roadmap.texts
    limits = f"{texts['how_made']} {texts['limits']} {texts['no_promise']}"
    about = limits, sections.roadmap_text(assessment.roadmap)
    yield doc.Section("How this was made", about, full=True, name="about")


def _steps_section(
    title: str, steps: Iterable[NextStep], assessment: Assessment, first: int
) -> doc.Section:
    numbered = enumerate(steps, first)
    entries = (next_step_entry(each, assessment, str(number)) for number, each in numbered)
    name = "next" if first == 1 else "later"
    return doc.Section(title, entries, full=True, name=name)


def _question(question: Question) -> doc.Section:
    blocks = (
        doc.Line(f"{question.text} {question.why}", question.evidence),
        doc.Facts([doc.Fact("Field of the profile", question.field)]),
    )
    return doc.Section("What to tell us next", blocks, full=True, name="question")


def _advice(assessment: Assessment) -> doc.Section:
    entries = (
        doc.Entry(
            each.title, doc.Bullets(doc.Line(point.text, point.evidence) for point in each.points)
        )
        for each in assessment.advice
    )
    return doc.Section("Advice that fits you", entries, full=True, name="advice")


def _compared(found: StandingResult, roadmap: Roadmap) -> doc.Section:
    missing = map(roadmap.requirement, found.missing)
    shares = (doc.Line(f"{each.title}: {each.share}", each.evidence) for each in missing)
    blocks = (
        standing_text(found),
        doc.Bullets(shares, label="What is known of what is missing"),
        doc.Line(found.standing.about, found.standing.evidence) if found.standing else None,
    )
    return doc.Section(wording.COMPARED, blocks, full=True, name="standing")


def _stage(assessment: Assessment) -> doc.Section:
    rung, why = assessment.stage.rung, assessment.stage.why
    facts = (
        doc.Fact("Stage today", f"{rung.title}. {rung.about}", rung.evidence) if rung else None,
        *(
            doc.Fact(
                kind.capitalize(), f"{each.met} met, {each.open} open, {each.unknown} not answered"
            )
            for kind, each in assessment.readiness.items()
        ),
    )
    blocks = (
        " ".join(assessment.summary),
        doc.Line(why, rung.evidence if rung else ()),
        doc.Facts(facts),
        doc.Facts(map(_step_row, assessment.steps)),
    )
    return doc.Section("The steps at a glance", blocks, full=True, name="steps")


def _step_row(result: StepResult) -> doc.Fact:
    mark, word = wording.step_state(result)
    met = sum(each.state.is_satisfied for each in result.requirements)
    untold = sum(
        each.state is State.UNKNOWN and not wording.is_under_way(each)
        for each in result.requirements
    )
    more = f", {untold} not answered" if untold and mark is not doc.Mark.UNTOLD else ""
    label = f"{result.step.number}. {result.step.title}"
    return doc.Fact(label, f"{word}, {met} of {len(result.requirements)} met{more}")
