"""
What a result looks like as JSON. A form writes a value, and is the JSON Schema of what it writes.

An object names its keys in their order, and whose they are. A name alone is that of a field or a
property, whose type says the form; a path leads to one further inside, and what is in brackets is
of the part before them. A key may be called otherwise, or be left out where it is nothing:

    record(NextStep, "route(id title) requirement=requirement.id done_on way=path.id?")

What no type says stands beside the names: a form, or a form and where its value is read.
"""

from collections.abc import Callable, Iterator
from datetime import date
from enum import StrEnum
from functools import cached_property
from json.encoder import JSONEncoder, encode_basestring
from operator import attrgetter, itemgetter
from types import NoneType
from typing import Annotated, Any, get_args, get_origin

from cmio_advisor.domain.base.evidence import Source
from cmio_advisor.domain.base.frozen import Frozen
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.reporting.cleaning import json_safe
from cmio_advisor.reporting.profile import number

FormSchema = dict[str, Any]
ENCODER = JSONEncoder(ensure_ascii=False, allow_nan=False)
LITERALS = {None: "null", True: "true", False: "false"}


class Writing:
    """One result being written, by which roadmap and on which day; the sources it has named."""

    def __init__(self, roadmap: Roadmap, on: date, result: Any = None) -> None:  # noqa: ANN401 - each its own
        self.roadmap = roadmap
        self.on = on
        self.result = result
        self.cited: set[str] = set()

    def cite(self, source: str) -> str:
        self.cited.add(source)
        return source

    def sources(self) -> list[Source]:
        return [self.roadmap.sources[source] for source in sorted(self.cited)]


ReadPart = Callable[[Any], Any]
Write = Callable[[Any, Writing], Any]


class Form:
    """How values of one kind are written, and the schema of what is written, for who asks."""

    may_be_left_out = False
    inner: "Form | None" = None
    """Where it may be ``null``, the form of what is not."""

    def __init__(
        self, schema: Callable[[], FormSchema], write: Write = lambda value, _: value
    ) -> None:
        self.schema = schema
        self.write = write

    def __or__(self, nothing: None) -> "Form":
        """The same, or ``null`` where it is not known."""
        write = self.write
        found = Form(
            lambda: {"anyOf": [self.schema(), {"type": "null"}]},
            lambda value, writing: None if value is None else write(value, writing),
        )
        found.inner = self
        return found

    def omittable(self) -> "Form":
        """The same, its key left out where it is nothing, unless ``null`` can say the same."""
        found = Form(self.schema, self.write)
        found.inner, found.may_be_left_out = self.inner, True
        return found


FormOfKey = Form | tuple[Form, str | ReadPart]
"""A key's form, and where its value is read: from a path of attributes, or by a function."""


class Keys(Form):
    """An object with exactly these keys, in this order."""

    def __init__(self, fields: dict[str, FormOfKey]) -> None:
        self.fields = {
            key: (field, key) if isinstance(field, Form) else field for key, field in fields.items()
        }
        parts = [
            (key, _reader(form, read), form.write, form.may_be_left_out and form.inner is None)
            for key, (form, read) in self.fields.items()
        ]

        def write(value: Any, writing: Writing) -> dict[str, Any]:  # noqa: ANN401 - of any kind
            return {
                key: write_part(part, writing)
                for key, read, write_part, is_left_out in parts
                if (part := read(value)) or not is_left_out
            }

        super().__init__(self._schema, write)

    def _schema(self) -> FormSchema:
        forms = {key: form for key, (form, _) in self.fields.items()}
        required = [key for key, form in forms.items() if not form.may_be_left_out]
        optional = [key for key, form in forms.items() if form.may_be_left_out]
        return {
            "type": "object",
            "properties": {key: forms[key].schema() for key in [*required, *optional]},
            "required": required,
            "additionalProperties": False,
        }

    def some(self, names: str) -> "Keys":
        """The same with some of the keys only, in the order of their names here."""
        return Keys({name: self.fields[name] for name in names.split()})

    def known(self) -> "Keys":
        """The same without keys that would be ``null``."""
        return Keys(
            {
                key: (form.inner.omittable() if form.inner else form, read)
                for key, (form, read) in self.fields.items()
            }
        )


def keys(**fields: FormOfKey) -> Keys:
    return Keys(fields)


def of(part: str, whole: Keys) -> dict[str, FormOfKey]:
    """The keys of an object, to be read from a part of another."""
    return {key: (form, _inside(part, read)) for key, (form, read) in whole.fields.items()}


def in_order(**items: Form) -> Keys:
    """An object of what a tuple holds."""
    return Keys({key: (item, itemgetter(at)) for at, (key, item) in enumerate(items.items())})


def itself(value: Any) -> Any:  # noqa: ANN401 - a value of any kind
    return value


def many(item: Form) -> Form:
    write = item.write
    return Form(
        lambda: {"type": "array", "items": item.schema()},
        lambda values, writing: [write(value, writing) for value in values],
    )


def by_id(item: Form) -> Form:
    return Form(
        lambda: {"type": "object", "additionalProperties": item.schema()},
        lambda values, writing: {key: item.write(each, writing) for key, each in values.items()},
    )


def one_of(*kinds: type[StrEnum]) -> Form:
    return Form(
        lambda: {"enum": [word for kind in kinds for word in kind]}, lambda word, _: str(word)
    )


def always(value: object) -> Form:
    return Form(lambda: {"const": value}, lambda *_: value)


