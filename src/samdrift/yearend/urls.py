"""The addresses of a year's close."""

from django.urls import path

from samdrift.yearend import views

app_name = "yearend"

urlpatterns = [
    path("ar/<int:year>/bokslut/", views.close_page, name="close"),
    path("ar/<int:year>/bokslut/avstamning/", views.reconcile_page, name="reconcile"),
    path("ar/<int:year>/bokslut/avstamning/<int:pk>/", views.document, name="document"),
    path("ar/<int:year>/bokslut/poster/", views.entries_page, name="entries"),
    path("ar/<int:year>/bokslut/poster.<str:kind>", views.vouchers_file, name="vouchers"),
    path("ar/<int:year>/bokslut/balanskrav/", views.balance_page, name="balance"),
]
