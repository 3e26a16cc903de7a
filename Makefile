# teller: build, test, install. One file, no recursion into folders; `make help` lists the targets.
#
#   make                build the library and the program under build/release/ (never installs)
#   make deps           install the libraries and tools that are missing (says what it does)
#   make check          deps, then every test and fast gate; ends with `N passed, N failed`
#   make demo           deps, then a small election from ballots to verified result
#   make install        PREFIX=/usr/local DESTDIR=
#   make dist           the source and one program without libraries, in build/dist/
#   make deb            Debian packages, in build/deb/
#
# MODE=release|debug|asan|tsan|cov|mcdc|fuzz|fuzzfast chooses how to compile; each has its own folder of objects.
# DEV=1 makes warnings errors. V=1 shows the commands. CC CPPFLAGS CFLAGS LDFLAGS are yours: they
# come last and nothing here overwrites them. New files in lib/*/, cli/ and tests/*/ are found by
# themselves.

.SUFFIXES:
.DELETE_ON_ERROR:
.SECONDARY:
MAKEFLAGS += --no-builtin-rules
# As many jobs as there are processors; -jN on the command line comes before it. Several goals are
# made one after another, since `make clean all` means that order, and a make started by another
# has its jobs from there.
ifeq ($(MAKELEVEL) $(word 2,$(MAKECMDGOALS)),0 )
MAKEFLAGS += -j$(shell getconf _NPROCESSORS_ONLN 2>/dev/null || echo 1)
endif

# ---- settings ----

MODE ?= release
BUILD ?= build
ifeq ($(origin CC),default)
CC := cc
endif
AR ?= ar
PKG_CONFIG ?= pkg-config
CLANG ?= clang
CLANG_FORMAT ?= clang-format
CLANG_TIDY ?= clang-tidy
SECS ?= 60

PREFIX ?= /usr/local
prefix ?= $(PREFIX)
EXEC_PREFIX ?= $(prefix)
exec_prefix ?= $(EXEC_PREFIX)
BINDIR ?= $(exec_prefix)/bin
bindir ?= $(BINDIR)
LIBDIR ?= $(exec_prefix)/lib
libdir ?= $(LIBDIR)
INCLUDEDIR ?= $(prefix)/include
includedir ?= $(INCLUDEDIR)
DATADIR ?= $(prefix)/share
datadir ?= $(DATADIR)
MANDIR ?= $(datadir)/man
mandir ?= $(MANDIR)
DOCDIR ?= $(datadir)/doc/teller
docdir ?= $(DOCDIR)
INSTALL ?= install

version_part = $(shell awk '$$2 == "TLR_VERSION_$(1)" { print $$3 }' lib/include/teller.h)
VERSION := $(call version_part,MAJOR).$(call version_part,MINOR).$(call version_part,PATCH)
SO_VERSION := 0

ifeq ($(V),1)
Q :=
say = @:
else
Q := @
say = @printf '  %-7s %s\n'
endif

# ---- sources ----

OBJ := $(BUILD)/$(MODE)
GEN := $(BUILD)/gen

LIB_SRC := $(sort $(wildcard lib/*/*.c))
CLI_SRC := $(sort $(wildcard cli/*.c))
SUPPORT_SRC := $(sort $(wildcard tests/support/*.c))
TEST_SRC := $(sort $(foreach kind,unit law diff fault,$(wildcard tests/$(kind)/*.c)))
FUZZ_SRC := $(sort $(wildcard tests/fuzz/fuzz_*.c))
# The program disturbed from outside: where libraries can be preloaded and nothing else is watching.
PRELOAD := $(if $(filter release debug,$(MODE)),$(if $(filter Linux,$(shell uname -s)),\
	$(BUILD)/$(MODE)/tests/preload/io_faults.so))
DISTURBED := test_program_io test_folder_io test_count_killed test_swapped
TEST_SRC := $(filter-out $(if $(PRELOAD),,$(DISTURBED:%=tests/fault/%.c)),$(TEST_SRC))
BENCH_SRC := $(sort $(wildcard tests/bench/*.c))
CONFORMANCE_SRC := $(sort $(wildcard tests/conformance/*.c))
RULEBOOK := $(sort $(wildcard spec/rulebook/*.xml))
# Pages whose clauses a result cites: their text travels inside the library.
CLAUSE_PAGES := $(sort $(wildcard spec/rules/*.md)) spec/formats/transcript.md spec/verification.md
PUBLIC_HEADERS := $(sort $(wildcard lib/include/*.h lib/include/teller/*.h))
ALL_C := $(sort $(wildcard lib/*/*.[ch] lib/include/*.h lib/include/*/*.h cli/*.[ch] tests/*/*.[ch]))

# Where a count spends its time, by callgrind: at -O2. All else waits for the disk or for people: at
# -Og a count runs one instruction more in two hundred, and half of the build's time is saved.
HOT_SRC := $(filter lib/base/% lib/num/% lib/count/%,$(LIB_SRC)) lib/model/papers.c \
	$(addprefix lib/io/,ballots.c blt_head.c blt_papers.c blt_rows.c blt_scan.c xml_check.c xml_read.c) \
	$(addprefix lib/audit/,readings.c effect_papers.c effect_search.c)

