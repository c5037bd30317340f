"""Walks past pages of a kind, for the test that every template is rendered by some page."""

import re
from contextlib import contextmanager
from datetime import date
from unittest import mock

import pyotp
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from tests.web import desks, troubles
from tests.web.conftest import PASSWORD

from samdrift.agreements.tests import given as agreed
from samdrift.annualreport.editions import services as editions
from samdrift.assets.models import Holding
from samdrift.assets.tests import register_walk
from samdrift.assets.tests.given import thing
from samdrift.auditing.tests import given as audited
from samdrift.billing.tests.given import a_month_of, converted
from samdrift.bookings.tests import given as bookable
from samdrift.bookkeeping.tests import given as booked
from samdrift.budget.tests import given as budgets
from samdrift.capital.tests import given as fixed
from samdrift.catalogue.tests import given as catalogue
from samdrift.changes.choices import Act
from samdrift.changes.tests.given import PAGES, Shop
from samdrift.costing.tests import given as costs
from samdrift.directory.models import Person
from samdrift.identity import openid
from samdrift.identity.models import RoleRule
from samdrift.ledger.models import LedgerEdition
from samdrift.parties import strength
from samdrift.plumbing import clock
from samdrift.plumbing.exchange import services as exchange
from samdrift.plumbing.jobs import services as jobs
from samdrift.plumbing.search import services as search
from samdrift.portal.tests.test_opinions import links
from samdrift.servicedesk.casework import reminding, standing
from samdrift.servicedesk.letters import rules
from samdrift.servicedesk.models import Ticket
from samdrift.servicedesk.ports import Written
from samdrift.servicedesk.tests.given import agent as acting
from samdrift.servicedesk.tests.given import later
from samdrift.servicedesk.tests.letters_given import PostedDesk
from samdrift.switchboard.choices import CallEvent
from samdrift.switchboard.services import live
from samdrift.wiping import leaving
from samdrift.wiping.models import Wiping


