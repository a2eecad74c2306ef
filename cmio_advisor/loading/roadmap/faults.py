"""
What shapes cannot see of a roadmap: how its parts hang together, of what a plan could make no
sense, and where in its files that stands.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from cmio_advisor.domain.base.frozen import kept
from cmio_advisor.domain.base.time import Cost
from cmio_advisor.domain.judge.results import State
from cmio_advisor.domain.pay.model import fit_problems
from cmio_advisor.domain.pay.table import NATION, RoleKind
from cmio_advisor.domain.profile.fields import BY_NAME, field_at
from cmio_advisor.domain.profile.profile import Status
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.domain.roadmap.route import Cycle, Event, Route
from cmio_advisor.domain.rules.conditions import (
    EVERYBODY,
    AtLeast,
    Condition,
    Dated,
    Not,
    Reference,
)
from cmio_advisor.domain.rules.implication import implies
from cmio_advisor.domain.rules.leaves import Holds
from cmio_advisor.domain.scenarios.edits import named_by_rules, without_absent
from cmio_advisor.loading.roadmap.file_shapes import default_texts
from cmio_advisor.loading.roadmap.files import TO_BE_FOUND
from cmio_advisor.loading.roadmap.pay import wage_of
from cmio_advisor.loading.shapes.shapes import nearest
from cmio_advisor.loading.text.files import message
from cmio_advisor.loading.text.nodes import OTHER_FILE, Node


class PlacedText(NamedTuple):
    """A text with its place and path: the file's name, then the keys that lead to it."""

    where: str
    path: tuple[str, ...]
    text: str

    @property
    def is_sentence(self) -> bool:
        """Whether it stands in place of one of the default texts, or would."""
        file, under = self.path[0], self.path[1:-1]
        return under == ("texts",) and file in ("roadmap", "pay")


class Places:
    """
    Finds entries by their ids, and values inside them, in decoded files. Of those ``damaged`` some
    entries could not be read; ``unread`` are the ids of all that stand there.
    """

    def __init__(self, nodes: Mapping[str, Node], damaged: frozenset[str] = frozenset()) -> None:
        self.nodes = nodes
        self.damaged = damaged

    @kept
    def unread(self) -> frozenset[str]:
        """What an entry that names it may mean, though it was not read."""
        return frozenset(id_ for name in self.damaged for id_, _ in self._named.get(name, ()))

    def of(self, file: str, owner: str, value: str | None = None, key: str = "") -> str:
        """
        ``file:line:column`` of an entry (``a/b`` is entry b inside a), of what it has under a key,
        or of a value inside it; the file's name alone where it cannot be found.
        """
        name = file.removesuffix(".yaml")
        if name not in self.nodes:
            return file
        within, named = self.nodes[name], iter(self._named[name])
        for each in owner.split("/"):
            within = next((node for id_, node in named if id_ == each), within)
            named = _entries(within)
        if value is not None:
            same = (each.place for each, _ in _all_in(within) if each.value == value)
            return _in_file(file, next(filter(None, same), ""))
        found = within.entries.get(key) or within.entries.get("id") or within
        return _in_file(file, found.place)

    def fault(self, file: str, owner: str, text: str, value: str | None = None) -> str:
        """What is wrong with an entry, or with a value inside it, behind its place and its id."""
        return f"{self.of(file, owner, value)}: {owner}: {text}"

    def own(self, file: str) -> list[str]:
        """The ids of the entries that stand in the file itself, and not in what it is laid over."""
        named = self._named.get(file.removesuffix(".yaml"), ())
        return [id_ for id_, each in named if not each.place.startswith(OTHER_FILE)]

    @kept
    def texts(self) -> list[PlacedText]:
        """Every text and whole number, in the order of the files."""
        return [
            PlacedText(_in_file(f"{name}.yaml", each.place), path, str(each.value))
            for name, node in self.nodes.items()
            for each, path in _all_in(node, (name,))
            if isinstance(each.value, str | int) and not isinstance(each.value, bool)
            if path != (name,)  # the file is no mapping at all
        ]

    @kept
    def _named(self) -> dict[str, list[tuple[str, Node]]]:
        """The entries of each file, with their ids."""
        return {name: [*_entries(node)] for name, node in self.nodes.items()}