LIB_OBJ := $(LIB_SRC:%.c=$(OBJ)/%.o) $(OBJ)/gen/rulebook_data.o $(OBJ)/gen/clause_data.o
CLI_OBJ := $(CLI_SRC:%.c=$(OBJ)/%.o)
SUPPORT_OBJ := $(SUPPORT_SRC:%.c=$(OBJ)/%.o)
TEST_BIN := $(TEST_SRC:%.c=$(OBJ)/%)
REPLAY_BIN := $(FUZZ_SRC:%.c=$(OBJ)/%-replay)
BENCH_BIN := $(BENCH_SRC:%.c=$(OBJ)/%)
CONFORMANCE_BIN := $(OBJ)/tests/conformance/runner

LIB_A := $(OBJ)/libteller.a
LIB_SO := $(OBJ)/libteller.so.$(SO_VERSION)
# No program while cli/ has no sources.
TELLER := $(if $(CLI_SRC),$(OBJ)/teller)

# ---- flags ----

WARN := -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow -Wundef -Wvla -Wformat=2 \
	-Wcast-qual -Wcast-align -Wpointer-arith -Wwrite-strings -Wstrict-prototypes \
	-Wmissing-prototypes -Wold-style-definition -Wswitch-enum -Wnull-dereference \
	-Wdouble-promotion -Wfloat-equal -Wimplicit-fallthrough -Wredundant-decls \
	-Werror=implicit -Werror=incompatible-pointer-types -Werror=int-conversion
HARDEN := -fstack-protector-strong -fstack-clash-protection -fcf-protection=full \
	-fno-delete-null-pointer-checks -fno-strict-overflow -ftrivial-auto-var-init=zero \
	-fno-semantic-interposition
HARDEN_LD := -Wl,-z,relro -Wl,-z,now -Wl,-z,noexecstack -Wl,--as-needed

# Which of these the compiler knows is found out once per compiler and kept in a small file.
empty :=
space := $(empty) $(empty)
FLAGS_FILE := $(BUILD)/flags-$(subst /,_,$(subst $(space),_,$(CC))).mk
PROBED := $(shell mkdir -p $(BUILD) && { test -s $(FLAGS_FILE) || \
	sh tests/tools/probe-flags.sh '$(CC)' '$(WARN) $(HARDEN)' '$(HARDEN_LD)' \
	>$(FLAGS_FILE); })
-include $(FLAGS_FILE)

MODE_FLAGS_release := -Og -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2
HOT_FLAGS_release := -O2
MODE_FLAGS_debug := -O0 -g3
MODE_FLAGS_asan := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all \
	-fno-omit-frame-pointer
MODE_FLAGS_tsan := -O1 -g -fsanitize=thread
MODE_FLAGS_cov := -O0 -g --coverage -fprofile-update=atomic
# The front end counts here, so what is counted is the source whatever is optimised.
MODE_FLAGS_mcdc := -O1 -g -fprofile-instr-generate -fcoverage-mapping -fcoverage-mcdc \
	-fprofile-update=atomic
# How deep the stack is depends on where it begins, which differs from run to run.
MODE_FLAGS_fuzz := -O1 -g -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all \
	-fno-omit-frame-pointer -fno-sanitize-coverage=stack-depth
# For millions of inputs: what is undefined traps, memory is watched afterwards by MODE=fuzz. That
# each comparison of two numbers is told to the fuzzer took half to three quarters of the time; that
# two hundred problems of a broken file are written down, half of the rest.
MODE_FLAGS_fuzzfast := -O2 -g -fsanitize=fuzzer-no-link,undefined -fsanitize-trap=undefined \
	-fno-sanitize-coverage=trace-cmp -DTLRI_PROBLEMS_MAX=20u
MODE_FLAGS := $(MODE_FLAGS_$(MODE))
ifeq ($(MODE_FLAGS),)
$(error MODE=$(MODE) is not one of release debug asan tsan cov mcdc fuzz fuzzfast)
endif

PKG_CFLAGS := $(shell $(PKG_CONFIG) --cflags libxml-2.0 libsodium 2>/dev/null)
PKG_LIBS := $(shell $(PKG_CONFIG) --libs libxml-2.0 libsodium 2>/dev/null || echo -lxml2 -lsodium)
LIBS := $(PKG_LIBS) -lcsv -ljansson -lutf8proc -lgmp -lpthread

DEV_FLAGS := $(if $(filter 1,$(DEV)),-Werror)
BASE_FLAGS := -std=c11 -D_POSIX_C_SOURCE=200809L $(KNOWN_CFLAGS) $(MODE_FLAGS) \
	$(DEV_FLAGS) -fPIC -ffile-prefix-map=$(CURDIR)=. -MMD -MP
