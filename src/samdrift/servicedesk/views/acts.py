"""What is done with a ticket: each act is a form of its own, and leads back to the ticket."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samdrift.kernel.refusals import Refusal
from samdrift.plumbing import clock
from samdrift.plumbing.clock import SWEDEN
from samdrift.plumbing.sent_files import sent_files
from samdrift.plumbing.wording import retold
from samdrift.servicedesk.casework import (
    beside,
    blocks,
    changing,
    handing_over,
    relating,
    standing,
)
from samdrift.servicedesk.casework import queries as casework
from samdrift.servicedesk.casework.queries import Case
from samdrift.servicedesk.choices import Channel, LinkKind, MessageKind, Status
from samdrift.servicedesk.conversation import services as conversation
from samdrift.servicedesk.conversation.attachments import take_in
from samdrift.servicedesk.errors import CannotChange, ChangedMeanwhile
from samdrift.servicedesk.forms.working import FieldsForm, ReplyForm
from samdrift.servicedesk.ports import Actor, Value, Wanted, Written
from samdrift.servicedesk.views import attention, clashing, concerning, marking
from samdrift.servicedesk.views.readers import actor_of, case_or_404, kept_selection, worker_of

type Act = Callable[[HttpRequest, Case, Actor, datetime], str]
"""Does something with a ticket; returns what to say when it is done."""

START_OF_DAY, END_OF_DAY = time(8), time(17)
DRAFTED = {"svara": MessageKind.REPLY, "anteckna": MessageKind.NOTE}
"""Acts with words of one's own, which are kept where they cannot be sent."""
ENDS_THE_WORK = ("svara", "los", "planera", "avsluta", "leverantor")
"""After these the next ticket of the list is what one goes on with."""


@require_POST
def act(request: HttpRequest, number: str, name: str) -> HttpResponse:
    """Do something with a ticket and show it again; a refusal is told and nothing is changed."""
    reader = worker_of(request)
    case = case_or_404(reader, number)
    if name not in ACTS:
        raise Http404
    try:
        said = ACTS[name](request, case, actor_of(request), clock.now())
    except Refusal as refusal:
        messages.error(request, retold(refusal))
        if name in DRAFTED:
            keep_words(request, case, DRAFTED[name])
        return redirect(_onward(request, number, ""))
    if said:
        messages.success(request, said)
    if "had-is_secret" in request.POST and casework.case(reader=reader, number=number) is None:
        return redirect(_queue(request))
    return redirect(_onward(request, number, name))


def _onward(request: HttpRequest, number: str, name: str) -> str:
    """Return where one goes on: with the day, the next ticket of the list, or the same ticket."""
    if on := request.POST.get("day", ""):
        return f"{reverse('servicedesk:day')}?{urlencode({'dag': on[:10]})}"
    following = request.POST.get("following", "") if name in ENDS_THE_WORK else ""
    if following and casework.case(reader=worker_of(request), number=following):
        return _address(following, request)
    return _address(number, request)


def _address(number: str, request: HttpRequest) -> str:
    """Return where a ticket stands, with the list as it was left."""
    kept = kept_selection(request)
    path = reverse("servicedesk:case", args=[number])
    return f"{path}?{kept}" if kept else path


def _queue(request: HttpRequest) -> str:
    """Return the list as it was left, for one who sees a ticket no more."""
    kept, path = kept_selection(request), reverse("servicedesk:desk")
    return f"{path}?{kept}" if kept else path


def keep_words(request: HttpRequest, case: Case, kind: MessageKind) -> None:
    """Keep what was written though it could not be sent."""
    text, user_id = request.POST.get("text", ""), request.user.pk
    assert user_id is not None, "who acts here has signed in"
    conversation.save_draft(
        user_id=user_id, ticket_id=case.id, kind=kind, content={"text": text}, at=clock.now()
    )


def _reply(request: HttpRequest, case: Case, actor: Actor, at: datetime) -> str:
    written, then = _written(request)
    standing.reply(
        number=case.number,
        written=written,
        actor=actor,
        channel=Channel.PORTAL,
        at=at,
        then=Status(then) if then else None,
    )
    return _("Svaret är skickat.")


def _written(request: HttpRequest) -> tuple[Written, str]:
    """Return the words and the files of a form, and how the ticket is to stand after them."""
    form = ReplyForm(request.POST)
    form.fields["text"].required = not request.FILES
    if not form.is_valid():
        raise CannotChange(str(next(iter(form.errors.values()))[0]))
    told = form.cleaned_data
    return Written(told["text"], attachments=take_in(sent_files(request))), told["then"]


def _note(request: HttpRequest, case: Case, actor: Actor, at: datetime) -> str:
    written, _then = _written(request)
    standing.note(number=case.number, written=written, actor=actor, at=at)
    return _("Anteckningen är sparad.")


