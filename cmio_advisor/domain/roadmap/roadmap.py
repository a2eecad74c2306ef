"""
The rule book for one target role: steps, requirements, credentials with what each asks, ladder,
ways on and questions.

Everything here is data read from the roadmap's YAML files; sentences for people come from there.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from itertools import chain
from typing import Any

from cmio_advisor.domain.base.evidence import (
    CredentialEvidence,
    Evidence,
    Page,
    Point,
    Search,
    Source,
)
from cmio_advisor.domain.base.frozen import Frozen, Id, WithId, kept, replace
from cmio_advisor.domain.base.sentences import filled
from cmio_advisor.domain.base.terms import AnswerOption, Vocabulary
from cmio_advisor.domain.base.time import Cost
from cmio_advisor.domain.pay.table import PayTable
from cmio_advisor.domain.profile.fields import BY_PATH, Kind
from cmio_advisor.domain.roadmap.route import Cycle, Route
from cmio_advisor.domain.rules.conditions import EVERYBODY, AtLeast, Case, Condition, Reference
from cmio_advisor.domain.rules.implication import RuleBook
from cmio_advisor.domain.rules.leaves import Holds, Trained


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
    evidence: tuple[CredentialEvidence, ...]

    @kept
    def held_by(self) -> tuple[Condition, ...]:
        """What shows that it is held: its id among the certifications, then what means the same."""
        own = Holds("certifications", frozenset({self.id}))
        return (own,) if self.held_when is None else (own, self.held_when)

    @kept
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


class Strength(StrEnum):
    REQUIRED = "required"
    EXPECTED = "expected"
    HELPS = "helps"

    @kept
    def rank(self) -> int:
        """Its place among them, the strongest 0."""
        return list(Strength).index(self)


class Requirement(WithId):
    """
    One checkable thing inside a step; ``share`` says who has it, or that no share is published.

    ``anew_after`` is the id of a requirement that starts another profession: whoever has yet to
    meet that one has to meet this one again after it, whatever they bring from their own. ``was``
    are ids that it had in earlier versions; waivers that name them hold for it. One that is
    ``in_plan`` is in every plan, though it only helps: the search for the job itself.
    """

    id: Id
    title: str
    strength: Strength
    share: str
    met_when: Condition
    need: str
    why: str
    waivable: bool = True
    anew_after: Id | None = None
    in_plan: bool = False
    searched: Search | None = None
    was: tuple[Id, ...] = ()
    evidence: tuple[Evidence, ...]
    routes: tuple[Route, ...]

    @property
    def is_waited_for(self) -> bool:
        """Whether a plan that leaves it out ends before the job."""
        return self.strength is Strength.REQUIRED or self.in_plan

    def counted_cost(self, cost: Cost | None) -> Cost:
        """What a route's cost counts as in comparisons: unknown, up to the dearest known."""
        if cost is not None:
            return cost
        known = (each.cost.high for each in self.routes if each.cost is not None)
        return Cost(low=0, high=max(known, default=0))

    def counted_hours(self, route: Route) -> int:
        """The own hours to leave room for: unknown, the most known; full-time, none beside."""
        if route.hours is not None or route.full_time:
            return route.hours or 0
        return max((each.hours or 0 for each in self.routes), default=0)


class Presupposed(Frozen):
    """
    What nobody has to whom ``first`` never applied: where ``what`` is not told it is known not to
    hold, where it is told all the same, the ``warning`` of that code says so. With ``proves`` it is
    sure enough to show, where it is told, that ``first`` held.
    """

    what: Condition
    first: Condition
    proves: bool = False
    warning: str | None = None


class Step(WithId):
    """One of the numbered steps, with the ``evidence`` of its ``about``; no plan's order."""

    number: int
    id: Id
    title: str
    about: str
    requirements: tuple[Requirement, ...]
    evidence: tuple[Evidence, ...] = ()


class Sign(Frozen):
    """
    A fact that shows that a person stands on a rung, and the sentence that says so.

    ``pay_role`` is the role of the pay data that fits this person's post, if there is one;
    ``title`` what a standing is called for people like them, where its own says too much.
    """

    when: Condition
    why: str
    pay_role: Id | None = None
    title: str = ""


class Rung(WithId):
    """A rung of the career ladder, and the facts that show that a person stands on it."""

    id: Id
    title: str
    about: str
    signs: tuple[Sign, ...]
    evidence: tuple[Evidence, ...]


class Standing(WithId):
    """How a person compares with those who hold the role; ``why``, where no sign says it."""

    id: Id
    title: str
    about: str
    when: Condition = EVERYBODY
    why: str
    signs: tuple[Sign, ...] = ()
    evidence: tuple[Evidence, ...]


