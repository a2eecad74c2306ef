"""
The assessment as a report. Its first page: what to do, where a person stands, what is missing, what
the job pays. Behind it, under the same names, all that is known: every step, requirement,
certification and figure; for a client with the plan and room to write.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from shlex import quote

from cmio_advisor.domain.assess.assess import Assessment, open_in, questions_ahead
from cmio_advisor.domain.assess.notices import NEAREST, Notice, nearest_to
from cmio_advisor.domain.base.evidence import Evidence
from cmio_advisor.domain.base.frozen import replace
from cmio_advisor.domain.base.sentences import date_text
from cmio_advisor.domain.base.time import Cost
from cmio_advisor.domain.judge.case import ProfileCase
from cmio_advisor.domain.judge.results import Answer, StandingResult, State, StepResult
from cmio_advisor.domain.plan.plan import PlanOutline
from cmio_advisor.domain.profile.profile import Status
from cmio_advisor.domain.roadmap.roadmap import Roadmap, Strength
from cmio_advisor.domain.roadmap.route import Route
from cmio_advisor.domain.routes.next_steps import STEPS_SHOWN, NextStep
from cmio_advisor.domain.rules.conditions import AtLeast
from cmio_advisor.domain.rules.leaves import ELSEWHERE, Holds, Trained, place_taken
from cmio_advisor.reporting import document as doc
from cmio_advisor.reporting import wording
from cmio_advisor.reporting.document import Bullets, Entry, Fact, Facts, Line, Section, TextOrLine
from cmio_advisor.reporting.json.plan import ClientFile
from cmio_advisor.reporting.plan_summary import outline_summary, untold_text
from cmio_advisor.reporting.views import shared
from cmio_advisor.reporting.views.credentials import credential_entry, is_apart
from cmio_advisor.reporting.views.pay import PAY_NOTE, pay_blocks, pay_lines

QUESTIONS_SHOWN = 6
HEADINGS = ("What to do next", "Your next step", "Your next two steps", "Your next three steps")
ENDING_NOTE, NOT_READ = "certificate_expiring", "not_read"
ONLY_IF = ("Only if", "not done already")


def first_page(assessment: Assessment, *, types: bool) -> Iterator[Section]:
    """Its sections, the steps first; for a reader who ``types`` commands, with what to type."""
    question = assessment.ask_next
    if question is not None and asks_first(assessment):
        also = Bullets(() if types else _asked_too(assessment), label="Then")
        asked = question.text, Line(question.why, question.evidence), also
        yield Section("What to tell us first", asked, name="question", last=True)
    yield _steps(assessment)
    yield standing_section(assessment, types=types)
    yield Section("What the job pays", pay_lines(assessment), name="pay")
    yield shared.notes_section(_not_said_yet(assessment))


def _not_said_yet(assessment: Assessment) -> Iterator[Notice]:
    """The notices that no other part of the page, and nothing to type, speaks of."""
    renewed = sum(each.route.renews is not None for each in shown_steps(assessment))
    ending = sum(each.code == ENDING_NOTE for each in assessment.warnings)
    said = {NOT_READ, PAY_NOTE, NEAREST, *([ENDING_NOTE] if ending <= renewed else [])}
    paid = assessment.pay.target.notes if assessment.pay else ()
    return (each for each in assessment.warnings if each.code not in said and each.text not in paid)


def asks_first(assessment: Assessment) -> bool:
    """Whether all advice rests on what is told next; for whoever holds the job it does not."""
    compared, question = assessment.standing, assessment.ask_next
    unread = {at for each in assessment.profile.unread for at in (each.path, each.field)}
    return not is_in_the_job(assessment) and (
        all(each.unanswered for each in assessment.next_steps)
        or assessment.ready_to_apply is Answer.UNKNOWN
        or (compared is not None and compared.standing is None)
        or may_start_anew(assessment)
        or (question is not None and question.field in unread)
        or (question is not None and question.settles in _begun_untold(assessment))
    )


def _begun_untold(assessment: Assessment) -> set[str]:
    """The fields of what is required and was not told, where a plan begins with that alone."""
    first = min((each.begins_on for each in assessment.usual), default=None)
    if any(each.begins_on == first for each in assessment.next_steps):
        return set()
    begun = {each.requirement for each in assessment.usual if each.begins_on == first}
    ahead = (each.requirement for each in assessment.requirements() if each.state is State.UNKNOWN)
    found = (each for each in ahead if each.strength is Strength.REQUIRED and each.id in begun)
    return {getattr(leaf, "field", "") for each in found for leaf in each.met_when.leaves()}


def shown_steps(assessment: Assessment) -> tuple[NextStep, ...]:
    return assessment.next_steps[:STEPS_SHOWN]


def _asked_too(assessment: Assessment) -> tuple[str, ...]:
    """The questions after the first, where most of the required list was not told."""
    required = assessment.readiness[Strength.REQUIRED]
    if required.unknown <= required.met + required.open:
        return ()
    case = ProfileCase(assessment.profile, assessment.roadmap, assessment.as_of)
    ahead = questions_ahead(case, [open_in(each, case) for each in assessment.requirements()])
    return tuple(each.text for each in ahead[1:QUESTIONS_SHOWN])


def _steps(assessment: Assessment) -> Section:
    """The next steps; that each is one only if it is not done yet is said once for all of them."""
    steps = shown_steps(assessment)
    # What comes before something that may be done already is as open as that, and so is a training
    # that was told and may be over.
    case = ProfileCase(assessment.profile, assessment.roadmap, assessment.as_of)
    before = {id_ for each in steps if each.unanswered for id_ in each.route.after}
    before |= {each.route.id for each in steps if _may_be_over(each.route, case)}
    steps = tuple(
        replace(each, unanswered=each.unanswered or each.route.id in before) for each in steps
    )
    all_unanswered = len(steps) > 1 and all(each.unanswered for each in steps)
    told = [replace(each, unanswered=False) for each in steps] if all_unanswered else steps
    entries = (_step(each, number, assessment) for number, each in enumerate(told, 1))
    blocks = f"{ONLY_IF[0]} {ONLY_IF[1]}." if all_unanswered else None, entries
    return Section(HEADINGS[len(steps)], blocks, name="next", last=True)


def _may_be_over(route: Route, case: ProfileCase) -> bool:
    """Whether a training was told that makes the route pointless if it is finished."""
    ways = route.unless.parts if isinstance(route.unless, AtLeast) else ()
    done = (each for each in ways if isinstance(each, Trained) and each.status is Status.HELD)
    return any(not e.judge(case).settled for e in done if not e.countries and case.is_told(e))


def _step(step: NextStep, number: int, assessment: Assessment) -> Entry:
    """An action with its days, its price, whom to ask, and the page on which it is done."""
    route = step.route
    started, *days = shared.when_facts(step, assessment)
    likely = step.months.likely
    takes = wording.months_text(replace(step.months, low=likely, high=likely))
    if days and days[0].label == shared.BEGINS:
        # Now is then not its start, and its months run from later.
        started = replace(started, label="Prepare")
        of_it = route.full_time_months if route.within else None  # as long as other training has it
        takes = wording.span_text(of_it) if of_it else takes
        days[0] = replace(days[0], value=f"{days[0].value}; {takes}")
    elif not route.renews:  # a renewal takes until the day on which it ends, whenever it is begun
        started = replace(started, value=f"{started.value}; {takes}")
    is_paid = is_place(step, assessment.as_of) and step.pay_forgone and step.pay_forgone.high
    net = f"{wording.cost_text(step.pay_forgone)} in all, net"
    facts = (
        Fact(*ONLY_IF) if step.unanswered else None,
        Fact("First", "see whether you may") if step.unsettled and route.earns else None,
        Fact(ONLY_IF[0], "; ".join(_untold_before(step, assessment))),
        started,
        *days,
        Fact("Cost", _cost_text(step, assessment), route.saying(step.cost)),
        Fact("Pay given up", net if is_paid else ""),
        Fact(
            "Odds",
            odds_text(route) if is_place(step, assessment.as_of) else "",
            odds_evidence(route),
        ),
        Fact("Ask", route.ask or ""),
    )
    blocks = route.action, Facts(facts, inline=True), Facts(_page(step, assessment))
    of_path = step.path is not None and route.evidence == step.path.evidence  # which its text cites
    return Entry(route.title, blocks, number=str(number), cites=() if of_path else route.evidence)


def _untold_before(step: NextStep, assessment: Assessment) -> Iterator[str]:
    """What of the required list it takes and nobody told: neither asked now nor planned before."""
    rests = assessment.roadmap.rules.rests
    asked = assessment.ask_next if asks_first(assessment) else None
    steps = (*assessment.next_steps, *assessment.later_steps)
    planned = {id_ for each in steps for id_ in each.comes_with} | {e.requirement for e in steps}
    ended = ((each.requirement, each.ends_on) for each in assessment.usual)
    planned |= {id_ for id_, day in ended if day and step.begins_on and day <= step.begins_on}
    for each in assessment.requirements():
        found = each.requirement
        is_open = each.state is State.UNKNOWN and planned.isdisjoint({found, found.id})
        if is_open and found.strength is Strength.REQUIRED and step.route.needs:
            fields = {getattr(leaf, "field", "") for leaf in found.met_when.leaves()}
            if rests(step.route.needs, found.id) and not (asked and asked.settles in fields):
                yield found.title


def _cost_text(step: NextStep, assessment: Assessment) -> str:
    """What it costs, and whether that is more than all the money that the person named."""
    cost, own = step.cost, assessment.profile.constraints.budget_usd
    if cost is None:
        return ""
    if own is None or cost.low <= own or step.route.only_if_given:
        return wording.cost_text(cost)
    return f"{wording.cost_text(cost)}, more than the {wording.money(own)} you named"


def _page(step: NextStep, assessment: Assessment) -> list[Fact]:
    """The first page on which it is done; without one, the best of those behind it."""
    pages = [Fact("Page", each.title, url=each.url) for each in step.route.do_at]
    if not pages and not step.route.renews:  # what is not known here has its issuer's own page
        best = sorted(step.route.evidence, key=lambda each: each.grade)
        sources = (assessment.roadmap.sources[each.source] for each in best)
        pages = [Fact("Read", each.title, url=each.url) for each in sources if each.url]
    return pages[:1]


def about_section(assessment: Assessment) -> Section:
    """What could not be read, which prices were not found, and by which roadmap."""
    unread = (each.text for each in assessment.warnings if each.code == NOT_READ)
    routes = [each.route for each in shown_steps(assessment)]
    routes += [each.route for each in assessment.decisions if not is_unlike(assessment)]
    routes = [each for each in routes if each.cost is None]  # hours stand in the full form alone
    made_by = shared.roadmap_text(assessment.roadmap, in_short=True)
    unchecked = assessment.roadmap.texts["unchecked"]
    text = " ".join(filter(None, (shared.not_found_text(routes), unchecked, made_by)))
    return Section("About this report", (*unread, text), name="about")


def _commands(
    assessment: Assessment, file: str | None, roadmap: str | None
) -> Iterator[tuple[str, str]]:
    """The commands that fit this person, each with what it is for; ``file`` has the answers."""
    if file is None:
        file = "me.yaml"
        yield "To keep your answers, the same command with", f"--save {file}"
    typed = wording.typed_profile(file, roadmap)
    case = ProfileCase(assessment.profile, assessment.roadmap, assessment.as_of)
    is_nearer = any(each.code == NEAREST for each in assessment.warnings)
    nearer = nearest_to(case) if is_nearer else None
    if nearer is not None:
        own = wording.typed_profile(file, nearer.roadmap)
        yield f"Nearest to you of the roadmaps here, {nearer.title}", f"cmio-advisor assess {own}"
    counted = (Strength.REQUIRED, Strength.EXPECTED)
    unanswered = any(assessment.readiness[each].unknown for each in counted)
    if assessment.ask_next is not None and unanswered:
        yield "Answer what is open", f"cmio-advisor assess {typed} --ask"
    if assessment.next_steps:
        yield "The steps in time", f"cmio-advisor plan {typed}"
    yield "Everything, with sources", f"cmio-advisor assess {typed} --full"
    if nearer is not None:
        yield "Roadmaps side by side", f"cmio-advisor compare {quote(file)}"


MOST_NOT_KNOWN, WIDE = 3, 1.5
"""How many are named; how many times the likely months the longest are, where both are told."""
THERE, MISSING, NOT_KNOWN = "There", "Missing", "Not known yet"


def standing_section(assessment: Assessment, *, types: bool) -> Section:
    """What is there, missing or not known of what many in the role have; and what to decide."""
    compared = assessment.standing is not None
    strengths = (Strength.EXPECTED,) if compared else (Strength.REQUIRED, Strength.EXPECTED)
    groups = _groups(assessment, *strengths)
    apart = is_unlike(assessment)
    results = tuple(assessment.requirements())
    total = sum(each.requirement.strength in strengths for each in results)
    held = is_in_the_job(assessment)
    facts = [
        Fact(label, _listed(label, titles, total), full=held and label != THERE)
        for label, titles in groups.items()
        if label == THERE or not apart
    ]
    is_in_training = any(
        each.state is State.IN_PROGRESS and isinstance(leaf, Holds | Trained)
        for each in results
        if each.requirement.strength is Strength.REQUIRED
        for leaf in each.requirement.met_when.leaves()
    )
    not_there = len(groups[MISSING]) + len(groups[NOT_KNOWN])
    later = assessment.roadmap.texts["missing_in_training"] if compared and not apart else None
    if later and groups[MISSING] and is_in_training and 2 * not_there > total:
        named = facts[(at := list(groups).index(MISSING))]
        kind = replace(named, value=later)
        facts[at : at + 1] = kind, replace(named, label=f"{MISSING}, by name", full=True)
    facts += () if apart else _to_decide(assessment, types=types)
    facts += _later_places(assessment)
    waiting = {each.decision.id for each in assessment.decisions}
    paths = [path.title for path in assessment.ways_on if path.decision not in waiting]
    blocks = (
        _standing_lines(assessment),
        Facts(facts),
        assessment.roadmap.texts["summary_ways_on"] if assessment.ways_on else None,
        Facts([Fact("Other paths", "; ".join(paths))]),
    )
    return Section("Where you stand", blocks, name="standing")


def _to_decide(assessment: Assessment, *, types: bool) -> Iterator[Fact]:
    """The decisions; the terms of what may be held already stand in the full form."""
    found = assessment.requirements()
    unknown = {each.requirement.id for each in found if each.state is State.UNKNOWN}
    for each in assessment.decisions:
        take_in = f" To take it in, add --with {each.decision.id}." if types else ""
        text = _terms_text(each.route, each.pay_forgone) + take_in
        if each.decision.requirement(assessment.roadmap).id in unknown:
            yield Fact("To decide, if not held", each.route.title)
        else:
            yield Fact("To decide", text, _terms_evidence(each.route))


def _later_places(assessment: Assessment) -> Iterator[Fact]:
    """What is a place to be found and begins later in the plan."""
    far = is_unlike(assessment) or may_start_anew(assessment)
    shown = shown_steps(assessment)
    said = {each.route.cycle or each.route.prepares_for for each in shown}
    for step in (*assessment.next_steps[STEPS_SHOWN:], *assessment.later_steps):
        if step.begins_on is not None and is_place(step, assessment.as_of):
            begins = f"begins {date_text(step.begins_on)}"
            to_keep = shared.kept_if_applied(step.route, assessment)
            if to_keep and step.route.cycle not in said:
                kept = shared.moment_line(to_keep).text.rstrip(".")
                begins += f" (if you have applied: {kept})"
            text = _terms_text(step.route, step.pay_forgone, begins)
            yield Fact("Later in your plan", text, _terms_evidence(step.route), full=far)


def is_unlike(assessment: Assessment) -> bool:
    """Whether it is of another profession: what the role's own has, and its school, says little."""
    unlike = is_in_the_job(assessment) and assessment.ready_to_apply is Answer.NO
    return bool(assessment.ways_on) or unlike


