"""Writing a change down, and writing it over while it is a draft."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from samdrift.changes.choices import EventKind, Kind, State
from samdrift.changes.errors import CannotSave, ChangedMeanwhile
from samdrift.changes.models import Change, Template, Touched
from samdrift.changes.ports import Actor, NewChange, Wanted
from samdrift.changes.queries import approval
from samdrift.changes.services import rows
from samdrift.parties import queries as parties

_PLAIN = (
    "title",
    "why",
    "what",
    "probability",
    "consequence",
    "plan",
    "back_out_plan",
    "test",
    "starts_at",
    "ends_at",
    "responsible_id",
    "is_public",
    "public_text",
)
LONGEST_TITLE = 200


@transaction.atomic
def register(*, new: NewChange, actor: Actor, at: datetime) -> Change:
    """Write a change down as a draft. A standard one says what its template says.

    Raises CannotSave where it has no title, ends before it starts or has no template.
    """
    assert actor.user_id is not None, "whoever proposes a change has signed in"
    wanted, template = new.wanted, None
    if new.kind == Kind.STANDARD:
        template = Template.objects.filter(pk=new.template_id or 0, is_active=True).first()
        if template is None:
            raise CannotSave(_("Välj vilken standardändring det gäller."))
        wanted = _of_template(wanted, template)
    _check(wanted)
    change = Change.objects.create(
        number=rows.next_number(),
        kind=new.kind,
        template=template,
        proposer_id=actor.user_id,
        changed_at=at,
        risk_class=approval.risk_class(
            probability=wanted.probability, consequence=wanted.consequence
        ),
        **_plain(wanted),
    )
    _touch(change, wanted)
    rows.write_event(change, EventKind.REGISTERED, actor=actor, at=at)
    return change


@transaction.atomic
def rewrite(
    *, number: str, wanted: Wanted, seen_version: int, actor: Actor, at: datetime
) -> Change:
    """Write a draft over, or an emergency change that is being done and not yet decided on.

    Raises ChangedMeanwhile where somebody else has changed it since it was read.
    """
    change = rows.held(number)
    is_urgent = change.kind == Kind.EMERGENCY and change.begun_at and not change.verdict
    if change.state != State.DRAFT and not is_urgent:
        raise CannotSave(_("Bara ett utkast kan skrivas om. Skicka tillbaka ändringen först."))
    if change.version != seen_version:
        raise ChangedMeanwhile(_("Någon annan har ändrat den under tiden. Läs den på nytt."))
    if change.template is not None:
        wanted = _of_template(wanted, change.template)
    _check(wanted)
    before = {row.service or row.organisation_id for row in change.touched.all()}
    touched = {*wanted.services, *wanted.organisations}
    risk_class = approval.risk_class(probability=wanted.probability, consequence=wanted.consequence)
    after = _plain(wanted) | {"risk_class": risk_class}
    rows.save(change, after, kind=EventKind.CHANGED, actor=actor, at=at)
    _touch(change, wanted)
    if before != touched:
        told = {"touched": (sorted(filter(None, before)), sorted(touched))}
        rows.write_event(change, EventKind.CHANGED, actor=actor, at=at, changes=told)
    return change


def _of_template(wanted: Wanted, template: Template) -> Wanted:
    """Return what is wanted with what the template decides: all but when, for whom and by whom."""
    return replace(
        wanted,
        title=template.title,
        why=template.why,
        what=template.what,
        services=tuple(template.services),
        plan=template.plan,
        back_out_plan=template.back_out_plan,
        test=template.test,
        probability=1,
        consequence=1,
    )


def _check(wanted: Wanted) -> None:
    if not wanted.title.strip():
        raise CannotSave(_("Skriv med några ord vad som ändras."))
    if len(wanted.title) > LONGEST_TITLE:
        raise CannotSave(_("Rubriken är för lång. Skriv högst 200 tecken."))
    if (wanted.starts_at is None) != (wanted.ends_at is None):
        raise CannotSave(_("Skriv både när ändringen börjar och när den slutar."))
    if wanted.starts_at and wanted.ends_at and wanted.starts_at >= wanted.ends_at:
        raise CannotSave(_("Ändringen måste sluta efter att den börjat."))
    if not (1 <= wanted.probability <= 4 and 1 <= wanted.consequence <= 4):
        raise CannotSave(_("Sannolikhet och konsekvens är 1 till 4."))
    unknown = set(wanted.organisations) - parties.codes()
    if unknown:
        told = {"codes": ", ".join(sorted(unknown))}
        raise CannotSave(_("Det finns ingen organisation %(codes)s.") % told)
    known = {helper.id for helper in approval.helpers()}
    named = {*wanted.implementer_ids, *filter(None, (wanted.responsible_id,))}
    if named - known:
        raise CannotSave(_("Välj bland de personer som visas."))


def _plain(wanted: Wanted) -> dict[str, Any]:
    return {name: getattr(wanted, name) for name in _PLAIN}


def _touch(change: Change, wanted: Wanted) -> None:
    change.touched.all().delete()
    services = dict.fromkeys(name.strip() for name in wanted.services if name.strip())
    Touched.objects.bulk_create(
        [
            *(Touched(change=change, service=name) for name in services),
            *(Touched(change=change, organisation_id=code) for code in set(wanted.organisations)),
        ]
    )
    change.implementers.set(wanted.implementer_ids)
