"""The register in the browser: who sees what, things moved on, corrected, counted and taken in."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.web.budget import MOST_QUESTIONS, asked_of
from tests.web.test_pages import words

from samdrift.assets.models import (
    AssetKind,
    Device,
    DeviceEvent,
    KindField,
    Lease,
    Paper,
    Receipt,
    Stocktake,
)
from samdrift.assets.tests import given, register_walk
from samdrift.assets.tests.given import LAPTOP

pytestmark = pytest.mark.django_db
REGISTER = "/inventarier/"


@pytest.fixture(autouse=True)
def _files(files_of_its_own):
    """Have lists kept in a home of the test's own."""


@pytest.fixture
def keeper(signed_in, clock_at):
    return signed_in("agent")


def test_every_page_of_the_register_asks_little(manager, clock_at):
    asked = {}
    for address in register_walk.addresses(manager):
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert manager.get(address).status_code == 200, address
        asked[address] = len(asked_of(captured.captured_queries))

    assert {address: n for address, n in asked.items() if n > MOST_QUESTIONS} == {}


def test_the_list_asks_as_much_however_long_it_is(keeper):
    def questions():
        with CaptureQueriesContext(connection) as captured:
            keeper.get(REGISTER)
        return len(asked_of(captured.captured_queries))

    given.thing("KIN-1", "held", holder=given.person().pk)
    before = questions()
    for number in range(2, 40):
        given.thing(f"KIN-{number}", "held", holder=given.person(f"p{number}").pk)

    assert questions() == before


def test_things_are_found_by_words_kind_state_and_day(keeper):
    given.thing("KIN-1", "stock", serial="5CG1", model="HP EliteBook")
    given.thing("KIN-2", "held", holder=given.person().pk, kind="tablet")
    given.step("KIN-1", "hand-over", given.day(2, 1), holder_id=given.person("per").pk)
    given.thing("KIN-3", "active", kind="server.virtual", values={"hall": "Norra"})

    def tags(asked):
        return re.findall(
            r'href="/inventarier/sak/([^/]+)/"', keeper.get(REGISTER + asked).content.decode()
        )

    assert tags("") == ["KIN-1", "KIN-2", "KIN-3"]
    assert tags("?q=5cg") == tags("?q=elitebook") == tags("?q=per") == ["KIN-1"]
    assert tags("?slag=server") == ["KIN-3"]
    assert tags("?lage=stock") == []
    assert tags("?lage=stock&dag=2026-01-31") == ["KIN-1"]
    assert tags("?dag=2026-01-06") == []
    assert "Norra" in words(keeper.get(REGISTER + "?slag=server.virtual"))
    assert "Ingen inventarie passar in." in words(keeper.get(REGISTER + "?q=zzz"))


def test_pages_follow_each_other_by_tag(keeper):
    for number in range(60):
        given.thing(f"KIN-{number:02}")

    page = keeper.get(REGISTER).content.decode()
    following = keeper.get(
        REGISTER + re.search(r'href="(\?efter=[^"]+)"', page)[1]
    ).content.decode()

    assert ("KIN-49/" in page, "KIN-50/" in page) == (True, False)
    assert ("KIN-49/" in following, "KIN-50/" in following) == (False, True)
    assert "60 inventarier" in words(keeper.get(REGISTER))


def test_a_members_economist_sees_what_is_its_own_and_no_persons(signed_in, clock_at):
    given.thing("VIM-1", "held", holder=given.person("karin", "VIM").pk, code="VIM")
    given.thing("BOX-1", "active", code="BOX")
    economist = signed_in("economist")

    told = words(economist.get(REGISTER))

    assert "VIM-1" in told
    assert "BOX-1" not in told
    assert "Karin" not in told
    assert "Karin" not in words(economist.get(f"{REGISTER}sak/VIM-1/"))
    assert economist.get(f"{REGISTER}sak/BOX-1/").status_code == 404
    assert economist.get(f"{REGISTER}faller/VIM-1/").status_code == 404
    assert "Karin" not in economist.get(f"{REGISTER}fil/csv/").getvalue().decode()


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_selection_is_had_as_a_file(keeper, form):
    given.thing("KIN-1", model="=1+1")

    answer = keeper.get(f"{REGISTER}fil/{form}/?slag=computer")
    content = b"".join(answer.streaming_content)

    assert f"inventarier.{form}" in answer.headers["Content-Disposition"]
    assert content.startswith(b"PK") if form == "xlsx" else b"KIN-1" in content
    assert keeper.get(f"{REGISTER}fil/pdf/").status_code == 404


