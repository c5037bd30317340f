"""Who reads and who keeps the books, and how those who may not are answered."""

from __future__ import annotations

from django.http import Http404, HttpRequest

from samdrift.bookkeeping import queries
from samdrift.bookkeeping.ports import VoucherTold
from samdrift.ledger import queries as ledger
from samdrift.plumbing import access
from samdrift.plumbing.access import Viewer, viewer_of

PLACE = "bookkeeping.books"


def reader_or_404(request: HttpRequest) -> Viewer:
    """Return who reads. Raises Http404 for whoever may not."""
    viewer = viewer_of(request)
    if not access.reads_books(viewer):
        raise Http404
    return viewer


def keeper_or_404(request: HttpRequest) -> Viewer:
    """Return who keeps the books. Raises Http404 for whoever may not."""
    viewer = viewer_of(request)
    if not access.may_keep_books(viewer):
        raise Http404
    return viewer


def year_or_404(year: int) -> int:
    """Return a year that has books, or may be begun after one that has. Raises Http404."""
    years = ledger.years()
    if year not in years and year - 1 not in years:
        raise Http404
    return year


def voucher_or_404(voucher_id: int) -> VoucherTold:
    """Return a voucher. Raises Http404 where there is none."""
    found = queries.voucher(voucher_id)
    if found is None:
        raise Http404
    return found


def kept_year_or_404(year: int) -> None:
    """Raise Http404 where the books of a year are not kept here."""
    if not queries.is_kept_here(year):
        raise Http404
