"""What a machine is called and is, read out of what it tells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import astuple, dataclass

from samdrift.inventory.choices import MachineKind
from samdrift.inventory.reading.marks import is_telling
from samdrift.inventory.reading.nodes import Node, words


@dataclass(frozen=True, slots=True)
class Facts:
    """A machine in a few words."""

    kind: MachineKind
    name: str
    serial: str
    maker: str
    model: str
    system: str
    """Its operating system, or its firmware."""
    address: str
    """Where it is on the network."""
    user: str
    tag: str

    def told(self) -> list[str]:
        """Return the words, to be digested."""
        return [str(each) for each in astuple(self)]


def facts(content: Mapping[str, Node], *, kind: MachineKind, tag: str) -> Facts:
    """Return what a machine is, of what it tells."""
    bios, hardware = _first(content, "bios"), _first(content, "hardware")
    device, system = _first(content, "network_device"), _first(content, "operatingsystem")
    serials = (_text(bios, "ssn"), _text(bios, "msn"), _text(device, "serial"))
    told_system = _any(
        (system, "full_name"), (system, "name"), (hardware, "osname"), (device, "firmware")
    )
    return Facts(
        kind=kind,
        name=_any((hardware, "name"), (device, "name"), (system, "fqdn"), (system, "hostid"))[:200],
        serial=next((each for each in serials if is_telling(each)), "")[:200],
        maker=_any((bios, "smanufacturer"), (bios, "mmanufacturer"), (device, "manufacturer"))[
            :200
        ],
        model=_any((bios, "smodel"), (bios, "mmodel"), (device, "model"))[:200],
        system=told_system[:200],
        address=_address(content, device)[:100],
        user=_any((hardware, "lastloggeduser"), (hardware, "userid"))[:200],
        tag=tag[:200],
    )


def _address(content: Mapping[str, Node], device: Mapping[str, Node]) -> str:
    ips = device.get("ips")
    told = ips if isinstance(ips, list) else [ips]
    told += [
        each.get("ipaddress")
        for each in _things(content, "networks")
        if str(each.get("status", "up")).lower() == "up"
    ]
    return next((each for each in map(words, told) if each and not each.startswith("127.")), "")


def _any(*places: tuple[Mapping[str, Node], str]) -> str:
    found = (_text(told, field) for told, field in places)
    return next((each for each in found if is_telling(each)), "")


def _first(content: Mapping[str, Node], name: str) -> Mapping[str, Node]:
    return next(iter(_things(content, name)), {})


def _things(content: Mapping[str, Node], name: str) -> list[Mapping[str, Node]]:
    told = content.get(name)
    return [each for each in (told if isinstance(told, list) else [told]) if isinstance(each, dict)]


def _text(told: Mapping[str, Node], field: str) -> str:
    return words(told.get(field))
