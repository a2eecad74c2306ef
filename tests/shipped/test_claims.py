"""
What the roadmap says: a claim of absence stands beside its search, a price beside its review day,
and the figures that earlier claims of absence had missed are told with their sources.
"""

import json
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import ROOT, Run

DATA = sorted(
    {*ROOT.glob("data/*/*.yaml")} - {*ROOT.glob("data/programs/*"), *ROOT.glob("data/starter/*")}
)
ON = "2026-11-28"

ABSENCE = re.compile(
    r"""\b(?:not|never|nowhere)\s+(?:been\s+)?found\b
    | \bn(?:o|one|othing|obody)\b [^.;:]{0,80}? \b(?:was|were|been|is)?\s*(?:found|seen|read)\b
    | \b(?:was|were)\s+not\s+(?:seen|confirmed|established|looked\s+(?:up|for)|read)\b
    | \bno\s+(?:such\s+)?(?:figures?|shares?)\s+(?:for|of|is|are|was|were)\b
    | (?<!names\s)(?<!name\s)\bno\s+(?:source|survey|evidence|study)\b(?!\s+named)
    | \b(?:is|are)\s+(?:not\s+known|unknown)\b
    | \bnot\s+(?:been\s+)?published\b | \bno\s[^.;:]{0,40}\sbeen\s+published\b
    | \bnobody\s+has\s+(?:shown|counted)\b
    | \bnobody\s+knows\b | \blittle\s+was\s+found\b | \bonly\s+its\s+name\s+was\s+found\b
    | \bcould\s+not\s+be\s+(?:read|opened)\b
    | \bproposals?\s+only\b | \bonly\s+(?:a\s+)?proposals?\b
    | \bonly\s+a\s+part\s+could\s+be\s+(?:read|opened)\b | \bnot\s+taken\s+in\s+here\b
    | \bwhat\s+(?:was|we)\s+read\b[^.;]*\bno[tr]?\b
    | \bno[tr]?\b[^.;]*\bwhere\s+it\s+was\s+read\b""",
    re.IGNORECASE | re.VERBOSE,
)
PRICE = re.compile(
    r"\b(?:costs?|fees?|price|dues|tuition|stipends?)\b[^.]{0,60}?(?<![\d-])\d{2,3}(?:,\d{3})?\b",
    re.IGNORECASE,
)
# A count of those who apply, match or are paid, of a year that another one follows soon.
OF_THE_YEAR = (
    re.compile(r"\b(?:match|appli|began medical|stipend|median wage|mean wage)"),
    re.compile(r"\d%|\d,\d{3}"),
    re.compile(r"\b202[5-9]\b"),
)
PRICES = {"cost_usd", "fee_usd", "price_usd"}
OF_WHEN = re.compile(r"\b20[012]\d\b|without a date|undated")
# A share of everybody in a job, where a survey counts those who answered.
OF_ALL = re.compile(
    r"(?:%|in \w+|thirds|half)(?: each)?(?: of)?(?: the| all)?(?: \d+)?"
    r" (?:CMIOs|CNIOs|nurse informaticists|informatics leaders|(?:[\w-]+ )?CIOs)"
    r"(?! who answered|(?: and digital chiefs)? asked| with | surveyed| in (?:it|an?) )"
)
# What all careers show, or none, in a sentence that does not say that these were found or read.
ALL_CAREERS = re.compile(
    r"(?:^|[.;] )(?![^.;]*\b(?:found|read)\b)[^.;]*\b(?:every|no|none)\b[^.;]*\bcareers?\b",
    re.IGNORECASE,
)
# A share that opens a text and does not say of whom it is.
OF_NOBODY = re.compile(
    r"""(?:\d{4}:\s)?(?:about\s|nearly\s|over\s)?(?:\d+%|two\sthirds|half|a\s(?:third|quarter))
    (?:\s\([^)]*\))?(?:\sand\s\d+%\s\([^)]*\))?
    (?:[.,:;]|\s(?:are|had|has|have|held|were|came|say|said|reports?|reported|still|took|named
    |supervised|carried|began|from|in|above)\b)""",
    re.IGNORECASE | re.VERBOSE,
)
# A row that points at the sentence beside it, in place of saying what its source says.
POINTING = re.compile(
    r"""\b(?:names?|gives?|lists?|says?|describes?|separates?|told\s\S+)\s+(?:these|this|both|so)\b
    | \bin\sthis\sway\b | \bwhat\sstands\shere\b | \bspeaks\sof\sthe\b | \bfor\sthese\sreasons\b
    | \bthese\s(?:shares|percentages|tasks|ways|jobs|points|programs|dates)\b
    | \breports?\sthe\ssame\b | \bone\sof\sthese\b | ^(?:first|second|top|one|two)\sof\sits\b
    | ^(?:names|tells)\swhat\b | \bpublishes\sits\b | \blists\sthe\scertificates\b
    | ^(?:explains|prints|overview\sof|a\ssearch\sfirm's\stext)\b
    | ^it\s(?!is\b) | ^in\s\d{4}\sit\b | \b(?:held|hold|asks?\sfor|names?)\s(?-i:it)\b""",
    re.IGNORECASE | re.VERBOSE,
)
# A row that holds its source against another, which only the sentence beside both can do.
JUDGING = re.compile(
    r"\bunderstates\b|\bdo not support\b|\bwe take the same\b|\bare missing\.$"
    r"|^As an? (?:example|older price|price)\b|^Dates move\b|\bnot in the part read\b"
    r"|\bcontradicts itself\b|\bwrongly\b"
)