def _change(request: HttpRequest, case: Case, actor: Actor, at: datetime) -> str:
    form = FieldsForm(request.POST)
    if not form.is_valid():
        raise CannotChange(_("Välj bland de värden som visas."))
    sent = [name for name in form.fields if name in request.POST or f"had-{name}" in request.POST]
    fields: dict[str, Value] = {name: _plain(form.cleaned_data[name]) for name in sent}
    now = {name: getattr(case, name) for name in sent if hasattr(case, name)}
    had = {
        name: _as(now[name], request.POST[f"had-{name}"])
        for name in now
        if f"had-{name}" in request.POST
    }
    before = now | had
    changed = {name: value for name, value in fields.items() if value != before.get(name)}
    if not changed:
        return ""
    wanted = Wanted(changed, {name: had[name] for name in changed if name in had})
    try:
        changing.change_ticket(number=case.number, wanted=wanted, actor=actor, at=at)
    except ChangedMeanwhile as refusal:
        raise CannotChange(clashing.words_of(refusal)) from refusal
    return clashing.said_of_assignee(changed, at=at) or _("Ändringen är sparad.")


def _plain(value: object) -> Value:
    if value is None or value == "":
        return None if value is None else ""
    assert isinstance(value, str | int | bool | date), "a field of the form"
    return value


def _as(like: object, text: str) -> Value:
    """Return what a page had in a field, as the field has it."""
    if isinstance(like, bool):
        return text == "True"
    if isinstance(like, int) or like is None:
        return int(text) if text.isdecimal() else None
    return text


def _take(request: HttpRequest, case: Case, actor: Actor, at: datetime) -> str:
    told = request.POST.get("had-assignee_id")
    seen: dict[str, Value] = {}
    if told is not None:
        seen["assignee_id"] = _as(case.assignee_id, told)
    wanted = Wanted({"assignee_id": actor.user_id}, seen)
    changing.change_ticket(number=case.number, wanted=wanted, actor=actor, at=at)
    return _("Ärendet är ditt.")


def _stand(request: HttpRequest, case: Case, actor: Actor, at: datetime) -> str:
    wanted = request.POST.get("status", "")
    if wanted not in (Status.OPEN, Status.WAITING):
        raise CannotChange(_("Välj bland de värden som visas."))
    standing.set_standing(number=case.number, status=Status(wanted), actor=actor, at=at)
    return ""


def _plan(request: HttpRequest, case: Case, actor: Actor, at: datetime) -> str:
    day = _day(request.POST.get("on", ""))
    wake_at = datetime.combine(day, START_OF_DAY, SWEDEN)
    standing.plan(number=case.number, wake_at=wake_at, actor=actor, at=at)
    return _("Ärendet tas upp igen %(day)s.") % {"day": day.isoformat()}


def _solve(request: HttpRequest, case: Case, actor: Actor, at: datetime) -> str:
    standing.solve(number=case.number, resolution=request.POST.get("text", ""), actor=actor, at=at)
    return _("Ärendet är löst.")


def _verify(_request: HttpRequest, case: Case, actor: Actor, at: datetime) -> str:
    standing.verify(number=case.number, actor=actor, at=at)
    return _("Ärendet är avslutat.")


def _reopen(request: HttpRequest, case: Case, actor: Actor, at: datetime) -> str:
    standing.reopen(number=case.number, why=request.POST.get("text", ""), actor=actor, at=at)
    return _("Ärendet är öppet igen.")


def _visit(request: HttpRequest, case: Case, actor: Actor, at: datetime) -> str:
    written = request.POST.get("on", "")
    on = _day(written) if written else None
    hour = _hour(request.POST.get("time", ""))
    stays = request.POST.get("stays", "").strip()
    if stays and not (stays.isdecimal() and len(stays) < 5):
        raise CannotChange(_("Skriv hur länge besöket tar i hela minuter."))
    minutes = int(stays) if stays else None
    wanted = standing.Visit(on, request.POST.get("place", "")[:200], hour, minutes)
    standing.visit(number=case.number, wanted=wanted, actor=actor, at=at)
    return _("Besöket är inlagt.") if on else _("Besöket är borttaget.")


def _merge(request: HttpRequest, case: Case, actor: Actor, at: datetime) -> str:
    other = _number(request)
    case_or_404(worker_of(request), other)
    relating.merge(number=case.number, into=other, actor=actor, at=at)
    return _("Ärendet går vidare i %(number)s.") % {"number": other}


def _link(request: HttpRequest, case: Case, actor: Actor, at: datetime) -> str:
    other, kind = _number(request), request.POST.get("kind", LinkKind.RELATED)
    if kind not in LinkKind.values:
        raise CannotChange(_("Välj bland de värden som visas."))
    case_or_404(worker_of(request), other)
    relating.link(number=case.number, other=other, kind=LinkKind(kind), actor=actor, at=at)
    return ""


def _unlink(request: HttpRequest, case: Case, actor: Actor, at: datetime) -> str:
    written = request.POST.get("link", "")
    link_id = int(written) if written.isdecimal() else 0
    relating.unlink(number=case.number, link_id=link_id, actor=actor, at=at)
    return ""


