"""What kinds, states, steps and fields there are from the start, and how stories begin."""

from django.db import migrations

from samdrift.plumbing import clock

KINDS = (
    ("phone.handset", "Mobiltelefon", False, "phone"),
    ("account.personal", "Personkonto", False, "account"),
    ("printer", "Skrivare", False, ""),
    ("network", "Nätutrustning", True, ""),
    ("network.switch", "Switch", False, ""),
    ("network.router", "Router eller brandvägg", False, ""),
    ("software", "Programvara och licenser", False, ""),
    ("vehicle", "Fordon", False, ""),
    ("consumable", "Förbrukningsvara", False, ""),
    ("system", "Verksamhetssystem", False, ""),
)
"""Kinds besides those that a package tells of: key, label, whether a group, and what comes before."""

LASTS = {
    "computer": (48, 950_000), "computer.pupil": (36, 350_000), "tablet": (36, 450_000),
    "server.physical": (60, 8_000_000), "printer": (60, 600_000), "access_point": (84, 400_000),
    "network": (84, 1_500_000), "phone.handset": (36, 350_000),
}  # fmt: skip

SERVICE, STOCK, OVER = "service", "stock", "over"
STATES = (
    ("planned", "Planerad", "", "quiet"),
    ("ordered", "Beställd", "", "quiet"),
    ("delivered", "Levererad", "", "warn"),
    ("stock", "I lager", STOCK, "quiet"),
    ("configured", "Färdig att lämna ut", STOCK, "now"),
    ("held", "Utlämnad", SERVICE, "ok"),
    ("active", "I drift", SERVICE, "ok"),
    ("lent", "Utlånad", SERVICE, "now"),
    ("repair", "På reparation", SERVICE, "warn"),
    ("returned", "Återlämnad", "", "warn"),
    ("erased", "Raderad", "", "warn"),
    ("lost", "Borttappad", "", "bad"),
    ("replaced", "Utbytt på garanti", OVER, "quiet"),
    ("recycled", "Återvunnen", OVER, "quiet"),
    ("sold", "Såld", OVER, "quiet"),
    ("ended", "Avslutad", OVER, "quiet"),
)

DESK = ["agent", "manager", "technician"]
FIELD = ["manager", "technician"]
STEPS = {
    "": (
        ("order", "Beställ", "planned", "ordered", [], DESK),
        ("receive", "Ta emot", "ordered", "delivered", [], DESK),
        ("put-in-stock", "Lägg i lager", "delivered configured", "stock", ["place"], DESK),
        ("configure", "Gör i ordning", "delivered stock", "configured", ["place"], FIELD),
        ("hand-over", "Lämna ut", "stock configured delivered returned", "held", ["holder"], DESK),
        ("install", "Sätt i drift", "stock configured delivered", "active", ["organisation"], DESK),
        ("move", "Flytta", "held", "held", ["holder"], DESK),
        ("move", "Flytta", "active", "active", ["organisation"], DESK),
        ("lend", "Låna ut", "stock configured", "lent", ["holder"], DESK),
        ("repair", "Lämna på reparation", "held active lent", "repair", ["note"], DESK),
        ("repaired", "Tillbaka från reparation", "repair", "held", ["holder"], DESK),
        ("restart", "Åter i drift", "repair", "active", [], DESK),
        ("replace", "Byt på garanti", "repair", "replaced", ["note"], DESK),
        ("take-back", "Ta tillbaka", "held active lent repair", "returned", [], DESK),
        ("put-in-stock", "Lägg i lager", "returned", "stock", ["place"], DESK),
        ("erase", "Radera med intyg", "returned stock", "erased", ["note"], FIELD),
        ("reuse", "Återbruka", "erased", "stock", ["place"], DESK),
        ("recycle", "Återvinn", "erased returned", "recycled", [], FIELD),
        ("sell", "Sälj", "erased", "sold", ["note"], FIELD),
        ("lose", "Anmäl borttappad", "held active lent stock configured", "lost", ["note"], DESK),
        ("find", "Hittad igen", "lost", "returned", [], DESK),
    ),
    "in-use": (
        ("order", "Beställ", "planned", "ordered", [], DESK),
        ("start", "Börja använda", "planned ordered", "active", ["organisation"], DESK),
        ("move", "Flytta", "active", "active", ["organisation"], DESK),
        ("take-back", "Ta tillbaka", "active", "returned", [], DESK),
        ("hand-over", "Lämna ut", "returned ended", "active", ["organisation"], DESK),
        ("end", "Avsluta", "active returned", "ended", [], DESK),
    ),
}
OF_A_KIND = {
    "in-use": ("phone.extension", "phone.mobile", "account", "card", "software", "system"),
}
"""Kinds that are not touched by hand: they are used, and then are not."""

