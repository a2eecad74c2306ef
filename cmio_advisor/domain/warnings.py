"""
What the reader should know about the answers and the evidence: contradictions, ends, staleness.
"""

from collections.abc import Callable, Iterator

from cmio_advisor.domain.assessment import Warning  # noqa: A004 - the field's own word
from cmio_advisor.domain.case import ProfileCase
from cmio_advisor.domain.conditions import Standing
from cmio_advisor.domain.contradictions import (
    Found,
    on_boards,
    on_post,
    on_status,
    on_training,
    on_years,
)
from cmio_advisor.domain.profile import Status
from cmio_advisor.domain.record import Record
from cmio_advisor.domain.standing import holding_finding
from cmio_advisor.domain.timeline import month_position
from cmio_advisor.domain.wording import filled

OLD_PROFILE_MONTHS = 12


def find_warnings(
    case: ProfileCase, stale_facts: int, judge: "JudgePart | None" = None
) -> tuple[Warning, ...]:
    """
    Every warning for this person on this day; ``stale_facts`` counts evidence past its review day.

    ``judge`` gives a part's warnings; a caseload gives one that remembers.
    """
    found: list[Warning] = []
    for part in PARTS:
        found += (judge or warnings_of)(part, case)
    if stale_facts:
        found.append(_worded(("stale_evidence", {"count": str(stale_facts)}), case))
    return tuple(found)


def warnings_of(part: "Part", case: ProfileCase) -> tuple[Warning, ...]:
    """
    The warnings of one part.
    """
    return tuple([_worded(each, case) for each in part.find(case)])


def _worded(found: "Found", case: ProfileCase) -> Warning:
    code, values = found
    return Warning(code=code, text=filled(case.roadmap.texts[f"warning_{code}"], values))


def _on_dates(case: ProfileCase) -> Iterator[Found]:
    told = case.profile.as_of
    if case.on < case.roadmap.evidence_from:
        yield "before_evidence", {"date": case.roadmap.evidence_from.isoformat()}
    if told is not None and case.on < told:
        yield "before_profile", {"date": told.isoformat()}
    entries = (
        *(case.profile.clinical or ()),
        *(case.profile.informatics or ()),
        *(case.profile.leadership.experience or ()),
    )
    if told is not None and any(entry.ongoing for entry in entries):
        if month_position(case.on) - month_position(told) > OLD_PROFILE_MONTHS:
            yield "old_profile", {"date": told.isoformat()}


def _on_endings(case: ProfileCase) -> Iterator[Found]:
    words = case.roadmap.vocabulary
    for kind, holdings in (
        ("certifications", case.profile.certifications),
        ("specialties", case.profile.board_certifications),
        ("degrees", case.profile.degrees),
    ):
        for holding in holdings or ():
            title = words.title(kind, holding.id)
            standing = holding_finding(holding, case).low
            if holding.expires and standing is Standing.EXPIRING:
                yield "certificate_expiring", {"title": title, "date": holding.expires.text()}
            if holding.expires and standing is Standing.EXPIRED:
                yield "certificate_expired", {"title": title, "date": holding.expires.text()}
            if holding.expected and holding.expected.latest < case.on:
                if holding.status in (Status.IN_PROGRESS, Status.PLANNED):
                    yield "expected_date_passed", {"title": title, "date": holding.expected.text()}


def _on_waivers(case: ProfileCase) -> Iterator[Found]:
    for waiver in case.profile.waivers:
        requirement = case.roadmap.requirement(waiver.requirement)
        if not requirement.waivable:
            yield "waiver_not_taken", {"title": requirement.title}


class Part(Record, kw_only=False):
    """
    Warnings that rest on these fields of a profile alone, and on the days.
    """

    fields: tuple[str, ...]
    find: Callable[[ProfileCase], Iterator[Found]]


JudgePart = Callable[[Part, ProfileCase], tuple[Warning, ...]]

PARTS = (
    Part(("clinical", "informatics", "leadership"), _on_dates),
    Part(("residency", "fellowships"), on_status),
    Part(("degrees", "residency", "board_certifications", "role"), on_training),
    Part(("residency", "clinical", "informatics"), on_years),
    Part(("informatics", "role"), on_post),
    Part(("certifications", "board_certifications"), on_boards),
    Part(("certifications", "board_certifications", "degrees"), _on_endings),
    Part(("waivers",), _on_waivers),
)
"""In the order in which their warnings are told."""
