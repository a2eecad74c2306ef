"""
How many small faults in the core the tests see: mutants drawn with a fixed seed, one at a time.

Run: python benchmarks/mutants.py [MUTANTS] [SEED]

A mutant turns one comparison, one ``and``, one sum, one ``not`` or one whole number of
``cmio_advisor/domain`` in a copy of this checkout. It is killed where the fast tests of its room,
or else of the whole core, fail. What survives is printed, to be read: some mutants mean the same.
"""

import ast
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parent.parent
CORE = Path("cmio_advisor/domain")
COPIED = ("cmio_advisor", "data", "docs", "examples", "tests", "pyproject.toml", "README.md")
SECONDS = 600
"""A mutant that runs for longer, such as one that never ends, is killed."""
OTHERS: dict[type[ast.AST], type[Any]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
}


class Mutant(NamedTuple):
    """One line of a file, and what it becomes."""

    file: Path
    line: int
    before: str
    after: str


def mutants_of(file: Path) -> Iterator[Mutant]:
    """Every mutant of a file that stands in one line."""
    lines = (ROOT / file).read_text(encoding="utf-8").splitlines()
    for node in ast.walk(ast.parse("\n".join(lines))):
        if not isinstance(node, ast.expr) or node.lineno != node.end_lineno:
            continue
        turned = _turned(node)
        if turned is not None:
            line = lines[node.lineno - 1]
            # Columns of the tree count bytes.
            start = len(line.encode()[: node.col_offset].decode())
            end = len(line.encode()[: node.end_col_offset].decode())
            yield Mutant(file, node.lineno, line, f"{line[:start]}({turned}){line[end:]}")


def _turned(node: ast.expr) -> str | None:
    """The expression turned, as text; ``None`` where it has no such part."""
    if isinstance(node, ast.Compare) and type(node.ops[0]) in OTHERS:
        ops = [OTHERS[type(node.ops[0])](), *node.ops[1:]]
        return ast.unparse(ast.Compare(node.left, ops, node.comparators))
    if isinstance(node, ast.BoolOp):
        return ast.unparse(ast.BoolOp(OTHERS[type(node.op)](), node.values))
    if isinstance(node, ast.BinOp) and type(node.op) in (ast.Add, ast.Sub):
        return ast.unparse(ast.BinOp(node.left, OTHERS[type(node.op)](), node.right))
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        return ast.unparse(node.operand)
    if isinstance(node, ast.Constant) and type(node.value) is int:
        return str(node.value + 1)
    return None


def is_killed(mutant: Mutant, checkout: Path) -> bool:
    """Whether a test fails with it."""
    file = checkout / mutant.file
    text = file.read_text(encoding="utf-8")
    lines = text.splitlines(keepends=True)
    lines[mutant.line - 1] = f"{mutant.after}\n"
    file.write_text("".join(lines), encoding="utf-8")
    room = Path("tests") / mutant.file.relative_to("cmio_advisor").parent
    try:
        return any(_fails(tests, checkout) for tests in (room, Path("tests/domain")))
    finally:
        file.write_text(text, encoding="utf-8")


def _fails(tests: Path, checkout: Path) -> bool:
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", str(tests)]
    command += ["-m", "not slow and not browser"]
    try:
        done = subprocess.run(
            command, cwd=checkout, capture_output=True, check=False, timeout=SECONDS
        )
    except subprocess.TimeoutExpired:
        return True
    return done.returncode != 0


def main() -> None:
    """Draw, try, count."""
    many, seed = (int(each) for each in (*sys.argv[1:], "300", "1")[:2])
    files = sorted((ROOT / CORE).rglob("*.py"))
    every = [each for file in files for each in mutants_of(file.relative_to(ROOT))]
    drawn = random.Random(seed).sample(every, min(many, len(every)))  # noqa: S311 - no secret
    with tempfile.TemporaryDirectory() as folder:
        checkout = Path(folder)
        for name in COPIED:
            made = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
            made(ROOT / name, checkout / name)
        if _fails(Path("tests/domain"), checkout):
            sys.exit("The tests of the core fail without a mutant.")
        killed = 0
        for mutant in drawn:
            if is_killed(mutant, checkout):
                killed += 1
            else:
                print(f"{mutant.file}:{mutant.line}\n- {mutant.before}\n+ {mutant.after}")
    print(f"{killed} of {len(drawn)} killed, drawn from {len(every)} with seed {seed}")


if __name__ == "__main__":
    main()
