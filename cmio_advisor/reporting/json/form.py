"""
What a result looks like as JSON. A form writes a value, and is the JSON Schema of what it writes.

An object reads each key from the attribute of that name, or as it is told beside the form:

    keys(id=TEXT, done_on=DAY | None, requirement=(TEXT | None, "requirement.id"))
"""

import json
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from operator import attrgetter
from typing import Any

from cmio_advisor.domain.base.evidence import Source
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.reporting.document.cleaning import json_safe
from cmio_advisor.reporting.profile.mapping import number

Schema = dict[str, Any]


class Writing:
    """One result being written, by which roadmap and on which day; the sources it has named."""

    def __init__(self, roadmap: Roadmap, on: date, result: Any = None) -> None:  # noqa: ANN401 - each its own
        self.roadmap = roadmap
        self.on = on
        self.result = result
        self.cited: set[str] = set()

    def cite(self, source: str) -> str:
        """Remember that a source was named."""
        self.cited.add(source)
        return source

    def sources(self) -> list[Source]:
        """The sources named so far, by id."""
        return [self.roadmap.sources[source] for source in sorted(self.cited)]


Read = Callable[[Any], Any]
Write = Callable[[Any, Writing], Any]


class Form:
    """How values of one kind are written, and the schema of what is written."""

    def __init__(self, schema: Schema, write: Write = lambda value, _: value) -> None:
        self.schema = schema
        self.write = write

    def __or__(self, nothing: None) -> "Nullable":
        return Nullable(self)


Field = Form | tuple[Form, str | Read]


class Nullable(Form):
    """A value, or ``null`` where it is not known."""

    def __init__(self, form: Form) -> None:
        self.form = form
        write = form.write
        super().__init__(
            {"anyOf": [form.schema, {"type": "null"}]},
            lambda value, writing: None if value is None else write(value, writing),
        )


class Maybe(Form):
    """A value whose key may be missing; it is left out where ``null`` cannot say the same."""

    def __init__(self, form: Form) -> None:
        super().__init__(form.schema, form.write)
        self.is_left_out = not isinstance(form, Nullable)


class Keys(Form):
    """An object with exactly these keys, in this order."""

    def __init__(self, fields: dict[str, tuple[Form, Read]]) -> None:
        self.fields = fields
        forms = {key: form for key, (form, _) in fields.items()}
        required = [key for key, form in forms.items() if not isinstance(form, Maybe)]
        optional = [key for key in forms if key not in required]
        schema = {
            "type": "object",
            "properties": {key: forms[key].schema for key in [*required, *optional]},
            "required": required,
            "additionalProperties": False,
        }
        parts = [
            (key, read, form.write, isinstance(form, Maybe) and form.is_left_out)
            for key, (form, read) in fields.items()
        ]

        def write(value: Any, writing: Writing) -> dict[str, Any]:  # noqa: ANN401 - of any kind
            return {
                key: write_part(part, writing)
                for key, read, write_part, is_left_out in parts
                if (part := read(value)) is not None or not is_left_out
            }

        super().__init__(schema, write)

    def some(self, *names: str) -> "Keys":
        """The same with some of the keys only, in the order of their names here."""
        return Keys({name: self.fields[name] for name in names})

    def known(self) -> "Keys":
        """The same without keys that would be ``null``."""
        return Keys(
            {
                key: (Maybe(form.form) if isinstance(form, Nullable) else form, read)
                for key, (form, read) in self.fields.items()
            }
        )


def keys(**fields: Field) -> Keys:
    """An object, key by key."""
    return Keys(_read(fields))


def of(part: str, **fields: Field) -> dict[str, Field]:
    """Keys that are read from a part of the value; all are nothing where there is no such part."""
    inner = _reader(part)
    return {key: (form, _through(inner, read)) for key, (form, read) in _read(fields).items()}


def maybe(form: Form) -> Form:
    """A form for a key that is left out where its value is nothing."""
    return Maybe(form)


def itself(value: Any) -> Any:  # noqa: ANN401 - a value of any kind
    """Reads a key from the whole value."""
    return value


def many(item: Form) -> Form:
    """A list."""
    write = item.write
    return Form(
        {"type": "array", "items": item.schema},
        lambda values, writing: [write(value, writing) for value in values],
    )


def by_id(item: Form) -> Form:
    """An object whose keys are ids."""
    return Form(
        {"type": "object", "additionalProperties": item.schema},
        lambda values, writing: {key: item.write(each, writing) for key, each in values.items()},
    )


def one_of(*kinds: type[StrEnum]) -> Form:
    """A word of a list."""
    return Form({"enum": [word for kind in kinds for word in kind]}, lambda word, _: str(word))


def always(value: object) -> Form:
    """Always the same value."""
    return Form({"const": value}, lambda *_: value)


def named(schema: str) -> Field:
    """The key ``schema``, which names the form and its version."""
    return always(schema), itself


TEXT = Form({"type": "string"})
WHOLE = Form({"type": "integer"})
FLAG = Form({"type": "boolean"})
EXACT = Form({"type": "number"})
NUMBER = Form({"type": "number"}, lambda amount, _: number(amount))
DAY = Form(
    {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}, lambda day, _: day.isoformat()
)
ID = Form(TEXT.schema, lambda entry, _: entry.id)
"""A thing of the roadmap, by its id."""
IDS, TEXTS = many(ID), many(TEXT)


def json_text(form: Form, value: object, writing: Writing) -> str:
    """A value as JSON text that ends in a newline; no string holds a raw control character."""
    written = form.write(value, writing)
    return f"{json_safe(json.dumps(written, ensure_ascii=False, allow_nan=False, indent=2))}\n"


def _read(fields: dict[str, Field]) -> dict[str, tuple[Form, Read]]:
    both = {key: (each, key) if isinstance(each, Form) else each for key, each in fields.items()}
    return {
        key: (form, _reader(read) if isinstance(read, str) else read)
        for key, (form, read) in both.items()
    }


def _reader(path: str) -> Read:
    """Reads an attribute; of a path of them nothing, where one before the last is nothing."""
    first, _, rest = path.partition(".")
    return _through(attrgetter(first), _reader(rest)) if rest else attrgetter(first)


def _through(outer: Read, inner: Read) -> Read:
    def read(value: Any) -> Any:  # noqa: ANN401 - a value of any kind
        part = outer(value)
        return None if part is None else inner(part)

    return read
