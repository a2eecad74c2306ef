"""Pay as part of a report: the band, where it comes from, and how far off published figures are."""

from datetime import date

from cmio_advisor.domain.assess.assessment import Assessment
from cmio_advisor.domain.base.frozen import replace
from cmio_advisor.domain.base.sentences import date_text
from cmio_advisor.domain.pay.comparison import POINTS
from cmio_advisor.domain.pay.estimate import PayEstimate
from cmio_advisor.domain.pay.table import Figures, RoleKind
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.reporting.document import document as doc
from cmio_advisor.reporting.views.published_pay import (
    comparison_blocks,
    guide_blocks,
    latest_figures,
    offer_lines,
    own_pay_text,
    places_table,
    posting_blocks,
)
from cmio_advisor.reporting.views.sections import searched_section
from cmio_advisor.reporting.words.wording import PERCENTILES, money, pay_of_path, today_note

OF_A_WIDER_GROUP = "A wider group, of which those in the job are a small part"
WHAT_IT_IS = {
    RoleKind.MODEL: "An estimate, not an offer.",
    RoleKind.PERCENTILES: "As published, not an offer.",
}
MIDDLE_HALF = "25th to 75th percentile"
PAY_NOTE = "pay_of_physicians"
"""The notice that is said beside the pay of which it speaks."""


def pay_document(estimate: PayEstimate, roadmap: Roadmap, on: date) -> doc.Document:
    offered = offer_lines(estimate, roadmap.pay.step if roadmap.pay else 1)
    places = "The practice you would leave" if estimate.practice else "By place"
    return doc.Document(
        f"Pay: {estimate.role.title}, {estimate.year}",
        f"By roadmap {roadmap.id} {roadmap.version}, on {date_text(on)}",
        (
            doc.Section("Your offer", offered, name="offer"),
            doc.Section(_title_of(estimate), _target_blocks(estimate), name="band"),
            doc.Section(places, _place_blocks(estimate, roadmap), name="places"),
            doc.Section("How to read it", _read(estimate), name="notes", whole=True),
            doc.Section(
                "Published figures beside the estimate",
                comparison_blocks(estimate.sources),
                full=True,
                name="figures",
            ),
            doc.Section("Advertised", posting_blocks(estimate.postings), name="postings"),
            doc.Section("What career guides say", guide_blocks(estimate.guide), name="guides"),
            searched_section((estimate.role.searched,)),
        ),
        sources=roadmap.sources,
    )


def _title_of(estimate: PayEstimate) -> str:
    """A band is what the model makes; what others counted is called that."""
    return "The band" if estimate.role.kind is RoleKind.MODEL else "What was published"


def _place_blocks(estimate: PayEstimate, roadmap: Roadmap) -> doc.Parts:
    """Published figures by place, of the practice that one leaves or of the role itself."""
    left = estimate.practice
    if left is not None:
        text = f"{left.role.title}, {left.year}. {left.note}"
        return doc.Line(text, left.role.evidence), places_table(left.places, roadmap)
    wages = roadmap.pay.wages if roadmap.pay else None
    is_wider = estimate.role.kind is RoleKind.NONE and estimate.places and wages
    group = wages.occupations[estimate.role.occupation or ""] if wages and is_wider else ""
    table = places_table(estimate.places, roadmap)
    return f"{OF_A_WIDER_GROUP}: {group}." if is_wider else None, table


def pay_lines(assessment: Assessment) -> doc.Parts:
    """The pay of the target role, of today's work and of the nearest other path, in short."""
    if assessment.pay is None:
        return assessment.roadmap.texts["no_pay"]
    target, today = assessment.pay.target, assessment.pay.today
    figures = target.figures
    if figures is None:
        band = f"{target.role.title}. {target.notes[0]}"
    else:
        text = figures_text(replace(figures, mean=None) if figures.p50 else figures)
        if target.widened:
            text = text.replace(MIDDLE_HALF, f"{MIDDLE_HALF} about")
        band = f"In {target.year}: {text}. {target.basis}. {WHAT_IT_IS[target.role.kind]}"
    notes = [each.text for each in assessment.warnings if each.code == PAY_NOTE]
    if notes and figures is not None:  # of a job that is not on the person's own path, the middle
        text = figures_text(_middle(figures))
        told = f"{target.role.title}: In {target.year}: {text}. {WHAT_IT_IS[target.role.kind]}"
        band = " ".join((told, *notes))
    text = _own_pay(assessment, target)
    said, modeled = " ".join(filter(None, (band, text))), target.role.kind is RoleKind.MODEL
    lines: list[doc.Line] = [doc.Paragraph(said, target.evidence, all_cited=not modeled)]
    if today is not None and today.figures is not None and today.role is not target.role:
        now = f"Today ({today.role.title}): {_figure(today)}{_near(today)}"
        lines.append(doc.Line(now, today.role.evidence))
    path = _path_line(assessment, today)
    if path is None and not notes:
        return lines
    return (*lines[1:], *filter(None, [path]), lines[0])


