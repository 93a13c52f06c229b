# make demo: set up, build the example case, say where the PDF is. make test: set up, run the tests.
# A second run sets up nothing. Commands for macOS and Windows are in the README.

BIN := .venv/bin
RUN := .venv/.ready-run
DEV := .venv/.ready-dev
DEMO := build/demo
PYTEST := $(BIN)/python -m pytest
unexport PYTHONDONTWRITEBYTECODE  # images often set it: each of the tests' many processes would compile all that it loads

.PHONY: help demo test test-slow soak bench score lint docs notebooks picture lock clean

help:
	@echo "make demo       set up and build the example case to a PDF"
	@echo "make test       set up and run the tests"
	@echo "make test-slow  real installs, renders and kill tests"
	@echo "make soak       long kill, isolation and size tests"
	@echo "make bench      ratios against their floors, printed"
	@echo "make score      what the rules find in the labelled letters, and what they miss"
	@echo "make lint       ruff and mypy"
	@echo "make docs       write the generated pages again"
	@echo "make notebooks  run the notebooks and keep their outputs (nbval holds them)"
	@echo "make picture    take the README's picture again"
	@echo "make lock       resolve the dependencies again (needs uv)"
	@echo "make clean      remove what was built, not .venv"

demo: $(RUN)
	@rm -rf $(DEMO)
	@$(BIN)/poa demo --out $(DEMO)

test: $(DEV)
	$(PYTEST) -n auto --dist loadfile -p no:nbval -m "not slow and not soak and not bench"
	$(PYTEST) -n auto --dist loadfile --nbval notebooks --nbval-sanitize-with tests/nbval.cfg

test-slow: $(DEV)
	$(PYTEST) -n auto --dist loadfile -m "slow and not soak and not bench"

soak: $(DEV)
	$(PYTEST) -m soak -p no:xdist
	$(PYTEST) -m hypothesis --hypothesis-profile seek -n auto

bench: $(DEV)
	$(PYTEST) -m bench -s -p no:xdist

score: $(DEV)
	$(BIN)/python -m tests.lint_set

lint: $(DEV)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

docs: $(DEV)
	$(BIN)/python -m kit.pages

notebooks: $(DEV)
	cd notebooks && ../$(BIN)/jupyter nbconvert --to notebook --execute --inplace *.ipynb \
		--ExecutePreprocessor.record_timing=False --ExecutePreprocessor.store_widget_state=False

picture: demo
	$(BIN)/python .ci/picture.py $(DEMO)/build/7*.pdf

lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header requirements.in -o requirements.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header requirements-dev.in -o requirements-dev.lock

clean:
	rm -rf build dist cases/*/build

$(RUN): requirements.lock pyproject.toml .ci/setup
	@sh .ci/setup run
	@touch $@

$(DEV): requirements-dev.lock $(RUN)
	@sh .ci/setup dev
	@touch $@
