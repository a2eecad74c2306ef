"""A draft of a profile from what a person has already."""

import json
from datetime import date
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest
import yaml

from tests.conftest import AS_OF, Run

RESUME: dict[str, Any] = {
    "basics": {"name": "Sample Person", "location": {"region": "California"}},
    "education": [
        {
            "studyType": "MD",
            "area": "Medicine",
            "institution": "Tufts University",
            "startDate": "2005-08",
            "endDate": "2009-05-15",
        },
        {"studyType": "MS", "area": "Physics", "endDate": "2004"},
        {"studyType": "MBA", "startDate": "2025-01", "endDate": "2028-06"},
    ],
    "work": [{"position": "Hospitalist", "name": "A Hospital", "startDate": "2014-07-01"}],
    "skills": [{"name": "Epic"}],
}


@pytest.fixture
def resume(tmp_path: Path) -> Path:
    path = tmp_path / "resume.json"
    path.write_text(json.dumps(RESUME))
    return path


def taken(run: Run, *papers: Path) -> dict[str, Any]:
    """What counts after all that is sure was taken; it is read as any profile is."""
    made = run("import", *papers, "--accept", "--as-of", AS_OF)
    assert made.code == 0, made.err
    read = run("assess", "-", "--as-of", AS_OF, "--format", "json", stdin=made.out.encode())
    assert read.code == 0, read.err
    return dict(yaml.safe_load(made.out))


def test_a_draft_says_nothing_until_it_is_confirmed(run: Run, resume: Path) -> None:
    made = run("import", resume, "--no-input", "--as-of", AS_OF)
    assert made.code == 0
    assert yaml.safe_load(made.out) == {"schema": "cmio-advisor/profile/1"}
    assert (
        '# "MD", Medicine, Tufts University, 2005-08 to 2009-05-15 (resume.json: education 1)'
        in made.out
    )
    assert "#  - {degree: md, earned: 2009-05}" in made.out


def test_all_that_is_sure_is_taken_where_that_is_said(run: Run, resume: Path) -> None:
    found = taken(run, resume)
    assert found["degrees"] == [
        {"degree": "md", "earned": "2009-05"},
        {"degree": "mba", "status": "in-progress", "expected": "2028-06"},
        "unknown",  # "MS" may be any master's degree, and a resume need not name all
    ]
    assert found["role"] == {"id": "attending", "since": "2014-07"}
    assert found["clinical"] == [{"from": "2014-07", "to": "present"}, "unknown"]
    assert "informatics" not in found
    assert "setting" not in found  # where one lives is not where one works


def test_what_may_mean_several_things_is_said(run: Run, resume: Path) -> None:
    made = run("import", resume, "--accept", "--as-of", AS_OF)
    _, _, left_out = made.out.partition("# Left out:")
    assert '"MS" stands for more than one' in " ".join(left_out.split())
    assert "Not read: basics.location, skills." in left_out


def test_a_title_may_name_its_specialty_and_training_is_no_work(run: Run, tmp_path: Path) -> None:
    """Where somebody lives is named as what was not read."""
    work = [
        {"position": "Attending Physician, Internal Medicine", "startDate": "2015-07"},
        {"position": "Resident physician", "startDate": "2012-07", "endDate": "2015-06"},
    ]
    paper = tmp_path / "resume.json"
    paper.write_text(json.dumps({"basics": {"location": {"region": "OH"}}, "work": work}))
    found = taken(run, paper)
    assert found["role"] == {"id": "attending", "since": "2015-07"}
    assert found["residency"] == [{"status": "completed", "completed": "2015-06"}]
    assert found["clinical"] == [{"from": "2015-07", "to": "present"}, "unknown"]
    assert "Not read: basics.location" in run("import", paper, "--no-input").out


def test_a_profile_that_is_there_stays(run: Run, resume: Path, tmp_path: Path) -> None:
    target = tmp_path / "me.yaml"
    target.write_text("mine")
    assert run("import", resume, "-o", target).code == 73
    assert run("import", resume, "-o", resume, "--force").code == 73
    assert target.read_text() == "mine"
    assert run("import", resume, "-o", target, "--force").code == 0
    assert target.stat().st_mode & 0o777 == 0o600


