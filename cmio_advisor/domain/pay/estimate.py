"""
What a role pays, and the work that a person does or leaves: band, figures, and notes, sentences
that live in the data; and what the model says of each published figure and how far off it is.

Like is compared with like: a mean with the model's mean, a median with its median, base pay with
base pay, a share with a share; at the published year, without employer or state.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from math import sqrt

from cmio_advisor.domain.base.evidence import Evidence
from cmio_advisor.domain.base.frozen import Frozen, replace
from cmio_advisor.domain.base.sentences import Say
from cmio_advisor.domain.pay.model import (
    Z_P75,
    LogNormal,
    Shift,
    band_of,
    clip,
    level_in,
    typical_extreme,
)
from cmio_advisor.domain.pay.table import (
    HOSPITALS,
    NATION,
    Employer,
    Figures,
    GuideFigures,
    Location,
    PayModel,
    PayPart,
    PayRole,
    PayTable,
    PlaceWage,
    Posting,
    PublishedPay,
    Ratios,
    RoleKind,
    Statistic,
    Use,
    find_role,
    to_step,
)
from cmio_advisor.errors import UsageError

POINTS = ("p10", "p25", "p50", "p75", "p90")
"""The percentiles of a band, lowest first."""


class Placing(Frozen, kw_only=False):
    """Where a sum lies: ``above`` the highest percentile that it reaches, ``below`` the next."""

    above: str | None
    below: str | None


class PayOffer(Frozen):
    """
    Whole US dollars a year of total or base pay, for ``time_share`` (above 0, up to 1) of full
    time: ``in_band`` of the job, and ``in_practice``, among the full-time figures of the work given
    up times that share, ``None`` where none are known. ``floor_usd`` is the same share of the mean
    wage of the specialty that was named.
    """

    usd: int
    part: PayPart
    time_share: float
    in_band: Placing
    in_practice: Placing | None = None
    floor_usd: int | None = None


def placing_of(figures: Figures | None, usd: float) -> Placing:
    """Where a sum lies. 380,000 among 326,000, 407,000 and 493,000 is above p25, below p50."""
    values = {} if figures is None else {each: getattr(figures, each) for each in POINTS}
    known = {point: value for point, value in values.items() if value is not None}
    reached = [point for point, value in known.items() if value <= usd]
    missed = [point for point, value in known.items() if value > usd]
    return Placing(reached[-1] if reached else None, missed[0] if missed else None)


class Comparison(Frozen, kw_only=False):
    """
    A published figure and the model's: whole US dollars, or shares (0 to 1) where the row holds a
    share. ``value`` is the middle of a band, ``None`` where no number was published; ``model`` is
    ``None`` where the row is not comparable. ``deviation`` is model/value - 1.
    """

    id: str
    row: PublishedPay
    statistic: str
    value: float | None
    model: float | None

    @property
    def deviation(self) -> float | None:
        """model/value - 1; ``None`` where one of the two is not known."""
        if self.value is None or self.model is None:
            return None
        return self.model / self.value - 1


@lru_cache
def compare_with_published(table: PayTable) -> tuple[Comparison, ...]:
    """Every calibrate and validate row beside the model, in the table's order; made once."""
    return tuple(
        comparison
        for row in table.rows
        if row.use is not Use.SHAPE_ONLY
        for comparison in _compare(table, row)
    )


def _compare(table: PayTable, row: PublishedPay) -> Iterator[Comparison]:
    level, is_share = _level_for(table, row), row.statistic in (Statistic.SHARE, Statistic.MOST)
    ends: tuple[tuple[str, str, float], ...] = ()
    if row.statistic is Statistic.RANGE and row.n is not None:
        z = typical_extreme(row.n)
        ends = (("smallest", f"smallest of {row.n}", -z), ("largest", f"largest of {row.n}", z))
    elif row.statistic is Statistic.MIDDLE_HALF:
        ends = (("p25", "25th percentile", -Z_P75), ("p75", "75th percentile", Z_P75))
    for (name, words, z), published in zip(ends, (row.low, row.high), strict=False):
        end = None if level is None else to_step(level.quantile(z), table.step)
        yield Comparison(f"{row.id}-{name}", row, words, published, end)
    if not ends:
        value = row.share if row.statistic is Statistic.SHARE else None
        if not is_share and row.high is not None:
            value = (row.low + row.high) // 2
        model = None
        if level is not None and is_share:
            model = round(level.share(row.low, row.high), 2)
        elif level is not None:
            pay = level.mean if row.statistic is Statistic.MEAN else level.median
            model = to_step(pay, table.step)
        yield Comparison(row.id, row, statistic_text(row), value, model)