COMPILE_LIB = $(CC) $(BASE_FLAGS) $(HOT_FLAGS) -Ilib -Ilib/include $(PKG_CFLAGS) $(CPPFLAGS) $(CFLAGS)
# The program sees the public headers only.
COMPILE_CLI = $(CC) $(BASE_FLAGS) -Ilib/include -Icli $(CPPFLAGS) $(CFLAGS)
COMPILE_TEST = $(CC) $(BASE_FLAGS) -Ilib -Ilib/include -Itests $(PKG_CFLAGS) $(CPPFLAGS) $(CFLAGS)
LINK = $(CC) $(MODE_FLAGS) -pie $(KNOWN_LDFLAGS) $(CFLAGS) $(LDFLAGS)

# ---- what `make` makes ----

.PHONY: all help
all: $(LIB_A) $(if $(filter release debug mcdc,$(MODE)),$(LIB_SO)) $(TELLER)

help:
	@sed -n '1,/^$$/s/^# \{0,1\}//p' Makefile
	@echo "Targets: all help deps test check demo install uninstall clean static dist deb"
	@echo "Gates:   layers symbols headers trace docs nofloat hygiene limits gates-fail format repro"
	@echo "Deeper:  asan tsan valgrind coverage mcdc analyze law diff fuzz T=name SECS=60 fuzz-smoke"
	@echo "         fuzz-campaign RUNS=10000000 tamper-full faults-full effect-full effect-attack"
	@echo "         guards conformance DATA=folder margins DATA=folder exports-check SCHEMAS=folder"
	@echo "         browser-check bench golden-update"

# Plain `make` installs nothing: it names what is missing, once per build folder.
$(BUILD)/have-libraries: tests/tools/deps.sh
	$(Q)PKG_CONFIG='$(PKG_CONFIG)' CC='$(CC)' sh tests/tools/deps.sh check build
	$(Q)mkdir -p $(@D) && touch $@

$(BUILD)/have-test-tools: tests/tools/deps.sh
	$(Q)PKG_CONFIG='$(PKG_CONFIG)' CC='$(CC)' sh tests/tools/deps.sh check test
	$(Q)mkdir -p $(@D) && touch $@

# Changing the flags rebuilds: the file below changes only when they do. Every object waits for it,
# so the folders of all of them are made here.
$(OBJ)/flags: FORCE
	$(Q)mkdir -p $(sort $(dir $@ $(LIB_OBJ) $(CLI_OBJ) $(SUPPORT_OBJ) $(TEST_BIN) $(REPLAY_BIN) \
		$(BENCH_BIN) $(CONFORMANCE_BIN) $(PRELOAD)))
	$(Q)printf '%s\n' '$(COMPILE_LIB)' | cmp -s - $@ || printf '%s\n' '$(COMPILE_LIB)' >$@

.PHONY: FORCE
FORCE:

# Private: the flags are not those of what these files need.
$(HOT_SRC:%.c=$(OBJ)/%.o): private HOT_FLAGS := $(HOT_FLAGS_$(MODE))

$(OBJ)/lib/%.o: lib/%.c $(OBJ)/flags | $(BUILD)/have-libraries
	$(say) CC $<
	$(Q)$(COMPILE_LIB) -c -o $@ $<

$(OBJ)/cli/%.o: cli/%.c $(OBJ)/flags | $(BUILD)/have-libraries
	$(say) CC $<
	$(Q)$(COMPILE_CLI) -c -o $@ $<

$(OBJ)/tests/%.o: tests/%.c $(OBJ)/flags | $(BUILD)/have-test-tools
	$(say) CC $<
	$(Q)$(COMPILE_TEST) $(EXTRA) -c -o $@ $<

# libFuzzer calls the target without any header that declares it.
$(FUZZ_SRC:%.c=$(OBJ)/%.o): EXTRA := -Wno-missing-prototypes

# The editions of the rule book travel inside the library. The list is rewritten only when it
# differs, so that a file that disappears is noticed too.
$(GEN)/rulebook.list: FORCE
	$(Q)mkdir -p $(@D)
	$(Q)printf '%s\n' $(RULEBOOK) | cmp -s - $@ || printf '%s\n' $(RULEBOOK) >$@

$(GEN)/rulebook_data.c: $(GEN)/rulebook.list $(RULEBOOK) tests/tools/embed.sh
	$(say) EMBED $@
	$(Q)sh tests/tools/embed.sh $(RULEBOOK) >$@.new && mv $@.new $@

$(GEN)/clause_data.c: $(CLAUSE_PAGES) tests/tools/embed-clauses.sh
	$(say) EMBED $@
	$(Q)mkdir -p $(@D)
	$(Q)sh tests/tools/embed-clauses.sh $(CLAUSE_PAGES) >$@.new && mv $@.new $@

$(OBJ)/gen/%_data.o: $(GEN)/%_data.c $(OBJ)/flags | $(BUILD)/have-libraries
	$(say) CC $<
	$(Q)$(COMPILE_LIB) -c -o $@ $<

