"""Labels for things, a sheet at a time: a code that leads to the thing, its tag and its owner."""

from __future__ import annotations

import io
import json
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

import segno

from samdrift.assets.errors import CannotKeep
from samdrift.assets.register.queries import ThingLine
from samdrift.reporting.ink.typefaces import FONTS, printable_in_type

TEMPLATE = Path(__file__).with_name("labels.typ")
MOST_LABELS = 1_000


@dataclass(frozen=True, slots=True)
class Measures:
    """How a sheet of labels is cut, in millimetres."""

    title: str
    across: int
    down: int
    width: float
    height: float
    top: float
    left: float
    between: float
    code: float
    size: float

    @property
    def number(self) -> int:
        """How many labels a sheet has."""
        return self.across * self.down


SHEETS = {
    "21": Measures("21 etiketter, 63,5 × 38,1 mm", 3, 7, 63.5, 38.1, 15.1, 7.2, 2.5, 26, 10),
    "65": Measures("65 etiketter, 38,1 × 21,2 mm", 5, 13, 38.1, 21.2, 10.7, 4.7, 2.5, 15, 6.5),
}
"""Sheets of A4 that are sold everywhere."""


def sheet(lines: Sequence[ThingLine], *, form: str, begins_at: int, base: str) -> bytes:
    """Return labels as a PDF; they begin at a place on the sheet, so that one begun is used up."""
    import typst  # noqa: PLC0415  Large: only loaded where something is printed.

    measures = SHEETS.get(form)
    if measures is None or not 1 <= begins_at <= measures.number:
        raise CannotKeep("Välj ett ark, och en plats som finns på det.")
    if not lines or len(lines) > MOST_LABELS:
        raise CannotKeep(f"Välj minst en inventarie och högst {MOST_LABELS}.")
    labels = [_BLANK] * (begins_at - 1) + [_label(line, base) for line in lines]
    told = json.dumps(asdict(measures) | {"labels": labels}, ensure_ascii=False)
    with tempfile.TemporaryDirectory() as nowhere:
        return bytes(
            typst.compile(
                TEMPLATE.read_bytes(),
                root=nowhere,
                font_paths=_fonts(),
                sys_inputs={"sheet": told},
                package_path=nowhere,
                package_cache_path=nowhere,
            )
        )


@cache
def _fonts() -> Any:  # noqa: ANN401  The wheel's own type.
    import typst  # noqa: PLC0415  Large: only loaded where something is printed.

    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)]
    )


_BLANK = {"tag": "", "svg": "", "words": "", "owner": ""}


def _label(line: ThingLine, base: str) -> dict[str, str]:
    return {
        "tag": printable_in_type(line.tag),
        "svg": code(f"{base}/inventarier/sak/{line.tag}/"),
        "words": printable_in_type(line.model or line.kind_label),
        "owner": printable_in_type(line.organisation_name),
    }


def code(told: str) -> str:
    """Return a QR code as a drawing; a quarter of it may be worn away and it is still read."""
    target = io.BytesIO()
    segno.make(told, error="q", micro=False).save(
        target, kind="svg", border=2, xmldecl=False, svgns=True
    )
    return target.getvalue().decode()
