"""
The triage of a caseload's clients, out of parts that many of them share.
"""

from itertools import chain

from cmio_advisor.domain.base.kept import Memory
from cmio_advisor.domain.base.time import add_months
from cmio_advisor.domain.caseload.caseload import Caseload, Judged
from cmio_advisor.domain.caseload.client import JUDGED_FIELDS
from cmio_advisor.domain.caseload.triage import SOON_MONTHS, Expiry, Triage, first_expiry

CERTIFICATES = tuple(map(JUDGED_FIELDS.index, ("certifications", "board_certifications")))


class CaseloadTriage:
    """
    Gives the very triage that `triage` gives, and remembers which certificate ends first.
    """

    def __init__(self, caseload: Caseload) -> None:
        self.limit = add_months(caseload.on, SOON_MONTHS)
        self.expiries = Memory()

    def of(self, found: Judged) -> Triage:
        """
        What the overview says of one client.
        """
        client, standing, question = found.client, found.standing, found.ask_next
        required, expected = [each.counts for each in found.readiness[:2]]
        doors = [each.door for each in chain(found.next_steps, found.later_steps) if each.door]
        for part in found.credentials:
            doors += part.doors
        closes_on, door = min(doors, default=(None, None))
        if closes_on is not None and closes_on > self.limit:
            closes_on = door = None
        certificates = tuple([client.told[place] for place in CERTIFICATES])
        expiry: Expiry | None = self.expiries.get(certificates)
        if expiry is None:
            expiry = first_expiry(client.profile(), self.limit)
            self.expiries.keep(certificates, expiry)
        rung = standing.stage.rung
        only_unknown = required.unknown == 1 and not required.open
        only_open = required.open == 1 and not required.unknown
        return Triage(
            client.id,
            client.name,
            rung.id if rung else None,
            standing.ready,
            required.met,
            required.open,
            required.unknown,
            expected.met,
            expected.open,
            found.next_steps[0].step.route.id if found.next_steps else None,
            standing.required_open.ids[0] if only_open else None,
            question.id if question and only_unknown else None,
            door,
            closes_on,
            *expiry,
            tuple([gap for part in found.steps for gap in part.gaps]),
        )
