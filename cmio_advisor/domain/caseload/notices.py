"""
The warnings of a caseload's clients: each made once for all who give the same cause for it.
"""

from collections.abc import Hashable, Sequence
from operator import itemgetter

from cmio_advisor.domain.assess.notices import PARTS, Part, stale_warning, warnings_of
from cmio_advisor.domain.base.frozen import Record
from cmio_advisor.domain.base.kept import Memory
from cmio_advisor.domain.caseload.client import JUDGED_FIELDS, Client
from cmio_advisor.domain.caseload.results import Warned
from cmio_advisor.domain.caseload.rule_memory import MakeCase, Rule, probes_of
from cmio_advisor.domain.judge.case import ProfileCase
from cmio_advisor.domain.roadmap.roadmap import Roadmap


class Cause(Record, kw_only=False):
    """
    What a part of the warnings sees in one field alone: the very warnings.
    """

    part: Part
    field: str

    def judge(self, case: ProfileCase) -> Hashable:
        """
        The warnings of a case in which nothing else is told.
        """
        return warnings_of(self.part, case)


class Warnings:
    """
    Finds them for one client after the other, and remembers what it made.

    ``rule`` finds those that have their cause in one field; it is asked as other rules are.
    """

    def __init__(self, roadmap: Roadmap, stale_facts: int) -> None:
        causes = [
            Cause(part, field) for part in PARTS if not part.together for field in part.fields
        ]
        rules = (rule for each in roadmap.presupposed for rule in (each.what, each.first))
        self.rule = Rule([*causes, *probes_of(list(rules), roadmap)], _by_themselves)
        self.days = Memory()
        self.together = [
            (place, part, itemgetter(*map(JUDGED_FIELDS.index, part.fields)), Memory())
            for place, part in enumerate(PARTS)
            if part.together
        ]
        stale = stale_warning(roadmap, stale_facts)
        self.stale = [Warned(stale)] if stale else []

    def find(
        self, client: Client, by_themselves: Sequence[Warned | None], case: MakeCase
    ) -> list[Warned]:
        """
        Those of one client, in their order; ``by_themselves`` is what the rule found.
        """
        found = list(by_themselves)
        days, as_of = self.days, client.as_of
        if as_of not in days:
            days.keep(as_of, _warned(PARTS[0], case()))
        found[0] = days[as_of]
        for place, part, pick, known in self.together:
            key = pick(client.told)
            if key not in known:
                known.keep(key, _warned(part, case()))
            found[place] = known[key]
        return [each for each in found if each] + self.stale


def _by_themselves(case: ProfileCase) -> list[Warned | None]:
    """
    What each part warns of, with a place for those that are found in another way.
    """
    return [
        _warned(part, case) if part.by_rules or (part.fields and not part.together) else None
        for part in PARTS
    ]


def _warned(part: Part, case: ProfileCase) -> Warned | None:
    warnings = warnings_of(part, case)
    return Warned(warnings) if warnings else None
