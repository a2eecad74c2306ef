"""What the reader should know about answers and evidence: contradictions, ends, staleness."""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial

from cmio_advisor.domain.base.evidence import Evidence
from cmio_advisor.domain.base.frozen import Frozen
from cmio_advisor.domain.base.sentences import date_text, filled, in_form, partial_date_text
from cmio_advisor.domain.base.terms import METROS, nearest_words
from cmio_advisor.domain.base.time import MONTHS_A_YEAR, PartialDate, add_months, month_position
from cmio_advisor.domain.judge.case import (
    CERTIFIED,
    DATED,
    ROUNDED_MONTHS,
    Look,
    ProfileCase,
    about,
    leaf_of,
)
from cmio_advisor.domain.pay.estimate import beyond_years
from cmio_advisor.domain.profile.experience import NO_WORK, Work
from cmio_advisor.domain.profile.fields import BY_NAME, BY_PATH, FIELDS, ProfileField
from cmio_advisor.domain.profile.profile import (
    AHEAD,
    TRAINING,
    Holding,
    Profile,
    Training,
    other_id,
)
from cmio_advisor.domain.roadmap.roadmap import Nearest, Presupposed, Roadmap
from cmio_advisor.domain.routes.offers import is_step
from cmio_advisor.domain.rules.conditions import TO_COME, Condition, Rank
from cmio_advisor.domain.rules.implication import implies
from cmio_advisor.domain.rules.leaves import (
    Holds,
    Names,
    Trained,
    experience_of,
    finding_of,
    holding_finding,
    is_finished_ahead,
    is_lapsed_ahead,
)

OLD_PROFILE_MONTHS = 12
NEAREST = "nearest-roadmap"
"""The warning that another roadmap is nearer."""
NOT_CHOSEN = "roadmap_not_chosen"
"""The warning that no answer shows which roadmap is nearest."""

FoundNotice = tuple[str, dict[str, str]]
"""A warning's code, and what fills the blanks of its sentence."""
Finder = Callable[[ProfileCase], Iterator[FoundNotice]]


class Notice(Frozen):
    """Something the reader should know about the answers or the evidence."""

    code: str
    text: str


def find_warnings(case: ProfileCase) -> tuple[Notice, ...]:
    """Every warning for this person on this day."""
    found = [each for find in FINDERS for each in notices_of(find, case)]
    return (*dict.fromkeys(found), *stale_notices(case.roadmap, case.on))


def stale_notices(roadmap: Roadmap, on: date) -> tuple[Notice, ...]:
    """The warning that evidence is past its review day, which everybody gets or nobody."""
    days = roadmap.review_days
    stale = len(days) if on > roadmap.review_by else bisect_left(days, on)
    if not stale:
        return ()
    text = in_form("warning_stale_evidence", "one" if stale == 1 else "", roadmap.texts)
    return (Notice(code="stale_evidence", text=filled(text, {"count": str(stale)})),)


def _on_days(case: ProfileCase) -> Iterator[FoundNotice]:
    as_of = case.profile.as_of
    if case.on < case.roadmap.evidence_from:
        yield "before_evidence", {"date": date_text(case.roadmap.evidence_from)}
    if as_of is not None and case.on < as_of:
        yield "before_profile", {"date": date_text(as_of)}
    table = case.roadmap.pay
    beyond = beyond_years(table, case.on.year) if table else None
    if beyond is not None:
        yield "pay_year", beyond


def _on_age(case: ProfileCase) -> Iterator[FoundNotice]:
    as_of = case.profile.as_of
    if as_of is not None and any(case.look(Look(each, _goes_on, (each,))) for each in WORK):
        if month_position(case.on) - month_position(as_of) > OLD_PROFILE_MONTHS:
            yield "old_profile", {"date": date_text(as_of)}


def _on_endings(field: str, case: ProfileCase) -> Iterator[FoundNotice]:
    for holding in BY_PATH[field].of(case.profile) or ():
        standing = holding_finding(holding, case).low
        is_ending = standing in (Rank.EXPIRING, Rank.EXPIRED) and not is_lapsed_ahead(holding, case)
        if holding.expires and is_ending:
            title = case.roadmap.vocabulary.title(BY_PATH[field].terms, holding.id)
            values = {"title": title, "date": partial_date_text(holding.expires.text())}
            yield f"certificate_{standing.name.lower()}", values


