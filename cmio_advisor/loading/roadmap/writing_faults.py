"""
What whoever writes a roadmap has yet to put right though it can be used: rules that hold of none or
of all of the people whom they make up; what nothing uses, reads or asks.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from typing import Any

from cmio_advisor.domain.base.frozen import Frozen, replace
from cmio_advisor.domain.interview import BESIDE_RULES
from cmio_advisor.domain.judge.case import ProfileCase
from cmio_advisor.domain.profile.fields import IN_RULES
from cmio_advisor.domain.roadmap.roadmap import Pathway, Roadmap, Sign, Strength
from cmio_advisor.domain.rules import conditions
from cmio_advisor.domain.rules.implication import implies
from cmio_advisor.domain.rules.leaves import Holds, Leaf
from cmio_advisor.domain.scenarios.edits import rewritten
from cmio_advisor.domain.scenarios.trials import MadeUp
from cmio_advisor.loading.roadmap.faults import Places, routes_of
from cmio_advisor.loading.roadmap.files import SHARED
from cmio_advisor.loading.text.files import message

FILES = {
    "credentials": "credentials.yaml",
    "asks": "credentials.yaml",
    "questions": "questions.yaml",
}
KEYS = {"odds_of_groups": "odds", "months_of": "months"}
"""What a file calls otherwise than its record."""

LAWS = ("presupposed", "presumed")
"""Lists of what comes before what. Without ids those that are shared look like one's own."""


class WrittenRule(Frozen, kw_only=False):
    """A rule: its file, the id of what it is of, the key it stands under, a sign's sentence."""

    file: str
    id: str
    key: str
    rule: conditions.Condition
    why: str = ""

    @property
    def named(self) -> str:
        """How messages call it."""
        return f'{self.id}: "{self.why}"' if self.why else self.id


def all_rules(roadmap: Roadmap) -> Iterator[WrittenRule]:
    """Every condition of a roadmap but those of who is nearer to another."""
    for field in roadmap.record_fields:
        if field not in ("nearest", "vocabulary", "pay"):
            here = WrittenRule(
                FILES.get(field, "roadmap.yaml"), roadmap.id, field, conditions.EVERYBODY
            )
            yield from _rules_in(getattr(roadmap, field), here)


def _rules_in(value: Any, here: WrittenRule) -> Iterator[WrittenRule]:  # noqa: ANN401 - any record or list of them
    """The rules inside a value that stands ``here``."""
    if isinstance(value, conditions.Condition):
        yield replace(here, rule=value)
    elif isinstance(value, tuple):
        for each in value:
            yield from _rules_in(each, here)
    elif isinstance(value, Frozen):
        own = getattr(value, "id", None)
        inside = replace(here, why=value.why) if isinstance(value, Sign) else here
        if own:
            inside = replace(here, id=f"{here.id}/{own}" if isinstance(value, Pathway) else own)
        for name in value.record_fields:
            key = name if own or isinstance(value, Sign) else here.key
            yield from _rules_in(getattr(value, name), replace(inside, key=KEYS.get(key, key)))


def spelled(rule: conditions.Condition, roadmap: Roadmap) -> conditions.Condition:
    """The rule with those that it names in place of their names."""
    return rewritten(rule, lambda named: spelled(roadmap.named_rule(named), roadmap))


def fields_read(rule: conditions.Condition) -> set[str]:
    """The fields of profiles that a rule reads itself."""
    return {leaf.field for leaf in rule.leaves() if isinstance(leaf, Leaf)}


def in_every_way(rule: conditions.Condition, is_so: Callable[[conditions.Condition], bool]) -> bool:
    """Whether that is so of a part of the rule in whichever way it holds."""
    if is_so(rule):
        return True
    if isinstance(rule, conditions.AtLeast):
        ways = sum(in_every_way(each, is_so) for each in rule.parts)
        return ways > len(rule.parts) - rule.count
    return isinstance(rule, conditions.Dated) and in_every_way(rule.part, is_so)


