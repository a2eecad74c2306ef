"""Where a degree, certificate or training stands on the day, and in which country it is."""

from cmio_advisor.domain.base.frozen import Frozen, replace
from cmio_advisor.domain.base.time import MONTHS_A_YEAR, PartialDate, add_months
from cmio_advisor.domain.profile.profile import (
    AHEAD,
    IN_TRAINING,
    Holding,
    Status,
    Training,
    is_other,
)
from cmio_advisor.domain.rules.conditions import MET, NOT_MET, TO_COME, UNKNOWN, Case, Finding, Rank

HOME = "US"
"""The country whose license and board certificates a profile speaks of."""
TRAINING_SPACE = (HOME, "CA")
"""Training done in one of these counts in both."""
ELSEWHERE = "ZZ"
"""No country's code: somewhere else than at home, as a plan may have to take it."""
LICENSED = ("unrestricted", "restricted", "training")


class TrainingSign(Frozen, kw_only=False):
    """
    What another field shows of a training. That it is or was at home: a license or a board
    certificate, or, while it goes on, degrees none of which is from abroad; that it goes on no
    more: a post that is none of a training.
    """

    field: str

    def judge(self, case: Case) -> bool:
        profile = case.profile
        if self.field == "role":
            return profile.role is not None and profile.role.id != IN_TRAINING
        if self.field == "license":
            own = (each for each in profile.license or () if each.profession is None)
            return any(each.status in LICENSED for each in own)
        if self.field == "degrees":
            known = (each for each in profile.degrees or () if not is_other(each.id))
            return any(known) and not is_from_abroad(case)
        held = (Status.HELD, Status.LAPSED)
        boards = (each for each in profile.board_certifications or () if not is_other(each.id))
        return any(each.status in held for each in boards)


LICENSE, BOARD, DEGREE = map(TrainingSign, ("license", "board_certifications", "degrees"))
POST = TrainingSign("role")


def country_of(training: Training, case: Case) -> str | None:
    """The two letters of its country; ``None`` where it was not told and nothing shows it."""
    if training.country is not None:
        return training.country
    if training.accredited or LICENSE.judge(case) or BOARD.judge(case):
        return HOME
    under_way = _trained(training, case).low in TO_COME
    return HOME if under_way and DEGREE.judge(case) else None


def place_taken(case: Case) -> str | None:
    """Where a plan takes a residency of no known country to be; ``None`` where all are known."""
    own = (each for each in case.profile.residency or () if each.profession is None)
    if all(country_of(each, case) is not None for each in own):
        return None
    return place_untold(case)


def place_untold(case: Case) -> str:
    """Where the degree is from; at home, where one's job shows that."""
    return ELSEWHERE if is_from_abroad(case) and not case.shows_training_here else HOME


def is_from_abroad(case: Case) -> bool:
    """Whether a degree told, held or to come, is one that American schools do not give."""
    return any(each.id in case.degrees_from_abroad for each in case.profile.degrees or ())


def is_finished_ahead(told: Holding | Training, case: Case) -> bool:
    """
    Whether it is told to be finished, and expected on a day to come: without a day on which it was
    finished, it is not.
    """
    done = told.completed if isinstance(told, Training) and not told.status else None
    return (told.status is Status.HELD or done is not None) and _is_ahead(told.expected, case)


def is_lapsed_ahead(told: Holding | Training, case: Case) -> bool:
    """Whether it is over by its status, and lasts until a day to come."""
    expires = told.expires if isinstance(told, Holding) else None
    return told.status is Status.LAPSED and _is_ahead(expires, case)


def _is_ahead(day: PartialDate | None, case: Case) -> bool:
    return day is not None and day.earliest > max(case.on, case.as_of)


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
    elif is_finished_ahead(holding, case):
        return _unfinished(Rank.IN_PROGRESS, holding.expected, case)
    return _until(holding.expires, case) if holding.expires else MET


def training_finding(training: Training, case: Case, months: int = 0) -> Finding:
    """Where a residency or fellowship stands on the day, or ``months`` later if under way."""
    found = _trained(training, case)
    end = training.expected or training.completed
    if not months or found.holds or found.high < Rank.IN_PROGRESS:
        return found
    if end is None:
        return Finding(found.low, Rank.MET)
    day = add_months(case.on, months)
    if end.latest <= day:
        return MET
    becomes = found.becomes and add_months(found.becomes, -months)
    return Finding(found.low, Rank.MET if end.earliest <= day else found.high, becomes)


def finding_of(told: Holding | Training, case: Case) -> Finding:
    return _trained(told, case) if isinstance(told, Training) else holding_finding(told, case)


def so_long(found: Finding, since: PartialDate | None, case: Case, years: int) -> Finding:
    """What is found of something that counts only if it was there so many years ago."""
    if not years:
        return found
    months = years * MONTHS_A_YEAR
    day = add_months(case.on, -months)
    if found.fails:
        return replace(found, becomes=found.becomes and add_months(found.becomes, months))
    if since and since.earliest > day:
        return Finding(Rank.NOT_MET, Rank.NOT_MET, add_months(since.latest, months))
    return found if since and since.latest <= day else Finding(Rank.NOT_MET, found.high)


def ended(training: Training, case: Case) -> bool:
    """Whether it was to end before the answers, by which the post is now none of a training."""
    is_over = training.status is Status.HELD or (training.status is None and training.completed)
    if is_over or training.status is Status.PLANNED or not POST.judge(case):
        return False
    found = _unfinished(Rank.IN_PROGRESS, training.expected, case)
    return training.expected is not None and found.becomes is None


def _trained(training: Training, case: Case) -> Finding:
    if ended(training, case):
        return UNKNOWN
    if training.status in AHEAD:
        return _unfinished(RANK_OF[training.status], training.expected or training.completed, case)
    if training.completed is not None:
        return _finished(training.completed, case)
    if training.status is Status.HELD and not is_finished_ahead(training, case):
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
    end = None if expected is None else expected.ahead_of(known_on).latest
    return Finding(standing, standing, end if end and end > known_on else None)


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