$(LIB_A): $(LIB_OBJ)
	$(say) AR $@
	$(Q)rm -f $@ && $(AR) rcsD $@ $(LIB_OBJ)

$(LIB_SO): $(LIB_OBJ) lib/libteller.map
	$(say) LINK $@
	$(Q)$(CC) $(MODE_FLAGS) -shared -Wl,-soname,$(@F) -Wl,--version-script=lib/libteller.map \
		-Wl,-z,defs $(KNOWN_LDFLAGS) $(CFLAGS) $(LDFLAGS) -o $@ $(LIB_OBJ) $(LIBS)

$(OBJ)/teller: $(CLI_OBJ) $(LIB_A)
	$(say) LINK $@
	$(Q)$(LINK) -o $@ $(CLI_OBJ) $(LIB_A) $(LIBS)

# ---- test programs: each file is one ----

.PHONY: test-programs
test-programs: $(PRELOAD) $(TEST_BIN) $(REPLAY_BIN) $(if $(CONFORMANCE_SRC),$(CONFORMANCE_BIN))

$(TEST_BIN): $(OBJ)/%: $(OBJ)/%.o $(SUPPORT_OBJ) $(LIB_A)
	$(say) LINK $@
	$(Q)$(LINK) -o $@ $< $(SUPPORT_OBJ) $(LIB_A) -lcmocka $(LIBS)

# Of these functions the test stands in between, and makes one call of them fail.
WRAPPED := alloc alloc_array arena_alloc arena_array array_push array_append array_extend array_reserve \
	transcript_add \
	$(addprefix dec_,add sub times over_down over_up muldiv_down muldiv_up mul_down mul_up \
	div_down div_up fits) $(addprefix exact_,add sub mul div floor nearest)
$(OBJ)/tests/fault/test_count_faults: LINK += $(WRAPPED:%=-Wl,--wrap=tlri_%)
WRAPPED_RECOUNT := alloc arena_array array_append transcript_add \
	$(addprefix dec_,add sub times over_up mul_up) $(addprefix exact_,sub nearest)
$(OBJ)/tests/fault/test_recount_faults: LINK += $(WRAPPED_RECOUNT:%=-Wl,--wrap=tlri_%)
WRAPPED_RULES := buf_add buf_puts buf_printf arena_copy alloc_array ctx_scratch
$(OBJ)/tests/fault/test_rules_faults: LINK += $(WRAPPED_RULES:%=-Wl,--wrap=tlri_%)

# A libsodium that takes every signature.
$(OBJ)/tests/unit/test_trust_points: LINK += -Wl,--wrap=crypto_sign_verify_detached

$(OBJ)/tests/preload/%.so: tests/preload/%.c $(OBJ)/flags | $(BUILD)/have-test-tools
	$(say) LINK $@
	$(Q)$(CC) -std=c11 -O1 -fPIC -shared $(WARN) $(DEV_FLAGS) -o $@ $< -ldl

$(DISTURBED:%=$(OBJ)/tests/fault/%): $(PRELOAD)

$(BENCH_BIN): $(OBJ)/%: $(OBJ)/%.o $(SUPPORT_OBJ) $(LIB_A)
	$(say) LINK $@
	$(Q)$(LINK) -o $@ $< $(SUPPORT_OBJ) $(LIB_A) -lcmocka $(LIBS)

$(CONFORMANCE_BIN): $(CONFORMANCE_SRC:%.c=$(OBJ)/%.o) $(SUPPORT_OBJ) $(LIB_A)
	$(say) LINK $@
	$(Q)$(LINK) -o $@ $(filter %.o,$^) $(LIB_A) -lcmocka $(LIBS)

$(REPLAY_BIN): $(OBJ)/%-replay: $(OBJ)/%.o $(OBJ)/tests/fuzz/standalone.o $(SUPPORT_OBJ) $(LIB_A)
	$(say) LINK $@
	$(Q)$(LINK) -o $@ $< $(OBJ)/tests/fuzz/standalone.o $(SUPPORT_OBJ) $(LIB_A) -lcmocka $(LIBS)

FUZZ_BIN := $(if $(filter fuzz fuzzfast,$(MODE)),$(FUZZ_SRC:%.c=$(OBJ)/%-fuzz))
$(FUZZ_BIN): $(OBJ)/%-fuzz: $(OBJ)/%.o $(SUPPORT_OBJ) $(LIB_A)
	$(say) LINK $@
	$(Q)$(LINK) -fsanitize=fuzzer -o $@ $< $(SUPPORT_OBJ) $(LIB_A) -lcmocka $(LIBS)

# The editions that the questions of a notice come from are read once (see there).
$(OBJ)/tests/fuzz/fuzz_answers-replay $(OBJ)/tests/fuzz/fuzz_answers-fuzz: \
	LINK += -Wl,--wrap=tlri_rulebook_read -Wl,--wrap=tlri_rulebook_free

