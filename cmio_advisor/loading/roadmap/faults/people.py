"""
What a roadmap's rules are for people: rules that hold of nobody or of everybody whom the rules make
up, alternatives that help nobody, and what is always taken by what stands before it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from cmio_advisor.domain.base.frozen import Frozen, replace
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.domain.rules.conditions import (
    EVERYBODY,
    AtLeast,
    Condition,
    Dated,
    Not,
    NotKnown,
    Reference,
)
from cmio_advisor.domain.rules.implication import excludes, implies
from cmio_advisor.domain.scenarios.made_up import MadeUp
from cmio_advisor.loading.roadmap.faults.rules import (
    WrittenRule,
    fields_read,
    in_every_way,
    in_turn,
    routes_of,
    spelled,
)
from cmio_advisor.loading.roadmap.files import SHARED
from cmio_advisor.loading.roadmap.places import Places

OF_THEM = "of the {count} people whom the rules make up (see roadmap test)"
NEVER = "the rule under {key} holds of none {of_them}. Ask for less, or leave it out."
ALWAYS = "the rule under {key} holds of all {of_them}. Ask for more, or leave it out."
UNREACHED = (
    "alternative {place} of the rule under {key} holds of none {of_them}. Leave it out, or ask for "
    "less."
)
COVERED = (
    "alternative {place} of the rule under {key} never matters: who meets it meets alternative "
    "{other}. Leave it out."
)
SHUT = (
    "alternative {place} of the rule under {key} is never reached: nobody who meets part {other} "
    "meets it. Leave it out."
)
ASKS_NOTHING = (
    "part {place} of the rule under {key} holds of all {of_them}. Leave it out, or ask for more."
)
DOUBLED = (
    "part {place} of the rule under {key} never matters: who meets part {other} meets it. Leave it "
    "out."
)
HAS_IT = (
    "nobody takes this route: whoever meets the rule under {key} has what it leads to. Ask for "
    "less, or leave the route out."
)
SHUT_OUT = (
    "nobody takes this route: whoever meets what it needs meets the rule under {key}. Change one "
    "of the two."
)
APART = (
    "the rule under {key} never matters: nobody who meets what the route needs meets it. Leave it "
    "out."
)
NEEDLESS = (
    "the rule under {key} never matters: whoever meets it has what the route leads to, and is not "
    "offered it. Leave it out."
)
OVER = (
    "the rule under {key} ended before {day}, so it holds of nobody. Leave it out, or date it anew."
)
FOLLOWS = " This follows from what is said of {ids}."
TAKEN = (
    "it is never reached: {of_them}, everybody of whom it holds is taken by one before it "
    "({before}). Put it before these, or leave it out."
)
LAID_TOGETHER = ("presupposed", "presumed")
"""Lists of rules without ids, in which those that are shared cannot be told from one's own."""
MOST_BEFORE = 2
TRIES = 60
"""So many people are made up for a route that seems to be open to nobody."""


class _Fault(Frozen, kw_only=False):
    """What is wrong with a rule, or with the part of it that was judged."""

    of: WrittenRule
    part: Condition
    text: str


