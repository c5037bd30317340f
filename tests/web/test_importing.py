"""Taking in through the browser: chosen, previewed, taken in, told of and undone."""

import csv
import io
import os
import re
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from tests.web.conftest import LEDGER
from tests.web.importing import (
    CHANGED,
    ORGANISATIONS,
    RIGHT,
    TICKETS,
    WRONG,
    previewed,
    send,
    taken_in,
    words,
    zip_of,
)

from samdrift.parties.models import Organisation
from samdrift.plumbing import clock
from samdrift.plumbing.exchange import uploads
from samdrift.plumbing.exchange.models import ImportRun
from samdrift.plumbing.jobs import worker
from samdrift.plumbing.jobs.models import Job

pytestmark = pytest.mark.usefixtures("own_home")


def test_a_preview_tells_what_would_change_and_changes_nothing(manager):
    before = ImportRun.objects.count()

    page = manager.get(previewed(manager, ("tickets.csv", TICKETS + RIGHT + CHANGED)))

    assert "Inga fel. Inget har ändrats än." in words(page)
    assert "tickets.csv Inga fel Inga fel 2 1 1 0" in words(page)
    assert "Ändras i tickets.csv: 1" in words(page)
    assert "1 channel phone email" in words(page)
    assert ImportRun.objects.count() == before


def test_a_package_is_taken_in_and_has_its_receipt(manager):
    extra = ORGANISATIONS + "KIN,Kinda,member\n"
    package = zip_of(**{"organisations.csv": extra, "tickets.csv": TICKETS + RIGHT})

    receipt = manager.get(taken_in(manager, ("år 2015.zip", package)))

    assert "Inläst 20" in words(receipt)
    assert "av manager." in words(receipt)
    assert "organisations.csv 1 0 3" in words(receipt)
    assert "tickets.csv 1 0 0" in words(receipt)
    assert Organisation.objects.filter(code="KIN").exists()
    assert ImportRun.objects.first().source == "år_2015.zip"


def test_what_was_sent_is_removed_when_it_is_taken_in(manager, settings):
    taken_in(manager, ("tickets.csv", TICKETS + RIGHT))

    assert list(settings.UPLOADS.iterdir()) == []


def test_asked_twice_it_is_taken_in_once(manager):
    before = ImportRun.objects.count()
    address = previewed(manager, ("tickets.csv", TICKETS + RIGHT))

    manager.post(address + "las-in/")
    manager.post(address + "las-in/")
    assert worker.work_once()
    assert not worker.work_once()
    manager.post(address + "las-in/")
    assert not worker.work_once()

    assert ImportRun.objects.count() == before + 1


def test_a_worker_that_dies_after_the_import_leaves_it_done_once(manager):
    address = previewed(manager, ("tickets.csv", TICKETS + RIGHT))
    manager.post(address + "las-in/")
    assert worker.work_once()
    before = ImportRun.objects.count()
    Job.objects.filter(kind="exchange.import").update(state="waiting", ended_at=None, result={})

    assert worker.work_once()

    assert ImportRun.objects.count() == before
    assert "/inlasning/" in manager.get(address).headers["Location"]


def test_faults_are_told_and_nothing_can_be_taken_in(manager):
    before = ImportRun.objects.count()
    address = previewed(manager, ("tickets.csv", TICKETS + RIGHT + WRONG))

    page = manager.get(address)
    manager.post(address + "las-in/")

    assert "Ett fel. Inget har ändrats." in words(page)
    assert "tickets.csv 3, organisation 3 organisation =cmd|x okänd organisation" in words(page)
    assert "las-in/" not in page.content.decode()
    assert not worker.work_once()
    assert ImportRun.objects.count() == before


def test_a_wrong_package_says_what_is_right_in_each_file_and_what_is_wrong(manager):
    address = previewed(manager, ("tickets.csv", TICKETS + WRONG + RIGHT + CHANGED))

    page = words(manager.get(address))

    assert "Nya Ändrade Oförändrade Felaktiga" in page
    assert "tickets.csv 1 fel Felaktiga rader (CSV) tickets.csv 1 fel 3 1 1 0 1" in page


