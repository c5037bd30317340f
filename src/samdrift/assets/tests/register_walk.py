"""A walk past every page of the register, with something to see on each."""

from django.core.files.uploadedfile import SimpleUploadedFile

from samdrift.assets.life import queries as life
from samdrift.assets.models import (
    ComparedList,
    Device,
    DeviceEvent,
    Order,
    Receipt,
    StandardModel,
    Stocktake,
    ThingImport,
)
from samdrift.assets.tests import given
from samdrift.assets.tests.given import day


def furnish(client):
    """Have things in stock, handed over, corrected, and counted while somebody looks."""
    karin, place = given.person(), given.place()
    given.thing("KIN-1", "stock", serial="S1", model="HP EliteBook")
    given.thing("KIN-2", "stock", model="HP EliteBook")
    given.thing("KIN-4", "returned")
    given.step("KIN-4", "recycle", day(2, 9))
    given.thing("KIN-3", "active", kind="server.virtual", values={"host": "KIN-1"})
    told = {"tag": "KIN-1", "act": "hand-over", "day": "2026-02-02", "holder": karin.email}
    told["files"] = SimpleUploadedFile("kvitto.pdf", b"%PDF-1.7")
    client.post("/inventarier/steg/", told)
    event = DeviceEvent.objects.get(act="hand-over")
    correction = {"event": event.pk, "day": "2026-02-03", "note": "Fel dag"}
    client.post("/inventarier/ratta/KIN-1/", correction)
    client.post("/inventarier/lager/lagsta-antal/", {
        "place": place.pk, "kind": "computer", "least": "4",
    })  # fmt: skip
    client.post("/inventarier/lager/inventera/", {"place": place.pk})
    count = Stocktake.objects.get()
    client.post(f"/inventarier/inventering/{count.pk}/", {"tags": "KIN-2\nKIN-1\nX-9"})
    return count, life.events_of(Device.objects.get(tag="KIN-1"))


def compare(client):
    """Hold a list of subscriptions against the register: on the page, as a file, and wrongly."""
    given.thing("AB-1", "active", kind="phone.mobile", values={"number": "0701740635"})

    def sent(text, **told):
        listed = SimpleUploadedFile("abonnemang.csv", text.encode())
        return client.post("/inventarier/jamfor/", {"list": listed, "sort": "operator"} | told)

    sent("Nummer\n0701740639\n")
    ComparedList.objects.update(month=day(1, 1).replace(year=2020))
    one = sent("Nummer;Kostnad\n0701740635;99\n0701740636;99\n").headers["Location"]
    assert b"0701740636" in client.get(one).content
    assert b"".join(client.get(f"{one}fil/").streaming_content).startswith(b"PK")
    assert sent("Namn\nKarin\n").status_code == 422
    assert sent("Nummer\n", sort="x").status_code == 422
    return one


def order(client):
    """Order things from the plan and by hand, receive some, and return the orders' addresses."""
    model = {"kind": given.LAPTOP, "name": "EliteBook", "supplier": "Datorhuset AB"}
    client.post("/inventarier/bestallningar/modeller/", model | {"price_ore": "9 500"})
    known = StandardModel.objects.get()
    client.post("/inventarier/bestallningar/modeller/", model | {"name": "", "price_ore": "x"})
    wanted = {"organisation": "KIN", "note": "Nya", f"antal-{known.pk}": "2"}
    client.post("/inventarier/bestallningar/ny/", wanted)
    assert client.post("/inventarier/bestallningar/ny/", {"unit": "?"}).status_code == 422
    made = Order.objects.get()
    Order.objects.update(by_user=None)
    one = f"/inventarier/bestallningar/{made.pk}/"
    assert client.get(one).context["decides"]
    client.post(f"{one}godkann/", {"note": ""})
    assert b"PK" in b"".join(client.get("/inventarier/bestallningar/orderlista/").streaming_content)
    client.post(f"{one}bestalld/", {"note": "PO-7"})
    line = made.lines.get()
    receiving = f"{one}ta-emot/{line.pk}/"
    came = {"delivery_note": "F-1", "day": "2026-03-02", "state": "stock", "first_tag": "KIN-91"}
    scanned = came | {"place": given.place().pk, "written": "S91"}
    assert client.post(receiving, scanned | {"written": "S1\nS2\nS3"}).status_code == 422
    assert client.post(receiving, scanned).status_code == 302
    client.post("/inventarier/bestallningar/av-planen/", {"tag": "KIN-1"})
    client.post("/inventarier/bestallningar/av-planen/", {})
    client.post("/inventarier/bestallningar/av-planen/", {"alla": "1", "ar": "2026"})
    client.post(f"{one}ta-tillbaka/", {})
    replacement = Order.objects.exclude(pk=made.pk).get()
    client.post("/inventarier/bestallningar/modeller/bort/", {"model": "0"})
    return (
        "/inventarier/bestallningar/",
        "/inventarier/bestallningar/?lage=denied",
        "/inventarier/bestallningar/ny/",
        "/inventarier/bestallningar/modeller/",
        one,
        receiving,
        f"/inventarier/bestallningar/{replacement.pk}/",
    )


