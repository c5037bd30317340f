"""The log of a telephone exchange: read whatever it looks like, whole or not at all."""

import csv
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samdrift.switchboard import call_log
from samdrift.switchboard.call_log import BadLog, LoggedCall
from samdrift.switchboard.models import Call
from samdrift.switchboard.services import logs as services

LOG = """id;started;answered;ended
A1;2026-03-02 08:00:00;2026-03-02 08:00:12;2026-03-02 08:03:00
A2;2026-07-02T08:00:00;;2026-07-02T08:01:00
"""


def at(month, hour, minute=0, second=0):
    return datetime(2026, month, 2, hour, minute, second, tzinfo=UTC)


CALLS = (
    LoggedCall("A1", at(3, 7), at(3, 7, 0, 12), at(3, 7, 3)),
    LoggedCall("A2", at(7, 6), None, at(7, 6, 1)),
)


@pytest.mark.parametrize(
    "content",
    [
        LOG.encode(),
        b"\xef\xbb\xbf" + LOG.replace("\n", "\r\n").encode(),
        LOG.replace(";", ",").encode(),
        LOG.replace(";", "\t").encode("cp1252"),
        LOG.replace("id;started;answered;ended", "Samtal;Började;Besvarades;Slutade").encode(),
        LOG.replace("id;started;answered;ended", "SAMTAL;Började;Svar;Slut").encode("cp1252"),
        (LOG + "\n;;;\n").encode(),
    ],
)
def test_a_log_is_read_in_the_forms_that_exchanges_write(content):
    assert call_log.read(content) == CALLS


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "Filen är tom."),
        (b"id;started\n", "Kolumnen answered, ended saknas."),
        (LOG.replace("A2;2026-07-02T08:00:00", "A2;igår").encode(), "Rad 3: started: skriv"),
        (LOG.replace("08:03:00", "07:03:00").encode(), "Rad 2: samtalet ska börja"),
        (LOG.replace("A2;", ";").encode(), "Rad 3: id ska ha"),
        (LOG.replace("A2;", "A1;").encode(), "Rad 3: samtalet A1 står två gånger"),
        (b"PK\x00\x00", "Filen är ingen textfil."),
        (b"id;started;answered;ended\n" + b"A;x;x;x\n" * 30, "och 10 rader till."),
    ],
)
def test_what_is_wrong_is_told_line_by_line(content, told):
    with pytest.raises(BadLog) as refusal:
        call_log.read(content)

    assert told in str(refusal.value)


def test_a_cell_without_end_is_no_log():
    before = csv.field_size_limit(1_000)
    try:
        with pytest.raises(BadLog, match="Filen är inte CSV"):
            call_log.read(b"id;" + b"x" * 2_000)
    finally:
        csv.field_size_limit(before)


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_no_file_makes_the_reader_stumble(content):
    for tried in (content, LOG.encode() + content):
        try:
            call_log.read(tried)
        except BadLog:
            continue


@pytest.mark.django_db
def test_the_same_log_again_changes_nothing():
    first, again = (services.take_in_log(content=LOG.encode()) for _ in range(2))

    assert (first.new, first.changed, first.unchanged) == (2, 0, 0)
    assert (again.new, again.changed, again.unchanged) == (0, 0, 2)
    assert [str(call.local_date) for call in Call.objects.all()] == ["2026-03-02", "2026-07-02"]


@pytest.mark.django_db
def test_a_call_that_says_something_else_is_set_right():
    services.take_in_log(content=LOG.encode())

    taken = services.take_in_log(content=LOG.replace("08:00:12", "08:00:20").encode())

    assert (taken.new, taken.changed, taken.unchanged) == (0, 1, 1)
    assert Call.objects.get(identifier="A1").answered_at == at(3, 7, 0, 20)


@pytest.mark.django_db
def test_a_log_with_a_wrong_line_is_refused_and_changes_nothing():
    with pytest.raises(BadLog):
        services.take_in_log(content=(LOG + "A3;x;;x\n").encode())

    assert Call.objects.count() == 0
