"""
The law of a draft: whatever the papers say, what is taken of them is a valid profile, and every
answer stands below words of the paper.
"""

import sys
from datetime import date
from types import FrameType

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from cmio_advisor.domain.base.frozen import replace
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.loading.cv.facts import draft_of
from cmio_advisor.loading.cv.papers import CvEntry, EntryKind, Paper
from cmio_advisor.reporting.profile import draft_text
from tests.conftest import TODAY, profile_of

DAYS = st.sampled_from(
    ["", "2014", "Jun 2014", "2016-02-30", "Present", "2031-05", "1850", "x", "2026", "2013-01-01"]
)
TEXTS = st.one_of(
    st.sampled_from(
        ["MD", "MD, MS", "Residency, Pediatrics", "Hospitalist", "CMIO", "CPHIMS", "CI", "PMP"]
    ),
    st.sampled_from(["Bachelor", "Fellowship", "Associate CMIO", "Clinical Informatics", "ABIM"]),
    st.text(max_size=12),
)
ENTRIES = st.builds(
    CvEntry,
    kind=st.sampled_from(EntryKind),
    source=st.sampled_from(["a.json: 1", "b.zip: 2"]),
    text=TEXTS,
    about=TEXTS,
    by=TEXTS,
    location=st.one_of(st.sampled_from(["Toledo, Ohio", "X, CA", "Y, GA, USA"]), TEXTS),
    notes=TEXTS,
    start=DAYS,
    end=DAYS,
)
JOBS = st.builds(
    CvEntry,
    kind=st.just(EntryKind.JOB),
    source=st.just("a.json: 1"),
    text=st.sampled_from(["Hospitalist", "CMIO"]),
    start=st.sampled_from(["2014", "2016-01", "2027"]),
    end=st.sampled_from(["", "2013", "2014-06", "2031"]),
)
PAPERS = st.builds(
    Paper,
    st.lists(st.one_of(ENTRIES, JOBS), max_size=5).map(tuple),
    st.sampled_from([None, date(2020, 1, 1), date(2030, 1, 1)]),
)


@given(papers=st.lists(PAPERS, min_size=1, max_size=2))
def test_what_is_taken_is_a_profile_and_nothing_is_invented(
    papers: list[Paper], roadmap: Roadmap
) -> None:
    draft = draft_of(papers, roadmap, TODAY)
    sure = [each for each in draft.answers if each.is_sure]
    for confirmed in ([], sure):
        text = draft_text(draft, confirmed)
        found = yaml.safe_load(text)
        profile_of({**found, "as_of": str(found["as_of"])} if "as_of" in found else found, roadmap)
    words = {each.words for paper in papers for each in paper.entries}
    assert {each.words for each in draft.facts} <= words
    assert draft.as_of <= TODAY


def training(kind: EntryKind, text: str, about: str, end: str, location: str = "") -> CvEntry:
    return CvEntry(
        kind=kind, source="a", text=text, about=about, start="2020-07", end=end, location=location
    )


@pytest.mark.parametrize(
    ("job", "told"),
    [
        (training(EntryKind.JOB, "Clinical Informatics Fellow", "", "2022-07"), 1),
        (training(EntryKind.JOB, "Clinical Informatics Fellow", "", "2022"), 1),
        (training(EntryKind.JOB, "Clinical Informatics Fellow", "", "2022-06", "X, Canada"), 1),
        (training(EntryKind.JOB, "Clinical Informatics Fellow", "", "2023-07"), 0),
        (training(EntryKind.JOB, "Cardiology Fellow", "", "2022-06"), 0),
        (training(EntryKind.JOB, "Cardiology Fellow", "", "2024-06"), 2),
    ],
)
def test_a_training_among_education_and_jobs_is_one(
    job: CvEntry, told: int, roadmap: Roadmap
) -> None:
    """It is taken once; where the two entries do not agree, it is asked and not taken."""
    education = training(EntryKind.EDUCATION, "Fellowship", "Clinical Informatics", "2022-06")
    draft = draft_of([Paper((education, job))], roadmap, TODAY)
    assert sum(each.is_sure for each in draft.facts if each.path == "fellowships") == told


