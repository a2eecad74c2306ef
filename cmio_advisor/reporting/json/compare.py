"""Roadmaps side by side as JSON: a row for each, and the steps that serve several."""

from collections.abc import Callable

from cmio_advisor.domain.judge.results import Answer
from cmio_advisor.domain.pay.estimate import PayEstimate
from cmio_advisor.domain.scenarios.compare import SideBySide
from cmio_advisor.domain.scenarios.what_if import Situation
from cmio_advisor.reporting.json.form import (
    DAY,
    TEXT,
    TEXTS,
    WHOLE,
    Writing,
    json_text,
    keys,
    many,
    named,
    of,
    one_of,
)
from cmio_advisor.reporting.json.parts import COSTS, FIGURES, PROFILE


def _ids(kind: str) -> Callable[[Situation], list[str]]:
    def read(situation: Situation) -> list[str]:
        judged = situation.assessment.requirements()
        return [each.requirement.id for each in judged if getattr(each.state, kind)]

    return read


def _known(pay: PayEstimate) -> PayEstimate | None:
    return pay if pay.total else None


NEXT_STEP = keys(id=(TEXT, "route.id"), title=(TEXT, "route.title"), action=(TEXT, "route.action"))
ROW = keys(
    **of("assessment.roadmap", id=TEXT, title=TEXT),
    standing=(TEXT | None, "assessment.standing.id"),
    ready_to_apply=(one_of(Answer), "assessment.ready_to_apply"),
    met=(TEXTS, _ids("is_satisfied")),
    open=(TEXTS, _ids("is_open")),
    required_open=(TEXTS, lambda situation: situation.assessment.required_open()),
    decisions=(TEXTS, lambda each: [one.decision.id for one in each.assessment.decisions]),
    next_step=(NEXT_STEP | None, lambda each: next(iter(each.assessment.next_steps), None)),
    finish=(DAY | None, "whole_finish"),
    price=(COSTS | None, lambda each: each.plan.costs if each.whole_finish else None),
    pay=(
        keys(year=WHOLE, total=FIGURES) | None,
        lambda each: each.assessment.pay and _known(each.assessment.pay.target),
    ),
)
COMPARE = keys(
    schema=named("cmio-advisor/compare/1"),
    as_of=(DAY, lambda found: found.situations[0].assessment.as_of),
    profile=(PROFILE, lambda found: found.situations[0].assessment.profile),
    nearest=(TEXT | None, "nearest.roadmap"),
    shared_steps=(
        many(keys(**of("step.route", id=TEXT, title=TEXT, action=TEXT), serves=TEXTS)),
        "shared",
    ),
    roadmaps=(many(ROW), "situations"),
)


def compare_json(found: SideBySide) -> str:
    """The whole comparison."""
    first = found.situations[0].assessment
    return json_text(COMPARE, found, Writing(first.roadmap, first.as_of))
