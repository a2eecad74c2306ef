"""
Where the shipped data lie: inside the installed package, or beside it in a checkout.
"""

from pathlib import Path

from cmio_advisor.errors import RoadmapError

SHIPPED, PROGRAMS, WAGES, SCHEMAS = "cmio", "programs", "wages", "schema"


def shipped_roadmap() -> Path:
    """
    The folder of the shipped roadmap.

    Raises:
        RoadmapError: it is missing.
    """
    return _shipped(SHIPPED, "roadmap is")


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
