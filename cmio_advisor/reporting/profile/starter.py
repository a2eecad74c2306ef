"""A profile to fill in: every field of the table with what it says, and an answer to write over."""

from collections.abc import Iterator, Mapping, Sequence
from textwrap import wrap
from typing import Any

from cmio_advisor.domain.base.terms import Vocabulary
from cmio_advisor.domain.profile.fields import HEADS, PARTS, ProfileField
from cmio_advisor.domain.profile.profile import PROFILE_SCHEMA, Profile
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.reporting.profile.mapping import written_under, yaml_text

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
    for head, rows in HEADS.items():
        value = written_under(head, getattr(sample, head))
        about = (each for row in rows for each in _about(row, roadmap.vocabulary, usual))
        lines = "".join(f"# {line}\n" for each in about for line in wrap(each, WIDTH, **BELOW))
        entry = "" if value is None else yaml_text({head: value})
        if lines or entry:
            parts.append(lines + "".join(f"#{each}\n" for each in entry.splitlines()))
    return "\n".join(parts)


def _about(
    row: ProfileField, words: Vocabulary, usual: Mapping[str, Sequence[str]]
) -> Iterator[str]:
    """
    What a field says, what an entry of it can name, and which ids it takes: those first that the
    roadmap's own people have.
    """
    helps = [each.help for each in row.options] or [row.words.capitalize() or row.meaning]
    what = helps[0] or row.unit
    parts = (*PARTS.get(row.kind, ()), *row.also)
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