# Points are judged once (tests/fuzz/points.h).
$(foreach t,answers publickey secretkey,$(OBJ)/tests/fuzz/fuzz_$t-replay \
	$(OBJ)/tests/fuzz/fuzz_$t-fuzz): LINK += -Wl,--wrap=crypto_core_ed25519_is_valid_point

RUN_TESTS = BUILD='$(BUILD)' OBJ='$(OBJ)' CC='$(CC)' TELLER='$(abspath $(OBJ))/teller' \
	sh tests/tools/run-tests.sh

.PHONY: deps test check demo
deps:
	@PKG_CONFIG='$(PKG_CONFIG)' CC='$(CC)' sh tests/tools/deps.sh install

test: all test-programs
	@$(RUN_TESTS) --gates --cli $(TEST_BIN) $(REPLAY_BIN)

# deps runs first, and make starts again after it, so that it sees what was installed.
check:
	@PKG_CONFIG='$(PKG_CONFIG)' CC='$(CC)' sh tests/tools/deps.sh install
	@$(MAKE) --no-print-directory test

demo:
	@PKG_CONFIG='$(PKG_CONFIG)' CC='$(CC)' sh tests/tools/deps.sh install build
	@$(MAKE) --no-print-directory all
	@sh tests/demo.sh '$(abspath $(OBJ))/teller'

# ---- single kinds of tests, sanitizers ----

.PHONY: unit law diff fault cli asan tsan valgrind conformance bench golden-update tamper-full \
	faults-full effect-full effect-attack guards
# make diff N=20000 SEED=1 RULES=ers97: as part of `make check` it takes fewer elections.
diff: export N ?= 20000
unit law diff fault: all test-programs
	@$(RUN_TESTS) $(filter $(OBJ)/tests/$@/%,$(TEST_BIN))

# Every byte and every line of the demo election changed; tests/tools/tamper.sh.
tamper-full:
	@BUILD='$(BUILD)' sh tests/tools/tamper.sh

# Every call of every command fails once; a count is killed at every system call. PARTS=8: so many
# processes, each with its share of the commands.
faults-full: all $(PRELOAD) $(DISTURBED:%=$(OBJ)/tests/fault/%)
	@OBJ='$(OBJ)' PARTS='$(or $(PARTS),2)' sh tests/tools/faults.sh $(DISTURBED)

# Each guard against hostile files taken out of a copy, in turn: which test notices?
guards:
	@CC='$(CC)' sh tests/tools/guards.sh $(ONLY)

# What effect and margin claim of every election of up to six papers and four candidates:
# tests/law/test_effect_every.c. RULES=av takes one rule set, N=5 no more than five papers.
effect-full: $(OBJ)/tests/law/test_effect_every
	@EVERY=$(or $(N),full) $(OBJ)/tests/law/test_effect_every

# The same claims of larger elections, attacked by faults made at random and with aim: N of each
# rule set. tests/law/test_effect_attacked.c.
effect-attack: $(OBJ)/tests/law/test_effect_attacked
	@EACH=$(or $(N),150) SEED=$(or $(SEED),1) $(OBJ)/tests/law/test_effect_attacked

cli: all
	@TELLER='$(abspath $(OBJ))/teller' sh tests/cli/run.sh

asan tsan:
	@$(MAKE) --no-print-directory MODE=$@ sanitized

# The first limits memory below what the sanitizer itself takes. The others take a minute, most of it
# the verifier's, which no sanitizer watches; what the program does with rulings is in tests/cli/rulings.
SANITIZED_NOT := badinput/large verifier/ruled verifier/ruled-batches verifier/ruled-chain \
	verifier/ruled-keys

.PHONY: sanitized
sanitized: all test-programs
	@EXCEPT='$(SANITIZED_NOT)' ASAN_OPTIONS=detect_stack_use_after_return=1:strict_string_checks=1 \
	UBSAN_OPTIONS=print_stacktrace=1 $(RUN_TESTS) --cli $(TEST_BIN) $(REPLAY_BIN)

# Laws, differential tests and those named here (most refuse each allocation) are long under valgrind; they run under asan.
VALGRIND_NOT := unit/test_io_xml_schema unit/test_audit_effect unit/test_audit_readings \
	unit/test_audit_vacancy unit/test_audit_draft unit/test_rules_oom unit/test_io_roll_oom
valgrind:
	@$(MAKE) --no-print-directory MODE=debug under-valgrind

.PHONY: under-valgrind
under-valgrind: all test-programs
	@echo "not under valgrind: law diff fault fuzz $(VALGRIND_NOT)"
	@WRAP='valgrind -q --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=definite' \
	$(RUN_TESTS) $(filter-out $(VALGRIND_NOT:%=$(OBJ)/tests/%), \
	$(filter $(OBJ)/tests/unit/%,$(TEST_BIN)))

conformance: all $(CONFORMANCE_BIN) $(OBJ)/tests/unit/test_trust_points
	@test -n '$(DATA)' || { echo "say which data: make conformance DATA=folder"; exit 2; }
	@BUILD='$(BUILD)' OBJ='$(OBJ)' TELLER='$(abspath $(OBJ))/teller' \
	sh tests/tools/conformance.sh '$(DATA)'

