"""A walk past every page of the register, with something to see on each."""

from django.core.files.uploadedfile import SimpleUploadedFile

from samdrift.assets.life import queries as life
from samdrift.assets.models import Device, DeviceEvent, Receipt, Stocktake, ThingImport
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

    found = sent("Nummer\n0701740635\n0701740636\n")
    assert b"0701740636" in found.content
    file = sent("Nummer\n0701740635\n", **{"as": "xlsx"})
    assert b"".join(file.streaming_content).startswith(b"PK")
    assert sent("Namn\nKarin\n").status_code == 422
    assert sent("Nummer\n", sort="x").status_code == 422


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
    compare(client)
    return (
        "/inventarier/",
        "/inventarier/jamfor/",
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
