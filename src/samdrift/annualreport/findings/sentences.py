"""Finding sentences: words chosen from the figures, so that they are true whatever those are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from samdrift.kernel.figures import Amount
from samdrift.kernel.money import Money
from samdrift.reporting.documents import Inline, LiveFigure, Text
from samdrift.reporting.formats import Scale, swedish_figure_with_unit
from samdrift.reporting.markdown import joined

type Part = str | LiveFigure
type Finding = tuple[Part, ...]
"""Words and figures in the order they are read."""

SCALE = Scale.TKR
_COUNTED = ("noll", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio")


def inlines(finding: Finding) -> tuple[Inline, ...]:
    """Return a finding as it stands in a document: every figure leads to its records."""
    return joined([Text(part) if isinstance(part, str) else part for part in finding])


def plain(finding: Finding) -> str:
    """Return a finding as words alone, for a chart's title or a list of key figures."""
    return "".join(part if isinstance(part, str) else printed(part) for part in finding)


def printed(cell: LiveFigure) -> str:
    """Return a figure as it is printed in running text."""
    return swedish_figure_with_unit(cell.figure, SCALE)


def together(findings: Sequence[Finding | None]) -> Finding | None:
    """Return findings as one, after each other; None where there are none."""
    told = [finding for finding in findings if finding]
    if not told:
        return None
    parts: list[Part] = []
    for finding in told:
        parts += [" ", *finding] if parts else finding
    return tuple(parts)


@dataclass(frozen=True, slots=True)
class Compared:
    """What is compared: what it is called, this year's figure, last year's, and which year."""

    subject: str
    year: int
    now: LiveFigure | None
    then: LiveFigure | None
    last_year: int
    missing_from: tuple[str, ...] = ()


def changed(of: Compared) -> Finding | None:
    """Say that something went up or down, from what to what; for counts and shares."""
    now, then = of.now, of.then
    if now is None or then is None or not (_is_known(now) and _is_known(then)):
        return _alone(of, verb="var")
    order = _order(now, then)
    if order == 0:
        return _unchanged(of, now, then, verb="var")
    verb = "ökade" if order > 0 else "minskade"
    return (f"{of.subject} {verb} från ", then, " till ", now, ".")


def against(of: Compared, *, verb: str = "blev") -> Finding | None:
    """Say what something came to, and against what; for amounts, which may be below nil."""
    now, then = of.now, of.then
    if now is None or then is None or not (_is_known(now) and _is_known(then)):
        return _alone(of, verb=verb)
    if _order(now, then) == 0:
        return _unchanged(of, now, then, verb=verb)
    return (f"{of.subject} {verb} ", now, ", mot ", then, f" {of.last_year}.")


def _alone(of: Compared, *, verb: str) -> Finding | None:
    """Say what is known where one of the two is not."""
    now, then = of.now, of.then
    if now is None or now.figure.is_blank:
        return None
    if now.figure.is_missing:
        where = f" för {listed(of.missing_from)}" if of.missing_from else ""
        told: Finding = (f"{of.subject} {of.year}: ", now, f"{where} ({now.figure.reason}).")
        is_then_known = then is not None and _is_known(then)
        return (*told, f" {of.last_year} var det ", then, ".") if is_then_known and then else told
    told = (f"{of.subject} {verb} ", now, ".")
    if then is None or not then.figure.is_missing:
        return told
    return (*told, f" {of.last_year}: ", then, f" ({then.figure.reason}).")


def _unchanged(of: Compared, now: LiveFigure, then: LiveFigure, *, verb: str) -> Finding:
    is_exact = now.figure.value == then.figure.value
    same = "samma som" if is_exact else "ungefär samma som"
    return (f"{of.subject} {verb} ", now, f", {same} {of.last_year}.")


def than(*, better: str, worse: str, same: str, now: LiveFigure | None,
         other: LiveFigure | None) -> Finding | None:  # fmt: skip
    """Say which is higher of two figures, in the words given, and what the other was."""
    if now is None or other is None or not (_is_known(now) and _is_known(other)):
        return None
    order = _order(now, other)
    words = same if order == 0 else better if order > 0 else worse
    return (words, other, ".")


def most(of_what: str, parts: Sequence[tuple[str, LiveFigure]], whole: LiveFigure | None,
         *, verb: str) -> Finding | None:  # fmt: skip
    """Say which of several has most, as tenths of the whole where there is one."""
    known = [(name, cell) for name, cell in parts if cell.figure.value]
    missing = [name for name, cell in parts if cell.figure.is_missing]
    if len(parts) < 2 or not known:
        return None
    top = max(_number(cell.figure.value) for _, cell in known)
    leaders = [(name, cell) for name, cell in known if _number(cell.figure.value) == top]
    if len(leaders) == len(parts):
        return (f"Alla har lika många {of_what}: ", leaders[0][1], " var.")
    if len(leaders) > 1:
        names = listed([name for name, _ in leaders])
        told: Finding = (f"Flest {of_what} {verb} {names}: ", leaders[0][1], " var.")
    else:
        told = _led(of_what, leaders[0], None if missing else whole, verb=verb)
    return (*told, f" Uppgift saknas för {listed(missing)}.") if missing else told


def _led(
    of_what: str, leader: tuple[str, LiveFigure], whole: LiveFigure | None, *, verb: str
) -> Finding:
    name, cell = leader
    if whole is None or not whole.figure.value or whole.figure.is_missing:
        return (f"Flest {of_what} {verb} {name}: ", cell, ".")
    tenths = in_tenths(_number(cell.figure.value), _number(whole.figure.value))
    return (f"{tenths} {of_what} {verb} {name}: ", cell, " av ", whole, ".")


def in_tenths(part: Decimal, whole: Decimal) -> str:
    """Return a share in words that are true of it: `Drygt sex av tio`."""
    assert 0 < part <= whole, "a part is no larger than its whole"
    if part == whole:
        return "Alla"
    tenths, rest = divmod(part * 10, whole)
    count = int(tenths)
    if rest == 0:
        return f"{_COUNTED[count].capitalize()} av tio"
    if rest * 2 <= whole:
        return f"Drygt {_COUNTED[count]} av tio" if count else "Färre än en av tio"
    return f"Knappt {_COUNTED[count + 1]} av tio" if count < 9 else "Nästan alla"


def listed(names: Sequence[str]) -> str:
    """Return names as a Swede lists them: `Kinda, Ydre och Boxholm`."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} och {names[-1]}"


def counted(number: int, one: str, many: str) -> str:
    """Return a number and its word: `en kontroll`, `tolv delmål` as `12 delmål`."""
    words = _COUNTED[number] if number < len(_COUNTED) else str(number)
    return f"{words} {one if number == 1 else many}"


def _is_known(cell: LiveFigure) -> bool:
    return cell.figure.value is not None


def _order(one: LiveFigure, other: LiveFigure) -> int:
    """Return which is higher as printed: a difference nobody can see is none."""
    if printed(one) == printed(other):
        return 0
    return 1 if _number(one.figure.value) > _number(other.figure.value) else -1


def _number(value: Amount | None) -> Decimal:
    assert value is not None, "only known figures are held against each other"
    return Decimal(value.ore if isinstance(value, Money) else value)
