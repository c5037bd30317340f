"""Long work: what is asked for, how far it has come, what happened; stopped and done again."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samdrift.operation.views.readers import runner_of
from samdrift.plumbing import clock
from samdrift.plumbing.clock import SWEDEN
from samdrift.plumbing.jobs import queries, services
from samdrift.plumbing.jobs.choices import State
from samdrift.plumbing.jobs.queries import JobRow
from samdrift.plumbing.wording import retold

PAGE_SIZE = 50
TONES = {
    State.WAITING: "quiet",
    State.RUNNING: "now",
    State.DONE: "good",
    State.FAILED: "bad",
    State.CANCELLED: "quiet",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A job as it is read."""

    id: int
    kind: str
    key: str
    asked_by: str
    asked_at: str
    tone: str
    state: str
    problem: str
    percent: int | None


@require_safe
def list_page(request: HttpRequest) -> HttpResponse:
    """List long work, what was asked for last first."""
    runner_of(request)
    state = request.GET.get("lage", "")
    state = state if state in State else ""
    before = request.GET.get("fore", "")
    rows = queries.jobs(
        state=state,
        before=int(before) if before.isascii() and before.isdecimal() and len(before) < 18 else 0,
        limit=PAGE_SIZE + 1,
    )
    states = [(each.value, retold(each.label)) for each in State]
    context = {
        "lines": [_line(each) for each in rows[:PAGE_SIZE]],
        "states": states,
        "state": state,
        "next_href": f"?lage={state}&fore={rows[PAGE_SIZE - 1].id}"
        if len(rows) > PAGE_SIZE
        else "",
    }
    return render(request, "operation/jobs.html", context)


@require_safe
def page(request: HttpRequest, job_id: int) -> HttpResponse:
    """Show one job, how far it has come and what has happened to it."""
    runner_of(request)
    row = _job_or_404(job_id)
    standing = row.standing
    context = {
        "line": _line(row),
        "attempts": row.attempts,
        "item": standing.beat.item if standing.is_under_way else "",
        "minutes_left": -(-standing.seconds_left // 60) if standing.seconds_left else None,
        "is_under_way": standing.is_under_way,
        "is_to_stop": standing.is_to_stop,
        "may_be_done_again": standing.state in (State.FAILED, State.CANCELLED),
        "happenings": [
            (f"{each.at.astimezone(SWEDEN):%Y-%m-%d %H:%M:%S}", retold(each.kind), each.by,
             retold(each.words))
            for each in queries.happenings(job_id)
        ],
    }  # fmt: skip
    if request.GET.get("del") == "progress":
        return render(request, "operation/job.html#progress", context)
    return render(request, "operation/job.html", context)


@require_POST
def cancel(request: HttpRequest, job_id: int) -> HttpResponse:
    """Stop a job: one that waits at once, one that runs as soon as it tells how far it has come."""
    name = runner_of(request)
    if _job_or_404(job_id).standing.is_under_way:
        services.cancel(job_id, by=name, at=clock.now())
        messages.success(request, _("Arbetet stoppas. Det som inte är klart ändrar ingenting."))
    else:
        messages.error(request, _("Arbetet är redan slut."))
    return redirect("operation:job", job_id=job_id)


@require_POST
def again(request: HttpRequest, job_id: int) -> HttpResponse:
    """Ask once more for a job that failed or was stopped."""
    name = runner_of(request)
    if _job_or_404(job_id).standing.state in (State.FAILED, State.CANCELLED):
        services.ask_again(job_id, by=name, at=clock.now())
        messages.success(request, _("Arbetet är begärt igen."))
    else:
        messages.error(request, _("Bara det som misslyckats eller avbrutits kan göras om."))
    return redirect("operation:job", job_id=job_id)


def _job_or_404(job_id: int) -> JobRow:
    found = queries.job(job_id)
    if found is None:
        raise Http404
    return found


def _line(row: JobRow) -> Line:
    standing = row.standing
    return Line(
        id=row.id,
        kind=row.kind,
        key=standing.key,
        asked_by=standing.asked_by,
        asked_at=f"{row.asked_at.astimezone(SWEDEN):%Y-%m-%d %H:%M}",
        tone=TONES[standing.state],
        state=retold(standing.state.label),
        problem=retold(standing.problem),
        percent=standing.percent if standing.state is State.RUNNING else None,
    )
