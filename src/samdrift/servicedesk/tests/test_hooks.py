"""Other systems told of tickets: signed, in the same transaction, within what may be seen."""

import base64
import hmac
import time
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.db import transaction

from samdrift.parties.choices import PersonRole
from samdrift.parties.models import Membership
from samdrift.plumbing import clock
from samdrift.plumbing.hooks import posting, queries, sending, services, signing
from samdrift.plumbing.hooks.choices import DeliveryState
from samdrift.plumbing.hooks.errors import CannotSubscribe
from samdrift.plumbing.hooks.models import Happening, HookDelivery, Subscription
from samdrift.plumbing.hooks.services import Wanted
from samdrift.plumbing.hooks.tests.given import Receiver
from samdrift.plumbing.mail.models import Mailbox, OutgoingLetter
from samdrift.servicedesk.casework import changing, relating, standing
from samdrift.servicedesk.choices import Channel
from samdrift.servicedesk.ports import Wanted as Change
from samdrift.servicedesk.ports import Written
from samdrift.servicedesk.tests.given import KARIN, MONDAY, Desk, agent, later

pytestmark = pytest.mark.django_db
EVERYTHING = tuple(
    f"ticket.{each}"
    for each in ("registered", "changed", "answered", "replied", "solved", "verified", "reopened")
)


class Clock:
    def __init__(self, at):
        self.at = at

    def __call__(self):
        return self.at


@pytest.fixture
def now(monkeypatch):
    told = Clock(later(hours=1))
    monkeypatch.setattr(clock, "now", told)
    return told


@pytest.fixture
def desk(now, settings, tmp_path):
    settings.HOME = tmp_path
    settings.HOOK_NETWORKS = ("127.0.0.0/8",)
    desk = Desk()
    Membership.objects.create(user=desk.jonas, role=PersonRole.AGENT)
    return desk


@pytest.fixture
def receiver():
    told = Receiver()
    yield told
    told.close()


def subscribed(receiver, *, owner="jonas", events=EVERYTHING, **told):
    wanted = {
        "name": f"Ekonomi {owner}",
        "address": receiver.address,
        "owner_name": owner,
        "events": events,
        "keeper_address": "drift@samdrift.example",
    } | told
    return services.subscribe(wanted=Wanted(**wanted), by="root", at=MONDAY)


def send(now, *, after=timedelta()):
    now.at += after
    return sending.send_due(at=now.at)


def acted(desk):
    """Let a ticket go all the way."""
    number = desk.ticket().number
    who, by = {"actor": agent(desk.jonas), "at": later(minutes=5)}, KARIN(desk)
    late = who | {"at": later(minutes=8)}
    changing.change_ticket(number=number, wanted=Change({"urgency": 1}), **who)
    standing.reply(number=number, written=Written("Vilken?"), channel=Channel.PORTAL, **who)
    standing.note(number=number, written=Written("Hemlig tanke"), **who)
    standing.answer(
        number=number,
        written=Written("Den vita"),
        actor=by,
        channel=Channel.PORTAL,
        at=later(minutes=6),
    )
    standing.solve(number=number, resolution="Ny toner", **who | {"at": later(minutes=6)})
    standing.reopen(number=number, why="", actor=by, at=later(minutes=7))
    standing.solve(number=number, resolution="Ny toner", **late)
    standing.verify(number=number, actor=by, at=later(minutes=9))
    return number


def test_all_that_happens_to_a_ticket_is_told_once_and_no_words_of_the_conversation(
    desk, receiver, now
):
    subscribed(receiver)
    number = acted(desk)

    assert send(now) == 8

    assert [each["type"].removeprefix("ticket.") for each in receiver.told] == [
        "registered",
        "changed",
        "replied",
        "answered",
        "solved",
        "reopened",
        "solved",
        "verified",
    ]
    first = receiver.told[0]
    assert first["data"]["number"] == number
    assert first["data"]["subject"] == "Kan inte logga in"
    assert first["timestamp"] == "2026-03-02T09:00:00+01:00"
    whole = str(receiver.got)
    assert [each for each in ("Vilken", "Hemlig", "vita", "toner") if each in whole] == []
    assert set(HookDelivery.objects.values_list("state", flat=True)) == {DeliveryState.DELIVERED}
    assert send(now) == 0


def test_a_message_is_signed_as_standard_webhooks_has_it(desk, receiver, now):
    made = subscribed(receiver)
    desk.ticket()
    send(now)

    ((headers, body),) = receiver.got
    key = base64.b64decode(queries.secret(made.pk).removeprefix("whsec_"))
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    wanted = base64.b64encode(hmac.digest(key, signed, "sha256")).decode()
    assert headers["webhook-signature"] == f"v1,{wanted}"
    assert headers["webhook-timestamp"] == str(int(now.at.timestamp()))
    assert headers["webhook-id"] == Happening.objects.get().key
    assert queries.secret(made.pk) not in str(Subscription.objects.values())


