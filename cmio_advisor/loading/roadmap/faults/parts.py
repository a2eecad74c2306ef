"""What shapes cannot see: ids that repeat or point nowhere, numbers in the wrong order."""

from collections.abc import Collection, Iterator

from cmio_advisor.domain.judge.results import State
from cmio_advisor.domain.pay.model import fit_problems
from cmio_advisor.domain.pay.table import NATION, RoleKind
from cmio_advisor.domain.profile.fields import BY_NAME, field_at
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.domain.rules.conditions import EVERYBODY, Reference
from cmio_advisor.domain.scenarios.edits import named_by_rules, without_absent
from cmio_advisor.loading.roadmap.faults.evidence import sourceless
from cmio_advisor.loading.roadmap.faults.routes import circles, disordered, long_circles
from cmio_advisor.loading.roadmap.faults.rules import all_rules, routes_of
from cmio_advisor.loading.roadmap.faults.sentences import unfilled, unused_sentences
from cmio_advisor.loading.roadmap.places import Places
from cmio_advisor.loading.roadmap.shapes.pay import wage_of
from cmio_advisor.loading.shapes.shapes import nearest

CALLED = {"eligible": "certification", "stage": "rung"}
"""What a rule names, where it calls it otherwise."""


def check_roadmap(roadmap: Roadmap, places: Places) -> list[str]:
    """
    Every fault in how the roadmap's parts hang together, as messages with their places; none if it
    is sound. What could not be read of a file is not missed.
    """
    is_whole = "roadmap" not in places.damaged
    return [
        *_repeated(places),
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
        *_wageless(roadmap, places),
        *(fit_problems(roadmap.pay) if roadmap.pay else ()),
    ]


def check_guide(sources: Collection[str], places: Places) -> list[str]:
    """Every fault of the guide: topics that stand there twice, sources that do not exist."""
    return [*_repeated(places), *sourceless(sources, places)]


ALIKE = {"own_steps": "routes", "first_steps": "routes", "was": "requirements"}
"""The lists whose ids may not stand in the other one either."""
INSIDE = ("events", "options", "pathways")
"""Lists inside an entry whose ids others may have too."""


def _repeated(places: Places) -> Iterator[str]:
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
    """Whatever an entry names that is not there, with what may be meant."""
    for file, owner, named, known, said in _names(roadmap):
        if named is not None and named not in known and named not in places.unread:
            yield places.fault(file, owner, f'{said} "{named}".{nearest(named, known)}', named)


def _names(roadmap: Roadmap) -> Iterator[tuple[str, str, str | None, Collection[str], str]]:
    """Each id that an entry names: the file, the entry, the id, those there are, what is said."""
    main, known = "roadmap.yaml", named_by_rules(roadmap)
    for each in all_rules(roadmap):
        for leaf in each.rule.leaves():
            if isinstance(leaf, Reference):
                said = f"There is no {CALLED.get(leaf.kind, leaf.kind)}"
                yield each.file, each.id, leaf.id, known[leaf.kind], said
    of_plans, said = (
        {*known["requirement"], *(e.id for e in roadmap.own_steps)},
        "There is no requirement",
    )
    for requirement in roadmap.requirements():
        yield main, requirement.id, requirement.anew_after, known["requirement"], said
        for route in requirement.routes:
            for id_ in (*route.sensible_after, *route.brings):
                yield main, route.id, id_, known["requirement"], said
            yield from ((main, route.id, id_, of_plans, said) for id_ in route.after)
    taken = {*known["requirement"], *(each.id for each in routes_of(roadmap))}
    said = "no requirement and no route is"
    for route in routes_of(roadmap):
        yield main, route.id, route.earns, known["eligible"], "no certification is"
    yield from ((main, each.id, each.takes, taken, said) for each in roadmap.decisions)
    first_steps = {step.id for path in roadmap.ways_on for step in path.first_steps}
    ordered = taken | first_steps | known["eligible"]
    yield from ((main, each.id, id_, ordered, said) for each in roadmap.order for id_ in each.of)
    kinds, said = {each.id for each in roadmap.order}, "no kind of step in the order is"
    for kind in roadmap.order:
        yield from ((main, kind.id, id_, kinds, said) for id_ in (kind.waits_for, kind.then_with))
    decisions = {each.id for each in roadmap.decisions}
    yield from (
        (main, each.id, each.decision, decisions, "no decision is") for each in roadmap.ways_on
    )
    if roadmap.pay is not None:
        roles, said = {role.id for role in roadmap.pay.roles}, "pay.yaml has no role"
        signs = [(rung.id, sign.pay_role) for rung in roadmap.ladder for sign in rung.signs]
        signs += [(path.id, path.pay_role) for path in roadmap.ways_on]
        yield from ((main, id_, role, roles, said) for id_, role in signs)


def _role_faults(roadmap: Roadmap, places: Places) -> Iterator[str]:
    """A target without pay, a model that is not there, a specialty's role that is none."""
    if roadmap.pay is None:
        return
    roles = {role.id: role for role in roadmap.pay.roles}
    if roadmap.target_role not in {*roles, *places.unread, ""}:
        where = places.of("roadmap.yaml", "", roadmap.target_role)
        yield f'{where}: target_role "{roadmap.target_role}" is not in pay.yaml.'
    for role in roles.values():
        if role.kind is RoleKind.MODEL and roadmap.pay.model is None:
            where = places.of("pay.yaml", "", role.id)
            yield f'{where}: role "{role.id}" is estimated by a model, and there is none.'
    for each in roadmap.pay.specialties.values():
        if each.role not in {*roles, *places.unread}:
            where = places.of("pay.yaml", "", each.role)
            yield f'{where}: specialty "{each.specialty}": There is no role "{each.role}".'


def _wageless(roadmap: Roadmap, places: Places) -> Iterator[str]:
    """Roles whose occupation and area the wages have no figures of that may be printed."""
    if roadmap.pay is None:
        return
    for role in roadmap.pay.roles:
        found = wage_of(role, roadmap.pay.wages)
        if role.occupation is not None and (found is None or found.figures is None):
            at = f"the area {role.area or NATION} and the occupation {role.occupation}"
            text = f"wages.csv has no figures for {at}."
            yield places.fault("pay.yaml", role.id, text, role.occupation)


def _question_faults(roadmap: Roadmap, places: Places) -> Iterator[str]:
    for question in roadmap.questions:
        where = f'{places.of("questions.yaml", question.id)}: "{question.id}"'
        if field_at(question.field) is None:
            yield f'{where}: a profile has no field "{question.field}".'
        if question.settles.partition(".")[0] not in BY_NAME:
            yield f'{where} settles no field named "{question.settles}".'
        if question.is_chosen and question.choices is None and not question.options:
            yield f"{where} is of kind {question.kind}, so it needs choices or options."
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
            yield f"{where}: {standing.id}: it is the last, so everybody else's, and takes no when."
        if not is_last and not has_rule:
            yield f"{where}: {standing.id}: it needs a when, or those after it are never given."
