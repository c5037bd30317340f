"""The two ways a Swedish public report rounds."""

from decimal import ROUND_HALF_UP, Decimal


def divide_half_away(number: int, divisor: int) -> int:
    """Divide to a whole number, a half going away from zero: 1.5 to 2 and -1.5 to -2.

    This is how kronor become thousands in a statement (exchange package, section 2).
    """
    assert divisor > 0, "a unit is a positive number of öre"
    whole, rest = divmod(abs(number), divisor)
    rounded = whole + (1 if rest * 2 >= divisor else 0)
    return rounded if number >= 0 else -rounded


def percent(part: int, whole: int, *, decimals: int = 0) -> Decimal | None:
    """Return the share in percent, a half rounded up; a share of nothing is None."""
    if whole == 0:
        return None
    step = Decimal(1).scaleb(-decimals)
    return (Decimal(part) * 100 / Decimal(whole)).quantize(step, rounding=ROUND_HALF_UP)
