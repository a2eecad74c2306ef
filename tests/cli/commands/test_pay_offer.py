"""
``pay --offer``: a yearly sum held against the band.
"""

import json

import pytest

from tests.conftest import Run

DAY = ("--as-of", "2026-11-28")
POINTS = ("p10", "p25", "p50", "p75", "p90")


@pytest.mark.parametrize("part", ["total", "base"])
@pytest.mark.parametrize("fte", [None, "0.6"])
@pytest.mark.parametrize("usd", [90_000, 300_000, 412_000, 2_000_000])
def test_an_offer_lies_between_two_percentiles(
    run: Run, usd: int, fte: str | None, part: str
) -> None:
    """
    Of the same part of pay, for the same share of time; none above the first or below the last.
    """
    time = () if fte is None else ("--fte", fte)
    found = run("pay", "--offer", usd, *time, f"--{part}", *DAY, "--format", "json")
    told = json.loads(found.out)
    offer, band = told["offer"], told[part]

    assert found.code == 0
    assert (offer["usd"], offer["part"], offer["time_share"]) == (usd, part, float(fte or 1))
    assert [each for each in POINTS if band[each] <= usd][-1:] == [
        each for each in [offer["above"]] if each
    ]
    assert [each for each in POINTS if band[each] > usd][:1] == [
        each for each in [offer["below"]] if each
    ]


def test_the_text_says_where_it_lies(run: Run) -> None:
    """
    A sentence before the band, in words.
    """
    text = run("pay", "--offer", "380000", "--fte", "0.6", *DAY, "--format", "plain").out

    assert "$380,000 a year in all for 60% of full time lies above the 90th percentile" in text
    assert text.index("YOUR OFFER") < text.index("THE BAND")


def test_without_an_offer_nothing_is_said_of_one(run: Run) -> None:
    """
    No key and no section.
    """
    assert "offer" not in json.loads(run("pay", *DAY, "--format", "json").out)
    assert "YOUR OFFER" not in run("pay", *DAY, "--format", "plain").out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--fte", "0.6"), "Give it with --offer"),
        (("--base",), "Give it with --offer"),
        (("--offer", "much"), "US dollars a year"),
        (("--offer", "380000", "--fte", "1.5"), "parts of full time"),
    ],
)
def test_what_is_no_offer_is_refused(run: Run, arguments: tuple[str, ...], said: str) -> None:
    """
    Wrong usage, with what would be right.
    """
    found = run("pay", *arguments, *DAY)

    assert found.code == 2
    assert said in " ".join(found.err.split())
