"""A voucher while it is read, line by line, until its last brace."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from samdrift.sweden.sie.fields import Row
from samdrift.sweden.sie.postings import posting_of
from samdrift.sweden.sie.problems import Fault, Kind, Problem
from samdrift.sweden.sie.records import AuditKind, AuditLine, Voucher, VoucherLine
from samdrift.sweden.sie.values import day_of, optional_day_of

VOUCHER = "#VER"
POSTING = "#TRANS"
ROW_LABELS = frozenset({POSTING, *AuditKind})


@dataclass(slots=True)
class OpenVoucher:
    """What is known so far of a voucher. A faulty one is read to its end, but not handed on."""

    line: int
    series: str
    number: str
    date: dt.date
    text: str
    registered_on: dt.date | None
    sign: str
    is_faulty: bool = False
    is_begun: bool = False
    lines: list[VoucherLine] = field(default_factory=list)
    audit_lines: list[AuditLine] = field(default_factory=list)

    @classmethod
    def of(cls, row: Row) -> OpenVoucher:
        """Read what #VER says."""
        return cls(
            row.line,
            row.text(0),
            row.text(1),
            day_of(row.text(2)),
            row.text(3),
            optional_day_of(row.text(4)),
            row.text(5),
        )

    @classmethod
    def faulty(cls, line: int, *, is_begun: bool = False) -> OpenVoucher:
        """Return a voucher whose #VER could not be read: its postings have somewhere to go."""
        return cls(line, "", "", dt.date.min, "", None, "", is_faulty=True, is_begun=is_begun)

    def begin(self) -> None:
        """Take its first brace."""
        if self.is_begun:
            raise Fault("", "Verifikationen har redan en klammer {.", Kind.VOUCHER)
        self.is_begun = True

    def add(self, row: Row) -> None:
        """Take a posting, or what tells that one was added or deleted."""
        posting = posting_of(row)
        if row.label == POSTING:
            self.lines.append(posting)
            return
        kind = AuditKind(row.label)
        self.audit_lines.append(AuditLine(kind, len(self.lines), posting, line=row.line))

    def unclosed(self) -> Problem:
        """Return the problem that it has no end, or no beginning."""
        brace = "avslutas inte med }" if self.is_begun else "saknar { på raden efter"
        allowed = f"Verifikationen {brace}; dess rader ska stå mellan {{ och }}."
        return Problem(self.line, VOUCHER, self.name, allowed, Kind.VOUCHER, self.line)

    def unbalanced(self) -> Problem | None:
        """Return the problem that debit and credit differ, if they do."""
        ore = sum(line.amount.ore for line in self.lines)
        if not ore:
            return None
        sign, kronor = "-" if ore < 0 else "", f"{abs(ore) // 100},{abs(ore) % 100:02d}"
        allowed = f"Verifikationen balanserar inte: summan är {sign}{kronor} kr och ska vara 0."
        return Problem(self.line, VOUCHER, self.name, allowed, Kind.UNBALANCED, self.line)

    def close(self) -> Voucher:
        """Return the voucher, all of it."""
        return Voucher(
            self.series,
            self.number,
            self.date,
            self.text,
            self.registered_on,
            self.sign,
            tuple(self.lines),
            tuple(self.audit_lines),
            line=self.line,
        )

    @property
    def name(self) -> str:
        """Series and number, as a person asks for it."""
        return f"{self.series} {self.number}".strip()
