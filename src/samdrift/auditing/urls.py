"""The addresses of what an auditor looks at."""

from django.urls import path

from samdrift.auditing import views

app_name = "auditing"

urlpatterns = [
    path("<int:year>/", views.year_page, name="year"),
    path("<int:year>/granskningsfil.zip", views.audit_file, name="file"),
    path("stickprov/<int:sample_id>/", views.sample_page, name="sample"),
]
