"""The pages of changes: who may do what there, how they read, and how much they ask."""

import re
from datetime import UTC, timedelta

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.web.budget import MOST_QUESTIONS
from tests.web.test_pages import words

from samdrift.changes.choices import Act, Kind
from samdrift.changes.models import Change, ChangeEvent, FeedKey
from samdrift.changes.services import ruling
from samdrift.changes.tests.given import MONDAY, NIGHT, PAGES, Shop
from samdrift.parties.choices import PersonRole
from samdrift.parties.models import Organisation
from samdrift.plumbing import clock
from samdrift.plumbing.components import context


@pytest.fixture
def shop(db):
    return Shop()


@pytest.fixture
def living(shop):
    return shop.lives()


def test_every_page_is_told_within_its_budget(living, client, monkeypatch):
    """The newest year, which the top bar of a manager asks every app for, is the frame's own."""
    monkeypatch.setattr(context, "newest_year", lambda: 2026)
    client.force_login(living.chef)
    client.post("/andringar/kalender/prenumerera/")
    asked = {}
    for path in PAGES:
        client.post("/andringar/regler/stang-regel/", {"id": "x"})  # Something to be told.
        with CaptureQueriesContext(connection) as queries:
            page = client.get(path)
        assert page.status_code == 200, path
        asked[path] = len(queries)

    assert {path: count for path, count in asked.items() if count > MOST_QUESTIONS} == {}


def test_a_normal_change_is_written_proposed_and_found_in_the_list(shop, client):
    client.force_login(shop.nils)
    told = {
        "title": "Byt brandvägg",
        "why": "Gammal",
        "what": "Byts",
        "services": "Brandvägg, Nätverk",
        "starts_at": "2026-03-02T22:00",
        "ends_at": "2026-03-03T01:00",
        "organisations": ["KIN"],
        "probability": "2",
        "consequence": "4",
        "plan": "Steg",
        "back_out_plan": "Tillbaka",
        "test": "Pinga",
        "responsible": str(shop.nils.pk),
        "implementers": [str(shop.sara.pk)],
    }

    written = client.post("/andringar/ny/?slag=normal", told)
    client.post(f"{written.headers['Location']}propose/")
    page = words(client.get(written.headers["Location"]))

    assert "Byt brandvägg" in page
    assert "Föreslagen" in page
    assert "2026-03-02 22.00 – 2026-03-03 01.00" in page
    assert "Medel" in page
    assert "Sara Sund" in page
    assert "C-1 Byt brandvägg" in words(client.get("/andringar/?lage=to-decide"))


def test_what_is_wrong_is_told_and_all_that_was_typed_is_kept(shop, client):
    client.force_login(shop.nils)

    page = client.post("/andringar/ny/?slag=normal", {"plan": "Min plan", "starts_at": "igår"})

    assert page.status_code == 422
    assert "Skriv med några ord vad som ändras." in words(page)
    assert "Skriv dag och tid så här" in words(page)
    assert "Min plan" in page.content.decode()
    assert Change.objects.count() == 0


def test_a_standard_change_takes_two_clicks(shop, client):
    shop.template()
    client.force_login(shop.nils)

    (path,) = re.findall(r'href="(/andringar/ny/\?mall=[^"]+)"', client.get(
        "/andringar/ny/").content.decode())  # fmt: skip
    made = client.post(path, {"starts_at": "2026-03-02T22:00", "ends_at": "2026-03-02T23:00"})
    client.post(f"{made.headers['Location']}propose/")

    assert "Byt certifikat Godkänd Standard" in words(client.get(made.headers["Location"]))


def test_who_is_named_votes_on_the_page_and_the_story_tells_it(shop, client):
    change = shop.assessed()
    client.force_login(shop.chef)
    path = f"/andringar/{change.number}/"
    assert "Din röst" in words(client.get(path))

    client.post(f"{path}rosta/", {"vote": "for", "reason": "Väl förberett."})
    page = words(client.get(path))

    assert "Din röst är skriven." in page
    assert "Din röst Skäl" not in page
    assert "Röstade för Väl förberett. Eva Lind" in page
    assert "Godkänd" in page


def test_a_vote_that_cannot_be_is_told_and_changes_nothing(shop, client):
    change = shop.assessed()
    client.force_login(shop.nils)
    before = ChangeEvent.objects.count()

    client.post(f"/andringar/{change.number}/rosta/", {"vote": "for", "reason": "Ja"})
    page = words(client.get(f"/andringar/{change.number}/"))

    assert "Den som föreslagit en ändring beslutar inte om den." in page
    assert ChangeEvent.objects.count() == before


