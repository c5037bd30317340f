"""What comes again, what is spread over months and what is proposed is booked once, to the öre."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samdrift.bookkeeping import queries, services
from samdrift.bookkeeping.choices import Often, Spread
from samdrift.bookkeeping.errors import CannotPost
from samdrift.bookkeeping.models import BookedVoucher
from samdrift.bookkeeping.ports import WantedAccrual
from samdrift.bookkeeping.tests.given import AT, begun, posted, signed_in, wanted
from samdrift.kernel.money import Money
from samdrift.kernel.spans import Month
from samdrift.ledger import queries as ledger
from samdrift.ledger.tests.given import PURCHASE, SALE, books, taken, ver

MARCH = Month(2016, 3)
OBJECT = "#DIM 1 x\n#OBJEKT 1 IT IT\n"


@pytest.fixture
def kept(db, tmp_path):
    """Books of 2015 taken in, and those of 2016 kept here."""
    taken(tmp_path, y2015=books(OBJECT, SALE, PURCHASE))
    return begun()


def spread(ore=1000_00, months=3, key=Spread.EQUAL, shares=()):
    return WantedAccrual("Licens", "1930", "4000", "IT", Money(ore), MARCH, months, key, shares)


def proposed(month=MARCH):
    return {each.proposal.key: each for each in queries.proposals(month)}


@given(
    st.integers(-(10**13), 10**13).filter(bool),
    st.integers(2, 120),
    st.sampled_from(Spread),
    st.data(),
)
@settings(max_examples=60)
def test_an_amount_is_spread_whole_over_its_months(ore, months, key, data):
    shares = tuple(data.draw(st.lists(st.integers(1, 99), min_size=months, max_size=months)))

    parts = spread(ore, months, key, shares).parts()

    assert sum(part.ore for _month, part in parts) == ore
    assert [month for month, _part in parts][:2] == [MARCH, Month(2016, 4)]
    assert len(parts) == months
    if key == Spread.EQUAL:
        assert max(part.ore for _, part in parts) - min(part.ore for _, part in parts) <= 1


def test_each_month_of_an_accrual_is_proposed_and_booked_once(kept):
    row = services.accrue(spread(key=Spread.DAYS), by="eva", at=AT)
    key = f"accrual:{row.pk}:2016-03"

    services.post_proposal(key=key, month=MARCH, by="eva", at=AT)
    with pytest.raises(CannotPost, match="redan bokfört"):
        services.post_proposal(key=key, month=MARCH, by="eva", at=AT)
    with pytest.raises(CannotPost, match="finns inte längre"):
        services.post_proposal(key=key, month=Month(2016, 7), by="eva", at=AT)

    assert proposed()[key].voucher[1] == "PER 1"
    assert ledger.trial_balance(year=2016) == {"1930": Money(-336_96), "4000": Money(336_96)}
    [told] = queries.accruals(2016)
    assert (told.booked, [part.ore for _m, part in told.wanted.parts()]) == (
        Money(336_96),
        [336_96, 326_09, 336_95],
    )
    assert queries.accruals(2017) == ()
    services.end_accrual(row.pk)
    assert proposed(Month(2016, 4)) == {}


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ({"months": 1}, "mellan 2 och 120"),
        ({"key": Spread.OWN, "shares": (1, 2)}, "en andel för varje månad"),
        ({"ore": 0}, "ett belopp"),
    ],
)
def test_what_cannot_be_spread_is_refused(kept, told, reason):
    with pytest.raises(CannotPost, match=reason):
        services.accrue(spread(**told), by="eva", at=AT)

    assert queries.accruals(2016) == ()


def test_a_template_comes_again_in_its_months_until_it_is_ended(kept):
    told = {"wanted": wanted(), "by": "eva", "at": AT, "first": MARCH}
    rent = services.keep_template(name="Hyra", often=Often.QUARTERLY, **told)
    services.keep_template(name="Bara mall", often=Often.NEVER, **told)

    due = [number for number in range(1, 13) if proposed(Month(2016, number))]
    assert due == [3, 6, 9, 12]
    [(key, each)] = proposed(Month(2016, 6)).items()
    assert (key, each.proposal.wanted.day) == (f"template:{rent.pk}:2016-06", date(2016, 6, 30))

    services.end_template(rent.pk)
    assert proposed() == {}
    assert [each.name for each in queries.templates()] == ["Bara mall"]


def test_the_result_is_carried_to_equity_until_nothing_is_left(kept):
    posted(("1930", 70_00), ("3000", -70_00))
    told = {"year": 2016, "result_account": "8000", "equity_account": "2010", "series": "S"}

    services.carry_result(**told, by="eva", at=AT)

    assert queries.result_left(2016) == Money(0)
    assert ledger.trial_balance(year=2016)["2010"] == Money(-70_00)
    with pytest.raises(CannotPost, match="redan fört"):
        services.carry_result(**told, by="eva", at=AT)
    posted()
    services.carry_result(**told, by="eva", at=AT)
    assert ledger.trial_balance(year=2016)["2010"] == Money(-20_00)


@pytest.fixture
def manager(kept, client):
    """Who keeps the books."""
    return signed_in(client, "manager")


def test_an_amount_is_spread_and_its_month_booked_in_the_browser(manager):
    page = "/bokforing/2016/periodiseringar/"
    assert "Inget fördelas på månader än." in manager.get(page).text
    told = {
        "text": "Licens",
        "amount": "1 000,00",
        "from_account": "1930",
        "to_account": "4000 Hyra",
        "cost_centre": "IT",
        "first": "2016-03",
        "months": "4",
        "spread": "own",
        "shares": "3 3 2 2",
    }
    for wrong in (
        {"amount": "x"},
        {"from_account": "4711"},
        {"first": "mars"},
        {"shares": "tre"},
        {"shares": "3 3"},
        {"months": "1"},
    ):
        assert manager.post(page, told | wrong).status_code == 422
    assert manager.post(page, told).status_code == 302

    proposals = "/bokforing/2016/forslag/?manad=3"
    key = next(iter(proposed()))
    assert "Licens 2016-03" in manager.get(proposals).text
    assert "är bokförd" in manager.post(proposals, {"key": key}, follow=True).text
    assert manager.post(proposals, {"key": key}).status_code == 422
    assert "PER 1</a>" in manager.get(proposals).text
    assert manager.get("/bokforing/2016/forslag/?manad=13").status_code == 404
    assert manager.get("/bokforing/2015/forslag/").status_code == 404
    [kept] = queries.accruals(2016)
    assert manager.post(page, {"end": kept.id}, follow=True).text.count("Avslutad") == 1


def test_a_template_is_kept_from_a_voucher_and_written_from(manager):
    voucher = posted()
    page = f"/bokforing/verifikation/{voucher}/mall/"
    assert "Raderna och beloppen" in manager.get(page).text
    assert manager.post(page, {"name": "Hyra", "often": "1", "first": "?"}).status_code == 422
    assert manager.post(page, {"name": "Hyra", "often": "1", "first": "2016-04"}).status_code == 302
    [kept] = queries.templates()
    assert "Hyra</a>" in manager.get("/bokforing/mallar/").text
    rows = manager.get(f"/bokforing/2016/ny/?mall={kept.id}").context["rows"]
    assert [(row.account, row.debit) for row in rows][:2] == [("4000", "50,00"), ("1930", "")]
    assert manager.get("/bokforing/2016/ny/?mall=99").status_code == 404
    assert manager.post("/bokforing/mallar/99/avsluta/").status_code == 404

    manager.post(f"/bokforing/mallar/{kept.id}/avsluta/")
    assert "Ingen mall är sparad än." in manager.get("/bokforing/mallar/").text


def test_the_result_is_carried_in_the_browser(manager):
    posted()
    page = "/bokforing/2016/forslag/"
    for wrong in (
        {"result_account": "2010", "equity_account": "2010"},
        {"result_account": "8000", "equity_account": "4000"},
        {"result_account": "", "equity_account": "x"},
    ):
        assert manager.post(page, wrong).status_code == 422
    told = {"result_account": "8000", "equity_account": "2010 Eget kapital"}

    manager.post(page, told)

    assert BookedVoucher.objects.count() == 2
    assert "inget finns kvar att föra" in manager.get(page).text


def test_what_was_another_when_books_came_again_is_shown_by_voucher(manager, tmp_path, monkeypatch):
    other = ver("A", 1, "20150310", (1930, "90.50"), (3000, "-90.50"))
    assert manager.get("/bokforing/2015/skillnader/").status_code == 404

    taken(tmp_path, y2015=books(OBJECT, other, PURCHASE))

    shown = manager.get("/bokforing/2015/skillnader/").text
    assert ("1930 100,50" in shown, "1930 90,50" in shown) == (True, True)
    assert "0 nya, 1 ändrade och 0 borta" in shown
    assert "skillnader/" in manager.get("/bokforing/2015/").text
