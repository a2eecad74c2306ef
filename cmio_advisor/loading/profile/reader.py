"""
A profile from its nodes, by the table of its fields: one shape a kind.

A key that is absent or says ``unknown`` is unknown; ``[]``, ``none`` or ``0`` is known to be
nothing. Those two readings are made here, so the domain sees ``None`` and empty tuples only.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache, partial
from typing import Any

from cmio_advisor.domain.base.frozen import Frozen
from cmio_advisor.domain.base.human_words import means_unknown, read_day, yes_or_no
from cmio_advisor.domain.base.terms import ListWords, folded
from cmio_advisor.domain.base.time import PartialDate, Span
from cmio_advisor.domain.profile.fields import (
    BY_PATH,
    HEADS,
    LISTS,
    NONE,
    PLACES,
    Kind,
    ProfileField,
    is_group,
    nothing_under,
)
from cmio_advisor.domain.profile.profile import (
    NO_JOB,
    OTHER,
    PROFILE_SCHEMA,
    Constraints,
    Leadership,
    Profile,
    Reply,
    Role,
    Setting,
    Waiver,
)
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.errors import UsageError
from cmio_advisor.loading.profile import lists
from cmio_advisor.loading.shapes.answers import Answerable, NoneOr, Once, Several, end_before_start
from cmio_advisor.loading.shapes.shapes import (
    Around,
    AtKey,
    Checked,
    Choice,
    Flag,
    Keyed,
    Pattern,
    Schema,
    Shape,
    ShortOrLong,
    Text,
    refuse,
)
from cmio_advisor.loading.shapes.terms import AreaBesideState, TermId
from cmio_advisor.loading.shapes.values import (
    Amount,
    FullDate,
    Number,
    SomeDate,
    WholeNumber,
    needed,
)
from cmio_advisor.loading.text.nodes import Node, Problems, Unreadable, node_of

ADDS = "+"
DEEPEST = 4
"""No field of a profile lies deeper."""

GIVEN_AS_NOTHING = (NONE, 0)
NOTHING = (*GIVEN_AS_NOTHING, "unknown")
"""What may stand in place of a list that has no entries, or none that was told."""


class Assignment(Frozen, kw_only=False):
    """One answer: the field's dotted path, its value, and whether it is added to the list there."""

    field: str
    value: Node
    adds: bool = False


def read_setting(text: str, option: str) -> Assignment:
    """A setting of the command line's; what is no YAML is a text. `UsageError` for none."""
    from cmio_advisor.loading.text.strict_yaml import decode_yaml  # noqa: PLC0415 - JSON needs none

    key, equals, value = text.partition("=")
    field = key.rstrip().removesuffix(ADDS).strip()
    if not equals or not is_field(field):
        like = 'KEY=VALUE, such as informatics.years=4 or "degrees+=mba"'
        raise UsageError(f'{option}: "{text[:60]}" is no setting; write {like}.')
    if not value.strip(" \"'"):
        instead = "Write a value: none for none at all, or unknown to take an answer away."
        raise UsageError(f"{option} {field}: Nothing is said there. {instead}")
    problems = Problems(f"{option} {field}")
    try:
        found = decode_yaml(value, problems)
    except Unreadable:
        if value.lstrip().startswith(("[", "{")) or re.search("[\ud800-\udfff]", value):
            raise UsageError("\n".join(problems.lines())) from None
        found = Node(value.strip())
    placed = found.placed(lambda _: f"{option} {field}")
    return Assignment(field, placed, key.rstrip().endswith(ADDS))


def is_field(path: str) -> bool:
    """Whether a dotted path could be that of a field."""
    return bool(path.strip()) and path.count(".") < DEEPEST


def settings_of(entries: Mapping[str, Node], source: str) -> tuple[Assignment, ...]:
    """Settings as a file gives them: keys (``+`` to add) to values; ``source`` is that file."""
    return tuple(
        Assignment(
            key.removesuffix(ADDS),
            value.placed(lambda place: f"{source}:{place}"),
            key.endswith(ADDS),
        )
        for key, value in entries.items()
    )


