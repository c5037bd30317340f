"""A voucher is written, booked and corrected in the browser, without JavaScript too."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from samdrift.bookkeeping import queries
from samdrift.bookkeeping.models import BookedVoucher, VoucherPaper
from samdrift.bookkeeping.tests.given import posted, signed_in
from samdrift.ledger import queries as ledger
from samdrift.ledger.tests.given import PURCHASE, SALE, books, taken

OBJECT = "#DIM 1 x\n#OBJEKT 1 IT IT\n"
HEAD = {"day": "2016-03-10", "series": "s", "text": "Hyra mars"}
ROWS = {
    "account": ["4000 Hyra", "1930", ""],
    "centre": ["IT", "", ""],
    "project": ["P1", "", ""],
    "debit": ["1 250,50", "", ""],
    "credit": ["", "1250.50", ""],
    "row_text": ["", "", ""],
}
NEW = "/bokforing/2016/ny/"


@pytest.fixture
def manager(db, tmp_path, client):
    """Who keeps books of 2016 here."""
    taken(tmp_path, y2015=books(OBJECT, SALE, PURCHASE))
    signed_in(client, "manager")
    assert "Börja bokföra 2016 här" in client.get("/bokforing/2016/").text
    assert client.post("/bokforing/2016/", {"act": "begin"}).status_code == 302
    return client


def test_a_voucher_is_added_up_given_more_rows_and_booked(manager):
    told = manager.post(NEW, HEAD | ROWS | {"act": "check"})
    assert (
        told.context["debit"].replace("\xa0", " "),
        told.context["balances"],
    ) == ("1 250,50", True)
    assert len(manager.post(NEW, HEAD | ROWS | {"act": "more"}).context["rows"]) == 8
    assert not BookedVoucher.objects.exists()

    answer = manager.post(NEW, HEAD | ROWS | {"act": "post"}, follow=True)

    assert "Verifikation S 1 är bokförd." in answer.text
    lines = answer.context["told"].lines
    assert [(line.account, line.cost_centre, line.others, line.amount.ore) for line in lines] == [
        ("4000", "IT", "6:P1", 1250_50),
        ("1930", "", "", -1250_50),
    ]
    copied = manager.get(f"{NEW}?som={answer.context['told'].id}").context["rows"]
    assert [(row.account, row.project, row.debit, row.credit) for row in copied][:2] == [
        ("4000", "P1", "1250,50", ""),
        ("1930", "", "", "1250,50"),
    ]
    again = manager.post(NEW, HEAD | ROWS | {"act": "next"})
    assert again.headers["Location"] == NEW


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"debit": ["1 250,5x"]}, "Skriv beloppet med siffror"),
        ({"debit": [""], "credit": ["", "1"]}, "Skriv ett belopp i debet eller i kredit"),
        ({"account": ["", "1930"]}, "Skriv vilket konto det är"),
        ({"credit": ["", "1250"]}, "Debet och kredit skiljer 0.50 kr"),
        ({"day": "2015-12-31"}, "Dagen ska ligga i räkenskapsåret 2016"),
        ({"text": ""}, "Skriv vad verifikationen gäller"),
    ],
)
def test_what_is_wrong_is_said_where_it_is_and_nothing_is_booked(manager, change, said):
    answer = manager.post(NEW, HEAD | ROWS | change | {"act": "post"})

    assert (answer.status_code, said in answer.text) == (422, True)
    assert not BookedVoucher.objects.exists()


def test_a_month_is_locked_and_opened_and_the_year_lists_what_was_posted(manager):
    assert "Inget är bokfört här än." in manager.get("/bokforing/2016/").text
    first = posted()
    periods = "/bokforing/2016/perioder/"
    assert manager.post(periods, {"month": "3", "act": "lock"}).status_code == 302
    refused = manager.post(NEW, HEAD | ROWS | {"act": "post"})
    assert "Perioden 2016-03 är låst" in refused.text
    assert manager.post(periods, {"month": "3", "act": "open"}).status_code == 422
    manager.post(periods, {"month": "3", "act": "open", "because": "Sen faktura"})
    assert "Sen faktura" in manager.get(periods).text
    assert manager.post(periods, {"month": "13", "act": "lock"}).status_code == 404

    assert manager.get("/bokforing/").headers["Location"] == "/bokforing/2016/"
    assert f'/bokforing/verifikation/{first}/">S 1</a>' in manager.get("/bokforing/2016/").text
    assert manager.post("/bokforing/2016/", {"act": "openings"}).status_code == 302
    assert manager.post("/bokforing/2015/", {"act": "openings"}).status_code == 422
    assert manager.post("/bokforing/2016/", {"act": "?"}).status_code == 404
    assert manager.get("/bokforing/2018/").status_code == 404
    assert manager.get("/bokforing/2015/ny/").status_code == 404
    assert manager.get("/bokforing/2015/perioder/").status_code == 404


def test_a_voucher_is_corrected_and_has_its_papers(manager):
    page = f"/bokforing/verifikation/{posted()}/"
    file = {"files": SimpleUploadedFile("faktura.txt", b"Faktura 17")}
    assert manager.post(f"{page}filer/", file).status_code == 302
    wrong = {"files": SimpleUploadedFile("faktura.pdf", b"MZ")}
    assert "något annat än" in manager.post(f"{page}filer/", wrong, follow=True).text
    paper = VoucherPaper.objects.get()
    assert manager.get(f"/bokforing/fil/{paper.pk}/").content == b"Faktura 17"
    assert manager.get("/bokforing/fil/99/").status_code == 404
    assert queries.FILES.holds({paper.digest, "x"}) == {paper.digest}

    assert manager.post(page, {"day": "2016-03-11", "because": ""}).status_code == 422
    told = {"day": "2016-03-11", "because": "Fel konto"}
    assert "Rättad av S 2" in manager.post(page, told, follow=True).text
    assert manager.post(page, told).status_code == 422

    assert {amount.ore for amount in ledger.trial_balance(year=2016).values()} == {0}
    shown = manager.get(page).text
    assert (">S 2</a>" in shown, "faktura.txt" in shown) == (True, True)
    assert manager.get("/bokforing/verifikation/999999/").status_code == 404


def test_many_vouchers_are_turned_over(manager, monkeypatch):
    monkeypatch.setattr(queries, "A_PAGE", 1)
    for day in (1, 2):
        posted(day=date(2016, 3, day))

    assert "Sida 2 av 2" in manager.get("/bokforing/2016/?sida=9").text


def test_without_books_it_is_said_where_they_come_from(db, client):
    signed_in(client, "controller")

    assert "Läs in ett år som SIE 4E" in client.get("/bokforing/").text
