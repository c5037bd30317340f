"""Lists of records as a reader asks for them, last year beside, and what is kept back."""

import io
import re
import zipfile
from datetime import date

import pytest
from django.utils.http import urlencode
from tests.web.budget import MOST_QUESTIONS
from tests.web.test_pages import VIMMERBY, addresses, words

from samdrift.ledger.tests.given import books, taken, ver
from samdrift.reporting import registry
from samdrift.reporting.ports import Ask
from samdrift.reporting.views import list_asks
from samdrift.staff import records as staff
from samdrift.staff.models import Absence, StaffYear

TICKETS = "/poster/?question=servicedesk.tickets&span=2015-01-01/2016-01-01"
SICK = "/figur/?table=staff.sick-leave&year={year}&row={row}&column={column}"
ABSENCES = "/poster/?question=staff.absences&span={year}-01-01/{next}-01-01&group={group}"


def listed(page):
    """Return the list of a page as it is read: its rows, or its groups with what is opened."""
    shown = page.context["list"]
    if not shown.groups:
        return [tuple(cell.words.replace("\xa0", " ") for cell in row.cells) for row in shown.rows]
    return [
        (group.words, group.count.replace("\xa0", " "), [row.cells[0].words for row in group.rows])
        for group in shown.groups
    ]


def test_a_list_is_sorted_by_any_column_with_an_arrow(manager):
    page = manager.get(f"{VIMMERBY}&sort=-identifier")

    assert listed(page)[0][0] == "dator-119"
    heads = {head.label: head.order for head in page.context["list"].heads}
    assert heads["Beteckning"] == "descending"
    assert set(heads.values()) == {"descending", ""}
    assert 'aria-sort="descending"' in page.content.decode()


def test_pages_of_a_sorted_list_hold_every_record_once(manager):
    page = manager.get(f"{VIMMERBY}&sort=-in_service")
    seen = listed(page)
    while page.context["list"].next_href:
        page = manager.get(page.context["list"].next_href)
        seen += listed(page)

    assert [row[0] for row in seen] == [f"dator-{n:03}" for n in range(120)]


def test_a_filter_is_told_with_the_count_beside_the_whole(manager):
    page = manager.get(f"{VIMMERBY}&filter.identifier.has=TOR-00")

    assert "10 av 120 poster" in words(page)
    assert "Beteckning innehåller TOR-00" in words(page)
    assert [row[0] for row in listed(page)] == [f"dator-00{n}" for n in range(10)]
    (chip,) = page.context["list"].filtering.chips
    assert len(listed(manager.get(chip.href))) == 50


def test_a_sum_of_a_selection_stands_beside_the_figures(manager):
    page = manager.get(
        "/poster/?question=ledger.lines&span=2015-01-01/2016-01-01"
        "&accounts=1920&measure=movement&filter.amount.to=600"
    )

    assert "1 av 2 poster, 500,50 av 1 500,50 kr" in words(page)


def test_what_is_written_wrong_in_a_filter_is_told_in_place(manager):
    lines = "/poster/?question=ledger.lines&span=2015-01-01/2016-01-01&accounts=1920"
    page = manager.get(f"{lines}&measure=movement&filter.amount.from=mycket")

    assert page.status_code == 200
    assert "Belopp: skriv beloppet så här: 1 234,50." in words(page)
    assert "2 poster, 1 500,50 kr" in words(page)


@pytest.mark.parametrize(
    "asked",
    [
        "sort=nothing",
        "group-by=number",
        "group-by=nothing",
        "filter.nothing.has=x",
        "filter.number.from=1",
        "filter.number.like=1",
        "after=x",
        "after=[1,2,3]",
        "group-by=closed_at&open=2015-13",
        "group-by=line&open=x",
        "filter.number.has=%00",
    ],
)
def test_what_cannot_be_asked_for_is_a_page_not_found(manager, asked):
    page = manager.get(f"{TICKETS}&{asked}")

    assert page.status_code == (200 if "open=" in asked else 404)


