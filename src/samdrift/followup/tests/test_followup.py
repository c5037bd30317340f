"""A year stands beside its budget and last year, with one sign, and what is said of it is kept."""

from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import User
from django.db import DatabaseError, transaction
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from samdrift.budget import services as budgets
from samdrift.budget.queries import apart
from samdrift.budget.services import Actor
from samdrift.budget.tests import given as budgeted
from samdrift.followup import queries, services, tables
from samdrift.followup.choices import Light, Tertial
from samdrift.followup.errors import CannotFollowUp
from samdrift.followup.models import Comment, Forecast, Limits
from samdrift.followup.ports import LightLimits
from samdrift.kernel.figures import Figure, Origin, Unit
from samdrift.kernel.money import Money
from samdrift.kernel.spans import Span
from samdrift.ledger import queries as ledger
from samdrift.ledger.tests.given import books, taken, ver
from samdrift.parties import services as parties
from samdrift.reporting import registry
from samdrift.reporting.formats import Scale, machine_number
from samdrift.reporting.ports import Ask, CannotAnswer
from samdrift.reporting.recount import Verdict, recount
from samdrift.reporting.totals import totals_tie

AT = datetime(2015, 9, 5, 12, tzinfo=UTC)
ADDRESS = "/ar/2015/uppfoljning/"
CENTRES = "".join(f'#OBJEKT 1 {key} "{name}"\n' for key, name in (("IT", "IT"), ("EK", "Ekonomi")))
BEFORE = books(ver("A", 1, "20140210", ("3000@IT", -900), (1930, 900)), year=2014)
SPAN = Span.parse("2015-01-01/2015-03-01")


def budget(month, account, kronor, centre="IT"):
    return f"#PBUDGET 0 2015{month:02} {account} {{1 {centre}}} {kronor}\n"


@pytest.fixture
def year(db, tmp_path):
    """Take in two years: budgeted and booked in January and February of 2015."""
    plan = [budget(month, 3000, -1000) + budget(month, 4000, 600) for month in (1, 2, 3)]
    taken(
        tmp_path,
        y2014=BEFORE,
        y2015=books(
            '#DIM 1 "Kostnadsställe"\n', CENTRES, *plan,
            ver("A", 1, "20150115", ("3000@IT", -1100), (1930, 1100)),
            ver("A", 2, "20150220", ("4000@IT", "650.50"), (1930, "-650.50")),
            ver("A", 3, "20150221", ("5000@EK", 20), (1930, -20)),
            ver("A", 4, "20150221", (5000, 7), (1930, -7)),
        ),
    )  # fmt: skip


def told(table_id, **ask):
    """Return a table's rows in kronor, what is blank as an empty word."""
    table = registry.table(table_id, Ask(2015, **ask), today=AT.date())
    return {
        row.key: " ".join(
            "-" if each.value is None else machine_number(each.value, Scale.SEK).removesuffix(".00")
            for each in row.figures
        )
        for row in table.rows
    }


def test_a_cost_centre_stands_beside_its_budget_and_plus_is_better(year):
    assert told(tables.BY_CENTRE, span=SPAN) == {
        "IT": "800 449.50 -350.50 900",
        "EK": "0 -20 -20 0",
        "none": "0 -7 -7 0",
        "total": "800 422.50 -377.50 900",
    }


def test_groups_of_accounts_give_the_result_of_a_cost_centre(year):
    rows = told(tables.BY_GROUP, span=SPAN, cost_centre="IT")

    assert (rows["income"], rows["bought"]) == ("2000 1100 -900 900", "-1200 -650.50 549.50 0")
    assert rows["result"] == "800 449.50 -350.50 900"
    with pytest.raises(CannotAnswer, match="Det finns inget kostnadsställe X"):
        told(tables.BY_GROUP, cost_centre="X")
    with pytest.raises(CannotAnswer, match="Välj hela månader"):
        told(tables.BY_GROUP, span=Span.parse("2015-01-01/2015-02-10"))


def test_what_is_passed_on_stands_apart_from_what_is_ones_own(year):
    budgets.pass_on(year=2015, accounts="4000-4099 3000", who=Actor("Eva", AT))

    assert told(tables.PASSED_ON, span=SPAN) == {
        "income-own": "0 0 0 0",
        "income-passed-on": "2000 1100 -900 900",
        "costs-own": "0 -27 -27 0",
        "costs-passed-on": "-1200 -650.50 549.50 0",
        "result": "800 422.50 -377.50 900",
    }
    (check,) = totals_tie(2015)
    assert check.faults == ()


def test_a_project_stands_beside_its_budget_and_opens_to_its_postings(db, tmp_path):
    taken(
        tmp_path,
        y2015=books(
            '#DIM 6 "Projekt"\n#OBJEKT 6 P1 "Ett"\n',
            "#VER A 1 20150115\n{\n#TRANS 4000 {6 P1} 70\n"
            "#TRANS 1010 {6 P1} 5\n#TRANS 1930 {} -75\n}\n",
        ),
    )
    version = budgeted.begun()
    budgeted.planned(version, 120, project="P1")
    budgeted.planned(version, 12, project="P2")
    budgeted.adopted(version)

    assert told(tables.BY_PROJECT) == {"project-P1": "-120 -70 50 0", "project-P2": "-12 0 12 0"}
    table = registry.table(tables.BY_PROJECT, Ask(2015), today=AT.date())
    for figure in table.row("project-P1").figures[:2]:
        assert recount(figure).verdict is Verdict.AGREES_REVERSED


ranged = st.lists(st.tuples(st.integers(1, 60), st.integers(0, 20)), max_size=4)


