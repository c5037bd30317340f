"""Guides as the desk writes them: begun from a ticket's resolution, read before publishing."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from samdrift.kernel.refusals import Refusal
from samdrift.knowledge import queries as knowledge
from samdrift.knowledge import services
from samdrift.knowledge.choices import Audience, GuideState
from samdrift.knowledge.guide_pages import guide_html
from samdrift.knowledge.queries import GuidePage
from samdrift.knowledge.services import GuideText
from samdrift.plumbing import clock
from samdrift.plumbing.wording import retold
from samdrift.servicedesk.forms.working import GuideForm
from samdrift.servicedesk.views.readers import actor_of, case_or_404, worker_of

STATES: dict[str, Promise] = {
    GuideState.DRAFT: gettext_lazy("Utkast"),
    GuideState.PUBLISHED: gettext_lazy("Publicerad"),
    GuideState.WITHDRAWN: gettext_lazy("Indragen"),
}
LEADS_TO = {"publish": GuideState.PUBLISHED, "withdraw": GuideState.WITHDRAWN}


@require_GET
def guide_list(request: HttpRequest) -> HttpResponse:
    """Show every guide and how it stands."""
    worker_of(request)
    told = [(card, STATES[card.state]) for card in knowledge.guides(is_desk=True)]
    context = {"place": "servicedesk.guides", "guides": told}
    return render(request, "servicedesk/guides.html", context)


@require_http_methods(["GET", "POST"])
def new_guide(request: HttpRequest) -> HttpResponse:
    """Begin a guide; `arende` names the ticket whose resolution it begins with."""
    reader = worker_of(request)
    number = request.GET.get("arende", "")
    initial: dict[str, str] = {}
    if number:
        case = case_or_404(reader, number)
        initial = {"title": case.subject, "body": case.resolution, "words": case.subject}
    return _write(request, None, GuideForm(_sent(request), initial=initial), number)


@require_http_methods(["GET", "POST"])
def guide_page(request: HttpRequest, key: str) -> HttpResponse:
    """Show a guide to write on, to publish or to take in, with all that it has said."""
    worker_of(request)
    guide = knowledge.guide(key=key, is_desk=True)
    if guide is None:
        raise Http404
    initial = {name: getattr(guide, name) for name in ("title", "body", "words", "audience")}
    return _write(request, guide, GuideForm(_sent(request), initial=initial), "")


def _write(
    request: HttpRequest, guide: GuidePage | None, form: GuideForm, number: str
) -> HttpResponse:
    """Keep what was written, or show it as it would be read; what is wrong is told."""
    act = request.POST.get("act", "")
    is_sent = request.method == "POST"
    if is_sent and form.is_valid() and act != "preview":
        try:
            key = _keep(guide, _text(form, number), act, actor_of(request).name, clock.now())
        except Refusal as refusal:
            form.add_error(None, retold(refusal))
        else:
            messages.success(request, _("Guiden är sparad."))
            return redirect("servicedesk:guide", key)
    body = request.POST.get("body", "") if is_sent else (guide.body if guide else "")
    context = {
        "place": "servicedesk.guides",
        "guide": guide,
        "form": form,
        "state": STATES[guide.state] if guide else STATES[GuideState.DRAFT],
        "preview": guide_html(body) if body else "",
        "versions": knowledge.versions(guide.key) if guide else (),
    }
    return render(request, "servicedesk/guide.html", context, status=422 if form.errors else 200)


def _keep(guide: GuidePage | None, text: GuideText, act: str, by: str, at: datetime) -> str:
    if guide is None:
        key = services.begin_guide(text=text, by=by, at=at).key
    else:
        key = services.rewrite_guide(key=guide.key, text=text, by=by, at=at).key
    if act in LEADS_TO:
        services.set_guide_state(key=key, state=LEADS_TO[act], by=by, at=at)
    return key


def _text(form: GuideForm, number: str) -> GuideText:
    told = form.cleaned_data
    audience = Audience(told["audience"])
    return GuideText(
        told["title"], told["body"], told["words"], audience=audience, from_ticket=number
    )


def _sent(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None
