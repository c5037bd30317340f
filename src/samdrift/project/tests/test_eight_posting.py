"""Eight who post at once while a month is locked: no number is missing, and the chain holds."""

import json
import subprocess
import sys

POST = """
import json
from concurrent.futures import ThreadPoolExecutor
import django
django.setup()
from django.db import connection
from samdrift.bookkeeping import services
from samdrift.bookkeeping.errors import CannotPost
from samdrift.bookkeeping.tests.given import AT, begun, posted
from samdrift.ledger import chain, queries
from samdrift.ledger.models import Account, Voucher
from samdrift.ledger.tests.given import edition

before = edition(2015)
for number in ("1930", "4000"):
    Account.objects.create(edition=before, number=number)
begun()

def post(who):
    done = 0
    try:
        for time in range(6):
            if who == 3 and time == 3:
                services.set_lock(year=2016, month=3, is_locked=True, because="", by="eva", at=AT)
            posted(series="AB"[who % 2])
            done += 1
    except CannotPost:
        pass
    finally:
        connection.close()
    return done

with ThreadPoolExecutor(8) as pool:
    done = sum(pool.map(post, range(8)))
numbers = {series: sorted(int(number) for (number,) in Voucher.objects.filter(
    edition__year=2016, series=series).values_list("number")) for series in "AB"}
moved = queries.trial_balance(year=2016)["4000"].ore
print(json.dumps([done, numbers, moved, chain.SEAL.look().broken]))
"""


def test_of_eight_who_post_at_once_no_number_is_missing_and_a_locked_month_takes_no_more(place):
    told = subprocess.run(
        [sys.executable, "-c", POST], env=place, capture_output=True, text=True, check=False
    )
    assert told.returncode == 0, told.stderr[-2000:]

    done, numbers, moved, broken = json.loads(told.stdout)

    assert 3 <= done < 48
    assert [numbers[series] for series in "AB"] == [
        list(range(1, len(numbers[series]) + 1)) for series in "AB"
    ]
    assert (sum(map(len, numbers.values())), moved, broken) == (done, done * 50_00, [])
