"""
What one client's report is made of, and its JSON: the assessment, and the plan in time beside it.
"""

from cmio_advisor.domain.assess.assessment import Assessment
from cmio_advisor.domain.base.frozen import Frozen
from cmio_advisor.domain.plan.plan import PlanOutline
from cmio_advisor.reporting.json.client import CLIENT
from cmio_advisor.reporting.json.form import Writing, json_text


class ClientFile(Frozen, kw_only=False):
    """One client assessed and planned for."""

    assessment: Assessment
    plan: PlanOutline


def client_json(client: ClientFile) -> str:
    """A client's report as JSON."""
    found = client.assessment
    return json_text(CLIENT, client, Writing(found.roadmap, found.as_of, found))
