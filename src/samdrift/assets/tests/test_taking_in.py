"""Lists of things: read, mapped, held against the register row by row, taken in and undone."""

import io
from datetime import date

import openpyxl
import pytest
from hypothesis import given as gave
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from samdrift.assets.errors import CannotKeep
from samdrift.assets.models import ColumnMap, Device, Holding, ThingImport
from samdrift.assets.taking_in import columns, services
from samdrift.assets.tests import given
from samdrift.assets.tests.given import AT, CHEF, LAPTOP, day
from samdrift.plumbing import sheets

pytestmark = pytest.mark.django_db

LIST = (
    "Märkning;Serienr;Modell;Kommun;E-post;Används av;Inköpsdatum;Pris\n"
    "kin-1;s1;HP EliteBook;Kinda;karin@kinda.example;Personal;2026-01-02;8 995,00\n"
    "kin-2;s2;HP EliteBook;KIN;;Elever;;\n"
)


@pytest.fixture(autouse=True)
def _people(settings, tmp_path):
    settings.HOME = tmp_path
    given.organisation()
    given.person()


def kept(text=LIST, kind=LAPTOP):
    content = text if isinstance(text, bytes) else text.encode()
    return services.keep(name="datorer.csv", content=content, kind=kind, actor=CHEF, at=AT)


def verdicts(row):
    return [(each.tag, each.outcome, each.reasons) for each in services.preview(row).verdicts]


def taken(text=LIST):
    return services.take_in(import_id=kept(text).pk, actor=CHEF, at=AT)


def workbook(rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def test_a_list_is_looked_at_before_it_is_taken_in_and_the_same_list_again_changes_nothing():
    row = kept()
    assert verdicts(row) == [("KIN-1", "new", ()), ("KIN-2", "new", ())]
    assert not Device.objects.exists()

    row = services.take_in(import_id=row.pk, actor=CHEF, at=AT)

    assert row.counts == {"new": 2, "changed": 0, "unchanged": 0, "wrong": 0}
    one = Device.objects.get(tag="KIN-1")
    assert (one.serial, one.model, one.state_id, one.cost_ore) == (
        "S1",
        "HP EliteBook",
        "held",
        899500,
    )
    assert (one.values, one.bought_on) == ({"use": "Personal"}, day(1, 2))
    assert one.holder == given.person()
    assert Device.objects.get(tag="KIN-2").state_id == "active"
    assert Holding.objects.filter(organisation="KIN", in_service=AT.date()).count() == 2
    assert [each.outcome for each in services.preview(kept()).verdicts] == ["unchanged"] * 2
    with pytest.raises(CannotKeep, match="redan inläst"):
        services.take_in(import_id=row.pk, actor=CHEF, at=AT)


def test_what_would_change_is_told_cell_by_cell_and_undone():
    taken()
    given.person("per")
    other = LIST.replace("karin@", "per@").replace("HP EliteBook;KIN", "Dell;KIN")
    row = kept(other)
    assert [each.changes for each in services.preview(row).verdicts] == [
        (("holder", str(given.person().pk), str(given.person("per").pk)),),
        (("model", "HP EliteBook", "Dell"),),
    ]
    services.take_in(import_id=row.pk, actor=CHEF, at=AT)
    assert Device.objects.get(tag="KIN-1").holder == given.person("per")
    assert Device.objects.get(tag="KIN-2").model == "Dell"

    made = services.undo(import_id=row.pk, actor=CHEF, at=AT)

    assert (made.done, made.refused) == (("KIN-1", "KIN-2"), ())
    assert Device.objects.get(tag="KIN-1").holder == given.person()
    assert Device.objects.get(tag="KIN-2").model == "HP EliteBook"
    with pytest.raises(CannotKeep, match="redan ångrad"):
        services.undo(import_id=row.pk, actor=CHEF, at=AT)


def test_what_has_changed_since_is_not_undone():
    first = taken()
    second = taken(LIST.replace("HP EliteBook", "Dell"))
    taken(LIST.replace("HP EliteBook", "Acer"))

    made = services.undo(import_id=second.pk, actor=CHEF, at=AT)
    assert made.refused == (("KIN-1", "har ändrats efteråt."), ("KIN-2", "har ändrats efteråt."))
    assert set(Device.objects.values_list("model", flat=True)) == {"Acer"}

    made = services.undo(import_id=first.pk, actor=CHEF, at=AT)
    assert made.done == ("KIN-1", "KIN-2")
    assert not Holding.objects.exists()
    assert not Device.objects.exclude(state=None).exists()


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        ("kin-2;", ";", "Märkningen saknas."),
        ("kin-2;", "a/b;", "Märkningen har tecken som inte går."),
        ("kin-2;", "kin-1;", "Märkningen står redan på rad 2."),
        (";KIN;", ";;", "Organisationen saknas."),
        (";KIN;", ";Zzz;", "Organisationen Zzz finns inte."),
        ("karin@kinda.example", "x@y.z", "Ingen i katalogen har adressen x@y.z."),
        (
            "Elever",
            "Alla",
            "Används av: Alla ska vara något av: Personal, Elever, Förtroendevalda.",
        ),
        ("2026-01-02", "i går", "Köpt: i går ska vara ett datum, som 2026-03-31."),
        ("s2", "s" * 101, "Serienummer är längre än 100 tecken."),
    ],
)
def test_a_row_that_is_wrong_says_why_and_the_others_are_taken_in(before, after, why):
    row = kept(LIST.replace(before, after))

    (wrong,) = [each for each in services.preview(row).verdicts if each.outcome == "wrong"]
    assert wrong.reasons == (why,)
    headings, rows = services.wrong_rows(row)
    assert (headings[0], rows[0][0], len(rows)) == ("Fel", why, 1)
    row = services.take_in(import_id=row.pk, actor=CHEF, at=AT)
    assert (row.counts["new"], row.counts["wrong"]) == (1, 1)
    assert Device.objects.count() == 1


