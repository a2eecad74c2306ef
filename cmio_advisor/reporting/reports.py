"""
What the command line calls: one function a command, an object and a format in, text out.

Each imports what its format needs and no more, so that JSON and plain text load no drawing.
"""

from datetime import date
from typing import TYPE_CHECKING

from cmio_advisor.reporting.formats import Format, Screen

if TYPE_CHECKING:
    from cmio_advisor.domain.assessment import Assessment, CredentialResult
    from cmio_advisor.domain.pay import PayEstimate
    from cmio_advisor.domain.roadmap import Credential, Roadmap, Topic
    from cmio_advisor.reporting.document import Document

# ruff: noqa: PLC0415 - the imports inside functions are what this module is for


def assessment_report(assessment: "Assessment", form: Format, screen: Screen) -> str:
    """
    The answer of ``assess``.
    """
    if form is Format.JSON:
        from cmio_advisor.reporting.json_text import assessment_json

        return assessment_json(assessment)
    from cmio_advisor.reporting.view import assessment_document

    return render(assessment_document(assessment), form, screen)


def eligible_report(
    assessment: "Assessment",
    results: "tuple[CredentialResult, ...]",
    form: Format,
    screen: Screen,
) -> str:
    """
    The answer of ``eligible`` for some of the assessment's credentials.
    """
    if form is Format.JSON:
        from cmio_advisor.reporting.json_text import eligible_json

        return eligible_json(assessment, results)
    from cmio_advisor.reporting.credential_view import eligible_document

    return render(eligible_document(assessment, results), form, screen)


def pay_report(
    estimate: "PayEstimate", roadmap: "Roadmap", on: date, form: Format, screen: Screen
) -> str:
    """
    The answer of ``pay``.
    """
    if form is Format.JSON:
        from cmio_advisor.reporting.json_pay import pay_json

        return pay_json(estimate, roadmap, on)
    from cmio_advisor.reporting.pay_view import pay_document

    return render(pay_document(estimate, roadmap, on), form, screen)


def guide_report(roadmap: "Roadmap", form: Format, screen: Screen) -> str:
    """
    The answer of ``guide`` without a topic: what there is to read.
    """
    if form is Format.JSON:
        from cmio_advisor.reporting.json_roadmap import guide_json

        return guide_json(roadmap)
    from cmio_advisor.reporting.guide_view import guide_document

    return render(guide_document(roadmap), form, screen)


def topic_report(topic: "Topic", roadmap: "Roadmap", form: Format, screen: Screen) -> str:
    """
    The answer of ``guide TOPIC``.
    """
    if form is Format.JSON:
        from cmio_advisor.reporting.json_roadmap import topic_json

        return topic_json(topic, roadmap)
    from cmio_advisor.reporting.guide_view import topic_document

    return render(topic_document(topic, roadmap), form, screen)


def roadmap_report(roadmap: "Roadmap", on: date, form: Format, screen: Screen) -> str:
    """
    The answer of ``roadmap show``.
    """
    if form is Format.JSON:
        from cmio_advisor.reporting.json_roadmap import roadmap_json

        return roadmap_json(roadmap)
    from cmio_advisor.reporting.roadmap_view import roadmap_document

    return render(roadmap_document(roadmap, on), form, screen)


def credential_report(
    credential: "Credential", roadmap: "Roadmap", on: date, form: Format, screen: Screen
) -> str:
    """
    The answer of ``roadmap show CREDENTIAL``.
    """
    if form is Format.JSON:
        from cmio_advisor.reporting.json_roadmap import credential_json

        return credential_json(credential, roadmap)
    from cmio_advisor.reporting.credential_view import credential_document

    return render(credential_document(credential, roadmap, on), form, screen)


def render(document: "Document", form: Format, screen: Screen) -> str:
    """
    A document in one of the formats for people.
    """
    if form is Format.TERMINAL:
        from cmio_advisor.reporting.terminal import render_terminal

        return render_terminal(document, screen)
    if form is Format.MARKDOWN:
        from cmio_advisor.reporting.markdown import render_markdown

        return render_markdown(document)
    from cmio_advisor.reporting.plain import render_plain

    return render_plain(document)
