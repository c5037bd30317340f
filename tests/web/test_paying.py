"""From a service to an invoice on the pages: priced, reckoned, approved, opened, credited."""

import re
from datetime import datetime
from html import unescape
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.test import Client
from tests.web import desks
from tests.web.test_pages import words

from samdrift.billing.models import FixedAmount, Invoice, Payee, Payer, Run
from samdrift.billing.tests.given import Member, a_month_of, invoiced
from samdrift.catalogue.choices import Measure
from samdrift.catalogue.models import Price, Service
from samdrift.catalogue.tests import given as catalogue
from samdrift.kernel.money import Money
from samdrift.plumbing.clock import SWEDEN
from samdrift.plumbing.jobs import worker

pytestmark = pytest.mark.usefixtures("files_of_its_own")
SERVICE = {
    "name": "Elevdator",
    "key": "elevdator",
    "description": "En dator i skolan.",
    "included": "Dator",
    "levels": "",
    "measure": "thing-month",
    "vat_percent": "25",
    "owner": "",
    "information_class": "internal",
    "is_in_portal": "on",
}
LIST = {
    "name": "Prislista 2015",
    "holds_from": "2015-01-01",
    "decision": "§ 58",
    "decided_on": "2014-11-12",
}
COSTS = "Datorer; 100 000; konto 6910\nServicedesk; 36800,00; ansvar 120"


@pytest.fixture
def controller(year, person):
    client = Client()
    client.force_login(person("controller"))
    return client


def at(monkeypatch, *when):
    moment = datetime(*when, 9, tzinfo=SWEDEN)
    monkeypatch.setattr("samdrift.plumbing.clock.now", lambda: moment)


def priced(client, amount="95,00"):
    """Add a service and a price list on the pages, and publish it; return where the list is."""
    assert client.post("/tjanster/ny/", SERVICE).status_code == 302
    page = client.post("/tjanster/priser/", LIST).headers["Location"]
    told = {
        "option": str(Service.objects.get().options.get().pk),
        "amount": amount,
        "volume": "1440",
        "items": COSTS,
    }
    answer = client.post(page, told)
    return page, answer


def test_a_service_is_priced_and_its_price_opens_to_its_costs(manager, monkeypatch):
    at(monkeypatch, 2014, 12, 1)
    page, _ = priced(manager)
    manager.post(f"{page}besluta/")

    at(monkeypatch, 2015, 1, 1)
    told = words(manager.get("/tjanster/elevdator/"))
    assert "95,00 kr Elevdator, från 2015-01-01 gäller nu" in told
    assert "Datorer 100 000,00 konto 6910" in told.replace("\xa0", " ")
    assert "högst 95,00 kr per månad (kommunallagen 2:6)" in told
    assert "Elevdator" in words(manager.get("/tjanster/"))


def test_a_price_above_the_self_cost_is_told_and_what_was_typed_stays(manager, monkeypatch):
    at(monkeypatch, 2014, 12, 1)

    _, answer = priced(manager, amount="95,01")

    assert answer.status_code == 422
    assert "Priset är högre än självkostnaden (kommunallagen 2:6)" in words(answer)
    assert 'value="95,01"' in answer.content.decode()
    assert not Price.objects.exists()


@pytest.mark.parametrize(
    ("told", "problem"),
    [
        ({"amount": "gratis"}, "Skriv kronor så här: 285,00."),
        ({"items": "Datorer"}, "Rad 1: skriv vad; kronor; var den finns."),
        ({"items": "Datorer; många"}, "Rad 1: skriv vad; kronor; var den finns."),
        ({"volume": "0"}, "Skriv minst 1."),
    ],
)
def test_what_cannot_be_read_of_a_price_is_told(manager, told, problem):
    option, price_list = catalogue.workplace(), catalogue.begun()
    sent = {"option": option.pk, "amount": "1", "volume": "1", "items": COSTS}

    answer = manager.post(f"/tjanster/priser/{price_list.pk}/", sent | told)

    assert answer.status_code == 422
    assert problem in words(answer)
    assert not Price.objects.exists()


def test_an_address_is_taken_once_and_never_changed(manager):
    manager.post("/tjanster/ny/", SERVICE)

    again = manager.post("/tjanster/ny/", SERVICE)
    moved = manager.post("/tjanster/elevdator/andra/", SERVICE | {"key": "dator"})
    changed = manager.post("/tjanster/elevdator/andra/", SERVICE | {"name": "Skoldator"})

    assert "Det finns redan en tjänst med den adressen." in words(again)
    assert "Adressen ändras inte." in words(moved)
    assert changed.status_code == 302
    assert [(each.key, each.name) for each in Service.objects.all()] == [("elevdator", "Skoldator")]