def _own_pay(assessment: Assessment, target: PayEstimate) -> str:
    if assessment.stage.rung not in assessment.roadmap.ladder[-2:]:
        return ""
    return own_pay_text(target, assessment.profile.constraints.pay_usd)


def _path_line(assessment: Assessment, today: PayEstimate | None) -> doc.Line | None:
    pay = pay_of_path(assessment)
    if pay is None or (today is not None and pay.role is today.role):
        return None
    path = next(each for each in assessment.ways_on if each.pay_role)
    now, then = today and today.figures and today.figures.p50, pay.figures and pay.figures.p50
    below = assessment.roadmap.texts["pay_path_below"] if now and then and now > then else None
    text = f"{path.title}, nearest figure ({pay.role.title}): {_figure(pay)}"
    return doc.Line(" ".join(filter(None, (text, below))), pay.role.evidence)


def _figure(pay: PayEstimate) -> str:
    assert pay.figures is not None  # noqa: S101 - asked before
    short = figures_text(_middle(pay.figures))
    text = short or figures_text(pay.figures, pay.role.top_code)
    return f"{text} ({pay.role.basis}, {pay.year})."


def _near(pay: PayEstimate) -> str:
    """
    The median at the nearest place at which the person works, where the nation's is of all
    industries too: places count no other.
    """
    for each in () if pay.role.area else pay.places:
        if not each.is_national and each.figures is not None:
            return f" In {each.place}: {figures_text(_middle(each.figures), each.top_code)}."
    return ""


def _middle(figures: Figures) -> Figures:
    """The median alone; without one, the mean."""
    return replace(figures, p25=None, p75=None, mean=None if figures.p50 else figures.mean)


def pay_blocks(assessment: Assessment) -> doc.Parts:
    """The pay of the target role and of today's stage with all figures behind them."""
    if assessment.pay is None:
        return assessment.roadmap.texts["no_pay"]
    target, today = assessment.pay.target, assessment.pay.today
    own = _own_pay(assessment, target)
    return (
        _target_blocks(target),
        doc.Facts((_today_fact(assessment), doc.Fact("Your pay", own))),
        places_table(today.places if today else (), assessment.roadmap),
        replace(_read(target), label="How to read it"),
        comparison_blocks(target.sources),
        guide_blocks(target.guide),
    )


def _target_blocks(estimate: PayEstimate) -> doc.Parts:
    shown = estimate.figures
    if shown is None:
        text = f"{estimate.role.title}. {estimate.notes[0]}"
        return doc.Paragraph(text, estimate.evidence, all_cited=True)
    kind = WHAT_IT_IS[estimate.role.kind]
    scope = f"{estimate.role.title}. {estimate.basis}, {estimate.year}. {kind}"
    base, band = estimate.base if estimate.total else None, band_text(shown)
    facts = (
        doc.Fact("Mean", money(shown.mean)) if shown.mean is not None else None,
        doc.Fact("Base pay without bonuses", figures_text(base)) if base else None,
    )
    return (
        doc.Paragraph(
            " ".join(filter(None, (scope, estimate.widened))), estimate.evidence, all_cited=True
        ),
        band,
        latest_figures(estimate.sources) if band else None,
        doc.Facts(facts, full=bool(band)),  # a mean may be all there is
    )


def _read(estimate: PayEstimate) -> doc.Bullets:
    said = estimate.widened if estimate.total or estimate.base else estimate.notes[0]
    cites = {estimate.role.note: estimate.evidence}
    return doc.Bullets(
        doc.Line(each, cites.get(each, ())) for each in estimate.notes if each != said
    )


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
    half = f"{MIDDLE_HALF} {low} to {high}"
    if low == high:
        half = f"25th and 75th percentile both {low}"
    parts = [
        f"median {middle}" if middle else "",
        half if low and high else "",
        f"mean {money(figures.mean)}" if figures.mean is not None else "",
    ]
    return ", ".join(filter(None, parts))


def _today_fact(assessment: Assessment) -> doc.Fact:
    today = assessment.pay.today if assessment.pay else None
    if today is None:
        return doc.Fact("Pay today", today_note(assessment) or "")
    label = f"Pay today as {today.role.title}"
    if today.figures is None:
        return doc.Fact(label, today.note, today.role.evidence)
    figures = figures_text(today.figures, today.role.top_code)
    return doc.Fact(
        label, f"{figures} ({today.role.basis}, {today.year}). {today.note}", today.role.evidence
    )


def band_text(figures: Figures) -> str:
    """The percentiles that are known, as a sentence; nothing where there is none."""
    found = ((label, getattr(figures, key)) for label, key in zip(PERCENTILES, POINTS, strict=True))
    known = ", ".join(f"{label} {money(value)}" for label, value in found if value is not None)
    return f"{known[0].upper()}{known[1:]}." if known else ""
