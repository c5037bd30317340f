"""Taking out all that is held of somebody."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction

from samdrift.plumbing.clock import SWEDEN
from samdrift.privacy import queries
from samdrift.privacy.models import Extract, TakenOut
from samdrift.privacy.queries import Sheet, Subject

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@transaction.atomic
def take_out(whom: Subject, *, by: User, at: datetime) -> bytes:
    """Return a zip of all that is held of somebody, a file for each kind; that it was made stays.

    The first file says of whom, by whom, when, and what there is.
    """
    sheets = tuple(each for each in queries.sheets_of(whom) if each.rows)
    rows = sum(len(each.rows) for each in sheets)
    name = by.get_full_name() or by.get_username()
    Extract.objects.create(
        person_id=whom.person_id, by_user=by, by_name=name, made_at=at, rows=rows
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("las-mig.txt", _told(whom, sheets, by=name, at=at))
        for sheet in sheets:
            file.writestr(f"{sheet.key}.csv", _as_csv(sheet))
    return packed.getvalue()


@transaction.atomic
def note_taken_out(*, by: User, name: str, address: str, at: datetime) -> None:
    """Note that somebody took a file out; its address is without what was asked there."""
    TakenOut.objects.create(by_user_id=by.pk, name=name[:200], address=address[:300], at=at)


def _told(whom: Subject, sheets: tuple[Sheet, ...], *, by: str, at: datetime) -> str:
    when = at.astimezone(SWEDEN)
    lines = [
        f"Utdrag om {whom.name}",
        f"Taget ur Samdrift av {by} {when:%Y-%m-%d} kl. {when:%H.%M}",
        "",
        "Granska innan det lämnas ut: texter i ärenden kan tala om andra, och sekretess kan gälla.",
        "Kolumnerna förklaras i dokumentationen, under Models.",
        "",
        *(f"{each.key}.csv  {each.title}: {len(each.rows)} rader" for each in sheets),
    ]
    return "\r\n".join(lines) + "\r\n"


def _as_csv(sheet: Sheet) -> bytes:
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(sheet.columns)
    for row in sheet.rows:
        writer.writerow([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in row])
    return written.getvalue().encode("utf-8-sig")