def may_start_anew(assessment: Assessment) -> bool:
    """Whether another residency is to come if the one told, of no known country, was abroad."""
    case = ProfileCase(assessment.profile, assessment.roadmap, assessment.as_of)
    return place_taken(case) == ELSEWHERE


def _listed(label: str, titles: list[str], total: int) -> str:
    """The titles; of many that are not known, how many."""
    if label == NOT_KNOWN and len(titles) > MOST_NOT_KNOWN:
        return f"{len(titles)} of the {total} things that the roadmap expects"
    return "; ".join(titles)


def _standing_lines(assessment: Assessment) -> Iterator[TextOrLine]:
    """How the person compares with others, and whether anything formal stands in the way."""
    found, texts = assessment.standing, assessment.roadmap.texts
    if found is None:
        yield " ".join(assessment.summary)
        return
    rule = found.standing
    own_word = rule is not None and found.title != rule.title
    reading = f" {texts['standing_reading']}" if rule and not own_word else ""
    # What the words rest on is the first that is cited.
    yield Line(f"{standing_text(found)}{reading}", rule.evidence[:1] if rule else ())
    if is_in_the_job(assessment) or (own_word and assessment.ways_on):
        return
    presumed = {each.warning for each in assessment.roadmap.presumed}
    doubted = any(each.code in presumed for each in assessment.warnings)
    nothing = texts["formal_doubted" if doubted else "formal_nothing"]
    yield nothing if assessment.ready_to_apply is Answer.YES else _formal_text(assessment)


