"""Numbers that money is sent to and by: bankgiro, and references with a check digit (OCR)."""

from __future__ import annotations

import re
from typing import Final

from samdrift.sweden.identity import luhn_digit

_BANKGIRO: Final = re.compile(r"(\d{3,4})-?(\d{4})", re.ASCII)


def bankgiro_digits(text: str) -> str:
    """Return the digits of a bankgiro number that is right; nothing where it is not."""
    match = _BANKGIRO.fullmatch(text.strip())
    digits = match[1] + match[2] if match else ""
    return digits if has_check_digit(digits) else ""


def ocr(number: int) -> str:
    """Return the reference of an invoice: its number, how long the reference is, a check digit.

    The length counts every digit of the reference, and only its last digit is told.
    """
    digits = str(number)
    with_length = f"{digits}{(len(digits) + 2) % 10}"
    return f"{with_length}{luhn_digit(with_length)}"


def has_check_digit(digits: str) -> bool:
    """Whether the last of some digits is the check digit of those before it (Luhn)."""
    if len(digits) < 2 or not (digits.isascii() and digits.isdecimal()):
        return False
    return luhn_digit(digits[:-1]) == int(digits[-1])
