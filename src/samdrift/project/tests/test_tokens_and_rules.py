"""Tokens and mailbox rules, from the command line."""

import pytest

from samdrift.api import queries
from samdrift.plumbing import clock
from samdrift.project.tests.shell import within
from samdrift.servicedesk.models import MailboxRule
from samdrift.servicedesk.tests.letters_given import PostedDesk

pytestmark = pytest.mark.django_db


@pytest.fixture
def say(capsys):
    return lambda *words: within(capsys, *words)


def test_a_token_is_given_listed_and_taken_back(say):
    PostedDesk()
    wanted = ("--person", "jonas", "--scope", "tickets:read", "--scope", "guides:read")

    given = say("token", "add", "webb", *wanted, "--until", "2099-01-01")

    assert (given.status, given.err) == (0, "Spara nyckeln nu, den visas inte igen.\n")
    assert queries.token_of(given.out.strip(), at=clock.now()).name == "webb"
    told = say("token", "list").out
    assert "jonas  guides:read tickets:read  aldrig använd" in told
    assert given.out.strip() not in told
    assert say("token", "remove", "webb").out == "Åtkomstnyckeln webb gäller inte längre.\n"
    assert queries.token_of(given.out.strip(), at=clock.now()) is None
    assert "tillbakatagen" in say("token", "list").out
    again = say("token", "remove", "webb")
    assert (again.status, again.out) == (1, "")


def test_what_is_done_with_what_comes_to_a_mailbox_is_set_and_set_anew(say):
    desk = PostedDesk()

    say("mail", "rule", "helpdesk", "--group", "natverk", "--no-strangers", "--secret")
    rule = MailboxRule.objects.get()
    told = (rule.mailbox, rule.group, rule.is_for_strangers, rule.is_secret, rule.has_receipts)
    assert told == (desk.box, desk.second, False, True, True)

    said = say("mail", "rule", "helpdesk", "--no-receipts")
    assert said.out == "Regeln för brevlådan helpdesk är sparad.\n"
    rule = MailboxRule.objects.get()
    told = (rule.group, rule.is_for_strangers, rule.is_secret, rule.has_receipts)
    assert told == (None, True, False, False)


@pytest.mark.parametrize("words", [("ingen",), ("helpdesk", "--group", "ingen")])
def test_a_rule_of_what_is_not_there_is_refused(say, words):
    PostedDesk()

    said = say("mail", "rule", *words)

    assert said.status == 1
    assert "ingen" in said.err
    assert MailboxRule.objects.count() == 0
