"""What may be done here, in words, by whom: asked of the door itself, never written twice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samdrift.plumbing import access
from samdrift.plumbing.access import Role, Viewer


@dataclass(frozen=True, slots=True)
class Right:
    """Something that may be done, and the question that the door is asked."""

    key: str
    words: Promise
    is_had_by: Callable[[Viewer], bool]


RIGHTS = (
    Right("figures", _("Ser tal, tabeller och årsredovisningen"), lambda who: who.sees_figures),
    Right("persons", _("Öppnar poster om personer"), lambda who: who.sees_every_record),
    Right("approve", _("Stämmer av, granskar och fastställer året"), lambda who: who.may_approve),
    Right("report", _("Skriver årsredovisningen"), access.may_write_report),
    Right("import", _("Läser in paket och ångrar dem"), access.may_import),
    Right("read-tickets", _("Läser alla organisationers ärenden"), access.may_read_every_ticket),
    Right("work-tickets", _("Arbetar med ärenden"), access.may_work_tickets),
    Right("secret", _("Läser varje sekretessmarkerat ärende"), access.may_read_secret_tickets),
    Right("desk", _("Bestämmer hur servicedesk arbetar"), access.may_run_desk),
    Right("things", _("Registrerar och flyttar saker"), access.may_keep_things),
    Right("changes", _("Bestämmer vem som godkänner ändringar"), access.may_rule_changes),
    Right("catalogue", _("Sätter priser"), access.may_keep_catalogue),
    Right("charge", _("Debiterar och fakturerar"), access.may_charge),
    Right("wipe", _("Beslutar om gallring"), access.may_wipe),
    Right("directory", _("Säger varifrån personer hämtas"), access.may_keep_directory),
    Right("people", _("Administrerar personer och roller"), access.may_administer),
)


def had_by(*roles: str) -> tuple[Right, ...]:
    """Return what whoever has some roles may do."""
    return had_as(Viewer.of(*map(Role, roles)))


def had_as(viewer: Viewer) -> tuple[Right, ...]:
    """Return what whoever sees as somebody may do."""
    return tuple(right for right in RIGHTS if right.is_had_by(viewer))


def roles_that_give(right: Right) -> tuple[Role, ...]:
    """Return the roles of which each by itself gives a right."""
    return tuple(role for role in Role if right.is_had_by(Viewer.of(role)))