def test_a_group_tells_its_count_and_opens_to_its_records(manager):
    page = manager.get(f"{TICKETS}&group-by=organisation")
    assert listed(page) == [("Boxholm", "1 post", []), ("Vimmerby", "1 post", [])]

    opened = manager.get(page.context["list"].groups[1].href)

    assert listed(opened) == [("Boxholm", "1 post", []), ("Vimmerby", "1 post", ["3"])]
    both = manager.get(opened.context["list"].groups[0].href)
    assert listed(both) == [("Boxholm", "1 post", ["2"]), ("Vimmerby", "1 post", ["3"])]
    closed = manager.get(both.context["list"].groups[1].href)
    assert listed(closed) == [("Boxholm", "1 post", ["2"]), ("Vimmerby", "1 post", [])]


def test_a_group_of_many_leads_to_all_of_them(manager):
    page = manager.get(f"{VIMMERBY}&group-by=in_service&open=2013-02")
    (group,) = page.context["list"].groups
    assert (group.words, len(group.rows)) == ("Februari 2013", 50)

    whole = manager.get(group.all_href)

    assert "120 av 120 poster" in words(whole)
    assert whole.context["list"].next_href


def test_groups_carry_their_exact_sums(manager):
    page = manager.get(
        "/poster/?question=ledger.lines&span=2015-01-01/2016-01-01"
        "&accounts=1920&measure=movement&group-by=booked_on&sort=-amount"
    )

    told = [
        (group.words, group.cells[-1].words.replace("\xa0", " "))
        for group in page.context["list"].groups
    ]
    assert told == [("Mars 2015", "1 000,00"), ("April 2015", "500,50")]
    assert page.context["list"].sums[-1].words.replace("\xa0", " ") == "1 500,50"


def test_the_way_back_leads_to_the_row_that_was_left_as_it_was_asked_for(manager):
    lines = "/poster/?question=ledger.lines&span=2015-01-01/2016-01-01&accounts=1920"
    page = manager.get(f"{lines}&measure=movement&sort=-amount&group-by=booked_on&open=2015-04")

    voucher = manager.get(addresses(page, "/poster/?question=ledger.voucher")[0])

    (step,) = voucher.context["trail"]
    assert step.href.endswith("#rad-2-1")
    back = manager.get(step.href)
    assert listed(back) == listed(page)
    assert back.context["trail"] == ()


def test_files_hold_the_selection_in_its_order(manager):
    page = manager.get(f"{VIMMERBY}&filter.identifier.has=-11&sort=-identifier")

    text = b"".join(manager.get(page.context["list"].csv).streaming_content).decode()
    book = b"".join(manager.get(page.context["list"].xlsx).streaming_content)

    assert [line.partition(",")[0] for line in text.splitlines()[1:]] == [
        f"dator-{n}" for n in range(119, 109, -1)
    ]
    with zipfile.ZipFile(io.BytesIO(book)) as opened:
        sheet = opened.read("xl/worksheets/sheet1.xml").decode()
    assert sheet.index("dator-119") < sheet.index("dator-110")


def test_a_grouped_file_holds_the_groups(manager):
    page = manager.get(f"{TICKETS}&group-by=organisation")

    text = b"".join(manager.get(page.context["list"].csv).streaming_content).decode()

    assert text.splitlines() == ["Organisation,Antal", "Boxholm,1", "Vimmerby,1"]


