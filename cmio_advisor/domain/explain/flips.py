"""The smallest changes of a person's answers that turn a rule's result."""

from collections.abc import Callable, Iterable, Iterator
from itertools import combinations

from cmio_advisor.domain.base.frozen import Frozen, replace
from cmio_advisor.domain.explain.changes import AnswerChange, candidates, with_answer
from cmio_advisor.domain.judge.case import ProfileCase
from cmio_advisor.domain.profile.profile import Holding, Profile
from cmio_advisor.domain.roadmap.roadmap import Presupposed
from cmio_advisor.domain.rules.conditions import AtLeast, Condition, Dated, Not, Reference
from cmio_advisor.domain.rules.leaves import Holds, Trained, Years

MOST_CHANGES = 3
"""Changes taken together at most; what needs more is a road of its own, which a plan lays out."""
MOST_TRIED = 8_000
"""A second or so; what is not found by then is told as not found."""
MOST_SHOWN = 6

Shape = tuple[object, ...]


class Flip(Frozen):
    """
    Changes that together turn the result, and what the answers are with them.

    ``instead`` are, for each of the changes, others of its kind that would do in its place: another
    of the degrees that a rule takes, for instance.
    """

    changes: tuple[AnswerChange, ...]
    instead: tuple[tuple[AnswerChange, ...], ...]
    profile: Profile


def smallest_flips(
    condition: Condition,
    case: ProfileCase,
    holds: Callable[[ProfileCase], bool],
) -> tuple[Flip, ...]:
    """
    The smallest sets of changes after which ``holds`` answers otherwise than today; at most six
    kinds of set, all of one size, in the order in which the rule names them.

    Every rule over a single field contributes its least changes, those behind a named rule too, so
    that within ``MOST_CHANGES`` and ``MOST_TRIED`` no smaller set exists. None meets it by what
    nobody can have beside the other answers.
    """
    wanted = not holds(case)
    named = _changes(condition, case, wanted=wanted, deep=True)
    each_once = list({repr(each): each for each in named}.values())

    def profile_with(changes: Iterable[AnswerChange]) -> Profile:
        profile = case.profile
        for change in changes:
            profile = with_answer(profile, change)
        return profile

    def turns(changes: Iterable[AnswerChange]) -> bool:
        other = replace(case, profile=profile_with(changes))
        return holds(other) is wanted and not (wanted and _is_ruled_out(changes, other, case))

    tried = 0
    for size in range(1, MOST_CHANGES + 1):
        found: dict[Shape, tuple[AnswerChange, ...]] = {}
        for changes in combinations(each_once, size):
            shape = tuple(map(_shape, changes))
            if shape in found or len(found) == MOST_SHOWN:
                continue
            tried += 1
            if tried > MOST_TRIED:
                break
            if turns(changes):
                found[shape] = changes
        if found:
            return tuple(
                Flip(
                    changes=changes,
                    instead=_instead(changes, each_once, turns),
                    profile=profile_with(changes),
                )
                for changes in found.values()
            )
    return ()


def _is_ruled_out(changes: Iterable[AnswerChange], other: ProfileCase, case: ProfileCase) -> bool:
    """
    Whether the changes leave answers that nobody can have beside each other and were not so before:
    what comes first was not, or was in another specialty.
    """
    return any(
        each.what.judge(other).holds
        and (
            (each.first.judge(other).fails and not each.what.judge(case).holds)
            or any(_is_of_other_specialty(change, each, other) for change in changes)
        )
        for each in case.roadmap.presupposed
    )


def _is_of_other_specialty(
    change: AnswerChange, presupposed: Presupposed, case: ProfileCase
) -> bool:
    """Whether a certificate is added that takes a training, beside trainings in others only."""
    first, added = presupposed.first, change.value
    if not isinstance(first, Trained) or not isinstance(added, Holding):
        return False
    asked = {
        id_ for leaf in presupposed.what.leaves() if isinstance(leaf, Holds) for id_ in leaf.ids
    }
    trained = {each.specialty for each in getattr(case.profile, first.field) or ()}
    return added.id in asked and bool(trained) and trained.isdisjoint((added.id, None))


def _shape(change: AnswerChange) -> Shape:
    """What kind of change it is: the field, and all that is said of the value but which it is."""
    value = change.value
    said: tuple[str, ...] = ()
    if isinstance(value, Frozen):
        usual = value.record_defaults
        said = tuple(name for name, each in value.__dict__.items() if each != usual.get(name))
    return change.path, change.adds, isinstance(value, tuple), said


def _instead(
    changes: tuple[AnswerChange, ...],
    others: Iterable[AnswerChange],
    turns: Callable[[Iterable[AnswerChange]], bool],
) -> tuple[tuple[AnswerChange, ...], ...]:
    """For each change those of its kind that turn the result with the rest as it is."""
    return tuple(
        tuple(
            other
            for other in others
            if other not in changes
            and _shape(other) == _shape(change)
            and turns((*changes[:place], other, *changes[place + 1 :]))
        )
        for place, change in enumerate(changes)
    )


def _changes(
    condition: Condition, case: ProfileCase, *, wanted: bool, deep: bool
) -> Iterator[AnswerChange]:
    """The least changes of every leaf that would move the rule the way it is wanted."""
    if isinstance(condition, AtLeast):
        for part in condition.parts:
            yield from _changes(part, case, wanted=wanted, deep=deep)
    elif isinstance(condition, Not):
        yield from _changes(condition.part, case, wanted=not wanted, deep=deep)
    elif isinstance(condition, Dated):
        yield from _changes(condition.part, case, wanted=wanted, deep=deep)
    elif isinstance(condition, Reference):
        if deep:
            rule = case.roadmap.named_rule(condition)
            yield from _changes(rule, case, wanted=wanted, deep=False)
    else:
        found = condition.judge(case)
        moved = not found.holds if wanted else not found.fails
        if moved:
            yield from _moving(condition, case, wanted=wanted)


def _moving(leaf: Condition, case: ProfileCase, *, wanted: bool) -> Iterator[AnswerChange]:
    """Those changes of one field that do move its rule; of numbers the least."""
    for change in candidates(leaf, case.profile, case.roadmap, wanted=wanted):
        found = leaf.judge(replace(case, profile=with_answer(case.profile, change)))
        if found.holds if wanted else found.fails:
            yield change
            if isinstance(leaf, Years):
                return