def _level_for(table: PayTable, row: PublishedPay) -> LogNormal | None:
    if (
        table.model is None
        or row.pay_year is None
        or (row.not_comparable and row.statistic is not Statistic.MOST)
    ):
        return None
    total, ratio = level_in(table.model, row.pay_year), table.model.total_to_base
    if row.part is PayPart.TOTAL:
        return total
    return total.times(1 / ratio.middle) if ratio else None


def statistic_text(row: PublishedPay) -> str:
    """What was published, in words: ``mean``, ``share at 300,000 or more``."""
    if row.low == row.high:
        pay = f" at {row.low:,}" if row.statistic is Statistic.SHARE else ""
        return f"{row.statistic}{pay}"
    if row.high is None:
        return f"{row.statistic} at {row.low:,} or more"
    between = f"{row.statistic} from {row.low:,} to {row.high:,}"
    banded = row.statistic in (Statistic.MEDIAN_BAND, Statistic.MODAL_BAND)
    return f"{between}, its middle" if banded else between


def notes_of_model(model: PayModel, say: Say, year: int) -> Iterator[str]:
    """What is estimated, from what, and how it was carried to ``year``."""
    yield say("scope")
    yield say("method")
    growth = (f"{each:.0%}" for each in (model.growth.low, model.growth.likely, model.growth.high))
    low, likely, high = growth
    yield say("growth", base_year=model.base_year, low=low, likely=likely, high=high)
    if year > model.measured_until:
        yield say("extrapolated", year=year, measured_until=model.measured_until)
    if year < model.fits_from:
        yield say("early")
    if model.total_to_base:
        yield say("base", low=model.total_to_base.low, high=model.total_to_base.high)


def effect_of_employer(
    employer: Employer | None, say: Say, organization: str | None, beds: int | None
) -> tuple[Shift, list[str]]:
    """
    What type and size do together, kept inside the range that was published, since small hospitals
    are mostly community or critical access ones; and sentences on it, or that nothing is known.
    """
    shift, notes = Shift(), list[str]()
    if employer is None:
        return shift, notes
    if organization is not None:
        known = employer.organizations.get(organization)
        notes.append(known.says if known else say("organization_unknown"))
        if known is not None and known.ratio is not None:
            shift = Shift(known.ratio, known.ratio, known.ratio)
    if beds is not None:
        size = [each for each in employer.beds if each.at_least <= beds][-1]
        notes.append(size.says)
        shift = shift.times(Shift(size.low, size.middle, size.high))
    ratios = (shift.low, shift.middle, shift.high)
    kept = Shift(*(clip(each, employer.low, employer.high) for each in ratios))
    if kept != shift:
        low, high = _change(employer.low), _change(employer.high)
        notes.append(say("employer_capped", low=low, high=high))
    return kept, notes


def effect_of_state(
    location: Location | None, say: Say, state: str | None, areas: Mapping[str, str]
) -> tuple[Shift, list[str]]:
    """
    Width first: the ends follow the lower and the higher of the two markets, and never inward. The
    middle moves by a part of the blend only, so a state widens the band by at least twice what it
    moves the middle (with the weight of one half that the data hold). The sentences are in percent
    and never in dollars: no source supports those.
    """
    if state is None or location is None:
        return Shift(), []
    ratio = location.states.get(state)
    if ratio is None:
        return Shift(), [say("state_unknown", state=areas.get(state, state))]
    manager, physician = ratio.manager, ratio.physician
    least, most = sorted((manager.ratio, physician.ratio))
    blend = clip(sqrt(manager.ratio * physician.ratio), location.low, location.high)
    middle: float = blend**location.middle_weight
    shift = Shift(clip(least, location.low, 1.0), middle, clip(most, 1.0, location.high))
    said = say(
        "state",
        state=ratio.title,
        first=say(f"market_{manager.name}"),
        second=say(f"market_{physician.name}"),
        second_error=f"{physician.error:.0%}",
        low=_change(shift.low),
        middle=_change(shift.middle),
        high=_change(shift.high),
    )
    if least >= location.low and most <= location.high:
        return shift, [said]
    cut = say("state_cut", low=_change(location.low), high=_change(location.high))
    return shift, [said, cut]


