"""
The assessment of many clients by one roadmap on one day: the very result of ``assess``, sooner; and
what a counselor wants to know of them all: who needs what this week, and what is common. Clients
are never ranked: they stand in the order in which they came, or by the day where something ends.
The one place, too, where a client's id becomes the name of their files.
"""

import re
from bisect import insort
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from hashlib import blake2b
from itertools import groupby
from operator import attrgetter
from types import MappingProxyType
from typing import Any, NamedTuple
from unicodedata import normalize

from cmio_advisor.domain.assess.assess import Assessment, Assessor
from cmio_advisor.domain.assess.notices import NEAREST, NOT_CHOSEN, notices_of, on_choice
from cmio_advisor.domain.base.time import PartialDate, add_months
from cmio_advisor.domain.judge.case import ProfileCase, case_of
from cmio_advisor.domain.judge.people_table import PeopleTable
from cmio_advisor.domain.judge.results import Answer, left_unread
from cmio_advisor.domain.profile.fields import ANSWERS
from cmio_advisor.domain.profile.profile import Profile, Status, Unread
from cmio_advisor.domain.roadmap.roadmap import Roadmap, Strength
from cmio_advisor.domain.roadmap.route import first_to_keep
from cmio_advisor.domain.routes.next_steps import STEPS_SHOWN, NextStep
from cmio_advisor.domain.routes.planned_case import unstated_accredited

READ_FIELDS = ("as_of", *ANSWERS)
"""What is read of a client: the day on which the answers were true, and the answers."""
TABLE_FIELDS = (*READ_FIELDS, "unread")
"""The columns of the table: that, and what could not be read."""


class Client:
    """The answers of one client, by their places in the table's columns."""

    __slots__ = ("id", "name", "places", "table")

    def __init__(
        self, table: PeopleTable, places: Sequence[int], client_id: str, name: str | None = None
    ) -> None:
        self.table = table
        self.places = places
        self.id = client_id
        self.name = name

    def profile(self) -> Profile:
        """All that this client told us; the counselor's notes are not kept."""
        answers = self.table.answers
        by_field = {
            field: answers[field].found[place]
            for field, place in zip(TABLE_FIELDS, self.places, strict=True)
        }
        return Profile(id=self.id, name=self.name, **by_field)


SOON_MONTHS = 12
MOST_LISTED = 200
"""A list names at most so many clients; the table has them all, and the count is exact."""
MOST_IN_ALL = 2_000
"""The list of everybody names at most so many: with more a page is too large to open."""


class Triage(NamedTuple):
    """
    One client, as the overview shows them. Ids are the roadmap's; ``None`` where nothing applies.

    ``one_step_away`` is the only required requirement that is open; ``one_answer_away`` the
    question whose answer settles the only required requirement that is unknown; ``door`` is a route
    or certification whose last day lies within twelve months; ``certificate`` one that expires
    within twelve months, or has expired. ``questions_open`` are required and expected requirements
    that the answers leave unknown, and fellowships taken as accredited. The plan is that of the
    person's own wishes: when it likely ends, whether it takes in all that is required and open
    (``leads_there``), its next date, and its fees: the lowest as far as any are known, the highest
    only where all are, and of how many of its steps (``unpriced``) no price is known. The next date
    is the first that others set (one of a season, a renewal, a last day that is in the plan or
    soon); without one the first on a step's way, on which it is begun, or likely done.
    ``unread`` is what of the client's cells could not be read. Another roadmap may be nearer
    (``is_nearer_elsewhere``), or nothing read may show which is (``is_roadmap_open``). While cells
    not read may decide on something required that is not in the plan, or it was not told, no end is
    named.
    """

    id: str
    name: str | None
    stage: str | None
    ready_to_apply: Answer
    standing: str | None
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
    certificate_expires_on: PartialDate | None
    gaps: tuple[str, ...]
    questions_open: int = 0
    next_step_title: str = ""
    next_date: date | None = None
    next_date_title: str = ""
    plan_ends: date | None = None
    price_low_usd: float | None = None
    price_high_usd: float | None = None
    unpriced: int = 0
    roadmap: str = ""
    unread: tuple[Unread, ...] = ()
    is_nearer_elsewhere: bool = False
    is_roadmap_open: bool = False
    leads_there: bool = True
    standing_title: str = ""
    first_steps: str = ""


MOST_REMEMBERED = 80_000
"""So many answers to questions are remembered; then all are let go, so that memory hardly grows."""


