"""Mailboxes of the desk: their servers, how they are presented, and as whom letters are signed."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Router
from ninja.errors import HttpError
from ninja.responses import Status as Answer
from pydantic import Field, StringConstraints

from samdrift.api.views import doors
from samdrift.api.views.desk_schemas import DESK, AnyOrganisation
from samdrift.api.views.schemas import NO_NUL, Asked, Line, Moment, Told
from samdrift.parties import queries as parties
from samdrift.parties.choices import OrganisationRole
from samdrift.plumbing.mail import keeping, queries
from samdrift.plumbing.mail.choices import Security
from samdrift.plumbing.mail.keeping import Settings
from samdrift.plumbing.mail.queries import Box
from samdrift.servicedesk.errors import CannotSetUp
from samdrift.servicedesk.letters import rules
from samdrift.servicedesk.letters.rules import Rule
from samdrift.servicedesk.notices import letterheads
from samdrift.servicedesk.notices.letterheads import Head

router = Router(tags=["desk set-up"], by_alias=True)

_KEY = r"^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$"

Key = Annotated[str, Path(pattern=_KEY, example="helpdesk-kinda")]
type Signature = Annotated[
    str, StringConstraints(max_length=2_000, pattern=NO_NUL), Field(examples=["IT-hjälpen i Kinda"])
]


class ServerIn(Asked):
    """A mail server; none where its host is empty."""

    host: Annotated[str, StringConstraints(max_length=255, pattern=r"^[A-Za-z0-9.:-]*$")] = ""
    port: Annotated[int, Field(ge=1, le=65_535)]
    security: Security


class ServersIn(Asked):
    """Which servers a mailbox is fetched from and sent through, whose it is, and its password."""

    address: Annotated[str, StringConstraints(min_length=3, max_length=320, pattern=NO_NUL)]
    organisation: AnyOrganisation = ""
    imap: ServerIn = ServerIn(port=993, security=Security.TLS)
    smtp: ServerIn = ServerIn(port=587, security=Security.STARTTLS)
    user: Annotated[str, StringConstraints(max_length=320, pattern=NO_NUL)] = ""
    password: Annotated[str, StringConstraints(min_length=1, max_length=500, pattern=NO_NUL)]


class NewMailbox(ServersIn):
    """A mailbox that there is not yet; its key is not changed later."""

    key: Annotated[str, StringConstraints(pattern=_KEY), Field(examples=["helpdesk-kinda"])]


class Presented(Asked):
    """How a mailbox is presented, and what is done with what comes to it."""

    name: Line = ""
    signature: Signature = ""
    keeper_address: Annotated[str, StringConstraints(max_length=320, pattern=NO_NUL)] = ""
    is_open: bool = True
    group: Annotated[str, StringConstraints(max_length=60, pattern=NO_NUL)] = ""
    is_for_strangers: bool = True
    is_secret: bool = False
    has_receipts: bool = True


class ServerOut(Told):
    """A mail server."""

    host: str
    port: int
    security: Security


class MailboxOut(Told):
    """A mailbox and how it stands with it; its password is never told."""

    key: str
    address: str
    name: str
    organisation: str
    signature: str
    keeper_address: str
    is_open: bool
    user: str
    imap: ServerOut
    smtp: ServerOut
    group: str
    is_for_strangers: bool
    is_secret: bool
    has_receipts: bool
    fetched_at: Moment | None
    problem: str


class TriedOut(Told):
    """What a test of one connection showed: no problem, or which."""

    what: str
    problem: str


class HeadIn(Asked):
    """As whom those of an organisation are written to; what is empty is the mailbox's own."""

    name: Line = ""
    signature: Signature = ""
    english_name: Line = ""
    english_signature: Signature = ""


class HeadOut(Told):
    """As whom those of an organisation are written to, in Swedish and in English."""

    organisation: str
    name: str
    signature: str
    english_name: str
    english_signature: str


@router.get("/mailboxes", response=list[MailboxOut], auth=DESK, summary="Mailboxes")
def list_mailboxes(request: HttpRequest) -> list[MailboxOut]:
    """Return every mailbox and how it stands with it, by address."""
    doors.leader_of(request)
    how, told = keeping.every_settings(), rules.rules()
    return [_told(each, how[each.key], told.get(each.key, Rule())) for each in queries.boxes()]


@router.post("/mailboxes", response={201: MailboxOut}, auth=DESK, summary="Set a mailbox up")
def add_mailbox(request: HttpRequest, asked: NewMailbox) -> Answer[MailboxOut]:
    """Set a mailbox up with its servers and password; what comes is fetched from then on."""
    doors.leader_of(request)
    _set_up(asked, Settings(key=asked.key, address=""), is_new=True)
    return Answer(201, _mailbox(asked.key))


