# The five words a developer needs: demo, run, test, check, bench. A second run installs nothing.

PYTHON ?= python3
VENV   := .venv
PY     := $(VENV)/bin/python

# Of the modules, and of the patterns that reading a mail needs: the first command is quick too.
BYTE_CODE := $(PY) -m compileall -q comms && env -u PYTHONDONTWRITEBYTECODE $(PY) main.py \
	explain $$(find samples -name '*.eml') >/dev/null 2>&1 || true

.DEFAULT_GOAL := help
.PHONY: help demo run test check bench lock

help:
	@echo "make demo   the whole path once in practice mode, on samples/"
	@echo "make run    the service on http://127.0.0.1:8000 (practice mode without a .env)"
	@echo "make test   all checks and all tests"
	@echo "make check  format, lint, types, import directions, lock"
	@echo "make bench  the benchmarks, as ratios"

demo: $(VENV)/.ready
	@$(PY) main.py demo

run: $(VENV)/.ready
	@$(PY) main.py run

test: check
	@tools/system_packages tests
	$(PY) -m pytest -n auto --maxprocesses 4 --dist loadgroup

check: $(VENV)/.ready-dev
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .
	$(PY) -m mypy
	$(VENV)/bin/lint-imports
	$(PY) tools/check_lock.py
	$(PY) tools/write_needs.py

bench: $(VENV)/.ready-dev
	@tools/system_packages tests
	@missed=; for one in bench/*.py; do echo "== $$one"; $(PY) $$one || missed="$$missed $$one"; done; \
		test -z "$$missed" || { echo "beyond their limits:$$missed"; exit 1; }

# Write the locks anew after a change of the dependencies in pyproject.toml.
lock: $(VENV)/.ready-dev
	$(PY) tools/check_lock.py --write

$(VENV)/.ready: requirements.lock
	@tools/system_packages runtime
	@test -x $(PY) || $(PYTHON) -m venv $(VENV)
	@echo "Installing the locked packages …"
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BYTE_CODE)
	@touch $@

$(VENV)/.ready-dev: requirements-dev.lock $(VENV)/.ready
	@echo "Installing the locked packages for development …"
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@
