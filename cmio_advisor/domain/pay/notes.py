"""
The sentences beside a pay band. The sentences live in the data; here the numbers are filled in.
"""

from collections.abc import Iterator, Mapping

from cmio_advisor.domain.base.sentences import filled
from cmio_advisor.domain.pay.model import Shift, beds_ratio, employer_is_capped
from cmio_advisor.domain.pay.parameters import Employer, Location, PayModel
from cmio_advisor.domain.pay.table import Figures, PayRole, PayTable, to_step


def of_model(model: PayModel, texts: Mapping[str, str], year: int) -> Iterator[str]:
    """What is estimated, from what, and how it was carried to ``year``."""
    yield texts["scope"]
    yield texts["method"]
    yield filled(
        texts["growth"],
        {
            "base_year": str(model.base_year),
            "low": f"{model.growth.low:.0%}",
            "likely": f"{model.growth.likely:.0%}",
            "high": f"{model.growth.high:.0%}",
        },
    )
    if year > model.measured_until:
        yield filled(
            texts["extrapolated"], {"year": str(year), "measured_until": str(model.measured_until)}
        )
    if year < model.fits_from:
        yield texts["early"]
    if model.total_to_base:
        ratio = model.total_to_base
        yield filled(texts["base"], {"low": str(ratio.low), "high": str(ratio.high)})


def of_employer(
    employer: Employer | None, texts: Mapping[str, str], organization: str | None, beds: int | None
) -> Iterator[str]:
    """What the employer's type and size did, or that nothing was published on it."""
    if employer is None:
        return
    if organization is not None:
        known = employer.organizations.get(organization)
        yield known.says if known else texts["organization_unknown"]
    if beds is not None:
        yield beds_ratio(employer, beds).says
    if employer_is_capped(employer, organization, beds):
        yield filled(
            texts["employer_capped"],
            {"low": _change(employer.low), "high": _change(employer.high)},
        )


def of_state(
    location: Location | None,
    texts: Mapping[str, str],
    state: str | None,
    areas: Mapping[str, str],
    shift: Shift,
) -> Iterator[str]:
    """How the state widened the band, in percent and never in dollars: no source supports those."""
    if state is None or location is None:
        return
    ratio = location.states.get(state)
    if ratio is None:
        yield filled(texts["state_unknown"], {"state": areas.get(state, state)})
        return
    yield filled(
        texts["state"],
        {
            "state": ratio.title,
            "first": texts[f"market_{ratio.manager.name}"],
            "second": texts[f"market_{ratio.physician.name}"],
            "second_error": f"{ratio.physician.error:.0%}",
            "low": _change(shift.low),
            "middle": _change(shift.middle),
            "high": _change(shift.high),
        },
    )
    furthest = (ratio.manager.ratio, ratio.physician.ratio)
    if min(furthest) < location.low or max(furthest) > location.high:
        yield filled(
            texts["state_cut"], {"low": _change(location.low), "high": _change(location.high)}
        )


def of_specialty(table: PayTable, total: Figures, floor: PayRole | None) -> Iterator[str]:
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
    yield filled(
        table.texts[key],
        {"title": floor.title, "mean": f"{to_step(mean, table.step):,}", "year": str(floor.year)},
    )


def of_time_share(table: PayTable, time_share: float) -> Iterator[str]:
    """What a part-time figure leaves out."""
    if time_share < 1:
        yield filled(table.texts["time_share"], {"share": f"{time_share:.0%}"})


def of_published(
    table: PayTable, role: PayRole, year: int, *, settings_given: bool
) -> Iterator[str]:
    """What to know about figures that are shown as published."""
    if role.year is not None and role.year != year:
        yield filled(
            table.texts["figures_of_another_year"], {"published": str(role.year), "year": str(year)}
        )
    if role.top_code is not None:
        yield filled(table.texts["top_coded"], {"top_code": f"{role.top_code:,}"})
    if settings_given and role.figures is not None:
        yield table.texts["settings_not_used"]


def _change(ratio: float) -> str:
    change = round((ratio - 1) * 100)
    return f"{change:+d}%" if change else "no change"
