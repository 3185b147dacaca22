# All commands of the project. `make help` lists them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
CAPTURES ?= ../shared/captures
SITE ?= healthwise
URL ?=

.DEFAULT_GOAL := help
.PHONY: help setup demo test coverage test-receivers lint format crawl fidelity bench screenshots clean

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-15s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(VENV)/.ready ## make .venv and install the pinned packages

$(VENV)/.ready: requirements.txt requirements-dev.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or newer is needed; name one: make PYTHON=python3.12 setup"; exit 1; }
	@test -x $(BIN)/pip || $(PYTHON) -m venv --clear $(VENV) >/dev/null 2>&1 || ./.ci/install-venv $(PYTHON) $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

demo: setup ## crawl the bundled replica of a Wix site over HTTP and write every output
	$(BIN)/python -m tests.replica.demo

test: setup ## run all tests on all cores
	$(BIN)/pytest -q -n auto --dist loadfile

coverage: setup ## run all tests with branch coverage
	$(BIN)/pytest -q -n auto --dist loadfile --cov --cov-report=term

test-receivers: setup ## import the exports into real WordPress, Ghost, Hugo, Eleventy and (if installed) Jekyll; check the report with axe
	$(BIN)/pytest -q -m receivers tests/receivers

lint: setup ## ruff and mypy --strict
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: setup ## let ruff lay out the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

crawl: setup ## crawl the live clinic; another site: make crawl SITE=wix URL=https://...
	$(BIN)/scrapy crawl $(SITE) $(if $(URL),-a url=$(URL))

fidelity: setup ## crawl every captured site and score the result against its truth
	$(BIN)/python -m benchmarks.fidelity $(CAPTURES)

bench: setup ## measure speed and memory side by side with other tools
	$(BIN)/python -m benchmarks.bench
	$(BIN)/python -m benchmarks.media
	$(BIN)/python -m benchmarks.exports
	$(BIN)/python -m benchmarks.report

screenshots: setup ## crawl the replica and draw the pictures of the report that the documents show
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-render.txt
	$(BIN)/python -m tests.replica.demo
	$(BIN)/python -m tests.report.screenshots

clean: ## remove what can be made again (not output/)
	rm -rf $(VENV) build .coverage .mypy_cache .ruff_cache .hypothesis