POSITIONS = """Company Name,Title,Description,Location,Started On,Finished On
A Hospital,Associate CMIO,,"Toledo, Ohio, United States",Mar 2022,
A Hospital,Hospitalist,Inpatient care,"Toledo, Ohio",Aug 2016,Feb 2022
A Clinic,Attending Physician,,Mumbai,2004,2008
A Payer,Medical Director,,Chicago,2015,2016
A Startup,Intern,,,Jun 2001,Aug 2001
"""
EDUCATION = """School Name,Start Date,End Date,Notes,Degree Name,Activities
Tufts University,2009,2013,,Doctor of Medicine - MD,
B School,2018,2021,,"Master of Science - MS, Biomedical Informatics",
C School,2005,2009,,"Bachelor of Science - BS, Biology",Rowing
D School,2005,2010,,"Bachelor of Science, Nursing Science",
E School,2022,2023,left after one year,Master of Public Health - MPH,
F School,2018,2021,,"Master of Science - MS, Physics",
G School,2024,,,Doctor of Pharmacy,
County,Jul 2013,Jun 2016,,"Residency, Internal Medicine",
County,Jul 2012,Jun 2013,,"Residency, General Surgery",
"""
CERTIFICATIONS = """Name,Url,Authority,Started On,Finished On,License Number
Internal Medicine,,American Board of Internal Medicine,Aug 2016,Dec 2030,
Clinical Informatics,,American Board of Preventive Medicine,Jan 2023,Jan 2033,
CPHIMS,,HIMSS,Jan 2018,Jan 2021,
FAMIA,,American Medical Informatics Association,Jan 2020,,
Project Management Professional (PMP)®,,Project Management Institute,Jan 2025,Jan 2028,
Clinical Informatics,,Coursera,Jan 2020,Jan 2030,
Medical License,,State Medical Board of Ohio,2016,2027,35.1
Registered Nurse,,Ohio Board of Nursing,2016,2027,
"""
PROFILE = "First Name,Last Name,Headline\nSam,Sample,CMIO\n"
EXPORT = {
    "Positions.csv": POSITIONS,
    "Education.csv": EDUCATION,
    "Certifications.csv": CERTIFICATIONS,
    "Profile.csv": PROFILE,
    "Connections.csv": "Notes:\nnothing of ours",
}


def exported(target: Path, tables: dict[str, str]) -> Path:
    """An archive in the form of LinkedIn's data export, packed on 20 November 2026."""
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for name, text in tables.items():
            archive.writestr(ZipInfo(f"Basic_Export/{name}", (2026, 11, 20, 8, 0, 0)), text)
    return target


def test_a_linkedin_export_gives_what_is_sure(run: Run, tmp_path: Path) -> None:
    assert taken(run, exported(tmp_path / "export.zip", EXPORT)) == {
        "schema": "cmio-advisor/profile/1",
        "as_of": date(2026, 11, 20),
        "name": "Sam Sample",
        "degrees": [
            {"degree": "md", "earned": 2013},
            {"degree": "ms-health-informatics", "earned": 2021},
            {"degree": "bachelors", "earned": 2009},
            "unknown",
        ],
        "residency": [
            {"specialty": "internal-medicine", "status": "completed", "completed": "2016-06"}
        ],
        "board_certifications": [
            {"board": "internal-medicine", "earned": "2016-08", "expires": "2030-12"},
            "unknown",
        ],
        "clinical": [{"from": "2016-08", "to": "2022-02"}, "unknown"],
        "informatics": [{"from": "2022-03", "to": "present"}, "unknown"],
        "certifications": [
            {
                "certification": "abpm-clinical-informatics",
                "earned": "2023-01",
                "expires": "2033-01",
            },
            {"certification": "cphims", "status": "lapsed", "expires": "2021-01"},
            {"certification": "pmp", "earned": "2025-01", "expires": "2028-01"},
            "unknown",
        ],
        "leadership": {"roles": ["associate-cmio", "unknown"]},
        "role": {"id": "associate-cmio", "since": "2022-03"},
        "setting": {"state": "OH"},
    }


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("D School", "It may be bsn."),
        ("E School", 'It says "left". Was it finished?'),
        ("F School", '"MS" stands for more than one'),
        ("G School", "No end is named. Was it finished?"),
        ("General Surgery", "It was short. Was it finished?"),
        ("FAMIA", "No end is named. Is it current?"),
        ("Coursera", "Is it the one of American Board of Preventive Medicine"),
        ("Medical License", "It does not say whether the license is unrestricted."),
        ('"Registered Nurse"', "It does not say whether the license is unrestricted."),
        ("Intern", "The title does not say by itself what work it was."),
        ("Attending Physician", "It began before the training ended."),
    ],
)
def test_what_is_not_sure_is_left_out_and_said(
    words: str, why: str, run: Run, tmp_path: Path
) -> None:
    made = run("import", exported(tmp_path / "export.zip", EXPORT), "--accept", "--as-of", AS_OF)
    said = " ".join(each.removeprefix("#").strip() for each in made.out.splitlines())
    assert why in said[said.index(words) :]


