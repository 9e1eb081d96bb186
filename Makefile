# make run    install what is missing, write the sample's report to out/, serve the app
# make test   install what tests need, then lint, types, import contracts and all tests
# make soak   the tests that have a longer form in it: every page for accessibility, more reports, rooms and minutes
# make baselines  write the report's page pictures and section texts anew; look at them before you keep them
# make messages   gather texts to translate; catalogues follow, what is new is named
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STORE ?= interlock.db
PORT ?= 8501
LONGER := tests/browser/test_accessibility.py tests/report/test_stress.py tests/web/test_room_machine.py
SAMPLE := data/samples/halvorne/brief.yaml
export INTERLOCK_STORE = $(STORE)
export PYTHONHASHSEED = 0
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
LIBRARIES := $(shell [ "$$(uname -s)" = Darwin ] && echo DYLD_FALLBACK_LIBRARY_PATH=$$(brew --prefix)/lib)

.PHONY: install run test lint bench soak baselines wheel messages clean

install: $(VENV)/installed

$(VENV)/installed: pyproject.toml constraints.txt scripts/system-packages.sh
	@sh scripts/system-packages.sh runtime
	@[ -x $(BIN)/python ] || { echo "Making the virtual environment"; $(PYTHON) -m venv $(VENV); }
	@echo "Installing Python packages (a minute or two the first time)"
	@$(PIP) install --no-compile -c constraints.txt -e ".[lint]"
	@echo "Compiling bytecode"
	@$(BIN)/python -m compileall -q -j 0 $(VENV)/lib assessment || true
	@touch $@

run: install
	@$(LIBRARIES) $(BIN)/interlock import $(SAMPLE)
	@$(LIBRARIES) $(BIN)/interlock report --engagement halvorne --out out --to pdf,html,json
	@$(LIBRARIES) $(BIN)/interlock app --port $(PORT)

$(VENV)/tested: $(VENV)/installed
	@sh scripts/system-packages.sh test
	@echo "Installing test tools"
	@$(PIP) install -c constraints.txt -e ".[lint,test]"
	@touch $@

lint: install
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

test: $(VENV)/tested lint
	$(BIN)/python -m pytest -n 2 --dist loadfile

bench: $(VENV)/tested
	$(BIN)/python -m bench

soak: $(VENV)/tested
	INTERLOCK_SOAK=1 $(BIN)/python -m pytest -n 2 --dist loadfile $(LONGER)
	INTERLOCK_SOAK=1 $(BIN)/python -m bench.room

baselines: $(VENV)/tested
	INTERLOCK_RENEW=1 $(BIN)/python -m pytest -n 0 tests/report/test_printing.py

wheel: install
	$(PIP) install build
	$(BIN)/python -m build --wheel

messages: $(VENV)/tested
	$(BIN)/python -m babel.messages.frontend -q extract -F babel.cfg -k N_ --omit-header --no-location --sort-output -o assessment/locale/interlock.pot .
	$(BIN)/python scripts/messages.py

clean:
	rm -rf out dist build .mypy_cache .ruff_cache
