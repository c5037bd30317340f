"""What receptionists and telephonists do, written down for each municipality."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samdrift.kernel.refusals import Refusal
from samdrift.plumbing import access, clock
from samdrift.plumbing.wording import retold
from samdrift.reporting.ports import Ask
from samdrift.reporting.snapshot import snapshot
from samdrift.switchboard.choices import Work
from samdrift.switchboard.forms import WorkForm
from samdrift.switchboard.queries import front_desk
from samdrift.switchboard.services import front_desk as services
from samdrift.switchboard.tables import members
from samdrift.switchboard.views.readers import frame, let_in, member_choices, name_of
from samdrift.switchboard.views.sections import drawn


@require_http_methods(["GET", "POST"])
def front_desk_page(request: HttpRequest) -> HttpResponse:
    """Show how much was done for each municipality this year; write more down."""
    viewer = let_in(request, access.may_work_tickets)
    now = clock.now()
    data = request.POST if request.method == "POST" else None
    form = WorkForm(data, organisations=member_choices(), initial={"day": now.date()})
    if request.method == "POST" and form.is_valid():
        try:
            services.write_down(_done(form), by=name_of(request), at=now)
        except Refusal as refusal:
            form.add_error(None, retold(refusal))
        else:
            messages.success(request, _("Det är nedskrivet."))
            return redirect("switchboard:front-desk")
    with snapshot():
        table = members.front_desk_volumes(Ask(now.year))
        context = frame(request, "switchboard.front-desk") | {
            "form": form,
            "year": now.year,
            "table": drawn(table, viewer) if table.rows else "",
            "lines": front_desk.latest(),
        }
        status = 422 if form.errors else 200
        return render(request, "switchboard/front_desk.html", context, status=status)


def _done(form: WorkForm) -> services.Done:
    told = form.cleaned_data
    return services.Done(
        told["organisation"], told["day"], Work(told["work"]), told["amount"], told["note"]
    )