# Margins of other people's elections as published; tests/conformance/margins.py says by whom.
.PHONY: margins
margins: all
	@test -n '$(DATA)' || { echo "say which data: make margins DATA=folder"; exit 2; }
	python3 tests/conformance/margins.py '$(OBJ)/teller' '$(DATA)' $(ONLY)

# make bench [PARTS="large small"] [RUNS=7] [DATA=folder] [CHECK=no]: tests/bench/run.sh.
bench: all $(BENCH_BIN)
	@BUILD='$(BUILD)' OBJ='$(OBJ)' CC='$(CC)' TELLER='$(abspath $(OBJ))/teller' \
	sh tests/bench/run.sh $(PARTS)

# Pages in a real browser, before axe-core; needs node and NODE_PATH (see the script). Not in check.
.PHONY: browser-check
browser-check: all
	@TELLER='$(abspath $(OBJ))/teller' sh tests/tools/browser-check.sh

# Exports of the golden elections, before the schemas that others publish; not in check.
.PHONY: exports-check
exports-check: all
	@test -n '$(SCHEMAS)' || { echo "say where: make exports-check SCHEMAS=folder"; exit 2; }
	@TELLER='$(abspath $(OBJ))/teller' sh tests/tools/exports-check.sh '$(SCHEMAS)'

# Rewrites the expected files of CLI tests and golden elections. Read the difference before commit.
golden-update: all test-programs
	@test -z "$$CI" || { echo "golden-update rewrites expectations: not in CI"; exit 2; }
	@UPDATE=1 $(RUN_TESTS) --cli $(TEST_BIN)

# ---- gates ----

.PHONY: layers symbols headers trace docs nofloat hygiene limits gates-fail format format-fix errors repro
layers nofloat hygiene limits trace gates-fail:
	@sh tests/tools/$@.sh

symbols: $(LIB_SO)
	@sh tests/tools/symbols.sh $(LIB_SO)

headers:
	@CC='$(CC)' sh tests/tools/headers.sh

docs: all
	@TELLER='$(abspath $(OBJ))/teller' sh tests/tools/docs.sh

errors:
	@sh tests/tools/errors.sh >spec/errors.md.new && mv spec/errors.md.new spec/errors.md

format:
	@$(CLANG_FORMAT) --dry-run -Werror $(ALL_C) && echo "format: $(words $(ALL_C)) files as agreed"

format-fix:
	@$(CLANG_FORMAT) -i $(ALL_C)

repro:
	@CC='$(CC)' sh tests/tools/repro.sh $(BUILD)/repro

# ---- analysers ----

.PHONY: analyze analyze-gcc analyze-tidy analyze-cppcheck
analyze: analyze-gcc analyze-tidy analyze-cppcheck

# The analyser at -O0: its paths are then those of the source. Then the warnings about bounds, which
# need what only -O2 works out, in the files that are compiled with less.
analyze-gcc: $(GEN)/rulebook_data.c $(GEN)/clause_data.c
	@sh tests/tools/each.sh "gcc -std=c11 -D_POSIX_C_SOURCE=200809L -fanalyzer -Werror -c \
		-o /dev/null -Ilib -Ilib/include $(PKG_CFLAGS)" $(LIB_SRC) $(CLI_SRC)
	@sh tests/tools/each.sh "gcc -std=c11 -D_POSIX_C_SOURCE=200809L $(WARN) -O2 -Werror -c \
		-o /dev/null -Ilib -Ilib/include -Icli $(PKG_CFLAGS)" \
		$(filter-out $(HOT_SRC),$(LIB_SRC) $(CLI_SRC))
	@echo "gcc -fanalyzer: nothing found in $(words $(LIB_SRC) $(CLI_SRC)) files"

analyze-tidy:
	@CLANG_TIDY_FLAGS="-std=c11 -D_POSIX_C_SOURCE=200809L -Ilib -Ilib/include $(PKG_CFLAGS)" \
		CLANG_TIDY='$(CLANG_TIDY)' sh tests/tools/tidy.sh $(LIB_SRC) $(CLI_SRC)
	@echo "clang-tidy: nothing found in $(words $(LIB_SRC) $(CLI_SRC)) files"

analyze-cppcheck:
	@cppcheck -j2 --std=c11 --enable=warning,performance,portability --inline-suppr --quiet \
		--error-exitcode=1 --suppress=missingIncludeSystem -D__GNUC__=12 \
		-Ilib -Ilib/include $(LIB_SRC) $(CLI_SRC)
	@echo "cppcheck: nothing found in $(words $(LIB_SRC) $(CLI_SRC)) files"

# ---- coverage, fuzzing ----

.PHONY: coverage fuzz fuzz-smoke fuzz-campaign fuzz-programs
coverage:
	@$(MAKE) --no-print-directory MODE=cov covered

