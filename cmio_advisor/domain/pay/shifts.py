"""
What moves and widens a pay band: the employer and the state.

Each is a ``Shift``: ratios for the lower end, the middle and the upper end.
"""

from math import sqrt

from cmio_advisor.domain.pay.model import Shift, clip
from cmio_advisor.domain.pay.parameters import BedsRatio, Employer, Location, PayModel


def employer_shift(employer: Employer | None, organization: str | None, beds: int | None) -> Shift:
    """
    Employer type and size together, kept inside the range that was published.

    Why kept: the two overlap (small hospitals are mostly community or critical access ones), so
    multiplying them freely would count the same thing twice.
    """
    if employer is None:
        return Shift()
    return _unclipped_employer(employer, organization, beds).clipped(employer.low, employer.high)


def is_known_place(
    model: PayModel | None, organization: str | None, beds: int | None, state: str | None
) -> bool:
    """Whether anything is published on pay at such an employer or in such a state."""
    employer, location = (model.employer, model.location) if model else (None, None)
    kind = employer.organizations.get(organization) if employer and organization else None
    by_size = employer is not None and bool(beds)
    return bool(kind and kind.ratio) or by_size or bool(location and state in location.states)


def employer_is_capped(employer: Employer, organization: str | None, beds: int | None) -> bool:
    """Whether type and size together would leave the published range."""
    free = _unclipped_employer(employer, organization, beds)
    return free != free.clipped(employer.low, employer.high)


def beds_ratio(employer: Employer, beds: int) -> BedsRatio:
    """The entry that holds for this many beds: the last whose lower limit is reached."""
    return [each for each in employer.beds if each.at_least <= beds][-1]


def state_shift(location: Location | None, state: str | None) -> Shift:
    """
    Width first: the ends follow the lower and the higher of the two markets, and never inward.

    The middle moves by a part of the blend only. So a state widens the band by at least twice
    what it moves the middle (with the weight of one half that the data hold).
    """
    ratio = location.states.get(state) if location and state else None
    if location is None or ratio is None:
        return Shift()
    manager, physician = ratio.manager.ratio, ratio.physician.ratio
    lower = clip(min(manager, physician, 1.0), location.low, 1.0)
    higher = clip(max(manager, physician, 1.0), 1.0, location.high)
    blend = clip(sqrt(manager * physician), location.low, location.high)
    middle: float = blend**location.middle_weight
    return Shift(lower, middle, higher)


def _unclipped_employer(employer: Employer, organization: str | None, beds: int | None) -> Shift:
    shift = Shift()
    known = employer.organizations.get(organization) if organization else None
    if known is not None and known.ratio is not None:
        shift = Shift(known.ratio, known.ratio, known.ratio)
    if beds is not None:
        size = beds_ratio(employer, beds)
        shift = shift.times(Shift(size.low, size.middle, size.high))
    return shift
