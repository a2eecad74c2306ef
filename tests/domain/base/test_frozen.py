"""Records: values with named fields that never change."""

from collections.abc import Iterable
from functools import cached_property

import pytest

from cmio_advisor.domain.base.frozen import Frozen, replace
from cmio_advisor.domain.base.time import Span


class Named(Frozen):
    """A record whose fields are given by name only."""

    name: str
    count: int = 1


def test_records_are_equal_by_their_fields_and_class() -> None:
    """And hash alike, so that they can be counted and remembered."""
    assert Named(name="a") == Named(name="a", count=1)
    assert Named(name="a") != Named(name="b")
    assert Span(1, 2) != (1, 2)
    assert len({Span(1, 2), Span(1, 2), Span(1, 3)}) == 2


@pytest.mark.parametrize(
    "change", [lambda each: setattr(each, "low", 3), lambda each: delattr(each, "low")]
)
def test_a_record_never_changes(change: object) -> None:
    """A changed one is made anew."""
    span = Span(1, 2)
    assert callable(change)

    with pytest.raises(AttributeError, match="never changes"):
        change(span)
    assert (replace(span, high=3), span) == (Span(1, 3), Span(1, 2))


class Listed(Frozen):
    """A record that makes its field of what it is given, and keeps beside it what follows."""

    parts: tuple[str, ...]

    def __init__(self, parts: Iterable[str]) -> None:
        super().__init__(parts=tuple(parts))

    @cached_property
    def count(self) -> int:
        return len(self.parts)


def test_a_changed_one_is_made_as_others_are() -> None:
    """Nothing that followed from what was there is kept, and a field that is not one is named."""
    one = Listed("a")
    assert one.count == 1

    other = replace(one, parts=iter("ab"))

    assert (other.parts, other.count) == (("a", "b"), 2)
    with pytest.raises(TypeError, match="long"):
        replace(Span(1, 2), long=3)


def test_wrong_fields_are_named() -> None:
    """Missing, unknown, too many, or in order where they go by name."""
    with pytest.raises(TypeError, match="high"):
        Span(1)  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="odd"):
        Named(name="a", count=1, odd=1)  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        Named("a")  # type: ignore[call-arg]


def test_what_is_written_out_makes_the_same() -> None:
    """Fields, defaults and order stay, and a kind declared later has its own."""
    before = Named(name="a"), Span(1, 2), Listed("ab")
    Frozen.write_out()

    class Longer(Named):
        long: bool

    assert (Named(name="a"), Span(1, 2), Listed("ab")) == before
    assert vars(Longer(name="a", long=True)) == {"name": "a", "count": 1, "long": True}
    test_wrong_fields_are_named()


def test_a_record_shows_its_fields() -> None:
    """In their order."""
    assert repr(Named(name="a")) == "Named(name='a', count=1)"