def _on_statuses(row: ProfileField, case: ProfileCase) -> Iterator[FoundNotice]:
    """
    What is finished, on the way or over by its status, and not by the day beside it; training ahead
    that is no step here, since jobs wait for its end.
    """
    entries: tuple[Holding | Training, ...] | None = row.of(case.profile)
    for each in entries or ():
        expires = each.expires if isinstance(each, Holding) else None
        is_ahead = each.status in AHEAD
        is_open = is_ahead or (each.status is None and not each.begun)
        has_passed = _has_passed(each.expected, case)
        ends = each.expected or each.begun
        is_beside = row.path in TRAINING and bool(is_ahead or each.begun)
        is_beside = is_beside and finding_of(each, case).low in TO_COME
        is_beside = is_beside and not is_step(row.path, each, case)
        for code, day, applies in (
            ("finished_and_expected", each.expected, is_finished_ahead(each, case)),
            ("expected_date_passed", each.expected, is_open and has_passed),
            ("ahead_and_begun", each.begun, is_ahead and _has_passed(each.begun, case)),
            ("lapsed_and_lasting", expires, is_lapsed_ahead(each, case)),
            ("training_beside", ends, is_beside and ends and not _has_passed(ends, case)),
            ("training_without_end", None, is_beside and not ends),
        ):
            if applies:
                title = case.roadmap.vocabulary.title(row.terms, each.thing or row.entry)
                title = title.removeprefix(other_id(""))
                date = partial_date_text(day.text()) if day else ""
                yield code, {"title": title[0].upper() + title[1:], "date": date}


def _has_passed(day: PartialDate | None, case: ProfileCase) -> bool:
    return day is not None and day.ahead_of(case.on).latest < case.on


def _on_early(case: ProfileCase) -> Iterator[FoundNotice]:
    """What is told for a day by which what it asks for first, or its least time, is not there."""
    for early in case.too_early:
        row, day = BY_NAME[early.field], early.judge(case).becomes
        ids = early.ids if isinstance(early, Holds) else early.specialties
        titles = [case.roadmap.vocabulary.title(row.terms, each) for each in ids]
        title = ", ".join([row.entry, *titles] if isinstance(early, Trained) else titles)
        if early.field in CERTIFIED or day is None:
            yield "certificate_too_early", {"title": title}
        else:
            yield "told_too_early", {"title": title, "date": date_text(day)}


def _on_waivers(case: ProfileCase) -> Iterator[FoundNotice]:
    by_id = {each.id: each for each in case.roadmap.requirements()}
    for waiver in case.profile.waivers:
        requirement = by_id.get(waiver.requirement)
        if requirement is None:
            near = " or ".join(nearest_words(waiver.requirement, by_id))
            code = "waiver_unknown_near" if near else "waiver_unknown"
            yield code, {"requirement": waiver.requirement, "near": near}
        elif not requirement.waivable:
            yield "waiver_not_taken", {"title": requirement.title}


def _on_other_roadmaps(case: ProfileCase) -> Iterator[FoundNotice]:
    looks = (Look(row.head, _of_other_roadmaps, (row,)) for row in NAMING)
    if found := [each for look in looks for each in case.look(look)]:
        yield "not_used", {"titles": ", ".join(dict.fromkeys(found))}


def nearest_to(case: ProfileCase) -> Nearest | None:
    """The roadmap nearest to a person, by the first rule that surely holds."""
    return next((each for each in case.roadmap.nearest if each.when.judge(case).holds), None)


def _on_nearest(case: ProfileCase) -> Iterator[FoundNotice]:
    found = nearest_to(case)
    own = case.roadmap.id
    if found and found.roadmap != own and any(each.roadmap == own for each in case.roadmap.nearest):
        yield NEAREST, {"title": found.title, "roadmap": found.roadmap}


def on_choice(case: ProfileCase) -> Iterator[FoundNotice]:
    """
    No roadmap is found nearest, or what could not be read may show that another one is nearer, and
    what was read is not what its own first rule asks for, which that may show as well.
    """
    found, every = nearest_to(case), case.roadmap.nearest
    before = every[: every.index(found)] if found else ()
    may_be = {each.roadmap for each in before if case.may_be_told(each.when)}
    if not found or (found.roadmap in may_be and len(may_be) > 1):
        yield NOT_CHOSEN, {"target": case.roadmap.title}


def _on_unread(case: ProfileCase) -> Iterator[FoundNotice]:
    rows = (BY_NAME[each.field] for each in case.profile.unread)
    fields = dict.fromkeys((each.own and each.head) or each.words or each.aside for each in rows)
    if fields:  # what stands there may be the office's own, and is in its list of problems
        yield "not_read", {"fields": ", ".join(fields)}


