"""
The first page: what to do, where a person stands, what is missing, what the job pays.

What it tells in short, sections of the same names behind it tell in full.
"""

from collections.abc import Iterator, Sequence

from cmio_advisor.domain.assess.asking import questions_ahead
from cmio_advisor.domain.assess.assessment import Assessment, Notice
from cmio_advisor.domain.assess.notices import NEAREST
from cmio_advisor.domain.base.frozen import replace
from cmio_advisor.domain.base.time import Cost, Months
from cmio_advisor.domain.judge.case import ProfileCase
from cmio_advisor.domain.judge.results import Answer, State
from cmio_advisor.domain.roadmap.roadmap import Strength
from cmio_advisor.domain.routes.next_steps import STEPS_SHOWN, NextStep
from cmio_advisor.reporting.document.document import Bullets, Entry, Fact, Facts, Line, Section
from cmio_advisor.reporting.views.assessment.standing import (
    is_in_the_job,
    is_place,
    is_unlike,
    may_start_anew,
    odds_evidence,
    odds_text,
    standing_section,
)
from cmio_advisor.reporting.views.pay import PAY_NOTE, pay_lines
from cmio_advisor.reporting.views.sections import not_found_text, notes_section, roadmap_text
from cmio_advisor.reporting.views.steps import BEGINS, when_facts
from cmio_advisor.reporting.words import wording

QUESTIONS_SHOWN = 6
UNCHECKED = "Nobody has checked your answers; do not decide on this alone."
HEADINGS = (
    "What to do next",
    "Your next step",
    "Your next two steps",
    "Your next three steps",
)
ENDING_NOTE, NOT_READ = "certificate_expiring", "not_read"
ONLY_IF = ("Only if", "not done already")


def first_page(assessment: Assessment, *, types: bool) -> Iterator[Section]:
    """Its sections, the steps first; for a reader who ``types`` commands, with what to type."""
    if asks_first(assessment):
        yield _question(assessment, also=() if types else _asked_too(assessment))
    yield _steps(assessment)
    yield standing_section(assessment, types=types)
    yield Section("What the job pays", pay_lines(assessment), name="pay")
    yield notes_section(_not_said_yet(assessment))


def _not_said_yet(assessment: Assessment) -> Iterator[Notice]:
    """
    The notices of which neither the pay, a step shown nor what to type speaks; another roadmap that
    is nearer stands there, for a reader who can choose it.
    """
    renewed = sum(each.route.renews is not None for each in shown_steps(assessment))
    ending = sum(each.code == ENDING_NOTE for each in assessment.warnings)
    said = {NOT_READ, PAY_NOTE, NEAREST, *([ENDING_NOTE] if ending <= renewed else [])}
    paid = assessment.pay.target.notes if assessment.pay else ()
    return (each for each in assessment.warnings if each.code not in said and each.text not in paid)


def asks_first(assessment: Assessment) -> bool:
    """
    Whether every advice rests on what is told next: whether anything formal is in the way, or the
    standing, is not known, no step can be named before the answer, or a residency may have been
    done abroad. That of whoever holds the job does not.
    """
    compared = assessment.standing
    is_open = assessment.ready_to_apply is Answer.UNKNOWN or not assessment.next_steps
    is_open = is_open or (compared is not None and compared.standing is None)
    is_open = is_open or may_start_anew(assessment)
    return assessment.ask_next is not None and is_open and not is_in_the_job(assessment)


def shown_steps(assessment: Assessment) -> tuple[NextStep, ...]:
    """The next steps that stand on the first page."""
    return assessment.next_steps[:STEPS_SHOWN]


def _asked_too(assessment: Assessment) -> tuple[str, ...]:
    """
    The questions after the first, where most of the required list was not told: then the answers
    matter more than any step.
    """
    required = assessment.readiness[Strength.REQUIRED]
    if required.unknown <= required.met + required.open:
        return ()
    case = ProfileCase(assessment.profile, assessment.roadmap, assessment.as_of)
    unknown = (each for each in assessment.requirements() if each.state is State.UNKNOWN)
    ahead = questions_ahead(case, unknown)
    return tuple(each.text for each in ahead[1:QUESTIONS_SHOWN])


def _question(assessment: Assessment, also: Sequence[str]) -> Section:
    question = assessment.ask_next
    lines = (question.text, Line(question.why, question.evidence)) if question else ()
    blocks = lines, Bullets(also, label="Then")
    return Section("What to tell us first", blocks, name="question", last=True)


