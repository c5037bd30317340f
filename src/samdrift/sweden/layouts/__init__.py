"""The standard layouts: how statements and notes are built from Kommun-Bas by the law of the year.

They serve an organisation that has brought no layout of its own. The layouts are data, in the form
of the exchange package (section 3), and are put together by its rule: a table's lines replace all
its earlier lines. What each row takes in is told in docs/tables/standard-layouts.md.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

from samdrift.kernel.refusals import Refusal

FIRST_YEAR: Final = 1998
"""The first fiscal year of KRL (1997:614), before which no layout is known."""

_BY_LAW: Final = (
    (1998, ("krl-1998.csv",)),
    (2019, ("lkbr-2019.csv",)),
    (2024, ("lkbr-2019.csv", "lkbr-2024.csv")),
)
_BY_LEGAL_FORM: Final = {
    "kommunalförbund": "federation.csv",
    "gemensam nämnd": "joint-board.csv",
}
LEGAL_FORMS: Final = tuple(_BY_LEGAL_FORM)


@dataclass(frozen=True, slots=True)
class LayoutLine:
    """One line of a layout, as it stands in a layout.csv.

    `accounts` is the raw text: accounts and ranges, the rows of a sum, the amount of a constant.
    """

    table: str
    row: str
    label: str
    accounts: str
    measure: str
    sign: int


@cache
def standard_layout(*, legal_form: str, fiscal_year: int) -> tuple[LayoutLine, ...]:
    """Return the layout of the law that governs the fiscal year.

    KRL (1997:614) governs 1998 to 2018, LKBR (2018:597) from 2019, the latter with the reserve of
    SFS 2023:643 from 2024. Raises Refusal for another legal form or an earlier year.
    """
    if legal_form not in _BY_LEGAL_FORM:
        known = " och ".join(LEGAL_FORMS)
        raise Refusal(f"Standarduppställningar finns för {known}. Lämna en egen layout.csv.")
    if fiscal_year < FIRST_YEAR:
        raise Refusal(
            f"Standarduppställningar finns från räkenskapsåret {FIRST_YEAR}. "
            "Lämna en egen layout.csv."
        )

    by_law = max(version for version in _BY_LAW if version[0] <= fiscal_year)
    tables: dict[str, list[LayoutLine]] = {}
    for name in (*by_law[1], "common.csv", _BY_LEGAL_FORM[legal_form]):
        tables |= _tables_of(name)
    return tuple(line for lines in tables.values() for line in lines)


def _tables_of(name: str) -> dict[str, list[LayoutLine]]:
    """Return the lines of one file by table, in file order."""
    text = resources.files(__name__).joinpath(name).read_text(encoding="utf-8")
    tables: dict[str, list[LayoutLine]] = {}
    for cells in csv.DictReader(text.splitlines()):
        line = LayoutLine(
            table=cells["table"],
            row=cells["row"],
            label=cells["label"],
            accounts=cells["accounts"],
            measure=cells["measure"],
            sign=int(cells["sign"]),
        )
        tables.setdefault(line.table, []).append(line)
    return tables
