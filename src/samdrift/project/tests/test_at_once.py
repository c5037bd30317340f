"""Two people at the same new database, at the same moment."""

from concurrent.futures import ThreadPoolExecutor

from samdrift.plumbing.exchange.tests.given import folder_of
from samdrift.project.tests.shell import samdrift


def test_both_imports_of_a_new_home_come_to_their_end(tmp_path):
    rows = "".join(f"K{n},Namn {n},member\n" for n in range(500))
    path = folder_of(tmp_path, {"organisations.csv": f"code,name,role\n{rows}"})
    home = tmp_path / "home"
    new = f"sqlite:///{home / 'new.sqlite3'}"

    with ThreadPoolExecutor(3) as pool:
        said = list(pool.map(lambda _: samdrift(home, "import", path, database=new), range(3)))

    assert [(each.status, each.err) for each in said] == [(0, "")] * 3
    told = sorted(each.out.split("organisations.csv")[1].split()[0] for each in said)
    assert told == ["0", "0", "500"]
