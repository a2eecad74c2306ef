"""The counselor's report: its parts in their order, and no number in it that the JSON lacks."""

import csv
import io
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from pypdf import PdfReader

from cmio_advisor.cli.report.run import client_file
from cmio_advisor.domain.assess.assess import Assessment, assess
from cmio_advisor.domain.base.frozen import replace
from cmio_advisor.domain.profile.profile import Unread
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.loading.profile.reader import read_profile
from cmio_advisor.loading.text.files import read_document
from cmio_advisor.loading.text.nodes import Problems
from cmio_advisor.reporting.document import Document, brief
from cmio_advisor.reporting.formats.html import render_html
from cmio_advisor.reporting.formats.pdf import PdfPages
from cmio_advisor.reporting.formats.tables import summary_header, summary_line, titles_of
from cmio_advisor.reporting.formats.text import render_markdown
from cmio_advisor.reporting.json.plan import CLIENT, client_json
from cmio_advisor.reporting.views.assessment import assessment_document, client_document
from tests.conftest import ROOT, TODAY, assert_follows, profile_of, triage_of

NUMBER = re.compile(r"(?<![\w.])\d[\d,]*(?:\.\d+)?")
PAGE = ["Where you stand", "What the job pays"]


@pytest.fixture(params=["hospitalist", "medical-student", "nurse-informaticist"])
def assessment(request: pytest.FixtureRequest, roadmap: Roadmap) -> Assessment:
    node = read_document(str(ROOT / "examples" / f"{request.param}.yaml"))
    return assess(read_profile(node, roadmap, Problems("")), roadmap, TODAY)


@pytest.fixture
def document(assessment: Assessment) -> Document:
    return client_document(client_file(assessment))


def test_the_short_report_is_the_whole_one_in_short(assessment: Assessment) -> None:
    """Though nothing of the appendix is made for it."""
    client = client_file(assessment)

    assert client_document(client, appendix=False) == brief(client_document(client))


def test_the_first_page_comes_first_then_the_plan_then_room_to_write(document: Document) -> None:
    """
    The same first page as that of an assessment, but without commands; all else is an appendix.
    """
    titles = [each.title for each in brief(document).sections]
    opening = next(each.title for each in document.sections if each.opens_page)

    assert titles[0] == "Your next three steps"
    assert [each for each in titles if each in PAGE] == PAGE
    assert titles[-3:] == ["Worksheet", "Notes", "About this report"]
    assert opening == ("Your plan in time" if "Your plan in time" in titles else "Worksheet")
    assert "To go on" not in titles
    commands = re.findall("cmio-advisor [a-z-]+", render_markdown(brief(document)))
    # For the counselor: the rest of a list, and the roadmaps that are nearer to this person.
    assert set(commands) <= {"cmio-advisor programs", "cmio-advisor compare"}


@pytest.mark.parametrize(
    "answers",
    [{}, {"clinical": 5}, {"memberships": "none"}, {"degrees": ["md"], "clinical": 1}],
    ids=str,
)
def test_what_to_tell_us_comes_before_the_steps_while_something_required_is_not_known(
    answers: dict[str, Any], roadmap: Roadmap
) -> None:
    """In a report and in an assessment."""
    found = assess(profile_of({"id": "c-1", **answers}, roadmap), roadmap, TODAY)
    for document in (client_document(client_file(found)), assessment_document(found)):
        titles = [each.title for each in document.sections]
        steps = [each for each in titles if each.startswith("Your next")]

        assert titles[0] == "What to tell us first"
        assert all(titles.index(each) == 1 for each in steps)


def test_each_step_has_room_to_write(document: Document) -> None:
    """Who helps, by when, and how one knows that it is done."""
    page = render_html(document)
    exercise = page[page.index("Worksheet</h2>") : page.index(">Notes</h2>")]

    assert exercise.count("Who helps me with this, and by when") == 3


def test_a_report_is_at_most_four_pages(document: Document) -> None:
    """On paper, without its appendix; the first page holds the first page."""
    pages = PdfReader(io.BytesIO(PdfPages().render(brief(document)))).pages
    first = pages[0].extract_text()

    assert len(pages) <= 4
    assert all(title in first for title in ("Your next", *PAGE))


def test_no_page_is_nearly_empty_where_the_first_runs_over(roadmap: Roadmap) -> None:
    """The plan goes on behind what did not fit on the first page: four pages hold it all."""
    answers = {
        "as_of": "2023-03-31",
        "license": {"profession": "nursing", "status": "unrestricted"},
        "informatics": {"from": 2010, "to": "present"},
        "role": {"id": "director-nursing-informatics"},
    }
    found = client_document(client_file(assess(profile_of(answers, roadmap), roadmap, TODAY)))
    pages = [
        each.extract_text() for each in PdfReader(io.BytesIO(PdfPages().render(brief(found)))).pages
    ]

    assert "Please note" in pages[0] + pages[1]
    assert "Your plan in time" in pages[1]
    assert len(pages) <= 4


