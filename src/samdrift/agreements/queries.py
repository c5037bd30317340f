"""Agreements as they stand: which version holds, who has signed, and what is soon due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from samdrift.agreements.choices import AgreementKind, State, Step
from samdrift.agreements.models import Agreement, AgreementVersion
from samdrift.billing import queries as billing
from samdrift.catalogue import queries as catalogue
from samdrift.kernel.spans import months_on

SOON = timedelta(days=120)
"""So long before a day that something must be decided it is told of."""


@dataclass(frozen=True, slots=True)
class StepTold:
    """A step that a version took."""

    step: Step
    done_by: str
    done_at: datetime
    note: str


@dataclass(frozen=True, slots=True)
class VersionTold:
    """A version of an agreement, and how it stands."""

    id: int
    number: int
    starts: date
    ends: date | None
    notice_months: int
    terms: str
    levels: tuple[str, ...]
    steps: tuple[StepTold, ...]
    volumes: tuple[tuple[int, str, int], ...]
    """The id and the words of each option, and how many were agreed on."""

    @property
    def state(self) -> State:
        """How it stands, by the steps it took."""
        done = {told.step for told in self.steps}
        if Step.GIVEN_NOTICE in done:
            return State.GIVEN_NOTICE
        if {Step.SIGNED_HERE, Step.SIGNED_THERE} <= done:
            return State.SIGNED
        return State.SENT if done else State.DRAFT

    @property
    def notice_by(self) -> date | None:
        """The last day to give notice so that it ends when it may; none where it goes on."""
        if self.ends is None:
            return None
        return months_on(self.ends, -self.notice_months)

    def is_due(self, on: date) -> bool:
        """Whether it must soon be decided whether it goes on."""
        day = self.notice_by
        return self.state is State.SIGNED and day is not None and on <= day <= on + SOON

    def holds(self, on: date) -> bool:
        """Whether it is signed and holds on a day."""
        ended = self.ends is not None and self.ends <= on
        return self.state in (State.SIGNED, State.GIVEN_NOTICE) and self.starts <= on and not ended


@dataclass(frozen=True, slots=True)
class AgreementTold:
    """An agreement with its versions, the latest first."""

    id: int
    name: str
    kind: AgreementKind
    organisation: str
    versions: tuple[VersionTold, ...]

    @property
    def latest(self) -> VersionTold:
        """The version that was last written."""
        return self.versions[0]


@dataclass(frozen=True, slots=True)
class Target:
    """How many have signed an agreement of a kind, of those that are to."""

    kind: AgreementKind
    signed: int
    wanted: int


def agreements(*, organisation: str = "") -> tuple[AgreementTold, ...]:
    """Return every agreement, or those of one organisation where it is told."""
    found = Agreement.objects.order_by("kind", "organisation__position", "name", "id")
    if organisation:
        found = found.filter(organisation_id=organisation)
    read = found.prefetch_related("versions__steps", "versions__volumes")
    words = {pk: card.words for pk, card in catalogue.option_cards().items()}
    return tuple(_agreement(each, words) for each in read)


def agreement(agreement_id: int) -> AgreementTold | None:
    """Return one agreement; None where there is none of that id."""
    read = Agreement.objects.prefetch_related("versions__steps", "versions__volumes")
    found = read.filter(pk=agreement_id).first()
    words = {pk: card.words for pk, card in catalogue.option_cards().items()}
    return _agreement(found, words) if found else None


def targets(*, on: date) -> tuple[Target, ...]:
    """Return how many of those who pay have an agreement of each kind there is that holds."""
    told = agreements()
    wanted = len(billing.who_pays())
    return tuple(
        Target(kind, len(_signed(told, kind, on)), wanted)
        for kind in AgreementKind
        if any(each.kind is kind for each in told)
    )


def _signed(told: tuple[AgreementTold, ...], kind: AgreementKind, on: date) -> set[str]:
    return {
        each.organisation
        for each in told
        if each.kind is kind and any(version.holds(on) for version in each.versions)
    }


def _agreement(each: Agreement, words: dict[int, str]) -> AgreementTold:
    versions = sorted(each.versions.all(), key=lambda version: -version.number)
    return AgreementTold(
        id=each.pk,
        name=each.name,
        kind=AgreementKind(each.kind),
        organisation=str(each.organisation_id),
        versions=tuple(_version(version, words) for version in versions),
    )


def _version(each: AgreementVersion, words: dict[int, str]) -> VersionTold:
    return VersionTold(
        id=each.pk,
        number=each.number,
        starts=each.starts,
        ends=each.ends,
        notice_months=each.notice_months,
        terms=each.terms,
        levels=tuple(each.levels.splitlines()),
        steps=tuple(
            StepTold(Step(step.step), step.done_by, step.done_at, step.note)
            for step in each.steps.all()
        ),
        volumes=tuple(
            (volume.option_id, words[volume.option_id], volume.volume)
            for volume in each.volumes.all()
        ),
    )