class Assessed(NamedTuple):
    """A client, their case in a table, of which more can be found, and what was found of it."""

    client: Client
    case: ProfileCase
    found: Assessment


class Caseload:
    def __init__(self, roadmap: Roadmap, on: date, *, is_chosen: bool = False) -> None:
        self.roadmap = roadmap
        self.on = on
        self.soon = add_months(on, SOON_MONTHS)
        self.assessor = Assessor(roadmap, on)
        if is_chosen:  # by the answers of each client
            self.assessor.notices.append(partial(notices_of, on_choice))
        self.table = PeopleTable(roadmap, on)

    def start_anew(self) -> None:
        """Begin another table; clients who were read before stay with their own."""
        self.table.forget()
        self.table = PeopleTable(self.roadmap, self.on)

    def judge(self, clients: Sequence[Client]) -> Iterator[Assessed]:
        """What ``assess`` finds for these clients, together for those of one table."""
        for table, together in groupby(clients, key=attrgetter("table")):
            block = list(together)
            table.fill(TABLE_FIELDS, [each.places for each in block])
            for row, client in enumerate(block):
                profile, case = client.profile(), table.case(row)
                person = case_of(profile, self.roadmap, self.on)
                yield Assessed(client, case, self.assessor.assessment(profile, person, case))
            if table is not self.table or table.size > MOST_REMEMBERED:
                table.forget()

    def assess(self, client: Client) -> Assessment:
        return next(self.judge([client])).found

    def triage(self, found: Assessment) -> Triage:
        """One client, by what was found of them."""
        profile, question, now = found.profile, found.ask_next, found.next_steps
        required, expected = found.readiness[Strength.REQUIRED], found.readiness[Strength.EXPECTED]
        ahead = (*now, *found.later_steps)
        closes_on, door = self._first_door(found, ahead)
        certificate, expires_on = self._first_expiry(profile)
        rung, standing = found.stage.rung, found.standing
        untold = self.roadmap.texts["standing_unknown_title"] if standing else ""
        is_near = required.open == 1 and not required.unknown
        codes = {each.code for each in found.warnings}
        # Fellowships of which it is not told whether they are accredited, which a rule asks.
        granted = len(unstated_accredited(profile.fellowships, self.roadmap))
        gaps = (
            each.requirement.id
            for each in (() if found.ways_on else found.requirements())
            if each.requirement.strength is not Strength.HELPS and each.state.is_open
        )
        first = f"Ask first: {question.text}" if question else ""
        return Triage(
            id=profile.id or "",
            name=profile.name,
            stage=rung.id if rung else None,
            ready_to_apply=found.ready_to_apply,
            standing=standing.id if standing else None,
            required_met=required.met,
            required_open=required.open,
            required_unknown=required.unknown,
            expected_met=expected.met,
            expected_open=expected.open,
            next_step=now[0].route.id if now else None,
            one_step_away=found.required_open()[0] if is_near else None,
            one_answer_away=self._one_answer_away(found),
            door=door,
            door_closes_on=closes_on,
            certificate=certificate,
            certificate_expires_on=expires_on,
            gaps=tuple(gaps),
            questions_open=required.unknown + expected.unknown + granted,
            next_step_title=now[0].route.title if now else first,
            **self._planned(found, ahead),
            roadmap=self.roadmap.id,
            unread=profile.unread,
            is_nearer_elsewhere=NEAREST in codes,
            is_roadmap_open=NOT_CHOSEN in codes,
            leads_there=all(each.leads_there for each in found.usual),
            standing_title=standing.title if standing and standing.title != untold else "",
            first_steps="; ".join(each.route.title for each in now[:STEPS_SHOWN]),
        )

    def _first_door(
        self, found: Assessment, ahead: Sequence[NextStep]
    ) -> tuple[date | None, str | None]:
        """The last day that comes first, of a step or an eligibility, up to the limit."""
        days = [(each.closes_on, each.route.id) for each in ahead]
        days += [(each.closes_on, each.credential.id) for each in found.credentials]
        doors = [(day, id_) for day, id_ in days if day is not None and day <= self.soon]
        return min(doors, default=(None, None))

    def _one_answer_away(self, found: Assessment) -> str | None:
        """The question that settles the only thing of the required list that is not known."""
        required, question = found.readiness[Strength.REQUIRED], found.ask_next
        if question is None or required.unknown != 1 or required.open:
            return None
        case = ProfileCase(found.profile, self.roadmap, self.on)
        settles = any(
            question.settles in each.met_when.open_fields(case)
            for each in self.roadmap.requirements()
            if each.strength is Strength.REQUIRED
        )
        return question.id if settles else None

    def _planned(self, found: Assessment, ahead: Sequence[NextStep]) -> dict[str, Any]:
        """The next date, when the plan likely ends, and its fees."""
        usual, profile = found.usual, found.profile
        in_plan = {id_ for each in usual for id_ in (each.requirement, *each.brings)}
        case = ProfileCase(profile, self.roadmap, self.on) if profile.unread else None
        waits = case and any(each.is_waited_for for each in left_unread(case, in_plan))
        moments = [moment for each in usual for moment in each.milestones]
        to_keep = first_to_keep(moments)
        dates = [] if to_keep is None else [(to_keep.kept_on(self.on), to_keep.title)]
        planned = {each.route.id for each in usual}
        for each in ahead:
            day, route = each.closes_on, each.route
            # A door that nobody plans to go through is no date of theirs before it closes soon.
            if day is not None and (route.renews or route.id in planned or day <= self.soon):
                label = "Last day to begin" if route.renews else "Last day to start"
                dates.append((day, f"{label}: {route.title}"))
        ends = [each.ends_on for each in usual if each.ends_on is not None and each.has_end]
        if not dates:
            dates = [(each.day, each.title) for each in moments if each.day >= self.on]
            dates += [
                (each.begins_on, f"To begin: {each.route.title}")
                for each in usual
                if each.begins_on > self.on
            ]
            dates += [
                (each.ends_on, f"Likely done: {each.route.title}")
                for each in usual
                if each.begins_on <= self.on and each.ends_on is not None
            ]
        day, title = min(dates, default=(None, ""))
        costs = [each.cost for each in usual if each.cost is not None]
        unpriced = len(usual) - len(costs)
        low = sum(each.low for each in costs)
        return {
            "next_date": day,
            "next_date_title": title,
            "plan_ends": max(ends, default=None) if len(ends) == len(usual) and not waits else None,
            "price_low_usd": low if costs and (low or not unpriced) else None,
            "price_high_usd": sum(each.high for each in costs) if costs and not unpriced else None,
            "unpriced": unpriced,
        }

    def _first_expiry(self, profile: Profile) -> tuple[str | None, PartialDate | None]:
        """The certificate that expires first, up to the limit; an expired one comes before it."""
        ends = [
            (each.expires.latest, each.id, each.expires)
            for each in (*(profile.certifications or ()), *(profile.board_certifications or ()))
            if each.status in (Status.HELD, Status.LAPSED)
            and each.expires is not None
            and each.expires.earliest <= self.soon
        ]
        _, certificate, expires_on = min(
            ends, default=(None, None, None), key=lambda each: each[:2]
        )
        return certificate, expires_on