class RuleTrial:
    """The rules of a roadmap tried on the people whom they make up."""

    def __init__(self, roadmap: Roadmap, rules: Sequence[WrittenRule], on: date) -> None:
        self.made_up = MadeUp(roadmap, on)
        self.roadmap, self.rules, self.on = roadmap, rules, on
        self.cases = [self.made_up.case(each) for each in self.made_up.people]

    def faults(self, places: Places) -> Iterator[str]:
        """Every such fault, with its place; what follows from another says so."""
        unread = {f"answers.{each}" for each in places.unread - self.roadmap.by_ask.keys()}
        found = [
            fault
            for each in self.rules
            if not fields_read(each.rule) & unread
            for fault in self._of_rule(each)
        ]
        of_them = OF_THEM.format(count=len(self.cases))
        found += [fault for rules in in_turn(self.roadmap) for fault in self._taken(rules)]
        found += self._untaken()
        ill = {each.of.id for each in found if each.text in (NEVER, ALWAYS)}
        for each in found:
            rule = each.of
            where = places.of(rule.file, rule.id, rule.why or None, rule.key)
            # An alternative of what several share may be there for the people of another roadmap.
            is_shared = where.startswith(f"{SHARED}/") or rule.key in LAID_TOGETHER
            if each.text not in (NEVER, ALWAYS) and is_shared:
                continue
            text = each.text.replace("{key}", rule.key).replace("{of_them}", of_them)
            named = {leaf.id for leaf in each.part.leaves() if isinstance(leaf, Reference)}
            if behind := sorted(named & ill - {rule.id}):
                text += FOLLOWS.format(ids=" and ".join(behind))
            yield f"{where}: {rule.named}: {text}"

    def _of_rule(self, each: WrittenRule) -> Iterator[_Fault]:
        rule = each.rule
        # What ended is kept where the evidence reaches back to it, but nobody is judged by it now.
        is_of_today = each.key in ("met_when", "when") and each.file == "roadmap.yaml"
        last = self.on if is_of_today else self.roadmap.evidence_from
        if _is_over(rule, last):
            yield _Fault(each, rule, OVER.replace("{day}", str(last)))
        if not rule.leaves() or _is_open_ended(rule, self.on, self.roadmap):
            return
        if not any(rule.judge(case).holds for case in self.cases):
            yield _Fault(each, rule, NEVER)
        elif all(rule.judge(case).holds for case in self.cases):
            yield _Fault(each, rule, ALWAYS)
        else:
            yield from self._parts(each, rule, {}, {})

    def _parts(
        self,
        each: WrittenRule,
        rule: Condition,
        around: Mapping[str, Condition],
        given: Mapping[str, Condition],
        at: str = "",
    ) -> Iterator[_Fault]:
        """
        Of a rule that some meet and some do not, the parts that turn it for nobody; ``around`` are
        the alternatives beside it, by their places, ``given`` what has to hold beside it, and
        ``at`` is its own, "1." of the first.
        """
        if isinstance(rule, Dated | Not):
            yield from self._parts(each, rule.part, {}, given, at)
        if not isinstance(rule, AtLeast):
            return
        places = {f"{at}{place}": part for place, part in enumerate(rule.parts, 1)}
        in_full = {place: spelled(part, self.roadmap) for place, part in places.items()}
        is_any, is_all = rule.count == 1, rule.count == len(rule.parts)
        for place, part in places.items():
            if not part.leaves() or _is_open_ended(part, self.on, self.roadmap):
                continue
            beside = {**around, **in_full} if is_any else {}
            others = {**given, **in_full} if is_all else {**given}
            others.pop(place, None)
            said = self._tried(part, is_all=is_all)
            said = said or _by_themselves(place, part, beside, places if is_all else {}, others)
            if said:
                yield _Fault(each, part, said.replace("{place}", place))
            beside.pop(place, None)
            yield from self._parts(each, part, beside, others, f"{place}.")

    def _tried(self, part: Condition, *, is_all: bool) -> str | None:
        """What the people say of an alternative, or of a part that has to hold."""
        holding = [part.judge(case).holds for case in self.cases]
        if is_all:
            return ASKS_NOTHING if all(holding) else None
        return None if any(holding) else UNREACHED

    def _untaken(self) -> Iterator[_Fault]:
        """Routes that are open to nobody who has yet to meet what they lead to."""
        brought = {id_ for route in routes_of(self.roadmap) for id_ in route.brings}
        for requirement in self.roadmap.requirements():
            met = spelled(requirement.met_when, self.roadmap)
            for route in requirement.routes:
                needs, unless = route.needs or EVERYBODY, route.unless
                of_needs = WrittenRule("roadmap.yaml", route.id, "needs", needs)
                of_unless = replace(of_needs, key="unless")
                if not self._may_meet(needs):
                    continue  # which is told of the rule itself
                if route.needs and not self._may_meet(needs, Not(met)):
                    # Where it is the only way, it is told as a circle, but for what a law asks.
                    laws = self.roadmap.rules.firsts
                    by_law = any(implies(it, met) for leaf in needs.leaves() for it in laws(leaf))
                    if by_law or len(requirement.routes) > 1 or requirement.id in brought:
                        yield _Fault(of_needs, EVERYBODY, HAS_IT)
                elif unless and implies(spelled(unless, self.roadmap), met):
                    yield _Fault(of_unless, EVERYBODY, NEEDLESS)
                elif unless and not any(isinstance(each, Reference) for each in needs.leaves()):
                    if not route.sensible_after and excludes(needs, unless):
                        yield _Fault(of_unless, EVERYBODY, APART)
                    elif self._may_meet(Not(unless)) and not self._may_meet(
                        needs, Not(met), Not(unless)
                    ):
                        yield _Fault(of_unless, EVERYBODY, SHUT_OUT)

    def _may_meet(self, *rules: Condition) -> bool:
        """Whether somebody may meet them all: of the people made up, or of some tried for this."""
        rule = AtLeast(len(rules), rules)
        if not rule.leaves() or _is_open_ended(rule, self.on, self.roadmap):
            return True
        if any(not rule.judge(case).fails for case in self.cases):
            return True
        tried = self.made_up.tried_for(rule, TRIES)
        return any(not rule.judge(self.made_up.case(each)).fails for each in tried)

    def _taken(self, rules: Sequence[WrittenRule]) -> Iterator[_Fault]:
        """Those of rules of which the first counts that holds which are always behind another."""
        left, takes_all = self.cases, False
        for place, each in enumerate(rules):
            holding = [case for case in self.cases if each.rule.judge(case).holds]
            rest = [case for case in left if not each.rule.judge(case).holds]
            if holding and len(rest) == len(left) and not takes_all:
                of = {
                    one: [one.rule.judge(case).holds for case in holding] for one in rules[:place]
                }
                alone = [one for one, found in of.items() if all(found)]
                taking = alone[:1] or [one for one, found in of.items() if any(found)]
                before = [one.why or one.id for one in taking]
                said = ", ".join(f'"{one}"' for one in before[:MOST_BEFORE])
                yield _Fault(each, EVERYBODY, TAKEN.replace("{before}", said))
            takes_all |= bool(each.rule.leaves()) and len(holding) == len(self.cases)
            left = rest


