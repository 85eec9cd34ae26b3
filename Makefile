# `make run` and `make test` do all set-up on a machine that has Python 3.11 or later.
PYTHON ?= $(or $(shell command -v python3.11),python3)
VENV := .venv
BIN := $(VENV)/bin

.DEFAULT_GOAL := run
.PHONY: help setup run test lint bench readme sample lock

help: ## this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

setup: $(VENV)/ready ## the environment in .venv, nothing else

$(VENV)/ready: locks/uv.lock locks/dev.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r locks/uv.lock
	$(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes -r locks/dev.lock
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e .
	@touch $@

run: setup ## mine the embedded sample, print the year-over-year table, write the report
	@$(BIN)/tiptrace run sources/sample
	@$(BIN)/tiptrace yoy KHM convictions
	@$(BIN)/tiptrace report KHM

test: setup ## the whole test suite
	@$(BIN)/pytest -n 2 --dist loadfile

lint: setup ## style, format, types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: setup ## measure speed against peers
	@$(BIN)/python -m tests.bench

readme: setup ## measure again and put the tables of accuracy and speed into README.md
	@$(BIN)/python -m docs.tables

sample: setup ## set the embedded sample's PDFs again from their texts
	@$(BIN)/python -m sources.sample.typeset

lock: setup ## pin again from pyproject.toml
	$(BIN)/uv pip compile pyproject.toml --extra dev --extra dask --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate -o locks/dev.lock
