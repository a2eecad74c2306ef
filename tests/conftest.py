"""
What all tests share: the roadmaps, a cache folder of their own, the reading of profiles, and one
way to run the program: its command line in, exit code and both streams out.
"""

import gc
import io
import json
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from jsonschema import Draft202012Validator

from cmio_advisor.cli.app import main
from cmio_advisor.cli.report.run import SELDOM
from cmio_advisor.domain.assess.assess import assess
from cmio_advisor.domain.base.frozen import Frozen
from cmio_advisor.domain.caseload import TABLE_FIELDS, Caseload, Client, Triage
from cmio_advisor.domain.plan.make_plan import make_plan
from cmio_advisor.domain.profile.profile import Profile
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.loading.profile.reader import read_profile
from cmio_advisor.loading.roadmap import parser, store
from cmio_advisor.loading.roadmap.store import load_roadmap
from cmio_advisor.loading.text.files import read_document
from cmio_advisor.loading.text.nodes import Problems, Unreadable, node_of

ROOT = Path(__file__).parent.parent
SMALL = Path(__file__).parent / "roadmaps" / "small"
LEAD = Path(__file__).parent / "roadmaps" / "lead"
TODAY = date(2026, 11, 23)
AS_OF = "2026-11-23"

GEARS = {"quick": 5, "usual": 40, "full": 1_000}
"""How many examples a property tries in each gear where it names no number: of 100 it names."""
for gear, many in GEARS.items():
    settings.register_profile(
        gear,
        max_examples=many,
        deadline=None,
        derandomize=bool(os.environ.get("CI")),
        suppress_health_check=[HealthCheck.too_slow],
    )


