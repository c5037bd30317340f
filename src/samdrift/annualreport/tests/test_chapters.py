from __future__ import annotations

from datetime import UTC, datetime

import pytest

from samdrift.annualreport import queries, services
from samdrift.annualreport.chapters.plan import PLAN
from samdrift.annualreport.errors import CannotWriteChapter, NoSuchChapter, NoSuchSample
from samdrift.annualreport.models import Chapter, ChapterVersion
from samdrift.annualreport.tests import given
from samdrift.plumbing.exchange.tests import given as packages

pytestmark = pytest.mark.django_db
MORNING = datetime(2016, 2, 1, 8, 0, tzinfo=UTC)
NOON = datetime(2016, 2, 1, 12, 0, tzinfo=UTC)
ASSETS = (
    "id,kind,organisation,location,in_service,out_of_service\n"
    "D1,computer.staff.laptop,KIN,,2014-01-01,\nD2,computer.pupil,BOX,,2015-01-01,\n"
)


def write(body: str = "Text.", key: str = "foreword", *, title: str = "Ord", **more) -> Chapter:
    told = {"year": 2015, "position": 50, "by": "Eva Lind", "at": MORNING} | more
    return services.write_chapter(key=key, title=title, body=body, **told)


def own(key: str):
    return next(chapter for chapter in queries.chapters(2015) if chapter.key == key)


def test_a_chapter_is_kept_with_who_wrote_it_and_when():
    write()

    chapter = own("foreword")
    assert (chapter.title, chapter.body, chapter.is_own) == ("Ord", "Text.", True)
    assert (chapter.written_by, chapter.written_at) == ("Eva Lind", MORNING)


def test_every_version_is_kept_and_the_same_text_again_is_none():
    write("Ett.")
    write("Två.", by="Bo Ek", at=NOON)
    write("Två.", by="Bo Ek", at=NOON)

    assert [
        (version.body, version.written_by, version.is_removal)
        for version in queries.versions(year=2015, key="foreword")
    ] == [("Två.", "Bo Ek", False), ("Ett.", "Eva Lind", False)]


def test_what_is_removed_falls_back_on_the_standard_prose():
    standard = own("principles").body
    write("Våra egna.", "principles")

    services.remove_chapter(year=2015, key="principles", by="Bo Ek", at=NOON)

    assert (own("principles").body, own("principles").is_own) == (standard, False)
    latest = queries.versions(year=2015, key="principles")[0]
    assert (latest.body, latest.written_by, latest.is_removal) == ("Våra egna.", "Bo Ek", True)


def test_a_chapter_that_is_not_there_cannot_be_removed():
    with pytest.raises(NoSuchChapter, match="inget eget kapitel foreword för 2015"):
        services.remove_chapter(year=2015, key="foreword", by="Bo Ek", at=NOON)

    assert not ChapterVersion.objects.exists()


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"key": "Stor Bokstav"}, "små bokstäver"),
        ({"key": "a.b.c"}, "en punkt"),
        ({"title": "  "}, "Skriv en rubrik"),
        ({"title": "x" * 201}, "Skriv en rubrik"),
        ({"body": "x" * 200_001}, "Dela den"),
        ({"position": -1}, "Ordningen"),
    ],
)
def test_what_cannot_be_kept_is_refused_and_changes_nothing(told, why):
    with pytest.raises(CannotWriteChapter, match=why):
        write(**told)

    assert not Chapter.objects.exists()
    assert not ChapterVersion.objects.exists()


def test_chapters_stand_by_position_with_their_sections_after_them():
    write(key="foreword", position=50)
    write(key="operations.archive", position=315)
    write(key="lonely.section", position=10)

    keys = [chapter.key for chapter in queries.chapters(2015)]

    assert keys[:3] == ["lonely.section", "foreword", "summary"]
    at = keys.index("operations.archive")
    assert keys[at - 1 : at + 2] == [
        "operations.servicedesk", "operations.archive", "operations.switchboard",
    ]  # fmt: skip


def test_every_standard_text_can_be_read_where_there_is_nothing():
    assert queries.report_problems(2015) == ()
    assert len({standard.key for standard in PLAN}) == len(PLAN)


def test_an_own_text_tells_live_figures_and_takes_in_the_standard(tmp_path):
    packages.taken_in(tmp_path, assets=ASSETS)
    write(
        "Vi har {{assets.computers total computer}} datorer.\n\n{{standard}}",
        "operations.computers",
        title="Våra datorer",
        position=330,
    )

    document = queries.annual_report(year=2015, at=NOON)

    told = given.paragraphs(document, "Våra datorer")
    assert told[0] == "Vi har 2 datorer."
    assert told[1].startswith("Antalet datorer ökade från 1 till 2.")
    assert queries.report_problems(2015) == ()


def test_an_empty_own_text_leaves_the_chapter_out(tmp_path):
    packages.taken_in(tmp_path, assets=ASSETS)
    write("  \n", "operations.computers", title="Datorer", position=330)

    document = queries.annual_report(year=2015, at=NOON)

    assert "## Datorer och surfplattor" not in given.headings(document)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("Rad.\n\n{{table assets.bilar}}", "Det finns ingen tabell som heter assets.bilar."),
        ("Rad.\n\n{{assets.bilar total car}}", "Det finns ingen tabell som heter assets.bilar."),
        (
            "Rad.\n\n{{assets.computers total car}}",
            "assets.computers har ingen siffra på raden total i kolumnen car för 2015.",
        ),
        ("Rad.\n\n{{table fibre.connections}}",
         "Det finns inga siffror i table fibre.connections för 2015."),
        ("Rad.\n\n{{standard}}", "foreword är ett eget kapitel och har ingen standardtext."),
        ("Rad.\n\n{{chart moln}}", "Det finns inget diagram som heter moln"),
        ("Rad.\n\n{{table}}", "Skriv så här: {{table assets.computers}}"),
        ("Rad.\n\n{{if moln}}\n{{end}}", "Det går inte att fråga efter moln"),
        ("Rad.\n\n{{bild a}}", "Det finns inget som heter bild"),
    ],
)  # fmt: skip
def test_what_a_text_cannot_have_is_told_and_the_document_still_builds(tmp_path, text, problem):
    packages.taken_in(tmp_path, assets=ASSETS)
    write(text)

    (told,) = queries.report_problems(2015)

    assert (told.chapter_key, told.line) == ("foreword", 3)
    assert told.text.startswith(problem)
    assert given.paragraphs(queries.annual_report(year=2015, at=NOON), "Ord")[0] == "Rad."


def test_headings_in_a_text_stand_below_the_chapters_own():
    write("# Först\n\nText.\n\n## Sedan\n\nText.", title="Ordet")

    headings = given.headings(queries.annual_report(year=2015, at=NOON))

    assert headings[:3] == ["# Ordet", "## Först", "### Sedan"]


def test_prose_of_an_unknown_sample_is_refused():
    with pytest.raises(NoSuchSample, match="six-municipalities och two-municipalities"):
        services.load_demo_prose("three-municipalities", at=NOON)
