"""What each page of the product shows, over a small year of two members."""

import html
import io
import re
import zipfile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.web.budget import MOST_QUESTIONS, asked_of
from tests.web.conftest import MOMENT

from samdrift.annualreport import work
from samdrift.plumbing.components.menu import MenuItem
from samdrift.reporting import memory
from samdrift.servicedesk.models import Ticket

COMPUTERS = "/ar/2015/tabeller/assets.computers/"
TOTAL = "/figur/?table=assets.computers&year=2015&row=total&column=computer"
PUPILS = "/figur/?table=assets.computers&year=2015&row=VIM&column=computer.pupil"
HOLDINGS = "/poster/?question=assets.holdings&span=2015-12-31/2016-01-01"
VIMMERBY = f"{HOLDINGS}&kind=computer&organisation=VIM"


def words(response):
    """Return the page as it is read, on one line."""
    text = re.sub(r"<(script|style|svg)\b.*?</\1>", "", response.content.decode(), flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).replace("\xa0", " ").split())


def addresses(response, begins):
    """Return where the links of a page lead that begin so."""
    found = re.findall(r'href="([^"]*)"', response.content.decode())
    return [html.unescape(href) for href in found if html.unescape(href).startswith(begins)]


def test_the_start_leads_to_the_newest_year_that_most_tables_tell_of(manager):
    assert manager.get("/").headers["Location"] == "/ar/2015/"


def test_the_start_says_what_to_do_where_nothing_has_been_taken_in(client, person):
    client.force_login(person("manager"))

    page = client.get("/")

    assert page.status_code == 200
    assert "samdrift import" in words(page)


def test_the_overview_tells_key_figures_beside_last_years(manager):
    page = manager.get("/ar/2015/")

    assert "Stängda ärenden 2 1 +1" in words(page)
    assert "Datorer 121 121" in words(page)


def test_the_overview_says_what_is_missing_and_why(manager):
    page = manager.get("/ar/2015/")

    told = words(page).casefold()
    assert "mobilabonnemang har inte lämnat uppgift saknas" in told
    assert "behöver din uppmärksamhet saknas" in told


def test_every_figure_of_the_overview_opens(manager):
    page = manager.get("/ar/2015/")

    doors = addresses(page, "/figur/")
    assert len(doors) > 10
    assert {manager.get(door).status_code for door in doors} == {200}


def test_every_figure_of_the_report_opens_and_agrees_with_its_records(manager):
    page = manager.get("/ar/2015/rapport/")

    doors = set(addresses(page, "/figur/"))
    assert len(doors) > 50
    for door in doors:
        opened = manager.get(door)
        assert opened.status_code == 200, door
        assert "Skiljer" not in words(opened), door


def test_the_contents_of_the_report_lead_to_its_chapters(manager):
    text = manager.get("/ar/2015/rapport/").content.decode()

    leads = set(re.findall(r'href="#([^"]+)"', text)) - {"main"}
    assert leads
    assert leads <= set(re.findall(r'id="([^"]+)"', text))


@pytest.mark.parametrize(
    ("form", "begins"),
    [("pdf", b"%PDF-"), ("docx", b"PK"), ("xlsx", b"PK"), ("html", b"<!doctype html>")],
)
def test_the_report_can_be_had_as_a_file(manager, form, begins):
    file = manager.get(f"/ar/2015/arsredovisning.{form}")

    assert file.headers["Content-Disposition"].endswith(f'arsredovisning-2015.{form}"')
    assert file.content.startswith(begins)


def test_figures_in_a_file_lead_back_to_the_product(manager, settings):
    settings.BASE_URL = "https://samdrift.example"

    file = manager.get("/ar/2015/arsredovisning.html").content.decode()

    assert 'href="https://samdrift.example/figur/?table=' in file


def test_the_list_of_tables_has_every_table_by_title(manager):
    page = manager.get("/ar/2015/tabeller/")

    assert reverse("reporting:table", args=[2015, "assets.computers"]) in page.content.decode()
    titles = [table.title for table in page.context["tables"]]
    assert titles.index("Datorer och surfplattor") < titles.index("Tjänstekort")


def test_a_table_shows_its_figures_as_doors(manager):
    page = manager.get(COMPUTERS)

    assert "Vimmerby – – – – – 120 120 –" in words(page)
    assert TOTAL in addresses(page, "/figur/")


def test_a_register_can_be_asked_about_another_day(manager):
    assert "Totalt – – – – – – – –" in words(
        manager.get(COMPUTERS.replace("2015", "2013") + "?day=2013-01-31")
    )


def test_a_day_that_is_none_is_told_in_place(manager):
    page = manager.get(COMPUTERS + "?day=i+går")

    assert page.status_code == 422
    assert "Skriv dagen så här: 2015-12-31." in words(page)


def test_a_day_of_another_year_is_told_in_place(manager):
    page = manager.get(COMPUTERS + "?day=2014-12-31")

    assert page.status_code == 422
    assert "Välj en dag i 2015, eller byt år först." in words(page)


