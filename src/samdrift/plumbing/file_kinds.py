"""Which kinds of files people may send: known by their ending, and held against what they hold."""

from __future__ import annotations

from typing import Final

_OFFICE: Final = (b"PK\x03\x04", b"PK\x05\x06")
_OLD_OFFICE: Final = (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",)
_TIFF: Final = (b"II*\x00", b"MM\x00*")
_MARKED: Final = "ftyp"
"""How pictures and films of phones are marked, four bytes in."""

BEGINNINGS: Final[dict[str, tuple[bytes, ...]]] = {
    "png": (b"\x89PNG\r\n\x1a\n",),
    "jpg": (b"\xff\xd8\xff",),
    "jpeg": (b"\xff\xd8\xff",),
    "gif": (b"GIF87a", b"GIF89a"),
    "webp": (b"RIFF",),
    "bmp": (b"BM",),
    "tif": _TIFF,
    "tiff": _TIFF,
    "pdf": (b"%PDF-",),
    "rtf": (b"{\\rtf",),
    **dict.fromkeys(("zip", "docx", "xlsx", "pptx", "odt", "ods", "odp"), _OFFICE),
    **dict.fromkeys(("doc", "xls", "ppt", "msg"), _OLD_OFFICE),
    "evtx": (b"ElfFile\x00",),
    "webm": (b"\x1aE\xdf\xa3",),
    "wav": (b"RIFF",),
    "7z": (b"7z\xbc\xaf\x27\x1c",),
    "gz": (b"\x1f\x8b",),
}
"""How a file of each ending begins."""
FILMS_AND_PHOTOS: Final = frozenset({"heic", "heif", "avif", "mp4", "mov", "m4a"})
TEXTS: Final = frozenset(
    {"txt", "log", "csv", "tsv", "json", "xml", "md", "eml", "ics", "vcf", "ini", "conf", "yaml"}
)
_MARKS_OF_UTF_16: Final = (b"\xff\xfe", b"\xfe\xff")
_FIRST_BYTES: Final = 64 * 1024


def ending_of(name: str) -> str:
    """Return what a file's name ends with, in small letters; empty where it has no ending."""
    return name.rpartition(".")[2].lower() if "." in name else ""


def is_taken(ending: str) -> bool:
    """Whether files of an ending are taken in at all."""
    return ending in BEGINNINGS or ending in FILMS_AND_PHOTOS or ending in TEXTS


def is_what_it_says(ending: str, content: bytes) -> bool:
    """Whether a file holds what its ending says, by how it begins."""
    if ending in TEXTS:
        return _is_text(content[:_FIRST_BYTES])
    if ending in FILMS_AND_PHOTOS:
        return content[4:8] == _MARKED.encode()
    return content.startswith(BEGINNINGS.get(ending, ()))


def _is_text(begins: bytes) -> bool:
    """Whether bytes are text in any encoding that Swedish offices write: none has a nil in it."""
    return begins.startswith(_MARKS_OF_UTF_16) or b"\x00" not in begins