@pytest.mark.parametrize(
    ("degree", "about", "is_sure"),
    [
        ("MD", "Medicine", True),
        ("MD", "Osteopathic Medicine", False),
        ("BS", "Biology", True),
        ("BS", "Nursing", False),
        ("Bachelor", "Business Administration", True),
        ("Associate", "Nursing", False),
        ("MBA", "Health Informatics", True),
    ],
)
def test_a_subject_may_make_it_another_degree(
    degree: str, about: str, is_sure: bool, run: Run, tmp_path: Path
) -> None:
    studied = {"studyType": degree, "area": about, "institution": "Tufts University"}
    education = [{**studied, "startDate": "2001", "endDate": "2006"}]
    resume = tmp_path / "resume.json"
    resume.write_text(json.dumps({"education": education}))
    assert ("degrees" in taken(run, resume)) is is_sure


def test_jobs_that_go_on_together_are_not_added_up(run: Run, tmp_path: Path) -> None:
    """How much of each week each took is open, and which of them is the present one."""
    table = tmp_path / "positions.csv"
    table.write_text(
        "Company Name,Title,Description,Location,Started On,Finished On\n"
        'A Hospital,Hospitalist,,"Toledo, Ohio",Aug 2016,\n'
        'A Hospital,Physician Informaticist,,"Toledo, Ohio",Feb 2020,\n'
    )
    found = taken(run, table)
    assert found["clinical"] == [{"from": "2016-08", "to": "present"}, "unknown"]
    assert found["informatics"] == [{"from": "2020-02", "to": "present"}, "unknown"]
    assert "role" not in found
    assert found["setting"] == {"state": "OH"}


def test_a_board_certificate_without_an_end_is_held(run: Run, tmp_path: Path) -> None:
    """Else its owner, who keeps it, would be sent to the exam again."""
    files = {
        "Certifications.csv": "Name,Url,Authority,Started On,Finished On,License Number\n"
        "Internal Medicine,,American Board of Internal Medicine,Aug 2016,,\n"
    }
    made = run("import", exported(tmp_path / "export.zip", files), "--accept", "--as-of", AS_OF)
    found = yaml.safe_load(made.out)
    assert found["board_certifications"][0] == {"board": "internal-medicine", "earned": "2016-08"}


@pytest.mark.parametrize(
    ("place", "state"),
    [
        ("Tbilisi, Georgia", None),
        ("Berlin, DE", None),
        ("Washington", None),  # the city, or the state
        ("Virginia, Free State, South Africa", None),
        ("Erie, PA, USA", "PA"),
        ("Seattle, WA", "WA"),
        ("San Diego, CA", "CA"),
        ("Atlanta, Georgia", "GA"),
    ],
)
def test_a_state_that_may_be_a_country_is_not_sure(
    place: str, state: str | None, run: Run, tmp_path: Path
) -> None:
    resume = tmp_path / "resume.json"
    resume.write_text(json.dumps({"work": [{"position": "Nurse", "location": place}]}))
    assert taken(run, resume).get("setting", {}).get("state") == state


@pytest.mark.parametrize(
    ("place", "country"),
    [
        ("Seattle, WA", "US"),
        ("Toledo, Ohio", "US"),
        ("Portland, Oregon, United States", "US"),
        ("Atlanta, GA", "US"),
        ("San Juan, Puerto Rico", "US"),
        ("New Delhi, India", "IN"),
        ("Toronto, Ontario", None),  # a state of another country, which is not named
        ("Tbilisi, Georgia", None),
        ("Greater Boston Area", None),
    ],
)
def test_a_place_says_in_which_country_training_was(
    place: str, country: str | None, run: Run, tmp_path: Path
) -> None:
    resume = tmp_path / "resume.json"
    work = {"position": "Resident Physician", "startDate": "2012-07", "endDate": "2015-06"}
    resume.write_text(json.dumps({"work": [{**work, "location": place}]}))
    assert taken(run, resume)["residency"][0].get("country") == country


