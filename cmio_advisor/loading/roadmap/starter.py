"""The files of a roadmap to begin with, for a job of any name."""

import re

from cmio_advisor.errors import UsageError
from cmio_advisor.loading.roadmap.files import SHAREABLE, folder_bytes
from cmio_advisor.loading.roadmap.packaged import STARTER, shipped_roadmap

ID, TITLE = "new-role", "New Role"
"""What stands for the job in those files."""
NAME = re.compile(r"[A-Za-z][A-Za-z0-9 ,.&/()'-]{1,79}")


def starter_files(role: str) -> dict[str, str]:
    """
    The texts of the files, by name, for a job.

    Raises:
        UsageError: the name cannot be that of a job.
    """
    title = " ".join(role.split())
    if not NAME.fullmatch(title):
        raise UsageError(f'ROLE: "{role[:40]}" is no name of a job. Use letters, spaces.')
    id_ = "-".join(re.findall("[a-z0-9]+", title.lower().replace("'", "")))
    files = folder_bytes(shipped_roadmap(STARTER), SHAREABLE)
    return {
        name: data.decode().replace(TITLE, title).replace(ID, id_) for name, data in files.items()
    }