def _split(request: HttpRequest, case: Case, actor: Actor, at: datetime) -> str:
    chosen = tuple(int(each) for each in request.POST.getlist("message") if each.isdecimal())
    subject = request.POST.get("subject", "")
    started = relating.split(
        number=case.number, message_ids=chosen, subject=subject, actor=actor, at=at
    )
    return _("Meddelandena ligger nu i ärende %(number)s.") % {"number": started.number}


def _lay_under(request: HttpRequest, case: Case, actor: Actor, at: datetime) -> str:
    parent = request.POST.get("number", "").strip().lstrip("#")
    if parent:
        case_or_404(worker_of(request), parent)
    relating.lay_under(number=case.number, parent=parent, actor=actor, at=at)
    return ""


def _add_todo(request: HttpRequest, case: Case, _actor: Actor, _at: datetime) -> str:
    texts = tuple(request.POST.get("text", "").splitlines())
    beside.add_to_checklist(number=case.number, texts=texts)
    return ""


def _tick(request: HttpRequest, case: Case, actor: Actor, at: datetime) -> str:
    assert actor.user_id is not None, "who acts here has signed in"
    written = request.POST.get("item", "")
    beside.tick(
        number=case.number,
        item_id=int(written) if written.isdecimal() else 0,
        user_id=actor.user_id,
        is_done=request.POST.get("done") == "1",
        at=at,
    )
    return ""


def _spend(request: HttpRequest, case: Case, actor: Actor, at: datetime) -> str:
    assert actor.user_id is not None, "who acts here has signed in"
    written = request.POST.get("minutes", "").strip().replace("\N{MINUS SIGN}", "-")
    minutes = int(written) if written.removeprefix("-").isdecimal() else 0
    beside.spend_time(
        number=case.number,
        user_id=actor.user_id,
        minutes=minutes,
        note=request.POST.get("note", ""),
        at=at.astimezone(SWEDEN),
    )
    return _("Tiden är skriven.")


def _hand_over(request: HttpRequest, case: Case, actor: Actor, at: datetime) -> str:
    promised = request.POST.get("promised", "")
    handing_over.hand_over(
        number=case.number,
        supplier_code=request.POST.get("supplier", ""),
        address=request.POST.get("address", ""),
        promised_by=datetime.combine(_day(promised), END_OF_DAY, SWEDEN) if promised else None,
        actor=actor,
        at=at,
    )
    return _("Ärendet är hos leverantören. Du är fortfarande ansvarig.")


def _note_reference(request: HttpRequest, case: Case, _actor: Actor, _at: datetime) -> str:
    promised = request.POST.get("promised", "")
    handing_over.note_reference(
        number=case.number,
        reference=request.POST.get("reference", "")[:100],
        promised_by=datetime.combine(_day(promised), END_OF_DAY, SWEDEN) if promised else None,
    )
    return _("Leverantörens uppgifter är sparade.")


def _take_back(_request: HttpRequest, case: Case, actor: Actor, at: datetime) -> str:
    handing_over.take_back(number=case.number, actor=actor, at=at)
    return ""


def _use_block(request: HttpRequest, case: Case, actor: Actor, at: datetime) -> str:
    written = request.POST.get("block", "")
    used = blocks.use_block(
        number=case.number,
        block_id=int(written) if written.isdecimal() and len(written) < 10 else 0,
        so_far=request.POST.get("so-far"),
        actor=actor,
        at=at,
    )
    return _("%(title)s är använt.") % {"title": used.title}


def _number(request: HttpRequest) -> str:
    written = request.POST.get("number", "").strip().lstrip("#")
    if not written:
        raise CannotChange(_("Skriv det andra ärendets nummer."))
    return written


def _hour(written: str) -> time | None:
    told = written.strip().replace(".", ":")
    try:
        return time.fromisoformat(told).replace(tzinfo=None) if told else None
    except ValueError as error:
        raise CannotChange(_("Skriv klockslaget så här: 09.30.")) from error


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written.strip())
    except ValueError as error:
        raise CannotChange(_("Skriv datumet så här: 2026-03-02.")) from error


ACTS: dict[str, Act] = {
    "svara": _reply,
    "anteckna": _note,
    "andra": _change,
    "ta": _take,
    "status": _stand,
    "planera": _plan,
    "los": _solve,
    "avsluta": _verify,
    "oppna": _reopen,
    "besok": _visit,
    "sammanfor": _merge,
    "lanka": _link,
    "ta-bort-lank": _unlink,
    "dela": _split,
    "lagg-under": _lay_under,
    "att-gora": _add_todo,
    "bocka": _tick,
    "tid": _spend,
    "leverantor": _hand_over,
    "leverantorens-nummer": _note_reference,
    "ta-tillbaka": _take_back,
    "textblock": _use_block,
    **attention.ACTS,
    **concerning.ACTS,
    **marking.ACTS,
}