def dead_rules(
    roadmap: Roadmap, rules: Sequence[WrittenRule], places: Places, on: date
) -> Iterator[str]:
    """Every such rule and alternative, with its place."""
    made_up = MadeUp(roadmap, on)
    cases = [made_up.case(each) for each in made_up.people]
    unread = {f"answers.{each}" for each in places.unread - roadmap.by_ask.keys()}
    for each in rules:
        if fields_read(each.rule) & unread:
            continue
        where = places.of(each.file, each.id, each.why or None, each.key)
        # An alternative of what several share may be there for the people of another roadmap.
        is_own = not where.startswith(f"{SHARED}/") and each.key not in LAWS
        for text in _faults(each, cases, roadmap, is_own=is_own):
            yield f"{where}: {each.named}: {text}"


def _faults(
    written: WrittenRule, cases: Sequence[ProfileCase], roadmap: Roadmap, *, is_own: bool
) -> Iterator[str]:
    rule, under, day = written.rule, f"the rule under {written.key}", roadmap.evidence_from
    of_them = f"of the {len(cases)} people whom the rules make up (see roadmap test)"
    if in_every_way(
        rule, lambda each: isinstance(each, conditions.Dated) and (each.end or day) < day
    ):
        yield message(__file__, "ended", under=under, day=day)
    if _is_open_ended(rule, roadmap, cases[0].on):
        return
    count = sum(rule.judge(case).holds for case in cases)
    if not count:
        yield message(__file__, "of_none", under=under, of_them=of_them)
    elif count == len(cases):
        yield message(__file__, "of_all", under=under, of_them=of_them)
    elif is_own:
        for place, other in _dead_alternatives(rule, cases, roadmap):
            name = "never_matters" if other else "alternative_of_none"
            yield message(__file__, name, place=place, under=under, other=other, of_them=of_them)


def _dead_alternatives(
    rule: conditions.Condition, cases: Sequence[ProfileCase], roadmap: Roadmap, at: str = ""
) -> Iterator[tuple[str, str]]:
    """
    Those that hold of nobody, or only with the other one named: "1.2" is the second inside of
    part 1.
    """
    if isinstance(rule, conditions.Dated | conditions.Not):
        yield from _dead_alternatives(rule.part, cases, roadmap, at)
    if not isinstance(rule, conditions.AtLeast):
        return
    for number, part in enumerate(rule.parts, 1):
        place = f"{at}{number}"
        if rule.count < len(rule.parts) and not _is_open_ended(part, roadmap, cases[0].on):
            if not any(part.judge(case).holds for case in cases):
                yield place, ""
            elif rule.count == 1 and (other := _covering(number, rule.parts, roadmap)):
                yield place, f"{at}{other}"
        yield from _dead_alternatives(part, cases, roadmap, f"{place}.")


def _covering(number: int, parts: Sequence[conditions.Condition], roadmap: Roadmap) -> int | None:
    """The number of an alternative that whoever meets this one meets; of two alike the first."""
    own = spelled(parts[number - 1], roadmap)
    for place, each in enumerate(parts, 1):
        other = spelled(each, roadmap)
        if place != number and implies(own, other) and (place < number or not implies(other, own)):
            return place
    return None


def _is_open_ended(rule: conditions.Condition, roadmap: Roadmap, on: date) -> bool:
    """Whether it cannot be met today by what is known: it was not found, or is not in force."""

    def is_so(each: conditions.Condition) -> bool:
        if isinstance(each, conditions.Dated):
            return bool((each.end and on > each.end) or (each.start and on < each.start))
        if isinstance(each, conditions.Reference):
            return in_every_way(roadmap.named_rule(each), is_so)
        return isinstance(each, conditions.NotKnown) or (
            isinstance(each, conditions.Not) and in_every_way(each.part, is_so)
        )

    return not rule.leaves() or in_every_way(rule, is_so)


