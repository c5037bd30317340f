"""Inventories taken in from files, and the keys of agents, from the command line."""

from samdrift.inventory.tests.given import a_computer
from samdrift.plumbing.exchange.tests.given import folder_of
from samdrift.project.tests.shell import samdrift

ORGANISATIONS = {"organisations.csv": "code,name,role\nKIN,Kinda,member\n"}


def test_a_file_is_taken_in_with_its_difference_and_again_changes_nothing(tmp_path):
    home, file = tmp_path / "home", tmp_path / "dator.json"
    samdrift(home, "import", folder_of(tmp_path, ORGANISATIONS))
    file.write_bytes(a_computer("PC-1", serial="5CG901", monitors=[{"serial": "M1"}]))

    first = samdrift(home, "inventory", "--organisation", "KIN", str(file))
    file.write_bytes(a_computer("PC-1", serial="5CG901", monitors=[]))
    then = samdrift(home, "inventory", "--organisation", "KIN", str(file))
    again = samdrift(home, "inventory", "--organisation", "KIN", str(file))

    assert (first.status, first.err) == (0, "")
    assert first.out.splitlines()[0] == "dator.json: PC-1, ny"
    assert "  softwares            1 tillkom (0 → 1)" in first.out.splitlines()
    assert then.out.splitlines() == [
        "dator.json: PC-1, ändrad",
        "  monitors             1 försvann (1 → 0)",
    ]
    assert again.out.splitlines() == ["dator.json: PC-1, oförändrad"]


def test_a_file_that_cannot_be_read_is_told_of_and_the_others_are_taken_in(tmp_path):
    home, good, bad = tmp_path / "home", tmp_path / "dator.json", tmp_path / "bild.png"
    samdrift(home, "import", folder_of(tmp_path, ORGANISATIONS))
    good.write_bytes(a_computer("PC-1"))
    bad.write_bytes(b"\x89PNG")

    said = samdrift(home, "inventory", "--organisation", "KIN", str(bad), str(good))

    assert said.status == 1
    assert "bild.png: Det som skickades är varken JSON eller XML." in said.err
    assert "1 av 2 filer gick inte att läsa." in said.err
    assert "dator.json: PC-1, ny" in said.out


def test_machines_of_nobody_are_refused(tmp_path):
    file = tmp_path / "dator.json"
    file.write_bytes(a_computer("PC-1"))

    said = samdrift(tmp_path / "home", "inventory", "--organisation", "XYZ", str(file))

    assert (said.status, said.err.strip()) == (1, "Organisationen XYZ finns inte.")


def test_a_key_is_given_once_listed_and_taken_back(tmp_path):
    home = tmp_path / "home"
    samdrift(home, "import", folder_of(tmp_path, ORGANISATIONS))

    given = samdrift(home, "agents", "add", "kinda-datorer", "--organisation", "KIN")
    twice = samdrift(home, "agents", "add", "kinda-datorer", "--organisation", "KIN")
    listed = samdrift(home, "agents", "list")
    samdrift(home, "agents", "remove", "kinda-datorer")
    then = samdrift(home, "agents", "list")

    assert len(given.out.strip()) == 32
    assert (twice.status, "finns redan" in twice.err) == (1, True)
    assert listed.out.split()[:2] == ["kinda-datorer", "KIN"]
    assert "tillbakatagen" in then.out
    assert given.out.strip() not in listed.out
