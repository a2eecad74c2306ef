"""Programs in words: where they are, what they take, and the command that shows more of them."""

from collections.abc import Mapping

from cmio_advisor.domain.base.time import Span
from cmio_advisor.domain.roadmap.programs import Program, Sought
from cmio_advisor.reporting.words.wording import money_range


def length_text(months: Span) -> str:
    """How long a program takes, such as ``15 to 36 months``."""
    ends = f"{months.low:g}" if months.low == months.high else f"{months.low:g} to {months.high:g}"
    return f"{ends} months"


def place_text(program: Program, titles: Mapping[str, str]) -> str:
    """Where a program is, such as ``Columbus, Ohio``."""
    state = titles.get(program.state or "", program.state)
    return ", ".join(filter(None, (program.city, state)))


def price_text(program: Program) -> str | None:
    """What a program costs, and for whom or when."""
    if program.price is None:
        return None
    note = f" ({program.price.note.rstrip('.')})" if program.price.note else ""
    return f"{money_range(program.price.low, program.price.high)}{note}"


def programs_command(sought: Sought, **options: str | None) -> str:
    """The command that lists the programs sought."""
    words = ["cmio-advisor programs", *filter(None, [sought.kind])]
    for name, value in {"level": sought.level, "field": sought.field, **options}.items():
        words += [f"--{name} {value}"] if value else []
    return " ".join(words)
