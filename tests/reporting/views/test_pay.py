"""How a band is said in a sentence."""

from cmio_advisor.domain.pay.table import Figures
from cmio_advisor.reporting.views.pay import figures_text


def test_a_band_says_what_is_known_of_it() -> None:
    """Percentiles that the publisher cut off at the top, or only a median, or only a mean."""
    cut_off = Figures(mean=262_000, p25=160_000, p50=236_000)

    assert figures_text(cut_off, 239_200) == (
        "median $236,000, 25th to 75th percentile $160,000 to $239,200 or more, mean $262,000"
    )
    assert figures_text(cut_off) == "median $236,000, mean $262,000"
    assert figures_text(Figures(mean=262_000)) == "mean $262,000"
    assert figures_text(Figures(p25=250_000, p50=250_000, p75=250_000)) == (
        "median $250,000, 25th and 75th percentile both $250,000"
    )