def test_a_changed_secret_overlaps_with_the_one_before_and_then_does_not(desk, receiver, now):
    made = subscribed(receiver)
    before = signing.headers(made, key="a", body=b"{}", at=now.at)["webhook-signature"]

    changed = services.change_secret(subscription_id=made.pk, at=now.at)

    both = signing.headers(changed, key="a", body=b"{}", at=now.at)["webhook-signature"]
    after = signing.headers(changed, key="a", body=b"{}", at=now.at + services.OVERLAP)
    assert both.split(" ")[1] == before
    assert [len(each.split(" ")) for each in (both, after["webhook-signature"])] == [2, 1]
    with pytest.raises(CannotSubscribe):
        services.change_secret(subscription_id=made.pk, at=now.at, overlap=timedelta(days=31))


def test_what_is_rolled_back_is_never_told(desk, receiver, now):
    subscribed(receiver)

    with transaction.atomic():
        desk.ticket()
        transaction.set_rollback(True)

    assert (send(now), receiver.got, Happening.objects.count()) == (0, [], 0)


def test_nothing_is_written_where_nobody_subscribes(desk):
    desk.ticket()

    assert Happening.objects.count() == 0


def test_a_secret_ticket_is_told_of_by_number_alone_and_to_its_own_alone(desk, receiver, now):
    subscribed(receiver)
    chef = User.objects.create(username="chef")
    Membership.objects.create(user=chef, role=PersonRole.MANAGER)
    subscribed(receiver, owner="chef")
    number = desk.ticket("Hot mot en skola", is_secret=True).number

    send(now)

    assert [each["data"] for each in receiver.told] == [{"number": number}]
    told = HookDelivery.objects.values_list("subscription__owner__username", "state")
    assert set(told) == {("jonas", "withheld"), ("chef", "delivered")}


def test_a_ticket_that_became_secret_before_it_was_told_of_has_no_words(desk, receiver, now):
    subscribed(receiver)
    ticket = desk.ticket()
    wanted = Change({"assignee_id": desk.jonas.pk, "is_secret": True})
    changing.change_ticket(
        number=ticket.number, wanted=wanted, actor=agent(desk.jonas), at=later(minutes=1)
    )

    send(now)

    assert [each["data"] for each in receiver.told] == [{"number": ticket.number}] * 2


def test_an_employee_s_subscription_is_told_of_their_own_alone(desk, receiver, now):
    desk.karin.user = User.objects.create(username="karin")
    desk.karin.save()
    Membership.objects.create(user=desk.karin.user, role=PersonRole.EMPLOYEE)
    subscribed(receiver, owner="karin")
    own = desk.ticket().number
    desk.ticket(requester_id=desk.per.pk, organisation_code="YDR")

    send(now)

    assert [each["data"]["number"] for each in receiver.told] == [own]


def test_whose_owner_has_left_is_told_nothing(desk, receiver, now):
    subscribed(receiver)
    desk.ticket()
    User.objects.filter(pk=desk.jonas.pk).update(is_active=False)

    send(now)

    assert receiver.got == []


def test_a_subscription_is_narrowed_by_member_group_and_event(desk, receiver, now):
    scope = {"organisation": "YDR", "group": str(desk.second.pk)}
    subscribed(receiver, scope=scope, events=("ticket.registered",))
    desk.ticket()
    desk.ticket(organisation_code="YDR")
    wanted = desk.ticket(organisation_code="YDR", group_id=desk.second.pk).number
    standing.solve(number=wanted, resolution="Klart", actor=agent(desk.jonas), at=later(minutes=1))

    send(now)

    assert [each["data"]["number"] for each in receiver.told] == [wanted]


def test_a_merged_ticket_is_told_of_as_merged(desk, receiver, now):
    subscribed(receiver, events=("ticket.merged",))
    one, two = desk.ticket(), desk.ticket()
    relating.merge(number=one.number, into=two.number, actor=agent(desk.jonas), at=later(minutes=1))

    send(now)

    assert [each["data"]["number"] for each in receiver.told] == [one.number]


def test_what_fails_is_tried_again_with_growing_waits_under_the_same_id(desk, receiver, now):
    subscribed(receiver)
    desk.ticket()
    receiver.answers = [500, 503]

    assert send(now) == 1
    assert send(now) == 0
    delivery = HookDelivery.objects.get()
    assert (delivery.state, delivery.answer_code) == (DeliveryState.WAITING, 500)
    assert timedelta(seconds=8) <= delivery.due_at - now.at <= timedelta(seconds=12)
    send(now, after=timedelta(seconds=12))
    send(now, after=timedelta(seconds=72))

    assert len({headers["webhook-id"] for headers, _ in receiver.got}) == 1
    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts) == (DeliveryState.DELIVERED, 3)
    assert [each["code"] for each in delivery.tries] == [500, 503, 204]


