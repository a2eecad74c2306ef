"""
The shapes of a roadmap's files but pay.yaml, and of the lists of programs; and the texts that a
roadmap takes where it has none of its own.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import cache, partial
from typing import Any, TypeVar

from cmio_advisor.domain.base import terms
from cmio_advisor.domain.base.evidence import Evidence, GuideSection, Point, Source, Topic
from cmio_advisor.domain.base.frozen import Frozen, replace
from cmio_advisor.domain.base.sentences import FORMS, filled
from cmio_advisor.domain.base.terms import AnswerOption
from cmio_advisor.domain.base.time import Span
from cmio_advisor.domain.profile.fields import COLUMNS, FIELDS, LISTS, OWN_LISTS, Kind
from cmio_advisor.domain.roadmap import roadmap, route
from cmio_advisor.domain.roadmap.programs import Program, ProgramKind, ProgramList, Sought
from cmio_advisor.loading.roadmap.conditions import CONDITION, RULE, RULE_OF_RUNGS, apart, ids_of
from cmio_advisor.loading.roadmap.files import SHARED
from cmio_advisor.loading.shapes.answers import Several
from cmio_advisor.loading.shapes.shapes import (
    Around,
    ByName,
    Checked,
    Choice,
    Field,
    Flag,
    Keyed,
    Listing,
    Maybe,
    Pattern,
    Schema,
    Shape,
    ShortOrLong,
    Text,
    nearest,
    refuse,
)
from cmio_advisor.loading.shapes.terms import VOCABULARY
from cmio_advisor.loading.shapes.values import (
    COST,
    DATES,
    EVIDENCE,
    EVIDENCE_OR_NONE,
    ID,
    MONTH_DAY,
    PROFESSION,
    SEARCH,
    SENTENCES,
    STATE,
    TERM_ID,
    TEXTS,
    TYPES,
    WEB_ADDRESS,
    FullDate,
    Number,
    Said,
    SomeDate,
    WholeNumber,
    dated,
    file_shape,
    least,
    mapping,
    needed,
    record,
)
from cmio_advisor.loading.text.files import read_beside
from cmio_advisor.loading.text.nodes import Node, Problems, Unreadable, plain

T = TypeVar("T")


class OrShared(Around[T], kw_only=False):
    """An entry of a list from which is chosen; editors take an id for it, or some of its keys."""

    def read(self, node: Node, problems: Problems) -> T:
        return self.record.read(node, problems)

    def schema(self) -> Schema:
        laid_over: Schema = {"type": "object", "required": ["id"]}
        return {"anyOf": [Around.schema(self), ID.schema(), laid_over]}


def texts_for(part: str, own: Mapping[str, str], target: str) -> dict[str, str]:
    """Every sentence of a part, the roadmap's own where it has one, the target filled in."""
    forms = {f"{name}_{form}" for name in own for form in FORMS}
    defaults = default_texts()[part].items()
    templates = {**{name: text for name, text in defaults if name not in forms}, **own}
    return {name: filled(text, {"target": target}) for name, text in templates.items()}


@cache
def default_texts() -> Any:  # noqa: ANN401 - sentences by their names, by parts
    return plain(read_beside(__file__, "texts.yaml"))


POINT = record("A point", Point, evidence=needed(EVIDENCE_OR_NONE))
"""A statement with its evidence, or with an empty list where it states no fact."""

SECTION = record("A section", GuideSection, points=least(POINT))
TOPIC = record("A topic", Topic, sections=least(SECTION))
GUIDE_FILE = file_shape("guide", {"topics": needed(least(TOPIC))})


class Published(Pattern, kw_only=False):
    """The date on a page as it stands there, if it has one."""

    def read(self, node: Node, problems: Problems) -> str:
        text = Pattern.read(self, node, problems)
        if text != UNDATED:
            SomeDate().read(node, problems)
        return text