Entry = dict[str, Any]
PRINTED = ("share", "why", "need", "about", "text", "note", "summary", "reason", "correction")
SHOWN = ("evidence", "correction_evidence")


@cache
def read(path: Path) -> Any:  # noqa: ANN401 - whatever stands in the file
    """A file of the roadmap as plain YAML, so that its dates and texts are what they are in it."""
    return yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)


def texts(node: object, entry: Entry) -> Iterator[tuple[str, Entry]]:
    """
    Every text with the entry that it is part of: the nearest with an id, or a point of the guide.
    """
    if isinstance(node, dict):
        own = node if {"id", "text"} & set(node) else entry
        for key, value in node.items():
            if key != "searched":
                yield from texts(value, own)
    elif isinstance(node, list):
        for each in node:
            yield from texts(each, entry)
    elif isinstance(node, str):
        yield node, entry


def entries(key: str) -> list[Any]:
    """Every entry of the lists under a key, in all files."""
    return [each for path in DATA for each in read(path).get(key, ())]


def cited(node: object) -> Iterator[Entry]:
    """Every piece of evidence in a file."""
    if isinstance(node, dict):
        if {"source", "says", "checked"} <= set(node):
            yield node
        for value in node.values():
            yield from cited(value)
    elif isinstance(node, list):
        for each in node:
            yield from cited(each)


def named(path: Path) -> str:
    """What a test is called that looks at a file."""
    return f"{path.parent.name}-{path.stem}"


@pytest.mark.parametrize("path", [*DATA, *ROOT.glob("data/programs/*.yaml")], ids=named)
def test_what_says_that_something_was_not_found_stands_beside_its_search(path: Path) -> None:
    """No text claims an absence without an entry ``searched``: what, where and on which day."""
    bare = [
        text
        for text, entry in texts(read(path), {})
        if ABSENCE.search(text) and "searched" not in entry
    ]

    assert bare == []


def test_where_was_looked_is_told_without_a_count_of_searches() -> None:
    """Nobody can check how many there were, and they are repeated on other days."""
    files = [*DATA, *ROOT.glob("data/programs/*.yaml")]
    told = [where for path in files for where in re.findall(r"where: (.*)", path.read_text())]

    assert [where for where in told if re.search(r"\bsearches\b", where)] == []


@pytest.mark.parametrize("path", [*DATA, *ROOT.glob("data/programs/*.yaml")], ids=named)
def test_a_row_of_evidence_says_itself_what_its_source_says(path: Path) -> None:
    """It can be held against the source alone, without the sentence that it stands beside."""
    assert [each["says"] for each in cited(read(path)) if POINTING.search(each["says"])] == []


@pytest.mark.parametrize("path", [*DATA, *ROOT.glob("data/programs/*.yaml")], ids=named)
def test_a_row_of_evidence_says_no_more_than_its_source(path: Path) -> None:
    """What we make of it stands in a sentence of ours: no page says that a survey refutes it."""
    rows = (" ".join(each["says"].split()) for each in cited(read(path)))
    assert [each for each in rows if JUDGING.search(each)] == []


@pytest.mark.parametrize(
    "row",
    [
        "Speaks of the fellowship and of what stands here (program page, undated).",
        "Speaks of the fellowship (directory page, undated).",
        "Gives these dates (undated).",
        "Gives both dates (2024-07-03).",
        "CMIOs told Becker's so (2025-09-22).",
        "Lists these among the duties and skills of a CMIO (undated).",
        "One of its twelve skills (undated).",
        "First of its five challenges (2026).",
        "Says both (undated).",
        "Advises IT professionals in this way (2026).",
        "Reports the same framework (March 2016).",
        "Names what the Certified Physician Executive asks for (2017).",
        "HIMSS lists the certificates that it renews (undated).",
        "The office publishes its alerts openly (2025-09-04).",
        "Explains the revised final guidance (2026-01).",
        "Overview of the HTI rules (2025-01-15).",
        "A search firm's text (undated).",
        "In 2023 it was 67.6% and 59.4%.",
        "48% of those who answered held it and 20% more were interested (2015).",
        "One of eight asks for it, a contractor of the VA.",
    ],
)
def test_the_words_of_a_row_that_says_nothing_are_known(row: str) -> None:
    """Rows that once stood in the data and could not be held against any source."""
    assert POINTING.search(row)


TELLING = re.compile(
    r"\b(?:surveys?|postings?|recruiter|employer that|job description|report of|careers?)\b"
)