def is_in_the_job(assessment: Assessment) -> bool:
    return assessment.stage.rung is assessment.roadmap.ladder[-1]


def _formal_text(assessment: Assessment) -> str:
    """What of the required list is in the way, what is there, and what is not known yet."""
    groups = _groups(assessment, Strength.REQUIRED)
    counts = assessment.readiness[Strength.REQUIRED]
    total = counts.met + counts.open + counts.unknown
    several = f"{counts.open} formal requirements are"
    lead = several if counts.open > 1 else "A formal requirement is"
    open_ = f"{lead} still open: {'; '.join(groups[MISSING])}."
    lists = [open_ if counts.open else assessment.roadmap.texts["formal_unknown"]]
    if counts.met:
        are = "is" if counts.met == 1 else "are"
        lists.append(f"{counts.met} of the {total} required things {are} there.")
    if counts.unknown > MOST_NOT_KNOWN:
        some = counts.unknown < total
        many = f"the other {counts.unknown}" if some else f"any of the {total} required things"
        groups[NOT_KNOWN] = [many]
    if groups[NOT_KNOWN] and not (counts.open and is_unlike(assessment)):
        lists.append(f"{NOT_KNOWN}: {'; '.join(groups[NOT_KNOWN])}.")
    return " ".join(lists)


