"""Where a person stands on the ladder, in sentences, and what that and the target role pay."""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from cmio_advisor.domain.base.frozen import Frozen, replace
from cmio_advisor.domain.base.sentences import filled, in_form
from cmio_advisor.domain.base.time import MONTHS_A_YEAR, Cost, Months
from cmio_advisor.domain.judge.case import ProfileCase
from cmio_advisor.domain.judge.results import (
    Answer,
    OpenDecision,
    RequirementResult,
    StandingResult,
    State,
)
from cmio_advisor.domain.pay import estimate
from cmio_advisor.domain.pay.table import Figures, to_step
from cmio_advisor.domain.profile.experience import is_over
from cmio_advisor.domain.profile.profile import (
    Experience,
    Holding,
    Role,
    Setting,
    Status,
    Training,
    is_other,
)
from cmio_advisor.domain.roadmap.roadmap import Roadmap, Rung, Sign, Standing, Strength
from cmio_advisor.domain.roadmap.route import Route
from cmio_advisor.domain.rules.conditions import AtLeast, Condition, Reference
from cmio_advisor.domain.rules.leaves import Leaf
from cmio_advisor.domain.rules.quoting import field_words

FEW_FIELDS = 4
"""Of so many open answers a sentence names each; of more the lists of the page do."""


class Stage(Frozen):
    """
    The highest rung that the answers show; ``rung`` is ``None`` when they show none yet.

    ``pay_role`` is the role of the pay data that fits today's post, if there is one.
    """

    rung: Rung | None
    why: str
    pay_role: str | None = None


class Pay(Frozen):
    """What the target role pays, and today's stage where there is evidence."""

    target: estimate.PayEstimate
    today: estimate.PayEstimate | None


def stage_at(
    roadmap: Roadmap,
    on: date,
    found: tuple[Rung, Sign] | None,
    role: Role | None,
    clinical: tuple[Experience, ...] | None,
) -> Stage:
    """
    The stage on the rung that was found, and the sentences that say why. Whose patient care is over
    and who told no job is not paid for it today.
    """
    texts = roadmap.texts
    if found is None:
        return Stage(rung=None, why=texts["stage_unknown"])
    rung, sign = found
    why = sign.why
    if role is None and rung is not roadmap.ladder[-1]:
        why = f"{why} {texts['stage_without_post']}"
    is_paid = role is None or role.is_held
    has_pay = is_paid and not (_rests_on_care(sign) and is_over(clinical or (), on))
    return Stage(rung=rung, why=why, pay_role=sign.pay_role if has_pay else None)


def _rests_on_care(sign: Sign) -> bool:
    fields = {each.field for each in sign.when.leaves() if isinstance(each, Leaf)}
    return "clinical" in fields and "role" not in fields


def summarize(
    roadmap: Roadmap,
    stage: Stage,
    ready: Answer,
    results: Iterable[RequirementResult],
    *,
    has_ways_on: bool,
) -> tuple[str, ...]:
    """Two to four sentences: where the person stands, and what the required list says."""
    texts = roadmap.texts
    required = [each for each in results if each.requirement.strength is Strength.REQUIRED]
    unknown = [each for each in required if each.state is State.UNKNOWN]
    wanting = [each for each in required if each.state.is_open]
    listed = wanting if ready is Answer.NO else unknown
    values = {
        "total": str(len(required)),
        "met": str(sum(each.state.is_satisfied for each in required)),
        "count": str(len(listed)),
        "titles": "; ".join(each.requirement.title for each in listed),
        "stage": stage.rung.title if stage.rung else "",
    }
    sentences: list[str] = []
    at_target = stage.rung is roadmap.ladder[-1]
    if stage.rung is not None:
        sentences.append(texts["summary_at_target" if at_target else "summary_stage"])
    if not at_target or ready is not Answer.YES:
        among = len(listed) if ready is Answer.UNKNOWN else len(required) - len(wanting)
        form = "only" if len(required) == 1 else {0: "none", 1: "one"}.get(among, "")
        sentences.append(in_form(f"summary_{ready}", form, texts))
    if ready is Answer.NO and unknown:
        values["unknown"] = str(len(unknown))
        sentences.append(texts["summary_also_unknown"])
    if has_ways_on:
        sentences.append(texts["summary_ways_on"])
    return tuple(filled(each, values) for each in sentences)