def untold_lists(document: Node, settings: Iterable[Assignment]) -> Iterator[str]:
    """The fields to which something is added though the document tells nothing of them."""
    for each in settings:
        there: Node | None = document
        for name in each.field.split("."):
            there = there.entries.get(name) if there else None
        if each.adds and (there is None or there.value in (None, "unknown")):
            yield each.field


def laid_over(document: Node, settings: Iterable[Assignment]) -> Node:
    """The document with every setting in it, in their order; itself it stays as it is."""
    for each in settings:
        document = _with(document, each.field.split("."), each)
    return document


def other_entry(text: str, place: str) -> Node | None:
    """The entry that a cell or an option names as ``other: TEXT``; ``None`` for any other text."""
    key, colon, words = text.partition(":")
    is_other = colon and key.strip() == OTHER
    return Node({OTHER: Node(words.strip(), place)}, place) if is_other else None


INSTEAD_OF = {"years": ("from", "to"), OTHER: ("specialty",), "specialty": (OTHER,)}
"""What a setting takes the place of, beside its own key."""


def _with(node: Node, path: list[str], setting: Assignment) -> Node:
    """The document with one field replaced, without what stood in its way; years replace dates."""
    entries = dict(node.entries)
    name, *rest = path
    value = setting.value
    if rest:
        inside = entries.get(name, Node({}, value.place))
        if inside.value in GIVEN_AS_NOTHING:  # what is denied as a whole, in its parts
            denied: dict[str, Any] = {
                "years" if row.kind is Kind.WORK else row.last: [] if row.kind in LISTS else 0
                for row in HEADS.get(name, ())
                if is_group(name)
            }
            inside = node_of(denied, inside.place)
        entries[name] = _with(inside, rest, setting)
    elif setting.adds:
        row = BY_PATH.get(setting.field)
        entries[name] = _added(entries.get(name), value, row.key if row else "")
    else:
        entries[name] = value
        for each in INSTEAD_OF.get(name, ()):
            entries.pop(each, None)
    return Node(entries, (isinstance(node.value, Mapping) and node.place) or value.place)


def _added(there: Node | None, value: Node, key: str) -> Node:
    """The list that stands there and what is added; what was not held is as it is told now."""
    before: list[Node] = []
    if there is not None and there.value not in (None, *NOTHING):
        before = list(there.value) if isinstance(there.value, list) else [there]
    more = value.value if isinstance(value.value, list) else [value]
    named = [each.entries.get(key, each).text for each in more]
    kept = []
    for each in before:
        said = each.entries
        status = said["status"].text if "status" in said else ""
        is_held = status in ("", "held", "completed") and "expected" not in said
        if is_held or key not in said or said[key].text not in named:
            kept.append(each)
    return Node([*kept, *more], value.place)


ANY_AMOUNT = Amount(0, 1_000_000, "the unit")
"""Of a question whose unit only the roadmap that asks it knows."""
GROUPS: dict[str, tuple[str, Callable[..., Any]]] = {
    "leadership": ("Leadership", Leadership),
    "setting": ("A setting", Setting),
    "constraints": ("A record of constraints", Constraints),
}
"""What stands under a key of several fields: how a message calls it, and what it becomes."""


@lru_cache(maxsize=4)
def profile_shape(roadmap: Roadmap) -> Keyed[Profile]:
    """The shape of a profile, with this roadmap's ids; remembered for the next profile."""
    fields = {}
    for head, (row, *_) in HEADS.items():
        shape = _group(head, roadmap) if is_group(head) else SHAPES[row.kind](row, roadmap)
        fields[head] = Answerable(shape)
    version = Choice("the profile format", (PROFILE_SCHEMA,))
    return Keyed("A profile", _profile, {"schema": version, **fields}, deeper=PLACES)


def read_profile(node: Node, roadmap: Roadmap, problems: Problems) -> Profile:
    """The profile in a decoded document; `Unreadable` with all that is wrong in ``problems``."""
    if not isinstance(node.value, Mapping):
        problems.fail(node.place, f"A profile is a mapping of answers, found {node.echo()}.")
    return lists.with_professions(profile_shape(roadmap).read(node, problems), roadmap.vocabulary)


