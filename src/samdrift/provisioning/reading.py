"""What another system sends by SCIM (RFC 7643, 7644), read: users, groups, patches, filters."""

from __future__ import annotations

import re
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from samdrift.provisioning.errors import CannotProvision

type Json = dict[str, Any]

ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
MOST_MEMBERS = 10_000
MOST_OPERATIONS = 1_000
LONGEST = 254
_NAMES = (
    "userName", "externalId", "displayName", "name", "givenName", "familyName", "title", "active",
    "emails", "phoneNumbers", "members", "value", "type", "primary",
)  # fmt: skip
_CANONICAL = {name.casefold(): name for name in _NAMES}
_FILTER = re.compile(r'\s*([\w.:]+)\s+eq\s+(?:"([^"\\]*)"|(true|false))\s*', re.IGNORECASE)
_PATH = re.compile(
    r'(?P<of>[A-Za-z]\w*)(?:\[(?P<by>\w+)\s+eq\s+"(?P<is>[^"\\]*)"\])?(?:\.(?P<part>\w+))?',
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class UserTold:
    """Somebody as they are told."""

    user_name: str
    external_id: str
    given_name: str
    family_name: str
    display_name: str
    title: str
    email: str
    phone: str
    mobile: str
    is_active: bool

    @property
    def name(self) -> str:
        """What they are called."""
        return self.display_name or f"{self.given_name} {self.family_name}".strip()


@dataclass(frozen=True, slots=True)
class GroupTold:
    """A group as it is told, with the keys of who is in it."""

    name: str
    external_id: str
    members: tuple[str, ...]


def user(body: Json) -> UserTold:
    """Return whom a resource tells of. Raises CannotProvision."""
    name = body.get("name") or {}
    if not isinstance(name, dict):
        raise CannotProvision("name is an object")
    told = UserTold(
        user_name=_text(body, "userName"),
        external_id=_text(body, "externalId"),
        given_name=_text(name, "givenName", longest=100),
        family_name=_text(name, "familyName", longest=100),
        display_name=_text(body, "displayName", longest=200),
        title=_text(body, "title", longest=200),
        email=_of_type(body, "emails", "work"),
        phone=_of_type(body, "phoneNumbers", "work"),
        mobile=_of_type(body, "phoneNumbers", "mobile", is_alone=False),
        is_active=_truth(body.get("active", True)),
    )
    if not told.user_name or not told.name:
        raise CannotProvision("userName and a name are needed")
    return told


def group(body: Json) -> GroupTold:
    """Return which group a resource tells of. Raises CannotProvision."""
    members = _list(body, "members")
    if len(members) > MOST_MEMBERS:
        raise CannotProvision("so many members are not taken", kind="tooMany", status=413)
    name = _text(body, "displayName")
    if not name:
        raise CannotProvision("displayName is needed")
    keys = tuple(dict.fromkeys(_text(each, "value") for each in members))
    return GroupTold(name, _text(body, "externalId"), keys)


def asked(written: str) -> tuple[str, str]:
    """Return which attribute is asked for, in small letters, and what it is to be."""
    found = _FILTER.fullmatch(written[:1000])
    if found is None:
        raise CannotProvision('only attribute eq "value" is answered', kind="invalidFilter")
    return found[1].casefold(), found[2] if found[2] is not None else found[3].casefold()


def patched(resource: Json, body: Json) -> Json:
    """Return a resource with what a patch asks done. Raises CannotProvision."""
    operations = body.get("Operations")
    if not isinstance(operations, list) or not 0 < len(operations) <= MOST_OPERATIONS:
        raise CannotProvision("Operations is a list", kind="invalidSyntax")
    told = deepcopy(resource)
    for each in operations:
        if not isinstance(each, dict):
            raise CannotProvision("an operation is an object", kind="invalidSyntax")
        _do(told, each)
    return told


def _do(told: Json, operation: Json) -> None:
    act = str(operation.get("op", "")).casefold()
    if act not in ("add", "replace", "remove"):
        raise CannotProvision("op is add, replace or remove", kind="invalidSyntax")
    path, value = operation.get("path"), operation.get("value")
    if path:
        _put(told, act, str(path), value)
    elif isinstance(value, dict) and act != "remove":
        for name, one in value.items():
            _put(told, act, name, one)
    else:
        raise CannotProvision("a path is needed", kind="noTarget")


def _put(told: Json, act: str, path: str, value: object) -> None:
    """Do one thing; what we keep nothing of, as an extension's attribute, is let be."""
    found = _PATH.fullmatch(path)
    if found is None:
        if ":" in path:
            return
        raise CannotProvision("the path cannot be read", kind="invalidPath")
    of, by, part = (_canonical(found[name] or "") for name in ("of", "by", "part"))
    if by:
        _put_in_list(told, act, of, (by, found["is"], part), value)
    elif part:
        told[of] = _with(told.get(of), part, None if act == "remove" else value)
    elif act == "remove":
        _take_away(told, of, value)
    elif act == "add" and isinstance(told.get(of), list):
        several = value if isinstance(value, list) else [value]
        told[of] = [*told[of], *(each for each in several if each not in told[of])]
    else:
        told[of] = value


def _put_in_list(told: Json, act: str, of: str, which: tuple[str, str, str], value: object) -> None:
    by, wanted, part = which
    items = [each for each in _list(told, of) if isinstance(each, dict)]
    meant = [each for each in items if str(each.get(by, "")) == wanted]
    if act == "remove":
        told[of] = [each for each in items if each not in meant]
        return
    if not meant:
        meant = [{by: wanted}]
        items += meant
    for each in meant:
        if part:
            each[part] = value
        elif isinstance(value, dict):
            each.update(value)
    told[of] = items


def _take_away(told: Json, of: str, value: object) -> None:
    """Take an attribute away, or of a list only those that are told."""
    if isinstance(value, list) and value:
        gone = {_text(each, "value") for each in value if isinstance(each, dict)}
        told[of] = [each for each in _list(told, of) if _text(each, "value") not in gone]
    else:
        told.pop(of, None)


def _with(had: object, part: str, value: object) -> Json:
    return (had if isinstance(had, dict) else {}) | {part: value}


def _canonical(name: str) -> str:
    return _CANONICAL.get(name.casefold(), name)


def _list(body: Json, name: str) -> list[Any]:
    told = body.get(name) or []
    if not isinstance(told, list):
        raise CannotProvision(f"{name} is a list")
    return told


def _of_type(body: Json, name: str, kind: str, *, is_alone: bool = True) -> str:
    """Return the value of a kind, else the primary or first where any will do."""
    items = [each for each in _list(body, name) if isinstance(each, dict)]
    meant = [each for each in items if str(each.get("type", "")).casefold() == kind]
    others = [each for each in items if each.get("primary") or not each.get("type")]
    found = meant or (others if is_alone else [])
    return _text(found[0], "value") if found else ""


def _text(body: Mapping[str, Any], name: str, *, longest: int = LONGEST) -> str:
    told = body.get(name) if isinstance(body, dict) else None
    if told is None:
        return ""
    if not isinstance(told, str) or len(told) > longest or not told.isprintable():
        raise CannotProvision(f"{name} is a text of {longest} characters at most")
    return " ".join(told.split())


def _truth(told: object) -> bool:
    """Return yes or no, also where it is written as a word."""
    words = {"true": True, "false": False}
    if isinstance(told, bool):
        return told
    if isinstance(told, str) and told.casefold() in words:
        return words[told.casefold()]
    raise CannotProvision("active is true or false")