@given(ranged, ranged)
def test_accounts_are_told_apart_each_once(some, others):
    def written(pairs):
        return " ".join(f"{low}-{low + more}" for low, more in pairs)

    def chosen(text):
        return set(ledger.choose(text, map(str, range(1, 90))))

    within, without = apart(written(some), written(others))

    assert chosen(within) == chosen(written(some)) & chosen(written(others))
    assert chosen(without) == chosen(written(some)) - chosen(written(others))


def test_months_stand_alone_and_added_up_and_what_has_not_come_is_blank(year):
    rows = told(tables.BY_MONTH, cost_centre="IT")

    assert rows["2015-01"] == "400 1100 700 0 400 1100 700 0"
    assert rows["2015-02"] == "400 -650.50 -1050.50 900 800 449.50 -350.50 900"
    assert rows["2015-03"] == "400 - - 0 1200 - - 900"
    (check,) = totals_tie(2015)
    assert check.faults == ()


def test_every_figure_opens_to_records_that_give_it(year):
    table = registry.table(tables.BY_CENTRE, Ask(2015, span=SPAN), today=AT.date())
    (origin,) = table.figure("IT", "outcome").origins

    source = registry.record_source(origin.question)

    assert (source.count(origin), source.amount(origin).money) == (2, Money(-44_950))


def test_forecasts_stand_beside_the_budget_each_other_and_the_outcome(year):
    for tertial, ore in (
        (Tertial.FIRST, 50_000),
        (Tertial.SECOND, 40_000),
        (Tertial.SECOND, 30_000),
    ):
        services.expect(
            year=2015, place=(tertial, "IT"), amount=Money(ore), because="Dyrare", by="Eva", at=AT
        )

    assert told(tables.FORECASTS)["IT"] == "1200 500 300 - -900 449.50 149.50"
    figure = queries.forecast_figure(year=2015, tertial=2, cost_centre="IT")
    source = registry.record_source(figure.origins[0].question)
    assert source.count(figure.origins[0]) == figure.record_count == 2
    assert source.amount(figure.origins[0]).money == Money(30_000)
    with pytest.raises(CannotFollowUp, match="finns inte i årets bokföring"):
        services.expect(
            year=2015, place=(Tertial.FIRST, "X"), amount=Money(1), because="", by="Eva", at=AT
        )
    assert Forecast.objects.count() == 3


def test_what_is_said_is_kept_and_the_latest_counts(year):
    def say(text):
        services.say(year=2015, month=2, cost_centre="IT", text=text, by="Eva", at=AT)

    for text in ("Sent fakturerat.", "Sent fakturerat.\r\n", "Rättat."):
        say(text)
    assert queries.comments(year=2015, month=2)["IT"].text == "Rättat."
    say("")
    assert queries.comments(year=2015, month=2) == {}
    assert Comment.objects.count() == 3
    services.set_limits(wanted=LightLimits(5, 20), by="Eva", at=AT)
    for model in (Comment, Limits):
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            model.objects.all()._raw_delete("default")
    with pytest.raises(CannotFollowUp, match="Gult ska komma före rött"):
        services.set_limits(wanted=LightLimits(20, 20), by="Eva", at=AT)
    assert queries.limits() == LightLimits(5, 20)


@given(st.integers(-(10**12), 10**12), st.integers(1, 10**12))
def test_a_light_turns_just_at_its_limit_and_never_for_what_is_better(deviation, costs):
    def figure(ore):
        return Figure(Money(ore), Unit.MONEY, (Origin("x.y", SPAN),))

    light = LightLimits(10, 30).light(figure(deviation), figure(-costs))

    worse = -deviation * 1000
    expected = Light.BAD if worse >= 30 * costs else Light.GOOD
    assert light == (Light.CLOSE if 10 * costs <= worse < 30 * costs else expected)
    assert LightLimits().light(figure(deviation), figure(0)) is None


def test_the_page_tells_lights_and_finding_and_only_who_approves_writes(year):
    def client(role):
        wanted = parties.Wanted((role,), "")
        parties.save_user(name=role, password="korrekt-häst", wanted=wanted, by="test", at=AT)
        found = Client()
        found.force_login(User.objects.get(username=role))
        return found

    auditor, controller = client("auditor"), client("controller")
    said = {"act": "say", "cost_centre": "IT", "text": "Sent fakturerat."}
    assert auditor.post(f"{ADDRESS}?till=2", said).status_code == 404
    assert Comment.objects.count() == 0
    assert controller.post(f"{ADDRESS}?till=2", said).status_code == 302
    expected = {"act": "expect", "cost_centre": "", "tertial": "1", "amount": "\N{MINUS SIGN}1,5"}
    assert controller.post(ADDRESS, expected).status_code == 302
    assert Forecast.objects.get().amount_ore == -150_000
    assert controller.post(ADDRESS, expected | {"amount": "många"}).status_code == 422
    assert controller.post(ADDRESS, {"act": "limits", "close": "5", "bad": "5"}).status_code == 422
    assert controller.post(ADDRESS, {"act": "x"}).status_code == 404

    answer = auditor.get(ADDRESS)

    assert answer.context["finding"] == "Resultatet är enligt budget."
    lights = [(row.key, row.light) for row in answer.context["rows"]]
    assert lights == [("IT", "bad"), ("EK", ""), ("none", ""), ("total", "bad")]
    assert "Sent fakturerat." in answer.content.decode()
    assert 'name="act"' not in answer.content.decode()
    told = auditor.get(f"{ADDRESS}?till=12").context["than_expected"]
    assert told == "Det är 2\xa0tkr bättre än prognosen från tertial 1."
    assert auditor.get(f"{ADDRESS}?kst=X").status_code == 404
    assert auditor.get(answer.context["files"][0].href).status_code == 200