UNDATED = "undated"
PUBLISHED = Published(
    f"[0-9]{{4}}(?:-[0-9]{{2}}(?:-[0-9]{{2}})?)?|{UNDATED}",
    "a date like 2014-06, or the word undated",
)
SOURCE = record("A source", Source, published=PUBLISHED, url=Maybe(WEB_ADDRESS))

SOURCES_FILE = file_shape("sources", {"sources": needed(Listing(SOURCE))})
QUESTION_KINDS = ("one", "many", "number", "date", "yes-no")


class _Single(Frozen):
    """A single value, of whatever kind."""

    def read(self, node: Node, problems: Problems) -> str | float:
        if isinstance(node.value, str | int | float):
            return node.value
        raise refuse(node, problems, f"A single value was expected here, found {node.echo()}.")

    def schema(self) -> Schema:
        return {"type": ["string", "number", "boolean"]}


_ANSWER: Shape[Any] = ShortOrLong(_Single(), lambda said: said, ByName("Single values", _Single()))
"""What an option writes into a profile: a single value, or a mapping of single values."""
OPTION = record("An option", AnswerOption, value=_ANSWER)
QUESTION = record(
    "A question",
    roadmap.Question,
    kind=Choice("a kind of question", QUESTION_KINDS),
    choices=Text(),
    usual=Listing(TERM_ID),
    options=least(OPTION),
    nothing=Text(),
    asked_when=RULE,
    decides_when=RULE,
    **dict.fromkeys(("unit", "most", "in_interview")),
)
QUESTIONS_FILE = file_shape("questions", {"questions": needed(Listing(OrShared(QUESTION)))})


def _ask(**values: Any) -> roadmap.Question:  # noqa: ANN401 - the fields below give the types
    field = f"answers.{values['id']}"
    return roadmap.Question(**{"field": field, "settles": field, "help": "", **values})


def _fault_of(ask: roadmap.Question) -> str | None:
    if ask.kind == "number" and not (ask.unit and ask.most):
        return "A question for a number names its unit, and the most that it can be."
    return None


ASK: Keyed[roadmap.Question] = Keyed(
    "A question of a rule",
    _ask,
    {
        "id": needed(ID),
        "short": needed(Text()),
        "text": needed(Text()),
        "help": Text(),
        "why": needed(Text()),
        "kind": needed(Choice("a kind of question", ("yes-no", "number"))),
        "unit": Text(),
        "in_interview": Flag(),
        "most": Number(1, 1_000_000, "the unit"),
        "evidence": needed(EVIDENCE),
    },
)
"""A question that a rule asks of its own; ``short`` is what reports call its answer."""

NEED = record("A need", roadmap.Need, dated(roadmap.Need, "when"), when=RULE, **DATES)
PATHWAY = record(
    "A pathway",
    roadmap.Pathway,
    lambda **values: dated(roadmap.Pathway, "when")(end=values.get("until"), **values),
    when=RULE,
    end=None,
    **DATES,
)
CREDENTIAL = record(
    "A certification",
    roadmap.Credential,
    below=RULE,
    made_for=RULE,
    held_when=RULE,
    requires=Listing(NEED),
    pathways=Listing(PATHWAY),
    fee_usd=Field(COST, into="fee"),
)
TERM = record("A term", terms.Term)
LETTERED = record("A term", terms.Term, id=STATE)
DEGREE = mapping("A degree", **TERM.fields, evidence=EVIDENCE)
CREDENTIALS_FILE = file_shape(
    "credentials",
    {
        "degrees": Listing(DEGREE),
        "asks": Listing(Checked(ASK, _fault_of)),
        "certifications": needed(Listing(OrShared(CREDENTIAL))),
    },
)
LETTERS = ("states", "countries")
"""The kinds whose ids are codes of two letters."""


