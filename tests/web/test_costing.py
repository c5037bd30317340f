"""The cost model and agreements on the pages: kept, reckoned, opened, tried and signed."""

import re
from html import unescape

import pytest
from django.test import Client
from tests.web.test_pages import words

from samdrift.agreements.models import Agreement, VolumeOrder
from samdrift.agreements.tests import given as agreed
from samdrift.billing.tests.given import a_month_of
from samdrift.catalogue.tests import given as catalogue
from samdrift.costing.models import CostRun, Node
from samdrift.costing.tests import given as costs

NODE = {
    "name": "Stab",
    "kind": "pool",
    "driver": "fixed",
    "intakes": "3010; \n",
    "shares": "Vimmerby; 2\nBOXHOLM; 1",
    "capacity": "4",
    "spreads": "Licens; 1 200,00; 2015-03-02; 2015-03; 12",
    "passed": "Kassa; Boxholm; 100; 2015-04-01",
}
RUN = {"year": "2015", "first": "1", "last": "12", "method": "reciprocal"}


@pytest.fixture
def controller(year, person):
    client = Client()
    client.force_login(person("controller"))
    return client


def told(answer):
    return words(answer).replace("\xa0", " ")


def test_a_model_is_kept_reckoned_and_opened_down_to_the_accounts(controller):
    assert "Modellen är tom" in words(controller.get("/kostnadsmodell/"))
    controller.post("/kostnadsmodell/ny/", NODE)
    again = controller.post("/kostnadsmodell/ny/", NODE)
    page = controller.post("/kostnadsmodell/", RUN).headers["Location"]

    assert "Det finns redan en plats med det namnet." in words(again)
    run = CostRun.objects.get()
    assert (run.cost_ore, run.unused_ore) == (-150_050 - 120_000 + 100_000 - 10_000, -45_012)
    shown = controller.get(page)
    assert "Outnyttjat" in words(shown)
    part = controller.get(f"{page}stab/")
    (opened,) = re.findall(r'href="(/poster/[^"]+ledger.accounts[^"]+)"', part.content.decode())
    assert controller.get(unescape(opened)).status_code == 200
    file = controller.get(f"{page}allt.csv").content.decode("utf-8-sig").splitlines()
    assert file[0] == "avsandare;mottagare;nyckel;andel;av;kronor;in_och_ut"
    assert "Stab;Vimmerby;Fasta andelar;2;4;-900.25;0" in file
    controller.post("/kostnadsmodell/plats/stab/", {"remove": "1"})
    assert not Node.objects.exists()
    assert controller.get(page).status_code == 200


@pytest.mark.parametrize(
    ("field", "line"),
    [
        ("intakes", "femtio; 100"),
        ("intakes", "4000-3000"),
        ("shares", "Kisa; 3"),
        ("shares", "Vimmerby; många"),
        ("shares", "Vimmerby; 0"),
        ("shares", "Vimmerby"),
        ("spreads", "Licens; 1; 2015-03-02; 2015-03; 0"),
        ("spreads", "Licens; 0; 2015-03-02; 2015-03; 12"),
        ("passed", "Kassa; Kisa; 100; 2015-04-01"),
        ("passed", "Kassa; Boxholm; 100; i april"),
    ],
)
def test_a_line_that_cannot_be_read_is_told_and_nothing_is_kept(controller, field, line):
    answer = controller.post("/kostnadsmodell/ny/", NODE | {field: line})

    assert answer.status_code == 422
    assert f"Rad 1 går inte att läsa: {line}" in words(answer)
    assert not Node.objects.exists()


def test_what_cannot_be_reckoned_is_told(controller):
    empty = controller.post("/kostnadsmodell/", RUN)
    backwards = controller.post("/kostnadsmodell/", RUN | {"first": "3", "last": "2"})
    twice = controller.post("/kostnadsmodell/ny/", NODE | {"shares": "BOX; 1\nBoxholm; 1"})

    assert "Modellen är tom. Lägg till en plats först." in words(empty)
    assert "Sista månaden ligger före den första." in words(backwards)
    assert "Samma mottagare står två gånger." in words(twice)
    assert not CostRun.objects.exists()


def test_other_shares_are_tried_and_a_year_is_settled(controller):
    costs.model(catalogue.workplace().service_id, accounts="3010")
    costs.node("Allt", costs.to("VIM", 1), costs.to("BOX", 1), *NODES)
    run = costs.reckoned().pk

    tried = controller.get("/kostnadsmodell/tank-om/allt/?w-0=3")
    settled = controller.post(f"/kostnadsmodell/{run}/", {"how": "carried", "decision": "§ 7"})
    missing = controller.post(f"/kostnadsmodell/{run}/", {"how": "carried", "decision": ""})

    assert "Inget sparas" in words(tried)
    assert settled.status_code == 302
    assert missing.status_code == 422
    assert "Förs till nästa år: § 7." in words(controller.get(f"/kostnadsmodell/{run}/"))


