# The commands of this project. Each sets up what it needs on Debian or Ubuntu.
# Another Python than python3: PYTHON=python3.13 make test

.DEFAULT_GOAL := help
.PHONY: help setup check build serve test lint bench lock

bin := .venv/bin

help:   ## print this list
	@awk -F ':.*## *' '/^[a-z]+:.*## / { printf "make %-6s %s\n", $$1, $$2 }' Makefile

setup:  ## make .venv with the locked dependencies
	@sh deploy/setup.sh python

check: setup  ## check content/ and site_config.yml, write nothing
	@$(bin)/doorstep check

build: setup  ## build the site into site/
	@$(bin)/doorstep build

serve: setup  ## site, forms and desk on this machine, with sample data
	@$(bin)/doorstep serve --demo

test: setup  ## everything: lint, tests on SQLite and PostgreSQL, browser journeys
	@sh deploy/setup.sh browser postgres
	@sh deploy/test.sh

lint: setup  ## ruff and mypy
	@sh deploy/test.sh lint

bench: setup  ## how long a build takes, with the command to repeat it
	@$(bin)/doorstep bench build

lock: setup  ## write requirements.lock again from pyproject.toml
	$(bin)/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 \
		--generate-hashes --no-emit-index-url --no-header --quiet \
		--output-file requirements.lock
