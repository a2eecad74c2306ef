"""``python -m cmio_advisor``."""

from cmio_advisor.cli.app import run

run()
