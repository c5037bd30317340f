"""What may not stand in the repository, and what must be as it says it is."""

import hashlib
import re
import tomllib

import pytest

POSTPONED = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME)\b")
MACHINE_PATH = re.compile(r"(?<![\w.~])/(?:home|root|work|Users|mnt)/[\w.-]+")
REGISTRY = re.compile(
    r"pypi" + r"\.org|python" + r"hosted\.org|registry" + r"\.npmjs|registry" + r"\.yarnpkg"
    r"|/simple/?(?=[\s\"'])|https?://(?:10|127|192\.168|172\.(?:1[6-9]|2\d|3[01]))\.[\d.]+(?::\d+)?/(?:pypi|npm|root)",
    re.ASCII,
)
INDEX_OPTION = re.compile(r"^(?:-i|-f|--index-url|--extra-index-url|--find-links)\b", re.MULTILINE)
PINNED = re.compile(r"^([\w.-]+)==[^\s;\\]+", re.MULTILINE)


def test_nothing_is_left_for_later_in_a_comment(tracked_texts):
    wrong = [
        f"{path}: {found.group()}"
        for path, text in tracked_texts.items()
        for found in POSTPONED.finditer(text)
    ]

    assert wrong == []


def test_no_path_of_somebodys_machine_is_kept(tracked_texts):
    wrong = [
        f"{path}: {found.group()}"
        for path, text in tracked_texts.items()
        for found in MACHINE_PATH.finditer(text)
    ]

    assert wrong == []


def test_no_package_registry_is_named(tracked_texts):
    wrong = [
        f"{path}: {found.group()}"
        for path, text in tracked_texts.items()
        for found in REGISTRY.finditer(text)
    ]

    assert wrong == []


@pytest.mark.parametrize("name", ["runtime", "dev"])
def test_requirements_are_locked_by_hash_and_name_no_index(root, name):
    wanted = (root / "requirements" / f"{name}.in").read_text("utf-8")
    locked = (root / "requirements" / f"{name}.txt").read_text("utf-8")
    entries = re.split(r"\n(?=\S)", locked.strip())
    asked = re.findall(r"^([A-Za-z][\w.-]*)", wanted, re.MULTILINE)
    pinned = {each.lower().replace("_", "-") for each in PINNED.findall(locked)}

    assert [entry.splitlines()[0] for entry in entries if "--hash=sha256:" not in entry] == []
    assert [each for each in asked if each.lower().replace("_", "-") not in pinned] == []
    assert INDEX_OPTION.findall(locked) == []
    assert "http" not in locked


def test_files_made_by_others_are_as_they_were_made(tracked, root):
    wrong, seen = [], 0
    for path in tracked:
        if path.name != "VENDOR.toml":
            continue
        for package in tomllib.loads(path.read_text("utf-8"))["vendor"]:
            assert package.keys() >= {"name", "version", "licence", "sha256"}, path
            for name, digest in package["sha256"].items():
                seen += 1
                if hashlib.sha256((path.parent / name).read_bytes()).hexdigest() != digest:
                    wrong.append(str((path.parent / name).relative_to(root)))

    assert wrong == []
    assert seen > 5


def test_every_file_beside_a_vendor_list_is_on_it(tracked, root):
    unlisted = []
    for path in tracked:
        if path.name == "VENDOR.toml":
            packages = tomllib.loads(path.read_text("utf-8"))["vendor"]
            listed = {path.parent / name for each in packages for name in each["sha256"]}
            beside = {each for each in tracked if path.parent in each.parents} - {path}
            unlisted += [str(each.relative_to(root)) for each in sorted(beside - listed)]

    assert unlisted == []
