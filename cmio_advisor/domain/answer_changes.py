"""
Single changes of a person's answers, in the form that a profile file has them.

``candidates`` are, for one rule over one field, the least changes after which it holds, or no
longer does; ``with_answer`` makes a change.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from cmio_advisor.domain.conditions import Condition
from cmio_advisor.domain.leaves import Amount, Holds, Named, Trained, Years
from cmio_advisor.domain.profile import Experience, Holding, Profile, Role, Status, Training
from cmio_advisor.domain.record import Record, replace
from cmio_advisor.domain.roadmap import Roadmap
from cmio_advisor.domain.timeline import Span

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


def candidates(leaf: Condition, roadmap: Roadmap, *, wanted: bool) -> Iterator[AnswerChange]:
    """
    Changes of one field, the least first, after which the rule may hold (``wanted``) or not.
    """
    if isinstance(leaf, Holds):
        yield from _holdings(leaf, roadmap, wanted=wanted)
    elif isinstance(leaf, Trained):
        yield from _trainings(leaf, wanted=wanted)
    elif isinstance(leaf, Years):
        yield from _years(leaf) if wanted else [_years_of(leaf, 0)]
    elif isinstance(leaf, Amount):
        yield AnswerChange(f"leadership.{leaf.field}", int(leaf.at_least) if wanted else 0)
    elif isinstance(leaf, Named):
        yield from _names(leaf, wanted=wanted)


def with_answer(profile: Profile, change: AnswerChange) -> Profile:
    """
    The profile with one answer changed.
    """
    field, _, part = change.key.partition(".")
    value = change.value
    if field in ITEM_KEYS:
        held = getattr(profile, field) or () if change.adds else ()
        given = [value] if change.adds else value
        new = tuple(_holding(each, ITEM_KEYS[field]) for each in given)
        kept = tuple(each for each in held if each.id not in {made.id for made in new})
        return replace(profile, **{field: (*kept, *new)})
    if field in ("residency", "fellowships"):
        before = (getattr(profile, field) or ()) if change.adds else ()
        new_training = () if value in ([], NONE) else (_training(value),)
        return replace(profile, **{field: (*before, *new_training)})
    if field == "leadership" and part == "years":
        worked = (Experience(years=Span(value, value)),)
        return replace(profile, leadership=replace(profile.leadership, experience=worked))
    if field == "leadership" and part:
        return replace(profile, leadership=replace(profile.leadership, **_led(profile, change)))
    if field == "leadership":
        worked = (_experience(value),)
        return replace(profile, leadership=replace(profile.leadership, experience=worked))
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


def _holdings(leaf: Holds, roadmap: Roadmap, *, wanted: bool) -> Iterator[AnswerChange]:
    if not wanted:
        yield AnswerChange(leaf.field, [])
        return
    kind = "specialties" if leaf.field == "board_certifications" else leaf.field
    for id_ in roadmap.vocabulary.ids(kind):
        if id_ in leaf.ids:
            plain = leaf.status is Status.HELD
            value = id_ if plain else {ITEM_KEYS[leaf.field]: id_, "status": leaf.status.value}
            yield AnswerChange(leaf.field, value, adds=True)


def _trainings(leaf: Trained, *, wanted: bool) -> Iterator[AnswerChange]:
    if not wanted:
        yield AnswerChange(leaf.field, [])
        return
    status = "completed" if leaf.status is Status.HELD else leaf.status.value
    for specialty in sorted(leaf.specialties) or [""]:
        value: dict[str, Any] = {"specialty": specialty} if specialty else {}
        value["status"] = status
        if leaf.accredited:
            value["accredited"] = True
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


def _names(leaf: Named, *, wanted: bool) -> Iterator[AnswerChange]:
    key = f"leadership.{LEADERSHIP[leaf.field]}" if leaf.field in LEADERSHIP else leaf.field
    if leaf.field in SINGLE:
        for id_ in sorted(leaf.ids) if wanted else [NONE]:
            yield AnswerChange(SINGLE[leaf.field], id_)
    elif wanted:
        yield from (AnswerChange(key, id_, adds=True) for id_ in sorted(leaf.ids))
    else:
        yield AnswerChange(key, [])


def _holding(value: str | Mapping[str, Any], key: str) -> Holding:
    if isinstance(value, str):
        return Holding(id=value)
    return Holding(id=value[key], status=Status(value["status"]))


def _training(value: Mapping[str, Any]) -> Training:
    status = Status.HELD if value["status"] == "completed" else Status(value["status"])
    return Training(
        specialty=value.get("specialty"), status=status, accredited=value.get("accredited")
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
    if part != "roles":
        return {part: Span(change.value, change.value)}
    before = (profile.leadership.roles or ()) if change.adds else ()
    return {"roles": (*before, *([change.value] if change.adds else change.value))}
