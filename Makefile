# `make run` and `make test` do all set-up on a machine that has Python 3.11 or later.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin

.DEFAULT_GOAL := run
.PHONY: setup run test lint bench lock

setup: $(VENV)/ready ## the environment in .venv, nothing else

$(VENV)/ready: locks/uv.lock locks/dev.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r locks/uv.lock
	$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r locks/dev.lock
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e .
	touch $@

run: setup ## mine the embedded sample, print the year-over-year table, write the report
	$(BIN)/tiptrace run sources/sample
	$(BIN)/tiptrace yoy KHM convictions
	$(BIN)/tiptrace report KHM

test: setup
	$(BIN)/pytest

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: setup
	$(BIN)/python -m tests.bench

lock: setup ## pin again from pyproject.toml
	$(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate -o locks/run.lock
	$(BIN)/uv pip compile pyproject.toml --extra dev --extra dask --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate -o locks/dev.lock
