"""That the records say the same as the figure, in words."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from samdrift.kernel.figures import Figure, Unit
from samdrift.reporting.recount import Recount, Verdict
from samdrift.reporting.sources import count_words
from samdrift.reporting.views.words import exact
from samdrift.reporting.wording import reasons_in_words


@dataclass(frozen=True, slots=True)
class Proof:
    """How a figure and its records stand: a kind of status, its word, and the sentence."""

    kind: str
    status: str
    sentence: str


def words(figure: Figure, answer: Recount) -> Proof:
    """Return what the recount says."""
    if figure.is_missing:
        why = reasons_in_words(figure.reason)
        return Proof("bad", _("Saknas"), why[:1].upper() + why[1:])
    if answer.verdict in _AGREEMENTS:
        return Proof("ok", _("Stämmer"), _agreement(figure, answer))
    if answer.verdict in (Verdict.DIFFERS, Verdict.OTHER_RECORDS):
        return Proof("warn", _("Skiljer"), _difference(figure, answer))
    return _not_held_against(answer)


def _not_held_against(answer: Recount) -> Proof:
    if answer.verdict is Verdict.NOT_ASKED:
        told = _("Urvalen är för många för att räknas om här. Öppna ett för att räkna om det.")
        return Proof("quiet", _("Inte omräknat"), told)
    told = _("Talet är räknat ur posterna, som är lika många nu: %(count)s.")
    count = count_words(answer.record_count)
    return Proof("quiet", _("Samma poster"), told % {"count": count})


_AGREEMENTS = (
    Verdict.AGREES,
    Verdict.AGREES_REVERSED,
    Verdict.AGREES_SIGNED,
    Verdict.AGREES_AS_SHARE,
)


def _agreement(figure: Figure, answer: Recount) -> str:
    if answer.verdict is Verdict.AGREES_AS_SHARE:
        return _("Posterna ger samma andel.")
    if figure.unit is not Unit.MONEY:
        return {
            Verdict.AGREES: _("Posterna ger samma tal."),
            Verdict.AGREES_REVERSED: _("Posterna ger samma tal, med omvänt tecken."),
        }.get(
            answer.verdict, _("Posterna ger samma tal, när en del läggs till och en del dras av.")
        )
    return {
        Verdict.AGREES: _("Posterna ger samma belopp, på öret."),
        Verdict.AGREES_REVERSED: _(
            "Posterna ger samma belopp, på öret. I bokföringen står det med omvänt tecken."
        ),
    }.get(
        answer.verdict,
        _("Posterna ger samma belopp, på öret, när en del läggs till och en del dras av."),
    )


def _difference(figure: Figure, answer: Recount) -> str:
    if answer.verdict is Verdict.OTHER_RECORDS:
        told = _("Talet gjordes av %(then)s. Nu finns %(now)s.")
        return told % {
            "then": count_words(figure.record_count),
            "now": count_words(answer.record_count),
        }
    assert figure.value is not None, "a figure that differs is known"
    assert answer.total is not None, "so is what it differs from"
    told = _("Talet är %(figure)s, posterna ger %(records)s.")
    return told % {
        "figure": exact(figure.value, figure.unit),
        "records": exact(answer.total, figure.unit),
    }
