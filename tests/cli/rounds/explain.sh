# Explained round by round: a candidate in each that they were on the paper of, a paper by its batch.
. "$ROOT/tests/tools/election.sh"
fetch agmtown
try 'a candidate in three rounds' "$TELLER" explain agmtown --candidate flo-finch
try 'a candidate in two, the second by lot' "$TELLER" explain agmtown --candidate ed-evans
try 'one of them' "$TELLER" explain agmtown --candidate flo-finch --round 2
try 'a paper of the third round' "$TELLER" explain agmtown --paper committee/third/16
try 'a stage' "$TELLER" explain agmtown --contest committee --round 2 --stage 1
try 'a stage of which round?' "$TELLER" explain agmtown --contest committee --stage 1
try 'no such round' "$TELLER" explain agmtown --contest committee --round 4 --stage 1
try 'a contest without rounds' "$TELLER" explain agmtown --contest secretary --stage 1
try 'no such batch' "$TELLER" explain agmtown --paper committee/fourth/1
try 'a vacancy: no runner-up' "$TELLER" vacancy agmtown --contest committee --place 2
try 'a vacancy: no such place' "$TELLER" vacancy agmtown --contest committee --place 4
try 'readings' "$TELLER" readings agmtown
