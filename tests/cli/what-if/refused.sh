# What cannot be supposed is refused, with the reason, and never answered in part.
. "$ROOT/tests/tools/election.sh"
any=$FIXTURES/elections/anytown-2026
try nothing "$TELLER" what-if "$any"
try 'no such contest' "$TELLER" what-if "$any" --without-papers ordinry/post/1
try 'no such batch' "$TELLER" what-if "$any" --without-batch ordinary/pots
try 'no such paper' "$TELLER" what-if "$any" --without-papers ordinary/post/44
try 'no number' "$TELLER" what-if "$any" --without-papers ordinary/post/x
try 'no paper' "$TELLER" what-if "$any" --without-papers post
try 'backwards' "$TELLER" what-if "$any" --without-papers ordinary/post/9-3
try twice "$TELLER" what-if "$any" --without-papers ordinary/post/3,ordinary/post/3
try 'twice, by its batch' "$TELLER" what-if "$any" --without-papers ordinary/post/3 \
    --without-batch ordinary/post
try 'no such candidate' "$TELLER" what-if "$any" --withdraw carol
try 'which contest' "$TELLER" what-if "$any" --places 2
try 'too many places' "$TELLER" what-if "$any" --contest youth --places 251
try 'no such rules' "$TELLER" what-if "$any" --contest youth --rules meeek
try 'who might have voted' "$TELLER" what-if "$any" --reading proxy=one
try 'no such value' "$TELLER" what-if "$any" --reading tie-final=coin
try 'no such reading' "$TELLER" what-if "$any" --reading tie=lot
try 'no pair' "$TELLER" what-if "$any" --reading tie-final
try 'admitted, but counted' "$TELLER" what-if "$any" --admit youth/meeting/95
whole=$(sed -n 's/^\([0-9]*\) R:.*/\1/p' "$any/batches/ordinary-post.ballots" | head -n 1)
try 'admitted, but rejected whole' "$TELLER" what-if "$any" --admit "ordinary/post/$whole"
try 'objected and more' "$TELLER" what-if "$any" --objected --withdraw carol-oduya
try 'an option twice' "$TELLER" what-if "$any" --withdraw carol-oduya --withdraw gwen-parry
printf 'teller/adjudications@1\nelection anytown-2026\ndefinition sha256:%064d\nadjudications 0\nend\n' 0 >other
try 'decisions of other candidates' "$TELLER" what-if "$any" --decide other
cp -R "$any" changed
edit changed/batches/ordinary-post.ballots 's/^5 .*/5 1 - - - - - - - -/'
try 'changed papers' "$TELLER" what-if changed --withdraw carol-oduya 2>err
sed -n 1p err
