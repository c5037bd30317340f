"""The addresses of what is held of people."""

from django.urls import path

from samdrift.privacy import views

app_name = "privacy"

urlpatterns = [
    path("", views.page, name="page"),
    path("uttag/", views.files_page, name="files"),
    path("register.csv", views.register_file, name="register"),
    path("<int:person_id>/utdrag/", views.take_out, name="take-out"),
]
