from __future__ import annotations

import pytest

from samdrift.kernel.figures import Origin
from samdrift.kernel.spans import Span
from samdrift.plumbing.exchange.tests import given
from samdrift.reporting import registry
from samdrift.reporting.ports import Ask, Table
from samdrift.reporting.tests.opened import records, unlike_their_records, values
from samdrift.servicedesk import queries, tables
from samdrift.servicedesk.models import Ticket
from samdrift.servicedesk.statistics.services import keep_counts

pytestmark = pytest.mark.django_db
HEADER = "number,organisation,channel,line,category,opened,closed\n"


def tickets(*spans: tuple[str, str]) -> str:
    rows = (
        f"{number},KIN,phone,1,Skrivare,{opened},{closed}"
        for number, (opened, closed) in enumerate(spans, start=1)
    )
    return HEADER + "\n".join(rows) + "\n"


def table(year: int) -> Table:
    return tables.resolution_times(Ask(year))


def test_a_ticket_closed_on_the_limit_is_closed_within_it(tmp_path):
    given.taken_in(
        tmp_path,
        tickets=tickets(
            ("2015-03-02T08:00", "2015-03-02T09:00"),
            ("2015-03-02T08:00", "2015-03-02T09:00:01"),
            ("2015-03-02T08:00", "2015-03-02T10:00"),
            ("2015-03-02T08:00", "2015-03-03T08:00"),
            ("2015-03-02T08:00", "2015-03-05T08:00"),
            ("2015-03-02T08:00", "2015-03-09T08:00"),
            ("2015-03-02T08:00", "2015-03-09T08:00:01"),
            ("2015-03-02T08:00", "2015-03-02T08:00"),
        ),
    )

    answer = table(2015)

    assert values(answer) == {"2015": (8, 25, 50, 63, 75, 88)}
    assert unlike_their_records(answer) == []


def test_half_a_percent_is_rounded_up(tmp_path):
    slow = [("2015-03-02T08:00", "2015-04-02T08:00")] * 199
    given.taken_in(tmp_path, tickets=tickets(("2015-03-02T08:00", "2015-03-02T08:30"), *slow))

    assert values(table(2015)) == {"2015": (200, 1, 1, 1, 1, 1)}


def test_the_year_of_closing_is_the_swedish_one(tmp_path):
    given.taken_in(
        tmp_path,
        tickets=tickets(
            ("2014-12-31T20:00", "2014-12-31T23:59:59"),
            ("2014-12-31T20:00", "2015-01-01T00:00"),
            ("2015-12-31T20:00Z", "2015-12-31T22:59:59Z"),
            ("2015-12-31T20:00Z", "2015-12-31T23:00Z"),
        ),
    )

    answer = table(2016)

    assert [(key, row[0]) for key, row in values(answer).items()] == [
        ("2014", 1),
        ("2015", 2),
        ("2016", 1),
    ]
    assert unlike_their_records(answer) == []


def test_years_after_the_one_asked_for_and_years_without_closed_tickets_have_no_row(tmp_path):
    given.taken_in(
        tmp_path,
        tickets=tickets(
            ("2011-01-02T08:00", "2011-01-02T08:10"),
            ("2012-01-02T08:00", ""),
            ("2013-01-02T08:00", "2013-01-02T08:10"),
            ("2014-01-02T08:00", "2014-01-02T08:10"),
        ),
    )

    assert list(values(table(2013))) == ["2011", "2013"]
    assert values(table(2010)) == {}


def test_the_hour_that_comes_twice_in_autumn_is_an_hour_of_waiting(tmp_path):
    given.taken_in(
        tmp_path,
        tickets=tickets(
            ("2015-10-25T02:30+02:00", "2015-10-25T02:30+01:00"),
            ("2015-10-25T01:30", "2015-10-25T03:30"),
            ("2015-03-29T01:30", "2015-03-29T03:30"),
            ("2015-10-24T12:00", "2015-10-25T12:00"),
        ),
    )

    elapsed = list(Ticket.objects.order_by("number").values_list("elapsed_seconds", flat=True))
    assert elapsed == [3600, 3 * 3600, 3600, 25 * 3600]
    assert values(table(2015)) == {"2015": (4, 50, 50, 75, 100, 100)}


def test_an_open_ticket_is_counted_once_it_is_closed(tmp_path):
    given.taken_in(tmp_path, tickets=tickets(("2015-03-02T08:00", "")))
    assert values(table(2015)) == {}

    told = given.taken_in(tmp_path, tickets=tickets(("2015-03-02T08:00", "2015-03-02T08:20")))

    assert told == {"tickets.csv": (0, 1, 0)}
    assert values(table(2015)) == {"2015": (1, 100, 100, 100, 100, 100)}


def test_undoing_an_import_opens_the_ticket_again(tmp_path):
    given.taken_in(tmp_path, tickets=tickets(("2015-03-02T08:00", "")))
    given.taken_in(
        tmp_path,
        tickets=tickets(
            ("2015-03-02T08:00", "2015-03-02T08:20"), ("2015-03-02T08:00", "2015-03-02T08:20")
        ),
    )

    given.undo()

    assert list(Ticket.objects.values_list("number", "closed_at", "elapsed_seconds")) == [
        ("1", None, None)
    ]


