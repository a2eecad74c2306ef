"""How single blocks are drawn."""

from cmio_advisor.reporting.document import Document, Entry, Line, Paragraph, Section, Table
from cmio_advisor.reporting.formats.terminal import Screen, render_terminal
from cmio_advisor.reporting.wording import Mark


def drawn(*blocks: Entry | Table, width: int = 60) -> str:
    """The blocks under one heading."""
    return render_terminal(
        Document("Title", "Subtitle", (Section("Heading", blocks),), {}), Screen(width=width)
    )


def test_an_entry_shows_its_state_in_a_word_beside_the_mark() -> None:
    """Nothing rests on the mark alone."""
    entry = Entry(title="Board", blocks=(Paragraph("More."),), mark=Mark.OPEN, word="not yet")

    assert drawn(entry) == "Title. Subtitle\n\nHeading\n  · Board  not yet\n    More.\n"


def test_a_table_becomes_a_list_on_a_narrow_screen() -> None:
    """Below 60 columns, a cell a line."""
    table = Table(("Source", "Year"), ((Line("AMDIS"), Line("2014")),), numeric=(1,))

    assert "  Source" + " " * 48 + "Year\n" in drawn(table)
    assert "  - AMDIS\n    Year: 2014\n" in drawn(table, width=59)


def test_figures_that_do_not_wrap_leave_the_words_beside_them_room() -> None:
    """A table of wide figures is a list on a usual screen, not a name broken into letters."""
    wide = "10th to 90th percentile"
    row = (Line("United States"), *(Line("$112,000 to $496,000") for _ in range(3)))
    table = Table(("Place", wide, wide, wide), (row,), numeric=(1, 2, 3))

    assert "  - United States\n" in drawn(table, width=80)
    assert "  United States  " in drawn(table, width=120)
