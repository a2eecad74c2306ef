"""
The options by which a plan takes more in, or leaves something out.
"""

from typing import Annotated

import typer

from cmio_advisor.cli.options import known_id
from cmio_advisor.domain.plan_wishes import LEAST_HOURS, PlanWishes, has_too_few_hours
from cmio_advisor.domain.profile import Profile
from cmio_advisor.domain.roadmap import Roadmap, Strength, requirements_of
from cmio_advisor.errors import InvalidInputError

WithOption = Annotated[
    list[str] | None,
    typer.Option(
        "--with", metavar="ID", help="Plan for this helping requirement too. May be repeated."
    ),
]
WithoutOption = Annotated[
    list[str] | None,
    typer.Option(
        "--without", metavar="ID", help="Leave this expected requirement out. May be repeated."
    ),
]


MOST_DOLLARS = 10_000_000
WHAT = {
    Strength.HELPS: "a requirement that helps",
    Strength.EXPECTED: "an expected requirement, and only these can be left out",
}


def check_hours(profile: Profile, asked: PlanWishes, name: str) -> None:
    """
    Refuse to plan by hours that a profile names and that are too few for anything.

    Raises:
        InvalidInputError: says where, and what to do.
    """
    if has_too_few_hours(profile, asked):
        told = f"{profile.constraints.hours_per_week:g} hours a week are too few to plan with"
        advice = f"Say {LEAST_HOURS:g} at least, or leave it out for no limit."
        raise InvalidInputError([f"{name}: constraints.hours_per_week: {told}. {advice}"])


def taken_in(asked: list[str] | None, rules: Roadmap) -> tuple[str, ...]:
    """
    The requirements that ``--with`` names, each once.

    Raises:
        UsageError: the roadmap has no such helping requirement.
    """
    return _named("--with", asked, rules, Strength.HELPS)


def left_out(asked: list[str] | None, rules: Roadmap) -> tuple[str, ...]:
    """
    The requirements that ``--without`` names, each once.

    Raises:
        UsageError: the roadmap has no such expected requirement.
    """
    return _named("--without", asked, rules, Strength.EXPECTED)


def _named(
    option: str, asked: list[str] | None, rules: Roadmap, strength: Strength
) -> tuple[str, ...]:
    known = requirements_of(rules, strength)
    found = [known_id(option, WHAT[strength], each, known) for each in asked or ()]
    return tuple(dict.fromkeys(each for each in found if each))
