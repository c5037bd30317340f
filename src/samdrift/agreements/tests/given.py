"""Agreements that members have, and the steps they take."""

from datetime import UTC, date, datetime

from samdrift.agreements import queries, services
from samdrift.agreements.choices import AgreementKind, Step
from samdrift.agreements.ports import WantedVersion

AT = datetime(2015, 2, 3, 9, tzinfo=UTC)


def wanted(**told):
    plain = {
        "starts": date(2015, 1, 1),
        "ends": date(2016, 1, 1),
        "notice_months": 6,
        "terms": "Så här gör vi.",
        "levels": "Svar inom en timme",
    }
    return WantedVersion(**(plain | told))


def begun(code="VIM", *, kind=AgreementKind.OPERATION, **told):
    return services.begin(
        name="Drift av arbetsplatser", kind=kind, organisation=code, wanted=wanted(**told),
        by="anna", at=AT,
    )  # fmt: skip


def take(agreement, *steps):
    """Have the latest version of an agreement take some steps."""
    latest = queries.agreement(agreement.pk).latest
    for step in steps:
        services.take(version_id=latest.id, step=step, by="anna", at=AT)


def signed(code="VIM", **told):
    agreement = begun(code, **told)
    take(agreement, Step.SENT, Step.SIGNED_HERE, Step.SIGNED_THERE)
    return agreement