LONGEST_NAME = 40
LETTERS_OF_DIGEST = 16
"""Behind a name that does not hold all of the id: in a million ids no two have the same."""
DEVICES = ["con", "prn", "aux", "nul"] + [f"{it}{at}" for it in ("com", "lpt") for at in range(10)]
"""What Windows takes for a device, whatever ending follows."""


def file_stem(client_id: str) -> str:
    """
    The name of a client's files: small letters, digits and hyphens, the same for ids that differ in
    case or signs alone; with an underscore before what a command takes for an option or Windows for
    a device.
    """
    stem = client_id
    if not re.fullmatch(r"[a-z0-9-]{1,40}", client_id):
        folded = normalize("NFKD", client_id).casefold()
        stem = re.sub(r"[^a-z0-9]+", "-", folded).strip("-")
        if not stem or not folded.isascii() or len(stem) > LONGEST_NAME:
            digest = blake2b(folded.encode("utf-8", "surrogatepass")).hexdigest()
            begin = stem[: LONGEST_NAME - LETTERS_OF_DIGEST - 1].strip("-") or "client"
            stem = f"{begin}-{digest[:LETTERS_OF_DIGEST]}"
    return f"_{stem}" if stem.startswith("-") or stem in DEVICES else stem


Order = Callable[[Triage], Any]
"""By what clients of a list are sorted."""


LISTS: Mapping[str, tuple[Callable[[Triage], object], Order | None]] = {
    "ready": (lambda client: client.ready_to_apply is Answer.YES, None),
    "one_step_away": (lambda client: client.one_step_away, None),
    "one_answer_away": (lambda client: client.one_answer_away, None),
    "door": (lambda client: client.door, lambda client: (client.door_closes_on, client.id)),
    "certificate": (
        lambda client: client.certificate,
        lambda client: (
            client.certificate_expires_on and client.certificate_expires_on.latest,
            client.id,
        ),
    ),
    "unread": (lambda client: client.unread, None),
    "nearer": (lambda client: client.is_nearer_elsewhere, None),
}
"""
The lists of the overview: who is on each, and by what they are sorted, else in the order they came.
Whoever adds up parts gets the same lists as one run.
"""


