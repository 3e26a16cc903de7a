# What `teller sign` refuses, each with its exit code.
cp "$FIXTURES/keys/teller-a.key" . && chmod 600 teller-a.key
cp "$FIXTURES/keys/teller-b.key" loose.key && chmod 640 loose.key
cp "$FIXTURES/keys/teller-a.pub" public.key && chmod 600 public.key
ln -s teller-a.key link.key
echo 'counted' >f
try() { # what it is, then words for sign
    what=$1
    shift
    "$TELLER" sign "$@"
    echo "exit $?: $what"
}
try 'a key that others may read' -s loose.key f
try 'a link' -s link.key f
try 'no such key' -s missing.key f
try 'a public key' -s public.key f
try 'a folder as key' -s . f
try 'no key named' f
try 'no file named' -s teller-a.key
try 'a name with a capital' -s teller-a.key --as Ann f
try 'a comment that steers the terminal' -s teller-a.key -t "$(printf 'a\033[2J')" f
try 'no such file' -s teller-a.key missing
try 'a folder as file' -s teller-a.key .
try 'a key as file' -s teller-a.key teller-a.key
try 'a signature as file' -s teller-a.key f f.minisig
ls
try 'nothing wrong' -s teller-a.key f
try 'a signature that exists' -s teller-a.key -t 'second thoughts' f
grep '^trusted' f.minisig
try 'the same with --force' -s teller-a.key -t 'second thoughts' --force f
grep '^trusted' f.minisig