def test_a_training_under_way_is_one_though_only_one_entry_names_its_end(roadmap: Roadmap) -> None:
    education = training(EntryKind.EDUCATION, "Fellowship", "Clinical Informatics", "2028-06")
    job = training(EntryKind.JOB, "Clinical Informatics Fellow", "", "")
    draft = draft_of([Paper((education, job))], roadmap, TODAY)
    (fact,) = (each for each in draft.answers if each.path == "fellowships")
    assert fact.is_sure
    assert fact.value["expected"] == "2028-06"


def test_each_of_two_degrees_in_one_line_is_told_with_its_words(roadmap: Roadmap) -> None:
    entry = CvEntry(
        kind=EntryKind.EDUCATION, source="a", text="MD, MS", by="Tufts University", end="2010"
    )
    known, open_ = draft_of([Paper((entry,))], roadmap, TODAY).facts
    assert (known.value, known.words) == ({"degree": "md", "earned": 2010}, entry.words)
    assert (open_.path, open_.words) == ("", entry.words)
    assert "more than one" in open_.doubt


def certificate(start: str, end: str, name: str = "CPHIMS", by: str = "HIMSS") -> CvEntry:
    return CvEntry(kind=EntryKind.CERTIFICATE, source="a", text=name, by=by, start=start, end=end)


def test_of_a_certificate_that_stands_twice_which_is_asked(roadmap: Roadmap) -> None:
    entries = (certificate("2014", "2023-12"), certificate("2024-01", "2033-12"))
    for fact in draft_of([Paper(entries)], roadmap, TODAY).facts:
        assert (fact.path, fact.is_sure) == ("certifications", False)


@pytest.mark.parametrize(
    ("entry", "why"),
    [
        (certificate("2030", "2034"), "It has not begun, or not ended, yet."),
        (certificate("2033-02", "2032-01"), "It has not begun, or not ended, yet."),
        (certificate("2022-05", "2021-03"), "It ends before it starts."),
        (
            certificate("2020", "2030", "Clinical Informatics (Adult)", "ABPM"),
            "Its name says more than that. Is it the one?",
        ),
        (  # what it says of itself is named before who gave it
            certificate("2020", "2030", "CISSP (expired 2024)", ""),
            'It says "expired". Was it finished?',
        ),
    ],
)
def test_a_certificate_whose_days_or_name_do_not_fit_is_not_sure(
    entry: CvEntry, why: str, roadmap: Roadmap
) -> None:
    (fact,) = draft_of([Paper((entry,))], roadmap, TODAY).answers
    assert fact.doubt == why


def job(
    title: str, by: str = "A Hospital", start: str = "2014-07", end: str = "2017-06"
) -> CvEntry:
    return CvEntry(kind=EntryKind.JOB, source="a", text=title, by=by, start=start, end=end)


