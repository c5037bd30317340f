"""What the house rules look at: the files git knows, our source as trees, the models."""

import ast
import subprocess
import tomllib
from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "samdrift"
BINARY = {".zip", ".woff2", ".ttf", ".png", ".jpg", ".webp", ".pdf", ".mo", ".ico", ".gz", ".xlsx"}


@pytest.fixture(scope="session")
def root():
    return ROOT


@pytest.fixture(scope="session")
def sources():
    """Every module of the product, without tests and migrations, by its path below the package."""
    paths = (
        path
        for path in sorted(PACKAGE.rglob("*.py"))
        if not {"tests", "migrations"} & set(path.relative_to(PACKAGE).parts)
    )
    return {path.relative_to(PACKAGE): ast.parse(path.read_text("utf-8")) for path in paths}


@pytest.fixture(scope="session")
def house_models():
    return [model for model in apps.get_models() if model.__module__.startswith("samdrift.")]


@pytest.fixture(scope="session")
def project_file():
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


@pytest.fixture(scope="session")
def tracked():
    """The files of the repository; what nobody has added yet counts too."""
    told = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if told.returncode:
        pytest.skip("not a git checkout")
    names = told.stdout.decode("utf-8").split("\0")
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


@pytest.fixture(scope="session")
def tracked_texts(tracked):
    """The text files of the repository, by their path; what others made is left out."""
    own = (path for path in tracked if path.suffix not in BINARY)
    return {
        path.relative_to(ROOT): path.read_text("utf-8")
        for path in own
        if "vendor" not in path.parts
    }