def test_a_month_is_reckoned_and_approved_by_two(manager, controller, monkeypatch):
    at(monkeypatch, 2014, 12, 1)
    page, _ = priced(manager)
    manager.post(f"{page}besluta/")
    at(monkeypatch, 2015, 2, 2)
    option = Service.objects.get().options.get().pk
    metered = {"kind": "assets.holdings computer.pupil", "option": option, "since": "2015-01"}
    assert manager.post("/debitering/matning/", metered).status_code == 302

    page = manager.post("/debitering/", {"month": "2015-01"}).headers["Location"]
    assert "Du kan stänga sidan." in words(manager.get(page))
    worker.work_once()
    told = words(manager.get(page)).replace("\xa0", " ")
    assert "11 400,00 kr utan moms." in told  # 120 computers at 95 kronor.
    assert "Vimmerby 0,00 +11 400,00 – – – – 11 400,00" in told
    manager.post(f"{page}godkann/")
    assert "En annan person godkänner" in words(manager.get(page))
    manager.post(f"{page}fakturera/")
    assert not Run.objects.get().invoiced_at
    controller.post(f"{page}fakturera/")

    invoice = Invoice.objects.get()
    assert (invoice.number, invoice.amount_ore) == (1, 1_425_000)


def test_what_a_member_pays_opens_to_its_things_and_is_credited(manager):
    option = catalogue.workplace()
    catalogue.published(option)
    line = a_month_of("computer.pupil", option)

    costs = manager.get("/kostnader/VIM/")
    assert "Det här betalar Vimmerby för IT" in words(costs)
    assert "än 2014" not in words(costs)  # Nothing was invoiced then: there is no more or less.
    assert f"/debitering/rad/{line}/" in costs.content.decode()
    (address, *_) = re.findall(
        r'href="(/poster/[^"]+billing.charges[^"]+)"', costs.content.decode()
    )
    records = words(manager.get(unescape(address))).replace("\xa0", " ")
    assert "120 poster" in records
    assert "34 200" in records
    opened = words(manager.get(f"/debitering/rad/{line}/")).replace("\xa0", " ")
    assert "120 × 285,00 kr per styck och månad." in opened
    assert "dator-119 31 285,00" in opened
    assert manager.post(f"/debitering/rad/{line}/", {"reason": ""}).status_code == 422
    note = manager.post(f"/debitering/rad/{line}/", {"reason": "Fel skola"}, follow=True)
    assert "Krediterar faktura 1: Fel skola" in words(note)
    again = manager.post(f"/debitering/rad/{line}/", {"reason": "Igen"})
    assert "Raden är redan krediterad." in words(again)


def test_an_economist_sees_what_the_own_municipality_pays_and_no_other(
    manager, person, monkeypatch
):
    at(monkeypatch, 2015, 2, 2)
    economist = Client()
    economist.force_login(person("economist"))

    assert economist.get("/kostnader/VIM/").status_code == 200
    assert economist.get("/kostnader/BOX/").status_code == 404
    assert economist.get("/kostnader/XXX/").status_code == 404
    assert economist.get("/debitering/").status_code == 404


@pytest.mark.parametrize("month", ["2015", "2015-13", "1-2015", "0000-01", "２０１５-01"])
def test_what_is_no_month_is_told(manager, month):
    answer = manager.post("/debitering/", {"month": month})

    assert answer.status_code == 422
    assert "Skriv månaden så här: 2026-03." in words(answer)


@pytest.mark.parametrize("address", ["2015-13/", "2015-2/", "2015-2/rive/", "99-1/"])
def test_a_month_that_is_not_there_is_not_shown(manager, address):
    send = manager.post if "rive" in address else manager.get

    assert send(f"/debitering/{address}").status_code == 404


def test_what_is_not_reckoned_is_not_approved(manager):
    answer = manager.post("/debitering/2015-2/godkann/", follow=True)

    assert "Månaden är inte räknad än." in words(answer)


PAYER = {
    "org_number": "2120000423",
    "reference": "REF 4711",
    "street": "Box 1",
    "postcode": "590 40",
    "town": "Kisa",
    "gln": "",
}
PAYEE = {"bankgiro": "50501055", "street": "Storgatan 1", "postcode": "590 40", "town": "Kisa"}