def standing_of(case: ProfileCase) -> tuple[Standing | None, str, str]:
    """
    The best standing that certainly holds, unless a better one may, what it is called for this
    person, and the sentence that says why.
    """
    possible: list[Standing] = []
    texts = case.roadmap.texts
    is_there = any(each.when.judge(case).holds for each in case.roadmap.ladder[-1].signs)
    in_job = texts["standing_at_target_title"] if is_there else ""
    for standing in case.roadmap.standings:
        found = standing.when.judge(case)
        if found.holds and not possible:
            said = next(_signs_of(standing, case), None)
            title = (said and said.title) or in_job or standing.title
            return standing, title, said.why if said else standing.why
        if not found.fails:
            possible.append(standing)
        if found.holds:
            break
    for sign in (sign for standing in possible[:1] for sign in _signs_of(standing, case)):
        if sign.title:  # what they hold is told, however they compare
            return None, sign.title, sign.why
    asked = {each.settles for each in case.roadmap.questions}
    fields = sorted(asked & {one for each in possible for one in _open_fields(each.when, case)})
    titles = [f'"{each.title}"' for each in possible]
    values = {
        "titles": " or ".join(filter(None, (", ".join(titles[:-1]), *titles[-1:]))),
        "fields": "; ".join(field_words(each, case.roadmap.vocabulary) for each in fields),
    }
    if in_job:
        return None, in_job, texts["standing_at_target"]
    names = ["standing_unknown"] * (len(possible) < len(case.roadmap.standings))
    names += ["standing_unknown_settles"] * (len(fields) <= FEW_FIELDS)
    why = " ".join(filled(texts[each], values) for each in names or ["standing_unknown_open"])
    return None, texts["standing_unknown_title"], why


def _signs_of(standing: Standing, case: ProfileCase) -> Iterator[Sign]:
    """What this person is told of that standing in place of its own sentence, the first first."""
    return (each for each in standing.signs if each.when.judge(case).holds)


def _open_fields(rule: Condition, case: ProfileCase) -> frozenset[str]:
    """What can still move a rule, through others that it names."""
    if isinstance(rule, AtLeast) and not rule.judge(case).settled:
        return frozenset().union(*(_open_fields(each, case) for each in rule.parts))
    if isinstance(rule, Reference) and not rule.judge(case).settled:
        return _open_fields(case.roadmap.named_rule(rule), case)
    return rule.open_fields(case)


def compare(
    roadmap: Roadmap, found: tuple[Standing | None, str, str], *expected: RequirementResult
) -> StandingResult | None:
    """The standing that was found, with what of the expected list is there."""
    if not roadmap.standings:
        return None
    have = [each.requirement for each in expected if each.state.is_satisfied]
    missing = [each.requirement for each in expected if each.state.is_open]
    least, most = len(have), len(expected) - len(missing)
    counts = {"least": str(least), "most": str(most)}
    range_ = filled(roadmap.texts["standing_range"], counts)
    values = {
        "have": str(least or "none") if least == most else range_,
        "expected": str(len(expected)),
        "missing": "; ".join(each.title for each in missing),
    }
    why = found[2] if have or missing else _without(found[2], "{have}") or found[2]
    why = why if missing else _without(why, "{missing}")
    return StandingResult(
        standing=found[0],
        title=found[1],
        why=filled(why, values),
        have=tuple(each.id for each in have),
        missing=tuple(each.id for each in missing),
    )


def _without(text: str, name: str) -> str:
    """The text without a sentence into which nothing could be filled."""
    return " ".join(each for each in re.split(r"(?<=\.) ", text) if name not in each)


def target_pay(
    roadmap: Roadmap, on: date, setting: Setting, specialty: str | None
) -> estimate.PayEstimate | None:
    """
    What the target role pays where this person works; no band in a year that none reaches, and
    nothing by a roadmap without evidence of pay.
    """
    table, words = roadmap.pay, roadmap.vocabulary
    if table is None:
        return None
    beyond = estimate.beyond_years(table, on.year)
    if beyond is not None:
        note = filled(roadmap.texts["warning_pay_year"], beyond)
        return estimate.pay_without_band(table, roadmap.target_role, on.year, note)
    return estimate.pay_estimate(
        table,
        roadmap.target_role,
        on.year,
        organization=setting.organization,
        beds=setting.beds or None,
        state=words.state_of(setting.state, setting.metro),
        areas=words.areas_of(setting.state, setting.metro),
        specialty=specialty,
    )


