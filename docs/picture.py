"""
The picture of the result in the README, drawn from the program's own terminal form.

    python docs/picture.py            write docs/assess.svg
    python docs/picture.py --check    say whether it is as the program draws it now

The picture names no font from the network; it uses what the reader has.
"""

import sys
from io import StringIO
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from cmio_advisor.cli.options import day_of
from cmio_advisor.cli.profile_input import read_profile_input
from cmio_advisor.domain.assess.assess import assess
from cmio_advisor.loading.roadmap.store import load_roadmap
from cmio_advisor.reporting.document import brief
from cmio_advisor.reporting.formats.terminal import Screen, render_terminal
from cmio_advisor.reporting.views.assessment import assessment_document

ROOT = Path(__file__).parent.parent
PICTURE = ROOT / "docs" / "assess.svg"
EXAMPLE = "examples/hospitalist.yaml"
COMMAND = f"cmio-advisor assess {EXAMPLE} --as-of 2026-11-23"
WIDTH = 80
THEME = TerminalTheme(
    (250, 250, 248),
    (40, 44, 52),
    [
        (40, 44, 52),
        (166, 38, 38),
        (38, 110, 60),
        (140, 90, 0),
        (30, 80, 150),
        (110, 60, 130),
        (0, 105, 115),
        (90, 94, 102),
    ],
)
FORM = """<svg viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg" role="img">
<title>The result of cmio-advisor assess for a hospitalist</title>
<style>
.{unique_id}-matrix {{ font-family: ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace;
  font-size: {char_height}px; line-height: {line_height}px; font-variant-east-asian: full-width; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}" /></clipPath>
{lines}
</defs>
<rect fill="#fafaf8" stroke="#c8c8c4" x="1" y="1" width="{width}" height="{height}" rx="6"/>
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""


def picture() -> str:
    """
    The picture as SVG text; the same for the same roadmap and example.
    """
    roadmap = load_roadmap(str(ROOT / "data" / "cmio"))
    profile = read_profile_input(str(ROOT / EXAMPLE), [], roadmap)
    assessment = assess(profile, roadmap, day_of("2026-11-23"))
    document = brief(assessment_document(assessment, EXAMPLE))
    drawn = render_terminal(document, Screen(width=WIDTH, color=True))
    console = Console(record=True, width=WIDTH, file=StringIO(), color_system="truecolor")
    console.print(Text.from_ansi(f"$ {COMMAND}\n\n{drawn}"))
    return console.export_svg(theme=THEME, code_format=FORM, unique_id="assess")


def main() -> int:
    """
    Write or check; 1 if the committed picture is not what the program draws.
    """
    drawn = picture()
    if "--check" not in sys.argv[1:]:
        PICTURE.write_text(drawn, encoding="utf-8")
    elif not PICTURE.exists() or PICTURE.read_text(encoding="utf-8") != drawn:
        print("docs/assess.svg is not what the program draws. Run docs/picture.py and look at it.")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
