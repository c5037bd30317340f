"""The addresses of directories."""

from django.urls import path

from samdrift.directorysync.views import departments, fetches, sources

app_name = "directorysync"

urlpatterns = [
    path("", sources.list_page, name="sources"),
    path("ny/", sources.new_page, name="new"),
    path("kalla/<slug:key>/", sources.source_page, name="source"),
    path("kalla/<slug:key>/gren/", sources.add_branch, name="add-branch"),
    path("kalla/<slug:key>/gren-bort/", sources.remove_branch, name="remove-branch"),
    path("kalla/<slug:key>/avdelningar/", departments.list_page, name="departments"),
    path(
        "kalla/<slug:key>/avdelningar/<int:department_id>/",
        departments.department_page,
        name="department",
    ),
    path("kalla/<slug:key>/hamta/", fetches.ask, name="ask"),
    path("hamtning/<int:fetch_id>/", fetches.page, name="fetch"),
    path("hamtning/<int:fetch_id>/avbryt/", fetches.cancel, name="cancel"),
    path("hamtning/<int:fetch_id>/svara/", fetches.answer, name="answer"),
]
