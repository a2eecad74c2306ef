"""
The tally of a client's requirements: one number, so that adding up is one sum over few parts.
"""

from collections.abc import Mapping

from cmio_advisor.domain.base.kept import Memory, Shared
from cmio_advisor.domain.judge.results import Counts, RequirementResult, State
from cmio_advisor.domain.roadmap.roadmap import Strength

COUNT_BITS = 16
MOST_COUNTED = (1 << COUNT_BITS) - 1
STRENGTHS = tuple(Strength)
ALL_COUNT_BITS = COUNT_BITS * 3 * len(STRENGTHS)
STRENGTH_COUNTS = (1 << COUNT_BITS * 3) - 1

STATES = tuple(State)
STATE_BITS = len(STATES).bit_length()


class Counted(Shared):
    """
    How many requirements of a strength are met, open and unknown.
    """

    __slots__ = ("counts", "strength")

    def __init__(self, strength: Strength, counts: Counts) -> None:
        self.strength = strength
        self.counts = counts


def tally_of(result: RequirementResult, places: Mapping[str, int]) -> int:
    """
    What one requirement adds to the tally; ``places`` are those of the required, by id.
    """
    kind = 2 if result.state is State.UNKNOWN else int(result.state.is_open)
    strength = STRENGTHS.index(result.requirement.strength)
    tally = 1 << (COUNT_BITS * (3 * strength + kind))
    place = places.get(result.requirement.id)
    if place is not None:
        tally |= STATES.index(result.state) << (ALL_COUNT_BITS + STATE_BITS * place)
    return tally


class Tallies:
    """
    Reads tallies; the counts of each strength come in few kinds.
    """

    def __init__(self) -> None:
        self.known = [(Memory(), COUNT_BITS * 3 * place) for place in range(len(STRENGTHS))]

    def counts(self, tally: int) -> list[Counted]:
        """
        How many requirements of each strength are met, open and unknown.
        """
        found = []
        for known, shift in self.known:
            counts = (tally >> shift) & STRENGTH_COUNTS
            if counts not in known:
                strength = STRENGTHS[shift // (COUNT_BITS * 3)]
                known.keep(counts, Counted(strength, _counts(counts)))
            found.append(known[counts])
        return found


def _counts(tally: int) -> Counts:
    met, open_, unknown = [(tally >> (COUNT_BITS * kind)) & MOST_COUNTED for kind in range(3)]
    return Counts(met=met, open=open_, unknown=unknown)
