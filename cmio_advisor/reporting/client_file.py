"""
What one client's report is made of, and its JSON: the assessment, and the plan in time beside it.
"""

from cmio_advisor.domain.assessment import Assessment
from cmio_advisor.domain.plan import PlanOutline
from cmio_advisor.domain.record import Record
from cmio_advisor.reporting.client_plan import outline_mapping
from cmio_advisor.reporting.json_assessment import assessment_mapping
from cmio_advisor.reporting.json_parts import Json, dump


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
