"""The answers of a person as they will be on a later day, if what is under way goes on as told."""

from datetime import date
from typing import TypeVar

from cmio_advisor.domain.base.frozen import replace
from cmio_advisor.domain.base.time import PartialDate
from cmio_advisor.domain.profile.fields import FIELDS, Kind
from cmio_advisor.domain.profile.profile import Holding, Profile, Status, Training

IN_TRAINING = "resident"
"""The one post that ends with a training."""
TRAINING = ("residency", "fellowships")
"""What it is held for, the first before the others."""
Answer = TypeVar("Answer", Holding, Training)


def run_on(profile: Profile, since: date, until: date) -> Profile:
    """
    The same answers with what was to end by ``until`` finished on the day told; what was overdue on
    ``since``, the day of answers without one, stays. A training's end ends the post held for it.
    """
    entries = {
        row.path: _run_on(row.of(profile), since, until)
        for row in FIELDS
        if row.kind in (Kind.HOLDINGS, Kind.TRAININGS)
    }
    has_left = is_in_training(profile) and any(
        entries[each] != getattr(profile, each) for each in TRAINING
    )
    return replace(
        profile,
        role=None if has_left else profile.role,
        as_of=profile.as_of or since,
        **entries,
    )


def is_in_training(profile: Profile) -> bool:
    """Whether the present post is one that ends with a training."""
    return profile.role is not None and profile.role.id == IN_TRAINING


def _run_on(
    entries: tuple[Answer, ...] | None, since: date, until: date
) -> tuple[Answer, ...] | None:
    if entries is None:
        return None
    return tuple(
        _finished(each, each.expected.ahead_of(since))
        if each.expected is not None
        and each.status is Status.IN_PROGRESS
        and since < each.expected.ahead_of(since).latest <= until
        else each
        for each in entries
    )


def _finished(entry: Answer, on: PartialDate) -> Answer:
    if isinstance(entry, Training):
        return replace(entry, status=None, completed=on, expected=None)
    return replace(entry, status=Status.HELD, earned=on, expected=None)
