"""What entries of directories are, what became of them, and how a fetch went."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Sort(TextChoices):
    """What an entry of a directory is to us."""

    UNIT = "unit", _("Enheter")
    PERSON = "person", _("Personer")
    ACCOUNT = "account", _("Gruppkonton")


class What(TextChoices):
    """How an entry differs from what is known, the weightiest first."""

    VANISHED = "vanished", _("Försvunna")
    NEW = "new", _("Nya")
    RECOGNISED = "recognised", _("Kända sedan tidigare")
    RETURNED = "returned", _("Tillbaka")
    SHUT = "shut", _("Avstängda")
    OPENED = "opened", _("Öppnade igen")
    MOVED = "moved", _("Flyttade")
    RENAMED = "renamed", _("Nytt namn")
    CHANGED = "changed", _("Ändrade")
    PASSED = "passed", _("Överhoppade")


class FetchState(TextChoices):
    """From asked for to ended."""

    ASKED = "asked", _("Pågår")
    SHOWN = "shown", _("Provkörd")
    TAKEN = "taken", _("Genomförd")
    HALTED = "halted", _("Stoppad, väntar på svar")
    FAILED = "failed", _("Gick inte")
    SETTLED = "settled", _("Besvarad")
    DROPPED = "dropped", _("Avstådd")


TONES = {
    FetchState.ASKED: "now",
    FetchState.SHOWN: "quiet",
    FetchState.TAKEN: "ok",
    FetchState.HALTED: "warn",
    FetchState.FAILED: "bad",
    FetchState.SETTLED: "quiet",
    FetchState.DROPPED: "quiet",
}
"""How each state is shown, in the words of the status piece."""
