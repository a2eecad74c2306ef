"""
The pay of a caseload's clients: each estimate made once for all whom it fits.
"""

from datetime import date
from operator import itemgetter

from cmio_advisor.domain.assess.assess import stage_pay, target_pay, trained_in
from cmio_advisor.domain.assess.assessment import Pay, Stage
from cmio_advisor.domain.base.kept import Memory
from cmio_advisor.domain.caseload.client import JUDGED_FIELDS, Client
from cmio_advisor.domain.caseload.results import Paid
from cmio_advisor.domain.caseload.rule_memory import Told
from cmio_advisor.domain.pay.comparison import compare_with_published
from cmio_advisor.domain.roadmap.roadmap import Roadmap

TRAINED = itemgetter(*map(JUDGED_FIELDS.index, ("residency", "board_certifications")))
SETTING = JUDGED_FIELDS.index("setting")


class PayParts:
    """
    Finds the pay of one client after the other, and remembers what it made.
    """

    def __init__(self, roadmap: Roadmap, on: date) -> None:
        self.roadmap = roadmap
        self.on = on
        self.compared = compare_with_published(roadmap.pay)
        # Apart, so that what comes in many kinds does not push out what comes in few.
        self.specialties, self.targets, self.paid = Memory(), Memory(), Memory()

    def find(self, client: Client, stage: Stage) -> Paid:
        """
        What the target role and this stage pay where this client works.
        """
        trained = TRAINED(client.told)
        if trained not in self.specialties:
            self.specialties.keep(trained, trained_in(client.profile()))
        specialty = self.specialties[trained]
        setting: Told = client.told[SETTING]
        key = (setting, specialty, stage.pay_role)
        known: Paid | None = self.paid.get(key)
        if known is None:
            target = self.targets.get_or_make(
                key[:2],
                lambda: target_pay(setting.value, specialty, self.roadmap, self.on, self.compared),
            )
            today = stage_pay(stage.pay_role, specialty, self.roadmap, self.on, target)
            known = Paid(Pay(target=target, today=today))
            self.paid.keep(key, known)
        return known
