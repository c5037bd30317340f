"""What an agent says: that it is there, or what a machine is; in JSON or older XML."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from samdrift.inventory.choices import MachineKind, MarkKind
from samdrift.inventory.errors import TooLarge, Unreadable
from samdrift.inventory.reading import json_form, older_names, unpacking, xml_form
from samdrift.inventory.reading.facts import Facts, facts
from samdrift.inventory.reading.limits import MOST_SECTIONS, MOST_THINGS
from samdrift.inventory.reading.marks import Mark, marks
from samdrift.inventory.reading.nodes import Node, plain, words
from samdrift.inventory.reading.sections import (
    FACTS,
    NOT_OF_THE_MACHINE,
    SOFTWARE,
    Section,
    Software,
    digest_of,
    section,
    software,
)


class Form(StrEnum):
    """How an agent writes, and is answered."""

    JSON = "json"
    XML = "xml"


@dataclass(frozen=True, slots=True)
class Report:
    """What is told of one machine."""

    facts: Facts
    marks: tuple[Mark, ...]
    sections: Mapping[str, Section]
    software: tuple[Software, ...] | None
    """What is installed; None where nothing is said of it."""
    digests: Mapping[str, str]
    """The digest of every section told of, by its name; of the facts and the marks too."""
    is_partial: bool


@dataclass(frozen=True, slots=True)
class Message:
    """What an agent says: without reports, only that it is there."""

    form: Form
    agent: str
    agent_version: str
    reports: tuple[Report, ...]


_KINDS = {
    "computer": MachineKind.COMPUTER,
    "phone": MachineKind.PHONE,
    "networkequipment": MachineKind.NETWORK,
    "networking": MachineKind.NETWORK,
    "printer": MachineKind.PRINTER,
}
_OF_THE_NETWORK = frozenset(("netinventory", "netdiscovery", "snmpquery", "snmp"))
_ONLY_THERE = frozenset(("contact", "prolog"))
_PARTLY = "netdiscovery"


def read(sent: bytes) -> Message:
    """Return what was sent. Raises Unreadable, in words for whoever sent it."""
    content = unpacking.unpacked(sent).lstrip(b"\xef\xbb\xbf \t\r\n")
    if not content:
        raise Unreadable("Det som skickades är tomt.")
    if content[:1] == b"{":
        return _of_json(json_form.read(content))
    if b"<" in content[:8]:
        return _of_xml(xml_form.read(content))
    if b"{" in content[:8]:
        return _of_json(json_form.read(content))
    raise Unreadable("Det som skickades är varken JSON eller XML.")


def _of_json(told: dict[str, Node]) -> Message:
    act = _word(told, "action").lower() or "inventory"
    content = told.get("content")
    agent = _word(told, "deviceid")
    if act in _ONLY_THERE:
        name = f"{_word(told, 'name')} {_word(told, 'version')}".strip()
        return Message(Form.JSON, agent, name[:100], ())
    if not isinstance(content, dict):
        raise Unreadable("Inventeringen saknar innehåll (content).")
    content = {key.lower(): value for key, value in content.items()}
    report = _report(
        content,
        kind=_word(told, "itemtype"),
        agent="" if act in _OF_THE_NETWORK else agent,
        tag=_word(told, "tag"),
        is_partial=_is_true(told.get("partial")) or act == _PARTLY,
    )
    return Message(Form.JSON, agent, _word(content, "versionclient")[:100], (report,))


def _of_xml(told: dict[str, Node]) -> Message:
    query = _word(told, "query").lower()
    agent = _word(told, "deviceid")
    if query in _ONLY_THERE:
        return Message(Form.XML, agent, _word(told, "name"), ())
    content = told.get("content")
    if not isinstance(content, dict):
        raise Unreadable("Inventeringen saknar innehåll (CONTENT).")
    version = _word(content, "versionclient") or _word(content, "moduleversion")
    devices = content.get("device")
    if devices is not None or query in _OF_THE_NETWORK:
        return Message(Form.XML, agent, version[:100], _of_devices(devices, query))
    report = _report(
        older_names.content(content),
        kind=_word(told, "itemtype") or "computer",
        agent=agent,
        tag=_tag(content),
        is_partial=_is_true(told.get("partial")),
    )
    return Message(Form.XML, agent, version[:100], (report,))


def _of_devices(told: Node, query: str) -> tuple[Report, ...]:
    """Return what is told of each device that was found on the network; of none at the ends."""
    reports = []
    for each in told if isinstance(told, list) else [told]:
        info = each.get("info") if isinstance(each, dict) else None
        if isinstance(each, dict) and isinstance(info, dict):
            content, kind = older_names.device(each), _word(info, "type")
            is_partial = query == _PARTLY
            reports.append(_report(content, kind=kind, agent="", tag="", is_partial=is_partial))
    return tuple(reports)


def _report(
    content: dict[str, Node], *, kind: str, agent: str, tag: str, is_partial: bool
) -> Report:
    kept = {
        name: value
        for name, value in content.items()
        if name not in NOT_OF_THE_MACHINE and name != SOFTWARE and value not in (None, "", [], {})
    }
    sections = {plain(name)[:60]: section(plain(name)[:60], value) for name, value in kept.items()}
    sections = {name: each for name, each in sections.items() if each.rows}
    installed, installed_digest = software(content.get(SOFTWARE))
    things = len(installed) + sum(len(each.rows) for each in sections.values())
    if len(sections) > MOST_SECTIONS or things > MOST_THINGS:
        raise TooLarge(f"Det är fler än {MOST_SECTIONS} delar eller {MOST_THINGS} saker.")
    found = facts(content, kind=_kind(kind, content), tag=tag)
    known_by = marks(content, agent=agent) or _by_name(found)
    digests = {name: each.digest for name, each in sections.items()}
    digests[FACTS] = digest_of((found.told(), [f"{each.kind} {each.value}" for each in known_by]))
    if installed:
        digests[SOFTWARE] = installed_digest
    if not known_by:
        raise Unreadable("Inventeringen säger inte vilken maskin det är: inget namn, inget nummer.")
    return Report(found, known_by, sections, installed or None, digests, is_partial)


def _by_name(found: Facts) -> tuple[Mark, ...]:
    """Return the name as a mark, for what has nothing surer to be known by."""
    return (Mark(MarkKind.AGENT, f"name:{found.kind} {found.name}"[:200]),) if found.name else ()


def _kind(told: str, content: Mapping[str, Node]) -> MachineKind:
    word = told.replace(" ", "").casefold()
    if word in _KINDS:
        return _KINDS[word]
    if not word or word == "unmanaged":
        return MachineKind.COMPUTER if "hardware" in content else MachineKind.OTHER
    return MachineKind.OTHER


def _tag(content: Mapping[str, Node]) -> str:
    """Older agents tell of their tag as `<KEYNAME>TAG</KEYNAME><KEYVALUE>…</KEYVALUE>`."""
    told = content.get("accountinfo")
    for each in told if isinstance(told, list) else [told]:
        if isinstance(each, dict) and _word(each, "keyname").upper() == "TAG":
            return _word(each, "keyvalue")
    return ""


def _word(told: Mapping[str, Node], name: str) -> str:
    return words(told.get(name))[:500]


def _is_true(value: object) -> bool:
    return str(value).strip().lower() in ("1", "true", "yes")
