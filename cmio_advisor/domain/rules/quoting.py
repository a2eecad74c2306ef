"""What a person told us on a field, quoted in words, so that every line shows what it rests on."""

from collections.abc import Callable
from typing import Any

from cmio_advisor.domain.base.frozen import replace
from cmio_advisor.domain.base.terms import Vocabulary
from cmio_advisor.domain.base.time import Span
from cmio_advisor.domain.profile.fields import NONE, Kind, ProfileField, read_by
from cmio_advisor.domain.profile.profile import (
    MORE,
    Experience,
    Holding,
    License,
    Profile,
    Reply,
    Role,
    Status,
    Training,
)
from cmio_advisor.domain.rules.conditions import Condition
from cmio_advisor.domain.rules.leaves import Leaf

NOT_ANSWERED = "not answered"
STATUS_WORDS = {
    Status.LAPSED: "lapsed",
    Status.IN_PROGRESS: "in progress",
    Status.PLANNED: "planned",
    Status.APPROVED: "application approved",
}


def answers_on(condition: Condition, profile: Profile, words: Vocabulary) -> str:
    """What was told on every field that a condition reads, in the order it reads them."""
    return "; ".join(
        f"{field_words(field, words)}: {answer_text(profile, field, words)}"
        for field in answered_fields(condition)
    )


def answered_fields(condition: Condition) -> tuple[str, ...]:
    """The fields that a condition reads, in the order it reads them."""
    leaves = (leaf for leaf in condition.leaves() if isinstance(leaf, Leaf))
    return tuple(dict.fromkeys(leaf.field for leaf in leaves))


def answer_text(profile: Profile, field: str, words: Vocabulary) -> str:
    """One field in words: "not answered", "none", or what was said."""
    row, entry = read_by(field)
    answer = row.of(profile)
    if entry and answer is not None:
        if row.kind is Kind.LICENSES:
            answer = _seen_by(entry, row, answer)
        else:
            answer = tuple(each for each in answer if each.id == entry) or None
    return NOT_ANSWERED if answer is None else in_words(row, answer, words)


def in_words(row: ProfileField, answer: Any, words: Vocabulary) -> str:  # noqa: ANN401 - the field decides
    """What a field holds, in words."""
    return ", ".join(_QUOTES[row.kind](row, answer, words)) or NONE


def field_words(field: str, words: Vocabulary) -> str:
    """What a report calls what a rule reads."""
    row, entry = read_by(field)
    if row.kind is Kind.LICENSES and entry:
        return f"{entry.replace('-', ' ')} license"
    return words.title(row.terms, entry) if entry else row.words


def _seen_by(
    profession: str, row: ProfileField, licenses: tuple[License, ...]
) -> tuple[License, ...] | None:
    """
    The licenses of a profession without its name, which the field's words say, or else those of
    others that were told; ``None`` where only the roadmap's own profession was spoken of.
    """
    if not any(each.profession for each in licenses):
        return None
    named = ((each, each.profession or row.own) for each in licenses)
    seen = [replace(each, profession=None if of == profession else of) for each, of in named]
    return tuple(each for each in seen if each.profession is None) or tuple(seen)


def span_words(span: Span, unit: str, unit_one: str | None = None) -> str:
    """A range with its unit: "9 years", "5 to 7 years"."""
    if span.low == span.high:
        one = unit_one if span.low == 1 and unit_one else unit
        return f"{span.low:,.10g} {one}".rstrip()
    return f"{span.low:,.10g} to {span.high:,.10g} {unit}".rstrip()


def _listed(row: ProfileField, entries: tuple[Holding | str, ...], words: Vocabulary) -> list[str]:
    """In the order of the roadmap's list; what it does not have is last."""
    known, said = words.ids(row.terms), []
    for entry in entries:
        id_, more = (entry, "") if isinstance(entry, str) else (entry.id, _holding_detail(entry))
        title = "perhaps others" if id_ == MORE else words.title(row.terms, id_)
        said.append((known.index(id_) if id_ in known else len(known), id_, title + more))
    return [text for _, _, text in sorted(said, key=lambda each: each[:2])]


def _holding_detail(holding: Holding) -> str:
    details = [STATUS_WORDS[holding.status]] if holding.status in STATUS_WORDS else []
    days = ("earned", "expected", "expires", "approved", "since")
    details += [f"{day} {told.text()}" for day in days if (told := getattr(holding, day))]
    return f" ({', '.join(details)})" if details else ""


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
    return f"{name} ({', '.join(details) or 'not said whether completed'})"


def _work(entry: Experience) -> str:
    parts = [span_words(entry.years, "years", "year")] if entry.years else []
    if entry.start:
        end = "the present" if entry.ongoing else entry.end.text() if entry.end else "no end given"
        parts.append(f"from {entry.start.text()} to {end}")
    elif entry.ongoing:
        parts.append("going on")
    if entry.fte:
        share = Span(round(entry.fte.low * 100), round(entry.fte.high * 100))
        parts.append(f"at {span_words(share, '% of full time')}")
    if entry.within_last:
        last = "year" if entry.within_last == 1 else f"{entry.within_last:g} years"
        parts.append(f"within the last {last}")
    if entry.profession:
        parts.append(f"in {entry.profession.replace('-', ' ')}")
    return " ".join(parts) or "not said how long"


def _licenses(row: ProfileField, licenses: tuple[License, ...], words: Vocabulary) -> list[str]:
    """
    Those of the profession asked about first; that none is named where there are others only: the
    list is taken as complete.
    """
    del row
    ordered = sorted(licenses, key=lambda each: each.profession is not None)
    said = [_license(each, words) for each in ordered]
    is_named = not said or ordered[0].profession is None
    return said if is_named else [f"none named ({', '.join(said)})"]


def _license(license_: License, words: Vocabulary) -> str:
    profession = license_.profession and license_.profession.replace("-", " ")
    state = f" ({words.title('states', license_.state)})" if license_.state else ""
    return " ".join(filter(None, (profession, license_.status))) + state


def _id(row: ProfileField, held: Role | str, words: Vocabulary) -> list[str]:
    if isinstance(held, str):
        return [words.title(row.terms, held)]
    if held.id == NONE:
        return []
    since = f" (since {held.since.text()})" if held.since else ""
    return [words.title(row.terms, held.id) + since]


def _replies(row: ProfileField, replies: tuple[Reply, ...], words: Vocabulary) -> list[str]:
    """One by itself, several each with its title."""
    if len(replies) == 1:
        return [_reply(replies[0])]
    return [f"{words.title(row.terms, each.id)}: {_reply(each)}" for each in replies]


def _reply(reply: Reply) -> str:
    if isinstance(reply.value, bool):
        return "yes" if reply.value else "no"
    return span_words(reply.value, "")


_QUOTES: dict[Kind, Callable[[ProfileField, Any, Vocabulary], list[str]]] = {
    Kind.ANSWERS: _replies,
    Kind.LICENSES: _licenses,
    Kind.AMOUNT: lambda row, span, _words: [span_words(span, row.unit, row.unit_one)],
    Kind.ID: _id,
    **dict.fromkeys((Kind.IDS, Kind.HOLDINGS), _listed),
    Kind.TRAININGS: lambda _row, trainings, words: [_training(each, words) for each in trainings],
    Kind.WORK: lambda _row, entries, _words: list(map(_work, entries)),
}
"""How each kind of field that a rule reads is quoted."""
