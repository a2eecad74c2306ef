"""
What to type next after an assessment.
"""

from collections.abc import Iterator
from shlex import quote

from cmio_advisor.domain.assess.assessment import Assessment


def next_commands(assessment: Assessment, file: str) -> Iterator[tuple[str, str]]:
    """
    The commands that fit this person, with what each is for; ``file`` holds the answers.
    """
    typed = quote(file)
    if assessment.ask_next is not None:
        yield "Answer what is open", f"cmio-advisor assess {typed} --ask"
    if assessment.next_steps:
        yield "The steps in time", f"cmio-advisor plan {typed}"
    first = next((each.requirement for each in assessment.next_steps if each.requirement), None)
    if first is not None:
        yield "Why the first step", f"cmio-advisor explain {typed} {first.id}"
    yield "Everything, with sources", f"cmio-advisor assess {typed} --full"
