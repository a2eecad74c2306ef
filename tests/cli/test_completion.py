"""
What a shell is told that completes a word, and that it never hears of an error.
"""

import pytest

from tests.conftest import Run


@pytest.mark.parametrize(
    "asked",
    [
        {"COMP_WORDS": "cmio-advisor ass", "COMP_CWORD": "x"},
        {"COMP_WORDS": "cmio-advisor ass", "COMP_CWORD": ""},
        {"COMP_WORDS": "cmio-advisor ass", "COMP_CWORD": "99999999999999999999"},
        {"COMP_WORDS": 'cmio-advisor "ass', "COMP_CWORD": "2"},
        {"COMP_CWORD": "1"},
        {},
    ],
    ids=str,
)
def test_a_shell_that_asks_oddly_hears_nothing(
    asked: dict[str, str], run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("COMP_WORDS", "COMP_CWORD"):
        monkeypatch.delenv(name, raising=False)
    for name, value in asked.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("_CMIO_ADVISOR_COMPLETE", "complete_bash")
    outcome = run()
    assert (outcome.code, outcome.out.split("\n")[0], outcome.err) == (0, "", "")
