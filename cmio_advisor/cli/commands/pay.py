"""``pay``: what a role pays, with every published figure beside the estimate."""

from typing import Annotated

import typer

from cmio_advisor.cli.options import ids, number, term_id, whole
from cmio_advisor.cli.result_command import Request, Result, result_command
from cmio_advisor.domain.base.frozen import replace
from cmio_advisor.domain.base.terms import METROS
from cmio_advisor.domain.pay.estimate import pay_estimate, practice_left, with_offer
from cmio_advisor.domain.pay.table import PayPart, RoleKind
from cmio_advisor.errors import UsageError
from cmio_advisor.loading.shapes.quantities import Number, WholeNumber
from cmio_advisor.reporting.json.pay import pay_json
from cmio_advisor.reporting.views.pay import pay_document
from cmio_advisor.reporting.views.sections import PaySection

BEDS = WholeNumber(1, 100_000, "beds")
YEARS = WholeNumber(1990, 2200, "years")
DOLLARS = WholeNumber(1, 10_000_000, "US dollars a year")
SHARE = Number(0.05, 1, "parts of full time")

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@result_command(app, sections=PaySection)
def pay(
    *,
    role: Annotated[
        str | None,
        typer.Option(
            "--role",
            metavar="ID",
            help="A role's id. Without it: the target role.",
            autocompletion=ids("pay_roles"),
        ),
    ] = None,
    year: Annotated[
        str | None,
        typer.Option(
            "--year", help="From 2008 to five years ahead of the evidence. Without it: of --as-of."
        ),
    ] = None,
    organization: Annotated[
        str | None,
        typer.Option(
            "--organization",
            metavar="ID",
            help="The kind of employer.",
            autocompletion=ids("organizations"),
        ),
    ] = None,
    beds: Annotated[str | None, typer.Option("--beds", help="The employer's staffed beds.")] = None,
    state: Annotated[
        str | None,
        typer.Option(
            "--state", metavar="ID", help="Two-letter state code.", autocompletion=ids("states")
        ),
    ] = None,
    metro: Annotated[
        str | None,
        typer.Option(
            "--metro",
            metavar="ID",
            help="A metropolitan area: its name or code.",
            autocompletion=ids(METROS),
        ),
    ] = None,
    specialty: Annotated[
        str | None,
        typer.Option(
            "--specialty",
            metavar="ID",
            help="Of the practice that you would leave.",
            autocompletion=ids("specialties"),
        ),
    ] = None,
    offer: Annotated[
        str | None,
        typer.Option(
            "--offer", metavar="USD", help="A yearly sum to hold against the band: 380000."
        ),
    ] = None,
    fte: Annotated[
        str | None,
        typer.Option("--fte", metavar="SHARE", help="The share of full time it is for: 0.6."),
    ] = None,
    base: Annotated[
        bool,
        typer.Option(
            "--base/--total",
            help="Whether the offer is base pay or all yearly cash. [default: --total]",
            show_default=False,
        ),
    ] = False,
    request: Request,
) -> Result:
    """
    Show what a role pays: an estimated band of total yearly cash, and the published figures
    beside it with how far off the estimate is.
    """
    on, rules = request.on, request.rules
    if rules.pay is None:
        raise UsageError(f"The roadmap {rules.id} says nothing of pay: it has no pay.yaml.")
    if offer is None and (fte is not None or base):
        raise UsageError("--fte and --base say what an offer is of. Give it with --offer USD.")
    share = 1.0 if fte is None else number("--fte", fte, SHARE)
    place = term_id("--state", "states", state, rules)
    practised = term_id("--specialty", "specialties", specialty, rules)
    near = term_id("--metro", METROS, metro, rules)
    areas = rules.vocabulary.areas_of(place, near)
    wanted = on.year if year is None else whole("--year", year, YEARS)
    estimate = pay_estimate(
        rules.pay,
        role if role is not None else rules.target_role,
        wanted,
        organization=term_id("--organization", "organizations", organization, rules),
        beds=None if beds is None else whole("--beds", beds, BEDS),
        state=rules.vocabulary.state_of(place, near),
        specialty=practised,
        time_share=share,
        areas=areas,
    )
    if estimate.role.kind is RoleKind.MODEL:
        left = practice_left(rules.pay, practised, wanted, areas)
        estimate = replace(estimate, practice=left)
    if offer is not None:
        part, sum_ = PayPart.BASE if base else PayPart.TOTAL, whole("--offer", offer, DOLLARS)
        estimate = with_offer(rules.pay, estimate, sum_, part, share, practised)
    return Result(
        lambda: pay_document(estimate, rules, on),
        lambda: pay_json(estimate, rules, on),
    )
