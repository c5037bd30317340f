"""What the product charges is what plain SQL, day by day, says that it should."""

from datetime import date, timedelta
from fractions import Fraction
from random import Random

import pytest
from django.db import connection
from django.db.models import Sum

from samdrift.assets.models import Holding
from samdrift.billing.models import Charge, Invoice, Line
from samdrift.billing.tests.given import FEBRUARY, JANUARY, Member, invoiced, prepared
from samdrift.catalogue.tests import given as catalogue
from samdrift.parties.models import Organisation

pytestmark = pytest.mark.django_db
KINDS = ("computer.staff.laptop", "computer.staff.desktop", "computer.pupil", "tablet", "printer")
DAYS_BY_PRICE = """
WITH days(day) AS ({days}),
held AS (
    SELECT days.day AS day, holding.organisation_id AS organisation, (
        SELECT metering.option_id FROM billing_metering metering
        WHERE holding.kind = metering.kind OR holding.kind LIKE metering.kind || '.%%'
        ORDER BY LENGTH(metering.kind) DESC LIMIT 1
    ) AS option_id
    FROM assets_holding holding JOIN days ON holding.in_service <= days.day
        AND (holding.out_of_service IS NULL OR holding.out_of_service > days.day)
),
priced AS (
    SELECT held.organisation, held.option_id, (
        SELECT price.amount_ore FROM catalogue_price price
        WHERE price.option_id = held.option_id AND price.holds_from <= held.day
        ORDER BY price.holds_from DESC LIMIT 1
    ) AS price FROM held WHERE held.option_id IS NOT NULL
)
SELECT organisation, option_id, price, COUNT(*) FROM priced WHERE price IS NOT NULL
GROUP BY organisation, option_id, price
"""


def told_by_sql(month):
    """Return how many thing-days each organisation had of each option at each price."""
    span = month.span
    days = [span.start + timedelta(n) for n in range((span.end - span.start).days)]
    cast = "CAST(%s AS date)" if connection.vendor == "postgresql" else "%s"
    sql = DAYS_BY_PRICE.format(days=" UNION ALL ".join([f"SELECT {cast}"] * len(days)))
    with connection.cursor() as cursor:
        cursor.execute(sql, [day.isoformat() for day in days])
        return {(row[0], row[1], row[2]): row[3] for row in cursor.fetchall()}


def charged(month):
    """Return how many thing-days of a month are charged, corrections too, by the same."""
    rows = Charge.objects.filter(line__of_month=month.span.start).order_by()
    found = rows.values_list("line__organisation_id", "line__option_id", "line__price_ore")
    return {tuple(row): days for *row, days in found.annotate(days=Sum("days")) if days}


def rounded(exact):
    whole = abs(exact) + Fraction(1, 2)
    return int(whole) if exact >= 0 else -int(whole)


def furnish(rng):
    """Have three members, prices that change within months, and things of many kinds."""
    member = Member()
    for position, code in enumerate(("VIM", "YDR"), 2):
        Organisation.objects.create(code=code, name=code, role="member", position=position)
    small, large, _ = catalogue.servers()
    member.meter("computer.pupil", small)
    member.meter("computer.staff.desktop", large)
    member.meter("tablet", None)
    for number, day in enumerate((date(2015, 1, 1), date(2015, 1, rng.randint(2, 31)))):
        first = catalogue.begun(name=f"L{number}", holds_from=day)
        for option in (small, large):
            catalogue.priced(first, option, rng.randint(1, 285))
        catalogue.services.publish(list_id=first.pk, by="chef", on=date(2014, 12, 1))
    for number in range(rng.randint(0, 60)):
        add(rng, f"sak {number}")


def add(rng, name):
    start = date(2014, 11, 1) + timedelta(rng.randint(0, 130))
    end = start + timedelta(rng.randint(0, 90)) if rng.random() < 0.5 else None
    Holding.objects.create(
        identifier=name,
        kind=rng.choice(KINDS),
        organisation_id=rng.choice(("KIN", "VIM", "YDR")),
        in_service=start,
        out_of_service=end,
    )


def change(rng):
    """Change what was told of some things, forget others, and tell of new ones."""
    for each in list(Holding.objects.order_by("identifier")):
        chance = rng.random()
        if chance < 0.1:
            each.delete()
        elif chance < 0.3:
            each.out_of_service = each.in_service + timedelta(rng.randint(0, 60))
            each.save()
    for number in range(rng.randint(0, 9)):
        add(rng, f"ny {number}")


@pytest.mark.parametrize("seed", range(12))
def test_the_product_and_plain_sql_agree_before_and_after_late_changes(seed):
    rng = Random(seed)  # noqa: S311  Not a secret.
    furnish(rng)
    invoiced(JANUARY)
    assert charged(JANUARY) == told_by_sql(JANUARY)

    change(rng)
    prepared(FEBRUARY)

    in_february = Charge.objects.filter(line__of_month=FEBRUARY.span.start)
    assert charged(FEBRUARY) == told_by_sql(FEBRUARY)
    assert charged(JANUARY) == told_by_sql(JANUARY)
    assert in_february.exists() or not told_by_sql(FEBRUARY)
    for line in Line.objects.prefetch_related("charges"):
        exact = Fraction(line.price_ore * line.days, line.month_days)
        assert line.amount_ore == rounded(exact)
        assert line.amount_ore == sum(charge.amount_ore for charge in line.charges.all())


@pytest.mark.parametrize("seed", range(4))
def test_invoices_are_the_sum_of_their_lines_and_of_the_tax_on_them(seed):
    furnish(Random(seed))  # noqa: S311  Not a secret.

    invoices = invoiced(JANUARY)

    assert [invoice.number for invoice in invoices] == list(range(1, len(invoices) + 1))
    for invoice in Invoice.objects.all():
        net = invoice.lines.aggregate(ore=Sum("amount_ore"))["ore"]
        assert (invoice.net_ore, invoice.vat_ore) == (net, rounded(Fraction(net, 4)))