@pytest.mark.parametrize(
    ("entry", "sure"),
    [
        (job("General Surgery Resident"), []),  # three years of five
        (job("General Surgery Resident", end="2019-06"), ["residency"]),
        (job("Internal Medicine Resident"), ["residency"]),
        (job("House Officer"), []),  # in many countries the years before a residency
        (job("CIO", "A Bank"), []),
        (job("CIO", "Mercy Health"), ["leadership.roles"]),
        (job("CIO", "A Fund", "2024", ""), []),
        (job("CMIO", start="2015", end="2014"), []),
        (job("Chief Medical Officer", "A Drug Company"), []),
        (job("Medical Director", "Mercy Hospital"), ["leadership.roles"]),
        (job("Medical Director, Clinical Informatics"), ["leadership.roles", "informatics"]),
        (job("Emergency Physician", end=""), ["clinical", "role"]),
        (job("Family Medicine Physician", end=""), ["clinical", "role"]),
        (job("Registered Nurse, ICU", end=""), ["clinical", "role"]),
        (job("Clinical Informatics Nurse"), ["informatics"]),
        (job("IT Director", "Mercy Hospital"), ["leadership.roles", "informatics"]),
        (job("IT Director", "A Bank"), []),
        (job("VP, Information Technology", "Mercy Health"), ["leadership.roles", "informatics"]),
        (job("Systems Administrator", end=""), ["role"]),
        (job("Vice President & CIO", "A Bank"), []),
        (job("SVP & CIO", "Mercy Health"), ["leadership.roles"]),
        (
            job("Vice President, Chief Medical Information Officer"),
            ["leadership.roles", "informatics"],
        ),
        (job("CISO", "Mercy Health", end=""), ["leadership.roles", "role"]),
        (job("Director, Health Information Management", end=""), ["leadership.roles", "role"]),
        (training(EntryKind.EDUCATION, "Fellowship", "", "2022-06"), []),
        (training(EntryKind.EDUCATION, "Fellowship", "Cardiology", "2023-06"), ["fellowships"]),
        (training(EntryKind.EDUCATION, "Residency", "Cardiology", "2023-06"), []),
        (job("Neonatology Resident"), []),
        (job("Surgery Fellow"), []),  # in what, it does not say
        (job("Internal Medicine Resident", "Foo Animal Hospital"), []),
        (job("Chief Medical Officer", "Foo Pet Hospitals"), []),
        (training(EntryKind.EDUCATION, "PhD (ABD)", "Nursing", "2024-05"), []),
        (training(EntryKind.EDUCATION, "Dr. med.", "", "2024-05"), []),
        (
            training(EntryKind.EDUCATION, "Cardiology Fellowship (in progress)", "", "2024"),
            [],
        ),
        (
            training(EntryKind.EDUCATION, "Cardiology Fellowship (in progress)", "", "2028"),
            ["fellowships"],
        ),
        (training(EntryKind.EDUCATION, "Fellowship", "Clinical Informatics", "2021-06"), []),
        (training(EntryKind.EDUCATION, "MBA", "all but capstone", "2024-05"), []),
        (training(EntryKind.EDUCATION, "MBA candidate", "", "2022-05"), []),
        (training(EntryKind.EDUCATION, "MBA candidate", "", "2028-05"), ["degrees"]),
        (training(EntryKind.EDUCATION, "MSN", "Family Nurse Practitioner", "2022-06"), []),
    ],
)
def test_what_words_or_days_leave_open_is_not_taken(
    entry: CvEntry, sure: list[str], roadmap: Roadmap
) -> None:
    facts = draft_of([Paper((entry,))], roadmap, TODAY).facts
    assert facts
    assert [each.path for each in facts if each.is_sure] == sure


def test_training_and_work_beside_a_degree_in_the_care_of_animals_are_asked(
    roadmap: Roadmap,
) -> None:
    degree = training(EntryKind.EDUCATION, "DVM", "Veterinary Medicine", "2024-05")
    jobs = (job("Emergency Medicine Resident", "A University"), job("CMIO", "A Foundation"))
    draft = draft_of([Paper((degree, *jobs))], roadmap, TODAY)
    assert {each.path for each in draft.answers} == {"residency", "leadership.roles", "informatics"}
    assert not any(each.is_sure for each in draft.answers)


def test_patient_care_before_a_job_as_a_resident_is_asked(roadmap: Roadmap) -> None:
    before = job("Attending Physician", "A Hospital Abroad", "2001", "2008")
    resident = job("Resident", start="2011-07", end="2014-06")
    draft = draft_of([Paper((before, resident))], roadmap, TODAY)
    (care,) = (each for each in draft.answers if each.path == "clinical")
    assert "before the training ended" in care.doubt


@pytest.mark.parametrize("name", ["MD", "BSc"])
def test_a_degree_at_two_times_is_asked(name: str, roadmap: Roadmap) -> None:
    degree = CvEntry(kind=EntryKind.EDUCATION, source="a", text=name, by="Tufts University")
    papers = [Paper(tuple(replace(degree, end=end) for end in ("2009", "2010")))]
    assert not any(each.is_sure for each in draft_of(papers, roadmap, TODAY).facts)


def test_a_training_whose_specialty_is_a_word_for_yes_names_none(roadmap: Roadmap) -> None:
    entry = training(EntryKind.EDUCATION, "Fellowship", "Y", "2022-06")
    assert not draft_of([Paper((entry,))], roadmap, TODAY).answers


def test_what_a_job_to_come_leads_is_not_sure(roadmap: Roadmap) -> None:
    job = CvEntry(kind=EntryKind.JOB, source="a", text="CMIO", start="2040-01")
    (fact,) = (
        each
        for each in draft_of([Paper((job,))], roadmap, TODAY).answers
        if each.path == "leadership.roles"
    )
    assert not fact.is_sure


