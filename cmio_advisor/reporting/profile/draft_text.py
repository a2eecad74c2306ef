"""A draft as a profile file: each answer below its words, the unconfirmed as a comment."""

from collections.abc import Collection, Iterable, Iterator
from textwrap import wrap

from cmio_advisor.domain.profile.draft import Draft, DraftFact
from cmio_advisor.domain.profile.fields import BY_PATH, ENTRIES, HEADS, is_group
from cmio_advisor.domain.profile.profile import MORE, PROFILE_SCHEMA
from cmio_advisor.reporting.document.cleaning import visible
from cmio_advisor.reporting.profile.mapping import inline

WIDTH = 98
MORE_LINE = "There may be more. Take this line out where nothing is missing."
LONGEST = 400
"""Characters of what stands above one answer."""
HOW = (
    "What these papers say, as a profile. A line with # before it does not count: take the # away "
    "where it is right, and add what is missing. What is left out is unknown."
)


def draft_text(
    draft: Draft, confirmed: Collection[DraftFact], complete: Collection[str] = ()
) -> str:
    """
    The text of a profile file in which the ``confirmed`` facts count and no others. The lists at
    the paths that are ``complete`` hold all that there is; any other may hold more.
    """
    day = _line(f"as_of: {draft.as_of}", counts=bool(confirmed))
    parts = ["\n".join((*_comment(HOW), f"schema: {PROFILE_SCHEMA}", day))]
    for head in HEADS:
        facts = [each for each in draft.answers if BY_PATH[each.path].head == head]
        if facts:
            parts.append("\n".join(_under(head, facts, confirmed, complete)))
    unread = [each for each in draft.facts if not each.path]
    if unread or draft.passed_over:
        parts.append("\n".join(_left_out(unread, draft.passed_over)))
    return "\n\n".join(parts) + "\n"


def _under(
    head: str, facts: list[DraftFact], confirmed: Collection[DraftFact], complete: Collection[str]
) -> Iterator[str]:
    if is_group(head):
        yield _line(f"{head}:", counts=any(each in confirmed for each in facts))
    for path in dict.fromkeys(each.path for each in facts):
        listed = [each for each in facts if each.path == path]
        counts = any(each in confirmed for each in listed)
        key = f"{'  ' * path.count('.')}{BY_PATH[path].last}:"
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
    return BY_PATH[path].kind in ENTRIES


def may_hold_more(path: str) -> bool:
    """Whether papers name perhaps not all that a field can list; of a residency there is one."""
    return holds_several(path) and not BY_PATH[path].alone


def _line(text: str, *, counts: bool) -> str:
    return text if counts else f"#{text}"


def _words(fact: DraftFact) -> Iterator[str]:
    yield from _comment(f"{fact.words} ({fact.source})")
    if fact.doubt:
        yield from _comment(f"Not sure: {fact.doubt}")


def _left_out(unread: Iterable[DraftFact], passed_over: Collection[str]) -> Iterator[str]:
    """What no answer came of, and why."""
    yield "# Left out:"
    for each in unread:
        yield from _comment(f"{each.words} ({each.source}): {each.doubt}")
    if passed_over:
        yield from _comment(f"Not read: {', '.join(passed_over)}.")


def _comment(text: str) -> Iterator[str]:
    for line in wrap(visible(text, LONGEST), WIDTH, break_on_hyphens=False):
        yield f"# {line}"