def _by_themselves(
    place: str,
    part: Condition,
    beside: Mapping[str, Condition],
    alike: Mapping[str, Condition],
    given: Mapping[str, Condition],
) -> str | None:
    """What the rules alone say of a part: of its alternatives, or of what has to hold with it."""
    if beside and (other := _covering(place, beside, implies)):
        return COVERED.replace("{other}", other)
    if alike and (other := _covering(place, alike, lambda rule, by: implies(by, rule))):
        return DOUBLED.replace("{other}", other)
    shut = [at for at, rule in given.items() if not alike and excludes(rule, part)]
    return SHUT.replace("{other}", shut[0]) if shut else None


def _covering(
    place: str, parts: Mapping[str, Condition], is_within: Callable[[Condition, Condition], bool]
) -> str | None:
    """The place of another part beside which one does not matter; of two alike the later."""
    own, is_before = parts[place], True
    for other, wider in parts.items():
        if other == place:
            is_before = False
        elif is_within(own, wider) and (is_before or not is_within(wider, own)):
            return other
    return None


def _is_over(rule: Condition, day: date) -> bool:
    """Whether it was in force until a day before this one only."""
    return in_every_way(
        rule, lambda each: isinstance(each, Dated) and bool(each.end and each.end < day)
    )


def _is_open_ended(rule: Condition, on: date, roadmap: Roadmap) -> bool:
    """Whether it cannot be met today by what is known: it was not found, or is not in force."""

    def is_so(each: Condition) -> bool:
        if isinstance(each, Dated):
            return bool((each.end and on > each.end) or (each.start and on < each.start))
        if isinstance(each, Reference):
            return in_every_way(roadmap.named_rule(each), is_so)
        return isinstance(each, NotKnown) or (
            isinstance(each, Not) and in_every_way(each.part, is_so)
        )

    return in_every_way(rule, is_so)
