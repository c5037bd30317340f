"""What is promised and in which opening hours: agreed on, tried, changed, and told in each case."""

from datetime import date, timedelta

import pytest
from tests.web.budget import few_questions
from tests.web.test_pages import words

from samdrift.plumbing.jobs import worker
from samdrift.servicedesk.models import Ticket
from samdrift.servicedesk.tests.given import MONDAY, later
from samdrift.servicelevels.models import Agreement, CalendarEdition, CalendarUse
from samdrift.servicelevels.queries import calendars
from samdrift.servicelevels.reckoning import calendar_file
from samdrift.servicelevels.reckoning.hours import Occasion

ROOT = "/arenden/servicenivaer/"
WEEKDAYS = f"{ROOT}kalender/weekdays/"
PROMISE = {
    "service": "Lifecare",
    "organisation": "KIN",
    "priority": "4",
    "respond_minutes": "30",
    "solve_hours": "1.5",
    "calendar": "",
    "valid_from": "2026-03-02",
}


@pytest.fixture
def manager(desk, person, client):
    client.force_login(person("manager"))
    return client


def shut_on_monday(client):
    """Return what the calendar says, and that it is shut on the very day that it is tried."""
    text = client.get(WEEKDAYS).context["form"]["text"].value()
    return f'{text}\n[[day]]\nday = 2026-03-02\nname = "Flytt"\nopen = []\n'


def test_what_is_promised_for_a_service_in_a_municipality_is_agreed_on_and_holds(manager, desk):
    page = manager.post(ROOT, PROMISE, follow=True)

    assert "Lifecare Kinda 4 30 min 1 tim 30 min De som gäller där 2026-03-02" in words(page)
    ticket = desk.ticket(service="Lifecare")
    assert (ticket.priority, ticket.solve_by - MONDAY) == (4, timedelta(minutes=90))


def test_what_holds_later_stands_for_itself(manager):
    page = words(manager.post(ROOT, PROMISE | {"valid_from": "2026-04-01"}, follow=True))

    assert "Börjar gälla senare Tjänst" in page
    assert "1 tim 30 min De som gäller där 2026-04-01" in page


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"respond_minutes": "600"}, "Första svar lovas senast när ärendet ska vara löst"),
        ({"solve_hours": ""}, "Skriv inom hur många timmar."),
        ({"valid_from": "i morgon"}, "Skriv datumet så här: 2026-03-02."),
    ],
)
def test_a_promise_that_cannot_be_is_told_and_nothing_is_agreed_on(manager, told, why):
    manager.get(ROOT)
    before = Agreement.objects.count()

    page = manager.post(ROOT, PROMISE | told)

    assert page.status_code == 422
    assert why in words(page)
    assert 'value="Lifecare"' in page.content.decode()
    assert Agreement.objects.count() == before


def test_a_calendar_is_tried_and_nothing_is_changed_until_it_is_saved(manager, desk, clock_at):
    ticket = desk.ticket()
    before = ticket.solve_by
    told = {"text": shut_on_monday(manager)}

    with few_questions():
        tried = manager.post(WEEKDAYS, told)

    assert "1 av 1 prövade ärenden får en annan tidsfrist." in words(tried)
    assert tried.context["moved"][0].number == ticket.number
    assert CalendarEdition.objects.filter(calendar__key="weekdays").count() == 1
    assert Ticket.objects.get().solve_by == before

    clock_at(later(minutes=5))
    saved = words(manager.post(WEEKDAYS, told | {"save": "1"}, follow=True))
    assert "Kalendern är sparad." in saved
    while worker.work_once():
        pass
    promised = tried.context["tried"].moved[0].after
    case = words(manager.get(f"/arenden/{ticket.number}/?view=all"))
    assert (
        f"Kalendern ändrades: tidsfristen var {before.astimezone(MONDAY.tzinfo):%Y-%m-%d}" in case
    )
    assert f"och blev {promised.astimezone(MONDAY.tzinfo):%Y-%m-%d %H.%M}." in case
    assert ": Flytt." in case