def _in_file(file: str, place: str) -> str:
    """A place with the name of its file, which it may have already."""
    if place.startswith(OTHER_FILE):
        return place.removeprefix(OTHER_FILE)
    return f"{file}:{place}" if place else file


def _all_in(node: Node, path: tuple[str, ...] = ()) -> Iterator[tuple[Node, tuple[str, ...]]]:
    """A node and all inside it, in the order of the file, each with the keys that lead to it."""
    yield node, path
    value = node.value
    if isinstance(value, dict):
        for key, each in value.items():
            yield from _all_in(each, (*path, key))
    elif isinstance(value, list):
        for each in value:
            yield from _all_in(each, path)


def _entries(node: Node) -> Iterator[tuple[str, Node]]:
    """The mappings with an id, each with it, in the order of the file."""
    for each, _ in _all_in(node):
        id_ = each.entries.get("id")
        if id_ is not None and id_.text:
            yield id_.text, each


IN_BRACES = re.compile(r"\{([^{}]*)\}")
FILLED = {
    ("standing", "why"): {"have", "expected", "missing"},
    ("own_steps", "action"): {"start", "apply"},  # of what prepares for a season
    **{("renewal", key): {"title", "date", "issuer"} for key in ("title", "action", "why", "ask")},
}
"""What is filled into the sentences of an entry, by list and key; those of ``texts`` are apart."""


def sourceless(sources: Collection[str], places: Places) -> Iterator[str]:
    """Evidence by sources that are not there; a day's or a share's are looked for in evidence."""
    for where, path, text in places.texts:
        is_of_evidence = path[-1] == "source" and path[-2] not in ("first", "last")
        if is_of_evidence and text not in sources and text not in places.unread:
            yield f'{where}: sources.yaml has no source "{text}".{nearest(text, sources)}'


def unfinished(places: Places) -> Iterator[str]:
    """Where facts still name the source that stands for one to be found, each place."""
    for where, path, text in places.texts:
        if text == TO_BE_FOUND and path[-1] in ("source", "sources"):
            yield f"{where}: {message(__file__, 'unfinished', source=TO_BE_FOUND)}"


def unused_sentences(roadmap: Roadmap, places: Places) -> Iterator[str]:
    """Sentences that nothing uses, and warnings of the roadmap's own that have none."""
    facts = (*roadmap.presupposed, *roadmap.presumed)
    own = {f"warning_{each.warning}" for each in facts if each.warning}
    for missing in sorted(own.difference(roadmap.texts)):
        yield f'roadmap.yaml: texts has no sentence "{missing}", which presupposed names.'
    used = {"roadmap": own.union(default_texts()["roadmap"]), "pay": default_texts()["pay"]}
    for each in filter(lambda each: each.is_sentence, places.texts):
        file, _, name = each.path
        if name not in used[file]:
            hint = nearest(name, used[file])
            yield f'{each.where}: texts has a sentence "{name}" that nothing uses.{hint}'


def unfilled(places: Places) -> Iterator[str]:
    """Names in braces that would stand in a report as they are, and braces that name nothing."""
    for each in places.texts:
        where, path, text = each
        if ("{" not in text and "}" not in text) or path[0] == "wages":
            continue
        if each.is_sentence:
            defaults = default_texts()[path[0]].values()
            known = {"target", *(name for each in defaults for name in IN_BRACES.findall(each))}
        else:
            known = FILLED.get((path[1], path[-1]), set()) if path[0] == "roadmap" else set()
        for name in dict.fromkeys(IN_BRACES.findall(text)):
            if name not in known:
                instead = f"Known are: {', '.join(sorted(known))}." if known else "Write it out."
                yield f"{where}: {message(__file__, 'not_filled', name=name, instead=instead)}"


