"""Every command in every format: it renders, says the same, and lets nothing foreign act."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import get_args

import pytest
from rich.cells import cell_len

from cmio_advisor.domain.assess.assess import Assessment
from cmio_advisor.domain.base.evidence import Page
from cmio_advisor.domain.base.frozen import replace
from cmio_advisor.domain.profile.profile import Profile, Waiver
from cmio_advisor.reporting import formats
from cmio_advisor.reporting.document import Block, Visitor
from cmio_advisor.reporting.formats import OF_RESULTS, Format
from cmio_advisor.reporting.formats.terminal import Screen
from tests.conftest import unmeasured

ReportAll = Callable[..., dict[str, str]]

HOSTILE = (
    "\x1b[31mRed\x1b[0m \x9b2J \x1b]8;;https://evil.example\x07link\r\n"
    "[/] [red]x[/red] [link=https://evil.example]y[/link] :smile: =1+1 @SUM(A1) | a | b | "
    "`code` <script>alert(1)</script> ![i](javascript:x) # h \u202egnp.exe \u2066\u2028 \ud800"
)
NEVER_RAW = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
COLORS = re.compile("\x1b\\[[0-9;]*m|\x1b\\]8;;[!-~]*\x1b\\\\")
"""Colors and links."""
DRAWING = re.compile(r"^ *(25th|median|75th|[┄━┃╋]|.*[─┴]|\$[0-9]+k).*\n|\[[^]]*\]", re.MULTILINE)
"""The drawn scale and the source marks, whose numbers are each form's own."""
SOURCES = re.compile(r"^ *Sources, checked .*?\.\n(?=\n|$)", re.MULTILINE | re.DOTALL)
"""The sources in short, which a plain text lists with all that is known of them."""
SCREENS: dict[Format, tuple[Screen, ...]] = {form: (Screen(),) for form in OF_RESULTS}
SCREENS[Format.TERMINAL] = (
    Screen(),
    Screen(width=40, unicode=False),
    Screen(width=60),
    Screen(width=120, color=True),
)


def test_every_kind_of_block_is_known_to_every_form() -> None:
    """Text by its visitor, a page and paper by their templates."""
    kinds = {each.__name__.lower() for each in get_args(Block)}
    templates = Path(formats.__file__).with_name("templates")
    page, paper = (templates / each for each in ("blocks.html.jinja", "report.typ"))

    assert Visitor.__abstractmethods__ | {"timeline"} == kinds
    assert kinds <= {*re.findall(r"macro (\w+)\(", page.read_text(encoding="utf-8"))}
    assert kinds == {*re.findall(r'it\.kind == "(\w+)"', paper.read_text(encoding="utf-8"))}


@pytest.mark.parametrize("form", OF_RESULTS)
def test_every_command_renders_in_every_format(
    any_assessment: Assessment, report_all: ReportAll, form: Format
) -> None:
    """Text that ends in one newline, and the same text each time."""
    for screen in SCREENS[form]:
        texts = report_all(any_assessment, form, screen)

        if screen is SCREENS[form][0]:
            assert texts == report_all(any_assessment, form, screen)
        for text in texts.values():
            assert text.endswith("\n")
            assert not text.endswith("\n\n")


@pytest.mark.parametrize("form", OF_RESULTS)
def test_a_hostile_profile_is_shown_harmlessly(
    build: Callable[..., Assessment], report_all: ReportAll, form: Format
) -> None:
    """Name and waiver are seen in every format, and no byte of them is a command."""
    profile = Profile(
        name=HOSTILE,
        notes=HOSTILE,
        waivers=(Waiver(requirement="requirement-4", reason=HOSTILE, by=HOSTILE),),
    )
    for screen in SCREENS[form]:
        text = report_all(build(profile), form, screen, full=True)["assess"]
        if form is Format.TERMINAL and screen.color:
            text = COLORS.sub("", text)

        assert not NEVER_RAW.search(text)
        assert "Red" in text
        if form is Format.PLAIN:
            assert "[/] [red]x[/red] [link=https://evil.example]y[/link] :smile: =1+1" in text


PAGE = "https://example.org/apply/3"
LINKS = {
    Format.PLAIN: f"Page: How to apply: {PAGE}\n",
    Format.MARKDOWN: f"**Page:** How to apply: <{PAGE}>\n",
    Format.HTML: f'<a class="page" href="{PAGE}" rel="noreferrer">How to apply</a>',
    Format.TERMINAL: PAGE,
    Format.JSON: f'"url": "{PAGE}"',
}


@pytest.mark.parametrize("form", LINKS)
def test_a_step_names_its_page_and_whom_to_ask(
    assessment: Assessment, report_all: ReportAll, form: Format
) -> None:
    """In each form; as a link where the form has links."""
    text = report_all(assessment, form, Screen())["assess"]

    assert LINKS[form] in text
    assert "A colleague who has applied before." in " ".join(text.split())