def test_the_page_tells_collisions_and_standstills_before_they_hinder(shop, client):
    shop.approved(title="Flytta servrar")
    change = shop.proposed()
    ruling.add_standstill(reason="Valet", starts_at=NIGHT, ends_at=NIGHT + timedelta(days=1))
    client.force_login(shop.nils)

    page = words(client.get(f"/andringar/{change.number}/"))

    assert "Ändringsstopp: Valet. Hindrar ändringen." in page
    assert "C-1 Samtidigt: Flytta servrar" in page


def test_the_calendar_shows_changes_and_stops_in_a_table_and_as_a_list(shop, client):
    shop.approved()
    ruling.add_standstill(reason="Valet", starts_at=NIGHT, ends_at=NIGHT + timedelta(hours=1))
    client.force_login(shop.nils)

    month = client.get("/andringar/kalender/?dag=2026-03-15")
    week = client.get("/andringar/kalender/?dag=2026-03-02&vy=vecka")

    assert "Mars 2026" in words(month)
    assert "22.00 Byt kärnswitch" in words(month)
    assert month.content.decode().count("Byt kärnswitch") == 2
    assert "Måndag 2 mars Stopp: Valet" in words(month)
    assert "Vecka 10, 2026" in words(week)
    assert "Nils Nord" in words(week)


def test_a_calendar_program_follows_with_its_key_alone(shop, client):
    starts_at = (clock.now() + timedelta(days=1)).replace(hour=22, minute=0, second=0)
    told = {"starts_at": starts_at, "ends_at": starts_at + timedelta(hours=1)}
    shop.approved(title="Byt; allt, nu", **told)
    client.force_login(shop.nils)
    first = client.post("/andringar/kalender/prenumerera/").context["address"]
    second = client.post("/andringar/kalender/prenumerera/").context["address"]
    client.logout()

    assert client.get(first).status_code == 404
    feed = client.get(second)

    assert feed.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert "SUMMARY:C-1 Byt\\; allt\\, nu\r\n" in feed.content.decode()
    begins = starts_at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    assert f"DTSTART:{begins}\r\n" in feed.content.decode()
    assert FeedKey.objects.count() == 1
    User.objects.filter(pk=shop.nils.pk).update(is_active=False)
    assert client.get(second).status_code == 404


RULINGS = [
    ("ny-regel", {"name": "Rådet", "approvers": ["{chef}"], "quorum": "1",
                  "hours_afterwards": "24", "kind": "normal", "risk_class": "high"}),
    ("nytt-stopp", {"reason": "Valet", "starts_at": "2099-09-01T00:00",
                    "ends_at": "2099-09-15T00:00", "service": "", "organisation": "KIN"}),
    ("nytt-fonster", {"weekday": "2", "opens": "22:00", "closes": "00:00"}),
    ("ersattare", {"from": "{chef}", "to": "{nils}", "first": "2099-07-01", "last": "2099-07-31"}),
    ("riskklass", {"probability": "1", "consequence": "1", "risk_class": "high"}),
    ("ny-mall", {"title": "Byt disk", "services": "Server", "plan": "p", "back_out_plan": "b",
                 "test": "t", "minutes": "30", "what": ""}),
]  # fmt: skip


def test_the_manager_decides_and_takes_back(shop, client):
    client.force_login(shop.chef)
    ids = {"chef": shop.chef.pk, "nils": shop.nils.pk}
    for name, told in RULINGS:
        filled = {
            key: [each.format(**ids) for each in value]
            if isinstance(value, list)
            else value.format(**ids)
            for key, value in told.items()
        }
        assert client.post(f"/andringar/regler/{name}/", filled).status_code == 302

    page = words(client.get("/andringar/regler/"))
    assert "Inget har ändrats" not in page
    assert "Rådet Normal, risk hög, alla tjänster 1 av Eva Lind." in page
    assert "Valet 2099-09-01 00.00 – 2099-09-15 00.00 Kinda" in page
    assert "onsdag 22.00–24.00" in page
    assert "Nils Nord röstar för Eva Lind 2099-07-01 – 2099-07-31" in page
    assert "Byt disk Server 30 minuter." in page

    for name in ("stang-regel", "ta-bort-stopp", "ta-bort-fonster", "avsluta-ersattare"):
        rows = client.get("/andringar/regler/").context
        key = {"stang-regel": "rules", "ta-bort-stopp": "stops", "ta-bort-fonster": "windows",
               "avsluta-ersattare": "delegations"}[name]  # fmt: skip
        row = rows[key][0]
        number = row["id"] if isinstance(row, dict) else row[0].id
        client.post(f"/andringar/regler/{name}/", {"id": number})
    rows = client.get("/andringar/regler/").context
    assert [rows[key] for key in ("rules", "stops", "windows", "delegations")] == [[], [], [], []]


@pytest.mark.parametrize("role", ["agent", "technician", "controller", "auditor"])
def test_only_the_manager_decides_the_rules(shop, client, role):
    client.force_login(Shop.person(f"en-{role}", "En", "Annan", role))

    answers = [client.post(f"/andringar/regler/{name}/", told).status_code
               for name, told in RULINGS]  # fmt: skip

    assert set(answers) == {404}
    assert client.get("/andringar/regler/").status_code == 404