def _profile(**answers: Any) -> Profile:  # noqa: ANN401 - the fields above give the types
    answers.pop("schema", None)
    return Profile(**{key: each for key, each in answers.items() if each is not None})


def _group(head: str, roadmap: Roadmap) -> Shape[Any]:
    """Several fields in one mapping; where all of them can be nothing, ``none`` says so."""
    what, build = GROUPS[head]
    fields: dict[str, AtKey] = {}
    for row in HEADS[head]:
        if row.kind is Kind.WORK:
            fields |= lists.work_fields(row, roadmap)
            build = partial(_with_work, build)
        else:
            fields[row.last] = Answerable(SHAPES[row.kind](row, roadmap))
    record: Shape[Any] = lists.Since(Checked(Keyed(what, build, fields), end_before_start))
    if "metro" in fields:
        record = AreaBesideState(record, roadmap.vocabulary)
    nothing = nothing_under(head)
    return record if nothing is None else NoneOr(record, GROUPS[head][1](**nothing))


def _with_work(build: Callable[..., Any], **values: Any) -> Any:  # noqa: ANN401 - as the group is
    work = {key: values.pop(key) for key in ("years", "start", "end") if key in values}
    is_given = any(each is not None for each in work.values())
    return build(experience=(lists.worked(**work),) if is_given else None, **values)


def _id(row: ProfileField, roadmap: Roadmap) -> Shape[Any]:
    """An id alone, or, where the field can say since when, with that day."""
    ids = lists.ids_of(row, roadmap)
    if "since" not in row.also:
        return ids
    fields: dict[str, AtKey] = {"id": Answerable(ids), "since": Answerable(SomeDate())}
    record: Shape[Role | None] = Keyed(row.entry, _post, fields)
    trainees = roadmap.vocabulary.written.trainees
    learning = (name for each in trainees if each.role == NONE for name in each.names)
    other = {OTHER: needed(lists.OTHER_ID, into="id"), "since": fields["since"]}
    unlisted: Keyed[Role | None] = Keyed(row.entry, _post, other)
    shape = lists.OrOther(ShortOrLong(ids, lambda known: Role(id=known), record), unlisted)
    none = frozenset(map(folded, (NONE, *ids.own.none)))
    return NoneOr(JobSince(shape, ids=ids), NO_JOB, none | {*map(folded, learning)}, none)


def _post(id: str | None = None, since: PartialDate | None = None) -> Role | None:  # noqa: A002
    return None if id is None else Role(id=id, since=since)


class JobSince(Around[Role | None], kw_only=False):
    """
    A job that may be named with the day on which it began, "CMIO since 2021", and one that people
    know and no list has.
    """

    ids: TermId

    def read(self, node: Node, problems: Problems) -> Role | None:
        inside = node.value if isinstance(node.value, Mapping) else {"id": node}
        named = inside.get("id", Node(None))
        text = named.text
        is_id = text in self.ids.ids  # then no table of names is made
        if problems.human and not is_id and folded(text) not in self.ids.by_name:
            seen = self.ids.beside.read(text)
            if seen and (known := self.ids.unlisted.get(seen.name)):
                text = f"{OTHER}: {known}"
                problems.note(named, text, seen.left_out)
        if unlisted := other_entry(text, named.place):
            rest = {key: each for key, each in inside.items() if key != "id"}
            return self.record.read(Node({**rest, **unlisted.entries}, node.place), problems)
        name = r"((?:[^();]{2,80}?(?=,? since)|[^();,]{2,80}?))"  # "Hospitalist, CMIO from 2027"
        found = re.fullmatch(rf"(?i){name},? (?:since|from) ([^()]{{4,40}})", named.text)
        if problems.human and found and "since" not in inside and read_day(found[2]):
            parts = {"id": Node(found[1], named.place), "since": Node(found[2], named.place)}
            return self.record.read(Node(parts, node.place), problems)
        return self.record.read(node, problems)


