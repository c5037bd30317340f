"""What law and agreements say in numbers, and since when."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samdrift.billing import rules
from samdrift.billing.choices import RuleKind
from samdrift.billing.forms.charging import RuleForm
from samdrift.billing.services import ruling
from samdrift.billing.views.months import controller_or_404
from samdrift.plumbing import clock

PLACE = "billing.months"


@require_http_methods(["GET", "POST"])
def rules_page(request: HttpRequest) -> HttpResponse:
    """Show every rule with what it has said; what is sent holds from a day."""
    controller_or_404(request)
    today = clock.now().date()
    form = RuleForm(
        request.POST if request.method == "POST" else None, initial={"holds_from": today}
    )
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        ruling.write(
            kind=RuleKind(told["kind"]),
            value=told["value"],
            holds_from=told["holds_from"],
            source=told["source"],
            by=request.user.get_username(),
            at=clock.now(),
        )
        messages.success(request, _("Regeln är sparad. Det som är fakturerat ändras inte."))
        return redirect("billing:rules")
    rows = []
    for kind, told_of in rules.rules().items():
        now = next((each for each in told_of if each.holds_from <= today), None)
        rows.append((kind.label, now, [each for each in told_of if each != now]))
    context = {"place": PLACE, "form": form, "rows": rows}
    return render(request, "billing/rules.html", context, status=422 if form.errors else 200)