def check_roadmap(roadmap: Roadmap, places: Places) -> list[str]:
    """Every fault in how its parts hang together; what could not be read is not missed."""
    is_whole = "roadmap" not in places.damaged
    return [
        *repeated(places),
        *_dangling(roadmap, places),
        *_question_faults(roadmap, places),
        *disordered(roadmap, places),
        *circles(roadmap, places),
        *(long_circles(without_absent(roadmap), places) if is_whole else ()),
        *_role_faults(roadmap, places),
        *(_unruly_standings(roadmap, places) if is_whole else ()),
        *sourceless(roadmap.sources, places),
        *(unused_sentences(roadmap, places) if is_whole else ()),
        *unfilled(places),
        *(fit_problems(roadmap.pay) if roadmap.pay else ()),
    ]


ALIKE = {"own_steps": "routes", "first_steps": "routes", "was": "requirements"}
"""The lists whose ids may not stand in the other one either."""
INSIDE = ("events", "options", "pathways")
"""Lists inside an entry whose ids others may have too."""


def repeated(places: Places) -> Iterator[str]:
    """Ids that stand in one list again, requirements' earlier ones among theirs."""
    seen: set[tuple[str, ...]] = set()
    around = ""
    for where, path, text in places.texts:
        is_numbered = path[-2:] == ("steps", "number")
        is_named = path[-1] in ("id", "was") or path[-2:] == ("order", "of")
        if not (is_named or is_numbered) or path[0] == "wages":
            continue
        key = path[-1] if path[-1] in ("was", "of") else path[-2]
        own = path[0], ALIKE.get(key, key), text, around if key in INSIDE else ""
        if own in seen:
            yield f'{where}: "{text}" stands there already. Each id stands once.'
        seen.add(own)
        around = around if key in INSIDE else text


def _dangling(roadmap: Roadmap, places: Places) -> Iterator[str]:
    """Whatever is named that is not there, with what may be meant."""
    named = _named(roadmap)
    for where, path, text in places.texts:
        kind, known = named.get(path[-1]) or named.get(".".join(path[-2:])) or ("", (text,))
        is_entry = path[0] in ("roadmap", "credentials", "questions", "pay") and "texts" not in path
        if is_entry and text not in known and text not in places.unread:
            yield f'{where}: There is no {kind} "{text}".{nearest(text, known)}'


def _named(roadmap: Roadmap) -> dict[str, tuple[str, Collection[str]]]:
    """By the keys under which entries are named: what they are called, and those there are."""
    in_rules = named_by_rules(roadmap)
    requirements, certifications = in_rules["requirement"], in_rules["eligible"]
    taken = {*requirements, *(each.id for each in routes_of(roadmap))}
    first_steps = {step.id for path in roadmap.ways_on for step in path.first_steps}
    roles = {each.id for each in roadmap.pay.roles} if roadmap.pay else ()
    named: dict[str, tuple[str, Collection[str]]] = {
        "requirement anew_after sensible_after brings": ("requirement", requirements),
        "after": ("requirement", {*requirements, *(each.id for each in roadmap.own_steps)}),
        "takes": ("requirement and no route", taken),
        "order.of": ("requirement and no route", {*taken, *first_steps, *certifications}),
        "order.waits_for order.then_with": ("kind of step", {each.id for each in roadmap.order}),
        "eligible earns": ("certification", certifications),
        "stage": ("rung", in_rules["stage"]),
        "standing": ("standing", in_rules["standing"]),
        "decision": ("decision", {each.id for each in roadmap.decisions}),
    }
    if roles:
        named["pay_role specialties.role roadmap.target_role"] = "role of pay.yaml", roles
    return {key: each for keys, each in named.items() for key in keys.split()}


