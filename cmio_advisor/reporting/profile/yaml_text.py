"""A mapping as YAML that a person would write: one line a field where that is readable."""

import re
from typing import Any

PLAIN_TEXT = re.compile(
    r"[A-Za-z](?:[A-Za-z0-9 ._/-]*[A-Za-z0-9])?|[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?"
)
"""Text that needs no quotes: it cannot be taken for another type or for a part of YAML."""
RESERVED = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})
UNPRINTABLE = "\ufffd"


def yaml_text(mapping: dict[str, Any]) -> str:
    """
    The text of a YAML file, keys in their order; mappings are spread out on the first level only.
    """
    return "".join(_entry(key, each) for key, each in mapping.items())


def _entry(key: str, value: Any) -> str:  # noqa: ANN401 - any value of a file
    if isinstance(value, dict) and value:
        inner = "".join(f"  {name}: {inline(each)}\n" for name, each in value.items())
        return f"{key}:\n{inner}"
    if isinstance(value, list) and any(isinstance(each, dict) for each in value):
        items = "".join(f"  - {inline(each)}\n" for each in value)
        return f"{key}:\n{items}"
    return f"{key}: {inline(value)}\n"


def inline(value: Any) -> str:  # noqa: ANN401 - any value of a file
    """A value on one line."""
    if isinstance(value, dict):
        return f"{{{', '.join(f'{name}: {inline(each)}' for name, each in value.items())}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(inline, value))}]"
    if isinstance(value, bool):
        return "true" if value else "false"
    return _text(value) if isinstance(value, str) else repr(value)


def _text(text: str) -> str:
    if PLAIN_TEXT.fullmatch(text) and text.lower() not in RESERVED:
        return text
    return f'"{"".join(map(_quoted, text))}"'


def _quoted(character: str) -> str:
    """One character between double quotes; half a character cannot be written in YAML."""
    if character in '"\\':
        return f"\\{character}"
    if character.isprintable():
        return character
    code = ord(character)
    if 0xD800 <= code <= 0xDFFF:  # noqa: PLR2004 - the surrogates
        return UNPRINTABLE
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"  # noqa: PLR2004 - four digits' worth
