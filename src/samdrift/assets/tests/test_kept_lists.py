"""Lists month by month: what is new, what remains and since when, what is mended."""

from datetime import date

import pytest

from samdrift.assets.models import ComparedList
from samdrift.assets.register.door import Reader
from samdrift.assets.taking_in import comparing, kept_lists
from samdrift.assets.taking_in.comparing import ListSort
from samdrift.assets.tests import given
from samdrift.assets.tests.given import AT, CHEF
from samdrift.kernel.money import Money
from samdrift.plumbing import sheets
from samdrift.plumbing.access import Role

pytestmark = pytest.mark.django_db
EVERY = Reader("", sees_people=True, keeps=True, roles=frozenset(Role))


def kept(month, *numbers, sort=ListSort.CARRIER):
    text = "Nummer;Kostnad\n" + "".join(f"{number};99,50\n" for number in numbers)
    found = comparing.compare(EVERY, sheets.read(text.encode()), sort)
    at = AT.replace(year=2026 + month // 12, month=month % 12 + 1)
    return kept_lists.keep(found, sort, name="lista.csv", actor=CHEF, at=at)


def test_what_remains_is_told_since_when_and_what_is_mended_is_told_too():
    given.organisation()
    kept(0, "0701", "0702")
    kept(1, "0702", "0703")

    found = kept_lists.kept_list(kept(2, "0703", "0702", "0704").pk)

    assert [(each.difference.key, each.since.month, each.is_new) for each in found.differences] == [
        ("0703", 2, False),
        ("0702", 1, False),
        ("0704", 3, True),
    ]
    assert (found.mended, found.before) == ((), date(2026, 2, 1))
    assert found.in_vain == Money(29_850)
    february = kept_lists.kept_list(ComparedList.objects.get(month="2026-02-01").pk)
    assert [each.key for each in february.mended] == ["0701"]


def test_a_month_has_one_list_and_the_first_of_all_has_nothing_new():
    given.organisation()
    kept(0, "0701")

    row = kept(0, "0702")

    found = kept_lists.kept_list(row.pk)
    assert [(each.difference.key, each.is_new) for each in found.differences] == [("0702", False)]
    assert len(kept_lists.kept()) == 1


def test_a_list_is_kept_for_two_years():
    given.organisation()
    for month in range(26):
        kept(month, "0701")

    assert ComparedList.objects.count() == 24
    assert ComparedList.objects.order_by("month").first().month == date(2026, 3, 1)


def test_a_cost_that_is_none_is_not_counted():
    given.organisation()
    found = comparing.compare(
        EVERY, sheets.read(b"Nummer;Kostnad\n0701;1 299 kr\n0702;-\n"), ListSort.CARRIER
    )

    assert [each.cost_ore for each in found.differences] == [129_900, None]