.PHONY: covered
covered: all test-programs
	@find $(OBJ) -name '*.gcda' -exec rm -f {} +
	@$(RUN_TESTS) --cli $(TEST_BIN) $(REPLAY_BIN)
	@sh tests/tools/coverage.sh $(OBJ)

# MC/DC of num, count, recount and rules; every gap must be explained in spec/coverage.md. Slow
# enough (two minutes) to be no part of `make check`. Needs clang 18 or later.
MCDC_CC ?= clang-19
LLVM_COV ?= llvm-cov-19
LLVM_PROFDATA ?= llvm-profdata-19
PROFILES = $(abspath $(OBJ))/profiles

.PHONY: mcdc mcdc-measured
mcdc:
	@$(MAKE) --no-print-directory MODE=mcdc CC='$(MCDC_CC)' mcdc-measured

# The tests of these rooms themselves; what others reach on their way is no proof of anything.
MCDC_TESTS = $(filter $(OBJ)/tests/unit/test_num $(OBJ)/tests/law/% $(OBJ)/tests/diff/% \
	$(OBJ)/tests/unit/test_count_% $(OBJ)/tests/unit/test_recount% $(OBJ)/tests/unit/test_rules_% \
	$(OBJ)/tests/unit/test_audit_% $(OBJ)/tests/fault/test_count_faults \
	$(OBJ)/tests/fault/test_rules_faults $(OBJ)/tests/fault/test_recount_faults,$(TEST_BIN))