def notes_of_specialty(table: PayTable, total: Figures, floor: PayRole | None) -> Iterator[str]:
    """The band against what physicians of the person's specialty are paid."""
    if floor is None or floor.figures is None or floor.figures.mean is None:
        return
    mean = floor.figures.mean
    if total.p50 is not None and total.p50 < mean:
        key = "specialty_middle_below"
    elif total.p10 is not None and total.p10 < mean:
        key = "specialty_low_end_below"
    else:
        key = "specialty_above"
    shown = f"{to_step(mean, table.step):,}"
    yield table.say(key, title=floor.title, mean=shown, basis=floor.basis, year=floor.year)


def notes_of_time_share(table: PayTable, time_share: float) -> Iterator[str]:
    """What a part-time figure leaves out."""
    if time_share < 1:
        yield table.say("time_share", share=f"{time_share:.0%}")


def _change(ratio: float) -> str:
    change = round((ratio - 1) * 100)
    return f"{change:+d}%" if change else "no change"


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
    places = {**areas, **national}.items()
    found = [wages.at(area, title, role.occupation) for area, title in places]
    return tuple(
        replace(each, figures=each.figures and each.figures.in_steps(table.step))
        for each in found
        if each is not None
    )


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

    by_employer, on_employer = effect_of_employer(model.employer, table.say, organization, beds)
    by_state, on_state = effect_of_state(model.location, table.say, state, areas)
    shift = by_employer.times(by_state).times(Shift(time_share, time_share, time_share))
    level, ratio = level_in(model, year), model.total_to_base
    # The lower end where bonuses are largest, the upper where they are smallest.
    to_base = ratio and Shift(1 / ratio.high, 1 / ratio.middle, 1 / ratio.low)
    basis = f"{time_share:.0%} of {table.basis[:1].lower()}{table.basis[1:]}"
    total = band_of(level, shift, table.step)
    floor = specialty_role(table, specialty)
    # An end that moves otherwise than the middle is a percentile no more.
    is_wider = shift.low < shift.middle or shift.middle < shift.high
    widened = table.say("widened") if is_wider else None
    notes = (
        *notes_of_model(model, table.say, year),
        *filter(None, (widened,)),
        *on_employer,
        *on_state,
        *(notes_of_specialty(table, total, floor) if time_share == 1 else ()),
        *notes_of_time_share(table, time_share),
    )
    return replace(
        pay_without_band(table, role, year, *notes),
        basis=table.basis if time_share == 1 else basis,
        total=total,
        base=band_of(level, shift.times(to_base), table.step) if to_base else None,
        total_to_base=ratio,
        postings=tuple(each for each in table.postings if found.id in each.roles),
        widened=widened,
    )


def pay_without_band(table: PayTable, role: str, year: int, *notes: str) -> PayEstimate:
    """The modelled role with its published figures, as in a year that the model does not reach."""
    return PayEstimate(
        role=find_role(table.roles, role),
        year=year,
        currency=table.currency,
        basis=table.basis,
        sources=compare_with_published(table),
        guide=table.guide,
        notes=notes,
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
    """Figures that are shown as published, and what to know about them."""
    figures = role.figures.in_steps(table.step, time_share) if role.figures else None
    notes = [role.note]
    if role.year not in (None, year):
        notes.append(table.say("figures_of_another_year", published=role.year, year=year))
    if role.top_code is not None:
        notes.append(table.say("top_coded", top_code=f"{role.top_code:,}"))
    if settings_given and figures:
        notes.append(table.say("settings_not_used"))
    notes += notes_of_time_share(table, time_share if figures else 1)
    return PayEstimate(
        role=role,
        year=role.year or year,
        currency=table.currency,
        basis=role.basis,
        total=None if role.base_only else figures,
        base=figures if role.base_only else None,
        notes=tuple(notes),
        evidence=role.evidence,
        places=by_place(table, role, areas),
        postings=tuple(each for each in table.postings if role.id in each.roles),
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
