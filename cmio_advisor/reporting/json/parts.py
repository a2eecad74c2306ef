"""The forms that several results hold."""

from operator import attrgetter, itemgetter

from cmio_advisor.domain.pay.roles import Figures
from cmio_advisor.reporting.json.form import (
    DAY,
    EXACT,
    FLAG,
    IDS,
    NUMBER,
    TEXT,
    TEXTS,
    WHOLE,
    Field,
    Form,
    itself,
    keys,
    many,
    named,
    of,
)
from cmio_advisor.reporting.profile.mapping import reported_profile

PROFILE = Form(lambda: {"type": "object"}, lambda profile, _: reported_profile(profile))
ROADMAP = keys(id=TEXT, title=TEXT, version=TEXT, fingerprint=TEXT, review_by=DAY)
MONTHS = keys(low=NUMBER, likely=NUMBER, high=NUMBER)
COST = keys(low=WHOLE, high=WHOLE, note=TEXT | None)
RANGE = keys(low=(WHOLE, itemgetter(0)), high=(WHOLE, itemgetter(1)))
COSTS = keys(
    **of("known", low=WHOLE, high=WHOLE),
    unknown=IDS,
    counted=(RANGE, attrgetter("counted.low", "counted.high")),
)
FIGURES = keys(**dict.fromkeys(Figures.record_fields, WHOLE | None))
QUESTION = keys(id=TEXT, question=(TEXT, "text"), why=TEXT)
WARNINGS = many(keys(code=TEXT, text=TEXT))
SEARCHED = keys(what=TEXT, where=TEXT, on=DAY)

CITED = Form(TEXT.schema, lambda source, writing: writing.cite(source))
GRADE = Form(lambda: {"enum": ["A", "B", "C", "D"]})
PAST_DAYS = many(keys(date=(DAY, "on"), opening=WHOLE, source=CITED))
MOMENT = keys(
    date=(DAY, "day"),
    title=TEXT,
    until=DAY | None,
    until_is_estimate=(FLAG, "is_estimate"),
    event=keys(id=TEXT, happens=FLAG, first=PAST_DAYS, last=PAST_DAYS) | None,
)
"""A day on the way; with ``event`` one that others set, and its days in earlier years."""
EVIDENCE = many(keys(source=CITED, grade=GRADE, checked=DAY, says=TEXT))
SOURCE = many(keys(id=TEXT, title=TEXT, publisher=TEXT, published=TEXT, url=TEXT | None))
SOURCES: Field = (
    Form(SOURCE.schema, lambda _, writing: SOURCE.write(writing.sources(), writing)),
    itself,
)
"""The sources that the evidence names. The key has to stand behind all that hold evidence."""

PAGES = many(keys(title=TEXT, url=TEXT))
WHERE: dict[str, Field] = {"do_at": PAGES, "ask": TEXT | None}
"""On which pages something is done, and whom to ask."""
WAY_ON = keys(
    id=TEXT,
    title=TEXT,
    text=TEXT,
    first_steps=(TEXTS, lambda way: [route.action for route in way.first_steps]),
    evidence=EVIDENCE,
)
ADVICE = keys(id=TEXT, title=TEXT, points=many(keys(text=TEXT, evidence=EVIDENCE)))
DECISION = keys(
    id=(TEXT, "decision.id"),
    title=(TEXT, "route.title"),
    why=(TEXT, "decision.reason"),
    months=(MONTHS, "route.months"),
    cost_usd=(COST | None, "route.cost"),
    do_at=(PAGES, "route.do_at"),
    pay_forgone_usd=(COST | None, lambda _: None),  # it depends on the pay of today
    odds=(keys(share=EXACT, of=TEXT, year=WHOLE) | None, "route.odds"),
    dates=many(MOMENT),
    opens=TEXTS,
    evidence=(EVIDENCE, "route.evidence"),
)


def heading(schema: str) -> dict[str, Field]:
    """The first keys of a result that is not about a person: its form, its day, its roadmap."""
    return {
        "schema": named(schema),
        "as_of": (Form(DAY.schema, lambda _, writing: DAY.write(writing.on, writing)), itself),
        "roadmap": (
            Form(ROADMAP.schema, lambda _, writing: ROADMAP.write(writing.roadmap, writing)),
            itself,
        ),
    }
