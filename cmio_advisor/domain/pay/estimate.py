"""What a role pays, and the work that a person does or leaves: band, figures, notes."""

from collections.abc import Mapping

from cmio_advisor.domain.base.evidence import Evidence
from cmio_advisor.domain.base.frozen import Frozen, replace
from cmio_advisor.domain.pay.comparison import (
    Comparison,
    PayOffer,
    compare_with_published,
    notes_of_employer,
    notes_of_model,
    notes_of_published,
    notes_of_specialty,
    notes_of_state,
    notes_of_time_share,
    placing_of,
)
from cmio_advisor.domain.pay.model import Shift, band_of, employer_shift, level_in, state_shift
from cmio_advisor.domain.pay.table import (
    HOSPITALS,
    NATION,
    Figures,
    GuideFigures,
    PayPart,
    PayRole,
    PayTable,
    PlaceWage,
    Posting,
    Ratios,
    RoleKind,
    find_role,
)
from cmio_advisor.errors import UsageError


class PayEstimate(Frozen):
    """
    The pay of ``role`` in ``year``, in whole thousands of US dollars; ``None`` where none is known.

    ``widened``, one of the notes, is there where employer or state widen the band: its lower
    figures are then the percentiles where pay is lowest, its upper ones those where it is highest.

    ``year`` is the year the figures are of: the one asked for, or the published one where figures
    are not carried forward. ``total`` is total yearly cash, ``base`` pay without bonuses.
    ``sources`` are the published figures beside the model; ``guide`` the career guides' own
    (both for the modelled role only). ``notes`` are full sentences, most important first.
    ``offer`` is a sum held against the band, if one was given. ``places`` are published figures of
    the role by place, ``practice`` what the work pays that one leaves for it.
    """

    role: PayRole
    year: int
    currency: str
    basis: str
    total: Figures | None = None
    base: Figures | None = None
    sources: tuple[Comparison, ...] = ()
    guide: GuideFigures | None = None
    notes: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    widened: str | None = None
    total_to_base: Ratios | None = None
    offer: PayOffer | None = None
    postings: tuple[Posting, ...] = ()
    places: tuple[PlaceWage, ...] = ()
    practice: "PayEstimate | None" = None

    @property
    def figures(self) -> Figures | None:
        """What is known of it: of all pay, else of base pay."""
        return self.total or self.base

    @property
    def note(self) -> str:
        """The first of the notes, which says what the figures are, or that none were found."""
        return self.notes[0]


def pay_today(
    table: PayTable,
    role: str | None,
    specialty: str | None = None,
    *,
    year: int,
    areas: Mapping[str, str] = {},
) -> PayEstimate | None:
    """
    What was published for today's stage; ``None`` without a pay role. A specialty makes the
    physicians' figures its own where there are such; ``areas`` are titles of those worked in.
    `UsageError` for an unknown role.
    """
    if role is None:
        return None
    found = find_role(table.roles, role)
    mapped = table.specialties.get(specialty) if specialty and found.by_specialty else None
    if mapped is not None:
        found = find_role(table.roles, mapped.role)
    pay = _published_estimate(table, found, year, 1.0, areas, settings_given=False)
    note = " ".join(filter(None, (pay.note, mapped.says if mapped else None)))
    return replace(pay, notes=(note, *pay.notes[1:]))


def practice_left(
    table: PayTable, specialty: str | None, year: int, areas: Mapping[str, str]
) -> PayEstimate | None:
    """What the work pays that one of this specialty leaves for the modelled role, if known."""
    left = next((each.id for each in table.roles if each.by_specialty), None)
    return pay_today(table, left, specialty, year=year, areas=areas)


def specialty_role(table: PayTable, specialty: str | None) -> PayRole | None:
    mapped = table.specialties.get(specialty) if specialty else None
    return find_role(table.roles, mapped.role) if mapped else None


def by_place(table: PayTable, role: PayRole, areas: Mapping[str, str]) -> tuple[PlaceWage, ...]:
    """The figures of a role in the areas, then for its part of the nation, hospitals and all."""
    wages = table.wages
    if role.occupation is None or wages is None:
        return ()
    national = {
        area: wages.national[area]
        for area in dict.fromkeys((role.area or NATION, HOSPITALS, NATION))
        if area in wages.national
    }
    return wages.by_place(role.occupation, {**areas, **national}, table.step)


def beyond_years(table: PayTable, year: int) -> dict[str, str] | None:
    """What fills the sentence that pay is not estimated for ``year``; ``None`` where it is."""
    years = table.model.years if table.model else None
    if years is None or year in years:
        return None
    return {"year": str(year), "first": str(years[0]), "last": str(years[-1])}


