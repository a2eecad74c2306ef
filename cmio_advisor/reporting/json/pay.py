"""
Pay as JSON: inside the assessment, and as the answer of ``pay``.
"""

from datetime import date

from cmio_advisor.domain.assess.assessment import Assessment
from cmio_advisor.domain.pay.comparison import Comparison
from cmio_advisor.domain.pay.estimate import PayEstimate, RolePay
from cmio_advisor.domain.pay.roles import GuideFigures
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.reporting.json.parts import (
    Citations,
    Json,
    dump,
    figures_mapping,
    roadmap_mapping,
    searched_mapping,
)
from cmio_advisor.reporting.words.wording import today_note

PAY_SCHEMA = "cmio-advisor/pay/1"


def pay_json(estimate: PayEstimate, roadmap: Roadmap, on: date) -> str:
    """
    The answer of ``pay``. Its ``sources`` are figures; publications stand in ``references``.
    """
    cites = Citations(roadmap)
    mapping: Json = {
        "schema": PAY_SCHEMA,
        "as_of": on.isoformat(),
        "roadmap": roadmap_mapping(roadmap),
        "role": estimate.role.id,
        "title": estimate.role.title,
        "year": estimate.year,
        "currency": estimate.currency,
        "basis": estimate.basis,
        "total": estimate.total and figures_mapping(estimate.total),
        "base": estimate.base and figures_mapping(estimate.base),
        **_beside(estimate, cites),
        "searched": searched_mapping(estimate.role.searched),
    }
    return dump({**mapping, "references": cites.sources()})


def pay_mapping(assessment: Assessment, cites: Citations) -> Json:
    """
    The ``pay`` of an assessment.
    """
    pay = assessment.pay
    target = pay.target
    return {
        "currency": target.currency,
        "year": target.year,
        "basis": target.basis,
        "today": _role_pay(pay.today, cites) if pay.today and pay.today.figures else None,
        "today_note": today_note(assessment),
        "target": {
            "role": target.role.id,
            "title": target.role.title,
            **figures_mapping(target.total),
            "base": target.base and figures_mapping(target.base),
            **_beside(target, cites),
        },
    }


def _beside(estimate: PayEstimate, cites: Citations) -> Json:
    return {
        "sources": [_comparison(each, cites) for each in estimate.sources],
        "notes": list(estimate.notes),
        "guide": estimate.guide and _guide(estimate.guide, cites),
        "evidence": cites.written(estimate.evidence),
    }


def _role_pay(today: RolePay, cites: Citations) -> Json:
    return {
        "role": today.role.id,
        "title": today.role.title,
        **figures_mapping(today.figures),
        "note": today.note,
        "evidence": cites.written(today.evidence),
        "year": today.year,
        "basis": today.basis,
        "top_code": today.top_code,
    }


def _comparison(each: Comparison, cites: Citations) -> Json:
    row = each.row
    return {
        "id": each.id,
        "year": row.pay_year,
        "n": row.n,
        "statistic": each.statistic,
        "value": each.value,
        "model": each.model,
        "deviation": each.deviation,
        "population": row.population,
        "part": row.part.value,
        "basis": row.basis,
        "use": row.use.value,
        "year_stated": row.pay_year_stated,
        "not_comparable": row.not_comparable,
        "evidence": cites.written(row.evidence),
    }


def _guide(guide: GuideFigures, cites: Citations) -> Json:
    return {
        "mean": guide.mean,
        "mean_year": guide.mean_year,
        "tiers": [
            {
                "title": each.title,
                "years_in_role": each.years_in_role,
                "low": each.low,
                "high": each.high,
                "open_above": each.open_above,
            }
            for each in guide.tiers
        ],
        "disagreement": list(guide.disagreement),
        "evidence": cites.written(guide.evidence),
    }