def test_what_moves_no_deadline_says_so(manager, desk):
    desk.ticket()
    text = manager.get(WEEKDAYS).context["form"]["text"].value()

    tried = words(manager.post(WEEKDAYS, {"text": text}))

    assert "Ingen tidsfrist ändras bland 1 prövade ärenden." in tried


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("key =", "Filen går inte att läsa"),
        (
            'key = "annan"\nname = "A"\n[[plan]]\nfrom = 2026-01-01\nmonday = ["08:00-17:00"]\n',
            "Nyckeln ändras inte",
        ),
    ],
)
def test_a_calendar_that_cannot_be_is_told_and_what_was_written_stays(manager, text, why):
    manager.get(ROOT)

    page = manager.post(WEEKDAYS, {"text": text, "save": "1"})

    assert page.status_code == 422
    assert why in words(page)
    assert page.context["form"]["text"].value() == text
    assert CalendarEdition.objects.filter(calendar__key="weekdays").count() == 1


def test_a_new_calendar_is_added_and_counts_where_it_is_said_to(manager, desk):
    manager.get(ROOT)
    begun = manager.get(f"{ROOT}kalender/").context["form"]["text"].value()
    text = begun.replace("ny-kalender", "kinda").replace("Ny kalender", "Kinda, kvällar")

    manager.post(f"{ROOT}kalender/", {"text": text, "save": "1"})
    use = {"use-calendar": "kinda", "use-service": "", "use-organisation": "KIN"}
    page = words(manager.post(ROOT, use | {"use-valid_from": "2026-03-02"}, follow=True))

    assert "Kinda, kvällar gäller alla tjänster, Kinda från 2026-03-02" in page
    [used] = calendars.uses(on=date(2026, 3, 2))
    assert (used.key, used.organisation) == ("kinda", "KIN")
    again = manager.post(ROOT, use | {"use-valid_from": "2026-03-02"})
    assert "En annan kalender gäller redan från den dagen eller senare." in words(again)
    assert CalendarUse.objects.count() == 1


def typed(page):
    """Return what the plain form of a calendar would send as it stands."""
    told = page.context["typed"]
    sent = {
        form.add_prefix(name): form[name].value()
        for form in (told.opening, *told.days)
        for name in form.fields
    }
    sent |= {f"days-{each.name}": each.value() for each in told.days.management_form}
    return {name: value for name, value in sent.items() if value is not None and value is not False}


def test_a_calendar_is_written_day_by_day_tried_and_saved(manager, desk):
    number = desk.ticket().number
    sent = typed(manager.get(WEEKDAYS)) | {
        "name": "Vardagar, kortare",
        "day_0": "9-12, 13.00–16",
        "walpurgis-eve": "12:00",
        "days-0-day": "2026-03-04",
        "days-0-name": "Planeringsdag",
        "days-0-organisation": "KIN",
    }

    tried = manager.post(WEEKDAYS, sent)
    assert [row.number for row in tried.context["moved"]] == [number]
    text = tried.context["form"]["text"].value()
    assert 'monday = ["09:00-12:00", "13:00-16:00"]' in text
    assert CalendarEdition.objects.filter(calendar__key="weekdays").count() == 1
    manager.post(WEEKDAYS, sent | {"save": "1"})

    saved = calendars.editions("weekdays")[0]
    assert saved.document == calendar_file.read(text).document
    assert saved.document.plans[-1].half_days == ((Occasion.WALPURGIS_EVE, 720),)
    [day] = saved.document.local_days
    assert (day.name, day.openings, day.organisation) == ("Planeringsdag", (), "KIN")
    shown = manager.get(WEEKDAYS)
    assert shown.context["chosen"].name == "Vardagar, kortare"
    manager.post(WEEKDAYS, typed(shown) | {"days-0-day": "", "save": "1"})
    assert calendars.editions("weekdays")[0].document.local_days == ()


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"day_0": "nio till fem"}, "Måndag: skriv tiden så här: 07:00-17:00."),
        ({"day_0": "17-9"}, "öppnar inte före den stänger"),
        ({"valid_from": ""}, "Skriv en dag."),
        ({"days-0-day": "2026-03-04"}, "Skriv varför dagen är annorlunda."),
    ],
)
def test_hours_that_cannot_be_are_told_by_their_field_and_nothing_is_saved(manager, wrong, why):
    manager.get(ROOT)
    page = manager.post(WEEKDAYS, typed(manager.get(WEEKDAYS)) | wrong | {"save": "1"})

    assert page.status_code == 422
    assert why in words(page)
    assert CalendarEdition.objects.filter(calendar__key="weekdays").count() == 1


def test_a_calendar_that_there_is_none_of_is_not_found(manager):
    assert manager.get(f"{ROOT}kalender/ingen/").status_code == 404
