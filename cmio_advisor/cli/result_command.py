"""The options that every result has, declared once, and what they come to."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from functools import partial, wraps
from inspect import Parameter, signature
from typing import Any

import typer

from cmio_advisor.cli.help import HelpfulCommand
from cmio_advisor.cli.options import (
    AsOfOption,
    Color,
    ColorOption,
    ForceOption,
    FormatOption,
    FullOption,
    OutputOption,
    PlanFormatOption,
    ProgramFormatOption,
    RoadmapOption,
    day_of,
    section_option,
)
from cmio_advisor.cli.output import refuse_inputs
from cmio_advisor.cli.rendering import Delivery, Forms, Result, check_delivery, deliver_result
from cmio_advisor.domain.base.frozen import Frozen
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.loading.roadmap.files import roadmap_files
from cmio_advisor.loading.roadmap.store import load_roadmap, roadmap_folder
from cmio_advisor.reporting.formats.formats import Format, PlanFormat, ProgramFormat

OK = 0
INPUTS = ("profile", "profiles", "arguments", "scenarios")
"""The arguments and options that can name files to be read."""
FORM_OPTIONS: dict[Forms, object] = {
    PlanFormat: PlanFormatOption,
    ProgramFormat: ProgramFormatOption,
}
"""The option that names the form, where a result has more than others."""


class Request(Frozen, kw_only=False):
    """
    What is asked of a result: the day, the rules and the folder named for them, and where it goes.
    """

    on: date
    rules: Roadmap
    folder: str | None
    delivery: Delivery


def result_command(
    app: typer.Typer, forms: Forms = Format, sections: type[StrEnum] | None = None
) -> Callable[[Callable[..., Result | int]], None]:
    """
    Make a command of a function from its own options, and a ``request``, to a result.

    The options of every result stand where its ``request`` does. One that the function declares
    itself means something else there, and the request is made without it. A number in place of a
    result is an exit code. ``forms`` are those that the result can have, ``sections`` the names of
    its parts.
    """

    def declare(function: Callable[..., Result | int]) -> None:
        own = signature(function).parameters
        request_of = partial(_request, forms)
        common = {
            name: each for name, each in signature(request_of).parameters.items() if name not in own
        }
        if forms in FORM_OPTIONS:
            common["format_"] = common["format_"].replace(annotation=FORM_OPTIONS[forms])
        if sections is None:
            del common["section"]
        else:
            common["section"] = common["section"].replace(annotation=section_option(sections))

        @wraps(function)
        def command(**given: object) -> int:
            asked: dict[str, Any] = {name: given.pop(name) for name in common}
            refuse_inputs(asked.get("output"), _inputs({**asked, **given}))
            request = request_of(**asked)
            result = function(request=request, **given)
            if isinstance(result, int):
                return result
            deliver_result(result, request.delivery)
            return OK

        shown: list[Parameter] = []
        for name, each in own.items():
            shown += common.values() if name == "request" else [each]
        command.__signature__ = signature(function).replace(parameters=shown)  # type: ignore[attr-defined]
        app.command(cls=HelpfulCommand)(command)

    return declare


def _inputs(given: Mapping[str, object]) -> Iterator[str]:
    """The files that a result is made from, as the command line names them."""
    for each in map(given.get, INPUTS):
        yield from [each] if isinstance(each, str) else each if isinstance(each, list) else ()
    for named in map(given.get, ("roadmap", "against")):
        if isinstance(named, str):
            yield from map(str, roadmap_files(roadmap_folder(named)))


def _request(
    forms: Forms,
    *,
    as_of: AsOfOption = None,
    roadmap: RoadmapOption = None,
    format_: FormatOption = None,
    full: FullOption = False,
    section: str | None = None,
    output: OutputOption = None,
    force: ForceOption = False,
    color: ColorOption = Color.AUTO,
) -> Request:
    delivery = Delivery(
        format=format_,
        output=output,
        force=force,
        color=color,
        forms=forms,
        full=full,
        section=section,
    )
    check_delivery(delivery)
    return Request(day_of(as_of), load_roadmap(roadmap), roadmap, delivery)
