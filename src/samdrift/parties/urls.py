"""The addresses of signing in and out, passwords, people, and how the pages look."""

from django.urls import path

from samdrift.parties.views import (
    appearance,
    passwords,
    people,
    rights,
    sights,
    signing_in,
    stronger,
)

urlpatterns = [
    path("logga-in/", signing_in.sign_in, name="sign-in"),
    path("logga-ut/", signing_in.sign_out, name="sign-out"),
    path("logga-in/igen/", stronger.again, name="sign-in-again"),
    path("logga-in/starkare/", stronger.stronger, name="stronger"),
    path("utseende/", appearance.appearance, name="appearance"),
    path("vem-kan-se/", sights.who_sees, name="who-sees"),
    path("losenord/", passwords.change_password, name="change-password"),
    path(
        "valj-losenord/<int:user_id>/<str:token>/",
        passwords.choose_password,
        name="choose-password",
    ),
    path("personer/", people.people_page, name="people"),
    path("personer/ny/", people.new_person, name="new-person"),
    path("personer/behorigheter/", rights.rights_page, name="rights"),
    path("personer/behorigheter/krav/", stronger.demand, name="demands"),
    path("personer/<int:user_id>/", people.person_page, name="person"),
    path("personer/<int:user_id>/logga-ut/", people.sign_out, name="sign-person-out"),
    path("personer/<int:user_id>/stang-av/", people.shut_out, name="shut-out"),
    path("personer/<int:user_id>/oppna/", people.let_in, name="let-in"),
    path("personer/<int:user_id>/engangslank/", people.invite, name="invite"),
]
