"""A table asked about other days, some of the members, or a row of it over the years."""

import json

import pytest
from tests.web.budget import MOST_QUESTIONS

from samdrift.reporting.ports import Ask, FigureAddress, Series
from samdrift.reporting.views.links import figure_path

pytestmark = pytest.mark.django_db
TICKETS = "/ar/2015/tabeller/servicedesk.resolution-times/"
COMPUTERS = "/ar/2015/tabeller/assets.computers/"


def read(client, path, status=200):
    response = client.get(path)
    assert response.status_code == status, path
    return response.content.decode().replace("\N{NO-BREAK SPACE}", " ")


def values(client, path):
    """Return a table's rows as its JSON file tells them."""
    told = json.loads(client.get(path).content)
    return {row["key"]: row["values"] for row in told["rows"]}


def test_a_flow_is_shown_for_the_days_that_are_asked(manager):
    page = read(manager, f"{TICKETS}?from=2015-01-01&to=2015-01-31")

    assert "1 januari – 31 januari 2015</h1>" in page
    assert 'value="2015-01-31"' in page
    assert values(manager, f"{TICKETS[:-1]}.json?from=2015-03-01&to=2015-03-31")["2015"][0] == 2
    assert values(manager, f"{TICKETS[:-1]}.json?from=2015-04-01&to=2015-12-31") == {}


def test_the_files_and_units_keep_what_is_asked(manager):
    page = read(manager, f"{TICKETS}?from=2015-01-01&to=2015-06-30&members=BOX")

    assert (
        "servicedesk.resolution-times.xlsx?members=BOX&amp;from=2015-01-01&amp;to=2015-06-30"
        in page
    )
    assert "Bara Boxholm." in page
    statement = read(
        manager, "/ar/2015/tabeller/ledger.income-statement/?from=2015-01-01&to=2015-03-31"
    )
    assert "from=2015-01-01&amp;to=2015-03-31&amp;unit=SEK" in statement


def test_a_period_that_ends_in_another_year_leads_there(manager):
    response = manager.get(f"{TICKETS}?from=2014-01-01&to=2014-12-31")

    assert response.status_code == 302
    assert response["Location"].startswith("/ar/2014/tabeller/servicedesk.resolution-times/?from=")


@pytest.mark.parametrize(
    ("path", "told"),
    [
        (f"{TICKETS}?from=x", "Skriv första och sista dagen"),
        (f"{TICKETS}?from=2015-05-01&to=2015-04-01", "Skriv första och sista dagen"),
        (f"{TICKETS}?from=1900-01-01&to=2015-04-01", "högst 10 år"),
        (f"{COMPUTERS}?from=2015-02-01", "räknar en dag"),
        (f"{COMPUTERS}?members=NOPE", "Det finns ingen medlem NOPE, bara BOX, VIM."),
        (f"{COMPUTERS}?series=nope", "har ingen rad nope att följa"),
        (f"{COMPUTERS}?series=total&series-column=nope", "har ingen kolumn nope att följa"),
        ("/ar/2015/tabeller/servicedesk.satisfaction/?members=BOX", "delas inte upp på medlemmar"),
        ("/ar/2015/tabeller/ledger.income-statement/?to=2015-03-15", "Välj hela månader"),
        ("/ar/2015/tabeller/staff.sick-leave/?to=2015-03-15", "visas för hela månader"),
    ],
)
def test_what_cannot_be_asked_is_told_in_place(manager, path, told):
    assert told in read(manager, path, status=422)


def test_a_table_that_takes_nothing_says_so(manager):
    page = read(manager, "/ar/2015/tabeller/goals.assessment/")

    assert "gäller ett helt år och visas inte för en annan dag eller period" in page
    assert "delas inte upp på medlemmar" in page


def test_the_total_is_of_the_chosen_members(manager):
    page = read(manager, f"{COMPUTERS}?members=VIM")

    assert "Totalt av de valda" in page
    chosen = values(manager, f"{COMPUTERS[:-1]}.json?members=VIM")
    assert list(chosen) == ["VIM", "total", "previous-year"]
    assert chosen["VIM"] == chosen["total"]
    everybody = f"{COMPUTERS[:-1]}.json?members=VIM&members=BOX"
    assert values(manager, everybody) == values(manager, f"{COMPUTERS[:-1]}.json")


def test_a_row_is_followed_over_the_years_with_a_chart_and_doors(manager):
    page = read(manager, f"{COMPUTERS}?series=total&series-column=computer")

    assert "<svg" in page
    assert "år för år till 2015</h1>" in page
    told = values(manager, f"{COMPUTERS[:-1]}.json?series=total&series-column=computer")
    assert told == {"2013": [121], "2014": [121], "2015": [121]}
    address = FigureAddress(
        "assets.computers", Ask(2015, series=Series("total")), "2014", "computer"
    )
    assert "121" in read(manager, figure_path(address))


def test_a_year_of_which_nothing_is_told_is_a_gap(manager):
    told = values(manager, "/ar/2015/tabeller/ledger.income-statement.json?series=revenue")
    assert list(told) == ["2015"]
    phones = "/ar/2015/tabeller/assets.telephony.json?series=VIM&series-column=phone.mobile"
    assert values(manager, phones)["2015"] == [{"missing": "har inte lämnat uppgift"}]


def test_an_economist_may_open_the_own_members_records_and_no_others(signed_in):
    economist = signed_in("economist")

    def opens(code):
        ask = Ask(2015, members=(code,))
        page = read(
            economist,
            figure_path(FigureAddress("servicedesk.resolution-times", ask, "2015", "tickets")),
        )
        return "Posterna är inte dina att öppna." not in page

    assert opens("VIM")
    assert not opens("BOX")
    path = "/poster/?question=servicedesk.tickets&span=2015-01-01/2016-01-01&organisation="
    assert economist.get(f"{path}VIM").status_code == 200
    assert economist.get(f"{path}BOX").status_code == 404


def test_a_part_of_a_year_never_tells_of_few_people(manager):
    """Neither a group of ten or fewer is told of, nor those that with it make up all."""
    january = "from=2015-01-01&to=2015-01-31"
    told = values(manager, f"/ar/2015/tabeller/staff.sick-leave.json?{january}")

    few = {key for key, row in told.items() if isinstance(row[0], dict)}
    assert few == {"long-term", "29-or-younger", "30-49", "50-or-older"}
    assert all("tio personer" in told[key][0]["missing"] for key in few)


def test_asking_keeps_the_budget_of_questions(manager, django_assert_max_num_queries):
    for path in (
        f"{TICKETS}?from=2015-01-01&to=2015-06-30&members=BOX",
        f"{COMPUTERS}?day=2015-06-30&members=BOX",
        "/ar/2015/tabeller/ledger.income-statement/?series=revenue",
    ):
        with django_assert_max_num_queries(MOST_QUESTIONS):
            read(manager, path)
