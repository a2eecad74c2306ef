"""
Profile files: one to fill in, in which every field says what it is for; and the draft from papers,
each answer below its words, the unconfirmed as a comment.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from textwrap import wrap
from typing import Any

from cmio_advisor.domain.base.terms import Vocabulary
from cmio_advisor.domain.profile import fields
from cmio_advisor.domain.profile.profile import MORE, PROFILE_SCHEMA, Draft, DraftFact, Profile
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.reporting.cleaning import visible
from cmio_advisor.reporting.profile import inline, written_under, yaml_text

FEW = 12
"""So many ids are listed where they stand; of longer lists the first few."""
SHOWN = 6
WIDTH = 94
BELOW: dict[str, Any] = {"subsequent_indent": "    ", "break_on_hyphens": False}
"""How a long line goes on."""
HOW = """\
# A profile for cmio-advisor. Take the # from the start of a line and write your own answer there.
# Every line may stay out: what is left out is unknown. "none" or [] says that there is nothing.
# A year may be a range (5-7) or rough (about 7); a date may be a year or a month (2014, 2014-06).
# What is held or finished is an id; else say more: {degree: mba, status: planned, expected: 2029}.
# A status is held, lapsed, in-progress or planned. What no list has: {other: "in your own words"}.
"""


def starter(sample: Profile, roadmap: Roadmap, schema: str) -> str:
    """The text of a profile file that says nothing yet; ``sample`` has what to write over."""
    parts = [f"# yaml-language-server: $schema={schema}\n{HOW}schema: {PROFILE_SCHEMA}\n"]
    usual = {each.field: each.usual for each in roadmap.questions}
    for head, rows in fields.HEADS.items():
        value = written_under(head, getattr(sample, head))
        about = (each for row in rows for each in _about(row, roadmap.vocabulary, usual))
        lines = "".join(f"# {line}\n" for each in about for line in wrap(each, WIDTH, **BELOW))
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


COMMENT_WIDTH = 98
MORE_LINE = "There may be more. Take this line out where nothing is missing."
LONGEST = 400
"""Characters of what stands above one answer."""
HOW_OF_DRAFTS = (
    "What these papers say, as a profile. A line with # before it does not count: take the # away "
    "where it is right, and add what is missing. What is left out is unknown."
)


def draft_text(
    draft: Draft, confirmed: Collection[DraftFact], complete: Collection[str] = ()
) -> str:
    """Only ``confirmed`` facts count; a list at a ``complete`` path holds all that there is."""
    day = _line(f"as_of: {draft.as_of}", counts=bool(confirmed))
    parts = ["\n".join((*_comment(HOW_OF_DRAFTS), f"schema: {PROFILE_SCHEMA}", day))]
    for head in fields.HEADS:
        facts = [each for each in draft.answers if fields.BY_PATH[each.path].head == head]
        if facts:
            parts.append("\n".join(_under(head, facts, confirmed, complete)))
    unread = [each for each in draft.facts if not each.path]
    if unread or draft.passed_over:
        parts.append("\n".join(_left_out(unread, draft.passed_over)))
    return "\n\n".join(parts) + "\n"


def _under(
    head: str, facts: list[DraftFact], confirmed: Collection[DraftFact], complete: Collection[str]
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
            line = _line(f"{key} {inline(each.value)}", counts=each in confirmed)
            yield from (*_words(each), line)
        if may_hold_more(path) and path not in complete:
            yield f"# {MORE_LINE}"
            yield _line(f"{key} {MORE}", counts=counts)


def holds_several(path: str) -> bool:
    """Whether a field lists entries; any other has one answer."""
    return fields.BY_PATH[path].kind in fields.ENTRIES


def may_hold_more(path: str) -> bool:
    """Whether papers name perhaps not all that a field can list; of a residency there is one."""
    return holds_several(path) and not fields.BY_PATH[path].alone


def _line(text: str, *, counts: bool) -> str:
    return text if counts else f"#{text}"


def _words(fact: DraftFact) -> Iterator[str]:
    yield from _comment(f"{fact.words} ({fact.source})")
    if fact.doubt:
        yield from _comment(f"Not sure: {fact.doubt}")


def _left_out(unread: Iterable[DraftFact], passed_over: Collection[str]) -> Iterator[str]:
    yield "# Left out:"
    for each in unread:
        yield from _comment(f"{each.words} ({each.source}): {each.doubt}")
    if passed_over:
        yield from _comment(f"Not read: {', '.join(passed_over)}.")


def _comment(text: str) -> Iterator[str]:
    for line in wrap(visible(text, LONGEST), COMMENT_WIDTH, break_on_hyphens=False):
        yield f"# {line}"
