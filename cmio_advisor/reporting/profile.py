"""
A profile as it would be written in a profile file: only what was told; a file to fill in, in which
every field says what it is for; and the draft from papers, each answer below its words, the
unconfirmed as a comment.

Reading a profile back gives an equal one. What is known to be nothing is written as ``[]`` or
``none``; what was not told is left out.
"""

import re
import textwrap  # loaded where it is used (`__main__.SELDOM`)
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from cmio_advisor.domain.base.human_words import PRESENT
from cmio_advisor.domain.base.terms import Vocabulary
from cmio_advisor.domain.base.time import ROUGH_LEAST, PartialDate, Span, about
from cmio_advisor.domain.profile import fields
from cmio_advisor.domain.profile import profile as answers
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.reporting.cleaning import visible


def profile_mapping(profile: answers.Profile) -> dict[str, Any]:
    """The mapping of a profile file, keys in the documented order."""
    written = {head: written_under(head, getattr(profile, head)) for head in fields.HEADS}
    return {"schema": answers.PROFILE_SCHEMA, **_given(**written)}


def reported_profile(profile: answers.Profile) -> dict[str, Any]:
    """The same as results show it: without the counselor's own notes."""
    return {key: each for key, each in profile_mapping(profile).items() if key != "notes"}


def profile_yaml(profile: answers.Profile) -> str:
    return yaml_text(profile_mapping(profile))


def written_under(head: str, value: Any) -> Any:  # noqa: ANN401 - the values of a profile file
    """What stands under one key of a profile file; ``None`` where nothing was told."""
    if not fields.is_group(head):
        return written(fields.HEADS[head][0], value)
    if value.__dict__ == fields.nothing_under(head):
        return fields.NONE
    found: dict[str, Any] = {}
    for row in fields.HEADS[head]:
        each = written(row, getattr(value, row.place.rpartition(".")[2]))
        found |= each or {} if row.kind is fields.Kind.WORK else _given(**{row.last: each})
    return found or None


def written(row: fields.ProfileField, value: Any) -> Any:  # noqa: ANN401 - as above
    return None if value is None else WRITERS[row.kind](row, value)


def _given(**values: Any) -> dict[str, Any]:  # noqa: ANN401 - as above
    return {key: each for key, each in values.items() if each is not None}


def _holding(row: fields.ProfileField, holding: answers.Holding) -> dict[str, Any] | str:
    days = ("earned", "expected", "expires", "approved", "since")
    dates = _given(**{day: _date(getattr(holding, day)) for day in days})
    known = _entry(holding.id)
    if holding.status is answers.Status.HELD and not dates:
        return known
    return {**_named(known, row.key), "status": holding.status.value, **dates}


def _entry(id_: str) -> dict[str, Any] | str:
    """An id, or in words what no list has."""
    is_named = answers.is_other(id_) and id_ != answers.MORE
    return {answers.OTHER: id_.removeprefix(answers.other_id(""))} if is_named else id_


def _license(license_: answers.License) -> dict[str, Any] | str:
    if license_.profession is None and license_.state is None:
        return license_.status
    return _given(profession=license_.profession, state=license_.state, status=license_.status)


def _training(training: answers.Training) -> dict[str, Any] | str:
    status = training.status.value if training.status else None
    named = _named(_entry(training.specialty), "specialty") if training.specialty else {}
    found = named | _given(
        status="completed" if training.status is answers.Status.HELD else status,
        completed=_date(training.completed),
        expected=_date(training.expected),
        accredited=training.accredited,
        country=training.country,
    )
    return found or answers.MORE


def _alone(entries: list[Any]) -> Any:  # noqa: ANN401 - one or a list
    """One entry stands alone; not "unknown", which would say that nothing was told."""
    return entries[0] if len(entries) == 1 and entries[0] != answers.MORE else entries


def _worked(row: fields.ProfileField, entries: tuple[answers.Experience, ...]) -> Any:  # noqa: ANN401 - one or a list
    """Entries of work; of a field in a shared mapping one, which may be of no years."""
    if not fields.is_group(row.head):
        return _alone([_work(row, each) or answers.MORE for each in entries])
    return _work(row, entries[0] if entries else answers.Experience(years=Span(0, 0)))