def _role_faults(roadmap: Roadmap, places: Places) -> Iterator[str]:
    """Roles of a model that is not there, or of wages that have no figures to print."""
    if roadmap.pay is None:
        return
    for role in roadmap.pay.roles:
        if role.kind is RoleKind.MODEL and roadmap.pay.model is None:
            yield places.fault("pay.yaml", role.id, message(__file__, "no_pay_model"))
        found = wage_of(role, roadmap.pay.wages)
        if role.occupation is not None and (found is None or found.figures is None):
            text = message(
                __file__, "no_wages", area=role.area or NATION, occupation=role.occupation
            )
            yield places.fault("pay.yaml", role.id, text, role.occupation)


def _question_faults(roadmap: Roadmap, places: Places) -> Iterator[str]:
    for question in roadmap.questions:
        where = f'{places.of("questions.yaml", question.id)}: "{question.id}"'
        if field_at(question.field) is None:
            yield f'{where}: a profile has no field "{question.field}".'
        if question.settles.partition(".")[0] not in BY_NAME:
            yield f'{where} settles no field named "{question.settles}".'
        if question.is_chosen and question.choices is None and not question.options:
            yield f"{where} {message(__file__, 'choices_needed', kind=question.kind)}"
        if question.choices is not None and question.choices not in roadmap.vocabulary.kinds:
            yield f'{where}: there is no list "{question.choices}".'
            continue
        terms = roadmap.vocabulary.known(question.choices) if question.choices else ()
        known = [each.id for each in terms]
        for usual in question.usual:
            if usual not in known:
                yield f'{where}: usual "{usual}" is not among its choices.{nearest(usual, known)}'


def _unruly_standings(roadmap: Roadmap, places: Places) -> Iterator[str]:
    """Standings that would never be given, or nobody's: the last alone is without a rule."""
    for standing in roadmap.standings:
        where = places.of("roadmap.yaml", standing.id)
        is_last, has_rule = standing is roadmap.standings[-1], standing.when != EVERYBODY
        if standing.id == State.UNKNOWN.value:
            yield f'{where}: "{standing.id}" is what is said where nothing is settled.'
        if is_last and has_rule:
            yield f"{where}: {standing.id}: {message(__file__, 'standing_last')}"
        if not is_last and not has_rule:
            yield f"{where}: {standing.id}: {message(__file__, 'standing_never')}"


HAD = (Status.HELD, Status.LAPSED)
"""What only who has sat for a certificate can say of it."""
TURNED_COST = "the cost's low is above its high."


def routes_of(roadmap: Roadmap) -> Iterator[Route]:
    """Every route, in the order of the steps, then those that meet no requirement."""
    for requirement in roadmap.requirements():
        yield from requirement.routes
    yield from roadmap.own_steps
    if roadmap.renewal is not None:
        yield roadmap.renewal


def disordered(roadmap: Roadmap, places: Places) -> Iterator[str]:
    """Routes whose times, days or costs do not fit together, and fees of credentials."""
    for route in routes_of(roadmap):
        yield from (places.fault("roadmap.yaml", route.id, text) for text in _route_faults(route))
    for cycle in roadmap.cycles:
        yield from (places.fault("roadmap.yaml", cycle.id, text) for text in _cycle_faults(cycle))
    for credential in roadmap.credentials:
        if _is_turned(credential.fee):
            yield places.fault("credentials.yaml", credential.id, TURNED_COST)


