"""
The guide and the roadmap itself as JSON.
"""

from datetime import date

from cmio_advisor.domain.roadmap.credentials import Credential
from cmio_advisor.domain.roadmap.guide import Guide, Point, Topic
from cmio_advisor.domain.roadmap.roadmap import Requirement, Roadmap, Step
from cmio_advisor.domain.roadmap.route import Route
from cmio_advisor.domain.rules.quoting import told_fields
from cmio_advisor.reporting.json.parts import (
    Citations,
    Json,
    cost_mapping,
    day_text,
    dump,
    months_mapping,
    roadmap_mapping,
    searched_mapping,
    way_on_mapping,
)

GUIDE_SCHEMA = "cmio-advisor/guide/1"
ROADMAP_SCHEMA = "cmio-advisor/roadmap/1"


def guide_json(roadmap: Roadmap, guide: Guide, topic: Topic | None, on: date) -> str:
    """
    One topic of the guide, or the list of topics.
    """
    cites = Citations(roadmap)
    mapping: Json = {
        "schema": GUIDE_SCHEMA,
        "as_of": on.isoformat(),
        "roadmap": roadmap_mapping(roadmap),
    }
    if topic is not None:
        return dump({**mapping, "topic": _topic(topic, cites), "sources": cites.sources()})
    topics = [
        {"id": each.id, "title": each.title, "summary": each.summary} for each in guide.topics
    ]
    return dump({**mapping, "topics": topics})


def roadmap_json(roadmap: Roadmap, wanted: str | None, on: date) -> str:
    """
    The roadmap without its conditions; with an id, the step, requirement or credential of that id.
    """
    cites = Citations(roadmap)
    mapping: Json = {
        "schema": ROADMAP_SCHEMA,
        "as_of": on.isoformat(),
        "roadmap": roadmap_mapping(roadmap),
        **(_whole(roadmap, cites) if wanted is None else _entry(roadmap, wanted, cites)),
    }
    return dump({**mapping, "sources": cites.sources()})


def _whole(roadmap: Roadmap, cites: Citations) -> Json:
    return {
        "about": roadmap.about,
        "evidence_from": roadmap.evidence_from.isoformat(),
        "steps": [_step(each, cites) for each in roadmap.steps],
        "ladder": [
            {
                "id": each.id,
                "title": each.title,
                "about": each.about,
                "evidence": cites.written(each.evidence),
            }
            for each in roadmap.ladder
        ],
        "credentials": [_credential(each, cites) for each in roadmap.credentials],
        "ways_on": [
            {
                **way_on_mapping(way, cites),
                "routes": [_route(each, cites) for each in way.first_steps],
            }
            for way in roadmap.ways_on
        ],
        "decisions": [
            {"id": each.id, "takes": each.takes, "why": each.reason} for each in roadmap.decisions
        ],
        "questions": [
            {"id": each.id, "question": each.text, "why": each.why} for each in roadmap.questions
        ],
    }


def _entry(roadmap: Roadmap, wanted: str, cites: Citations) -> Json:
    for step in roadmap.steps:
        if step.id == wanted:
            return {"step": _step(step, cites)}
    for requirement in roadmap.requirements():
        if requirement.id == wanted:
            return {"requirement": _requirement(requirement, cites)}
    return {"credential": _credential(roadmap.credential(wanted), cites)}


def _topic(topic: Topic, cites: Citations) -> Json:
    return {
        "id": topic.id,
        "title": topic.title,
        "summary": topic.summary,
        "sections": [
            {"title": each.title, "points": [_point(point, cites) for point in each.points]}
            for each in topic.sections
        ],
    }


def _point(point: Point, cites: Citations) -> Json:
    return {
        "text": point.text,
        "evidence": cites.written(point.evidence),
        "correction": point.correction,
        "correction_evidence": cites.written(point.correction_evidence),
        "searched": searched_mapping(point.searched),
    }


def _step(step: Step, cites: Citations) -> Json:
    return {
        "id": step.id,
        "number": step.number,
        "title": step.title,
        "about": step.about,
        "requirements": [_requirement(each, cites) for each in step.requirements],
    }


def _requirement(requirement: Requirement, cites: Citations) -> Json:
    return {
        "id": requirement.id,
        "title": requirement.title,
        "strength": requirement.strength.value,
        "share": requirement.share,
        "need": requirement.need,
        "why": requirement.why,
        "waivable": requirement.waivable,
        "reads": list(told_fields(requirement.met_when)),
        "evidence": cites.written(requirement.evidence),
        "searched": searched_mapping(requirement.searched),
        "routes": [_route(each, cites) for each in requirement.routes],
    }


def _route(route: Route, cites: Citations) -> Json:
    return {
        "id": route.id,
        "title": route.title,
        "action": route.action,
        "why": route.why,
        "months": months_mapping(route.months),
        "cost_usd": cost_mapping(route.cost),
        "hours": route.hours,
        "from": day_text(route.start),
        "until": day_text(route.end),
        "closed": route.closed,
        "notes": list(route.notes),
        "evidence": cites.written(route.evidence),
        "searched": searched_mapping(route.searched),
    }


def _credential(credential: Credential, cites: Citations) -> Json:
    return {
        "id": credential.id,
        "title": credential.title,
        "short": credential.short,
        "issuer": credential.issuer,
        "about": credential.about,
        "asks": [each.need for each in credential.requires],
        "pathways": [
            {
                "id": each.id,
                "title": each.title,
                "need": each.need,
                "until": day_text(each.end),
                "closed": each.closed,
                "evidence": cites.written(each.evidence),
            }
            for each in credential.pathways
        ],
        "fee_usd": cost_mapping(credential.fee),
        "exam": credential.exam,
        "renewal": credential.renewal,
        "preparation": credential.preparation,
        "unknowns": list(credential.unknowns),
        "searched": searched_mapping(credential.searched),
        "former_names": list(credential.former_names),
        "evidence": cites.written(credential.evidence),
    }
