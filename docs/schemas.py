"""
The committed JSON Schemas, written anew from the readers: python docs/schemas.py
"""

from pathlib import Path

from cmio_advisor.cli.schemas import schema_names, schema_text

FOLDER = Path(__file__).parent.parent / "data" / "schema"


def main() -> None:
    """
    Write every schema.
    """
    for name in schema_names():
        (FOLDER / f"{name}.schema.json").write_text(schema_text(name), encoding="utf-8")


if __name__ == "__main__":
    main()
