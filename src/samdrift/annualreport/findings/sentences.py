"""Finding sentences: words chosen from the figures, so that they are true whatever those are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from samdrift.kernel.figures import Amount
from samdrift.kernel.money import Money
from samdrift.reporting import wording
from samdrift.reporting.documents import Inline, LiveFigure, Text
from samdrift.reporting.formats import Scale, swedish_figure_with_unit
from samdrift.reporting.markdown import joined
from samdrift.reporting.wording import in_words, reasons_in_words, sentence

type Part = str | LiveFigure
type Finding = tuple[Part, ...]
"""Words and figures in the order they are read."""

SCALE = Scale.TKR
_COUNTED = ("noll", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio")


def told(template: str, **gaps: Part | int) -> Finding:
    """Return a sentence in the language of the page, its gaps filled with words and figures."""
    parts: list[Part] = []
    for words, gap in wording.pieces(template):
        for part in (words, *((gaps[gap],) if gap else ())):
            if isinstance(part, LiveFigure) or not parts or isinstance(parts[-1], LiveFigure):
                parts.append(part if isinstance(part, LiveFigure) else str(part))
            else:
                parts[-1] = f"{parts[-1]}{part}"
    return tuple(part for part in parts if part != "")


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
    known = [finding for finding in findings if finding]
    if not known:
        return None
    parts: list[Part] = []
    for finding in known:
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
    template = (
        "{subject} ökade från {then} till {now}."
        if order > 0
        else "{subject} minskade från {then} till {now}."
    )
    return told(template, subject=in_words(of.subject), then=then, now=now)


def against(of: Compared, *, verb: str = "blev") -> Finding | None:
    """Say what something came to, and against what; for amounts, which may be below nil."""
    now, then = of.now, of.then
    if now is None or then is None or not (_is_known(now) and _is_known(then)):
        return _alone(of, verb=verb)
    if _order(now, then) == 0:
        return _unchanged(of, now, then, verb=verb)
    return told(
        "{subject} {verb} {now}, mot {then} {last_year}.",
        subject=in_words(of.subject),
        verb=in_words(verb),
        now=now,
        then=then,
        last_year=of.last_year,
    )


def _alone(of: Compared, *, verb: str) -> Finding | None:
    """Say what is known where one of the two is not."""
    now, then = of.now, of.then
    if now is None or now.figure.is_blank:
        return None
    subject = in_words(of.subject)
    if now.figure.is_missing:
        return _missing(of, now, then)
    first = told("{subject} {verb} {now}.", subject=subject, verb=in_words(verb), now=now)
    if then is None or not then.figure.is_missing:
        return first
    why = reasons_in_words(then.figure.reason)
    before = told("{last_year}: {then} ({why}).", last_year=of.last_year, then=then, why=why)
    return together((first, before))


def _missing(of: Compared, now: LiveFigure, then: LiveFigure | None) -> Finding | None:
    subject, why = in_words(of.subject), reasons_in_words(now.figure.reason)
    if of.missing_from:
        first = told(
            "{subject} {year}: {now} för {names} ({why}).",
            subject=subject, year=of.year, now=now, names=listed(of.missing_from), why=why,
        )  # fmt: skip
    else:
        first = told(
            "{subject} {year}: {now} ({why}).", subject=subject, year=of.year, now=now, why=why
        )
    if then is None or not _is_known(then):
        return first
    before = told("{last_year} var det {then}.", last_year=of.last_year, then=then)
    return together((first, before))


def _unchanged(of: Compared, now: LiveFigure, then: LiveFigure, *, verb: str) -> Finding:
    is_exact = now.figure.value == then.figure.value
    template = (
        "{subject} {verb} {now}, samma som {last_year}."
        if is_exact
        else "{subject} {verb} {now}, ungefär samma som {last_year}."
    )
    return told(
        template,
        subject=in_words(of.subject),
        verb=in_words(verb),
        now=now,
        last_year=of.last_year,
    )


def than(*, better: str, worse: str, same: str, now: LiveFigure | None,
         other: LiveFigure | None) -> Finding | None:  # fmt: skip
    """Say which is higher of two figures, in the sentence given, and what the `{other}` was."""
    if now is None or other is None or not (_is_known(now) and _is_known(other)):
        return None
    order = _order(now, other)
    return told(same if order == 0 else better if order > 0 else worse, other=other)


def most(of_what: str, parts: Sequence[tuple[str, LiveFigure]], whole: LiveFigure | None,
         *, verb: str) -> Finding | None:  # fmt: skip
    """Say which of several has most, as tenths of the whole where there is one."""
    known = [(name, cell) for name, cell in parts if cell.figure.value]
    missing = [name for name, cell in parts if cell.figure.is_missing]
    if len(parts) < 2 or not known:
        return None
    top = max(_number(cell.figure.value) for _, cell in known)
    leaders = [(name, cell) for name, cell in known if _number(cell.figure.value) == top]
    what, where = in_words(of_what), in_words(verb)
    if len(leaders) == len(parts):
        return told("Alla har lika många {what}: {each} var.", what=what, each=leaders[0][1])
    if len(leaders) > 1:
        names = listed([name for name, _ in leaders])
        first = told(
            "Flest {what} {verb} {names}: {each} var.",
            what=what, verb=where, names=names, each=leaders[0][1],
        )  # fmt: skip
    else:
        first = _led(what, leaders[0], None if missing else whole, verb=where)
    if not missing:
        return first
    return together((first, told("Uppgift saknas för {names}.", names=listed(missing))))


def _led(
    of_what: str, leader: tuple[str, LiveFigure], whole: LiveFigure | None, *, verb: str
) -> Finding:
    name, cell = leader
    if whole is None or not whole.figure.value or whole.figure.is_missing:
        return told(
            "Flest {what} {verb} {name}: {cell}.", what=of_what, verb=verb, name=name, cell=cell
        )
    tenths = in_tenths(_number(cell.figure.value), _number(whole.figure.value))
    return told(
        "{tenths} {what} {verb} {name}: {cell} av {whole}.",
        tenths=tenths, what=of_what, verb=verb, name=name, cell=cell, whole=whole,
    )  # fmt: skip


def in_tenths(part: Decimal, whole: Decimal) -> str:
    """Return a share in words that are true of it: `Drygt sex av tio`."""
    assert 0 < part <= whole, "a part is no larger than its whole"
    tenths, rest = divmod(part * 10, whole)
    count = int(tenths)
    if part == whole or (count == 9 and rest * 2 > whole):
        return in_words("Alla" if part == whole else "Nästan alla")
    if count == 0 and rest * 2 <= whole:
        return in_words("Färre än en av tio")
    if rest == 0:
        words = sentence("{count} av tio", count=_number_word(count))
    elif rest * 2 <= whole:
        words = sentence("drygt {count} av tio", count=_number_word(count))
    else:
        words = sentence("knappt {count} av tio", count=_number_word(count + 1))
    return f"{words[0].upper()}{words[1:]}"


def listed(names: Sequence[str]) -> str:
    """Return names as they are listed in text: `Kinda, Ydre och Boxholm`."""
    if len(names) < 2:
        return "".join(names)
    return sentence("{names} och {last}", names=", ".join(names[:-1]), last=names[-1])


def counted(number: int, one: str, many: str) -> str:
    """Return a number and its word: `en kontroll`, `tolv delmål` as `12 delmål`."""
    return f"{_number_word(number)} {in_words(one if number == 1 else many)}"


def _number_word(number: int) -> str:
    return in_words(_COUNTED[number]) if number < len(_COUNTED) else str(number)


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
