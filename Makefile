# Two commands are all a newcomer needs: `make demo` and `make test`. `make help` lists the others.
# Each step leaves a stamp, so a second run only does what changed.

SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

VENV := .venv
PY := $(VENV)/bin/python
UV := $(VENV)/bin/uv
INSTALL := $(UV) pip install --quiet --compile-bytecode --python $(VENV) --require-hashes --requirements
LOCK := $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header
APPS := lms modules scenarios badges analytics
PO := $(wildcard $(APPS:%=%/locale/*/LC_MESSAGES/django.po))
BROWSER := chromium
# Two or more tests at a time, each worker with a database of its own.
PYTEST := $(PY) -m pytest --quiet --numprocesses auto --maxprocesses 4
export PATH := $(CURDIR)/$(VENV)/bin:$(PATH)

.PHONY: help
help:  ## This list
	@sed -nE 's/^([a-z-]+):.*## (.*)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 18

# --- For everybody ---------------------------------------------------------------------

.PHONY: demo
demo: run-time  ## Set up everything and serve the demo organisation on http://localhost:8000
	@bin/demo

.PHONY: worker
worker: run-time  ## Only the worker: mail and other work that waits in the queue
	@$(PY) manage.py db_worker --queue-name '*'

# --- For developers --------------------------------------------------------------------

.PHONY: test
test: development  ## All tests, on SQLite and then on a PostgreSQL that it starts itself
	@bin/need $(BROWSER) command -v $(BROWSER)
	@bin/need postgresql bash -c 'command -v initdb || ls /usr/lib/postgresql/*/bin/initdb'
	@echo "Tests on SQLite, with a browser"
	@$(PYTEST)
	@echo "Tests on PostgreSQL"
	@bin/with-postgres $(PYTEST) -m "not browser"

.PHONY: check
check: development  ## Style, types, layers, migrations, templates, translations
	@bin/need gettext command -v xgettext
	@ruff check . && ruff format --check --quiet .
	@$(PY) manage.py check
	@$(PY) manage.py makemigrations --check --dry-run
	@lint-imports --no-logo
	@djlint --quiet --lint $(APPS)
	@mypy
	@bin/translations

.PHONY: bench
bench: development  ## Measure, on SQLite and PostgreSQL, beside the floors of this very machine
	@$(PY) -m tests.bench
	@bin/with-postgres $(PY) -m tests.bench

.PHONY: format
format: development  ## Put the Python in the house style
	@ruff check --fix --quiet . && ruff format .

.PHONY: messages
messages: development  ## Take new texts into the translation files, for you to translate
	@bin/need gettext command -v xgettext
	@bin/translations --write

.PHONY: lock
lock: development  ## Choose the versions again, within what requirements/*.in and package.json allow
	@for name in uv node base; do $(LOCK) --upgrade requirements/$$name.in --output-file requirements/$$name.txt; done
	@$(LOCK) --upgrade --constraints requirements/base.txt requirements/dev.in --output-file requirements/dev.txt
	@bin/npm install --package-lock-only --ignore-scripts

.PHONY: clean
clean:  ## Take away all that was set up; var/ with its databases stays
	@rm -rf $(VENV) node_modules static-root .*_cache .hypothesis
	@find $(APPS) tests \( -name __pycache__ -o -name '*.mo' \) -prune -exec rm -rf {} +

# --- What they stand on ----------------------------------------------------------------

.PHONY: run-time development
run-time: $(VENV)/.base node_modules/.stamp $(PO:.po=.mo)
development: $(VENV)/.dev node_modules/.stamp $(PO:.po=.mo)

$(VENV)/.uv: requirements/uv.txt bin/make-venv
	@bin/make-venv
	@touch $@

$(VENV)/.base: requirements/base.txt $(VENV)/.uv
	@echo "Installing what Weerbaar runs on …"
	@$(INSTALL) $<
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.base
	@echo "Installing what its developers use …"
	@$(INSTALL) $<
	@touch $@

node_modules/.stamp: package-lock.json package.json .npmrc $(VENV)/.uv
	@echo "Fetching the typefaces and what draws the charts …"
	@bin/npm ci --ignore-scripts --no-progress --loglevel=error
	@touch $@

%.mo: %.po $(VENV)/.base
	@$(PY) bin/compile-messages $<