USE = ("use", "Används av", "choice", ["Personal", "Elever", "Förtroendevalda"], False, True)
BUILDING = ("building", "Byggnad", "text", [], False, True)
PORTS = ("ports", "Portar", "number", [], False, False)
POE = ("poe", "PoE", "yes-no", [], False, False)
FIELDS = {
    "computer": (USE, ("operating_system", "Operativsystem", "text", [], False, False)),
    "computer.staff.thin_client": (("server", "Arbetar mot", "device", [], False, True),),
    "tablet": (USE,),
    "server": (
        ("hall", "Hall", "text", [], False, True),
        ("host", "Körs på", "device", [], False, True),
        ("operating_system", "Operativsystem", "text", [], False, False),
        ("systems", "System", "text", [], False, True),
    ),
    "network": (BUILDING, PORTS, POE),
    "access_point": (BUILDING, PORTS, POE),
    "printer": (
        BUILDING,
        ("colour", "Skriver i färg", "yes-no", [], False, False),
        ("paper", "Största papper", "choice", ["A4", "A3"], False, False),
        ("queue", "Skrivarkö", "text", [], False, True),
    ),
    "phone.extension": (
        ("number", "Nummer", "text", [], True, True),
        ("group", "Svarsgrupp", "text", [], False, False),
    ),
    "phone.mobile": (
        ("number", "Nummer", "text", [], True, True),
        ("operator", "Operatör", "text", [], False, True),
        ("plan", "Abonnemang", "text", [], False, True),
        ("sim", "SIM-kort", "text", [], False, False),
        ("monthly_cost", "Kostnad per månad", "money", [], False, False),
    ),
    "phone.handset": (("imei", "IMEI", "text", [], False, True),),
    "card": (
        ("hsa_id", "HSA-id", "text", [], False, True),
        ("valid_to", "Giltigt till", "date", [], False, True),
        ("issued_by", "Utlämnat av", "person", [], False, False),
    ),
    "account": (
        ("owner", "Ägare", "person", [], False, True),
        ("ends_on", "Upphör", "date", [], False, True),
    ),
    "software": (
        ("metric", "Räknas per", "choice", ["Användare", "Enhet", "Processor", "Samtidig användare"], True, True),
        ("entitled", "Antal licenser", "number", [], False, True),
        ("used", "Används", "number", [], False, True),
        ("contract", "Avtal", "text", [], False, False),
        ("renewal", "Förnyas", "date", [], False, True),
        ("yearly_cost", "Kostnad per år", "money", [], False, False),
    ),
    "vehicle": (
        ("registration", "Registreringsnummer", "text", [], True, True),
        ("fuel", "Drivmedel", "choice", ["El", "Bensin", "Diesel", "Biogas", "Etanol", "HVO"], False, False),
        ("mileage", "Mätarställning, mil", "number", [], False, False),
    ),
    "consumable": (
        ("article", "Artikelnummer", "text", [], False, True),
        ("amount", "Antal", "number", [], False, True),
    ),
    "system": (
        ("owner", "Systemägare", "person", [], False, True),
        ("supplier", "Leverantör", "organisation", [], False, True),
        ("criticality", "Hur viktigt", "choice", ["Samhällsviktigt", "Viktigt", "Mindre viktigt"], False, True),
        ("information_class", "Informationsklass (K, R, T)", "text", [], False, False),
    ),
}  # fmt: skip


