"""What sentences of a roadmap must not say, and those that nothing uses."""

import re
from collections.abc import Iterator

from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.loading.roadmap.files import SHARED
from cmio_advisor.loading.roadmap.places import Places
from cmio_advisor.loading.roadmap.shared import default_texts
from cmio_advisor.loading.shapes.shapes import nearest

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
        if {*IN_BRACES.sub("", text)} & {*"{}"}:
            yield f"{where}: A brace stands alone here, so nothing fills it. Leave it out."


def of_another_target(roadmap: Roadmap, places: Places) -> Iterator[str]:
    """Sentences of its own that name the target of another shipped roadmap, and not its own."""
    others = {each.roadmap: each.title for each in roadmap.nearest if each.roadmap != roadmap.id}
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
