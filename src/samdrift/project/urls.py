"""Every address of the product."""

from django.urls import URLPattern, URLResolver, include, path

from samdrift.api.urls import WEBHOOKS
from samdrift.inventory.urls import AGENTS
from samdrift.operation.urls import MACHINES
from samdrift.portal.urls import STATEMENT, STATUS

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("samdrift.annualreport.urls")),
    path("", include("samdrift.reporting.urls")),
    path("", include("samdrift.parties.urls")),
    path("", include("samdrift.identity.urls")),
    path("", include("samdrift.secondstep.urls")),
    path("", include("samdrift.plumbing.search.urls")),
    path("", include("samdrift.plumbing.components.urls")),
    path("", include("samdrift.billing.urls")),
    path("", include("samdrift.budget.urls")),
    path("", include("samdrift.yearend.urls")),
    path("", include("samdrift.followup.urls")),
    path("", include("samdrift.capital.urls")),
    path("granskning/", include("samdrift.auditing.urls")),
    path("bokforing/", include("samdrift.bookkeeping.urls")),
    path("", include("samdrift.mandates.urls")),
    path("", include("samdrift.provisioning.urls")),
    path("andringar/", include("samdrift.changes.urls")),
    path("inventarier/", include("samdrift.assets.urls")),
    path("arenden/", include("samdrift.servicedesk.urls")),
    path("bokningar/", include("samdrift.bookings.urls")),
    path("problem/", include("samdrift.problems.urls")),
    path("storningar/", include("samdrift.disturbances.urls")),
    path("status/", include((STATUS, "status"))),
    path("tillganglighet/", include((STATEMENT, "accessibility"))),
    path("hjalp/", include("samdrift.portal.urls")),
    path("api/v1/", include("samdrift.api.urls")),
    path("webhookar/", include((WEBHOOKS, "webhooks"))),
    path("overenskommelser/", include("samdrift.agreements.urls")),
    path("kostnadsmodell/", include("samdrift.costing.urls")),
    path("personuppgifter/", include("samdrift.privacy.urls")),
    path("gallring/", include("samdrift.wiping.urls")),
    path("tjanster/", include("samdrift.catalogue.urls")),
    path("vaxel/", include("samdrift.switchboard.urls")),
    path("maskiner/", include("samdrift.inventory.urls")),
    path("katalogen/", include("samdrift.directorysync.urls")),
    path("inventering/", include((AGENTS, "agents"))),
    path("drift/", include("samdrift.operation.urls")),
    path("", include((MACHINES, "machines"))),
    path("inlasning/", include("samdrift.plumbing.exchange.urls")),
]
