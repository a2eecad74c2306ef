"""
Where the shipped roadmap lies: inside the installed package, or beside it in a checkout.
"""

from pathlib import Path

from cmio_advisor.errors import RoadmapError

SHIPPED = "cmio"


def shipped_roadmap() -> Path:
    """
    The folder of the shipped roadmap.

    Raises:
        RoadmapError: it is in neither place, so the installation is damaged. The checkout is only
            taken where ``pyproject.toml`` lies beside it, lest a stranger's folder named ``data``
            is read.
    """
    package = Path(__file__).parents[2]
    installed = package / "data" / SHIPPED
    if installed.is_dir():
        return installed
    checkout = package.parent
    if (checkout / "pyproject.toml").is_file() and (checkout / "data" / SHIPPED).is_dir():
        return checkout / "data" / SHIPPED
    raise RoadmapError(["The shipped roadmap is missing. Install cmio-advisor again."])
