"""
A client's report as JSON: the assessment, and the plan in time behind it.
"""

from cmio_advisor.reporting.json.assessment import ASSESSMENT
from cmio_advisor.reporting.json.form import keys, maybe, of
from cmio_advisor.reporting.json.plan import OUTLINE

CLIENT = keys(**of("assessment", **ASSESSMENT.fields), plan=maybe(OUTLINE))
"""The published schema of the assessment too, which has no plan where it stands alone."""
