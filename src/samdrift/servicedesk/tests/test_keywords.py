"""Keywords: put on tickets by anybody at the desk, found, counted, and taken away with undo."""

import pytest

from samdrift.kernel.spans import Span
from samdrift.reporting import registry
from samdrift.servicedesk import finding
from samdrift.servicedesk.casework import beside, bulk, keywords, queries, relating, standing
from samdrift.servicedesk.casework.bulk import Together
from samdrift.servicedesk.errors import CannotChange
from samdrift.servicedesk.models import Keyword, Ticket, TicketEvent, TicketKeyword, Watcher
from samdrift.servicedesk.ports import Written
from samdrift.servicedesk.queue import queries as queue
from samdrift.servicedesk.queue.ports import Selection
from samdrift.servicedesk.statistics import queries as statistics
from samdrift.servicedesk.tests.given import MONDAY, Desk, agent, desk_reader, later
from samdrift.servicedesk.tests.test_finding import found

pytestmark = pytest.mark.django_db
YEAR = Span.year(2026)


@pytest.fixture
def desk():
    return Desk()


@pytest.fixture
def act(desk):
    return {"actor": agent(desk.jonas), "at": later(minutes=1)}


def of(ticket, desk):
    return queries.case(reader=desk_reader(desk.jonas), number=ticket.number).keywords


def listed(desk, word):
    page = queue.tickets(reader=desk_reader(desk.jonas), selection=Selection(keyword=word))
    return [(item.number, item.keywords) for item in page.items]


def test_two_who_give_a_ticket_keywords_at_once_are_both_heeded_and_its_story_tells(desk, act):
    ticket = desk.ticket()

    keywords.change_keywords(number=ticket.number, added=("åska", "lan"), **act)
    now = keywords.change_keywords(
        number=ticket.number, added=("lan", "zon"), dropped=("åska", "annat"), **act
    )

    assert now == of(ticket, desk) == ("lan", "zon")
    told = [event.changes for event in TicketEvent.objects.order_by("pk")[1:]]
    assert told == [{"keywords": ["", "lan, åska"]}, {"keywords": ["lan, åska", "lan, zon"]}]
    assert Ticket.objects.get().version == ticket.version + 2
    keywords.change_keywords(number=ticket.number, added=("lan",), **act)
    assert TicketEvent.objects.count() == 3


def test_keywords_are_kept_in_small_letters_and_none_is_too_long():
    assert keywords.read(" Skol  Start,skol start;\nLAN, ") == ("skol start", "lan")
    with pytest.raises(CannotChange, match="högst 40 tecken"):
        keywords.read("x" * 41)
    with pytest.raises(CannotChange, match="högst 40 tecken"):
        keywords.tidied(["İ" * 40])


def test_a_ticket_has_no_more_than_twenty_and_a_merged_one_gets_none(desk, act):
    gone, kept = desk.ticket(), desk.ticket()
    with pytest.raises(CannotChange, match="högst 20"):
        keywords.change_keywords(number=gone.number, added=[f"ord {n}" for n in range(21)], **act)
    assert (Keyword.objects.count(), of(gone, desk)) == (0, ())

    relating.merge(number=gone.number, into=kept.number, **act)
    with pytest.raises(CannotChange, match="går vidare"):
        keywords.change_keywords(number=gone.number, added=("lan",), **act)
    assert TicketKeyword.objects.count() == 0


def test_what_is_merged_brings_its_keywords_and_what_is_split_takes_them_along(desk, act):
    gone, kept = desk.ticket(), desk.ticket()
    keywords.change_keywords(number=gone.number, added=("lan", "zon"), **act)
    keywords.change_keywords(number=kept.number, added=("lan",), **act)

    relating.merge(number=gone.number, into=kept.number, **act)
    note = standing.note(number=kept.number, written=Written("Ett annat fel."), **act)
    other = relating.split(number=kept.number, message_ids=(note.pk,), subject="Det andra", **act)

    assert (of(kept, desk), of(other, desk)) == (("lan", "zon"), ("lan", "zon"))


def test_tickets_are_listed_and_found_by_keywords_by_those_who_help_alone(desk, act):
    one, two = desk.ticket("Ett"), desk.ticket("Två")
    keywords.change_keywords(number=one.number, added=("lånedatorer", "lan"), **act)
    keywords.change_keywords(number=two.number, added=("lan",), **act)

    assert listed(desk, "lånedatorer") == [(one.number, ("lan", "lånedatorer"))]
    assert [number for number, _ in listed(desk, "lan")] == [one.number, two.number]
    assert listed(desk, "okänt") == []
    assert found("lånedator", desk_reader(desk.jonas)) == [one.number]
    own = finding.Reader(0, person_id=desk.karin.pk)
    assert found("lånedator", own) == []
    keywords.change_keywords(number=one.number, dropped=("lånedatorer",), **act)
    assert found("lånedator", desk_reader(desk.jonas)) == []


def test_a_stroke_gives_many_a_keyword_and_has_them_followed_until_it_is_undone(desk, act):
    one, two = desk.ticket().number, desk.ticket().number
    keywords.change_keywords(number=one, added=("lan", "flytt"), **act)
    beside.watch(number=one, user_id=desk.jonas.pk, is_wanted=True)
    wanted = Together(is_watched=True, added=("lan", "zon"), dropped=("flytt",))

    stroke = bulk.change_many(numbers=(one, two), wanted=wanted, **act)
    assert listed(desk, "zon") == [(one, ("lan", "zon")), (two, ("lan", "zon"))]
    assert Watcher.objects.filter(user=desk.jonas).count() == 2
    keywords.change_keywords(number=two, added=("ny",), **act)
    undone = bulk.undo_stroke(batch=stroke.batch, actor=act["actor"], at=later(minutes=5))

    assert (undone.changed, undone.refused) == ((one, two), ())
    assert (listed(desk, "flytt"), listed(desk, "ny")) == (
        [(one, ("flytt", "lan"))],
        [(two, ("ny",))],
    )
    assert Watcher.objects.get(user=desk.jonas).ticket.number == one


def test_every_figure_of_a_keyword_opens_to_the_tickets_it_counts(desk, act):
    one, two, _without = (desk.ticket(f"Nr {n}", at=MONDAY) for n in range(3))
    for ticket, words in ((one, ("lan", "zon")), (two, ("lan",))):
        keywords.change_keywords(number=ticket.number, added=words, **act)
    standing.solve(number=one.number, resolution="Klart", **act)
    standing.verify(number=one.number, **act)

    told = statistics.by_keyword(span=YEAR)

    numbers = {
        word: (each.numbers["opened"], each.numbers["closed"]) for word, each in told.items()
    }
    assert numbers == {"lan": (2, 1), "zon": (1, 1)}
    assert statistics.by_keyword(span=YEAR, where=(("organisation", "YDR"),)) == {}
    for measure, count in (("opened", 2), ("closed", 1), ("within_1h", 1), ("satisfied", 0)):
        (origin,) = told["lan"].figure(measure).origins
        source = registry.record_source(origin.question)
        assert source.totals(origin).count == origin.record_count == count
    assert registry.Describer().describe(told["zon"].figure("opened").origins[0]) == "zon"
