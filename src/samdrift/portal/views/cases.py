"""One's own cases: read, answered, opened again, seen to be solved, and scored."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from samdrift.directory.queries import PersonCard
from samdrift.kernel.refusals import Refusal
from samdrift.plumbing import clock
from samdrift.plumbing.sent_files import sent_files
from samdrift.plumbing.wording import retold
from samdrift.portal.forms import AnswerForm
from samdrift.portal.views import words
from samdrift.portal.views.requesters import actor_of, for_requesters, reader_of, requester_of
from samdrift.portal.views.start import frame
from samdrift.servicedesk.casework import queries as casework
from samdrift.servicedesk.casework import standing
from samdrift.servicedesk.casework.queries import Case
from samdrift.servicedesk.choices import Channel, Status
from samdrift.servicedesk.conversation.attachments import take_in
from samdrift.servicedesk.ports import Written
from samdrift.servicedesk.queue import queries as queue
from samdrift.servicedesk.views.attached import handed_out
from samdrift.servicelevels import wording
from samdrift.servicelevels.queries.clocks import clock_of


@require_GET
@for_requesters
def case_list(request: HttpRequest) -> HttpResponse:
    """Show all one's own cases, and those of the units one manages."""
    person = requester_of(request)
    reader, now = reader_of(person), clock.now()
    after = request.GET.get("after", "")
    page = queue.of_reader(reader=reader, after=after)
    context = frame(person) | {
        "place": "cases",
        "rows": [words.row(item, now) for item in page.items],
        "next_page": page.after,
        "is_manager": bool(reader.unit_ids),
    }
    return render(request, "portal/cases.html", context)


@require_GET
@for_requesters
def case_page(request: HttpRequest, number: str) -> HttpResponse:
    """Show a case as its reporter reads it, and what can be done with it."""
    person = requester_of(request)
    return _page(request, person, _case(person, number), AnswerForm())


@require_POST
@for_requesters
def act(request: HttpRequest, number: str, name: str) -> HttpResponse:
    """Answer, open again, confirm or score; a refusal is told and nothing is changed."""
    person = requester_of(request)
    case = _case(person, number)
    now = clock.now()
    form = AnswerForm(request.POST)
    form.fields["text"].required = not request.FILES
    acts = {
        "svara": lambda: _answer(request, case, person, now),
        "oppna": lambda: _reopen(request, case, person, now),
        "avsluta": lambda: _confirm(case, person, now),
        "betyg": lambda: _score(request, case, now),
    }
    if name not in acts or case.requester_id != person.id:
        raise Http404
    if name == "svara" and not form.is_valid():
        return _page(request, person, case, form, status=422)
    try:
        messages.success(request, acts[name]())
    except Refusal as refusal:
        if name == "svara":
            form.add_error(None, retold(refusal))
            return _page(request, person, case, form, status=422)
        messages.error(request, retold(refusal))
    return redirect("portal:case", number)


@require_GET
@for_requesters
def attached_file(request: HttpRequest, number: str, file_id: int) -> HttpResponse:
    """Hand out a file of the conversation to whoever may read the case."""
    case = _case(requester_of(request), number)
    found = casework.attached(ticket_id=case.id, file_id=file_id, is_for_reporter=True)
    return handed_out(found)


def scores() -> list[tuple[int, str]]:
    """Return the scores to choose from, the best first, with what each means."""
    return [
        (5, _("Mycket bra")),
        (4, _("Bra")),
        (3, _("Varken eller")),
        (2, _("Dåligt")),
        (1, _("Mycket dåligt")),
    ]


def _case(person: PersonCard, number: str) -> Case:
    found = casework.case(reader=reader_of(person), number=number)
    if found is None:
        raise Http404
    return found


def _page(
    request: HttpRequest, person: PersonCard, case: Case, form: AnswerForm, status: int = 200
) -> HttpResponse:
    now = clock.now()
    kind, told = words.standing(case.status)
    face = clock_of(case.number) if case.is_live and not case.closed_at else None
    context = frame(person) | {
        "place": "cases",
        "case": case,
        "standing_kind": kind,
        "standing": told,
        "form": form,
        "story": [
            (line, words.moment(line.at, now=now))
            for line in casework.story(ticket_id=case.id, is_for_reporter=True)
        ],
        "solve_by": words.moment(case.solve_by, now=now) if case.solve_by else "",
        "steps": wording.lines(face.solution) if face else (),
        "is_solved": case.status == Status.SOLVED,
        "is_over": case.status in (Status.CLOSED, Status.MERGED),
        "is_own": case.requester_id == person.id,
        "scores": scores(),
    }
    return render(request, "portal/case.html", context, status=status)


def _answer(request: HttpRequest, case: Case, person: PersonCard, now: datetime) -> str:
    text = request.POST.get("text", "").strip()
    standing.answer(
        number=case.number,
        written=Written(text, attachments=take_in(sent_files(request))),
        actor=actor_of(person),
        channel=Channel.PORTAL,
        at=now,
    )
    return _("Ditt svar är skickat.")


def _reopen(request: HttpRequest, case: Case, person: PersonCard, now: datetime) -> str:
    why = request.POST.get("text", "")
    standing.reopen(number=case.number, why=why, actor=actor_of(person), at=now)
    return _("Ärendet är öppet igen. Vi hör av oss.")


def _confirm(case: Case, person: PersonCard, now: datetime) -> str:
    standing.verify(number=case.number, actor=actor_of(person), at=now)
    return _("Tack. Ärendet är avslutat.")


def _score(request: HttpRequest, case: Case, now: datetime) -> str:
    written = request.POST.get("score", "")
    standing.rate(
        number=case.number,
        score=int(written) if written.isdecimal() else 0,
        comment=request.POST.get("comment", ""),
        at=now,
    )
    return _("Tack för ditt omdöme.")