SLACK_MONTHS = 12
"""How far numbers may disagree before a contradiction is named: people round to years."""


def _on_degree(case: ProfileCase) -> Iterator[FoundNotice]:
    """Degree and post that do not fit together, or that pay was not measured for."""
    profile = case.profile
    first = next(iter(case.roadmap.requirements()))
    if profile.degrees is not None and first.met_when.judge(case).high is Rank.NOT_MET:
        if profile.role is not None and profile.role.id == case.roadmap.target_role:
            yield "post_without_degree", {}
        pay = case.roadmap.pay
        if pay is not None and pay.model is not None:
            yield "pay_of_physicians", {}


def _on_metro(case: ProfileCase) -> Iterator[FoundNotice]:
    """A metropolitan area that does not reach into the state."""
    setting, words = case.profile.setting, case.roadmap.vocabulary
    if setting.metro and setting.state and setting.state not in words.states_of(setting.metro):
        named = {
            "metro": words.title(METROS, setting.metro),
            "state": words.title("states", setting.state),
        }
        yield "metro_beside_state", named


def _on_clinical_years(case: ProfileCase) -> Iterator[FoundNotice]:
    """More years of patient care than there was time for."""
    done, worked = case.look(FIRST_COMPLETED), case.look(MONTHS_OF_CARE)
    if done is not None and worked > SLACK_MONTHS:
        since = month_position(case.as_of) - month_position(done)
        if worked > max(0.0, since) + SLACK_MONTHS:
            yield "practice_longer_than_possible", {"years": f"{worked / MONTHS_A_YEAR:.0f}"}


def _first_completed(case: ProfileCase) -> date | None:
    """The first day on which a residency of the own profession may have been finished."""
    own = (each for each in case.profile.residency or () if each.profession is None)
    return min((each.completed.earliest for each in own if each.completed), default=None)


def _months_of_care(case: ProfileCase) -> float:
    """At least so many; what was done in another profession came before the training."""
    counted = (None, BY_NAME["license"].own)
    entries = tuple(each for each in case.profile.clinical or () if each.done_in in counted)
    return Work(entries, case.as_of).months(case.as_of).low if entries else NO_WORK.low


FIRST_COMPLETED = Look("residency", _first_completed)
MONTHS_OF_CARE = Look("clinical", _months_of_care)


def _on_dated_work(field: str, case: ProfileCase) -> Iterator[FoundNotice]:
    """Other years of work than the dates tell."""
    if case.look(Look(field, _disagree, (field,))):
        yield "years_and_dates_disagree", {}


def _disagree(field: str, case: ProfileCase) -> bool:
    for entry in experience_of(case.profile, field) or ():
        if entry.years and entry.start:
            dated = Work((entry,), case.as_of).months(case.as_of)
            low, high = entry.years.low * MONTHS_A_YEAR, entry.years.high * MONTHS_A_YEAR
            if dated.low > high + SLACK_MONTHS or dated.high < low - SLACK_MONTHS:
                return True
    return False


def _on_beginnings(case: ProfileCase) -> Iterator[FoundNotice]:
    """Work, or the present job, that is told to begin after the day of the answers."""
    role = case.profile.role
    since = [role.since] if role and role.since and role.since.earliest > case.as_of else []
    looks = (Look(each, _begin_later, (each,)) for each in WORK)
    for start in (*(each for look in looks for each in case.look(look)), *since):
        at = "on" if start.earliest == start.latest else "in"
        yield "begins_later", {"date": f"{at} {partial_date_text(start.text())}"}


def _begin_later(field: str, case: ProfileCase) -> tuple[PartialDate, ...]:
    starts = (each.start for each in experience_of(case.profile, field) or ())
    return tuple(each for each in starts if each and each.earliest > case.as_of)


def _on_post(case: ProfileCase) -> Iterator[FoundNotice]:
    """A present post that is informatics work, beside no work in informatics, or none told."""
    role, entries = case.profile.role, case.profile.informatics
    if role is None or role.id not in case.roadmap.informatics_roles:
        return
    title = case.roadmap.vocabulary.title("roles", role.id)
    started = role.since.latest if role.since else None
    is_new = started and month_position(case.as_of) - month_position(started) <= SLACK_MONTHS
    if started and entries is None and not is_new:
        yield "years_of_post_not_told", {"title": title}
    elif (
        entries is not None and not Work(entries, case.as_of).months(case.as_of).high and not is_new
    ):
        yield "post_without_informatics", {"title": title}


