"""What the program can do, on one page: shown without any of the commands being loaded."""

from pathlib import Path

COMPLETES = "_CMIO_ADVISOR_COMPLETE"
"""The variable by which a shell asks for what could be typed next."""


def overview() -> str:
    """The page: what there is, with three examples."""
    return Path(__file__).with_suffix(".txt").read_text(encoding="utf-8")


def command_names() -> list[str]:
    """The commands that the page lists; how a line of it goes on stands farther in."""
    listed = overview().partition("\nCommands:\n")[2].partition("\n\n")[0]
    return [line.split()[0] for line in listed.splitlines() if line[2] != " "]
