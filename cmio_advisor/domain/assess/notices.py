"""
What the reader should know about the answers and the evidence: contradictions, ends, staleness.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial

from cmio_advisor.domain.assess.assessment import Notice
from cmio_advisor.domain.base.evidence import Evidence
from cmio_advisor.domain.base.sentences import date_text, filled, in_form, partial_date_text
from cmio_advisor.domain.base.time import month_position
from cmio_advisor.domain.judge.case import ProfileCase
from cmio_advisor.domain.judge.contradictions import (
    Found,
    on_beginnings,
    on_clinical_years,
    on_informatics_years,
    on_metro,
    on_post,
    on_presupposed,
    on_training,
    on_training_status,
)
from cmio_advisor.domain.judge.looks import NOT_READ, Look, Part, of_whole
from cmio_advisor.domain.pay.estimate import beyond_years
from cmio_advisor.domain.profile.fields import BY_PATH, FIELDS, ProfileField
from cmio_advisor.domain.profile.profile import AHEAD, Holding
from cmio_advisor.domain.roadmap.names import nearest_words
from cmio_advisor.domain.roadmap.roadmap import Nearest, Roadmap
from cmio_advisor.domain.rules.conditions import Condition, Rank
from cmio_advisor.domain.rules.holdings import holding_finding
from cmio_advisor.domain.rules.leaves import experience_of

OLD_PROFILE_MONTHS = 12
NEAREST = "nearest-roadmap"
"""The warning that another roadmap is nearer."""
NOT_CHOSEN = "roadmap_not_chosen"
"""The warning that no answer shows which roadmap is nearest."""


def find_warnings(case: ProfileCase, stale_facts: int) -> tuple[Notice, ...]:
    """
    Every warning for this person on this day; ``stale_facts`` counts evidence past its review day.
    """
    found = [each for part in notice_parts(case.roadmap) for each in part.find(case)]
    return (*found, *stale_notices(case.roadmap, stale_facts))


def stale_notices(roadmap: Roadmap, stale_facts: int) -> tuple[Notice, ...]:
    """The warning that evidence is past its review day, which everybody gets or nobody."""
    if not stale_facts:
        return ()
    text = in_form("warning_stale_evidence", "one" if stale_facts == 1 else "", roadmap.texts)
    return (Notice(code="stale_evidence", text=filled(text, {"count": str(stale_facts)})),)


def _on_days(case: ProfileCase) -> Iterator[Found]:
    as_of = case.profile.as_of
    if case.on < case.roadmap.evidence_from:
        yield "before_evidence", {"date": date_text(case.roadmap.evidence_from)}
    if as_of is not None and case.on < as_of:
        yield "before_profile", {"date": date_text(as_of)}
    table = case.roadmap.pay
    beyond = beyond_years(table, case.on.year) if table else None
    if beyond is not None:
        yield "pay_year", beyond


def _on_age(case: ProfileCase) -> Iterator[Found]:
    as_of = case.profile.as_of
    if as_of is not None and any(_goes_on(field, case) for field in WORK):
        if month_position(case.on) - month_position(as_of) > OLD_PROFILE_MONTHS:
            yield "old_profile", {"date": date_text(as_of)}


def _on_endings(field: str, case: ProfileCase) -> Iterator[Found]:
    holdings: tuple[Holding, ...] | None = BY_PATH[field].of(case.profile)
    for holding in holdings or ():
        title = case.roadmap.vocabulary.title(BY_PATH[field].terms, holding.id)
        standing = holding_finding(holding, case).low
        due = holding.expected and holding.expected.ahead_of(case.on).latest < case.on
        for code, day, applies in (
            ("certificate_expiring", holding.expires, standing is Rank.EXPIRING),
            ("certificate_expired", holding.expires, standing is Rank.EXPIRED),
            ("expected_date_passed", holding.expected, due and holding.status in AHEAD),
        ):
            if day and applies:
                yield code, {"title": title, "date": partial_date_text(day.text())}


def _on_waivers(case: ProfileCase) -> Iterator[Found]:
    by_id = {each.id: each for each in case.roadmap.requirements()}
    for waiver in case.profile.waivers:
        requirement = by_id.get(waiver.requirement)
        if requirement is None:
            near = " or ".join(nearest_words(waiver.requirement, by_id))
            code = "waiver_unknown_near" if near else "waiver_unknown"
            yield code, {"requirement": waiver.requirement, "near": near}
        elif not requirement.waivable:
            yield "waiver_not_taken", {"title": requirement.title}


def _on_other_roadmaps(case: ProfileCase) -> Iterator[Found]:
    if found := [each for row in NAMING for each in _of_other_roadmaps(row, case)]:
        yield "not_used", {"titles": ", ".join(dict.fromkeys(found))}


def nearest_to(case: ProfileCase) -> Nearest | None:
    """The roadmap nearest to a person, by the first rule that surely holds."""
    return next((each for each in case.roadmap.nearest if each.when.judge(case).holds), None)


def _on_nearest(case: ProfileCase) -> Iterator[Found]:
    found = nearest_to(case)
    own = case.roadmap.id
    if found and found.roadmap != own and any(each.roadmap == own for each in case.roadmap.nearest):
        yield NEAREST, {"title": found.title, "roadmap": found.roadmap}


def _on_choice(case: ProfileCase) -> Iterator[Found]:
    found = nearest_to(case)
    if not found or _may_be_nearer(found, case):
        yield NOT_CHOSEN, {"target": case.roadmap.title}


def _may_be_nearer(found: Nearest, case: ProfileCase) -> bool:
    """
    Whether what could not be read may show that another roadmap is nearer, and what was read is
    not what its own rule, the first of that roadmap, asks for.
    """
    before = case.roadmap.nearest[: case.roadmap.nearest.index(found)]
    others = [each for each in before if each.roadmap != found.roadmap]
    return len(others) < len(before) and any(case.may_be_told(each.when) for each in others)


def _on_unread(case: ProfileCase) -> Iterator[Found]:
    columns = dict.fromkeys(each.column.replace("_", " ") for each in case.profile.unread)
    if columns:  # what stands there may be the office's own, and is in its list of problems
        yield "not_read", {"columns": ", ".join(columns)}


KINDS: Sequence[tuple[Callable[[ProfileCase], Iterator[Found]], Sequence[str]]] = (
    (_on_unread, ("unread",)),
    (_on_nearest, ()),
    (_on_days, ("as_of",)),
    (_on_age, ()),
    (partial(on_training_status, "residency"), ("residency",)),
    (partial(on_training_status, "fellowships"), ("fellowships",)),
    (on_training, ("degrees", "residency", "role")),
    (on_presupposed, ("certifications", "role")),
    (on_clinical_years, ("residency", "clinical")),
    (on_informatics_years, ("informatics",)),
    (on_beginnings, ("clinical", "informatics", "leadership", "role")),
    (on_post, ("informatics", "role")),
    (on_metro, ("setting",)),
    (partial(_on_endings, "certifications"), ("certifications",)),
    (partial(_on_endings, "board_certifications"), ("board_certifications",)),
    (partial(_on_endings, "degrees"), ("degrees",)),
    (_on_waivers, ("waivers",)),
    (_on_other_roadmaps, ()),
)
"""In the order in which their warnings are told, each with the fields that it goes by."""


def notice_parts(roadmap: Roadmap) -> list[Part]:
    """What finds the warnings that rest on answers."""
    return [_part(find, fields, roadmap) for find, fields in KINDS]


def choice_part(roadmap: Roadmap) -> Part:
    """What finds whether answers show that a roadmap chosen by them is the nearest."""
    return _part(_on_choice, (), roadmap)


def _part(
    find: Callable[[ProfileCase], Iterator[Found]], fields: Sequence[str], roadmap: Roadmap
) -> Part:
    texts = roadmap.texts

    def rules() -> Iterator[Condition]:
        if find in (_on_nearest, _on_choice):
            yield from (each.when for each in roadmap.nearest)
        if find is on_presupposed:
            for each in (*roadmap.presupposed, *roadmap.presumed):
                yield from (each.what, each.first)

    def looks() -> Iterator[Look]:
        yield from map(of_whole, fields)
        if find is _on_choice:
            yield NOT_READ
        if find is _on_age:
            yield of_whole("as_of")
            yield from (Look(each, _goes_on, (each,)) for each in WORK)
        if find is _on_other_roadmaps:
            yield from (Look(row.head, _of_other_roadmaps, (row,)) for row in NAMING)

    def worded(case: ProfileCase) -> tuple[Notice, ...]:
        return tuple(
            [
                Notice(code=code, text=filled(texts[f"warning_{code.replace('-', '_')}"], values))
                for code, values in find(case)
            ]
        )

    return Part(worded, rules, looks)


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
    unread = ids - case.roadmap.read_ids
    return tuple(each.title for each in others if each.id in unread)


def stale_facts(roadmap: Roadmap, on: date) -> int:
    """How many pieces of evidence are past their review day."""
    if on > roadmap.review_by:
        return len(roadmap.review_days)
    return bisect_left(roadmap.review_days, on)


def is_stale(evidence: Evidence, roadmap: Roadmap, on: date) -> bool:
    """Whether a fact's review day, or the whole roadmap's, has passed."""
    return on > min(evidence.review_by or roadmap.review_by, roadmap.review_by)