def pay_estimate(
    table: PayTable,
    role: str,
    year: int,
    *,
    organization: str | None = None,
    beds: int | None = None,
    state: str | None = None,
    specialty: str | None = None,
    time_share: float = 1.0,
    areas: Mapping[str, str] = {},
) -> PayEstimate:
    """
    The pay band of ``role`` in ``year``.

    ``organization`` and ``specialty`` are vocabulary ids, ``state`` a two-letter code, ``beds``
    how many the hospital staffs, ``time_share`` (above 0, up to 1) the part of a full-time post.
    ``areas`` are the titles of those for which figures by place are wanted, by their ids.
    An organization or state without a published effect changes nothing and is said in the notes.

    Raises ``UsageError`` for an unknown role and for a year out of range.
    """
    found = find_role(table.roles, role)
    if beyond := beyond_years(table, year):
        raise UsageError(
            "Pay is estimated for the years {first} to {last}, not for {year}. "
            "Name one of them with --year.".format_map(beyond)
        )
    model = table.model
    if model is None or found.kind is not RoleKind.MODEL:
        settings_given = any(given is not None for given in (organization, beds, state))
        return _published_estimate(
            table, found, year, time_share, areas, settings_given=settings_given
        )

    employer = employer_shift(model.employer, organization, beds)
    place = state_shift(model.location, state)
    part_time = Shift(time_share, time_share, time_share)
    shift = employer.times(place).times(part_time)
    level, ratio = level_in(model, year), model.total_to_base
    # The lower end where bonuses are largest, the upper where they are smallest.
    to_base = ratio and Shift(1 / ratio.high, 1 / ratio.middle, 1 / ratio.low)
    basis = f"{time_share:.0%} of {table.basis[:1].lower()}{table.basis[1:]}"
    total = band_of(level, shift, table.step)
    floor = specialty_role(table, specialty)
    widened = table.texts["widened"] if shift.widens else None
    return PayEstimate(
        role=found,
        year=year,
        currency=table.currency,
        basis=table.basis if time_share == 1 else basis,
        total=total,
        base=band_of(level, shift.times(to_base), table.step) if to_base else None,
        total_to_base=ratio,
        postings=_advertised(table, found),
        sources=compare_with_published(table),
        guide=table.guide,
        notes=(
            *notes_of_model(model, table.texts, year),
            *filter(None, (widened,)),
            *notes_of_employer(model.employer, table.texts, organization, beds),
            *notes_of_state(model.location, table.texts, state, areas, place),
            *(notes_of_specialty(table, total, floor) if time_share == 1 else ()),
            *notes_of_time_share(table, time_share),
        ),
        evidence=model.evidence,
        widened=widened,
    )


def pay_without_band(table: PayTable, role: str, year: int, note: str) -> PayEstimate:
    """The modelled role in a year that the model does not reach: published figures and no band."""
    return PayEstimate(
        role=find_role(table.roles, role),
        year=year,
        currency=table.currency,
        basis=table.basis,
        sources=compare_with_published(table),
        guide=table.guide,
        notes=(note,),
        evidence=table.model.evidence if table.model else (),
    )


def _published_estimate(
    table: PayTable,
    role: PayRole,
    year: int,
    time_share: float,
    areas: Mapping[str, str],
    *,
    settings_given: bool,
) -> PayEstimate:
    figures = role.figures.in_steps(table.step, time_share) if role.figures else None
    return PayEstimate(
        role=role,
        year=role.year or year,
        currency=table.currency,
        basis=role.basis,
        total=None if role.base_only else figures,
        base=figures if role.base_only else None,
        notes=(
            role.note,
            *notes_of_published(table, role, year, settings_given=settings_given),
            *notes_of_time_share(table, time_share if figures else 1),
        ),
        evidence=role.evidence,
        places=by_place(table, role, areas),
        postings=_advertised(table, role),
    )


def with_offer(
    table: PayTable,
    estimate: PayEstimate,
    usd: int,
    part: PayPart,
    time_share: float,
    specialty: str | None,
) -> PayEstimate:
    """The estimate with a sum for a share of full time held against its band and the practice."""
    practice = estimate.practice.role.figures if estimate.practice else None
    given_up = practice.in_steps(table.step, time_share) if practice else None
    floor = given_up.mean if given_up and specialty_role(table, specialty) else None
    offer = PayOffer(
        usd=usd,
        part=part,
        time_share=time_share,
        in_band=placing_of(estimate.base if part is PayPart.BASE else estimate.total, usd),
        in_practice=placing_of(given_up, usd) if given_up else None,
        floor_usd=floor,
    )
    return replace(estimate, offer=offer)


def _advertised(table: PayTable, role: PayRole) -> tuple[Posting, ...]:
    return tuple(each for each in table.postings if role.id in each.roles)
