"""
What a counselor wants to know of a whole caseload: who needs what this week, and what is common.

Counts and lists only; clients are never ranked. They stand in the order in which they came, or by
the day where something ends.
"""

from bisect import insort
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from cmio_advisor.domain.assess.assessment import Assessment
from cmio_advisor.domain.base.frozen import Record
from cmio_advisor.domain.base.time import add_months
from cmio_advisor.domain.judge.results import Answer, State, StepResult
from cmio_advisor.domain.profile.profile import Holding, Profile, Status
from cmio_advisor.domain.roadmap.roadmap import Strength

SOON_MONTHS = 12
MOST_NAMED = 200
"""A list names at most so many clients; the table has them all, and the count is exact."""


class Triage(NamedTuple):
    """
    One client, as the overview shows them. Ids are the roadmap's; ``None`` where nothing applies.

    ``one_step_away`` is the only required requirement that is open; ``one_answer_away`` the
    question whose answer settles the only required requirement that is unknown; ``door`` is a
    route or certification whose last day lies within twelve months; ``certificate`` one that
    expires within twelve months, or has expired.
    """

    id: str
    name: str | None
    stage: str | None
    ready_to_apply: Answer
    required_met: int
    required_open: int
    required_unknown: int
    expected_met: int
    expected_open: int
    next_step: str | None
    one_step_away: str | None
    one_answer_away: str | None
    door: str | None
    door_closes_on: date | None
    certificate: str | None
    certificate_expires_on: date | None
    gaps: tuple[str, ...]


def triage(assessment: Assessment) -> Triage:
    """
    What the overview says of one client.
    """
    required = assessment.readiness[Strength.REQUIRED]
    expected = assessment.readiness[Strength.EXPECTED]
    gaps = [each for step in assessment.steps for each in gaps_of(step)]
    wanting = [each for each, strength in gaps if strength is Strength.REQUIRED]
    limit = add_months(assessment.as_of, SOON_MONTHS)
    door, closes_on = _first_door(assessment, limit)
    certificate, expires_on = first_expiry(assessment.profile, limit)
    question = assessment.ask_next
    rung = assessment.stage.rung
    only_unknown = required.unknown == 1 and not required.open
    only_open = required.open == 1 and not required.unknown
    return Triage(
        id=assessment.profile.id or "",
        name=assessment.profile.name,
        stage=rung.id if rung else None,
        ready_to_apply=assessment.ready_to_apply,
        required_met=required.met,
        required_open=required.open,
        required_unknown=required.unknown,
        expected_met=expected.met,
        expected_open=expected.open,
        next_step=assessment.next_steps[0].route.id if assessment.next_steps else None,
        one_step_away=wanting[0] if only_open else None,
        one_answer_away=question.id if question and only_unknown else None,
        door=door,
        door_closes_on=closes_on,
        certificate=certificate,
        certificate_expires_on=expires_on,
        gaps=tuple([each for each, _ in gaps]),
    )


Gap = tuple[str, Strength]
Expiry = tuple[str | None, date | None]


def gaps_of(step: StepResult) -> Sequence[Gap]:
    """
    The required and expected requirements of a step that are known not to be met.
    """
    return [
        (each.requirement.id, each.requirement.strength)
        for each in step.requirements
        if each.requirement.strength is not Strength.HELPS and each.state.is_open
    ]


def _first_door(assessment: Assessment, limit: date) -> tuple[str | None, date | None]:
    """
    What closes first up to the limit: the last day to start a step, or to use an eligibility.
    """
    doors = [
        (each.closes_on, each.route.id)
        for each in (*assessment.next_steps, *assessment.later_steps)
        if each.closes_on is not None and each.closes_on <= limit
    ]
    doors += [
        (each.closes_on, each.credential.id)
        for each in assessment.credentials
        if each.closes_on is not None and each.closes_on <= limit
    ]
    if not doors:
        return None, None
    closes_on, door = min(doors)
    return door, closes_on


def first_expiry(profile: Profile, limit: date) -> Expiry:
    """
    The certificate that expires first, up to the limit; one that has expired comes before it.
    """
    ends = [
        (each.expires.latest, each.id)
        for each in _certificates(profile)
        if each.expires is not None and each.expires.earliest <= limit
    ]
    if not ends:
        return None, None
    expires_on, certificate = min(ends)
    return certificate, expires_on


def _certificates(profile: Profile) -> Iterator[Holding]:
    for each in (*(profile.certifications or ()), *(profile.board_certifications or ())):
        if each.status in (Status.HELD, Status.LAPSED):
            yield each


class Listed(Record):
    """
    A list of the overview: who is on it, and by which day, or in the order in which they came.
    """

    holds: Callable[[Triage], object]
    day: Callable[[Triage], date | None] | None = None

    def add(self, client: Triage, listed: list[Triage]) -> None:
        """
        Put a client on it, unless it is full of others who stand before.
        """
        if self.day is None:
            if len(listed) < MOST_NAMED:
                listed.append(client)
        elif len(listed) < MOST_NAMED or self._order(client) < self._order(listed[-1]):
            insort(listed, client, key=self._order)
            del listed[MOST_NAMED:]

    def _order(self, client: Triage) -> tuple[date, str]:
        return (self.day and self.day(client)) or date.max, client.id


LISTS: Mapping[str, Listed] = {
    "ready": Listed(holds=lambda client: client.ready_to_apply is Answer.YES),
    "one_step_away": Listed(holds=lambda client: client.one_step_away),
    "one_answer_away": Listed(holds=lambda client: client.one_answer_away),
    "door": Listed(holds=lambda client: client.door, day=lambda client: client.door_closes_on),
    "certificate": Listed(
        holds=lambda client: client.certificate, day=lambda client: client.certificate_expires_on
    ),
}
"""The lists of the overview. Whoever adds up parts gets the same lists as one run."""


class Overview:
    """
    The whole caseload, added up client by client; parts add up to the same as one run.
    """

    def __init__(self) -> None:
        self.clients = 0
        self.bad_records = 0
        self.ready: Counter[str] = Counter()
        self.stages: Counter[str] = Counter()
        self.gaps: Counter[str] = Counter()
        self.counts: Counter[str] = Counter()
        self.listed: dict[str, list[Triage]] = {each: [] for each in LISTS}

    def add(self, client: Triage) -> None:
        """
        Count one more client.
        """
        self.clients += 1
        self.ready[client.ready_to_apply.value] += 1
        self.stages[client.stage or State.UNKNOWN.value] += 1
        self.gaps.update(client.gaps)
        for name, each in LISTS.items():
            if each.holds(client):
                self.counts[name] += 1
                each.add(client, self.listed[name])

    def include(self, later: "Overview") -> None:
        """
        Add the clients of a part that comes after this one.
        """
        self.clients += later.clients
        self.bad_records += later.bad_records
        for mine, its in (
            (self.ready, later.ready),
            (self.stages, later.stages),
            (self.gaps, later.gaps),
            (self.counts, later.counts),
        ):
            mine.update(its)
        for name, each in LISTS.items():
            for client in later.listed[name]:
                each.add(client, self.listed[name])
