"""Files of cases: people, days, and what must come out (`trials`)."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from cmio_advisor.domain.base.frozen import Frozen
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.domain.scenarios.trials import EXPECTED, PLANNED, TURNED, Trial, Turn
from cmio_advisor.errors import InputMissingError, InvalidInputError
from cmio_advisor.loading.profile.reader import read_profile
from cmio_advisor.loading.shapes import shapes
from cmio_advisor.loading.shapes.values import NAME, FullDate, mapping, needed
from cmio_advisor.loading.text.files import is_profile_name, read_document
from cmio_advisor.loading.text.nodes import Node, Problems, Unreadable, plain

FOLDER = "cases"
"""Where the cases of a roadmap lie, beside its files."""
TURNS = "what_if"


class Answers(Frozen, kw_only=False):
    """A mapping of any keys, which is read for itself later."""

    what: str

    def read(self, node: Node, problems: Problems) -> Node:
        if not isinstance(node.value, Mapping):
            advice = f"{self.what} was expected here, found {node.echo()}."
            raise shapes.refuse(node, problems, advice)
        return node

    def schema(self) -> shapes.Schema:
        return {"type": "object"}


ANSWERS = Answers("Answers by their keys")
CASE = mapping(
    "A case",
    name=needed(NAME),
    why=shapes.Text(),
    roadmap=shapes.Text(),
    date=needed(FullDate()),
    like=shapes.Text(),
    profile=ANSWERS,
    expect=needed(Answers("What must come out, by its keys,")),
)
TURN = mapping("A change", set=ANSWERS, date=FullDate(), **dict.fromkeys(TURNED, ANSWERS))


def case_files(at: Path) -> tuple[Path, ...]:
    """The files of cases in a folder, or the one file; `InputMissingError` if it cannot be read."""
    try:
        return tuple(sorted(each for each in at.iterdir() if is_profile_name(each.name)))
    except FileNotFoundError:
        return ()
    except NotADirectoryError:
        return (at,)
    except OSError as error:
        raise InputMissingError(f"{at}: It cannot be read: {error.strerror}.") from None


def read_cases(
    named: Iterable[Path], roadmap: Roadmap, of: str | None = None
) -> tuple[tuple[Trial, ...], int]:
    """The cases of files of this roadmap, or of none if ``of`` it, and how many are of others."""
    found: list[Trial] = []
    faults: list[str] = []
    others = 0
    for path in named:
        try:
            trials, left = CaseReader(str(path), roadmap, of).read()
            found += trials
            others += left
        except InvalidInputError as error:
            faults += error.problems
    if faults:
        raise InvalidInputError(faults)
    return tuple(found), others


def cases_at(named: str) -> tuple[Path, ...]:
    """Those that a command names; `InputMissingError` for none."""
    if named and (found := case_files(Path(named))):
        return found
    raise InputMissingError(f"{named or 'CASES'}: There is no file of cases (.yaml, .json).")


class CaseReader:
    def __init__(self, path: str, roadmap: Roadmap, of: str | None) -> None:
        self.path = path
        self.roadmap = roadmap
        self.of = of
        self.problems = Problems(path)
        self.answers: dict[str, Node] = {}
        """The answers of the cases so far, by name, for those that are like one of them."""

    def read(self) -> tuple[list[Trial], int]:
        document = read_document(self.path)
        entries = document.value
        if not isinstance(entries, list):
            text = f"A list of cases was expected, {document.echo()} found."
            self.problems.add(document.place, text)
            raise InvalidInputError(self.problems.lines())
        read: list[Trial | None] = []
        for each in entries:
            with suppress(Unreadable):  # what is wrong stands in the problems
                read.append(self._case(each))
        if self.problems.count:
            raise InvalidInputError(self.problems.lines())
        found = [each for each in read if each is not None]
        return found, len(read) - len(found)

    def _case(self, node: Node) -> Trial | None:
        """The case, or nothing where it is of another roadmap."""
        case = CASE.read(node, self.problems)
        answers = self._answers_of(case, node)
        if case.get("roadmap", self.of) not in (None, self.roadmap.id):
            return None
        expected: Mapping[str, Node] = case["expect"].value
        turns = expected.get(TURNS, Node([]))
        for key, each in expected.items():
            if key != TURNS:
                self._check(key, each)
        changes = shapes.Listing(TURN).read(turns, self.problems)
        return Trial(
            name=case["name"],
            where=":".join(filter(None, (self.path, node.place))),
            roadmap=case.get("roadmap"),
            profile=read_profile(answers, self.roadmap, self.problems),
            on=case["date"],
            expected={key: plain(each) for key, each in expected.items() if key != TURNS},
            turns=tuple(
                Turn(
                    profile=read_profile(
                        _over(answers, each.get("set")), self.roadmap, self.problems
                    ),
                    on=each.get("date", case["date"]),
                    expected={key: plain(each[key]) for key in TURNED if key in each},
                )
                for each in changes
            ),
        )

    def _answers_of(self, case: Mapping[str, Node], node: Node) -> Node:
        name, like, own = str(case["name"]), case.get("like"), case.get("profile")
        if name in self.answers:
            raise shapes.refuse(
                node, self.problems, f'Another case is named "{name}". Name them apart.'
            )
        if like is not None and str(like) not in self.answers:
            hint = shapes.nearest(str(like), self.answers)
            text = f'No case before this one is named "{like}".{hint}'
            raise shapes.refuse(node, self.problems, text)
        if like is None and own is None:
            raise shapes.refuse(
                node, self.problems, 'A case needs a "profile", or "like" another case.'
            )
        before = self.answers[str(like)] if like is not None else Node({}, node.place)
        found = self.answers[name] = _over(before, own)
        return found

    def _check(self, key: str, node: Node) -> None:
        """Note what cannot be expected: a key, an id or a word that there is not."""
        known = EXPECTED.get(key)
        if known is None:
            hint = shapes.nearest(key, EXPECTED) or f" Known are: {', '.join((*EXPECTED, TURNS))}."
            self.problems.add(node.place, f'"{key}" is nothing that a case can expect.{hint}')
            return
        value = node.value
        if isinstance(value, Mapping):
            ids = known.ids(self.roadmap) if known.ids else PLANNED if key == "plan" else value
            for id_, each in value.items():
                self._is_known(each.place, id_, ids)
                if known.words:
                    self._is_known(each.place, each.value, known.words)
        elif known.words or key == "plan":
            self.problems.add(node.place, f"{key}: A mapping was expected, {node.echo()} found.")
        elif known.ids is not None:
            for each in value if isinstance(value, list) else [node]:
                if each.value is not None:
                    self._is_known(each.place, each.value, known.ids(self.roadmap))

    def _is_known(self, place: str, found: object, known: Iterable[str]) -> None:
        names = tuple(known)
        if found not in names:
            hint = shapes.nearest_or_known(str(found), names)
            self.problems.add(place, f"{Node(str(found)).echo()} is not known here.{hint}")


def _over(answers: Node, more: Node | None) -> Node:
    return Node({**answers.entries, **(more.entries if more else {})}, answers.place)
