"""Pay as part of a report: the band, where it comes from, and how far off published figures are."""

from collections.abc import Iterable
from datetime import date

from cmio_advisor.domain.assess.assessment import Assessment
from cmio_advisor.domain.base.frozen import replace
from cmio_advisor.domain.pay.comparison import Comparison
from cmio_advisor.domain.pay.estimate import PayEstimate, RolePay, pay_today
from cmio_advisor.domain.pay.offer import POINTS
from cmio_advisor.domain.pay.roles import Figures, GuideFigures
from cmio_advisor.domain.pay.table import PayPart, Posting, PublishedPay, Statistic
from cmio_advisor.domain.pay.wages import PlaceWage
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.reporting.document.document import (
    Block,
    Bullets,
    Document,
    Fact,
    Facts,
    Line,
    Paragraph,
    Scale,
    ScaleMark,
    Section,
    Table,
)
from cmio_advisor.reporting.formats.citations import WEAK_GRADES
from cmio_advisor.reporting.views.about import searched_section
from cmio_advisor.reporting.views.sections import PaySection
from cmio_advisor.reporting.words.offer import offer_lines, pay_told_text
from cmio_advisor.reporting.words.wording import (
    PERCENTILES,
    date_text,
    money,
    money_range,
    percent,
    today_note,
)

SHOWN_ON_SCALE = 3
NOT_GIVEN = "n/a"
SPREADS = ("25th to 75th percentile", "10th to 90th percentile")
NAME_SPECIALTY = (
    "Name your specialty (--specialty ID) for the practice and the floor that are yours."
)
NO_STATISTIC = "One advertisement each: what was offered, not what anybody is paid."
AN_ESTIMATE = "An estimate, not an offer."
PAY_NOTE = "pay_of_physicians"
"""The notice that is said beside the pay of which it speaks."""


def pay_document(estimate: PayEstimate, roadmap: Roadmap, on: date) -> Document:
    """The answer of ``pay``, an offer first."""
    sections = (
        Section(
            "Your offer",
            tuple(map(Paragraph, offer_lines(estimate, roadmap.pay.step if roadmap.pay else 1))),
            name=PaySection.OFFER,
        ),
        Section(
            "The band",
            _target_blocks(estimate, _scale_marks(estimate.sources)),
            name=PaySection.BAND,
        ),
        Section(_places_title(estimate), _place_blocks(estimate, roadmap), name=PaySection.PLACES),
        Section("How to read it", _read(estimate), name=PaySection.NOTES),
        Section(
            "Published figures beside the estimate",
            _comparison_blocks(estimate.sources),
            full=True,
            name=PaySection.FIGURES,
        ),
        Section("Advertised", _posting_blocks(estimate.postings), name=PaySection.POSTINGS),
        Section("What career guides say", _guide_blocks(estimate.guide), name=PaySection.GUIDES),
        searched_section((estimate.role.searched,)),
    )
    return Document(
        title=f"Pay: {estimate.role.title}, {estimate.year}",
        subtitle=f"By roadmap {roadmap.id} {roadmap.version}, on {date_text(on)}",
        sections=tuple(each for each in sections if each.blocks),
        sources=roadmap.sources,
    )


def _posting_blocks(postings: tuple[Posting, ...]) -> tuple[Block, ...]:
    """What single advertisements name, as what they are."""
    lines = (
        Line(
            " ".join(filter(None, (f"{each.job}, {each.year}: {_advertised(each)}.", each.note))),
            each.evidence,
        )
        for each in postings
    )
    return (Paragraph(Line(NO_STATISTIC)), Bullets(tuple(lines))) if postings else ()


def _advertised(each: Posting) -> str:
    return f"{money(each.low)} to {money(each.high)} a year, base pay as advertised"


def _places_title(estimate: PayEstimate) -> str:
    return "The practice you would leave" if estimate.practice else "By place"


def _place_blocks(estimate: PayEstimate, roadmap: Roadmap) -> tuple[Block, ...]:
    """Published figures by place, of the practice that one leaves or of the role itself."""
    left = estimate.practice
    if left is None:
        return _places_table(estimate.places, roadmap)
    told = f"{left.role.title}. {left.basis}, {left.year}. {left.note}"
    return (Paragraph(Line(told, left.evidence)), *_places_table(left.places, roadmap))


def _places_table(places: tuple[PlaceWage, ...], roadmap: Roadmap) -> tuple[Block, ...]:
    wages = roadmap.pay.wages if roadmap.pay else None
    if not places or wages is None:
        return ()
    headers = ("Place", "Median", *SPREADS, "Error of the mean")
    rows = tuple(map(_place_row, places))
    table = Table(headers, rows, numeric=tuple(range(1, len(headers))))
    return (table, Paragraph(Line(wages.note, wages.evidence)))


