"""Books that are kept here, and vouchers posted into them."""

from __future__ import annotations

from datetime import UTC, date, datetime

from django.contrib.auth.models import User

from samdrift.bookkeeping import services
from samdrift.bookkeeping.models import VoucherPaper
from samdrift.bookkeeping.ports import Because, WantedVoucher
from samdrift.kernel.money import Money
from samdrift.ledger import keeping
from samdrift.ledger.models import LedgerEdition, VoucherChange
from samdrift.ledger.ports import LineEntry
from samdrift.parties import services as parties
from samdrift.plumbing.sent_files import Sent, take_in

AT = datetime(2016, 4, 1, 8, tzinfo=UTC)
MARCH = date(2016, 3, 10)


def begun(year: int = 2016):
    """Keep the books of a year here, after one that was taken in."""
    return keeping.begin(year=year, at=AT)


def wanted(
    *lines: tuple[str, int], day: date = MARCH, text: str = "Hyra mars", series: str = "S"
) -> WantedVoucher:
    """Return a voucher; a line is an account (or `ACCOUNT@CENTRE`) and öre."""
    told = []
    for place, ore in lines or (("4000", 50_00), ("1930", -50_00)):
        account, _at, centre = place.partition("@")
        told.append(LineEntry(account, Money(ore), centre))
    return WantedVoucher(series, day, text, tuple(told))


def posted(*lines: tuple[str, int], source: str = "", **told) -> int:
    """Post a voucher and return its id."""
    found, _name = services.post(wanted(*lines, **told), by="eva", at=AT, because=Because(source))
    return found


def at_work() -> tuple[int, int]:
    """Go on with the books of 2015 here; return a voucher and a paper of it."""
    begun(2015)
    voucher = posted(("1920", 5_00), ("3010", -5_00), day=date(2015, 3, 10))
    return voucher, paper(voucher)


def came_again(voucher: int) -> None:
    """Tell that the books of 2015 came again, with a voucher that was not there before."""
    edition = LedgerEdition.objects.get(year=2015, is_current=True)
    archive = LedgerEdition.objects.create(year=2015, taken_at=AT, archive_of=edition)
    VoucherChange.objects.create(archive=archive, after_id=voucher)


def paper(voucher_id: int) -> int:
    """Lay a file with a voucher and return its id."""
    kept = take_in([Sent("faktura.txt", b"Faktura 17")])
    services.add_papers(voucher_id, kept, by="eva", at=AT)
    return VoucherPaper.objects.get(voucher=voucher_id).pk


def signed_in(client, role):
    """Let a client be of somebody with a role, and return it."""
    wanted = parties.Wanted((role,), "")
    parties.save_user(name=role, password="korrekt-häst", wanted=wanted, by="test", at=AT)
    client.force_login(User.objects.get(username=role))
    return client