def with_members(groups: Iterable[Mapping[str, Any]]) -> dict[str, tuple[str, ...]]:
    """The ids of each group; the id of a group that stands before it stands for all that it has."""
    found: dict[str, tuple[str, ...]] = {}
    for group in groups:
        members = (found.get(each, (each,)) for each in group["ids"])
        found[group["id"]] = tuple(dict.fromkeys(each for ids in members for each in ids))
    return found


def _paths(*kinds: Kind) -> tuple[str, ...]:
    return tuple(row.path for row in FIELDS if row.kind in kinds)


_TRAINING = Choice("a field of training", _paths(Kind.TRAININGS))
_MONTHS = WholeNumber(1, 240, "months")
_COLUMN = Choice("a column of a table", tuple(COLUMNS))
TITLE = record(
    "Job titles",
    terms.JobTitle,
    work=Choice("a field of work", _paths(Kind.WORK)),
    training=_TRAINING,
)
CV_WORDS = record(
    "Words of a CV",
    terms.CvWords,
    titles=Listing(TITLE),
    least_months=mapping("Months by field", **dict.fromkeys(_paths(*LISTS), _MONTHS)),
    longer=Listing(record("Long training", terms.LongTraining, months=_MONTHS)),
    unusual=Listing(record("Unusual training", terms.UnusualTraining, field=_TRAINING)),
    schools=Listing(record("Schools of a degree", terms.Schools)),
)
WRITTEN_WORDS = record(
    "Words beside names",
    terms.WrittenWords,
    home=Listing(STATE),
    subjects=Listing(record("A subject", terms.Subject)),
    lists=Listing(record("Words of a list", terms.ListWords)),
    numbers=Listing(record("Words beside a number", terms.ListWords)),
    licenses=Listing(
        record("Names of licenses", terms.LicenseNames, profession=PROFESSION, roles=Listing(ID))
    ),
    trainees=Listing(
        record("A job in training", terms.Trainee, column=_COLUMN, unless=Listing(_COLUMN))
    ),
)
TRAINING_END = record(
    "An end of training",
    terms.TrainingEnd,
    field=Choice("a field of training", _paths(Kind.HOLDINGS, Kind.TRAININGS)),
    month=WholeNumber(1, 12, "the year"),
)
_IDS = needed(Listing(TERM_ID))
GROUP = mapping("A group", id=needed(ID), title=needed(Text()), ids=_IDS)
_TRAINED = Listing(TERM_ID)
MEMBERS = mapping("A profession", id=needed(PROFESSION), degrees=_IDS, specialties=_TRAINED)
_NAMES = dict.fromkeys(VOCABULARY, SENTENCES)
_TAKEN_FROM = dict.fromkeys((*VOCABULARY, "schools"), EVIDENCE)
VOCABULARY_FILE = file_shape(
    "vocabulary",
    {
        **{
            kind: Field(
                Listing(LETTERED if kind in LETTERS else TERM), needed=kind not in OWN_LISTS
            )
            for kind in VOCABULARY
        },
        "groups": needed(Listing(GROUP)),
        "professions": Listing(MEMBERS),
        "together": mapping("Names that join several", **_NAMES),
        "evidence": mapping("Evidence of lists", **_TAKEN_FROM),
        "cv": CV_WORDS,
        "written": WRITTEN_WORDS,
        "training_ends": Listing(TRAINING_END),
    },
)

_YEAR = WholeNumber(1990, 2100, "years")
_PAST_DAY = record("A day of an earlier cycle", route.PastDay, opening=_YEAR)
_SHARES: dict[str, Said] = {
    "share": Number(0.01, 1, "people that find a place"),
    "later": Number(0.01, 0.99, "people that find a place at a later try"),
    "year": _YEAR,
}
ODDS = record("Odds", route.Odds, when=None, **_SHARES)
ODDS_OF_GROUP = record("Odds", route.Odds, when=needed(CONDITION), **_SHARES)


