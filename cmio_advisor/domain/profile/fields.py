"""
THE table of a profile's fields. Each layer has one function a kind and none a field: readers,
schema, writers, words, columns, options, settings and the changes of an explanation follow from a
row here. The order of columns and options is the table's.
"""

from collections.abc import Callable, Iterable
from enum import StrEnum
from operator import attrgetter
from typing import Any

from cmio_advisor.domain.base.frozen import Frozen, kept, replace
from cmio_advisor.domain.base.time import Span

NONE = "none"
"""What a profile says where it is known that there is nothing."""
LICENSES = ("unrestricted", "restricted", "training", NONE)
"""What a profile may say of a license to practise."""


class Kind(StrEnum):
    """What a field holds, which decides how it is read, written, quoted and changed."""

    TEXT = "text"
    LICENSES = "licenses"
    DAY = "day"
    COUNT = "count"
    AMOUNT = "amount"
    ID = "id"
    IDS = "ids"
    HOLDINGS = "holdings"
    TRAININGS = "trainings"
    WORK = "work"
    WAIVERS = "waivers"
    ANSWERS = "answers"


LISTS = (Kind.IDS, Kind.HOLDINGS, Kind.TRAININGS)
ENTRIES = (*LISTS, Kind.WORK, Kind.LICENSES)
"""The kinds of which a profile holds a tuple of entries."""
NOTHING: dict[Kind, Any] = {**dict.fromkeys(ENTRIES, ()), Kind.AMOUNT: Span(0, 0)}
"""What a profile holds where "none" was told, of the kinds that can be nothing."""
PARTS = {
    Kind.WORK: ("years", "from", "to"),
    Kind.TRAININGS: ("specialty", "status", "completed", "expected", "country"),
}
"""What an entry may say in any field of the kind, where questions ask for it by itself."""


FROM = "2019-07 to present, or 2019-07 to 2024-06. Without an end its years may not count."
"""How work is told by its days in a table."""


class TableColumn(Frozen, kw_only=False):
    """
    A column of a table of clients: the part of the field that it holds (all of it without one), a
    cell of a worked row, how an item that says more is written, what it offers to choose from
    beside the ids and choices of its field, and what there is to know of a cell without a sample.
    """

    name: str
    part: str = ""
    sample: str = ""
    item: str = ""
    offers: tuple[str, ...] = ()
    prompt: str = ""


class CommandOption(Frozen, kw_only=False):
    """An option of the command line that gives a field, or one part of it."""

    name: str
    help: str
    part: str = ""


class ProfileField(Frozen, kw_only=False):
    """
    One field of a profile.

    ``path`` is where it stands in a profile file, ``name`` how rules and questions call it, where
    that is not the last word of the path, ``held`` where a `Profile` holds it, if elsewhere.
    ``entry`` is what a message calls an entry, ``words`` what a report calls a field that rules
    read, ``aside`` one that none reads. ``terms`` are the list of the vocabulary whose ids it
    takes, ``one`` what a message calls an id of one that is new with this field, ``key`` the word
    under which an entry names its id, ``dated`` what the date of a short entry says, ``also`` what
    an entry of this field may say beyond those of its kind; ``alone`` entries are written without
    a list where there is one.
    ``own`` is the profession that its rules speak of.
    ``rule`` is the operator of the condition language that reads it, ``asks`` what that asks.
    """

    path: str
    kind: Kind
    name: str = ""
    held: str = ""
    words: str = ""
    aside: str = ""
    entry: str = ""
    terms: str = ""
    one: str = ""
    key: str = ""
    dated: str = ""
    also: tuple[str, ...] = ()
    alone: bool = False
    choices: tuple[str, ...] = ()
    own: str = ""
    form: str = ""
    meaning: str = ""
    low: float = 0
    high: float = 0
    whole: bool = False
    unit: str = ""
    unit_one: str = ""
    rule: str = ""
    asks: str = ""
    columns: tuple[TableColumn, ...] = ()
    options: tuple[CommandOption, ...] = ()

    @kept
    def head(self) -> str:
        """The key of a profile file that it stands under."""
        return self.path.partition(".")[0]

    @property
    def last(self) -> str:
        """The key of the field itself."""
        return self.path.rpartition(".")[2]

    @property
    def place(self) -> str:
        """Where a `Profile` holds it."""
        return self.held or self.path

    @property
    def called(self) -> str:
        """The name by which rules and questions know it."""
        return self.name or self.last

    @kept
    def of(self) -> Callable[[Any], Any]:
        """What a profile says there; ``None`` where it was not told."""
        return attrgetter(self.place)

    def put(self, profile: Any, value: object) -> Any:  # noqa: ANN401 - a profile
        head, _, part = self.place.partition(".")
        inside = replace(getattr(profile, head), **{part: value}) if part else value
        return replace(profile, **{head: inside})


