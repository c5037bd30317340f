"""The table of what a security standard asks of us is whole, and points to what is there."""

import ast
import json
import re
import tomllib

import pytest

STATES = {"met", "not applicable", "open"}
MOST_OPEN = 10
"""How many may be open: this only ever becomes less."""

NUMBERS = {
    # OWASP ASVS 5.0, levels 1 and 2: the numbers of each section.
    "1.1": "1-2", "1.2": "1-9", "1.3": "1-11", "1.4": "1-3", "1.5": "1-2",
    "2.1": "1-3", "2.2": "1-3", "2.3": "1-4", "2.4": "1",
    "3.2": "1-2", "3.3": "1-4", "3.4": "1-6", "3.5": "1-5", "3.7": "1-2",
    "4.1": "1-3", "4.2": "1", "4.3": "1-2", "4.4": "1-4",
    "5.1": "1", "5.2": "1-3", "5.3": "1-2", "5.4": "1-3",
    "6.1": "1-3", "6.2": "1-12", "6.3": "1-4", "6.4": "1-4", "6.5": "1-5", "6.6": "1-3",
    "6.8": "1-4",
    "7.1": "1-3", "7.2": "1-4", "7.3": "1-2", "7.4": "1-5", "7.5": "1-2", "7.6": "1-2",
    "8.1": "1-2", "8.2": "1-3", "8.3": "1", "8.4": "1",
    "9.1": "1-3", "9.2": "1-4",
    "10.1": "1-2", "10.2": "1-2", "10.3": "1-4", "10.4": "1-11", "10.5": "1-5",
    "10.6": "1-2", "10.7": "1-3",
    "11.1": "1-2", "11.2": "1-3", "11.3": "1-3", "11.4": "1-4", "11.5": "1", "11.6": "1",
    "12.1": "1-3", "12.2": "1-2", "12.3": "1-4",
    "13.1": "1", "13.2": "1-5", "13.3": "1-2", "13.4": "1-5",
    "14.1": "1-2", "14.2": "1-4", "14.3": "1-3",
    "15.1": "1-3", "15.2": "1-3", "15.3": "1-7",
    "16.1": "1", "16.2": "1-5", "16.3": "1-4", "16.4": "1-3", "16.5": "1-3",
    "17.1": "1", "17.2": "1-4", "17.3": "1-2",
}  # fmt: skip
ROW = re.compile(
    r"^\| (\d+\.\d+\.\d+) \| ([12]) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE
)
TEST = re.compile(r"`([\w/.]+\.py)::(test_\w+)`")
ANCHOR = re.compile(r"\]\(README\.md#([^)]+)\)")

ONLY_ELSEWHERE = {"colorama", "pywin32"}
"""What is locked for other systems than those that servers have."""

RUNS_TEXT = {"eval", "exec", "compile", "__import__"}
RUNS_SHELLS = {"os.system", "os.popen", "subprocess.getoutput", "subprocess.getstatusoutput"}
UNPACKS_OBJECTS = {"pickle", "marshal", "shelve", "dill", "yaml"}
KNOWN_DIGESTS = {"sha256", "sha512", "blake2b", "blake2s", "file_digest"}
GUESSED = {
    # The wait before a message is sent anew, which is no secret.
    "plumbing/hooks/sending.py",
}
PUT_TOGETHER = {
    # Of a word that is looked for in our own text: letters and digits alone.
    "reporting/series.py",
    # Of sentences of ours that a refusal may have, each escaped before it is joined.
    "plumbing/wording.py",
    # Of the headings of letters, and of the two signs that may stand between cells.
    "plumbing/mail/phrases.py",
    "plumbing/exchange/csv_rows.py",
    # Of the form in which an operator writes numbers, each part escaped.
    "servicedesk/casework/references.py",
}
PATTERNED = {"compile", "search", "match", "fullmatch", "sub", "split", "findall", "finditer"}


def expanded():
    for section, numbers in NUMBERS.items():
        first, _, last = numbers.partition("-")
        yield from (f"{section}.{n}" for n in range(int(first), int(last or first) + 1))


@pytest.fixture(scope="module")
def table(root):
    return ROW.findall((root / "docs" / "security" / "asvs.md").read_text("utf-8"))


def test_every_requirement_stands_in_the_table_once(table):
    numbers = [number for number, *_ in table]

    assert sorted(numbers) == sorted(expanded())
    assert len(numbers) == 253
    assert {state.strip() for _, _, _, state, _ in table} <= STATES


