"""What to type next after an assessment."""

from collections.abc import Iterator
from shlex import quote

from cmio_advisor.domain.assess.assessment import Assessment
from cmio_advisor.domain.roadmap.roadmap import Strength

NEW_FILE = "me.yaml"
ANY_PROFILE = "PROFILE"
"""Stands for a profile where none is a file, as with answers from a pipe."""


def typed_profile(file: str, roadmap: str | None) -> str:
    """The arguments that name the answers and the roadmap, as they are typed in a shell."""
    if file == "-":
        file = ANY_PROFILE
    return quote(file) if roadmap is None else f"{quote(file)} --roadmap {quote(roadmap)}"


def next_commands(
    assessment: Assessment, file: str | None, roadmap: str | None = None
) -> Iterator[tuple[str, str]]:
    """
    The commands that fit this person, with what each is for; ``file`` holds the answers, if one
    does, and ``roadmap`` is the name of the one they are to use.
    """
    if file is None:
        file = NEW_FILE
        yield "To keep your answers, the same command with", f"--save {file}"
    typed = typed_profile(file, roadmap)
    counted = (Strength.REQUIRED, Strength.EXPECTED)
    unanswered = any(assessment.readiness[each].unknown for each in counted)
    if assessment.ask_next is not None and unanswered:
        yield "Answer what is open", f"cmio-advisor assess {typed} --ask"
    if assessment.next_steps:
        yield "The steps in time", f"cmio-advisor plan {typed}"
    yield "Everything, with sources", f"cmio-advisor assess {typed} --full"
    if any(each.code == "nearest-roadmap" for each in assessment.warnings):
        yield "Roadmaps side by side", f"cmio-advisor compare {quote(file)}"