FIELDS = (
    ProfileField(
        "id",
        Kind.TEXT,
        form="[^\\x00-\\x1f\\x7f]{1,100}",
        meaning="an id of at most 100 characters, all of which can be seen",
        columns=(TableColumn("id", sample="c-0001"),),
    ),
    ProfileField("name", Kind.TEXT, columns=(TableColumn("name", sample="Sample Client"),)),
    ProfileField("notes", Kind.TEXT),
    ProfileField(
        "as_of",
        Kind.DAY,
        aside="the day of the answers",
        whole=True,
        columns=(TableColumn("as_of", sample="2026-11-23"),),
    ),
    ProfileField(
        "degrees",
        Kind.HOLDINGS,
        words="degrees",
        entry="A degree",
        terms="degrees",
        key="degree",
        dated="earned",
        rule="degree",
        columns=(
            TableColumn(
                "degrees",
                sample="md;ms-health-informatics:in-progress:2027-05",
                item="md:in-progress:2029-05",
            ),
        ),
        options=(CommandOption("--degree", "A degree's id (mba, bsn, md, ...)."),),
    ),
    ProfileField(
        "residency",
        Kind.TRAININGS,
        words="residency",
        entry="A residency",
        terms="specialties",
        key="specialty",
        dated="completed",
        alone=True,
        rule="residency",
        columns=(
            TableColumn("residency", "specialty", sample="internal-medicine"),
            TableColumn("residency_completed", "completed", sample="2014"),
            TableColumn(
                "residency_status",
                "status",
                offers=("completed", "in-progress", "planned"),
                prompt="completed, in-progress or planned; not needed beside residency_completed.",
            ),
            TableColumn("residency_country", "country", sample="US"),
        ),
        options=(
            CommandOption("--residency", "The residency's specialty, or none.", "specialty"),
            CommandOption("--residency-status", "completed, in-progress or planned.", "status"),
            CommandOption("--residency-completed", "When: 2014, 2014-06.", "completed"),
            CommandOption(
                "--residency-country", "Where: two letters, such as US, CA or GB.", "country"
            ),
        ),
    ),
    ProfileField(
        "fellowships",
        Kind.TRAININGS,
        words="fellowships",
        entry="A fellowship",
        terms="specialties",
        key="specialty",
        dated="completed",
        also=("accredited",),
        rule="fellowship",
        columns=(
            TableColumn(
                "fellowships",
                sample="clinical-informatics:completed:2016:accredited",
                item="clinical-informatics:completed:2023:accredited",
            ),
        ),
        options=(
            CommandOption("--fellowship", "The specialty of a finished, accredited fellowship."),
        ),
    ),
    ProfileField(
        "license",
        Kind.LICENSES,
        words="medical license",
        entry="A license",
        choices=LICENSES,
        own="medicine",
        meaning="a state of a license",
        rule="license",
        columns=(TableColumn("license", sample="unrestricted", item="nursing:OR:unrestricted"),),
        options=(CommandOption("--license", "unrestricted, restricted, training or none."),),
    ),
    ProfileField(
        "board_certifications",
        Kind.HOLDINGS,
        words="board certificates",
        entry="A board certificate",
        terms="specialties",
        key="board",
        dated="expires",
        rule="board_certification",
        columns=(
            TableColumn(
                "board_certifications",
                sample="internal-medicine",
                item="internal-medicine:lapsed:2024",
            ),
        ),
        options=(CommandOption("--board", "A current board certificate's specialty."),),
    ),
    ProfileField(
        "clinical",
        Kind.WORK,
        words="patient care after training",
        entry="Clinical work",
        also=("fte", "within_last", "still_practising", "profession"),
        columns=(
            TableColumn("clinical_years", "years", sample="9"),
            TableColumn("clinical_from", "from", prompt=FROM),
            TableColumn("still_practising", "still_practising", sample="yes", offers=("yes", "no")),
        ),
        options=(
            CommandOption(
                "--clinical-years", 'Years of patient care after training: 9, "5-7".', "years"
            ),
        ),
    ),
    ProfileField(
        "informatics",
        Kind.WORK,
        words="informatics work",
        entry="Informatics work",
        also=("fte", "within_last", "profession"),
        columns=(
            TableColumn("informatics_years", "years", sample="about 3"),
            TableColumn("informatics_fte", "fte", sample="0.25"),
            TableColumn("informatics_from", "from", prompt=FROM),
            TableColumn("informatics_to", "to", prompt="present, or when it ended: 2024-06"),
            TableColumn("informatics_within_last", "within_last", sample="5"),
        ),
        options=(
            CommandOption("--informatics-years", "Years of informatics work.", "years"),
            CommandOption("--informatics-fte", "Its share of full time, 0 to 1: 0.25.", "fte"),
        ),
    ),
    ProfileField(
        "certifications",
        Kind.HOLDINGS,
        words="certifications",
        entry="A certification",
        terms="certifications",
        key="certification",
        dated="expires",
        also=("approved",),
        rule="certification",
        columns=(
            TableColumn("certifications", sample="cphims:held:2027-03", item="cphims:held:2027-03"),
        ),
        options=(CommandOption("--cert", "A certification's id (cphims, ...)."),),
    ),
    ProfileField(
        "leadership",
        Kind.WORK,
        held="leadership.experience",
        words="leadership",
        entry="Leadership",
        columns=(TableColumn("leadership_years", "years", sample="4"),),
        options=(CommandOption("--leadership-years", "Years of leadership.", "years"),),
    ),
    ProfileField(
        "leadership.roles",
        Kind.IDS,
        name="leadership_roles",
        words="leadership roles",
        terms="leadership_roles",
        rule="leadership_role",
        columns=(TableColumn("leadership_roles", sample="committee-chair;physician-champion"),),
        options=(CommandOption("--leadership-role", "A leadership role, now or before."),),
    ),
    ProfileField(
        "leadership.people_led",
        Kind.AMOUNT,
        words="people led",
        high=1_000_000,
        unit="people",
        unit_one="person",
        rule="people_led",
        asks="Leads at least {amount}",
        columns=(TableColumn("people_led", sample="12"),),
        options=(CommandOption("--people-led", "How many people you lead."),),
    ),
    ProfileField(
        "leadership.budget_usd",
        Kind.AMOUNT,
        words="budget",
        high=100_000_000_000,
        unit="US dollars",
        rule="budget_usd",
        asks="A budget of at least {amount}",
        columns=(TableColumn("leadership_budget_usd", sample="400000"),),
    ),
    ProfileField(
        "projects",
        Kind.IDS,
        words="projects",
        terms="projects",
        rule="project",
        columns=(TableColumn("projects", sample="ehr-implementation;order-entry"),),
        options=(CommandOption("--project", "A kind of health IT project."),),
    ),
    ProfileField(
        "memberships",
        Kind.HOLDINGS,
        words="memberships",
        entry="A membership",
        terms="memberships",
        key="membership",
        dated="since",
        also=("since",),
        rule="membership",
        columns=(TableColumn("memberships", sample="amia"),),
        options=(CommandOption("--membership", "An association."),),
    ),
    ProfileField(
        "activities",
        Kind.IDS,
        words="activities",
        terms="activities",
        rule="activity",
        columns=(TableColumn("activities", sample=NONE),),
        options=(CommandOption("--activity", "An activity."),),
    ),
    ProfileField(
        "role",
        Kind.ID,
        words="present job",
        entry="A job",
        terms="roles",
        also=("since",),
        rule="role",
        columns=(
            TableColumn("role", "id", sample="attending"),
            TableColumn("role_since", "since", prompt="When this job began, such as 2024-05."),
        ),
        options=(CommandOption("--role", "The present job's id."),),
    ),
    ProfileField(
        "setting.organization",
        Kind.ID,
        words="employer",
        terms="organizations",
        rule="organization",
        columns=(TableColumn("organization", sample="academic"),),
        options=(CommandOption("--organization", "The kind of employer."),),
    ),
    ProfileField(
        "setting.beds",
        Kind.COUNT,
        aside="beds of the employer",
        high=100_000,
        whole=True,
        unit="beds",
        columns=(TableColumn("beds", sample="650"),),
        options=(CommandOption("--beds", "The employer's staffed beds."),),
    ),
    ProfileField(
        "setting.state",
        Kind.ID,
        words="state",
        terms="states",
        rule="state",
        columns=(TableColumn("state", sample="CA"),),
        options=(CommandOption("--state", "Two-letter state code."),),
    ),
    ProfileField(
        "setting.metro",
        Kind.ID,
        aside="metropolitan area",
        terms="metros",
        columns=(TableColumn("metro"),),
        options=(CommandOption("--metro", "The metropolitan area: its name or code."),),
    ),
    ProfileField(
        "constraints.hours_per_week",
        Kind.COUNT,
        aside="hours a week for the plan",
        low=0.5,  # with fewer, a course of a few dozen hours takes years
        high=168,
        unit="hours a week",
        columns=(TableColumn("hours_per_week", sample="6"),),
    ),
    ProfileField(
        "constraints.budget_usd",
        Kind.COUNT,
        aside="money for fees",
        name="own_budget",
        high=1_000_000_000,
        whole=True,
        unit="US dollars in all",
        columns=(TableColumn("budget_usd", sample="30000"),),
    ),
    ProfileField(
        "constraints.pay_usd",
        Kind.COUNT,
        aside="pay of today",
        name="present_pay",
        high=100_000_000,
        whole=True,
        unit="US dollars a year",
        columns=(TableColumn("pay_usd", sample="250000"),),
    ),
    ProfileField(
        "constraints.start",
        Kind.DAY,
        aside="when the plan begins",
        columns=(TableColumn("plan_start", sample="2027-01"),),
    ),
    ProfileField(
        "constraints.by",
        Kind.DAY,
        aside="by when it is wanted",
        columns=(TableColumn("plan_by", sample="2031"),),
    ),
    ProfileField(
        "answers",
        Kind.ANSWERS,
        words="answers",
        entry="An answer",
        terms="answers",
        rule="answer",
        columns=(TableColumn("answers", item="project-training-hours:40"),),
    ),
    ProfileField(
        "waivers",
        Kind.WAIVERS,
        aside="what is waived",
        entry="A waiver",
        columns=(TableColumn("waivers", item="ci-board:Retires next year"),),
    ),
)