# What a sentence tells of by these words, and how the ids of those who carry it begin.
CARRIED = {
    r"\bpostings of January|\beight (?:job )?postings": "job-advertisements advertisements-pay",
    r"\b(?i:none|one|two|three|seven) of eight(?! (?:CNIOs|domains))": "job-advertisements",
    r"\b(?i:of (?:the )?eight people)|\bin (?:the|six) careers|\bcareers (?:we|found|show)": (
        "cnio-careers"
    ),
    r"\brecruiter said": "hcinnovation-second-generation",
    r"\bhired in 2013": "healthdatamanagement-hiring",
    r"\bsample job description": "healthcareittoday-uic",
    r"\bcareer guide": "interviewguy research-com",
    r"\bphysician executive certificate": "ccmm acpe aapl",
    r"\bNI-BC asks": "alliedhealthworld intelycare boardcerts missalloysislands ancc",
    r"\bA search firm (?:names|asked|said)": "fierce tylerandco wittkieffer hcinnovation beckers",
    r"\bwiki page": "clinfowiki",
    r"\bpage of fellows": "acifellows",
    r"\bstraight from residency": "amia-symposium",
    r"\bAMIA membership": "amia-fellowship-match amia-match",
    r"\btask force": "amia-ccio fierce-ccio healthcareitnews-amia",
    r"\b(?:One|A) CMIO t(?:ells|old)": "hcinnovation-cmio healthdatamanagement",
    r"\bpractice pathway\b": "abpath informaticsprofessor abfm ci-curriculum",
    r"\b7 to 18 October": "acp-blog",
    r"\bcame from inside\b": "healthexec-amdis",
    r"\bAMIA's certificate counts|\bACHIP is open": "amia-ahic",
    r"\bfederal cap": "uab hofstra",
    r"\b286,": "hawaiitribune",
    r"\bsuch as CISSP": "uninets research-com",
    r"\brelease of 2012": "winthrop",
    r"\btax filings": "buckheadfmv",
}


def printed(node: Entry) -> Iterator[str]:
    """The sentences of an entry, those of its notes and beside its prices among them."""
    yield from (node[key] for key in PRINTED if isinstance(node.get(key), str))
    yield from (each for each in node.get("notes") or () if isinstance(each, str))
    yield from (each["note"] for each in node.values() if isinstance(each, dict) and "note" in each)


def uncarried(node: object) -> Iterator[str]:
    """Sentences that tell of a source which no piece of evidence beside them is of."""
    if isinstance(node, dict):
        cites = {each["source"] for key in SHOWN for each in cited(node.get(key))}
        for text in printed(node) if cites else ():
            for words, known in CARRIED.items():
                if re.search(words, " ".join(text.split())):
                    if not any(each.startswith(tuple(known.split())) for each in cites):
                        yield f"{words}: {text}"
        for value in node.values():
            yield from uncarried(value)
    elif isinstance(node, list):
        for each in node:
            yield from uncarried(each)


@pytest.mark.parametrize("path", DATA, ids=named)
def test_who_is_told_of_is_cited_beside_it(path: Path) -> None:
    """Whoever opens what is cited finds the posting, the guide or the firm that is told of."""
    assert list(uncarried(read(path))) == []


@pytest.mark.parametrize("role", ["cmio", "cnio", "cio"])
def test_a_reason_that_tells_of_a_source_cites_it(role: str) -> None:
    """Why a step comes now, what a step is about, and why a decision is one's own."""
    roadmap = read(ROOT / "data" / role / "roadmap.yaml")
    reasons = {each["id"]: each for each in (*roadmap["order"], *roadmap.get("decisions", ()))}
    reasons |= {each["id"]: each for each in roadmap["steps"]}

    assert [
        id_
        for id_, each in reasons.items()
        if TELLING.search(each.get("reason", each.get("about"))) and not each.get("evidence")
    ] == []


@pytest.mark.parametrize("role", ["cmio", "cnio", "cio"])
def test_why_a_question_is_asked_is_read_beside_its_source(role: str) -> None:
    """The reason of a question had no place for what it rests on, and told of surveys."""
    told = re.compile(rf"{TELLING.pattern}|%|\b(?:board|certificate|NI-BC) asks?\b|\d{{4}}")
    questions = read(ROOT / "data" / role / "questions.yaml")["questions"]
    asked = [each for each in questions if isinstance(each, dict) and "why" in each]

    assert asked
    assert [
        each["id"] for each in asked if told.search(each["why"]) and not each.get("evidence")
    ] == []


def test_a_question_prints_the_numbers_of_its_sources(run: Run) -> None:
    """Beside its reason, in the short form and the long."""
    person = b"as_of: 2026-11-28\ndegrees: [md]\n"
    text = run("assess", "-", "--as-of", ON, "--full", "--format", "plain", stdin=person).out
    asked = text.partition("WHAT TO TELL US FIRST")[2].partition("\n\n")[0]

    assert re.search(r"\[\d+[CD]?(?:, \d+[CD]?)*\]$", asked, re.MULTILINE), asked


def test_why_now_is_read_beside_its_source(run: Run) -> None:
    """That no posting names a certificate is cited from the postings, not from its issuer."""
    options = ("--as-of", ON, "--full", "--format", "plain")
    found = run("assess", ROOT / "examples" / "hospitalist.yaml", *options).out
    [number] = re.findall(r"^\[(\d+)\] Several employers: Eight job postings", found, re.MULTILINE)
    [board] = re.findall(r"^Clinical Informatics board .* \[(.*)\]$", found, re.MULTILINE)

    assert f"Why now: None of eight postings of January 2026 names it. [{number}D]" in found
    assert f"{number}D" in board.split(", ")


