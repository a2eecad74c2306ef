"""``assess``: from a profile, flags (of the table of fields) or the interview to next steps."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import wraps
from inspect import Parameter, signature
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from cmio_advisor.cli import options as opt
from cmio_advisor.cli.output import refuse_existing, refuse_folder, refuse_inputs, try_file
from cmio_advisor.cli.profile_input import read_profile_input
from cmio_advisor.domain.assess.assess import Assessment
from cmio_advisor.domain.assess.assess import assess as assess_profile
from cmio_advisor.domain.base.human_words import split_day, status_of
from cmio_advisor.domain.judge.results import Answer
from cmio_advisor.domain.profile import fields
from cmio_advisor.domain.profile.profile import OTHER, Profile
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.errors import NotReadyError, UsageError
from cmio_advisor.loading.profile.reader import Assignment, other_entry
from cmio_advisor.loading.roadmap.files import roadmap_files
from cmio_advisor.loading.roadmap.store import roadmap_folder
from cmio_advisor.loading.text.files import STANDARD_INPUT
from cmio_advisor.loading.text.nodes import Node, node_of
from cmio_advisor.reporting.formats import ASSESSMENT_SECTIONS

if TYPE_CHECKING:
    from cmio_advisor.reporting.document import Document
    from cmio_advisor.reporting.json.form import Form

NOTHING = (fields.NONE, "unknown")
T = TypeVar("T")
OptionValue = str | Sequence[str] | None


def with_answer_options(command: Callable[..., T]) -> Callable[..., T]:
    """
    The command with an option for every field that has one, where its ``answers`` stand. These are
    what was given, as settings to be laid over a profile; a list replaces that of the file.
    """
    options = {
        _parameter(each): _declared(row, each) for row in fields.FIELDS for each in row.options
    }

    @wraps(command)
    def called(**values: Any) -> T:  # noqa: ANN401 - as the library parsed them
        given = {name: values.pop(name) for name in options}
        return command(answers=tuple(_settings(given)), **values)

    declared, shown = signature(command), list[Parameter]()
    for name, each in declared.parameters.items():
        shown += options.values() if name == "answers" else [each]
    called.__signature__ = declared.replace(parameters=shown)  # type: ignore[attr-defined]
    return called


def _parameter(option: fields.CommandOption) -> str:
    return option.name.removeprefix("--").replace("-", "_")


def _declared(row: fields.ProfileField, answer: fields.CommandOption) -> Parameter:
    is_list = row.kind in fields.LISTS and not answer.part
    is_id = bool(row.terms) and answer.part in ("", row.key, "specialty")
    more = " May be repeated; replaces the file's list." if is_list else ""
    declared = opt.option(
        f"{answer.name} {'ID' if is_id else 'ANSWER'}",
        help=f"{answer.help}{more}",
        panel=opt.ANSWERS,
        autocompletion=opt.ids(row.terms) if is_id else lambda: () if answer.part else row.choices,
    )
    kind = list[str] | None if is_list else str | None
    name = _parameter(answer)
    return Parameter(name, Parameter.KEYWORD_ONLY, default=declared, annotation=kind)


def _settings(given: Mapping[str, OptionValue]) -> Iterator[Assignment]:
    for row in fields.FIELDS:
        chosen = {
            answer: given[_parameter(answer)]
            for answer in row.options
            if given[_parameter(answer)] not in (None, [])
        }
        denied = row.kind is fields.Kind.TRAININGS and _is_denied(row, chosen)
        for answer, value in chosen.items():
            part, node = answer.part, _node(value, answer.name)
            if part == row.key and (unlisted := other_entry(node.text, answer.name)):
                part, node = OTHER, unlisted.entries[OTHER]
            path = f"{row.path}.{part}" if part and not denied else row.path
            is_list = row.kind is fields.Kind.TRAININGS and isinstance(node.value, list)
            yield Assignment(path, _finished(row, node) if is_list else node)


def _node(value: OptionValue, place: str) -> Node:
    if not all(map(str.strip, value if isinstance(value, list) else [str(value)])):
        raise UsageError(f"{place} names nothing. Leave it out, or write none or unknown.")
    if not isinstance(value, list):
        return node_of(value, place)
    if len(value) == 1 and value[0] in NOTHING:
        return Node(value[0], place)
    return Node([other_entry(each, place) or Node(each, place) for each in value], place)


def _finished(row: fields.ProfileField, node: Node) -> Node:
    """Trainings named by an option alone: accredited, and finished unless the words say when."""
    entries = []
    for each in node.value if isinstance(node.value, list) else []:
        text = each.entries.get(OTHER, each).text
        is_told = status_of(text, row.dated)[1] or split_day(text, row.dated)
        said = {"accredited": "yes", **({} if is_told else {"status": "completed"})}
        named = each.entries or {row.key: each}
        more = {key: Node(word, node.place) for key, word in said.items()}
        entries.append(Node({**named, **more}, node.place))
    return Node(entries, node.place)


def _is_denied(row: fields.ProfileField, given: Mapping[fields.CommandOption, OptionValue]) -> bool:
    """Whether the first of several options of one training says that there is none."""
    first = row.options[0]
    if not first.part or given.get(first) not in NOTHING:
        return False
    if len(given) > 1:
        raise UsageError(
            f"{first.name} {given[first]} leaves no status, no date and no country to tell."
        )
    return True


@opt.result_command(sections=ASSESSMENT_SECTIONS, asks=True)
@with_answer_options
def assess(
    *,
    profile: str | None = opt.argument("[PROFILE]"),
    answers: tuple[Assignment, ...],
    save: str | None = opt.option("--save FILE"),
    ask: bool = opt.flag("--ask"),
    with_: list[str] | None = opt.id_option("--with", "decisions"),
    require_ready: bool = opt.flag("--require-ready"),
    require_standing: str | None = opt.id_option("--require-standing", "standings"),
    strict_fresh: bool = opt.STRICT_FRESH,
    request: opt.Request,
    quiet: bool = opt.QUIET,
) -> opt.Result:
    is_given = profile is not None or bool(answers)
    if ask or save is not None or not is_given:
        from cmio_advisor.cli import answers as own  # noqa: PLC0415 - only then
    if ask and not is_given and own.may_ask(request):
        profile, is_given = own.profile_or_saved(None, request), True
    if not is_given and request.folder is None:
        request = own.by_chosen_roadmap(request)
    on, rules = request.on, request.rules
    _check_targets(save, request)
    if strict_fresh:
        opt.require_fresh(rules, on)
    taken = opt.taken_in(with_, rules, helps=False)
    enough = _standings(require_standing, rules)
    person = read_profile_input(profile, answers, rules, on, quiet=quiet) if is_given else Profile()
    if ask or not is_given:
        if request.output not in (None, "-"):
            try_file(Path(str(request.output)), force=request.force)
        person, save = own.complete(person, request, save, quiet=quiet)
    elif save is not None:
        own.keep(person, on, save, force=request.force, quiet=quiet)
    assessment = assess_profile(person, rules, on, taken)
    standing = assessment.standing
    refused = None
    if require_ready and assessment.ready_to_apply is not Answer.YES:
        refused = NotReadyError(
            f"Ready to apply: {assessment.ready_to_apply}. The required list is not complete."
        )
    elif enough and standing and standing.id not in enough:
        refused = NotReadyError(f"Standing: {standing.id}. Asked for: {enough[-1]}.")
    return opt.Result(
        lambda: _document(assessment, save or profile, request.folder),
        lambda: (_form(), assessment),
        refused=refused,
    )


def _standings(required: str | None, rules: Roadmap) -> tuple[str, ...]:
    """The standing required and those that are better; `UsageError` where it is none."""
    if required is None:
        return ()
    known = tuple(each.id for each in rules.standings)
    if not known:
        raise UsageError("--require-standing: this roadmap has no rules for a standing.")
    opt.known_id("--require-standing", "a standing of the roadmap", required, known)
    return known[: known.index(required) + 1]


def _check_targets(save: str | None, request: opt.Request) -> None:
    """Refuse both targets before either is written."""
    output = request.output
    refuse_folder(save)
    named = [Path(each) for each in (save, output) if each is not None and each != "-"]
    if len({os.path.realpath(each) for each in named}) < len(named):
        raise UsageError("--save and --output name the same file. Give two names.")
    if request.folder is not None:
        refuse_inputs(save, map(str, roadmap_files(roadmap_folder(request.folder))))
    for target in named:
        refuse_existing(target, force=request.force)


def _document(assessment: Assessment, profile: str | None, roadmap: str | None) -> "Document":
    from cmio_advisor.reporting.views.assessment import assessment_document  # noqa: PLC0415 - not for JSON

    is_file = profile is not None and profile != STANDARD_INPUT
    return assessment_document(assessment, profile if is_file else None, roadmap)


def _form() -> "Form":
    from cmio_advisor.reporting.json.assessment import ASSESSMENT  # noqa: PLC0415 - for JSON only

    return ASSESSMENT