def test_every_requirement_that_is_met_names_a_test_that_exists(table, root):
    absent = []
    for number, _level, _asked, state, shown in table:
        named = TEST.findall(shown)
        if state.strip() == "met" and not named:
            absent.append(f"{number}: no test")
        for path, name in named:
            file = root / path
            if not file.exists() or f"def {name}(" not in file.read_text("utf-8"):
                absent.append(f"{number}: {path}::{name}")

    assert absent == []


def test_every_chapter_the_table_points_to_is_there(table, root):
    text = (root / "docs" / "security" / "README.md").read_text("utf-8")
    titles = re.findall(r"^##+ (.+)$", text, re.MULTILINE)
    anchors = {re.sub(r"[^\w -]", "", title).lower().replace(" ", "-") for title in titles}

    pointed = {each for *_, shown in table for each in ANCHOR.findall(shown)}

    assert pointed - anchors == set()
    assert len(pointed) >= 10


def test_no_more_is_open_than_was(table):
    left = [number for number, _, _, state, _ in table if state.strip() == "open"]

    assert len(left) <= MOST_OPEN, left


def calls(tree):
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def test_no_text_is_run_as_code_and_no_shell_is_asked(sources):
    wrong = []
    for path, tree in sources.items():
        for call in calls(tree):
            name = ast.unparse(call.func)
            is_shell = any(
                each.arg == "shell" and ast.unparse(each.value) != "False" for each in call.keywords
            )
            if name in RUNS_TEXT | RUNS_SHELLS or is_shell:
                wrong.append(f"{path}: {name}")
        for node in ast.walk(tree):
            if isinstance(node, ast.Import | ast.ImportFrom):
                module = getattr(node, "module", None) or ""
                names = {each.name.partition(".")[0] for each in node.names}
                if UNPACKS_OBJECTS & {module.partition(".")[0], *names}:
                    wrong.append(f"{path}: {module or names}")

    assert wrong == []


def test_no_pattern_is_made_of_what_somebody_wrote(sources):
    """A pattern is written here, or put together of parts that are, by their capital names."""
    wrong = []
    for path, tree in sources.items():
        for call in calls(tree):
            func = call.func
            if not (isinstance(func, ast.Attribute) and ast.unparse(func.value) == "re"):
                continue
            if func.attr not in PATTERNED or path.as_posix() in PUT_TOGETHER:
                continue
            loose = {
                node.id
                for node in ast.walk(call.args[0])
                if isinstance(node, ast.Name) and node.id.strip("_").upper() != node.id.strip("_")
            }
            if loose - {"re"} and "re.escape" not in ast.unparse(call.args[0]):
                wrong.append(f"{path}:{call.lineno}: {ast.unparse(call.args[0])}")

    assert wrong == []


def test_nothing_is_guessable_and_no_digest_is_broken(sources):
    wrong = []
    for path, tree in sources.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "hashlib":
                if node.attr not in KNOWN_DIGESTS:
                    wrong.append(f"{path}: hashlib.{node.attr}")
            elif isinstance(node, ast.Import) and path.as_posix() not in GUESSED:
                wrong += [f"{path}: random" for each in node.names if each.name == "random"]

    assert [each for each in wrong if "demo_desk" not in each] == []


def test_no_script_writes_to_a_name_it_was_told(root):
    """An object that is written to by a name from elsewhere could be every object's own."""
    named = re.compile(r"\w\[(?!\d|['\"])[^\]\n]+\]\s*=(?!=)|__proto__|Object\.assign")
    wrong = [
        f"{path.name}: {found.group()}"
        for path in sorted((root / "src" / "samdrift").rglob("*.js"))
        if "vendor" not in path.parts
        for found in named.finditer(path.read_text("utf-8"))
    ]

    assert wrong == []


def test_everything_bought_in_is_listed_with_its_licence(root):
    bill = json.loads((root / "docs" / "security" / "sbom.cdx.json").read_text("utf-8"))
    listed = {_plain(each["name"]): each["version"] for each in bill["components"]}
    text = (root / "requirements" / "runtime.txt").read_text("utf-8")
    pinned = {
        _plain(name): version
        for name, version in re.findall(r"^([\w.-]+)==([^\s;\\]+)", text, re.MULTILINE)
    }
    vendored = {
        _plain(each["name"]): each["version"]
        for path in (root / "src").rglob("VENDOR.toml")
        for each in tomllib.loads(path.read_text("utf-8"))["vendor"]
    }

    here = {name: version for name, version in pinned.items() if name not in ONLY_ELSEWHERE}
    assert listed == here | vendored
    assert all(each["licenses"] for each in bill["components"])


def _plain(name):
    return name.lower().replace("_", "-")