def _route_faults(route: Route) -> Iterator[str]:
    months = route.months
    if not months.low <= months.likely <= months.high:
        yield "months have to rise from low over likely to high."
    if route.start and route.end and route.start > route.end:
        yield "it closes before it opens."
    if route.end and (route.safe_until is None or route.safe_until > route.end):
        yield "its until needs a safe_until, the last day that is surely in time."
    full_time = route.months.high if route.full_time else 0
    if (route.full_time_months or 0) > full_time:
        yield "full_time_months is a part of the months of a full_time route."
    if route.stays_months and not route.job:
        yield "stays_months is how long one stays in a job."
    if route.odds is not None and route.cycle is None:
        yield "odds are those of a place at an opening, so it needs a cycle."
    known = {each.source for each in route.evidence}
    for odds in filter(None, (*route.odds_of_groups, route.odds)):
        for source in sorted({*odds.sources} - known):
            yield f'its odds name "{source}", which is not among its evidence.'
    if route.cost_grows_with_time and (route.cost is None or not route.months.low):
        yield "cost_grows_with_time needs a cost, and months above 0."
    yield from (TURNED_COST for each in (route.cost, route.pay) if _is_turned(each))


def circles(roadmap: Roadmap, places: Places) -> Iterator[str]:
    """Requirements that come after themselves, or bring themselves."""
    for requirement in roadmap.requirements():
        own = requirement.id
        if requirement.anew_after == own:
            yield places.fault("roadmap.yaml", own, "it cannot stand anew after itself.")
        for route in requirement.routes:
            if own in {*route.after, *route.brings, *route.sensible_after}:
                text = f'it names "{own}", which is what it is a way to.'
                yield places.fault("roadmap.yaml", route.id, text)


def long_circles(roadmap: Roadmap, places: Places) -> Iterator[str]:
    """
    Requirements and certificates for which one has to have these already, whichever way is taken to
    them: by what each asks first, as rules or by name, by what a certificate, a rung or a standing
    asks that they wait for, and by what brings them along; and those that always come together.
    """
    ways = list(_ways(roadmap))
    shut = frozenset(goal for goal, _, _ in ways)

    def awaited_by(asks: Iterable[Condition]) -> frozenset[Reference]:
        """The goals of those that no way leads to which have to be there first."""
        return frozenset().union(*(_awaited(each, shut, roadmap) for each in asks))

    while opened := {goal for goal, _, asks in ways if goal in shut and not awaited_by(asks)}:
        shut -= opened
    left = [(goal, at, awaited_by(asks)) for goal, at, asks in ways if goal in shut]
    waits: dict[Reference, frozenset[Reference]] = dict.fromkeys(shut, frozenset())
    for goal, _, awaited in left:
        waits[goal] |= awaited
    reported: set[Reference] = set()
    for goal, at, awaited in left:
        circle = _circle(goal, {**waits, goal: awaited})
        if circle and reported.isdisjoint(circle):
            reported.update(circle)
            pairs = pairwise((*circle, goal))
            said = ", and ".join(f"{one.id} waits for {other.id}" for one, other in pairs)
            file = "roadmap.yaml" if goal.kind == "requirement" else "credentials.yaml"
            yield places.fault(file, at, message(__file__, "circle", waits=said))
    yield from _always_both(roadmap, places)


def _always_both(roadmap: Roadmap, places: Places) -> Iterator[str]:
    """Requirements each of which comes with every way to the other."""
    always = {
        Reference("requirement", each.id): frozenset.intersection(
            *(frozenset(Reference("requirement", id_) for id_ in way.brings) for way in each.routes)
        )
        for each in roadmap.requirements()
        if each.routes
    }
    for start in always:
        circle = _circle(start, always)
        if circle and start.id == min(each.id for each in circle):
            others = " and ".join(f'"{each.id}"' for each in circle[1:])
            yield places.fault(
                "roadmap.yaml", start.id, message(__file__, "always_both", others=others)
            )


