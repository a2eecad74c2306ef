"""
A profile from its nodes: every field of the profile format, described once.

A key that is absent or says ``unknown`` is unknown; ``[]``, ``none`` or ``0`` is known to be
nothing. Those two readings are made here, so the domain sees ``None`` and empty tuples only.
"""

from collections.abc import Mapping
from typing import Any

from cmio_advisor.domain.base.frozen import Record
from cmio_advisor.domain.base.time import PartialDate
from cmio_advisor.domain.profile.profile import (
    LICENSES,
    PROFILE_SCHEMA,
    Constraints,
    Holding,
    Profile,
    Role,
    Setting,
    Status,
    Training,
    Waiver,
)
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.loading.profile.work import leadership_shape, work_shape
from cmio_advisor.loading.shapes.answers import NoneOr, Several, TermId, several_ids, told
from cmio_advisor.loading.shapes.quantities import FullDate, Number, SomeDate, Whole
from cmio_advisor.loading.shapes.shapes import (
    Choice,
    Field,
    Flag,
    Keyed,
    Pattern,
    Schema,
    Shape,
    ShortOrLong,
    Text,
)
from cmio_advisor.loading.text.nodes import Node, Problems, Unreadable

ID_MEANING = "an id of small letters, digits and hyphens, at most 40 of them"


def profile_shape(roadmap: Roadmap) -> Keyed[Profile]:
    """
    The shape of a profile, with the ids that this roadmap knows.
    """
    known = roadmap.vocabulary.kinds
    degree, certification, specialty, role, country = (
        TermId(kind, known[kind])
        for kind in ("degrees", "certifications", "specialties", "roles", "countries")
    )
    fields: dict[str, Field] = {
        "schema": Field(shape=Choice("the profile format", (PROFILE_SCHEMA,)), into="_schema"),
        "id": told(Pattern("[a-z0-9-]{1,40}", ID_MEANING)),
        "name": told(Text()),
        "notes": told(Text()),
        "as_of": told(FullDate()),
        "degrees": told(Several(_holding("A degree", "degree", degree), alone=True)),
        "residency": told(Several(_training("A residency", specialty, country), alone=True)),
        "fellowships": told(
            Several(_training("A fellowship", specialty, country, accreditable=True), alone=True)
        ),
        "license": told(Choice("a state of a licence", LICENSES)),
        "board_certifications": told(
            Several(_holding("A board certificate", "board", specialty), alone=True)
        ),
        "clinical": told(Several(work_shape("Clinical work", still_practising=True), alone=True)),
        "informatics": told(Several(work_shape("Informatics work"), alone=True)),
        "certifications": told(
            Several(_holding("A certification", "certification", certification), alone=True)
        ),
        "leadership": told(leadership_shape(TermId("leadership_roles", known["leadership_roles"]))),
        "projects": told(several_ids(TermId("projects", known["projects"]))),
        "memberships": told(several_ids(TermId("memberships", known["memberships"]))),
        "activities": told(several_ids(TermId("activities", known["activities"]))),
        "role": told(_role(role)),
        "setting": told(_setting(roadmap)),
        "constraints": told(_constraints()),
        "waivers": told(Several(_waiver(roadmap))),
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


def _profile(**values: Any) -> Profile:  # noqa: ANN401 - the fields above give the types
    values.pop("_schema", None)
    return Profile(**_without_defaults(values, ("leadership", "setting", "constraints", "waivers")))


def _without_defaults(values: dict[str, Any], defaulted: tuple[str, ...]) -> dict[str, Any]:
    return {key: each for key, each in values.items() if each is not None or key not in defaulted}


def _holding(what: str, key: str, ids: TermId) -> Shape[Holding]:
    fields = {
        key: Field(shape=ids, needed=True, into="id"),
        "status": told(Choice("a status", _statuses(key))),
        "earned": told(SomeDate()),
        "expected": told(SomeDate()),
        "expires": told(SomeDate()),
    }
    if key == "certification":
        fields["approved"] = told(SomeDate())
    return ShortOrLong(ids, lambda known: Holding(id=known), Keyed(what, _held, fields))


def _statuses(key: str) -> tuple[str, ...]:
    return tuple(each for each in Status if each != Status.APPROVED or key == "certification")


def _held(**values: Any) -> Holding:  # noqa: ANN401 - the fields above give the types
    status = values.pop("status", None)
    if status is None:
        approved, expected = values.get("approved"), values.get("expected")
        status = "approved" if approved else "in-progress" if expected else "held"
    return Holding(status=Status(status), **values)


def _training(
    what: str, specialty: TermId, country: TermId, *, accreditable: bool = False
) -> Keyed[Training]:
    fields = {
        "specialty": told(specialty),
        "status": told(Choice("a status", ("completed", "held", "in-progress", "planned"))),
        "completed": told(SomeDate()),
        "expected": told(SomeDate()),
        "country": told(country),
    }
    if accreditable:
        fields["accredited"] = told(Flag())
    return Keyed(what, _trained, fields)


def _trained(**values: Any) -> Training:  # noqa: ANN401 - the fields above give the types
    status = values.pop("status", None)
    status = "held" if status == "completed" else status
    return Training(status=Status(status) if status else None, **values)


def _role(role: TermId) -> Shape[Role | None]:
    fields = {"id": told(role), "since": told(SomeDate())}
    record: Keyed[Role | None] = Keyed("A post", _post, fields)
    either: ShortOrLong[str, Role | None] = ShortOrLong(role, lambda known: Role(id=known), record)
    return NoneOr(either, Role(id="none"))


def _post(id: str | None = None, since: PartialDate | None = None) -> Role | None:  # noqa: A002
    return None if id is None else Role(id=id, since=since)


def _setting(roadmap: Roadmap) -> Keyed[Setting]:
    known = roadmap.vocabulary.kinds
    fields = {
        "organization": told(TermId("organizations", known["organizations"])),
        "beds": told(Whole(0, 100_000, "beds")),
        "state": told(TermId("states", known["states"])),
    }
    return Keyed("A setting", Setting, fields)


def _constraints() -> Keyed[Constraints]:
    fields = {
        "hours_per_week": told(Number(0, 168, "hours a week")),
        "budget_usd": told(Whole(0, 1_000_000_000, "US dollars")),
        "start": told(SomeDate()),
    }
    return Keyed("Constraints", Constraints, fields)


class RequirementId(Record, kw_only=False):
    """
    A requirement of the roadmap, by its id or one that it had; any other text is kept as it is,
    because a waiver of something that is not required does no harm.
    """

    roadmap: Roadmap

    def read(self, node: Node, problems: Problems) -> str:
        written = Text().read(node, problems)
        requirements = self.roadmap.requirements()
        return next((each.id for each in requirements if written in each.was), written)

    def schema(self) -> Schema:
        ids = [each.id for each in self.roadmap.requirements()]
        return {"anyOf": [{"enum": ids}, Text().schema()]}


def _waiver(roadmap: Roadmap) -> Keyed[Waiver]:
    fields = {
        "requirement": Field(shape=RequirementId(roadmap), needed=True),
        "reason": told(Text()),
        "by": told(Text()),
    }
    return Keyed("A waiver", Waiver, fields)