EXAMS = ("certifications", "board_certifications")
"""Whoever registers for the exam of a certificate may sit it: there are no places."""


def without_chance(roadmap: Roadmap, places: Places) -> Iterator[str]:
    """Yearly openings to apply for, or to leave a job for, without a word of the chance."""
    for route in routes_of(roadmap):
        leads_to, cycle = roadmap.by_route.get(route.id), route.cycle
        is_exam = leads_to and not fields_read(leads_to.met_when).isdisjoint(EXAMS)
        if cycle is None or route.odds or route.odds_of_groups:
            continue
        # A match publishes its shares, so of one that nothing was found is never the answer.
        was_searched = not cycle.match and (route.searched or cycle.searched)
        applies = not is_exam and any(each.applies for each in cycle.events)
        if not was_searched and (route.full_time or cycle.match or applies):
            yield places.fault("roadmap.yaml", route.id, message(__file__, "no_chance"))


def unused(roadmap: Roadmap, rules: Iterable[WrittenRule], places: Places) -> Iterator[str]:
    """Certificates that no rule reads and no route leads to."""
    used = {each.earns for each in routes_of(roadmap)}
    for each in rules:
        for leaf in each.rule.leaves():
            if isinstance(leaf, Holds):
                used |= leaf.ids
            elif isinstance(leaf, conditions.Reference):
                used.add(leaf.id)
    for credential in roadmap.credentials:
        if credential.serves_target and credential.id not in used:
            yield places.fault("credentials.yaml", credential.id, message(__file__, "unused"))


def writing_faults(roadmap: Roadmap, places: Places, on: date) -> list[str]:
    """What is yet to put right, though it can be used; of what is unused, where all was read."""
    rules = list(all_rules(roadmap))
    damaged = places.damaged & {"roadmap", "credentials"}
    return [
        *(unasked(roadmap, places) if not places.damaged & {"credentials", "questions"} else ()),
        *(idle(roadmap, rules, places) if not damaged else ()),
        *(uncertain(roadmap, places) if not damaged else ()),
        *(uncited(places) if places.nodes.keys() >= places.damaged else ()),
        *from_the_future(places, on),
        *of_another_target(roadmap, places),
        *(unused(roadmap, rules, places) if not damaged else ()),
        *without_chance(roadmap, places),
        *dead_rules(roadmap, rules, places, on),
    ]


def unasked(roadmap: Roadmap, places: Places) -> Iterator[str]:
    """Fields that a required rule reads and no question asks for."""
    asked = {each.settles for each in (*roadmap.questions, *roadmap.asks)}
    for each in roadmap.requirements():
        if each.strength is Strength.REQUIRED:
            for field in sorted(fields_read(each.met_when) - asked):
                yield places.fault(
                    "roadmap.yaml", each.id, message(__file__, "unasked", field=field)
                )


def uncertain(roadmap: Roadmap, places: Places) -> Iterator[str]:
    """Routes that need nothing and earn a certificate which asks for something."""
    asking = {each.id for each in roadmap.credentials if fields_read(each.open_when)}
    for route in routes_of(roadmap):
        if route.earns in asking and route.needs is None:
            text = message(__file__, "uncertain", earns=route.earns)
            yield places.fault("roadmap.yaml", route.id, text)


def idle(roadmap: Roadmap, rules: Iterable[WrittenRule], places: Places) -> Iterator[str]:
    """Questions about what no rule reads, of those that rules could read, nor the pay."""
    reading = (each.rule for each in rules if each.key not in LAWS)
    read = {*BESIDE_RULES, *(field for rule in reading for field in fields_read(rule))}
    laws = [(fields_read(each.what), fields_read(each.first)) for each in roadmap.presupposed]
    while more := {field for what, first in laws if what & read for field in first} - read:
        read |= more
    own = {*places.own("credentials.yaml")}
    asked = [("credentials.yaml", each) for each in roadmap.asks if each.id in own]
    asked += [
        ("questions.yaml", each)
        for each in roadmap.questions
        if each.settles.partition(".")[0] in IN_RULES and not each.field.startswith("setting.")
    ]
    for file, each in asked:
        if each.settles not in read:
            yield places.fault(file, each.id, message(__file__, "idle", field=each.settles))