@pytest.mark.parametrize("path", DATA, ids=named)
def test_a_share_is_of_those_who_answered(path: Path) -> None:
    """No survey counts everybody who holds the job, so no share is told of all of them."""
    assert [text for text, _ in texts(read(path), {}) if OF_ALL.search(text)] == []


@pytest.mark.parametrize("path", DATA, ids=named)
def test_what_all_careers_show_is_told_of_those_that_were_found(path: Path) -> None:
    """About a dozen were read, so nothing is said of every career there is."""
    assert [text for text, _ in texts(read(path), {}) if ALL_CAREERS.search(text)] == []


@pytest.mark.parametrize("path", DATA, ids=named)
def test_a_share_says_of_whom_it_is(path: Path) -> None:
    """A row of evidence is read alone, and so is what stands under "Who has it"."""
    assert [text for text, _ in texts(read(path), {}) if OF_NOBODY.match(text)] == []


@pytest.mark.parametrize(
    "claim",
    [
        "1 in 4 CMIOs held it in 2014 and 48% in 2015.",
        "64 to 81% of CMIOs had a team.",
        "One in four of 120 CMIOs held the new certificate.",
        "Two thirds of nurse informaticists led nobody in 2014.",
        "84% of CIOs sat on the executive team.",
    ],
)
def test_the_words_of_a_share_of_all_are_known(claim: str) -> None:
    """Sentences of the kind that once stood in the roadmaps."""
    assert OF_ALL.search(claim)


@pytest.mark.parametrize(
    "claim",
    [
        "No named CMIO without a medical degree was found.",
        "No CMIO pay figure from a survey made after 2020 was found, so each is an estimate.",
        "Most shares are from 2010 to 2015, because no newer survey was found.",
        "No share is published, and no hiring criterion that was found asks for one.",
        "The exam fee was not found for either board.",
        "No source links it to CMIO pay.",
        "It was not found on the way of any CMIO.",
        "The share with an MBA is not published.",
        "For a CMIO job nothing that was found asks for it.",
        "State fees were not looked up.",
        "The yearly fee today was not confirmed.",
        "The amount was not seen (2026).",
        "No pay survey for this role was found, so no band is given.",
        "Only its name was found, so its worth is not known.",
        "No evidence was found that physicians pass this rung.",
        "Not published for CNIOs. Every career we found shows it.",
        "What they do for a career has not been published.",
        "No CNIO pay has been published since 2014, so no pay is estimated.",
        "Nobody has counted such postings, and nobody has shown that it helps.",
        "What was read of the two does not speak of stock options.",
        "It may help at an employer who knows it; what was read does not show that it does.",
        "It does not say how many where it was read; ask ISC2.",
        "Of ANCC's page only a part could be opened, which does not say what it asks.",
        "CHCIO's full conditions and fee could not be read.",
        "Proposal only: a rule of April 2026 would extend these rules to drugs.",
        "The CIO leads IT, and what we read of the job names no license.",
        "A paper has the results of the first exams; its figures are not taken in here.",
    ],
)
def test_the_words_of_absence_are_known(claim: str) -> None:
    """Sentences of the kind that once stood in the roadmap by themselves."""
    assert ABSENCE.search(claim)


@pytest.mark.parametrize(
    "statement",
    [
        "The guide calls each of these ranges a median and names no source for any of them.",
        "A health system wanted nobody who had been away from practice for five years.",
        "Four tiers by years in the role; no source named. Undated.",
        "Whoever takes part has no other way.",
    ],
)
def test_what_a_source_says_or_does_not_name_is_no_claim_of_absence(statement: str) -> None:
    """It can be checked in the source itself."""
    assert not ABSENCE.search(statement)


def test_a_report_says_what_was_not_found_once(run: Run) -> None:
    """In one section, under where and when; no other line of the report claims an absence."""
    profile = ROOT / "examples" / "nurse-informaticist.yaml"
    said = run("assess", profile, "--as-of", ON, "--full", "--format", "markdown").out
    before, _, after = said.partition("## Not found, or not known")
    section, _, rest = after.partition("\n## ")

    assert re.search(r"\nIn .*pages.*, on 2[89] November 2026:\n", section)
    assert section.count("\n- ") == len({*re.findall(r"\n- .*", section)})
    about_answers = r"not found in what you gave"
    for text in re.split(r"\n", before + rest.partition("## Sources")[0]):
        assert not ABSENCE.search(re.sub(about_answers, "", text)), text


