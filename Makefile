# 导购. `make demo` shows it, `make test` proves it; `make help` lists the rest.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
# Point these at a CPU build of torch, for example
#   make demo CLIP=1 TORCH_ARGS="--index-url https://download.pytorch.org/whl/cpu"
TORCH_ARGS ?=
CLIP ?=
PORT ?= 7860
DEMO_INDEX := .guide/demo$(if $(CLIP),-clip)
ENCODER ?= $(if $(CLIP),auto,embedded)

.PHONY: help setup demo test check bench eval docs screenshot clean
.DEFAULT_GOAL := help

help: ## list the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-11s %s\n", $$1, $$2}'

$(BIN)/python:
	@command -v $(PYTHON) >/dev/null || { echo "$(PYTHON) is missing. On Debian: apt-get install -y make git python3 python3-venv"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; $(PYTHON) is $$($(PYTHON) -V 2>&1). Set PYTHON=python3.x"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "This Python makes no virtual environments. On Debian: apt-get install -y make git python3-venv"; exit 1; }
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.setup: pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing into $(VENV) (a few minutes the first time) ..."
	@$(PIP) install -q -c constraints.txt -e .
	@touch $@

$(VENV)/.clip: $(VENV)/.setup
	@$(PIP) install -q -c constraints.txt $(TORCH_ARGS) torch
	@$(PIP) install -q -c constraints.txt -e '.[clip]'
	@touch $@

$(VENV)/.test: $(VENV)/.clip
	@$(PIP) install -q -c constraints.txt -e '.[clip,test]'
	@touch $@

setup: $(VENV)/.setup ## install .venv with the `guide` command, nothing more

demo: $(VENV)/.setup $(if $(CLIP),$(VENV)/.clip) ## build the demo shop's index and open the chat (CLIP=1: with open_clip)
	@$(BIN)/guide index build demo --out $(DEMO_INDEX) --encoder $(ENCODER) --no-photo-text
	@$(BIN)/guide serve --index $(DEMO_INDEX) --port $(PORT)

test: $(VENV)/.test ## run all tests (installs what they need, open_clip among it)
	@command -v chromium >/dev/null || { echo "Chromium is missing. On Debian: apt-get install -y chromium fonts-noto-cjk"; exit 1; }
	@$(BIN)/python -m pytest

check: $(VENV)/.test ## format, lint, import directions, strict types
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/pyright --pythonpath $(BIN)/python

bench: $(VENV)/.test ## measure times and memory on this machine
	@$(BIN)/python -m eval.bench

eval: $(VENV)/.setup ## run every suite and write docs/measurements.md
	@$(BIN)/python -m eval.measurements

docs: $(VENV)/.setup ## write docs/commands.md from the program's help
	@$(BIN)/python -m guide.documenting docs/commands.md

screenshot: $(VENV)/.test ## make the README's screenshot from the running demo
	@$(BIN)/python -m ui.screenshot docs/screenshot.png

clean: ## remove built indexes and caches (not .venv)
	@rm -rf .guide build dist *.egg-info .pytest_cache .ruff_cache .hypothesis