def standing_text(found: StandingResult) -> str:
    said = f"{found.title}. {found.why}".rstrip()
    return f"{said[:1].upper()}{said[1:]}"


def _groups(assessment: Assessment, *strengths: Strength) -> dict[str, list[str]]:
    """The requirements, each with its state where that is neither met nor simply open."""
    groups: dict[str, list[str]] = {THERE: [], MISSING: [], NOT_KNOWN: []}
    plain = {wording.STATES[each][1] for each in (State.MET, State.NOT_MET, State.UNKNOWN)}
    for each in assessment.requirements():
        if each.requirement.strength in strengths:
            group = NOT_KNOWN if each.state is State.UNKNOWN else MISSING
            word = wording.requirement_state(each)[1]
            title = each.requirement.title + ("" if word in plain else f" ({word})")
            groups[THERE if each.state.is_satisfied else group].append(title)
    return groups


def _terms_text(route: Route, forgone: Cost | None, begins: str = "") -> str:
    """Time, fees, pay, odds; what is done within other training ends later: no months."""
    months = route.months
    is_wide = months.high > WIDE * months.likely
    takes = wording.months_text(months) if is_wide else wording.span_text(months.likely)
    parts = [begins, "" if begins and route.within else takes]
    if route.cost is not None:
        parts.append(wording.cost_text(route.cost) + wording.note_text(route.cost))
    if forgone is not None and forgone.high:
        parts.append(f"pay given up: {wording.forgone_text(route, forgone)}")
    elif forgone is None and route.pay is not None and route.pay.high:
        parts.append(f"paid {wording.cost_text(route.pay)} a year on average")
    if route.odds is not None:
        parts.append(f"{odds_text(route)} found a place")
    return f"{route.title}: {'; '.join(filter(None, parts))}."


