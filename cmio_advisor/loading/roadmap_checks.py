"""
What shapes cannot see: ids that repeat or point nowhere, numbers in the wrong order.
"""

from collections import Counter
from collections.abc import Container, Iterable, Iterator

from cmio_advisor.domain.conditions import Condition, Reference
from cmio_advisor.domain.evidence import Evidence
from cmio_advisor.domain.guide import Guide
from cmio_advisor.domain.pay_model import fit_problems
from cmio_advisor.domain.pay_table import PAY_TEXTS
from cmio_advisor.domain.roadmap import Cost, Roadmap, Route
from cmio_advisor.domain.wording import TEXTS

CONDITION_FIELDS = (
    "degrees",
    "certifications",
    "board_certifications",
    "residency",
    "fellowships",
    "clinical",
    "informatics",
    "leadership",
    "people_led",
    "budget_usd",
    "license",
    "role",
    "leadership_roles",
    "projects",
    "memberships",
    "activities",
    "organization",
)


def check_roadmap(roadmap: Roadmap, source_ids: Iterable[str]) -> list[str]:
    """
    Every fault in how the roadmap's parts hang together, as messages; none if it is sound.
    """
    return [
        *_repeated(roadmap, source_ids),
        *_dangling(roadmap),
        *_disordered(roadmap),
        *_unknown_sources(roadmap),
        *_missing_texts(roadmap),
        *fit_problems(roadmap.pay),
    ]


def check_guide(guide: Guide, sources: Container[str]) -> list[str]:
    """
    Every fault of the guide: topics that stand there twice, sources that do not exist.
    """
    topics = [topic.id for topic in guide.topics]
    return [*_twice("guide.yaml: topic", topics), *_sourceless(guide.evidence(), sources)]


def routes_of(roadmap: Roadmap) -> Iterator[Route]:
    """
    Every route, in the order of the steps.
    """
    for requirement in roadmap.requirements():
        yield from requirement.routes


def _repeated(roadmap: Roadmap, source_ids: Iterable[str]) -> Iterator[str]:
    lists = {
        "roadmap.yaml: step": [step.id for step in roadmap.steps],
        "roadmap.yaml: step number": [str(step.number) for step in roadmap.steps],
        "roadmap.yaml: requirement": [each.id for each in roadmap.requirements()],
        "roadmap.yaml: route": [route.id for route in routes_of(roadmap)],
        "roadmap.yaml: rung": [rung.id for rung in roadmap.ladder],
        "credentials.yaml: certification": [each.id for each in roadmap.credentials],
        "questions.yaml: question": [each.id for each in roadmap.questions],
        "sources.yaml: source": list(source_ids),
        **{
            f"vocabulary, {kind}": [term.id for term in terms]
            for kind, terms in roadmap.vocabulary.kinds.items()
        },
    }
    for what, ids in lists.items():
        yield from _twice(what, ids)


def _twice(what: str, ids: Iterable[str]) -> Iterator[str]:
    for name, times in Counter(ids).items():
        if times > 1:
            yield f'{what} "{name}" stands there {times} times. Each id stands once.'


def _dangling(roadmap: Roadmap) -> Iterator[str]:
    known = {
        "requirement": {each.id for each in roadmap.requirements()},
        "eligible": {each.id for each in roadmap.credentials},
        "stage": {rung.id for rung in roadmap.ladder},
    }
    for name, condition in _conditions(roadmap):
        for leaf in condition.leaves():
            if isinstance(leaf, Reference) and leaf.id not in known[leaf.kind]:
                yield f'roadmap.yaml: {name}: there is no {leaf.kind} "{leaf.id}".'
    yield from _dangling_roles(roadmap)
    yield from _dangling_questions(roadmap)


def _dangling_roles(roadmap: Roadmap) -> Iterator[str]:
    roles = {role.id for role in roadmap.pay.roles}
    if roadmap.target_role not in roles:
        yield f'roadmap.yaml: target_role "{roadmap.target_role}" is not in pay.yaml.'
    for rung in roadmap.ladder:
        for sign in rung.signs:
            if sign.pay_role is not None and sign.pay_role not in roles:
                yield f'roadmap.yaml: rung "{rung.id}": pay.yaml has no role "{sign.pay_role}".'


def _dangling_questions(roadmap: Roadmap) -> Iterator[str]:
    for question in roadmap.questions:
        if question.settles not in CONDITION_FIELDS:
            yield f'questions.yaml: "{question.id}" settles no field named "{question.settles}".'
        if question.choices is not None and question.choices not in roadmap.vocabulary.kinds:
            yield f'questions.yaml: "{question.id}": there is no list "{question.choices}".'


def _conditions(roadmap: Roadmap) -> Iterator[tuple[str, Condition]]:
    for requirement in roadmap.requirements():
        yield requirement.id, requirement.met_when
    for route in routes_of(roadmap):
        if route.needs is not None:
            yield route.id, route.needs


def _disordered(roadmap: Roadmap) -> Iterator[str]:
    for route in routes_of(roadmap):
        months = route.months
        if not months.low <= months.likely <= months.high:
            yield f"roadmap.yaml: {route.id}: months have to rise from low over likely to high."
        if route.start and route.end and route.start > route.end:
            yield f"roadmap.yaml: {route.id}: it closes before it opens."
        yield from _cost_fault(f"roadmap.yaml: {route.id}", route.cost)
    for credential in roadmap.credentials:
        yield from _cost_fault(f"credentials.yaml: {credential.id}", credential.fee)


def _cost_fault(where: str, cost: Cost | None) -> Iterator[str]:
    if cost is not None and cost.low > cost.high:
        yield f"{where}: the cost's low is above its high."


def _unknown_sources(roadmap: Roadmap) -> Iterator[str]:
    yield from _sourceless(roadmap.evidence(), roadmap.sources)


def _sourceless(
    supported: Iterable[tuple[str, Evidence]], sources: Container[str]
) -> Iterator[str]:
    for supports, evidence in supported:
        if evidence.source not in sources:
            yield f'{supports}: sources.yaml has no source "{evidence.source}".'


def _missing_texts(roadmap: Roadmap) -> Iterator[str]:
    for name, texts, wanted in (
        ("roadmap.yaml", roadmap.texts, TEXTS),
        ("pay.yaml", roadmap.pay.texts, PAY_TEXTS),
    ):
        for missing in sorted(wanted.difference(texts)):
            yield f'{name}: texts needs the sentence "{missing}".'
        for unused in sorted(set(texts).difference(wanted)):
            yield f'{name}: texts has a sentence "{unused}" that nothing uses.'
