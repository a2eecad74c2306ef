"""
Every result as JSON: the contract for scripts, one function a command.
"""

from cmio_advisor.reporting.json.assessment import assessment_json, eligible_json
from cmio_advisor.reporting.json.pay import pay_json
from cmio_advisor.reporting.json.roadmap import guide_json, roadmap_json

__all__ = ["assessment_json", "eligible_json", "guide_json", "pay_json", "roadmap_json"]
