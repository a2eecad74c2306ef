"""How the blanks of a roadmap's named sentences are filled."""

from collections.abc import Mapping


def filled(text: str, values: Mapping[str, str]) -> str:
    """The sentence with its ``{placeholders}`` filled; what is filled in is not read again."""
    pieces = text.split("{")
    done = [pieces[0]]
    for piece in pieces[1:]:
        name, brace, rest = piece.partition("}")
        done.append(values[name] + rest if brace and name in values else "{" + piece)
    return "".join(done)