def _put(client: Triage, listed: list[Triage], most: int, order: Order | None) -> None:
    """Put a client on a list, unless it is full of others who stand before."""
    if order is None:
        if len(listed) < most:
            listed.append(client)
    elif len(listed) < most or order(client) < order(listed[-1]):
        insort(listed, client, key=order)
        del listed[most:]


TABLE = "table"
SortPlaces = Mapping[str, int]
Sort = Callable[[Triage, SortPlaces], str | int | date | tuple[bool, bool, date]]
SORTS: Mapping[str, tuple[str, Sort | None]] = {
    TABLE: ("In the order of the table that was read.", None),
    "stage": (
        "By stage, the lowest first.",
        lambda each, places: places.get(f"stage {each.stage}", len(places)),
    ),
    "standing": (
        "By standing, the best first.",
        lambda each, places: places.get(f"standing {each.standing}", len(places)),
    ),
    "date": ("By the next date, the earliest first.", lambda each, _: each.next_date or date.max),
    "end": (
        (
            "By the likely end of the plan, the earliest first; last those whose plan is of first "
            "steps, and leaves out something that the job requires."
        ),
        lambda each, _: (not each.plan_ends, not each.leads_there, each.plan_ends or date.max),
    ),
    "id": ("By id.", lambda each, _: each.id),
}
"""The orders in which everybody can stand: what a page says of each, and by what it sorts."""


def places_of(*roadmaps: Roadmap) -> SortPlaces:
    """Where stages (the lowest first) and standings (the best first) come in sorting."""
    stages = (f"stage {each.id}" for roadmap in roadmaps for each in roadmap.ladder)
    standings = (f"standing {each.id}" for roadmap in roadmaps for each in roadmap.standings)
    return {each: place for listed in (stages, standings) for place, each in enumerate(listed)}


class Overview:
    """
    The whole caseload, added up client by client; parts add up to the same as one run.
    ``bad_records`` are of no client, and of ``nameless`` ones nobody can tell whose they are;
    ``partly_read`` are clients without a cell; ``readings`` counts cells in other words than ours,
    ``gaps`` the open requirements by roadmap, ``made`` the first ids whose reports were made
    since the last run that ended.
    """

    def __init__(self, sort: str = TABLE, places: SortPlaces = MappingProxyType({})) -> None:
        self.sort = sort
        self.places = dict(places)
        self.everybody: list[Triage] = []
        self.clients = 0
        self.bad_records = 0
        self.nameless = 0
        self.partly_read = 0
        self.readings = 0
        self.ids_of_digits = 0
        self.ready: Counter[str] = Counter()
        self.standings: Counter[str] = Counter()
        self.gaps: Counter[tuple[str, str]] = Counter()
        self.counts: Counter[str] = Counter()
        self.made: list[str] = []
        self.listed: dict[str, list[Triage]] = {each: [] for each in LISTS}

    def add(self, client: Triage) -> None:
        self.clients += 1
        self.ids_of_digits += client.id.isdigit()
        self.ready[client.ready_to_apply.value] += 1
        if client.standing is not None:
            self.standings[client.standing_title or client.standing] += 1
        self.gaps.update((client.roadmap, each) for each in client.gaps)
        self._show(client)
        for name, (holds, order) in LISTS.items():
            if holds(client):
                self.counts[name] += 1
                _put(client, self.listed[name], MOST_LISTED, order)

    def include(self, later: "Overview") -> None:
        """Add the clients of a part that comes after this one."""
        for name, its in vars(later).items():
            mine = getattr(self, name)
            if isinstance(its, Counter):
                mine.update(its)
            elif isinstance(its, int):
                setattr(self, name, mine + its)
        for name, (_, order) in LISTS.items():
            for client in later.listed[name]:
                _put(client, self.listed[name], MOST_LISTED, order)
        for client in later.everybody:
            self._show(client)
        self.made = (self.made + later.made)[:MOST_LISTED]

    def _show(self, client: Triage) -> None:
        """Put a client among everybody."""
        (_, by), places = SORTS[self.sort], self.places
        _put(client, self.everybody, MOST_IN_ALL, by and (lambda each: by(each, places)))