def stand(apps, _editor):
    kinds(apps.get_model("assets", "AssetKind"))
    state = apps.get_model("assets", "LifeState")
    state.objects.bulk_create(
        state(
            key=key,
            label=label,
            is_in_service=means == SERVICE,
            is_in_stock=means == STOCK,
            is_over=means == OVER,
            tone=tone,
            position=position * 10,
        )
        for position, (key, label, means, tone) in enumerate(STATES)
    )
    steps(apps.get_model("assets", "LifeStep"))
    fields(apps.get_model("assets", "AssetKind"), apps.get_model("assets", "KindField"))


def kinds(kind):
    """Add the kinds that are not there: an organisation may have added one of its own by the name."""
    rows = {row.key: row for row in kind.objects.all()}
    last = max((row.position for row in rows.values()), default=0)
    for number, (key, label, is_group, above) in enumerate(KINDS, start=1):
        if key not in rows:
            family = [row.position for row in rows.values() if row.key.startswith(f"{above}.")]
            at = max(family) + 1 if above and family else last + number * 10
            kind.objects.create(key=key, label=label, is_group=is_group, position=at)
    for key, (months, ore) in LASTS.items():
        kind.objects.filter(key=key).update(life_months=months, price_ore=ore)


def steps(step):
    position = 0
    for life, told in STEPS.items():
        for kind in OF_A_KIND.get(life, (life,)):
            for act, label, befores, after, needs, roles in told:
                for before in befores.split():
                    position += 1
                    step.objects.create(
                        kind=kind,
                        act=act,
                        label=label,
                        before_id=before,
                        after_id=after,
                        needs=needs,
                        roles=roles,
                        position=position,
                    )


def fields(kind, field):
    rows = {row.key: row for row in kind.objects.all()}
    field.objects.bulk_create(
        field(
            kind=rows[key],
            key=name,
            label=label,
            sort=sort,
            choices=choices,
            is_required=is_required,
            is_listed=is_listed,
            position=position,
        )
        for key, told in FIELDS.items()
        for position, (name, label, sort, choices, is_required, is_listed) in enumerate(told)
    )


def first_events(apps, _editor):
    """Begin the story of every thing that is kept already; a package goes on counting them."""
    device = apps.get_model("assets", "Device")
    rows = list(device.objects.all())
    event, standing = apps.get_model("assets", "DeviceEvent"), apps.get_model("assets", "Standing")
    now = clock.now()
    for row in rows:
        row.state_id, row.is_counted = "held" if row.holder_id else "active", False
        if row.kind.startswith(("phone.mobile", "phone.extension", "account", "card")):
            row.state_id = "active"
    device.objects.bulk_update(rows, ["state", "is_counted"], batch_size=500)
    event.objects.bulk_create(
        event(
            device=row,
            act="register",
            day=row.held_since or now.date(),
            at=now,
            by_name="Samdrift",
            sets={
                "state": row.state_id,
                "organisation": row.organisation_id,
                "holder": row.holder_id,
                "unit": None,
                "place": None,
                "location": "",
            },
        )
        for row in rows
    )
    standing.objects.bulk_create(
        standing(
            device=row,
            valid_from=row.held_since or now.date(),
            state_id=row.state_id,
            organisation_id=row.organisation_id,
            holder_id=row.holder_id,
        )
        for row in rows
    )


class Migration(migrations.Migration):
    dependencies = [("assets", "0004_register")]
    operations = [
        migrations.RunPython(stand, migrations.RunPython.noop),
        migrations.RunPython(first_events, migrations.RunPython.noop),
    ]