@router.get("/mailboxes/{key}", response=MailboxOut, auth=DESK, summary="Read a mailbox")
def read_mailbox(request: HttpRequest, key: Key) -> MailboxOut:
    """Return a mailbox and how it stands with it."""
    doors.leader_of(request)
    return _mailbox(key)


@router.put("/mailboxes/{key}", response=MailboxOut, auth=DESK, summary="Present it")
def present_mailbox(request: HttpRequest, key: Key, asked: Presented) -> MailboxOut:
    """Say how a mailbox is presented, whether it is used, and what is done with what comes."""
    doors.leader_of(request)
    _mailbox(key)
    rule = Rule(asked.group, asked.is_for_strangers, asked.is_secret, asked.has_receipts)
    rules.set_rule(mailbox_key=key, rule=rule)
    keeping.present_mailbox(
        key=key,
        name=asked.name,
        signature=asked.signature,
        keeper=asked.keeper_address,
        is_open=asked.is_open,
    )
    return _mailbox(key)


@router.put("/mailboxes/{key}/servers", response=MailboxOut, auth=DESK, summary="Its servers")
def set_servers(request: HttpRequest, key: Key, asked: ServersIn) -> MailboxOut:
    """Set anew which servers a mailbox has; its password is told again, for it goes to them."""
    doors.leader_of(request)
    _set_up(asked, _settings(key), is_new=False)
    return _mailbox(key)


@router.post("/mailboxes/{key}/trying", response=list[TriedOut], auth=DESK, summary="Try it")
def try_mailbox(request: HttpRequest, key: Key) -> list[TriedOut]:
    """Try a mailbox's connections, without fetching or sending anything."""
    doors.leader_of(request)
    _settings(key)
    return [TriedOut(what=each.what, problem=each.problem) for each in keeping.tried(key)]


@router.get("/letterheads", response=list[HeadOut], auth=DESK, summary="As whom letters are sent")
def list_heads(request: HttpRequest) -> list[HeadOut]:
    """Return as whom those of each organisation are written to, where that is said."""
    doors.leader_of(request)
    return [_head(each) for _, each in sorted(letterheads.heads().items())]


@router.put("/letterheads/{organisation}", response=HeadOut, auth=DESK, summary="Say as whom")
def save_head(
    request: HttpRequest,
    organisation: Annotated[str, Path(pattern=r"^[^/\x00]{1,20}$", example="KIN")],
    asked: HeadIn,
) -> HeadOut:
    """Say as whom those of an organisation are written to, and how letters to them are signed."""
    doors.leader_of(request)
    if organisation not in _organisations():
        raise HttpError(404, f"Det finns ingen organisation {organisation}.")
    letterheads.save_head(Head(organisation, **asked.model_dump()))
    return _head(letterheads.heads()[organisation])


def _set_up(asked: ServersIn, before: Settings, *, is_new: bool) -> None:
    if asked.organisation and asked.organisation not in _organisations():
        raise CannotSetUp("Välj bland de organisationer som visas.")
    wanted = replace(
        before,
        address=asked.address.strip(),
        organisation_code=asked.organisation,
        user=asked.user.strip(),
        imap=(asked.imap.host, asked.imap.port, asked.imap.security),
        smtp=(asked.smtp.host, asked.smtp.port, asked.smtp.security),
    )
    keeping.set_up(wanted, password=asked.password, is_new=is_new)


def _organisations() -> set[str]:
    """Return the codes of those whose people report; a supplier has no mailbox of ours."""
    return {each.code for each in parties.parties() if each.role != OrganisationRole.SUPPLIER}


def _settings(key: str) -> Settings:
    found = keeping.settings_of(key)
    if found is None:
        raise HttpError(404, f"Det finns ingen brevlåda som heter {key}.")
    return found


def _mailbox(key: str) -> MailboxOut:
    how, box = _settings(key), queries.box(key)
    assert box is not None, "the mailbox has just been found"
    return _told(box, how, rules.rule_of(key))


def _told(box: Box, how: Settings, rule: Rule) -> MailboxOut:
    return MailboxOut(
        key=box.key,
        address=box.address,
        name=box.name,
        organisation=box.organisation_code,
        signature=box.signature,
        keeper_address=box.keeper_address,
        is_open=box.is_open,
        user=how.user,
        imap=_server(how.imap),
        smtp=_server(how.smtp),
        group=rule.group_key,
        is_for_strangers=rule.is_for_strangers,
        is_secret=rule.is_secret,
        has_receipts=rule.has_receipts,
        fetched_at=box.fetched_at,
        problem=box.problem,
    )


def _server(told: tuple[str, int, Security]) -> ServerOut:
    host, port, security = told
    return ServerOut(host=host, port=port, security=security)


def _head(head: Head) -> HeadOut:
    told: dict[str, Any] = {name: getattr(head, name) for name in HeadIn.model_fields}
    return HeadOut(organisation=head.organisation_code, **told)
