"""
What whoever writes a roadmap has yet to put right though it can be used: what nothing uses, reads
or asks, and what would be advised without a word of its chance.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from cmio_advisor.domain.interview.interview import BESIDE_RULES
from cmio_advisor.domain.profile.fields import IN_RULES
from cmio_advisor.domain.roadmap.roadmap import Roadmap, Strength
from cmio_advisor.domain.rules.conditions import Reference
from cmio_advisor.domain.rules.leaves import Holds
from cmio_advisor.loading.roadmap.faults.people import dead_rules
from cmio_advisor.loading.roadmap.faults.rules import (
    LAWS,
    WrittenRule,
    all_rules,
    fields_read,
    routes_of,
)
from cmio_advisor.loading.roadmap.faults.texts import from_the_future, of_another_target, uncited
from cmio_advisor.loading.roadmap.places import Places

UNUSED = (
    "no rule of this roadmap reads it, and no route leads to it: name it in a rule or under earns, "
    "write serves_target: false if it is told to its holders only, or leave it out."
)
NO_CHANCE = (
    "it opens once a year, and not everybody finds a place, but it does not say the chance of one: "
    "write odds. Where none were found: of a match, the odds of a wider group, and say whose they "
    "are; of anything else, searched, with what was looked for of those who apply and find a place."
)
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
            yield places.fault("roadmap.yaml", route.id, NO_CHANCE)


def unused(roadmap: Roadmap, rules: Iterable[WrittenRule], places: Places) -> Iterator[str]:
    """Certificates that no rule reads and no route leads to."""
    used = {each.earns for each in routes_of(roadmap)}
    for each in rules:
        for leaf in each.rule.leaves():
            if isinstance(leaf, Holds):
                used |= leaf.ids
            elif isinstance(leaf, Reference):
                used.add(leaf.id)
    for credential in roadmap.credentials:
        if credential.serves_target and credential.id not in used:
            yield places.fault("credentials.yaml", credential.id, UNUSED)


def writing_faults(roadmap: Roadmap, places: Places, on: date) -> list[str]:
    """
    What whoever writes a roadmap has yet to put right, though it can be used, on the day of the
    check. What no rule or question uses is told where all could be read.
    """
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
                text = (
                    f"it is required, and no question asks for {field}: "
                    f"let one of questions.yaml settle it (settles: {field})."
                )
                yield places.fault("roadmap.yaml", each.id, text)


def uncertain(roadmap: Roadmap, places: Places) -> Iterator[str]:
    """Routes that need nothing and earn a certificate which asks for something."""
    asking = {each.id for each in roadmap.credentials if fields_read(each.open_when)}
    for route in routes_of(roadmap):
        if route.earns in asking and route.needs is None:
            text = (
                f"it earns {route.earns}, and is advised to people who may not sit for it: write "
                f"needs: {{eligible: {route.earns}}}."
            )
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
            text = f"no rule of this roadmap reads {each.settles}: leave the question out."
            yield places.fault(file, each.id, text)
