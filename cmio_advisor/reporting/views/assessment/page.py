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
from cmio_advisor.domain.judge.results import Answer, RequirementResult, StandingResult, State
from cmio_advisor.domain.roadmap.roadmap import Strength
from cmio_advisor.domain.roadmap.route import Route
from cmio_advisor.domain.routes.next_steps import NextStep
from cmio_advisor.domain.rules.conditions import Rank
from cmio_advisor.domain.rules.holdings import holding_finding
from cmio_advisor.domain.rules.leaves import Holds
from cmio_advisor.reporting.document.document import (
    Bullets,
    Entry,
    Fact,
    Facts,
    Line,
    Section,
    Words,
)
from cmio_advisor.reporting.views.dates import BEGINS, when_facts
from cmio_advisor.reporting.views.pay import PAY_NOTE, pay_lines
from cmio_advisor.reporting.views.sections import (
    AssessmentSection,
    not_found_text,
    notes_section,
    roadmap_text,
)
from cmio_advisor.reporting.words.wording import (
    cost_text,
    money,
    months_text,
    next_commands,
    percent,
    requirement_state,
    span_text,
)

STEPS_SHOWN, QUESTIONS_SHOWN, MOST_NOT_KNOWN = 3, 6, 3
UNCHECKED = "Nobody has checked your answers; do not decide on this alone."
HEADINGS = (
    "What to do next",
    "Your next step",
    "Your next two steps",
    "Your next three steps",
)
FORMAL = {
    Answer.YES: "Nothing formal is in the way, which is no promise of a job.",
    Answer.NO: "Something formal is in the way.",
    Answer.UNKNOWN: "Whether anything formal is in the way is not known yet.",
}
ENDING_NOTE, NOT_READ = "certificate_expiring", "not_read"
LAPSED = (
    "Nothing on the required list is in the way, which is no promise of a job. "
    "Lapsed, as you told us: {}."
)
ONLY_IF = ("Only if", "not done already")
THERE, MISSING, NOT_KNOWN = "There", "Missing", "Not known yet"


def first_page(assessment: Assessment, *, types: bool) -> Iterator[Section]:
    """Its sections, the steps first; for a reader who ``types`` commands, with what to type."""
    unread = (each.text for each in assessment.warnings if each.code == NOT_READ)
    yield Section("What we could not read", unread, last=True)
    if asks_first(assessment):
        yield _question(assessment, also=() if types else _asked_too(assessment))
    yield _steps(assessment)
    yield standing_section(assessment, types=types)
    yield Section("What the job pays", pay_lines(assessment), name=AssessmentSection.PAY)
    yield notes_section(_not_said_yet(assessment))


def _not_said_yet(assessment: Assessment) -> Iterator[Notice]:
    """
    The notices of which neither the pay, a step shown nor what to type speaks; another roadmap that
    is nearer stands there, for a reader who can choose it.
    """
    renewed = sum(each.route.renews is not None for each in shown_steps(assessment))
    ending = sum(each.code == ENDING_NOTE for each in assessment.warnings)
    said = {NOT_READ, PAY_NOTE, NEAREST, *([ENDING_NOTE] if ending <= renewed else [])}
    return (each for each in assessment.warnings if each.code not in said)


def asks_first(assessment: Assessment) -> bool:
    """
    Whether every advice rests on what is told next: whether anything formal is in the way, or the
    standing, is not known, or no step can be named before the answer. That of whoever holds the job
    does not.
    """
    compared = assessment.standing
    is_open = assessment.ready_to_apply is Answer.UNKNOWN or not assessment.next_steps
    is_open = is_open or (compared is not None and compared.standing is None)
    return assessment.ask_next is not None and is_open and not _is_in_the_job(assessment)


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
    blocks, name = (lines, Bullets(also, label="Then")), AssessmentSection.QUESTION
    return Section("What to tell us first", blocks, name=name, last=True)


