"""Webhooks administered on pages and by other systems, by who may administer and nobody else."""

import pytest
from django.contrib.auth.models import User

from samdrift.api.tests.given import Caller, OpenDesk
from samdrift.parties.choices import PersonRole
from samdrift.parties.models import Membership
from samdrift.plumbing.hooks import queries, sending
from samdrift.plumbing.hooks.models import HookDelivery, Subscription
from samdrift.plumbing.hooks.tests.given import Receiver
from samdrift.servicedesk.tests.given import later

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _to_this_machine(settings):
    settings.HOOK_NETWORKS = ("127.0.0.0/8",)


@pytest.fixture
def receiver():
    told = Receiver()
    yield told
    told.close()


@pytest.fixture
def desk():
    desk = OpenDesk()
    root = User.objects.create(username="rot")
    Membership.objects.create(user=root, role=PersonRole.ADMINISTRATOR)
    return desk


@pytest.fixture
def browser(desk, client):
    client.force_login(User.objects.get(username="rot"))
    return client


@pytest.fixture
def caller(desk, client):
    return Caller(client, desk.token("rot"))


def typed(receiver, **told):
    return {
        "name": "Ekonomi",
        "address": receiver.address,
        "owner_name": "jonas",
        "keeper_address": "drift@samdrift.example",
        "organisation": "",
        "group": "",
        "events": ["ticket.registered"],
    } | told


def asked(receiver, **told):
    return {
        "name": "Ekonomi",
        "address": receiver.address,
        "owner": "jonas",
        "keeper": "drift@samdrift.example",
        "events": ["ticket.registered"],
    } | told


def sent(browser, path, **told):
    return browser.post(path, told, follow=True).content.decode()


def test_a_subscription_is_added_tested_paused_and_ended_on_its_page(desk, browser, receiver):
    assert "Inget system får veta något än" in browser.get("/webhookar/").content.decode()
    page = browser.post("/webhookar/", typed(receiver), follow=True)
    path = page.redirect_chain[-1][0]

    assert "Provet är på väg" in sent(browser, f"{path}gor/prova/")
    sending.send_due(at=later(hours=1))
    assert "204" in browser.get(path).content.decode()
    assert "Pausad" in sent(browser, f"{path}gor/pausa/")
    desk.ticket()
    assert sending.send_due(at=later(hours=1)) == 0
    assert "I gång" not in sent(browser, f"{path}gor/fortsatt/")
    assert sending.send_due(at=later(hours=1)) == 1
    again = HookDelivery.objects.order_by("pk").last()
    assert "skickas igen" in sent(browser, f"{path}gor/skicka-igen/", delivery=again.pk)
    sending.send_due(at=later(hours=1))
    assert [each["type"] for each in receiver.told] == ["webhook.test", *["ticket.registered"] * 2]
    assert "Inget system får veta något än" in sent(browser, f"{path}gor/avsluta/")


def test_the_secret_is_shown_when_it_is_asked_for_alone(browser, receiver):
    path = browser.post("/webhookar/", typed(receiver), follow=True).redirect_chain[-1][0]
    secret = queries.secret(Subscription.objects.get().pk)

    assert secret not in browser.get(path).content.decode()
    shown = browser.post(f"{path}hemlighet/")
    assert secret in shown.content.decode()
    assert "no-store" in shown.headers["Cache-Control"]
    assert "Till dess signeras med båda" in sent(browser, f"{path}gor/byt-hemlighet/")
    assert queries.secret(Subscription.objects.get().pk) != secret


def test_what_is_wrong_is_told_and_what_was_typed_stays(browser, receiver):
    told = typed(receiver, owner_name="ingen")
    page = browser.post("/webhookar/", told)
    assert (page.status_code, "som heter ingen" in page.content.decode()) == (422, True)
    assert 'value="Ekonomi"' in page.content.decode()
    empty = browser.post("/webhookar/", {})
    assert "Välj minst en händelse." in empty.content.decode()
    assert Subscription.objects.count() == 0

    path = browser.post("/webhookar/", typed(receiver), follow=True).redirect_chain[-1][0]
    assert browser.post(path, typed(receiver, address="ftp://x")).status_code == 422
    assert browser.post(path, typed(receiver, group="1000")).status_code == 422
    changed = browser.post(path, typed(receiver, name="Lön", organisation="KIN"))
    assert changed.status_code == 302
    row = queries.subscriptions()[0]
    assert (row.name, row.scope) == ("Lön", {"organisation": "KIN"})
    assert browser.post(f"{path}gor/okant/").status_code == 404
    assert "Inget har ändrats." in sent(browser, f"{path}gor/skicka-igen/", delivery="x")


def test_who_does_not_administer_has_no_such_pages(desk, browser, client, receiver):
    path = browser.post("/webhookar/", typed(receiver), follow=True).redirect_chain[-1][0]
    client.force_login(desk.jonas)

    told = [client.get(path), client.post(f"{path}hemlighet/"), client.post(f"{path}gor/avsluta/")]

    assert [each.status_code for each in told] == [404] * 3
    assert Subscription.objects.get().ended_at is None


def test_the_page_asks_few_questions_however_many_deliveries(
    desk, browser, receiver, django_assert_max_num_queries
):
    path = browser.post("/webhookar/", typed(receiver), follow=True).redirect_chain[-1][0]
    for _ in range(20):
        desk.ticket()

    with django_assert_max_num_queries(25):
        browser.get(path)


def test_another_system_administers_them_too(desk, caller, receiver):
    made = caller("POST", "/webhooks", asked(receiver))
    path = f"/webhooks/{made.json()['id']}"

    first = caller("GET", f"{path}/secret").json()["secret"]
    second = caller("POST", f"{path}/secret", {"hours": 2}).json()
    tested = caller("POST", f"{path}/testing")
    sending.send_due(at=later(hours=1))
    (delivery,) = caller("GET", f"{path}/deliveries").json()
    again = caller("POST", f"{path}/deliveries/{delivery['id']}/sending")

    assert (made.status_code, tested.status_code, again.status_code) == (201, 202, 202)
    assert first != second["secret"]
    assert second["earlierUntil"] == "2026-03-02T11:00:00Z"
    assert (delivery["answerCode"], delivery["state"]) == (204, "delivered")
    assert caller("POST", f"{path}/pausing").json()["pausedWhy"] == "Pausad för hand."
    assert caller("POST", f"{path}/resuming").json()["pausedAt"] is None
    changed = caller("PUT", path, asked(receiver, name="Lön", organisation="KIN")).json()
    assert (changed["name"], changed["organisation"]) == ("Lön", "KIN")
    assert "ticket.solved" in caller("GET", "/webhook-events").json()
    assert caller("DELETE", path).status_code == 204
    assert (caller("GET", path).status_code, caller("GET", "/webhooks").json()) == (404, [])


def test_a_token_of_somebody_who_does_not_administer_is_refused(desk, client, receiver):
    jonas = Caller(client, desk.token())

    assert jonas("GET", "/webhooks").status_code == 403
    refused = jonas("POST", "/webhooks", asked(receiver))
    assert (refused.status_code, Subscription.objects.count()) == (403, 0)
