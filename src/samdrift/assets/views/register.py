"""The register as a list: searched, narrowed, on any day, and as a file."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from samdrift.assets.forms.steps import DayForm
from samdrift.assets.kinds import queries as kinds
from samdrift.assets.register import queries
from samdrift.assets.register.door import Reader
from samdrift.assets.register.queries import Page, Selection
from samdrift.assets.views.readers import PLACE, reader_of
from samdrift.parties import queries as parties
from samdrift.plumbing import access
from samdrift.plumbing.access import viewer_of
from samdrift.plumbing.wording import in_words
from samdrift.reporting import record_files
from samdrift.reporting.record_files import RecordFile
from samdrift.reporting.selections import Cell

_ASKED = ("q", "slag", "organisation", "lage", "lager", "person", "dag")
_FORMATS = ("csv", "xlsx")


@require_GET
def list_page(request: HttpRequest) -> HttpResponse:
    """List things, narrowed by words, kind, organisation, state, place and day."""
    reader = reader_of(request)
    asked = {key: request.GET.get(key, "").strip()[:200] for key in _ASKED}
    selection = selection_of(asked)
    page = queries.page(reader, selection, after=request.GET.get("efter", "")[:100])
    kept = {key: value for key, value in asked.items() if value}
    context = {
        "place": PLACE,
        "asked": asked,
        "day": selection.day,
        "choices": queries.choices(),
        "parties": [] if reader.organisation else parties.parties(),
        "fields": kinds.listed_fields(selection.kind),
        "lines": page.lines,
        "number": queries.number(reader, selection),
        "next_href": f"?{urlencode(kept | {'efter': page.after})}" if page.after else "",
        "kept": urlencode(kept),
        "is_narrowed": bool(kept),
        "keeps": reader.keeps,
        "sees_people": reader.sees_people,
        "rules": access.may_rule_things(viewer_of(request)),
    }
    return render(request, "assets/list.html", context)


@require_GET
def file(request: HttpRequest, form: str) -> HttpResponseBase:
    """Give a selection as a file, with the columns of its kind."""
    reader = reader_of(request)
    if form not in _FORMATS:
        raise Http404
    selection = selection_of({key: request.GET.get(key, "").strip() for key in _ASKED})
    listed = _listed(reader, selection)
    name = f"inventarier.{form}"
    if form == "csv":
        answer = StreamingHttpResponse(
            record_files.csv_lines(listed), content_type="text/csv; charset=utf-8"
        )
        answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return answer
    return FileResponse(record_files.xlsx(listed), as_attachment=True, filename=name)


def selection_of(asked: dict[str, str]) -> Selection:
    """Return the selection of an address; what is no day, and no number, narrows nothing."""
    return Selection(
        words=asked["q"],
        kind=asked["slag"],
        organisation=asked["organisation"],
        state=asked["lage"],
        place_id=_number(asked["lager"]),
        holder_id=_number(asked["person"]),
        day=DayForm.day(asked["dag"]),
    )


def _number(written: str) -> int | None:
    is_number = written.isascii() and written.isdecimal() and len(written) < 18
    return int(written) if is_number else None


def _listed(reader: Reader, selection: Selection) -> RecordFile:
    fields = kinds.listed_fields(selection.kind)
    headings = (
        _("Märkning"), _("Slag"), _("Modell"), _("Namn i nätet"), _("Serienummer"), _("Läge"),
        _("Organisation"), _("Vem"), _("Var"), *(in_words(field.label) for field in fields),
    )  # fmt: skip
    return RecordFile(headings, _rows(queries.every_page(reader, selection)))


def _rows(pages: Iterator[Page]) -> Iterator[tuple[tuple[Cell, ...], ...]]:
    for page in pages:
        yield tuple(
            (
                line.tag, in_words(line.kind_label), line.model, line.name, line.serial,
                in_words(line.state_label),
                line.organisation_name, line.holder, line.where, *line.fields,
            )
            for line in page.lines
        )  # fmt: skip