def named(schema: str) -> FormOfKey:
    return always(schema), itself


def of_writing(item: Form, read: Callable[[Writing], Any]) -> FormOfKey:
    """What is read of the whole result, whatever the value is."""
    return Form(item.schema, lambda _, writing: item.write(read(writing), writing)), itself


TEXT = Form(lambda: {"type": "string"})
WHOLE = Form(lambda: {"type": "integer"})
FLAG = Form(lambda: {"type": "boolean"})
EXACT = Form(lambda: {"type": "number"})
NUMBER = Form(lambda: {"type": "number"}, lambda amount, _: number(amount))
DAY = Form(
    lambda: {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
    lambda day, _: day.isoformat(),
)
ID = Form(TEXT.schema, lambda entry, _: entry.id)
"""A thing of the roadmap, by its id."""
IDS, TEXTS = many(ID), many(TEXT)

FORMS: dict[Any, Form] = {str: TEXT, int: WHOLE, float: EXACT, bool: FLAG, date: DAY}
"""The form of what a field of a record holds, where its type alone says it."""


def record(kind: Any, names: str, **forms: FormOfKey) -> Keys:  # noqa: ANN401 - a class of records
    fields: dict[str, FormOfKey] = {}
    for key, path, mark in _spread(names):
        form = forms[key] if key in forms else _form_along(kind, path)
        if isinstance(form, Form):
            form = ((form.inner or form).omittable() if mark else form, path)
        fields[key] = form
    return Keys(fields)


def typed(kind: Any, names: str, **forms: FormOfKey) -> Keys:  # noqa: ANN401 - as above
    """The same, and the form of such records wherever a field holds one."""
    FORMS[kind] = found = record(kind, names, **forms)
    return found


def _spread(names: str) -> Iterator[tuple[str, str, bool]]:
    """Each key, the path to its value, and the mark of one that may be left out."""
    part = ""
    for each in names.replace("(", ". ").replace(")", " . ").split():
        called, _, path = each.rpartition("=")
        if path.endswith("."):
            part = path[:-1]
            continue
        path, mark = path.removesuffix("?"), path.endswith("?")
        yield called or path.rpartition(".")[2], f"{part}.{path}" if part else path, mark


def _form_along(kind: Any, path: str) -> Form:  # noqa: ANN401 - any type
    """The form of what stands at the end of a path; nothing where a part of it may be nothing."""
    may_be_null = False
    for name in path.split("."):
        kind, nothing = _without_nothing(kind)
        may_be_null |= nothing
        if issubclass(kind, Frozen) and name in kind.record_fields:
            kind = kind.record_types()[name]
        else:
            found = getattr(kind, name)
            function = found.func if isinstance(found, cached_property) else found.fget
            kind = function.__annotations__["return"]
    form = _form_of(kind)
    return form | None if may_be_null and form.inner is None else form


def _without_nothing(kind: Any) -> tuple[Any, bool]:  # noqa: ANN401 - any type
    inside: tuple[Any, ...] = getattr(kind, "__args__", ())
    return (inside[0], True) if NoneType in inside else (kind, False)


def _form_of(kind: Any) -> Form:  # noqa: ANN401 - any type
    if kind in FORMS:
        return FORMS[kind]
    inner, may_be_null = _without_nothing(kind)
    if may_be_null:
        return _form_of(inner) | None
    if get_origin(kind) is tuple:
        return many(_form_of(get_args(kind)[0]))
    if get_origin(kind) is Annotated:
        return _form_of(get_args(kind)[0])
    return one_of(kind) if issubclass(kind, StrEnum) else FORMS[kind]


def json_text(form: Form, value: object, roadmap: Roadmap, on: date, result: object = None) -> str:
    """A value, all or part of ``result``, as JSON text that ends in a newline."""
    writing = Writing(roadmap, on, result or value)
    return json_safe(_indented(form.write(value, writing), "\n")) + "\n"


def _indented(value: object, margin: str) -> str:
    """What `json.dumps` writes with ``indent=2``, for which it has no fast code."""
    if type(value) is str:
        return encode_basestring(value)
    if value is None or value is True or value is False:
        return LITERALS[value]
    inner = f"{margin}  "
    if isinstance(value, dict) and value:
        parts = [
            f"{encode_basestring(key)}: "
            f"{encode_basestring(each) if type(each) is str else _indented(each, inner)}"
            for key, each in value.items()
        ]
        return f"{{{inner}{f',{inner}'.join(parts)}{margin}}}"
    if isinstance(value, list | tuple) and value:
        return f"[{inner}{f',{inner}'.join([_indented(each, inner) for each in value])}{margin}]"
    return repr(value) if type(value) is int else ENCODER.encode(value)


def _inside(part: str, read: str | ReadPart) -> str | ReadPart:
    return f"{part}.{read}" if isinstance(read, str) else _through(attrgetter(part), read)


def _reader(form: Form, read: str | ReadPart) -> ReadPart:
    """Reads a value; what may be missing is nothing as well where a part of its path is nothing."""
    if not isinstance(read, str):
        return read
    if "." not in read or not (form.inner or form.may_be_left_out):
        return attrgetter(read)
    first, _, rest = read.partition(".")
    return _through(attrgetter(first), _reader(form, rest))


def _through(outer: ReadPart, inner: ReadPart) -> ReadPart:
    def read(value: Any) -> Any:  # noqa: ANN401 - a value of any kind
        part = outer(value)
        return None if part is None else inner(part)

    return read
