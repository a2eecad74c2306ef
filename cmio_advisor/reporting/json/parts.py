"""
What the JSON forms share: how they are written, and the parts that several of them hold.
"""

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from cmio_advisor.domain.base.evidence import Evidence, Search
from cmio_advisor.domain.base.measures import Cost, Months
from cmio_advisor.domain.judge.decisions import OpenDecision
from cmio_advisor.domain.pay.roles import Figures
from cmio_advisor.domain.roadmap.roadmap import Roadmap, WayOn
from cmio_advisor.reporting.document.cleaning import json_safe
from cmio_advisor.reporting.profile.mapping import number

Json = dict[str, Any]


def dump(mapping: Json) -> str:
    """
    JSON text that ends in a newline and holds no raw control character inside a string.
    """
    text = json.dumps(mapping, ensure_ascii=False, allow_nan=False, indent=2)
    return f"{json_safe(text)}\n"


def day_text(day: date | None) -> str | None:
    """
    A date as ``YYYY-MM-DD``.
    """
    return None if day is None else day.isoformat()


def searched_mapping(searched: Search | None) -> Json | None:
    """
    What was looked for and not found, where and when.
    """
    if searched is None:
        return None
    return {"what": searched.what, "where": searched.where, "on": searched.on.isoformat()}


def roadmap_mapping(roadmap: Roadmap) -> Json:
    """
    Which roadmap a result came from.
    """
    return {
        "id": roadmap.id,
        "title": roadmap.title,
        "version": roadmap.version,
        "fingerprint": roadmap.fingerprint,
        "review_by": roadmap.review_by.isoformat(),
    }


def months_mapping(months: Months) -> Json:
    """
    A three-point duration in calendar months.
    """
    return {
        "low": number(months.low),
        "likely": number(months.likely),
        "high": number(months.high),
    }


def cost_mapping(cost: Cost | None) -> Json | None:
    """
    A range of whole dollars with what it is for and when; ``None`` where it is not known.
    """
    return None if cost is None else {"low": cost.low, "high": cost.high, "note": cost.note}


def figures_mapping(figures: Figures | None) -> Json:
    """
    Mean and percentiles; each ``None`` where it is not known.
    """
    told = figures or Figures()
    return {
        "mean": told.mean,
        "p10": told.p10,
        "p25": told.p25,
        "p50": told.p50,
        "p75": told.p75,
        "p90": told.p90,
    }


class Citations:
    """
    Writes evidence and remembers which sources it named.
    """

    def __init__(self, roadmap: Roadmap) -> None:
        self.roadmap = roadmap
        self.cited: set[str] = set()

    def written(self, evidence: Iterable[Evidence]) -> list[Json]:
        """
        Pieces of evidence, in their order.
        """
        written = []
        for each in evidence:
            self.cited.add(each.source)
            written.append(
                {
                    "source": each.source,
                    "grade": each.grade,
                    "checked": each.checked.isoformat(),
                    "says": each.says,
                }
            )
        return written

    def sources(self) -> list[Json]:
        """
        The sources named so far, by id.
        """
        found = (self.roadmap.sources[each] for each in sorted(self.cited))
        return [
            {
                "id": each.id,
                "title": each.title,
                "publisher": each.publisher,
                "published": each.published,
                "url": each.url,
            }
            for each in found
        ]


def decision_mapping(found: OpenDecision, cites: Citations) -> Json:
    """
    A decision that waits: what it costs, what it opens, its odds and its dates.

    The pay forgone is not known here, because it depends on the pay of today.
    """
    route, odds = found.route, found.route.odds
    return {
        "id": found.decision.id,
        "title": route.title,
        "why": found.decision.reason,
        "months": months_mapping(route.months),
        "cost_usd": cost_mapping(route.cost),
        "pay_forgone_usd": None,
        "odds": odds and {"share": odds.share, "of": odds.of, "year": odds.year},
        "dates": [{"date": day.isoformat(), "title": title} for day, title in found.dates],
        "opens": list(found.opens),
        "evidence": cites.written(route.evidence),
    }


def way_on_mapping(way: WayOn, cites: Citations) -> Json:
    """
    An honest way on, with its evidence.
    """
    return {
        "id": way.id,
        "title": way.title,
        "text": way.text,
        "first_steps": [each.action for each in way.first_steps],
        "evidence": cites.written(way.evidence),
    }
