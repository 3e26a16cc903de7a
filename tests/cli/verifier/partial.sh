# Counts of some of the batches: the program and the verifier judge them alike.
. "$ROOT/tests/tools/election.sh"
fetch anytown whole
cp -R whole part && rm part/batches/*-meeting.ballots
"$TELLER" count --partial --quiet part >sheet
both 'a partial count' --partial part
both 'not asked for' part
both 'nothing is missing' --partial whole
again() { rm -rf d && cp -R part d; }
again && edit d/partial.xml 's/ partial="yes"//' && both 'its root does not say so' --partial d
again && edit d/partial.xml '/<statement>Partial/d' && both 'no sentence does' --partial d
again && edit d/partial.xml '/<left-out .*papers="103"/d' && both 'a batch is not named' --partial d
again && edit d/partial.xml 's/counted="315" papers="418"/counted="316" papers="418"/' &&
    both 'another number' --partial d
again && rm d/batches/woman-post.ballots && both 'a small batch' --partial d
again && cp whole/batches/woman-meeting.ballots d/batches/ && both 'a batch came back' --partial d
again && echo >>d/batches/woman-post.ballots && both 'a batch that is there was changed' --partial d
"$TELLER" bundle --quiet "$FIXTURES/elections/anytown-2026" -o sealed --sealed
both 'a bundle' --partial sealed
