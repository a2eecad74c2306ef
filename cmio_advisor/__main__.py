"""``python -m cmio_advisor``, and what the installed command calls."""

import _signal  # type: ignore[import-not-found]  # what lies under ``signal``, which loads more
import gc


def run() -> None:
    """Run; until there is anything to keep or to say, Ctrl-C ends the process without a word."""
    if _signal.getsignal(_signal.SIGINT) is _signal.default_int_handler:
        _signal.signal(_signal.SIGINT, _signal.SIG_DFL)
    gc.disable()  # neither imports nor one short command make garbage worth collecting
    from cmio_advisor.cli.app import run as run_command  # noqa: PLC0415 - what takes the time

    run_command()


if __name__ == "__main__":
    run()
