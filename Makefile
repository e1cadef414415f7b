# What one does with this project. `make` alone lists the targets.
# PYTHON=... names the interpreter to set up with; else the newest known one that runs is taken.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo test lint bench rows samples soak catalogs pages clean

BIN := .venv/bin
PIP := PIP_CONSTRAINT=constraints.txt PIP_BUILD_CONSTRAINT=constraints.txt \
	$(BIN)/python -m pip install -qq --disable-pip-version-check -c constraints.txt
# Tests of screens wait for timers most of the time, so more of them run than there are processors.
PYTEST := $(BIN)/python -m pytest -n 7 --dist worksteal
# Each process that runs tests would else make the modules of all tests anew.
export PYTHONDONTWRITEBYTECODE :=

define set_up
@$(ENVIRONMENT)
@$(PIP) -e '$(1)'
@$(BIN)/python -m compileall -q crm_tui domain screens services storage widgets
endef

# Makes .venv unless a working one is there. A name on the path may be a shim that does not run.
define ENVIRONMENT
good='import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))'; \
$(BIN)/python -c "$$good; import pip" 2>/dev/null || { \
	for name in $(PYTHON) python3.13 python3.12 python3.11 python3 python; do \
		if "$$name" -c "$$good" 2>/dev/null; then found="$$name"; break; fi; \
	done; \
	if [ -z "$${found:-}" ]; then \
		echo "crm needs Python 3.11 or later with venv and pip; none was found. Install it, or" \
			"name it: make PYTHON=/path/to/python3" >&2; \
		exit 1; \
	fi; \
	rm -rf .venv; \
	"$$found" -m venv .venv || { rm -rf .venv; exit 1; }; \
}; \
echo "Setting up .venv with $$($(BIN)/python --version); this takes about a minute." >&2
endef

.venv/.run: pyproject.toml constraints.txt
	$(call set_up,.)
	@touch $@

.venv/.test: pyproject.toml constraints.txt
	$(call set_up,.[test])
	@touch .venv/.run $@

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' Makefile

demo: .venv/.run ## open the program on a throw-away demo base (without a terminal: print its agenda)
	@$(BIN)/crm demo

test: .venv/.test ## run every check and every test
	@$(BIN)/python -m pytest --collect-only -qq > /dev/null & \
		$(MAKE) -s lint; status=$$?; wait; exit $$status
	@$(PYTEST)

lint: .venv/.test ## check style, types and the import contract
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(BIN)/lint-imports

bench: .venv/.test ## measure start, keys, bytes, memory and imports
	@$(BIN)/python -m benchmarks

rows: .venv/.test ## list the capabilities with their tests, and those without one
	@$(BIN)/python tests/rows.py

samples: .venv/.run ## price documents and compare: make samples DIR=<file or folder>
	@$(BIN)/python -m tools.samples $(if $(DIR),"$(DIR)")

soak: .venv/.test ## run the long tests, and those of random examples with others
	@$(PYTEST) -m soak
	@$(PYTEST) --hypothesis-profile others $$(grep -rl --include='test_*.py' '^@given' tests)

catalogs: .venv/.test ## bring the translations in step with the texts of the program
	@$(BIN)/python -m tools.catalogs

pages: .venv/.test ## make anew the pages and pictures of the docs that the program makes
	@$(BIN)/python -m tools.pages

clean: ## remove what the other targets made
	@rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis \
		.coverage htmlcov build dist snapshot_report.html
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
