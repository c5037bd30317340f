"""Vouchers of a SIE file as they are booked; every fault is told where it stands."""

from __future__ import annotations

from samdrift.ledger.ports import LineEntry, VoucherEntry
from samdrift.ledger.sie_facts import COST_CENTRE, Facts, fits
from samdrift.plumbing.exchange.keys import KeysSeen
from samdrift.plumbing.exchange.ports import Reading
from samdrift.sweden.sie import records as sie


class Entries:
    """Makes entries of vouchers, with what the file has told so far."""

    def __init__(self, reading: Reading, facts: Facts, seen: KeysSeen) -> None:
        self._reading = reading
        self._facts = facts
        self._seen = seen

    def entry(self, voucher: sie.Voucher, *, source_digest: int = 0) -> VoucherEntry:
        """Return what is booked of a voucher; what is wrong in it is told."""
        reading, facts = self._reading, self._facts
        name = f"{voucher.series} {voucher.number}"
        fits(reading, voucher, "#VER", voucher.series, 50)
        fits(reading, voucher, "#VER", voucher.number, 50)
        if voucher.series and voucher.number:
            before = self._seen.first_line((voucher.series, voucher.number), voucher.line)
            if before is not None:
                allowed = f"verifikationen finns redan på rad {before}."
                reading.fault(voucher.line, "#VER", name, allowed)
        if facts.span is not None and voucher.date not in facts.span:
            allowed = f"dagen {voucher.date} ligger utanför räkenskapsåret {facts.year}."
            reading.fault(voucher.line, "#VER", name, allowed)
        lines = tuple(self._line(line) for line in voucher.lines)
        return VoucherEntry(
            series=voucher.series,
            number=voucher.number,
            booked_on=voucher.date,
            text=voucher.text,
            lines=lines,
            registered_on=voucher.registered_on,
            registered_by=voucher.sign,
            source_digest=source_digest,
        )

    def _line(self, line: sie.VoucherLine) -> LineEntry:
        facts = self._facts
        facts.use(line.account, line, "#TRANS")
        facts.check_amount(line, "#TRANS", line.amount)
        objects = dict(line.objects)
        others = " ".join(
            f"{dimension}:{number}"
            for dimension, number in line.objects
            if dimension != COST_CENTRE
        )
        cost_centre = objects.get(COST_CENTRE, "")
        if cost_centre:
            facts.use_cost_centre(cost_centre, line, "#TRANS")
        return LineEntry(line.account, line.amount, cost_centre, others, line.text)
