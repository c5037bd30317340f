"""How many vouchers of a file are new, changed, the same and wrong; told of wrong files too."""

from __future__ import annotations

from collections.abc import Set

from django.db.models import Exists, OuterRef, QuerySet

from samdrift.ledger import services
from samdrift.ledger.models import LedgerEdition, Voucher, VoucherLine
from samdrift.ledger.ports import VoucherEntry
from samdrift.plumbing.exchange.ports import FileSummary

BATCH = 2_000
MOST_UNKNOWN = 500
"""With more unknown accounts than this it is not told which vouchers they make wrong."""


class VoucherCount:
    """Vouchers counted against the books of the year that are current.

    What is booked is counted where it was booked. After a fault, wherever in the package, nothing
    is booked any more: vouchers that are right are then compared as they go by.
    """

    def __init__(self) -> None:
        self._waiting: list[VoucherEntry] = []
        self._wrong_line = 0
        self._wrong = self._new = self._changed = self._same = 0

    def wrong(self, line: int) -> None:
        """Count the voucher that begins on a line as wrong, once however often it is told."""
        if line and line != self._wrong_line:
            self._wrong_line = line
            self._wrong += 1

    def is_wrong(self, line: int) -> bool:
        """Whether the voucher that begins on a line, the last there was, has been told wrong."""
        return line == self._wrong_line

    def add(self, entry: VoucherEntry, year: int) -> None:
        """Count a voucher that is right and is not booked."""
        self._waiting.append(entry)
        if len(self._waiting) == BATCH:
            self._compare(year)

    def tell(self, summary: FileSummary, edition: LedgerEdition, unknown: Set[str]) -> None:
        """Tell of what was booked in an edition, which is not yet current, and what was not."""
        if len(unknown) > MOST_UNKNOWN:
            return
        self._compare(edition.year)
        booked = Voucher.objects.filter(edition=edition)
        if unknown:
            astray = VoucherLine.objects.filter(voucher=OuterRef("pk"), account__in=unknown)
            count = booked.count()
            booked = booked.filter(~Exists(astray))
            self._wrong += count - booked.count()
        same, known = _compared(_current(edition.year), booked)
        summary.unchanged = self._same + same
        summary.changed = self._changed + known - same
        summary.new = self._new + booked.count() - known
        summary.wrong = self._wrong

    def _compare(self, year: int) -> None:
        waiting, self._waiting = self._waiting, []
        before = Voucher.objects.filter(edition=_current(year))
        numbers = {entry.number for entry in waiting} - {""}
        numbered: dict[tuple[str, str], set[int]] = {}
        rows = before.filter(number__in=numbers).values_list("series", "number", "digest")
        for series, number, digest in rows:
            numbered.setdefault((series, number), set()).add(digest)
        digests = {services.digest(entry) for entry in waiting if not entry.number}
        nameless = set(
            before.filter(number="", digest__in=digests).values_list("digest", flat=True)
        )
        for entry in waiting:
            digest = services.digest(entry)
            namesakes = numbered.get((entry.series, entry.number), set())
            if digest in (namesakes if entry.number else nameless):
                self._same += 1
            elif namesakes:
                self._changed += 1
            else:
                self._new += 1


def _current(year: int) -> LedgerEdition | None:
    return LedgerEdition.objects.filter(year=year, is_current=True).first()


def _compared(earlier: LedgerEdition | None, now: QuerySet[Voucher]) -> tuple[int, int]:
    """Return how many vouchers the earlier books have too, word for word and by number.

    A voucher without a number is known again by what it tells.
    """
    before = Voucher.objects.filter(edition=earlier)
    namesake = before.filter(series=OuterRef("series"), number=OuterRef("number"))
    numbered, unnumbered = now.exclude(number=""), now.filter(number="")
    nameless = before.filter(number="").values("digest")

    same = unnumbered.filter(digest__in=nameless).count()
    known = same + numbered.filter(Exists(namesake)).count()
    same += numbered.filter(Exists(namesake.filter(digest=OuterRef("digest")))).count()
    return same, known
