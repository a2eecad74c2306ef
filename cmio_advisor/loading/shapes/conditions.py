"""The values inside a condition: ids with their groups, and days of the year."""

import re
from collections.abc import Mapping

from cmio_advisor.domain.base.frozen import Frozen
from cmio_advisor.loading.shapes.shapes import Choice, Listing, Schema, refuse
from cmio_advisor.loading.text.nodes import Node, Problems

ANY = "any"
MONTH_DAY = re.compile(
    r"(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)"
    r"|(02)-(0[1-9]|1[0-9]|2[0-8])"
)
"""Every day that each year has; 29 February is none of them."""


class Words(Frozen, kw_only=False):
    """The ids a condition may name, by kind, and the groups that stand for several of them."""

    kinds: Mapping[str, tuple[str, ...]]
    groups: Mapping[str, tuple[str, ...]]


class Ids(Frozen, kw_only=False):
    """
    A list of ids of one kind; a group's id stands for its members, ``any`` for none in particular.
    """

    kind: str
    words: Words
    any_allowed: bool = False

    def read(self, node: Node, problems: Problems) -> frozenset[str]:
        groups = self.words.groups
        known = (*self.words.kinds[self.kind], *groups, *([ANY] if self.any_allowed else []))
        choice = Choice(f"one of the {self.kind.replace('_', ' ')}", known)
        names = Listing(choice).read(node, problems)
        found: set[str] = set()
        for name in names:
            found.update(groups.get(name, () if name == ANY else (name,)))
        strays = found.difference(self.words.kinds[self.kind])
        if strays or (not found and ANY not in names):
            raise refuse(node, problems, f"These ids are no {self.kind}: {sorted(strays)}.")
        return frozenset(found)

    def schema(self) -> Schema:
        return {"type": "array", "items": {"type": "string"}, "minItems": 1}


class MonthDay(Frozen, kw_only=False):
    """A day of the year, ``06-30``."""

    def read(self, node: Node, problems: Problems) -> tuple[int, int]:
        found = MONTH_DAY.fullmatch(str(node.value))
        if not found:
            raise refuse(node, problems, f"{node.echo()} is not a day of the year like 06-30.")
        month, day = found.group().split("-")
        return int(month), int(day)

    def schema(self) -> Schema:
        return {"type": "string", "pattern": f"^({MONTH_DAY.pattern})$"}
