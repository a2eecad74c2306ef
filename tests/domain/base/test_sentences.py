"""Days as people write them."""

from datetime import date

from cmio_advisor.domain.base.sentences import date_text, partial_date_text


def test_dates_read_as_people_write_them() -> None:
    """As far as they are known."""
    assert date_text(date(2027, 6, 30)) == "30 June 2027"
    assert partial_date_text("2022-03-09") == "9 March 2022"
    assert partial_date_text("2022-03") == "March 2022"
    assert partial_date_text("2022") == "2022"
    assert partial_date_text("undated") == "undated"