def _steps(assessment: Assessment) -> Section:
    """The next steps; that each is one only if it is not done yet is said once for all of them."""
    steps = shown_steps(assessment)
    all_unanswered = len(steps) > 1 and all(each.unanswered for each in steps)
    told = [replace(each, unanswered=False) for each in steps] if all_unanswered else steps
    entries = (_step(each, number, assessment) for number, each in enumerate(told, 1))
    blocks = f"{ONLY_IF[0]} {ONLY_IF[1]}." if all_unanswered else None, entries
    return Section(HEADINGS[len(steps)], blocks, name=AssessmentSection.NEXT, last=True)


def _step(step: NextStep, number: int, assessment: Assessment) -> Entry:
    """An action with its days, its price, whom to ask, and the page on which it is done."""
    route = step.route
    started, *days = when_facts(step, assessment)
    if days and days[0].label == BEGINS:  # now is then not its start, and its months run from later
        started = replace(started, label="Prepare")
        days[0] = replace(days[0], value=f"{days[0].value}; {_likely_text(step.months)}")
    elif not route.renews:  # a renewal takes until the day on which it ends, whenever it is begun
        started = replace(started, value=f"{started.value}; {_likely_text(step.months)}")
    facts = (
        Fact(*ONLY_IF) if step.unanswered else None,
        Fact("First", "see whether you may") if step.unsettled and route.earns else None,
        started,
        *days,
        Fact("Cost", _cost_text(step.cost, step, assessment)) if step.cost else None,
        *(_place_facts(step) if _is_place(step) else ()),
        Fact("Ask", route.ask or ""),
    )
    blocks = route.action, Facts(facts, inline=True), Facts(_page(step, assessment))
    return Entry(route.title, blocks, number=str(number), cites=route.evidence)


def _cost_text(cost: Cost, step: NextStep, assessment: Assessment) -> str:
    """
    What it costs, and whether that is more than all the money that the person named; what one is on
    the way through was not meant with that.
    """
    own = assessment.profile.constraints.budget_usd
    if own is None or cost.low <= own or step.route.only_if_given:
        return cost_text(cost)
    return f"{cost_text(cost)}, more than the {money(own)} you named"


def _place_facts(step: NextStep) -> Iterator[Fact]:
    """What a place takes from the pay of today, and who found one."""
    if step.pay_forgone is not None and step.pay_forgone.high:
        yield Fact("Pay forgone", cost_text(step.pay_forgone))
    yield Fact("Odds", _odds_text(step.route))


def _likely_text(months: Months) -> str:
    """How long it likely takes."""
    return months_text(replace(months, low=months.likely, high=months.likely))


def _page(step: NextStep, assessment: Assessment) -> list[Fact]:
    """The first page on which it is done; without one, the best of those behind it."""
    pages = [Fact("Page", each.title, url=each.url) for each in step.route.do_at]
    if not pages:
        best = sorted(step.route.evidence, key=lambda each: each.grade)
        sources = (assessment.roadmap.sources[each.source] for each in best)
        pages = [Fact("Read", each.title, url=each.url) for each in sources if each.url]
    return pages[:1]


def standing_section(assessment: Assessment, *, types: bool) -> Section:
    """
    Where the person stands; what of all that many in the role have is there, missing or not known
    yet; and what to decide.
    """
    compared = assessment.standing is not None
    strengths = (Strength.EXPECTED,) if compared else (Strength.REQUIRED, Strength.EXPECTED)
    groups = _groups(assessment, *strengths)
    apart = _is_unlike(assessment)
    total = sum(map(len, groups.values()))
    facts = [
        Fact(label, _listed(label, titles, total), full=apart and label != THERE)
        for label, titles in groups.items()
    ]
    results = assessment.requirements()
    unknown = {each.requirement.id for each in results if each.state is State.UNKNOWN}
    for each in assessment.decisions:
        take_in = f" To take it in: --with {each.decision.id}." if types else ""
        text = _terms_text(each.route, each.pay_forgone) + take_in
        terms = Fact("To decide", text, each.route.odds_evidence, full=apart)
        if each.decision.requirement(assessment.roadmap).id in unknown:  # it may be held already
            facts.append(Fact("To decide, if not held", each.route.title, full=apart))
            terms = replace(terms, label="What it takes", full=True)
        facts.append(terms)
    for step in _places_ahead(assessment):
        text = _terms_text(step.route, step.pay_forgone)
        facts.append(Fact("Later in your plan", text, step.route.odds_evidence, full=apart))
    waiting = {each.decision.id for each in assessment.decisions}
    paths = [way.title for way in assessment.ways_on if way.decision not in waiting]
    blocks = (
        _standing_lines(assessment),
        Facts(facts),
        assessment.roadmap.texts["summary_ways_on"] if assessment.ways_on else None,
        Facts([Fact("Other paths", "; ".join(paths))]),
    )
    return Section("Where you stand", blocks, name=AssessmentSection.STANDING)


