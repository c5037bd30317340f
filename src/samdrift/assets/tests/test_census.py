"""What is held on a day, where it is not known, and what kinds there are."""

from datetime import date

import pytest

from samdrift.assets import queries, records, tables
from samdrift.assets.errors import CannotKeep
from samdrift.assets.kinds import services
from samdrift.assets.models import AssetKind, Gap, Holding
from samdrift.kernel.figures import Origin
from samdrift.kernel.spans import Span
from samdrift.plumbing.exchange.tests.given import refused, taken_in
from samdrift.reporting import registry
from samdrift.reporting.ports import Ask
from samdrift.reporting.tests.opened import unlike_their_records

pytestmark = pytest.mark.django_db
TODAY = date(2016, 5, 1)

ASSETS = "id,kind,organisation,location,in_service,out_of_service\n"
GAPS = "kind,organisation,from,to,reason\n"
ORGANISATIONS = """code,name,role
FED,Förbundet,host
KIN,Kinda,member
BOX,Boxholm,member
BOL,Bolaget,customer
"""


def shown(table):
    return {
        row.key: [figure.reason or figure.value for figure in row.figures] for row in table.rows
    }


def take(tmp_path, assets="", gaps=""):
    taken_in(tmp_path, organisations=ORGANISATIONS, assets=ASSETS + assets, gaps=GAPS + gaps)


def test_what_goes_out_on_the_day_is_no_longer_held(tmp_path):
    take(
        tmp_path,
        "1,tablet,KIN,,2015-12-31,\n2,tablet,KIN,,2015-01-01,2015-12-31\n"
        "3,tablet,KIN,,2015-01-01,2016-01-01\n4,tablet,KIN,,2016-01-01,\n"
        "5,tablet,KIN,,2015-12-31,2015-12-31\n",
    )

    table = tables.computers(Ask(2015))

    assert table.figure("KIN", "tablet").value == 2
    assert table.figure("total", "tablet").value == 2
    assert table.figure("previous-year", "tablet").value == 0
    assert table.figure("KIN", "tablet").record_count == 2


def test_a_kind_counts_the_kinds_below_it_for_members_only(tmp_path):
    take(
        tmp_path,
        "1,computer.staff.laptop,KIN,,2015-01-01,\n2,computer.staff.other,BOX,,2015-01-01,\n"
        "3,computer.pupil,BOX,,2014-01-01,\n4,computer.pupil,BOL,,2014-01-01,\n",
    )

    assert shown(tables.computers(Ask(2015))) == {
        "KIN": [1, 0, 0, 0, 1, 0, 1, 0],
        "BOX": [0, 0, 0, 1, 1, 1, 2, 0],
        "total": [1, 0, 0, 1, 2, 1, 3, 0],
        "previous-year": [0, 0, 0, 0, 0, 1, 1, 0],
    }


def test_a_gap_covers_the_kinds_below_it_and_the_counts_above(tmp_path):
    take(
        tmp_path,
        "1,computer.staff.laptop,KIN,,2015-01-01,\n",
        "computer.staff,KIN,2015-01-01,2016-01-01,okänt\ncomputer.staff.other,KIN,2015-06-01,,bortglömt\n",
    )

    table = tables.computers(Ask(2015))

    reasons = "okänt; bortglömt"
    assert shown(table)["KIN"] == ["okänt", "okänt", "okänt", reasons, reasons, 0, reasons, 0]
    assert shown(table)["BOX"] == [0] * 8
    assert shown(table)["total"] == ["okänt", "okänt", "okänt", reasons, reasons, 0, reasons, 0]
    assert shown(tables.computers(Ask(2016)))["KIN"] == [
        1,
        0,
        0,
        "bortglömt",
        "bortglömt",
        0,
        "bortglömt",
        0,
    ]


def test_servers_are_counted_by_place_and_a_gap_takes_only_the_total(tmp_path):
    take(
        tmp_path,
        "1,server.virtual,KIN,Åby,2015-01-01,\n2,server.physical,BOL,Ö,2015-01-01,\n"
        "3,server.physical,FED,Alm,2015-01-01,\n4,server.physical,FED,,2015-01-01,\n5,tablet,FED,Zoo,2015-01-01,\n",
        "server.physical,BOL,2015-01-01,,okänt\n",
    )

    table = tables.servers(Ask(2015))

    assert shown(table) == {
        "": [1, 0, 1],
        "Alm": [1, 0, 1],
        "Åby": [0, 1, 1],
        "Ö": [1, 0, 1],
        "total": ["okänt", 1, "okänt"],
    }
    assert table.rows[0].label == "Utan plats"
    assert shown(tables.servers(Ask(2013))) == {"total": [0, 0, 0]}