def test_a_terminal_that_can_links_to_the_page(
    assessment: Assessment, report_all: ReportAll
) -> None:
    """By the escape sequence for links, the same in each run; without color not a byte of it."""
    texts = [
        report_all(assessment, Format.TERMINAL, Screen(color=color))["assess"]
        for color in (True, True, False)
    ]

    assert f"\x1b]8;;{PAGE}\x1b\\" in texts[0]
    assert texts[0] == texts[1]
    assert "\x1b" not in texts[2]


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "https://example.org/\x1b[31m", "http://a/\x1b\\\x1b]8;;x", "data:x"],
)
@pytest.mark.parametrize("form", [each for each in LINKS if each is not Format.JSON])
def test_no_other_address_becomes_a_link(
    assessment: Assessment, report_all: ReportAll, form: Format, url: str
) -> None:
    """It is shown as the text that it is."""
    step = assessment.next_steps[0]
    page = Page(title="Odd page", url=url)
    odd = replace(assessment, next_steps=(replace(step, route=replace(step.route, do_at=(page,))),))
    text = report_all(odd, form, Screen(color=True))["assess"]

    assert "Odd page: " in text.replace("\x1b[0m", "")
    assert not re.search(r"Odd page</a>|<(javascript|data):|]\(|]8;;(javascript|data):", text)
    assert not NEVER_RAW.search(COLORS.sub("", text))


def test_a_hostile_name_is_the_same_name_in_json(
    build: Callable[..., Assessment], report_all: ReportAll
) -> None:
    """JSON holds the exact text."""
    text = report_all(build(Profile(name=HOSTILE)), Format.JSON, Screen())["assess"]

    assert json.loads(text)["profile"]["name"] == HOSTILE


@pytest.mark.parametrize("width", [40, 60, 80, 120])
@pytest.mark.parametrize("unicode", [True, False])
def test_no_line_is_wider_than_the_screen(
    any_assessment: Assessment, report_all: ReportAll, width: int, unicode: bool
) -> None:
    """At any width, whatever the words."""
    screen = Screen(width=width, unicode=unicode)
    long_name = replace(any_assessment, profile=Profile(name="李" * 70))
    for text in report_all(long_name, Format.TERMINAL, screen).values():
        assert max(cell_len(line) for line in text.splitlines()) <= width


def test_a_width_out_of_range_counts_as_the_nearest(
    assessment: Assessment, report_all: ReportAll
) -> None:
    """A screen of 10 columns is drawn as 40, one of 500 as 120."""
    for asked, drawn in ((10, 40), (500, 120)):
        assert report_all(assessment, Format.TERMINAL, Screen(width=asked)) == report_all(
            assessment, Format.TERMINAL, Screen(width=drawn)
        )


def test_color_adds_escapes_and_changes_no_word(
    assessment: Assessment, report_all: ReportAll
) -> None:
    """Without color there is not one escape byte; with it the words are the same."""
    plain = report_all(assessment, Format.TERMINAL, Screen(color=False))
    colored = report_all(assessment, Format.TERMINAL, Screen(color=True))
    for command, text in plain.items():
        assert "\x1b" not in text
        assert "\x1b[" in colored[command]
        assert COLORS.sub("", colored[command]).split() == text.split()


def test_nothing_is_red(assessment: Assessment, report_all: ReportAll) -> None:
    """Unmet is not an error."""
    for text in report_all(assessment, Format.TERMINAL, Screen(color=True)).values():
        codes = {code for each in re.findall("\x1b\\[([0-9;]*)m", text) for code in each.split(";")}

        assert not codes & {"31", "41", "91", "101"}


def test_without_unicode_the_drawing_is_ascii(
    assessment: Assessment, report_all: ReportAll
) -> None:
    """Marks, lines and separators have ASCII forms."""
    for text in report_all(assessment, Format.TERMINAL, Screen(unicode=False)).values():
        assert text.isascii()


def test_plain_says_all_that_the_terminal_says(
    any_assessment: Assessment, report_all: ReportAll
) -> None:
    """Every word and number of the terminal form stands in the plain form of the same length."""
    screen = Screen(width=120)
    plain = report_all(any_assessment, Format.PLAIN, screen)
    for command, text in report_all(any_assessment, Format.TERMINAL, screen).items():
        said = DRAWING.sub("", SOURCES.sub("", text))

        assert words_of(said) - words_of(plain[command]) <= {"10th", "25th", "75th", "90th", "to"}


def words_of(text: str) -> set[str]:
    """The words and numbers of a text, in small letters."""
    return set(re.findall(r"[\w$][\w$.,%+-]*\w", text.lower()))


@pytest.mark.parametrize("form", [Format.PLAIN, Format.MARKDOWN, Format.TERMINAL])
def test_weak_grades_are_marked(
    assessment: Assessment, report_all: ReportAll, form: Format
) -> None:
    """A fact of grade C says so where it stands."""
    text = report_all(assessment, form, Screen(), full=True)["assess"]

    assert re.search(r"\[[0-9, ]*[0-9]C\\?\]", text)


def test_words_that_are_never_used_of_a_person(
    assessment: Assessment, report_all: ReportAll
) -> None:
    """No report promises or judges."""
    for form in OF_RESULTS:
        for text in report_all(assessment, form, Screen()).values():
            assert not re.search(r"qualified|guarantee|will earn", text, re.IGNORECASE)


def test_only_the_forms_that_need_them_load_rich_and_jinja() -> None:
    """JSON, plain and Markdown stay light; YAML is never loaded here. Each form is loaded alone."""
    code = (
        "import sys\n"
        "from cmio_advisor.reporting.views import assessment, differences, roadmap, what_if\n"
        "from cmio_advisor.reporting.formats import tables, text\n"
        "from cmio_advisor.reporting.json import assessment, plan\n"
        "from cmio_advisor.reporting import profile\n"
        "sys.exit(bool({'rich', 'jinja2', 'yaml', 'typer', 'socket'} & set(sys.modules)))"
    )

    ended = subprocess.run([sys.executable, "-c", code], check=False, env=unmeasured())
    assert ended.returncode == 0
