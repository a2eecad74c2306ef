"""``python -m cmio_advisor``, and what the installed command calls."""

import _signal  # type: ignore[import-not-found]  # what lies under ``signal``, which loads more
import gc
import sys
from types import ModuleType
from typing import Any

SELDOM = "base64 bz2 ipaddress linecache lzma shellingham subprocess textwrap tokenize zlib"
"""
What Typer and the library below it import and hardly any command uses, with what these load: a
tenth of a start (2026-11-30).
"""


class Later(ModuleType):
    """Stands for a module of that name until something of it is asked for."""

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever is asked for
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return getattr(__import__(self.__name__), name)


def spare_imports() -> None:
    """Have stand-ins for what is seldom used; for a process of our own, not for who imports us."""
    for name in SELDOM.split():
        sys.modules.setdefault(name, Later(name))


def run() -> None:
    """Run; until there is anything to keep or to say, Ctrl-C ends the process without a word."""
    if _signal.getsignal(_signal.SIGINT) is _signal.default_int_handler:
        _signal.signal(_signal.SIGINT, _signal.SIG_DFL)
    gc.disable()  # neither imports nor one short command make garbage worth collecting
    spare_imports()
    from cmio_advisor.cli.app import run as run_command  # noqa: PLC0415 - what takes the time

    run_command()


if __name__ == "__main__":
    run()
