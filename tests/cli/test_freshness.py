"""``--strict-fresh``: a result is refused where the evidence behind it is past its review day."""

from pathlib import Path

import pytest

from tests.conftest import AS_OF, ROOT, Run

LATER = "2030-01-01"
EXAMPLE = ROOT / "examples" / "hospitalist.yaml"


def command(name: str, folder: Path) -> tuple[str | Path, ...]:
    """A command line that is sound on the day of the evidence."""
    if name != "report":
        return (name, EXAMPLE, "--format", "json")
    clients = folder / "clients.jsonl"
    clients.write_text('{"schema": "cmio-advisor/profile/1", "id": "c-1", "degrees": ["md"]}\n')
    return (name, clients, "-o", folder / "out", "--format", "jsonl", "--jobs", "1", "--quiet")


@pytest.mark.parametrize("name", ["assess", "plan", "report"])
def test_stale_evidence_is_a_failure_where_asked_for(run: Run, tmp_path: Path, name: str) -> None:
    """
    Exit 78, each stale piece on standard error, no result; without the option the result stands.
    """
    strict = run(*command(name, tmp_path), "--as-of", LATER, "--strict-fresh")
    lenient = run(*command(name, tmp_path), "--as-of", LATER)

    assert (strict.code, strict.out) == (78, "")
    assert "was to be looked at again by" in strict.err
    assert lenient.code == 0
    assert "was to be looked at again by" not in lenient.err


@pytest.mark.parametrize("name", ["assess", "plan", "report"])
def test_fresh_evidence_passes(run: Run, tmp_path: Path, name: str) -> None:
    """On the day of the evidence the option changes nothing."""
    assert run(*command(name, tmp_path), "--as-of", AS_OF, "--strict-fresh").code == 0