class Precedence(WithId):
    """
    One kind of next step in the order: of the routes or requirements named in ``of``, or whose door
    ``closes_within_months`` (that of ``renewals``, where it says so; to the certificates ``of``
    which it is, if any), with the ``reason``. One for ``later`` is no step to begin with;
    ``asked_first``, none before it is known to be open; ``advised_untold``, one that the plan takes
    though what it meets was not told. Where the kind that it ``waits_for`` stands there, it comes
    with the kind it is ``then_with``.
    """

    id: Id
    reason: str
    of: tuple[Id, ...] = ()
    closes_within_months: int | None = None
    renewals: bool = False
    later: bool = False
    asked_first: bool = False
    advised_untold: bool = False
    waits_for: Id | None = None
    then_with: Id | None = None
    evidence: tuple[Evidence, ...] = ()


class Decision(WithId):
    """
    What costs years or a large part of the pay: ``takes`` a requirement or a route, and is left out
    of the plans of whom ``when`` holds and ``unless`` does not, until it is taken in; ``reason``
    tells why.
    """

    id: Id
    takes: Id
    when: Condition | None = None
    unless: Condition | None = None
    reason: str
    evidence: tuple[Evidence, ...] = ()

    def requirement(self, roadmap: "Roadmap") -> Requirement:
        """The requirement that it takes, or takes a route to."""
        return roadmap.by_id.get(self.takes) or roadmap.by_route[self.takes]


class Nearest(Frozen):
    """For whom a shipped roadmap is the nearest: whoever meets its rule, and none before it."""

    roadmap: Id
    title: str
    when: Condition


class Advice(WithId):
    """What a guide advises whom ``when`` holds of: on a rung, of an employer, before applying."""

    id: Id
    title: str
    when: Condition
    points: tuple[Point, ...]

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """What its points rest on; some state no fact."""
        return tuple(each for point in self.points for each in point.evidence)


class OtherPath(WithId):
    """
    A path for people whose road to the target role is long. While its own ``decision`` waits, the
    first steps of the other paths come next; ``pay_role`` is the role to which it leads, or near.
    It is none for people of whom ``unless`` surely holds, such as those who hold its job.
    """

    id: Id
    title: str
    when: Condition
    unless: Condition | None = None
    decision: Id | None = None
    pay_role: Id | None = None
    text: str
    first_steps: tuple[Route, ...]
    evidence: tuple[Evidence, ...]


class Question(WithId):
    """
    One question of the interview: which profile field it fills, how, and why it is asked.

    ``field`` is the dotted path in a profile file, ``settles`` the name under which conditions
    report that field as open, ``short`` what a list of answers calls it. ``kind`` is one of
    ``one``, ``many``, ``number``, ``date``, ``yes-no``; ``choices`` names a kind of the
    vocabulary, of which ``usual`` are shown first, and ``options`` are a question's own answers.
    ``nothing`` is the field that is known to be nothing where the answer is none. ``first`` marks
    the four that are asked before all others; ``hint`` is said of answering in an interview only.
    For whom ``decides_when`` holds it is the first to ask, as long as it can settle anything.
    ``evidence`` is what its reason, or the rule that asks it, rests on. A question that a rule asks
    of its own names the ``unit`` of a number and the ``most`` it can be; ``in_interview`` that a
    long interview asks it too, where nothing else is open.
    """

    id: Id
    field: str
    settles: str
    short: str
    text: str
    help: str
    why: str
    kind: str
    choices: str | None = None
    usual: tuple[str, ...] = ()
    options: tuple[AnswerOption, ...] = ()
    nothing: str | None = None
    asked_when: Condition | None = None
    decides_when: Condition | None = None
    first: bool = False
    example: str = ""
    hint: str = ""
    unit: str = ""
    most: float = 0
    in_interview: bool = False
    evidence: tuple[Evidence, ...] = ()

    @property
    def told_at(self) -> str:
        """The path at which an answer stands: its field, or one profession's license there."""
        return self.settles if self.settles.startswith(f"{self.field}.") else self.field

    @property
    def is_chosen(self) -> bool:
        """Whether its answer is chosen from a list."""
        return self.kind in ("one", "many")

    def offered(self, words: Vocabulary) -> tuple[AnswerOption, ...]:
        """
        The answers to choose from, in the order of their numbers: the usual ones first. A residency
        or fellowship that is chosen from a list was finished: other states are written as options.
        """
        if self.options or self.choices is None:
            return self.options
        row = BY_PATH.get(self.field)
        done = row.key if row and row.kind is Kind.TRAININGS else ""
        terms = [
            AnswerOption(
                id=each.id,
                title=each.title,
                value={done: each.id, "status": "completed"} if done else each.id,
                names=each.names,
            )
            for each in words.kinds[self.choices]
        ]
        usual = {name: place for place, name in enumerate(self.usual)}
        return tuple(sorted(terms, key=lambda term: usual.get(term.id, len(usual))))