@pytest.mark.parametrize(
    ("name", "by", "taken_as"),
    [
        ("Informatics Nursing (NI-BC)", "ANCC", "ni-bc"),
        ("Informatics Nursing (NI-BC)", "Coursera", None),
        ("NI-BC Exam Prep (NI-BC)", "ANCC", None),
        ("Internal Medicine (ABIM)", "American Board of Internal Medicine", "internal-medicine"),
        ("CISSP (Certified Information Systems Security Professional)", "ISC2", "cissp"),
        ("Board Certified - Clinical Informatics", "ABPM", "clinical-informatics"),
    ],
)
def test_a_certificate_may_have_its_short_name_in_brackets(
    name: str, by: str, taken_as: str | None, run: Run, tmp_path: Path
) -> None:
    """All of the name has to tell the same; beside another word, or another issuer, it is asked."""
    resume = tmp_path / "resume.json"
    certificate = {"name": name, "issuer": by, "startDate": "2024-03", "endDate": "2029-03"}
    resume.write_text(json.dumps({"certificates": [certificate]}))
    found = taken(run, resume)
    held = [*found.get("certifications", [{}]), *found.get("board_certifications", [{}])]
    named = [each.get("certification", each.get("board")) for each in held if each != "unknown"]
    assert [each for each in named if each] == ([taken_as] if taken_as else [])


BADGE_2 = {
    "@context": "https://w3id.org/openbadges/v2",
    "type": "Assertion",
    "badge": {"type": "BadgeClass", "name": "CPHIMS", "issuer": {"name": "HIMSS"}},
    "issuedOn": "2024-05-01T00:00:00Z",
    "expires": "2027-05-31T23:59:59Z",
}
BADGE_3 = {
    "@context": ["https://www.w3.org/ns/credentials/v2"],
    "type": ["VerifiableCredential", "OpenBadgeCredential"],
    "issuer": {
        "type": ["Profile"],
        "name": "Healthcare Information and Management Systems Society",
    },
    "validFrom": "2024-05-01T00:00:00Z",
    "validUntil": "2027-05-31T00:00:00Z",
    "credentialSubject": {"achievement": {"type": ["Achievement"], "name": "CPHIMS"}},
}


@pytest.mark.parametrize("badge", [BADGE_2, BADGE_3, [BADGE_3]], ids=["2.0", "3.0", "list"])
def test_an_open_badge_is_a_certificate(badge: object, run: Run, tmp_path: Path) -> None:
    path = tmp_path / "badge.json"
    path.write_text(json.dumps(badge))
    assert taken(run, path)["certifications"] == [
        {"certification": "cphims", "earned": "2024-05", "expires": "2027-05"},
        "unknown",
    ]