def test_money_can_be_read_in_kronor(manager):
    table = "/ar/2015/tabeller/ledger.income-statement/"

    assert "Tusental kronor (tkr)" in words(manager.get(table))
    assert "1 500,50" in words(manager.get(table + "?unit=SEK"))


@pytest.mark.parametrize("form", ["xlsx", "csv", "json", "md"])
def test_a_table_can_be_had_as_a_file(manager, form):
    file = manager.get(f"/ar/2015/tabeller/assets.computers.{form}")

    assert file.status_code == 200
    assert file.headers["Content-Disposition"].endswith(f'assets.computers-2015.{form}"')


def test_a_figure_with_one_origin_shows_its_records(manager):
    page = manager.get(PUPILS)

    assert "Vimmerby, elever 2015" in words(page)
    assert "Stämmer Posterna ger samma tal." in words(page)
    assert "dator-000" in words(page)


def test_a_sum_shows_its_parts_each_opening_its_records(manager):
    page = manager.get(TOTAL)

    assert "Talet kommer ur 2 urval" in words(page)
    parts = addresses(page, "/poster/")
    assert len(parts) == 2
    assert {manager.get(part).status_code for part in parts} == {200}


def test_an_amount_is_told_to_the_ore_with_its_proof(manager):
    page = manager.get("/figur/?table=ledger.income-statement&year=2015&row=result&column=2015")

    assert "Exakt 1 500,50 kr. Stämmer" in words(page)
    assert "Posterna ger samma belopp, på öret." in words(page)


def test_a_missing_figure_says_why(manager):
    page = manager.get("/figur/?table=assets.telephony&year=2015&row=VIM&column=phone.mobile")

    assert "saknas Saknas Har inte lämnat uppgift" in words(page)


def test_a_share_is_recounted_from_its_records(manager):
    page = manager.get("/figur/?table=staff.sick-leave&year=2015&row=all&column=percent")

    assert "0,8 %" in words(page)


def test_records_are_paged_fifty_at_a_time(manager):
    seen = []
    page = manager.get(VIMMERBY)
    for _ in range(3):
        seen += re.findall(r"dator-\d+", words(page))
        following = [href for href in addresses(page, "/poster/?") if "after=" in href]
        page = manager.get(following[-1]) if following else page

    listed = list(dict.fromkeys(seen))  # The page's own address stands at its foot too.
    assert len(listed) == 120
    assert listed == sorted(listed)


def test_the_way_down_is_carried_and_leads_back_to_the_same_page_of_the_list(manager):
    figure = manager.get("/figur/?table=ledger.income-statement&year=2015&row=result&column=2015")
    accounts = manager.get(addresses(figure, "/poster/?")[0])
    lines = manager.get(addresses(accounts, "/poster/?question=ledger.lines")[0])
    voucher = manager.get(addresses(lines, "/poster/?question=ledger.voucher")[0])

    trail = [step.words.replace("\xa0", " ") for step in voucher.context["trail"]]
    assert trail[0] == "2 tkr"
    assert len(trail) == 3
    for step in voucher.context["trail"]:
        assert manager.get(step.href).status_code == 200
    assert len(voucher.content) < 24_000


def test_a_trail_that_somebody_has_written_is_not_followed(manager):
    page = manager.get(VIMMERBY + "&trail=W1siSmFnIiwiMSIsImh0dHBzOi8vb25kLmV4YW1wbGUiXV0:falsk")

    assert page.status_code == 200
    assert page.context["trail"] == ()


def test_all_records_can_be_had_as_csv_that_holds_no_formulas(manager):
    file = manager.get(
        f"/poster/fil/{HOLDINGS.removeprefix('/poster/')}&kind=computer&organisation=BOX&form=csv"
    )

    lines = b"".join(file.streaming_content).decode().splitlines()
    assert lines[0] == "Beteckning,Slag,Organisation,Plats,I drift,Ur drift"
    assert lines[1].startswith("'=1+1,")
    assert len(lines) == 2


def test_all_records_can_be_had_as_a_workbook_that_holds_no_formulas(manager):
    file = manager.get(
        f"/poster/fil/{HOLDINGS.removeprefix('/poster/')}&kind=computer&organisation=BOX&form=xlsx"
    )

    with zipfile.ZipFile(io.BytesIO(b"".join(file.streaming_content))) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "=1+1" in sheet
    assert "<f>" not in sheet


@pytest.mark.parametrize(
    "address",
    [
        "/ar/1999/",
        "/ar/99999999/rapport/",
        "/ar/2015/tabeller/assets.nothing/",
        "/ar/2015/tabeller/assets.computers.pdf/",
        "/ar/2015/arsredovisning.exe",
        "/figur/",
        "/figur/?table=assets.computers&year=2015&row=total&column=nothing",
        "/figur/?table=assets.computers&year=nu&row=total&column=computer",
        "/poster/",
        "/poster/?question=assets.holdings&span=2015-12-31/2016-01-01",
        "/poster/?question=assets.nothing&span=2015-12-31/2016-01-01&kind=computer",
        "/poster/?question=holdings&span=2015-12-31/2016-01-01&kind=computer",
        "/poster/?question=assets.holdings&span=igår&kind=computer&organisation=VIM",
        "/poster/?question=ledger.accounts&span=2015-01-01/2016-01-01&accounts=x&measure=y",
        f"{VIMMERBY}&form=exe".replace("/poster/", "/poster/fil/"),
    ],
)
def test_what_cannot_be_understood_is_a_page_not_found(manager, address):
    page = manager.get(address)

    assert page.status_code == 404
    assert "Sidan finns inte, eller så får du inte se den." in words(page)


