"""The status page: what does not work now, what is planned, what has been; for everybody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from samdrift.directory import queries as directory
from samdrift.directory.queries import PersonCard
from samdrift.disturbances.queries import public
from samdrift.disturbances.queries.public import Shown
from samdrift.disturbances.services import following
from samdrift.disturbances.views import words
from samdrift.kernel.refusals import Refusal
from samdrift.plumbing import clock
from samdrift.plumbing.wording import retold
from samdrift.portal.views import planned
from samdrift.servicedesk.views.words import Standing, moment

SECONDS_KEPT = 30
"""How long a browser may show the status page again without asking."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was told."""

    state: str
    when: str
    text: str


@dataclass(frozen=True, slots=True)
class Card:
    """A disturbance or planned work, as everybody reads it."""

    shown: Shown
    standing: Standing
    promised: Standing | None
    when: str
    whom: str
    lines: tuple[Line, ...]

    @property
    def latest(self) -> Line | None:
        """What was told last."""
        return self.lines[0] if self.lines else None


@require_GET
@login_not_required
@cache_control(private=True, max_age=SECONDS_KEPT)
def status_page(request: HttpRequest) -> HttpResponse:
    """Show how everything stands; the first line says whether something is wrong."""
    now = clock.now()
    board = public.board(at=now)
    works = planned.works(now)
    context = _frame(request) | {
        "now": cards(board.now, now),
        "coming": cards(board.coming, now),
        "past": cards(board.past, now),
        "works_now": [each for each in works if each.is_going],
        "works_coming": [each for each in works if not each.is_going],
        "is_all_well": all(each.is_planned for each in board.now),
        "read_at": moment(now, now=now),
    }
    return render(request, "portal/status.html", context)


@require_GET
@login_not_required
def status_of_one(request: HttpRequest, disturbance_id: int) -> HttpResponse:
    """Show a disturbance with all that has been told of it, and how it is followed."""
    shown = _shown_or_404(disturbance_id)
    (card,) = cards((shown,), clock.now())
    person = _person(request)
    context = _frame(request) | {
        "card": card,
        "may_follow": shown.ended_at is None and following.may_be_followed(),
        "own_address": person.email if person else "",
    }
    return render(request, "portal/status_of_one.html", context)


@require_POST
@login_not_required
def follow(request: HttpRequest, disturbance_id: int) -> HttpResponse:
    """Follow a disturbance by mail; an address that is not one's own is asked to confirm."""
    _shown_or_404(disturbance_id)
    person = _person(request)
    address = request.POST.get("address", "")
    is_own = person is not None and bool(person.email) and address.lower() == person.email.lower()
    try:
        following.follow(
            disturbance_id=disturbance_id,
            address=address,
            person_id=person.id if person and is_own else None,
            at=clock.now(),
        )
    except Refusal as refusal:
        messages.error(request, retold(refusal))
    else:
        said = (
            _("Du följer störningen.")
            if is_own
            else _("Öppna länken i brevet vi skickar till dig.")
        )
        messages.success(request, said)
    return redirect("status:one", disturbance_id)


@require_http_methods(["GET", "POST"])
@login_not_required
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Confirm an address; asked by a button, for mail programs open links by themselves."""
    if request.method == "POST":
        try:
            follower = following.confirm(token=token, at=clock.now())
        except Refusal as refusal:
            messages.error(request, retold(refusal))
            return redirect("status:page")
        messages.success(request, _("Du följer störningen."))
        return redirect("status:one", follower.disturbance_id)
    context = _frame(request) | {
        "heading": _("Följ störningen"),
        "words": _("Du får ett brev varje gång något nytt är sagt. Du kan sluta när du vill."),
        "button": _("Ja, jag vill följa"),
    }
    return render(request, "portal/follow.html", context)


@require_http_methods(["GET", "POST"])
@login_not_required
def unfollow(request: HttpRequest, token: str) -> HttpResponse:
    """Stop following, without signing in; asked by a button, for the same reason."""
    if request.method == "POST":
        following.unfollow(token=token)
        messages.success(request, _("Du följer inte längre störningen. Din adress är borttagen."))
        return redirect("status:page")
    context = _frame(request) | {
        "heading": _("Sluta följa störningen"),
        "words": _("Du får inga fler brev om den, och din adress tas bort."),
        "button": _("Sluta följa"),
    }
    return render(request, "portal/follow.html", context)


@require_GET
@login_not_required
@cache_control(public=True, max_age=60)
def feed(_request: HttpRequest) -> HttpResponse:
    """Return what was told of late as an Atom feed, for those who read such.

    What was told of disturbances, and the work that is planned or going on.
    """
    now = clock.now()
    board = public.board(at=now)
    page = f"{settings.BASE_URL}{reverse('status:page')}"
    atom = Atom1Feed(
        title=_("Driftstatus"),
        link=page,
        description=_("Störningar och planerat arbete"),
        language="sv",
        feed_url=f"{settings.BASE_URL}{reverse('status:feed')}",
    )
    for shown in (*board.now, *board.coming, *board.past):
        for told in shown.updates:
            address = f"{settings.BASE_URL}{reverse('status:one', args=[shown.id])}"
            atom.add_item(
                title=f"{shown.title}: {words.STATE_WORDS[told.state]}",
                link=address,
                description=told.text,
                unique_id=f"{address}#{told.id}",
                pubdate=told.at,
                updateddate=told.at,
            )
    for work, card in planned.told(now):
        told_at = work.told_at or work.starts_at
        atom.add_item(
            title=f"{card.title}: {card.standing}",
            link=page,
            description="\n".join(filter(None, (f"{card.when} · {card.whom}", card.text))),
            unique_id=f"{page}#{work.reference}-{told_at:%Y%m%d%H%M%S}",
            pubdate=told_at,
            updateddate=told_at,
        )
    return HttpResponse(atom.writeString("utf-8"), content_type=f"{atom.content_type}")


def cards(every: tuple[Shown, ...], now: datetime) -> list[Card]:
    """Return disturbances as everybody reads them."""
    return [_card(each, now) for each in every]


def notices(person: PersonCard, now: datetime) -> list[Card]:
    """Return what somebody does not need to report, for it is known."""
    return cards(public.now_for(person.organisation_code, at=now), now)


def _card(shown: Shown, now: datetime) -> Card:
    return Card(
        shown,
        words.standing(shown, now),
        words.promised(shown, now),
        words.when(shown, now),
        ", ".join(shown.organisations) or _("Alla"),
        tuple(
            Line(str(words.STATE_WORDS[told.state]), moment(told.at, now=now), told.text)
            for told in shown.updates
        ),
    )


def _shown_or_404(disturbance_id: int) -> Shown:
    shown = public.one(disturbance_id=disturbance_id)
    if shown is None:
        raise Http404
    return shown


def _person(request: HttpRequest) -> PersonCard | None:
    """Return who visits, where they have signed in and are known."""
    user_id = request.user.pk
    return directory.person_of_user(user_id) if user_id is not None else None


def _frame(request: HttpRequest) -> dict[str, object]:
    person = _person(request)
    return {
        "place": "status",
        "requester": person,
        "organisation": person.organisation_name if person else "",
    }
