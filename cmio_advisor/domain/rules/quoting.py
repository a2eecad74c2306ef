"""
What a person told us on a field, quoted in words, so that every line shows what it rests on.
"""

from collections.abc import Callable

from cmio_advisor.domain.base.terms import Vocabulary
from cmio_advisor.domain.base.time import Span
from cmio_advisor.domain.profile.profile import Experience, Holding, Profile, Status, Training
from cmio_advisor.domain.rules.conditions import Condition
from cmio_advisor.domain.rules.leaves import Leaf, experience_of

NOT_TOLD = "not told"
NOTHING = "none"
STATUS_WORDS = {
    Status.LAPSED: "lapsed",
    Status.IN_PROGRESS: "in progress",
    Status.PLANNED: "planned",
    Status.APPROVED: "application approved",
}


def told_on(condition: Condition, profile: Profile, words: Vocabulary) -> str:
    """
    What was told on every field that a condition reads, in the order it reads them.
    """
    return "; ".join(
        f"{FIELD_WORDS[field]}: {told_field(profile, field, words)}"
        for field in told_fields(condition)
    )


def told_fields(condition: Condition) -> tuple[str, ...]:
    """
    The fields that a condition reads, in the order it reads them.
    """
    leaves = (leaf for leaf in condition.leaves() if isinstance(leaf, Leaf))
    return tuple(dict.fromkeys(leaf.field for leaf in leaves))


def told_field(profile: Profile, field: str, words: Vocabulary) -> str:
    """
    One field in words: "not told", "none", or what was said.
    """
    quoted = _QUOTES[field](profile, words)
    if quoted is None:
        return NOT_TOLD
    return ", ".join(quoted) if quoted else NOTHING


def span_words(span: Span, unit: str, unit_one: str | None = None) -> str:
    """
    A range with its unit: "9 years", "5 to 7 years".
    """
    if span.low == span.high:
        return f"{span.low:,.10g} {unit_one if span.low == 1 and unit_one else unit}"
    if span.high == float("inf"):
        return f"{unit} not told"
    return f"{span.low:,.10g} to {span.high:,.10g} {unit}"


def _years_words(years: float) -> str:
    return "year" if years == 1 else f"{years:g} years"


def _holdings(
    holdings: tuple[Holding, ...] | None, words: Vocabulary, kind: str
) -> list[str] | None:
    if holdings is None:
        return None
    ordered = sorted(holdings, key=lambda each: _rank(words, kind, each.id))
    return [words.title(kind, each.id) + _holding_detail(each) for each in ordered]


def _rank(words: Vocabulary, kind: str, told: str) -> int:
    """
    The place of an id in the roadmap's list, in which answers are quoted.
    """
    return words.ids(kind).index(told)


def _holding_detail(holding: Holding) -> str:
    details = [STATUS_WORDS[holding.status]] if holding.status in STATUS_WORDS else []
    for word, day in (
        ("earned", holding.earned),
        ("expected", holding.expected),
        ("expires", holding.expires),
        ("approved", holding.approved),
    ):
        if day is not None:
            details.append(f"{word} {day.text()}")
    return f" ({', '.join(details)})" if details else ""


def _trainings(trainings: tuple[Training, ...] | None, words: Vocabulary) -> list[str] | None:
    if trainings is None:
        return None
    return [_training(each, words) for each in trainings]


def _training(training: Training, words: Vocabulary) -> str:
    name = words.title("specialties", training.specialty) if training.specialty else "one"
    details = []
    if training.completed is not None:
        details.append(f"completed {training.completed.text()}")
    elif training.status is not None:
        done = "completed" if training.status is Status.HELD else STATUS_WORDS[training.status]
        details.append(done)
    if training.expected is not None:
        details.append(f"expected {training.expected.text()}")
    if training.accredited is not None:
        details.append("accredited" if training.accredited else "not accredited")
    if training.country is not None:
        details.append(words.title("countries", training.country))
    return f"{name} ({', '.join(details) or 'not told whether completed'})"


def _experience(profile: Profile, field: str) -> list[str] | None:
    entries = experience_of(profile, field)
    return None if entries is None else [_work(each) for each in entries]


def _work(entry: Experience) -> str:
    parts = [span_words(entry.years, "years", "year")] if entry.years else []
    if entry.start:
        end = "the present" if entry.ongoing else entry.end.text() if entry.end else "not told"
        parts.append(f"from {entry.start.text()} to {end}")
    elif entry.ongoing:
        parts.append("going on")
    if entry.fte:
        share = Span(round(entry.fte.low * 100), round(entry.fte.high * 100))
        parts.append(f"at {span_words(share, '% of full time')}")
    if entry.within_last:
        parts.append(f"within the last {_years_words(entry.within_last)}")
    return " ".join(parts) or "not told how long"


def _names(names: tuple[str, ...] | None, words: Vocabulary, kind: str) -> list[str] | None:
    if names is None:
        return None
    return [
        words.title(kind, name) for name in sorted(names, key=lambda each: _rank(words, kind, each))
    ]


def _role(profile: Profile, words: Vocabulary) -> list[str] | None:
    if profile.role is None:
        return None
    if profile.role.id == NOTHING:
        return []
    since = f" (since {profile.role.since.text()})" if profile.role.since else ""
    return [words.title("roles", profile.role.id) + since]


def _amount(span: Span | None, unit: str) -> list[str] | None:
    return None if span is None else [span_words(span, unit)]


FIELD_WORDS = {
    "degrees": "degrees",
    "certifications": "certifications",
    "board_certifications": "board certificates",
    "residency": "residency",
    "fellowships": "fellowships",
    "clinical": "patient care after training",
    "informatics": "informatics work",
    "leadership": "leadership",
    "people_led": "people led",
    "budget_usd": "budget",
    "license": "medical license",
    "role": "present post",
    "leadership_roles": "leadership roles",
    "projects": "projects",
    "memberships": "memberships",
    "activities": "activities",
    "organization": "employer",
}

_QUOTES: dict[str, Callable[[Profile, Vocabulary], list[str] | None]] = {
    "degrees": lambda told, words: _holdings(told.degrees, words, "degrees"),
    "certifications": lambda told, words: _holdings(told.certifications, words, "certifications"),
    "board_certifications": lambda told, words: _holdings(
        told.board_certifications, words, "specialties"
    ),
    "residency": lambda told, words: _trainings(told.residency, words),
    "fellowships": lambda told, words: _trainings(told.fellowships, words),
    "clinical": lambda told, _: _experience(told, "clinical"),
    "informatics": lambda told, _: _experience(told, "informatics"),
    "leadership": lambda told, _: _experience(told, "leadership"),
    "people_led": lambda told, _: _amount(told.leadership.people_led, "people"),
    "budget_usd": lambda told, _: _amount(told.leadership.budget_usd, "US dollars"),
    "license": lambda told, _: None if told.license is None else [told.license],
    "role": _role,
    "leadership_roles": lambda told, words: _names(
        told.leadership.roles, words, "leadership_roles"
    ),
    "projects": lambda told, words: _names(told.projects, words, "projects"),
    "memberships": lambda told, words: _names(told.memberships, words, "memberships"),
    "activities": lambda told, words: _names(told.activities, words, "activities"),
    "organization": lambda told, words: _names(
        None if told.setting.organization is None else (told.setting.organization,),
        words,
        "organizations",
    ),
}
