# At a terminal of 80 columns: what is typed wrong is said at once and asked again; Ctrl-C in the middle
# loses no answer; what only the whole shows is said with the file to mend. [ANS-12], [ANS-13].
cp "$FIXTURES/keys/teller-a.pub" 'a key.pub'
cat >type.py <<'END'
import os, pty, re, signal, sys, termios

# Answers each prompt "  NAME: " with the next of the lines; INT stands for Ctrl-C. Prints what was
# said behind the prompts, and every line that is longer than 80 columns.
typed = [line.rstrip('\n') for line in open(sys.argv[1], encoding='utf-8')]
signal.alarm(120)  # a question that nobody answers ends the test
pid, terminal = pty.fork()
if pid == 0:
    os.environ['TERM'] = 'dumb'
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # a job in the background is begun without it
    os.execv(sys.argv[2], ['teller'] + sys.argv[3:])
settings = termios.tcgetattr(terminal)
settings[3] = settings[3] & ~termios.ECHO
termios.tcsetattr(terminal, termios.TCSANOW, settings)
said, asked = '', 0
while True:
    try:
        got = os.read(terminal, 65536)
    except OSError:
        break
    if not got:
        break
    said += got.decode('utf-8', 'replace')
    if re.search(r'\n  [a-z][a-z-]*: $', said[asked:].replace('\r', '')) and typed:
        asked = len(said)
        line = typed.pop(0)
        # The end of the line is put here: a terminal may show it after what the program then says.
        said += '' if line == 'INT' else '\n'
        os.write(terminal, b'\x03' if line == 'INT' else (line + '\n').encode())
code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
said = said.replace('\r', '').replace('^C', '')
for line in said.split('\n'):
    if len(line) > 80:
        print('longer than 80 columns:', line)
if len(typed):
    print('not asked for any more:', typed)
sys.stderr.write(said)
print('interrupted' if code == -signal.SIGINT else 'exit %d' % code)
END
at_terminal() { # FILE of what is typed, then the command
    python3 type.py "$1" "$TELLER" init "$2" 2>said
}
answer() { sed -n "s/^$1 //p" "$ROOT/tests/cli/init/answers.txt"; }

{
    echo 'Anytown 2026' && answer election && echo '' && answer clp && echo 'next year' && answer conference
    echo maybe && echo Y && echo members && echo all-member && answer electorate
    echo 02/03/2026 && echo 2026-02-30 && answer nominations-close && echo 2026-02-13 && answer poll-opens
    echo INT
} >typed
echo '--- wrong answers, then Ctrl-C'
at_terminal typed anytown
grep -E 'error:|what to do' -A 2 said | grep -vE '^$|^--$|^  [a-z-]*: $'
echo '--- kept'
cat anytown-notice-answers.txt
echo '--- a line of it is spoilt, and one answer is taken back'
sed 's/^trial .*/trial perhaps/' anytown-notice-answers.txt >kept && mv kept anytown-notice-answers.txt
{
    echo no && echo '<' && echo no && answer poll-closes && answer members-on && echo 1,312 && answer members
    echo 1313 && answer women && answer young && answer members-source && answer last-year
    echo 9 && answer woman-place && answer youth-place && echo erss97 && answer rule-set
    answer rule-set-one && answer tie-final && answer one-person-one-place && answer paper-order
    answer decided-by && answer decided-on && answer decided-minute && answer key-returning-officer
    echo nobody.pub && echo 'a key.pub' && answer key-teller-b && answer slip-in-ink && answer publish
    answer smallest-batch && answer smallest-contest && answer retain-until && answer cap-scope
    echo round && answer women-rounding && answer women-definition && answer quota-mechanism
    answer candidate-months
} >typed
at_terminal typed anytown
grep -E 'taken from|taken back|error:|what to do|Nothing is written' -A 3 said | grep -vE '^$|^--$|^  [a-z-]*: $'
ls
echo '--- corrected in the file'
sed 's/^ordinary-places 9/ordinary-places 3/' anytown-notice-answers.txt >kept && mv kept anytown-notice-answers.txt
: >typed
at_terminal typed anytown
ls anytown anytown-notice-answers.txt 2>&1
grep -c "$(sed -n 2p 'a key.pub')" anytown/notice.xml
