"""Changes of answers in words, and as settings."""

import json
from collections.abc import Sequence
from typing import Any

from cmio_advisor.domain.base.terms import Vocabulary
from cmio_advisor.domain.explain.flips import AnswerChange, Flip
from cmio_advisor.domain.profile.fields import ENTRIES, HOLDINGS, Kind, ProfileField, is_group
from cmio_advisor.domain.profile.profile import OTHER, License, Reply, Status
from cmio_advisor.domain.rules.quoting import field_words
from cmio_advisor.reporting.profile.mapping import written
from cmio_advisor.reporting.words.wording import counted, listing, percent

NAMED_AT_MOST = 3
"""So many other values are named; of more only the number is told."""


def setting_text(change: AnswerChange) -> str:
    """A change as ``what-if --set`` takes it."""
    key, value = _setting(change)
    return f"{key}{'+' if change.adds else ''}={_value_text(value)}"


def quoted(setting: str) -> str:
    """A setting as it is typed in a shell, which would take it apart at spaces and braces."""
    if " " not in setting and "'" not in setting:
        return setting
    return "'" + setting.replace("'", "'\"'\"'") + "'"


def flip_text(flip: Flip, words: Vocabulary) -> str:
    """The changes of one flip in words, and as options to try them with."""
    text = " and ".join(
        _change_text(each, words) + _instead_text(others, words)
        for each, others in zip(flip.changes, flip.instead, strict=True)
    )
    settings = " ".join(f"--set {quoted(setting_text(each))}" for each in flip.changes)
    return f"{text[0].upper()}{text[1:]}. To try it: {settings}"


def _instead_text(others: Sequence[AnswerChange], words: Vocabulary) -> str:
    """What would do in place of one change: few by name, many by their number."""
    if not others:
        return ""
    if len(others) > NAMED_AT_MOST:
        return f" (or one of {counted(len(others), 'other')})"
    return f" (or {listing((_value_words(each, words) for each in others), 'or')})"


def _setting(change: AnswerChange) -> tuple[str, Any]:
    """The key of a profile file, and what would stand there."""
    if isinstance(change.value, Reply):
        holding = written(change.row, (change.value,))
        return f"{change.path}.{change.value.id}", holding[change.value.id]
    if isinstance(change.value, tuple):
        return change.path, [_entry(change.row, each) for each in change.value]
    value = _entry(change.row, change.value)
    if change.row.kind is Kind.WORK and is_group(change.path) and value.keys() == {"years"}:
        return f"{change.path}.years", value["years"]
    return change.path, value


def _entry(row: ProfileField, entry: Any) -> Any:  # noqa: ANN401 - the values of a profile file
    """One entry as a profile file has it, its status last and only where it is not held."""
    found = written(row, (entry,) if row.kind in ENTRIES else entry)
    found = found[0] if isinstance(found, list) else found
    if row.kind is Kind.HOLDINGS and isinstance(found, dict):
        status = found.pop("status", None)
        found |= {} if entry.status is Status.HELD else {"status": status}
    return found


def _change_text(change: AnswerChange, words: Vocabulary) -> str:
    """One change: the field, and what would be said of it."""
    label, value = change.row.words, _value_words(change, words)
    if isinstance(change.value, License) and change.value.profession:
        label = field_words(f"{change.path}.{change.value.profession}", words)
    if isinstance(change.value, Reply):
        return f"{words.title(change.row.terms, change.value.id)}: {value}"
    return f"{value}, added to your {label}" if change.adds else f"your {label}: {value}"


def _value_words(change: AnswerChange, words: Vocabulary) -> str:
    if isinstance(change.value, tuple) and change.value:
        rest = (AnswerChange(change.path, each) for each in change.value)
        return f"only {listing(_value_words(each, words) for each in rest)}"
    key, value = _setting(change)
    if isinstance(change.value, Reply):
        return ("yes" if value else "no") if isinstance(value, bool) else str(value)
    if isinstance(value, dict):
        return _holding_text(value, words)
    if isinstance(value, str):
        return words.title(change.row.terms, value) if change.row.terms else value
    if key != change.path:
        return counted(value, "year")
    return "none" if value == [] else str(value)


def _holding_text(value: dict[str, Any], words: Vocabulary) -> str:
    """A value with several parts, such as a training or years of work."""
    parts = []
    if "years" in value:
        parts.append(counted(value["years"], "year"))
    if "fte" in value:
        parts.append(f"at {percent(value['fte'])} of full time")
    if "within_last" in value:
        parts.append(f"within the last {counted(value['within_last'], 'year')}")
    if "specialty" in value:
        parts.append(words.title("specialties", value["specialty"]))
    if value.get("accredited"):
        parts.append("accredited")
    if "country" in value:
        parts.append(words.title("countries", value["country"]))
    known = [value[OTHER]] if OTHER in value else []
    known += [words.title(row.terms, value[row.key]) for row in HOLDINGS if row.key in value]
    return ", ".join([*known, *parts, *([value["status"]] if "status" in value else [])])


def _value_text(value: Any) -> str:  # noqa: ANN401 - the values of a profile file
    if isinstance(value, list):
        return f"[{', '.join(map(_value_text, value))}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key}: {_value_text(each)}' for key, each in value.items())}}}"
    is_plain = isinstance(value, str) and value.replace("-", "").isalnum()
    return value if is_plain else json.dumps(value, ensure_ascii=False)