def _is_unlike(assessment: Assessment) -> bool:
    """Whether it is of another profession: what the role's own has, and its school, says little."""
    unlike = _is_in_the_job(assessment) and assessment.ready_to_apply is Answer.NO
    return bool(assessment.ways_on) or unlike


def _listed(label: str, titles: list[str], total: int) -> str:
    """The titles; of many that are not known, how many."""
    if label == NOT_KNOWN and len(titles) > MOST_NOT_KNOWN:
        return f"{len(titles)} of the {total} things that the roadmap expects"
    return "; ".join(titles)


def _standing_lines(assessment: Assessment) -> Iterator[Words]:
    """
    How the person compares with others, and whether anything formal stands in the way of a job that
    is not theirs yet; only what the required list says where the roadmap compares with nobody.
    """
    found, ready = assessment.standing, assessment.ready_to_apply
    if found is None:
        yield " ".join(assessment.summary)
        return
    cites = found.standing.evidence[:1] if found.standing else ()  # what the words rest on
    own_word = found.standing is not None and found.title != found.standing.title
    is_read = found.standing is not None and not own_word
    reading = f" {assessment.roadmap.texts['standing_reading']}" if is_read else ""
    text = f"{standing_text(found)}{reading}"
    yield Line(text, cites)
    if not _is_in_the_job(assessment):
        lapsed = "; ".join(_lapsed(assessment))
        if ready is not Answer.YES:
            yield _formal_text(assessment, FORMAL[ready])
        else:
            yield LAPSED.format(lapsed) if lapsed else FORMAL[ready]


def _lapsed(assessment: Assessment) -> Iterator[str]:
    """The boards that have lapsed, of those by which something expected would be met."""
    case = ProfileCase(assessment.profile, assessment.roadmap, assessment.as_of)
    rules = [
        each.requirement.met_when
        for each in assessment.requirements()
        if each.requirement.strength is Strength.EXPECTED and not each.state.is_satisfied
    ]
    leaves = (leaf for rule in rules for leaf in rule.leaves() if isinstance(leaf, Holds))
    named = {id_ for leaf in leaves for id_ in leaf.ids}
    for each in assessment.profile.board_certifications or ():
        if each.id in named and holding_finding(each, case).high is Rank.EXPIRED:
            yield assessment.roadmap.vocabulary.title("specialties", each.id)


def _is_in_the_job(assessment: Assessment) -> bool:
    return assessment.stage.rung is assessment.roadmap.ladder[-1]


def _formal_text(assessment: Assessment, words: str) -> str:
    """The ``words`` on what is formally in the way, and what of the required list that is."""
    groups = _groups(assessment, Strength.REQUIRED)
    counts = assessment.readiness[Strength.REQUIRED]
    total = counts.met + counts.open + counts.unknown
    one = total == 1
    there = f"{'The one required thing' if one else f'None of the {total} required things'} is "
    there += f"{'not ' if one else ''}{'there' if counts.open else 'known'} yet."
    if counts.met:
        are = "is" if counts.met == 1 else "are"
        there = f"{counts.met} of the {total} required things {are} there."
    if counts.unknown > MOST_NOT_KNOWN:
        groups[NOT_KNOWN] = [f"the other {counts.unknown}" if counts.met else "any of them"]
    named = (MISSING,) if groups[MISSING] and _is_unlike(assessment) else (MISSING, NOT_KNOWN)
    lists = [f"{each}: {'; '.join(groups[each])}." for each in named if groups[each]]
    return " ".join([words, there, *lists])