def test_the_servers_of_chosen_members_are_counted_by_place_and_open_to_theirs_alone(tmp_path):
    take(
        tmp_path,
        "1,server.virtual,KIN,Åby,2015-01-01,\n2,server.physical,BOX,Åby,2015-01-01,\n"
        "3,server.physical,FED,Åby,2015-01-01,\n4,server.physical,BOX,Ö,2015-01-01,\n",
        "server.virtual,FED,2015-01-01,,okänt\n",
    )

    both = registry.table("assets.servers", Ask(2015, members=("BOX", "KIN")), today=TODAY)
    one = registry.table("assets.servers", Ask(2015, members=("KIN",)), today=TODAY)

    assert shown(both) == {"Åby": [1, 1, 2], "Ö": [1, 0, 1], "total": [2, 1, 3]}
    assert shown(one) == {"Åby": [0, 1, 1], "total": [0, 1, 1]}
    assert both.row("total").label == "Totalt av de valda"
    assert unlike_their_records(both) == []
    [origin] = one.figure("total", "server").origins
    assert dict(origin.scope)["organisation"] == "KIN"


def test_a_gap_of_another_than_the_chosen_takes_nothing_from_them(tmp_path):
    take(tmp_path, "1,server.virtual,KIN,,2015-01-01,\n", "server.virtual,BOX,2015-01-01,,okänt\n")

    chosen = tables.servers(Ask(2015, members=("KIN",)))

    assert shown(chosen)["total"] == [0, 1, 1]
    assert shown(tables.servers(Ask(2015)))["total"] == [0, "okänt", "okänt"]
    assert shown(tables.servers(Ask(2015, members=("BOX", "KIN"))))["total"] == [
        0,
        "okänt",
        "okänt",
    ]


def test_cards_and_the_others_have_their_totals(tmp_path):
    take(
        tmp_path,
        "1,card.sis,KIN,,2015-01-01,\n2,phone.mobile,KIN,,2014-01-01,\n3,fibre.node,BOX,,2014-01-01,2015-01-01\n",
        "card.company_photo,BOX,2015-01-01,,okänt\n",
    )
    specs = {spec.id: spec for spec in tables.OFFERS[0].specs()}

    assert shown(specs["assets.id-cards"].build(Ask(2015))) == {
        "KIN": [1, 0, 0, 1],
        "BOX": [0, "okänt", 0, "okänt"],
        "total": [1, "okänt", 0, "okänt"],
    }
    assert shown(specs["assets.telephony"].build(Ask(2015)))["KIN"] == [0, 0, 1, 1]
    assert shown(specs["assets.fibre-nodes"].build(Ask(2015)))["total"] == [0, 1]


def test_without_members_the_total_is_nil(tmp_path):
    taken_in(
        tmp_path,
        organisations="code,name,role\nFED,F,host\n",
        assets=f"{ASSETS}1,tablet,FED,,2015-01-01,\n",
    )

    assert shown(tables.computers(Ask(2015))) == {
        "total": [0] * 8,
        "previous-year": [0] * 8,
    }


def test_the_years_are_those_there_are_things_in(tmp_path):
    assert queries.years() == frozenset()
    take(tmp_path, "1,tablet,KIN,,2013-01-01,\n2,tablet,KIN,,2014-01-01,\n")
    assert queries.years() == {2013, 2014}
    take(tmp_path, "3,tablet,KIN,,2014-01-01,2016-05-01\n")
    assert queries.years() == {2013, 2014, 2015, 2016}


def test_a_group_has_no_things_but_may_have_gaps(tmp_path):
    assert refused(tmp_path, assets=f"{ASSETS}1,computer,KIN,,2015-01-01,\n") == [
        ("assets.csv", 2, "kind", "computer")
    ]
    take(tmp_path, gaps="computer,KIN,2015-01-01,2015-01-01,tom\n")
    assert str(Gap.objects.get()) == "computer KIN tom"


@pytest.mark.parametrize("count", [1, 40])
def test_a_table_asks_as_much_however_many_there_are(
    tmp_path, count, django_assert_max_num_queries
):
    take(tmp_path, "".join(f"{n},tablet,KIN,P{n},2015-01-01,\n" for n in range(count)))

    with django_assert_max_num_queries(20):
        tables.computers(Ask(2015))
    with django_assert_max_num_queries(3):
        tables.servers(Ask(2015))