def _terms_evidence(route: Route) -> tuple[Evidence, ...]:
    said = (*odds_evidence(route), *route.saying(route.cost), *route.saying(route.pay))
    return tuple(dict.fromkeys(said))


def odds_text(route: Route) -> str:
    return f"{wording.percent(route.odds.share)} of {route.odds.of}" if route.odds else ""


def odds_evidence(route: Route) -> tuple[Evidence, ...]:
    """What says the share, and what is told of it in brackets; the sentences have more."""
    return route.odds_evidence[:2]


def is_place(step: NextStep, on: date) -> bool:
    """Whether it is a place that one has yet to find, and not everybody who wants it finds one."""
    is_ahead = step.done_on is None or (step.begins_on is not None and step.begins_on > on)
    return step.route.odds is not None and is_ahead


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
    commands = (f"{what}: {typed}" for what, typed in _commands(assessment, file, roadmap))
    page = (
        *first_page(assessment, types=True),
        about_section(assessment),
        Section("To go on", commands, name="commands", last=True),
    )
    return _document("Assessment", assessment, page, details(assessment, types=True))


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
    kind: str, assessment: Assessment, page: Iterable[Section], rest: Iterable[Section]
) -> doc.Document:
    behind = [each for each in rest if each.blocks]
    if behind:
        behind[0] = replace(behind[0], opens_page=True)
    whose = shared.owner_text(assessment.profile.name)
    return doc.Document(
        f"The way to {assessment.roadmap.title}",
        f"{kind}{whose}, {date_text(assessment.as_of)}",
        (*page, *behind),
        sources=assessment.roadmap.sources,
    )


