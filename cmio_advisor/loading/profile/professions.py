"""Whose work it was, where nobody said: that of the person's only health degree or license."""

from cmio_advisor.domain.base.frozen import replace
from cmio_advisor.domain.base.terms import Vocabulary
from cmio_advisor.domain.profile.fields import BY_PATH, FIELDS, Kind
from cmio_advisor.domain.profile.profile import Experience, Profile, Status

OWN = BY_PATH["license"].own
"""The profession of a license that names none."""


def with_professions(profile: Profile, words: Vocabulary) -> Profile:
    """The profile, work without a profession taken as of the only one that it can be of."""
    only = _only_profession(profile, words)
    if only is None:
        return profile
    for row in FIELDS:
        if row.kind is Kind.WORK and "profession" in row.also:
            entries: tuple[Experience, ...] = row.of(profile) or ()
            taken = tuple(
                each if each.profession else replace(each, taken_as=only) for each in entries
            )
            profile = row.put(profile, taken) if entries else profile
    return profile


def _only_profession(profile: Profile, words: Vocabulary) -> str | None:
    """
    Of the finished degrees, or, where these are of several professions or of none, of the licenses
    that there are.
    """
    held = (each.id for each in profile.degrees or () if each.status is Status.HELD)
    studied = {words.professions[each] for each in held if each in words.professions}
    licensed = {each.profession or OWN for each in profile.license or () if each.status != "none"}
    found = studied if len(studied) == 1 else (studied & licensed) if studied else licensed
    return next(iter(found)) if len(found) == 1 else None
