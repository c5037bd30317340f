"""Opening hours on the command line."""

import pytest

from samdrift.project.tests.shell import within
from samdrift.servicelevels.models import Calendar, CalendarEdition, CalendarUse


@pytest.fixture
def say(db, capsys):
    return lambda *words: within(capsys, "calendar", *words)


def test_a_calendar_is_shown_changed_and_read_in_again(say, tmp_path):
    shown = say("show", "weekdays").out
    assert 'monday = ["07:00-17:00"]' in shown
    path = tmp_path / "vardagar.toml"
    path.write_text(shown, "utf-8")
    assert say("import", path).out == "weekdays säger samma som förut.\n"

    path.write_text(shown.replace("07:00", "07:30"), "utf-8")
    told = "weekdays har utgåva 2. Öppna ärendens tider räknas om."
    assert say("import", "--preview", path).out == f"{told} Inget är ändrat.\n"
    assert CalendarEdition.objects.filter(calendar__key="weekdays").count() == 1
    assert say("import", path).out == f"{told}\n"
    assert '["07:30-17:00"]' in say("show", "weekdays").out


def test_a_new_calendar_is_added_listed_and_used(say, tmp_path):
    path = tmp_path / "natt.toml"
    hours = 'key = "natt"\nname = "Natt"\n\n[[plan]]\nfrom = 2026-01-01\nmonday = ["00:00-24:00"]\n'
    path.write_text(hours, "utf-8")

    assert say("import", path).out == (
        "natt är ny. Säg var den gäller med samdrift calendar use natt.\n"
    )
    assert "natt  Natt, utgåva 1\n" in say("list").out
    assert say("show", "natt").out == hours
    said = say("use", "natt", "--service", "Drift", "--from", "2027-01-01")
    assert said.out == "natt gäller från 2027-01-01 för Drift, alla organisationer.\n"
    use = CalendarUse.objects.get(calendar__key="natt")
    assert (use.service, use.organisation_id, str(use.valid_from)) == ("Drift", None, "2027-01-01")


def test_what_is_wrong_is_refused_and_nothing_is_changed(say, tmp_path):
    path = tmp_path / "fel.toml"
    path.write_bytes("key = 'å'".encode("latin-1"))

    for words, told in (
        (("show", "finns-inte"), "Det finns ingen kalender finns-inte."),
        (("use", "finns-inte"), "Det finns ingen kalender som heter finns-inte."),
        (("import", path), "fel.toml är inte skriven i UTF-8."),
    ):
        said = say(*words)
        assert said.status == 1
        assert told in said.err

    assert sorted(Calendar.objects.values_list("key", flat=True)) == ["always", "weekdays"]
