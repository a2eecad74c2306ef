"""
The plan of one person on one day: order, time, money, doors.
"""

from collections import Counter
from datetime import date

from cmio_advisor.domain.assess import stage_at, stage_pay, target_pay, trained_in
from cmio_advisor.domain.layout import Layout, lay_out
from cmio_advisor.domain.plan import Alternative, Plan, PlanWishes
from cmio_advisor.domain.plan_doors import closing_doors, leaving_out, waiting_costs
from cmio_advisor.domain.plan_money import plan_return
from cmio_advisor.domain.plan_steps import (
    critical_shares,
    finish_of,
    not_placed,
    plan_costs,
    planned_steps,
    required_options,
    unknown_of,
)
from cmio_advisor.domain.profile import Profile
from cmio_advisor.domain.record import replace
from cmio_advisor.domain.roadmap import Roadmap
from cmio_advisor.domain.route_options import Objective


def make_plan(profile: Profile, roadmap: Roadmap, on: date, wishes: PlanWishes) -> Plan:
    """
    Lay the open requirements of a person out in time, by the routes that serve the wishes best.

    Pure: the same arguments, with the seed among the wishes, give the same plan.
    """
    layout = lay_out(profile, roadmap, on, wishes)
    required = required_options(layout)
    steps = planned_steps(layout, critical_shares(layout, wishes.seed))
    costs = plan_costs(layout.chosen.values())
    taken = [each.option.id for each in layout.chosen.values()]
    specialty = trained_in(profile)
    target = target_pay(profile.setting, specialty, roadmap, on)
    stage = stage_at(layout.case.rung(), profile, roadmap)
    return Plan(
        as_of=on,
        start=layout.start,
        roadmap=roadmap,
        profile=profile,
        wishes=wishes,
        steps=steps,
        finish=finish_of(layout, taken, wishes.seed) if taken else None,
        required_finish=finish_of(layout, required, wishes.seed) if required else None,
        assumes=tuple(sorted(set().union(*(each.way.assumes for each in layout.chosen.values())))),
        not_told=unknown_of(layout.results),
        not_placed=not_placed(layout),
        costs=costs,
        hours_unknown=tuple(
            each.route
            for each in layout.chosen.values()
            if each.route.hours is None and not each.route.full_time
        ),
        is_exact=layout.choice.is_exact,
        hours_are_exact=layout.hours_are_exact,
        doors=closing_doors(layout),
        waiting=waiting_costs(layout, wishes) if taken else (),
        leaving_out=leaving_out(layout, wishes),
        alternatives=tuple(_alternative(layout, wishes, each) for each in Objective),
        money=plan_return(
            steps,
            costs,
            layout.day(layout.schedule.finish),
            wishes,
            target,
            stage_pay(stage.pay_role, specialty, roadmap, on, target),
        ),
    )


def _alternative(layout: Layout, wishes: PlanWishes, objective: Objective) -> Alternative:
    """
    What another objective would choose of the same open routes.
    """
    other = layout
    if objective is not wishes.objective:
        case = layout.case
        other = lay_out(case.profile, case.roadmap, case.on, replace(wishes, objective=objective))
    routes = {goal: each.route for goal, each in other.chosen.items()}
    taken = other.chosen.values()
    return Alternative(
        objective=objective,
        finish=other.day(other.schedule.finish),
        costs=plan_costs(taken),
        grades=Counter(each.option.grade for each in taken),
        spread_months=sum(each.option.months.high - each.option.months.low for each in taken),
        routes=routes,
        is_exact=other.choice.is_exact,
    )