class OddsOfGroups(Frozen):
    """The odds of everybody, or a list of those of groups, the last being of everybody else."""

    def read(self, node: Node, problems: Problems) -> tuple[route.Odds, ...]:
        if not isinstance(node.value, list):
            return (ODDS.read(node, problems),)
        *groups, rest = node.value or [node]
        found = (ODDS_OF_GROUP.read(each, problems) for each in groups)
        return (*found, ODDS.read(rest, problems))

    def schema(self) -> Schema:
        odds = ODDS_OF_GROUP.schema()
        odds["required"].remove("when")
        return {"anyOf": [odds, {"type": "array", "items": odds, "minItems": 1}]}


def _event(**values: Any) -> route.Event:  # noqa: ANN401 - the fields below give the types
    """
    An event; the day to be reminded and the last safe one, where they are not written, are those of
    the earliest published cycle; of one that says only by when, that is one day.
    """
    last = min(values["last"], key=route.PastDay.in_season) if "last" in values else None
    safe = last and last.on - timedelta(days=1)
    if "on" not in values:
        reminder = min(values.get("first") or values["last"], key=route.PastDay.in_season)
        on = reminder.on if "first" in values else safe or reminder.on
        values["years_before"] = reminder.opening - on.year
        values["on"] = _day_of_year(on)
    published = _day_of_year(safe) if safe else None
    values.setdefault("by", published)
    return route.Event(**values, by_estimate=published is None or values["by"] != published)


def _day_of_year(day: date) -> tuple[int, int]:
    """The day in each year; not later in one without a 29 February."""
    return day.month, 28 if (day.month, day.day) == (2, 29) else day.day


class _Dated(Around[route.Event], kw_only=False):
    """An event, which needs a day of its own or those of earlier cycles."""

    def read(self, node: Node, problems: Problems) -> route.Event:
        if isinstance(node.value, Mapping) and not {"on", "first", "last"} & node.value.keys():
            raise refuse(
                node, problems, "An event needs its day: on, or first or last of earlier cycles."
            )
        return self.record.read(node, problems)


TYPES[route.Event] = _Dated(
    record(
        "An event",
        route.Event,
        _event,
        by_estimate=None,
        on=Field(MONTH_DAY, decides=True),
        years_before=WholeNumber(0, 5, "years"),
        first=Field(least(_PAST_DAY), decides=True),
        last=Field(least(_PAST_DAY), decides=True),
    )
)


class CycleNamed(Frozen):
    """The cycle of that id, read before; silent where one of them could not be read."""

    def read(self, node: Node, problems: Problems) -> route.Cycle:
        name = ID.read(node, problems)
        known: dict[str, route.Cycle] = problems.rules.cycles
        if name in known:
            return known[name]
        if problems.count:
            raise Unreadable
        hint = nearest(name, known)
        raise refuse(node, problems, f'There is no cycle "{name}" among the cycles.{hint}')

    def schema(self) -> Schema:
        return ID.schema()


class _Remembered(Around[route.Cycle], kw_only=False):
    """A cycle that routes and later cycles may name from here on."""

    def read(self, node: Node, problems: Problems) -> route.Cycle:
        found = self.record.read(node, problems)
        problems.rules.cycles[found.id] = found
        return found


def _cycle(**values: Any) -> route.Cycle:  # noqa: ANN401 - the fields below give the types
    """A cycle; what it leads ``through`` stands behind its own events and evidence."""
    through = values.pop("through", None)
    if through is not None:
        values["events"] = (*values.get("events", ()), *through.events)
        values["evidence"] = tuple(dict.fromkeys((*values["evidence"], *through.evidence)))
    return route.Cycle(**values)


CYCLE = record("A cycle", route.Cycle, _cycle, through=CycleNamed())
CYCLES = Listing(_Remembered(CYCLE))

FIRST_STEP = "id title action why do_at ask needs only_if_given unless months cost_usd searched"
"""What is said of a first step, of all that is said of routes."""
WARNING = Pattern("[a-z]+(?:_[a-z]+)*", "the name of a warning among the texts, without warning_")