def _steps(assessment: Assessment) -> Section:
    """The next steps; that each is one only if it is not done yet is said once for all of them."""
    steps = shown_steps(assessment)
    # What comes before something that may be done already is as open as that.
    before = {id_ for each in steps if each.unanswered for id_ in each.route.after}
    steps = tuple(
        replace(each, unanswered=True) if each.route.id in before else each for each in steps
    )
    all_unanswered = len(steps) > 1 and all(each.unanswered for each in steps)
    told = [replace(each, unanswered=False) for each in steps] if all_unanswered else steps
    entries = (_step(each, number, assessment) for number, each in enumerate(told, 1))
    blocks = f"{ONLY_IF[0]} {ONLY_IF[1]}." if all_unanswered else None, entries
    return Section(HEADINGS[len(steps)], blocks, name="next", last=True)


def _step(step: NextStep, number: int, assessment: Assessment) -> Entry:
    """An action with its days, its price, whom to ask, and the page on which it is done."""
    route = step.route
    started, *days = when_facts(step, assessment)
    if days and days[0].label == BEGINS:  # now is then not its start, and its months run from later
        started = replace(started, label="Prepare")
        days[0] = replace(days[0], value=f"{days[0].value}; {_full_time_text(step)}")
    elif not route.renews:  # a renewal takes until the day on which it ends, whenever it is begun
        started = replace(started, value=f"{started.value}; {_likely_text(step.months)}")
    facts = (
        Fact(*ONLY_IF) if step.unanswered else None,
        Fact("First", "see whether you may") if step.unsettled and route.earns else None,
        started,
        *days,
        Fact("Cost", _cost_text(step.cost, step, assessment), route.saying(step.cost))
        if step.cost
        else None,
        *(_place_facts(step) if is_place(step) else ()),
        Fact("Ask", route.ask or ""),
    )
    blocks = route.action, Facts(facts, inline=True), Facts(_page(step, assessment))
    of_path = step.path is not None and route.evidence == step.path.evidence  # which its text cites
    return Entry(route.title, blocks, number=str(number), cites=() if of_path else route.evidence)


def _cost_text(cost: Cost, step: NextStep, assessment: Assessment) -> str:
    """
    What it costs, and whether that is more than all the money that the person named; what one is on
    the way through was not meant with that.
    """
    own = assessment.profile.constraints.budget_usd
    if own is None or cost.low <= own or step.route.only_if_given:
        return wording.cost_text(cost)
    return f"{wording.cost_text(cost)}, more than the {wording.money(own)} you named"


def _place_facts(step: NextStep) -> Iterator[Fact]:
    """What a place takes from the pay of today, and who found one."""
    if step.pay_forgone is not None and step.pay_forgone.high:
        yield Fact("Pay given up", f"{wording.cost_text(step.pay_forgone)} in all, net")
    yield Fact("Odds", odds_text(step.route), odds_evidence(step.route))


def _full_time_text(step: NextStep) -> str:
    """How long it likely takes; of what is done within other training, how long that is."""
    of_it = step.route.full_time_months if step.route.within else None
    return wording.span_text(of_it) if of_it else _likely_text(step.months)


def _likely_text(months: Months) -> str:
    """How long it likely takes."""
    return wording.months_text(replace(months, low=months.likely, high=months.likely))


def _page(step: NextStep, assessment: Assessment) -> list[Fact]:
    """The first page on which it is done; without one, the best of those behind it."""
    pages = [Fact("Page", each.title, url=each.url) for each in step.route.do_at]
    if not pages and not step.route.renews:  # what is not known here has its issuer's own page
        best = sorted(step.route.evidence, key=lambda each: each.grade)
        sources = (assessment.roadmap.sources[each.source] for each in best)
        pages = [Fact("Read", each.title, url=each.url) for each in sources if each.url]
    return pages[:1]


def about_section(assessment: Assessment) -> Section:
    """
    What is not known of the person, as it could not be read; which prices of this page were not
    found, what an estimate is, and by which roadmap.
    """
    unread = (each.text for each in assessment.warnings if each.code == NOT_READ)
    routes = [each.route for each in shown_steps(assessment)]
    routes += [each.route for each in assessment.decisions if not is_unlike(assessment)]
    routes = [each for each in routes if each.cost is None]  # hours stand in the full form alone
    made_by = roadmap_text(assessment.roadmap, in_short=True)
    text = " ".join(filter(None, (not_found_text(routes), UNCHECKED, made_by)))
    return Section("About this report", (*unread, text), name="about")


def commands_section(assessment: Assessment, file: str | None, roadmap: str | None) -> Section:
    """What to type next, with the profile's ``file`` and the name of the roadmap."""
    commands = wording.next_commands(assessment, file, roadmap)
    lines = [f"{what}: {command}" for what, command in commands]
    return Section("To go on", lines, name="commands", last=True)
