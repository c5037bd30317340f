"""How the lines of a voucher are read: slowly whatever they look like, or quickly when plain."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from samdrift.kernel.money import Money
from samdrift.sweden.sie.fields import Row, split_fields
from samdrift.sweden.sie.problems import Fault
from samdrift.sweden.sie.records import Objects, VoucherLine
from samdrift.sweden.sie.values import (
    account_of,
    amount_of,
    day_of,
    objects_of,
    optional_day_of,
    ore_of,
    quantity_of,
)

# Nearly every posting: it has no backslash and no more fields than it should.
_PLAIN = re.compile(
    r"""[ \t]*\#TRANS
    [ \t]+([0-9]{1,12})
    [ \t]+\{([^{}\\]*)\}
    [ \t]+(-?[0-9]{1,15})(?:\.([0-9]{1,2}))?
    (?:[ \t]+(?:""|([0-9]{8}))
    (?:[ \t]+(?:"([^"\\]*)"|([^ \t"{}\\]+))
    (?:[ \t]+(?:""|(-?[0-9]{1,15}(?:\.[0-9]{1,15})?))
    (?:[ \t]+(?:"([^"\\]*)"|([^ \t"{}\\]+))
    )?)?)?)?
    [ \t]*""",
    re.VERBOSE,
)
_REMEMBERED = 65536


def posting_of(row: Row) -> VoucherLine:
    """Read the fields that #TRANS, #RTRANS and #BTRANS share."""
    return VoucherLine(
        account_of(row.text(0)),
        objects_of(row.listed(1)),
        amount_of(row.text(2)),
        optional_day_of(row.text(3)),
        row.text(4),
        quantity_of(row.text(5)),
        row.text(6),
        line=row.line,
    )


def plain_posting(text: str, line: int) -> VoucherLine | None:
    """Read a plain #TRANS, and return nothing for any other line or one with a fault."""
    match = _PLAIN.fullmatch(text)
    if match is None:
        return None
    account, listed, whole, part, day, quoted, bare, quantity, signed, sign = match.groups()
    try:
        return VoucherLine(
            account,
            _remembered_objects(listed) if listed else (),
            Money(ore_of(whole, part)),
            day_of(day) if day else None,
            quoted or bare or "",
            Decimal(quantity) if quantity else None,
            signed or sign or "",
            line=line,
        )
    except Fault:
        return None


@lru_cache(maxsize=_REMEMBERED)
def _remembered_objects(listed: str) -> Objects:
    """Read an object list; a ledger has few that differ, so they share one tuple."""
    (texts,) = split_fields(f"{{{listed}}}")
    assert not isinstance(texts, str), "it stood between braces"
    return objects_of(texts)
