# What does not balance, does not fit or is not signed makes no close, and the message says where.
. "$ROOT/tests/tools/election.sh"
fetch smalltown whole
unclose whole
fresh() {
    rm -rf smalltown
    cp -R whole smalltown
}
close() { "$TELLER" close smalltown; }

fresh && edit smalltown/account.txt '/^account ordinary 1 meeting/,/^counts/s/^printed .*/printed 99/'
try 'equation 1' close
fresh && edit smalltown/account.txt '/^account ordinary 1 meeting/,/^counts/s/^late .*/late 3/'
try 'equation 2' close
fresh && edit smalltown/account.txt \
    '/^account ordinary 1 post/,/^counts/{s/^in-box .*/in-box 1/;s/^counts .*/counts 1 1/;}'
try 'equation 3, and so 2' close
fresh && edit smalltown/account.txt '/^account youth/,/^counts/s/^counts .*/counts 4 5/'
try 'two counts' close
fresh && edit smalltown/account.txt '/^rejected blank/d'
try 'rejected papers' close
fresh && edit smalltown/account.txt '/^account ordinary 1 post/,/^counts/d' 's/^accounts .*/accounts 3/'
try 'a channel without account' close
fresh && edit smalltown/account.txt 's/^election .*/election othertown-2026/'
try 'account of another election' close
fresh && edit smalltown/adjudications.txt 's/^definition sha256:..../definition sha256:0000/'
try 'decisions under other candidates' close
fresh && rm smalltown/batches/ordinary-post.ballots.*
try 'a batch not signed' close
fresh && edit smalltown/batches/ordinary-post.ballots 's/^1 .*/1 2 1 - -/'
try 'a batch changed' close
fresh && cp smalltown/batches/ordinary-post.ballots smalltown/batches/again.ballots &&
    cp smalltown/batches/ordinary-post.ballots.teller-a.minisig \
        smalltown/batches/again.ballots.teller-a.minisig
try 'a batch twice' close
fresh && mv smalltown/batches elsewhere && ln -s ../elsewhere smalltown/batches
try 'batches is a link' close
rm -r elsewhere
fresh && printf 'nothing\n' >smalltown/close.txt
try 'the earlier close cannot be read' close
fresh
try 'no folder' "$TELLER" close nowhere
left smalltown
