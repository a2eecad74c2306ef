"""Sentences that any roadmap needs stand in the package; a roadmap says only what is its own."""

from cmio_advisor.loading.roadmap.file_shapes import default_texts, texts_for


def test_a_roadmaps_own_words_stand_before_the_defaults() -> None:
    """All others are there without being repeated."""
    texts = texts_for("roadmap", {"summary_at_target": "There you are."}, "Head Cook")

    assert texts["summary_at_target"] == "There you are."
    assert set(texts) == set(default_texts()["roadmap"])


def test_the_target_role_is_filled_in_and_other_blanks_are_left() -> None:
    """In the defaults and in a roadmap's own words."""
    texts = texts_for("pay", {"base": "As {target}: {ratio}."}, "Head Cook")

    assert texts["base"] == "As Head Cook: {ratio}."
    assert "as Head Cook." in texts["scope"]
    assert not any("{target}" in each for each in texts.values())
