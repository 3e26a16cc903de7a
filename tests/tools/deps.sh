#!/bin/sh
# deps.sh check build|test:    is everything here that building (or testing) needs? Names what is not.
# deps.sh install [build]:     installs what is missing with the system's package manager, and nothing
#                              when nothing is missing (so it works without a network then): all that
#                              testing needs, or what building needs. The shells whose completion is
#                              tried, and a reader of manual pages, too; where they cannot be had, the
#                              tests name what they leave out.
set -u
CC=${CC:-cc}
PKG_CONFIG=${PKG_CONFIG:-pkg-config}
missing="" # what people call it
apt="" dnf="" brew="" # what each package manager calls it

lack() { # what apt dnf brew
    missing="$missing\n  $1"
    apt="$apt $2"
    dnf="$dnf $3"
    brew="$brew $4"
}

has_header() { # header pkg-config-name
    flags=
    if [ -n "$2" ]; then
        flags=$($PKG_CONFIG --cflags "$2" 2>/dev/null) || flags=
    fi
    # shellcheck disable=SC2086
    printf '#include <stdarg.h>\n#include <stddef.h>\n#include <setjmp.h>\n#include <stdint.h>\n#include <stdio.h>\n#include <%s>\n' "$1" |
        $CC $flags -x c -fsyntax-only - >/dev/null 2>&1
}

tool() { command -v "$1" >/dev/null 2>&1; }

for_build() {
    tool "${CC%% *}" || lack "a C compiler ($CC)" gcc gcc gcc
    tool make || lack "make" make make make
    tool "$PKG_CONFIG" || lack "pkg-config" pkg-config pkgconf-pkg-config pkg-config
    has_header libxml/parser.h libxml-2.0 || lack "libxml2 (headers)" libxml2-dev libxml2-devel libxml2
    has_header sodium.h libsodium || lack "libsodium (headers)" libsodium-dev libsodium-devel libsodium
    has_header csv.h "" || lack "libcsv (headers)" libcsv-dev libcsv-devel libcsv
    has_header utf8proc.h libutf8proc || lack "utf8proc (headers)" libutf8proc-dev utf8proc-devel utf8proc
    has_header jansson.h jansson || lack "jansson (headers)" libjansson-dev jansson-devel jansson
    has_header gmp.h "" || lack "GMP (headers)" libgmp-dev gmp-devel gmp
}

for_test() {
    has_header cmocka.h cmocka || lack "cmocka (headers)" libcmocka-dev libcmocka-devel cmocka
    tool xmllint || lack "xmllint" libxml2-utils libxml2 libxml2
    tool minisign || lack "minisign" minisign minisign minisign
    tool ssh-keygen || lack "ssh-keygen" openssh-client openssh-clients openssh
    tool python3 || lack "python3" python3 python3 python3
}

for_every_test() {
    tool bash || lack "bash" bash bash bash
    tool zsh || lack "zsh" zsh zsh zsh
    tool fish || lack "fish" fish fish fish
    tool mandoc || lack "mandoc" mandoc mandoc mandoc
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif tool sudo; then
        echo "deps: (as root) $*"
        sudo "$@"
    else
        echo "deps: not root, and there is no sudo. Run as root: $*" >&2
        return 1
    fi
}

# shellcheck disable=SC2086
install_missing() {
    if tool apt-get; then
        echo "deps: installing with apt-get:$apt"
        export DEBIAN_FRONTEND=noninteractive
        as_root apt-get install -y -q --no-install-recommends $apt ||
            { as_root apt-get update -q && as_root apt-get install -y -q --no-install-recommends $apt; }
    elif tool dnf; then
        echo "deps: installing with dnf:$dnf"
        as_root dnf install -y -q $dnf
    elif tool brew; then
        echo "deps: installing with brew:$brew"
        brew install --quiet $brew
    else
        echo "deps: no apt-get, dnf or brew here; install these by hand, then try again" >&2
        return 1
    fi
}

forget() {
    missing=
    apt=
    dnf=
    brew=
}

# need FUNCTION...: what these functions find missing is installed, or it ends here.
need() {
    forget
    for needs in "$@"; do $needs; done
    [ -z "$missing" ] && return
    printf "deps: missing:%b\n" "$missing"
    install_missing || exit 1
    forget
    for needs in "$@"; do $needs; done
    if [ -n "$missing" ]; then
        printf "deps: still missing:%b\n" "$missing" >&2
        exit 1
    fi
}

case "${1-} ${2-}" in
"check build")
    for_build
    [ -z "$missing" ] && exit 0
    printf "To build, this is missing:%b\nInstall it, or let \`make deps\` do it.\n" "$missing" >&2
    exit 1
    ;;
"check test")
    for_build
    for_test
    [ -z "$missing" ] && exit 0
    printf "To test, this is missing:%b\nInstall it, or let \`make deps\` do it.\n" "$missing" >&2
    exit 1
    ;;
"install ")
    need for_build for_test
    forget
    for_every_test
    if [ -n "$missing" ]; then
        printf "deps: missing:%b\n" "$missing"
        install_missing
        forget
        for_every_test
    fi
    if [ -n "$missing" ]; then
        printf "deps: not to be had, so that tests will be left out, and named:%b\n" "$missing"
    else
        echo "deps: everything is here"
    fi
    ;;
"install build")
    need for_build
    echo "deps: everything is here"
    ;;
*)
    echo "usage: deps.sh check build|test, or deps.sh install [build]" >&2
    exit 2
    ;;
esac
