"""``roadmap impact``: whose result turns between two versions, in what, and by which change."""

import csv
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cmio_advisor.domain.scenarios.what_if import Turned
from tests.conftest import AS_OF, ROOT, SMALL, Run
from tests.people import BEGINNER, PHYSICIAN

Changed = Callable[[str, str, str], Path]
READY = {
    **PHYSICIAN,
    "id": "ready",
    "residency": {"specialty": "internal-medicine", "completed": 2015, "country": "US"},
    "informatics": {"years": 4},
    "degrees": ["md", "mba"],
}
GRADUATE = {**BEGINNER, "id": "graduate", "degrees": ["md"]}
WORK = """\
      - id: informatics-work
        title: Work where medicine meets IT
        strength: required
"""


def written(path: Path, *clients: dict[str, Any]) -> Path:
    """A caseload of them."""
    path.write_text("".join(json.dumps(each) + "\n" for each in clients), encoding="utf-8")
    return path


@pytest.fixture
def changed(tmp_path: Path) -> Changed:
    """The small roadmap with one text in place of another."""

    def make(file: str, old: str, new: str) -> Path:
        folder = tmp_path / "changed"
        shutil.copytree(SMALL, folder)
        path = folder / f"{file}.yaml"
        text = path.read_text(encoding="utf-8")
        assert old in text, old
        path.write_text(text.replace(old, new), encoding="utf-8")
        return folder

    return make


@pytest.fixture
def clients(tmp_path: Path) -> Path:
    """Two of them: one who has all, one who has the degree."""
    return written(tmp_path / "clients.jsonl", READY, GRADUATE)


def test_nobody_turns_on_a_pure_rewording(
    run: Run, changed: Changed, clients: Path, tmp_path: Path
) -> None:
    """Whatever is said in other words; everybody has a line that says so."""
    folder = changed("roadmap", "need: It has to be there.", "need: It has to be there, we say.")
    out = tmp_path / "out"
    found = run("roadmap", "impact", SMALL, folder, clients, "-o", out, "--format", "json")

    assert found.code == 0
    assert json.loads(found.out)["turned"] == []
    table = (out / "impact.csv").read_bytes()
    assert table.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(table.decode("utf-8-sig").splitlines()))
    assert [(each["id"], each["turns"]) for each in rows] == [("ready", "no"), ("graduate", "no")]
    assert all("nothing of what was compared turns for you" in each["line"] for each in rows)


@pytest.mark.parametrize(
    ("file", "old", "new", "what", "reason"),
    [
        (
            "roadmap",
            WORK,
            WORK.replace("required", "expected"),
            {"formal list"},
            "informatics-work strength",
        ),
        ("roadmap", "likely: 12", "likely: 18", {"end of the plan"}, "practise months"),
        (
            "credentials",
            "{any_of: [{degree: [bachelors, md, do]}]}",
            "{degree: [mba]}",
            {"eligibility"},
            "halm requires when",
        ),
    ],
)
def test_what_turns_is_told_with_the_change_behind_it(
    run: Run,
    changed: Changed,
    clients: Path,
    tmp_path: Path,
    file: str,
    old: str,
    new: str,
    what: set[str],
    reason: str,
) -> None:
    """Only the plan of whoever has the formal list can move."""
    folder = changed(file, old, new)
    arguments = ("roadmap", "impact", SMALL, folder, clients, "-o", tmp_path / "out")
    found = json.loads(run(*arguments, "--as-of", AS_OF, "--format", "json").out)

    turned = {each["id"]: each for each in found["turned"]}
    assert {each["what"] for each in turned["graduate"]["turns"]} == what
    assert reason in turned["graduate"]["because"]
    assert "get-license months" not in turned["graduate"]["because"]  # it has time to spare
    assert {each["what"] for each in turned.get("ready", {}).get("turns", ())} <= {Turned.PLAN_ENDS}
    line = (tmp_path / "out" / "impact.csv").read_text(encoding="utf-8-sig").splitlines()[2]
    assert line.startswith("graduate,yes,")
    assert "something turns for you. " in line


def test_what_is_missing_now_stands_apart_from_what_still_is(
    run: Run, changed: Changed, clients: Path, tmp_path: Path
) -> None:
    """A client with much to do sees what is another, and not two long lists."""
    folder = changed("roadmap", WORK, WORK.replace("required", "expected"))
    run("roadmap", "impact", SMALL, folder, clients, "-o", tmp_path / "out", "--as-of", AS_OF)
    table = (tmp_path / "out" / "impact.csv").read_text(encoding="utf-8-sig")
    line = next(
        each["line"] for each in csv.DictReader(table.splitlines()) if each["id"] == "graduate"
    )

    title = "Work where medicine meets IT"
    assert f"The required list is another one for you. No longer missing: {title}. Still" in line
    assert line.count(title) == 2  # and by which change


