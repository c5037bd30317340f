"""Passkeys: what a browser is asked, and what must hold of its answer. The library checks it."""

from __future__ import annotations

from dataclasses import dataclass

import webauthn
from django.utils.crypto import salted_hmac
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url, options_to_json
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from samdrift.secondstep.errors import WrongKey

MOST_SIGNS = 20_000
VERIFIED = UserVerificationRequirement.REQUIRED
"""Whoever has the key must show themselves to it too, by a finger or a code: that is two steps."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a key is for: an address of ours, as whoever runs the product lets it be called."""

    scheme: str
    host: str

    @property
    def name(self) -> str:
        """The host without its port."""
        return self.host.partition(":")[0]

    @property
    def origin(self) -> str:
        """What a browser says it is at."""
        return f"{self.scheme}://{self.host}"


@dataclass(frozen=True, slots=True)
class Asked:
    """What the browser is to be asked, as JSON, and the challenge its answer must be to."""

    options: str
    challenge: str


@dataclass(frozen=True, slots=True)
class Added:
    """A key as it is kept: what it is called, and what it is checked by."""

    credential: str
    public_key: str
    count: int


def to_add(place: Place, *, user_id: int, name: str, had: tuple[str, ...]) -> Asked:
    """Return what asks for a new key of somebody, that is none of those they have."""
    asked = webauthn.generate_registration_options(
        rp_id=place.name,
        rp_name="Samdrift",
        user_name=name,
        user_id=handle(user_id),
        exclude_credentials=[
            PublicKeyCredentialDescriptor(id=base64url_to_bytes(each)) for each in had
        ],
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=VERIFIED
        ),
    )
    return Asked(options_to_json(asked), bytes_to_base64url(asked.challenge))


def to_sign_in(place: Place) -> Asked:
    """Return what asks for any key that is for this address."""
    asked = webauthn.generate_authentication_options(rp_id=place.name, user_verification=VERIFIED)
    return Asked(options_to_json(asked), bytes_to_base64url(asked.challenge))


def added(answer: str, place: Place, *, challenge: str) -> Added:
    """Return the key that an answer tells of. Raises WrongKey."""
    try:
        told = webauthn.verify_registration_response(
            credential=answer[:MOST_SIGNS],
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=place.name,
            expected_origin=place.origin,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError) as error:
        raise _wrong() from error
    return Added(
        bytes_to_base64url(told.credential_id),
        bytes_to_base64url(told.credential_public_key),
        told.sign_count,
    )


def credential_of(answer: str) -> str:
    """Return which key an answer says it is by; it is not checked yet. Raises WrongKey."""
    try:
        read = webauthn.helpers.parse_authentication_credential_json(answer[:MOST_SIGNS])
    except (WebAuthnException, ValueError, KeyError, TypeError) as error:
        raise _wrong() from error
    return bytes_to_base64url(read.raw_id)


def checked(answer: str, place: Place, *, challenge: str, public_key: str, count: int) -> int:
    """Return how often a key has signed, where its answer holds. Raises WrongKey."""
    try:
        told = webauthn.verify_authentication_response(
            credential=answer[:MOST_SIGNS],
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=place.name,
            expected_origin=place.origin,
            credential_public_key=base64url_to_bytes(public_key),
            credential_current_sign_count=count,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError) as error:
        raise _wrong() from error
    return told.new_sign_count


def handle(user_id: int) -> bytes:
    """Return what a key knows somebody by: nothing that tells who they are."""
    return salted_hmac("samdrift.passkey", str(user_id), algorithm="sha256").digest()


def _wrong() -> WrongKey:
    return WrongKey("Nyckeln gick inte att lita på. Försök igen, eller logga in på ett annat sätt.")
