"""The files of wages by place, which come with the program: each line has their form."""

import csv
import re

import pytest

from cmio_advisor.errors import RoadmapError
from cmio_advisor.loading.roadmap.files import roadmap_bytes
from cmio_advisor.loading.roadmap.parser import parse_roadmap
from cmio_advisor.loading.roadmap.store import load_roadmap
from tests.conftest import ROOT

FILES = roadmap_bytes(ROOT / "data" / "cio")
FIGURE = "[0-9]{4,7}|[+]|"
LINE = rf"[A-Za-z0-9-]+,([0-9]{{2}}-[0-9]{{4}}),({FIGURE}),([0-9]+[.][0-9]|)(,({FIGURE})){{5}}"


def test_each_line_has_the_form_that_is_read() -> None:
    """Of an occupation that is listed; no figure is dropped or guessed in silence."""
    header, *lines = FILES["wages.csv"].decode().splitlines()
    wages = load_roadmap("cio").pay.wages  # type: ignore[union-attr]
    assert header == "area,occupation,mean,error,p10,p25,p50,p75,p90"
    assert wages
    for line in lines:
        found = re.fullmatch(LINE, line)
        assert found, line
        assert found[1] in wages.occupations
    header, *lines = FILES["areas.csv"].decode().splitlines()
    assert header == "id,code,states,title"
    assert {len(row) for row in csv.reader(lines, strict=True)} == {4}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("area: US-62\n", "area: US-5132\n", "wages.csv has no figures for the area US-5132"),
        ("occupation: 29-1141", "occupation: Physicians", "an occupation's code"),
    ],
)
def test_what_the_wages_do_not_have_is_refused(old: str, new: str, said: str) -> None:
    """Of a role that names it."""
    text = FILES["pay"].decode()
    assert old in text

    with pytest.raises(RoadmapError) as refused:
        parse_roadmap({**FILES, "pay": text.replace(old, new, 1).encode()})

    assert said in " ".join(refused.value.problems)