DONE_ON = {
    *("checked", "searched.on", "sources.published", "odds.year", "roles.year", "guide.mean_year"),
    *("postings.year", "published.pay_year", "roadmap.evidence_from"),
}
"""The keys under which the day stands on which something was done."""

COLLEAGUES = ("action", "ask", "do_at", "milestones", "ways_on", "own_steps", "nearest")

FACTS = ("evidence", "says", "of", "searched", "published", "names", "correction")
"""
Keys under which the target of another roadmap may be named: as a colleague or a next job, and in
what others said.
"""


def uncited(places: Places) -> Iterator[str]:
    """Sources of its own that no fact names."""
    cited = {
        text
        for _, path, text in places.texts
        if path[-1] in ("source", "sources") and path[0] != "sources"
    }
    for source in places.own("sources.yaml"):
        if source not in cited:
            where = places.of("sources.yaml", source)
            yield f"{where}: {message(__file__, 'uncited', source=source)}"


def from_the_future(places: Places, on: date) -> Iterator[str]:
    """What is said to have been done on a day to come."""
    for where, path, text in places.texts:
        is_past = not DONE_ON.isdisjoint((path[-1], ".".join(path[-2:])))
        if is_past and _is_day(text) and text > on.isoformat():
            yield f"{where}: {message(__file__, 'from_the_future', key=path[-1], day=text, on=on)}"


def _is_day(text: str) -> bool:
    """Whether it is a date that there is, to the year, the month or the day."""
    with suppress(ValueError):
        return bool(date.fromisoformat(f"{text}-01-01"[:10]))
    return False


def of_another_target(roadmap: Roadmap, places: Places) -> Iterator[str]:
    """Sentences of its own that name the target of another shipped roadmap, and not its own."""
    others = {id_: title for id_, title in roadmap.nearest_titles().items() if id_ != roadmap.id}
    roles = {each.id for each in roadmap.pay.roles} if roadmap.pay else set()
    names = map(re.escape, (roadmap.title, "{target}", roadmap.id.upper()))
    its_name = re.compile(rf"(?<!\w)(?:{'|'.join(names)})s?(?!\w)")
    apart = {*COLLEAGUES, *FACTS}
    own = [
        each
        for each in places.texts
        if each.path[0] not in ("sources", "vocabulary", "wages")
        and not each.where.startswith(f"{SHARED}/")
        and apart.isdisjoint(each.path)
    ]
    for id_, title in others.items():
        name = rf"(?:(?i:{re.escape(title)})|{re.escape(id_.upper())})"
        anywhere = re.compile(rf"(?<!\w){name}s?(?!\w)")
        # Where facts may speak of several jobs, one alone may not stand for all who have it.
        of_all = {
            ("guide", "text"): re.compile(rf"(?<!\w)(?:(?i:an?) {name}|{name}s)(?!\w)"),
            ("credentials", "about"): re.compile(rf"(?<!\w)(?:(?i:an?|the) {name}|{name}s)(?!\w)"),
        }
        for where, path, text in own:
            found = of_all.get((path[0], path[-1]), anywhere).search(text)
            is_own = path[:2] != ("roadmap", "title") and its_name.search(text)
            is_known = path[0] == "pay" and id_ in roles
            if found and not is_own and not is_known:
                instead = "{target}" if path[1] == "texts" else "the job of this one"
                said = message(
                    __file__, "of_another_target", found=found[0], id=id_, instead=instead
                )
                yield f"{where}: {said}"
