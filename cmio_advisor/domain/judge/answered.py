"""
Whether a person has answered a question already, by the field of a profile file that it fills.
"""

from collections.abc import Callable, Mapping

from cmio_advisor.domain.base.frozen import Record
from cmio_advisor.domain.judge.case import ProfileCase
from cmio_advisor.domain.profile.profile import Experience, Profile
from cmio_advisor.domain.rules.conditions import Case


class Answered(Record, kw_only=False):
    """
    That the field at a dotted path of a profile file was told; ``field`` is where it stands.
    """

    path: str

    @property
    def field(self) -> str:
        return self.path.partition(".")[0]

    @property
    def is_field(self) -> bool:
        """
        Whether a profile has such a field at all.
        """
        return self.path in _TOLD or self.path in Profile.record_fields

    def judge(self, case: ProfileCase | Case) -> bool:
        """
        Whether it was.
        """
        told = _TOLD.get(self.path)
        if told is not None:
            return told(case.profile)
        return getattr(case.profile, self.path, None) is not None


def _any(entries: tuple[Experience, ...] | None, part: str) -> bool:
    return any(getattr(each, part) is not None for each in entries or ())


_TOLD: Mapping[str, Callable[[Profile], bool]] = {
    "clinical.years": lambda told: (
        told.clinical is not None
        and (not told.clinical or _any(told.clinical, "years") or _any(told.clinical, "start"))
    ),
    "clinical.still_practising": lambda told: _any(told.clinical, "ongoing"),
    "informatics.years": lambda told: told.informatics is not None,
    "informatics.fte": lambda told: _any(told.informatics, "fte"),
    "leadership.years": lambda told: told.leadership.experience is not None,
    "leadership.roles": lambda told: told.leadership.roles is not None,
    "leadership.people_led": lambda told: told.leadership.people_led is not None,
    "leadership.budget_usd": lambda told: told.leadership.budget_usd is not None,
    "residency.specialty": lambda told: any(each.specialty for each in told.residency or ()),
    "residency.country": lambda told: any(each.country for each in told.residency or ()),
    "setting.organization": lambda told: told.setting.organization is not None,
}
"""The fields that lie deeper than a profile's own; any other is told where it is not ``None``."""
