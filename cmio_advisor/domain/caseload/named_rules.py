"""
The rules of a roadmap that other rules name, remembered for a caseload.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property, partial

from cmio_advisor.domain.caseload.rule_memory import Rule, Told, judged, probes_of
from cmio_advisor.domain.judge.case import ProfileCase
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.domain.rules.conditions import Finding, Reference

NamedRules = Mapping[tuple[str, str], Rule[Finding]]


class RememberingCase(ProfileCase):
    """
    A client's case that looks up the roadmap's named rules instead of judging them anew.
    """

    rules: NamedRules
    told: tuple[Told, ...]

    def requirement(self, requirement: str) -> Finding:
        return judged(self.rules["requirement", requirement], self.told, lambda: self)

    @cached_property
    def for_eligibility(self) -> ProfileCase:
        """
        Other answers than were told; what is remembered of those says nothing on them.
        """
        if self.profile.certifications is not None:
            return self
        return ProfileCase(self.profile, self.roadmap, self.on).for_eligibility

    def eligibility(self, credential: str) -> Finding:
        return judged(self.rules["eligible", credential], self.told, lambda: self)

    def stage_at_least(self, rung: str) -> Finding:
        return judged(self.rules["stage", rung], self.told, lambda: self)


def named_rules(roadmap: Roadmap) -> NamedRules:
    """
    The rules that other rules name, by kind and id: that a requirement is met, that a credential is
    open, that a rung is reached.
    """
    judges: dict[str, tuple[Iterable[str], Callable[[ProfileCase, str], Finding]]] = {
        "requirement": ([each.id for each in roadmap.requirements()], ProfileCase.requirement),
        "eligible": ([each.id for each in roadmap.credentials], ProfileCase.eligibility),
        "stage": ([each.id for each in roadmap.ladder], ProfileCase.stage_at_least),
    }
    return {
        (kind, name): Rule(
            list(probes_of([Reference(kind, name)], roadmap)), partial(_by_name, judge, name)
        )
        for kind, (names, judge) in judges.items()
        for name in names
    }


def _by_name(judge: Callable[[ProfileCase, str], Finding], name: str, case: ProfileCase) -> Finding:
    return judge(case, name)
