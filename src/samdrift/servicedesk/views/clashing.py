"""What is told where two have changed the same thing, or where a ticket is given to who is away."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from samdrift.servicedesk.casework import away, people
from samdrift.servicedesk.errors import ChangedMeanwhile, Clash
from samdrift.servicedesk.ports import Value
from samdrift.servicedesk.views import words


def words_of(refusal: ChangedMeanwhile) -> str:
    """Return both values of each field that two have changed, and who was first."""
    told = [{each.field: [each.now, each.wanted]} for each in refusal.clashes]
    names = people.everybody().names(told)
    lines = [_line(each, names) for each in refusal.clashes]
    return " ".join([*lines, _("Inget är sparat. Välj på nytt om det ska ändras.")])


def said_of_assignee(changed: Mapping[str, Value], *, at: datetime) -> str:
    """Return what to say where a ticket was given to somebody who is away, else nothing."""
    assignee = changed.get("assignee_id")
    back = away.back_on(assignee, at=at) if isinstance(assignee, int) else None
    if back is None:
        return ""
    return _("Ändringen är sparad. Handläggaren är borta, åter %(day)s.") % {"day": back}


def _line(clash: Clash, names: Mapping[str, Mapping[int, str]]) -> str:
    return _("%(field)s: %(name)s har ändrat till %(now)s, du ville ha %(wanted)s.") % {
        "field": words.FIELD_WORDS[clash.field],
        "name": clash.by_name or _("någon annan"),
        "now": words.field_value(clash.field, clash.now, names),
        "wanted": words.field_value(clash.field, clash.wanted, names),
    }
