"""The addresses of agreements."""

from django.urls import path

from samdrift.agreements import views

app_name = "agreements"

urlpatterns = [
    path("", views.list_page, name="list"),
    path("ny/", views.new_page, name="new"),
    path("<int:agreement_id>/", views.agreement_page, name="agreement"),
    path("<int:agreement_id>/skriv/", views.write_page, name="write"),
    path("<int:agreement_id>/steg/", views.step, name="step"),
]