@contextmanager
def a_world_of_its_own():
    """Take back all that is written here."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def administer(administrator):
    """Walk the pages about people, and those that a person who is invited comes to."""
    client = Client()
    client.force_login(administrator)
    added = {"given_name": "Kim", "name": "kim", "roles": ["elected"]}
    page = client.post("/personer/ny/", added).headers["Location"]
    for sent, status in (({"found": ""}, 422), ({"found": "Inget att ändra."}, 302)):
        assert client.post("/personer/behorigheter/", sent).status_code == status
    job = jobs.ask(key="visas", kind="visas", told={}, asked_by="Kim", at=clock.now())
    for address in (
        "/personer/",
        "/personer/behorigheter/",
        "/personer/ny/",
        page,
        "/komponenter/",
        "/drift/",
        "/drift/arbeten/",
        f"/drift/arbeten/{job.pk}/",
        f"/drift/arbeten/{job.pk}/?del=progress",
    ):
        assert client.get(address).status_code == 200, address
    link = client.post(f"{page}engangslank/").context["link"].partition("testserver")[2]
    invited = Client()
    invited.get(link)
    new = {"new": "korrekt-häst-batteri", "again": "korrekt-häst-batteri"}
    invited.post(link, new)
    signed_in = Client()
    signed_in.login(username="kim", password=new["new"])
    again = {"old": new["new"], "new": "en-helt-annan-mening", "again": "en-helt-annan-mening"}
    assert signed_in.post("/losenord/", again).status_code == 200


def give_for_a_while(administrator, agent):
    """Walk the pages of mandates and of an emergency, and ask who sees things."""
    client, opener = Client(), Client()
    client.force_login(administrator)
    opener.force_login(agent)
    page, today = "/tillfalliga-behorigheter/", clock.now().date()
    told = {"person": agent.get_username(), "role": "auditor", "first_day": today}
    assert client.post(page, told).status_code == 422
    told |= {"last_day": today, "why": "Vikarierar för revisorn"}
    assert client.post(page, told).status_code == 302
    assert opener.post("/nodoppning/", {"why": ""}).status_code == 422
    assert opener.post("/nodoppning/", {"why": "Nätet ligger nere"}).status_code == 302
    assert opener.get("/nodoppning/").status_code == 200
    for address, status in (
        (page, 200),
        ("/vem-kan-se/", 200),
        ("/inloggning/scim/", 200),
        ("/vem-kan-se/?slag=billing.invoice&namn=999999", 404),
    ):
        assert client.get(address).status_code == status


def sign_in_with_others(administrator):
    """Walk the pages of providers, and those of signing in with one that does not answer."""
    client = Client()
    client.force_login(administrator)
    told = {
        "name": "Vimmerby", "organisation": "VIM", "issuer": "http://127.0.0.1:9",
        "registered_as": "samdrift", "person_claim": "email", "known_by": "email", "is_open": "on",
    }  # fmt: skip
    assert client.post("/inloggning/ny/", told).status_code == 422
    page = client.post("/inloggning/ny/", told | {"domains": "vimmerby.se"}).headers["Location"]
    assert client.post("/inloggning/ny/", told).status_code == 422
    assert client.post(page, told | {"domains": "x"}).status_code == 422
    assert client.post(page, told | {"domains": "vimmerby.se"}).status_code == 302
    rule = {"claim": "groups", "value": "desk", "role": "agent"}
    for sent in (rule, rule | {"role": "administrator"}):
        assert client.post(f"{page}regel/", sent).status_code == 302
    for address in ("/inloggning/", "/inloggning/ny/", page):
        assert client.get(address).status_code == 200
    (kept,) = RoleRule.objects.all()
    client.post(f"{page}regel-bort/", {"rule": kept.pk})
    assert not RoleRule.objects.exists()
    anybody = Client()
    for address, status in (
        ("/logga-in/", 200),
        ("/logga-in/med/?epost=kim@kinda.se", 422),
        ("/logga-in/med/?epost=kim@vimmerby.se", 200),
        ("/logga-in/med/vimmerby/", 502),
    ):
        assert anybody.get(address).status_code == status
    assert anybody.post("/logga-ut/fran/vimmerby/").status_code == 400
    session = client.session
    session[strength.KEPT] = {"way": "vimmerby"}
    session.save()
    there = openid.Endpoints("", "", "", leaving="https://idp.vimmerby.se/ut")
    with mock.patch.object(openid, "endpoints", return_value=there):
        assert client.post("/logga-ut/").status_code == 200


def sign_in_in_two_steps(administrator):
    """Walk the pages of a code app: added, renewed, asked for, and taken away."""
    client = Client()
    client.force_login(administrator)
    assert client.get("/min-inloggning/kodapp/", follow=True).status_code == 200
    assert client.post("/logga-in/igen/", {"password": "fel"}).status_code == 422
    again = {"password": PASSWORD, "next": "/min-inloggning/kodapp/"}
    page = client.post("/logga-in/igen/", again, follow=True)
    assert client.post("/min-inloggning/kodapp/", {"code": "x"}).status_code == 422
    told = pyotp.TOTP(page.context["secret"].replace(" ", "")).at(clock.now())
    spare, other = client.post("/min-inloggning/kodapp/", {"code": told}).context["codes"][:2]
    for address in ("/min-inloggning/reservkoder/", "/min-inloggning/ta-bort/"):
        assert client.post(address, {"code": "x"}).status_code == 422
    assert client.get("/min-inloggning/").status_code == 200
    assert client.get(f"/personer/{administrator.pk}/").status_code == 200
    anybody = Client()
    sent = {"name": administrator.username, "password": PASSWORD}
    assert anybody.post("/logga-in/", sent).headers["Location"] == "/logga-in/kod/"
    assert anybody.get("/logga-in/kod/").status_code == 200
    assert anybody.post("/logga-in/kod/", {"code": "x"}).status_code == 422
    assert anybody.post("/logga-in/kod/", {"code": spare}).headers["Location"] == "/"
    for address in ("/logga-in/nyckel/", "/min-inloggning/nyckel/"):
        assert client.get(address).status_code == 200
        assert client.post(address).status_code == 422
    demands = "/personer/behorigheter/krav/"
    assert client.post(demands, {"roles": ["administrator"]}).status_code == 302
    weak = Client()
    weak.force_login(administrator)
    assert weak.get("/personer/", follow=True).status_code == 403
    assert client.post(demands).status_code == 302
    assert client.post("/min-inloggning/ta-bort/", {"code": other}).status_code == 302


def ask_for_help(user):
    """Walk the pages of the portal as somebody who reports, is told no, and reads a guide."""
    karin = desks.person_with("karin", "Karin", organisation="VIM", user=user)
    ticket = desks.register("Skrivaren", organisation="VIM", person=karin)
    guide = desks.published_guide("Skriv ut")
    client = Client()
    client.force_login(user)
    client.post("/hjalp/anmal/", {})
    client.post("/tillganglighet/", {})
    for address in (
        "/hjalp/",
        f"/hjalp/anmal/{ticket.number}/tack/",
        "/hjalp/arenden/",
        f"/hjalp/arenden/{ticket.number}/",
        "/hjalp/guider/",
        "/hjalp/att-godkanna/",
        "/hjalp/bestall/",
        "/hjalp/sok/?q=skrivaren",
        f"/hjalp/guider/{guide.key}/",
    ):
        assert client.get(address).status_code == 200
    book_a_time(client)
    return ticket.number


def book_a_time(client):
    """Book the first time that is free, and look at it."""
    helper = User.objects.create_user("bokas", email="bokas@it.example")
    bookable.hours(helper, weekdays=(1, 2, 3, 4, 5))
    free = re.search(r'name="slot" value="([^"]+)"', client.get("/hjalp/boka/").content.decode())
    told = {"service": "Dator", "way": "teams", "language": "sv", "slot": free[1]}
    page = client.post("/hjalp/boka/", told).headers["Location"]
    assert client.get(page).status_code == 200


AT_THE_DESK = (
    "/arenden/nytt/",
    "/arenden/textblock/",
    "/arenden/min-dag/",
    "/arenden/guider/",
    "/arenden/guider/ny/",
    "/bokningar/",
)


def work_at_the_desk(client, number):
    """Walk the pages of the desk as somebody who works there and is not in the directory."""
    for address in (
        "/arenden/?view=all",
        f"/arenden/{number}/",
        f"/arenden/{number}/uppgifter/",
        *AT_THE_DESK,
    ):
        assert client.get(address).status_code == 200
    assert client.get("/hjalp/").status_code == 403


def keep_the_switchboard(manager):
    """Walk the pages of the switchboard, and send a log that is wrong."""
    for name in ("", "bemanning/", "medborgare/", "reception/", "loggar/", "nummer/"):
        assert manager.get(f"/vaxel/{name}").status_code == 200
    sent = {"log": SimpleUploadedFile("mars.csv", b"id")}
    page = manager.post("/vaxel/loggar/", sent).headers["Location"]
    assert manager.get(page).status_code == 200


def be_in_trouble(manager):
    """Open every page of problems and disturbances, and what everybody is told of them."""
    told = troubles.look_at_all(manager)
    anybody = Client()
    for address in ("/status/", f"/status/{told.major.pk}/", "/status/bekrafta/falsk/"):
        assert anybody.get(address).status_code == 200


def change_things(clock_at):
    """Walk the pages of changes as a manager who approves them, one of which all are told of."""
    shop = Shop()
    shop.do(shop.approved(is_public=True, public_text="Nätet är nere en stund."), Act.SCHEDULE)
    clock_at(later())
    assert Client().get("/status/").status_code == 200
    shop.lives()
    manager = Client()
    manager.force_login(shop.chef)
    manager.post("/andringar/kalender/prenumerera/")
    for address in PAGES:
        manager.post("/andringar/regler/stang-regel/", {"id": "x"})  # Something to be told.
        assert manager.get(address).status_code == 200


def know_who_calls(manager, helper, clock_at):
    """Walk what the desk knows of people and devices, its post, and how it is set up."""
    User.objects.filter(username="jonas").delete()
    desk = PostedDesk()
    clock_at(later(hours=2))
    thing("KIN-30277", "held", model="Bok", holder=desk.karin.pk)
    ticket = desk.ticket()
    rules.set_rule(mailbox_key=desk.box.key, rule=rules.Rule(is_for_strangers=False))
    letter = desk.comes(sender="okand@utanfor.example", subject="Hjälp", text="Hej")
    live.set_extension(user_id=helper.pk, number="1001")
    at = later(hours=2)
    rings = live.Told("A1", CallEvent.RINGING, at, "1001", "070-174 06 35", "0494191000")
    live.tell(rings, at=at)
    search.tell_marked(at=at, most=100)
    client = Client()
    client.force_login(helper)
    person = f"/arenden/person/{desk.karin.pk}/"
    client.post(f"{person}anteckna/", {"text": "Nås före tio."})
    ask_for_attention(desk, ticket, client, helper)
    for address in (
        person,
        f"/arenden/nytt/?vem={desk.karin.pk}",
        "/arenden/",
        f"/arenden/{ticket.number}/",
        "/arenden/samtal/",
        "/arenden/namnd/",
        "/arenden/borta/",
        "/arenden/paminnelser/",
        "/arenden/post/",
        f"/arenden/post/brev/{letter.pk}/",
        "/sok/?q=skrivaren",
        "/vaxel/bemanning/",
    ):
        assert client.get(address).status_code == 200, address
    told = {"title": "Trådlöst", "words": "wifi", "urgency": "1", "is_active": "on"}
    assert manager.post("/arenden/regler/ny/", told).status_code == 302
    for address in (
        f"post/brevlada/{desk.box.key}/",
        f"post/brevlada/{desk.box.key}/servrar/",
        "post/ny-brevlada/",
        "servicedesk/",
        "servicenivaer/",
        "servicenivaer/kalender/",
        "post/avsandare/",
        "regler/",
        "regler/ny/",
        f"servicedesk/grupp/{desk.first.pk}/",
        "servicedesk/platser/",
    ):
        assert manager.get(f"/arenden/{address}").status_code == 200, address


def keep_things(manager, clock_at):
    """Walk the pages of the register: things received, handed over, corrected and counted."""
    clock_at(desks.MONDAY)
    for address in register_walk.addresses(manager):
        manager.post("/inventarier/angra/", {"event": "x"})  # Something to be told.
        assert manager.get(address).status_code == 200, address


def ask_for_attention(desk, ticket, client, helper):
    """Have a note call a helper by name, their time run and a reminder of theirs be due."""
    told = Written(f"@{helper.username} ser du det här?")
    standing.note(number=ticket.number, written=told, actor=acting(desk.anna), at=later())
    note = {"number": ticket.number, "user_id": helper.pk, "note": "Ring Karin"}
    reminding.remind(**note, due_at=later(hours=1), at=later())
    client.post(f"/arenden/{ticket.number}/klocka/")
    away = {"user": desk.anna.pk, "valid_from": "2026-03-02", "back_on": "2026-03-09"}
    client.post("/arenden/borta/", away)


def say_how_it_was(clock_at):
    """Follow the link of a letter about a ticket that is solved, and one that is not there."""
    User.objects.filter(username="jonas").delete()
    link = links(PostedDesk())[0]
    clock_at(later(hours=3))
    assert Client().get(link).status_code == 200
    assert Client().get("/hjalp/omdome/falsk/").status_code == 410


def tell_other_systems(administrator):
    """Walk the pages of webhooks; a form that is wrong says so."""
    client = Client()
    client.force_login(administrator)
    sent = {
        "name": "Mål",
        "address": "https://exempel.se/in",
        "owner_name": administrator.username,
        "keeper_address": "drift@exempel.se",
        "events": ["ticket.solved"],
    }
    page = client.post("/webhookar/", sent).headers["Location"]
    assert [client.get(each).status_code for each in ("/webhookar/", page)] == [200, 200]


def wipe(manager):
    """Walk the pages of wiping, from a rule to a decision."""
    ticket = desks.register("Gammalt", organisation="VIM")
    Ticket.objects.filter(pk=ticket.pk).update(
        status="closed",
        opened_at=later(days=-999),
        solved_at=later(days=-990),
        closed_at=later(days=-990),
        elapsed_seconds=1,
        resolution="Klart",
    )
    told = {"name": "Ett år", "decision": "§ 1", "days": "365"}
    rule = manager.post("/gallring/", told).headers["Location"]
    assert manager.get(rule).status_code == 200
    number = rule.rstrip("/").rpartition("/")[2]
    page = manager.post(f"/gallring/gor/besluta/{number}/").headers["Location"]
    assert manager.get(page).status_code == 200
    (wiping,) = Wiping.objects.all()
    _try_a_rule_of_leavers(manager)
    assert manager.get(f"/gallring/{wiping.pk}/").status_code == 200


def _try_a_rule_of_leavers(manager):
    """See whom a rule would reach, with as many days as are asked, and a protocol of it."""
    gone = {"is_active": False, "left_on": "2020-01-01"}
    Person.objects.create(
        key="borta", name="Bo", words="bo", kind="employee", organisation_id="VIM", **gone
    )
    page = "/gallring/de-som-slutat/"
    manager.post(page, {"days": "365", "decision": "§ 2"})
    for asked in ("", "?dagar=400", "?dagar=1"):
        assert "Bo" in manager.get(f"{page}{asked}").content.decode()
    assert leaving.forget(clock.now()) == 1
    (done,) = leaving.protocols()
    assert b";VIM;2020-01-01" in manager.get(f"{page}{done.id}.csv").content
    assert manager.get(page).status_code == 200
    assert manager.get(f"{page}0.csv").status_code == 404


OFFERED = ("", "ny/", "arbetsplats/", "arbetsplats/andra/", "priser/")
OWNED = (
    *("", "ny/", "plan/", "manader/", "grupper/", "grupper/ny/", "grupper/teknik/", "?utgangna"),
    *("1/", "1/andra/", "1/tillbaka/", "1/disposed/", "1/regrouped/", "1/replanned/"),
)


def own_what_lasts(manager):
    """Walk the pages of fixed assets, empty and with one; return where they stand."""
    for page in ("", "ny/", "plan/", "manader/", "grupper/"):
        assert manager.get(f"/anlaggningar/{page}").status_code == 200
    fixed.bought(fixed.group())
    fixed.written_off()
    assert manager.get("/lan/").status_code == 200
    assert manager.get("/budget/2016/").status_code == 200
    budgets.planned(budgets.begun(), 1200)
    row = fixed.planned("2015", budget=5_000_00).pk
    loan, lease = fixed.borrowed().pk, fixed.leased().pk
    addresses = (
        *(f"/anlaggningar/{page}" for page in OWNED),
        "/ar/2015/uppfoljning/prognoser/",
        *(f"/ar/2015/bokslut/{page}" for page in ("", "avstamning/", "poster/", "balanskrav/")),
        *(f"/budget/2015/{page}" for page in ("", "1/", "1/fil/", "1/volymer/")),
        *("/investeringar/2015/", f"/investeringar/rad/{row}/"),
        *("/lan/", "/lan/ny/", f"/lan/{loan}/", f"/lan/{loan}/skriv/"),
        *("/lan/leasing/ny/", f"/lan/leasing/{lease}/"),
    )
    for address in addresses:
        assert manager.get(address).status_code == 200
    return addresses


def keep_books(manager):
    """Walk the pages of books that are kept here; return where they stand."""
    assert manager.get("/bokforing/2015/").status_code == 200
    with a_world_of_its_own():
        LedgerEdition.objects.update(is_current=False)
        assert manager.get("/bokforing/").status_code == 200
    voucher, _paper = booked.at_work()
    booked.came_again(voucher)
    sample = audited.drawn().pk
    addresses = (
        *("/bokforing/2015/", "/bokforing/2015/perioder/", "/bokforing/2015/ny/"),
        *("/bokforing/2015/forslag/?manad=3", "/bokforing/2015/periodiseringar/"),
        *("/bokforing/2016/", f"/bokforing/verifikation/{voucher}/", "/bokforing/mallar/"),
        *(f"/bokforing/verifikation/{voucher}/mall/", "/bokforing/2015/skillnader/"),
        *("/granskning/2015/", f"/granskning/stickprov/{sample}/"),
    )
    for address in addresses:
        assert manager.get(address).status_code == 200
    return addresses


CHARGED = (
    "/debitering/",
    "/debitering/matning/",
    "/debitering/betalare/",
    "/debitering/regler/",
    "/debitering/tank-om/",
    "/debitering/kontering/",
    "/debitering/kontering/arbetsplats/",
    "/debitering/betalare/VIM/",
    "/debitering/2015-1/",
    "/fakturor/",
    "/debitering/fasta/",
    "/debitering/omvandling/",
    "/fakturor/fordringar/",
    "/fakturor/drojsmal/",
    "/fakturor/1/",
    "/kostnader/VIM/",
    "/kostnader/VIM/tank-om/",
    "/kostnader/VIM/2015/budget/",
    "/kostnader/VIM/2015/enheter/",
    "/kostnader/VIM/enheter/",
)


COSTED = ("", "ny/", "plats/stab/", "tank-om/", "tank-om/stab/")


def answer_to_people(manager):
    """Look for somebody, and at what is held of people and why."""
    addresses = ("/personuppgifter/?q=Karin", "/personuppgifter/uttag/")
    for address in addresses:
        assert manager.get(address).status_code == 200
    return addresses


def keep_the_catalogue(manager):
    """Walk the pages of the catalogue and of what is charged; return where they stand."""
    assert manager.get("/tjanster/").status_code == 200
    option = catalogue.workplace()
    price_list = catalogue.published(option)
    catalogue.begun(name="Prislista 2017")
    line = a_month_of("computer.pupil", option)
    grant = converted(option)
    asked = f"grant={grant.pk}&service={option.service_id}&since=2015-03"
    costs.model(option.service_id, accounts="3010")
    cost_run = costs.reckoned().pk
    agreement = agreed.signed(volumes={option.pk: 100}).pk
    addresses = (
        *CHARGED,
        *("/overenskommelser/", "/overenskommelser/ny/", "/overenskommelser/bestall/VIM/"),
        *(f"/overenskommelser/{agreement}/{page}" for page in ("", "skriv/")),
        f"/debitering/omvandling/?{asked}",
        *(f"/kostnadsmodell/{page}" for page in COSTED),
        *(f"/kostnadsmodell/{cost_run}/{page}" for page in ("", "stab/", "allt.csv")),
        f"/debitering/rad/{line}/",
        *(f"/tjanster/{address}" for address in OFFERED),
        f"/tjanster/priser/{price_list.pk}/",
    )
    for address in addresses:
        assert manager.get(address).status_code == 200
    return addresses


def miss_records(manager):
    """Open a figure of an adopted year of which a record is gone, then all; and a year of nothing.

    The report of 2015 is reviewed.
    """
    at = later()
    with a_world_of_its_own():
        exchange.undo_last_import(at=at)
        assert manager.get("/").status_code == 200
    moment = {"decided_on": date(2016, 4, 12), "paragraph": "14", "by": "hen", "at": at}
    editions.adopt_edition(year=2015, number=1, **moment)
    figure = "/figur/?table=assets.computers&year=2015&row=VIM&column=computer.pupil"
    Holding.objects.filter(identifier="dator-000").delete()
    assert manager.get(figure).status_code == 200
    exchange.undo_last_import(at=at)
    assert manager.get(figure).status_code == 200
