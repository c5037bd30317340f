"""The people who may sign in: who they are, what they are here to do, and what was done."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from samdrift.parties import queries, rights, services
from samdrift.parties.choices import ChangeKind, PersonRole
from samdrift.parties.errors import CannotSaveUser
from samdrift.parties.forms import NewPersonForm, PersonForm
from samdrift.parties.ports import SecondStep, WaySource
from samdrift.plumbing import access, clock
from samdrift.plumbing.contributions import offered
from samdrift.plumbing.wording import retold

PLACE = "parties.people"
PAGE_SIZE = 50
_TOLD_AS_WRITTEN = {
    ChangeKind.NAMED,
    ChangeKind.CODE_APP_GONE,
    ChangeKind.PASSKEY,
    ChangeKind.PASSKEY_GONE,
    ChangeKind.MANDATE,
    ChangeKind.MANDATE_ENDED,
    ChangeKind.EMERGENCY,
}
SECONDS_A_DAY = 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person in the list."""

    href: str
    full_name: str
    name: str
    roles: str
    organisation: str
    kind: str
    standing: str
    last_signed_in: datetime | None


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """Something that was done with a person's way in, in words."""

    words: str
    before: str
    after: str
    done_by: str
    done_at: datetime


def for_administrators[**Given](
    view: Callable[Given, HttpResponse],
) -> Callable[Given, HttpResponse]:
    """Have a view answer whoever administers people; to others the page is not there."""

    @wraps(view)
    def guarded(*args: Given.args, **kwargs: Given.kwargs) -> HttpResponse:
        if not access.may_administer(access.viewer_of(args[0])):
            raise Http404
        return view(*args, **kwargs)

    return guarded


@require_GET
@for_administrators
def people_page(request: HttpRequest) -> HttpResponse:
    """List everybody who may sign in, found by words, role and organisation."""
    asked = {key: request.GET.get(key, "") for key in ("q", "roll", "organisation")}
    after = request.GET.get("after", "")
    names = queries.names_by_code()
    page = queries.people(
        words=asked["q"],
        role=asked["roll"],
        organisation_code=asked["organisation"],
        after=after,
        size=PAGE_SIZE,
    )
    vouchers = _vouchers(page.people)
    kept = {key: value for key, value in asked.items() if value}
    context = {
        "place": PLACE,
        "asked": asked,
        "roles": PersonRole.choices,
        "parties": queries.parties(),
        "lines": tuple(_line(person, names, vouchers) for person in page.people),
        "is_narrowed": bool(kept),
        "first_href": f"?{urlencode(kept)}" if after else "",
        "next_href": f"?{urlencode(kept | {'after': page.next_key})}" if page.next_key else "",
    }
    return render(request, "parties/people.html", context)


@require_http_methods(["GET", "POST"])
@for_administrators
def new_person(request: HttpRequest) -> HttpResponse:
    """Add a person; the next page makes the link that lets them in."""
    parties = queries.parties()
    if request.method == "GET":
        return _new_page(request, NewPersonForm(parties=parties))
    form = NewPersonForm(request.POST, parties=parties)
    if not form.is_valid():
        return _new_page(request, form, status=422)
    try:
        user_id = services.add_person(
            name=form.cleaned_data["name"], wanted=form.wanted(), by=_who(request), at=clock.now()
        )
    except CannotSaveUser as refusal:
        form.add_error("name", retold(refusal))
        return _new_page(request, form, status=422)
    return redirect("person", user_id=user_id)


@require_http_methods(["GET", "POST"])
@for_administrators
def person_page(request: HttpRequest, user_id: int) -> HttpResponse:
    """Show a person and what was done with their way in; what is sent changes them."""
    person = _person_or_404(user_id)
    parties = queries.parties()
    if request.method == "GET":
        return _person_page(request, person, _filled(person, parties))
    form = PersonForm(request.POST, parties=parties)
    if not form.is_valid():
        return _person_page(request, person, form, status=422)
    try:
        services.change_person(
            user_id=user_id, wanted=form.wanted(), by=_who(request), at=clock.now()
        )
    except CannotSaveUser as refusal:
        return _person_page(request, person, form, problem=retold(refusal), status=409)
    return redirect("person", user_id=user_id)


@require_POST
@for_administrators
def shut_out(request: HttpRequest, user_id: int) -> HttpResponse:
    """Shut a person out at once."""
    person = _person_or_404(user_id)
    try:
        services.shut_out(user_id=user_id, by=_who(request), at=clock.now())
    except CannotSaveUser as refusal:
        form = _filled(person, queries.parties())
        return _person_page(request, person, form, problem=retold(refusal), status=409)
    return redirect("person", user_id=user_id)


@require_POST
@for_administrators
def sign_out(request: HttpRequest, user_id: int) -> HttpResponse:
    """Sign a person out of every browser, and let them sign in again."""
    _person_or_404(user_id)
    number = services.sign_out_everywhere(user_id=user_id, by=_who(request), at=clock.now())
    told = ngettext(
        "Utloggad ur %(number)s webbläsare.", "Utloggad ur %(number)s webbläsare.", number
    )
    messages.success(request, told % {"number": number})
    return redirect("person", user_id=user_id)


