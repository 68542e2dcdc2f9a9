# Dateline: `make run` opens it, `make test` is everything CI checks. Needs Python 3.11+, make and git.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test fmt lock bench bench-feeds fuzz screenshots clean

run: $(VENV)/run.done
	@$(BIN)/dateline sample

test: $(VENV)/dev.done
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n auto --dist worksteal

fmt: $(VENV)/dev.done
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/dev.done
	$(BIN)/python -m benchmarks

# Feeds, refreshing and archives; newsboat is measured beside us where it is installed.
bench-feeds: $(VENV)/dev.done
	$(BIN)/python -m benchmarks.feeds

# Throws made-up pages and texts at cleaning: SECONDS of them for each target.
SECONDS ?= 60
fuzz: $(VENV)/dev.done
	$(BIN)/python -m fuzz --seconds $(SECONDS)

screenshots: $(VENV)/dev.done
	$(BIN)/python -m screenshots

clean:
	rm -rf $(VENV)

# The lock files: versions and hashes, for every Python from 3.11 on.
lock:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	    --no-header --no-annotate -o requirements.lock pyproject.toml requirements-build.in
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	    --no-header --no-annotate --group dev -c requirements.lock -o requirements-dev.lock pyproject.toml requirements-build.in

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	    { echo "Dateline needs Python 3.11 or newer; set PYTHON=/path/to/python3.11" >&2; exit 2; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/run.done: $(VENV)/bin/python requirements.lock pyproject.toml
	@echo "Installing Dateline's libraries into $(VENV), once ..."
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
	@$(BIN)/python -m compileall -q reader
	@touch $@

$(VENV)/dev.done: $(VENV)/bin/python requirements-dev.lock pyproject.toml
	$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements-dev.lock
	$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
	$(BIN)/python -m compileall -q reader
	@touch $@ $(VENV)/run.done