HEADS: dict[str, list[ProfileField]] = {}
"""The fields by the key of a profile file that they stand under."""
for _row in FIELDS:
    HEADS.setdefault(_row.head, []).append(_row)

ANSWERS = tuple(head for head in HEADS if head not in ("id", "name", "notes", "as_of"))
"""The keys that hold what can decide anything."""

COLUMNS = {column.name: (row, column) for row in FIELDS for column in row.columns}
"""The columns of a table of clients in the order of a new one, with what each belongs to."""

PLACES = {
    name: (head, part or column.part)
    for name, (row, column) in COLUMNS.items()
    for head, _, part in (row.path.partition("."),)
    if part or column.part
}
"""Under which key of a profile file a column's answer stands, and as what: ("role", "since")."""

COLUMNS_UNDER = {
    head: names
    for head, rows in HEADS.items()
    if (names := tuple(column.name for row in rows for column in row.columns))
}
"""The columns that make up each key of a profile file."""

OWN_LISTS = {row.terms: row.one for row in FIELDS if row.one}
"""Lists that are new with a field, which a roadmap may leave out: what a message calls an id."""

BY_PATH = {row.path: row for row in FIELDS}

IN_RULES = {row.called: row for row in FIELDS if row.words}
"""The fields that rules read, by the name they have there."""

