"""
The recipes that a contributor, .ci/run, pre-commit and the workflow all call:

    pip install nox
    nox -l          what there is
    nox             the fast gear and the lint, what one runs before a commit
"""

import shutil
from pathlib import Path

import nox

nox.needs_version = ">=2024.10.9"
nox.options.sessions = ["quick", "lint"]
nox.options.reuse_venv = "yes"

ROOT = Path(__file__).parent
PROJECT = nox.project.load_toml("pyproject.toml")
PYTHONS = nox.project.python_versions(PROJECT)
EXAMPLE = str(ROOT / "examples" / "hospitalist.yaml")
ON = ("--as-of", "2026-11-23")


def install(session: nox.Session, *groups: str) -> None:
    """
    The checkout itself and dependency groups of pyproject.toml.
    """
    session.install("--editable", ".", *nox.project.dependency_groups(PROJECT, *groups))


@nox.session(python=PYTHONS)
def tests(session: nox.Session) -> None:
    """
    The whole suite with branch coverage and its gate; what follows -- goes to pytest.
    """
    install(session, "test")
    session.run("coverage", "erase")
    session.run("coverage", "run", "-m", "pytest", "-q", *session.posargs)
    session.run("coverage", "combine", "--quiet")
    session.run("coverage", "report")


@nox.session
def quick(session: nox.Session) -> None:
    """
    The fast gear: no slow test, no browser, few examples of each property.
    """
    install(session, "test")
    session.run("pytest", "-q", "-m", "not slow and not browser", *session.posargs)


@nox.session
def mutants(session: nox.Session) -> None:
    """
    Small faults in the core, and how many of them the tests see; after -- how many and the seed.
    """
    install(session, "test")
    session.run("python", "benchmarks/mutants.py", *session.posargs)


@nox.session
def lint(session: nox.Session) -> None:
    """
    Style, format, types, layers, and the workflow's own form and safety.
    """
    install(session, "dev")
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")
    session.run("mypy")
    session.run("lint-imports")
    workflow = ".github/workflows/ci.yml"
    session.run("check-jsonschema", "--builtin-schema", "vendor.github-workflows", workflow)
    session.run("zizmor", "--offline", "--quiet", workflow)


@nox.session
def documents(session: nox.Session) -> None:
    """
    The README's transcripts and picture, the schemas, and the shipped roadmap.
    """
    install(session, "test")
    session.run("python", "docs/readme_commands.py")
    session.run("python", "docs/picture.py", "--check")
    session.run("cmio-advisor", "roadmap", "check")


@nox.session
def package(session: nox.Session) -> None:
    """
    The wheel and the sdist, each installed alone and asked away from the checkout.
    """
    made = Path(session.create_tmp()).resolve()
    shutil.rmtree(made / "dist", ignore_errors=True)
    session.install("build")
    session.run("python", "-m", "build", "--quiet", "--outdir", str(made / "dist"), ".")
    session.chdir(made)
    for pattern in ("*.whl", "*.tar.gz"):
        (built,) = (made / "dist").glob(pattern)
        session.install("--force-reinstall", str(built))
        ask(session)


@nox.session
def smoke(session: nox.Session) -> None:
    """
    Installed as a user does it, on any system: one person, and the roadmap.
    """
    session.install(".")
    ask(session)


def ask(session: nox.Session) -> None:
    """
    One person in two forms, and the roadmap.
    """
    for form in ("json", "plain"):
        session.run("cmio-advisor", "assess", EXAMPLE, *ON, "--format", form, silent=True)
    session.run("cmio-advisor", "roadmap", "check")
