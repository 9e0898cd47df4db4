# make demo   install what is missing, build, run the main job on data/demo
# make demo-molecules   the same on molecules that it makes
# make test   install what is missing, lint, run the tests
# make docs   build the documentation of the library into documentation/ (no warnings allowed)
# make fuzz N=20000; make soak N=500   mutated inputs and study files; runs that are killed
# make sanitize RUNS=2000   call the C kernels with awkward sizes, and the readers with mutated inputs, under the sanitizers of clang
# make install PREFIX=/usr/local   the program, completions for bash, zsh and fish, and the manual page; DESTDIR is honoured
SHELL := /bin/bash
STUDY ?= demo-study
MOLECULES ?= demo-molecules
# Molecules from SMILES need RDKit, which set-up installs.
TRAITS := --traits RDKit
BUILD := swift build -c release $(TRAITS)
TEST := swift test -c release $(TRAITS) --disable-xctest

PREFIX ?= /usr/local
# Paths may hold spaces: they stand in quotes wherever a shell sees them.
SHARE := $(DESTDIR)$(PREFIX)/share
PROGRAM := $(DESTDIR)$(PREFIX)/bin/kindred
MANUAL := $(SHARE)/man/man1/kindred.1
BASH_COMPLETION := $(SHARE)/bash-completion/completions/kindred
ZSH_COMPLETION := $(SHARE)/zsh/site-functions/_kindred
FISH_COMPLETION := $(SHARE)/fish/vendor_completions.d/kindred.fish
INSTALLED := "$(PROGRAM)" "$(MANUAL)" "$(BASH_COMPLETION)" "$(ZSH_COMPLETION)" "$(FISH_COMPLETION)"

.PHONY: demo demo-molecules docs test test-all fuzz soak sanitize bench prior build install install-built uninstall setup lint clean

demo: build
	.build/release/kindred run data/demo/panel.csv --task-column task --target-columns target --id-column sample --study "$(STUDY)"
	@echo "The report is in $(STUDY)/report.html"

# A panel of molecules that the program makes, in a folder of its own.
demo-molecules: build
	.build/release/kindred synthesize --molecules --layout wide --features 9 --rows 1200 --min-rows 300 --max-rows 500 --out "$(MOLECULES).csv"
	.build/release/kindred run "$(MOLECULES).csv" --smiles-columns smiles --study "$(MOLECULES)" --budget 400 --replicates 4
	@echo "The report is in $(MOLECULES)/report.html; $(MOLECULES)-truth.csv says which cluster each task was made from"

build: setup
	$(BUILD) --product kindred

test: setup lint
	$(BUILD) --build-tests
	$(TEST) --skip-build

# Also the long tests: hours of labels compared, many kills, whole panels.
test-all: setup lint
	$(BUILD) --build-tests
	KINDRED_LONG_TESTS=1 $(TEST) --skip-build
	scripts/fuzz --runs 600
	scripts/soak --kills 30
	scripts/sanitize

# Mutated inputs and study files, and runs that are killed: N of them, from SEED (needs Python).
SEED ?= 1
fuzz: build
	scripts/fuzz --runs $(or $(N),20000) --seed $(SEED)

soak: build
	scripts/soak --kills $(or $(N),500) --seed $(SEED)

RUNS ?= 300
sanitize: setup
	RUNS=$(RUNS) SEED=$(SEED) scripts/sanitize

bench: setup
	swift run -c release --package-path Benchmarks KindredBenchmarks $(ARGS)

docs: setup
	scripts/docs

# Label every panel of ../shared/data (hours) and fit models/prior.json anew.
prior: build
	scripts/prior

install: build install-built

# Installs what is built (BUILT), so that root need not build.
BUILT ?= .build/release/kindred
install-built:
	for file in $(INSTALLED); do install -d "$${file%/*}" || exit; done
	install "$(BUILT)" "$(PROGRAM)"
	swift scripts/manpage.swift "$(BUILT)" > "$(MANUAL)"
	"$(BUILT)" --generate-completion-script bash > "$(BASH_COMPLETION)"
	"$(BUILT)" --generate-completion-script zsh > "$(ZSH_COMPLETION)"
	"$(BUILT)" --generate-completion-script fish > "$(FISH_COMPLETION)"

uninstall:
	rm -f $(INSTALLED)

lint:
	swift format lint --strict --recursive Sources Tests Package.swift scripts/manpage.swift scripts/symbols.swift

setup:
	@scripts/setup

clean:
	rm -rf .build .build-sanitize Benchmarks/.build documentation "$(STUDY)"
