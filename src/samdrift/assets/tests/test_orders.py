"""Orders: asked for, approved by who holds the budget, bought, received, and never twice."""

import pytest
from django.contrib.auth.models import User
from django.db import DatabaseError, transaction

from samdrift.assets.choices import OrderState
from samdrift.assets.errors import CannotKeep
from samdrift.assets.life import services as life
from samdrift.assets.models import Device, Order, OrderEvent
from samdrift.assets.ordering import models_on_offer, queries, services
from samdrift.assets.ordering.models_on_offer import Wanted as Model
from samdrift.assets.ordering.services import Came, Wanted
from samdrift.assets.ports import Actor
from samdrift.assets.register.door import Reader
from samdrift.assets.tests import given
from samdrift.assets.tests.given import AT, LAPTOP, day
from samdrift.directory.models import Person
from samdrift.kernel.money import Money
from samdrift.plumbing.access import Role
from samdrift.plumbing.mail.models import Mailbox, OutgoingLetter

pytestmark = pytest.mark.django_db
EVERY = Reader("", sees_people=True, keeps=True, roles=frozenset(Role))
ASKER = Actor("Anna", roles=frozenset((Role.AGENT,)))


def model(name="EliteBook", price=950_000, **told):
    given.organisation()
    return models_on_offer.save(Model(LAPTOP, name, "Datorhuset", price, **told))


def holder_of_the_budget():
    """Let Karin be the manager of a school above a class, and sign in."""
    karin = given.person()
    karin.user = User.objects.create_user("karin")
    karin.save()
    school = given.unit()
    school.manager = karin
    school.save()
    group = given.unit("Klass 7")
    group.parent = school
    group.save()
    return Actor("Karin", user_id=karin.user.pk, roles=frozenset()), group


def asked(number=2, **told):
    wanted = Wanted("KIN", {model(warranty_months=36).pk: number}, **told)
    return services.ask(wanted, actor=ASKER, at=AT)


def decided(order, actor, *, is_approved=True, note=""):
    return services.decide(order.pk, is_approved=is_approved, note=note, actor=actor, at=AT)


def bought(number=2):
    order = asked(number)
    decided(order, Actor("Chef", roles=frozenset((Role.MANAGER,))))
    return services.order(order.pk, reference="PO-7", actor=ASKER, at=AT)


def came(order, written, note="F-1", stroke="1", state="stock"):
    told = Came(note, day(3, 2), written, "KIN-1", state, given.place().pk)
    line = order.lines.get()
    return services.receive(line.pk, told, actor=ASKER, at=AT, stroke=stroke)


def test_who_holds_the_budget_of_the_nearest_unit_above_approves_and_nobody_else():
    karin, group = holder_of_the_budget()
    order = asked(unit_id=group.pk)
    assert order.approver.name == "Karin"
    assert [each.id for each in queries.to_decide(karin.user_id)] == [order.pk]

    for other in (ASKER, Actor("Chef", user_id=0, roles=frozenset((Role.MANAGER,)))):
        with pytest.raises(CannotKeep, match="Bara den som har enhetens budget"):
            decided(order, other)
    assert Order.objects.get().state == OrderState.ASKED

    decided(order, karin)
    assert Order.objects.get().state == OrderState.APPROVED
    assert queries.number_to_decide(karin.user_id) == 0


def test_where_nobody_holds_a_budget_a_manager_decides_but_never_on_their_own():
    user = User.objects.create_user("chef")
    chef = Actor("Chef", user_id=user.pk, roles=frozenset((Role.MANAGER,)))
    own = services.ask(Wanted("KIN", {model().pk: 1}), actor=chef, at=AT)

    with pytest.raises(CannotKeep, match="ingen sin egen"):
        decided(own, chef)

    with pytest.raises(CannotKeep, match="Skriv varför"):
        decided(own, Actor("Ekonom", roles=frozenset((Role.CONTROLLER,))), is_approved=False)
    assert Order.objects.get().state == OrderState.ASKED


