"""What the program can do, on one page: shown without any of the commands being loaded."""

COMMANDS = {
    "assess": "Compare a person's answers with the roadmap: next steps and an estimated pay band.",
    "plan": "Lay the open steps out in time: order, dates, costs, and doors that close.",
    "eligible": "Show which certifications a person may sit for now, and what the others need.",
    "explain": "Explain one result: the rule, what it saw, and what would turn it.",
    "what-if": "Show what other answers, another day or other rules would change.",
    "compare": "Show every shipped roadmap side by side for one person.",
    "programs": "List fellowships, degrees and courses by place, price and date.",
    "pay": "Show what a role pays: the band, and the published figures beside it.",
    "guide": "Read about the job: what those who hold it do, with sources and corrections.",
    "import": "Make a draft of a profile from a resume, LinkedIn's export or badges.",
    "init": "Write a profile to fill in, with what each line can say.",
    "report": "Assess a whole caseload: a report for each client and a summary of all.",
    "roadmap": "Show or check a roadmap, for those who write one.",
}
EXAMPLES = (
    ("Answer some questions and read where you stand", "cmio-advisor assess"),
    ("Write your answers into a file instead, and use that", "cmio-advisor init me.yaml"),
    ("A plan from that file, as a page to print", "cmio-advisor plan me.yaml -o plan.html"),
)
COMPLETES = "_CMIO_ADVISOR_COMPLETE"
"""The variable by which a shell asks for what could be typed next."""
OPTIONS = {
    "--version": "Show the version and leave.",
    "--show-completion SHELL": "Print what lets your shell complete commands, options and ids.",
    "-h, --help": "Show this. After a command: what it takes.",
}
COMPLETION_FILES = {
    "bash": "~/.local/share/bash-completion/completions/cmio-advisor",
    "zsh": "_cmio-advisor, in a folder of your fpath",
    "fish": "~/.config/fish/completions/cmio-advisor.fish",
    "powershell": "your profile ($PROFILE), at its end",
}
ABOUT = (
    "How far a person is from a role that a roadmap leads to, what to do next, and what the job "
    "pays. Every fact has its source. Nothing leaves this machine."
)
WIDTH = 80


def overview() -> str:
    """What there is, with three examples."""
    return "\n".join(
        (
            "Usage: cmio-advisor COMMAND [ARGUMENTS]",
            "",
            _filled(ABOUT),
            "",
            "Examples:",
            *(f"  {what}:\n    {command}" for what, command in EXAMPLES),
            "",
            "Commands:",
            *_listed(COMMANDS),
            "",
            "Options:",
            *_listed(OPTIONS),
            "",
            "A shell completes once it finds what --show-completion SHELL prints, in:",
            *_listed(COMPLETION_FILES),
            "",
        )
    )


def _listed(entries: dict[str, str]) -> list[str]:
    """Names with what they are for, in two columns."""
    column = max(map(len, entries)) + 4
    return [
        _filled(f"  {name}".ljust(column) + what, subsequent_indent=" " * column)
        for name, what in entries.items()
    ]


def _filled(text: str, **how: str) -> str:
    from textwrap import fill  # noqa: PLC0415 - no other start needs it

    return fill(text, WIDTH, **how)  # type: ignore[arg-type]  # texts are all that is given