def _route(**values: Any) -> route.Route:  # noqa: ANN401 - the fields below give the types
    cycle = values.get("cycle")
    if cycle is not None:
        values["evidence"] = tuple(dict.fromkeys((*values["evidence"], *cycle.evidence)))
    *values["odds_of_groups"], values["odds"] = values.get("odds", (None,))
    values["odds_of_groups"] = tuple(values["odds_of_groups"])
    return route.Route(**values)


TYPES |= {
    Sought: record(
        "Programs", Sought, kind=needed(Choice("a kind of program", tuple(ProgramKind)))
    ),
    route.MonthsOfGroup: record("The months of a group", route.MonthsOfGroup),
    route.Milestone: record(
        "A milestone", route.Milestone, after_months=Number(-60, 600, "months")
    ),
}
ROUTE = record(
    "A route",
    route.Route,
    _route,
    cost_usd=needed(COST, into="cost"),
    hours=needed(Maybe(WholeNumber(0, 100_000, "hours"))),
    sensible_after=Several(ID, alone=True),
    **{"from": Field(FullDate(), into="start"), "until": Field(FullDate(), into="end")},
    cycle=Field(CycleNamed(), decides=True),
    prepares_for=CycleNamed(),
    odds=OddsOfGroups(),
    odds_of_groups=None,
    longest_months=None,
    full_time_months=Number(0, 600, "months"),
    stays_months=Number(0, 600, "months"),
    pay_usd_a_year=Field(COST, into="pay"),
    renews=None,
)
TYPES[route.Route] = ROUTE
TYPES[roadmap.Requirement] = record(
    "A requirement",
    roadmap.Requirement,
    dated(roadmap.Requirement, "met_when"),
    strength=Choice("a strength", tuple(roadmap.Strength)),
    met_when=RULE,
    **DATES,
)
STEP = record("A step", roadmap.Step, number=WholeNumber(1, 99, "steps"))
PRESUPPOSED = record(
    "What is presupposed",
    roadmap.Presupposed,
    what=RULE_OF_RUNGS,
    first=RULE_OF_RUNGS,
    warning=WARNING,
)
SIGN_OF_RUNG = record("A sign", roadmap.Sign, when=RULE_OF_RUNGS, pay_role=Maybe(ID), title=None)
RUNG = record("A rung", roadmap.Rung, signs=least(SIGN_OF_RUNG))
_OF_STANDING = apart("eligible", "standing")
SIGN_OF_STANDING = record("A sign", roadmap.Sign, when=_OF_STANDING, pay_role=None)
STANDING = record("A standing", roadmap.Standing, when=_OF_STANDING, signs=least(SIGN_OF_STANDING))
"""One without a rule is that of everybody else."""


def _other_path(
    first_steps: tuple[route.Route, ...],
    evidence: tuple[Evidence, ...],
    **values: Any,  # noqa: ANN401
) -> roadmap.OtherPath:
    steps = tuple(replace(each, evidence=each.evidence or evidence) for each in first_steps)
    return roadmap.OtherPath(first_steps=steps, evidence=evidence, **values)


