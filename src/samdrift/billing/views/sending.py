"""An invoice as files: for machines by Peppol, for people as PDF."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from samdrift.billing import archive, electronic, printed
from samdrift.billing.views.paying import invoice_or_404, shown
from samdrift.parties import queries as parties
from samdrift.plumbing import access
from samdrift.plumbing.access import viewer_of
from samdrift.sweden.peppol import writer
from samdrift.sweden.peppol.records import EInvoice


@require_GET
def electronic_file(request: HttpRequest, number: int) -> HttpResponse:
    """Hand over the electronic invoice; where it cannot be sent, its page says why."""
    return _file(request, number, "xml", writer.write)


@require_GET
def printed_file(request: HttpRequest, number: int) -> HttpResponse:
    """Hand over the invoice as PDF that anyone can read and any archive can keep."""
    return _file(request, number, "pdf", printed.write)


@require_GET
def archive_file(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """Hand over all that a member may take away of a year: charges and invoices, in one file."""
    if code not in parties.codes() or not access.may_see_costs(viewer_of(request), code):
        raise Http404
    if not 1900 < year < 2200:
        raise Http404
    named = {"Content-Disposition": f'attachment; filename="it-kostnader-{code}-{year}.zip"'}
    content = archive.of_year(organisation=code, year=year)
    return HttpResponse(content, content_type="application/zip", headers=named)


def _file(
    request: HttpRequest, number: int, kind: str, write: Callable[[EInvoice], bytes]
) -> HttpResponse:
    invoice = invoice_or_404(request, number)
    told = electronic.invoice(number)
    if told is None or electronic.what_is_missing(told):
        return shown(request, invoice, status=409)
    named = {"Content-Disposition": f'attachment; filename="faktura-{number}.{kind}"'}
    return HttpResponse(write(told), content_type=f"application/{kind}", headers=named)
