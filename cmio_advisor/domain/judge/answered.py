"""
Whether a person has answered a question already, by the field of a profile file that it fills.
"""

from cmio_advisor.domain.base.frozen import Frozen
from cmio_advisor.domain.judge.case import ProfileCase
from cmio_advisor.domain.profile.fields import Kind, ProfileField, field_at
from cmio_advisor.domain.profile.profile import Experience, Profile, is_open

HELD = {"still_practising": "ongoing", "profession": "done_in"}
"""What an entry holds under another name than a profile file."""


class Answered(Frozen, kw_only=False):
    """That the field at a dotted path of a profile file was told; ``field`` is where it stands."""

    path: str

    @property
    def field(self) -> str:
        return self.path.partition(".")[0]

    @property
    def is_field(self) -> bool:
        """Whether a profile has such a field at all."""
        return field_at(self.path) is not None

    def look(self, case: ProfileCase) -> bool:
        """Whether it was."""
        found = field_at(self.path)
        return found is not None and _is_answered(*found, case.profile)


def _is_answered(row: ProfileField, part: str, profile: Profile) -> bool:
    answer = row.of(profile)
    if answer is None or not part:
        is_list = row.kind in (Kind.HOLDINGS, Kind.IDS)
        return answer is not None and not (is_list and is_open(answer))
    if row.kind is Kind.ANSWERS:
        return any(each.id == part for each in answer)
    if part == "years":
        return not answer or "still_practising" not in row.also or any(map(_is_dated, answer))
    return any(getattr(each, HELD.get(part, part)) is not None for each in answer)


def _is_dated(work: Experience) -> bool:
    return work.years is not None or work.start is not None
