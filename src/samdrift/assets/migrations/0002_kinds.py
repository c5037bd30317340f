"""The kinds every organisation has from the start; more are added as rows."""

from django.db import migrations

KINDS = (
    ("computer", "Datorer", True),
    ("computer.staff", "Personaldatorer", True),
    ("computer.staff.laptop", "Bärbar dator, personal", False),
    ("computer.staff.desktop", "Stationär dator, personal", False),
    ("computer.staff.thin_client", "Tunn klient", False),
    ("computer.staff.other", "Övrig dator, personal", False),
    ("computer.pupil", "Elevdator", False),
    ("tablet", "Surfplatta", False),
    ("server", "Servrar", True),
    ("server.physical", "Fysisk server", False),
    ("server.virtual", "Virtuell server", False),
    ("phone", "Telefoni", True),
    ("phone.extension", "Telefonanknytning", False),
    ("phone.mobile", "Mobilabonnemang", False),
    ("account", "Konton", True),
    ("account.group", "Gruppkonto", False),
    ("access_point", "Accesspunkt", False),
    ("card", "Tjänstekort", True),
    ("card.sis", "SIS-kort", False),
    ("card.company_photo", "Företagskort med foto", False),
    ("card.company_plain", "Företagskort utan foto", False),
    ("fibre", "Fiber", True),
    ("fibre.node", "Fibernod", False),
)


def add_kinds(apps, schema_editor):
    kind = apps.get_model("assets", "AssetKind")
    kind.objects.bulk_create(
        kind(key=key, label=label, is_group=is_group, position=position * 10)
        for position, (key, label, is_group) in enumerate(KINDS)
    )


class Migration(migrations.Migration):
    dependencies = [("assets", "0001_initial")]
    operations = [migrations.RunPython(add_kinds, migrations.RunPython.noop)]
