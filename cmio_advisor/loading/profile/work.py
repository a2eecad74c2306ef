"""
Work and leadership in a profile: years, or an interval that may reach the present.
"""

from typing import Any

from cmio_advisor.domain.base.frozen import Record
from cmio_advisor.domain.base.time import PartialDate, Span
from cmio_advisor.domain.profile.profile import PRESENT, Experience, Leadership
from cmio_advisor.loading.shapes.answers import Checked, NoneOr, TermId, Told, several_ids, told
from cmio_advisor.loading.shapes.quantities import Amount, Number, SomeDate
from cmio_advisor.loading.shapes.shapes import Field, Flag, Keyed, Schema, Shape, ShortOrLong
from cmio_advisor.loading.text.nodes import Node, Problems

WORKING_YEARS = Amount(0, 80, "years")


class Until(Record, kw_only=False):
    """
    The end of an interval: a date, or ``present``.
    """

    def read(self, node: Node, problems: Problems) -> PartialDate | str:
        return PRESENT if node.value == PRESENT else SomeDate().read(node, problems)

    def schema(self) -> Schema:
        return {"anyOf": [SomeDate().schema(), {"const": PRESENT}]}


PERIOD = {
    "years": told(WORKING_YEARS),
    "from": Field(shape=Told(SomeDate()), into="start"),
    "to": Field(shape=Told(Until()), into="end"),
}


def work_shape(what: str, *, still_practising: bool = False) -> Shape[Experience]:
    """
    Years of work: a number of years, or a mapping with years or dates; ``what`` names it.
    """
    fields = {
        **PERIOD,
        "fte": told(Amount(0, 1, "full-time posts")),
        "within_last": told(Number(0, 80, "years")),
    }
    if still_practising:
        fields["still_practising"] = Field(shape=Told(Flag()), into="ongoing")
    record = Checked(Keyed(what, _worked, fields), _ends_too_early)
    return ShortOrLong(WORKING_YEARS, lambda years: Experience(years=years), record)


def leadership_shape(role: TermId) -> Shape[Leadership]:
    """
    Leadership, with the ids of the leadership roles that are known; ``none`` is known nothing.
    """
    fields = {
        **PERIOD,
        "roles": told(several_ids(role)),
        "people_led": told(Amount(0, 1_000_000, "people")),
        "budget_usd": told(Amount(0, 100_000_000_000, "US dollars")),
    }
    return NoneOr(
        Checked(Keyed("Leadership", _led, fields), _leadership_ends_too_early),
        Leadership(experience=(), roles=(), people_led=Span(0, 0), budget_usd=Span(0, 0)),
    )


def _worked(**values: Any) -> Experience:  # noqa: ANN401 - the fields above give the types
    if values.get("end") == PRESENT:
        values = {**values, "end": None, "ongoing": True}
    elif values.get("end") is not None:
        values["ongoing"] = False
    return Experience(**values)


def _ends_too_early(work: Experience) -> str | None:
    if work.start and work.end and work.start.earliest > work.end.latest:
        return f"This ends ({work.end.text()}) before it starts ({work.start.text()})."
    return None


def _led(**values: Any) -> Leadership:  # noqa: ANN401 - the fields above give the types
    work = {key: values.pop(key) for key in ("years", "start", "end") if key in values}
    is_told = any(each is not None for each in work.values())
    return Leadership(experience=(_worked(**work),) if is_told else None, **values)


def _leadership_ends_too_early(leadership: Leadership) -> str | None:
    return next(filter(None, map(_ends_too_early, leadership.experience or ())), None)