def examples(named: int) -> int:
    """How many examples a property tries in this gear; the first few try what is simplest."""
    of_a_hundred = settings().max_examples
    return max(1, min(named, of_a_hundred // 10), named * of_a_hundred // 100)


def pytest_configure(config: pytest.Config) -> None:
    """
    A cache folder that no other run sees, also while tests are gathered; the processes of one run
    share it. Without slow tests properties try few examples; ``--hypothesis-profile`` names another
    gear.
    """
    if not hasattr(config, "workerinput"):
        cache = pytest.MonkeyPatch()
        folder = TemporaryDirectory(prefix="cmio-advisor-tests-")
        cache.setenv("XDG_CACHE_HOME", folder.name)
        config.add_cleanup(folder.cleanup)
        config.add_cleanup(cache.undo)
    if not config.getoption("--hypothesis-profile"):
        fast = "not slow" in config.getoption("markexpr")
        settings.load_profile("quick" if fast else "usual")


WHOLE_PROGRAM = (ROOT / "tests" / "cli", ROOT / "tests" / "shipped")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """
    Tests of whole commands are slow: of each the fast gear has an output in tests/golden, and of
    what the shipped roadmap says the cases.
    """
    for item in items:
        if any(folder in item.path.parents for folder in WHOLE_PROGRAM):
            item.add_marker(pytest.mark.slow)


def pytest_collection_finish() -> None:
    """What is loaded by now stays to the end, so garbage is looked for seldom, and not in it."""
    gc.freeze()
    gc.set_threshold(*SELDOM)


def pytest_addoption(parser: pytest.Parser) -> None:
    """
    ``--update-golden`` writes what the program says now into the golden files;
    ``--contract-baseline`` names the commit that tests/contract compares with.
    """
    parser.addoption(
        "--contract-baseline", help="a commit, in place of that of tests/contract/commands.yaml"
    )
    parser.addoption("--update-golden", action="store_true", help="renew the golden files")


PURE: dict[Callable[..., Any], tuple[str, ...]] = {
    make_plan: ("cli.commands.plan.make_plan", "domain.scenarios.what_if.make_plan"),
    assess: (
        "cli.commands.assess.assess_profile",
        "cli.commands.explain.assess",
        "domain.scenarios.what_if.assess",
    ),
}
"""What is found of a person, and where commands ask for it."""


ReadAnswers = Callable[[dict[str, Any]], Profile]


@pytest.fixture(scope="session", autouse=True)
def own_surroundings() -> Iterator[None]:
    """
    No wish for colour from outside. Programs started by a test can be interrupted, also where the
    tests themselves were started without that. Roadmaps out of the common cache are read once, and
    keep what was found out about their rules: most of what a small command costs. Those that are
    read anew, as for a caseload, or checked are read once as long as their bytes are the same. So
    are a person's plan and assessment found once for all forms in which tests look at them.
    """
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    hung_up = signal.signal(signal.SIGHUP, signal.SIG_DFL)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(store, "cached", _remembering(store.cached, os.environ["XDG_CACHE_HOME"]))
        patch.setattr(store, "keep", _keeping_once(store.keep, os.environ["XDG_CACHE_HOME"]))
        for name in ("parse_roadmap", "check_files", "parse_programs"):
            patch.setattr(parser, name, _once_of_bytes(getattr(parser, name)))
        for pure, places in PURE.items():
            once = lru_cache(maxsize=256)(pure)
            for place in places:
                patch.setattr(f"cmio_advisor.{place}", once)
        for name in ("FORCE_COLOR", "GITHUB_ACTIONS", "COLUMNS", "NO_COLOR", "CMIO_ADVISOR_DEBUG"):
            patch.delenv(name, raising=False)
        yield
    signal.signal(signal.SIGINT, before)
    signal.signal(signal.SIGHUP, hung_up)


def _remembering(read: Callable[..., Any], common: str) -> Callable[..., Any]:
    @lru_cache(maxsize=store.MOST_KEPT)
    def once(source: str, kind: type) -> Any:  # noqa: ANN401 - a roadmap, or programs
        found = read(source, kind)
        if found is None:
            raise LookupError
        return found

    def cached(source: str, kind: type) -> Any:  # noqa: ANN401 - as above
        if os.environ.get("XDG_CACHE_HOME") != common:
            return read(source, kind)
        with suppress(LookupError):
            return once(source, kind)

    return cached


def _keeping_once(keep: Callable[..., Any], common: str) -> Callable[..., Any]:
    kept: dict[tuple[str, type], Any] = {}

    def once(source: str, found: Any) -> Any:  # noqa: ANN401 - as above
        if os.environ.get("XDG_CACHE_HOME") != common:
            return keep(source, found)
        if (source, type(found)) not in kept:
            kept[source, type(found)] = keep(source, found)
        return kept[source, type(found)]

    return once


def _once_of_bytes(read: Callable[..., Any]) -> Callable[..., Any]:
    @lru_cache(maxsize=store.MOST_KEPT)
    def once(files: tuple[tuple[str, bytes], ...], *more: Any) -> Any:  # noqa: ANN401 - as above
        return read(dict(files), *more)

    return lambda files, *more: once(tuple(files.items()), *more)


@pytest.fixture(scope="session")
def roadmap(own_surroundings: None) -> Roadmap:
    """The shipped roadmap."""
    del own_surroundings
    return load_roadmap(str(ROOT / "data" / "cmio"))


@pytest.fixture(scope="session")
def small_roadmap(own_surroundings: None) -> Roadmap:
    """A roadmap of five steps, for tests of the machinery."""
    del own_surroundings
    return load_roadmap(str(SMALL))


def assert_follows(told: object, schema: dict[str, Any]) -> None:
    """A result follows its schema, which is itself checked once only."""
    _validator(json.dumps(schema)).validate(told)


@cache
def _validator(schema: str) -> Draft202012Validator:
    Draft202012Validator.check_schema(json.loads(schema))
    return Draft202012Validator(json.loads(schema))


def unmeasured() -> dict[str, str]:
    """The surroundings of a program whose coverage is not measured, which itself loads a lot."""
    return {name: each for name, each in os.environ.items() if not name.startswith("COVERAGE_")}


def all_of(rules: Roadmap) -> tuple[Any, ...]:
    """Every field of a roadmap, by which two of them that were read apart can be compared."""
    values: tuple[Any, ...] = rules.record_values(vars(rules))
    return values


def triage_of(profile: Profile, rules: Roadmap, on: date = TODAY) -> Triage:
    """What the overview of a caseload says of a person who is the only one in it."""
    return triage_in(Caseload(rules, on), profile)


def triage_in(caseload: Caseload, profile: Profile) -> Triage:
    """What the overview says of one more person in a caseload."""
    table = caseload.table
    places = [table.place(each, getattr(profile, each)) for each in TABLE_FIELDS]
    client = Client(table, places, profile.id or "", profile.name)
    return caseload.triage(caseload.assess(client))


def profile_of(answers: dict[str, Any], rules: Roadmap) -> Profile:
    """The profile in answers that have the form of a profile file."""
    problems = Problems("answers")
    try:
        return read_profile(node_of(answers, ""), rules, problems)
    except Unreadable:
        raise AssertionError(problems.lines()) from None


@pytest.fixture(scope="session")
def read_answers(roadmap: Roadmap) -> ReadAnswers:
    """Reads answers by the shipped roadmap's words."""
    return lambda answers: profile_of(answers, roadmap)


@pytest.fixture(scope="session")
def example(roadmap: Roadmap) -> Callable[[str], Profile]:
    """A profile of the examples, by its file's name."""

    def read(person: str) -> Profile:
        path = ROOT / "examples" / f"{person}.yaml"
        return read_profile(read_document(str(path)), roadmap, Problems(person))

    return read


class Outcome(Frozen, kw_only=False):
    """What one run left behind."""

    code: int
    out: str
    err: str


class _Stream(io.TextIOWrapper):
    """A standard stream over bytes, as the program expects one; no terminal."""

    def __init__(self) -> None:
        super().__init__(io.BytesIO(), encoding="utf-8", write_through=True)

    def written(self) -> str:
        self.flush()
        buffer = self.buffer
        assert isinstance(buffer, io.BytesIO)
        return buffer.getvalue().decode("utf-8")


Run = Callable[..., Outcome]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, own_surroundings: None) -> Run:
    """Runs one command line in this process; ``stdin`` is what standard input holds."""
    del own_surroundings

    def once(*arguments: str | Path, stdin: bytes = b"") -> Outcome:
        out, err = _Stream(), _Stream()
        given = io.TextIOWrapper(io.BufferedReader(io.BytesIO(stdin)), encoding="utf-8")
        monkeypatch.setattr(sys, "stdin", given)
        monkeypatch.setattr(sys, "stdout", out)
        monkeypatch.setattr(sys, "stderr", err)
        code = main([str(each) for each in arguments])
        return Outcome(code, out.written(), err.written())

    return once


@pytest.fixture
def profile(tmp_path: Path) -> Callable[[str], Path]:
    """Writes a profile file and gives its path."""

    def written(text: str) -> Path:
        path = tmp_path / "profile.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return written
