"""
Single changes of a person's answers.

``candidates`` are, for one rule over one field, the least changes after which it holds, or no
longer does; ``with_answer`` makes a change.
"""

from collections.abc import Iterator
from math import ceil
from typing import Any

from cmio_advisor.domain.base.frozen import Frozen
from cmio_advisor.domain.base.time import Span
from cmio_advisor.domain.profile.fields import BY_PATH, ENTRIES, LISTS, Kind, ProfileField, read_by
from cmio_advisor.domain.profile.profile import (
    Experience,
    Holding,
    License,
    Profile,
    Reply,
    Role,
    Training,
)
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.domain.rules.conditions import Condition
from cmio_advisor.domain.rules.leaves import (
    AmountAtLeast,
    Holds,
    Leaf,
    NamesAtLeast,
    Trained,
    Years,
)
from cmio_advisor.domain.rules.training_place import HOME

NONE = "none"
MORE_YEARS = 5


class AnswerChange(Frozen, kw_only=False):
    """
    One answer: the path of its field, the entry (or all entries) that would stand there as a
    `Profile` holds it, and whether it is added to the list there.
    """

    path: str
    value: Any
    adds: bool = False

    @property
    def row(self) -> ProfileField:
        """The field of the table."""
        return BY_PATH[self.path]


def candidates(
    leaf: Condition, profile: Profile, roadmap: Roadmap, *, wanted: bool
) -> Iterator[AnswerChange]:
    """
    Changes of one field, the least first, after which the rule may hold (``wanted``) or not. What
    is taken off a list leaves the rest of it.
    """
    if not isinstance(leaf, Leaf):
        return
    row, entry = read_by(leaf.field)
    is_added = row.kind in LISTS and not row.alone
    is_added |= row.kind is Kind.LICENSES and bool(entry)
    for value in _wanted(leaf, row, roadmap) if wanted else [_unwanted(leaf, row, profile)]:
        if row.kind is Kind.ANSWERS:
            is_yes_no = roadmap.by_ask[entry].kind == "yes-no"
            yield AnswerChange(row.path, Reply(entry, value.low > 0 if is_yes_no else value))
        else:
            yield AnswerChange(row.path, value, adds=wanted and is_added)


def with_answer(profile: Profile, change: AnswerChange) -> Profile:
    """The profile with one answer changed."""
    row, value = change.row, change.value
    before = (row.of(profile) or ()) if change.adds else ()
    if row.kind is Kind.HOLDINGS and change.adds:
        before = tuple(each for each in before if each.id != value.id)
    if isinstance(value, Reply):
        others = (each for each in row.of(profile) or () if each.id != value.id)
        whole: Any = tuple(sorted((*others, value), key=lambda each: each.id))
    else:
        is_entry = row.kind in ENTRIES and not isinstance(value, tuple)
        whole = (*before, value) if is_entry else value
    changed: Profile = row.put(profile, whole)
    return changed


def _wanted(leaf: Leaf, row: ProfileField, roadmap: Roadmap) -> Iterator[Any]:
    """The entries after each of which the rule may hold."""
    if isinstance(leaf, Holds):
        ids = (each for each in roadmap.vocabulary.ids(row.terms) if each in leaf.ids)
        yield from (Holding(id=each, status=leaf.status) for each in ids)
    elif isinstance(leaf, Trained):
        yield from _trainings(leaf)
    elif isinstance(leaf, Years):
        yield from _years(leaf)
    elif isinstance(leaf, AmountAtLeast):
        yield Span(int(leaf.at_least), int(leaf.at_least))
    elif isinstance(leaf, NamesAtLeast):
        yield from (_named(row, each, leaf) for each in sorted(leaf.ids))


def _unwanted(leaf: Leaf, row: ProfileField, profile: Profile) -> Any:  # noqa: ANN401 - as the field holds it
    """What leaves the rule nothing to hold by."""
    entries = row.of(profile) if row.kind in LISTS else None
    if isinstance(leaf, Years):
        return Experience(years=Span(0, 0))
    if isinstance(leaf, AmountAtLeast):
        return Span(0, 0)
    if isinstance(leaf, Holds):
        return tuple(each for each in entries or () if each.id not in leaf.ids)
    if isinstance(leaf, Trained):
        others = (each for each in entries or () if each.specialty not in leaf.specialties)
        return tuple(others) if leaf.specialties else ()
    if isinstance(leaf, NamesAtLeast) and row.kind in LISTS:
        return tuple(each for each in entries or () if each not in leaf.ids)
    return _named(row, NONE, leaf)


def _named(row: ProfileField, id_: str, leaf: Leaf) -> str | Role | License:
    if row.kind is Kind.LICENSES:
        return License(status=id_, profession=read_by(leaf.field)[1] or None)
    return Role(id=id_) if "since" in row.also else id_


def _trainings(leaf: Trained) -> Iterator[Training]:
    country = None
    if leaf.countries and not leaf.elsewhere:
        country = HOME if HOME in leaf.countries else min(leaf.countries)
    for specialty in sorted(leaf.specialties) or [""]:
        yield Training(
            specialty=specialty or None,
            status=leaf.status,
            accredited=leaf.accredited or None,
            country=country,
        )


def _years(leaf: Years) -> Iterator[Experience]:
    """
    So many years, least first: where they have to lie in a window, some of the work told may lie
    outside it, so that more of it is needed.
    """
    more = range(MORE_YEARS + 1) if leaf.window else (0,)
    share = 1.0 if leaf.weighed else leaf.fte
    for extra in more:
        years = (ceil(leaf.at_least * 100) / 100 or 1) + extra  # hours may make a long fraction
        yield Experience(
            years=Span(years, years),
            fte=Span(share, share) if share else None,
            within_last=None if leaf.window is None else years,
            profession=leaf.profession or None,
        )
