"""What the demo is given beside its own, so that every page of it has something to show.

Called in the demo's environment: a reviewed edition, and what an earlier report printed, of which
one figure differs.
"""

from datetime import UTC, datetime

from samdrift.annualreport.editions import services as editions
from samdrift.annualreport.reconciliation import services as reconciling
from samdrift.reporting.formats import Scale

PRINTED = """table,row,column,printed
ledger.income-statement,result,2015,3257
ledger.income-statement,result,2014,4036
"""


def furnish():
    """Write all of it."""
    at = datetime(2016, 2, 1, 12, tzinfo=UTC)
    editions.review_report(year=2015, by="controller", at=at)
    reconciling.take_in_printed(year=2015, text=PRINTED, scale=Scale.TKR, by="controller", at=at)
