"""
Single changes of a person's answers, in the form that a profile file has them.

``candidates`` are, for one rule over one field, the least changes after which it holds, or no
longer does; ``with_answer`` makes a change.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from cmio_advisor.domain.base.frozen import Record, replace
from cmio_advisor.domain.base.time import Span
from cmio_advisor.domain.profile.profile import Experience, Holding, Profile, Role, Status, Training
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.domain.rules.conditions import Condition
from cmio_advisor.domain.rules.leaves import Amount, Holds, Named, Trained, Years
from cmio_advisor.domain.rules.training_place import HOME

ITEM_KEYS = {
    "degrees": "degree",
    "certifications": "certification",
    "board_certifications": "board",
}
LEADERSHIP = {"leadership_roles": "roles", "people_led": "people_led", "budget_usd": "budget_usd"}
SINGLE = {"license": "license", "role": "role", "organization": "setting.organization"}
NONE = "none"
MORE_YEARS = 5


class AnswerChange(Record, kw_only=False):
    """
    One answer: the dotted key of a profile file, the value that would stand there, and whether it
    is added to the list there.
    """

    key: str
    value: Any
    adds: bool = False


def candidates(
    leaf: Condition, profile: Profile, roadmap: Roadmap, *, wanted: bool
) -> Iterator[AnswerChange]:
    """
    Changes of one field, the least first, after which the rule may hold (``wanted``) or not. What
    is taken off a list leaves the rest of it.
    """
    if isinstance(leaf, Holds):
        yield from _holdings(leaf, profile, roadmap, wanted=wanted)
    elif isinstance(leaf, Trained):
        yield from _trainings(leaf, profile, wanted=wanted)
    elif isinstance(leaf, Years):
        yield from _years(leaf) if wanted else [_years_of(leaf, 0)]
    elif isinstance(leaf, Amount):
        yield AnswerChange(f"leadership.{leaf.field}", int(leaf.at_least) if wanted else 0)
    elif isinstance(leaf, Named):
        yield from _names(leaf, profile, wanted=wanted)


def with_answer(profile: Profile, change: AnswerChange) -> Profile:
    """
    The profile with one answer changed.
    """
    field, _, part = change.key.partition(".")
    value = change.value
    if field in ITEM_KEYS:
        return replace(profile, **{field: _with_holding(getattr(profile, field) or (), change)})
    if field in ("residency", "fellowships"):
        return replace(profile, **{field: _with_training(getattr(profile, field) or (), change)})
    if field == "leadership":
        led = _led(profile, change) if part else {"experience": (_experience(value),)}
        return replace(profile, leadership=replace(profile.leadership, **led))
    if field in ("clinical", "informatics"):
        return replace(profile, **{field: (_experience(value),)})
    if field == "role":
        return replace(profile, role=Role(id=value))
    if field == "setting":
        return replace(profile, setting=replace(profile.setting, organization=value))
    if field == "license":
        return replace(profile, license=value)
    names = getattr(profile, field) or () if change.adds else ()
    return replace(profile, **{field: (*names, *([value] if change.adds else value))})


def _with_holding(held: tuple[Holding, ...], change: AnswerChange) -> tuple[Holding, ...]:
    """
    One more holding, or only those that a list keeps.
    """
    key = ITEM_KEYS[change.key]
    if not change.adds:
        left = {_holding(each, key).id for each in change.value}
        return tuple(each for each in held if each.id in left)
    new = _holding(change.value, key)
    return (*(each for each in held if each.id != new.id), new)


def _with_training(trained: tuple[Training, ...], change: AnswerChange) -> tuple[Training, ...]:
    """
    One more training, only this one, or only those that a list keeps.
    """
    if isinstance(change.value, list):
        return tuple(each for each in trained if _told_training(each) in change.value)
    return (*(trained if change.adds else ()), _training(change.value))


def _holdings(
    leaf: Holds, profile: Profile, roadmap: Roadmap, *, wanted: bool
) -> Iterator[AnswerChange]:
    if not wanted:
        held = getattr(profile, leaf.field) or ()
        kept = [_told_holding(each, leaf.field) for each in held if each.id not in leaf.ids]
        yield AnswerChange(leaf.field, kept)
        return
    kind = "specialties" if leaf.field == "board_certifications" else leaf.field
    for id_ in roadmap.vocabulary.ids(kind):
        if id_ in leaf.ids:
            plain = leaf.status is Status.HELD
            value = id_ if plain else {ITEM_KEYS[leaf.field]: id_, "status": leaf.status.value}
            yield AnswerChange(leaf.field, value, adds=True)


def _trainings(leaf: Trained, profile: Profile, *, wanted: bool) -> Iterator[AnswerChange]:
    if not wanted:
        trained = getattr(profile, leaf.field) or ()
        others = (each for each in trained if leaf.specialties.isdisjoint({each.specialty}))
        kept = [_told_training(each) for each in others] if leaf.specialties else []
        yield AnswerChange(leaf.field, kept)
        return
    status = "completed" if leaf.status is Status.HELD else leaf.status.value
    for specialty in sorted(leaf.specialties) or [""]:
        value: dict[str, Any] = {"specialty": specialty} if specialty else {}
        value["status"] = status
        if leaf.accredited:
            value["accredited"] = True
        if leaf.countries and not leaf.elsewhere:
            value["country"] = HOME if HOME in leaf.countries else min(leaf.countries)
        yield AnswerChange(leaf.field, value, adds=leaf.field == "fellowships")


def _years(leaf: Years) -> Iterator[AnswerChange]:
    """
    So many years, least first: where they have to lie in a window, some of the work told may lie
    outside it, so that more of it is needed.
    """
    least = leaf.at_least or 1
    more = range(MORE_YEARS + 1) if leaf.window else (0,)
    for extra in more:
        years = least + extra
        told: dict[str, Any] = {"years": int(years) if years == int(years) else years}
        if leaf.fte:
            told["fte"] = leaf.fte
        if leaf.window is not None:
            told["within_last"] = told["years"]
        yield AnswerChange(leaf.field, told) if len(told) > 1 else _years_of(leaf, told["years"])


def _years_of(leaf: Years, years: float) -> AnswerChange:
    """
    So many years alone; those of leadership stand beside what else is told of it.
    """
    if leaf.field == "leadership":
        return AnswerChange("leadership.years", years)
    return AnswerChange(leaf.field, {"years": years})


def _names(leaf: Named, profile: Profile, *, wanted: bool) -> Iterator[AnswerChange]:
    key = f"leadership.{LEADERSHIP[leaf.field]}" if leaf.field in LEADERSHIP else leaf.field
    if leaf.field in SINGLE:
        for id_ in sorted(leaf.ids) if wanted else [NONE]:
            yield AnswerChange(SINGLE[leaf.field], id_)
    elif wanted:
        yield from (AnswerChange(key, id_, adds=True) for id_ in sorted(leaf.ids))
    else:
        told = profile.leadership.roles if key != leaf.field else getattr(profile, key)
        yield AnswerChange(key, [each for each in told or () if each not in leaf.ids])


def _told_holding(holding: Holding, field: str) -> str | dict[str, Any]:
    """
    A degree or certificate as a profile file has it.
    """
    days = {"earned": holding.earned, "expected": holding.expected, "expires": holding.expires}
    told = {key: day.text() for key, day in days.items() if day is not None}
    if holding.approved is not None:
        told["approved"] = holding.approved.text()
    if holding.status is not Status.HELD:
        told["status"] = holding.status.value
    return {ITEM_KEYS[field]: holding.id, **told} if told else holding.id


def _told_training(training: Training) -> dict[str, Any]:
    """
    A residency or fellowship as a profile file has it.
    """
    told: dict[str, Any] = {"specialty": training.specialty} if training.specialty else {}
    if training.status is not None:
        done = training.status is Status.HELD
        told["status"] = "completed" if done else training.status.value
    days = {"completed": training.completed, "expected": training.expected}
    told |= {key: day.text() for key, day in days.items() if day is not None}
    if training.accredited is not None:
        told["accredited"] = training.accredited
    if training.country is not None:
        told["country"] = training.country
    return told


def _holding(value: str | Mapping[str, Any], key: str) -> Holding:
    if isinstance(value, str):
        return Holding(id=value)
    return Holding(id=value[key], status=Status(value.get("status", Status.HELD)))


def _training(value: Mapping[str, Any]) -> Training:
    status = Status.HELD if value["status"] == "completed" else Status(value["status"])
    return Training(
        specialty=value.get("specialty"),
        status=status,
        accredited=value.get("accredited"),
        country=value.get("country"),
    )


def _experience(value: Mapping[str, Any]) -> Experience:
    fte = value.get("fte")
    return Experience(
        years=Span(value["years"], value["years"]),
        fte=None if fte is None else Span(fte, fte),
        within_last=value.get("within_last"),
    )


def _led(profile: Profile, change: AnswerChange) -> dict[str, Any]:
    part = change.key.partition(".")[2]
    if part == "years":
        return {"experience": (Experience(years=Span(change.value, change.value)),)}
    if part != "roles":
        return {part: Span(change.value, change.value)}
    before = (profile.leadership.roles or ()) if change.adds else ()
    return {"roles": (*before, *([change.value] if change.adds else change.value))}
