"""What citizens meet on the telephone, beside what we count ourselves."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samdrift.kernel.refusals import Refusal
from samdrift.plumbing import access, clock
from samdrift.plumbing.wording import retold
from samdrift.reporting.ports import Ask
from samdrift.reporting.snapshot import snapshot
from samdrift.reporting.views.choosing import Choice
from samdrift.switchboard.choices import Measure
from samdrift.switchboard.forms import MeasureForm
from samdrift.switchboard.queries import citizens
from samdrift.switchboard.services import citizens as services
from samdrift.switchboard.tables import members
from samdrift.switchboard.views.readers import frame, let_in, member_choices, name_of
from samdrift.switchboard.views.sections import drawn

MOST_YEARS = 8


@require_http_methods(["GET", "POST"])
def citizens_page(request: HttpRequest) -> HttpResponse:
    """Show the measurements of a year beside our own figures; write one down, or take one away."""
    viewer = let_in(request, access.may_read_tickets)
    may_keep = access.may_keep_switchboard(viewer)
    data = request.POST if request.method == "POST" else None
    form = MeasureForm(data, organisations=member_choices())
    if request.method == "POST":
        let_in(request, access.may_keep_switchboard)
        if "measure_id" in request.POST:
            _take_away(request)
            return redirect("switchboard:citizens")
        if form.is_valid() and _is_written(request, form):
            return redirect("switchboard:citizens")
    with snapshot():
        years = sorted(citizens.years())[-MOST_YEARS:]
        year = _year(request, years)
        table = members.citizens_measures(Ask(year))
        context = frame(request, "switchboard.citizens") | {
            "form": form,
            "may_keep": may_keep,
            "year": year,
            "years": tuple(Choice(str(each), f"?ar={each}", each == year) for each in years),
            "table": drawn(table, viewer) if years and table.rows else "",
            "explains": table.explains,
            "measured": citizens.measured(year=year),
        }
        status = 422 if form.errors else 200
        return render(request, "switchboard/citizens.html", context, status=status)


def _year(request: HttpRequest, years: list[int]) -> int:
    asked = request.GET.get("ar", "")
    if not asked:
        return years[-1] if years else clock.now().year
    if not (asked.isascii() and asked.isdigit()) or int(asked) not in years:
        raise Http404
    return int(asked)


def _is_written(request: HttpRequest, form: MeasureForm) -> bool:
    told = form.cleaned_data
    outcome = services.Outcome(
        told["organisation"],
        told["measured_on"],
        Measure(told["measure"]),
        told["value"],
        told["source"],
        told["asked"],
    )
    try:
        services.write_down(outcome, by=name_of(request), at=clock.now())
    except Refusal as refusal:
        form.add_error(None, retold(refusal))
        return False
    messages.success(request, _("Mätvärdet är nedskrivet."))
    return True


def _take_away(request: HttpRequest) -> None:
    written = request.POST["measure_id"]
    if written.isascii() and written.isdecimal() and len(written) < 18:
        services.take_away(measure_id=int(written))
        messages.success(request, _("Mätvärdet är borttaget."))
