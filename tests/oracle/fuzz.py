"""Hold the product against the reference: `python -m tests.oracle.fuzz --seeds 0-200`."""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.oracle import compare, faults, mutations, packages, product, reading

UNITS = ("tkr", "mkr")


def bring(package: dict[str, bytes]) -> product.Answer:
    with tempfile.TemporaryDirectory() as folder:
        return product.bring(package, Path(folder))


def valid(seed: int) -> Iterator[str]:
    """A package comes in, again, is changed by another, and is undone."""
    maker = packages.make_with(packages.Maker(seed))
    package, years = maker.draft.written(), maker.years
    records = reading.load(package)
    answer = bring(package)
    if answer.status:
        yield f"import: exit {answer.status}: {answer.err[:800]}"
        return
    yield from compare.differences(records, years, ("SEK", UNITS[seed % 2]))
    before = compare.everything(records, years)

    again = bring(package)
    if again.status or product.summary(again)[:2] != (0, 0):
        yield f"again: exit {again.status}, {product.summary(again)}: {again.err[:800]}"
    if compare.everything(records, years) != before:
        yield "again: a table changed"

    yield from changed(seed + 1_000_000, records)
    if compare.everything(records, years) != before:
        yield "undo: a table is not what it was"
    for _ in range(2):
        product.run("undo")


def changed(seed: int, records: reading.Records) -> Iterator[str]:
    """Another package updates rows with the same key; undo takes it back."""
    other = packages.make_with(packages.Maker(seed))
    answer = bring(other.draft.written())
    if answer.status:
        yield f"second import: exit {answer.status}: {answer.err[:800]}"
        return
    both = records.then(reading.load(other.draft.written()))
    for difference in compare.differences(both, other.years, ordered=False):
        yield f"after the second: {difference}"
    if (undone := product.run("undo")).status:
        yield f"undo: exit {undone.status}: {undone.err[:800]}"


def faulty(seed: int) -> Iterator[str]:
    """A package with faults changes nothing, and every fault is told."""
    broken = mutations.make_faulty(seed)
    places = faults.faults(broken.package)
    if not broken.kinds:
        return
    yield from (f"oracle: {p} not seen" for p in broken.places if not named(p, places))
    before = product.run("tables").out
    answer = bring(broken.package)
    text = answer.out + answer.err
    if answer.status != 1 or "Traceback" in text:
        yield f"{broken.kinds}: exit {answer.status}: {text[-800:]}"
    for difference in untold(places | broken.places, product.told_faults(answer)):
        yield f"{broken.kinds}: {difference}: {text[:400]}"
    if product.run("tables").out != before:
        yield f"{broken.kinds}: the tables changed"
    if answer.status == 0 and not answer.err:
        product.run("undo")


def untold(places: set[faults.Place], told: set[faults.Place]) -> Iterator[str]:
    """What is wrong and not told, and what is told and not wrong."""
    yield from (f"{place} is not told" for place in sorted(places) if not named(place, told))
    where = {(file, line) for file, line, _ in places}
    for file, line, column in sorted(told):
        if not {(file, line), (file, 0)} & where:
            yield f"{(file, line, column)} is told but right"


def named(place: faults.Place, told: set[faults.Place]) -> bool:
    file, line, column = place
    return any(
        file == other[0] and line in {0, other[1]} and column in {"", other[2]} for other in told
    )


def begin(home: str) -> None:
    """Make this process one that runs the product's commands on a home of its own."""
    os.environ["SAMDRIFT_HOME"] = home
    os.environ["DJANGO_SETTINGS_MODULE"] = "samdrift.project.settings"
    import django  # noqa: PLC0415  Settings read the environment.

    django.setup()
    product.run("tables")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", default="0-200", help="first-last; the last is not run")
    parser.add_argument("--most", type=int, default=8, help="differences told of each seed")
    options = parser.parse_args()
    first, last = map(int, options.seeds.split("-"))
    began, differing = time.monotonic(), 0
    with tempfile.TemporaryDirectory() as home:
        begin(home)
        for seed in range(first, last):
            found = [*valid(seed), *faulty(seed)]
            differing += bool(found)
            for line in found[: options.most]:
                sys.stdout.write(f"{seed}: {line}\n")
            sys.stdout.flush()
    seconds = time.monotonic() - began
    sys.stdout.write(f"{last - first} seeds, {differing} differ, {seconds:.0f} s\n")
    return int(differing > 0)


if __name__ == "__main__":
    sys.exit(main())
