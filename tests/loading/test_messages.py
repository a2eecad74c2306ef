"""Messages stand in files beside the modules that ask for them."""

import re
from pathlib import Path

import pytest

import cmio_advisor
from cmio_advisor.loading.text.files import message, read_beside

FILES = sorted(Path(cmio_advisor.__file__).parent.rglob("messages.yaml"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.parent.name)
def test_each_message_is_asked_for_by_a_module_beside_it(file: Path) -> None:
    code = "\n".join(each.read_text() for each in file.parent.glob("*.py"))
    asked = {*re.findall(r"""["']([a-z_]+)["']""", code)}
    assert {*read_beside(str(file), file.name).entries} <= asked


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.parent.name)
def test_each_message_that_is_asked_for_is_there(file: Path) -> None:
    code = "\n".join(each.read_text() for each in file.parent.glob("*.py"))
    asked = re.findall(r"""(?:_refused\(|message\(\s*__file__, )["']([a-z_]+)["']""", code)
    assert asked
    assert {*asked} <= {*read_beside(str(file), file.name).entries}


def test_the_blanks_of_a_message_are_filled_in(tmp_path: Path) -> None:
    (tmp_path / "messages.yaml").write_text("cell_too_long: longer than {most:,} {{signs}}\n")
    module = str(tmp_path / "table.py")
    assert message(module, "cell_too_long", most=100_000) == "longer than 100,000 {signs}"