def _on_presupposed(case: ProfileCase) -> Iterator[FoundNotice]:
    """What was told beside an answer by which nobody can have it."""
    known = (*case.roadmap.presupposed, *case.roadmap.presumed)
    told = [each for each in known if each.warning and case.is_told(each.what)]
    lacking = [each for each in told if each.first.judge(case).fails]
    out_of_order = {each.what: each for each in told if case.find(about(_was_lacking, each))}
    for each in dict.fromkeys((*lacking, *out_of_order.values())):
        yield str(each.warning), {"title": _title_of(each.what, case)}


def _was_lacking(presupposed: Presupposed, case: ProfileCase) -> bool:
    """Whether on the day on which something was finished what comes first was not there."""
    told_in = {getattr(each, "field", "") for each in presupposed.what.leaves()}
    days = [
        add_months(day, ROUNDED_MONTHS)
        for row in DATED
        if row.called in told_in
        for leaf, day in case.look(Look(row.head, _finished_in, (row,)))
        if implies(leaf, presupposed.what)
    ]
    if not days:
        return False
    fields = {
        each.field for each in presupposed.first.leaves() if isinstance(each, Holds | Trained)
    }
    held = {each: getattr(case.profile, each) for each in fields}
    profile = Profile(as_of=case.as_of, **held)
    then = (ProfileCase(profile, case.roadmap, day) for day in days if day <= case.on)
    return any(presupposed.first.judge(each).fails for each in then)


def _finished_in(row: ProfileField, case: ProfileCase) -> tuple[tuple[Condition, date], ...]:
    """What of a field was finished, each with its day."""
    entries = [each for each in row.of(case.profile) or () if not getattr(each, "profession", None)]
    return tuple((leaf_of(row.called, each), each.begun.latest) for each in entries if each.begun)


def _title_of(rule: Condition, case: ProfileCase) -> str:
    """What of a rule's certifications or jobs was told; nothing for other rules."""
    held = [("certifications", each.id) for each in case.profile.certifications or ()]
    held += [("roles", case.profile.role.id)] if case.profile.role else []
    naming = [each for each in rule.leaves() if isinstance(each, Holds | Names)]
    asked = {id_ for leaf in naming for id_ in leaf.ids}
    titles = case.roadmap.vocabulary.title
    return ", ".join(titles(kind, each) for kind, each in held if each in asked)


WORK = ("clinical", "informatics", "leadership")


def _goes_on(field: str, case: ProfileCase) -> bool:
    """Whether work told of in a field goes on."""
    return any(each.ongoing for each in experience_of(case.profile, field) or ())


NAMING = tuple(row for row in FIELDS if row.terms)
"""The fields whose values are ids of the vocabulary."""


def _of_other_roadmaps(row: ProfileField, case: ProfileCase) -> tuple[str, ...]:
    """What an answer names that other roadmaps know and this one does not."""
    words = case.roadmap.vocabulary
    others = words.elsewhere.get(row.terms, ())
    if not others:
        return ()
    answer = row.of(case.profile)
    given = answer if isinstance(answer, tuple) else (answer,)
    ids = {getattr(each, "specialty", getattr(each, "id", each)) for each in given}
    known = [each for each in others if each.id in ids]
    return tuple(each.title for each in known if each.id not in case.roadmap.read_ids)


FINDERS: Sequence[Finder] = (
    _on_unread,
    _on_nearest,
    _on_days,
    _on_age,
    _on_degree,
    _on_presupposed,
    _on_clinical_years,
    partial(_on_dated_work, "clinical"),
    partial(_on_dated_work, "informatics"),
    _on_beginnings,
    _on_post,
    _on_metro,
    partial(_on_endings, "certifications"),
    partial(_on_endings, "board_certifications"),
    *(partial(_on_statuses, row) for row in DATED),
    _on_early,
    _on_waivers,
    _on_other_roadmaps,
)
"""In the order in which their warnings are told."""


def notices_of(find: Finder, case: ProfileCase) -> tuple[Notice, ...]:
    """The warnings that rest on answers, of one kind."""
    found = (
        Notice(code=code, text=case.roadmap.say(f"warning_{code.replace('-', '_')}", **values))
        for code, values in find(case)
    )
    return tuple(dict.fromkeys(found))


def is_stale(evidence: Evidence, roadmap: Roadmap, on: date) -> bool:
    """Whether a fact's review day, or the whole roadmap's, has passed."""
    return on > min(evidence.review_by or roadmap.review_by, roadmap.review_by)
