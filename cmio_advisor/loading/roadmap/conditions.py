"""The condition language, from YAML: a mapping with one operator, and perhaps dates."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Generic, TypeVar

from cmio_advisor.domain.base.frozen import Frozen
from cmio_advisor.domain.profile.experience import Window
from cmio_advisor.domain.profile.fields import FIELDS, Kind, ProfileField
from cmio_advisor.domain.profile.profile import OTHER, Status
from cmio_advisor.domain.roadmap.route import Cycle
from cmio_advisor.domain.rules import leaves
from cmio_advisor.domain.rules.conditions import AtLeast, Condition, Dated, Not, NotKnown, Reference
from cmio_advisor.loading.shapes.shapes import (
    AtKey,
    Built,
    Checked,
    Choice,
    Field,
    Flag,
    Keyed,
    Listing,
    Schema,
    Shape,
    ShortOrLong,
    Text,
    nearest,
    refuse,
)
from cmio_advisor.loading.shapes.values import (
    MONTH_DAY,
    PROFESSION,
    TYPES,
    FullDate,
    Number,
    WholeNumber,
    needed,
)
from cmio_advisor.loading.text.nodes import Node, Problems, Unreadable

WORK = tuple(row.called for row in FIELDS if row.kind is Kind.WORK)
CIRCLES = (
    "may stand only in what a route needs: it could lead in a circle here. Write its rule itself."
)
CIRCULAR = ("eligible", "requirement", "standing")
"""References that would lead in a circle, except from what a route needs and the like."""
STATUSES = (Status.HELD, Status.IN_PROGRESS, Status.PLANNED, Status.LAPSED)
ANY = "any"
T = TypeVar("T")


class Words(Frozen, kw_only=False):
    """The ids a condition may name, by kind, and the groups that stand for several of them."""

    kinds: Mapping[str, tuple[str, ...]]
    groups: Mapping[str, tuple[str, ...]]


class Ids(Frozen, kw_only=False):
    """Ids of one kind, or of a group; ``any`` is none in particular, ``other`` what no list has."""

    kind: str
    words: Words
    any_allowed: bool = False

    def read(self, node: Node, problems: Problems) -> frozenset[str]:
        groups = self.words.groups
        known = (*self.words.kinds[self.kind], OTHER, *groups, *([ANY] if self.any_allowed else []))
        choice = Choice(f"one of the {self.kind.replace('_', ' ')}", known)
        names = Listing(choice).read(node, problems)
        found: set[str] = set()
        for name in names:
            found.update(groups.get(name, () if name == ANY else (name,)))
        strays = found.difference(self.words.kinds[self.kind], (OTHER,))
        if strays or (not found and ANY not in names):
            raise refuse(node, problems, f"These ids are no {self.kind}: {sorted(strays)}.")
        return frozenset(found)

    def schema(self) -> Schema:
        return {"type": "array", "items": {"type": "string"}, "minItems": 1}


class ConditionShape:
    """
    Reads any condition; compounds read their parts with the same shape. ``cycles`` are those of the
    roadmap that were read so far, which routes and later cycles name.
    """

    def __init__(self, words: Words) -> None:
        self.words = words
        self.cycles: dict[str, Cycle] = {}
        parts = Listing(self)
        count = needed(WholeNumber(1, 50, "parts"))
        counted = {"count": count, "of": needed(parts, into="parts")}
        certification = Choice("a certification", words.kinds["certifications"])
        named: dict[str, Shape[str]] = {"eligible": certification}
        named |= dict.fromkeys(("requirement", "stage", "standing"), Text())
        self.operators: dict[str, Shape[Condition]] = {
            "all_of": Built(parts, lambda parts: AtLeast(len(parts), parts)),
            "any_of": Built(parts, partial(AtLeast, 1)),
            "at_least": Keyed("at_least", AtLeast, counted),
            "not": Built(self, Not),
            "not_known": Built(Text(), NotKnown),
            "years": _years(),
            **{row.rule: self._leaf(row) for row in FIELDS if row.rule},
            **{kind: Built(shape, partial(Reference, kind)) for kind, shape in named.items()},
        }

    def read(self, node: Node, problems: Problems) -> Condition:
        """The whole rule or nothing: one of which a part is left out is another rule."""
        before = problems.count
        condition = self._read(node, problems)
        if problems.count > before:
            raise Unreadable
        return condition

    def _read(self, node: Node, problems: Problems) -> Condition:
        if not isinstance(node.value, Mapping):
            raise refuse(node, problems, f"A condition was expected here, found {node.echo()}.")
        dates = {
            key: FullDate().read(node.value[key], problems)
            for key in ("from", "until")
            if key in node.value
        }
        names = [key for key in node.value if key not in ("from", "until")]
        if dates and not names:  # days alone: whoever it is
            return Dated(AtLeast(0, ()), dates.get("from"), dates.get("until"))
        if len(names) != 1 or names[0] not in self.operators:
            found = ", ".join(names) or "none"
            hint = nearest(names[0], self.operators) if names else ""
            raise refuse(
                node, problems, f"A condition has one known operator, found {found}.{hint}"
            )
        operand = node.value[names[0]]
        condition = self.operators[names[0]].read(operand, problems)
        if isinstance(condition, AtLeast) and not condition.parts and names[0] != "at_least":
            raise refuse(operand, problems, f"{names[0]} needs at least one part.")
        if isinstance(condition, AtLeast) and condition.count > len(condition.parts):
            raise refuse(operand, problems, "at_least asks for more parts than there are.")
        return Dated(condition, dates.get("from"), dates.get("until")) if dates else condition

    def schema(self) -> Schema:
        return {"$ref": "#/$defs/condition"}

    def definition(self) -> Schema:
        """The schema that every ``$ref`` to a condition points at."""
        dates = {"from": FullDate().schema(), "until": FullDate().schema()}
        ruled = [
            _object({name: shape.schema(), **dates}, required=[name])
            for name, shape in self.operators.items()
        ]
        return {"anyOf": [*ruled, _object(dates, minProperties=1)]}

    def _leaf(self, row: ProfileField) -> Shape[Condition]:
        """A rule over one field, as the field's kind can be asked."""
        if row.kind is Kind.AMOUNT:
            number = Number(row.low, row.high, row.unit)
            return Built(number, partial(leaves.AmountAtLeast, row.called))
        if row.kind is Kind.ANSWERS:
            return self._answered(row)
        if row.kind is Kind.HOLDINGS:
            return self._holds(row)
        return self._trained(row) if row.kind is Kind.TRAININGS else self._named(row)

    def _holds(self, row: ProfileField) -> Shape[Condition]:
        statuses = (*STATUSES, *(each for each in Status if each in row.also))
        fields: dict[str, AtKey] = {
            "status": Choice("a status", statuses),
            "within_calendar_years": Field(
                WholeNumber(1, 20, "calendar years"), into="calendar_years"
            ),
            "years_ago": WholeNumber(1, 60, "years"),
            "when_told": Flag(),
        }
        any_ = needed(Ids(row.terms, self.words), into="ids")
        return _on(row, partial(leaves.Holds, row.called), {"any": any_, **fields})

    def _trained(self, row: ProfileField) -> Shape[Condition]:
        ids = Ids(row.terms, self.words, any_allowed=True)
        fields: dict[str, AtKey] = {
            "specialty": needed(ids, into="specialties"),
            "accredited": Flag(),
            "status": Choice("a status", STATUSES),
            "country": Field(Ids("countries", self.words), into="countries"),
            "elsewhere": Flag(),
            "within_months": Field(WholeNumber(1, 60, "months"), into="months"),
            "years_ago": WholeNumber(1, 60, "years"),
            "within_years": Field(WholeNumber(1, 60, "years"), into="within"),
        }
        return _on(row, partial(leaves.Trained, row.called), fields)

    def _answered(self, row: ProfileField) -> Shape[Condition]:
        """Yes to a question of the rule's own, or a number of at least so much."""

        def made(to: str, at_least: float = 1) -> Condition:
            return leaves.AmountAtLeast(f"{row.called}.{to}", at_least)

        fields: dict[str, AtKey] = {
            "to": needed(Choice("a question under asks", self.words.kinds[row.terms])),
            "at_least": needed(Number(0, 1_000_000, "the unit")),
        }
        return _on(row, made, fields)

    def _named(self, row: ProfileField) -> Shape[Condition]:
        def made(profession: str = "", **asked: Any) -> Condition:  # noqa: ANN401 - as below
            entry = f".{profession}" if profession else ""
            return leaves.Names(f"{row.called}{entry}", **asked)

        any_ = needed(Ids(row.terms or f"{row.called}s", self.words), into="ids")
        fields: dict[str, AtKey] = {"any": any_}
        if row.kind is Kind.LICENSES:
            fields["profession"] = PROFESSION
            fields["state"] = Field(Ids("states", self.words), into="states")
            fields["elsewhere"] = Flag()
        return _on(row, made, fields)