def stage_pay(
    roadmap: Roadmap,
    on: date,
    role: str | None,
    specialty: str | None,
    setting: Setting,
    target: estimate.PayEstimate | None,
) -> estimate.PayEstimate | None:
    """
    What today's stage pays, by the pay role that its sign names; whoever holds the target role is
    told its estimate, so that there is one figure for one post. Nothing of a place elsewhere.
    """
    if roadmap.pay is None or target is None:
        return None
    areas = roadmap.vocabulary.areas_of(setting.state, setting.metro)
    wages = roadmap.pay.wages
    if areas and wages and wages.rows.keys().isdisjoint(areas):  # somewhere else than it counts
        return None
    today = estimate.pay_today(roadmap.pay, role, specialty, year=on.year, areas=areas)
    if today is None or today.role is not target.role:
        return today
    note = today.note if target.total else target.note
    return replace(target, base=None, notes=(note,))


def pay_beside(
    target: estimate.PayEstimate | None, today: estimate.PayEstimate | None
) -> Pay | None:
    """Both as one; nothing by a roadmap without evidence of pay."""
    return None if target is None else Pay(target=target, today=today)


def trained_in(
    roadmap: Roadmap,
    residency: tuple[Training, ...] | None,
    fellowships: tuple[Training, ...] | None,
    board_certifications: tuple[Holding, ...] | None,
) -> str | None:
    """
    The specialty that the person works in: one with pay of its own, of a residency, a finished
    fellowship or a certificate ("internal medicine, then cardiology"); then one of which no pay is
    known, as a subspecialist is not paid as a generalist. Of several the first in the alphabet, so
    that the order of answers does not matter.
    """
    residencies = {each.specialty for each in residency or ()}
    finished = {
        each.specialty for each in fellowships or () if each.completed or each.status is Status.HELD
    }
    told = {*residencies, *finished, *[each.id for each in board_certifications or ()]}
    known = sorted(each for each in told if each and not is_other(each))
    by_pay = [(_own_pay(roadmap, each), each not in residencies, each) for each in known]
    return min(by_pay)[-1] if by_pay else None


def _own_pay(roadmap: Roadmap, specialty: str) -> int:
    """0 with pay of its own, 1 where none is known, 2 a generalist's, 3 everybody's."""
    found = roadmap.pay.specialties.get(specialty) if roadmap.pay else None
    role = estimate.specialty_role(roadmap.pay, specialty) if roadmap.pay else None
    if found is None or role is None:
        return 1
    return 3 if role.by_specialty else 2 if found.general else 0


THOUSAND = 1_000


def pay_of(told: int | None, figures: Figures | None) -> Cost | None:
    """A year's pay as told, else the published middle half, where both its ends are known."""
    if told is not None:
        return Cost(low=told, high=told)
    if figures is None or figures.p25 is None or figures.p75 is None:
        return None
    return Cost(low=figures.p25, high=figures.p75)


def forgone(
    route: Route, months: Months, pay_now: Cost | None, meanwhile: Cost | None = None
) -> Cost | None:
    """
    A year's pay of today less what a route pays, or ``meanwhile``, over its full-time months;
    ``None`` if one is not known.
    """
    pay = meanwhile or route.pay
    if pay_now is None or pay is None:
        return None
    years = route.full_time_of(months.likely) / MONTHS_A_YEAR
    low, high = max(0, pay_now.low - pay.high), max(0, pay_now.high - pay.low)
    return Cost(low=to_step(years * low, THOUSAND), high=to_step(years * high, THOUSAND))


def with_pay_forgone(
    decisions: tuple[OpenDecision, ...], pay: Pay | None, told: int | None
) -> tuple[OpenDecision, ...]:
    """The decisions, each with the pay that it takes from somebody who is paid so today."""
    return tuple(
        replace(each, pay_forgone=forgone_today(each.route, each.route.months, pay, told))
        for each in decisions
    )


def forgone_today(route: Route, months: Months, pay: Pay | None, told: int | None) -> Cost | None:
    """The pay that a route takes from somebody who is paid so today, or as ``told``."""
    return forgone(route, months, pay_of(told, pay.today.figures if pay and pay.today else None))
