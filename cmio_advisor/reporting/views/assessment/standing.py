"""Where a person stands: what of all that many in the role have is there, missing, to decide."""

from collections.abc import Iterable, Iterator

from cmio_advisor.domain.assess.assessment import Assessment
from cmio_advisor.domain.base.evidence import Evidence
from cmio_advisor.domain.base.frozen import replace
from cmio_advisor.domain.base.sentences import date_text
from cmio_advisor.domain.base.time import Cost
from cmio_advisor.domain.judge.case import ProfileCase
from cmio_advisor.domain.judge.results import Answer, RequirementResult, StandingResult, State
from cmio_advisor.domain.roadmap.roadmap import Strength
from cmio_advisor.domain.roadmap.route import Route
from cmio_advisor.domain.routes.next_steps import STEPS_SHOWN, NextStep
from cmio_advisor.domain.rules.holdings import ELSEWHERE, place_taken
from cmio_advisor.domain.rules.leaves import Holds, Trained
from cmio_advisor.reporting.document.document import Fact, Facts, Line, Section, Words
from cmio_advisor.reporting.words import wording

MOST_NOT_KNOWN = 3
WIDE = 1.5
"""How many times the likely months the longest are, where they are told with them."""
NOTHING_FORMAL = "No formal requirement is still open, which is no promise of a job."
BUT_FOR_THE_NOTE = (
    "But for the note below, no formal requirement is open, which is no promise of a job."
)
IF_FORMAL = "Whether anything formal is in the way is not known yet."
THERE, MISSING, NOT_KNOWN = "There", "Missing", "Not known yet"


def standing_section(assessment: Assessment, *, types: bool) -> Section:
    """
    Where the person stands; what of all that many in the role have is there, missing or not known
    yet; and what to decide.
    """
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
    not_there = len(groups[MISSING]) + len(groups[NOT_KNOWN])
    later = assessment.roadmap.texts["missing_in_training"] if compared and not apart else None
    if later and groups[MISSING] and _is_in_training(results) and 2 * not_there > total:
        named = facts[(at := list(groups).index(MISSING))]
        kind = replace(named, value=later)
        facts[at : at + 1] = kind, replace(named, label=f"{MISSING}, by name", full=True)
    unknown = {each.requirement.id for each in results if each.state is State.UNKNOWN}
    for each in () if apart else assessment.decisions:
        take_in = f" To take it in: --with {each.decision.id}." if types else ""
        text = _terms_text(each.route, each.pay_forgone) + take_in
        may_be_held = each.decision.requirement(assessment.roadmap).id in unknown
        label = "To decide, if not held" if may_be_held else "To decide"
        said = each.route.title if may_be_held else text  # the terms stand in the full form
        facts.append(Fact(label, said, () if may_be_held else _terms_evidence(each.route)))
    far = apart or may_start_anew(assessment)
    for step in _places_ahead(assessment):
        begins = f"begins {date_text(step.begins_on)}" if step.begins_on else ""
        text = _terms_text(step.route, step.pay_forgone, begins)
        facts.append(Fact("Later in your plan", text, _terms_evidence(step.route), full=far))
    waiting = {each.decision.id for each in assessment.decisions}
    paths = [path.title for path in assessment.ways_on if path.decision not in waiting]
    blocks = (
        _standing_lines(assessment),
        Facts(facts),
        assessment.roadmap.texts["summary_ways_on"] if assessment.ways_on else None,
        Facts([Fact("Other paths", "; ".join(paths))]),
    )
    return Section("Where you stand", blocks, name="standing")


def is_unlike(assessment: Assessment) -> bool:
    """Whether it is of another profession: what the role's own has, and its school, says little."""
    unlike = is_in_the_job(assessment) and assessment.ready_to_apply is Answer.NO
    return bool(assessment.ways_on) or unlike


def _is_in_training(results: Iterable[RequirementResult]) -> bool:
    """Whether school or training that the required list asks for is under way."""
    return any(
        each.state is State.IN_PROGRESS and isinstance(leaf, Holds | Trained)
        for each in results
        if each.requirement.strength is Strength.REQUIRED
        for leaf in each.requirement.met_when.leaves()
    )


