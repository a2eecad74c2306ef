"""
The shape of vocabulary.yaml: the ids a profile may use, by kind, and groups of them.
"""

from typing import Any

from cmio_advisor.domain.vocabulary import Term
from cmio_advisor.loading.entry_shapes import ID, SENTENCES, STATE, file_shape, needed
from cmio_advisor.loading.shapes import Field, Keyed, Listing, Shape, Text

KINDS = (
    "roles",
    "leadership_roles",
    "specialties",
    "projects",
    "memberships",
    "activities",
    "organizations",
    "states",
)


def vocabulary_file() -> Keyed[dict[str, Any]]:
    """
    The shape of the whole file.
    """
    state = _term(STATE)
    kinds = {kind: needed(Listing(state if kind == "states" else _term())) for kind in KINDS}
    group: Keyed[dict[str, Any]] = Keyed(
        "A group",
        dict,
        {"id": needed(ID), "title": needed(Text()), "ids": needed(Listing(ID))},
    )
    return file_shape("vocabulary", {**kinds, "groups": needed(Listing(group))})


def _term(id: Shape[str] = ID) -> Keyed[Term]:  # noqa: A002 - the key's own name
    return Keyed(
        "A term",
        Term,
        {"id": needed(id), "title": needed(Text()), "names": Field(shape=SENTENCES)},
    )
