"""What a machine can be known by, made alike however it is written; empty words are none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from samdrift.inventory.choices import MarkKind
from samdrift.inventory.reading.nodes import Node, words

NEVER = (
    "to be filled by o.e.m.", "to be filled by oem", "default string", "system serial number",
    "not specified", "not applicable", "not available", "not settable", "no asset tag",
    "no asset information", "none", "null", "unknown", "empty", "n/a", "na", "invalid", "oem",
    "chassis serial number", "board serial number", "base board serial number", "serial number",
    "sys-1234567890", "123456789", "1234567890", "0123456789", "0123456789abcdef", "123456",
    "system product name", "system version", "undefined", "ssn", "x", "xxxxxxx", "eval",
    "03000200-0400-0500-0006-000700080009", "fefefefe-fefe-fefe-fefe-fefefefefefe",
    "12345678-1234-5678-90ab-cddeefaabbcc", "00020003-0004-0005-0006-000700080009",
)  # fmt: skip
"""Words that makers leave where a number should stand: they are of many machines."""

_NOT_A_SIGN = re.compile(r"[^0-9a-z]")
_ONLY_ONE_SIGN = re.compile(r"(.)\1*\Z")
_UUID = re.compile(r"[0-9a-f]{32}")
_MAC = re.compile(r"[0-9a-f]{12}")
_OF_NO_MACHINE = re.compile(r"lo\b|loopback|virtual|vmnet|docker|bluetooth|ppp|tunnel|vpn|hyper-v")
_SHORTEST = 4
_SHORTEST_UUID = 8
_LONGEST = 200
_MAKERS = {"hewlett": "hp", "hewlettpackard": "hp", "asustek": "asus", "giga": "gigabyte"}


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """Something a machine is known by."""

    kind: str
    value: str


def marks(content: Mapping[str, Node], *, agent: str) -> tuple[Mark, ...]:
    """Return what can be known by what was told, surest first; `agent` is empty for a device."""
    bios, hardware = _single(content, "bios"), _single(content, "hardware")
    device = _single(content, "network_device")
    maker = _text(bios, "smanufacturer") or _text(device, "manufacturer")
    serial = _text(bios, "ssn") or _text(device, "serial")
    board = _text(bios, "msn")
    found = [
        (MarkKind.UUID, uuid_mark(_text(hardware, "uuid"))),
        (MarkKind.SERIAL, serial_mark(serial, maker)),
        (MarkKind.BOARD, serial_mark(board, _text(bios, "mmanufacturer") or maker)),
        *((MarkKind.MAC, mac) for mac in _macs(content, device)),
        (MarkKind.AGENT, agent[:_LONGEST]),
    ]
    return tuple(dict.fromkeys(Mark(str(kind), value) for kind, value in found if value))


def uuid_mark(told: str) -> str:
    """Return a UUID as it is compared: programs write its first half in either order of bytes."""
    if not is_telling(told):
        return ""
    signs = _plain(told)
    if not _UUID.fullmatch(signs):
        return signs[:_LONGEST] if len(signs) >= _SHORTEST_UUID else ""
    turned = "".join(_turned(signs[at:to]) for at, to in ((0, 8), (8, 12), (12, 16))) + signs[16:]
    return min(signs, turned)


def serial_mark(told: str, maker: str) -> str:
    """Return a serial number with whoever made the thing, as they are compared."""
    if not is_telling(told) or len(_plain(told)) < _SHORTEST:
        return ""
    word = _plain(next(iter(maker.split()), ""))
    return f"{_MAKERS.get(word, word)}:{' '.join(told.split()).upper()}"[:_LONGEST]


def mac_mark(told: str) -> str:
    """Return a network address of its own; those of groups, or made up by programs, are none."""
    signs = _plain(told)
    if not _MAC.fullmatch(signs) or not is_telling(signs):
        return ""
    return "" if int(signs[:2], 16) & 0b11 else signs


def is_telling(told: str) -> bool:
    """Whether words tell one machine from another at all."""
    signs = _plain(told)
    is_filled = " ".join(told.split()).casefold() not in NEVER
    return bool(signs) and is_filled and not _ONLY_ONE_SIGN.fullmatch(signs)


def _macs(content: Mapping[str, Node], device: Mapping[str, Node]) -> list[str]:
    told = [mac_mark(_text(device, "mac"))]
    if not device:
        told += [
            mac_mark(_text(each, "mac")) for each in _rows(content, "networks") if _is_own(each)
        ]
    return sorted({each for each in told if each})


def _is_own(network: Mapping[str, Node]) -> bool:
    """Whether an interface is part of the machine, not made up or borrowed."""
    if str(network.get("virtualdev", "")).lower() in ("1", "true"):
        return False
    told = f"{_text(network, 'description')} {_text(network, 'type')}".casefold()
    return not _OF_NO_MACHINE.search(told)


def _single(content: Mapping[str, Node], name: str) -> Mapping[str, Node]:
    return next(iter(_rows(content, name)), {})


def _rows(content: Mapping[str, Node], name: str) -> Iterable[Mapping[str, Node]]:
    told = content.get(name)
    rows = told if isinstance(told, list) else [told]
    return (each for each in rows if isinstance(each, dict))


def _text(told: Mapping[str, Node], field: str) -> str:
    return words(told.get(field))


def _plain(told: str) -> str:
    return _NOT_A_SIGN.sub("", told.casefold())


def _turned(signs: str) -> str:
    return "".join(reversed([signs[at : at + 2] for at in range(0, len(signs), 2)]))