BY_NAME = {row.called: row for row in FIELDS}


def read_by(name: str) -> tuple[ProfileField, str]:
    """
    The field that a rule reads by this name, and which of its entries where the name says that
    behind a dot: the id of a question that a rule asks, or the profession of a license.
    """
    called, _, entry = name.partition(".")
    return IN_RULES[called], entry


def is_group(head: str) -> bool:
    """Whether several fields stand in one mapping under this key."""
    return [row.path for row in HEADS[head]] != [head]


def nothing_under(head: str) -> dict[str, Any] | None:
    """What a `Profile` holds under a key denied as a whole; ``None`` where that cannot be."""
    kinds = [row.kind for row in HEADS[head]]
    if not NOTHING.keys() >= {*kinds}:
        return None
    return dict(zip(parts_held(head), (NOTHING[kind] for kind in kinds), strict=True))


def parts_held(head: str) -> Iterable[str]:
    """What a `Profile` holds under a key, by the names there."""
    return (row.place.partition(".")[2] for row in HEADS[head])


def field_at(path: str) -> tuple[ProfileField, str] | None:
    """The field at a dotted path, with the part of it that is named; ``None`` if there is none."""
    if path in BY_PATH:
        return BY_PATH[path], ""
    above, _, last = path.rpartition(".")
    row = BY_PATH.get(above)
    if row and (row.kind is Kind.ANSWERS or last in (*PARTS.get(row.kind, ()), *row.also)):
        return row, last
    return None
