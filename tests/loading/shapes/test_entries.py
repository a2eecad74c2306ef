"""The shape of a record comes from its class."""

from datetime import date
from enum import StrEnum
from typing import Any

import pytest

from cmio_advisor.domain.base.frozen import Frozen, Id
from cmio_advisor.loading.shapes.shapes import Choice, Field, Keyed
from cmio_advisor.loading.shapes.values import WholeNumber, record
from cmio_advisor.loading.text.nodes import Problems, Unreadable, node_of


class Size(StrEnum):
    """Made up."""

    SMALL = "small"
    LARGE = "large"


class Box(Frozen):
    """Made up: of each kind of type one field."""

    id: Id
    size: Size
    made: date
    weight: int = 1
    marks: tuple[Id, ...] = ()
    note: str | None = None
    sealed: bool = False
    seen: int = 0


BOX = record(
    "A box",
    Box,
    size=Choice("a size", tuple(Size)),
    weight_kg=Field(shape=WholeNumber(0, 9, "kilograms"), into="weight"),
    seen=None,
)
WHOLE = {"id": "a-1", "size": "large", "made": "2026-11-28"}


def read(shape: Keyed[Box], value: dict[str, Any]) -> Box | list[str]:
    """What is read, or what is wrong."""
    problems = Problems("")
    try:
        return shape.read(node_of(value, "box"), problems)
    except Unreadable:
        return problems.lines()


def test_each_field_is_read_by_its_type_and_default() -> None:
    """A field of the class is a key of the file, needed where it has no default."""
    assert read(BOX, WHOLE) == Box(id="a-1", size=Size.LARGE, made=date(2026, 11, 28))
    more = {"weight_kg": 3, "marks": ["b"], "note": None, "sealed": "yes"}
    found = read(BOX, {**WHOLE, **more})
    assert found == Box(
        id="a-1", size=Size.LARGE, made=date(2026, 11, 28), weight=3, marks=("b",), sealed=True
    )


def test_keys_stand_in_the_order_of_the_class() -> None:
    """The order of a schema and of messages is that of the class."""
    keys = ["id", "size", "made", "weight_kg", "marks", "note", "sealed"]
    assert list(BOX.schema()["properties"]) == keys
    assert BOX.schema()["required"] == keys[:3]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"id": "A 1"}, '"A 1" is not an id of small letters'),
        ({"size": "huge"}, '"huge" is not a size. Known are: small, large.'),
        ({"marks": []}, "At least one entry has to stand here."),
        ({"weight": 3}, '"weight" is not a field of a box.'),
        ({"seen": 3}, '"seen" is not a field of a box.'),
        ({"weight_kg": 10}, "10 lies outside a number of kilograms from 0 to 9."),
    ],
)
def test_what_is_wrong_is_told_as_of_a_key_written_by_hand(
    change: dict[str, Any], said: str
) -> None:
    """A key that the type or the class does not have is refused."""
    (problem,) = read(BOX, {**WHOLE, **change})  # type: ignore[misc]
    assert said in str(problem)


def test_a_key_that_is_needed_is_missed() -> None:
    """What has no default has to stand there."""
    assert read(BOX, {"id": "a", "size": "small"}) == ['box: A box needs the field "made".']