@require_POST
@for_administrators
def let_in(request: HttpRequest, user_id: int) -> HttpResponse:
    """Let a person in again."""
    _person_or_404(user_id)
    services.let_in(user_id=user_id, by=_who(request), at=clock.now())
    return redirect("person", user_id=user_id)


@require_POST
@never_cache
@for_administrators
def invite(request: HttpRequest, user_id: int) -> HttpResponse:
    """Show a link, once, with which a person chooses a password."""
    person = _person_or_404(user_id)
    now = clock.now()
    try:
        token = services.invite(user_id=user_id, by=_who(request), at=now)
    except CannotSaveUser as refusal:
        form = _filled(person, queries.parties())
        return _person_page(request, person, form, problem=retold(refusal), status=409)
    context = {
        "place": PLACE,
        "person": person,
        "link": request.build_absolute_uri(reverse("choose-password", args=[user_id, token])),
        "days": settings.PASSWORD_RESET_TIMEOUT // SECONDS_A_DAY,
        "made_at": now,
    }
    return render(request, "parties/invitation.html", context)


def _person_or_404(user_id: int) -> queries.Person:
    found = queries.person(user_id)
    if found is None:
        raise Http404
    return found


def _filled(person: queries.Person, parties: tuple[queries.Party, ...]) -> PersonForm:
    initial = {
        "given_name": person.given_name,
        "family_name": person.family_name,
        "roles": person.roles,
        "organisation": person.organisation_code,
    }
    return PersonForm(initial=initial, parties=parties)


def _new_page(request: HttpRequest, form: NewPersonForm, *, status: int = 200) -> HttpResponse:
    context = {"place": PLACE, "form": form}
    return render(request, "parties/new_person.html", context, status=status)


def _person_page(
    request: HttpRequest,
    person: queries.Person,
    form: PersonForm,
    *,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    names, vouchers = queries.names_by_code(), _vouchers((person,))
    context = {
        "place": PLACE,
        "person": person,
        "line": _line(person, names, vouchers),
        "voucher": vouchers.get(person.id, ""),
        "form": form,
        "problem": problem,
        "rights": _rights(person.id),
        "for_a_while": tuple(
            (str(PersonRole(each.role).label) if each.role else _("Nödöppning"), each.ends_at)
            for each in queries.held_for_a_while(person.id, at=clock.now())
        ),
        "remedies": [
            reverse(each.remedy, args=[person.id])
            for each in offered(SecondStep)
            if each.is_due(person.id)
        ],
        "is_oneself": person.id == request.user.pk,
        "changes": tuple(_change(each, names) for each in queries.changes_of(person.id)),
    }
    return render(request, "parties/person.html", context, status=status)


def _rights(user_id: int) -> tuple[str, ...]:
    """Return what a person may do just now, what they have for a while too."""
    viewer = queries.viewer(user_id, at=clock.now())
    return tuple(str(each.words) for each in rights.had_as(viewer)) if viewer else ()


def _vouchers(people: Iterable[queries.Person]) -> dict[int, str]:
    """Return by whose word people sign in, those who do."""
    ids = [person.id for person in people]
    return {pk: name for each in offered(WaySource) for pk, name in each.of_people(ids).items()}


def _line(person: queries.Person, names: dict[str, str], vouchers: dict[int, str]) -> PersonLine:
    kind, standing = _standing(person, vouchers.get(person.id, ""))
    return PersonLine(
        href=reverse("person", args=[person.id]),
        full_name=person.full_name,
        name=person.name,
        roles=_roles(",".join(person.roles)),
        organisation=names.get(person.organisation_code, person.organisation_code),
        kind=kind,
        standing=standing,
        last_signed_in=person.last_signed_in,
    )


def _standing(person: queries.Person, voucher: str) -> tuple[str, str]:
    if not person.is_active:
        return "bad", _("Avstängd")
    if voucher:
        return "ok", _("Loggar in med %(provider)s") % {"provider": voucher}
    if not person.has_password:
        return "quiet", _("Väntar på lösenord")
    return "ok", _("Kan logga in")


def _change(change: queries.Change, names: dict[str, str]) -> ChangeLine:
    return ChangeLine(
        words=str(ChangeKind(change.kind).label),
        before=_side(change.kind, change.before, names),
        after=_side(change.kind, change.after, names),
        done_by=change.done_by or _("personen själv"),
        done_at=change.done_at,
    )


def _side(kind: str, told: str, names: dict[str, str]) -> str:
    """Return what something was or became, in words; nothing where the act has no sides."""
    if kind == ChangeKind.ROLES:
        return _roles(told)
    if kind == ChangeKind.ORGANISATION:
        return names.get(told, told) or _("ingen")
    return told if kind in _TOLD_AS_WRITTEN else ""


def _roles(keys: str) -> str:
    return ", ".join(str(PersonRole(key).label) for key in keys.split(",") if key) or _("ingen")


def _who(request: HttpRequest) -> str:
    return request.user.get_username()