READERS = {"manager", "controller", "agent", "technician", "auditor"}
WORKERS = {"manager", "agent", "technician"}


@pytest.mark.parametrize("role", [*PersonRole.values, None])
def test_a_change_answers_each_role_as_they_may(shop, person, client, role):
    Organisation.objects.create(code="VIM", name="Vimmerby", role="member", position=9)
    path = f"/andringar/{shop.change().number}/"
    client.force_login(person(role))
    shut = {None: 403, "employee": 302}.get(role, 404)

    read, written = client.get(path), client.get(f"{path}skriv-om/")
    sent = client.post(f"{path}propose/")
    linked = client.post(f"{path}lanka/", {"other": "P-1", "kind": "reason"})
    voted = client.post(f"{path}rosta/", {"vote": "for", "reason": "Ja"})

    assert read.status_code == (200 if role in READERS else shut)
    assert written.status_code == (200 if role in WORKERS else shut)
    assert {sent.status_code, linked.status_code} == {302 if role in WORKERS else shut}
    assert voted.status_code == (302 if role in READERS else shut)
    change = Change.objects.get()
    assert change.state == ("proposed" if role in WORKERS else "draft")
    assert change.links.count() == (1 if role in WORKERS else 0)


@pytest.mark.parametrize("role", ["controller", "auditor"])
def test_who_reads_changes_nothing(shop, client, role):
    change = shop.change()
    client.force_login(Shop.person(f"en-{role}", "En", "Annan", role))

    page = client.get(f"/andringar/{change.number}/")
    sent = client.post(f"/andringar/{change.number}/propose/")

    assert (page.status_code, sent.status_code) == (200, 404)
    assert "Föreslå" not in words(page).replace("Föreslogs", "")
    assert Change.objects.get().state == "draft"


def test_a_review_tells_of_incidents_and_the_year_counts_them(shop, client):
    change = shop.ended()
    ticket = shop.desk.ticket()
    client.force_login(shop.chef)
    path = f"/andringar/{change.number}/"

    client.post(f"{path}lanka/", {"other": ticket.number, "kind": "caused"})
    client.post(f"{path}folj-upp/", {"as_planned": "no", "lessons": "Testa mer."})
    page = words(client.get(path))
    told = words(client.get("/andringar/uppfoljning/2026/"))

    assert f"{ticket.number} Kan inte logga in Beror på ändringen" in page
    assert "Det gick inte som planerat. Testa mer." in page
    assert "Mars 1 – 1 – 1 – – 1" in told
    beside = client.get(f"/arenden/{ticket.number}/").content.decode()
    assert f'<a href="{path}">{change.number} {change.title}</a>' in beside


def test_an_emergency_that_waits_too_long_is_told(shop, client):
    change = shop.change(Kind.EMERGENCY)
    shop.do(change, Act.START, at=MONDAY - timedelta(days=4000))
    client.force_login(shop.chef)

    assert "skulle ha beslutats innan nu" in words(client.get(f"/andringar/{change.number}/"))


def test_a_change_is_found_by_its_number(shop, client):
    shop.change()
    client.force_login(shop.nils)

    assert "· Byt kärnswitch, Utkast" in words(client.get("/sok/?q=C-1"))


@pytest.mark.parametrize(
    "path",
    [
        "/andringar/C-99/",
        "/andringar/C-99/skriv-om/",
        "/andringar/?lage=annat",
        "/andringar/?slag=annat",
        "/andringar/ny/?slag=standard",
        "/andringar/ny/?mall=ingen",
        "/andringar/uppfoljning/1/",
        "/andringar/kalender/falsk.ics",
    ],
)
def test_what_is_not_there_is_said_not_to_be(shop, client, path):
    client.force_login(shop.nils)

    assert client.get(path).status_code == 404


def test_planned_changes_that_may_be_told_of_stand_on_the_status_page(shop, client, clock_at):
    public = shop.approved(title="Byt länk", is_public=True, public_text="Korta avbrott.")
    hidden = shop.approved(title="Byt lösenord till servern")
    for change in (public, hidden):
        shop.do(change, Act.SCHEDULE)
    clock_at(MONDAY)

    before = words(client.get("/status/"))
    clock_at(NIGHT + timedelta(minutes=10))
    during = words(client.get("/status/"))
    clock_at(NIGHT + timedelta(hours=3))

    assert "Byt länk Kinda, i dag 22.00–i morgon 00.00 Korta avbrott. Planerat" in before
    assert "Just nu Byt länk Kinda" in during
    assert "Inga kända störningar." in during
    assert "lösenord" not in before + during
    assert "Byt länk" not in words(client.get("/status/"))