def test_things_are_handed_over_with_a_receipt_that_is_signed(keeper):
    given.thing("KIN-1")
    told = {"tags": "kin-1\nkin-9", "act": "hand-over", "day": "2026-02-02"}
    refused = keeper.post(f"{REGISTER}steg/", told)
    assert refused.status_code == 422
    assert "KIN-1 behöver att du skriver vem som får den." in words(refused)

    page = keeper.post(f"{REGISTER}steg/", told | {"holder": given.person().email}, follow=True)

    assert "Klart för 1 inventarie. Inte gjort: KIN-9 finns inte." in words(page)
    assert "Lämnat till Karin" in words(page)
    stroke = Receipt.objects.get().stroke
    wrong = keeper.post(f"{REGISTER}kvitto/{stroke}/", {"name": ""})
    assert wrong.status_code == 422
    signed = keeper.post(
        f"{REGISTER}kvitto/{stroke}/", {"name": "Karin", "signature": "M1 2 L3 4"}, follow=True
    )
    assert 'd="M1 2 L3 4"' in signed.content.decode()
    assert Device.objects.get().organisation_id == "KIN"


def test_what_was_done_at_one_stroke_is_undone_on_its_page(keeper):
    for tag in ("KIN-1", "KIN-2"):
        given.thing(tag, "active")
    told = {"tag": ["KIN-1", "KIN-2"], "act": "take-back", "day": "2026-02-02"}

    page = keeper.post(f"{REGISTER}steg/", told, follow=True)
    assert "Ta tillbaka 2026-02-02" in words(page)
    undone = keeper.post(page.redirect_chain[-1][0], follow=True)

    assert "Klart för 2 inventarier." in words(undone)
    assert set(Device.objects.values_list("state", flat=True)) == {"active"}
    assert "är ångrat, eller har aldrig gjorts" in words(undone)


def test_a_step_that_nothing_is_chosen_for_says_so(keeper):
    given.thing("KIN-1")

    page = keeper.post(f"{REGISTER}steg/", {"tag": "KIN-1", "day": "2026-02-02"})

    assert page.status_code == 422
    assert "Välj vad som händer." in words(page)
    wrong = keeper.post(
        f"{REGISTER}steg/", {"tag": "KIN-1", "act": "hand-over", "day": "x", "holder": "?"}
    )
    assert wrong.status_code == 422
    assert "Skriv dagen så här" in words(wrong)
    assert DeviceEvent.objects.count() == 1


def test_the_last_is_undone_and_what_is_older_corrected(keeper):
    given.thing("KIN-1", "active")
    given.step("KIN-1", "take-back", given.day(2, 2))
    first, last = DeviceEvent.objects.order_by("id")

    corrected = keeper.post(
        f"{REGISTER}ratta/KIN-1/",
        {"event": first.pk, "day": "2026-01-10", "note": "Fel dag", "location": "Rum 4"},
        follow=True,
    )
    assert "Registrerad, rättat (stod 2026-01-07)" in words(corrected)
    again = keeper.post(
        f"{REGISTER}ratta/KIN-1/", {"event": first.pk, "day": "2026-01-11", "note": "x"}
    )
    assert again.status_code == 422
    undone = keeper.post(f"{REGISTER}angra/", {"event": last.pk, "tag": "KIN-1"}, follow=True)
    assert "Det senaste är ångrat." in words(undone)
    assert (Device.objects.get().state_id, Device.objects.get().location) == ("active", "Rum 4")


def test_what_is_told_of_a_thing_is_written_over_unless_somebody_was_first(keeper):
    row = given.thing("KIN-1", "active", kind="server.virtual")
    told = {"version": row.version, "model": "Ubuntu", "f_hall": "Norra", "cost_ore": "1 200,50"}

    keeper.post(f"{REGISTER}skriv/KIN-1/", told)
    second = keeper.post(f"{REGISTER}skriv/KIN-1/", told)

    row = Device.objects.get()
    assert (row.model, row.values, row.cost_ore) == ("Ubuntu", {"hall": "Norra"}, 120_050)
    assert second.status_code == 422
    assert "Någon annan har ändrat" in words(second)
    wrong = keeper.post(
        f"{REGISTER}skriv/KIN-1/", {"version": row.version, "f_host": "X", "cost_ore": "z"}
    )
    assert "Körs på ska vara märkningen" in words(wrong)


