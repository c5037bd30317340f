"""The list of changes, a change, and writing one down."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from samdrift.changes import steps
from samdrift.changes.choices import Act, Kind, LinkKind, RiskClass, State
from samdrift.changes.forms import ChangeForm, TimesForm
from samdrift.changes.ports import NewChange
from samdrift.changes.queries import approval, calendars
from samdrift.changes.queries import changes as queries
from samdrift.changes.queries.approval import Deciding
from samdrift.changes.queries.changes import Selection, TemplateLine, Whole
from samdrift.changes.services import registering
from samdrift.changes.views import words
from samdrift.changes.views.readers import actor_of, reader_of, ticket_reader_of, worker_of
from samdrift.kernel.refusals import Refusal
from samdrift.parties import queries as parties
from samdrift.parties.choices import OrganisationRole
from samdrift.plumbing import access, clock
from samdrift.plumbing.clock import SWEDEN
from samdrift.plumbing.wording import retold

PLACE = "changes.list"
_ASKED = {"lage": "open", "slag": "", "tjanst": "", "organisation": "", "q": ""}
PRIMARY = (Act.PROPOSE, Act.ASSESS, Act.SCHEDULE, Act.START, Act.FINISH, Act.CLOSE)
"""Acts that lead on; of those that can be done the first is the next step."""


@require_GET
def list_page(request: HttpRequest) -> HttpResponse:
    """List changes, narrowed by how they stand, kind, service, organisation and words."""
    viewer = reader_of(request)
    asked = {key: request.GET.get(key, usual) for key, usual in _ASKED.items()}
    if asked["lage"] not in queries.STANDINGS or asked["slag"] not in ("", *Kind.values):
        raise Http404
    after = request.GET.get("efter", "")
    page = queries.lines(Selection(*asked.values()), after=after)
    names, counts = parties.names_by_code(), queries.counts()
    kept = {key: value for key, value in asked.items() if value}
    context = {
        "place": PLACE,
        "asked": asked,
        "views": [
            {
                "href": f"?{urlencode(kept | {'lage': key})}",
                "words": f"{label} {counts[key]}",
                "is_current": key == asked["lage"],
            }
            for key, label in _standings().items()
        ],
        "kinds": Kind.choices,
        "services": queries.services(),
        "parties": _parties(),
        "lines": [words.line(each, names) for each in page.lines],
        "next_href": f"?{urlencode(kept | {'efter': page.after})}" if page.after else "",
        "may_work": access.may_work_changes(viewer),
        "may_rule": access.may_rule_changes(viewer),
        "year": clock.now().year,
    }
    return render(request, "changes/list.html", context)


@require_http_methods(["GET", "POST"])
def new_page(request: HttpRequest) -> HttpResponse:
    """Choose what kind of change it is, then write it down."""
    worker_of(request)
    kind, key = request.GET.get("slag", ""), request.GET.get("mall", "")
    template = queries.template(key) if key else None
    if (key and template is None) or kind not in ("", Kind.NORMAL, Kind.EMERGENCY):
        raise Http404
    if template is None and not kind:
        context = {"place": PLACE, "templates": queries.templates()}
        return render(request, "changes/choose.html", context)
    form = _form(request, template)
    if request.method == "POST" and form.is_valid():
        new = NewChange(
            Kind.STANDARD if template else Kind(kind),
            form.wanted(),
            template.id if template else None,
        )
        try:
            change = registering.register(new=new, actor=actor_of(request), at=clock.now())
        except Refusal as refusal:
            form.add_error(None, retold(refusal))
        else:
            return redirect("changes:change", change.number)
    return _form_page(request, form, {"template": template, "kind": kind or Kind.STANDARD})


@require_http_methods(["GET", "POST"])
def rewrite_page(request: HttpRequest, number: str) -> HttpResponse:
    """Write a change over while it is a draft."""
    worker_of(request)
    change = _change(number)
    form = _form(request, None, change)
    if request.method == "POST" and form.is_valid():
        written = request.POST.get("version", "")
        seen = int(written) if written.isdecimal() else 0
        try:
            registering.rewrite(
                number=number,
                wanted=form.wanted(),
                seen_version=seen,
                actor=actor_of(request),
                at=clock.now(),
            )
        except Refusal as refusal:
            form.add_error(None, retold(refusal))
        else:
            return redirect("changes:change", number)
    return _form_page(request, form, {"change": change, "kind": change.kind})


@require_GET
def change_page(request: HttpRequest, number: str) -> HttpResponse:
    """Show a change: what, when, who decides, what can be done now and what has happened."""
    viewer = reader_of(request)
    row = queries.row(number)
    if row is None:
        raise Http404
    change, deciding = queries.whole_of(row), approval.deciding(row)
    names = parties.names_by_code()
    status_kind, status = words.standing(change.state)
    may_work = access.may_work_changes(viewer)
    acts = steps.acts(kind=Kind(change.kind), state=State(change.state)) if may_work else ()
    is_open = approval.is_open_for_votes(row)
    seat = _seat(deciding, request) if is_open else None
    context = {
        "place": PLACE,
        "change": change,
        "status_kind": status_kind,
        "status": status,
        "kind_words": Kind(change.kind).label,
        "risk_kind": words.risk_kind(change.risk_class),
        "risk_words": RiskClass(change.risk_class).label,
        "when": words.times(change.starts_at, change.ends_at),
        "organisations": [names.get(code, code) for code in change.organisations],
        "clashes": calendars.clashes(row) if change.state in _NOT_OVER else (),
        "standing": approval.standing(deciding) if change.kind != Kind.STANDARD else (),
        "votes": approval.votes(row),
        "is_open_for_votes": is_open,
        "may_vote": seat is not None,
        "votes_for": _seat_name(seat, request),
        "is_late": bool(
            change.approve_by and not change.verdict and change.approve_by < clock.now()
        ),
        "acts": [(each.value.replace("_", "-"), each.label, each) for each in _buttons(acts)],
        "next_act": next((each for each in PRIMARY if each in acts), None),
        "may_review": Act.REVIEW in acts,
        "with_words": [(each.value.replace("_", "-"), each.label) for each in _told(acts)],
        "may_rewrite": may_work and _may_rewrite(change),
        "may_work": may_work,
        "links": queries.links(change.id, reader=ticket_reader_of(request)),
        "link_kinds": LinkKind.choices,
        "story": [words.told(event) for event in queries.story(change.id)],
    }
    return render(request, "changes/change.html", context)


def _seat(deciding: Deciding, request: HttpRequest) -> int | None:
    """Return whose vote the reader gives about a change now."""
    assert request.user.pk is not None, "who reads has signed in"
    today = clock.now().astimezone(SWEDEN).date()
    return approval.seat_of(deciding, user_id=request.user.pk, day=today)


def _seat_name(seat: int | None, request: HttpRequest) -> str:
    """Return whose vote it is, where it is somebody else's."""
    if seat is None or seat == request.user.pk:
        return ""
    return approval.names_of([seat])[seat]


