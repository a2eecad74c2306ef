"""``pay --offer``: a yearly sum held against the band."""

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
    """A sentence before the band, in words."""
    text = run("pay", "--offer", "380000", "--fte", "0.6", *DAY, "--format", "plain").out

    assert "$380,000 a year in all for 60% of full time lies above the 90th percentile" in text
    assert text.index("YOUR OFFER") < text.index("THE BAND")


@pytest.mark.parametrize("fte", [1.0, 0.6])
@pytest.mark.parametrize("usd", [90_000, 150_000, 170_000, 277_000, 278_000, 500_000])
def test_an_offer_is_held_against_the_practice_and_the_floor(
    run: Run, usd: int, fte: float
) -> None:
    """For the same share of time: the wages of the specialty, and their mean."""
    given = ("--offer", usd, "--fte", fte, "--specialty", "internal-medicine")
    told = json.loads(run("pay", *given, *DAY, "--format", "json").out)
    offer, practice = told["offer"], told["practice"]
    text = run("pay", *given, *DAY, "--format", "plain", "--section", "offer").out

    reached = [each for each in POINTS if round(practice[each] * fte, -3) <= usd]
    assert offer["practice"]["above"] == (reached[-1] if reached else None)
    assert offer["floor_usd"] == round(278_130 * fte, -3)
    assert ("does not reach the floor" in text) == (usd < offer["floor_usd"])
    assert "General internists" in text


def test_without_a_specialty_no_floor_is_made_up(run: Run) -> None:
    """The offer is held against all physicians, named so, and the specialty is asked for."""
    given = ("--offer", "300000", *DAY)
    offer = json.loads(run("pay", *given, "--format", "json").out)["offer"]
    text = run("pay", *given, "--format", "plain", "--section", "offer").out

    assert offer["floor_usd"] is None
    assert "Physicians, all specialties but surgery" in text
    assert "--specialty" in text


def test_an_offer_of_another_role_is_for_its_share_of_time(run: Run) -> None:
    """Its figures are those of full time, times the share."""
    full, part = (
        json.loads(run("pay", "--role", "it-manager", *given, *DAY, "--format", "json").out)
        for given in (("--offer", "100000"), ("--offer", "50000", "--fte", "0.5"))
    )

    assert [full["offer"][each] for each in ("above", "below")] == ["p10", "p25"]
    assert [part["offer"][each] for each in ("above", "below")] == ["p10", "p25"]
    assert part["total"]["p50"] == round(full["total"]["p50"] / 2 + 1, -3)


def test_without_an_offer_nothing_is_said_of_one(run: Run) -> None:
    """No key and no section."""
    assert "offer" not in json.loads(run("pay", *DAY, "--format", "json").out)
    assert "YOUR OFFER" not in run("pay", *DAY, "--format", "plain").out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--fte", "0.6"), "Give it with --offer"),
        (("--base",), "Give it with --offer"),
        (("--offer", "much"), "--offer"),
        (("--offer", "380000", "--fte", "1.5"), "parts of full time"),
    ],
)
def test_what_is_no_offer_is_refused(run: Run, arguments: tuple[str, ...], said: str) -> None:
    """Wrong usage, with what would be right."""
    found = run("pay", *arguments, *DAY)

    assert found.code == 2
    assert said in " ".join(found.err.split())
