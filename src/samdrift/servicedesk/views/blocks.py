"""The page where text blocks are written."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samdrift.kernel.refusals import Refusal
from samdrift.plumbing.wording import retold
from samdrift.servicedesk.casework import blocks, people
from samdrift.servicedesk.casework.blocks import Block, BlockText
from samdrift.servicedesk.forms.working import BlockForm
from samdrift.servicedesk.ports import Value
from samdrift.servicedesk.views.readers import worker_of


@require_http_methods(["GET", "POST"])
def blocks_page(request: HttpRequest) -> HttpResponse:
    """Show every text block, and write one; `andra` names the one to write anew."""
    worker_of(request)
    chosen = _chosen(request)
    groups = [(group.id, group.name) for group in people.groups()]
    data = request.POST if request.method == "POST" else None
    form = BlockForm(data, groups=groups, initial=_initial(chosen))
    if request.method == "POST" and (answer := _written(request, form, chosen)):
        return answer
    context = {
        "place": "servicedesk.desk",
        "blocks": blocks.blocks(),
        "chosen": chosen,
        "form": form,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "servicedesk/blocks.html", context, status=status)


def _written(request: HttpRequest, form: BlockForm, chosen: Block | None) -> HttpResponse | None:
    """Write or remove a text block and lead back; None where something is wrong with it."""
    if chosen and request.POST.get("act") == "remove":
        blocks.remove_block(chosen.id)
        messages.success(request, _("Textblocket är borttaget."))
        return redirect("servicedesk:blocks")
    if not form.is_valid():
        return None
    try:
        blocks.write_block(told=_told(form), block_id=chosen.id if chosen else None)
    except Refusal as refusal:
        form.add_error(None, retold(refusal))
        return None
    messages.success(request, _("Textblocket är sparat."))
    return redirect("servicedesk:blocks")


def _chosen(request: HttpRequest) -> Block | None:
    written = request.GET.get("andra", "")
    if not written:
        return None
    found = blocks.block(int(written)) if written.isdecimal() and len(written) < 10 else None
    if found is None:
        raise Http404
    return found


def _initial(chosen: Block | None) -> dict[str, object]:
    if chosen is None:
        return {}
    return {
        "title": chosen.title,
        "text": chosen.text,
        "checklist": "\n".join(chosen.checklist),
        **chosen.changes,
    }


def _told(form: BlockForm) -> BlockText:
    told = form.cleaned_data
    changes: dict[str, Value] = {
        name: told[name] for name in ("status", "group_id", "urgency") if told[name]
    }
    lines = tuple(line.strip() for line in told["checklist"].splitlines() if line.strip())
    return BlockText(told["title"], told["text"], changes, lines)
