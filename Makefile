# What a user runs. Before these, a fresh Debian or Ubuntu needs make and Python >= 3.11.

SHELL := /bin/bash
.DEFAULT_GOAL := help

VENV := .venv
BIN := $(VENV)/bin
PYTHONS := $(PYTHON) python3 python3.11 python3.12 python3.13 python3.14
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
WORKERS := 2
# Some of the demo's environments, under its rewards.
DIAGNOSED := --env FrozenLake --env Taxi --env KeyRooms \
    --reward Milestones --reward 'GatedRewards:terms=[milestones],on=outcome'
PROJECT := pyproject.toml constraints.txt

# What pip builds parts of from source, and only where it can: for each set of extras, the others that go with it.
BUILT_WITH_dev := reasoning,worlds
BUILT_WITH_bench := reasoning,worlds
BUILT_WITH_grid,report,text := reasoning
CAN_BUILD = command -v g++ >/dev/null && command -v cmake >/dev/null && \
    [ -e "$$($(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("include"))')/Python.h" ]

export PIP_ROOT_USER_ACTION := ignore

.PHONY: help demo test lint docs bench system clean

help:  ## list these commands
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile | expand -t 10

demo: $(BIN)/.installed-grid,report,text  ## install, play every environment this machine can run, diagnose, write a report
	rm -rf runs/demo
	$(BIN)/turnwise run examples/demo.toml --out runs/demo
	$(BIN)/turnwise diagnose $(DIAGNOSED) --out runs/demo
	$(BIN)/turnwise report runs/demo -o runs/demo/report.html

test: $(BIN)/.installed-dev  ## install and run everything that is checked: tests, style, types, documentation
	$(BIN)/python -m pytest -n $(WORKERS)
	@$(MAKE) --no-print-directory lint docs

lint: $(BIN)/.installed-dev build/check  ## style, spelling and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/codespell
	MYPYPATH=build/check $(BIN)/mypy --strict -p turnwise

docs: $(BIN)/.installed-dev build/check  ## build the documentation into site/
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict

bench: $(BIN)/.installed-bench  ## install the peers to compare with, run every benchmark, print its ratios
	@$(PIP) install -c constraints.txt --no-deps trl verl
	$(BIN)/python benchmarks

system:  ## as root: install what needs root (Docker engine, Chromium, debootstrap, Java, a compiler, Python's venv)
	@bash .ci/system

clean:  ## remove everything these commands made
	rm -rf $(VENV) build site runs *.egg-info .pytest_cache .hypothesis .mypy_cache .ruff_cache

# The virtual environment, from the first Python that is new enough and can make one.
$(BIN)/python:
	@for python in $(PYTHONS); do \
	    $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
	    recent=$${recent:-$$python}; \
	    $$python -c 'import ensurepip, venv' 2>/dev/null || continue; \
	    echo "making $(VENV) with $$($$python --version)"; \
	    $$python -m venv --clear $(VENV) || { rm -rf $(VENV); exit 1; }; \
	    exit 0; \
	done; \
	if [ -n "$$recent" ]; then \
	    echo "$$recent has no venv module. Run (as root) 'apt-get install python3-venv', or 'make system'." >&2; \
	else \
	    echo "turnwise needs Python 3.11 or newer; here is $$(python3 --version 2>&1)." >&2; \
	    echo "Run (as root) 'apt-get install python3 python3-venv', or set PYTHON=/path/to/python." >&2; \
	fi; \
	exit 1

# Installed once, and again when the requirements or their pins change.
$(BIN)/.installed-%: $(PROJECT) | $(BIN)/python
	@echo "installing turnwise[$*] into $(VENV)"
	@$(PIP) install -c constraints.txt setuptools
	@$(PIP) install -c constraints.txt --no-build-isolation -e ".[$*]"
	@[ -z "$(BUILT_WITH_$*)" ] || if $(CAN_BUILD); then \
	    PATH="$(abspath $(BIN)):$$PATH" $(PIP) install -c constraints.txt --no-build-isolation -e ".[$(BUILT_WITH_$*)]"; \
	else \
	    echo "left out: turnwise[$(BUILT_WITH_$*)], which needs g++, cmake and Python's headers to be built." \
	        "Run (as root) 'make system', then 'make clean'."; \
	fi
	@touch $@

# A plain copy of the package: type checkers and the documentation cannot follow an editable install's mapping of folders.
build/check: $(BIN)/.installed-dev FORCE
	@rm -rf build
	@$(PIP) install --no-deps --no-build-isolation --target build/check .

.PHONY: FORCE
FORCE:
