"""
The rule book for one target role: steps, requirements, routes, ladder, ways on and questions.

Everything here is data read from the roadmap's YAML files; sentences for people come from there.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum

from cmio_advisor.domain.conditions import Condition
from cmio_advisor.domain.credentials import Credential
from cmio_advisor.domain.evidence import Evidence, Source
from cmio_advisor.domain.measures import Cost, Months
from cmio_advisor.domain.pay_table import PayTable
from cmio_advisor.domain.record import Record
from cmio_advisor.domain.timeline import month_position
from cmio_advisor.domain.vocabulary import Vocabulary

YEARS_AHEAD = 10
"""So many years are looked through for an opening; one applies a few months or years before."""


class Strength(StrEnum):
    """
    How much a requirement counts.
    """

    REQUIRED = "required"
    EXPECTED = "expected"
    HELPS = "helps"


class Milestone(Record):
    """
    What happens on the way of a route, so many months after its start, or before it where they are
    below nothing.
    """

    after_months: float
    title: str


class Route(Record):
    """
    One way of meeting a requirement.

    ``needs`` must hold before it can be started; it is not offered to people of whom ``unless``
    holds, since it makes no sense for them; in a plan it does again once the requirement
    ``sensible_after`` is met. ``start`` and ``end`` are the days on which it opens
    and closes; where ``opens`` names days of the year, as month and day, it can be started on
    these only. ``cost``, in all, and ``hours``, of one's own time, are ``None`` where they are not
    known. ``brings`` are ids of other requirements that are met with it, ``after`` those that a
    plan has to meet before its start, though one may apply for it earlier: ``apply_months`` before
    it opens, at the latest. ``place_chance`` is the share, 0 to 1, of those who apply for one
    opening and find a place. Where ``cost_grows_with_time``, the low cost is that of the low months
    and the high cost that of the high ones.

    A ``full_time`` route takes the place of a post, for so many ``full_time_months`` if not for all
    of its time; ``pay``, US dollars a year, is what it pays meanwhile, ``None`` where that is not
    known. Any other is done beside one's work.
    """

    id: str
    title: str
    action: str
    why: str
    months: Months
    evidence: tuple[Evidence, ...]
    needs: Condition | None = None
    unless: Condition | None = None
    sensible_after: str | None = None
    cost: Cost | None = None
    cost_grows_with_time: bool = False
    hours: int | None = None
    start: date | None = None
    end: date | None = None
    closed: str | None = None
    brings: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    opens: tuple[tuple[int, int], ...] = ()
    apply_months: float = 0.0
    apply_title: str | None = None
    place_chance: float = 1.0
    milestones: tuple[Milestone, ...] = ()
    full_time: bool = False
    full_time_months: float | None = None
    pay: Cost | None = None
    notes: tuple[str, ...] = ()

    def is_shut(self, on: date) -> bool:
        """
        Whether its own dates have closed it.
        """
        return self.end is not None and on > self.end

    def next_opening(self, day: date) -> date | None:
        """
        The first day from ``day`` on at which it opens and for which one can still apply; ``None``
        where it has no such days.
        """
        ahead = month_position(day) + self.apply_months
        found = (
            date(year, *opening)
            for year in range(day.year, day.year + YEARS_AHEAD)
            for opening in sorted(self.opens)
        )
        return next((each for each in found if month_position(each) >= ahead), None)

    def cost_of(self, months: float) -> Cost | None:
        """
        What so many months of it cost; the whole cost where that does not grow with time.
        """
        if self.cost is None or not self.cost_grows_with_time:
            return self.cost
        return self.cost.times(months / self.months.low, months / self.months.high)

    def full_time_of(self, months: float) -> float:
        """
        How many of so many months, the first ones, take the place of a post.
        """
        if not self.full_time:
            return 0.0
        return months if self.full_time_months is None else min(months, self.full_time_months)


class Requirement(Record):
    """
    One checkable thing inside a step; ``share`` says who has it, or that no share is published.

    ``anew_after`` is the id of a requirement that starts another profession: whoever has yet to
    meet that one has to meet this one again after it, whatever they bring from their own.
    """

    id: str
    title: str
    strength: Strength
    share: str
    met_when: Condition
    need: str
    why: str
    evidence: tuple[Evidence, ...]
    routes: tuple[Route, ...]
    waivable: bool = True
    anew_after: str | None = None


class Step(Record):
    """
    One of the numbered steps. Its number is not the order of a plan.
    """

    number: int
    id: str
    title: str
    about: str
    requirements: tuple[Requirement, ...]


class Sign(Record):
    """
    A fact that shows that a person stands on a rung, and the sentence that says so.

    ``pay_role`` is the role of the pay data that fits this person's post, if there is one.
    """

    when: Condition
    why: str
    pay_role: str | None = None


class Rung(Record):
    """
    A rung of the career ladder, and the facts that show that a person stands on it.
    """

    id: str
    title: str
    about: str
    signs: tuple[Sign, ...]
    evidence: tuple[Evidence, ...]


class WayOn(Record):
    """
    An honest way on for people whose road to the target role is long or not supported.
    """

    id: str
    title: str
    when: Condition
    text: str
    first_steps: tuple[str, ...]
    evidence: tuple[Evidence, ...]


Scalar = str | int | float | bool


class Option(Record):
    """
    One answer to choose; ``value`` is what it writes into the profile, in the file's own form.
    """

    id: str
    title: str
    value: Scalar | Mapping[str, Scalar]
    names: tuple[str, ...] = ()


class Question(Record):
    """
    One question of the interview: which profile field it fills, how, and why it is asked.

    ``field`` is the dotted path in a profile file, ``settles`` the name under which conditions
    report that field as open, ``short`` what a list of answers calls it. ``kind`` is one of
    ``one``, ``many``, ``number``, ``date``, ``yes-no``; ``choices`` names a kind of the
    vocabulary, of which ``usual`` are shown first, and ``options`` are a question's own answers.
    ``nothing`` is the field that is known to be nothing where the answer is none. ``first`` marks
    the four that are asked before all others; ``hint`` is said of answering in an interview only.
    """

    id: str
    field: str
    settles: str
    short: str
    text: str
    help: str
    why: str
    kind: str
    choices: str | None = None
    usual: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    nothing: str | None = None
    asked_when: Condition | None = None
    first: bool = False
    example: str = ""
    hint: str = ""

    @property
    def is_chosen(self) -> bool:
        """
        Whether its answer is chosen from a list.
        """
        return self.kind in ("one", "many")


class Roadmap(Record):
    """
    The whole rule book. ``fingerprint`` is the SHA-256 of its files, in hexadecimal.

    ``texts`` are the named sentences of the reports; ``evidence_from`` is the first day for which
    its rules are known, ``review_by`` the day from which it counts as stale;
    ``informatics_roles`` the posts that are informatics work.
    """

    id: str
    title: str
    version: str
    fingerprint: str
    about: str
    target_role: str
    evidence_from: date
    review_by: date
    texts: Mapping[str, str]
    steps: tuple[Step, ...]
    ladder: tuple[Rung, ...]
    ways_on: tuple[WayOn, ...]
    credentials: tuple[Credential, ...]
    vocabulary: Vocabulary
    questions: tuple[Question, ...]
    sources: Mapping[str, Source]
    pay: PayTable
    informatics_roles: frozenset[str] = frozenset()

    def requirements(self) -> Iterator[Requirement]:
        """
        Every requirement, in the order of the steps.
        """
        for step in self.steps:
            yield from step.requirements

    def evidence(self) -> Iterator[tuple[str, Evidence]]:
        """
        Every piece of evidence but the guide's, with the id of what it supports.
        """
        for requirement in self.requirements():
            yield from ((requirement.id, each) for each in requirement.evidence)
            for route in requirement.routes:
                yield from ((route.id, each) for each in route.evidence)
        for credential in self.credentials:
            yield from ((credential.id, each) for each in credential.evidence)
            for pathway in credential.pathways:
                yield from ((f"{credential.id}/{pathway.id}", each) for each in pathway.evidence)
        for rung in self.ladder:
            yield from ((rung.id, each) for each in rung.evidence)
        for way in self.ways_on:
            yield from ((way.id, each) for each in way.evidence)
        yield from (("pay", each) for each in self.pay.evidence())

    def requirement(self, requirement_id: str) -> Requirement:
        """
        The requirement of that id; the reader has checked that it exists.
        """
        return next(each for each in self.requirements() if each.id == requirement_id)

    def credential(self, credential_id: str) -> Credential:
        """
        The credential of that id; the reader has checked that it exists.
        """
        return next(each for each in self.credentials if each.id == credential_id)
