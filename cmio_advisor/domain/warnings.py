"""
What the reader should know about the answers and the evidence: contradictions, ends, staleness.
"""

from collections.abc import Callable, Iterator
from datetime import date

from cmio_advisor.domain.assessment import Warning  # noqa: A004 - the field's own word
from cmio_advisor.domain.case import ProfileCase
from cmio_advisor.domain.conditions import Standing
from cmio_advisor.domain.experience import NO_WORK, months_worked
from cmio_advisor.domain.profile import Experience, Holding, Status, Training
from cmio_advisor.domain.record import Record
from cmio_advisor.domain.roadmap import Roadmap
from cmio_advisor.domain.standing import holding_finding, training_finding
from cmio_advisor.domain.timeline import MONTHS_A_YEAR, Span, month_position
from cmio_advisor.domain.wording import filled

OLD_PROFILE_MONTHS = 12
SLACK_MONTHS = 12
"""How far numbers may disagree before a contradiction is named: people round to years."""


def find_warnings(case: ProfileCase, stale_facts: int) -> tuple[Warning, ...]:
    """
    Every warning for this person on this day; ``stale_facts`` counts evidence past its review day.
    """
    found = [warning for part in PARTS for warning in warnings_of(part, case)]
    return (*found, *stale_warning(case.roadmap, stale_facts))


def stale_warning(roadmap: Roadmap, stale_facts: int) -> tuple[Warning, ...]:
    """
    The warning that evidence is past its review day, which everybody gets or nobody.
    """
    if not stale_facts:
        return ()
    return (_worded(("stale_evidence", {"count": str(stale_facts)}), roadmap),)


def warnings_of(part: "Part", case: ProfileCase) -> tuple[Warning, ...]:
    """
    The warnings of one part.
    """
    return tuple([_worded(each, case.roadmap) for each in part.find(case)])


def _worded(found: "Found", roadmap: Roadmap) -> Warning:
    code, values = found
    return Warning(code=code, text=filled(roadmap.texts[f"warning_{code}"], values))


Found = tuple[str, dict[str, str]]


def _on_days(case: ProfileCase) -> Iterator[Found]:
    told = case.profile.as_of
    if case.on < case.roadmap.evidence_from:
        yield "before_evidence", {"date": case.roadmap.evidence_from.isoformat()}
    if told is not None and case.on < told:
        yield "before_profile", {"date": told.isoformat()}


def _on_age(case: ProfileCase) -> Iterator[Found]:
    told, profile = case.profile.as_of, case.profile
    entries = (
        *(profile.clinical or ()),
        *(profile.informatics or ()),
        *(profile.leadership.experience or ()),
    )
    if told is not None and any(entry.ongoing for entry in entries):
        if month_position(case.on) - month_position(told) > OLD_PROFILE_MONTHS:
            yield "old_profile", {"date": told.isoformat()}


def _on_residency_status(case: ProfileCase) -> Iterator[Found]:
    yield from _of_status(case.profile.residency)


def _on_fellowship_status(case: ProfileCase) -> Iterator[Found]:
    yield from _of_status(case.profile.fellowships)


def _of_status(trainings: tuple[Training, ...] | None) -> Iterator[Found]:
    unfinished = (Status.IN_PROGRESS, Status.PLANNED)
    for training in trainings or ():
        if training.completed and training.status in unfinished:
            yield "training_status_and_date_disagree", {"date": training.completed.text()}


def _on_training(case: ProfileCase) -> Iterator[Found]:
    profile = case.profile
    medical = _of_group(case, profile.degrees or ())
    finished = [each for each in profile.residency or () if each.completed]
    for residency in finished:
        for degree in medical:
            if degree.earned and _before(residency, degree.earned.earliest):
                yield "residency_before_degree", {}
    if profile.degrees is not None and not medical and _any_finished(case, profile.residency):
        yield "residency_without_degree", {}
    in_residency = any(
        training_finding(each, case).high < Standing.EXPIRING for each in profile.residency or ()
    )
    if in_residency and not _any_finished(case, profile.residency):
        boards = [each for each in profile.board_certifications or () if each.status is Status.HELD]
        if boards:
            yield "board_before_residency", {}
    if profile.degrees is not None and not medical:
        if profile.role is not None and profile.role.id == case.roadmap.target_role:
            yield "post_without_degree", {}
        yield "pay_of_physicians", {}