def test_a_serial_number_that_another_thing_has_is_wrong():
    taken()
    row = kept(LIST.replace("kin-2", "kin-9"))

    assert verdicts(row)[1] == ("KIN-9", "wrong", ("Serienumret S2 har redan KIN-2.",))


def test_how_columns_are_read_is_remembered_for_the_next_such_list():
    text = LIST.replace("Märkning;", "Stöldskydd nr;")
    row = kept(text)
    assert "tag" not in row.columns.values()

    services.read_columns(
        import_id=row.pk, columns={"Stöldskydd nr": "tag", "Kommun": "organisation", "Pris": ""}
    )

    again = kept(text)
    assert again.columns == {"Stöldskydd nr": "tag", "Kommun": "organisation"}
    assert [each.outcome for each in services.preview(again).verdicts] == ["new", "new"]
    assert str(ColumnMap.objects.get()) == columns.digest(text.partition("\n")[0].split(";"))


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"Märkning": "tag", "Modell": "tag"}, "Märkning är vald för två kolumner"),
        ({"Modell": "model"}, "vilken kolumn som har märkningen"),
        ({"Märkning": "tag", "Modell": "f_nothing"}, "Välj bland de kolumner"),
        ({"Märkning": "tag", "Annan": "model"}, "Välj bland de kolumner"),
    ],
)
def test_columns_that_cannot_be_read_so_are_refused(told, why):
    row = kept()

    with pytest.raises(CannotKeep, match=why):
        services.read_columns(import_id=row.pk, columns=told)

    assert ThingImport.objects.get().columns == row.columns


def test_a_workbook_is_read_as_the_same_list_is():
    rows = [line.split(";") for line in LIST.splitlines()]
    rows[1][6] = date(2026, 1, 2)

    row = kept(workbook(rows))

    assert [each.outcome for each in services.preview(row).verdicts] == ["new", "new"]
    assert row.columns["Inköpsdatum"] == "bought_on"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "Filen är tom"),
        (b"a\0b", "ingen lista"),
        (b"PK\x03\x04 not a zip", "XLSX"),
        (b"x" * (sheets.LARGEST_FILE + 1), "större än 20 MB"),
        (b"tag\n" + b"a\n" * (sheets.MOST_ROWS + 1), "fler än 50000 rader"),
    ],
    ids=["empty", "binary", "broken", "large", "long"],
)
def test_what_is_no_list_is_refused(content, why):
    with pytest.raises(sheets.NotAList, match=why):
        sheets.read(content)


def test_a_kind_that_has_no_things_is_refused():
    with pytest.raises(CannotKeep, match="Välj ett slag"):
        kept(kind="computer")


@hypothesis_settings(deadline=None)
@gave(st.binary(max_size=200))
def test_any_file_is_read_or_refused(content):
    try:
        sheet = sheets.read(content)
    except sheets.NotAList:
        return
    assert all(len(row.cells) == len(sheet.headings) for row in sheet.rows)
    assert len(set(sheet.headings)) == len(sheet.headings)


def test_a_list_of_ten_thousand_rows_asks_as_much_as_a_short_one(django_assert_max_num_queries):
    rows = [["Märkning", "Serienr", "Modell", "Kommun", "E-post", "Används av"]]
    rows += [
        [f"KIN-{n}", f"S{n}", "Dell", "KIN", "karin@kinda.example", "Elever"] for n in range(10_000)
    ]
    row = kept(workbook(rows))

    with django_assert_max_num_queries(30):
        preview = services.preview(row)

    assert preview.counts == {"new": 10_000, "changed": 0, "unchanged": 0, "wrong": 0}
