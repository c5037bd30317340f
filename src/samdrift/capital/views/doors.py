"""Who reads and who keeps fixed assets, and how those who may not are answered."""

from __future__ import annotations

from django.http import Http404, HttpRequest

from samdrift.capital import register
from samdrift.capital.register import AssetTold
from samdrift.plumbing import access
from samdrift.plumbing.access import Viewer, viewer_of

PLACE = "capital.fixed"


def reader_or_404(request: HttpRequest) -> Viewer:
    """Return who reads. Raises Http404 for whoever may not."""
    viewer = viewer_of(request)
    if not access.reads_capital(viewer):
        raise Http404
    return viewer


def keeper_or_404(request: HttpRequest) -> None:
    """Raise Http404 for whoever may not keep the register."""
    if not access.may_keep_capital(viewer_of(request)):
        raise Http404


def asset_or_404(number: int) -> AssetTold:
    """Return a fixed asset. Raises Http404 where there is none."""
    found = register.fixed_asset(number)
    if found is None:
        raise Http404
    return found