def plan_section(outline: PlanOutline) -> Section:
    blocks = (
        " ".join(outline_summary(outline)),
        untold_text(outline, in_short=True),
        shared.plan_at_a_glance(outline),
        shared.dates_to_keep(outline, whole=False),
        shared.programs_in_plan(outline, types=False),
    )
    return Section("Your plan in time", blocks if outline.steps else ())


def worksheet(assessment: Assessment) -> tuple[Section, ...]:
    """Each step of the first page with how it is known as done, who helps, by when; and notes."""
    exercises = []
    for each in shown_steps(assessment):
        needed = each.requirement.need if each.requirement else ""
        done = Facts([Fact("How you know that it is done", needed)])
        exercises.append(Entry(each.route.title, (done, doc.WritingSpace(WRITTEN, 1))))
    notes = (doc.WritingSpace(label, lines) for label, lines in NOTES)
    return Section("Worksheet", exercises), Section("Notes", notes)


def details(assessment: Assessment, *, types: bool) -> Iterator[Section]:
    """All behind the first page; for a reader who ``types`` commands, with what to type."""
    later, at_once = assessment.next_steps + assessment.later_steps, len(assessment.next_steps)
    told = [shared.next_step_entry(each, assessment, str(n)) for n, each in enumerate(later, 1)]
    yield Section("The next steps in full", told[:at_once], full=True, name="next")
    yield Section("Later", told[at_once:], full=True, name="later")
    question = assessment.ask_next
    if question is not None:
        field = Facts([Fact("Field of the profile", question.field)])
        asked = Line(f"{question.text} {question.why}", question.evidence), field
        yield Section("What to tell us next", asked, full=True, name="question")
    yield _advice(assessment)
    if assessment.standing is not None:
        yield _compared(assessment.standing, assessment.roadmap)
    yield _stage(assessment)
    steps = (shared.step_entry(each, assessment) for each in assessment.steps)
    yield Section("Step by step", steps, full=True, name="steps")
    yield shared.other_paths_section(assessment.ways_on, full=True)
    yield shared.decisions_section(
        assessment.decisions, assessment.roadmap, shared.TAKE_IN if types else "", full=True
    )
    credentials = assessment.credentials
    entries = map(credential_entry, sorted(credentials, key=is_apart))
    yield Section("Certifications", entries, full=True, name="certifications")
    yield Section("The pay in full", pay_blocks(assessment), full=True, name="pay")
    searches = (each.credential.searched for each in credentials)
    routes = (*(each.route for each in later), *(each.route for each in assessment.decisions))
    unpriced = (
        *(each.title for each in routes if each.cost is None),
        *(each.credential.short for each in credentials if each.credential.fee is None),
    )
    yield shared.searched_section(
        (*shared.assessment_searches(assessment), *searches), unpriced=unpriced, full=True
    )
    texts = assessment.roadmap.texts
    limits = f"{texts['how_made']} {texts['limits']} {texts['no_promise']}"
    about = limits, shared.roadmap_text(assessment.roadmap)
    yield Section("How this was made", about, full=True, name="about")


