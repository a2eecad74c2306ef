"""
What one client's report is made of, and its JSON: the assessment, and the plan in time beside it.
"""

from cmio_advisor.domain.assess.assessment import Assessment
from cmio_advisor.domain.base.frozen import Record
from cmio_advisor.domain.plan.plan import PlanOutline
from cmio_advisor.reporting.json.assessment import assessment_mapping
from cmio_advisor.reporting.json.parts import Json, dump
from cmio_advisor.reporting.views.client.plan import outline_mapping


class ClientFile(Record, kw_only=False):
    """
    One client assessed and planned for.
    """

    assessment: Assessment
    plan: PlanOutline


def client_mapping(client: ClientFile) -> Json:
    """
    The assessment's mapping with the key ``plan`` behind it.
    """
    return {**assessment_mapping(client.assessment), "plan": outline_mapping(client.plan)}


def client_json(client: ClientFile) -> str:
    """
    A client's report as JSON.
    """
    return dump(client_mapping(client))
