"""The logs of the exchange: sent, looked at, taken in, and what became of each."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samdrift.kernel.refusals import Refusal
from samdrift.parties import queries as parties
from samdrift.plumbing import access, clock, files
from samdrift.plumbing.wording import retold
from samdrift.switchboard.choices import CameBy, LogState
from samdrift.switchboard.errors import CannotKeep
from samdrift.switchboard.queries import logs
from samdrift.switchboard.queries.logs import Log
from samdrift.switchboard.services import logs as services
from samdrift.switchboard.services.logs import TakenIn
from samdrift.switchboard.views.readers import frame, let_in, name_of

MOST_BYTES = 20 * 2**20
MOST_NUMBERS = 12


@require_http_methods(["GET", "POST"])
def logs_page(request: HttpRequest) -> HttpResponse:
    """Show the logs that came, and take one that is sent: it is looked at before it is read in."""
    let_in(request, access.may_keep_switchboard)
    problem = ""
    if request.method == "POST":
        try:
            row = services.receive_log(sent=_sent(request), at=clock.now())
        except Refusal as refusal:
            problem = retold(refusal)
        else:
            return redirect("switchboard:log", row.pk)
    context = frame(request, "switchboard.logs") | {
        "problem": problem,
        "logs": logs.logs(),
        "megabytes": MOST_BYTES // 2**20,
    }
    status = 422 if problem else 200
    return render(request, "switchboard/logs.html", context, status=status)


@require_http_methods(["GET", "POST"])
def log_page(request: HttpRequest, log_id: int) -> HttpResponse:
    """Show what a log would change, or what is wrong with it; take it in, or put it away."""
    let_in(request, access.may_keep_switchboard)
    found = logs.log(log_id)
    if found is None:
        raise Http404
    if request.method == "POST":
        return _act(request, found)
    told, problem = _preview(found)
    context = frame(request, "switchboard.logs") | {
        "log": found,
        "told": told,
        "by_organisation": _by_organisation(told),
        "unknown": told.unknown_numbers[:MOST_NUMBERS] if told else (),
        "problems": (problem or found.problem).splitlines(),
        "is_waiting": found.state is LogState.WAITING,
        "is_taken_in": found.state is LogState.TAKEN_IN,
    }
    return render(request, "switchboard/log.html", context)


def _sent(request: HttpRequest) -> services.Sent:
    sent = request.FILES.get("log")
    if sent is None:
        raise CannotKeep(_("Välj en fil först."))
    if (sent.size or 0) > MOST_BYTES:
        words = _("Filen är större än %(limit)s MB. Dela den efter månad.")
        raise CannotKeep(words % {"limit": MOST_BYTES // 2**20})
    return services.Sent(str(sent.name), sent.read(), CameBy.PAGE, name_of(request))


def _act(request: HttpRequest, found: Log) -> HttpResponse:
    if request.POST.get("act") == "away":
        services.put_away(log_id=found.id)
        messages.success(request, _("Filen är bortlagd. Inga samtal har ändrats."))
        return redirect("switchboard:logs")
    try:
        row = services.take_in_received(log_id=found.id)
    except Refusal as refusal:
        messages.error(request, retold(refusal))
        return redirect("switchboard:log", found.id)
    words = _("%(new)s nya och %(changed)s ändrade samtal är inlästa.")
    messages.success(request, words % {"new": row.new, "changed": row.changed})
    return redirect("switchboard:logs")


def _preview(found: Log) -> tuple[TakenIn | None, str]:
    if found.state is not LogState.WAITING:
        return None, ""
    try:
        return services.preview_log(content=files.content(found.digest)), ""
    except files.NoSuchFile:
        return None, _("Filen finns inte kvar. Skicka den igen.")


def _by_organisation(told: TakenIn | None) -> list[tuple[str, int]]:
    if told is None:
        return []
    names = parties.names_by_code() | {"": _("Okänt nummer")}
    counts = sorted(told.by_organisation.items(), key=lambda each: (-each[1], each[0]))
    return [(names.get(code, code), count) for code, count in counts]
