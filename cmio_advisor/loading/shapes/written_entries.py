"""How the entries of a list of ids are told from a text that a person wrote."""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import cast

from cmio_advisor.domain.base.frozen import Frozen
from cmio_advisor.domain.base.human_words import means_none
from cmio_advisor.domain.profile.fields import NONE
from cmio_advisor.domain.profile.profile import OTHER
from cmio_advisor.domain.roadmap.names import folded
from cmio_advisor.domain.roadmap.written_lists import Written, pieces
from cmio_advisor.domain.roadmap.written_statuses import TRAINED, VAGUE, split_day, status_of
from cmio_advisor.loading.shapes.shapes import UNKNOWN, refuse
from cmio_advisor.loading.shapes.term_ids import TermId
from cmio_advisor.loading.text.nodes import Node, Problems, of_both

YES = r"(?i)\s*y(?:es)?\s*[-:,(\u2013]\s*(.*[^\s()])\s*\)?"
"""What has a yes before its names."""
OF_WHICH = "does not say of which that is so. Write it behind each, a semicolon between them."
ONE_OR_BOTH = "may be one degree by two names. Keep the one that it is."
NO_NAME = "\u2205"
"""What stands for a name where there is none."""


class Entries(Frozen):
    """
    How the entries of a list of ids are told from a text. ``key`` is under which an entry that says
    more names its id, ``dated`` what a year behind it says; ``always``: an id alone is no entry.
    ``elsewhere`` are words that make an entry one of another field: "ID fellowship", no residency;
    ids that are ``unusual`` beside a usual one are most likely of another, too: "IM + ID".
    """

    ids: TermId
    key: str = ""
    dated: str = ""
    always: bool = False
    elsewhere: Mapping[str, str] = {}
    unusual: frozenset[str] = frozenset()

    def apart(self, node: Node, problems: Problems) -> Sequence[Node]:
        """The entries in a text, or of an entry that names several; else the node itself."""
        if isinstance(node.value, Mapping):
            return self._each(node, node.value, problems)
        if self.always and type(node.value) is int:  # the year of a training
            node = Node(str(node.value), node.place)
        if not isinstance(node.value, str):
            return [node]
        if not problems.human or node.value in self.ids.ids:
            return [self._entry(node.value, node)]
        found: list[Node] = []
        told: list[tuple[str, str]] = []
        listed = self._listed(node.value, problems)
        named = [self.ids.all_named(each.name) for each in listed]
        sure = frozenset(each for ids in named for each in ids)
        if any({*each} <= sure for each in self.ids.words.written.abroad.items()):  # "MBBS/MD"
            raise refuse(node, problems, f"{node.echo()} {ONE_OR_BOTH}")
        for piece in listed:
            nodes, read = self._read(piece, node, sure, problems)
            if self._is_of_before(nodes, found):  # "Psychiatry; 2017"
                before, own = (
                    cast("Mapping[str, Node]", each[-1].value) for each in (found, nodes)
                )
                nodes = [Node({**before, **own}, found.pop().place)]
                is_told = told[-1:] and told[-1][0] == before[self.key].value  # else no such name
                read = [(f"{told[-1][0]}:{read[0][0]}", told.pop()[1])] if is_told else []
            found += nodes
            told += read
        found, told = _told_more(found, told, self.key)
        if told:
            as_, left = (dict.fromkeys(filter(None, each)) for each in zip(*told, strict=True))
            problems.note(node, ";".join(as_), "; ".join(left))
        return list({str(each.value): each for each in found}.values())

    def _listed(self, text: str, problems: Problems) -> Sequence[Written]:
        """The pieces of a text, without what those behind them may take back."""
        yes = re.fullmatch(YES, text)
        inside = pieces(yes[1], self.ids.beside) if yes else ()
        is_yes = inside and all(each.name for each in inside)
        listed = inside if is_yes else pieces(text, self.ids.beside)
        if any(self._is_of_both(each, text, problems) for each in listed):
            return (Written(text),)
        said = self.taken_back(["" if each.name else each.text for each in listed])
        return [each for at, each in enumerate(listed) if at not in said]

    def taken_back(self, texts: Sequence[str]) -> set[int]:
        """The places of what the text behind may take back: "MBA; not finished", "CI; quit"."""
        denies = [bool(each) and self._takes_back(each) for each in texts]
        pairs = enumerate(pairwise(denies))
        return {at for at, (own, behind) in pairs if behind and not own}

    def _takes_back(self, text: str) -> bool:
        beside, names = self.ids.beside, re.findall(r"[A-Z][\w.]+|\w{4,}", text)
        is_named = text == UNKNOWN or any(each.name for each in pieces(text, beside))
        is_own = any(beside.fold(each) in beside.known for each in names)  # "CPHIMS not yet"
        is_more = self.always and self._alone(text)  # "Psychiatry; 2017"
        return not (is_named or is_own or is_more) and beside.takes_back(text)

    def _read(
        self, piece: Written, node: Node, beside: frozenset[str], problems: Problems
    ) -> tuple[list[Node], list[tuple[str, str]]]:
        """The entries in one piece, and as what it is told, each with what is left out."""
        if piece.unclear:
            raise refuse(node, problems, f"{node.echo()} {OF_WHICH}")
        ids, more = self._meant(piece, problems)
        for word in self.elsewhere.keys() & {*folded(piece.left_out).split()}:
            if not beside - {*ids}:
                advice = f"{node.echo()} stands under {self.elsewhere[word]}."
                raise refuse(node, problems, advice)
            return [], [("", piece.text)]
        if ids and self.unusual.issuperset(ids) and beside - self.unusual:
            return [], [("", piece.text)]
        if ids:
            nodes = [self._entry(each, node, more) for each in ids]
            left = "; ".join(filter(None, (piece.left_out, "" if self.key else piece.year)))
            # What may mean two things is told by the shape of a status.
            told = (
                []
                if more.get("status") in VAGUE
                else [":".join((each, *_said(more, self.ids.dated))) for each in ids]
            )
            return nodes, [(each, left) for each in told]
        if other := self.ids.unlisted.get(piece.name):
            left = "; ".join(filter(None, (piece.year, *piece.more.values(), piece.left_out)))
            return [Node({OTHER: Node(other, node.place)}, node.place)], [
                (f"{OTHER}: {other}", left)
            ]
        if self._says_no_more(piece, beside):
            return [], [("", piece.text)]
        alone = self._alone(piece.text)
        if alone.get("status") in VAGUE:
            raise refuse(node, problems, f"{node.echo()} {VAGUE[alone['status']]}")
        if alone and self.always:
            return [self._entry("", node, alone)], [(":".join(alone.values()), "")]
        return [self._entry(piece.text, node)], []

    def _is_of_before(self, nodes: Sequence[Node], found: Sequence[Node]) -> bool:
        """Whether entries are one without a name, which says when the one before it was."""
        before, own = (each[-1].value if each else {} for each in (found, nodes))
        if not isinstance(own, Mapping) or not isinstance(before, Mapping):
            return False
        is_unnamed = bool(own) and own.keys().isdisjoint((self.key, OTHER))
        return self.always and before.keys() == {self.key} and is_unnamed

    def name_alone(self, node: Node, problems: Problems) -> Node:
        """The name of an entry that says nothing else; else nothing of it."""
        entry = node.entries if problems.human else {}
        return entry[self.key] if self.key and entry.keys() == {self.key} else Node(None)

    def none_here(self, node: Node, problems: Problems) -> bool:
        """
        Whether it says "none in US" or "not yet (Aug 2027)"; of training there may be some
        elsewhere, which counts.
        """
        text = node.text if problems.human else ""
        first, _, place = text.strip().partition("(" if text.strip().endswith(")") else " ")
        here = folded(place).removeprefix("in ").removeprefix("the ")
        is_said = here in self.ids.home or (place.endswith(")") and split_day(place[:-1], ""))
        is_none = not self.always and means_none(first) and bool(is_said)
        if is_none:
            problems.note(node, NONE, place.rstrip(")"))
        return is_none

    def _alone(self, text: str) -> dict[str, str]:
        """What a status or a day says that stands without a name: "done 6/07", "2013-2017"."""
        plain = re.sub(r"(?i)^y(?:es)?\b", "done", text.strip())
        day = split_day(plain, self.ids.dated)
        if day and not day[0] and self.always:
            return {"status": TRAINED, TRAINED: day[1]}
        name, said = status_of(f"{NO_NAME} {plain}", self.ids.dated)
        return said if name == NO_NAME else {}

    def _each(self, node: Node, entry: Mapping[str, Node], problems: Problems) -> Sequence[Node]:
        """An entry for each of the ids that one names."""
        named = entry.get(self.key, Node(None))
        if not self.always or not isinstance(named.value, str) or not problems.human:
            return [node]
        found = [each.entries for each in self.apart(named, problems) if each.entries]
        beside = {key: part for key, part in entry.items() if key != self.key}
        return [Node(of_both(own, beside), node.place) for own in found]

    def _meant(self, piece: Written, problems: Problems) -> tuple[tuple[str, ...], dict[str, str]]:
        """The ids that a piece names, and what it says of them."""
        more, ids = dict(piece.more), self.ids.all_named(piece.name)
        if "expires" in more and _is_later(more.pop("earned", ""), problems):  # "IM 2028-2038"
            return (), {}
        if not self.key:  # of what was done once, the year is left out
            return (() if more or _is_later(piece.year, problems) else ids), {}
        if not piece.year:
            return ids, more
        country = {"country": more.pop("country")} if "country" in more else {}
        if more or not self.dated or self._is_ahead(piece.year, problems):
            return (), {}
        status = {"status": self.dated} if self.dated == TRAINED else {}
        return ids, {**status, self.dated: piece.year, **country}

    def _is_of_both(self, piece: Written, text: str, problems: Problems) -> bool:
        """Whether a day to come behind a sign may be that of both names: "MD/MBA 2040"."""
        behind = rf"[/&]\s*{re.escape(piece.text)}"
        return _is_later(piece.year, problems) and re.search(behind, text) is not None

    def _is_ahead(self, day: str, problems: Problems) -> bool:
        """
        Whether a day is still to come that stands alone behind what is renewed: then it may end.
        """
        return self.ids.dated == "expires" and _is_later(day, problems)

    def _says_no_more(self, piece: Written, others: frozenset[str]) -> bool:
        """
        Whether a piece says nothing beside what is sure ("MOC current"), or is a name of one
        profession beside something of that ("BSN, RN").
        """
        if others and self.ids.beside.says_nothing(piece.text):
            return True
        of = self.ids.words.professions
        meant = {of.get(each) for each in self.ids.by_name.get(piece.name, ())}
        return len(meant) == 1 and None not in meant and bool(meant & {*map(of.get, others)})

    def _entry(self, text: str, node: Node, more: Mapping[str, str] | None = None) -> Node:
        if not more and not self.always:
            return Node(text, node.place)
        said = {key: Node(each, node.place) for key, each in (more or {}).items()}
        named = {self.key: Node(text, node.place)} if text else {}
        return Node({**named, **said}, node.place)


def _is_later(day: str, problems: Problems) -> bool:
    """Whether a day, month or year is still to come."""
    return bool(problems.on and day > problems.on.isoformat()[: len(day)])


def _told_more(
    found: list[Node], told: list[tuple[str, str]], key: str
) -> tuple[list[Node], list[tuple[str, str]]]:
    """Without what is named alone where another entry of it tells more: "IM; IM lapsed"."""
    entries = [each.entries for each in found if key in each.entries]
    more = {str(each[key].value) for each in entries if len(each) > 1}
    alone = {str(each.value) for each in found if not isinstance(each.value, Mapping)} & more
    kept = [each for each in found if isinstance(each.value, Mapping) or each.value not in alone]
    return kept, [each for each in told if each[0] not in alone]


def _said(more: Mapping[str, str], dated: str) -> Iterable[str]:
    """What an entry says of its name, as a cell writes it; ``dated`` is what a date says there."""
    if more.get("status") == "held" and "expires" in more and dated != "expires":
        return ("expires", more["expires"])
    is_day_alone = {*more} - {"country"} and "status" not in more
    return (*(("held" if "since" in more else "earned",) if is_day_alone else ()), *more.values())