def test_an_invoice_is_fetched_as_files_once_it_is_known_who_pays_where(manager):
    option = catalogue.workplace()
    catalogue.published(option)
    Member.meter("computer.pupil", option)
    invoiced()
    assert "Betalningsuppgifter saknas" in words(manager.get("/fakturor/1/"))
    assert manager.get("/fakturor/1/e-faktura/").status_code == 409

    assert manager.post("/debitering/betalare/", PAYEE).status_code == 302
    kept = manager.post("/debitering/betalare/VIM/", PAYER, follow=True)

    assert "Vimmerby 212000-0423 REF 4711" in words(kept)
    electronic = manager.get("/fakturor/1/e-faktura/")
    assert electronic.headers["Content-Disposition"] == 'attachment; filename="faktura-1.xml"'
    assert b"<cbc:BuyerReference>REF 4711<" in electronic.content
    printed = manager.get("/fakturor/1/pdf/")
    assert (printed.headers["Content-Type"], printed.content[:5]) == ("application/pdf", b"%PDF-")
    assert "Hämta e-faktura" in words(manager.get("/fakturor/1/"))


@pytest.mark.parametrize(
    ("page", "sent", "problem"),
    [
        ("", PAYEE | {"bankgiro": "5050-1056"}, "Skriv det så här: 5050-1055."),
        ("", PAYEE | {"town": ""}, "Fyll i det här fältet."),
        ("VIM/", PAYER | {"org_number": "212000-0424"}, "fel kontrollsiffra"),
        ("VIM/", PAYER | {"gln": "7340020000005"}, "Ett GLN har tretton siffror"),
    ],
)
def test_a_number_that_is_wrong_is_told_and_not_kept(manager, page, sent, problem):
    answer = manager.post(f"/debitering/betalare/{page}", sent)

    assert answer.status_code == 422
    assert problem in words(answer)
    assert not Payer.objects.exists()
    assert not Payee.objects.exists()


def test_nobody_pays_for_who_is_not_there(manager):
    assert manager.get("/debitering/betalare/XXX/").status_code == 404


def test_a_month_is_fetched_as_vouchers_once_it_is_known_how_it_is_booked(manager):
    option = catalogue.workplace()
    catalogue.published(option)
    Member.meter("computer.pupil", option)
    invoiced()
    file = "/debitering/verifikationer/2015-2/"
    assert "Säg först på vilka konton" in words(manager.get(f"{file}sie/", follow=True))
    wrong = manager.post("/debitering/kontering/", {"receivable": "x", "vat": "2561"})
    assert (wrong.status_code, "Ett konto har tre till sex siffror." in words(wrong)) == (422, True)
    told = {"receivable": "1511", "vat": "2561", "series": "F"}
    assert manager.post("/debitering/kontering/", told).status_code == 302
    assert "Kontering saknas för Arbetsplats." in words(manager.get(f"{file}sie/", follow=True))
    kept = manager.post("/debitering/kontering/arbetsplats/", {"account": "3110"}, follow=True)
    assert "Arbetsplats 3110" in words(kept)

    sie, text = manager.get(f"{file}sie/"), manager.get(f"{file}text/")

    assert sie.headers["Content-Disposition"] == 'attachment; filename="fakturor-2015-02.si"'
    assert b"#TRANS 3110" in sie.content
    assert text.content.decode("utf-8-sig").startswith("verifikation;datum;konto;")
    for address in (f"{file}pdf/", "/debitering/kontering/finns-inte/"):
        assert manager.get(address).status_code == 404


def test_who_is_known_asks_about_a_line_in_a_case_that_is_begun(manager, person):
    option = catalogue.workplace()
    catalogue.published(option)
    line = a_month_of("computer.pupil", option)
    page = f"/debitering/rad/{line}/"
    assert "Fråga om raden" not in words(manager.get(page))
    economist = Client()
    user = person("economist")
    economist.force_login(user)
    desks.person_with("maria", "Maria", organisation="VIM", user=user)

    (address,) = re.findall(r'href="(/hjalp/anmal/[^"]+)"', economist.get(page).content.decode())

    asked = economist.get(unescape(address)).content.decode().replace("\xa0", " ")
    assert 'value="Faktura 1: Arbetsplats, januari 2015, 34 200,00 kr"' in asked


def test_other_prices_are_tried_and_nothing_is_kept(manager):
    assert "Inget är fakturerat till dagens priser" in words(manager.get("/debitering/tank-om/"))
    option = catalogue.workplace()
    catalogue.published(option)
    a_month_of("computer.pupil", option)
    tried = {f"price-{option.pk}": "300", f"percent-{option.pk}": "-50"}

    told = words(manager.get("/debitering/tank-om/", tried)).replace("\xa0", " ")

    assert "Vimmerby 34 200,00 18 000,00 −16 200,00" in told
    assert Price.objects.get().amount_ore == 28_500
    for wrong in ({f"price-{option.pk}": "dyrt"}, {f"percent-{option.pk}": "-101"}):
        answer = manager.get("/debitering/tank-om/", wrong)
        assert answer.status_code == 422
        assert "Inget har räknats" in words(answer)


