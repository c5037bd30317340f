"""Who may do what: every right with the roles that give it, and the yearly review of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samdrift.parties import queries, rights, services
from samdrift.parties.choices import PersonRole
from samdrift.parties.errors import CannotSaveUser
from samdrift.parties.views.people import for_administrators
from samdrift.plumbing import clock
from samdrift.plumbing.access import Role
from samdrift.plumbing.wording import retold

PLACE = "parties.rights"
A_YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class RightLine:
    """Something that may be done: the roles that give it, each with how many have it."""

    words: str
    roles: tuple[tuple[str, str, int], ...]
    people: int


@require_http_methods(["GET", "POST"])
@for_administrators
def rights_page(request: HttpRequest) -> HttpResponse:
    """Show who may do what; what is sent signs that it has been gone through."""
    problem = ""
    if request.method == "POST":
        by, now = request.user.get_username(), clock.now()
        try:
            services.sign_review(found=request.POST.get("found", ""), by=by, at=now)
        except CannotSaveUser as refusal:
            problem = retold(refusal)
        else:
            messages.success(request, _("Genomgången är undertecknad."))
            return redirect("rights")
    reviews, demands = queries.reviews(), queries.demands()
    context = {
        "place": PLACE,
        "lines": _lines(),
        "reviews": reviews,
        "is_due": not reviews or reviews[0].done_at < clock.now() - A_YEAR,
        "demands": [
            (role.value, str(role.label), Role(role) in demands)
            for role in PersonRole
            if role != PersonRole.EMPLOYEE
        ],
        "levels": " ".join(next(iter(demands.values()), ())),
        "problem": problem,
        "found": request.POST.get("found", ""),
    }
    return render(request, "parties/rights.html", context, status=422 if problem else 200)


def _lines() -> tuple[RightLine, ...]:
    holders = queries.holders()
    people = queries.roles_by_person()
    return tuple(
        RightLine(
            str(right.words),
            tuple(
                (role.value, str(PersonRole(role).label), holders.get(role, 0)) for role in giving
            ),
            sum(1 for roles in people if not roles.isdisjoint(giving)),
        )
        for right in rights.RIGHTS
        for giving in [rights.roles_that_give(right)]
    )
