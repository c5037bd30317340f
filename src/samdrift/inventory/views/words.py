"""Machines in words: sections and their fields by name, and differences as sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from samdrift.inventory.queries.machines import DifferenceRow, Part
from samdrift.inventory.reading.nodes import Words
from samdrift.inventory.reading.sections import SOFTWARE
from samdrift.plumbing.clock import SWEDEN

SILENT_AFTER = timedelta(days=30)
MOST_FIELDS = 6
MOST_THINGS = 40
_LONGEST_CELL = 120

SECTIONS: Mapping[str, Promise] = {
    "operatingsystem": _l("Operativsystem"),
    "hardware": _l("Om maskinen"),
    "bios": _l("Bios och tillverkare"),
    "network_device": _l("Enhet på nätverket"),
    "cpus": _l("Processorer"),
    "memories": _l("Minne"),
    "storages": _l("Diskar"),
    "drives": _l("Volymer"),
    "networks": _l("Nätverkskort"),
    "network_ports": _l("Portar på nätverket"),
    "network_components": _l("Delar på nätverket"),
    "monitors": _l("Bildskärmar"),
    "printers": _l("Skrivare"),
    "videos": _l("Grafikkort"),
    "sounds": _l("Ljudkort"),
    "batteries": _l("Batterier"),
    "antivirus": _l("Virusskydd"),
    "firewalls": _l("Brandväggar"),
    "firmwares": _l("Fast programvara"),
    "virtualmachines": _l("Virtuella maskiner"),
    "users": _l("Inloggade"),
    "local_users": _l("Lokala konton"),
    "local_groups": _l("Lokala grupper"),
    "controllers": _l("Styrkretsar"),
    "inputs": _l("Inmatning"),
    "ports": _l("Uttag"),
    "slots": _l("Kortplatser"),
    "usbdevices": _l("Anslutet med usb"),
    "logical_volumes": _l("Logiska volymer"),
    "physical_volumes": _l("Fysiska volymer"),
    "volume_groups": _l("Volymgrupper"),
    "licenseinfos": _l("Licenser"),
    "remote_mgmt": _l("Fjärrstyrning"),
    "simcards": _l("Simkort"),
    "modems": _l("Modem"),
    "cameras": _l("Kameror"),
    "sensors": _l("Givare"),
    "cartridges": _l("Färg och toner"),
    "pagecounters": _l("Sidräknare"),
    SOFTWARE: _l("Program"),
}
"""In the order they are shown; those nobody knows come last, as they are told."""

_FIELDS: Mapping[str, Promise] = {
    "name": _l("Namn"),
    "full_name": _l("Fullt namn"),
    "caption": _l("Beteckning"),
    "description": _l("Beskrivning"),
    "manufacturer": _l("Tillverkare"),
    "smanufacturer": _l("Tillverkare"),
    "model": _l("Modell"),
    "smodel": _l("Modell"),
    "serial": _l("Serienummer"),
    "serialnumber": _l("Serienummer"),
    "ssn": _l("Serienummer"),
    "version": _l("Version"),
    "bversion": _l("Biosversion"),
    "type": _l("Typ"),
    "status": _l("Läge"),
    "speed": _l("Hastighet"),
    "capacity": _l("Storlek"),
    "memory": _l("Minne, MB"),
    "total": _l("Storlek, MB"),
    "free": _l("Ledigt, MB"),
    "disksize": _l("Storlek, MB"),
    "filesystem": _l("Filsystem"),
    "volumn": _l("Volym"),
    "mac": _l("MAC-adress"),
    "ipaddress": _l("IP-adress"),
    "ipaddress6": _l("IPv6-adress"),
    "ips": _l("IP-adresser"),
    "core": _l("Kärnor"),
    "driver": _l("Drivrutin"),
    "port": _l("Port"),
    "uuid": _l("UUID"),
    "arch": _l("Arkitektur"),
    "login": _l("Konto"),
    "kernel_version": _l("Kärnans version"),
    "firmware": _l("Fast programvara"),
    "location": _l("Plats"),
    "lastloggeduser": _l("Senast inloggad"),
    "enabled": _l("På"),
    "uptodate": _l("Uppdaterat"),
    "value": _l("Värde"),
}
_FIRST = tuple(_FIELDS)


@dataclass(frozen=True, slots=True)
class Table:
    """A section as a table, its most telling fields as columns."""

    key: str
    title: str
    number: int
    columns: tuple[str, ...]
    rows: tuple[tuple[tuple[str, ...], datetime | None], ...]
    more: int


def section(name: str) -> str:
    """Return what a section is called."""
    return str(SECTIONS.get(name, name))


def field(name: str) -> str:
    """Return what a field is called."""
    return str(_FIELDS.get(name, name))


def in_order(names: Iterable[str]) -> list[str]:
    """Return sections in the order they are shown."""
    places = {name: place for place, name in enumerate(SECTIONS)}
    return sorted(names, key=lambda name: (places.get(name, len(places)), name))


def table(name: str, parts: Sequence[Part], *, most: int = MOST_THINGS) -> Table:
    """Return a section as a table. What there is one of is told field by field."""
    if len(parts) == 1:
        told = parts[0].told
        columns: tuple[str, ...] = (_("Uppgift"), _("Värde"))
        rows = [((field(key), cell(told[key])), parts[0].since) for key in _by_weight(told)]
        return Table(name, section(name), 1, columns, tuple(rows), 0)
    counted = Counter(key for part in parts for key in part.told)
    telling = [key for key in _by_weight(counted) if key != "base64"][:MOST_FIELDS]
    shown = [
        (tuple(cell(part.told.get(key, "")) for key in telling), part.since)
        for part in parts[:most]
    ]
    columns = tuple(field(key) for key in telling)
    return Table(name, section(name), len(parts), columns, tuple(shown), max(0, len(parts) - most))


def _by_weight(told: Iterable[str]) -> list[str]:
    places = {name: place for place, name in enumerate(_FIRST)}
    return sorted(told, key=lambda name: (places.get(name, len(places)), name))


def cell(told: Words) -> str:
    """Return a value on a line, cut where it is long."""
    if isinstance(told, list):
        text = ", ".join(cell(each) for each in told)
    elif isinstance(told, dict):
        text = ", ".join(f"{field(key)}: {cell(each)}" for key, each in told.items())
    else:
        text = told
    return text if len(text) <= _LONGEST_CELL else f"{text[:_LONGEST_CELL]}…"


def thing(told: Mapping[str, Words]) -> str:
    """Return a thing in a few words: by its most telling fields."""
    keys = [key for key in _by_weight(told) if key != "base64"][:4]
    return ", ".join(cell(told[key]) for key in keys)


def altered(before: Mapping[str, Words], after: Mapping[str, Words]) -> list[tuple[str, str, str]]:
    """Return the fields of a thing that are otherwise: what each is called, was and is."""
    return [
        (field(key), cell(before.get(key, "")) or "–", cell(after.get(key, "")) or "–")
        for key in _by_weight({*before, *after})
        if before.get(key) != after.get(key)
    ]


def sentences(row: DifferenceRow) -> list[str]:
    """Return what an inventory told otherwise, a sentence a section."""
    if row.is_first:
        programs = row.counts.get(SOFTWARE, {}).get("added", 0)
        return [
            _("Första inventeringen"),
            *([_told(programs, "added", SOFTWARE)] if programs else []),
        ]
    return [_sentence(name, row.counts[name]) for name in in_order(row.counts)]


def _sentence(name: str, counts: Mapping[str, int]) -> str:
    parts = [
        _number(counts[act], act) for act in ("added", "removed", "changed") if counts.get(act)
    ]
    return f"{section(name)}: {', '.join(parts)}"


def _told(number: int, act: str, name: str) -> str:
    return f"{section(name)}: {_number(number, act)}"


def _number(number: int, act: str) -> str:
    words = {
        "added": _("%(number)s tillkom"),
        "removed": _("%(number)s försvann"),
        "changed": _("%(number)s ändrades"),
    }
    grouped = f"{number:,}".replace(",", "\N{NO-BREAK SPACE}")
    return words[act] % {"number": grouped}


def moment(told: datetime) -> str:
    """Return a moment as it is read in Sweden."""
    return f"{told.astimezone(SWEDEN):%Y-%m-%d %H.%M}"


def is_silent(seen_at: datetime, *, now: datetime) -> bool:
    """Whether a machine has not been heard of for long."""
    return now - seen_at > SILENT_AFTER
