"""
The options by which a plan takes more in, or leaves something out.
"""

from typing import Annotated

import typer

from cmio_advisor.cli.options import known_id
from cmio_advisor.domain.roadmap import Roadmap, Strength
from cmio_advisor.errors import UsageError

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


def taken_in(asked: list[str] | None, rules: Roadmap) -> tuple[str, ...]:
    """
    The requirements that ``--with`` names, each once.

    Raises:
        UsageError: the roadmap has no such requirement.
    """
    return _named("--with", asked, rules)


def left_out(asked: list[str] | None, rules: Roadmap) -> tuple[str, ...]:
    """
    The requirements that ``--without`` names, each once.

    Raises:
        UsageError: the roadmap has no such requirement, or it is a required one.
    """
    found = _named("--without", asked, rules)
    for each in found:
        if rules.requirement(each).strength is Strength.REQUIRED:
            raise UsageError(
                f'--without: "{each}" is on the list of what nearly every CMIO has, so no plan '
                "leaves it out."
            )
    return found


def _named(option: str, asked: list[str] | None, rules: Roadmap) -> tuple[str, ...]:
    known = tuple(each.id for each in rules.requirements())
    found = [known_id(option, "a requirement of the roadmap", each, known) for each in asked or ()]
    return tuple(dict.fromkeys(each for each in found if each))
