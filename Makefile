.PHONY: install run test check bench
SUAR := .venv/bin/suar

install: ; python3 -m venv .venv && .venv/bin/python -m pip install --quiet --upgrade pip && .venv/bin/python -m pip install --quiet --editable '.[dev]'
$(SUAR): pyproject.toml ; $(MAKE) install && touch $(SUAR)
run: $(SUAR) ; $(SUAR) init --demo && $(SUAR) up --demo
test: $(SUAR) ; .venv/bin/python -m pytest -n auto --dist worksteal
check: $(SUAR) ; .venv/bin/ruff format --check . && .venv/bin/ruff check . && .venv/bin/mypy && .venv/bin/lint-imports --no-cache && .venv/bin/python tests/licences.py
bench: $(SUAR) ; .venv/bin/python -m tests.bench