@pytest.mark.parametrize(
    ("arguments", "told", "source"),
    [
        (
            ["guide", "salary-guide"],
            "413,000 dollars for 52 CMIOs in the edition of 2023",
            "CMIO Comp",
        ),
        (["guide", "salary-guide"], "436,287 for 73 in that of 2024", "longitudinal-study-1"),
        (
            ["guide", "without-a-medical-degree"],
            "a hospital's release of 2012 names a nurse and physician assistant as its CMIO",
            "winthrop",
        ),
        (
            ["roadmap", "show", "mba-step"],
            "physician leaders with an MBA were paid 7% more on average than those without one",
            "beckershospitalreview",
        ),
        (["roadmap", "show", "mba-step"], "that is not CMIOs alone", "physicianleaders"),
        (["roadmap", "show", "certification-step"], "with the CPE were paid 4% more", "beckers"),
        (["roadmap", "show", "fache"], "one year as a member of ACHE", "tenure"),
        (
            ["roadmap", "show", "fache"],
            "12 in person with ACHE and 12 more",
            "education-requirement",
        ),
        (["roadmap", "show", "pmp"], "675", "pmp-guide"),
        (["roadmap", "show", "chps"], "$329 to $399", "cert-atlas"),
    ],
)
def test_what_newer_evidence_says_is_told_with_its_source(
    run: Run, arguments: list[str], told: str, source: str
) -> None:
    """The figures and cases that the claims of absence had missed."""
    said = run(*arguments, "--as-of", ON, "--full", "--format", "markdown").out

    assert told in " ".join(said.split())
    assert source in said


def test_the_searches_are_in_the_json_too(run: Run) -> None:
    """What, where and on which day, beside the entry that they belong to."""
    shown = json.loads(run("roadmap", "show", "chcio", "--as-of", ON, "--format", "json").out)
    point = json.loads(run("guide", "education", "--as-of", ON, "--format", "json").out)
    pay = json.loads(run("pay", "--as-of", ON, "--format", "json").out)
    searches = [each["searched"] for part in point["topic"]["sections"] for each in part["points"]]

    assert shown["credential"]["searched"] == {
        "what": "CHIME's own fee of today for CHCIO",
        "where": "pages that a search brought up, most of them read at the opening only",
        "on": "2026-11-29",
    }
    assert any(searches)
    assert pay["searched"]["on"] == "2026-11-29"


@pytest.mark.parametrize("path", DATA, ids=named)
def test_every_price_and_yearly_statistic_has_a_review_day(path: Path) -> None:
    """Each piece of evidence that names one says by when it is to be looked at again."""
    lasting = [
        row["says"]
        for row in cited(read(path))
        if (PRICE.search(row["says"]) or all(each.search(row["says"]) for each in OF_THE_YEAR))
        and "review_by" not in row
    ]

    assert lasting == []


def test_what_is_counted_in_dollars_or_odds_rests_on_evidence_with_a_review_day() -> None:
    """Routes with a price, pay or odds, certifications with a fee, and roles with figures."""
    routes = [
        route
        for step in entries("steps")
        for requirement in step["requirements"]
        for route in requirement["routes"]
        if any((route.get(key) or {}).get("high") for key in ("cost_usd", "pay_usd_a_year"))
        or "odds" in route
    ]
    credentials = [each for each in entries("certifications") if isinstance(each, dict)]
    roles = [each for each in entries("roles") if each.get("top_code")]
    priced = [*routes, *(each for each in credentials if each.get("fee_usd")), *roles]
    unreviewed = [
        each["id"] for each in priced if not any("review_by" in one for one in cited(each))
    ]

    assert priced
    assert unreviewed == []


def test_what_was_read_in_a_copy_on_another_site_is_graded_as_a_copy() -> None:
    """Grade D, whoever wrote the page; files of statistical offices are not pages."""
    copies = re.compile(
        r"staging copy|copy (?:of the page|on another site|of an? \w+ page)|public copy\.$"
    )
    sources = entries("sources")
    copied = {each["id"] for each in sources if copies.search(each.get("note") or "")}
    grades = {
        each["source"]: each["grade"]
        for path in DATA
        for each in cited(read(path))
        if each["source"] in copied
    }

    assert "beckers-cmio-ai-2025" in grades
    assert {source: grade for source, grade in grades.items() if grade != "D"} == {
        "research-com-cmio": "C"
    }


@pytest.mark.parametrize("example", ["hospitalist", "nurse-informaticist", "medical-student"])
def test_no_entry_repeats_that_its_price_is_not_known(run: Run, example: str) -> None:
    """What has no known price is named in one line, beside what else was not found."""
    path = str(ROOT / "examples" / f"{example}.yaml")
    text = run("assess", path, "--as-of", "2026-11-28", "--full", "--format", "plain").out

    assert not re.search(r"(Cost|Fee): not known|this roadmap does not hold", text)
    assert text.count("Today's price not known: ") <= 2  # the first page's steps, and all behind it


@pytest.mark.parametrize("command", ["assess", "plan"])
def test_a_price_of_an_earlier_year_is_not_said_to_be_unknown(run: Run, command: str) -> None:
    """Where a page names what a renewal cost, what is not known is what it costs today."""
    example = (ROOT / "examples" / "it-project-manager.yaml").read_text()
    text = run(
        *(command, "-", "--roadmap", "cio", "--as-of", "2026-11-28"),
        *("--full", "--format", "plain"),
        stdin=example.replace("2029-04-30", "2027-03-31").encode(),
    ).out

    assert "in 2025-26 it cost $60 for members" in text
    assert not re.search(r"\b(Price|Fees) not known", text)
    assert re.search(r"Today's (price|fees) not known( for)?: [^\n]*Renew before it ends", text)


