"""A small made-up roadmap and assessments by it, so that these tests do not move with the data."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, cast

import pytest

from cmio_advisor.domain.assess.assess import Assessment, Pay, Stage
from cmio_advisor.domain.assess.notices import Notice
from cmio_advisor.domain.base.evidence import (
    CredentialEvidence,
    Evidence,
    Guide,
    GuideSection,
    Page,
    Point,
    Source,
    Topic,
)
from cmio_advisor.domain.base.frozen import replace
from cmio_advisor.domain.base.terms import Term, Vocabulary
from cmio_advisor.domain.base.time import Cost, Months
from cmio_advisor.domain.judge.results import (
    Answer,
    Counts,
    CredentialResult,
    Eligibility,
    RequirementResult,
    State,
    StepResult,
)
from cmio_advisor.domain.pay.estimate import Comparison, PayEstimate
from cmio_advisor.domain.pay.table import (
    Figures,
    GuideFigures,
    GuideTier,
    PayPart,
    PayRole,
    PublishedPay,
    RoleKind,
    Statistic,
    Use,
)
from cmio_advisor.domain.profile.profile import Holding, Profile, Status, Waiver
from cmio_advisor.domain.roadmap.roadmap import (
    Credential,
    Need,
    OtherPath,
    Pathway,
    Question,
    Requirement,
    Roadmap,
    Rung,
    Step,
    Strength,
)
from cmio_advisor.domain.roadmap.route import Route
from cmio_advisor.domain.routes.next_steps import NextStep
from cmio_advisor.domain.rules.conditions import MET, UNKNOWN, NotKnown
from cmio_advisor.loading.roadmap.file_shapes import texts_for
from cmio_advisor.reporting.document import Document, brief
from cmio_advisor.reporting.formats import Format
from cmio_advisor.reporting.formats.html import render_html
from cmio_advisor.reporting.formats.terminal import Screen, render_terminal
from cmio_advisor.reporting.formats.text import render_markdown, render_plain
from cmio_advisor.reporting.json.assessment import ANSWER, ASSESSMENT, ELIGIBLE
from cmio_advisor.reporting.json.form import json_text
from cmio_advisor.reporting.views.assessment import assessment_document
from cmio_advisor.reporting.views.credentials import eligible_document
from cmio_advisor.reporting.views.pay import pay_document
from cmio_advisor.reporting.views.roadmap import (
    guide_document,
    of_guide,
    of_roadmap,
    roadmap_document,
)

if TYPE_CHECKING:
    from cmio_advisor.domain.pay.table import PayTable

ON = date(2026, 11, 23)
NOT_JUDGED = NotKnown("No report judges a condition.")
STEP_TITLES = (
    "Obtain a medical degree",
    "Gain clinical experience",
    "Learn healthcare IT and informatics",
    "Take formal informatics training",
    "Build leadership and management skills",
    "Earn certifications",
    "Build a professional network",
    "Follow trends and regulation",
    "Practise communication",
    "Hold positions in healthcare information management",
    "Consider an MBA",
    "Apply for CMIO posts",
    "Keep improving and innovating",
)


def evidence(source: str, grade: str, says: str = "It says so.") -> Evidence:
    """A piece of evidence read on the day before."""
    return Evidence(source=source, grade=grade, checked=date(2026, 11, 22), says=says)


def source(source_id: str, publisher: str, url: str | None, note: str | None = None) -> Source:
    """A publication of March 2022."""
    return Source(
        id=source_id,
        title=f"Requirements by {publisher}",
        publisher=publisher,
        published="2022-03",
        url=url,
        note=note,
    )


BOARD = evidence("board", "A", "Three years at 25% or more within five years.")
SURVEY = evidence("survey", "B", "94% of 120 CMIOs are physicians.")
GUIDE = evidence("guide", "C", "A medical degree | or equivalent is the usual start.")
SOURCES = {
    "board": source("board", "American Board of Pathology", "https://example.org/board_(a)?x=1"),
    "survey": source("survey", "AMDIS", None, "Read in a public copy."),
    "guide": source("guide", "A career guide", "javascript:alert(1)"),
    "pay": source("pay", "Pay survey", "https://example.org/pay"),
    "unused": source("unused", "Nobody", "https://example.org/unused"),
}
PAY_EVIDENCE = evidence("pay", "B", "Mean 326,000 in 2014.")


def requirement(number: int) -> Requirement:
    """The only requirement of a step; its strength goes round."""
    strength = list(Strength)[number % 3]
    return Requirement(
        id=f"requirement-{number}",
        title=f"Requirement of step {number}",
        strength=strength,
        share="About 94% of CMIOs have it.",
        met_when=NOT_JUDGED,
        need=f"Something worth having for step {number}.",
        why="It counts because surveys show it.",
        evidence=(SURVEY, GUIDE),
        routes=(route(number),),
    )


def route(number: int) -> Route:
    """The way of meeting the requirement of a step; every third has no known cost."""
    return Route(
        id=f"route-{number}",
        title=f"Apply for the thing of step {number}",
        action="Ask the board for its application form and write down your time shares by month.",
        why="It opens the practice pathway before the door closes.",
        do_at=(Page(title="How to apply", url=f"https://example.org/apply/{number}"),),
        ask="A colleague who has applied before." if number % 2 else None,
        months=Months(low=number, likely=number * 2, high=number * 4),
        evidence=(BOARD,) if number % 2 else (BOARD, GUIDE),
        cost=None if number % 3 == 0 else Cost(low=300, high=300 * number, note="fee of 2026"),
        hours=40 if number % 2 else None,
        start=date(2026, 1, 1) if number % 4 == 0 else None,
        end=date(2027, 6, 30) if number % 4 == 0 else None,
        notes=("The months come from the board's calendar.",) if number % 2 else (),
    )


STEPS = tuple(
    Step(
        number=number,
        id=f"step-{number}",
        title=title,
        about=f"What step {number} means, in a sentence.",
        requirements=(requirement(number),),
    )
    for number, title in enumerate(STEP_TITLES, 1)
)


def credential(credential_id: str, short: str) -> Credential:
    """A credential with one need and two pathways, one of them shut."""
    return Credential(
        id=credential_id,
        title=f"{short} certification",
        short=short,
        issuer="American Board of Preventive Medicine",
        about="It is the physicians' board certificate in informatics.",
        requires=(Need(when=NOT_JUDGED, need="You need a primary board certificate."),),
        pathways=(
            Pathway(
                id="fellowship",
                title="Fellowship pathway",
                when=NOT_JUDGED,
                need="You need 24 months of accredited fellowship.",
                evidence=(BOARD,),
            ),
            Pathway(
                id="practice",
                title="Practice pathway",
                when=NOT_JUDGED,
                need="You need three years of practice.",
                evidence=(BOARD,),
                closed="The practice pathway closed on 31 December 2025.",
                end=date(2025, 12, 31),
            ),
        ),
        evidence=tuple(CredentialEvidence(**vars(each)) for each in (BOARD, GUIDE)),
        exam="One day, in October.",
        fee=Cost(low=300, high=555, note="member and other price"),
        renewal="Every ten years.",
        unknowns=("The pass rate of 2026 was not found.",),
        former_names=("CI subspecialty",),
    )


CREDENTIALS = tuple(
    credential(credential_id, short)
    for credential_id, short in (
        ("board-a", "Clinical Informatics board"),
        ("cphims", "CPHIMS"),
        ("cahims", "CAHIMS"),
        ("famia", "Fellow of AMIA"),
    )
)
RUNG = Rung(
    id="physician-informaticist",
    title="Physician informaticist",
    about="A physician who works in informatics for part of the week.",
    signs=(),
    evidence=(SURVEY,),
)
FIGURES = Figures(mean=465_000, p10=347_000, p25=404_000, p50=455_000, p75=511_000, p90=595_000)
CMIO = PayRole(
    id="cmio",
    title="Chief Medical Information Officer",
    kind=RoleKind.MODEL,
    basis="total yearly cash, full time",
    note="Worked out.",
    evidence=(PAY_EVIDENCE,),
)
PHYSICIAN = PayRole(
    id="physician",
    title="Physician, internal medicine",
    kind=RoleKind.PERCENTILES,
    basis="wages",
    note="These are wages without most bonuses.",
    evidence=(PAY_EVIDENCE,),
    year=2024,
    figures=Figures(mean=262_710, p10=70_000, p25=160_000, p50=236_350),
    top_code=239_200,
)
GUIDE_FIGURES = GuideFigures(
    mean=274_592,
    mean_year=2026,
    tiers=(
        GuideTier(
            title="Executive",
            years_in_role="no years given",
            low=320_000,
            high=400_000,
            open_above=True,
        ),
    ),
    disagreement=("The executive tier starts at what was the average in 2013.",),
    evidence=(GUIDE,),
)


def published(row_id: str, statistic: Statistic, low: int, year: int | None) -> PublishedPay:
    """A published figure of total pay."""
    share = 0.17 if statistic is Statistic.SHARE else None
    return PublishedPay(
        id=row_id,
        use=Use.VALIDATE,
        role="CMIO",
        population="AMDIS members, US",
        n=120 if year else None,
        statistic=statistic,
        low=low,
        high=None if share else low,
        share=share,
        part=PayPart.TOTAL,
        basis="total compensation",
        pay_year=year,
        note=None,
        not_comparable=None if year else "Its year was not published.",
        evidence=(PAY_EVIDENCE,),
    )


COMPARISONS = (
    Comparison("h01", published("h01", Statistic.MEAN, 326_000, 2014), "mean", 326_000, 326_000),
    Comparison(
        "h02", published("h02", Statistic.MEDIAN, 372_500, 2015), "median", 372_500, 329_000
    ),
    Comparison(
        "h03",
        published("h03", Statistic.SHARE, 300_000, 2012),
        "share at 300,000 or more",
        0.17,
        0.14,
    ),
    Comparison("h04", published("h04", Statistic.MEAN, 383_000, None), "mean", 383_000, None),
)
NOTES = (
    "This is an estimate of total yearly cash for full-time CMIOs.",
    "The figures for 2026 are carried forward, not measured.",
)


def estimate(total: Figures | None = FIGURES) -> PayEstimate:
    """The pay of the target role."""
    return PayEstimate(
        role=CMIO,
        year=2026,
        currency="USD",
        basis="total yearly cash, full time, United States",
        total=total,
        base=Figures(mean=373_000, p25=325_000, p50=365_000, p75=410_000),
        sources=COMPARISONS,
        guide=GUIDE_FIGURES,
        notes=NOTES,
        evidence=(PAY_EVIDENCE,),
    )


BASE_ONLY = replace(estimate(None), sources=(), guide=None)
NOTHING_KNOWN = replace(BASE_ONLY, base=None)
MEAN_ONLY = replace(BASE_ONLY, total=Figures(mean=208_000), base=None)
HALF_KNOWN = replace(NOTHING_KNOWN, total=Figures(p25=170_000, p50=190_000))
TODAY = PayEstimate(
    role=PHYSICIAN,
    year=2024,
    currency="USD",
    basis=PHYSICIAN.basis,
    total=PHYSICIAN.figures,
    notes=(PHYSICIAN.note,),
    evidence=PHYSICIAN.evidence,
)
TODAY_UNKNOWN = replace(TODAY, total=None, notes=("No figures were found for this post.",))
TOPICS = (
    Topic(
        id="responsibilities",
        title="What a CMIO does",
        summary="A CMIO joins medicine and computing.",
        sections=(
            GuideSection(
                title="Strategy",
                points=(
                    Point(
                        text="A CMIO leads the plan for the health record.",
                        evidence=(GUIDE,),
                        correction="About 7 in 10 also see patients.",
                        correction_evidence=(SURVEY,),
                    ),
                    Point(text="A CMIO reports to the CIO or the CMO.", evidence=(SURVEY,)),
                ),
            ),
        ),
    ),
)
WAYS_ON = tuple(
    OtherPath(
        id=f"way-{number}",
        title=title,
        when=NOT_JUDGED,
        text="Nearly every CMIO is a physician; this post is not held to that.",
        first_steps=(
            Route(
                id=f"way-{number}-first",
                title="Ask about the informatics council",
                action="Ask the chief nursing officer about the informatics council.",
                why="It is where nurses begin.",
                months=Months(low=0, likely=1, high=3),
                cost=Cost(low=0, high=0),
                evidence=(SURVEY,),
            ),
        ),
        evidence=(SURVEY,),
    )
    for number, title in enumerate(
        ("Chief nursing informatics officer", "Clinical informatics lead")
    )
)
ROADMAP = Roadmap(
    id="cmio",
    title="Chief Medical Information Officer",
    version="1.0.0",
    fingerprint="ab12" * 16,
    about="The way to the post.",
    target_role="cmio",
    evidence_from=date(2013, 1, 1),
    review_by=date(2027, 5, 31),
    texts=texts_for("roadmap", {}, "Chief Medical Information Officer"),
    steps=STEPS,
    ladder=(RUNG,),
    ways_on=WAYS_ON,
    decisions=(),
    credentials=CREDENTIALS,
    vocabulary=Vocabulary(kinds={"degrees": (Term(id="md", title="MD"),)}),
    questions=(),
    sources=SOURCES,
    pay=cast("PayTable", None),  # no report reads the table
)
QUESTION = Question(
    id="q-license",
    field="license",
    settles="license",
    text="Which medical license do you hold?",
    short="License",
    help="An unrestricted license lets you practise alone.",
    why="The board asks for an unrestricted one.",
    kind="one",
)
PROFILE = Profile(
    id="c-0001",
    name="Sample Client",
    as_of=ON,
    degrees=(Holding(id="md"), Holding(id="mba", status=Status.PLANNED)),
    waivers=(Waiver(requirement="requirement-4", reason="Taught it.", by="Dean"),),
)


STAGE = Stage(rung=RUNG, why="You told us that you work in informatics.")


def step_result(step: Step, state: State) -> StepResult:
    """A step whose only requirement is in that state."""
    result = RequirementResult(
        requirement=step.requirements[0],
        state=state,
        finding=UNKNOWN if state is State.UNKNOWN else MET,
    )
    return StepResult(step=step, state=state, requirements=(result,))


def next_step(number: int) -> NextStep:
    """The route of a step, startable on a day that depends on its number."""
    starts = (ON, date(2027, 7, 1), None)
    return NextStep(
        route=route(number),
        requirement=STEPS[number - 1].requirements[0],
        months=route(number).months,
        cost=route(number).cost,
        done_on=None,
        reason="It closes a required gap.",
        startable_from=starts[number % 3],
        closes_on=route(number).end,
        unlocks=("requirement-12", "board-a") if number == 4 else (),
    )


def credential_result(credential: Credential, eligible: Eligibility) -> CredentialResult:
    """An answer of each kind, with what belongs to it."""
    allowed = eligible is Eligibility.YES
    lacking = eligible in (Eligibility.NO, Eligibility.UNKNOWN)
    return CredentialResult(
        credential=credential,
        state=State.MET if eligible is Eligibility.HELD else State.NOT_MET,
        eligible=eligible,
        via="fellowship" if allowed else None,
        eligible_from=ON if allowed else date(2028, 7, 1) if lacking else None,
        closes_on=date(2027, 6, 30) if allowed else None,
        missing=("You need a primary board certificate.",) if lacking else (),
    )


def build_assessment(
    profile: Profile = PROFILE,
    *,
    stage: Stage = STAGE,
    total: Figures | None = FIGURES,
    today: PayEstimate = TODAY,
    ways_on: tuple[OtherPath, ...] = (),
    bare: bool = False,
    eligible: tuple[Eligibility, ...] = tuple(Eligibility),
) -> Assessment:
    """
    An assessment in which every state and every kind of answer occurs.

    ``bare`` leaves out all that may be missing.
    """
    states = list(State)
    return Assessment(
        as_of=ON,
        roadmap=ROADMAP,
        profile=profile,
        stage=stage,
        ready_to_apply=Answer.NO,
        standing=None,
        summary=(
            "The roadmap lists 5 required things; 3 of them are met by what you told us.",
            "Two are open, and one answer would settle most of the rest.",
        ),
        readiness={
            Strength.REQUIRED: Counts(met=3, open=2, unknown=0),
            Strength.EXPECTED: Counts(met=2, open=1, unknown=1),
            Strength.HELPS: Counts(met=0, open=2, unknown=2),
        },
        steps=tuple(step_result(step, states[at % len(states)]) for at, step in enumerate(STEPS)),
        next_steps=() if bare else tuple(map(next_step, (3, 4, 6, 8, 9))),
        usual=(),
        later_steps=() if bare else tuple(map(next_step, (10, 11))),
        ask_next=None if bare else QUESTION,
        credentials=tuple(map(credential_result, CREDENTIALS, eligible)),
        ways_on=ways_on,
        decisions=(),
        pay=Pay(target=estimate(total), today=None if bare else today),
        warnings=()
        if bare
        else (Notice(code="old-answers", text="Your answers are 14 months old."),),
    )


@pytest.fixture(scope="session")
def build() -> Callable[..., Assessment]:
    """The builder of assessments."""
    return build_assessment


@pytest.fixture(scope="session")
def assessment() -> Assessment:
    """An assessment of Sample Client."""
    return build_assessment()


@pytest.fixture(scope="session")
def made_up_roadmap() -> Roadmap:
    """The made-up roadmap."""
    return ROADMAP


def render(document: Document, form: Format, screen: Screen, *, full: bool) -> str:
    """A document in one of the forms for people, those of text in short unless in ``full``."""
    if form is Format.HTML:
        return render_html(document)
    document = document if full else brief(document)
    if form is Format.TERMINAL:
        return render_terminal(document, screen)
    return render_markdown(document) if form is Format.MARKDOWN else render_plain(document)


class Reports(Mapping[str, str]):
    """The texts of commands, each written when it is first looked at."""

    def __init__(self, written: dict[str, Callable[[], str]]) -> None:
        self.written = written
        self.texts: dict[str, str] = {}

    def __getitem__(self, command: str) -> str:
        if command not in self.texts:
            self.texts[command] = self.written[command]()
        return self.texts[command]

    def __iter__(self) -> Iterator[str]:
        return iter(self.written)

    def __len__(self) -> int:
        return len(self.written)


def reports_of(
    assessment: Assessment, form: Format, screen: Screen, *, full: bool = False
) -> Reports:
    """The text of every command in one format."""
    assert assessment.pay is not None
    estimates = (assessment.pay.target, HALF_KNOWN, MEAN_ONLY, BASE_ONLY, NOTHING_KNOWN)
    results, guide = assessment.credentials, Guide(topics=TOPICS)
    shown = {"": None, " step": "step-3", " requirement": "requirement-4", " credential": "cphims"}
    if form is Format.JSON:
        return Reports(
            {
                "assess": partial(json_text, ASSESSMENT, assessment, assessment.roadmap, ON),
                "eligible": partial(json_text, ELIGIBLE, results, assessment.roadmap, ON),
                "eligible one": partial(json_text, ELIGIBLE, results[:1], assessment.roadmap, ON),
                "guide": partial(json_text, *of_guide(guide, None), ROADMAP, ON),
                "guide topic": partial(json_text, *of_guide(guide, TOPICS[0]), ROADMAP, ON),
                **{
                    f"pay {n}": partial(json_text, ANSWER, each, ROADMAP, ON)
                    for n, each in enumerate(estimates)
                },
                **{
                    f"roadmap{n}": partial(json_text, *of_roadmap(ROADMAP, i), ROADMAP, ON)
                    for n, i in shown.items()
                },
            }
        )
    documents: dict[str, Callable[[], Document]] = {
        "assess": partial(assessment_document, assessment),
        "eligible": partial(eligible_document, assessment, results),
        "eligible one": partial(eligible_document, assessment, results[:1]),
        "guide": partial(guide_document, ROADMAP, guide, None, ON),
        "guide topic": partial(guide_document, ROADMAP, guide, TOPICS[0], ON),
        **{f"pay {n}": partial(pay_document, p, ROADMAP, ON) for n, p in enumerate(estimates)},
        **{f"roadmap{n}": partial(roadmap_document, ROADMAP, i, ON) for n, i in shown.items()},
    }

    def written(made: Callable[[], Document]) -> str:
        return render(made(), form, screen, full=full)

    return Reports({command: partial(written, each) for command, each in documents.items()})


@pytest.fixture(scope="session")
def report_all() -> Callable[..., Reports]:
    """Renders every command."""
    return reports_of


@pytest.fixture(scope="session", params=["full", "bare", "ways on", "no band"], ids=str)
def any_assessment(request: pytest.FixtureRequest) -> Assessment:
    """Assessments that differ in what they hold."""
    kinds = {
        "full": build_assessment(),
        "bare": build_assessment(
            Profile(),
            bare=True,
            stage=Stage(rung=None, why="Your answers do not show it yet."),
            eligible=(Eligibility.NO,) * 4,
        ),
        "ways on": build_assessment(ways_on=WAYS_ON, eligible=(Eligibility.HELD,) * 4),
        "no band": build_assessment(total=None, ways_on=WAYS_ON[:1], today=TODAY_UNKNOWN),
    }
    return kinds[str(request.param)]