def test_the_things_behind_a_count_are_listed_page_by_page(tmp_path):
    take(tmp_path, "".join(f"K{n},tablet,KIN,Plats,2015-01-01,\n" for n in range(5)))
    source = next(offer for offer in records.OFFERS if offer.key == queries.HOLDINGS)
    by_place = Origin(queries.HOLDINGS, Span.year(2015), (("kind", "tablet"), ("location", "")))
    origin = tables.computers(Ask(2015)).figure("KIN", "tablet").origins[0]

    first = source.page(origin, "", 3)
    rest = source.page(origin, first.next_key, 3)

    assert [record.key for record in first.records] == ["K0", "K1", "K2"]
    assert ([record.key for record in rest.records], rest.next_key) == (["K3", "K4"], "")
    assert (source.count(origin), source.amount(origin)) == (5, None)
    assert source.describe(origin) == "Surfplatta, Kinda, i drift 2015-12-31"
    assert source.describe(by_place) == "Surfplatta, utan plats, i drift 2015-01-01"
    assert source.count(by_place) == 0


def test_the_gaps_that_make_a_count_unknown_are_listed(tmp_path):
    take(
        tmp_path,
        gaps="computer,KIN,2015-01-01,,ett\ncomputer.pupil,KIN,2015-01-01,,två\n"
        "computer.pupil,BOX,2015-01-01,,tre\ntablet,KIN,2015-01-01,,fyra\n",
    )
    source = next(offer for offer in records.OFFERS if offer.key == queries.GAPS)
    origin = Origin(
        queries.GAPS, Span.day(date(2015, 12, 31)), (("kind", "computer"), ("organisation", "KIN"))
    )
    anywhere = Origin(queries.GAPS, Span.day(date(2015, 12, 31)), (("kind", "computer.pupil"),))

    first = source.page(origin, "", 1)
    rest = source.page(origin, first.next_key, 1)

    assert [r.cells[4] for r in (*first.records, *rest.records)] == ["ett", "två"]
    assert rest.next_key == ""
    assert (source.count(origin), source.count(anywhere)) == (2, 3)
    assert source.describe(origin) == "Datorer, Kinda, 2015-12-31"


# Kinds


def test_kinds_are_added_in_the_order_of_the_tree():
    for number in range(30):
        services.add_kind(key=f"computer.staff.k{number:02}", label=f"Slag {number}")
    services.add_kind(key="projector", label="Projektor")
    services.add_kind(key="projector.laser", label="Laser")

    keys = list(queries.kind_labels())
    at = keys.index("computer.staff")
    assert keys[at + 1 : at + 5] == [
        f"computer.staff.{k}" for k in ("laptop", "desktop", "thin_client", "other")
    ]
    assert keys[at + 5 : at + 35] == [f"computer.staff.k{number:02}" for number in range(30)]
    assert keys[at + 35] == "computer.pupil"
    assert keys[-2:] == ["projector", "projector.laser"]
    assert "projector.laser" in queries.kinds(with_groups=False)
    assert str(AssetKind.objects.get(key="projector")) == "Projektor"
    assert str(Holding(identifier="A1")) == "A1"


@pytest.mark.parametrize(
    ("key", "label", "told"),
    [
        ("Printer", "x", "skriv små bokstäver"),
        ("a..b", "x", "skriv små bokstäver"),
        ("x" * 101, "x", "skriv små bokstäver"),
        ("projector", " ", "ett namn"),
        ("projector", "x" * 101, "ett namn"),
        ("nothing.here", "x", "nothing finns inte"),
        ("tablet", "x", "finns redan"),
    ],
)
def test_a_kind_that_cannot_be_is_refused(key, label, told):
    before = list(AssetKind.objects.values_list())

    with pytest.raises(CannotKeep, match=told):
        services.add_kind(key=key, label=label)

    assert list(AssetKind.objects.values_list()) == before


def test_an_end_that_is_never_makes_no_years(tmp_path):
    forever = "1,tablet,KIN,,2015-01-01,9999-12-31\n2,tablet,KIN,,2015-01-01,2016-07-01\n"
    taken_in(tmp_path, organisations=ORGANISATIONS, assets=ASSETS + forever)

    assert queries.years() == frozenset((2015, 2016))
    assert shown(tables.computers(Ask(2016)))["KIN"][-1] == 1
