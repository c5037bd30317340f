"""Where new tickets go, by rules: the first that fits, told in the history, tried beforehand."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samdrift.servicedesk.casework import away, routing
from samdrift.servicedesk.casework.routing import Facts, Rule
from samdrift.servicedesk.choices import Channel, Level
from samdrift.servicedesk.errors import CannotSetUp
from samdrift.servicedesk.models import RoutingRule, Ticket, TicketEvent
from samdrift.servicedesk.tests.given import Desk, desk_reader
from samdrift.servicedesk.tests.letters_given import PostedDesk

WORDS = st.text("abcåäö ", max_size=6)
FACTS = st.builds(
    Facts,
    organisation_code=st.sampled_from(("", "KIN", "YDR")),
    service=WORDS,
    category=WORDS,
    subject=WORDS,
)


@pytest.fixture
def desk(db):
    return Desk()


def rule(title="Regel", asks=None, **says):
    return routing.save_rule(Rule(0, title, asks or Facts(), **says))


def wireless(desk, **told):
    return rule("Trådlöst", Facts(subject="wifi, trådlös"), group_id=desk.second.pk, **told)


def titles():
    return [each.title for each in routing.rules()]


def told_of(ticket):
    return TicketEvent.objects.filter(ticket=ticket).first().changes


def test_a_ticket_goes_where_the_first_rule_that_fits_says_and_its_history_tells(desk):
    wireless(desk)
    rule("Alla andra", group_id=desk.first.pk, urgency=Level.HIGH)

    ticket = desk.ticket("Trådlösa nätet är borta")

    assert (ticket.group, ticket.line, ticket.urgency) == (desk.second, 2, Level.MEDIUM)
    assert told_of(ticket) == {"rule": [None, "Trådlöst"], "group_id": [None, desk.second.pk]}


def test_without_a_rule_that_fits_it_goes_to_the_first_line_and_nothing_is_told(desk):
    wireless(desk)

    ticket = desk.ticket("Skrivaren")

    assert ticket.group == desk.first
    assert told_of(ticket) == {}


def test_whoever_chooses_a_group_decides_over_the_rules(desk):
    wireless(desk)

    ticket = desk.ticket("Wifi", group_id=desk.first.pk)

    assert ticket.group == desk.first
    assert told_of(ticket) == {}


def test_a_rule_gives_more_haste_and_never_less(desk):
    rule("Bråttom", urgency=Level.MEDIUM, impact=Level.MEDIUM)

    slow = desk.ticket("Ett", urgency=Level.LOW, impact=Level.LOW)
    quick = desk.ticket("Två", urgency=Level.HIGH, impact=Level.HIGH)

    assert (slow.urgency, slow.impact, slow.priority) == (Level.MEDIUM, Level.MEDIUM, 3)
    assert (quick.urgency, quick.impact, quick.priority) == (Level.HIGH, Level.HIGH, 1)


def test_a_rule_gives_a_ticket_to_somebody_but_not_while_they_are_away(desk):
    rule("Till Jonas", assignee_id=desk.jonas.pk)

    here = desk.ticket("Ett")
    away.tell_away(
        user_id=desk.jonas.pk,
        valid_from=date(2026, 3, 2),
        back_on=date(2026, 3, 3),
        by_name="Anna Ek",
    )
    gone = desk.ticket("Två")

    assert (here.assignee, gone.assignee) == (desk.jonas, None)
    assert told_of(gone) == {"rule": [None, "Till Jonas"]}


def test_a_group_that_is_shut_and_a_rule_that_is_not_used_decide_nothing(desk):
    wireless(desk)
    desk.second.is_active = False
    desk.second.save()
    rule("Vilande", group_id=desk.first.pk, urgency=Level.HIGH, is_active=False)

    assert desk.ticket("Wifi").group == desk.first
    assert desk.ticket("Skrivaren").urgency == Level.MEDIUM


def test_a_mailbox_decides_where_no_rule_does(db):
    desk = PostedDesk()
    asked = Facts(mailbox_key=desk.box.key, subject="wifi")
    rule("Brev om wifi", asked, group_id=desk.second.pk)

    desk.comes(subject="Wifi i klassrummet", text="Hej")
    desk.comes(subject="Skrivaren", text="Hej")

    groups = dict(Ticket.objects.values_list("subject", "group__key"))
    assert groups == {"Wifi i klassrummet": "natverk", "Skrivaren": "servicedesk"}


@pytest.mark.parametrize(
    ("asks", "fits"),
    [
        (Facts(), True),
        (Facts(organisation_code="KIN"), True),
        (Facts(organisation_code="YDR"), False),
        (Facts(service="NÄTVERK"), True),
        (Facts(service="Nät"), False),
        (Facts(category="trådl"), True),
        (Facts(category="dator"), False),
        (Facts(subject="skrivare, wifi"), True),
        (Facts(subject="skrivare"), False),
        (Facts(channel=Channel.PHONE), True),
        (Facts(channel=Channel.EMAIL), False),
        (Facts(kind="incident", mailbox_key="it"), True),
        (Facts(kind="request"), False),
        (Facts(mailbox_key="annan"), False),
    ],
)
def test_a_rule_fits_when_all_that_it_asks_holds(asks, fits):
    facts = Facts("KIN", "Nätverk", "Trådlöst nät", "Wifi borta", "it", "phone", "incident")

    assert Rule(1, "Regel", asks, 1).fits(facts) is fits


@given(asked=st.lists(FACTS, max_size=4), facts=FACTS)
def test_the_rule_that_decides_fits_and_none_before_it_does(asked, facts):
    every = [Rule(n, str(n), asks, 1) for n, asks in enumerate(asked)]

    found = routing.first_that_fits(every, facts)

    before = every if found is None else every[: every.index(found)]
    assert not any(each.fits(facts) for each in before)
    assert found is None or found.fits(facts)


def test_order_is_changed_a_step_at_a_time_and_never_beyond_the_ends(desk):
    ids = [rule(title, group_id=desk.first.pk).pk for title in ("Ett", "Två", "Tre")]

    routing.move_rule(rule_id=ids[2], is_earlier=True)
    assert titles() == ["Ett", "Tre", "Två"]
    routing.move_rule(rule_id=ids[0], is_earlier=True)
    routing.move_rule(rule_id=ids[1], is_earlier=False)
    assert titles() == ["Ett", "Tre", "Två"]
    routing.move_rule(rule_id=ids[0], is_earlier=False)
    assert titles() == ["Tre", "Ett", "Två"]
    routing.remove_rule(rule_id=ids[0])
    assert titles() == ["Tre", "Två"]
    for act in (
        routing.remove_rule,
        lambda rule_id: routing.move_rule(rule_id=rule_id, is_earlier=True),
    ):
        with pytest.raises(CannotSetUp, match="borttagen"):
            act(rule_id=ids[0])


@pytest.mark.parametrize(
    ("title", "says", "words"),
    [
        (" ", {"urgency": 1}, "vad regeln ska heta"),
        ("TRÅDLÖST", {"urgency": 1}, "redan en regel"),
        ("Ny", {}, "vart ärendet ska gå"),
        ("Ny", {"group_id": 999}, "grupp som finns"),
        ("Ny", {"assignee_id": 999}, "med i en grupp"),
    ],
)
def test_a_rule_that_makes_no_sense_is_not_saved(desk, title, says, words):
    wireless(desk)

    with pytest.raises(CannotSetUp, match=words):
        rule(title, **says)

    assert titles() == ["Trådlöst"]


def test_a_rule_is_tried_in_its_place_before_it_is_saved(desk):
    first = desk.ticket("Wifi")
    second = desk.ticket("Skrivaren")
    wireless(desk)
    new = Rule(0, "Alla", Facts(), group_id=desk.first.pk)
    reader = desk_reader(desk.jonas)

    tried = routing.try_on_latest(routing.with_unsaved(new), reader=reader)

    taken = {each.subject: each.rule.title for each in tried}
    assert taken == {"Wifi": "Trådlöst", "Skrivaren": "Alla"}
    assert RoutingRule.objects.count() == 1
    one = routing.try_on_ticket(routing.rules(), first.number, reader=reader)
    assert one.rule.title == "Trådlöst"
    assert routing.try_on_ticket(routing.rules(), second.number, reader=reader).rule is None


def test_to_who_reads_no_tickets_a_tried_one_is_its_number(desk):
    ticket = desk.ticket("Wifi")
    secret = desk.ticket("Hemligt", is_secret=True)

    assert routing.try_on_ticket((), ticket.number, reader=None).subject == ""
    for reader in (None, desk_reader(desk.jonas)):
        with pytest.raises(CannotSetUp, match=f"inget ärende {secret.number}"):
            routing.try_on_ticket((), secret.number, reader=reader)
