"""The form of a key that is a field of a record comes from the field's type."""

from datetime import date
from enum import StrEnum
from typing import Any, cast

import pytest

from cmio_advisor.domain.base.frozen import Frozen, Id
from cmio_advisor.reporting.json.form import Writing, record


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


class Hand(Frozen):
    """Made up: a record that holds another, or none."""

    card: Card | None
    held: bool


CARD = record(Card, "names id side day count")
HAND = record(Hand, "card(id n=count) held?")


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
        record(Card, "other")


def test_a_path_leads_inside_and_says_nothing_where_a_part_of_it_is_nothing() -> None:
    """A key may be called otherwise, and is left out where it is marked and nothing."""
    nobody = cast("Writing", None)
    card = Card(id="a", side=Side.LEFT, day=None, count=2, names=(), other={})
    assert HAND.write(Hand(card=card, held=True), nobody) == {"id": "a", "n": 2, "held": True}
    assert HAND.write(Hand(card=None, held=False), nobody) == {"id": None, "n": None}
    assert HAND.schema()["required"] == ["id", "n"]
    assert HAND.schema()["properties"]["n"] == {"anyOf": [{"type": "integer"}, {"type": "null"}]}
