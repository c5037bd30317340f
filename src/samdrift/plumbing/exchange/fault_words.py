"""Why rows were refused, in the language of whoever reads it: it is kept as it was told."""

from __future__ import annotations

from samdrift.plumbing import wording

_TEMPLATES = (
    "okänd kolumn; filen har kolumnerna {columns}.",
    "kolumnen saknas; filen har kolumnerna {columns}.",
    "okänd fil; ett paket kan ha {files}. Filerna ska ligga i paketets rot, inte i en mapp.",
    "okänd fil; ett paket kan ha {files}.",
    "okänd organisation; organisations.csv har {listed}.",
    "okänt slag; det finns {listed}.",
    "slutet ligger före början i {column}.",
    "ska vara något som finns, men ingenting finns ännu.",
    "ska vara {listed}.",
)
"""The texts with words of the package in them; the first that fits is the one."""


def in_words(allowed: str) -> str:
    """Return what is allowed, in the language of the page."""
    told = wording.recognised(allowed, _TEMPLATES)
    return wording.retold(told) if told == allowed else told
