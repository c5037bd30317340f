"""The addresses of operation: pages for people, and what machines ask."""

from django.urls import path

from samdrift.operation.views import jobs, machines, overview

app_name = "operation"

urlpatterns = [
    path("", overview.page, name="overview"),
    path("arbeten/", jobs.list_page, name="jobs"),
    path("arbeten/<int:job_id>/", jobs.page, name="job"),
    path("arbeten/<int:job_id>/avbryt/", jobs.cancel, name="cancel-job"),
    path("arbeten/<int:job_id>/igen/", jobs.again, name="job-again"),
]

MACHINES = [
    path("halsa/", machines.alive, name="alive"),
    path("halsa/redo/", machines.ready, name="ready"),
    path("metrics", machines.metrics, name="metrics"),
]
