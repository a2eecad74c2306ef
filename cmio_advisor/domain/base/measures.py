"""How long something takes and what it costs, as ranges."""

from cmio_advisor.domain.base.frozen import Frozen

ROUNDED_TO = 1_000
"""US dollars: a cost that was worked out from a rate claims to be no finer."""


class Months(Frozen):
    """A three-point duration in calendar months."""

    low: float
    likely: float
    high: float


class Cost(Frozen):
    """A range in whole US dollars; ``note`` says for what and when."""

    low: int
    high: int
    note: str | None = None

    def times(self, low: float, high: float) -> "Cost":
        """Each end times its own factor, to the nearest thousand dollars."""
        ends = (self.low * low, self.high * high)
        low_end, high_end = (round(end / ROUNDED_TO) * ROUNDED_TO for end in ends)
        return Cost(low=low_end, high=high_end, note=self.note)