def test_everything_is_thought_of_on_one_page(controller):
    option = catalogue.workplace()
    catalogue.published(option)
    a_month_of("computer.pupil", option)
    costs.model(option.service_id, accounts="3010")
    costs.node("Allt", costs.to("VIM", 1), costs.to("BOX", 1), *NODES)
    asked = f"price-{option.pk}=300&percent-{option.pk}=10&percent=5&place=allt"

    empty = words(controller.get("/kostnadsmodell/tank-om/")).replace("\xa0", " ")
    told = controller.get(f"/kostnadsmodell/tank-om/?{asked}")
    other = controller.get(f"/kostnadsmodell/tank-om/?{asked}&allt-w-0=3")
    wrong = controller.get("/kostnadsmodell/tank-om/?percent=mycket")

    assert "Arbetsplats 34 200,00 34 200,00" in empty
    assert "Arbetsplats 34 200,00 39 600,00" in words(told).replace("\xa0", " ")
    assert 'name="allt-w-0"' in told.content.decode()
    assert words(other) != words(told)
    assert (wrong.status_code, "Inget har räknats" in words(wrong)) == (422, True)


def test_a_member_orders_and_another_approves_or_says_why_not(controller, person):
    small, *_ = catalogue.servers()
    catalogue.published(small)
    economist = Client()
    economist.force_login(person("economist"))
    page = "/overenskommelser/bestall/VIM/"
    sent = {"option": small.pk, "change": "3", "since": "2100-12-31", "note": "Ny"}

    ordered = [economist.post(page, sent).status_code for _ in range(2)]
    wrong = economist.post(page, sent | {"change": "0", "since": "igår"})
    first, second = (each.pk for each in VolumeOrder.objects.order_by("id"))
    answers = "/overenskommelser/bestallning"
    refused = economist.post(f"{answers}/{first}/", {"approve": "1"}).status_code
    controller.post(f"{answers}/{first}/", {"approve": "1"})
    silent = controller.post(f"{answers}/{second}/", {}, follow=True)
    controller.post(f"{answers}/{second}/", {"note": "Fullt"})

    assert (ordered, wrong.status_code, refused) == ([302, 302], 422, 404)
    assert "Inget är beställt" in words(wrong)
    assert "Skriv varför beställningen inte godkänns." in words(silent)
    told = words(economist.get(page))
    assert "Serverkapacitet, Liten, +3" in told
    assert "Godkänd av controller" in told
    assert "Inte godkänd: Fullt" in told
    assert economist.get("/overenskommelser/bestall/BOX/").status_code == 404
    assert "väntar på svar" not in words(controller.get("/overenskommelser/"))


def test_a_price_is_taken_out_of_a_reckoning_and_opens_to_it(controller):
    option = catalogue.workplace()
    costs.model(option.service_id, accounts="3010")
    costs.node("Allt", costs.to("arbetsplats", 1), *NODES)
    run = costs.reckoned().pk
    page = f"/tjanster/priser/{catalogue.begun().pk}/"
    sent = {
        "option": option.pk, "amount": "0,01", "volume": "1", "percent": "100", "items": "",
        "behind": f"{run} arbetsplats",
    }  # fmt: skip

    empty = controller.post(page, sent | {"behind": ""})
    kept = controller.post(page, sent)

    assert (empty.status_code, kept.status_code) == (422, 302)
    assert "Fyll i det här fältet." in words(empty)
    shown = controller.get(page)
    assert f"Arbetsplats, körning {run} för 2015" in words(shown)
    assert f'href="/kostnadsmodell/{run}/arbetsplats/"' in shown.content.decode()


NODES = (costs.WantedIntake("1920"),)


def test_a_member_sees_its_own_costs_and_signs_its_own_agreement(controller, person):
    costs.model(accounts="3010")
    run = costs.reckoned().pk
    option = catalogue.workplace()
    economist = Client()
    economist.force_login(person("economist"))
    other = agreed.signed("BOX").pk
    sent = {
        "name": "Drift",
        "kind": "operation",
        "organisation": "VIM",
        "starts": "2016-01-01",
        "ends": "2016-01-01",
        "notice_months": "6",
        "terms": "Så här.",
        "volumes": "Arbetsplats; 100",
    }
    wrong = controller.post("/overenskommelser/ny/", sent | {"volumes": "Bil; 3"})
    backwards = controller.post("/overenskommelser/ny/", sent)
    page = controller.post("/overenskommelser/ny/", sent | {"ends": ""}).headers["Location"]
    early = economist.post(f"{page}steg/", {"step": "signed-there"})
    controller.post(f"{page}steg/", {"step": "sent"})
    controller.post(f"{page}steg/", {"step": "signed-here"})
    ours = economist.post(f"{page}steg/", {"step": "signed-here"})
    economist.post(f"{page}steg/", {"step": "signed-there"})
    controller.post(f"{page}skriv/", {**sent, "ends": "2017-01-01"})

    assert "Boxholm" not in words(economist.get(f"/kostnadsmodell/{run}/"))
    assert economist.get(f"/overenskommelser/{other}/").status_code == 404
    assert "Rad 1 går inte att läsa: Bil; 3" in words(wrong)
    assert "Slutet ligger inte efter början." in words(backwards)
    assert (early.status_code, ours.status_code) == (404, 404)
    shown = told(economist.get(page))
    assert "Undertecknad av motparten" in shown
    assert "Version no. 2" not in shown
    assert "Version 2" in shown
    assert Agreement.objects.count() == 2
    assert option.service.key == "arbetsplats"
