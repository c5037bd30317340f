"""How often what was promised was kept: every figure opens to the frozen clocks behind it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from samdrift.kernel.figures import Origin
from samdrift.kernel.spans import Span
from samdrift.reporting import registry
from samdrift.reporting.ports import Ask
from samdrift.reporting.tests.opened import records, unlike_their_records, values
from samdrift.servicelevels import tables
from samdrift.servicelevels.models import ResultCount
from samdrift.servicelevels.queries import results
from samdrift.servicelevels.reckoning.events import EventKind, Happening
from samdrift.servicelevels.services import clocks
from samdrift.servicelevels.services.counts import keep_results
from samdrift.servicelevels.services.many_clocks import PastCase, start_many
from samdrift.servicelevels.tests.given import at, organisations

NOW = datetime(2016, 5, 1, 12, tzinfo=UTC)


def case(number, service, organisation, priority, *, solved="", closed, came="2015-05-18 08:00"):
    happened = [Happening(EventKind.SOLVED, at(solved))] if solved else []
    if closed:
        happened.append(Happening(EventKind.CLOSED, at(closed)))
    return PastCase(f"A{number}", service, organisation, priority, at(came), tuple(happened))


@pytest.fixture
def year(db):
    """Cases by the standard levels: P1 is solved in 4 hours, P3 in 20; answered in half, in 4."""
    organisations("KIN", "BOX")
    cases = (
        case(1, "network", "KIN", 1, solved="2015-05-18 08:30", closed="2015-05-25 12:00"),
        case(2, "network", "KIN", 1, solved="2015-05-18 12:00", closed="2015-05-25 12:00"),
        case(3, "network", "KIN", 1, solved="2015-05-18 12:01", closed="2015-12-31 23:59"),
        case(4, "network", "BOX", 3, solved="2015-05-18 10:00", closed="2015-05-25 12:00"),
        case(5, "", "KIN", 3, closed="2015-05-18 09:00"),
        case(6, "", "KIN", 3, closed="2015-06-18 09:00"),
        case(7, "network", "KIN", 1, solved="2015-05-18 09:00", closed=""),
        case(8, "network", "KIN", 1, solved="2015-05-18 09:00", closed="2016-01-01 00:00"),
    )
    assert start_many(cases, by="", at=NOW) == 8


def test_what_was_kept_is_told_by_service_and_municipality(year):
    answer = tables.kept_by_service(Ask(2015))

    assert values(answer) == {
        "/KIN": (1, 0, 0, 0),
        "network/BOX": (1, 1, 100, 100),
        "network/KIN": (3, 2, 67, 33),
        "whole": (5, 3, 60, 40),
    }
    assert [row.label for row in answer.rows] == [
        "Utan tjänst, KIN kommun",
        "network, BOX kommun",
        "network, KIN kommun",
        "Alla",
    ]
    assert unlike_their_records(answer) == []


def test_what_was_kept_is_told_by_municipality_and_by_priority(year):
    assert values(tables.kept_by_organisation(Ask(2015))) == {
        "BOX": (1, 1, 100, 100),
        "KIN": (4, 2, 50, 25),
        "whole": (5, 3, 60, 40),
    }
    assert values(tables.kept_by_priority(Ask(2015))) == {
        "1": (3, 2, 67, 33),
        "3": (2, 1, 50, 50),
        "whole": (5, 3, 60, 40),
    }


def test_the_year_is_the_swedish_one(year):
    assert values(tables.kept_by_priority(Ask(2016))) == {
        "1": (1, 1, 100, 0),
        "whole": (1, 1, 100, 0),
    }
    assert results.years() == {2015, 2016}


def test_of_longer_times_what_is_kept_by_month_is_what_the_clocks_say(year):
    span = Span(date(2015, 5, 18), date(2016, 12, 1))
    by = ("service", "organisation", "priority")
    counted = results.kept(span=span, by=by)

    assert keep_results() == 4
    kept = results.kept(span=span, by=by)

    assert kept == counted
    assert results.stale_months() == ()
    assert sum(each.solved for each in ResultCount.objects.all()) == 6
    (whole,) = results.kept(span=span)
    assert (whole.solved, whole.solved_in_time, whole.answered) == (6, 4, 6)


def test_a_case_closed_since_its_month_was_counted_is_counted_at_once(year):
    span = Span(date(2015, 1, 1), date(2017, 1, 1))
    keep_results()

    clocks.close_clock(subject="A7", by="", at=at("2015-05-29 00:30"))

    (whole,) = results.kept(span=span)
    assert whole.solved == 7
    assert results.stale_months() == (date(2015, 5, 1),)
    assert keep_results() == 1
    assert results.kept(span=span) == (whole,)


def test_any_span_and_any_parts_can_be_asked_for(year):
    may = Span(date(2015, 5, 1), date(2015, 6, 1))

    (whole,) = results.kept(span=may)
    told = results.kept(span=Span(date(2015, 5, 1)), by=("service", "organisation", "priority"))

    assert (whole.cases.value, whole.in_time.value, whole.share_in_time.value) == (3, 3, 100)
    assert [(dict(each.scope), each.cases.value) for each in told] == [
        ({"service": "", "organisation": "KIN", "priority": "3"}, 1),
        ({"service": "network", "organisation": "BOX", "priority": "3"}, 1),
        ({"service": "network", "organisation": "KIN", "priority": "1"}, 4),
    ]


def test_a_figure_opens_to_its_clocks(year):
    origin = Origin(
        results.RESULTS,
        Span.year(2015),
        (("service", "network"), ("organisation", "KIN"), ("promise", "solution")),
        3,
    )

    assert [record.cells[0] for record in records(origin)] == ["A1", "A2", "A3"]
    assert records(origin)[2].cells[1:4] == ("KIN kommun", "network", 1)
    assert records(origin)[2].cells[7:] == (241, 240, "Nej", "Nej")
    source = registry.record_source(results.RESULTS)
    assert source.describe(origin) == "network, KIN kommun, lösta"


def test_an_origin_is_told_in_words(year):
    scope = (("service", ""), ("priority", "3"), ("promise", "response"), ("outcome", "met"))

    told = registry.record_source(results.RESULTS).describe(
        Origin(results.RESULTS, Span.year(2015), scope)
    )

    assert told == "utan tjänst, P3, besvarade i tid"


def test_the_origin_of_all_is_told_by_what_was_promised(year):
    (whole,) = results.kept(span=Span.year(2015))
    source = registry.record_source(results.RESULTS)

    assert source.describe(whole.in_time.origins[0]) == "lösta i tid"
    assert source.count(whole.in_time.origins[0]) == 3


@pytest.mark.django_db
def test_without_closed_cases_there_is_no_year_and_no_row():
    assert results.years() == frozenset()
    assert tables.kept_by_service(Ask(2015)).rows == ()
