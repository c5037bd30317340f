"""What an inventory tells section by section: rows, what each is known by, and digests."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import blake2b

from samdrift.inventory.reading.limits import LONGEST_TEXT
from samdrift.inventory.reading.nodes import Node, Words, plain, words

SOFTWARE = "softwares"

FACTS = "="
"""Under which the digest of the facts and the marks stands beside those of the sections."""

NOT_OF_THE_MACHINE = frozenset(
    ("accesslog", "envs", "processes", "versionclient", "versionprovider", "accountinfo", "etime")
)
"""Of the agent, of a moment, or with secrets in them: never kept."""

SINGLE = frozenset(("bios", "hardware", "operatingsystem", "network_device", "pagecounters"))
"""What a machine has one of: a partial inventory adds to it."""

_PASSING: Mapping[str, frozenset[str]] = {
    "hardware": frozenset(
        ("etime", "datelastloggeduser", "checksum", "description", "lastdate", "processorn")
    ),
    "operatingsystem": frozenset(("boot_time", "boot_date", "uptime")),
    "drives": frozenset(("free",)),
    "logical_volumes": frozenset(("free",)),
    "physical_volumes": frozenset(("free", "free_pe")),
    "volume_groups": frozenset(("free",)),
    "batteries": frozenset(("capacity", "voltage", "cycles", "real_capacity", "status")),
    "network_device": frozenset(("uptime", "ram", "memory", "cpu")),
    "network_ports": frozenset(
        ("ifinbytes", "ifoutbytes", "ifinerrors", "ifouterrors", "iflastchange", "lastup")
    ),
    "pagecounters": frozenset(),
    "virtualmachines": frozenset(("uptime",)),
    "users": frozenset(("lastlogin",)),
}
"""What is otherwise at every look; it is kept, and is no change."""

_KNOWN_BY: Mapping[str, tuple[str, ...]] = {
    "networks": ("description", "mac", "ipaddress6"),
    "network_ports": ("ifnumber", "ifname"),
    "network_components": ("index", "serial"),
    "drives": ("volumn", "letter", "type"),
    "memories": ("numslots", "caption"),
    "monitors": ("serial", "caption", "manufacturer"),
    "printers": ("name",),
    "storages": ("name", "serial", "serialnumber"),
    "virtualmachines": ("uuid", "name"),
    "antivirus": ("name", "guid"),
    "usbdevices": ("vendorid", "productid", "serial"),
    "controllers": ("pcislot", "productid", "name"),
    "simcards": ("serial", "imsi"),
}
_NAMES = ("name", "caption", "designation", "description", "serial", "login", "key", "value")
_KEYS_OF_LICENCES = re.compile(r"(?:^|_)(?:key|prodkey|winprodkey|password|secret)$")


@dataclass(frozen=True, slots=True)
class Row:
    """One thing in a section: what it is known by, what is told, and a digest of what lasts."""

    key: str
    told: dict[str, Words]
    digest: str


@dataclass(frozen=True, slots=True)
class Section:
    """What a machine tells of one sort of thing."""

    name: str
    rows: tuple[Row, ...]
    digest: str


@dataclass(frozen=True, slots=True, order=True)
class Software:
    """A title that is installed, for which sort of processor, and the day the machine says."""

    publisher: str
    name: str
    version: str
    arch: str
    installed_on: str = ""

    @property
    def title_key(self) -> str:
        """Return what the title is known by, whoever has it."""
        return digest_of((self.publisher, self.name, self.version))


def section(name: str, value: Node) -> Section:
    """Return a section of whatever stands there: one thing, a list of things, or plain words."""
    things = [_clean(each) for each in (value if isinstance(value, list) else [value])]
    told: list[dict[str, Words]] = [
        each if isinstance(each, dict) else {"value": each} for each in things if each != ""
    ]
    rows = sorted(
        (_row(name, each) for each in told if each), key=lambda each: (each.key, each.digest)
    )
    return section_of(name, rows)


def section_of(name: str, rows: Iterable[Row]) -> Section:
    """Return a section of rows in their order."""
    kept = tuple(rows)
    return Section(name, kept, digest_of([row.digest for row in kept]))


def software(value: Node) -> tuple[tuple[Software, ...], str]:
    """Return what is installed, each once and in order, and the digest of it."""
    told = (value if isinstance(value, list) else [value]) if value else []
    found: dict[tuple[str, str, str, str], Software] = {}
    for each in told:
        if isinstance(each, dict):
            title = _software(each)
            if title.name:
                mark = (title.publisher, title.name, title.version, title.arch)
                found.setdefault(mark, title)
    marks = sorted(found)
    return tuple(found[mark] for mark in marks), digest_of(marks)


def merged(before: Mapping[str, Words], row: Row, *, name: str) -> Row:
    """Return a single thing as it was, with what a partial inventory says anew."""
    return _row(name, {**before, **row.told})


def digest_of(told: object) -> str:
    """Return a digest of plain values, the same for the same words."""
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return blake2b(text.encode("utf-8", "replace"), digest_size=16).hexdigest()


def _row(name: str, told: dict[str, Words]) -> Row:
    passing = _PASSING.get(name, frozenset())
    lasting = {key: value for key, value in told.items() if key not in passing}
    return Row("" if name in SINGLE else _key(name, told), told, digest_of(lasting))


def _key(name: str, told: Mapping[str, Words]) -> str:
    fields = _KNOWN_BY.get(name)
    if fields:
        return " ".join(str(told[field]) for field in fields if field in told)[:200]
    return next((str(told[field])[:200] for field in _NAMES if field in told), "")


def _software(told: Mapping[str, Node]) -> Software:
    return Software(
        publisher=_words(told.get("publisher")),
        name=_words(told.get("name")) or _words(told.get("guid")),
        version=_words(told.get("version")),
        arch=_words(told.get("arch"))[:40],
        installed_on=_words(told.get("install_date"))[:40],
    )


def _words(value: Node) -> str:
    return words(value)[:500]


def _clean(value: Node) -> Words:
    """Return what is told as texts, objects and lists; what says nothing is left out.

    Numbers are texts and truths are 1 and 0, as in XML, so that it is the same in either.
    """
    if isinstance(value, dict):
        told = {str(key).lower()[:100]: _clean(each) for key, each in value.items()}
        return {
            plain(key): _hidden(each) if _KEYS_OF_LICENCES.search(key) else each
            for key, each in told.items()
            if each not in ("", [], {})
        }
    if isinstance(value, list):
        return [each for each in map(_clean, value) if each not in ("", [], {})]
    if isinstance(value, bool):
        return "1" if value else "0"
    text = "" if value is None else str(value).strip()
    return plain(text)[:LONGEST_TEXT]


def _hidden(value: Words) -> Words:
    """Return the end of a licence key: enough to know which it is, and of no use to others."""
    return f"…{value[-5:]}" if isinstance(value, str) and len(value) > 5 else "…"