mcdc-measured: $(LIB_SO) $(MCDC_TESTS)
	@rm -rf $(PROFILES)
	@LLVM_PROFILE_FILE='$(PROFILES)/%4m.profraw' $(RUN_TESTS) $(MCDC_TESTS)
	@$(LLVM_PROFDATA) merge -sparse $(PROFILES)/*.profraw -o $(PROFILES)/all.profdata
	@$(LLVM_COV) export -format=text -instr-profile=$(PROFILES)/all.profdata $(LIB_SO) \
		lib/num lib/count lib/recount lib/rules >$(PROFILES)/export.json
	@python3 tests/tools/mcdc.py $(PROFILES)/export.json spec/coverage.md

# make fuzz T=blt SECS=60: findings are kept in build/fuzz/, the stored corpus is only read.
fuzz:
	@test -n '$(T)' || { echo "say which: make fuzz T=name; there is" \
		"$(FUZZ_SRC:tests/fuzz/fuzz_%.c=%)"; exit 2; }
	@$(MAKE) --no-print-directory MODE=fuzz CC='$(CLANG)' fuzz-programs
	@sh tests/tools/fuzz.sh $(BUILD)/fuzz '$(SECS)' '$(T)'

# No search: a fixed number of inputs with a fixed seed, so that the same tree ends the same way.
fuzz-smoke:
	@$(MAKE) --no-print-directory MODE=fuzz CC='$(CLANG)' fuzz-programs
	@sh tests/tools/fuzz-smoke.sh $(BUILD)/fuzz $(FUZZ_SRC:tests/fuzz/fuzz_%.c=%)

# make fuzz-campaign [RUNS=10000000] [T="blt con"] [FUZZ_FOLDER=folder]: takes hours, goes on where it
# was ended; tests/fuzz/RESULTS.md has figures.
fuzz-campaign: export RUNS ?= 10000000
fuzz-campaign:
	@$(MAKE) --no-print-directory MODE=fuzz CC='$(CLANG)' fuzz-programs
	@$(MAKE) --no-print-directory MODE=fuzzfast CC='$(CLANG)' fuzz-programs
	@sh tests/tools/fuzz-campaign.sh $(BUILD) $(or $(T),$(FUZZ_SRC:tests/fuzz/fuzz_%.c=%))

fuzz-programs: $(FUZZ_BIN)

# ---- install, clean, dist ----

.PHONY: install install-lib install-cli uninstall clean dist
install: install-lib install-cli

install-lib: all
	$(Q)$(INSTALL) -d $(DESTDIR)$(libdir)/pkgconfig $(DESTDIR)$(includedir)/teller
	$(Q)$(INSTALL) -d $(DESTDIR)$(datadir)/teller/schema
	$(Q)$(INSTALL) -m 644 $(LIB_A) $(DESTDIR)$(libdir)/libteller.a
	$(Q)$(INSTALL) -m 755 $(LIB_SO) $(DESTDIR)$(libdir)/libteller.so.$(SO_VERSION)
	$(Q)ln -sf libteller.so.$(SO_VERSION) $(DESTDIR)$(libdir)/libteller.so
	$(Q)$(INSTALL) -m 644 lib/include/teller.h $(DESTDIR)$(includedir)/teller.h
	$(Q)$(INSTALL) -m 644 $(wildcard lib/include/teller/*.h) $(DESTDIR)$(includedir)/teller/
	$(Q)set -e; for f in $(sort $(wildcard spec/schema/*.xsd)); do \
		$(INSTALL) -m 644 $$f $(DESTDIR)$(datadir)/teller/schema/; done
	$(Q)$(INSTALL) -d $(DESTDIR)$(docdir)/examples
	$(Q)$(INSTALL) -m 644 tests/example/count_folder.c $(DESTDIR)$(docdir)/examples/
	$(Q)sed -e 's|@prefix@|$(prefix)|' -e 's|@libdir@|$(libdir)|' \
		-e 's|@includedir@|$(includedir)|' -e 's|@version@|$(VERSION)|' lib/teller.pc.in \
		>$(DESTDIR)$(libdir)/pkgconfig/teller.pc

install-cli: all
	$(Q)$(INSTALL) -d $(DESTDIR)$(bindir)
	$(Q)$(INSTALL) -m 755 $(OBJ)/teller $(DESTDIR)$(bindir)/teller
	$(Q)$(INSTALL) -d $(DESTDIR)$(mandir)/man1 \
		$(DESTDIR)$(datadir)/bash-completion/completions \
		$(DESTDIR)$(datadir)/zsh/site-functions $(DESTDIR)$(datadir)/fish/vendor_completions.d
	$(Q)set -e; umask 022; teller=$(OBJ)/teller; share=$(DESTDIR)$(datadir); \
		$$teller help --manual >$(DESTDIR)$(mandir)/man1/teller.1; \
		$$teller help --completion bash >$$share/bash-completion/completions/teller; \
		$$teller help --completion zsh >$$share/zsh/site-functions/_teller; \
		$$teller help --completion fish >$$share/fish/vendor_completions.d/teller.fish

uninstall:
	$(Q)rm -f $(DESTDIR)$(libdir)/libteller.a $(DESTDIR)$(libdir)/libteller.so.$(SO_VERSION) \
		$(DESTDIR)$(libdir)/libteller.so $(DESTDIR)$(libdir)/pkgconfig/teller.pc \
		$(DESTDIR)$(includedir)/teller.h $(DESTDIR)$(bindir)/teller \
		$(DESTDIR)$(mandir)/man1/teller.1 \
		$(DESTDIR)$(datadir)/bash-completion/completions/teller \
		$(DESTDIR)$(datadir)/zsh/site-functions/_teller \
		$(DESTDIR)$(datadir)/fish/vendor_completions.d/teller.fish
	$(Q)rm -rf $(DESTDIR)$(includedir)/teller $(DESTDIR)$(datadir)/teller $(DESTDIR)$(docdir)

clean:
	$(Q)rm -rf $(BUILD)

# One program that needs nothing of the machine it runs on but Linux on x86-64. libxml2 brings ICU
# along here, most of whose size is tables that are never looked at.
STATIC := $(BUILD)/dist/teller-$(VERSION)-linux-$(shell uname -m)
STATIC_LIBS = $(shell $(PKG_CONFIG) --static --libs libxml-2.0 libsodium jansson libutf8proc \
	2>/dev/null) -lcsv -lgmp -lpthread -lstdc++ -lm

.PHONY: static deb
static: $(STATIC)

# The linker names what static programs do differently (names of hosts, plug-ins): nothing here
# asks for either, and tests/tools/dist.sh runs the program where there is nothing but itself.
$(STATIC): $(CLI_OBJ) $(LIB_A)
	$(say) LINK $@
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(MODE_FLAGS) -static-pie -s $(KNOWN_LDFLAGS) $(CFLAGS) $(LDFLAGS) -o $@ $(CLI_OBJ) \
		$(LIB_A) $(STATIC_LIBS) 2>$@.log || { cat $@.log; exit 1; }
	$(Q)rm -f $@.log

# The source of the last commit, the same bytes for the same commit; the program of this tree; and
# what sha256sum checks both by.
dist: static
	$(Q)git rev-parse --verify -q HEAD >/dev/null || \
		{ echo "make dist takes the source from git, and this is no checkout"; exit 1; }
	$(Q)mkdir -p $(BUILD)/dist
	$(Q)git archive --format=tar --prefix=teller-$(VERSION)/ HEAD | gzip -9n \
		>$(BUILD)/dist/teller-$(VERSION).tar.gz
	$(Q)cd $(BUILD)/dist && sha256sum teller-$(VERSION).tar.gz $(notdir $(STATIC)) >SHA256SUMS
	@for f in teller-$(VERSION).tar.gz $(notdir $(STATIC)) SHA256SUMS; do \
		echo "$(BUILD)/dist/$$f"; done

# libteller0, libteller-dev and teller, of the last commit.
deb:
	@sh lib/pkg/deb.sh $(VERSION) $(BUILD)/deb

-include $(LIB_OBJ:.o=.d) $(CLI_OBJ:.o=.d) $(SUPPORT_OBJ:.o=.d)
-include $(TEST_BIN:=.d) $(FUZZ_SRC:%.c=$(OBJ)/%.d) $(BENCH_BIN:=.d)
-include $(CONFORMANCE_SRC:%.c=$(OBJ)/%.d) $(OBJ)/gen/rulebook_data.d \
	$(OBJ)/gen/clause_data.d
