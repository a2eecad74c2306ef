"""The rules of a roadmap with where they stand, and what the checks ask of all of them."""

from collections.abc import Callable, Iterator
from typing import Any

from cmio_advisor.domain.base.frozen import Frozen, replace
from cmio_advisor.domain.roadmap.credentials import Pathway
from cmio_advisor.domain.roadmap.roadmap import Roadmap, Sign
from cmio_advisor.domain.roadmap.route import Route
from cmio_advisor.domain.rules.conditions import EVERYBODY, AtLeast, Condition, Dated
from cmio_advisor.domain.rules.leaves import Leaf
from cmio_advisor.domain.scenarios.edits import rewritten

FILES = {
    "credentials": "credentials.yaml",
    "asks": "credentials.yaml",
    "questions": "questions.yaml",
}
KEYS = {"odds_of_groups": "odds", "months_of": "months"}
"""What a file calls otherwise than its record."""


LAWS = ("presupposed", "presumed")
"""Lists of what comes before what. Without ids those that are shared look like one's own."""


class WrittenRule(Frozen, kw_only=False):
    """
    A rule with its file, the id of what it belongs to, the key it stands under, and the sentence of
    a sign.
    """

    file: str
    id: str
    key: str
    rule: Condition
    why: str = ""

    @property
    def named(self) -> str:
        """How messages call it."""
        return f'{self.id}: "{self.why}"' if self.why else self.id


def all_rules(roadmap: Roadmap) -> Iterator[WrittenRule]:
    """Every condition of a roadmap but those of who is nearer to another."""
    for field in roadmap.record_fields:
        if field not in ("nearest", "vocabulary", "pay"):
            here = WrittenRule(FILES.get(field, "roadmap.yaml"), roadmap.id, field, EVERYBODY)
            yield from _rules_in(getattr(roadmap, field), here)


def _rules_in(value: Any, here: WrittenRule) -> Iterator[WrittenRule]:  # noqa: ANN401 - any record or list of them
    """The rules inside a value that stands ``here``."""
    if isinstance(value, Condition):
        yield replace(here, rule=value)
    elif isinstance(value, tuple):
        for each in value:
            yield from _rules_in(each, here)
    elif isinstance(value, Frozen):
        own = getattr(value, "id", None)
        inside = replace(here, why=value.why) if isinstance(value, Sign) else here
        if own:
            inside = replace(here, id=f"{here.id}/{own}" if isinstance(value, Pathway) else own)
        for name in value.record_fields:
            key = name if own or isinstance(value, Sign) else here.key
            yield from _rules_in(getattr(value, name), replace(inside, key=KEYS.get(key, key)))


def routes_of(roadmap: Roadmap) -> Iterator[Route]:
    """Every route, in the order of the steps, then those that meet no requirement."""
    for requirement in roadmap.requirements():
        yield from requirement.routes
    yield from roadmap.own_steps
    if roadmap.renewal is not None:
        yield roadmap.renewal


def spelled(rule: Condition, roadmap: Roadmap) -> Condition:
    """The rule with those that it names in place of their names."""
    return rewritten(rule, lambda named: spelled(roadmap.named_rule(named), roadmap))


def fields_read(rule: Condition) -> set[str]:
    """The fields of profiles that a rule reads itself."""
    return {leaf.field for leaf in rule.leaves() if isinstance(leaf, Leaf)}


def in_every_way(rule: Condition, is_so: Callable[[Condition], bool]) -> bool:
    """Whether that is so of a part of the rule in whichever way it holds."""
    if is_so(rule):
        return True
    if isinstance(rule, AtLeast):
        ways = sum(in_every_way(each, is_so) for each in rule.parts)
        return ways > len(rule.parts) - rule.count
    return isinstance(rule, Dated) and in_every_way(rule.part, is_so)
