"""Eight months reckoned and invoiced at once by eight people, and one month by all of them."""

import json
import subprocess
import sys

MONTHS = """
import json
from concurrent.futures import ThreadPoolExecutor
import django
django.setup()
from django.db import connection
from samdrift.billing.errors import CannotCharge
from samdrift.billing.models import Comparison, Invoice, Run
from samdrift.billing.services import deciding, preparing
from samdrift.billing.tests.given import AT, Member
from samdrift.kernel.spans import Month
from samdrift.parties.models import Organisation

member = Member()
Organisation.objects.create(code="VIM", name="Vimmerby", role="member", position=2)
member.computer("a")
member.computer("b", of="VIM")

def settle(number, month):
    try:
        for attempt in range(40):
            try:
                run = preparing.prepare(month=month, by=f"p{number}", at=AT, tell=lambda *_: None)
                deciding.approve(month=run.month, by=f"p{number}")
                deciding.issue(month=run.month, by=f"chef{number}", at=AT)
                return True
            except CannotCharge:
                if Run.objects.filter(month=month.span.start, invoiced_at__isnull=False).exists():
                    return False
    finally:
        connection.close()

def at_once(months):
    with ThreadPoolExecutor(8) as pool:
        return sorted(map(str, pool.map(settle, range(8), months)))

first = at_once([Month(2015, number) for number in range(1, 9)])
second = at_once([Month(2015, 9)] * 8)
rows = Invoice.objects.order_by("run__month", "organisation").values_list("run__month", "net_ore")
print(json.dumps([
    first, second, [(month.month, ore) for month, ore in rows],
    sorted(Invoice.objects.values_list("number", flat=True)),
]))
"""


def test_of_eight_months_at_once_each_has_one_result_and_no_number_is_missing(place):
    told = subprocess.run(
        [sys.executable, "-c", MONTHS], env=place, capture_output=True, text=True, check=False
    )
    assert told.returncode == 0, told.stderr[-2000:]

    first, second, invoices, numbers = json.loads(told.stdout)

    assert first == ["True"] * 8
    assert second == ["False"] * 7 + ["True"]
    assert invoices == [[month, 28_500] for month in range(1, 10) for _ in range(2)]
    assert numbers == list(range(1, 19))