def work_in_the_field(client):
    """Take things along, and send what was done: rightly, and what cannot be read."""
    given.thing("KIN-80")
    told = client.get("/inventarier/falt/saker/?organisation=KIN").json()
    assert "KIN-80" in [each["tag"] for each in told["things"]]
    assert client.get("/inventarier/falt/lage/").json()["token"]
    assert client.get("/inventarier/falt/arbetare.js").headers["Content-Type"].startswith("text/j")

    def send(**entry):
        return client.post("/inventarier/falt/skicka/", entry, content_type="application/json")

    done = {"key": "ab" * 16, "tag": "kin-80", "act": "hand-over", "day": "2026-02-02"}
    assert send(**done, holder="karin@kinda.example").json() == {"is_new": True}
    assert send(**done, holder="karin@kinda.example").json() == {"is_new": False}
    assert send(**done | {"key": "cd" * 16, "holder": "ingen"}).status_code == 422
    assert send(**done | {"day": ""}).json() == {"why": "Skriv en dag."}
    unreadable = {"content_type": "application/json", "data": "["}
    assert client.post("/inventarier/falt/skicka/", **unreadable).status_code == 422
    assert client.post("/inventarier/falt/skicka/", **unreadable | {"data": "1"}).status_code == 422
    return ("/inventarier/falt/",)


def addresses(client):
    """Furnish the register, and return the address of every page of it."""
    count, events = furnish(client)
    client.post("/inventarier/hor-ihop/", {"tag": "KIN-3", "other": "KIN-1", "kind": "runs-on"})
    client.post("/inventarier/lan/till-lan/", {"tag": "KIN-2"})
    loan = {"tag": "KIN-2", "holder": "karin", "first_day": "2026-03-03", "last_day": "2026-03-04"}
    client.post("/inventarier/lan/", loan)
    lease = {
        "number": "L-1", "supplier": "Leasing AB", "organisation": "KIN", "monthly_ore": "12 000",
        "starts_on": "2025-01-01", "ends_on": "2026-05-01",
    }  # fmt: skip
    client.post("/inventarier/leasing/", lease)
    listed = SimpleUploadedFile("nya.csv", "märkning;kommun\nKIN-7;KIN\n;KIN\n".encode())
    client.post("/inventarier/las-in/", {"list": listed, "kind": given.LAPTOP})
    sent = ThingImport.objects.get()
    receipt = Receipt.objects.get()
    compared = compare(client)
    return (
        *order(client),
        *work_in_the_field(client),
        "/inventarier/",
        "/inventarier/jamfor/",
        compared,
        f"/inventarier/?slag=server&dag={day(2, 2)}",
        "/inventarier/nya/",
        "/inventarier/steg/?tag=KIN-2&tag=KIN-3&tags=X-9",
        f"/inventarier/gjort/{receipt.stroke}/",
        f"/inventarier/kvitto/{receipt.stroke}/",
        "/inventarier/etiketter/?tag=KIN-1",
        "/inventarier/las-in/",
        f"/inventarier/las-in/{sent.pk}/",
        "/inventarier/lan/",
        "/inventarier/leasing/",
        "/inventarier/plan/",
        "/inventarier/miljo/",
        "/inventarier/miljo/?ar=2026&blev=recycled",
        "/inventarier/lager/",
        f"/inventarier/inventering/{count.pk}/",
        "/inventarier/slag/",
        "/inventarier/slag/computer/",
        "/inventarier/skriv/KIN-1/",
        f"/inventarier/ratta/KIN-1/?event={events[0].id}",
        "/inventarier/faller/KIN-1/",
        "/inventarier/sak/KIN-1/",
        "/inventarier/sak/KIN-3/",
    )
