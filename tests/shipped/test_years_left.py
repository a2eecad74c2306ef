"""Of years that are asked for, a plan counts what is left of those told."""

from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cmio_advisor.domain.base.time import add_months, month_position
from cmio_advisor.domain.plan.make_plan import outline_plan
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.domain.routes.choice import PlanWishes
from tests.conftest import ReadAnswers, Run, examples

ON = date(2026, 11, 28)
ANSWERS = {
    "degrees": ["md"],
    "residency": {"specialty": "internal-medicine", "completed": "2018-06"},
    "license": "unrestricted",
    "board_certifications": ["internal-medicine"],
    "role": "attending",
}


@settings(max_examples=examples(12), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tenths=st.integers(0, 29))
def test_the_end_is_today_and_what_is_left(
    tenths: int, roadmap: Roadmap, read_answers: ReadAnswers
) -> None:
    """So it is the earlier the more was told."""
    profile = read_answers({**ANSWERS, "clinical": {"years": tenths / 10}})
    plan = outline_plan(profile, roadmap, ON, PlanWishes())
    step = next(each for each in plan.steps if each.requirement.id == "patient-care")
    left = 36 - 1.2 * tenths
    assert step.start == ON
    assert abs(month_position(step.end) - month_position(ON) - left) < 0.1
    assert step.end <= add_months(ON, 37)


def test_practice_that_is_over_counts_until_it_leaves_the_last_five_years(run: Run) -> None:
    """Care of June 2022 lies within five years that end on 31 December until that of 2026."""
    told = "degrees: [md]\nrole: vp-clinical-informatics\nclinical: {from: 2010, to: 2022-06}\n"

    found = run("explain", "-", "recent-practice", "--as-of", "2026-11-28", stdin=told.encode()).out

    assert "Holds: yes, until 31 December 2026" in found
