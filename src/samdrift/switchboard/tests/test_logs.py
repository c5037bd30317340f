"""Logs looked at and taken in: whose the calls are, what is told of a faulty one, the folder."""

import os
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings

from samdrift.plumbing.mail.models import Mailbox, OutgoingLetter
from samdrift.switchboard import work
from samdrift.switchboard.choices import CameBy, LogState
from samdrift.switchboard.errors import CannotKeep
from samdrift.switchboard.models import Call, CalledNumber, CallLog
from samdrift.switchboard.queries import logs as told
from samdrift.switchboard.queries import numbers as register
from samdrift.switchboard.services import logs, numbers
from samdrift.switchboard.services.logs import Sent
from samdrift.switchboard.tests.given import (
    KINDA,
    KINDA_DIGITS,
    MONDAY,
    TO_KINDA,
    TO_NOBODY,
    TO_YDRE,
    YDRE,
    log,
    municipalities,
    number,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _somewhere(settings, tmp_path):
    settings.HOME = tmp_path
    municipalities()


def owners():
    return dict(Call.objects.values_list("identifier", "organisation"))


def test_a_call_is_of_the_municipality_whose_number_was_called():
    number(KINDA, "KIN")
    number(YDRE, "YDR")

    taken = logs.take_in_log(content=log(TO_KINDA, TO_YDRE, TO_NOBODY))

    assert owners() == {"A1": "KIN", "A2": "YDR", "A3": None}
    assert dict(taken.by_organisation) == {"KIN": 1, "YDR": 1, "": 1}
    assert taken.unknown_numbers == ("465001",)
    call = Call.objects.get(identifier="A3")
    assert (call.called, call.local_hour, call.wait_seconds) == ("465001", 10, 90)


def test_a_number_that_is_given_later_takes_the_calls_it_already_has():
    logs.take_in_log(content=log(TO_KINDA, TO_YDRE))

    number(KINDA, "KIN", date(2026, 3, 2))

    assert owners() == {"A1": "KIN", "A2": None}


def test_a_number_that_changes_hands_keeps_the_calls_of_before_with_whom_they_were():
    number(KINDA, "KIN")
    logs.take_in_log(content=log(TO_KINDA))

    number(KINDA, "YDR", date(2026, 3, 3))

    spans = register.register([KINDA_DIGITS])
    assert owners() == {"A1": "KIN"}
    assert spans.organisation_of(KINDA_DIGITS, date(2026, 3, 2)) == "KIN"
    assert spans.organisation_of(KINDA_DIGITS, date(2026, 3, 3)) == "YDR"
    assert [each.organisation_code for each in register.numbers()] == ["YDR", "KIN"]


def test_a_number_that_ends_lets_go_of_the_calls_from_that_day():
    row = number(KINDA, "KIN")
    logs.take_in_log(content=log(TO_KINDA))

    numbers.end_number(number_id=row.pk, on=date(2026, 3, 2))

    assert owners() == {"A1": None}
    assert CalledNumber.objects.get().valid_until == date(2026, 3, 2)


def test_a_number_that_ends_the_day_it_begins_has_never_been():
    row = number(KINDA, "KIN")

    numbers.end_number(number_id=row.pk, on=row.valid_from)

    assert not CalledNumber.objects.exists()


@pytest.mark.parametrize(
    ("written", "code", "valid_from", "words"),
    [
        ("växeln", "KIN", date(2026, 5, 1), "Skriv ett telefonnummer"),
        (KINDA, "NEJ", date(2026, 5, 1), "Välj vilken organisation"),
        (KINDA, "YDR", date(2026, 1, 1), "Numret hör redan till Kinda från 2026-01-01."),
    ],
)
def test_a_number_that_cannot_be_is_refused_and_changes_nothing(written, code, valid_from, words):
    number(KINDA, "KIN")

    with pytest.raises(CannotKeep, match=words):
        number(written, code, valid_from)

    assert list(CalledNumber.objects.values_list("organisation", "valid_until")) == [("KIN", None)]


@pytest.mark.parametrize("on", [date(2025, 12, 31), date(2026, 7, 1)])
def test_a_number_is_ended_only_on_a_day_when_it_holds(on):
    row = number(KINDA, "KIN")
    numbers.end_number(number_id=row.pk, on=date(2026, 6, 1))

    with pytest.raises(CannotKeep):
        numbers.end_number(number_id=row.pk, on=on)
    with pytest.raises(CannotKeep, match="finns inte längre"):
        numbers.end_number(number_id=0, on=on)

    assert CalledNumber.objects.get().valid_until == date(2026, 6, 1)


def test_a_preview_says_what_would_happen_and_nothing_does():
    logs.take_in_log(content=log(TO_KINDA))
    changed = (*TO_KINDA[:3], "08:04:00", KINDA)

    found = logs.preview_log(content=log(changed, TO_YDRE))

    assert (found.new, found.changed, found.unchanged) == (1, 1, 0)
    assert Call.objects.get().ended_at.minute == 3


def test_a_log_that_is_received_waits_until_somebody_takes_it_in():
    row = logs.receive_log(sent=Sent("mars.csv", log(TO_KINDA), CameBy.PAGE, "Eva Lind"), at=MONDAY)
    assert not Call.objects.exists()
    assert set(told.held([row.digest, "0" * 64])) == {row.digest}

    taken = logs.take_in_received(log_id=row.pk)
    again = logs.take_in_received(log_id=row.pk)

    assert (taken.state, taken.new, again.new) == (LogState.TAKEN_IN, 1, 1)
    assert Call.objects.count() == 1
    logs.put_away(log_id=row.pk)
    assert [each.name for each in told.logs()] == ["mars.csv"]


def test_a_faulty_log_that_is_received_is_kept_with_what_is_wrong():
    row = logs.receive_log(sent=Sent("fel.csv", b"x", CameBy.PAGE), at=MONDAY)

    assert row.state == LogState.FAULTY
    assert told.log(row.pk).problem.startswith("Kolumnen id, started, answered, ended saknas.")
    logs.put_away(log_id=row.pk)
    assert told.log(row.pk) is None


def test_what_is_not_kept_any_more_is_refused():
    row = logs.receive_log(sent=Sent("mars.csv", log(TO_KINDA), CameBy.PAGE), at=MONDAY)
    for path in Path(settings.HOME, "files").rglob("*"):
        if path.is_file():
            path.unlink()

    with pytest.raises(CannotKeep, match="Skicka den igen"):
        logs.take_in_received(log_id=row.pk)
    with pytest.raises(CannotKeep, match="Skicka den igen"):
        logs.take_in_received(log_id=0)

    assert not Call.objects.exists()


@pytest.fixture
def folder(settings, tmp_path):
    settings.CALL_LOGS = tmp_path / "vaxel"
    settings.CALL_LOGS.mkdir()
    return settings.CALL_LOGS


def leave(folder, name, content, *, age=60):
    path = folder / name
    path.write_bytes(content)
    written = MONDAY.timestamp() - age
    os.utime(path, (written, written))


def kept(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_the_folder_is_read_and_what_is_read_is_moved(folder):
    leave(folder, "a.csv", log(TO_KINDA))
    leave(folder, "b.CSV", log(TO_YDRE))
    leave(folder, "still-written.csv", log(TO_NOBODY), age=1)
    leave(folder, ".half", log(TO_NOBODY))

    assert work.read_folder(MONDAY) == 2

    assert kept(folder) == [".half", "inlasta/a.csv", "inlasta/b.CSV", "still-written.csv"]
    assert set(owners()) == {"A1", "A2"}
    assert [(each.name, each.came_by, each.new) for each in told.logs()] == [
        ("b.CSV", CameBy.FOLDER, 1),
        ("a.csv", CameBy.FOLDER, 1),
    ]


def test_the_same_log_again_is_noted_once_and_keeps_its_own_name(folder):
    for _ in range(2):
        leave(folder, "a.csv", log(TO_KINDA))
        work.read_folder(MONDAY)

    assert kept(folder) == ["inlasta/a-2.csv", "inlasta/a.csv"]
    assert CallLog.objects.count() == 1
    assert Call.objects.count() == 1


def test_a_faulty_log_stops_no_other_and_is_kept_and_told_of_once(folder):
    for key in ("vaxel", "skola"):
        Mailbox.objects.create(
            key=key, address=f"{key}@kinda.example", keeper_address="karin@kinda.example"
        )
    for _ in range(2):
        leave(folder, "a.csv", b"id;started\n")
        leave(folder, "b.csv", log(TO_KINDA))
        work.read_folder(MONDAY)

    assert kept(folder) == [
        "felaktiga/a-2.csv",
        "felaktiga/a.csv",
        "inlasta/b-2.csv",
        "inlasta/b.csv",
    ]
    letter = OutgoingLetter.objects.get()
    assert letter.to == ["karin@kinda.example"]
    assert letter.text.startswith("a.csv\n\nKolumnen answered, ended saknas.")
    assert sorted(CallLog.objects.values_list("state", flat=True)) == ["faulty", "taken-in"]


def test_without_a_folder_nothing_is_read(settings, tmp_path):
    settings.CALL_LOGS = None
    assert work.read_folder(MONDAY) == 0
    settings.CALL_LOGS = tmp_path / "finns-inte"
    assert work.read_folder(MONDAY + timedelta(hours=1)) == 0
