"""A file of named scenarios: what would be different, in each of them."""

from collections.abc import Mapping
from datetime import date

from cmio_advisor.domain.base.frozen import Frozen
from cmio_advisor.domain.roadmap.roadmap import Roadmap, Strength, decisions_of, requirements_of
from cmio_advisor.errors import InvalidInputError
from cmio_advisor.loading.profile.reader import Assignment, is_field, settings_of
from cmio_advisor.loading.shapes.shapes import Choice, Field, Keyed, Schema, Shape, refuse
from cmio_advisor.loading.shapes.values import FIRST_ASSESSED, ID, NAME, FullDate, least, needed
from cmio_advisor.loading.text.files import read_document
from cmio_advisor.loading.text.nodes import OTHER_FILE, Node, Problems, Unreadable

SCENARIOS_SCHEMA = "cmio-advisor/scenarios/1"


class WrittenScenario(Frozen):
    """A scenario: its answers, its day, what helps and is ``chosen``, what is expected and not."""

    name: str
    settings: tuple[Assignment, ...] = ()
    as_of: date | None = None
    chosen: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


class Settings(Frozen, kw_only=False):
    """A mapping of dotted keys of the profile file to what would stand there."""

    def read(self, node: Node, problems: Problems) -> tuple[Assignment, ...]:
        if not isinstance(node.value, Mapping):
            raise refuse(node, problems, f"Answers by their keys were expected, not {node.echo()}.")
        for key, value in node.value.items():
            if not is_field(key):
                raise refuse(value, problems, f"{Node(key).echo()} is no field of a profile.")
        return settings_of(node.value, f"{OTHER_FILE}{problems.document}")

    def schema(self) -> Schema:
        return {"type": "object"}


def scenarios_file(roadmap: Roadmap | None = None) -> Keyed[tuple[WrittenScenario, ...]]:
    """The shape of the whole file; with a roadmap its requirements are checked as well."""
    helping: Shape[str] = ID
    expected: Shape[str] = ID
    if roadmap is not None:
        ids = (*requirements_of(roadmap, Strength.HELPS), *decisions_of(roadmap))
        helping = Choice("a requirement that helps, or a decision", ids)
        expected = Choice("an expected requirement", requirements_of(roadmap, Strength.EXPECTED))
    scenario = Keyed(
        "A scenario",
        WrittenScenario,
        {
            "name": needed(NAME),
            "set": Field(Settings(), into="settings"),
            "as_of": FullDate(FIRST_ASSESSED),
            "with": Field(least(helping), into="chosen"),
            "without": Field(least(expected), into="left_out"),
        },
    )
    return Keyed(
        "A file of scenarios",
        lambda schema, scenarios: scenarios,  # noqa: ARG005 - a file's first line says its form
        {
            "schema": needed(Choice("the format of this file", (SCENARIOS_SCHEMA,))),
            "scenarios": needed(least(scenario)),
        },
    )


def read_scenarios(path: str, roadmap: Roadmap) -> tuple[WrittenScenario, ...]:
    """The scenarios in a file; `InputMissingError`, `InvalidInputError`, as for twin names."""
    node = read_document(path)
    problems = Problems(path)
    try:
        found = scenarios_file(roadmap).read(node, problems)
    except Unreadable:
        raise InvalidInputError(problems.lines()) from None
    names = [each.name for each in found]
    twice = next((each for each in names if names.count(each) > 1), None)
    if twice is not None:
        raise InvalidInputError([f'{path}: Two scenarios are named "{twice}". Name them apart.'])
    return found
