"""The signs of states on a page."""

import re

from cmio_advisor.reporting.wording import Mark
from tests.reporting.formats.html_reading import signs

SIGNS = signs()


def test_every_state_has_a_sign_of_its_own_shape() -> None:
    """No two states are told apart by colour alone."""
    assert {*SIGNS} == {*Mark}
    assert len(set(SIGNS.values())) == len(Mark)
    assert not any(re.search(r"#[0-9a-f]{3}|fill=|stroke=", each) for each in SIGNS.values())