def test_a_wrong_package_counts_the_books_and_the_layout_too(manager):
    head = "table,row,label,accounts,measure,sign\n"
    package = zip_of(
        **{
            "organisations.csv": ORGANISATIONS,
            "tickets.csv": TICKETS + WRONG,
            "ledger/2015.se": LEDGER.replace("\n", "\r\n").encode("cp437"),
            "ledger/2016.se": "#FLAGGA 0\n#SIETYP 4\n",
            "layout.csv": head + "ledger.note-x,a,A,,blank,1\nledger.note-x,b,B,,blank,0\n",
        }
    )

    page = words(manager.get(previewed(manager, ("allt.zip", package))))

    assert "ledger/2015.se Inga fel Inga fel 2 0 0 2 0" in page
    assert "layout.csv 1 fel Felaktiga rader (CSV) layout.csv 1 fel 2 1 0 0 1" in page
    assert "ledger/2016.se 1 fel Felaktiga rader (CSV) ledger/2016.se 1 fel – – – – –" in page


def test_wrong_rows_can_be_had_with_their_cells_and_why(manager):
    address = previewed(manager, ("tickets.csv", TICKETS + RIGHT + WRONG + "1,2\n"))

    file = manager.get(address + "fel.csv?fil=tickets.csv")
    rows = list(csv.reader(io.StringIO(file.getvalue().decode())))

    assert rows[0] == ["rad", "fel", *TICKETS.strip().split(",")]
    assert rows[1][0] == "3"
    assert rows[1][1].startswith('organisation: "=cmd|x" – okänd organisation')
    assert rows[1][2:] == ["10", "'=cmd|x", "phone", "1", "Dator", "2015-05-02T08:00", ""]
    assert rows[2] == ["4", "raden har 2 celler; rubrikraden har 7."]


def test_wrong_rows_are_told_in_english_to_who_reads_english(manager):
    address = previewed(manager, ("tickets.csv", TICKETS + "1,2\n"))
    manager.cookies["language"] = "en"

    file = manager.get(address + "fel.csv?fil=tickets.csv")
    rows = list(csv.reader(io.StringIO(file.getvalue().decode())))

    assert rows[0][:2] == ["row", "wrong"]
    assert rows[1] == ["2", "the row has 2 cells; the heading row has 7."]


def test_wrong_rows_can_be_had_as_a_workbook(manager):
    address = previewed(manager, ("tickets.csv", TICKETS + WRONG), ("calls.csv", "fel\n"))

    file = manager.get(address + "fel.xlsx")

    book = zipfile.ZipFile(io.BytesIO(file.getvalue()))
    assert "xl/worksheets/sheet2.xml" in book.namelist()
    assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")


@pytest.mark.parametrize("asked", ["fel.csv", "fel.csv?fil=../x", "fel.pdf", "fel.xlsx"])
def test_wrong_rows_that_are_not_there_are_not_found(manager, asked):
    address = previewed(manager, ("tickets.csv", TICKETS + RIGHT))
    token = address.split("/")[3]
    uploads.beside(token, "wrong-rows.jsonl").unlink(missing_ok="xlsx" in asked)

    assert manager.get(address + asked).status_code == 404


def test_the_last_import_can_be_undone_and_only_that(manager):
    first = taken_in(manager, ("tickets.csv", TICKETS + RIGHT))
    last = taken_in(manager, ("tickets.csv", TICKETS + CHANGED))

    refused = manager.post(first + "angra/")
    assert refused.status_code == 409
    assert "Bara den senaste inläsningen kan ångras." in words(refused)

    manager.post(last + "angra/")
    assert "Ångras." in words(manager.get(last))
    assert worker.work_once()
    page = manager.get(last)
    assert "Allt blev som det var före inläsningen" in words(page)
    assert "angra/" not in page.content.decode()
    assert "angra/" in manager.get(first).content.decode()