def standing_text(found: StandingResult) -> str:
    """The word for it, and why."""
    said = f"{found.title}. {found.why}".rstrip()
    return f"{said[:1].upper()}{said[1:]}"


def _groups(assessment: Assessment, *strengths: Strength) -> dict[str, list[str]]:
    """
    What is there, missing and not known yet. What has to be met anew after something that is
    missing itself is counted there and not named.
    """
    results = tuple(assessment.requirements())
    missing = {each.requirement.id for each in results if each.state.is_open}
    rest = [each.requirement for each in results if each.requirement.id in missing]
    resting = {each.id: each.anew_after for each in rest if each.anew_after in missing}
    groups: dict[str, list[str]] = {THERE: [], MISSING: [], NOT_KNOWN: []}
    for each in results:
        if each.requirement.strength in strengths and each.requirement.id not in resting:
            others = [*resting.values()].count(each.requirement.id)
            row = f"{_row_text(each)}, on which {others} others rest" if others else _row_text(each)
            groups[_group(each)].append(row)
    return groups


def _group(result: RequirementResult) -> str:
    if result.state.is_satisfied:
        return THERE
    return NOT_KNOWN if result.state is State.UNKNOWN else MISSING


def _row_text(result: RequirementResult) -> str:
    """The requirement, with its state where that is neither met nor simply open."""
    plain = (State.MET, State.NOT_MET, State.UNKNOWN)
    word = "" if result.state in plain else f" ({requirement_state(result)[1]})"
    return f"{result.requirement.title}{word}"


def _terms_text(route: Route, forgone: Cost | None) -> str:
    """What it takes in time, fees and pay, and at what odds."""
    parts = [span_text(route.months.likely)]
    if route.cost is not None:
        parts.append(cost_text(route.cost))
    if forgone is not None and forgone.high:
        parts.append(f"{cost_text(forgone)} of pay forgone")
    elif forgone is None and route.pay is not None and route.pay.high:
        parts.append(f"paid {cost_text(route.pay)} a year")
    if route.odds is not None:
        parts.append(f"{_odds_text(route)} found a place")
    return f"{route.title}: {'; '.join(parts)}."


def _odds_text(route: Route) -> str:
    return f"{percent(route.odds.share)} of {route.odds.of}" if route.odds else ""


def _is_place(step: NextStep) -> bool:
    """Whether it takes the place of a job, and not everybody who wants it finds one."""
    return step.route.full_time and step.route.odds is not None and step.done_on is None


def _places_ahead(assessment: Assessment) -> Iterator[NextStep]:
    """The steps of the plan behind this page that are such a place."""
    for step in (*assessment.next_steps[STEPS_SHOWN:], *assessment.later_steps):
        if step.begins_on is not None and _is_place(step):
            yield step


def about_section(assessment: Assessment) -> Section:
    """Which prices of this page were not found, what an estimate is, and by which roadmap."""
    routes = [each.route for each in shown_steps(assessment)]
    routes += [each.route for each in assessment.decisions if not _is_unlike(assessment)]
    routes = [each for each in routes if each.cost is None]  # hours stand in the full form alone
    made_by = roadmap_text(assessment.roadmap, in_short=True)
    text = " ".join(filter(None, (not_found_text(routes), UNCHECKED, made_by)))
    return Section("About this report", text, name=AssessmentSection.ABOUT)


def commands_section(assessment: Assessment, file: str | None, roadmap: str | None) -> Section:
    """What to type next, with the profile's ``file`` and the name of the roadmap."""
    commands = next_commands(assessment, file, roadmap)
    nearer = [each.text for each in assessment.warnings if each.code == NEAREST]
    lines = (*nearer, *(f"{what}: {command}" for what, command in commands))
    return Section("To go on", lines, name=AssessmentSection.COMMANDS, last=True)
