"""
A profile from its nodes: every field of the profile format, described once.

A key that is absent or says ``unknown`` is unknown; ``[]``, ``none`` or ``0`` is known to be
nothing. Those two readings are made here, so the domain sees ``None`` and empty tuples only.
"""

from collections.abc import Callable, Mapping
from typing import Any, Generic, TypeVar

from cmio_advisor.domain.profile import (
    Constraints,
    Experience,
    Holding,
    Leadership,
    Profile,
    Role,
    Setting,
    Status,
    Training,
    Waiver,
)
from cmio_advisor.domain.record import Record
from cmio_advisor.domain.roadmap import Roadmap
from cmio_advisor.domain.timeline import PartialDate, Span
from cmio_advisor.loading.nodes import Node, Problems, Unreadable
from cmio_advisor.loading.quantities import Amount, FullDate, Number, SomeDate, Whole
from cmio_advisor.loading.shapes import (
    Choice,
    Field,
    Flag,
    Keyed,
    Listing,
    Pattern,
    Schema,
    Shape,
    Text,
    refuse,
)

T = TypeVar("T")

PROFILE_SCHEMA = "cmio-advisor/profile/1"
PRESENT = "present"
NO_YEARS = Experience(years=Span(0, 0))
LICENSES = ("unrestricted", "restricted", "none")
WORKING_YEARS = Amount(0, 80, "years")


class Told(Record, Generic[T], kw_only=False):
    """
    A value that may be left open: ``unknown`` or nothing reads as ``None``.
    """

    inner: Shape[T]

    def read(self, node: Node, problems: Problems) -> T | None:
        if node.value is None or node.value == "unknown":
            return None
        return self.inner.read(node, problems)

    def schema(self) -> Schema:
        return {"anyOf": [self.inner.schema(), {"const": "unknown"}, {"type": "null"}]}


class Several(Record, Generic[T], kw_only=False):
    """
    A list, where one item may stand alone and ``none`` or ``0`` means an empty list.
    """

    item: Shape[T]
    alone: bool = False

    def read(self, node: Node, problems: Problems) -> tuple[T, ...]:
        if node.value == "none" or (node.value == 0 and not isinstance(node.value, bool)):
            return ()
        if isinstance(node.value, list) or not self.alone:
            return Listing(self.item).read(node, problems)
        return (self.item.read(node, problems),)

    def schema(self) -> Schema:
        alone = [self.item.schema()] if self.alone else []
        return {"anyOf": [Listing(self.item).schema(), *alone, {"enum": ["none", 0]}]}


class IdOr(Record, Generic[T], kw_only=False):
    """
    A bare id, or a mapping that says more.
    """

    ids: Choice
    build: Callable[[str], T]
    record: Keyed[T]

    def read(self, node: Node, problems: Problems) -> T:
        if isinstance(node.value, Mapping):
            return self.record.read(node, problems)
        return self.build(self.ids.read(node, problems))

    def schema(self) -> Schema:
        return {"anyOf": [self.ids.schema(), self.record.schema()]}


class Work(Record, kw_only=False):
    """
    Years of work: a number of years, or a mapping with years or dates.
    """

    record: Keyed[Experience]

    def read(self, node: Node, problems: Problems) -> Experience:
        if isinstance(node.value, Mapping):
            return self.record.read(node, problems)
        return Experience(years=WORKING_YEARS.read(node, problems))

    def schema(self) -> Schema:
        return {"anyOf": [WORKING_YEARS.schema(), self.record.schema()]}


class Until(Record, kw_only=False):
    """
    The end of an interval: a date, or ``present``.
    """

    def read(self, node: Node, problems: Problems) -> PartialDate | str:
        return PRESENT if node.value == PRESENT else SomeDate().read(node, problems)

    def schema(self) -> Schema:
        return {"anyOf": [SomeDate().schema(), {"const": PRESENT}]}


class Checked(Record, Generic[T], kw_only=False):
    """
    A record whose finished value has to pass one more test, which names what is wrong.
    """

    record: Keyed[T]
    fault: Callable[[T], str | None]

    def read(self, node: Node, problems: Problems) -> T:
        value = self.record.read(node, problems)
        fault = self.fault(value)
        if fault:
            raise refuse(node, problems, fault)
        return value

    def schema(self) -> Schema:
        return self.record.schema()


