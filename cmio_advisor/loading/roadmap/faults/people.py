"""
What a roadmap's rules are for the people whom they make up: rules that hold of none or of all of
them, and alternatives that are never reached.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from cmio_advisor.domain.judge.case import ProfileCase
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.domain.rules.conditions import AtLeast, Condition, Dated, Not, NotKnown, Reference
from cmio_advisor.domain.rules.implication import implies
from cmio_advisor.domain.scenarios.made_up import MadeUp
from cmio_advisor.loading.roadmap.faults.rules import (
    LAWS,
    WrittenRule,
    fields_read,
    in_every_way,
    spelled,
)
from cmio_advisor.loading.roadmap.files import SHARED
from cmio_advisor.loading.roadmap.places import Places

OF_THEM = "of the {count} people whom the rules make up (see roadmap test)"
NEVER = "the rule under {key} holds of none {of_them}. Ask for less, or leave it out."
ALWAYS = "the rule under {key} holds of all {of_them}. Ask for more, or leave it out."
UNREACHED = (
    "alternative {place} of the rule under {key} holds of none {of_them}. Leave it out, or ask for "
    "less."
)
COVERED = (
    "alternative {place} of the rule under {key} never matters: who meets it meets alternative "
    "{other}. Leave it out."
)
OVER = (
    "the rule under {key} ended before {day}, from which on this roadmap knows its rules, so it "
    "holds of nobody. Leave it out, or date it anew."
)


def dead_rules(
    roadmap: Roadmap, rules: Sequence[WrittenRule], places: Places, on: date
) -> Iterator[str]:
    """Every such rule and alternative, with its place."""
    made_up = MadeUp(roadmap, on)
    cases = [made_up.case(each) for each in made_up.people]
    of_them = OF_THEM.format(count=len(cases))
    unread = {f"answers.{each}" for each in places.unread - roadmap.by_ask.keys()}
    for each in rules:
        if fields_read(each.rule) & unread:
            continue
        where = places.of(each.file, each.id, each.why or None, each.key)
        # An alternative of what several share may be there for the people of another roadmap.
        is_own = not where.startswith(f"{SHARED}/") and each.key not in LAWS
        for text in _faults(each.rule, cases, roadmap):
            if is_own or not text.startswith("alternative"):
                said = text.replace("{key}", each.key).replace("{of_them}", of_them)
                yield f"{where}: {each.named}: {said}"


def _faults(rule: Condition, cases: Sequence[ProfileCase], roadmap: Roadmap) -> Iterator[str]:
    if in_every_way(rule, lambda each: _is_over(each, roadmap.evidence_from)):
        yield OVER.replace("{day}", str(roadmap.evidence_from))
    if _is_open_ended(rule, roadmap, cases[0].on):
        return
    count = sum(rule.judge(case).holds for case in cases)
    if not count:
        yield NEVER
    elif count == len(cases):
        yield ALWAYS
    else:
        yield from _dead_alternatives(rule, cases, roadmap)


def _dead_alternatives(
    rule: Condition, cases: Sequence[ProfileCase], roadmap: Roadmap, at: str = ""
) -> Iterator[str]:
    """Those that hold of nobody, or only with another: "1.2" is the second inside of part 1."""
    if isinstance(rule, Dated | Not):
        yield from _dead_alternatives(rule.part, cases, roadmap, at)
    if not isinstance(rule, AtLeast):
        return
    for number, part in enumerate(rule.parts, 1):
        place = f"{at}{number}"
        if rule.count < len(rule.parts) and not _is_open_ended(part, roadmap, cases[0].on):
            if not any(part.judge(case).holds for case in cases):
                yield UNREACHED.replace("{place}", place)
            elif rule.count == 1 and (other := _covering(number, rule.parts, roadmap)):
                yield COVERED.replace("{place}", place).replace("{other}", f"{at}{other}")
        yield from _dead_alternatives(part, cases, roadmap, f"{place}.")


def _covering(number: int, parts: Sequence[Condition], roadmap: Roadmap) -> int | None:
    """The number of an alternative that whoever meets this one meets; of two alike the first."""
    own = spelled(parts[number - 1], roadmap)
    for place, each in enumerate(parts, 1):
        other = spelled(each, roadmap)
        if place != number and implies(own, other) and (place < number or not implies(other, own)):
            return place
    return None


def _is_over(rule: Condition, day: date) -> bool:
    """Whether it was in force until a day before this one only."""
    return isinstance(rule, Dated) and bool(rule.end and rule.end < day)


def _is_open_ended(rule: Condition, roadmap: Roadmap, on: date) -> bool:
    """Whether it cannot be met today by what is known: it was not found, or is not in force."""

    def is_so(each: Condition) -> bool:
        if isinstance(each, Dated):
            return bool((each.end and on > each.end) or (each.start and on < each.start))
        if isinstance(each, Reference):
            return in_every_way(roadmap.named_rule(each), is_so)
        return isinstance(each, NotKnown) or (
            isinstance(each, Not) and in_every_way(each.part, is_so)
        )

    return not rule.leaves() or in_every_way(rule, is_so)