def _work(row: fields.ProfileField, work: answers.Experience) -> dict[str, Any]:
    """Work that goes on says so by the field's own word, with a date by ``to: present``."""
    has_flag = "still_practising" in row.also
    by_flag = has_flag and work.start is None and work.end is None
    present = PRESENT if work.ongoing and not by_flag else None
    found = _given(
        years=_span(work.years),
        **{"from": _date(work.start), "to": _date(work.end) or present},
        fte=_span(work.fte),
        within_last=None if work.within_last is None else number(work.within_last),
        profession=work.profession,
    )
    if has_flag and work.end is None and present is None and work.ongoing is not None:
        found["still_practising"] = work.ongoing
    return found


def _post(role: answers.Role) -> dict[str, Any] | str:
    known = _entry(role.id)
    return known if role.since is None else {**_named(known, "id"), "since": _date(role.since)}


def _named(known: dict[str, Any] | str, key: str) -> dict[str, Any]:
    """What an entry is, where it says more: by an id under its key, or in words."""
    return known if isinstance(known, dict) else {key: known}


def _date(day: PartialDate | None) -> int | str | None:
    """A year alone is a number, as in a file."""
    if day is None:
        return None
    text = day.text()
    return int(text) if text.isdigit() else text


def number(amount: float) -> float:
    """A whole amount as a whole number."""
    return int(amount) if amount == int(amount) else amount


def _span(span: Span | None) -> float | str | None:
    """A number, or a range as text; as "about" where only that gives the very same range."""
    if span is None:
        return None
    if span.low == span.high:
        return number(span.low)
    low, high = f"{span.low:.4f}", f"{span.high:.4f}"
    if (float(low), float(high)) != (span.low, span.high):
        for middle in (round((span.low + span.high) / 2, 4), round(span.high - ROUGH_LEAST, 4)):
            if about(middle) == span:
                return f"about {number(middle)}"
    return f"{low.rstrip('0').rstrip('.')}-{high.rstrip('0').rstrip('.')}"


WRITERS: dict[fields.Kind, Callable[[fields.ProfileField, Any], Any]] = {
    fields.Kind.TEXT: lambda _, text: text,
    fields.Kind.LICENSES: lambda _, held: _alone(list(map(_license, held))) or fields.NONE,
    fields.Kind.DAY: lambda row, day: day.isoformat() if row.whole else _date(day),
    fields.Kind.COUNT: lambda _, count: number(count),
    fields.Kind.AMOUNT: lambda _, span: _span(span),
    fields.Kind.ID: lambda row, held: _post(held) if row.also else held,
    fields.Kind.IDS: lambda _, ids: list(map(_entry, ids)),
    fields.Kind.HOLDINGS: lambda row, held: [_holding(row, each) for each in held],
    fields.Kind.TRAININGS: lambda row, held: (_alone if row.alone else list)(
        list(map(_training, held))
    ),
    fields.Kind.WORK: _worked,
    fields.Kind.ANSWERS: lambda _, given: {
        each.id: each.value if isinstance(each.value, bool) else _span(each.value) for each in given
    },
    fields.Kind.WAIVERS: lambda _, waivers: (
        [_given(requirement=w.requirement, reason=w.reason, by=w.by) for w in waivers] or None
    ),
}
"""How each kind of field is written."""

PLAIN_TEXT = r"[A-Za-z](?:[A-Za-z0-9 ._/-]*[A-Za-z0-9])?|[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?"
"""Text that needs no quotes: it cannot be taken for another type or for a part of YAML."""
RESERVED = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})


def yaml_text(mapping: dict[str, Any]) -> str:
    """The text of a YAML file, keys in their order; mappings spread out on the first level only."""
    return "".join(_field(key, each) for key, each in mapping.items())


def _field(key: str, value: Any) -> str:  # noqa: ANN401 - any value of a file
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
    if re.fullmatch(PLAIN_TEXT, text) and text.lower() not in RESERVED:
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
        return "\ufffd"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"  # noqa: PLR2004 - four digits' worth


FEW, SHOWN = 12, 6
"""So many ids are listed where they stand; of longer lists the first few."""
FORM: dict[str, Any] = {"width": 94, "subsequent_indent": "    ", "break_on_hyphens": False}
HOW = """\
# A profile for cmio-advisor. Take the # from the start of a line and write your own answer there.
# Every line may stay out: what is left out is unknown. "none" or [] says that there is nothing.
# A year may be a range (5-7) or rough (about 7); a date may be a year or a month (2014, 2014-06).
# What is held or finished is an id; else say more: {degree: mba, status: planned, expected: 2029}.
# A status is held, lapsed, in-progress or planned. What no list has: {other: "in your own words"}.
"""


