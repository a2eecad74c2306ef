"""What a shell offers where a word is typed: ids with their titles, and files of answers."""

import os
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

import typer

from cmio_advisor.loading.text.files import PROFILE_ENDINGS

if TYPE_CHECKING:
    from cmio_advisor.domain.roadmap.roadmap import Roadmap

Offer = tuple[str, str]
"""A word, and what it stands for."""
Completion = Callable[[typer.Context, str], list[Offer]]


def words(known: Iterable[str]) -> Completion:
    """Offers some words."""
    offered = tuple(known)

    def complete(ctx: typer.Context, incomplete: str) -> list[Offer]:
        del ctx
        return [(each, "") for each in offered if each.startswith(incomplete)]

    return complete


def ids(*kinds: str, files: bool = False) -> Completion:
    """
    Offers the ids of some kinds, by the roadmap that the command line names; with ``files`` those
    of answers as well, which may stand in the same place.
    """

    def complete(ctx: typer.Context, incomplete: str) -> list[Offer]:
        from cmio_advisor.loading.roadmap.store import load_roadmap  # noqa: PLC0415 - for a shell only

        rules = load_roadmap(ctx.params.get("roadmap"))
        offered = [each for kind in kinds for each in _of_kind(rules, kind)]
        if files:
            offered += [(each, "answers") for each in sorted(os.listdir()) if _holds_answers(each)]  # noqa: PTH208 - names only
        return [each for each in offered if each[0].startswith(incomplete)]

    return complete


def topics(ctx: typer.Context, incomplete: str) -> list[Offer]:
    """Offers the topics of the guide."""
    from cmio_advisor.loading.roadmap.store import load_guide  # noqa: PLC0415 - for a shell only

    found = load_guide(ctx.params.get("roadmap")).topics
    return [(each.id, each.title) for each in found if each.id.startswith(incomplete)]


def _holds_answers(name: str) -> bool:
    return name.endswith(PROFILE_ENDINGS) and not name.startswith(".")


def _of_kind(rules: "Roadmap", kind: str) -> Iterator[Offer]:
    """
    The entries of a list of the vocabulary, of a part of the roadmap, or the requirements of a
    strength.
    """
    found: Iterable[Any] = LISTS[kind](rules) if kind in LISTS else rules.vocabulary.terms(kind)
    yield from ((each.id, getattr(each, "title", "")) for each in found)


LISTS: dict[str, Callable[["Roadmap"], Iterable[object]]] = {
    "requirements": lambda rules: rules.requirements(),
    "expected": lambda rules: (
        each for each in rules.requirements() if each.strength == "expected"
    ),
    "helps": lambda rules: (each for each in rules.requirements() if each.strength == "helps"),
    "steps": lambda rules: rules.steps,
    "decisions": lambda rules: rules.decisions,
    "standings": lambda rules: rules.standings,
    "pay_roles": lambda rules: rules.pay.roles if rules.pay else (),
}