def profile_shape(roadmap: Roadmap) -> Keyed[Profile]:
    """
    The shape of a profile, with the ids that this roadmap knows.
    """
    words = roadmap.vocabulary
    degree = Choice("a degree the roadmap knows", words.ids("degrees"))
    certification = Choice("a certification the roadmap knows", words.ids("certifications"))
    specialty = Choice("a specialty the roadmap knows", words.ids("specialties"))
    role = Choice("a post the roadmap knows", words.ids("roles"))
    requirement = Choice(
        "a requirement of the roadmap", tuple(each.id for each in roadmap.requirements())
    )
    fields: dict[str, Field] = {
        "schema": Field(shape=Choice("the profile format", (PROFILE_SCHEMA,)), into="_schema"),
        "id": _told(Pattern("[a-z0-9-]{1,40}", "an id of small letters, digits and hyphens")),
        "name": _told(Text()),
        "notes": _told(Text()),
        "as_of": _told(FullDate()),
        "degrees": _told(Several(_holding("A degree", "degree", degree), alone=True)),
        "residency": _told(Several(_training("A residency", specialty), alone=True)),
        "fellowships": _told(Several(_training("A fellowship", specialty), alone=True)),
        "license": _told(Choice("a state of a licence", LICENSES)),
        "board_certifications": _told(
            Several(_holding("A board certificate", "board", specialty), alone=True)
        ),
        "clinical": _told(Several(_work("Clinical work", still_practising=True), alone=True)),
        "informatics": _told(Several(_work("Informatics work"), alone=True)),
        "certifications": _told(
            Several(_holding("A certification", "certification", certification), alone=True)
        ),
        "leadership": _told(_leadership(roadmap)),
        "projects": _told(_ids("a kind of project", words.ids("projects"))),
        "memberships": _told(_ids("an association", words.ids("memberships"))),
        "activities": _told(_ids("an activity", words.ids("activities"))),
        "role": _told(_role(role)),
        "setting": _told(_setting(roadmap)),
        "constraints": _told(_constraints()),
        "waivers": _told(Several(_waiver(requirement))),
    }
    return Keyed("A profile", _profile, fields)


def read_profile(node: Node, roadmap: Roadmap, problems: Problems) -> Profile:
    """
    The profile in a decoded document.

    Raises:
        Unreadable: with everything that is wrong with it noted in ``problems``.
    """
    if not isinstance(node.value, Mapping):
        problems.add(node.place, f"A profile is a mapping of answers, found {node.echo()}.")
        raise Unreadable
    return profile_shape(roadmap).read(node, problems)


def _told(shape: Shape[Any]) -> Field:
    return Field(shape=Told(shape))


def _ids(what: str, known: tuple[str, ...]) -> Several[str]:
    return Several(Choice(what, known), alone=True)


def _profile(**values: Any) -> Profile:  # noqa: ANN401 - the fields above give the types
    values.pop("_schema", None)
    return Profile(**_without_defaults(values, ("leadership", "setting", "constraints", "waivers")))


def _without_defaults(values: dict[str, Any], defaulted: tuple[str, ...]) -> dict[str, Any]:
    return {key: each for key, each in values.items() if each is not None or key not in defaulted}


def _holding(what: str, key: str, ids: Choice) -> IdOr[Holding]:
    fields = {
        key: Field(shape=ids, needed=True, into="id"),
        "status": _told(Choice("a status", _statuses(key))),
        "earned": _told(SomeDate()),
        "expected": _told(SomeDate()),
        "expires": _told(SomeDate()),
    }
    if key == "certification":
        fields["approved"] = _told(SomeDate())
    return IdOr(ids, lambda known: Holding(id=known), Keyed(what, _held, fields))


def _statuses(key: str) -> tuple[str, ...]:
    return tuple(each for each in Status if each != Status.APPROVED or key == "certification")


def _held(**values: Any) -> Holding:  # noqa: ANN401 - the fields above give the types
    status = values.pop("status", None)
    if status is None:
        approved, expected = values.get("approved"), values.get("expected")
        status = "approved" if approved else "in-progress" if expected else "held"
    return Holding(status=Status(status), **values)


def _training(what: str, specialty: Choice) -> Keyed[Training]:
    fields = {
        "specialty": _told(specialty),
        "status": _told(Choice("a status", ("completed", "held", "in-progress", "planned"))),
        "completed": _told(SomeDate()),
        "expected": _told(SomeDate()),
    }
    if what == "A fellowship":
        fields["accredited"] = _told(Flag())
    return Keyed(what, _trained, fields)


