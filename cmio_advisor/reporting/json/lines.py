"""
Assessments as JSON Lines: a client a line, without the texts that are the same for every client.

Those texts (titles, evidence, routes) stand once in the roadmap's own JSON. A line says the same
as the assessment's JSON under the same keys; a key whose value would be ``null`` is left out.
"""

import re
from collections.abc import Sequence
from itertools import chain

from cmio_advisor.domain.base.kept import Shared
from cmio_advisor.domain.caseload.caseload import Caseload, Judged
from cmio_advisor.domain.caseload.client import JUDGED_FIELDS, Client
from cmio_advisor.reporting.json.line import LINE, LINE_ROADMAP
from cmio_advisor.reporting.json.line_parts import NO_SOURCES, WRITERS, part_text
from cmio_advisor.reporting.profile.mapping import written_under

PLAIN = re.compile(r"[A-Za-z0-9 .,'-]*")
"""What stands in JSON as it is."""


class AssessmentLines:
    """
    Writes the lines of one caseload; the text of what many clients share is written once.
    """

    def __init__(self, caseload: Caseload) -> None:
        roadmap = caseload.roadmap
        schema = LINE.fields["schema"][0].schema()["const"]
        which = LINE_ROADMAP.write(roadmap, NO_SOURCES)
        self.start = f'{{"schema":{part_text(schema)},"id":"'
        self.fixed = f'","as_of":"{caseload.on}","roadmap":{part_text(which)},"profile":{{'
        self.asked = {each.id: f'"ask_next":{{"id":"{each.id}"}},' for each in roadmap.questions}

    def line(self, found: Judged) -> bytes:
        """
        One client's line, with its newline.
        """
        try:
            return self._line(found)
        except AttributeError:
            _write_new(found)
            return self._line(found)

    def _line(self, found: Judged) -> bytes:
        """
        The line, where each of its parts has been written before.
        """
        client, standing, asked = found.client, found.standing, found.ask_next
        answers = "".join([self._own(client), *[each.written for each in client.told]])
        return (
            f"{self.start}{client.id}{self.fixed}{answers[:-1]}}},{standing.written},"
            f'"readiness":{{{_joined(found.readiness)},{standing.required_open.written}}},'
            f'"steps":[{_joined(found.steps)}],'
            f'"next_steps":[{_joined(found.next_steps)}],'
            f'"later_steps":[{_joined(found.later_steps)}],'
            f"{self.asked[asked.id] if asked else ''}"
            f'"credentials":[{_joined(found.credentials)}],'
            f"{found.ladder.written},{found.paid.written},"
            f'"warnings":[{_joined(found.warned)}]}}\n'
        ).encode()

    def _own(self, client: Client) -> str:
        """
        What the client alone told, as a profile file has it, with a comma after each.
        """
        name, as_of = client.name, client.as_of
        own = "" if name is None else f'"name":{_text_of(name)},'
        return own if as_of is None else f'{own}"as_of":"{as_of}",'


def _joined(parts: Sequence[Shared]) -> str:
    return ",".join([each.written for each in parts])


def _write_new(found: Judged) -> None:
    """
    Write what stands in a line for the first time.
    """
    for field, told in zip(JUDGED_FIELDS, found.client.told, strict=True):
        if not hasattr(told, "written"):
            mapping = written_under(field, told.value)
            told.written = "" if mapping is None else f'"{field}":{part_text(mapping)},'
    parts = chain(
        (found.standing, found.standing.required_open, found.ladder, found.paid),
        *(
            found.readiness,
            found.steps,
            found.next_steps,
            found.later_steps,
            found.credentials,
            found.warned,
        ),
    )
    for part in parts:
        if not hasattr(part, "written"):
            part.written = WRITERS[type(part)](part)


def _text_of(told: str) -> str:
    """
    A text that one client alone told; most are plain words.
    """
    return f'"{told}"' if PLAIN.fullmatch(told) else part_text(told)
