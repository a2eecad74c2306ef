"""What is wrong with what a roadmap's files say: sources, days, sentences, names of other jobs."""

import re
from collections.abc import Collection, Iterator
from contextlib import suppress
from datetime import date

from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.loading.roadmap.files import SHARED, TO_BE_FOUND
from cmio_advisor.loading.roadmap.places import Places
from cmio_advisor.loading.roadmap.shared import default_texts
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