def test_a_door_that_stays_open_longer_is_told(
    run: Run, changed: Changed, clients: Path, tmp_path: Path
) -> None:
    """Of whoever can go through it: with the day on which it closes."""
    folder = changed("credentials", "until: 2025-12-31", "until: 2027-12-31")
    written(clients, {**READY, "informatics": {"from": 2021, "to": "present", "fte": 0.5}})
    arguments = ("roadmap", "impact", SMALL, folder, clients, "-o", tmp_path / "out")
    turned = json.loads(run(*arguments, "--as-of", AS_OF, "--format", "json").out)["turned"]

    doors = [each for each in turned[0]["turns"] if each["what"] == Turned.DOORS]
    assert [(each["before"], each["after"]) for each in doors] == [("no day", "2027-12-31")]
    assert turned[0]["because"] == ["practice when"]


def test_a_door_under_another_name_is_the_same(
    run: Run, changed: Changed, clients: Path, tmp_path: Path
) -> None:
    """Told by its id: a pure rewording turns nobody."""
    before = changed("credentials", "until: 2025-12-31", "until: 2027-12-31")
    after = tmp_path / "after"
    shutil.copytree(before, after)
    path = after / "credentials.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("short: ABPM-CLINICAL-INFORMATICS", "short: The board"), "utf-8")
    written(clients, {**READY, "informatics": {"from": 2021, "to": "present", "fte": 0.5}})
    arguments = ("roadmap", "impact", before, after, clients, "-o", tmp_path / "out")

    assert json.loads(run(*arguments, "--as-of", AS_OF, "--format", "json").out)["turned"] == []


def test_a_standing_that_asks_for_more_is_told(run: Run, tmp_path: Path) -> None:
    """A shipped roadmap with a harder rule: of whoever has too little for it."""
    folder = tmp_path / "stricter"
    shutil.copytree(ROOT / "data" / "cmio", folder)
    path = folder / "roadmap.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("count: 5\n", "count: 8\n", 1), encoding="utf-8")
    people = tmp_path / "people"
    people.mkdir()
    shutil.copy(ROOT / "examples" / "sitting-cmio.yaml", people)
    arguments = ("roadmap", "impact", "cmio", folder, people, "-o", tmp_path / "out")
    turned = json.loads(run(*arguments, "--as-of", AS_OF, "--format", "json").out)["turned"]

    assert {each["what"]: (each["before"], each["after"]) for each in turned[0]["turns"]} == {
        Turned.STANDING: ("competitive", "building")  # both are called "in the job"
    }
    assert turned[0]["because"] == ["competitive when"]
    table = (tmp_path / "out" / "impact.csv").read_text(encoding="utf-8-sig")
    (row,) = csv.DictReader(table.splitlines())
    assert row["line"] == (
        "With version 1.0.0 of the roadmap something turns for you. "
        'Your standing is now "building"; before, it was "competitive". '
        "What changed in the roadmap: competitive."
    )


def test_nothing_is_replaced_and_nothing_half_written(
    run: Run, clients: Path, tmp_path: Path
) -> None:
    """Without ``--force``; a folder that cannot be is refused before anything is worked out."""
    out = tmp_path / "out"
    arguments = ("roadmap", "impact", SMALL, SMALL, clients, "-o")
    assert run(*arguments, out).code == 0
    assert run(*arguments, out).code == 73
    assert run(*arguments, out, "--force").code == 0
    assert run(*arguments, clients).code == 73
    assert run("roadmap", "impact", SMALL, SMALL, tmp_path / "nobody.csv", "-o", out).code != 0
    assert sorted(each.name for each in out.iterdir()) == ["impact.csv", "problems.csv"]


def test_a_record_that_cannot_be_read_is_told_and_ends_with_three(
    run: Run, clients: Path, tmp_path: Path
) -> None:
    """The others stand in the table all the same."""
    written(clients, READY, {**GRADUATE, "clinical": {"years": "many"}})
    found = run("roadmap", "impact", SMALL, SMALL, clients, "-o", tmp_path / "out")

    assert found.code == 3
    assert "1 problem in their records" in found.out
    assert "many" in (tmp_path / "out" / "problems.csv").read_text(encoding="utf-8")
    assert "ready" in (tmp_path / "out" / "impact.csv").read_text(encoding="utf-8")


def test_a_client_who_stands_twice_counts_once(run: Run, clients: Path, tmp_path: Path) -> None:
    """As in a report: the second is a problem that is named."""
    written(clients, READY, GRADUATE, {**READY, "id": "READY"})
    found = run("roadmap", "impact", SMALL, SMALL, clients, "-o", tmp_path / "out")

    assert found.code == 3
    with (tmp_path / "out" / "impact.csv").open(encoding="utf-8-sig") as table:
        assert [each["id"] for each in csv.DictReader(table)] == ["ready", "graduate"]
    assert "stands in line 1 already" in (tmp_path / "out" / "problems.csv").read_text("utf-8")


def test_two_jobs_are_no_two_versions_and_are_told_all_the_same(run: Run, tmp_path: Path) -> None:
    """What one of them leaves to decide goes with the route that the other has not."""
    table = tmp_path / "clients.csv"
    table.write_text("id,degrees\nc-1,md\n")
    found = run("roadmap", "impact", "cmio", "cnio", table, "-o", tmp_path / "out")

    assert (found.code, "Traceback" in found.err) == (0, False)
    assert "c-1" in (tmp_path / "out" / "impact.csv").read_text("utf-8-sig")
