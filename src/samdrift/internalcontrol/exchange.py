"""Risks and controls as a package tells them."""

from __future__ import annotations

import hashlib

from django.utils.text import slugify

from samdrift.internalcontrol.models import Control
from samdrift.plumbing.exchange.columns import Column, text, whole_number, year
from samdrift.plumbing.exchange.csv_reader import CsvFile, Values, csv_reader
from samdrift.plumbing.exchange.ports import Reading

CONTROLS = (
    "year",
    "area",
    "risk",
    "control",
    "probability",
    "consequence",
    "control_role",
    "report_role",
    "result",
)


def _columns(_reading: Reading) -> tuple[Column, ...]:
    return (
        Column("year", year),
        Column("area", text()),
        Column("risk", text()),
        Column("control", text()),
        Column("probability", whole_number(1, 4)),
        Column("consequence", whole_number(1, 4)),
        Column("control_role", text()),
        Column("report_role", text()),
        Column("result", text(), may_be_empty=True),
    )


def _key(values: Values) -> Values:
    """A key that can be read: the beginning of the risk, and a digest of area and risk in full."""
    told = f"{values['area']}\x1f{values['risk']}"
    digest = hashlib.sha256(told.encode()).hexdigest()[:12]
    return {"key": f"{slugify(values['risk'])[:50]}-{digest}".lstrip("-")}


OFFERS = (
    csv_reader(
        key="internalcontrol.controls",
        name="controls.csv",
        file=CsvFile(
            model=Control,
            columns=_columns,
            names=CONTROLS,
            key=("year", "area", "risk"),
            stored_key=("year", "key"),
            derived=_key,
            keeps_order=True,
        ),
    ),
)
