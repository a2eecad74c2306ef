"""
The README's commands, run and compared with what it shows.

    python docs/readme_commands.py               compare every transcript with the program
    python docs/readme_commands.py --update      write what the program says into the README
    python docs/readme_commands.py --print NAME  print the commands of the block marked NAME

A block of the README that is run carries a comment before it: ``<!-- run NAME -->`` for commands
alone, ``<!-- transcript -->`` for commands (after ``$``) with their output.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
TRANSCRIPT = re.compile(r"(<!-- transcript -->\n```console\n)(.*?)(\n```)", re.DOTALL)
BLOCK = re.compile(r"<!-- run (?P<name>[a-z-]+) -->\n```sh\n(?P<commands>.*?)\n```", re.DOTALL)


def said_by(command: str) -> str:
    """
    What a command prints, run in the checkout with this interpreter's programs first.
    """
    environment = {**os.environ, "COLUMNS": "80", "NO_COLOR": "1"}
    environment["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{environment['PATH']}"
    finished = subprocess.run(  # noqa: S602 - the README's own commands, as its reader types them
        command, shell=True, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    return f"{finished.stdout}{finished.stderr}".rstrip()


def brought_up_to_date(transcript: str) -> str:
    """
    A transcript with every command's output as the program gives it now.
    """
    commands = [line.removeprefix("$ ") for line in transcript.splitlines() if line[:2] == "$ "]
    return "\n".join(f"$ {command}\n{said_by(command)}".rstrip() for command in commands)


def main(arguments: list[str]) -> int:
    """
    Compare, update or print; 1 if the README shows what the program does not say.
    """
    text = README.read_text(encoding="utf-8")
    if arguments[:1] == ["--print"]:
        found = {each["name"]: each["commands"] for each in BLOCK.finditer(text)}
        print(found[arguments[1]])
        return 0
    transcripts = TRANSCRIPT.findall(text)
    if not transcripts:
        print("README.md has no transcript to compare.")
        return 1
    updated = TRANSCRIPT.sub(
        lambda found: f"{found[1]}{brought_up_to_date(found[2])}{found[3]}", text
    )
    if arguments == ["--update"]:
        README.write_text(updated, encoding="utf-8")
    elif updated != text:
        print("README.md shows what the program does not say. Run this with --update and look.")
        return 1
    print(f"README.md: {len(transcripts)} transcripts are as the program says.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
