# Two commands are all a newcomer needs: make demo, make test. Everything lives in .venv, node_modules and var.
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
WORKERS ?= auto

.DEFAULT_GOAL := help
.PHONY: help setup demo test check bench lock messages screenshots clean

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 16

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Lianshou needs Python 3.11 or newer")'
	@command -v npm >/dev/null || { echo "Lianshou needs Node 20 or newer (npm was not found)"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements/run.txt requirements/build.txt pyproject.toml hatch_build.py package-lock.json | $(VENV)/bin/python
	$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements/build.txt -r requirements/run.txt
	$(BIN)/pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.run
	$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

setup: $(VENV)/.run ## .venv with the lianshou command and nothing else (no server, no tests)

demo: $(VENV)/.run ## build the demonstration on SQLite and serve it on 127.0.0.1:8000
	LIANSHOU_DEMO=1 LIANSHOU_DATA_DIR=var/demo $(BIN)/lianshou demo --port $(PORT)

test: $(VENV)/.dev ## the whole suite: SQLite, then PostgreSQL and Chromium where they are present
	@$(BIN)/python tools/assets.py
	$(BIN)/python tools/suite.py --workers $(WORKERS)

check: $(VENV)/.dev ## linters, types, import contracts, migrations, deploy check
	@$(BIN)/python tools/assets.py
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/lianshou permissions --check docs/permissions.md
	$(BIN)/bandit -q -ll -c pyproject.toml -r src
	LIANSHOU_DEMO=1 $(BIN)/django-admin makemigrations --check --dry-run --settings lianshou.config.settings
	LIANSHOU_SECRET_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(60))') LIANSHOU_KEYS=1:$$($(BIN)/python -c 'import base64, os; print(base64.b64encode(os.urandom(32)).decode())') $(BIN)/django-admin check --deploy --fail-level WARNING --settings lianshou.config.settings

bench: $(VENV)/.dev ## benchmarks: ratios side by side in one run
	$(BIN)/python bench/cli/bench_match.py
	$(BIN)/python bench/matching
	$(BIN)/python bench/sealing
	$(BIN)/python bench/scope
	$(BIN)/python bench/figures
	$(BIN)/python bench/intake
	$(BIN)/python bench/aid_matching
	$(BIN)/python bench/aid_intake
	$(BIN)/python bench/scoring
	$(BIN)/python bench/heats
	$(BIN)/python bench/draws

lock: $(VENV)/.dev ## resolve the requirements anew, with hashes
	$(BIN)/python tools/lock.py

messages: $(VENV)/.dev ## bring the Chinese catalogues up to date; fails while words are missing
	$(BIN)/python tools/messages.py

screenshots: $(VENV)/.dev ## look at the main pages, 390 px and 1280 px, into var/screenshots
	$(BIN)/python tools/screenshots.py

clean: ## remove what make made (not var)
	rm -rf $(VENV) node_modules src/lianshou/web/static/vendor
