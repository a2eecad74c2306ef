"""What is said of people whose license or training is not that of an American physician."""

from pathlib import Path

import pytest

from tests.conftest import Run

ON = "2026-11-28"
COLUMNS = "id,degrees,license,residency,residency_completed,clinical_years,informatics_years"
FROM_ABROAD = ("graduates from abroad", "the residency that it rests on", "no medical degree")


def report(run: Run, folder: Path, row: str) -> str:
    folder.mkdir(exist_ok=True)
    table = folder / "clients.csv"
    table.write_text(f"{COLUMNS}\nc-1,{row}\n")
    run("report", table, "-o", folder / "out", "--as-of", ON, "--format", "md", "-q")
    text = (folder / "out/reports/c-1.md").read_text()
    return " ".join(text.split())


@pytest.mark.parametrize(
    "row",
    [
        "md,restricted,internal-medicine,2014,9,3",
        "do,CA:restricted,family-medicine,2010,9,0",
        "pharmd,pharmacy:CA:unrestricted,pharmacy,2018,6,3",
        "pharmd,pharmacy:CA:unrestricted,Zauberfach,2018,6,3",  # a specialty that cannot be read
        "bsn,nursing:CA:unrestricted,Zauberfach,2018,6,3",
    ],
)
def test_who_trained_here_gets_no_words_for_graduates_from_abroad(
    row: str, run: Run, tmp_path: Path
) -> None:
    text = report(run, tmp_path, row).partition("## Sources")[0]

    assert not any(each in text for each in FROM_ABROAD)


def test_another_professions_residency_says_nothing_of_years_of_practice(
    run: Run, tmp_path: Path
) -> None:
    """Physician assistants and pharmacists may do one after years at work."""
    text = report(
        run, tmp_path, "pa,physician-assistant:CA:unrestricted,physician-assistant,2019,9,1"
    )

    assert "longer than the time since" not in text
    assert "longer than the time since" in report(
        run, tmp_path / "other", "md,unrestricted,internal-medicine,2019,9,1"
    )


def test_a_restriction_is_named_as_what_stands_in_the_way(run: Run, tmp_path: Path) -> None:
    text = report(run, tmp_path, "md,restricted,internal-medicine,2014,9,3")

    assert "What stands in the way is formal: the restriction on your license." in text


def test_who_trained_abroad_still_reads_of_the_residency(run: Run, tmp_path: Path) -> None:
    text = report(run, tmp_path, "mbbs,none,,,9,3")

    assert "the residency that it rests on" in text


@pytest.mark.parametrize(
    ("years", "then"),
    [(3, "4 of the 5 required things are there."), (0, "Not known yet: Some work where medicine")],
)
def test_what_is_formally_in_the_way_is_named_at_once(
    years: int, then: str, run: Run, tmp_path: Path
) -> None:
    """Where only years or a project lack, nobody reads of something formal first."""
    told = report(run, tmp_path, f"md,unrestricted,internal-medicine,2025,1,{years}")
    way = told.partition("A formal requirement is still open: Three years of patient care")[2]

    assert then in way.partition(" There: ")[0].partition("##")[0]


def test_who_is_held_up_by_the_formal_list_reads_of_what_is_open(run: Run) -> None:
    told = b"{degrees: [adn], license: {profession: nursing, status: unrestricted}, role: nurse, \
clinical: {years: 14}, informatics: {years: 2, fte: 0.2}, leadership: {people_led: 5}}"
    where = ("--roadmap", "cnio", "--as-of", ON, "--format", "plain")
    text = " ".join(run("assess", "-", *where, stdin=told).out.split())

    assert "Held up by the formal list." in text
    assert "2 formal requirements are still open: Bachelor's degree in nursing or higher;" in text