class OfRoadmap(Frozen, Generic[T], kw_only=False):
    """What only the conditions of the roadmap that is being read can read; all look alike."""

    shape_by: Callable[[ConditionShape], Shape[T]]

    def read(self, node: Node, problems: Problems) -> T:
        return self.shape_by(problems.rules).read(node, problems)

    def schema(self) -> Schema:
        return self.shape_by(ConditionShape(Words(defaultdict(tuple), {}))).schema()


CONDITION: OfRoadmap[Condition] = OfRoadmap(lambda rules: rules)
TYPES[Condition] = CONDITION


def ids_of(kind: str) -> OfRoadmap[frozenset[str]]:
    return OfRoadmap(lambda rules: Ids(kind, rules.words))


def apart(*refused: str) -> Checked[Condition]:
    """A condition without the references that would lead in a circle."""

    def fault(condition: Condition) -> str | None:
        named = (leaf.kind for leaf in condition.leaves() if isinstance(leaf, Reference))
        return next((f"{kind} {CIRCLES}" for kind in named if kind in refused), None)

    return Checked(CONDITION, fault)


RULE = apart(*CIRCULAR)
RULE_OF_RUNGS = apart(*CIRCULAR, "stage")


def _object(properties: Schema, **more: object) -> Schema:
    return {"type": "object", "properties": properties, **more, "additionalProperties": False}