def test_all_that_can_stand_before_the_plan_takes_no_page_of_its_own(roadmap: Roadmap) -> None:
    """What was not read, a question, the steps and notes: no contents, and no break behind them."""
    answers = {
        "as_of": "2026-11-23",
        "degrees": ["bsn"],
        "license": {"profession": "nursing", "state": "OR", "status": "unrestricted"},
        "certifications": [{"certification": "cphims", "expires": "2027-03"}],
        "role": "attending",
        "leadership": {"years": 4, "roles": "none", "people_led": 40},
    }
    unread = (
        Unread(field="clinical", path="clinical.years", column="clinical_years", found="7-May"),
    )
    profile = replace(profile_of(answers, roadmap), unread=unread)
    found = brief(client_document(client_file(assess(profile, roadmap, TODAY))))
    pages = [each.extract_text() for each in PdfReader(io.BytesIO(PdfPages().render(found))).pages]

    assert "Please note" in {each.title for each in found.sections}
    assert "Not known here" in "".join(pages)
    assert len(pages) <= 4
    assert ". . . ." not in "".join(pages)


def test_where_the_chart_has_strokes_the_report_tells_of_days(document: Document) -> None:
    """Those of a season that others set, or else the first of the plan's own."""
    page = render_markdown(brief(document))

    told = "The first dates to keep" in page or "The days of a coming year" in page
    assert told >= ('class="moment"' in render_html(brief(document)))


def numbers_in(text: str) -> set[float]:
    return {float(each.replace(",", "")) for each in NUMBER.findall(text)}


def told_numbers(value: Any) -> Iterator[float]:  # noqa: ANN401 - JSON values
    """Every number of a JSON value, those inside its sentences too."""
    if isinstance(value, dict):
        for each in value.values():
            yield from told_numbers(each)
    elif isinstance(value, list):
        for each in value:
            yield from told_numbers(each)
    elif isinstance(value, str):
        yield from numbers_in(value)
        yield from (float(each) for each in re.findall(r"\d+", value))
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield from {value, abs(value)}


def allowed(assessment: Assessment) -> set[float]:
    """
    The JSON's numbers, and the same as people read them: in percent, in years, in thousands;
    what only counts: steps, sources, lines; and the years along a chart.
    """
    mapping = json.loads(client_json(client_file(assessment)))
    told = set(told_numbers(mapping))
    read = {round(abs(each) * 100, digits) for each in told if abs(each) <= 1 for digits in (0, 1)}
    read |= {round(each / size * 2) / 2 for each in told for size in (12, 12 / 52)}
    read |= {float(round(each / 1000)) for each in told}
    counts = set(map(float, range(len(mapping["sources"]) + 1)))
    ends = [int(each["latest_end"][:4]) for each in mapping["plan"]["steps"]]
    years = set(map(float, range(assessment.as_of.year, max(ends, default=0) + 1)))
    return told | read | counts | years


def body_of(text: str) -> str:
    """Without the list of sources, which is not about the person."""
    return text[: text.rindex("Sources")]


@pytest.mark.slow
@pytest.mark.parametrize("form", ["html", "markdown", "pdf"])
def test_every_number_stands_in_the_json(
    form: str, assessment: Assessment, document: Document
) -> None:
    document = brief(document)
    if form == "html":
        page = render_html(document)
        page = re.sub(r"<(style|svg).*?</\1>", " ", page, flags=re.DOTALL)
        text = re.sub(r"<[^>]+>", " ", page.replace("&#39;", "'"))
    elif form == "markdown":
        text = render_markdown(document).replace("\\", "")
    else:
        pages = PdfReader(io.BytesIO(PdfPages().render(document))).pages
        text = "\n".join(each.extract_text() for each in pages)
    assert numbers_in(body_of(text)) <= allowed(assessment)


def test_every_number_of_the_table_stands_in_the_json(assessment: Assessment) -> None:
    rules = assessment.roadmap
    seen = triage_of(assessment.profile, rules, assessment.as_of)
    text = summary_header(names=False) + summary_line(seen, titles_of(rules), names=False)
    (row,) = csv.DictReader(text.splitlines())
    plan = json.loads(client_json(client_file(assessment)))["plan"]
    assert row["plan_ends"] == (plan["finish"] or "")
    fees = [each["cost_usd"] for each in plan["steps"] if each["cost_usd"]]
    for end in ("low", "high") if fees else ():
        told_price = row[f"price_{end}_usd"]  # blank where a fee is not known
        assert not told_price or float(told_price) == sum(each[end] for each in fees)
    apart = ("plan_ends", "questions_open", "price", "price_low_usd", "price_high_usd")
    told = {key: cell for key, cell in row.items() if key not in apart}
    assert numbers_in(" ".join(told.values())) <= allowed(assessment) | numbers_in(str(plan))


def test_the_plan_stands_in_the_report_and_its_json(assessment: Assessment) -> None:
    """The same days in both, by the published schema."""
    client = client_file(assessment)
    told = json.loads(client_json(client))
    assert_follows(told, CLIENT.schema())

    titles = [each.title for each in client_document(client).sections]
    assert ("Your plan in time" in titles) is bool(told["plan"]["steps"])
    assert [each["id"] for each in told["plan"]["steps"]] == [
        each.route.id for each in client.plan.steps
    ]
