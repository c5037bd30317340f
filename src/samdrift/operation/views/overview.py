"""How everything is, in words that say what to do."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samdrift.operation import queries
from samdrift.operation.views.readers import runner_of
from samdrift.plumbing import clock
from samdrift.plumbing.health import Level
from samdrift.plumbing.wording import retold

TONES = {Level.GOOD: "good", Level.WARNING: "warn", Level.FAULT: "bad"}


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show what every examination found, the worst first."""
    runner_of(request)
    found = queries.examined(at=clock.now())
    lines = [
        (TONES[finding.level], _word(finding.level), each.title, retold(finding.text))
        for level in reversed(Level)
        for each in found
        for finding in each.findings
        if finding.level is level
    ]
    level = queries.worst(each.level for each in found)
    return render(
        request,
        "operation/overview.html",
        {"lines": lines, "tone": TONES[level], "verdict": _verdict(level)},
    )


def _word(level: Level) -> str:
    words = {Level.GOOD: _("Bra"), Level.WARNING: _("Se över"), Level.FAULT: _("Fel")}
    return words[level]


def _verdict(level: Level) -> str:
    return {
        Level.GOOD: _("Allt är som det ska."),
        Level.WARNING: _("Det fungerar, men något behöver ses över."),
        Level.FAULT: _("Något är fel och behöver åtgärdas nu."),
    }[level]
