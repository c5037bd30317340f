"""From accounts and cost centres to services and municipalities, every öre of it kept."""

from datetime import date
from fractions import Fraction

import pytest
from django.db import Error, transaction

from samdrift.billing import fixed
from samdrift.billing.tests.given import Member, invoiced
from samdrift.costing import checks, gathering, queries, services
from samdrift.costing.choices import DriverKind, NodeKind, Settled
from samdrift.costing.errors import CannotCost
from samdrift.costing.models import CostEdge, CostRun, Node, Settlement
from samdrift.costing.ports import WantedIntake, WantedPassed
from samdrift.costing.tests.given import AT, licence, model, node, reckoned, to
from samdrift.kernel.allocation import Method
from samdrift.kernel.money import Money
from samdrift.kernel.spans import Month, Span
from samdrift.ledger.tests.given import books, taken, ver
from samdrift.parties.models import HomeOrganisation, Organisation

pytestmark = pytest.mark.django_db

BOOKS = books(
    ver("A", 1, "20150310", ("4000@700", "1000.00"), (1930, "-1000.00")),
    ver("A", 2, "20150420", ("5000@100", "500.01"), (1930, "-500.01")),
    ver("A", 3, "20150602", ("4000@900", "7.00"), (1930, "-7.00")),
)


@pytest.fixture
def booked(tmp_path):
    """Books of 2015, and two municipalities."""
    taken(tmp_path, y2015=BOOKS)
    for position, code in enumerate(("BOX", "VIM")):
        told = {"name": code, "role": "member", "position": position}
        Organisation.objects.update_or_create(code=code, defaults=told)


def carried(run):
    """Return what each organisation was handed, in öre."""
    rows = CostEdge.objects.filter(run=run, organisation__isnull=False, is_passed_on=False)
    found = {}
    for code, ore in rows.values_list("organisation_id", "amount_ore"):
        found[code] = found.get(code, 0) + ore
    return found


def test_places_that_serve_each_other_hand_on_every_ore(booked):
    model()

    run = reckoned()

    gross = {part.name: part.gross.ore for part in queries.parts(run.pk)}
    assert gross == {"Stab": 107_692, "Desk": 76_924, "Arbetsplats": 150_001}
    assert carried(run) == {"BOX": 50_000, "VIM": 100_001}
    assert (run.cost_ore, run.unused_ore, run.passed_on_ore) == (150_001, 0, 0)
    assert [check.faults for check in checks.year_checks(2015)] == [()]
    assert checks.year_checks(2014) == ()


@pytest.mark.parametrize(("method", "desk"), [(Method.DIRECT, 50_001), (Method.STEP_DOWN, 75_001)])
def test_other_methods_see_less_of_what_places_do_for_each_other(booked, method, desk):
    model()

    run = reckoned(method=method)

    assert queries.part(run.pk, "desk").gross.ore == desk
    assert sum(carried(run).values()) == 150_001


def test_what_is_reckoned_opens_to_the_accounts_and_to_every_edge(booked):
    model()
    run = reckoned()
    stab = queries.part(run.pk, "stab")

    (item,) = queries.items(stab.id, Span.year(2015))
    edges = queries.edges(run.pk, part_id=stab.id)

    assert (item.words, item.cost_centre, item.amount) == ("Konto 4000-7999", "700", Money(100_000))
    assert item.origin.scope == (
        ("accounts", "4000-7999"), ("measure", "movement"), ("cost-centre", "700"),
    )  # fmt: skip
    assert item.origin.record_count == 1
    assert {(edge.sender, edge.receiver, edge.share) for edge in edges} == {
        ("Stab", "Desk", Fraction(1, 4)),
        ("Stab", "Arbetsplats", Fraction(3, 4)),
        ("Desk", "Stab", Fraction(1, 10)),
    }


def test_a_licence_is_spread_over_its_months_and_comes_to_the_whole(booked):
    spread = licence(amount=1_000, months=7, starts=date(2014, 11, 1))
    node("Stab", WantedIntake("4000-7999", "700"), spread, to("VIM", 1))

    own = queries.parts(reckoned().pk)[0].own
    (kept,) = queries.node("stab").spreads.all()
    years = [gathering.part_of(kept, Span.year(year)).ore for year in (2014, 2015, 2016)]

    assert own == Money(100_000 - 100_000 + years[1])
    assert (sum(years), years) == (100_000, [28_572, 71_428, 0])


def test_what_is_bought_for_one_goes_in_and_out_and_is_in_no_share(booked):
    passed = WantedPassed("Kassa", "BOX", Money(30_000), date(2015, 5, 5))
    node("Stab", WantedIntake("4000-7999", "700"), passed, to("VIM", 1))

    run = reckoned()

    assert carried(run) == {"VIM": 70_000}
    (out,) = CostEdge.objects.filter(run=run, is_passed_on=True)
    assert (out.organisation_id, out.amount_ore, run.passed_on_ore) == ("BOX", 30_000, 30_000)


def test_capacity_that_nobody_used_is_nobodys(booked):
    node("Stab", WantedIntake("4000-7999", "700"), to("BOX", 3), to("VIM", 2), capacity=10)

    run = reckoned()

    assert (run.unused_ore, carried(run)) == (50_000, {"BOX": 30_000, "VIM": 20_000})
    assert [edge.is_unused for edge in queries.edges(run.pk)].count(True) == 1


