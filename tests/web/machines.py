"""Machines that have told of themselves, for pages to be walked past and shown."""

from datetime import timedelta

from samdrift.inventory.models import Decision, Difference, Installation, Machine, Unread
from samdrift.inventory.reading import messages
from samdrift.inventory.reading.marks import Mark
from samdrift.inventory.services import decisions, keys, taking, unread
from samdrift.inventory.services.decisions import By
from samdrift.inventory.tests.given import a_computer
from samdrift.plumbing import clock

PROGRAMS = [
    {"name": name, "version": f"{at}.1", "publisher": publisher, "arch": "x86_64"}
    for at, (name, publisher) in enumerate(
        (("Firefox", "Mozilla"), ("LibreOffice", "The Document Foundation"), ("7-Zip", "Pavlov"))
    )
]
NEWER = [{**PROGRAMS[0], "version": "9.0"}, PROGRAMS[1], {"name": "Teams", "version": "2"}]
SCREENS = [{"caption": "DELL U2415", "serial": "CN0A", "manufacturer": "Dell Inc."}]


def tell(organisation):
    """Have four machines tell of themselves, one of them twice; decide of them."""
    now = clock.now() - timedelta(hours=1)
    keys.give_key(name="vimmerby", organisation_code=organisation, by="eva", at=now)
    ids = [
        take(each, organisation, now)
        for each in (
            a_computer("VIM-PC-1041", uuid="4c4c4544-0034-3010-8048-b6c04f503732", serial="5CG901",
                       macs=["b8:6b:23:e0:5c:81"], softwares=PROGRAMS, monitors=SCREENS),
            a_computer("VIM-PC-1042", serial="5CG902", softwares=PROGRAMS),
            a_computer("VIM-PC-GAMMAL", serial="5CG903", agent="gammal-2019"),
            a_computer("SERVER-7", serial="5CG904", agent="server-7-2020"),
        )
    ]  # fmt: skip
    again = a_computer(
        "VIM-PC-1041", uuid="4c4c4544-0034-3010-8048-b6c04f503732", serial="5CG901",
        macs=["b8:6b:23:e0:5c:81", "b8:6b:23:e0:5c:99"], softwares=NEWER,
        operatingsystem={"full_name": "Windows 11 Education", "version": "24H2"},
    )  # fmt: skip
    take(again, organisation, now + timedelta(minutes=30))
    by = By("Jonas", now, "Syns på etiketten")
    decisions.merge(machine_id=ids[1], into_id=ids[0], by=by)
    decisions.split(machine_id=ids[2], marks=[Mark("agent", "gammal-2019")], by=by)
    decisions.ignore(machine_id=ids[3], by=by)
    decisions.share(mark=Mark("mac", "00e04c6801db"), by=By("Eva", now, "En docka"))
    unread.keep(
        organisation_code=organisation,
        sender="10.20.0.7 GLPI-Agent_v1.7",
        reason="Det som skickades är avbrutet: slutet saknas.",
        sent=b"x\x9c...",
        at=now,
    )
    return ids


def take(content, organisation, at):
    """Take in what a machine tells, and return its number."""
    message = messages.read(content)
    return taking.take_in(message, organisation_code=organisation, at=at)[0].machine_id


def walk(manager):
    """Walk past every page of machines, and do what can be done of them."""
    ids = tell("VIM")
    difference = Difference.objects.get(is_first=False)
    title = Installation.objects.filter(machine=ids[0], until=None).first().title_id
    for address in (
        "/maskiner/",
        "/maskiner/?q=pc-1041&slag=computer&organisation=VIM",
        "/maskiner/?q=finns-inte",
        *(f"/maskiner/{each}/" for each in ids),
        f"/maskiner/{ids[0]}/program/?q=fire",
        f"/maskiner/{ids[0]}/del/networks/",
        f"/maskiner/{ids[0]}/skillnad/{difference.pk}/",
        "/maskiner/program/",
        f"/maskiner/program/{title}/",
        "/maskiner/matchning/",
        "/maskiner/olasta/",
        "/maskiner/nycklar/",
    ):
        assert manager.get(address).status_code == 200, address
    act(manager, ids)
    return ids


def act(manager, ids):
    """Press every button of the pages."""
    first = ids[0]
    split = Decision.objects.get(kind="split")
    for address, told in (
        (f"/maskiner/{first}/gor/sammanfor/", {"into": "finns inte"}),
        (f"/maskiner/{first}/gor/dela/", {}),
        (f"/maskiner/{first}/gor/register/", {"tag": ""}),
        (f"/maskiner/{first}/gor/register/", {"tag": "vim-1041"}),
        (f"/maskiner/{first}/gor/ignorera/", {"why": "Skrotad"}),
        ("/maskiner/matchning/gor/angra/", {"decision": split.pk}),
        ("/maskiner/matchning/gor/angra/", {"decision": split.pk}),
        ("/maskiner/matchning/gor/regel/", {"kind": "mac", "is_used": "0"}),
        ("/maskiner/matchning/gor/regel/", {"kind": "mac", "is_used": "1"}),
        ("/maskiner/matchning/gor/delat/", {"kind": "mac", "value": "00:e0:4c:68:01:dc"}),
        ("/maskiner/matchning/gor/inte-delat/", {"shared": "1"}),
        (f"/maskiner/olasta/{Unread.objects.get().pk}/undan/", {}),
        ("/maskiner/nycklar/ta-tillbaka/", {"name": "vimmerby"}),
    ):
        assert manager.post(address, told).status_code == 302, address
    given = manager.post("/maskiner/nycklar/", {"name": "nya", "organisation": "VIM"})
    assert len(given.context["secret"]) == 32
    refused = manager.post("/maskiner/nycklar/", {"name": "nya", "organisation": "VIM"})
    assert refused.status_code == 422
    for address in ("/maskiner/olasta/", "/maskiner/nycklar/", "/maskiner/matchning/"):
        assert manager.get(address).status_code == 200
    assert Machine.objects.get(pk=first).is_ignored
