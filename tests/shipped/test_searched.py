"""What the shipped roadmaps do not know was looked for: what, where and when stands beside it."""

import re
from collections.abc import Iterator

import pytest
import yaml

from cmio_advisor.domain.roadmap.roadmap import Credential, Roadmap
from cmio_advisor.domain.roadmap.route import Route
from cmio_advisor.loading.roadmap.store import load_roadmap
from tests.conftest import ROOT

SHIPPED = ("cmio", "cnio", "cio")
NOT_SEARCHED = re.compile(r"\bnot (?:been )?(?:looked|searched)|\bask\b|\bno search", re.IGNORECASE)
# Other pages than the issuer's may name a fee, as blogs of 2026 promise for the informatics board.
# Some page names nearly every price: what was not found is one of today, or its issuer's own.
PRICE = re.compile(r"\b(?:price|fee|dues|tuition|charge)s?\b")
WHOSE = re.compile(r"\b(?:today|own|itself|dated|after 20\d\d|of 20\d\d|from a school)\b|ABPM's")
RETURNS = ("keep-clinical-day", "keep-seeing-patients")
ISSUERS_FEE = re.compile(r"^[A-Z]\w+'s (?!own\b)(?:\w+ )?(?:fee|price)")


def unpriced(route: Route, roadmap: Roadmap) -> Iterator[str]:
    """
    A route whose price is not known and was not looked for. What is left to pay of what is under
    way, and what a return to patients costs, is each person's to tell; programs have their own
    prices; an exam has its credential's. Hours are said not to be known, and no search for them.
    """
    exam = roadmap.credential(route.earns) if route.earns else None
    if route.searched or (exam and exam.searched) or route.only_if_given or route.id in RETURNS:
        return
    if route.cost is None and not route.programs and not (exam and exam.fee):
        yield route.id


def unsaid(credential: Credential) -> Iterator[str]:
    """The same of a credential."""
    if credential.searched is None:
        told = {"fee": credential.fee, "exam": credential.exam, "renewal": credential.renewal}
        yield from (f"{credential.id}: {what}" for what, value in told.items() if value is None)


@pytest.mark.parametrize("name", SHIPPED)
def test_what_is_not_known_was_looked_for(name: str) -> None:
    """Every price, exam form and renewal that is missing has its search beside it."""
    roadmap = load_roadmap(name)
    routes = [each for requirement in roadmap.requirements() for each in requirement.routes]
    routes += roadmap.own_steps  # what a renewal costs stands in the credential that is renewed
    routes += [step for way in roadmap.ways_on for step in way.first_steps]

    assert [each for route in routes for each in unpriced(route, roadmap)] == []
    assert [each for one in roadmap.credentials for each in unsaid(one)] == []


@pytest.mark.parametrize("name", SHIPPED)
def test_nothing_is_said_to_be_missing_that_decides_nothing(name: str) -> None:
    """What was looked for in vain is a price, a form of exam or a renewal."""
    roadmap = load_roadmap(name)
    routes = [each for requirement in roadmap.requirements() for each in requirement.routes]
    searched = [each for each in (*routes, *roadmap.own_steps) if each.searched]
    told = [each for each in roadmap.credentials if each.searched]

    assert [each.id for each in roadmap.requirements() if each.searched] == []
    assert [each.id for each in searched if each.cost] == []
    assert [each.id for each in told if None not in (each.fee, each.exam, each.renewal)] == []


def searches(node: object) -> Iterator[dict[str, str]]:
    """Every entry ``searched`` of a file."""
    if isinstance(node, dict):
        yield from (each for key, each in node.items() if key == "searched")
        for each in node.values():
            yield from searches(each)
    elif isinstance(node, list):
        for each in node:
            yield from searches(each)


@pytest.mark.parametrize("folder", [*SHIPPED, "shared"])
def test_a_search_was_made(folder: str) -> None:
    """What nobody looked for is a note beside what is known, and no search that found nothing."""
    files = (ROOT / "data" / folder).glob("*.yaml")
    made = [
        each
        for path in files
        for each in searches(yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader))
    ]

    assert made
    assert [each for each in made if NOT_SEARCHED.search(each["where"])] == []
    assert [each for each in made if ISSUERS_FEE.search(str(each["what"]))] == []
    assert [
        str(each["what"])
        for each in made
        if PRICE.search(str(each["what"])) and not WHOSE.search(str(each["what"]))
    ] == []
