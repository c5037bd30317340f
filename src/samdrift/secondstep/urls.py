"""The addresses of the second step, and of one's own sign-in."""

from django.urls import path

from samdrift.secondstep.views import keys, own, step

urlpatterns = [
    path("logga-in/kod/", step.second_step, name="second-step"),
    path("logga-in/nyckel/", keys.use, name="use-passkey"),
    path("min-inloggning/nyckel/", keys.add, name="add-passkey"),
    path("min-inloggning/nyckel/<int:passkey_id>/bort/", keys.remove, name="remove-passkey"),
    path("min-inloggning/", own.own_page, name="own-sign-in"),
    path("min-inloggning/kodapp/", own.add, name="add-code-app"),
    path("min-inloggning/reservkoder/", own.renew, name="renew-recovery-codes"),
    path("min-inloggning/ta-bort/", own.remove, name="remove-code-app"),
    path("min-inloggning/avsluta/", own.end, name="end-sessions"),
    path("personer/<int:user_id>/utan-kodapp/", own.take_away, name="take-away-code-app"),
]