def test_what_a_step_opens_waits_for_it(run: Run) -> None:
    """
    No certificate that the person has no use for, nor one that asks for what they have already.
    """
    profile = ROOT / "examples" / "trained-abroad.yaml"
    found = json.loads(run("assess", profile, "--as-of", ON, "--format", "json").out)
    steps = {each["id"]: each for each in (*found["next_steps"], *found["later_steps"])}
    opened = {id_ for each in steps.values() for id_ in each["unlocks"]}

    assert steps["physician-mba"]["unlocks"] == []
    assert "cpe" in opened
    assert not opened & {"ni-bc", "achip", "cenp"}


def test_a_degree_from_abroad_with_an_american_license_is_enough_for_cpe(run: Run) -> None:
    """CCMM takes the certificate of ECFMG in place of an American degree."""
    profile = ROOT / "examples" / "trained-abroad.yaml"
    said = run("eligible", profile, "cpe", "--as-of", ON, "--format", "json").out
    (credential,) = json.loads(said)["credentials"]

    assert not [each for each in credential["missing"] if "degree" in each and "MD" in each]


@pytest.mark.parametrize("path", DATA, ids=named)
def test_a_percent_sign_stands_at_its_number(path: Path) -> None:
    """As Americans write it, also where a line of the file ends between the two."""
    assert [text for text, _ in texts(read(path), {}) if re.search(r"\d\s+%", text)] == []


def priced(node: object) -> Iterator[Entry]:
    """Every route, certification and program with a price above zero."""
    if isinstance(node, dict):
        if any((node[key] or {}).get("high") for key in PRICES & {*node}):
            yield node
        for value in node.values():
            yield from priced(value)
    elif isinstance(node, list):
        for each in node:
            yield from priced(each)


@pytest.mark.parametrize("path", sorted(ROOT.glob("data/*/*.yaml")), ids=named)
def test_a_price_says_of_which_year_it_is(path: Path) -> None:
    """Beside it, where a person reads it, or that its source bears no date."""
    said = {
        each["id"]: " ".join(
            [*each.get("notes", ()), *((each[it] or {}).get("note", "") for it in PRICES & {*each})]
        )
        for each in priced(read(path))
    }

    assert [each for each, text in said.items() if not OF_WHEN.search(text)] == []


@pytest.mark.parametrize("path", sorted(ROOT.glob("data/*/roadmap.yaml")), ids=named)
def test_what_a_price_counts_is_said_beside_it_alone(path: Path) -> None:
    """A second sentence on it had another count of programs than the price had."""
    twice = [
        each["id"]
        for each in priced(read(path))
        if (each.get("cost_usd") or {}).get("note")
        and re.search(
            r"\b[Tt]h(?:e|at) (?:price|cost) (?:is|counts)\b", " ".join(each.get("notes", ()))
        )
    ]

    assert twice == []


def test_what_medical_school_costs_is_called_a_median() -> None:
    """The AAMC's figures for four years of medical school are medians, and not what all cost."""
    told = re.compile(r"\b(?:286|391|390),\d{3}\b")
    files = [read(ROOT / "data" / "cmio" / name) for name in ("roadmap.yaml", "guide.yaml")]
    rows = {each["says"] for file in files for each in cited(file)}
    found = [
        text
        for file in files
        for text, _ in texts(file, {})
        if told.search(text) and text not in rows
    ]

    assert found
    assert [text for text in found if "median" not in text] == []


NUMBER = re.compile(r"(?P<money>\$)?(?P<value>\d[\d,]*(?:\.\d+)?)(?P<share>%)?")
# A count or a sum of three digits or more: no year, and no part of a law's or an occupation's name.
COUNT = re.compile(
    r"(?<![\w.-])(?<!Section )(?<!CFR )(?!(?:19|20)\d\d\b)"
    r"(?P<value>\d{1,3}(?:,\d{3})+|\d{3,})(?![\w-]|\.\d)"
)
HELD = [
    path
    for folder in ("cmio", "cnio", "cio", "programs", "shared")
    for path in ROOT.glob(f"data/{folder}/*.yaml")
]


def values(text: str) -> set[float]:
    """Every number of a text."""
    return {float(each["value"].replace(",", "")) for each in NUMBER.finditer(text)}


def unbacked(node: object) -> Iterator[str]:
    """
    Sentences with a share, a price or a count that no piece of evidence beside them has, as it is
    or rounded to thousands; what is our own arithmetic says so.
    """
    if isinstance(node, dict):
        if isinstance(node.get("evidence"), list):
            told = set[float]().union(
                *(values(each["says"]) for key in SHOWN for each in cited(node.get(key)))
            )
            told |= {float(round(each, -3)) for each in told}
            keys = (*PRINTED, "exam", "renewal")
            texts = [node[key] for key in keys if isinstance(node.get(key), str)]
            for text in (*texts, *(each for each in node.get("notes") or () if each)):
                counted = "" if "our arithmetic" in text else text
                figures = [
                    each for each in NUMBER.finditer(counted) if each["money"] or each["share"]
                ]
                for each in (*figures, *COUNT.finditer(counted)):
                    if float(each["value"].replace(",", "")) not in told:
                        yield f"{each[0]}: {text}"
        for value in node.values():
            yield from unbacked(value)
    elif isinstance(node, list):
        for each in node:
            yield from unbacked(each)


