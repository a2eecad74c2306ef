"""
The warnings of a caseload's clients: each kind made once for all who gave it the same to look at.
"""

from collections.abc import Callable, Hashable
from operator import attrgetter, itemgetter

from cmio_advisor.domain.caseload_results import Warned
from cmio_advisor.domain.client import JUDGED_FIELDS, Client
from cmio_advisor.domain.memory import Memory
from cmio_advisor.domain.roadmap import Roadmap
from cmio_advisor.domain.rule_memory import MakeCase
from cmio_advisor.domain.warnings import PARTS, Part, stale_warning, warnings_of


class Warnings:
    """
    Finds them for one client after the other, and remembers what it made.
    """

    def __init__(self, roadmap: Roadmap, stale_facts: int) -> None:
        self.parts = [(_key(part), Memory(), part) for part in PARTS]
        stale = stale_warning(roadmap, stale_facts)
        self.stale = [Warned(stale)] if stale else []

    def find(self, client: Client, case: MakeCase) -> list[Warned]:
        """
        Those of one client, in their order; ``case`` is asked for where something is new.
        """
        found = []
        for key_of, known, part in self.parts:
            key = key_of(client)
            warned: Warned | None = known.get(key)
            if warned is None:
                warned = Warned(warnings_of(part, case()))
                known.keep(key, warned)
            if warned.warnings:
                found.append(warned)
        return found + self.stale


def _key(part: Part) -> Callable[[Client], Hashable]:
    """
    What of a client the part's warnings depend on.
    """
    sees, places = part.sees, [JUDGED_FIELDS.index(each) for each in part.fields]
    if not places:
        return attrgetter("as_of")
    if sees is None:
        pick = itemgetter(*places)
        return lambda client: pick(client.told)
    return lambda client: (client.as_of, *[sees(client.told[place].value) for place in places])
