"""What nothing uses, what nobody is asked, and what sentences cannot say."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from cmio_advisor.domain.base.evidence import Evidence
from cmio_advisor.domain.profile.fields import IN_RULES
from cmio_advisor.domain.roadmap.roadmap import Roadmap, Strength
from cmio_advisor.domain.rules.conditions import Condition
from cmio_advisor.domain.rules.leaves import Leaf
from cmio_advisor.loading.roadmap.faults.people import unreached, unused, without_chance
from cmio_advisor.loading.roadmap.places import Places
from cmio_advisor.loading.roadmap.texts import default_texts

IN_BRACES = re.compile(r"\{(\w+)\}")


def writing_faults(
    roadmap: Roadmap,
    rules: Iterable[Condition],
    own_sources: Iterable[str],
    evidence: Sequence[tuple[str, Evidence]],
    places: Places,
    on: date,
) -> list[str]:
    """
    What whoever writes a roadmap has yet to put right, though it can be used: ``rules`` are all of
    it, ``evidence`` that of its guide among it, ``on`` the day of the check.
    """
    return [
        *unasked(roadmap, places),
        *idle(roadmap, rules, places),
        *uncited(own_sources, evidence, places),
        *from_the_future(evidence, on),
        *of_another_target(roadmap),
        *unused(roadmap, places),
        *without_chance(roadmap, places),
        *unreached(roadmap, places, on),
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
    """Sentences of its own about its target that name the target of another shipped roadmap."""
    others = [each for each in roadmap.nearest if each.roadmap != roadmap.id]
    names = [name for each in others for name in (each.title, each.roadmap.upper())]
    if not names:
        return
    named = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})s?(?!\w)")
    for key, default in default_texts()["roadmap"].items():
        found = named.search(roadmap.texts[key]) if "{target}" in default else None
        if found and roadmap.title not in roadmap.texts[key]:
            yield f'roadmap.yaml: texts: {key}: it names "{found[0]}"; {{target}} is this one.'


def unasked(roadmap: Roadmap, places: Places) -> Iterator[str]:
    """Fields that a required rule reads and no question asks for."""
    asked = {each.settles for each in (*roadmap.questions, *roadmap.asks)}
    for each in roadmap.requirements():
        if each.strength is Strength.REQUIRED:
            for field in sorted(_read(each.met_when) - asked):
                where = places.of("roadmap.yaml", each.id)
                yield f"{where}: {each.id}: it is required, and no question asks for {field}."


def idle(roadmap: Roadmap, rules: Iterable[Condition], places: Places) -> Iterator[str]:
    """Questions about what no rule reads, of those that rules could read, nor the pay."""
    read = {field for rule in rules for field in _read(rule)}
    for each in roadmap.questions:
        is_paid_by = each.field.startswith("setting.")
        if each.settles in IN_RULES and each.settles not in read and not is_paid_by:
            where = places.of("questions.yaml", each.id)
            yield f"{where}: {each.id}: no rule of this roadmap reads {each.settles}."


def uncited(
    own: Iterable[str], evidence: Iterable[tuple[str, Evidence]], places: Places
) -> Iterator[str]:
    """Sources of its own that no fact names."""
    cited = {each.source for _, each in evidence}
    for source in own:
        if source not in cited:
            where = places.of("sources.yaml", source)
            yield f'{where}: No fact of this roadmap names the source "{source}".'


def from_the_future(evidence: Iterable[tuple[str, Evidence]], on: date) -> Iterator[str]:
    """Evidence that is said to have been checked on a day to come."""
    for supports, each in evidence:
        if each.checked > on:
            day = each.checked.isoformat()
            yield f"{supports}: {each.source} is said to have been checked on {day}, after {on}."


def _read(rule: Condition) -> set[str]:
    return {leaf.field for leaf in rule.leaves() if isinstance(leaf, Leaf)}