DESK, YEAR, GOALS, REPORT = "Ärenden", "Översikt", "Mål och kontroll", "Årsredovisning"
STATISTICS, THINGS, EVENTS = "Statistik", "Inventarier", ("Störningar", "Ändringar")
WORK = (DESK, STATISTICS, THINGS, *EVENTS)
YEARS = (DESK, YEAR, STATISTICS, REPORT, THINGS, *EVENTS, GOALS, "Avstämning", "Tabeller")


@pytest.mark.parametrize(
    ("role", "words_of_the_bar"),
    [
        ("manager", [*YEARS, "Inläsning"]),
        ("controller", [*YEARS, "Inläsning"]),
        ("auditor", [*YEARS]),
        ("economist", [DESK, YEAR, STATISTICS, REPORT, THINGS, "Tabeller"]),
        ("elected", [YEAR, REPORT, GOALS]),
        ("agent", [*WORK, "Tabeller"]),
        ("technician", [DESK, "Min dag", *WORK[1:], "Tabeller"]),
        ("administrator", ["Personer"]),
    ],
)
def test_the_menu_is_that_of_the_role_and_leads_to_pages_that_exist(
    signed_in, role, words_of_the_bar
):
    client = signed_in(role)

    items = client.get("/ar/2015/").context["menu_items"]

    assert [str(item.label) for item in items] == words_of_the_bar
    assert all(isinstance(item, MenuItem) for item in items)
    assert {client.get(item.address(2015)).status_code for item in items} == {200}


@pytest.mark.parametrize(
    ("address", "most"),
    [
        ("/ar/2015/", 25),
        ("/ar/2015/rapport/", 25),
        ("/ar/2015/avstamning/", 25),
        ("/ar/2015/utgavor/", 25),
        ("/ar/2015/tabeller/", 25),
        (COMPUTERS, 25),
        (TOTAL, 25),
        (PUPILS, 25),
        (VIMMERBY, 14),
        ("/utseende/", 4),
    ],
)
def test_a_page_keeps_its_budget_of_questions(
    manager, django_assert_max_num_queries, address, most
):
    manager.get(address)

    with django_assert_max_num_queries(most):
        manager.get(address)
    memory.forget_in_process()
    with django_assert_max_num_queries(MOST_QUESTIONS):
        manager.get(address)


@pytest.mark.parametrize("address", ["/ar/2015/", "/ar/2015/rapport/", "/ar/2015/avstamning/"])
def test_what_is_made_ready_keeps_the_budget_for_its_first_reader(
    manager, django_assert_max_num_queries, address
):
    """In a process that holds nothing, as the one that answers is another than the worker."""
    work.make_ready(at=MOMENT)
    memory.forget_in_process()

    with django_assert_max_num_queries(MOST_QUESTIONS):
        manager.get(address)


@pytest.mark.parametrize(
    "address",
    [
        "/ar/2015/",
        "/ar/2015/rapport/",
        "/ar/2015/avstamning/",
        "/ar/2015/utgavor/",
        "/ar/2015/tabeller/",
        COMPUTERS,
        TOTAL,
        PUPILS,
    ],
)
def test_a_page_keeps_the_budget_the_first_time_after_every_record_has_changed(manager, address):
    with CaptureQueriesContext(connection) as captured:
        manager.get(address)

    assert len(asked_of(captured)) <= MOST_QUESTIONS, asked_of(captured)


@pytest.mark.parametrize("address", ["/ar/2015/", "/ar/2015/rapport/"])
def test_a_ticket_that_is_closed_costs_the_tables_of_the_desk_and_no_others(
    manager, django_assert_max_num_queries, address
):
    manager.get(address)
    ticket = Ticket.objects.get(number="3")
    ticket.pk, ticket.number = None, "4"
    ticket.save()

    with django_assert_max_num_queries(MOST_QUESTIONS):
        page = manager.get(address)

    assert "Stängda ärenden 3 1 +2" in words(manager.get("/ar/2015/"))
    assert page.status_code == 200


def test_a_longer_list_asks_no_more_questions(manager, django_assert_max_num_queries):
    manager.get(VIMMERBY.replace("kind=computer", "kind=phone"))
    with django_assert_max_num_queries(100) as long:
        manager.get(VIMMERBY)
    with django_assert_max_num_queries(100) as short:
        manager.get(VIMMERBY.replace("VIM", "BOX"))

    assert len(long) == len(short)