def test_things_are_received_in_bulk(keeper):
    told = {
        "kind": LAPTOP, "organisation": "BOX", "state": "stock", "place": given.place().pk,
        "day": "2026-02-02", "first_tag": "BOX-001", "written": "s1\ns2", "model": "HP",
    }  # fmt: skip

    page = keeper.post(f"{REGISTER}nya/", told, follow=True)

    assert "2 inventarier är registrerade." in words(page)
    assert list(Device.objects.values_list("tag", "serial")) == [
        ("BOX-001", "S1"),
        ("BOX-002", "S2"),
    ]
    again = keeper.post(f"{REGISTER}nya/", told)
    assert again.status_code == 422
    assert "Serienumret S1 har redan BOX-001." in words(again)


def test_a_place_is_counted_by_scanning(keeper):
    given.thing("KIN-1")
    keeper.post(f"{REGISTER}lager/inventera/", {"place": given.place().pk})
    count = f"{REGISTER}inventering/{Stocktake.objects.get().pk}/"

    told = words(keeper.post(count, {"tags": "kin-1\nx-1"}, follow=True))

    assert "2 nya märkningar." in told
    assert "1 av 1 funna." in told
    assert "Finns inte i registret X-1" in told
    assert "Inventeringen är avslutad." in words(keeper.post(count, {"finish": "1"}, follow=True))
    assert keeper.post(f"{REGISTER}lager/annat/").status_code == 404
    refused = keeper.post(f"{REGISTER}lager/lagsta-antal/", {"place": "x"}, follow=True)
    assert "Välj bland de värden" in words(refused)


def test_a_list_is_sent_looked_at_and_taken_in(keeper):
    given.organisation()
    listed = SimpleUploadedFile("nya.csv", "märkning;kommun;modell\nKIN-7;KIN;HP\n;KIN;\n".encode())

    page = keeper.post(f"{REGISTER}las-in/", {"list": listed, "kind": LAPTOP}, follow=True)
    address = page.redirect_chain[-1][0]

    assert "Märkningen saknas." in words(page)
    assert b"KIN" in keeper.get(f"{address}fel/").content
    assert "1 nya, 0 ändrade, 0 oförändrade, 1 fel." in words(
        keeper.post(f"{address}las-in/", follow=True)
    )
    assert Device.objects.get().model == "HP"
    keeper.post(f"{address}angra/")
    assert Device.objects.get().state_id is None
    refused = keeper.post(f"{REGISTER}las-in/", {"kind": LAPTOP}, follow=True)
    assert "Välj en fil" in words(refused)
    assert keeper.post(f"{address}annat/").status_code == 404


def test_the_manager_changes_kinds_their_fields_and_their_steps(manager, clock_at):
    manager.post(f"{REGISTER}slag/", {"key": "projector", "label": "Projektor"})
    page = f"{REGISTER}slag/projector/"

    said = [
        words(manager.post(f"{page}{name}/", told, follow=True))
        for name, told in (
            ("nytt-falt", {"label": "Ljusstyrka", "sort": "number", "is_listed": "on"}),
            ("egna-steg", {}),
            (
                "nytt-steg",
                {"label": "Skänk", "before": "returned", "after": "sold", "roles": ["agent"]},
            ),
            ("andra", {"label": "Projektorer", "life_months": "60", "price": "9 000"}),
            ("andra", {"label": "Projektorer", "life_months": "x"}),
            ("andra", {"label": "Projektorer", "price": "x"}),
        )
    ]

    assert [
        told in text
        for told, text in zip(
            (
                "Fältet är tillagt.", "Slaget har nu egna steg.", "Steget gäller.",
                "Slaget är ändrat.", "Skriv antalet månader", "Skriv beloppet i kronor",
            ),
            said,
            strict=True,
        )
    ] == [True] * 6  # fmt: skip
    field = KindField.objects.get(label="Ljusstyrka")
    manager.post(f"{page}ta-bort-falt/", {"field": field.pk})
    assert not KindField.objects.filter(label="Ljusstyrka").exists()
    assert AssetKind.objects.get(key="projector").price_ore == 900_000
    assert manager.post(f"{page}annat/").status_code == 404
    assert manager.get(f"{REGISTER}slag/finns-inte/").status_code == 404


def test_labels_come_as_a_pdf(keeper):
    given.thing("KIN-1")

    printed = keeper.post(f"{REGISTER}etiketter/", {"tags": "KIN-1", "ark": "21", "plats": "3"})

    assert printed.content.startswith(b"%PDF-")
    assert keeper.post(f"{REGISTER}etiketter/", {"tags": "", "ark": "21"}).status_code == 422


def test_a_scanned_tag_leads_to_its_thing(keeper):
    given.thing("KIN-1")

    assert keeper.get(f"{REGISTER}hitta/?tag=kin-1").headers["Location"] == f"{REGISTER}sak/KIN-1/"
    assert "Ingen inventarie är märkt X." in words(
        keeper.get(f"{REGISTER}hitta/?tag=x", follow=True)
    )


