"""What shapes cannot see: ids that repeat or point nowhere, numbers in the wrong order."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator

from cmio_advisor.domain.base.evidence import Evidence
from cmio_advisor.domain.base.terms import Vocabulary
from cmio_advisor.domain.judge.case import Answered
from cmio_advisor.domain.judge.results import State
from cmio_advisor.domain.pay.model import fit_problems
from cmio_advisor.domain.pay.table import NATION, RoleKind
from cmio_advisor.domain.profile.fields import BY_NAME
from cmio_advisor.domain.roadmap.guide import Guide
from cmio_advisor.domain.roadmap.names import folded, names_of
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.domain.rules.conditions import EVERYBODY, Reference
from cmio_advisor.domain.scenarios.edits import named_by_rules, without_absent
from cmio_advisor.loading.roadmap.faults.people import all_rules
from cmio_advisor.loading.roadmap.faults.routes import (
    circles,
    disordered,
    long_circles,
    routes_of,
    unmatched,
)
from cmio_advisor.loading.roadmap.faults.writing import unfilled
from cmio_advisor.loading.roadmap.places import Places
from cmio_advisor.loading.roadmap.shapes.pay import wage_of
from cmio_advisor.loading.roadmap.shared import default_texts
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
        *_repeated(roadmap, places),
        *_shadowing(roadmap.vocabulary, places),
        *_dangling(roadmap, places),
        *_question_faults(roadmap, places),
        *disordered(roadmap, places),
        *circles(roadmap, places),
        *(long_circles(without_absent(roadmap), places) if is_whole else ()),
        *unmatched(roadmap, places),
        *_unknown_decisions(roadmap, places),
        *(_unruly_standings(roadmap, places) if is_whole else ()),
        *_order_faults(roadmap, places),
        *_unknown_sources(roadmap, places),
        *(_text_faults(roadmap, places) if is_whole else ()),
        *unfilled(places),
        *_wageless(roadmap, places),
        *(fit_problems(roadmap.pay) if roadmap.pay else ()),
    ]


def check_guide(guide: Guide, sources: Collection[str], places: Places) -> list[str]:
    """Every fault of the guide: topics that stand there twice, sources that do not exist."""
    topics = [topic.id for topic in guide.topics]
    return [
        *_twice("guide.yaml", "topic", topics, places),
        *sourceless("guide.yaml", guide.evidence(), sources, places),
    ]


def _repeated(roadmap: Roadmap, places: Places) -> Iterator[str]:
    roles, rows = (roadmap.pay.roles, roadmap.pay.rows) if roadmap.pay else ((), ())
    lists = {
        ("roadmap.yaml", "step"): [step.id for step in roadmap.steps],
        ("roadmap.yaml", "step number"): [str(step.number) for step in roadmap.steps],
        ("roadmap.yaml", "requirement"): [
            name for each in roadmap.requirements() for name in (each.id, *each.was)
        ],
        ("roadmap.yaml", "route"): [
            *(route.id for route in routes_of(roadmap)),
            *(step.id for way in roadmap.ways_on for step in way.first_steps),
        ],
        ("roadmap.yaml", "cycle"): [each.id for each in roadmap.cycles],
        ("roadmap.yaml", "rung"): [rung.id for rung in roadmap.ladder],
        ("roadmap.yaml", "standing"): [each.id for each in roadmap.standings],
        ("credentials.yaml", "certification"): [each.id for each in roadmap.credentials],
        ("credentials.yaml", "question of a rule"): [each.id for each in roadmap.asks],
        ("credentials.yaml", "pathway"): [
            f"{each.id}/{pathway.id}" for each in roadmap.credentials for pathway in each.pathways
        ],
        ("roadmap.yaml", "other path"): [way.id for way in roadmap.ways_on],
        ("roadmap.yaml", "decision"): [each.id for each in roadmap.decisions],
        ("roadmap.yaml", "advice"): [each.id for each in roadmap.advice],
        ("pay.yaml", "role"): [role.id for role in roles],
        ("pay.yaml", "published figure"): [row.id for row in rows],
        ("questions.yaml", "question"): [each.id for each in roadmap.questions],
        ("sources.yaml", "source"): places.own("sources.yaml"),
        **{
            ("vocabulary.yaml", kind): [term.id for term in terms]
            for kind, terms in roadmap.vocabulary.kinds.items()
            if kind not in ("degrees", "certifications")
        },
        ("credentials.yaml", "degree"): roadmap.vocabulary.ids("degrees"),
    }
    for (file, what), ids in lists.items():
        yield from _twice(file, what, ids, places)


def _shadowing(words: Vocabulary, places: Places) -> Iterator[str]:
    """
    Other names that are the id of another entry of the list, which are never reached; and entries
    of its own that are called as another one is, so that whoever writes the name is asked which.
    """
    for kind, terms in words.kinds.items():
        by_name = {folded(term.id): term.id for term in terms}
        file = "credentials.yaml" if kind in ("degrees", "certifications") else "vocabulary.yaml"
        own = {*places.own(file)}
        for term in terms:
            for name in term.names:
                owner = by_name.get(folded(name), term.id)
                if owner != term.id:
                    where = places.of(file, term.id, name)
                    yield f'{where}: "{name}" cannot name {term.id}: it is the id of {owner}.'
            for other in terms if term.id in own else ():
                if other.id != term.id and folded(term.title) in names_of(other):
                    text = (
                        f'"{other.id}" is called "{term.title}" too, so whoever writes that is '
                        "asked which is meant: name that one, or give this one another title."
                    )
                    yield places.fault(file, term.id, text, term.title)


def _twice(file: str, what: str, ids: Iterable[str], places: Places) -> Iterator[str]:
    for name, times in Counter(ids).items():
        if times > 1:
            where = places.again(file, name)
            yield f'{where}: The {what} "{name}" stands there {times} times. Each id stands once.'


def _dangling(roadmap: Roadmap, places: Places) -> Iterator[str]:
    known = named_by_rules(roadmap)
    for each in all_rules(roadmap):
        for leaf in each.rule.leaves():
            if isinstance(leaf, Reference):
                said = f"There is no {CALLED.get(leaf.kind, leaf.kind)}"
                yield from _absent(each.file, each.id, leaf.id, known[leaf.kind], said, places)
    for owner, named in _named_requirements(roadmap):
        said = "There is no requirement"
        yield from _absent("roadmap.yaml", owner, named, known["requirement"], said, places)
    yield from _dangling_roles(roadmap, places)


def _absent(
    file: str, owner: str, named: str | None, known: Collection[str], said: str, places: Places
) -> Iterator[str]:
    """That what an entry names is not there, and what may be meant."""
    if named is not None and named not in known and named not in places.unread:
        yield places.fault(file, owner, f'{said} "{named}".{nearest(named, known)}', named)


def _named_requirements(roadmap: Roadmap) -> Iterator[tuple[str, str]]:
    """
    Ids of requirements that stand outside of conditions, each after what names it. What a route
    comes ``after`` may be one of the person's own steps too.
    """
    own = {each.id for each in roadmap.own_steps}
    for requirement in roadmap.requirements():
        if requirement.anew_after is not None:
            yield requirement.id, requirement.anew_after
        for route in requirement.routes:
            if route.sensible_after is not None:
                yield route.id, route.sensible_after
            after = (each for each in route.after if each not in own)
            yield from ((route.id, each) for each in (*route.brings, *after))


def _dangling_roles(roadmap: Roadmap, places: Places) -> Iterator[str]:
    if roadmap.pay is None:
        return
    roles = {role.id: role for role in roadmap.pay.roles}
    if roadmap.target_role not in {*roles, *places.unread, ""}:
        where = places.of("roadmap.yaml", "", roadmap.target_role)
        yield f'{where}: target_role "{roadmap.target_role}" is not in pay.yaml.'
    named = [(rung.id, sign.pay_role) for rung in roadmap.ladder for sign in rung.signs]
    named += [(way.id, way.pay_role) for way in roadmap.ways_on]
    for id_, pay_role in named:
        said = "pay.yaml has no role"
        yield from _absent("roadmap.yaml", id_, pay_role, roles, said, places)
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
        if not Answered(question.field).is_field:
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


def _unknown_decisions(roadmap: Roadmap, places: Places) -> Iterator[str]:
    """Decisions that take nothing of the roadmap, and ways on that are none of them."""
    known = {each.id for each in roadmap.requirements()}
    known |= {*(each.id for each in routes_of(roadmap)), *places.unread}
    for decision in roadmap.decisions:
        if decision.takes not in known:
            text = f'no requirement and no route is "{decision.takes}".'
            yield places.fault("roadmap.yaml", decision.id, text)
    decisions = {*(each.id for each in roadmap.decisions), *places.unread}
    for way in roadmap.ways_on:
        if way.decision is not None and way.decision not in decisions:
            yield places.fault("roadmap.yaml", way.id, f'no decision is "{way.decision}".')


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


def _order_faults(roadmap: Roadmap, places: Places) -> Iterator[str]:
    """
    What the order names twice, or names and the roadmap does not have; routes that lead to a
    certificate that it does not have.
    """
    named = [id_ for each in roadmap.order for id_ in each.of]
    yield from _twice("roadmap.yaml", "entry of the order", named, places)
    known = {each.id for each in (*roadmap.requirements(), *routes_of(roadmap))}
    for precedence in roadmap.order:
        for id_ in precedence.of:
            said = "no requirement and no route is"
            yield from _absent("roadmap.yaml", precedence.id, id_, known, said, places)
    credentials = {each.id for each in roadmap.credentials}
    for route in routes_of(roadmap):
        said = "no certification is"
        yield from _absent("roadmap.yaml", route.id, route.earns, credentials, said, places)


def _unknown_sources(roadmap: Roadmap, places: Places) -> Iterator[str]:
    by_file: dict[str, list[tuple[str, Evidence]]] = {}
    credentials = {each.id for each in (*roadmap.credentials, *roadmap.asks)}
    in_words = ("training_ends", *roadmap.vocabulary.evidence)
    others = dict.fromkeys(in_words, "vocabulary.yaml") | {"pay": "pay.yaml"}
    for supports, evidence in roadmap.evidence():
        in_credentials = supports.partition("/")[0] in credentials
        file = "credentials.yaml" if in_credentials else "roadmap.yaml"
        file = others.get(supports, file)
        by_file.setdefault(file, []).append((supports, evidence))
    for file, supported in by_file.items():
        yield from sourceless(file, supported, roadmap.sources, places)


def sourceless(
    file: str,
    supported: Iterable[tuple[str, Evidence]],
    sources: Collection[str],
    places: Places,
) -> Iterator[str]:
    for supports, evidence in supported:
        if evidence.source not in {*sources, *places.unread}:
            hint = nearest(evidence.source, sources)
            text = f'sources.yaml has no source "{evidence.source}".{hint}'
            yield places.fault(file, supports, text, evidence.source)


def _text_faults(roadmap: Roadmap, places: Places) -> Iterator[str]:
    """Sentences that nothing uses, and warnings of the roadmap's own that have none."""
    facts = (*roadmap.presupposed, *roadmap.presumed)
    own = {f"warning_{each.warning}" for each in facts if each.warning}
    for missing in sorted(own.difference(roadmap.texts)):
        yield f'roadmap.yaml: texts has no sentence "{missing}", which presupposed names.'
    used = {"roadmap": own.union(default_texts()["roadmap"]), "pay": default_texts()["pay"]}
    for where, path, _, _ in places.texts:
        if path[1] == "texts" and path[2] not in used[path[0]]:
            hint = nearest(path[2], used[path[0]])
            yield f'{where}: texts has a sentence "{path[2]}" that nothing uses.{hint}'