def _on(
    row: ProfileField, made: Callable[..., Condition], fields: Mapping[str, AtKey]
) -> Shape[Condition]:
    """A rule over a field: all that is asked of it, or the first of that alone."""
    record = Keyed(f"A rule on {row.called}", made, fields)
    key, first = next(iter(record.fields.items()))
    return ShortOrLong(first.shape, lambda found: made(**{first.into or key: found}), record)


def _years() -> Keyed[Condition]:
    def made(**values: Any) -> Condition:  # noqa: ANN401 - the fields below give the types
        window = None
        if "within_years" in values:
            ending = (12, 31) if values["within_years"] and "hours" not in values else ()
            window = Window(values["within_years"], *values.get("ending", ending))
        hours = values.get("hours", 0) / leaves.HOURS_A_YEAR
        return leaves.Years(
            values["in"],
            values.get("at_least", values.get("above", hours)),
            "above" in values,
            values.get("fte", 0.0),
            window,
            "hours" in values,
            values.get("profession", ""),
        )

    fields: dict[str, AtKey] = {
        "in": needed(Choice("a field of work", WORK)),
        "at_least": Number(0, 80, "years"),
        "above": Number(0, 80, "years"),
        "hours": Number(1, 200_000, "hours"),
        "fte": Number(0, 1, "full-time jobs"),
        "within_years": WholeNumber(0, 50, "years"),
        "ending": MONTH_DAY,
        "profession": PROFESSION,
    }
    return Keyed("A rule on years", made, fields)