def _trained(**values: Any) -> Training:  # noqa: ANN401 - the fields above give the types
    status = values.pop("status", None)
    status = "held" if status == "completed" else status
    return Training(status=Status(status) if status else None, **values)


def _work(what: str, *, still_practising: bool = False) -> Work:
    fields = {
        "years": _told(WORKING_YEARS),
        "from": Field(shape=Told(SomeDate()), into="start"),
        "to": Field(shape=Told(Until()), into="end"),
        "fte": _told(Amount(0, 1, "full-time posts")),
        "within_last": _told(Number(0, 80, "years")),
    }
    if still_practising:
        fields["still_practising"] = Field(shape=Told(Flag()), into="ongoing")
    return Work(Checked(Keyed(what, _worked, fields), _ends_too_early))  # type: ignore[arg-type]


def _worked(**values: Any) -> Experience:  # noqa: ANN401 - the fields above give the types
    if values.get("end") == PRESENT:
        values = {**values, "end": None, "ongoing": True}
    elif values.get("end") is not None:
        values["ongoing"] = False
    return Experience(**values)


def _ends_too_early(work: Experience) -> str | None:
    if work.start and work.end and work.start.earliest > work.end.latest:
        return f"This ends ({work.end.text()}) before it starts ({work.start.text()})."
    return None


def _leadership(roadmap: Roadmap) -> Shape[Leadership]:
    roles = _ids("a leadership role", roadmap.vocabulary.ids("leadership_roles"))
    fields = {
        "years": _told(WORKING_YEARS),
        "from": Field(shape=Told(SomeDate()), into="start"),
        "to": Field(shape=Told(Until()), into="end"),
        "roles": _told(roles),
        "people_led": _told(Amount(0, 1_000_000, "people")),
        "budget_usd": _told(Amount(0, 100_000_000_000, "US dollars")),
    }
    return _NoneOr(
        Checked(Keyed("Leadership", _led, fields), _leads_too_short),
        Leadership(experience=(), roles=(), people_led=Span(0, 0), budget_usd=Span(0, 0)),
    )


def _led(**values: Any) -> Leadership:  # noqa: ANN401 - the fields above give the types
    work = {key: values.pop(key) for key in ("years", "start", "end") if key in values}
    told = any(each is not None for each in work.values())
    return Leadership(experience=(_worked(**work),) if told else None, **values)


def _leads_too_short(leadership: Leadership) -> str | None:
    return next(filter(None, map(_ends_too_early, leadership.experience or ())), None)


class _NoneOr(Record, Generic[T], kw_only=False):
    """
    A mapping, or ``none``, ``0`` or an empty list for what is known to be nothing.
    """

    inner: Shape[T]
    nothing: T

    def read(self, node: Node, problems: Problems) -> T:
        if node.value in ("none", []) or (node.value == 0 and not isinstance(node.value, bool)):
            return self.nothing
        return self.inner.read(node, problems)

    def schema(self) -> Schema:
        return {"anyOf": [self.inner.schema(), {"enum": ["none", 0, []]}]}


def _role(role: Choice) -> Shape[Role | None]:
    fields = {"id": _told(role), "since": _told(SomeDate())}
    record: Keyed[Role | None] = Keyed("A post", _post, fields)
    either: IdOr[Role | None] = IdOr(role, lambda known: Role(id=known), record)
    return _NoneOr(either, Role(id="none"))


def _post(id: str | None = None, since: PartialDate | None = None) -> Role | None:  # noqa: A002
    return None if id is None else Role(id=id, since=since)


def _setting(roadmap: Roadmap) -> Keyed[Setting]:
    words = roadmap.vocabulary
    fields = {
        "organization": _told(Choice("a kind of employer", words.ids("organizations"))),
        "beds": _told(Whole(0, 100_000, "beds")),
        "state": _told(Choice("a two-letter state code", words.ids("states"))),
    }
    return Keyed("A setting", Setting, fields)


def _constraints() -> Keyed[Constraints]:
    fields = {
        "hours_per_week": _told(Number(0, 168, "hours a week")),
        "budget_usd": _told(Whole(0, 1_000_000_000, "US dollars")),
        "start": _told(SomeDate()),
    }
    return Keyed("Constraints", Constraints, fields)


def _waiver(requirement: Choice) -> Keyed[Waiver]:
    fields = {
        "requirement": Field(shape=requirement, needed=True),
        "reason": _told(Text()),
        "by": _told(Text()),
    }
    return Keyed("A waiver", Waiver, fields)