_NOT_OVER = (
    State.DRAFT,
    State.PROPOSED,
    State.ASSESSED,
    State.APPROVED,
    State.SCHEDULED,
    State.ONGOING,
)
_WITH_WORDS = (Act.SEND_BACK, Act.FAIL, Act.BACK_OUT, Act.WITHDRAW)


def _buttons(acts: tuple[Act, ...]) -> list[Act]:
    return [each for each in PRIMARY if each in acts]


def _told(acts: tuple[Act, ...]) -> list[Act]:
    return [each for each in _WITH_WORDS if each in acts]


def _may_rewrite(change: Whole) -> bool:
    is_urgent = change.kind == Kind.EMERGENCY and change.begun_at and not change.verdict
    return change.state == State.DRAFT or bool(is_urgent)


def _standings() -> dict[str, str]:
    return {
        "open": _("Öppna"),
        "to-decide": _("Att besluta"),
        "coming": _("Kommande"),
        "to-review": _("Att följa upp"),
        "closed": _("Avslutade"),
        "all": _("Alla"),
    }


def _change(number: str) -> Whole:
    found = queries.whole(number)
    if found is None:
        raise Http404
    return found


def _parties() -> list[tuple[str, str]]:
    found = (each for each in parties.parties() if each.role != OrganisationRole.SUPPLIER)
    return [(party.code, party.name) for party in found]


def _form(
    request: HttpRequest, template: TemplateLine | None, change: Whole | None = None
) -> TimesForm:
    people = [(helper.id, helper.name) for helper in approval.helpers()]
    data = request.POST if request.method == "POST" else None
    is_standard = template is not None or (change is not None and change.kind == Kind.STANDARD)
    made = TimesForm if is_standard else ChangeForm
    return made(data, parties=_parties(), people=people, initial=_initial(request, change))


def _initial(request: HttpRequest, change: Whole | None) -> dict[str, Any]:
    if change is None:
        return {"responsible": request.user.pk}
    named = ("title", "why", "what", "probability", "consequence", "plan", "back_out_plan")
    told: dict[str, Any] = {name: getattr(change, name) for name in named}
    return told | {
        "test": change.test,
        "services": ", ".join(change.services),
        "organisations": list(change.organisations),
        "implementers": list(change.implementer_ids),
        "responsible": change.responsible_id,
        "starts_at": change.starts_at,
        "ends_at": change.ends_at,
        "is_public": change.is_public,
        "public_text": change.public_text,
    }


def _form_page(request: HttpRequest, form: TimesForm, told: dict[str, Any]) -> HttpResponse:
    context = {
        "place": PLACE,
        "form": form,
        "services": queries.services(),
        "template": None,
        "change": None,
        "kind_words": Kind(told["kind"]).label,
    } | told
    status = 422 if request.method == "POST" else 200
    return render(request, "changes/write.html", context, status=status)
