"""
Every error a user can cause or meet, each with the exit code it ends in.

The codes are a public interface (README, "Exit codes").
"""

from collections.abc import Sequence


class AdvisorError(Exception):
    """Base of all errors meant for the user; its text says what, where, why and what to do."""

    exit_code = 1


class MissingExtraError(AdvisorError):
    """A form was asked for that needs an optional part of the installation."""


class UsageError(AdvisorError):
    """The command line itself is wrong: an unknown id, a malformed value in a flag."""

    exit_code = 2


class PartlyReadError(AdvisorError):
    """A batch ended, and some records could not be read."""

    exit_code = 3


class NotReadyError(AdvisorError):
    """Only with ``--require-ready`` or ``--require-standing``: assessed, and not there yet."""

    exit_code = 4


class InvalidInputError(AdvisorError):
    """A profile or table was read and is not valid; holds one message per problem."""

    exit_code = 65

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


class InputMissingError(AdvisorError):
    """An input is missing, unreadable or not a regular file."""

    exit_code = 66


class OutputExistsError(AdvisorError):
    """An output exists already or cannot be made."""

    exit_code = 73


class ReadWriteError(AdvisorError):
    """Reading or writing failed half way: a full disk, a broken device."""

    exit_code = 74


class RoadmapError(AdvisorError):
    """The roadmap is not valid; holds one message per problem."""

    exit_code = 78

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)