def _advice(assessment: Assessment) -> Section:
    entries = (
        Entry(each.title, Bullets(Line(point.text, point.evidence) for point in each.points))
        for each in assessment.advice
    )
    return Section("Advice that fits you", entries, full=True, name="advice")


def _compared(found: StandingResult, roadmap: Roadmap) -> Section:
    missing = map(roadmap.requirement, found.missing)
    shares = (Line(f"{each.title}: {each.share}", each.evidence) for each in missing)
    blocks = (
        standing_text(found),
        Bullets(shares, label="What is known of what is missing"),
        Line(found.standing.about, found.standing.evidence) if found.standing else None,
    )
    return Section(wording.COMPARED, blocks, full=True, name="standing")


def _stage(assessment: Assessment) -> Section:
    rung, why = assessment.stage.rung, assessment.stage.why
    facts = [Fact("Stage today", f"{rung.title}. {rung.about}", rung.evidence)] if rung else []
    for kind, each in assessment.readiness.items():
        counts = f"{each.met} met, {each.open} open, {each.unknown} not answered"
        facts.append(Fact(kind.capitalize(), counts))
    blocks = (
        " ".join(assessment.summary),
        Line(why, rung.evidence if rung else ()),
        Facts(facts),
        Facts(map(_step_row, assessment.steps)),
    )
    return Section("The steps at a glance", blocks, full=True, name="steps")


def _step_row(result: StepResult) -> Fact:
    mark, word = wording.step_state(result)
    met = sum(each.state.is_satisfied for each in result.requirements)
    untold = sum(
        each.state is State.UNKNOWN and not wording.is_under_way(each)
        for each in result.requirements
    )
    more = f", {untold} not answered" if untold and mark is not wording.Mark.UNTOLD else ""
    label = f"{result.step.number}. {result.step.title}"
    return Fact(label, f"{word}, {met} of {len(result.requirements)} met{more}")
