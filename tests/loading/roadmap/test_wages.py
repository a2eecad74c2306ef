"""The files of wages by place: what is out of form is refused, with its line."""

import pytest

from cmio_advisor.errors import RoadmapError
from cmio_advisor.loading.roadmap.files import roadmap_bytes
from cmio_advisor.loading.roadmap.parser import parse_roadmap
from tests.conftest import ROOT

FILES = roadmap_bytes(ROOT / "data" / "cio")


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("wages.csv", "US,11-3021,192160", "US,11-3021,about 192160", "wages.csv: line 2: "),
        ("wages.csv", "US,11-3021,192160", "US,11-0000,192160", "of an occupation listed"),
        ("wages.csv", "area,occupation,mean", "area,job,mean", "The header has to be"),
        ("areas.csv", "akron-oh,10420,OH,", "akron-oh,10420,", "id,code,states,title"),
        (
            "pay",
            "area: US-62\n",
            "area: US-5132\n",
            "wages.csv has no figures for the area US-5132",
        ),
        ("pay", "occupation: 29-1141", "occupation: Physicians", "an occupation's code"),
    ],
)
def test_what_is_out_of_form_is_refused(file: str, old: str, new: str, said: str) -> None:
    """No figure is dropped or guessed in silence."""
    text = FILES[file].decode()
    assert old in text

    with pytest.raises(RoadmapError) as refused:
        parse_roadmap({**FILES, file: text.replace(old, new, 1).encode()})

    assert said in " ".join(refused.value.problems)
