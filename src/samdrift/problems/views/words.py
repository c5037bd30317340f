"""Problems in words: how they stand, and what has happened to them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samdrift.problems.choices import ProblemEventKind, ProblemState
from samdrift.problems.queries import Happening
from samdrift.servicedesk.views.words import Standing, moment

TAB_WORDS: dict[str, Promise] = {
    "olosta": gettext_lazy("Olösta"),
    "kanda-fel": gettext_lazy("Kända fel"),
    "losta": gettext_lazy("Lösta"),
}
STATE_WORDS: dict[str, Promise] = {
    ProblemState.INVESTIGATED: gettext_lazy("Utreds"),
    ProblemState.KNOWN_ERROR: gettext_lazy("Känt fel"),
    ProblemState.SOLVED: gettext_lazy("Löst"),
    ProblemState.CLOSED: gettext_lazy("Avslutat"),
}
_LOOKS = {
    ProblemState.INVESTIGATED: "now",
    ProblemState.KNOWN_ERROR: "warn",
    ProblemState.SOLVED: "ok",
    ProblemState.CLOSED: "ok",
}
KIND_WORDS: dict[str, Promise] = {
    ProblemEventKind.BEGUN: gettext_lazy("Problemet påbörjades"),
    ProblemEventKind.CHANGED: gettext_lazy("Uppgifterna ändrades"),
    ProblemEventKind.NOTE: gettext_lazy("Anteckning"),
    ProblemEventKind.LINKED: gettext_lazy("Ärende länkat"),
    ProblemEventKind.UNLINKED: gettext_lazy("Ärende borttaget"),
    ProblemEventKind.KNOWN_ERROR: gettext_lazy("Känt fel"),
    ProblemEventKind.INFORMED: gettext_lazy("Anmälarna informerade"),
    ProblemEventKind.SOLVED: gettext_lazy("Löst"),
    ProblemEventKind.REOPENED: gettext_lazy("Utreds igen"),
    ProblemEventKind.CLOSED: gettext_lazy("Avslutat"),
}
_SHOWN = ("workaround", "solution", "root_cause")


@dataclass(frozen=True, slots=True)
class Told:
    """One thing in a problem's story, as it is shown."""

    words: str
    when: str
    by: str
    text: str
    ticket: str


def standing(state: str) -> Standing:
    """Return how a problem stands."""
    return Standing(_LOOKS[ProblemState(state)], str(STATE_WORDS[state]))


def told(happening: Happening, now: datetime) -> Told:
    """Return a happening in words."""
    ticket = next((each for each in happening.changes.get("ticket", ()) if each), "")
    return Told(
        words=_headed(happening),
        when=moment(happening.at, now=now),
        by=happening.by_name,
        text=happening.text or _written(happening),
        ticket=ticket,
    )


def _headed(happening: Happening) -> str:
    head = str(KIND_WORDS[happening.kind])
    if happening.kind == ProblemEventKind.INFORMED:
        count = happening.changes["told"][1]
        return _("Besked skickat i %(count)s ärenden") % {"count": count}
    return head


def _written(happening: Happening) -> str:
    """Return the words that were written with a change, the first that there are."""
    for name in _SHOWN:
        pair = happening.changes.get(name)
        if pair and pair[1]:
            return str(pair[1])
    return ""
