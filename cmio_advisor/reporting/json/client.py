"""A client's report as JSON: the assessment, and the plan in time behind it."""

from cmio_advisor.domain.assess.assessment import Assessment
from cmio_advisor.domain.base.frozen import Frozen
from cmio_advisor.domain.plan.plan import PlanOutline
from cmio_advisor.reporting.json.assessment import ASSESSMENT
from cmio_advisor.reporting.json.form import Writing, json_text, keys, maybe, of
from cmio_advisor.reporting.json.plan import OUTLINE

ASSESSED = of("assessment", **ASSESSMENT.fields)
LAST = {"sources": ASSESSED.pop("sources")}
CLIENT = keys(**ASSESSED, plan=maybe(OUTLINE), **LAST)
"""The published schema of the assessment too, which has no plan where it stands alone."""


class ClientFile(Frozen, kw_only=False):
    """One client assessed and planned for."""

    assessment: Assessment
    plan: PlanOutline


def client_json(client: ClientFile) -> str:
    """A client's report as JSON."""
    found = client.assessment
    return json_text(CLIENT, client, Writing(found.roadmap, found.as_of, found))
