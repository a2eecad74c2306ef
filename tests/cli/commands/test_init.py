"""A profile to fill in."""

import json
import re
import shlex
from pathlib import Path
from urllib.parse import unquote, urlparse

import pytest
import yaml

from cmio_advisor.domain.profile.fields import COLUMNS, FIELDS, HEADS
from tests.conftest import AS_OF, SMALL, Run

COMMENTED = re.compile(r"^#(?! \S|   )", re.MULTILINE)
"""The # before an answer; behind that of a sentence stands a space."""


def test_it_is_valid_and_says_nothing(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "me.yaml"
    made = run("init", target)
    assert (made.code, made.out) == (0, "")
    assert f"cmio-advisor assess {shlex.quote(str(target))}" in made.err
    assert target.stat().st_mode & 0o777 == 0o600
    assert yaml.safe_load(target.read_text()) == {"schema": "cmio-advisor/profile/1"}
    assert run("assess", target, "--as-of", AS_OF).code == 0


def test_every_answer_in_it_is_valid_too(run: Run, tmp_path: Path) -> None:
    """Without the comments it is the worked row of a table of clients."""
    text = COMMENTED.sub("", run("init").out)
    given = yaml.safe_load(text)
    assert set(given) == {
        "schema",
        *{row.head for row, column in COLUMNS.values() if column.sample},
    }
    (tmp_path / "me.yaml").write_text(text)
    outcome = run("assess", tmp_path / "me.yaml", "--format", "json")
    assert outcome.code == 0, outcome.err
    assert json.loads(outcome.out)["profile"]["degrees"] == given["degrees"]


def test_it_names_every_field_that_has_a_sample_or_a_help(run: Run) -> None:
    text = run("init").out
    for row in FIELDS:
        if row.options or any(column.sample for column in row.columns):
            assert row.path in text or re.search(rf"^#  {row.last}:", text, re.MULTILINE), row.path
    assert len(re.findall("^schema:", text, re.MULTILINE)) == 1
    assert len(HEADS) > 10


def test_the_ids_of_the_roadmaps_own_people_stand_first(run: Run) -> None:
    """A manager of records is not offered a physician's first."""
    text = run("init", "--roadmap", "cio").out

    assert re.search(r"^#   associate, bachelors, .* All:", text, re.MULTILINE)
    assert "roles: [team-lead, project-lead]" in text
    assert "attending" not in text
    assert "physician-champion" not in text


def test_an_editor_finds_the_form(run: Run) -> None:
    first = run("init").out.splitlines()[0]
    _, _, url = first.partition("# yaml-language-server: $schema=")
    schema = json.loads(Path(unquote(urlparse(url).path)).read_text())
    assert schema["$id"] == "cmio-advisor/profile/1"


def test_nothing_is_overwritten_unless_told(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "me.yaml"
    target.write_text("mine")
    refused = run("init", target)
    assert (refused.code, target.read_text()) == (73, "mine")
    assert "exists already. Give another name, or --force to replace it." in refused.err
    assert run("init", target, "--force").code == 0
    assert target.read_text() == run("init").out == run("init", "-").out


def test_it_has_the_ids_of_its_roadmap(run: Run, tmp_path: Path) -> None:
    own = run("init", "--roadmap", SMALL)
    assert own.code == 0, own.err
    assert own.out != run("init").out
    assert run("init", tmp_path / "none" / "me.yaml").code == 73


def test_its_answers_are_of_the_people_of_its_roadmap(run: Run, tmp_path: Path) -> None:
    """A short license would be a physician's; and the next command names the roadmap as well."""
    made = run("init", "--roadmap", "cnio", tmp_path / "me.yaml")
    given = yaml.safe_load(COMMENTED.sub("", (tmp_path / "me.yaml").read_text()))

    assert given["license"] == {"profession": "nursing", "status": "unrestricted"}
    assert given["role"] == "nurse"
    assert given["degrees"][0] == "rn-diploma"
    assert not {"residency", "fellowships", "board_certifications"} & given.keys()
    assert "me.yaml --roadmap cnio" in made.err


@pytest.mark.parametrize("name", ["roadmap.yaml", "credentials.yaml"])
def test_a_roadmap_is_never_replaced(name: str, run: Run) -> None:
    before = (SMALL / name).read_bytes()
    assert run("init", SMALL / name, "--roadmap", SMALL, "--force").code == 73
    assert (SMALL / name).read_bytes() == before
