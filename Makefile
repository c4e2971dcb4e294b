# One entry for people: `make help` lists it. Each target sets up what it needs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help run test check bench lint types imports docs clean editor

help:  ## list what make can do
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):[^#]*## ?/  make \1\t/' | expand -t 16

run: $(VENV)/.run editor  ## set up, build and publish the built-in data if there is no edition, and serve it
	@exec $(BIN)/gemeengoed serve

test: $(VENV)/.dev editor  ## set up and run the whole test suite
	$(BIN)/python -m pytest --cov --cov-report=term $(PYTEST_ARGS)

check: lint types imports docs  ## lint, strict types, import rules, documentation

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.dev
	$(BIN)/mypy

imports: $(VENV)/.dev
	$(BIN)/lint-imports

docs: $(VENV)/.dev
	$(BIN)/python -m pytest -q -p no:randomly tests/docs

bench: $(VENV)/.dev  ## measure speed and memory; prints the tables of docs/reference/benchmarks.md
	$(BIN)/python -m tests.bench

clean:  ## remove the virtual environment and caches, never the data in var
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build *.egg-info

# The editor of /sparql comes from npm; without npm or a network this says so, and the rest works.
editor: $(VENV)/.run
	@$(BIN)/python -m webapp.editor_files

$(VENV)/bin/python:
	@echo "Setting up $(VENV) ..."
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; say which with: make run PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable .
	@touch $@

$(VENV)/.dev: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[dev]'
	@touch $@ $(VENV)/.run