_FIRST_STEP = Keyed(
    "A first step",
    partial(route.Route, evidence=()),
    {key: ROUTE.fields[key] for key in FIRST_STEP.split()}
    | {"evidence": replace(ROUTE.fields["evidence"], needed=False)},
)
OTHER_PATH = record(
    "Another path", roadmap.OtherPath, _other_path, when=RULE, first_steps=least(_FIRST_STEP)
)
PRECEDENCE = record(
    "A kind of step in the order",
    roadmap.Precedence,
    closes_within_months=WholeNumber(0, 120, "months"),
)
ROADMAP_FILE = file_shape(
    "roadmap",
    {
        "id": needed(ID),
        "extends": Choice("what a roadmap extends", (SHARED,)),
        "title": needed(Text()),
        "version": needed(Pattern("[0-9]+\\.[0-9]+\\.[0-9]+", "a version like 1.0.0")),
        "target_role": needed(ID),
        "informatics_roles": ids_of("roles"),
        "degrees_from_abroad": ids_of("degrees"),
        "evidence_from": needed(FullDate()),
        "review_by": needed(FullDate()),
        "about": needed(Text()),
        "texts": TEXTS,
        "cycles": CYCLES,
        "steps": needed(least(STEP)),
        "presupposed": Listing(PRESUPPOSED),
        "presumed": Listing(PRESUPPOSED),
        "jobs_not_during": RULE,
        "ladder": needed(least(RUNG)),
        "standing": Field(least(STANDING), into="standings"),
        "ways_on": needed(Listing(OTHER_PATH)),
        "decisions": Listing(record("A decision", roadmap.Decision)),
        "order": least(PRECEDENCE),
        "own_steps": least(ROUTE),
        "renewal": ROUTE,
        "advice": Listing(record("Advice", roadmap.Advice, points=least(POINT))),
        "nearest": Listing(record("A nearest roadmap", roadmap.Nearest, when=RULE_OF_RUNGS)),
    },
)

MONTHS_AT_MOST = 120
_COUNT = Number(0.25, MONTHS_AT_MOST, "months")

MONTHS_SPAN = ShortOrLong(
    _COUNT,
    lambda months: Span(float(months), float(months)),
    record("A length", Span, low=_COUNT, high=_COUNT),
)
KIND = Choice("a kind of program", tuple(ProgramKind))
PROGRAM: Keyed[Any] = record(
    "A program",
    Program,
    dict,
    kind=None,
    state=STATE,
    graduates=WholeNumber(0, 100_000, "graduates"),
    control=Choice("a kind of owner", ("public", "private-nonprofit", "private-for-profit")),
    papers=least(Text()),
    papers_year=WholeNumber(2000, 2100, "years"),
    url=WEB_ADDRESS,
    evidence=Field(EVIDENCE_OR_NONE),
    title=Field(Text()),
    months=MONTHS_SPAN,
    price_usd=Field(COST, into="price"),
    hours=WholeNumber(0, 100_000, "hours"),
    pay_usd_a_year=Field(COST, into="pay"),
    **dict.fromkeys(("city", "places", "visas", "accreditation"), Text()),
)
"""A program as it stands in a list, which may say some of it for all of its programs."""
SAID_ONCE = (
    *("title", "level", "field", "months", "price_usd", "hours", "pay_usd_a_year"),
    *("application", "opens", "unconfirmed"),
)


def _list_of(kind: ProgramKind, programs: tuple[dict[str, Any], ...], **values: Any) -> ProgramList:  # noqa: ANN401 - the fields give the types
    """A list of programs; what it says once holds for each program that does not say otherwise."""
    about = {key: values.pop(key) for key in ("id", "notes", "searched") if key in values}
    evidence = values.pop("evidence", ())
    made = []
    for program in programs:
        own = {**values, **program, "evidence": (*evidence, *program.get("evidence", ()))}
        made.append(Program(kind=kind, **own))
    return ProgramList(title=values["title"], programs=tuple(made), **about)


LISTED = Keyed(
    "A list of programs",
    _list_of,
    {
        "id": needed(ID),
        "kind": needed(KIND),
        **{key: PROGRAM.fields[key] for key in SAID_ONCE},
        "title": needed(Text()),
        "notes": SENTENCES,
        "searched": least(SEARCH),
        "evidence": EVIDENCE,
        "programs": needed(least(PROGRAM)),
    },
)
PROGRAMS_FILE = file_shape("program-lists", {"lists": needed(least(LISTED))})
_TOUCHING = ByName("States by their codes", Listing(STATE))
NEIGHBORS_FILE = file_shape(
    "neighbors", {"evidence": needed(EVIDENCE), "neighbors": needed(_TOUCHING)}
)
"""The file of states that touch each other."""
