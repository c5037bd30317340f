"""Who may open the addresses of the annual report."""

from samdrift.parties.tests.visitors import (
    FOR_IMPORTERS,
    FOR_NOBODY_SIGNED_IN,
    FOR_SENDING_ONLY,
    FOR_SIGNED_IN,
    ROLES,
    only,
)

# What is sent: who approves is led on; to everybody else the address is not there.
SENDINGS = [
    ("/ar/2015/utgavor/granska/", {}),
    ("/ar/2015/utgavor/1/faststall/", {"decided_on": "2016-04-12", "paragraph": "14"}),
    (
        "/ar/2015/avstamning/tryckta/",
        {
            "form": "file",
            "scale": "tkr",
            "text": "table,row,column,printed\nledger.income-statement,result,2015,4",
        },
    ),
    ("/ar/2015/avstamning/tryckta/{printed}/", {"act": "explain", "reason": "Tryckfel."}),
    ("/ar/2015/avstamning/tryckta/{printed}/", {"act": "withdraw"}),
    ("/ar/2015/avstamning/tryckta/{printed}/", {"act": "remove"}),
    (
        "/ar/2015/avstamning/motsagelser/",
        {"text": "place,label,subject,measure,period,printed,unit,remark\nA,B,c,flow,2015,1,tkr,"},
    ),
    ("/ar/2015/avstamning/motsagelser/", {"act": "remove"}),
    ("/ar/2015/mal/", {"key_figure": "tickets", "direction": "at-most", "value": "2"}),
    ("/ar/2015/mal/", {"act": "remove", "key_figure": "tickets"}),
    ("/ar/2015/nytt-kapitel/", {"title": "Eget", "within": ""}),
    ("/ar/2015/kapitel/summary/", {"title": "Kort", "body": "Ett.", "based_on": "0"}),
    ("/ar/2015/kapitel/summary/flytta/", {"direction": "down"}),
    ("/ar/2015/kapitel/summary/versioner/1/aterstall/", {}),
    ("/ar/2015/kapitel/summary/ta-bort/", {}),
]


DOORS = [
    ("", "/", only() | dict.fromkeys(set(ROLES) - {"employee"}, 302)),
    ("ar/<int:year>/", "/ar/2015/", FOR_SIGNED_IN),
    ("ar/<int:year>/rapport/", "/ar/2015/rapport/", FOR_SIGNED_IN),
    ("ar/<int:year>/mal/", "/ar/2015/mal/", FOR_SIGNED_IN),
    ("ar/<int:year>/medlem/<str:code>/", "/ar/2015/medlem/VIM/", FOR_SIGNED_IN),
    ("ar/<int:year>/medlem/<str:code>/", "/ar/2015/medlem/INGEN/", FOR_NOBODY_SIGNED_IN),
    (
        "ar/<int:year>/arsredovisning.<str:form>",
        "/ar/2015/arsredovisning.html",
        FOR_SIGNED_IN,
    ),
    ("ar/<int:year>/rapport/sok/", "/ar/2015/rapport/sok/?q=dator", FOR_SIGNED_IN),
    ("ar/<int:year>/kapitel/", "/ar/2015/kapitel/", FOR_SIGNED_IN),
    ("ar/<int:year>/nytt-kapitel/", "/ar/2015/nytt-kapitel/", FOR_SENDING_ONLY),
    ("ar/<int:year>/kapitel/<str:key>/", "/ar/2015/kapitel/summary/", FOR_IMPORTERS),
    ("ar/<int:year>/kapitel/<str:key>/", "/ar/2015/kapitel/nothing/", FOR_NOBODY_SIGNED_IN),
    (
        "ar/<int:year>/kapitel/<str:key>/utkast/",
        "/ar/2015/kapitel/summary/utkast/",
        FOR_SENDING_ONLY,
    ),
    ("ar/<int:year>/kapitel/<str:key>/infoga/", "/ar/2015/kapitel/summary/infoga/", FOR_IMPORTERS),
    (
        "ar/<int:year>/kapitel/<str:key>/flytta/",
        "/ar/2015/kapitel/summary/flytta/",
        FOR_SENDING_ONLY,
    ),
    (
        "ar/<int:year>/kapitel/<str:key>/ta-bort/",
        "/ar/2015/kapitel/summary/ta-bort/",
        FOR_SENDING_ONLY,
    ),
    (
        "ar/<int:year>/kapitel/<str:key>/versioner/",
        "/ar/2015/kapitel/summary/versioner/",
        FOR_SIGNED_IN,
    ),
    (
        "ar/<int:year>/kapitel/<str:key>/versioner/<int:number>/aterstall/",
        "/ar/2015/kapitel/summary/versioner/1/aterstall/",
        FOR_SENDING_ONLY,
    ),
    ("ar/<int:year>/utgavor/", "/ar/2015/utgavor/", FOR_SIGNED_IN),
    ("ar/<int:year>/utgavor/granska/", "/ar/2015/utgavor/granska/", FOR_SENDING_ONLY),
    (
        "ar/<int:year>/utgavor/<int:number>/faststall/",
        "/ar/2015/utgavor/1/faststall/",
        FOR_SENDING_ONLY,
    ),
    ("ar/<int:year>/utgavor/skillnader/", "/ar/2015/utgavor/skillnader/", FOR_SIGNED_IN),
    (
        "ar/<int:year>/bokforing.se",
        "/ar/2015/bokforing.se",
        only("manager", "controller", "auditor"),
    ),
    ("ar/<int:year>/bokforing.se", "/ar/2013/bokforing.se", FOR_NOBODY_SIGNED_IN),
    ("ar/<int:year>/avstamning/", "/ar/2015/avstamning/", FOR_SIGNED_IN),
    ("ar/<int:year>/avstamning/motsagelser/", "/ar/2015/avstamning/motsagelser/", FOR_SIGNED_IN),
    ("ar/<int:year>/avstamning/tryckta/", "/ar/2015/avstamning/tryckta/", FOR_SENDING_ONLY),
    (
        "ar/<int:year>/avstamning/tryckta/<int:printed_id>/",
        "/ar/2015/avstamning/tryckta/{printed}/",
        FOR_SIGNED_IN,
    ),
]
