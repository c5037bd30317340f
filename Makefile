# Samdrift: two commands on a fresh machine with git, make and python3.
#   make demo   sets everything up and opens the product on a real year
#   make test   sets everything up and passes the tests

SAMPLE ?= six-municipalities
HOST ?= 127.0.0.1
PORT ?= 8000
PYTHON ?= python3
UV_VERSION := 0.13.9
UV := .tools/bin/uv
CYCLONEDX_VERSION := 7.5.0
PIP_AUDIT_VERSION := 2.10.1
BIN := .venv/bin
export UV_SYSTEM_CERTS := 1
JOBS ?= 2

# Every line and branch of these is tested: the lowest storeys, the books, and all that answers or writes.
COVERED := src/samdrift/kernel/*,src/samdrift/sweden/*,src/samdrift/ledger/*,src/samdrift/*/queries.py,src/samdrift/*/services.py,src/samdrift/servicelevels/*
# Except these, each with its reason: none yet.
NOT_COVERED := */tests/*,*/migrations/*

.DEFAULT_GOAL := help
.PHONY: help setup dev demo test test-browser test-postgres static check coverage bench bench-search proofs lock sbom audit format clean

help:  ## Show what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

setup: .venv/.runtime  ## Prepare .venv, after which .venv/bin/samdrift is the command

dev: .venv/.dev  ## Prepare .venv with what the checks need besides

demo: setup  ## Load a real year and open the product on it (SAMPLE=two-municipalities takes the other)
	SAMDRIFT_HOME=$(CURDIR)/var/demo-$(SAMPLE) $(BIN)/samdrift demo --sample $(SAMPLE) --host $(HOST) --port $(PORT)

test: dev  ## Run the tests on SQLite
	SAMDRIFT_HOME=$(CURDIR)/var/test $(BIN)/pytest -n $(JOBS) --dist loadscope -m "not browser"

test-browser: dev  ## Run the tests that drive a real Chromium
	SAMDRIFT_BROWSER=1 SAMDRIFT_HOME=$(CURDIR)/var/test $(BIN)/pytest -n $(JOBS) --dist loadscope -m browser

test-postgres: dev  ## Run the tests on PostgreSQL (SAMDRIFT_TEST_POSTGRES names the server)
	SAMDRIFT_HOME=$(CURDIR)/var/test \
	SAMDRIFT_DATABASE_URL=$${SAMDRIFT_TEST_POSTGRES:?set it to postgres://user:password@host:port/name, or run scripts/services} \
	$(BIN)/pytest -n $(JOBS) --dist loadscope -m "not browser"

static: dev  ## Check style, types, walls, templates, migrations and dependencies
	$(BIN)/ruff format --check src tests
	$(BIN)/ruff check src tests
	SAMDRIFT_HOME=$(CURDIR)/var/test $(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint --lint --quiet src
	SAMDRIFT_HOME=$(CURDIR)/var/test $(BIN)/django-admin makemigrations --check --dry-run --settings samdrift.project.settings
	SAMDRIFT_HOME=$(CURDIR)/var/test SAMDRIFT_DATABASE_URL=$${SAMDRIFT_TEST_POSTGRES:-} $(BIN)/python scripts/lint-migrations
	$(BIN)/deptry src

check: static test test-browser test-postgres  ## Run everything CI checks

coverage: dev  ## Run the tests and hold what money and memory rest on at 100 %, branches too
	rm -f .coverage .coverage.*
	SAMDRIFT_HOME=$(CURDIR)/var/test $(BIN)/pytest -n $(JOBS) --dist loadscope -m "not browser" --cov --cov-report=
	$(BIN)/coverage report --fail-under=100 --include="$(COVERED)" --omit="$(NOT_COVERED)"

bench: dev  ## Measure against what is promised, beside references in the same run (PARTS="pages=20": only some)
	$(BIN)/python -m benchmarks $(PARTS)

bench-search: dev  ## Measure search: a million texts on PostgreSQL (SAMDRIFT_TEST_POSTGRES), 200,000 on SQLite
	$(BIN)/python -m benchmarks.search

proofs: dev  ## Run the long proofs whole, and every property on examples nobody has tried
	SAMDRIFT_HOME=$(CURDIR)/var/test SAMDRIFT_PROOFS=whole $(BIN)/pytest -m "proof or hypothesis"

format: dev  ## Format the code
	$(BIN)/ruff format src tests
	$(BIN)/ruff check --fix src tests

lock: $(UV)  ## Lock the dependencies anew
	for name in runtime dev; do \
	  $(UV) pip compile --quiet --universal --python-version 3.13 --generate-hashes \
	    --no-annotate --no-emit-index-url --no-emit-find-links --no-header \
	    requirements/$$name.in -o requirements/$$name.txt || exit 1; done

sbom: .tools/.security  ## List everything bought in, with licences (docs/security)
	$(UV) venv --quiet --clear --python "$$(cat .python-version)" build/sbom
	$(UV) pip sync --quiet --python build/sbom --require-hashes requirements/runtime.txt
	$(PYTHON) scripts/components .tools/bin/cyclonedx-py build/sbom

audit: .tools/.security  ## Ask whether anything bought in has a known hole (needs the network)
	.tools/bin/pip-audit --disable-pip --require-hashes -r requirements/runtime.txt

clean:  ## Take away everything that was made here
	rm -rf .venv .tools var build

$(UV):
	$(PYTHON) -m venv .tools || { echo "Install Python's venv first (Debian: apt-get install python3-venv)."; exit 1; }
	.tools/bin/pip install --quiet uv==$(UV_VERSION)

.tools/.security: | $(UV)
	.tools/bin/pip install --quiet cyclonedx-bom==$(CYCLONEDX_VERSION) pip-audit==$(PIP_AUDIT_VERSION)
	@touch $@

.venv/.made: .python-version | $(UV)
	$(UV) venv --quiet --clear --python "$$(cat .python-version)" .venv
	@touch $@

.venv/.runtime: requirements/runtime.txt pyproject.toml .venv/.made
	@test -e .venv/.dev || $(UV) pip sync --quiet --python .venv --require-hashes requirements/runtime.txt
	@test -e .venv/.dev || $(UV) pip install --quiet --python .venv --no-deps --no-build-isolation -e .
	@touch $@

.venv/.dev: requirements/dev.txt pyproject.toml .venv/.made
	$(UV) pip sync --quiet --python .venv --require-hashes requirements/dev.txt
	$(UV) pip install --quiet --python .venv --no-deps --no-build-isolation -e .
	@touch $@
