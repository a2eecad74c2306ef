"""
What keeps a roadmap from being put to use though it can be read: rules that hold of nobody or of
everybody whom the rules make up, and what nothing uses.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date

from cmio_advisor.domain.base.frozen import Frozen
from cmio_advisor.domain.judge.case import ProfileCase
from cmio_advisor.domain.profile.fields import IN_RULES
from cmio_advisor.domain.roadmap.roadmap import Roadmap, Strength
from cmio_advisor.domain.rules.conditions import AtLeast, Condition, Dated, Not, NotKnown, Reference
from cmio_advisor.domain.rules.implication import implies
from cmio_advisor.domain.rules.leaves import Holds, Leaf
from cmio_advisor.domain.scenarios.made_up import MadeUp, conditions_in
from cmio_advisor.loading.roadmap.files import SHARED, TO_BE_FOUND
from cmio_advisor.loading.roadmap.places import Places
from cmio_advisor.loading.roadmap.shared import default_texts

OF_THEM = "of the {count} people whom the rules make up (see roadmap test)"
NEVER = "its rule holds of none {of_them}."
ALWAYS = "its rule holds of all {of_them}."
UNREACHED = "alternative {place} of its rule holds of none {of_them}."
COVERED = "alternative {place} of its rule never matters: who meets it meets alternative {other}."
AFTER = 'a sign before it holds of everybody of whom this one does, so nobody is told "{}".'
UNUSED = "no rule reads it, no route leads to it, and nothing says who may sit for it."
OVER = "its rule ended before {day}, so it holds of nobody."
NO_CHANCE = (
    "it opens once a year, and not everybody finds a place, but it says neither the odds of one "
    "nor what was searched for them: write odds, or searched; of a match, odds."
)


class WrittenRule(Frozen, kw_only=False):
    """A rule with its file, the id of what it belongs to, and the sentence of a sign."""

    file: str
    id: str
    rule: Condition
    why: str = ""

    @property
    def named(self) -> str:
        """How messages call it."""
        return f'{self.id}: "{self.why}"' if self.why else self.id


def unreached(
    roadmap: Roadmap, rules: Iterable[WrittenRule], places: Places, on: date
) -> Iterator[str]:
    """Every such fault, with its place."""
    made_up = MadeUp(roadmap, on)
    cases = [made_up.case(each) for each in made_up.people]
    of_them = OF_THEM.format(count=len(cases))
    unread = {f"answers.{each}" for each in places.unread - roadmap.by_ask.keys()}
    for each in rules:
        where = places.of(each.file, each.id, each.why or None)
        if _read(each.rule) & unread:
            continue
        # What ended is kept where the evidence reaches back to it, but no sign is told of it today.
        last = on if each.why else roadmap.evidence_from
        if _is_over(each.rule, last):
            yield f"{where}: {each.named}: {OVER.format(day=last)}"
        for text in _faults(each.rule, cases, on, roadmap):
            # An alternative of what several share may be there for the people of another roadmap.
            if text in (NEVER, ALWAYS) or not where.startswith(f"{SHARED}/"):
                yield f"{where}: {each.named}: {text.replace('{of_them}', of_them)}"
    for rung in roadmap.ladder:
        for place, sign in enumerate(rung.signs):
            if any(implies(sign.when, each.when) for each in rung.signs[:place]):
                yield places.fault("roadmap.yaml", rung.id, AFTER.format(sign.why), sign.why)


EXAMS = ("certifications", "board_certifications")
"""Whoever registers for the exam of a certificate may sit it: there are no places."""


def without_chance(roadmap: Roadmap, places: Places) -> Iterator[str]:
    """Yearly openings to apply for, or to leave a job for, without a word of the chance."""
    for requirement in roadmap.requirements():
        is_exam = not _read(requirement.met_when).isdisjoint(EXAMS)
        for route in requirement.routes:
            cycle = route.cycle
            if cycle is None or route.odds or route.odds_of_groups:
                continue
            # A match publishes its shares, so of one that nothing was found is never the answer.
            was_searched = not cycle.match and (route.searched or cycle.searched)
            applies = not is_exam and any(each.applies for each in cycle.events)
            if not was_searched and (route.full_time or cycle.match or applies):
                yield places.fault("roadmap.yaml", route.id, NO_CHANCE)


def unused(roadmap: Roadmap, places: Places) -> Iterator[str]:
    """Certificates and yearly openings that nothing uses."""
    named = {text for _, path, text in places.texts() if path[-1] in ("cycle", "through")}
    own = {*places.own("roadmap.yaml")} - named
    for cycle in roadmap.cycles:
        if cycle.id in own:
            yield places.fault("roadmap.yaml", cycle.id, "no route has this cycle.")
    routes = [*roadmap.own_steps, *(each for one in roadmap.requirements() for each in one.routes)]
    used = {each.earns for each in routes}
    for rule in conditions_in(tuple(getattr(roadmap, each) for each in roadmap.record_fields)):
        for leaf in rule.leaves():
            if isinstance(leaf, Holds):
                used |= leaf.ids
            elif isinstance(leaf, Reference):
                used.add(leaf.id)
    for each in roadmap.credentials:
        if each.id not in used and not each.requires and not each.pathways:
            yield places.fault("credentials.yaml", each.id, UNUSED)


def _faults(rule: Condition, cases: list[ProfileCase], on: date, roadmap: Roadmap) -> Iterator[str]:
    if not rule.leaves() or _is_open_ended(rule, on, roadmap):
        return
    holding = [each for each in cases if rule.judge(each).holds]
    if not holding:
        yield NEVER
    elif len(holding) == len(cases):
        yield ALWAYS
    else:
        yield from _alternatives(rule, cases, on, roadmap)


def _alternatives(
    rule: Condition, cases: list[ProfileCase], on: date, roadmap: Roadmap
) -> Iterator[str]:
    """Of a rule that some meet and some do not, the parts that never help anybody to meet it."""
    if isinstance(rule, Dated):
        yield from _alternatives(rule.part, cases, on, roadmap)
    if not isinstance(rule, AtLeast):
        return
    for place, part in enumerate(rule.parts, 1):
        if rule.count < len(rule.parts) and not _is_open_ended(part, on, roadmap):
            if not any(part.judge(each).holds for each in cases):
                yield UNREACHED.replace("{place}", str(place))
            for other, wider in enumerate(rule.parts, 1):
                if rule.count == 1 and wider is not part and implies(part, wider):
                    yield COVERED.format(place=place, other=other)
                    break
        yield from _alternatives(part, cases, on, roadmap)


def _is_over(rule: Condition, day: date) -> bool:
    """Whether it was in force until a day before this one only."""
    if isinstance(rule, Dated):
        return bool(rule.end and rule.end < day) or _is_over(rule.part, day)
    over = sum(_is_over(each, day) for each in rule.inside)
    return isinstance(rule, AtLeast) and over > len(rule.parts) - rule.count


def _is_open_ended(rule: Condition, on: date, roadmap: Roadmap) -> bool:
    """Whether it cannot be met today by what is known: it was not found, or is not in force."""
    if isinstance(rule, Dated):
        is_out = bool((rule.end and on > rule.end) or (rule.start and on < rule.start))
        return is_out or _is_open_ended(rule.part, on, roadmap)
    if isinstance(rule, Reference):
        return _is_open_ended(roadmap.named_rule(rule), on, roadmap)
    if isinstance(rule, AtLeast):
        closed = sum(_is_open_ended(each, on, roadmap) for each in rule.parts)
        return closed > len(rule.parts) - rule.count
    return isinstance(rule, NotKnown) or (
        isinstance(rule, Not) and _is_open_ended(rule.part, on, roadmap)
    )


IN_BRACES = re.compile(r"\{(\w+)\}")


def writing_faults(
    roadmap: Roadmap, rules: Sequence[WrittenRule], places: Places, on: date
) -> list[str]:
    """
    What whoever writes a roadmap has yet to put right, though it can be used: ``rules`` are all of
    it, ``on`` the day of the check. What no rule or question uses is told where all could be read.
    """
    damaged = places.damaged & {"roadmap", "credentials"}
    return [
        *(unasked(roadmap, places) if not places.damaged & {"credentials", "questions"} else ()),
        *(idle(roadmap, rules, places) if not damaged else ()),
        *uncited(places),
        *from_the_future(places, on),
        *never_filled(places),
        *of_another_target(roadmap),
        *(unused(roadmap, places) if not damaged else ()),
        *without_chance(roadmap, places),
        *unreached(roadmap, rules, places, on),
    ]


def unfilled(roadmap: Roadmap) -> Iterator[str]:
    """Names in braces that no sentence of reports is given."""
    texts = {"roadmap": roadmap.texts, "pay": roadmap.pay.texts if roadmap.pay else {}}
    for part, own in texts.items():
        defaults = default_texts()[part].values()
        known = {name for text in defaults for name in IN_BRACES.findall(text)}
        for key, text in own.items():
            for name in sorted({*IN_BRACES.findall(text)} - known):
                yield f"{part}.yaml: texts: {key}: nothing fills {{{name}}} in."


def of_another_target(roadmap: Roadmap) -> Iterator[str]:
    """Sentences of its own that name the target of another shipped roadmap, and not its own."""
    texts = {"roadmap": roadmap.texts, "pay": roadmap.pay.texts if roadmap.pay else {}}
    others = [each for each in roadmap.nearest if each.roadmap != roadmap.id]
    names = [name for each in others for name in (each.title, each.roadmap.upper())]
    if not names:
        return
    named = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})s?(?!\w)")
    for part, own in texts.items():
        for key, text in own.items():
            found = named.search(text)
            if found and roadmap.title not in text and text != default_texts()[part].get(key):
                yield f'{part}.yaml: texts: {key}: it names "{found[0]}"; {{target}} is this one.'


def unasked(roadmap: Roadmap, places: Places) -> Iterator[str]:
    """Fields that a required rule reads and no question asks for."""
    asked = {each.settles for each in (*roadmap.questions, *roadmap.asks)}
    for each in roadmap.requirements():
        if each.strength is Strength.REQUIRED:
            for field in sorted(_read(each.met_when) - asked):
                text = (
                    f"it is required, and no question asks for {field}: "
                    f"let one of questions.yaml settle it (settles: {field})."
                )
                yield places.fault("roadmap.yaml", each.id, text)


def idle(roadmap: Roadmap, rules: Iterable[WrittenRule], places: Places) -> Iterator[str]:
    """Questions about what no rule reads, of those that rules could read, nor the pay."""
    read = {field for each in rules for field in _read(each.rule)}
    own = {*places.own("credentials.yaml")}
    asked = [("credentials.yaml", each) for each in roadmap.asks if each.id in own]
    asked += [
        ("questions.yaml", each)
        for each in roadmap.questions
        if each.settles.partition(".")[0] in IN_RULES and not each.field.startswith("setting.")
    ]
    for file, each in asked:
        if each.settles not in read:
            text = f"no rule of this roadmap reads {each.settles}."
            yield places.fault(file, each.id, text)


def _cited(places: Places) -> dict[str, str]:
    """The sources that facts name, each with the first place."""
    found: dict[str, str] = {}
    for where, path, text in places.texts():
        if path[-1] in ("source", "sources") and path[0] != "sources":
            found.setdefault(text, where)
    return found


def uncited(places: Places) -> Iterator[str]:
    """Sources of its own that no fact names."""
    cited = _cited(places)
    for source in places.own("sources.yaml"):
        if source not in cited:
            where = places.of("sources.yaml", source)
            yield f'{where}: No fact of this roadmap names the source "{source}".'


def unfinished(places: Places) -> Iterator[str]:
    """Where facts still name the source that stands for one to be found, each place."""
    for where, path, text in places.texts():
        if text == TO_BE_FOUND and path[-1] in ("source", "sources"):
            yield (
                f'{where}: The source "{TO_BE_FOUND}" is named here and stands for none, so this '
                "roadmap is not finished: name what you read."
            )


DONE_ON = {
    ("checked",): "checked",
    ("searched", "on"): "looked for",
    ("sources", "published"): "published",
}
"""Where the day stands on which something was done, and what it was."""


def _is_day(text: str) -> bool:
    """Whether it is a date that there is, to the year, the month or the day."""
    with suppress(ValueError):
        return bool(date.fromisoformat(f"{text}-01-01"[:10]))
    return False


def from_the_future(places: Places, on: date) -> Iterator[str]:
    """What is said to have been checked, or looked for, on a day to come."""
    for where, path, text in places.texts():
        for end, done in DONE_ON.items():
            if path[-len(end) :] == end and _is_day(text) and text > on.isoformat():
                yield f"{where}: It is said to have been {done} on {text}, after {on}."


FILLED = {"standing": {"have", "expected", "missing"}, "renewal": {"title", "date", "issuer"}}
"""What is filled into the sentences of an entry, by its list; those under ``texts`` are apart."""


def never_filled(places: Places) -> Iterator[str]:
    """Names in braces that would stand in a report as they are."""
    for where, path, text in places.texts():
        known = FILLED.get(path[1], set()) if path[0] == "roadmap" else set()
        for name in sorted({*IN_BRACES.findall(text)} - known):
            if path[1] != "texts" and path[0] != "wages":
                yield f"{where}: Nothing fills {{{name}}} in here."


def _read(rule: Condition) -> set[str]:
    return {leaf.field for leaf in rule.leaves() if isinstance(leaf, Leaf)}
