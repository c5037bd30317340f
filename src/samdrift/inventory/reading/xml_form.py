"""XML as older agents write it, read element by element; nothing in it is ever looked up."""

from __future__ import annotations

import re
from xml.parsers import expat

from samdrift.inventory.errors import TooLarge, Unreadable
from samdrift.inventory.reading.limits import LONGEST_TEXT, MOST_DEPTH, MOST_PARTS
from samdrift.inventory.reading.nodes import Node

_PIECE = 64 * 1024
_LONGEST_TAG = 2**20
_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._:-]{1,40})[\"']")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_NOT_TOLD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def read(content: bytes) -> dict[str, Node]:
    """Return the root's children by lower-case names; those that are repeated are lists.

    Old agents say one encoding and write another, and let signs through that XML forbids: what
    cannot be read as it stands is read once more, its encoding found and those signs left out.
    """
    try:
        return _Tree().read(content, None)
    except (expat.ExpatError, LookupError, ValueError):
        pass
    try:
        return _Tree().read(_mended(content), "utf-8")
    except (expat.ExpatError, ValueError) as error:
        place = f"rad {error.lineno}" if isinstance(error, expat.ExpatError) else "kodningen"
        raise Unreadable(f"Det är ingen XML som går att läsa ({place}).") from error


def _mended(content: bytes) -> bytes:
    text = _NOT_TOLD.sub("", _text(content))
    return _DECLARATION.sub("", text).encode("utf-8", "replace")


def _text(content: bytes) -> str:
    found = _DECLARED.search(content[:300])
    for encoding in (found[1].decode() if found else "utf-8", "utf-8"):
        try:
            return content.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return content.decode("cp1252", "replace")


class _Tree:
    """Gathers elements, and refuses what no inventory has: a DTD, depth, parts beyond number."""

    def __init__(self) -> None:
        self._names: list[str] = []
        self._children: list[dict[str, Node]] = [{}]
        self._texts: list[list[str]] = [[]]
        self._parts = 0

    def read(self, content: bytes, encoding: str | None) -> dict[str, Node]:
        parser = expat.ParserCreate(encoding)
        parser.buffer_text = True
        parser.StartElementHandler = self._begin
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._say
        parser.StartDoctypeDeclHandler = self._refuse
        for at in range(0, len(content), _PIECE):
            parser.Parse(content[at : at + _PIECE], False)  # noqa: FBT003  Expat's own way.
            if at - parser.CurrentByteIndex > _LONGEST_TAG:
                raise TooLarge("Ett element är längre än något i en inventering.")
        parser.Parse(b"", True)  # noqa: FBT003  This is all.
        (root,) = self._children[0].values()
        return root if isinstance(root, dict) else {}

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        self._parts += 1 + len(attributes)
        if self._parts > MOST_PARTS:
            raise TooLarge(f"Det är fler än {MOST_PARTS} uppgifter.")
        if len(self._names) >= MOST_DEPTH:
            raise TooLarge(f"Det är djupare än {MOST_DEPTH} nivåer.")
        self._names.append(name.rpartition(":")[2].lower())
        self._children.append({})
        self._texts.append([])

    def _say(self, text: str) -> None:
        self._texts[-1].append(text)

    def _end(self, _name: str) -> None:
        name, children = self._names.pop(), self._children.pop()
        text = "".join(self._texts.pop()).strip()[:LONGEST_TEXT]
        node: Node = children or text
        above = self._children[-1]
        earlier = above.get(name)
        if earlier is None:
            above[name] = node
        elif isinstance(earlier, list):
            earlier.append(node)
        else:
            above[name] = [earlier, node]

    def _refuse(self, *_told: object) -> None:
        raise TooLarge("XML med egen dokumenttyp (DOCTYPE) tas inte emot.")