@pytest.mark.parametrize(
    ("degree", "school", "is_sure"),
    [
        ("MD", "Universidad de Chile", False),
        ("MD", "University of Delhi", False),
        ("MD", "King Edward Medical University", False),
        ("MD", "Saint Louis University", False),  # there is one in the Philippines as well
        ("MD", "Weill Cornell Medicine-Qatar", False),
        ("MD", "Ben-Gurion University with Columbia University", False),
        ("MD", "The University of Georgia, Tbilisi, Georgia", False),
        ("MD", "", False),
        ("MD", "University of New Mexico", True),
        ("MD", "OHSU", True),
        ("MD", "The Ohio State University College of Medicine", True),
        ("MD", "University of California, San Francisco - School of Medicine", True),
        ("MD", "Université de Montréal", True),
        ("MD", "Hahnemann School of Medicine, Philadelphia, PA", True),
        ("MD", "A Medical School, United States", True),
        ("MD", "A Medical School, Omaha, Nebraska, USA", True),
        ("MD", "Touro University Nevada", False),
        ("DO", "British School of Osteopathy", False),
        ("DO", "A.T. Still University", True),
        ("MBBS", "Dow Medical College", True),
        ("PharmD", "University of Karachi", True),
    ],
)
def test_a_degree_that_schools_abroad_give_too_is_sure_of_a_school_known_at_home(
    degree: str, school: str, is_sure: bool, roadmap: Roadmap
) -> None:
    entry = CvEntry(kind=EntryKind.EDUCATION, source="a", text=degree, by=school, end="2010")
    (fact,) = draft_of([Paper((entry,))], roadmap, TODAY).answers
    assert fact.is_sure is is_sure
    if not is_sure:
        assert f"Its school may be abroad. Write {fact.value['degree']}, or" in fact.doubt


@pytest.mark.parametrize(
    ("subject", "is_sure"),
    [
        ("", True),
        ("General Medicine", True),
        ("cum laude", True),
        ("Ayurveda", False),
        ("Dentistry", False),
        ("Veterinary Medicine", False),
    ],
)
def test_a_medical_degree_in_another_subject_is_asked(
    subject: str, is_sure: bool, roadmap: Roadmap
) -> None:
    entry = replace(training(EntryKind.EDUCATION, "MD", subject, "2024-05"), by="Tufts University")
    (fact,) = draft_of([Paper((entry,))], roadmap, TODAY).answers
    assert fact.is_sure is is_sure


def test_a_degree_under_way_has_the_end_that_its_entry_names(roadmap: Roadmap) -> None:
    entry = training(EntryKind.EDUCATION, "Doctor of Nursing Practice (in progress)", "", "2027-05")
    (fact,) = draft_of([Paper((entry,))], roadmap, TODAY).answers
    assert fact.value == {"degree": "dnp", "status": "in-progress", "expected": "2027-05"}


def test_a_degree_that_begins_later_keeps_its_end(roadmap: Roadmap) -> None:
    entry = replace(training(EntryKind.EDUCATION, "MBA", "", "2029-05"), start="2027-09")
    (fact,) = draft_of([Paper((entry,))], roadmap, TODAY).answers
    assert fact.value == {"degree": "mba", "status": "planned", "expected": "2029-05"}


@pytest.mark.slow
def test_twice_the_entries_are_twice_the_work(roadmap: Roadmap) -> None:
    """Counted in calls; what compared each fact with every other would make four times as many."""

    def calls(many: int) -> int:
        months = (f"{1900 + at // 12}-{at % 12 + 1:02}" for at in range(many))
        jobs = (
            CvEntry(kind=EntryKind.JOB, source="a", text="CMIO", start=each, end="2020")
            for each in months
        )
        papers = [Paper(tuple(jobs))]
        count = 0

        def note(frame: FrameType, event: str, of: object) -> None:
            nonlocal count
            del frame, of
            count += event == "call"

        sys.setprofile(note)
        try:
            draft_of(papers, roadmap, TODAY)
        finally:
            sys.setprofile(None)
        return count

    calls(1)
    assert calls(800) < 2.5 * calls(400)
