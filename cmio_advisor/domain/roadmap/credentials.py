"""Credentials with their own eligibility: what each asks, and the ways into it."""

from datetime import date
from functools import cached_property

from cmio_advisor.domain.base.evidence import Evidence, Page, Search
from cmio_advisor.domain.base.frozen import Frozen, Id, WithId
from cmio_advisor.domain.base.time import Cost
from cmio_advisor.domain.rules.conditions import AtLeast, Case, Condition
from cmio_advisor.domain.rules.leaves import Holds


class Need(Frozen):
    """One thing a credential asks; the sentence is true whether it is missing or not told."""

    when: Condition
    need: str


class Pathway(Frozen):
    """One of several ways into a credential; ``closed`` is said once its dates have shut it."""

    id: Id
    title: str
    when: Condition
    need: str
    closed: str | None = None
    evidence: tuple[Evidence, ...]
    end: date | None = None

    def is_shut(self, on: date) -> bool:
        """Whether its own dates have closed it."""
        return self.end is not None and on > self.end

    def need_on(self, on: date) -> str:
        """What it asks, in a sentence; once it is shut, the sentence that says so."""
        return self.closed if self.is_shut(on) and self.closed else self.need


class Credential(WithId):
    """
    A certification with its own eligibility; what is not known of it is ``None``. One that does not
    ``serves_target`` stands behind; whoever holds what is named in ``below`` has no use for it, and
    whoever is none of those it is ``made_for`` has another profession.
    """

    id: Id
    title: str
    short: str
    issuer: str
    do_at: tuple[Page, ...] = ()
    names: tuple[str, ...] = ()
    former_names: tuple[str, ...] = ()
    about: str
    serves_target: bool = True
    below: Condition | None = None
    made_for: Condition | None = None
    held_when: Condition | None = None
    requires: tuple[Need, ...] = ()
    pathways: tuple[Pathway, ...] = ()
    exam: str | None = None
    fee: Cost | None = None
    renewal: str | None = None
    preparation: str | None = None
    unknowns: tuple[str, ...] = ()
    searched: Search | None = None
    evidence: tuple[Evidence, ...]

    @cached_property
    def held_by(self) -> tuple[Condition, ...]:
        """What shows that it is held: its id among the certifications, then what means the same."""
        own = Holds("certifications", frozenset({self.id}))
        return (own,) if self.held_when is None else (own, self.held_when)

    @cached_property
    def open_when(self) -> AtLeast:
        """All that it requires, and at least one of its pathways where it has any."""
        parts = [need.when for need in self.requires]
        if self.pathways:
            parts.append(AtLeast(1, tuple(pathway.when for pathway in self.pathways)))
        return AtLeast(len(parts), tuple(parts))


def door_of(credential: Credential, case: Case) -> date | None:
    """The day on which the last pathway that holds closes for good; ``None`` where one stays."""
    ends = [each.end for each in credential.pathways if each.when.judge(case).holds]
    return None if not ends or None in ends else max(filter(None, ends))


def best_pathway(credential: Credential, case: Case) -> Pathway | None:
    """The first pathway that certainly holds, else the first that may, else the soonest to come."""
    judged = [(pathway, pathway.when.judge(case)) for pathway in credential.pathways]
    for pathway, found in judged:
        if found.holds:
            return pathway
    for pathway, found in judged:
        if not found.fails:
            return pathway
    coming = [(found.becomes, pathway.id, pathway) for pathway, found in judged if found.becomes]
    return min(coming)[2] if coming else None