@pytest.mark.parametrize("path", HELD, ids=named)
def test_a_share_a_price_or_a_count_stands_in_the_evidence_beside_it(path: Path) -> None:
    """Whoever opens what is cited finds the figure that was read."""
    assert list(unbacked(read(path))) == []


@pytest.mark.parametrize("role", ["cmio", "cnio", "cio"])
def test_how_many_were_asked_stands_in_the_evidence_beside_it(role: str) -> None:
    """A comparison rested on surveys of 73 to 235 people, and its rows were of 73 to 120."""
    people = re.compile(r"\b(\d+)(?: to (\d+))? people\b")
    standing = read(ROOT / "data" / role / "roadmap.yaml")["standing"]
    for entry in standing:
        told = set[float]().union(*(values(each["says"]) for each in cited(entry)))
        asked = {each for found in people.findall(entry["about"]) for each in found if each}

        assert {float(each) for each in asked} <= told, entry["id"]


@pytest.mark.parametrize("role", ["cmio", "cnio", "cio"])
def test_what_a_roadmap_says_of_a_shared_certificate_is_in_its_evidence(role: str) -> None:
    """A share of 42% stood beside rows that all roadmaps have, and none of them had it."""
    entries = read(ROOT / "data/shared/credentials.yaml")["certifications"]
    shared = {each["id"]: each for each in entries}
    told = read(ROOT / "data" / role / "credentials.yaml")["certifications"]
    own = [each for each in told if isinstance(each, dict)]
    whole = [{"evidence": (), **shared.get(each["id"], {}), **each} for each in own]

    assert whole
    assert [each for entry in whole for each in (*unbacked(entry), *uncarried(entry))] == []


def test_a_published_figure_is_said_to_be_of_whom_it_is(run: Run) -> None:
    """Pay of CIOs and CMIOs stood as that of all physician leaders; its note was not printed."""
    told = " ".join(run("pay", "--as-of", ON, "--full", "--format", "plain").out.split())
    rows = read(ROOT / "data/cmio/pay.yaml")["published"]

    assert "Published figure: physician CIOs and CMIOs (AAPL/Cejka; 2,353" in told
    assert "Published figure: physician leaders" not in told
    notes = [each["note"] for each in rows if "note" in each and each["use"] != "shape only"]
    assert notes
    assert [each for each in notes if each not in told] == []


@pytest.mark.parametrize("path", sorted(ROOT.glob("data/*/guide.yaml")), ids=named)
def test_the_figures_of_a_summary_are_in_its_topic(path: Path) -> None:
    """A topic's summary has no place for what it rests on, so its points carry it."""
    for topic in read(path)["topics"]:
        told = set[float]().union(*(values(each["says"]) for each in cited(topic)))
        assert {each for each in values(topic["summary"]) if each > 2} <= told, topic["id"]


# What a rung or a seat is to the whole job, told as if somebody had counted it.
FOR_THE_JOB = re.compile(
    r"\bis what (?:the talk|makes|sets)\b|\bis where leading begins\b|\b[A-Z]{3,5} is where\b"
    r"|\bthe side door\b|\bargued in [a-z ]+\.$"
)
OURS = re.compile(r"\bestimates?\b|\bour reading\b|\bguess\b|\bour arithmetic\b")


@pytest.mark.parametrize("path", DATA, ids=named)
def test_a_reason_is_no_word_on_the_whole_job(path: Path) -> None:
    """It is advice, what a row says, or marked as our reading."""
    assert [text for text, _ in texts(read(path), {}) if FOR_THE_JOB.search(text.strip())] == []


@pytest.mark.parametrize("role", ["cmio", "cnio", "cio"])
def test_months_say_how_much_of_them_is_ours(role: str) -> None:
    """Where a route has a shortest or a longest case, its notes say who thought of it."""
    roadmap = read(ROOT / "data" / role / "roadmap.yaml")
    routes = [
        route
        for step in roadmap["steps"]
        for part in step["requirements"]
        for route in part["routes"]
    ]

    assert [
        route["id"]
        for route in (*routes, *roadmap["own_steps"])
        if len({*route["months"].values()}) > 1
        and not OURS.search(" ".join(route.get("notes", ())))
    ] == []


@pytest.mark.parametrize("role", ["cmio", "cnio"])
def test_a_summary_has_no_figure_that_its_points_lack(role: str) -> None:
    """Nobody cites a summary, so what it tells is read again below it."""
    figure = re.compile(r"\d[\d,]*")
    for topic in read(ROOT / "data" / role / "guide.yaml")["topics"]:
        below = {*figure.findall(json.dumps(topic["sections"], default=str))}

        assert {*figure.findall(topic["summary"])} <= below, topic["id"]


