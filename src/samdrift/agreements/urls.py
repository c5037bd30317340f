"""The addresses of agreements."""

from django.urls import path

from samdrift.agreements.views import agreeing, ordering

app_name = "agreements"

urlpatterns = [
    path("", agreeing.list_page, name="list"),
    path("ny/", agreeing.new_page, name="new"),
    path("bestall/<str:code>/", ordering.order_page, name="order"),
    path("bestallning/<int:order_id>/", ordering.answer, name="answer"),
    path("<int:agreement_id>/", agreeing.agreement_page, name="agreement"),
    path("<int:agreement_id>/skriv/", agreeing.write_page, name="write"),
    path("<int:agreement_id>/steg/", agreeing.step, name="step"),
]