def starter(sample: answers.Profile, roadmap: Roadmap, schema: str) -> str:
    """The text of a profile file that says nothing yet; ``sample`` has what to write over."""
    parts = [f"# yaml-language-server: $schema={schema}\n{HOW}schema: {answers.PROFILE_SCHEMA}\n"]
    usual = {each.field: each.usual for each in roadmap.questions}
    for head, rows in fields.HEADS.items():
        value = written_under(head, getattr(sample, head))
        about = (each for row in rows for each in _about(row, roadmap.vocabulary, usual))
        lines = "".join(f"# {line}\n" for each in about for line in textwrap.wrap(each, **FORM))
        entry = "" if value is None else yaml_text({head: value})
        if lines or entry:
            parts.append(lines + "".join(f"#{each}\n" for each in entry.splitlines()))
    return "\n".join(parts)


def _about(
    row: fields.ProfileField, words: Vocabulary, usual: Mapping[str, Sequence[str]]
) -> Iterator[str]:
    """What a field is and an entry can say; its ids, those of the roadmap's people first."""
    helps = [each.help for each in row.options] or [row.words.capitalize() or row.meaning]
    what = helps[0] or row.unit
    parts = (*fields.PARTS.get(row.kind, ()), *row.also)
    if what:
        yield f"{row.path}: {what.rstrip('.')}."
    if parts:
        yield f"  An entry may say: {', '.join(parts)}."
    known = words.ids(row.terms) if row.terms else row.choices
    ids = tuple(dict.fromkeys((*usual.get(row.path, ()), *known)))
    if len(ids) > FEW:
        yield f"  {', '.join(ids[:SHOWN])}, ... All: cmio-advisor roadmap ids {row.terms}"
    elif ids:
        yield f"  {', '.join(ids)}"


HOW_OF_DRAFTS = (
    "What these papers say, as a profile. A line with # before it does not count: take the # away "
    "where it is right, and add what is missing. What is left out is unknown."
)


def draft_text(
    draft: answers.Draft, confirmed: Collection[answers.DraftFact], complete: Collection[str] = ()
) -> str:
    """Only ``confirmed`` facts count; a list at a ``complete`` path holds all that there is."""
    day = _line(f"as_of: {draft.as_of}", counts=bool(confirmed))
    parts = ["\n".join((*_comment(HOW_OF_DRAFTS), f"schema: {answers.PROFILE_SCHEMA}", day))]
    for head in fields.HEADS:
        facts = [each for each in draft.answers if fields.BY_PATH[each.path].head == head]
        if facts:
            parts.append("\n".join(_under(head, facts, confirmed, complete)))
    unread = [each for each in draft.facts if not each.path]
    left_out = [f"{each.words} ({each.source}): {each.doubt}" for each in unread]
    left_out += [f"Not read: {', '.join(draft.passed_over)}."] if draft.passed_over else []
    if left_out:
        parts.append("\n".join(("# Left out:", *chain.from_iterable(map(_comment, left_out)))))
    return "\n\n".join(parts) + "\n"


def _under(
    head: str,
    facts: list[answers.DraftFact],
    confirmed: Collection[answers.DraftFact],
    complete: Collection[str],
) -> Iterator[str]:
    if fields.is_group(head):
        yield _line(f"{head}:", counts=any(each in confirmed for each in facts))
    for path in dict.fromkeys(each.path for each in facts):
        listed = [each for each in facts if each.path == path]
        counts = any(each in confirmed for each in listed)
        key = f"{'  ' * path.count('.')}{fields.BY_PATH[path].last}:"
        if holds_several(path):
            yield _line(key, counts=counts)
            key = f"{'  ' * path.count('.')}  -"
        for each in listed:
            yield from _comment(f"{each.words} ({each.source})")
            yield from _comment(f"Not sure: {each.doubt}") if each.doubt else ()
            yield _line(f"{key} {inline(each.value)}", counts=each in confirmed)
        if may_hold_more(path) and path not in complete:
            yield "# There may be more. Take this line out where nothing is missing."
            yield _line(f"{key} {answers.MORE}", counts=counts)


def holds_several(path: str) -> bool:
    """Whether a field lists entries; any other has one answer."""
    return fields.BY_PATH[path].kind in fields.ENTRIES


def may_hold_more(path: str) -> bool:
    """Whether papers name perhaps not all that a field can list; of a residency there is one."""
    return holds_several(path) and not fields.BY_PATH[path].alone


def _line(text: str, *, counts: bool) -> str:
    return text if counts else f"#{text}"


def _comment(text: str) -> Iterator[str]:
    for line in textwrap.wrap(visible(text, limit=400), 98, break_on_hyphens=False):
        yield f"# {line}"