def test_what_is_due_is_told_by_year_and_had_as_an_order_list(keeper):
    given.thing("KIN-1", "active", given.day(1, 1).replace(year=2020))

    page = words(keeper.get(f"{REGISTER}plan/"))

    assert "Att byta 2026" in page
    assert "9 500" in page
    listed = b"".join(keeper.get(f"{REGISTER}plan/orderlista/?ar=2026").streaming_content)
    assert listed.startswith(b"PK")
    assert keeper.get(f"{REGISTER}plan/?ar=1999").status_code == 404


def test_who_is_hit_is_drawn_and_listed(keeper):
    given.thing("VÄRD", "active", kind="server.physical")
    given.thing("APP", "active", kind="server.virtual")
    told = {"tag": "APP", "other": "värd", "kind": "runs-on"}
    assert "De hör nu ihop." in words(keeper.post(f"{REGISTER}hor-ihop/", told, follow=True))

    page = keeper.get(f"{REGISTER}faller/VÄRD/")

    assert "1 inventarie till slutar fungera." in words(page)
    assert "<svg" in page.content.decode()
    refused = keeper.post(f"{REGISTER}hor-inte-ihop/", {"tag": "APP", "relation": "0"}, follow=True)
    assert "De hör inte längre ihop." in words(refused)


def test_what_is_leased_is_told_with_its_end_and_its_cost(keeper):
    given.thing("KIN-1", "active")
    told = {
        "number": "L-1", "supplier": "Leasing AB", "organisation": "KIN", "monthly_ore": "12 000",
        "starts_on": "2025-01-01", "ends_on": "2026-05-01", "buy_out_ore": "5 000",
    }  # fmt: skip

    page = words(keeper.post(f"{REGISTER}leasing/", told, follow=True))
    assert "Avtalet L-1 är sparat." in page
    assert "Slutar snart" in page
    assert "12 000" in page
    lease = Lease.objects.get()
    under = {"lease": lease.pk, "tags": "kin-1"}
    keeper.post(f"{REGISTER}leasing/inventarier/", under)
    assert Device.objects.get().lease == lease
    refused = keeper.post(f"{REGISTER}leasing/inventarier/", under | {"tags": "x"}, follow=True)
    assert "Finns inte i registret: X." in words(refused)
    gone = keeper.post(f"{REGISTER}leasing/inventarier/", {"lease": "0"}, follow=True)
    assert "Avtalet finns inte." in words(gone)
    for wrong in (told, told | {"number": "L-2", "ends_on": "2025-01-01"}, {"number": ""}):
        assert keeper.post(f"{REGISTER}leasing/", wrong).status_code == 422
    assert Lease.objects.count() == 1


def sent(name="intyg.pdf", content=b"%PDF-1.7"):
    return SimpleUploadedFile(name, content)


def test_a_paper_comes_with_the_step_is_read_and_taken_away(signed_in, clock_at):
    keeper = signed_in("technician")
    given.thing("KIN-1", "returned")
    step = {"tag": "KIN-1", "act": "erase", "day": "2026-02-01", "note": "Intyg 7"}

    refused = keeper.post(f"{REGISTER}steg/", step | {"files": sent(content=b"")})
    assert refused.status_code == 422
    assert "är tom" in refused.content.decode()
    assert Device.objects.get().state_id == "returned"

    keeper.post(f"{REGISTER}steg/", step | {"files": sent()})
    paper, stroke = Paper.objects.get(), DeviceEvent.objects.get(act="erase").stroke
    address = f"{REGISTER}papper/{paper.pk}/"
    assert f'href="{address}"' in keeper.get(f"{REGISTER}sak/KIN-1/").content.decode()
    handed = keeper.get(address)
    assert (handed.content, handed.headers["X-Content-Type-Options"]) == (b"%PDF-1.7", "nosniff")
    assert handed.headers["Content-Disposition"] == 'attachment; filename="intyg.pdf"'

    more = f"{REGISTER}papper/{stroke}/ny/"
    keeper.post(more, {"files": sent("b.pdf", b"%PDF-1.4"), "sort": "other"})
    keeper.post(more, {})
    keeper.post(f"{REGISTER}papper/inget/ny/", {"files": sent()})
    assert list(Paper.objects.values_list("name", "sort")) == [
        ("intyg.pdf", "certificate"),
        ("b.pdf", "other"),
    ]
    keeper.post(f"{address}bort/")
    keeper.post(f"{address}bort/")
    assert keeper.get(address).status_code == 404