def test_what_is_bought_comes_with_delivery_notes_until_all_of_it_has_come():
    order = bought(3)

    assert came(order, "S1\nS2") == ("KIN-1", "KIN-2")
    thing = Device.objects.get(tag="KIN-1")
    assert (thing.model, thing.serial, thing.cost_ore) == ("EliteBook", "S1", 950_000)
    assert (thing.bought_on, thing.warranty_until) == (day(3, 2), day(3, 2).replace(year=2029))
    assert queries.order_of(thing.pk) == order.pk
    assert Order.objects.get().state == OrderState.ORDERED

    line = order.lines.get()
    told = Came("F-2", day(3, 3), "KIN-3;S3", "", "stock", given.place().pk)
    services.receive(line.pk, told, actor=ASKER, at=AT, stroke="2")
    assert Order.objects.get().state == OrderState.RECEIVED
    (read,) = queries.page(queries.row(order.pk)).lines
    assert [(each.delivery_note, each.tags) for each in read.came] == [
        ("F-1", ("KIN-1", "KIN-2")),
        ("F-2", ("KIN-3",)),
    ]
    assert (read.arrived, read.left, read.cost) == (3, 0, Money(2_850_000))


def test_more_than_was_ordered_is_refused_and_nothing_is_registered():
    order = bought(1)

    with pytest.raises(CannotKeep, match="Det är 2 rader, men bara 1 av modellen"):
        came(order, "S1\nS2")

    assert Device.objects.count() == 0


def test_a_delivery_that_is_undone_has_not_come():
    order = bought(1)
    came(order, "S1")

    life.undo_stroke(stroke="1", actor=ASKER, at=AT)

    assert queries.arrived_of(order.lines.get().pk) == ()
    assert came(order, "S9", note="F-2", stroke="2") == ("KIN-1",)


def test_what_is_due_becomes_an_order_a_unit_of_the_cheapest_model_of_its_kind_and_once():
    model(price=990_000)
    cheap = model("ProBook", 800_000)
    school = given.unit()
    given.thing("KIN-1", "active")
    given.thing("KIN-2", "active")
    given.thing("SRV-1", "active", kind="server.physical")
    Device.objects.filter(tag="KIN-2").update(unit=school)
    tags = ("KIN-1", "KIN-2", "SRV-1")

    made, left = services.ask_for_replacements(tags, actor=ASKER, at=AT)

    assert left == ("SRV-1",)
    assert [[each.tag for each in order.replaces.all()] for order in made] == [["KIN-2"], ["KIN-1"]]
    assert {order.lines.get().model_id for order in made} == {cheap.pk}
    assert services.ask_for_replacements(tags, actor=ASKER, at=AT) == ((), tags)


def test_who_holds_the_budget_is_written_to_in_their_language():
    karin, group = holder_of_the_budget()
    Person.objects.filter(user=karin.user_id).update(language="en")
    Mailbox.objects.create(key="desk", address="desk@kinda.example", is_open=True)

    order = asked(unit_id=group.pk)

    letter = OutgoingLetter.objects.get()
    assert letter.subject == f"Order {order.pk} waits for you to approve it"
    assert "2 EliteBook" in letter.text
    assert "/hjalp/att-godkanna/" in letter.text


@pytest.mark.parametrize("numbers", [{}, {0: 1}, {None: 1_001}])
def test_an_order_of_nothing_or_of_too_much_is_refused(numbers):
    one = model().pk
    told = {one if key is None else key: number for key, number in numbers.items()}

    with pytest.raises(CannotKeep):
        services.ask(Wanted("KIN", told), actor=ASKER, at=AT)

    assert Order.objects.count() == 0


def test_a_unit_of_another_organisation_is_refused():
    given.organisation("VIM", "Vimmerby")
    other = given.unit("Vimmerbyskolan", "VIM")

    with pytest.raises(CannotKeep, match="annan organisation"):
        asked(unit_id=other.pk)


def test_an_order_is_taken_back_until_something_of_it_has_come():
    order = bought()
    came(order, "S1")

    with pytest.raises(CannotKeep, match="har redan kommit"):
        services.cancel(order.pk, note="", actor=ASKER, at=AT)

    other = services.ask(Wanted("KIN", {model("ProBook").pk: 1}), actor=ASKER, at=AT)
    services.cancel(other.pk, note="Fel", actor=ASKER, at=AT)
    assert [each.label for each in queries.page(queries.row(other.pk)).events] == [
        "Begärd",
        "Återtagen",
    ]
    assert queries.to_buy(EVERY) == ()


def test_what_was_done_with_an_order_is_never_changed():
    asked()

    with pytest.raises(DatabaseError), transaction.atomic():
        OrderEvent.objects.update(by_name="Någon annan")
