"""What shapes cannot see of a roadmap: how its parts hang together, what its sentences say."""

import re
from collections.abc import Collection, Iterator
from contextlib import suppress
from datetime import date

from cmio_advisor.domain.judge.results import State
from cmio_advisor.domain.pay.model import fit_problems
from cmio_advisor.domain.pay.table import NATION, RoleKind
from cmio_advisor.domain.profile.fields import BY_NAME, field_at
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.domain.rules.conditions import EVERYBODY
from cmio_advisor.domain.scenarios.edits import named_by_rules, without_absent
from cmio_advisor.loading.roadmap.documents import Places, default_texts
from cmio_advisor.loading.roadmap.files import SHARED, TO_BE_FOUND
from cmio_advisor.loading.roadmap.pay import wage_of
from cmio_advisor.loading.roadmap.route_faults import circles, disordered, long_circles, routes_of
from cmio_advisor.loading.shapes.shapes import nearest

DONE_ON = {
    *("checked", "searched.on", "sources.published", "odds.year", "roles.year", "guide.mean_year"),
    *("postings.year", "published.pay_year", "roadmap.evidence_from"),
}
"""The keys under which the day stands on which something was done."""
IN_BRACES = re.compile(r"\{([^{}]*)\}")
FILLED = {
    ("standing", "why"): {"have", "expected", "missing"},
    ("own_steps", "action"): {"start", "apply"},  # of what prepares for a season
    **{("renewal", key): {"title", "date", "issuer"} for key in ("title", "action", "why", "ask")},
}
"""What is filled into the sentences of an entry, by list and key; those of ``texts`` are apart."""
COLLEAGUES = ("action", "ask", "do_at", "milestones", "ways_on", "own_steps", "nearest")
FACTS = ("evidence", "says", "of", "searched", "published", "names", "correction")
"""
Keys under which the target of another roadmap may be named: as a colleague or a next job, and in
what others said.
"""


def sourceless(sources: Collection[str], places: Places) -> Iterator[str]:
    """Evidence by sources that are not there; a day's or a share's are looked for in evidence."""
    for where, path, text in places.texts:
        is_of_evidence = path[-1] == "source" and path[-2] not in ("first", "last")
        if is_of_evidence and text not in sources and text not in places.unread:
            yield f'{where}: sources.yaml has no source "{text}".{nearest(text, sources)}'


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
            yield (
                f'{where}: No fact of this roadmap names the source "{source}": name it in the '
                "evidence of what it says, or leave it out."
            )


def unfinished(places: Places) -> Iterator[str]:
    """Where facts still name the source that stands for one to be found, each place."""
    for where, path, text in places.texts:
        if text == TO_BE_FOUND and path[-1] in ("source", "sources"):
            yield (
                f'{where}: The source "{TO_BE_FOUND}" is named here and stands for none, so this '
                "roadmap is not finished: name what you read."
            )


def from_the_future(places: Places, on: date) -> Iterator[str]:
    """What is said to have been done on a day to come."""
    for where, path, text in places.texts:
        is_past = not DONE_ON.isdisjoint((path[-1], ".".join(path[-2:])))
        if is_past and _is_day(text) and text > on.isoformat():
            yield (
                f'{where}: "{path[-1]}" says {text}, which is after {on}: write the day on which '
                "it was."
            )


def _is_day(text: str) -> bool:
    """Whether it is a date that there is, to the year, the month or the day."""
    with suppress(ValueError):
        return bool(date.fromisoformat(f"{text}-01-01"[:10]))
    return False


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
                yield (
                    f"{where}: Nothing fills {{{name}}} in here. "
                    + (f"Known are: {', '.join(sorted(known))}." if known else "Write it out.")
                )


def of_another_target(roadmap: Roadmap, places: Places) -> Iterator[str]:
    """Sentences of its own that name the target of another shipped roadmap, and not its own."""
    others = {id_: title for id_, title in roadmap.nearest_titles().items() if id_ != roadmap.id}
    roles = {each.id for each in roadmap.pay.roles} if roadmap.pay else set()
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
            is_own = path[:2] != ("roadmap", "title") and _names_own(text, roadmap)
            is_known = path[0] == "pay" and id_ in roles
            if found and not is_own and not is_known:
                instead = "{target}" if path[1] == "texts" else "the job of this one"
                yield (
                    f'{where}: It names "{found[0]}", the target of the roadmap {id_}: write '
                    f"{instead}. A colleague or a next job is named in a step, or under ways_on."
                )


def _names_own(text: str, roadmap: Roadmap) -> bool:
    words = (roadmap.title, "{target}", roadmap.id.upper())
    return any(re.search(rf"(?<!\w){re.escape(each)}s?(?!\w)", text) for each in words)


def check_roadmap(roadmap: Roadmap, places: Places) -> list[str]:
    """Every fault in how its parts hang together; what could not be read is not missed."""
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
