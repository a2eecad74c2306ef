"""What shapes cannot see: ids that repeat or point nowhere, numbers in the wrong order."""

from collections.abc import Collection, Iterator

from cmio_advisor.domain.judge.results import State
from cmio_advisor.domain.pay.model import fit_problems
from cmio_advisor.domain.pay.table import NATION, RoleKind
from cmio_advisor.domain.profile.fields import BY_NAME, field_at
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.domain.rules.conditions import EVERYBODY
from cmio_advisor.domain.scenarios.edits import named_by_rules, without_absent
from cmio_advisor.loading.roadmap.faults.routes import circles, disordered, long_circles
from cmio_advisor.loading.roadmap.faults.rules import routes_of
from cmio_advisor.loading.roadmap.faults.texts import sourceless, unfilled, unused_sentences
from cmio_advisor.loading.roadmap.places import Places
from cmio_advisor.loading.roadmap.shapes.pay import wage_of
from cmio_advisor.loading.shapes.shapes import nearest


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
            yield places.fault(
                "pay.yaml", role.id, "it is estimated by a model, and there is none."
            )
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
