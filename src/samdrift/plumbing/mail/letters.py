"""A letter as it was read: frozen values, whatever it came as."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Address:
    """A name, which may be anything, and an address."""

    name: str
    address: str

    @property
    def domain(self) -> str:
        """What stands after the last @, in small letters."""
        return self.address.rpartition("@")[2].lower()


@dataclass(frozen=True, slots=True)
class Attachment:
    """Something that came with a letter. `path` says where in the letter: 0, 1.2 and so on.

    `content_id` is what a picture shown within the text is called there.
    """

    path: str
    name: str
    kind: str
    content: bytes = field(repr=False)
    content_id: str = ""
    is_inline: bool = False

    @property
    def size(self) -> int:
        """How many bytes it is."""
        return len(self.content)


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter, read as far as it can be; what could not be stands in `troubles`.

    `text` is what is shown and searched: the plain text, or what the HTML says. Headers keep their
    order, their names in small letters. The bytes it came as are kept elsewhere, by their digest.
    """

    message_id: str
    subject: str
    sender: Address
    reply_to: tuple[Address, ...]
    to: tuple[Address, ...]
    copy: tuple[Address, ...]
    written_at: datetime | None
    in_reply_to: tuple[str, ...]
    references: tuple[str, ...]
    text: str
    html: str
    attachments: tuple[Attachment, ...]
    headers: tuple[tuple[str, str], ...]
    size: int
    troubles: tuple[str, ...] = ()
    seals: tuple[str, ...] = ()
    """`smime-signed`, `smime-encrypted`, `pgp-signed`, `pgp-encrypted`, `calendar`, `tnef`."""

    def header(self, name: str) -> str:
        """Return the first header of a name, nothing where there is none."""
        return next((value for key, value in self.headers if key == name), "")

    def all_headers(self, name: str) -> tuple[str, ...]:
        """Return every header of a name, in order."""
        return tuple(value for key, value in self.headers if key == name)
