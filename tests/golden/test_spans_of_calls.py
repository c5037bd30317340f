"""The calls of a sample year over any days, held against their own file line by line."""

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.golden.conftest import TWO
from tests.golden.test_spans import RELAXED, asked, lines

from samdrift.kernel.spans import Span
from samdrift.reporting.ports import Ask

SAMPLE = TWO

pytestmark = pytest.mark.samples


def test_calls_of_any_days_are_those_of_their_file(sample):
    calls = Counter((row["started"][:10], bool(row["answered"])) for row in lines(TWO, "calls.csv"))

    @RELAXED
    @given(st.dates(date(2016, 1, 1), date(2016, 12, 31)), st.integers(0, 365))
    def check(last, days):
        first = max(last - timedelta(days), date(2015, 6, 1))
        span = Span(first, last + timedelta(1))
        counted = [
            sum(
                number
                for (day, is_), number in calls.items()
                if is_ in which and first.isoformat() <= day <= last.isoformat()
            )
            for which in ((True, False), (True,), (False,))
        ]
        for table_id in ("switchboard.calls-per-month", "switchboard.calls-per-week"):
            table = asked(table_id, Ask(2016, span=span))
            assert [figure.value for figure in table.row("total").figures] == counted
            items = [row for row in table.rows if row.kind == "item"]
            assert [sum(row.figures[at].value for row in items) for at in range(3)] == counted

    check()