@pytest.mark.parametrize(
    "badge",
    [
        {**BADGE_2, "revoked": True},
        {**BADGE_2, "badge": {"name": "CPHIMS", "issuer": "https://a-course.example"}},
        {**BADGE_3, "issuer": "did:web:a-course.example"},
        {**BADGE_3, "issuer": {"id": "did:web:a-course.example"}},
    ],
    ids=["revoked", "address 2.0", "address 3.0", "no name"],
)
def test_a_badge_taken_back_or_of_an_issuer_without_a_name_is_not_sure(
    badge: object, run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "badge.json"
    path.write_text(json.dumps(badge))
    assert "certifications" not in taken(run, path)


def test_papers_that_do_not_agree_are_asked_about(run: Run, resume: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.json"
    studied = {"studyType": "MD", "institution": "Tufts University"}
    education = [{**studied, "startDate": "2005", "endDate": "2011"}]
    other.write_text(json.dumps({"basics": {"name": "Someone Else"}, "education": education}))
    found = taken(run, resume, other)
    assert "name" not in found
    assert [each["degree"] for each in found["degrees"][:-1]] == ["mba"]


def test_tables_of_one_name_are_told_apart(run: Run, tmp_path: Path) -> None:
    """No row of the second is lost that stands where the first has a fact."""
    head, days = "Company Name,Title,Started On,Finished On\n", "Jan 2011,Jan 2012"
    for folder, title in (("one", "Clinical Informaticist"), ("two", "Health Information Manager")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "Positions.csv").write_text(f"{head}A,{title},{days}\n")
    papers = [tmp_path / folder / "Positions.csv" for folder in ("one", "two")]
    made = run("import", *papers, "--accept", "--no-input", "--as-of", AS_OF).out
    facts, left = " ".join(made.replace("\n#", "").split()).split("Left out:")
    assert f"({papers[0]}: row 2)" in facts
    assert f"({papers[1]}: row 2)" in left
    assert '"Health Information Manager"' in left


def test_a_resume_is_as_old_as_it_says(run: Run, tmp_path: Path) -> None:
    """What was to come on the day of the resume is not known to have come about since."""
    path = tmp_path / "resume.json"
    education = [{"studyType": "MBA", "startDate": "2016-01", "endDate": "2019-05"}]
    meta = {"lastModified": "2017-12-24T15:53:00"}
    path.write_text(json.dumps({"education": education, "meta": meta}))
    found = taken(run, path)
    assert found["as_of"] == date(2017, 12, 24)
    assert found["degrees"][0] == {"degree": "mba", "status": "in-progress", "expected": "2019-05"}


def test_a_damaged_byte_of_a_table_costs_its_own_cell(run: Run, tmp_path: Path) -> None:
    table = b"Company Name,Title,Started On,Finished On\nA,Hospit\xe9alist,Jan 2009,Jan 2010\n"
    (tmp_path / "Positions.csv").write_bytes(table + b"B\xe9,CMIO,Jan 2011,\n")
    found = taken(run, tmp_path / "Positions.csv")
    assert (found["role"], "clinical" in found) == ({"id": "cmio", "since": "2011-01"}, False)


@pytest.mark.parametrize(
    ("start", "what"),
    [
        (b"%PDF-1.7\n", "This is a PDF."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "older Word document"),
        (b"{\\rtf1 x}", "RTF"),
        (b"\x89PNG\r\n", "picture"),
        (b"eyJhbGciOiJ", "signed badge"),
        (b"<!DOCTYPE html>", "web page"),
        (b'{"degrees": ["md"]}', "A profile: cmio-advisor assess"),
        (b"id,degrees\nc-1,md\n", "A table of clients: cmio-advisor report"),
        (b"", "neither a JSON Resume"),
        (b'{"basics": "\xff"}', "not valid UTF-8"),
        (b"PK\x03\x04 and nothing else", "damaged"),
    ],
)
def test_what_cannot_be_read_is_named(start: bytes, what: str, run: Run, tmp_path: Path) -> None:
    path = tmp_path / "cv"
    path.write_bytes(start)
    refused = run("import", path, "--accept")
    assert (refused.code, refused.out) == (65, "")
    assert what in refused.err
    assert str(tmp_path) not in refused.err


def test_a_word_document_is_named(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "cv.docx"
    with ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    refused = run("import", path)
    assert refused.code == 65
    assert "This is a Word document." in refused.err


def test_what_has_no_form_of_a_cv_is_said(run: Run, tmp_path: Path) -> None:
    """A section, a row or a table of which nothing can be read is named, and costs no other."""
    resume = tmp_path / "resume.json"
    work = [None, {"position": "Hospitalist", "startDate": "2016", "endDate": "2019"}, "x"]
    resume.write_text(json.dumps({"basics": ["Ann"], "work": work, "education": {"a": 1}}))
    found = run("import", resume, "--accept")
    assert (found.code, "1 fact found" in found.err) == (0, True)
    assert "# Not read: basics, work 1, work 3, education." in found.out
    tables = {"Positions.csv": "Firma,Titel\nA,B\n", "Profile.csv": ""}
    other = exported(tmp_path / "export.zip", tables)
    assert "# Not read: Positions.csv, Profile.csv." in run("import", other, "--accept").out
    with ZipFile(tmp_path / "empty.zip", "w"):
        pass
    refused = run("import", tmp_path / "empty.zip")
    assert (refused.code, "no Positions.csv" in refused.err) == (65, True)


POSITIONS = """Company Name,Title,Description,Location,Started On,Finished On
A,Registered Nurse,,,Aug 2010,Jul 2012
A,Internal Medicine Resident,,,Jul 2016,Jun 2019
A,Clinical Informatics Fellow,,,Jul 2019,Jun 2021
A,Resident Assistant,,,Jul 2009,Jun 2010
A,Senior Epic Analyst,,,Jul 2012,Jun 2016
A,Staff RN - ICU,,,Jul 2021,
"""
EDUCATION = """School Name,Start Date,End Date,Notes,Degree Name,Activities
B,2016,2019,,"Residency, Internal Medicine",
B,2012,2016,,"PharmD, BCPS",
"""
CERTIFICATIONS = """Name,Url,Authority,Started On,Finished On,License Number
RN-BC,,ANCC,Jan 2015,Jan 2020,1
Basic Life Support,,A,Jan 2025,Jan 2027,1
"""


def test_every_row_is_in_the_draft_or_left_out_with_a_reason(run: Run, tmp_path: Path) -> None:
    """Without the residency twice, which one paper tells to the month and another to the year."""
    papers = []
    for name, text in (("p", POSITIONS), ("e", EDUCATION), ("c", CERTIFICATIONS)):
        (tmp_path / f"{name}.csv").write_text(text)
        papers.append(tmp_path / f"{name}.csv")
    made = run("import", *papers, "--no-input", "--as-of", AS_OF).out
    facts, left = made.split("# Left out:")
    for title in ("Internal Medicine Resident", "Clinical Informatics Fellow", "Staff RN - ICU"):
        assert f'"{title}"' in facts
    for title in ("Registered Nurse", "Resident Assistant", "Senior Epic Analyst", "RN-BC"):
        assert f'"{title}"' in left
    assert "Basic Life Support" in left
    found = taken(run, *papers)
    assert found["residency"] == [
        {"specialty": "internal-medicine", "status": "completed", "completed": "2019-06"}
    ]
    assert found["fellowships"][0]["specialty"] == "clinical-informatics"


@pytest.mark.parametrize(
    ("section", "row", "field", "read"),
    [
        (
            "education",
            {"studyType": "Residency in Pediatrics", "area": "Pediatrics"},
            "residency",
            {"specialty": "pediatrics", "status": "completed", "completed": "2013-06"},
        ),
        (
            "education",
            {"studyType": "PGY1 Residency", "area": "Pharmacy", "startDate": "2012-07"},
            "residency",
            {"specialty": "pharmacy", "status": "completed", "completed": "2013-06"},
        ),
        (
            "education",
            {"studyType": "Bachelor of Science in Nursing - BSN, Registered Nursing"},
            "degrees",
            {"degree": "bsn", "earned": "2013-06"},
        ),
        (
            "certificates",
            {"name": "ABIM Internal Medicine", "issuer": "ABIM", "date": "2012-08"},
            "board_certifications",
            {"board": "internal-medicine", "earned": "2012-08", "expires": "2032"},
        ),
    ],
)
def test_what_a_paper_says_in_words_of_its_own_is_taken(
    section: str, row: dict[str, str], field: str, read: dict[str, str], run: Run, tmp_path: Path
) -> None:
    end = "2032" if section == "certificates" else "2013-06"
    (tmp_path / "cv.json").write_text(json.dumps({section: [{"endDate": end, **row}]}))
    found = taken(run, tmp_path / "cv.json")[field]
    first = found if isinstance(found, dict) else found[0]
    assert {key: str(each) for key, each in first.items()} == read


def test_a_course_among_certificates_is_asked_about(run: Run, tmp_path: Path) -> None:
    rows = [{"name": "AMIA 10x10", "issuer": "AMIA", "date": "2025-05"}]
    (tmp_path / "cv.json").write_text(json.dumps({"certificates": rows}))
    made = run("import", tmp_path / "cv.json", "--accept", "--as-of", AS_OF).out
    assert "activities" not in yaml.safe_load(made)
    assert "#  - amia-10x10" in made


def test_a_certificate_is_of_its_issuer_as_that_writes_itself(run: Run, tmp_path: Path) -> None:
    (tmp_path / "cv.json").write_text(
        '{"basics": {"name": ""}, "certificates": [{"issuer": "(ISC)2", "date": "2025-02",'
        ' "name": "Certified Information Systems Security Professional"}]}'
    )
    made = run("import", tmp_path / "cv.json", "--accept", "--as-of", AS_OF).out
    assert "cissp" in made
    assert "Is it the one of" not in made