def _place_row(each: PlaceWage) -> tuple[Line, ...]:
    def shown(*names: str) -> str:
        if each.figures is None:
            return "not printed"
        values = [getattr(each.figures, name) for name in names]
        told = [money(value) for value in values if value is not None]
        if len(told) == len(values):
            return " to ".join(told)
        return f"{[*told, money(each.top_code)][0]} or more" if each.top_code else NOT_GIVEN

    error = NOT_GIVEN if each.error is None else f"{each.error} %"
    figures = (shown("p50"), shown("p25", "p75"), shown("p10", "p90"), error)
    return tuple(map(Line, (each.place, *figures)))


def pay_lines(assessment: Assessment) -> tuple[Block, ...]:
    """The pay of the target role, of today's work and of the nearest other path, in short."""
    if assessment.pay is None:
        return (Paragraph(Line(assessment.roadmap.texts["no_pay"])),)
    target, today = assessment.pay.target, assessment.pay.today
    figures = target.total or target.base
    if figures is None:
        band = f"{target.role.title}. {target.notes[0]}"
    else:
        told = figures_text(replace(figures, mean=None) if figures.p50 else figures)
        band = f"In {target.year}: {told}. {target.basis}. {AN_ESTIMATE}"
    notes = [each.text for each in assessment.warnings if each.code == PAY_NOTE]
    if notes:
        band = " ".join((f"{target.role.title}:", band, *notes))
    told = pay_told_text(target, assessment.profile.constraints.pay_usd)
    lines = [Line(" ".join(filter(None, (band, told))), target.evidence)]
    if today is not None and today.figures is not None and today.role is not target.role:
        now = f"Today, as {_shortly(today)}{_near(today.places)}"
        lines.append(Line(now, today.evidence))
    path = _path_line(assessment)
    return tuple(map(Paragraph, lines if path is None else (*lines[1:], path, lines[0])))


def _path_line(assessment: Assessment) -> Line | None:
    """
    What the job pays to which the first of the other paths leads, where figures are known.
    """
    table = assessment.roadmap.pay
    way = next((each for each in assessment.ways_on if each.pay_role), None)
    pay = way and table and pay_today(table, way.pay_role, year=assessment.as_of.year)
    if not way or not pay or pay.figures is None:
        return None
    return Line(f"{way.title}, nearest figure: {_shortly(pay)}", pay.evidence)


def _shortly(pay: RolePay) -> str:
    assert pay.figures is not None  # noqa: S101 - asked before
    short = figures_text(replace(pay.figures, p25=None, p75=None))
    told = short or figures_text(pay.figures, pay.top_code)
    return f"{pay.role.title}: {told} ({pay.basis}, {pay.year})."


def _near(places: tuple[PlaceWage, ...]) -> str:
    """The median and mean at the nearest of the places at which the person works."""
    for each in places:
        if not each.is_national and each.figures is not None:
            told = replace(each.figures, p25=None, p75=None)
            return f" In {each.place}: {figures_text(told, each.top_code)}."
    return ""


def pay_blocks(assessment: Assessment) -> tuple[Block, ...]:
    """The pay of the target role and of today's stage with all figures behind them."""
    if assessment.pay is None:
        return (Paragraph(Line(assessment.roadmap.texts["no_pay"])),)
    target, today = assessment.pay.target, _today_fact(assessment)
    told = pay_told_text(target, assessment.profile.constraints.pay_usd)
    read = (replace(each, label="How to read it") for each in _read(target))
    return (
        *_target_blocks(target, _scale_marks(target.sources)),
        Facts((today, *([Fact("Your pay", told)] if told else []))),
        *_places_table(
            assessment.pay.today.places if assessment.pay.today else (), assessment.roadmap
        ),
        *read,
        *_comparison_blocks(target.sources),
        *_guide_blocks(target.guide),
    )


def _target_blocks(estimate: PayEstimate, marks: tuple[ScaleMark, ...]) -> tuple[Block, ...]:
    shown = estimate.total or estimate.base
    if shown is None:
        told = f"{estimate.role.title}. {estimate.notes[0]}"
        return (Paragraph(Line(told, estimate.evidence)),)
    scope = f"{estimate.role.title}. {estimate.basis}, {estimate.year}. {AN_ESTIMATE}"
    read_as = " ".join(filter(None, (scope, estimate.widened)))
    blocks: list[Block] = [Paragraph(Line(read_as, estimate.evidence))]
    if _points(shown):
        blocks.append(Scale(_points(shown), marks))
    facts = [Fact("Mean", money(shown.mean))] if shown.mean is not None else []
    if estimate.total is not None and estimate.base is not None:
        facts.append(Fact("Base pay without bonuses", figures_text(estimate.base)))
    if facts:
        blocks.append(Facts(tuple(facts), full=True))
    return tuple(blocks)


def _read(estimate: PayEstimate) -> tuple[Bullets, ...]:
    """The notes that are not said with the band itself, if there are any."""
    said = estimate.widened if estimate.total or estimate.base else estimate.notes[0]
    notes = tuple(Line(each) for each in estimate.notes if each != said)
    return (Bullets(notes),) if notes else ()