def test_what_is_owed_is_shown_until_it_is_paid(manager):
    option = catalogue.workplace()
    catalogue.published(option)
    a_month_of("computer.pupil", option)
    owed = words(manager.get("/fakturor/fordringar/")).replace("\xa0", " ")
    assert "Vimmerby – – – 42 750,00 42 750,00" in owed
    told = b"referens;datum;ocr;belopp\nB1;2015-03-01;133;42750.00\nB2;2015-03-01;999;1\n"

    wrong = manager.post("/fakturor/fordringar/", {"file": BytesIO(b"fel")})
    paid = manager.post("/fakturor/fordringar/", {"file": BytesIO(told)}, follow=True)

    assert (wrong.status_code, "Inga betalningar är inlästa" in words(wrong)) == (422, True)
    assert "2 nya betalningar." in words(paid)
    assert "Allt som är fakturerat är betalt." in words(paid)
    assert "B2 2015-03-01 999 1,00" in words(paid)


def test_a_member_budgets_thinks_of_fewer_and_orders_the_change(year, person, controller):
    option = catalogue.workplace()
    catalogue.published(option)
    a_month_of("computer.pupil", option)
    economist = Client()
    economist.force_login(person("economist"))

    page = economist.get(f"/kostnader/VIM/tank-om/?more-{option.pk}=-40")
    wrong = economist.get(f"/kostnader/VIM/tank-om/?more-{option.pk}=många")
    sent = economist.post("/kostnader/VIM/2015/budget/", {f"of-{option.service_id}": "500 000"})
    elsewhere = economist.post("/kostnader/BOX/2015/budget/", {})

    assert "−11 400,00" in words(page).replace("\xa0", " ")
    assert "−136 800,00" in words(page).replace("\xa0", " ")
    assert wrong.status_code == 422
    assert (sent.status_code, elsewhere.status_code) == (302, 404)
    costs = words(economist.get("/kostnader/VIM/2015/")).replace("\xa0", " ")
    assert "Budget 500 000,00 kr" in costs
    assert "Prognos för året" in costs


def test_a_member_says_where_its_things_belong_and_sees_the_year_by_cost_centre(
    year, person, controller
):
    option = catalogue.workplace()
    catalogue.published(option)
    economist = Client()
    economist.force_login(person("economist"))
    told = {f"name-{option.pk}": "Skolan", f"centre-{option.pk}": "6100"}
    sent = economist.post("/kostnader/VIM/enheter/", told)
    a_month_of("computer.pupil", option)
    economist.post("/kostnader/VIM/2015/budget/", {"on-6100": "500 000"})

    page = economist.get("/kostnader/VIM/2015/enheter/?tjanst=arbetsplats")
    whole = words(economist.get("/kostnader/VIM/2015/enheter/")).replace("\xa0", " ")

    assert sent.status_code == 302
    assert "6100 Skolan 34 200,00 410 400,00" in words(page).replace("\xa0", " ")
    assert "410 400,00 500 000,00 −89 600,00" in whole
    (things, *_) = re.findall(r'href="(/poster/[^"]+6100[^"]+)"', page.content.decode())
    assert "120 poster" in words(economist.get(unescape(things))).replace("\xa0", " ")
    assert "Inget är fakturerat" in words(economist.get("/kostnader/VIM/2013/enheter/"))
    elsewhere = [economist.get(f"/kostnader/BOX/{each}/") for each in ("enheter", "2015/enheter")]
    assert [each.status_code for each in elsewhere] == [404, 404]
    assert economist.post("/kostnader/VIM/enheter/", {"name-x": "x" * 300}).status_code == 302


def test_a_members_year_is_had_as_one_file(year, person, controller):
    option = catalogue.workplace()
    catalogue.published(option)
    a_month_of("computer.pupil", option)
    economist = Client()
    economist.force_login(person("economist"))

    answer = economist.get("/kostnader/VIM/2015/allt.zip")

    with ZipFile(BytesIO(answer.content)) as had:
        assert had.namelist() == [
            "debiteringar-2015.csv", "fakturor/faktura-1.pdf", "fakturor/faktura-1.xml",
        ]  # fmt: skip
        lines = had.read("debiteringar-2015.csv").decode("utf-8-sig").splitlines()
        assert len(lines) == 121
        assert lines[1] == "2015-01;Arbetsplats;dator-000;31;31;285.00;285.00;25;1;;"
        assert had.read("fakturor/faktura-1.pdf")[:5] == b"%PDF-"
        assert b"<cbc:ID>1</cbc:ID>" in had.read("fakturor/faktura-1.xml")
    assert economist.get("/kostnader/BOX/2015/allt.zip").status_code == 404
    assert economist.get("/kostnader/VIM/1/allt.zip").status_code == 404


