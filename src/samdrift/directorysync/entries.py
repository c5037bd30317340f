"""What entries of directories say, made of their attributes; no database is asked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from samdrift.directory.queries import phone_digits
from samdrift.directorysync import names
from samdrift.directorysync.choices import Sort
from samdrift.directorysync.names import Path
from samdrift.directorysync.ports import Passed, Raw, Told

ATTRIBUTES = (
    "objectGUID", "entryUUID", "displayName", "givenName", "sn", "cn", "ou", "name", "title",
    "mail", "telephoneNumber", "mobile", "userAccountControl", "nsAccountLock",
    "pwdAccountLockedTime", "sAMAccountName", "uid", "managedBy", "manager", "accountExpires",
    "department",
)  # fmt: skip
"""What is asked for, in Active Directory's words and in those of others; nothing else is read."""

YES, NO = "yes", "no"
_SHUT = 2
"""The bit of userAccountControl that says an account is shut."""
_FOR_EVER = b"000001010000Z"
_LONGEST_NAME, _LONGEST_MAIL, _LONGEST_PHONE, _LONGEST_TAG = 200, 254, 20, 100
_FILETIME_BEGINS = datetime(1601, 1, 1, tzinfo=UTC)
_NEVER = 0x7FFFFFFFFFFFFFFF
_TAG = re.compile(r"[^\s,;]+")


def told(raws: Iterable[Raw]) -> tuple[tuple[Told, ...], tuple[Passed, ...]]:
    """Return what entries say, and those that are passed by with why.

    An entry that is met again, in another branch or as another sort, is what it was first. It lies
    in the unit whose name it lies nearest below.
    """
    found: dict[str, Raw] = {}
    passed: list[Passed] = []
    for raw in raws:
        guid = _guid(raw)
        if not guid:
            passed.append(Passed(raw.sort, raw.dn, "saknar objectGUID eller entryUUID."))
        elif guid not in found and not _is_the_branch(raw):
            found[guid] = raw
    known = _Known(found)
    kept: list[Told] = []
    for guid, raw in found.items():
        entry = _FIELDS[raw.sort](raw, known)
        if isinstance(entry, str):
            passed.append(Passed(raw.sort, raw.dn, entry))
        else:
            fields = {"organisation": raw.branch.organisation} | entry
            kept.append(Told(raw.sort, guid, raw.dn[:1000], fields, _department(raw)))
    return tuple(kept), tuple(passed)


class _Known:
    """Which entry has which name in the directory."""

    def __init__(self, found: Mapping[str, Raw]) -> None:
        self._units: dict[Path, str] = {}
        self._people: dict[Path, str] = {}
        for guid, raw in found.items():
            if raw.sort == Sort.UNIT:
                self._units[names.path(raw.dn)] = guid
            elif raw.sort == Sort.PERSON:
                self._people[names.path(raw.dn)] = guid

    def unit_above(self, dn: str) -> str:
        """Return the id of the nearest unit that a name lies below; nothing where there is none."""
        path = names.path(dn)
        for length in range(len(path) - 1, 0, -1):
            if path[:length] in self._units:
                return self._units[path[:length]]
        return ""

    def person(self, dn: str) -> str:
        """Return the id of whoever has a name; nothing where nobody who is read has."""
        try:
            return self._people.get(names.path(dn), "") if dn else ""
        except names.BadName:
            return ""


def _is_the_branch(raw: Raw) -> bool:
    return raw.sort == Sort.UNIT and names.path(raw.dn) == names.path(raw.branch.dn)


def _guid(raw: Raw) -> str:
    """Return what identifies an entry for ever, whatever it is called and wherever it lies."""
    binary = raw.told.get("objectguid", ())
    if binary and len(binary[0]) == 16:
        return str(UUID(bytes_le=binary[0]))
    return _text(raw, "entryUUID")[:64]


def _unit(raw: Raw, known: _Known) -> dict[str, str] | str:
    name = _text(raw, "displayName", "ou", "name", "cn")[:_LONGEST_NAME]
    if not name:
        return "saknar namn."
    return {
        "name": name,
        "parent": known.unit_above(raw.dn),
        "manager": known.person(_text(raw, "managedBy", "manager")),
    }


def _person(raw: Raw, known: _Known) -> dict[str, str] | str:
    both = " ".join(filter(None, (_text(raw, "givenName"), _text(raw, "sn"))))
    name = (_text(raw, "displayName") or both or _text(raw, "cn"))[:_LONGEST_NAME]
    if not name:
        return "saknar namn."
    mail = _text(raw, "mail")
    return {
        "name": name,
        "kind": raw.branch.person_kind,
        "unit": known.unit_above(raw.dn),
        "title": _text(raw, "title")[:_LONGEST_NAME],
        "email": mail if "@" in mail and len(mail) <= _LONGEST_MAIL else "",
        "phone": _phone(_text(raw, "telephoneNumber")),
        "mobile": _phone(_text(raw, "mobile")),
        "active": NO if _is_shut(raw) else YES,
    }


def _department(raw: Raw) -> str:
    return _text(raw, "department")[:_LONGEST_NAME] if raw.sort == Sort.PERSON else ""


def _account(raw: Raw, known: _Known) -> dict[str, str] | str:
    tag = _text(raw, "sAMAccountName", "uid", "cn").upper()
    if not _TAG.fullmatch(tag) or len(tag) > _LONGEST_TAG:
        return "saknar kontonamn utan blanksteg och komman."
    return {
        "tag": tag,
        "name": (_text(raw, "displayName", "cn") or tag)[:100],
        "owner": known.person(_text(raw, "managedBy", "manager")),
        "ends_on": _ends_on(_text(raw, "accountExpires")),
        "active": NO if _is_shut(raw) else YES,
    }


_FIELDS: Mapping[Sort, Callable[[Raw, _Known], dict[str, str] | str]] = {
    Sort.UNIT: _unit,
    Sort.PERSON: _person,
    Sort.ACCOUNT: _account,
}


def _is_shut(raw: Raw) -> bool:
    control = _text(raw, "userAccountControl")
    if control.lstrip("-").isdecimal() and int(control) & _SHUT:
        return True
    locked = raw.told.get("pwdaccountlockedtime", ())
    return _text(raw, "nsAccountLock").casefold() == "true" or _FOR_EVER in locked


def _ends_on(filetime: str) -> str:
    """Return the day that Active Directory says an account ends; nothing where it never does."""
    ticks = int(filetime) if filetime.isdecimal() and len(filetime) < 20 else 0
    if not 0 < ticks < _NEVER:
        return ""
    try:
        return (_FILETIME_BEGINS + timedelta(microseconds=ticks // 10)).date().isoformat()
    except OverflowError:
        return date.max.isoformat()


def _phone(written: str) -> str:
    digits = phone_digits(written) if written else ""
    return digits if len(digits) <= _LONGEST_PHONE else ""


def _text(raw: Raw, *attributes: str) -> str:
    """Return the first value of the first attribute that says anything, on one line."""
    for attribute in attributes:
        for value in raw.told.get(attribute.casefold(), ()):
            text = " ".join(value.decode("utf-8", "replace").replace("\0", "").split())
            if text:
                return text
    return ""
