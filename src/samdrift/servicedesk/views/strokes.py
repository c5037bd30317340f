"""Many tickets at one stroke, and drafts kept while somebody writes."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from samdrift.kernel.refusals import Refusal
from samdrift.plumbing import clock
from samdrift.plumbing.wording import retold
from samdrift.servicedesk.casework import bulk, keywords
from samdrift.servicedesk.casework.bulk import Together
from samdrift.servicedesk.choices import MessageKind, Status
from samdrift.servicedesk.conversation import services as conversation
from samdrift.servicedesk.ports import Value
from samdrift.servicedesk.queue import queries as queue
from samdrift.servicedesk.views.readers import actor_of, case_or_404, kept_selection, worker_of

MAY_BE_DRAFTED = (MessageKind.REPORT, MessageKind.REPLY, MessageKind.NOTE)


@require_POST
def change_many(request: HttpRequest) -> HttpResponse:
    """Change the marked tickets the same way; what was done can be undone for ten minutes."""
    reader = worker_of(request)
    marked = queue.visible_numbers(reader=reader, numbers=tuple(request.POST.getlist("number")))
    try:
        wanted = _together(request.POST)
        stroke = bulk.change_many(
            numbers=marked, wanted=wanted, actor=actor_of(request), at=clock.now()
        )
    except Refusal as refusal:
        messages.error(request, retold(refusal))
    else:
        count = len(stroke.changed)
        told = ngettext("%(count)s ärende ändrat.", "%(count)s ärenden ändrade.", count)
        undo_tag = f"undo-{stroke.batch}" if wanted.may_be_undone else ""
        messages.success(request, told % {"count": count}, extra_tags=undo_tag)
        for number, why in stroke.refused:
            messages.error(request, f"{number}: {retold(why)}")
    return _to_queue(request)


def _together(told: QueryDict) -> Together:
    """Return what was chosen; what was left as it is, is not named."""
    fields: dict[str, Value] = {
        name: int(written)
        for name in ("group_id", "assignee_id", "urgency")
        if (written := str(told.get(name, ""))).isdecimal() and len(written) < 10
    }
    if category := told.get("category", "").strip()[:200]:
        fields["category"] = category
    then, watched = told.get("then", ""), told.get("watched", "")
    return Together(
        fields,
        Status(then) if then in bulk.THEN else None,
        told.get("text", ""),
        watched == "yes" if watched in ("yes", "no") else None,
        keywords.read(told.get("added", "")),
        keywords.read(told.get("dropped", "")),
    )


@require_POST
def undo(request: HttpRequest, batch: str) -> HttpResponse:
    """Set back what one stroke changed."""
    worker_of(request)
    try:
        stroke = bulk.undo_stroke(batch=batch, actor=actor_of(request), at=clock.now())
    except Refusal as refusal:
        messages.error(request, retold(refusal))
    else:
        count = len(stroke.changed)
        told = ngettext("%(count)s ärende är som förut.", "%(count)s ärenden är som förut.", count)
        messages.success(request, told % {"count": count})
        for number, why in stroke.refused:
            messages.error(request, f"{number}: {retold(why)}")
    return _back(request)


@require_POST
def save_draft(request: HttpRequest) -> JsonResponse:
    """Keep what somebody has written so far, in a ticket or in a new one."""
    reader = worker_of(request)
    kind = request.POST.get("kind", "")
    if kind not in MAY_BE_DRAFTED:
        return JsonResponse({"problem": _("Välj bland de värden som visas.")}, status=422)
    number = request.POST.get("ticket", "")
    case = case_or_404(reader, number) if number else None
    kept = ("csrfmiddlewaretoken", "kind", "ticket")
    now = clock.now()
    conversation.save_draft(
        user_id=reader.user_id,
        ticket_id=case.id if case else None,
        kind=MessageKind(kind),
        content={key: value for key, value in request.POST.items() if key not in kept},
        at=now,
    )
    return JsonResponse({"saved": f"{now:%H.%M}"})


def _back(request: HttpRequest) -> HttpResponse:
    """Lead back to the ticket that an undoing was asked from, or to the list."""
    number, kept = request.POST.get("number", ""), kept_selection(request)
    if not (number.isdecimal() and len(number) <= 12):
        return _to_queue(request)
    path = reverse("servicedesk:case", args=[number])
    return HttpResponseRedirect(f"{path}?{kept}" if kept else path)


def _to_queue(request: HttpRequest) -> HttpResponse:
    kept = kept_selection(request)
    return HttpResponseRedirect(f"{reverse('servicedesk:desk')}{f'?{kept}' if kept else ''}")