def test_last_year_stands_beside_as_a_door_with_the_change(manager):
    page = manager.get(TICKETS)
    earlier = page.context["earlier"]
    assert (earlier.year, earlier.words.replace("\xa0", " ")) == (2014, "1 post")
    assert earlier.change.replace("\xa0", " ") == "+1 poster"
    assert "/poster/?question=servicedesk.tickets&span=2014" in earlier.href.replace("%2F", "/")
    assert manager.get(earlier.href).status_code == 200

    figure = manager.get(
        "/figur/?table=servicedesk.resolution-times&year=2015&row=2015&column=tickets"
    )

    earlier = figure.context["earlier"]
    assert (earlier.year, earlier.words, earlier.change) == (2014, "1", "+1")
    change = manager.get(earlier.change_href)
    assert "Förändring: 2015, stängda ärenden" in words(change)
    assert [side.exact for side in change.context["sides"]] == ["2", "1"]
    assert (change.context["exact"], change.context["share"]) == ("+1", "+100,0\xa0%")
    for side in change.context["sides"]:
        assert manager.get(side.href).status_code == 200


def test_a_change_between_unlike_figures_is_not_found(manager):
    money = "table=ledger.income-statement&year=2015&row=result&column=2015"
    then = urlencode({"then-table": "assets.computers", "then-year": "2015"})

    page = manager.get(f"/forandring/?{money}&{then}&then-row=VIM&then-column=computer")

    assert page.status_code == 404


# What is kept back: groups of ten or fewer persons, and what they could be reckoned from.


def people(year, *groups):
    """Let people work a year: how many, their sex and birth year; each was away two days."""
    at = 0
    for count, sex, born in groups:
        for _ in range(count):
            at += 1
            person = f"Q{at:02}"
            StaffYear.objects.create(
                person=person, sex=sex, birth_year=born, year=year, ordinary_days=200
            )
            Absence.objects.create(
                person=person, spell=f"{person}-1", days=2,
                first_day=f"{year}-03-02", last_day=f"{year}-03-03",
            )  # fmt: skip


@pytest.fixture
def crowd(year):
    """2014: twenty women and five men, all young but for the men."""
    people(2014, (20, "K", 1990), (5, "M", 1960))
    return 2014


def told_of(client, year, row, column="absent-days"):
    """Return why a figure of sick leave is not told of, empty where it is."""
    page = client.get(SICK.format(year=year, row=row, column=column))
    assert page.status_code == 200
    if page.context.get("withheld"):
        assert "/poster/" not in page.content.decode()
        assert page.context.get("list") is page.context.get("people") is None
    return page.context.get("withheld", "")


@pytest.mark.parametrize("role", ["manager", "controller", "economist", "elected"])
def test_nobody_is_told_of_a_small_group_nor_of_what_it_can_be_reckoned_from(
    crowd, signed_in, role
):
    client = signed_in(role)

    told = {
        row: told_of(client, 2014, row, column)
        for row in ("all", "women", "men", "29-or-younger", "50-or-older")
        for column in ("absent-days", "of-days", "percent")
    }

    assert told == {
        "all": "",
        "women": staff.COULD_BE_RECKONED,
        "men": staff.SMALL_GROUP,
        "29-or-younger": staff.COULD_BE_RECKONED,
        "50-or-older": staff.SMALL_GROUP,
    }
    assert told_of(client, 2015, "women", "percent:previous-year") == staff.COULD_BE_RECKONED
    assert told_of(client, 2015, "women", "percent") == ""


def test_a_table_says_why_a_small_group_is_missing_on_page_and_in_files(crowd, manager):
    page = manager.get("/ar/2014/tabeller/staff.sick-leave/")

    told = words(page)
    assert "gruppen har tio eller färre personer, så uppgiften visas inte" in told.casefold()
    assert not re.search(r"Män (\d|–)", told.partition("Frånvarodagar källa")[2])
    text = manager.get("/ar/2014/tabeller/staff.sick-leave.csv").content.decode()
    rows = {line.split(",")[0]: line for line in text.splitlines()}
    assert not re.search(r"\d", rows["men"].partition(",")[2].replace("2014", ""))