def test_a_rule_is_written_with_its_source_and_wrong_numbers_are_told(controller):
    sent = {
        "kind": "reference-rate", "value": "2,5", "holds_from": "2015-01-01",
        "source": "Riksbanken 2014-12-31",
    }  # fmt: skip

    wrong = controller.post("/debitering/regler/", sent | {"value": "mycket", "source": ""})
    kept = controller.post("/debitering/regler/", sent, follow=True)

    assert wrong.status_code == 422
    assert "Skriv ett tal, till exempel 2,50." in words(wrong)
    assert "Referensränta, procent 2,50 Riksbanken 2014-12-31 från 2015-01-01" in words(kept)


def test_a_reminder_is_noted_and_had_as_a_letter(year, controller):
    option = catalogue.workplace()
    catalogue.published(option)
    a_month_of("computer.pupil", option)

    missing = controller.get("/fakturor/1/paminnelse/")
    controller.post("/fakturor/1/paminn/")
    again = controller.post("/fakturor/1/paminn/", follow=True)
    unknown = controller.post("/fakturor/99/paminn/")
    letter = controller.get("/fakturor/1/paminnelse/")

    assert (missing.status_code, unknown.status_code) == (404, 404)
    assert "Påminnelse 1," in words(controller.get("/fakturor/fordringar/"))
    assert "En påminnelse gick i dagarna. Vänta till " in words(again)
    assert (letter.headers["Content-Type"], letter.content[:5]) == ("application/pdf", b"%PDF-")
    assert letter.content != controller.get("/fakturor/1/pdf/").content


def test_interest_is_reckoned_in_the_open_and_charged_by_decision(year, controller):
    option = catalogue.workplace()
    catalogue.published(option)
    a_month_of("computer.pupil", option)
    empty = words(controller.get("/fakturor/drojsmal/"))
    rule = {"kind": "reference-rate", "value": "2", "holds_from": "2015-01-01", "source": "§"}
    rounding = controller.post("/debitering/regler/", rule | {"kind": "rounding"})
    controller.post("/debitering/regler/", rule)
    catalogue.workplace(key="ranta", name="Ränta", measure=Measure.MONTH, vat_percent=0)
    sent = {"number": "1", "option": catalogue.option("ranta").pk, "decision": "§ 7"}

    shown = words(controller.get("/fakturor/drojsmal/")).replace("\xa0", " ")
    wrong = controller.post("/fakturor/drojsmal/", {"number": "1"})
    refused = controller.post("/fakturor/drojsmal/", sent | {"option": option.pk})
    kept = words(controller.post("/fakturor/drojsmal/", sent, follow=True))

    assert "Referensräntan saknas för någon dag." in empty
    assert "Lägg först till en tjänst utan moms" in empty
    assert "Skriv 1 för ja eller 0 för nej." in words(rounding)
    (interest,) = re.findall(r"42 750,00 kr × 10,00 % × \d+ / 365 = ([\d ]+,\d\d) kr", shown)
    assert (wrong.status_code, refused.status_code) == (422, 422)
    assert "1 faktura får ränta med nästa månad." in kept
    assert "Allt är betalt i tid, eller redan debiterat." in kept
    assert FixedAmount.objects.get().amount_ore == Money.parse(interest.replace(" ", "")).ore


def test_fixed_amounts_are_decided_and_stopped_and_a_grant_is_converted(year, controller):
    option = catalogue.workplace()
    catalogue.published(option)
    a_month_of("computer.pupil", option)
    told = {
        "option": option.pk,
        "amounts": "Vimmerby; 9 000 000\nBoxholm; -500",
        "first": "2015-02",
        "months": "12",
        "decision": "§ 5",
    }
    wrong = controller.post("/debitering/fasta/", told | {"amounts": "Kisa; 5"})
    late = controller.post("/debitering/fasta/", told | {"first": "2015-01"})
    controller.post("/debitering/fasta/", told)
    controller.post("/debitering/fasta/", {"stop": str(FixedAmount.objects.first().pk)})

    assert "Rad 1 går inte att läsa: Kisa; 5" in words(wrong)
    assert "Månaden är redan fakturerad" in words(late)
    assert FixedAmount.objects.count() == 2
    assert "upphör februari 2015" in words(controller.get("/debitering/fasta/"))
