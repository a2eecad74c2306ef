"""A client's report as JSON: the assessment, and the plan in time behind it."""

from cmio_advisor.reporting.json.assessment import ASSESSMENT
from cmio_advisor.reporting.json.form import keys, maybe, of
from cmio_advisor.reporting.json.plan import OUTLINE

ASSESSED = of("assessment", **ASSESSMENT.fields)
LAST = {"sources": ASSESSED.pop("sources")}
CLIENT = keys(**ASSESSED, plan=maybe(OUTLINE), **LAST)
"""The published schema of the assessment too, which has no plan where it stands alone."""
