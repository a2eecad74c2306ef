"""Where one degree, certificate, residency or fellowship stands on the day."""

from cmio_advisor.domain.base.time import PartialDate, add_months
from cmio_advisor.domain.profile.profile import Holding, Status, Training
from cmio_advisor.domain.rules.conditions import MET, NOT_MET, UNKNOWN, Case, Finding, Rank

EXPIRING_MONTHS = 12
"""A certificate that ends within so many months is shown as expiring."""


def holding_finding(holding: Holding, case: Case) -> Finding:
    """Where one degree or certificate stands on the day."""
    if holding.status is Status.LAPSED:
        return Finding(Rank.EXPIRED, Rank.EXPIRED)
    if holding.status is Status.PLANNED:
        return _unfinished(Rank.PLANNED, holding.expected, case)
    if holding.status is not Status.HELD:
        return _unfinished(Rank.IN_PROGRESS, holding.expected, case)
    if holding.begun is not None:
        finished = _finished(holding.begun, case)
        if not finished.holds:
            return finished
    return _until(holding.expires, case) if holding.expires else MET


def training_finding(training: Training, case: Case, months: int = 0) -> Finding:
    """
    Where one residency or fellowship stands on the day, or ``months`` later if it is under way.
    """
    found = _trained(training, case)
    end = training.expected or training.completed
    if not months or found.holds or found.high < Rank.IN_PROGRESS:
        return found
    if end is None:
        return Finding(found.low, Rank.MET)
    soon = add_months(case.on, months)
    if end.latest <= soon:
        return MET
    return Finding(Rank.IN_PROGRESS, Rank.MET) if end.earliest <= soon else found


def _trained(training: Training, case: Case) -> Finding:
    if training.status is Status.PLANNED:
        return _unfinished(Rank.PLANNED, training.expected, case)
    if training.status is Status.IN_PROGRESS:
        return _unfinished(Rank.IN_PROGRESS, training.expected, case)
    if training.completed is not None:
        return _finished(training.completed, case)
    if training.status is Status.HELD:
        return MET
    if training.expected is not None:
        return _unfinished(Rank.IN_PROGRESS, training.expected, case)
    return UNKNOWN


RANK_OF = {
    Status.LAPSED: Rank.EXPIRED,
    Status.PLANNED: Rank.PLANNED,
    Status.IN_PROGRESS: Rank.IN_PROGRESS,
}


def standing_at(status: Status, found: Finding) -> Finding:
    """
    Whether something that stands so on the day is lapsed, planned or in progress then: what is told
    to end on a later day is under way, whatever way that was told.
    """
    rank = RANK_OF[status]
    if found.low == rank == found.high:
        return MET
    return UNKNOWN if found.low <= rank <= found.high else NOT_MET


def _unfinished(standing: Rank, expected: PartialDate | None, case: Case) -> Finding:
    known_on = max(case.on, case.as_of)  # what was due by then and is not finished has no day
    becomes = expected.latest if expected is not None and expected.latest > known_on else None
    return Finding(standing, standing, becomes)


def _finished(completed: PartialDate, case: Case) -> Finding:
    day = completed.not_after(case.as_of)
    if day.latest <= case.on:
        return MET
    if day.earliest > case.on:
        return Finding(Rank.IN_PROGRESS, Rank.IN_PROGRESS, day.latest)
    return Finding(Rank.IN_PROGRESS, Rank.MET, day.latest)


def _until(expires: PartialDate, case: Case) -> Finding:
    soon = add_months(case.on, EXPIRING_MONTHS)
    standings = [
        Rank.EXPIRED if day < case.on else Rank.EXPIRING if day <= soon else Rank.MET
        for day in (expires.earliest, expires.latest)
    ]
    return Finding(standings[0], standings[1], None, expires.latest)