def _of_group(case: ProfileCase, degrees: tuple[Holding, ...]) -> list[Holding]:
    """
    The degrees that the roadmap's first requirement counts.
    """
    first = next(iter(case.roadmap.requirements()))
    facts = {
        fact.partition(":")[2]
        for leaf in first.met_when.leaves()
        for fact in getattr(leaf, "facts", frozenset)()
    }
    return [each for each in degrees if each.id in facts]


def _any_finished(case: ProfileCase, trainings: tuple[Training, ...] | None) -> bool:
    return any(training_finding(each, case).holds for each in trainings or ())


def _before(residency: Training, day: date) -> bool:
    return residency.completed is not None and residency.completed.latest < day


def _on_clinical_years(case: ProfileCase) -> Iterator[Found]:
    done = [each.completed for each in case.profile.residency or () if each.completed is not None]
    entries = case.profile.clinical or ()
    worked = months_worked(entries, case.as_of, case.as_of) if entries else NO_WORK
    if done:
        since = month_position(case.as_of) - month_position(min(each.earliest for each in done))
        if worked.low > max(0.0, since) + SLACK_MONTHS:
            years = f"{worked.low / MONTHS_A_YEAR:.0f}"
            yield "practice_longer_than_possible", {"years": years}
    yield from _of_work(entries, case)


def _on_informatics_years(case: ProfileCase) -> Iterator[Found]:
    yield from _of_work(case.profile.informatics or (), case)


def _of_work(entries: tuple[Experience, ...], case: ProfileCase) -> Iterator[Found]:
    for entry in entries:
        if entry.years and entry.start and _disagree(entry, entry.years, case):
            yield "years_and_dates_disagree", {}


def _disagree(entry: Experience, years: Span, case: ProfileCase) -> bool:
    dated = months_worked((entry,), case.as_of, case.as_of)
    low, high = years.low * MONTHS_A_YEAR, years.high * MONTHS_A_YEAR
    return dated.low > high + SLACK_MONTHS or dated.high < low - SLACK_MONTHS


def _on_certifications(case: ProfileCase) -> Iterator[Found]:
    yield from _of_endings("certifications", case.profile.certifications, case)


def _on_boards(case: ProfileCase) -> Iterator[Found]:
    yield from _of_endings("specialties", case.profile.board_certifications, case)


def _on_degrees(case: ProfileCase) -> Iterator[Found]:
    yield from _of_endings("degrees", case.profile.degrees, case)


def _of_endings(
    kind: str, holdings: tuple[Holding, ...] | None, case: ProfileCase
) -> Iterator[Found]:
    for holding in holdings or ():
        title = case.roadmap.vocabulary.title(kind, holding.id)
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

    ``together`` are fields that have to be looked at side by side; of others each gives cause for
    a warning by itself.
    """

    fields: tuple[str, ...]
    find: Callable[[ProfileCase], Iterator[Found]]
    together: bool = False


PARTS = (
    Part((), _on_days),
    Part(("clinical", "informatics", "leadership"), _on_age),
    Part(("residency",), _on_residency_status),
    Part(("fellowships",), _on_fellowship_status),
    Part(("degrees", "residency", "board_certifications", "role"), _on_training, together=True),
    Part(("residency", "clinical"), _on_clinical_years, together=True),
    Part(("informatics",), _on_informatics_years),
    Part(("certifications",), _on_certifications),
    Part(("board_certifications",), _on_boards),
    Part(("degrees",), _on_degrees),
    Part(("waivers",), _on_waivers),
)
"""In the order in which their warnings are told."""
