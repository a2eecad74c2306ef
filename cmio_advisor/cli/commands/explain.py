"""
``explain``: why a requirement is met or not, or a certification open or not, and what turns it.
"""

from typing import Annotated

import typer

from cmio_advisor.cli.options import ProfileArgument, known_id
from cmio_advisor.cli.profile_input import read_profile_input
from cmio_advisor.cli.rendering import Result
from cmio_advisor.cli.result_command import Request, result_command
from cmio_advisor.domain.explain.explain import explain_credential, explain_requirement
from cmio_advisor.domain.roadmap.names import meant
from cmio_advisor.reporting.json.explanation import explanation_json
from cmio_advisor.reporting.views.explanation import explanation_document

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@result_command(app)
def explain(
    *,
    profile: ProfileArgument,
    requirement: Annotated[
        str,
        typer.Argument(metavar="REQUIREMENT", help="The id of a requirement or a certification."),
    ],
    request: Request,
) -> Result:
    """
    Explain one result: the rule, what each part of it saw in the answers, the smallest change that
    would turn it, and which answers would settle it.
    """
    on, rules = request.on, request.rules
    requirements = tuple(each.id for each in rules.requirements())
    known = (*requirements, *(each.id for each in rules.credentials))
    named = (
        () if requirement in known else meant(requirement, rules.vocabulary.kinds["certifications"])
    )
    wanted = named[0] if len(named) == 1 else requirement
    asked = known_id("REQUIREMENT", "a requirement or certification", wanted, known)
    told = read_profile_input(profile, [], rules)
    explained = (explain_requirement if asked in requirements else explain_credential)(
        asked or "", told, rules, on
    )
    return Result(
        lambda: explanation_document(explained),
        lambda: explanation_json(explained),
    )