def test_an_undo_that_comes_too_late_is_told(manager):
    first = taken_in(manager, ("tickets.csv", TICKETS + RIGHT))
    manager.post(first + "angra/")
    ImportRun.objects.create(started_at=clock.now(), source="senare.zip")

    assert worker.work_once()

    assert "Ångra först den av senare.zip." in words(manager.get(first))


def test_an_undo_asked_for_again_when_it_is_done_does_nothing(manager):
    first = taken_in(manager, ("tickets.csv", TICKETS + RIGHT))
    manager.post(first + "angra/")
    assert worker.work_once()
    undone = ImportRun.objects.first().undone_at
    Job.objects.filter(kind="exchange.undo").update(state="waiting", ended_at=None)

    assert worker.work_once()

    assert ImportRun.objects.first().undone_at == undone


def test_the_history_tells_every_import_and_whether_it_stands(manager):
    receipt = taken_in(manager, ("tickets.csv", TICKETS + RIGHT))
    manager.post(receipt + "angra/")
    worker.work_once()

    page = words(manager.get("/inlasning/historik/"))

    assert "tickets.csv Ångrad manager 1 0 Ångrad" in page
    assert "ett-ar.zip" in page


def test_a_long_history_is_turned_a_page_at_a_time(manager, django_assert_num_queries):
    for number in range(60):
        ImportRun.objects.create(started_at=clock.now(), source=f"nummer-{number}.zip")

    first = manager.get("/inlasning/historik/")
    before = re.search(r"\?fore=(\d+)", first.content.decode())[1]
    second = manager.get(f"/inlasning/historik/?fore={before}")

    assert "nummer-59.zip" in words(first)
    assert "nummer-9.zip" not in words(first)
    assert "nummer-9.zip" in words(second)
    assert manager.get("/inlasning/historik/?fore=x").status_code == 200


def test_while_it_is_under_way_the_page_tells_how_far_and_turns_itself(manager):
    address = send(manager, ("tickets.csv", TICKETS + RIGHT)).headers["Location"]

    page = manager.get(address).content.decode()
    part = manager.get(address + "?del=progress").content.decode()

    assert "<progress" in page
    assert '<meta http-equiv="refresh" content="3">' in page
    assert "Du kan stänga sidan." in page
    assert "<html" not in part
    assert 'data-progress="?del=progress"' in part


def test_what_is_cancelled_changes_nothing_and_can_be_chosen_again(manager, settings):
    before = ImportRun.objects.count()
    address = previewed(manager, ("tickets.csv", TICKETS + RIGHT))
    manager.post(address + "las-in/")

    manager.post(address + "avbryt/")
    assert "Avbryts" in words(manager.get(address))
    assert worker.work_once()
    assert "Avbrutet. Ingenting har ändrats." in words(manager.get(address))
    assert ImportRun.objects.count() == before

    manager.post(address + "las-in/")
    assert worker.work_once()
    assert ImportRun.objects.count() == before + 1


def test_what_is_not_wanted_is_put_away(manager, settings):
    address = previewed(manager, ("tickets.csv", TICKETS + RIGHT))

    assert manager.post(address + "avbryt/").headers["Location"] == "/inlasning/"

    assert list(settings.UPLOADS.iterdir()) == []


def test_what_is_no_longer_kept_is_told(manager, settings):
    address = previewed(manager, ("tickets.csv", TICKETS + RIGHT))
    folder = settings.UPLOADS / address.split("/")[3]
    long_ago = (clock.now() - timedelta(hours=25)).timestamp()
    os.utime(folder, (long_ago, long_ago))
    worker.tidy()
    manager.post(address + "las-in/")
    assert worker.work_once()

    assert not folder.exists()
    assert "Filen finns inte kvar här. Välj den igen." in words(manager.get(address))


def test_a_new_home_is_told_what_must_be_there(person, client, settings):
    client.force_login(person("manager"))
    page = client.get(previewed(client, ("calls.csv", "id,started,answered,ended\n")))

    assert "2 fel. Inget har ändrats." in words(page)
    assert "filen saknas, men måste finnas." in words(page)
    assert Path(settings.UPLOADS).is_dir()