class Roadmap(WithId):
    """
    The whole rule book. ``fingerprint`` is a SHA-256 of it, in hexadecimal.

    ``texts`` are the named sentences of the reports; ``evidence_from`` is the first day for which
    its rules are known, ``review_by`` the day from which it counts as stale;
    ``informatics_roles`` the posts that are informatics work, ``cycles`` what comes round each year
    and is named by routes, ``degrees_from_abroad`` the medical degrees that American schools do not
    give, ``presupposed`` the facts that need others before them, ``presumed`` what a plan, and no
    judgment, takes to come before a fact while nothing told speaks against it,
    ``jobs_not_during`` the study that is ``not_during`` of each job, ``asks`` the questions that
    single rules ask of their own, ``order`` what comes first among next steps,
    ``own_steps`` what is to do for whoever meets their needs, though it meets no requirement,
    ``renewal`` what keeps from ending what a person holds. ``ladder`` is in order from its lowest
    rung, ``standings`` from the best.
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
    ways_on: tuple[OtherPath, ...]
    credentials: tuple[Credential, ...]
    vocabulary: Vocabulary
    questions: tuple[Question, ...]
    sources: Mapping[str, Source]
    pay: PayTable | None
    informatics_roles: frozenset[str] = frozenset()
    decisions: tuple[Decision, ...] = ()
    cycles: tuple[Cycle, ...] = ()
    degrees_from_abroad: frozenset[str] = frozenset()
    presupposed: tuple[Presupposed, ...] = ()
    presumed: tuple[Presupposed, ...] = ()
    jobs_not_during: Condition | None = None
    standings: tuple[Standing, ...] = ()
    asks: tuple[Question, ...] = ()
    order: tuple[Precedence, ...] = ()
    own_steps: tuple[Route, ...] = ()
    renewal: Route | None = None
    advice: tuple[Advice, ...] = ()
    nearest: tuple[Nearest, ...] = ()

    def __repr__(self) -> str:
        # In full it is a megabyte, in every message of a failing test.
        return f"Roadmap({self.id!r}, {self.version!r}, {self.fingerprint[:12]!r})"

    def __eq__(self, other: object) -> bool:
        """Whether it is the same object: to compare two equal ones takes most of a second."""
        return self is other

    __hash__ = WithId.__hash__

    def beside(self, other: "Roadmap") -> "Roadmap":
        """The same for one profile of both: what only the other one knows is kept, and unused."""
        return replace(self, vocabulary=self.vocabulary.beside(other.vocabulary))

    def nearest_titles(self) -> Mapping[str, str]:
        """The roadmaps that may be the nearest, each with the title of the first rule to it."""
        titles: dict[str, str] = {}
        for each in self.nearest:
            titles.setdefault(each.roadmap, each.title)
        return titles

    @kept
    def by_ask(self) -> Mapping[str, Question]:
        """The questions that its rules ask of their own."""
        return {each.id: each for each in self.asks}

    @kept
    def places(self) -> Mapping[str, int]:
        """Where in the order what is named there stands, by id."""
        return {id_: place for place, each in enumerate(self.order) for id_ in each.of}

    def place_of(self, route: Route, met: Iterable[str]) -> int:
        """Where in the order it stands, or else the first of what is ``met`` by it; else last."""
        named = self.renewal.id if route.renews and self.renewal else route.id
        last = len(self.order)
        return self.places.get(named, min(self.places.get(each, last) for each in met))

    @kept
    def rules(self) -> RuleBook:
        """What follows from its rules alone."""
        return RuleBook(
            {each.id: each.met_when for each in self.requirements()},
            self.named_rule,
            ((each.what, each.first) for each in self.presupposed),
            ((each.what, each.first) for each in self.presupposed if each.proves),
        )

    @kept
    def accredited_specialties(self) -> frozenset[str]:
        """The specialties of training that a rule counts only where it is accredited."""
        return frozenset().union(*(each.specialties for each in self._trained if each.accredited))

    @kept
    def asks_where_trained(self) -> bool:
        """Whether anything rests on the country of a training."""
        return any(each.countries for each in self._trained)

    @kept
    def _trained(self) -> list[Trained]:
        """What is asked of training, by requirements, credentials and routes."""
        asked = [*self.rules.met_when.values(), *(each.open_when for each in self.credentials)]
        routes = chain(*(each.routes for each in self.requirements()))
        asked += [route.needs for route in routes if route.needs]
        leaves = (leaf for rule in asked for leaf in rule.leaves())
        return [each for each in leaves if isinstance(each, Trained)]

    @kept
    def read_ids(self) -> frozenset[str]:
        """The ids that a rule of it names."""
        rules = [*self.rules.met_when.values(), *(each.open_when for each in self.credentials)]
        rules += [*self.reached_when.values(), *(each.what for each in self.presupposed)]
        rules += [each.below for each in self.credentials if each.below]
        rules += [each.made_for for each in self.credentials if each.made_for]
        routes = (each.routes for each in self.requirements())
        own = ((e.needs, e.unless, *e.of_groups) for e in chain(self.own_steps, *routes))
        rules += [rule for each in own for rule in each if rule]
        leaves = (leaf for rule in rules for leaf in rule.leaves())
        return frozenset().union(*(leaf.ids for leaf in leaves if isinstance(leaf, Holds)))

    @kept
    def by_id(self) -> Mapping[str, Requirement]:
        return {each.id: each for each in self.requirements()}

    @kept
    def by_route(self) -> Mapping[str, Requirement]:
        return {route.id: each for each in self.requirements() for route in each.routes}

    @kept
    def review_days(self) -> Sequence[date]:
        """The last day of each piece of evidence, in order; ``date.max`` where it names none."""
        return sorted([each.review_by or date.max for _, each in self.evidence()])

    @kept
    def reached_when(self) -> Mapping[Reference, Condition]:
        """That a person stands on a rung or on a higher one, or has a standing or a better one."""
        found: dict[Reference, Condition] = {}
        rules: tuple[Condition, ...] = ()
        for rung in reversed(self.ladder):
            rules = (*(each.when for each in rung.signs), *rules)
            found[Reference("stage", rung.id)] = AtLeast(1, rules)
        rules = ()
        for standing in self.standings:
            rules = (*rules, standing.when)
            found[Reference("standing", standing.id)] = AtLeast(1, rules)
        return found

    def named_rule(self, reference: Reference) -> Condition:
        if reference.kind == "requirement":
            return self.by_id[reference.id].met_when
        if reference.kind == "eligible":
            return self.credential(reference.id).open_when
        return self.reached_when[reference]

    def say(self, name: str, /, **blanks: object) -> str:
        """The sentence of that name, its blanks filled in."""
        return filled(self.texts[name], blanks)

    def requirements(self) -> Iterator[Requirement]:
        """Every requirement, in the order of the steps."""
        for step in self.steps:
            yield from step.requirements

    def evidence(self) -> Iterator[tuple[str, Evidence]]:
        """Every piece of evidence but the guide's, with the id of what it supports."""

        def stated(*stating: Any) -> list[tuple[str, Iterable[Evidence]]]:  # noqa: ANN401
            return [(each.id, each.evidence) for each in stating]

        found = stated(*(each for one in self.requirements() for each in (one, *one.routes)))
        found += stated(*self.cycles)
        for credential in self.credentials:
            ways = [(f"{credential.id}/{way.id}", way.evidence) for way in credential.pathways]
            found += [(credential.id, credential.evidence), *ways]
        found += stated(*self.steps, *self.questions, *self.asks, *self.ladder, *self.standings)
        found += stated(*self.own_steps, *filter(None, [self.renewal]), *self.ways_on)
        found += stated(*self.advice, *self.order, *self.decisions)
        found += [("pay", each.evidence()) for each in (self.pay,) if each]
        found += self.vocabulary.evidence.items()
        found += [("training_ends", each.evidence) for each in self.vocabulary.training_ends]
        return ((id_, piece) for id_, pieces in found for piece in pieces)

    def requirement(self, requirement_id: str) -> Requirement:
        """The requirement of that id; the reader has checked that it exists."""
        return self.by_id[requirement_id]

    def entry(self, wanted: str) -> Step | Requirement | Credential:
        """The step, requirement or credential of that id, which there is."""
        steps = (each for each in self.steps if each.id == wanted)
        return next(steps, None) or self.by_id.get(wanted) or self.credential(wanted)

    def credential(self, credential_id: str) -> Credential:
        """The credential of that id; the reader has checked that it exists."""
        return next(each for each in self.credentials if each.id == credential_id)


def requirements_of(roadmap: Roadmap, strength: Strength) -> tuple[str, ...]:
    """The ids of the requirements of one strength, in the order of the steps."""
    return tuple(each.id for each in roadmap.requirements() if each.strength is strength)


def decisions_of(roadmap: Roadmap) -> tuple[str, ...]:
    """The ids of the decisions, in the roadmap's order."""
    return tuple(each.id for each in roadmap.decisions)