@pytest.mark.parametrize("question", ["staff.absences", "staff.staff-days"])
@pytest.mark.parametrize("group", ["men", "women", "29-or-younger", "50-or-older"])
def test_the_records_of_a_small_group_show_no_record_no_count_and_no_sum(
    crowd, manager, question, group
):
    address = ABSENCES.format(year=2014, next=2015, group=group).replace("staff.absences", question)

    page = manager.get(address)

    assert page.status_code == 200
    assert page.context["withheld"] in (staff.SMALL_GROUP, staff.COULD_BE_RECKONED)
    told = words(page).replace("2014", "").partition("Omfattning")[2]
    shown = told.partition("http://testserver")[0]  # After it stands the time of day.
    assert "31 december" in shown
    assert not re.search(r"\b(10|40|1 000|4 000|5|20)\b", shown)


@pytest.mark.parametrize("group", ["all", "women", "men"])
def test_absences_are_told_in_groups_and_never_one_by_one(manager, group):
    page = manager.get(ABSENCES.format(year=2015, next=2016, group=group))

    assert "P01" not in page.content.decode()
    assert "list" not in page.context
    groups = page.context["people"].groups
    assert [g.words for g in groups] == (
        ["Kvinnor", "Män", "29 år eller yngre", "30–49 år", "50 år eller äldre"]
        if group == "all"
        else []
    )


@pytest.mark.parametrize(
    "attack",
    [
        "filter.person.is=P01",
        "filter.days.from=5",
        "filter.first_day.to=2015-01-31",
        "group-by=person",
        "group-by=first_day",
        "sort=person",
        "sort=-days&after=%5B%22P01%22%5D",
        "form=csv&filter.person.has=P",
    ],
)
def test_what_tells_of_persons_takes_no_filter_no_order_and_no_grouping(manager, attack):
    whole = manager.get(ABSENCES.format(year=2015, next=2016, group="all"))

    page = manager.get(f"{ABSENCES.format(year=2015, next=2016, group='all')}&{attack}")
    file = manager.get(
        f"{ABSENCES.format(year=2015, next=2016, group='all')}&{attack}&form=csv".replace(
            "/poster/", "/poster/fil/"
        )
    )

    assert file.status_code == 404
    told = [
        [(group.words, group.count, group.amount) for group in answer.context["people"].groups]
        for answer in (page, whole)
    ]
    assert told[0] == told[1]
    assert page.context["here"].words == whole.context["here"].words


def test_last_years_small_group_is_not_told_beside(crowd, manager):
    page = manager.get(ABSENCES.format(year=2015, next=2016, group="women"))

    earlier = page.context["earlier"]
    assert (earlier.words, earlier.href, earlier.change) == (staff.COULD_BE_RECKONED, "", "")


def test_the_command_line_has_the_contracts_exact_values(crowd):
    table = registry.table("staff.sick-leave", Ask(2014), today=date(2016, 1, 1))

    assert table.figure("men", "absent-days").value == 10


def test_a_path_without_what_is_asked_for_is_the_same_list():
    path = "/poster/?question=a.b&group=x&sort=-a&filter.a.has=b&open=&group-by=a&after=1#rad-3"

    assert list_asks.without(path) == "/poster/?question=a.b&group=x"


def test_a_page_of_a_list_keeps_its_budget_of_questions(manager, django_assert_max_num_queries):
    with django_assert_max_num_queries(MOST_QUESTIONS):
        manager.get(f"{TICKETS}&group-by=organisation&open=BOX&open=VIM&filter.number.has=1")


def test_an_account_that_is_booked_much_is_grouped_and_turned(manager, tmp_path):
    sales = [ver("A", n, f"2016{n % 12 + 1:02}01", ("1930", n), ("3000", -n)) for n in range(1, 99)]
    taken(tmp_path, y2016=books("", *sales, year=2016))
    lines = "/poster/?question=ledger.lines&span=2016-01-01/2017-01-01&accounts=1930"

    page = manager.get(f"{lines}&measure=movement&group-by=booked_on&sort=amount")

    groups = page.context["list"].groups
    assert len(groups) == 12
    assert page.context["list"].filtering.sentence.replace("\xa0", " ") == "98 poster, 4 851,00 kr"
