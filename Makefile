# make demo   install what is missing, build, run the main job on data/demo
# make test   install what is missing, lint, run the tests
SHELL := /bin/bash
STUDY ?= demo-study
BUILD := swift build -c release
TEST := swift test -c release --disable-xctest

.PHONY: demo test test-all bench prior build setup lint clean

demo: build
	.build/release/kindred run data/demo/panel.csv --task-column task --target-columns target --id-column sample --study $(STUDY)
	@echo "The report is in $(STUDY)/report.html"

build: setup
	$(BUILD) --product kindred

test: setup lint
	$(BUILD) --build-tests
	$(TEST) --skip-build

# Also the long tests: hours of labels compared, many kills, whole panels.
test-all: setup lint
	$(BUILD) --build-tests
	KINDRED_LONG_TESTS=1 $(TEST) --skip-build

bench: setup
	swift run -c release --package-path Benchmarks KindredBenchmarks $(ARGS)

# Label every panel of ../shared/data (hours) and fit models/prior.json anew.
prior: build
	scripts/prior

lint:
	swift format lint --strict --recursive Sources Tests Package.swift

setup:
	@scripts/setup

clean:
	rm -rf .build Benchmarks/.build $(STUDY)
