"""A year's report is reviewed, adopted by somebody else, and never changed after that."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import DatabaseError, transaction

from samdrift.annualreport import queries as reports
from samdrift.annualreport import services as writing
from samdrift.annualreport.editions import differing, queries, services
from samdrift.annualreport.errors import CannotAdopt, CannotReview
from samdrift.annualreport.models import Adoption, Edition
from samdrift.kernel.money import Money
from samdrift.ledger.tests.given import PURCHASE, books, ver
from samdrift.plumbing.exchange.services import import_package
from samdrift.plumbing.exchange.tests.given import folder_of
from samdrift.reporting import frozen
from samdrift.reporting.documents import Document, FigureTable, Paragraph, Text
from samdrift.reporting.ports import Ask, FigureAddress

AT = datetime(2016, 3, 21, 12, tzinfo=UTC)
LATER = AT + timedelta(days=30)
DECIDED = date(2016, 4, 12)
RESULT = FigureAddress("ledger.income-statement", Ask(2015), "result", "2015")

SALE = ver("A", 1, "20150310", (1930, 1000), (3000, -1000))


@pytest.fixture
def year(db, tmp_path):
    """Take in a year with one sale, and return who takes it in anew with a purchase too."""
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    first = folder_of(tmp_path / "a", {"ledger/2015.se": books(SALE)})
    assert list(import_package(first, at=AT).faults.shown) == []

    def more():
        second = folder_of(tmp_path / "b", {"ledger/2015.se": books(SALE, PURCHASE)})
        assert list(import_package(second, at=AT).faults.shown) == []

    return more


def review(by="Eva", at=AT):
    return services.review_report(year=2015, by=by, at=at)


def adopt(number=1, by="Bo", decided_on=DECIDED, paragraph="§ 14", at=LATER):
    return services.adopt_edition(
        year=2015, number=number, decided_on=decided_on, paragraph=paragraph, by=by, at=at
    )


def test_a_review_freezes_the_whole_report_with_its_digest(year):
    told = reports.annual_report(year=2015, at=AT)

    edition = review()

    assert (edition.number, edition.reviewed_by, edition.reviewed_at) == (1, "Eva", AT)
    assert edition.digest == frozen.digest(edition.document)
    assert frozen.thaw(edition.document) == told


def test_without_an_edition_the_report_is_a_draft_of_the_records_now(year):
    assert queries.adopted(2015) is None
    assert queries.report(year=2015, at=AT) == reports.annual_report(year=2015, at=AT)


def test_a_reviewed_edition_does_not_hold_until_it_is_adopted(year):
    review()

    (summary,) = queries.editions(2015)
    assert summary.standing == "Granskad 2016-03-21"
    assert queries.adopted(2015) is None
    assert queries.report(year=2015, at=AT).state == "Utkast"


def test_an_adopted_edition_is_the_report(year):
    review()

    adopt()

    report = queries.report(year=2015, at=LATER)
    assert report.state == "Fastställd 2016-04-12 § 14"
    assert report.made_at == AT
    assert replace(report, state="Utkast") == frozen.thaw(Edition.objects.get().document)


def test_records_that_have_moved_on_leave_the_edition_as_it_was_and_are_told(year):
    review()
    adopt()
    before = queries.report(year=2015, at=LATER)

    year()

    after = queries.report(year=2015, at=LATER)
    assert after.blocks == before.blocks
    moved = queries.since(queries.adopted(2015), at=LATER)
    assert after.state == (
        f"Fastställd 2016-04-12 § 14 · {len(moved.figures)} tal skiljer från posterna nu"
    )
    (result,) = [figure for figure in moved.figures if figure.address == RESULT]
    assert result.one.money != result.other.money
    now = reports.annual_report(year=2015, at=LATER)
    assert differing.told_figures(now)[RESULT].figure == result.other


def test_a_correction_is_a_new_edition_and_two_editions_tell_how_they_differ(year):
    review()
    adopt()
    year()

    review(by="Bo", at=LATER)
    adopt(number=2, by="Eva", paragraph="22")

    newest, oldest = queries.editions(2015)
    assert queries.adopted(2015) == newest
    assert queries.report(year=2015, at=LATER).state == "Fastställd 2016-04-12 § 22"
    apart = queries.between(oldest, newest, at=LATER)
    assert RESULT in {figure.address for figure in apart.figures}
    assert queries.between(oldest, oldest, at=LATER).is_same


def test_whoever_reviewed_may_not_adopt(year):
    review(by="Eva")

    with pytest.raises(CannotAdopt, match="Någon annan behöver fastställa"):
        adopt(by="Eva")

    assert Adoption.objects.count() == 0


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"number": 9}, "Det finns ingen utgåva 9 för 2015"),
        ({"decided_on": date(2030, 1, 1)}, "Beslutets dag har inte varit än"),
        ({"decided_on": date(2014, 12, 31)}, "Beslutets dag ligger före 2015"),
        ({"paragraph": " § "}, "Skriv beslutets paragraf med högst 40 tecken"),
        ({"paragraph": "1" * 41}, "Skriv beslutets paragraf med högst 40 tecken"),
    ],
)
def test_a_decision_that_cannot_be_is_refused_and_nothing_is_adopted(year, wrong, told):
    review()

    with pytest.raises(CannotAdopt, match=told):
        adopt(**wrong)

    assert Adoption.objects.count() == 0


def test_an_edition_is_adopted_once(year):
    review()
    adopt()

    with pytest.raises(CannotAdopt, match="Utgåva 1 är redan fastställd"):
        adopt(paragraph="15")

    assert Adoption.objects.get().paragraph == "14"


def test_an_edition_that_somebody_has_corrected_is_not_adopted(year):
    review()
    review()

    with pytest.raises(CannotAdopt, match="Utgåva 2 är granskad senare"):
        adopt(number=1)

    assert Adoption.objects.count() == 0


def test_a_number_that_is_taken_at_the_same_moment_is_refused(year, monkeypatch):
    review()
    monkeypatch.setattr(Edition.objects, "select_for_update", Edition.objects.none)

    with pytest.raises(CannotReview, match="Någon annan granskade samtidigt"):
        review()

    assert Edition.objects.count() == 1


def test_a_year_with_nothing_to_tell_is_not_reviewed(year, monkeypatch):
    empty = Document("T", "", "", 2015, "Utkast", AT, ())
    monkeypatch.setattr(reports, "annual_report", lambda **_: empty)

    with pytest.raises(CannotReview, match="Det finns ingen årsredovisning för 2015 att granska"):
        review()

    assert Edition.objects.count() == 0


def test_the_database_refuses_to_change_or_delete_what_was_approved(year):
    review()
    adopt()

    for change in (
        lambda: Edition.objects.update(digest="0" * 64),
        lambda: Edition.objects.all()._raw_delete("default"),
        lambda: Adoption.objects.update(paragraph="15"),
        lambda: Adoption.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError, match="a correction is a new one"), transaction.atomic():
            change()

    assert queries.adopted(2015).standing == "Fastställd 2016-04-12 § 14"


def test_a_chapter_written_anew_is_a_paragraph_that_differs(year):
    review()
    told = {"year": 2015, "key": "principles", "title": "Redovisningsprinciper", "position": 700}
    writing.write_chapter(**told, body="Vi följer lagen.", by="Eva", at=AT)

    moved = queries.since(queries.editions(2015)[0], at=LATER)

    assert ("Redovisningsprinciper", "Vi följer lagen.") in {
        (text.section, text.other) for text in moved.texts
    }


def test_a_figure_that_only_one_document_tells_is_told_so(year):
    whole = reports.annual_report(year=2015, at=AT)
    less = replace(whole, blocks=tuple(b for b in whole.blocks if not isinstance(b, FigureTable)))
    told = Paragraph((Text("Ett stycke till."),))

    apart = differing.comparison(less, replace(whole, blocks=(*whole.blocks, told)))

    balance = [f for f in apart.figures if f.address.table_id == "ledger.balance-sheet"]
    assert balance
    assert all(figure.one is None for figure in balance)
    assert "Ett stycke till." in {text.other for text in apart.texts}


def test_a_figure_of_the_edition_that_the_report_no_longer_prints_is_asked_of_its_table(year):
    review()
    edition = queries.editions(2015)[0]
    nowhere = FigureAddress("ledger.nothing", Ask(2015), "a", "b")

    assert (
        queries._asked(RESULT, AT.date()).money
        == differing.told_figures(queries.document_of(edition))[RESULT].figure.money
        != Money(0)
    )
    assert queries._asked(nowhere, AT.date()) is None
