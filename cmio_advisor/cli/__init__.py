"""The command line: parse, call, write, exit."""

import sys
from types import ModuleType
from typing import Any

SELDOM = ("bz2", "ipaddress", "lzma", "subprocess", "tokenize", "zlib")
"""
What Typer and the library below it import and hardly any command uses, with what these load: a
tenth of a start (2026-11-30).
"""


class _Later(ModuleType):
    """Stands for such a module until something of it is asked for."""

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever is asked for
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return getattr(__import__(self.__name__), name)


for _name in SELDOM:
    sys.modules.setdefault(_name, _Later(_name))
