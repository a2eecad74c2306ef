"""Where the shipped data lie: inside the installed package, or beside it in a checkout."""

from functools import cache
from pathlib import Path

from cmio_advisor.errors import RoadmapError

DEFAULT, SHARED, PROGRAMS, WAGES, SCHEMAS = "cmio", "shared", "programs", "wages", "schema"
STARTER = "starter"
"""The folder of a roadmap that says nothing yet."""


def shipped_roadmap(id_: str = DEFAULT) -> Path:
    """
    The folder of a shipped roadmap, or of what several share.

    Raises:
        RoadmapError: it is missing.
    """
    return _shipped(id_, "roadmap is")


@cache
def shipped_ids() -> tuple[str, ...]:
    """The ids of the shipped roadmaps, that of the default first."""
    data = shipped_roadmap().parent
    found = {each.parent.name for each in data.glob("*/roadmap.yaml")} - {SHARED, STARTER}
    return tuple(sorted(found, key=lambda each: (each != DEFAULT, each)))


def shipped_programs() -> Path:
    """
    The folder of the programs, which are the same for every roadmap.

    Raises:
        RoadmapError: it is missing.
    """
    return _shipped(PROGRAMS, "programs are")


def shipped_wages() -> Path:
    """
    The folder of the wages, which are the same for every roadmap.

    Raises:
        RoadmapError: it is missing.
    """
    return _shipped(WAGES, "wages are")


def shipped_schema(name: str) -> Path:
    """
    The JSON Schema of a format, for editors.

    Raises:
        RoadmapError: it is missing.
    """
    return _shipped(SCHEMAS, "schemas are") / f"{name}.schema.json"


def _shipped(name: str, what: str) -> Path:
    """
    A folder of the shipped data.

    Raises:
        RoadmapError: it is in neither place, so the installation is damaged. The checkout is only
            taken where ``pyproject.toml`` lies beside it, lest a stranger's folder named ``data``
            is read.
    """
    package = Path(__file__).parents[2]
    installed = package / "data" / name
    if installed.is_dir():
        return installed
    checkout = package.parent
    if (checkout / "pyproject.toml").is_file() and (checkout / "data" / name).is_dir():
        return checkout / "data" / name
    raise RoadmapError([f"The shipped {what} missing. Install cmio-advisor again."])
