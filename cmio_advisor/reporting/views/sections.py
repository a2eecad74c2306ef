"""The names by which one part of a result can be asked for; they are a public interface."""

from enum import StrEnum


class AssessmentSection(StrEnum):
    """The parts of an assessment, and of a client's report."""

    NEXT = "next"
    QUESTION = "question"
    STANDING = "standing"
    DECISIONS = "decisions"
    OTHER_PATHS = "other-paths"
    PAY = "pay"
    NOTES = "notes"
    LATER = "later"
    ADVICE = "advice"
    STEPS = "steps"
    CERTIFICATIONS = "certifications"
    NOT_FOUND = "not-found"
    ABOUT = "about"
    COMMANDS = "commands"


class PlanSection(StrEnum):
    """The parts of a plan."""

    SUMMARY = "summary"
    OTHER_PATHS = "other-paths"
    NOTES = "notes"
    OVERVIEW = "overview"
    DATES = "dates"
    PROGRAMS = "programs"
    STEPS = "steps"
    FINISH = "finish"
    DECISIONS = "decisions"
    LEAVING_OUT = "leaving-out"
    DOORS = "doors"
    WAITING = "waiting"
    ROUTES = "routes"
    MONEY = "money"
    CERTIFICATES = "certificates"
    UNKNOWN = "unknown"
    NOT_FOUND = "not-found"
    ABOUT = "about"


class EligibleSection(StrEnum):
    """The parts of what a person may sit for."""

    OPEN = "open"
    HELD = "held"
    UNKNOWN = "unknown"
    NOT_YET = "not-yet"
    OTHER_FIELDS = "other-fields"
    NOT_FOUND = "not-found"
    ABOUT = "about"


class ExplanationSection(StrEnum):
    """The parts of an explanation."""

    STATE = "state"
    RULE = "rule"
    CHANGE = "change"
    ANSWERS = "answers"
    ROUTES = "routes"
    DECISIONS = "decisions"
    EVIDENCE = "evidence"
    NOT_FOUND = "not-found"
    ABOUT = "about"


class WhatIfSection(StrEnum):
    """The parts of a comparison; the changes are those of every scenario."""

    COMPARED = "compared"
    CHANGES = "changes"
    ABOUT = "about"


class PaySection(StrEnum):
    """The parts of what a role pays."""

    OFFER = "offer"
    BAND = "band"
    PLACES = "places"
    POSTINGS = "postings"
    NOTES = "notes"
    FIGURES = "figures"
    GUIDES = "guides"
    NOT_FOUND = "not-found"
