"""The form of a key that is a field of a record comes from the field's type."""

from datetime import date
from enum import StrEnum
from typing import Any, cast

import pytest

from cmio_advisor.domain.base.frozen import Frozen, Id
from cmio_advisor.reporting.json.form import Writing, fields, keys


class Side(StrEnum):
    """Made up."""

    LEFT = "left"
    RIGHT = "right"


class Card(Frozen):
    """Made up: of each kind of type one field."""

    id: Id
    side: Side
    day: date | None
    count: int
    names: tuple[str, ...]
    other: dict[str, str]


CARD = keys(**fields(Card, "names id side day count"))


def test_a_key_is_written_and_described_by_its_type() -> None:
    """In the order of the names given, whatever that of the class."""
    card = Card(id="a", side=Side.LEFT, day=None, count=2, names=("b",), other={})
    nobody = cast("Writing", None)
    assert CARD.write(card, nobody) == {
        "names": ["b"],
        "id": "a",
        "side": "left",
        "day": None,
        "count": 2,
    }
    properties: dict[str, Any] = CARD.schema()["properties"]
    assert list(properties) == ["names", "id", "side", "day", "count"]
    assert properties["side"] == {"enum": ["left", "right"]}
    assert properties["day"]["anyOf"][1] == {"type": "null"}


def test_a_type_without_a_form_is_refused_when_the_form_is_made() -> None:
    """Nothing is written by a guess."""
    with pytest.raises((KeyError, TypeError)):
        fields(Card, "other")