def may_start_anew(assessment: Assessment) -> bool:
    """Whether another residency is to come if the one told, of no known country, was abroad."""
    case = ProfileCase(assessment.profile, assessment.roadmap, assessment.as_of)
    return place_taken(case) == ELSEWHERE


def _listed(label: str, titles: list[str], total: int) -> str:
    """The titles; of many that are not known, how many."""
    if label == NOT_KNOWN and len(titles) > MOST_NOT_KNOWN:
        return f"{len(titles)} of the {total} things that the roadmap expects"
    return "; ".join(titles)


def _standing_lines(assessment: Assessment) -> Iterator[Words]:
    """
    How the person compares with others, and whether anything formal stands in the way of a job that
    is neither theirs yet nor off their own path; only what the required list says where the roadmap
    compares with nobody.
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
    if not (own_word or is_in_the_job(assessment)):
        presumed = {each.warning for each in assessment.roadmap.presumed}
        doubted = any(each.code in presumed for each in assessment.warnings)
        nothing = BUT_FOR_THE_NOTE if doubted else NOTHING_FORMAL
        yield nothing if ready is Answer.YES else _formal_text(assessment)


def is_in_the_job(assessment: Assessment) -> bool:
    return assessment.stage.rung is assessment.roadmap.ladder[-1]


def _formal_text(assessment: Assessment) -> str:
    """What of the required list is in the way, what is there, and what is not known yet."""
    groups = _groups(assessment, Strength.REQUIRED)
    counts = assessment.readiness[Strength.REQUIRED]
    total = counts.met + counts.open + counts.unknown
    lead = (
        f"{counts.open} formal requirements are" if counts.open > 1 else "A formal requirement is"
    )
    lists = [f"{lead} still open: {'; '.join(groups[MISSING])}." if counts.open else IF_FORMAL]
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
    """The word for it, and why."""
    said = f"{found.title}. {found.why}".rstrip()
    return f"{said[:1].upper()}{said[1:]}"


def _groups(assessment: Assessment, *strengths: Strength) -> dict[str, list[str]]:
    """What is there, missing and not known yet."""
    groups: dict[str, list[str]] = {THERE: [], MISSING: [], NOT_KNOWN: []}
    for each in assessment.requirements():
        if each.requirement.strength in strengths:
            groups[_group(each)].append(_row_text(each))
    return groups


def _group(result: RequirementResult) -> str:
    if result.state.is_satisfied:
        return THERE
    return NOT_KNOWN if result.state is State.UNKNOWN else MISSING


def _row_text(result: RequirementResult) -> str:
    """The requirement, with its state where that is neither met nor simply open."""
    plain = (State.MET, State.NOT_MET, State.UNKNOWN)
    word = "" if result.state in plain else f" ({wording.requirement_state(result)[1]})"
    return f"{result.requirement.title}{word}"


def _terms_text(route: Route, forgone: Cost | None, begins: str = "") -> str:
    """
    What it takes in time, fees and pay, and at what odds, and when it ``begins``; what is done
    within other training ends with an exam after it, so its months say little.
    """
    months = route.months
    is_wide = months.high > WIDE * months.likely
    takes = wording.months_text(months) if is_wide else wording.span_text(months.likely)
    parts = [begins, "" if begins and route.within else takes]
    if route.cost is not None:
        note = f" ({route.cost.note.rstrip('.')})" if route.cost.note else ""
        parts.append(f"{wording.cost_text(route.cost)}{note}")
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


def is_place(step: NextStep) -> bool:
    """Whether it is a place, and not everybody who wants it finds one."""
    return step.route.odds is not None and step.done_on is None


def _places_ahead(assessment: Assessment) -> Iterator[NextStep]:
    """The steps of the plan behind this page that are such a place."""
    for step in (*assessment.next_steps[STEPS_SHOWN:], *assessment.later_steps):
        if step.begins_on is not None and is_place(step):
            yield step
