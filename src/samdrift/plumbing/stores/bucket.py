"""Files as objects in a bucket of an S3 server, which any number of machines reach."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, override

from samdrift.plumbing.stores.ports import NoSuchFile, Standing, Store, StoreAway

if TYPE_CHECKING:
    from types_boto3_s3 import S3Client

_PATIENCE = 10
"""Seconds that the server is waited for, and as many again for each of the times it is tried."""
_TIMES = 3
_NOT_THERE = frozenset({"NoSuchKey", "404"})


@dataclass(frozen=True, slots=True)
class Place:
    """Which bucket of which server, Amazon's unsaid; its client finds keys and region itself."""

    bucket: str
    prefix: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Bucket(Store):
    """A bucket that is there already; the server keeps it shut for others."""

    place: Place

    @override
    def put(self, digest: str, content: bytes) -> None:
        told = base64.b64encode(hashlib.sha256(content).digest()).decode()
        with _answering():
            _asked(self.place).put_object(
                Bucket=self.place.bucket, Key=self._key(digest), Body=content, ChecksumSHA256=told
            )

    @override
    def get(self, digest: str) -> bytes:
        with _answering():
            found = _asked(self.place).get_object(Bucket=self.place.bucket, Key=self._key(digest))
            return found["Body"].read()

    @override
    def every(self) -> Iterator[Standing]:
        with _answering():
            pages = _asked(self.place).get_paginator("list_objects_v2")
            for page in pages.paginate(Bucket=self.place.bucket, Prefix=self.place.prefix):
                for found in page.get("Contents", ()):
                    name = found["Key"].removeprefix(self.place.prefix).replace("/", "")
                    yield Standing(name, found["LastModified"])

    @override
    def remove(self, digest: str) -> None:
        with _answering():
            _asked(self.place).delete_object(Bucket=self.place.bucket, Key=self._key(digest))

    @override
    def tidy(self, before: datetime) -> None:
        """Nothing is left half written: an object appears whole, or not at all."""

    def _key(self, digest: str) -> str:
        return f"{self.place.prefix}{digest[:2]}/{digest[2:]}"


@cache
def _asked(place: Place) -> S3Client:
    """Return what speaks with a server; it is made once in each process, and any thread asks it."""
    import boto3  # noqa: PLC0415  Half a second, for those who have no bucket too.
    from botocore.config import Config  # noqa: PLC0415

    config = Config(
        connect_timeout=_PATIENCE,
        read_timeout=_PATIENCE,
        retries={"total_max_attempts": _TIMES, "mode": "standard"},
        s3={"addressing_style": "path" if place.address else "auto"},
        # What a server that is not Amazon's may not know is left out: the digest is told anyhow.
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
    )
    return boto3.session.Session().client(
        "s3",
        endpoint_url=place.address or None,
        config=config,
    )


@contextmanager
def _answering() -> Iterator[None]:
    from botocore.exceptions import BotoCoreError, ClientError  # noqa: PLC0415

    try:
        yield
    except ClientError as error:
        code = error.response.get("Error", {}).get("Code", "")
        if code in _NOT_THERE:
            raise NoSuchFile from error
        raise StoreAway(f"Filernas server svarar nej ({code}). Se SAMDRIFT_FILES.") from error
    except BotoCoreError as error:
        raise StoreAway(
            "Filernas server svarar inte. Inget är ändrat; försök igen om en stund."
        ) from error
