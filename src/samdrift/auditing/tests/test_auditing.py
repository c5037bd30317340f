"""Samples are the same for the same seed, notes are kept, and the file holds all of a year."""

import io
import zipfile

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from samdrift.auditing import audit_file, drawing, queries, services
from samdrift.auditing.drawing import Drawn
from samdrift.auditing.errors import CannotSample
from samdrift.auditing.models import AuditNote, PickedVoucher, Sample
from samdrift.auditing.tests.given import drawn
from samdrift.bookkeeping.tests.given import AT, begun, paper, posted, signed_in
from samdrift.ledger.tests.given import books, taken, ver

MANY = tuple(
    ver("A", number, "20150310", (1930, f"{number}.00"), (3000, f"-{number}.00"))
    for number in range(1, 21)
)
AMOUNTS = st.lists(st.integers(0, 10_000), min_size=1, max_size=30).filter(sum)


@pytest.fixture
def year(db, tmp_path):
    """Twenty vouchers of 1 to 20 kronor."""
    taken(tmp_path, y2015=books(*MANY))
    return 2015


def names(sample):
    return [each.name for each in queries.picked(sample.pk)]


def test_the_same_seed_picks_the_same_vouchers_and_another_others(year):
    first = names(drawn(size=5))

    assert names(drawn(size=5)) == first
    assert names(drawn(size=5, seed="torsk")) != first
    assert len(first) == 5
    assert len(names(drawn(size=50))) == 20


def test_by_amount_the_largest_are_surely_picked(year):
    picked = names(drawn(size=20, method="monetary"))

    assert {f"A {number}" for number in range(11, 21)} <= set(picked)
    assert queries.samples(2015)[0].amount.ore == 210_00


@given(AMOUNTS, st.integers(1, 40), st.text(max_size=5))
def test_every_so_manieth_ore_is_picked_once_and_what_holds_several_once(amounts, size, seed):
    every = [Drawn(at, "", ore) for at, ore in enumerate(amounts)]
    whole = sum(amounts)

    found = drawing.by_amount(every, seed=seed, size=size, whole=whole)

    if whole < size:
        assert found == []
        return
    assert found == sorted(set(found))
    assert all(each.ore for each in found)
    assert {each for each in every if each.ore > whole // size + 1} <= set(found)


@pytest.mark.parametrize(
    ("told", "reason"),
    [({"size": 0}, "mellan 1 och 500"), ({"year": 2014}, "ingen bokföring för 2014")],
)
def test_what_cannot_be_drawn_is_refused(year, told, reason):
    with pytest.raises(CannotSample, match=reason):
        drawn(**told)

    assert not Sample.objects.exists()


def test_of_books_without_vouchers_nothing_is_drawn(db, tmp_path):
    taken(tmp_path, y2015=books())

    with pytest.raises(CannotSample, match="inga verifikationer"):
        drawn()
    with pytest.raises(CannotSample, match="ingen bokföring"):
        audit_file.write(io.BytesIO(), year=2014, at=AT)


def test_what_was_found_is_noted_and_nothing_is_changed(year):
    sample = drawn()
    first = queries.picked(sample.pk)[0].id
    told = {"sample_id": sample.pk, "by": "revisor", "at": AT}
    services.note(first, verdict="asked", text="Var är kvittot?", **told)
    services.note(first, verdict="right", text="", **told)
    for wrong in ({"verdict": "wrong", "text": " "}, {"verdict": "x", "text": "x"}):
        with pytest.raises(CannotSample, match="Skriv vad"):
            services.note(first, **told, **wrong)
    with pytest.raises(CannotSample, match="inte med i stickprovet"):
        services.note(first, verdict="right", text="", **(told | {"sample_id": 0}))

    notes = queries.picked(sample.pk)[0].notes
    assert [(note.verdict, note.text) for note in notes] == [
        ("right", ""),
        ("asked", "Var är kvittot?"),
    ]
    assert queries.samples(2015)[0].noted == 1
    for model in (Sample, PickedVoucher, AuditNote):
        with (
            pytest.raises(DatabaseError, match="never changed"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(f"DELETE FROM {model._meta.db_table}")  # noqa: S608  Our own names.


def test_the_file_holds_every_line_every_document_and_the_books(year):
    begun(2015)
    voucher = posted(day=AT.date().replace(year=2015))
    paper(voucher)
    written = io.BytesIO()

    audit_file.write(written, year=2015, at=AT)

    with zipfile.ZipFile(written) as found:
        document = next(name for name in found.namelist() if name.startswith("underlag/"))
        lines = found.read("verifikationer.csv").decode("utf-8-sig").splitlines()
        assert found.read(document) == b"Faktura 17"
        assert b"#VER" in found.read("2015.se")
        assert queries.head(2015) in found.read("LÄS MIG.txt").decode()
    assert len(lines) == 1 + 42
    assert lines[-1].startswith("S 1;2015-04-01;Hyra mars;2016-04-01;eva;1930;;;-50.00;;underlag/")


def test_an_auditor_draws_and_notes_and_a_controller_reads(year, client):
    signed_in(client, "auditor")
    page = "/granskning/2015/"
    assert "Inget stickprov är draget än." in client.get(page).text
    assert client.post(page, {"method": "random", "size": "0", "seed": ""}).status_code == 422
    sample = client.post(page, {"method": "random", "size": "3", "seed": "lax"}).headers["Location"]
    picked = client.get(sample).context["rows"][0][0].id
    assert client.post(sample, {"picked": picked, "verdict": "wrong"}).status_code == 422
    told = {"picked": picked, "verdict": "wrong", "text": "Fel konto"}
    assert "Fel konto" in client.post(sample, told, follow=True).text
    assert client.post(sample, {"picked": "x"}).status_code == 404
    assert client.get("/granskning/2014/").status_code == 404
    assert client.get("/granskning/stickprov/99/").status_code == 404
    assert client.get("/granskning/2014/granskningsfil.zip").status_code == 404
    assert "lax</a>" in client.get(page).text
    content = b"".join(client.get(f"{page}granskningsfil.zip").streaming_content)
    assert zipfile.ZipFile(io.BytesIO(content)).testzip() is None

    signed_in(client, "controller")
    assert client.get(sample).status_code == 200
    assert client.post(sample, told).status_code == 404
    assert client.post(page, {}).status_code == 404