def test_what_never_arrives_is_given_up_the_subscription_paused_and_somebody_told(
    desk, receiver, now
):
    Mailbox.objects.create(key="it", address="it@samdrift.example", smtp_host="127.0.0.1")
    made = subscribed(receiver)
    desk.ticket()
    receiver.answers = [500] * 20
    tries = 0
    while send(now, after=timedelta(days=1)):
        tries += 1

    assert tries == len(sending.WAITS_SECONDS) + 1
    assert HookDelivery.objects.get().state == DeliveryState.GIVEN_UP
    made.refresh_from_db()
    assert made.paused_why == "Leveranserna gick inte fram. Mottagaren svarade 500."
    letter = OutgoingLetter.objects.latest("pk")
    assert letter.to == ["drift@samdrift.example"]
    assert "pausad" in letter.subject
    desk.ticket()
    assert send(now) == 0
    receiver.answers = []
    services.resume(subscription_id=made.pk, at=now.at)
    given_up = HookDelivery.objects.get(state=DeliveryState.GIVEN_UP)
    services.send_again(subscription_id=made.pk, delivery_id=given_up.pk, at=now.at)
    assert send(now) == 2
    with pytest.raises(CannotSubscribe):
        services.send_again(subscription_id=made.pk, delivery_id=0, at=now.at)


def test_gone_is_gone_at_once(desk, receiver, now):
    made = subscribed(receiver)
    desk.ticket()
    receiver.answers = [410]

    send(now)

    made.refresh_from_db()
    assert made.paused_at == now.at


def test_a_redirect_is_not_followed(desk, receiver, now):
    subscribed(receiver)
    desk.ticket()
    receiver.answers, receiver.headers = [302], {"Location": receiver.address}

    send(now)

    assert len(receiver.got) == 1
    assert HookDelivery.objects.get().problem.startswith("Mottagaren hänvisade vidare.")


def test_an_answer_without_end_is_cut_off(desk, receiver, now, monkeypatch):
    monkeypatch.setattr(posting, "WHOLE_SECONDS", 0.6)

    def drip(handler):
        handler.wfile.write(b"HTTP/1.0 200 OK\r\n")
        for _ in range(40):
            time.sleep(0.1)
            try:
                handler.wfile.write(b"X-More: 1\r\n")
                handler.wfile.flush()
            except OSError:
                return

    subscribed(receiver)
    desk.ticket()
    receiver.answers = [drip]
    began = time.monotonic()

    send(now)

    assert time.monotonic() - began < 3
    assert HookDelivery.objects.get().problem == "Det tog för lång tid."


def test_one_that_does_not_answer_holds_no_other_up(desk, receiver, now):
    other = Receiver()
    subscribed(receiver)
    subscribed(other, name="Annan")
    for _ in range(3):
        desk.ticket()
    receiver.answers = [500] * 9

    send(now)

    assert (len(receiver.got), len(other.got)) == (1, 3)
    other.close()


def test_whoever_sends_is_killed_and_another_sends_it_under_the_same_id(
    desk, receiver, now, monkeypatch
):
    subscribed(receiver)
    desk.ticket()

    def killed(*_, **__):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(sending.posting, "post", killed)
        with pytest.raises(KeyboardInterrupt):
            send(now)
    assert HookDelivery.objects.get().state == DeliveryState.SENDING
    assert send(now, after=timedelta(minutes=1)) == 0

    assert send(now, after=sending.LEASE) == 1

    assert HookDelivery.objects.get().attempts == 2
    assert len(receiver.got) == 1


def test_a_test_is_sent_and_an_ended_subscription_is_told_nothing(desk, receiver, now):
    made = subscribed(receiver)
    services.send_test(subscription_id=made.pk, at=now.at)
    assert send(now) == 1
    assert receiver.told[0]["type"] == "webhook.test"

    desk.ticket()
    services.end(subscription_id=made.pk, at=now.at)

    assert (send(now), len(receiver.got), queries.subscriptions()) == (0, 1, ())
    again = subscribed(receiver)
    assert again.name == "Ekonomi jonas"


def test_what_is_old_and_told_of_is_forgotten(desk, receiver, now):
    subscribed(receiver)
    desk.ticket()
    send(now)
    desk.ticket(at=now.at)

    sending.forget_old(at=now.at + sending.KEPT - timedelta(minutes=30))

    assert HookDelivery.objects.get().state == DeliveryState.WAITING


@pytest.mark.parametrize(
    "told",
    [
        {"name": " "},
        {"owner_name": "ingen"},
        {"events": ()},
        {"events": ("allt",)},
        {"keeper_address": "ingen"},
        {"address": "ftp://127.0.0.1/"},
        {"address": "http://jonas:x@127.0.0.1/"},
        {"address": "http:///in"},
        {"address": "http://127.0.0.1/#x"},
        {"address": "http://127.0.0.1/\r\nHost: x"},
    ],
)
def test_what_cannot_be_subscribed_to_is_refused_and_nothing_is_kept(desk, receiver, told):
    with pytest.raises(CannotSubscribe):
        subscribed(receiver, **told)

    assert Subscription.objects.count() == 0
