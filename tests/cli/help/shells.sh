# Completion is tried in the shells themselves: a command, an option, the commands that help
# explains, and a file. A shell that is not installed is named.
touch a-file.blt
for shell in bash zsh fish; do
    "$TELLER" help --completion $shell >$shell.completion
done
installed() { # PROGRAM
    command -v "$1" >/dev/null && return 0
    echo "$1 is not installed" >>"$LEFT_OUT"
    return 1
}
expect() { # WHAT GOT WANTED
    [ "$2" = "$3" ] || echo "$1: got '$2', expected '$3'"
}

cat >try.bash <<'END'
. ./bash.completion
complete_words() {
    COMP_WORDS=("$@")
    COMP_CWORD=$(($# - 1))
    _teller
    echo "${COMPREPLY[@]}"
}
complete_words teller cou
complete_words teller count --unsi
complete_words teller help signa
complete_words teller count a-fi
complete_words teller export --q
END
wanted='count --unsigned signatures a-file.blt --quiet'
if installed bash; then
    expect bash "$(bash --norc try.bash | tr '\n' ' ' | sed 's/ $//')" "$wanted"
fi
if installed fish; then
    got=$(HOME=$PWD fish -N -c 'source fish.completion
        for line in "teller cou" "teller count --unsi" "teller help signa" \
            "teller count a-fi" "teller export --q"
            complete -C $line | string split -f 1 \t
        end' | tr '\n' ' ' | sed 's/ $//')
    expect fish "$got" "$wanted"
fi
# zsh completes in a terminal only, so it gets one; the line it made is printed instead of run.
cat >try.zsh <<'END'
zmodload zsh/zpty || exit 1
zpty -b shell 'zsh -f -i'
ask() {
    zpty -n -w shell "$1"$'\t\C-x'
    zpty -r -m shell said '*LINE=*=END*' || return
    said=${said##*LINE=}
    print -r -- ${${said%%=END*}% }
}
zpty -w shell 'PS1=; PS2=; fpath=($PWD $fpath); autoload -U compinit; compinit -u -D
show() { print -r -- "LI""NE=$BUFFER=E""ND"; BUFFER= }; zle -N show; bindkey "^X" show
bindkey "^I" complete-word; print READ""Y'
zpty -r -m shell said '*READY*'
for line in 'teller cou' 'teller count --unsi' 'teller help signa' 'teller count a-fi' \
    'teller export --q'; do
    ask $line
done
zpty -d shell
END
cp zsh.completion _teller
if installed zsh; then
    got=$(timeout 20 zsh -f try.zsh | sed 's/.* //' | tr '\n' ' ' | sed 's/ $//')
    expect zsh "$got" "$wanted"
fi
echo "three shells were asked"