def test_the_report_that_the_readme_takes_is_one_that_the_template_makes(run: Run) -> None:
    """Whoever pastes the commands finds the file."""
    named_there = re.findall(r"reports/([\w-]+)\.json", (ROOT / "README.md").read_text("utf-8"))
    worked = run("report", "--template").out.splitlines()[1].partition(",")[0]

    assert {*named_there} == {worked}


@pytest.mark.parametrize("path", sorted(ROOT.glob("data/*/roadmap.yaml")), ids=named)
def test_a_day_of_an_earlier_season_stands_in_the_row_of_its_source(path: Path) -> None:
    """Whoever opens the source that a day names is told there of that day."""
    untold = []
    for cycle in read(path).get("cycles", ()):
        rows: dict[str, str] = {}
        for each in cycle.get("evidence", ()):
            rows[each["source"]] = f"{rows.get(each['source'], '')} {each['says']}"
        days = [
            day
            for event in cycle["events"]
            for when in ("first", "last")
            for day in event.get(when, ())
        ]
        for day in days:
            on = date.fromisoformat(str(day[True]))  # a plain reader takes the key `on` for a yes
            told = rows.get(day["source"], "")
            if not (re.search(rf"\b{on.day}\b", told) and on.strftime("%B") in told):
                untold.append(f"{cycle['id']}: {day}")

    assert untold == []


@pytest.mark.parametrize("role", ["cmio", "cnio", "cio"])
def test_a_named_sentence_tells_no_figure(role: str) -> None:
    """No source can stand beside it, so what surveys count is told by what has its evidence."""
    texts_of = read(ROOT / "data" / role / "roadmap.yaml")["texts"]

    assert [
        each for each in texts_of.values() if re.search(r"\d|\b(?:survey|report) of\b", each)
    ] == []


def test_each_fact_of_another_path_is_cited_beside_it_in_short(run: Run) -> None:
    """A residency's page says nothing of how rare a title is, nor of what one is told to do."""
    pharmacist = (ROOT / "examples" / "pharmacist.yaml", "--as-of", ON, "--format", "plain")
    page, plan = (run(command, *pharmacist).out for command in ("assess", "plan"))
    [told] = re.findall(r"^  Pharmacy has its own .* \[(.*)\]$", plan, re.MULTILINE)
    sources = {number: plan.partition(f"\n[{number}] ")[2] for number in re.findall(r"\d+", told)}

    assert [each.partition(":")[0] for each in sources.values()] == [
        "Oregon Health & Science University",
        "Johns Hopkins Medicine",
        "The Happy PharmD",
        "Applied Clinical Informatics",
    ]
    assert re.search(r"^1\. Ask for a title and time in pharmacy informatics$", page, re.MULTILINE)


def test_what_a_place_pays_and_takes_is_cited_in_short(run: Run) -> None:
    """The odds come from one paper, the pay from a survey of residents."""
    file = ROOT / "examples" / "hospitalist.yaml"
    page = run("assess", file, "--as-of", ON, "--format", "plain").out
    [told] = re.findall(r"^To decide: .*it pays \$77,593.* \[(.*)\]$", page, re.MULTILINE)
    publishers = [page.partition(f"\n[{each}] ")[2].partition("\n")[0] for each in told.split(", ")]

    assert any("Houston Methodist" in each for each in publishers)
    assert any("American Medical Association" in each for each in publishers)


def test_schools_that_nobody_looked_at_are_not_said_to_have_no_price(run: Run) -> None:
    """What is not in the lists is said to be missing here; the pages of a few schools were read."""
    out = run("programs", "degree", "--near", "MA", "--as-of", ON, "--format", "plain").out

    assert "Without a price here: 505." in out
    assert "not found" not in out
    assert "The pages of a few schools" in out


@pytest.mark.parametrize("role", ["cmio", "cnio", "cio"])
def test_odds_name_what_says_them(role: str) -> None:
    """Without it the first rows of the route stand beside a share of which they do not speak."""
    steps = read(ROOT / "data" / role / "roadmap.yaml")["steps"]
    routes = [each for step in steps for need in step["requirements"] for each in need["routes"]]
    told = [odds for route in routes if "odds" in route for odds in _listed(route["odds"])]

    assert [each["of"] for each in told if not each.get("sources")] == []


def _listed(odds: Any) -> list[Entry]:  # noqa: ANN401 - of one group, or a list of several
    return odds if isinstance(odds, list) else [odds]


def test_who_holds_the_job_is_told_by_all_surveys_of_it() -> None:
    """Two found nearly all to be physicians; beside both stands the one that lists fewer."""
    told = [text for file in DATA for text, _ in texts(read(file), {}) if "91%" in text]
    both = [" ".join(each.split()) for each in told if "100%" in each or "all 235" in each.lower()]

    assert len(both) >= 5
    assert [each for each in both if "70%" not in each] == []


def test_no_sentence_has_swallowed_the_next() -> None:
    """A list that is indented wrongly is one long text to the reader of YAML."""
    swallowed = [text for file in DATA for text, _ in texts(read(file), {}) if " - >-" in text]

    assert swallowed == []