def test_the_same_package_again_changes_nothing(tmp_path):
    told = tickets(("2015-03-02T08:00", "2015-03-02T08:20"), ("2015-03-02T08:00", ""))
    given.taken_in(tmp_path, tickets=told)

    assert given.taken_in(tmp_path, tickets=told) == {"tickets.csv": (0, 0, 2)}


def test_what_is_wrong_with_a_ticket_is_told_at_its_cell_and_nothing_is_taken_in(tmp_path):
    wrong = HEADER + (
        "1,KIN,fax,1,Dator,2015-03-02T08:00,2015-03-02T08:20\n"
        "2,KIN,phone,3,Dator,2015-03-02T08:00,2015-03-02T08:20\n"
        "3,KIN,phone,1,Dator,2015-03-02T08:00,2015-03-02T07:59\n"
        "4,XXX,phone,1,Dator,2015-03-02 08:00,\n"
        "5,KIN,phone,1,,2015-03-02T08:00,\n"
        "5,KIN,phone,1,Dator,2015-03-02T08:00,\n"
        "6,KIN,phone,1,Dator,2015-03-02T08:00,\n"
        "6,KIN,phone,1,Dator,2015-03-02T08:00,\n"
    )

    assert given.refused(tmp_path, tickets=wrong) == [
        ("tickets.csv", 2, "channel", "fax"),
        ("tickets.csv", 3, "line", "3"),
        ("tickets.csv", 4, "closed", "2015-03-02T07:59"),
        ("tickets.csv", 5, "organisation", "XXX"),
        ("tickets.csv", 5, "opened", "2015-03-02 08:00"),
        ("tickets.csv", 6, "category", ""),
        ("tickets.csv", 7, "number", "5"),
        ("tickets.csv", 9, "number", "6"),
    ]
    assert not Ticket.objects.exists()


def test_an_unoffset_closing_in_the_double_hour_is_in_the_first_of_the_two(tmp_path):
    wrong = tickets(("2015-10-25T02:50", "2015-10-25T02:10"))

    assert given.refused(tmp_path, tickets=wrong) == [
        ("tickets.csv", 2, "closed", "2015-10-25T02:10")
    ]
    assert not Ticket.objects.exists()


def test_a_ticket_may_take_longer_than_a_lifetime(tmp_path):
    given.taken_in(tmp_path, tickets=tickets(("1900-01-01T00:00", "2100-12-31T23:59")))

    assert values(table(2100)) == {"2100": (1, 0, 0, 0, 0, 0)}


def test_a_list_of_tickets_reads_in_swedish_with_local_times(tmp_path):
    given.taken_in(tmp_path, tickets=tickets(("2015-07-02T08:00", "2015-07-02T08:20")))
    origin = Origin(queries.TICKETS, Span.year(2015), (("within", "1h"),), 1)

    [record] = records(origin)

    assert record.cells[:5] == ("1", "Kinda", "Telefon", 1, "Skrivare")
    assert [str(cell) for cell in record.cells[5:]] == [
        "2015-07-02 08:00:00+02:00",
        "2015-07-02 08:20:00+02:00",
    ]
    describe = registry.Describer().describe
    assert describe(origin) == "inom 1 timme"
    assert describe(Origin(queries.TICKETS, Span.year(2015))) == ""


def test_tickets_can_be_listed_over_a_span_without_an_end(tmp_path):
    given.taken_in(
        tmp_path,
        tickets=tickets(
            ("2014-07-02T08:00", "2014-07-02T08:20"), ("2015-07-02T08:00", "2015-07-02T08:20")
        ),
    )
    after = Span(Span.year(2015).start)

    assert [record.key for record in records(Origin(queries.TICKETS, after))] == ["2"]


def test_years_go_from_the_first_opened_to_the_last_closed(tmp_path):
    assert queries.years() == frozenset()

    given.taken_in(
        tmp_path,
        tickets=tickets(
            ("2012-12-31T08:00", "2013-01-01T08:00"), ("2014-06-01T08:00", "2015-01-01T00:30")
        ),
    )

    assert queries.years() == frozenset({2012, 2013, 2014, 2015})


@pytest.mark.parametrize("count", [1, 40])
def test_the_table_asks_four_questions_however_many_years(
    tmp_path, django_assert_num_queries, count
):
    spans = ((f"{1980 + n}-03-02T08:00", f"{1980 + n}-03-02T08:20") for n in range(count))
    given.taken_in(tmp_path, tickets=tickets(*spans))

    with django_assert_num_queries(4):
        answer = table(2050)

    assert len(answer.rows) == count


def test_what_is_kept_and_what_has_changed_since_are_counted_as_one(tmp_path):
    given.taken_in(
        tmp_path,
        tickets=tickets(
            ("2014-03-02T08:00", "2014-03-02T08:30"),
            ("2015-03-02T08:00", "2015-03-02T08:30"),
            ("2015-03-03T08:00", "2015-03-09T08:30"),
            ("2015-07-02T08:00", "2015-07-02T08:30"),
        ),
    )
    whole = {"2014": (1, 100, 100, 100, 100, 100), "2015": (3, 67, 67, 67, 67, 100)}
    assert values(table(2015)) == whole

    keep_counts()
    assert values(table(2015)) == whole

    Ticket.objects.filter(number="3").delete()
    less = whole | {"2015": (2, 100, 100, 100, 100, 100)}
    assert values(table(2015)) == less
    assert values(tables.resolution_times(Ask(2015, members=("KIN",)))) == less
    keep_counts()
    assert values(table(2015)) == less
    assert unlike_their_records(table(2015)) == []