def _ways(roadmap: Roadmap) -> Iterator[tuple[Reference, str, tuple[Condition, ...]]]:
    """
    Each way to a goal, a requirement or a certificate: the goal, where the way stands, and what it
    asks first; of a requirement each route that meets it, or brings it along.
    """
    for credential in roadmap.credentials:
        yield Reference("eligible", credential.id), credential.id, (credential.open_when,)
    for each in roadmap.requirements():
        for route in each.routes:
            first = (*route.after, *filter(None, [each.anew_after]))
            after = (Reference("requirement", id_) for id_ in first if id_ in roadmap.by_id)
            rules = (route.needs, route.unless and Not(route.unless))
            asks = (*after, *filter(None, rules))
            for id_ in (each.id, *(id_ for id_ in route.brings if id_ in roadmap.by_id)):
                yield Reference("requirement", id_), route.id, asks


def _awaited(rule: Condition, shut: frozenset[Reference], roadmap: Roadmap) -> frozenset[Reference]:
    """
    The goals of those that no way leads to for want of which a rule cannot come to hold: those that
    it names, and those that whoever meets it has. What else it asks, anybody may have.
    """
    if isinstance(rule, Not) and isinstance(rule.part, Not):
        return _awaited(rule.part.part, shut, roadmap)
    if isinstance(rule, Reference):
        is_goal = rule.kind in ("requirement", "eligible")
        return shut & {rule} if is_goal else _awaited(roadmap.named_rule(rule), shut, roadmap)
    met = (each.id for each in roadmap.requirements() if implies(rule, each.met_when))
    had = shut & {Reference("requirement", id_) for id_ in met if rule.leaves()}
    if isinstance(rule, Holds) and rule.field == "certifications" and rule.status in HAD:
        sat_for = {Reference("eligible", id_) for id_ in rule.ids}
        had |= sat_for if sat_for <= shut else frozenset()
    if isinstance(rule, AtLeast | Dated):
        parts = [_awaited(each, shut, roadmap) for each in rule.inside]
        waiting = [each for each in parts if each]
        if len(parts) - len(waiting) < (rule.count if isinstance(rule, AtLeast) else 1):
            had = had.union(*waiting)
    return had


def _circle(
    start: Reference, waits: Mapping[Reference, frozenset[Reference]]
) -> tuple[Reference, ...]:
    """The shortest way from one goal back to itself; nothing where there is none."""
    paths: list[tuple[Reference, ...]] = [(start,)]
    seen = {start}
    for path in paths:
        for each in sorted(waits.get(path[-1], ()), key=lambda goal: (goal.kind, goal.id)):
            if each == start:
                return path
            if each not in seen:
                seen.add(each)
                paths.append((*path, each))
    return ()


def _cycle_faults(cycle: Cycle) -> Iterator[str]:
    if len(set(cycle.opens)) < len(cycle.opens):
        yield "a day stands twice in opens."
    if cycle.match and not cycle.searched and not any(each.applies for each in cycle.events):
        yield message(__file__, "no_opening")
    sources = {each.source for each in cycle.evidence}
    for event in cycle.events:
        opening = date(2000, *(event.opening or min(cycle.opens)))
        if event.opening is not None and event.opening not in cycle.opens:
            yield f'"{event.id}": its opening is none of those of the cycle.'
        if event.day(opening) > opening or event.last_day(opening) > opening:
            yield f'"{event.id}": it lies after the opening.'
        for each in (*event.first, *event.last):
            if each.source not in sources:
                yield f'"{event.id}": "{each.source}" is none of the sources of the cycle.'
        yield from _late(event, cycle)


def _late(event: Event, cycle: Cycle) -> Iterator[str]:
    """Days of earlier cycles for which the reminder, or the last safe day, came too late."""
    for each in event.first:
        if event.day(date(each.opening, *cycle.opens[0])) > each.on:
            yield f'"{event.id}": its day is later than that of {each.on}.'
    for each in event.last:
        if not event.happens and event.last_day(date(each.opening, *cycle.opens[0])) >= each.on:
            yield f'"{event.id}": its last safe day is not before {each.on}.'


def _is_turned(cost: Cost | None) -> bool:
    return cost is not None and cost.low > cost.high