def figures_text(figures: Figures, top_code: int | None = None) -> str:
    """
    What is known of a band: its median and middle half, or else its mean.

    What is not known is at least ``top_code`` where that is given.
    """

    def shown(value: int | None) -> str:
        if value is not None:
            return money(value)
        return f"{money(top_code)} or more" if top_code else ""

    low, middle, high = shown(figures.p25), shown(figures.p50), shown(figures.p75)
    told = [
        f"median {middle}" if middle else "",
        f"25th to 75th percentile {low} to {high}" if low and high else "",
        f"mean {money(figures.mean)}" if figures.mean is not None else "",
    ]
    return ", ".join(filter(None, told))


def _today_fact(assessment: Assessment) -> Fact:
    today = assessment.pay.today if assessment.pay else None
    if today is None:
        return Fact("Pay today", today_note(assessment) or "")
    label = f"Pay today as {today.role.title}"
    if today.figures is None:
        return Fact(label, today.note, today.evidence)
    figures = figures_text(today.figures, today.top_code)
    return Fact(label, f"{figures} ({today.basis}, {today.year}). {today.note}", today.evidence)


def _points(figures: Figures) -> tuple[tuple[str, int], ...]:
    told = ((label, getattr(figures, key)) for label, key in zip(PERCENTILES, POINTS, strict=True))
    return tuple((label, value) for label, value in told if value is not None)


def _scale_marks(comparisons: tuple[Comparison, ...]) -> tuple[ScaleMark, ...]:
    """The latest published means and medians of total pay."""
    shown = [each for each in comparisons if _fits_on_scale(each)]
    latest = sorted(shown, key=lambda each: -(each.row.pay_year or 0))[:SHOWN_ON_SCALE]
    return tuple(
        ScaleMark(letter, int(each.value or 0), _mark_line(each))
        for letter, each in zip("abcdefgh", latest, strict=False)
    )


def _fits_on_scale(each: Comparison) -> bool:
    single = each.row.statistic in (Statistic.MEAN, Statistic.MEDIAN)
    return single and each.row.part is PayPart.TOTAL and each.value is not None


def _mark_line(each: Comparison) -> Line:
    row = each.row
    value = value_text(each, each.value)
    answers = f", n {row.n:,}" if row.n is not None else ""
    text = (
        f"{_year_text(row, 'year not given')}: {each.statistic} {value} ({row.population}{answers})"
    )
    return Line(text, row.evidence)


def _comparison_blocks(comparisons: tuple[Comparison, ...]) -> tuple[Block, ...]:
    if not comparisons:
        return ()
    headers = ("Published figure", "Year", "n", "Statistic", "Value", "Model", "Off by")
    rows = tuple(map(_comparison_row, comparisons))
    table = Table(headers, rows, numeric=(1, 2, 4, 5, 6))
    remarks = {
        "Not comparable": ((each.row, each.row.not_comparable) for each in comparisons),
        "Year of the pay not stated": (
            (each.row, each.row.note) for each in comparisons if not each.row.pay_year_stated
        ),
    }
    lists = (Bullets(_remarks(told), label=label) for label, told in remarks.items())
    return (table, *(each for each in lists if each.lines))


def _remarks(told: Iterable[tuple[PublishedPay, str | None]]) -> tuple[Line, ...]:
    lines = (Line(f"{row.population}: {says}", row.evidence) for row, says in told if says)
    return tuple(dict.fromkeys(lines))


def _comparison_row(each: Comparison) -> tuple[Line, ...]:
    row = each.row
    off = NOT_GIVEN if each.deviation is None else percent(each.deviation, signed=True)
    return (
        Line(f"{row.population}, {row.basis}", row.evidence),
        Line(_year_text(row, NOT_GIVEN)),
        Line(NOT_GIVEN if row.n is None else f"{row.n:,}"),
        Line(each.statistic),
        Line(value_text(each, each.value)),
        Line(value_text(each, each.model)),
        Line(off),
    )


def _year_text(row: PublishedPay, unknown: str) -> str:
    if row.pay_year is None:
        return unknown
    return str(row.pay_year) if row.pay_year_stated else f"{row.pay_year}, assumed"


def value_text(each: Comparison, value: float | None) -> str:
    """A published or modelled value: money, or a share in percent."""
    if value is None:
        return NOT_GIVEN
    if each.row.statistic in (Statistic.SHARE, Statistic.MOST):
        return percent(value)
    return money(value)


def _guide_blocks(guide: GuideFigures | None) -> tuple[Block, ...]:
    if guide is None:
        return ()
    guides = tuple(each for each in guide.evidence if each.grade in WEAK_GRADES)
    surveys = tuple(each for each in guide.evidence if each.grade not in WEAK_GRADES)
    tiers = tuple(
        Fact(
            f"{tier.title} tier ({tier.years_in_role})",
            f"{money_range(tier.low, tier.high)}{' or more' if tier.open_above else ''}",
            guides,
        )
        for tier in guide.tiers
    )
    mean = Fact("A career guide's mean", f"{money(guide.mean)} in {guide.mean_year}", guides)
    return (
        Facts((mean, *tiers)),
        Bullets(
            tuple(Line(each, surveys) for each in guide.disagreement),
            label="Where better evidence differs",
        ),
    )