def test_what_is_booked_and_taken_by_nobody_is_told(booked):
    model()

    assert gathering.outside(2015) == Money(700)
    assert gathering.outside(2013) == Money(0)


@pytest.mark.parametrize("again", [("4000-4100", "700"), ("4000",)])
def test_an_account_that_is_taken_in_twice_is_refused_by_name(booked, again):
    node("Stab", WantedIntake("4000-7999", "700"), to("VIM", 1))
    node("Mer", WantedIntake(*again), to("VIM", 1))

    with pytest.raises(CannotCost, match="Konto 4000 tas in två gånger: av Stab och av Mer"):
        reckoned()
    assert not CostRun.objects.exists()


@pytest.mark.parametrize(
    ("shares", "problem"),
    [
        ((), "Ingen tar emot kostnaden för Stab"),
        ((to("desk", 1),), "Kostnaden kommer aldrig ut ur kretsen Desk → Stab → Desk"),
    ],
)
def test_a_cost_that_would_never_arrive_is_refused_and_nothing_is_kept(booked, shares, problem):
    node("Stab", WantedIntake("4000-7999", "700"))
    node("Desk", to("stab", 1))
    measured = {} if shares else {"is_measured": True, "driver": DriverKind.CASES}
    node("Stab", WantedIntake("4000-7999", "700"), *shares, key="stab", **measured)

    with pytest.raises(CannotCost, match=problem):
        reckoned()
    assert not CostRun.objects.exists()


def test_nothing_is_reckoned_without_books_or_a_model(booked):
    with pytest.raises(CannotCost, match="tom"):
        reckoned()
    model()
    with pytest.raises(CannotCost, match="inga böcker för 2013"):
        reckoned(2013)


def test_what_is_reckoned_is_never_changed(booked):
    model()
    run = reckoned()

    for change in (lambda: CostRun.objects.update(cost_ore=1), CostEdge.objects.all().delete):
        with pytest.raises(Error), transaction.atomic():
            change()
    services.remove_node(key="stab")
    assert queries.part(run.pk, "stab").gross == Money(107_692)


def test_the_same_model_over_the_same_books_has_the_same_mark(booked):
    model()
    first = reckoned()
    again = reckoned()
    node("Arbetsplats", to("BOX", 1), to("VIM", 3), kind=NodeKind.SERVICE, key="arbetsplats")
    moved = reckoned()

    assert first.model_digest == again.model_digest != moved.model_digest
    assert first.ledger_digest == moved.ledger_digest != ""


def test_a_service_is_handed_on_by_what_is_charged_and_held_against_what_it_brought(tmp_path):
    taken(tmp_path, y2015=BOOKS)
    HomeOrganisation.objects.all().delete()
    Organisation.objects.all().delete()
    member = Member()
    Organisation.objects.create(code="VIM", name="Vimmerby", role="member", position=2)
    member.computer("a", kind="computer.staff")
    member.computer("b", kind="computer.staff", of="VIM")
    member.computer("c", kind="computer.staff", of="VIM")
    invoiced()
    node(
        "Arbetsplats",
        WantedIntake("4000-7999", "700"),
        kind=NodeKind.SERVICE,
        driver=DriverKind.VOLUME,
        is_measured=True,
        service_id=member.option.service_id,
    )

    run = services.reckon(
        span=Span(date(2015, 1, 1), date(2016, 1, 1)), method=Method.RECIPROCAL, by="anna", at=AT
    )

    told = {each.organisation: (each.paid.ore, each.cost.ore, each.over.ore)
            for each in queries.recoveries(run.pk)}  # fmt: skip
    assert told == {"KIN": (28_500, 33_333, -4_833), "VIM": (57_000, 66_667, -9_667)}
    assert queries.run(run.pk).price_lists == "2015"

    services.settle(run_id=run.pk, how=Settled.REPAID, decision="§ 7", by="anna", at=AT)
    charged = [(each.organisation, each.first, each.amount.ore) for each in fixed.listed()]
    assert charged == [("KIN", Month(2015, 2), 4_833), ("VIM", Month(2015, 2), 9_667)]


def test_a_year_is_settled_once_and_carried_on_by_service_and_member(booked):
    model()
    run = reckoned()
    month = services.reckon(span=Month(2015, 3).span, method=Method.DIRECT, by="anna", at=AT)

    told = {"how": Settled.CARRIED, "decision": "§ 7", "by": "anna", "at": AT}
    services.settle(run_id=run.pk, **told)

    for other, problem in ((run, "redan reglerat"), (month, "helt år")):
        with pytest.raises(CannotCost, match=problem):
            services.settle(run_id=other.pk, **told)
    assert Settlement.objects.count() == 1
    assert queries.carried(before=date(2016, 1, 1)) == {}
    assert queries.run(run.pk).settled is Settled.CARRIED


@pytest.mark.parametrize(
    ("told", "problem"),
    [
        ({"name": "Stab"}, "med det namnet"),
        ({"driver": DriverKind.VOLUME, "is_measured": True}, "Välj vilken"),
        ({"is_measured": True}, "Skriv andelarna i stället"),
    ],
)
def test_a_place_that_cannot_be_is_refused(booked, told, problem):
    node("Stab")

    with pytest.raises(CannotCost, match=problem):
        node(**({"name": "Ny"} | told))
    assert [each.name for each in Node.objects.all()] == ["Stab"]
