"""Rules of where new tickets go: in order, tried before they are saved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from samdrift.kernel.refusals import Refusal
from samdrift.parties import queries as parties
from samdrift.plumbing.access import may_run_desk, viewer_of
from samdrift.plumbing.mail import queries as mail
from samdrift.plumbing.wording import retold
from samdrift.servicedesk.casework import door, people, routing
from samdrift.servicedesk.casework.people import Everybody
from samdrift.servicedesk.casework.routing import Facts, Rule, Tried
from samdrift.servicedesk.forms.setting_up import RuleForm
from samdrift.servicedesk.ports import Reader
from samdrift.servicedesk.views import words

MOST_SHOWN = 5
FACTS = ("organisation_code", "service", "category", "mailbox_key", "channel", "kind")

type Choices = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Names:
    """What organisations, mailboxes, groups and people are called in the words of rules."""

    organisations: dict[str, str]
    mailboxes: dict[str, str]
    everybody: Everybody

    def asked(self, asks: Facts) -> str:
        """Return what a rule asks, in words."""
        parts = (
            (_("organisation"), self.organisations.get(asks.organisation_code, "")),
            (_("tjänst"), asks.service),
            (_("kategori"), asks.category),
            (_("något av orden"), asks.subject),
            (_("brevlåda"), self.mailboxes.get(asks.mailbox_key, asks.mailbox_key)),
            (_("väg in"), str(words.CHANNEL_WORDS.get(asks.channel, ""))),
            (_("slag"), str(words.KIND_WORDS.get(asks.kind, "")).lower()),
        )
        return ", ".join(f"{name} {told}" for name, told in parts if told) or _("alla ärenden")

    def says(self, rule: Rule) -> str:
        """Return where a rule sends a ticket and how much haste it gives, in words."""
        helpers = {helper.id: helper.name for helper in self.everybody.helpers}
        parts = (
            self.everybody.group_names.get(rule.group_id or 0, ""),
            helpers.get(rule.assignee_id or 0, ""),
            _level(_("påverkan minst %(level)s"), rule.impact),
            _level(_("brådska minst %(level)s"), rule.urgency),
        )
        return ", ".join(filter(None, parts))


@dataclass(frozen=True, slots=True)
class Trial:
    """What a rule would do, tried on one ticket or on the latest."""

    one: str = ""
    count: int = 0
    of: int = 0
    samples: tuple[Tried, ...] = ()


@require_GET
def rules_page(request: HttpRequest) -> HttpResponse:
    """Show the rules in order, and where a ticket would go by them."""
    _check(request)
    names = _names()
    every = routing.rules()
    number = request.GET.get("arende", "").strip().lstrip("#")
    context = {
        "place": "servicedesk.routing",
        "rules": [(each, names.asked(each.asks), names.says(each)) for each in every],
        "number": number,
        "told": _told_of(request, number, names) if number else "",
    }
    return render(request, "servicedesk/routing.html", context)


@require_http_methods(["GET", "POST"])
def rule_page(request: HttpRequest, rule_id: int = 0) -> HttpResponse:
    """Write a rule; tried, it is not saved."""
    _check(request)
    chosen = routing.rule(rule_id) if rule_id else None
    if rule_id and chosen is None:
        raise Http404
    names = _names()
    data = request.POST if request.method == "POST" else None
    form = RuleForm(data, choices=_choices(names), initial=_initial(chosen))
    trial = None
    if request.method == "POST" and form.is_valid():
        wanted = _wanted(form, rule_id)
        if request.POST.get("act") == "prova":
            trial = _tried(form, wanted, names, _reader(request))
        elif _is_saved(form, wanted):
            messages.success(request, _("Regeln är sparad. Den gäller ärenden som kommer nu."))
            return redirect("servicedesk:routing")
    context = {"place": "servicedesk.routing", "form": form, "chosen": chosen, "trial": trial}
    status = 422 if form.errors else 200
    return render(request, "servicedesk/rule.html", context, status=status)


@require_POST
def act(request: HttpRequest, rule_id: int, name: str) -> HttpResponse:
    """Move a rule, or take it away; a refusal is told and nothing is changed."""
    _check(request)
    if name not in ACTS:
        raise Http404
    try:
        messages.success(request, ACTS[name](rule_id))
    except Refusal as refusal:
        messages.error(request, retold(refusal))
    return redirect("servicedesk:routing")


def _check(request: HttpRequest) -> None:
    if not may_run_desk(viewer_of(request)):
        raise Http404


def _reader(request: HttpRequest) -> Reader | None:
    """Return how far somebody sees; who runs the desk need not read tickets."""
    user_id = request.user.pk
    assert user_id is not None, "who reads has signed in"
    return door.reader_for(viewer_of(request), user_id)


def _names() -> Names:
    mailboxes = {box.key: box.address for box in mail.boxes()}
    return Names(parties.names_by_code(), mailboxes, people.everybody())


def _choices(names: Names) -> dict[str, Choices]:
    anybody = ("", "–")
    everybody = names.everybody
    return {
        "organisation_code": [anybody, *names.organisations.items()],
        "mailbox_key": [anybody, *names.mailboxes.items()],
        "channel": [anybody, *((key, str(told)) for key, told in words.CHANNEL_WORDS.items())],
        "kind": [anybody, *((key, str(told)) for key, told in words.KIND_WORDS.items())],
        "group_id": [anybody, *((str(each.id), each.name) for each in everybody.groups)],
        "assignee_id": [anybody, *((str(each.id), each.name) for each in everybody.helpers)],
        "impact": [anybody, *((str(key), str(told)) for key, told in words.LEVEL_WORDS.items())],
        "urgency": [anybody, *((str(key), str(told)) for key, told in words.LEVEL_WORDS.items())],
    }


def _initial(chosen: Rule | None) -> dict[str, object]:
    if chosen is None:
        return {}
    own = ("title", "group_id", "assignee_id", "impact", "urgency", "is_active")
    told = {name: getattr(chosen, name) for name in own}
    return told | {name: getattr(chosen.asks, name) for name in FACTS} | {
        "words": chosen.asks.subject
    }  # fmt: skip


def _wanted(form: RuleForm, rule_id: int) -> Rule:
    told = form.cleaned_data
    asks = Facts(subject=told["words"], **{name: told[name] for name in FACTS})
    return Rule(
        rule_id,
        told["title"],
        asks,
        told["group_id"],
        told["assignee_id"],
        told["impact"],
        told["urgency"],
        is_active=told["is_active"],
    )


def _is_saved(form: RuleForm, wanted: Rule) -> bool:
    try:
        routing.save_rule(wanted)
    except Refusal as refusal:
        form.add_error(None, retold(refusal))
        return False
    return True


def _tried(form: RuleForm, wanted: Rule, names: Names, reader: Reader | None) -> Trial | None:
    """Return what a rule that is not saved would do, in its place among the others."""
    every = routing.with_unsaved(wanted)
    number = form.cleaned_data["number"].strip().lstrip("#")
    if number:
        try:
            return Trial(one=_told(routing.try_on_ticket(every, number, reader=reader), names))
        except Refusal as refusal:
            form.add_error("number", retold(refusal))
            return None
    tried = routing.try_on_latest(every, reader=reader)
    taken = [each for each in tried if each.rule is not None and each.rule.id == wanted.id]
    return Trial("", len(taken), len(tried), tuple(taken[:MOST_SHOWN]))


def _told_of(request: HttpRequest, number: str, names: Names) -> str:
    try:
        tried = routing.try_on_ticket(routing.rules(), number, reader=_reader(request))
        return _told(tried, names)
    except Refusal as refusal:
        return retold(refusal)


def _told(tried: Tried, names: Names) -> str:
    """Return where a ticket would go, and by which rule."""
    told = {"number": tried.number, "subject": tried.subject}
    if tried.rule is None:
        return _(
            "%(number)s %(subject)s: ingen regel passar. Det går till brevlådans grupp, "
            "annars till första linjen."
        ) % told  # fmt: skip
    told |= {"rule": tried.rule.title, "where": names.says(tried.rule)}
    return _("%(number)s %(subject)s: %(where)s, av regeln %(rule)s.") % told


def _level(sentence: str, level: int | None) -> str:
    return sentence % {"level": str(words.LEVEL_WORDS[level]).lower()} if level else ""


def _earlier(rule_id: int) -> str:
    routing.move_rule(rule_id=rule_id, is_earlier=True)
    return _("Regeln är flyttad.")


def _later(rule_id: int) -> str:
    routing.move_rule(rule_id=rule_id, is_earlier=False)
    return _("Regeln är flyttad.")


def _remove(rule_id: int) -> str:
    routing.remove_rule(rule_id=rule_id)
    return _("Regeln är borttagen.")


ACTS: dict[str, Callable[[int], str]] = {"upp": _earlier, "ner": _later, "ta-bort": _remove}
