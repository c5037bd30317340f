"""Beginning to sign in in two steps, taking a code, and ending it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction

from samdrift.parties import services as parties
from samdrift.parties.choices import ChangeKind
from samdrift.secondstep import codes, passkeys
from samdrift.secondstep.errors import WrongCode, WrongKey
from samdrift.secondstep.models import CodeApp, Passkey, RecoveryCode


@dataclass(frozen=True, slots=True)
class Answer:
    """What a browser answers of a passkey: where, and to what it was asked."""

    text: str
    place: passkeys.Place
    challenge: str


@transaction.atomic
def add(*, user_id: int, secret: str, code: str, at: datetime) -> tuple[str, ...]:
    """Have somebody sign in with codes of a secret from now on; return their codes for paper.

    Raises WrongCode where the phone does not tell the codes of that secret, or there is one.
    """
    step = codes.step_of(secret, codes.plain(code), after=0, at=at)
    if step is None:
        raise WrongCode("Koden stämmer inte. Kontrollera telefonens klocka och skriv en ny kod.")
    if CodeApp.objects.filter(user=user_id).exists():
        raise WrongCode("Du har redan en kodapp. Ta bort den först.")
    app = CodeApp.objects.create(
        user_id=user_id, sealed=codes.seal(secret), last_step=step, added_at=at
    )
    parties.note(user_id=user_id, kind=ChangeKind.CODE_APP, by="", at=at)
    return _new_codes(app)


@transaction.atomic
def take(*, user_id: int, code: str, at: datetime) -> None:
    """Take a code of somebody's phone or paper, which is then used up. Raises WrongCode."""
    app = CodeApp.objects.select_for_update().filter(user=user_id).first()
    plain = codes.plain(code)
    if app is None or not plain:
        raise _wrong()
    if plain.isdecimal() and len(plain) == 6:
        step = codes.step_of(codes.opened(app.sealed), plain, after=app.last_step, at=at)
        if step is None:
            raise _wrong()
        CodeApp.objects.filter(pk=app.pk).update(last_step=step)
        return
    used, _by_model = RecoveryCode.objects.filter(code_app=app, digest=codes.digest(code)).delete()
    if not used:
        raise _wrong()
    parties.note(user_id=user_id, kind=ChangeKind.RECOVERY_USED, by="", at=at)


@transaction.atomic
def renew(*, user_id: int, code: str, at: datetime) -> tuple[str, ...]:
    """Give somebody new codes for paper in place of the old. Raises WrongCode."""
    take(user_id=user_id, code=code, at=at)
    app = CodeApp.objects.get(user=user_id)
    RecoveryCode.objects.filter(code_app=app).delete()
    parties.note(user_id=user_id, kind=ChangeKind.RECOVERY_CODES, by="", at=at)
    return _new_codes(app)


@transaction.atomic
def remove(*, user_id: int, code: str, at: datetime) -> None:
    """Have somebody sign in with the password alone again. Raises WrongCode."""
    take(user_id=user_id, code=code, at=at)
    _take_away(user_id, "", at)


@transaction.atomic
def take_away(*, user_id: int, how: str, by: str, at: datetime) -> None:
    """Take away the app of somebody who has lost the phone and the paper.

    Raises WrongCode where it is not told how it is known who they are.
    """
    told = " ".join(how.split())
    if not 5 <= len(told) <= 300:
        raise WrongCode("Skriv hur du vet vem det är, till exempel legitimation.")
    _take_away(user_id, by, at, how=told)


@transaction.atomic
def add_passkey(*, user_id: int, name: str, answer: Answer, at: datetime) -> None:
    """Have somebody sign in with a new passkey from now on. Raises WrongKey."""
    name = " ".join(name.split())
    if not 0 < len(name) <= 60:
        raise WrongKey("Skriv vad nyckeln ska heta, med högst 60 tecken.")
    key = passkeys.added(answer.text, answer.place, challenge=answer.challenge)
    if Passkey.objects.filter(credential=key.credential).exists():
        raise WrongKey("Den nyckeln finns redan.")
    Passkey.objects.create(
        user_id=user_id,
        name=name,
        credential=key.credential,
        public_key=key.public_key,
        count=key.count,
        added_at=at,
    )
    parties.note(user_id=user_id, kind=ChangeKind.PASSKEY, by="", at=at, after=name)


@transaction.atomic
def take_passkey(*, answer: Answer, at: datetime) -> tuple[User, str]:
    """Return whose passkey has answered, and its name. Raises WrongKey for who may not sign in."""
    rows = Passkey.objects.select_for_update().filter(
        credential=passkeys.credential_of(answer.text)
    )
    key = rows.filter(user__is_active=True).first()
    if key is None:
        raise WrongKey("Den nyckeln hör inte till någon här.")
    key.count = passkeys.checked(
        answer.text,
        answer.place,
        challenge=answer.challenge,
        public_key=key.public_key,
        count=key.count,
    )
    key.used_at = at
    key.save(update_fields=["count", "used_at"])
    return User.objects.get(pk=key.user_id), key.name


@transaction.atomic
def remove_passkey(*, user_id: int, passkey_id: int, at: datetime) -> None:
    """Have somebody no longer sign in with one of their passkeys."""
    found = Passkey.objects.filter(user=user_id, pk=passkey_id).first()
    if found is None:
        return
    found.delete()
    parties.note(user_id=user_id, kind=ChangeKind.PASSKEY_GONE, by="", at=at, after=found.name)


def _take_away(user_id: int, by: str, at: datetime, *, how: str = "") -> None:
    gone, _by_model = CodeApp.objects.filter(user=user_id).delete()
    if gone:
        parties.note(user_id=user_id, kind=ChangeKind.CODE_APP_GONE, by=by, at=at, after=how)


def _new_codes(app: CodeApp) -> tuple[str, ...]:
    told = codes.recovery_codes()
    RecoveryCode.objects.bulk_create(
        RecoveryCode(code_app=app, digest=codes.digest(code)) for code in told
    )
    return told


def _wrong() -> WrongCode:
    return WrongCode("Koden stämmer inte eller är redan använd. Vänta på nästa kod och prova igen.")
