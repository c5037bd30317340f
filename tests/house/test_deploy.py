"""What is put on a server: units systemd takes, containers that may do no more than they must."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

MOST_EXPOSED = 15
"""Tenths of the exposure that systemd-analyze reckons; 100 is a service that may do anything."""
UNITS = ("samdrift-web", "samdrift-worker@1", "samdrift-backup", "samdrift-verify")

needs_systemd = pytest.mark.skipif(
    shutil.which("systemd-analyze") is None, reason="systemd is not on the machine"
)


def analyze(folder: Path, *words: object) -> subprocess.CompletedProcess[str]:
    """Ask systemd about units of a folder, and of no other."""
    return subprocess.run(
        [shutil.which("systemd-analyze"), "--no-pager", *map(str, words)],
        env={"SYSTEMD_UNIT_PATH": f"{folder}:", "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def installed(root: Path, tmp_path: Path) -> Iterator[Path]:
    """Lay the units out as the guide says, on a machine where the program is another."""
    shared = tmp_path / "samdrift-.service.d"
    shared.mkdir()
    shutil.copyfile(root / "deploy/systemd/hardened.conf", shared / "hardened.conf")
    for unit in [
        *(root / "deploy/systemd").glob("*.service"),
        *(root / "deploy/systemd").glob("*.timer"),
    ]:
        text = unit.read_text("utf-8").replace("/opt/samdrift/.venv/bin/samdrift", "/bin/true")
        (tmp_path / unit.name.replace("@.", "@1.")).write_text(text)
    return tmp_path


@needs_systemd
def test_systemd_takes_every_unit(installed):
    units = [path for path in installed.iterdir() if path.is_file()]

    told = analyze(installed, "verify", "--man=no", *units)

    assert (told.returncode, told.stderr) == (0, "")
    assert {path.stem for path in units} >= set(UNITS)


@needs_systemd
@pytest.mark.parametrize("unit", UNITS)
def test_no_service_may_do_more_than_it_must(installed, unit):
    told = analyze(
        installed,
        *("security", "--offline=yes", f"--threshold={MOST_EXPOSED}"),
        installed / f"{unit}.service",
    )

    assert told.returncode == 0, told.stdout[-300:]


def test_units_say_commands_that_exist(root):
    from samdrift.project.cli import COMMANDS  # noqa: PLC0415  Only where commands are asked of.

    known = {entry.name for entry in COMMANDS}
    texts = [path.read_text("utf-8") for path in (root / "deploy").rglob("*") if path.is_file()]
    said = {found for text in texts for found in re.findall(r"bin/samdrift (\w+)", text)}
    said |= {found for text in texts for found in re.findall(r'"samdrift", "(\w+)"', text)}

    assert said <= known
    assert {"serve", "work", "backup", "restore"} <= said


def test_containers_are_nobodys_and_write_only_where_they_must(root):
    told = yaml.safe_load((root / "deploy/compose.yaml").read_text("utf-8"))
    ours = [told["services"][name] for name in ("web", "worker", "backup")]

    assert all(each["read_only"] and each["cap_drop"] == ["ALL"] for each in ours)
    assert all(
        each["security_opt"] == ["no-new-privileges:true"] for each in told["services"].values()
    )
    passwords = [
        name
        for each in told["services"].values()
        for name in each["environment"]
        if "PASSWORD" in name and not name.endswith("_FILE")
    ]
    assert passwords == []
    assert told["networks"]["inside"]["internal"] is True
    assert [port for each in ours for port in each.get("ports", [])] == ["127.0.0.1:8000:8000"]
    recipe = (root / "deploy/container/Dockerfile").read_text("utf-8")
    assert re.search(r"^USER [1-9]\d+$", recipe, re.MULTILINE)
