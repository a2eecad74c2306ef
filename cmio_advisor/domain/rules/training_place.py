"""Where a residency or fellowship is, as far as the answers show it."""

from typing import Protocol

from cmio_advisor.domain.base.frozen import Frozen
from cmio_advisor.domain.profile.profile import AHEAD, Profile, Status, Training, is_other

HOME = "US"
"""The country whose license and board certificates a profile speaks of."""
TRAINING_SPACE = (HOME, "CA")
"""Training done in one of these counts in both."""
ELSEWHERE = "ZZ"
"""No country's code: somewhere else than at home, as a plan may have to take it."""
LICENSED = ("unrestricted", "restricted")


class Placed(Protocol):
    """What the place of a training hangs on, besides itself."""

    @property
    def profile(self) -> Profile: ...
    @property
    def degrees_from_abroad(self) -> frozenset[str]: ...


class HomeSign(Frozen, kw_only=False):
    """
    What shows that somebody trains or was trained at home: a license or a board certificate; or,
    while they are in training, degrees none of which is from abroad.
    """

    field: str

    def judge(self, case: Placed) -> bool:
        """Whether it is there."""
        profile = case.profile
        if self.field == "license":
            own = (each for each in profile.license or () if each.profession is None)
            return any(each.status in LICENSED for each in own)
        if self.field == "degrees":
            known = (each for each in profile.degrees or () if not is_other(each.id))
            return any(known) and not is_from_abroad(case)
        held = (Status.HELD, Status.LAPSED)
        boards = (each for each in profile.board_certifications or () if not is_other(each.id))
        return any(each.status in held for each in boards)


LICENSE, BOARD, DEGREE = map(HomeSign, ("license", "board_certifications", "degrees"))


def country_of(training: Training, case: Placed) -> str | None:
    """The two letters of its country; ``None`` where it was not told and nothing shows it."""
    if training.country is not None:
        return training.country
    if training.accredited or LICENSE.judge(case) or BOARD.judge(case):
        return HOME
    under_way = training.status in AHEAD or training.expected is not None
    return HOME if under_way and DEGREE.judge(case) else None


def place_taken(case: Placed) -> str | None:
    """
    Where a plan takes a residency to be that nobody knows the country of; ``None`` where each is
    known.
    """
    if all(country_of(each, case) is not None for each in case.profile.residency or ()):
        return None
    return ELSEWHERE if is_from_abroad(case) else HOME


def is_from_abroad(case: Placed) -> bool:
    """Whether a degree told, held or to come, is one that American schools do not give."""
    return any(each.id in case.degrees_from_abroad for each in case.profile.degrees or ())