class ClientId(Pattern, kw_only=False):
    """A counselor's own key for a client, in whatever form they keep it."""

    def read(self, node: Node, problems: Problems) -> str:
        found = Pattern.read(self, node, problems)
        if means_unknown(found):
            raise refuse(node, problems, f"{node.echo()} names nobody. Give the id itself.")
        if not found.isprintable() or not found.strip():
            raise refuse(node, problems, f"{node.echo()} is not {self.meaning}.")
        return found


class RequirementId(Frozen, kw_only=False):
    """A requirement by its id or one that it had; a waiver of any other does no harm."""

    roadmap: Roadmap

    def read(self, node: Node, problems: Problems) -> str:
        written = Text().read(node, problems)
        requirements = self.roadmap.requirements()
        return next((each.id for each in requirements if written in each.was), written)

    def schema(self) -> Schema:
        ids = [each.id for each in self.roadmap.requirements()]
        return {"anyOf": [{"enum": ids}, Text().schema()]}


def _waivers(row: ProfileField, roadmap: Roadmap) -> Shape[Any]:
    fields: dict[str, AtKey] = {
        "requirement": needed(RequirementId(roadmap)),
        "reason": Answerable(Text()),
        "by": Answerable(Text()),
    }
    return Several(Keyed(row.entry, Waiver, fields))


class AnyReply(Frozen):
    """An answer to a question that only other roadmaps ask: a number, or yes or no."""

    def read(self, node: Node, problems: Problems) -> Span | bool:
        # 0 and 1 are numbers here, though a cell may mean no and yes by them.
        said = str(node.value)
        is_yes_or_no = not said.isdigit() and yes_or_no(said) is not None
        is_flag = isinstance(node.value, bool) or is_yes_or_no
        return Flag().read(node, problems) if is_flag else ANY_AMOUNT.read(node, problems)

    def schema(self) -> Schema:
        return {"anyOf": [Flag().schema(), ANY_AMOUNT.schema()]}


def _answers(row: ProfileField, roadmap: Roadmap) -> Shape[Any]:
    """An answer to each question that a rule asks of its own."""
    del row
    shapes: dict[str, Shape[Any]] = {
        each.id: Flag() if each.kind == "yes-no" else Amount(0, each.most, each.unit)
        for each in roadmap.asks
    }
    shapes |= {each.id: AnyReply() for each in roadmap.vocabulary.elsewhere.get("answers", ())}
    fields = {id_: Once(Answerable(shape), id_) for id_, shape in shapes.items()}
    instead = " Leave it out, or name the roadmap that asks it: --roadmap."
    strange = ("is no question of this roadmap", instead)
    return Keyed("A group of answers", _replies, fields, strange=strange)


def _replies(**given: Span | bool | None) -> tuple[Reply, ...] | None:
    found = (Reply(id_, value) for id_, value in sorted(given.items()) if value is not None)
    return tuple(found) or None


def _beside(row: ProfileField, roadmap: Roadmap) -> ListWords | None:
    """What may stand beside a number of that unit."""
    numbers = roadmap.vocabulary.written.numbers
    return next((each for each in numbers if each.kind == row.unit), None)


SHAPES: Mapping[Kind, Callable[[ProfileField, Roadmap], Shape[Any]]] = {
    Kind.TEXT: lambda row, _: ClientId(row.form, row.meaning) if row.form else Text(),
    Kind.LICENSES: lists.license_shape,
    Kind.DAY: lambda row, _: FullDate() if row.whole else SomeDate(),
    Kind.COUNT: lambda row, roadmap: (WholeNumber if row.whole else Number)(
        row.low, row.high, row.unit, _beside(row, roadmap)
    ),
    Kind.AMOUNT: lambda row, roadmap: Amount(row.low, row.high, row.unit, _beside(row, roadmap)),
    Kind.ID: _id,
    Kind.IDS: lists.listed_ids,
    Kind.HOLDINGS: lists.holdings,
    Kind.TRAININGS: lists.trainings,
    Kind.WORK: lists.work,
    Kind.ANSWERS: _answers,
    Kind.WAIVERS: _waivers,
}
"""How each kind of field is read, and what its schema is."""
