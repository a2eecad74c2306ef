"""
How long something takes and what it costs, as ranges.
"""

from cmio_advisor.domain.record import Record


class Months(Record):
    """
    A three-point duration in calendar months.
    """

    low: float
    likely: float
    high: float


class Cost(Record):
    """
    A range in whole US dollars; ``note`` says for what and when.
    """

    low: int
    high: int
    note: str | None = None
