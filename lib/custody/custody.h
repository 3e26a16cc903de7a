/*
 * custody/custody.h: the parts of opening a folder, shared inside custody only.
 */
#ifndef TLRI_CUSTODY_H
#define TLRI_CUSTODY_H

#include "base/file.h"
#include "custody/case.h"
#include "io/ballots.h"
#include "io/notice.h"

#define TLRI_DOCUMENT_MAX ((size_t)64 << 20) /* notice, election, close, lots */
#define TLRI_BATCH_MAX    ((size_t)2 << 30)

/* A case of which nothing is opened yet but the list of its folder. */
tlr_status tlri_case_begin(tlr_ctx *ctx, const char *dir, const struct tlri_anchors *anchors,
                           struct tlri_case **out) TLRI_NODISCARD;
/* dir/name in the case's arena, or NULL. */
const char *tlri_case_path(struct tlri_case *c, const char *name);
/* [FOL-8] Refuses a link in the place of a folder of the election's: TLR_E_TRUST (6506). */
tlr_status tlri_case_refuse_link(struct tlri_case *c, const char *folder) TLRI_NODISCARD;
/* The path as seen from the election's folder: "rulings/1.txt". */
const char *tlri_case_inside(const struct tlri_case *c, const char *path);
/* Is there an entry of this name in the folder? */
bool tlri_case_has(const struct tlri_case *c, const char *name);

/*
 * Reads one file of a folder with the signatures beside it, checks them against the case's keys and
 * then the policy for this kind of file. `folder` and `names` are where it lies. On TLR_OK *out is
 * sealed and may be parsed.
 */
tlr_status tlri_case_read(struct tlri_case *c, const char *folder, const char *const *names,
                          size_t names_count, const char *file, enum tlri_signed_file kind,
                          size_t max, struct tlri_sealed **out) TLRI_NODISCARD;

/*
 * Looks again at who signed a file that was read before, by the keys that are listed now; whoever
 * was not known to have signed it is remembered for run.txt. TLR_E_TRUST: a signature beside it
 * does not hold; TLR_E_IO, TLR_E_LIMIT, TLR_E_MEMORY.
 */
tlr_status tlri_case_check_again(struct tlri_case *c, const char *file,
                                 struct tlri_sealed *sealed) TLRI_NODISCARD;

/* Says of each signature beside the file that its key is not listed, and remembers it for run.txt
 * [SIG-25]. TLR_E_MEMORY. */
tlr_status tlri_case_note_ignored(struct tlri_case *c, const struct tlri_sealed *sealed);

/* "is signed, rests" or, in an unsigned election, "rests": for the checks that were passed. */
const char *tlri_case_rests(const struct tlri_case *c);

/* Is the key, by its index, revoked for the file that is being read? */
bool tlri_policy_revoked(const struct tlri_case *c, size_t key);
/* Is the key, by its index, among the signers, and not revoked for the file that is being read? */
bool tlri_policy_signed(const struct tlri_case *c, tlri_signers signers, size_t key);
/* How many different keys of the role have signed, and are not revoked for the file that is being
 * read. */
uint32_t tlri_policy_signers(const struct tlri_case *c, const struct tlri_sealed *sealed,
                             enum tlri_role role);
/* One line of a policy. TLR_E_TRUST with a diagnostic when it is not met. */
tlr_status tlri_policy_line_check(struct tlri_case *c, const struct tlri_policy_line *line,
                                  const struct tlri_sealed *sealed) TLRI_NODISCARD;
/* Does the set of signers meet the notice's policy for this kind of file? TLR_E_TRUST with a
 * diagnostic for each line that is not met. */
tlr_status tlri_policy_check(struct tlri_case *c, enum tlri_signed_file kind,
                             const struct tlri_sealed *sealed) TLRI_NODISCARD;
/* Adds listed keys to the case's; TLR_E_INPUT for one that is no key or stands twice. */
tlr_status tlri_policy_add_keys(struct tlri_case *c, const char *file,
                                const struct tlri_listed_key *listed, size_t count) TLRI_NODISCARD;

/* notice.xml: under its anchors; then its own keys and policy. */
tlr_status tlri_case_open_notice(struct tlri_case *c) TLRI_NODISCARD;
/* ink.txt, if there is one and the election is signed. TLR_E_TRUST: the returning officer has not
 * signed it (6510). */
tlr_status tlri_case_open_ink(struct tlri_case *c) TLRI_NODISCARD;
/* How many of this role signed exactly these bytes by hand and not with their listed key too, and
 * how many of these have no listed key. A slip of another version, and one of somebody who is
 * counted already, is noted. */
uint32_t tlri_ink_signed(struct tlri_case *c, enum tlri_role role, const struct tlri_sealed *sealed,
                         uint32_t *without_key);
/* After the rulings: is ink.txt signed by a returning officer whose key counts still [INK-2]? Also
 * one whom a ruling appointed. As tlri_case_open_ink. Not asked where the next ruling is written:
 * it may be the one that appoints that officer. */
tlr_status tlri_case_open_ink_again(struct tlri_case *c) TLRI_NODISCARD;
/* election.xml, bound to the notice; builds the contests. */
tlr_status tlri_case_open_election(struct tlri_case *c) TLRI_NODISCARD;
/* The contests of the case, made of its notice and election: its first look at who stands. */
tlr_status tlri_case_build_contests(struct tlri_case *c) TLRI_NODISCARD;
/* rulings/N.txt, if there are any: signed, in an unbroken chain, bound to the election; the keys
 * that they appoint and revoke. */
tlr_status tlri_case_open_rulings(struct tlri_case *c) TLRI_NODISCARD;
/* Takes in one more ruling, of which the text (copied) was just made and nobody has signed: read
 * and checked like those of the folder, its keys included. The case keeps what was taken in also
 * when this fails. TLR_E_LIMIT: there are too many (7020). */
tlr_status tlri_case_add_ruling(struct tlri_case *c, const char *name, const char *text,
                                size_t len) TLRI_NODISCARD;
/* Do the rulings that rest on a close rest on this one? (c->close NULL: there is none yet.) */
tlr_status tlri_case_bind_rulings(struct tlri_case *c) TLRI_NODISCARD;
/* Do the rulings name what is there, and change something? Looks at no batch. */
tlr_status tlri_case_try_rulings(struct tlri_case *c) TLRI_NODISCARD;
/* close.txt, bound to the election; the account. */
tlr_status tlri_case_open_close(struct tlri_case *c) TLRI_NODISCARD;
/* Parses c->close_file, which is sealed, and checks what it says: for a close that was read from
 * the folder, and for one that was just made. */
tlr_status tlri_case_take_close(struct tlri_case *c) TLRI_NODISCARD;
/* Is `name` the name of a batch's file: NAME.ballots? */
bool tlri_is_batch_name(const char *name);
/* The entries of the folder's batches: none when there is no such folder. TLR_E_TRUST: it is a link
 * (6506), [FOL-8]; TLR_E_IO, TLR_E_LIMIT, TLR_E_MEMORY. */
tlr_status tlri_case_list_batches(struct tlri_case *c, const char ***names,
                                  size_t *count) TLRI_NODISCARD;
/* Is a batch of this election and this candidates' file? TLR_E_TRUST (6140, 6141). */
tlr_status tlri_batch_check_binding(struct tlri_case *c, const struct tlri_sealed *sealed,
                                    const struct tlri_ballots_header *header) TLRI_NODISCARD;
/* Of which contest is a batch, with as many candidates? TLR_E_INPUT: of none (6133); TLR_E_TRUST
 * (6148). */
tlr_status tlri_batch_check_contest(struct tlri_case *c, const struct tlri_sealed *sealed,
                                    const struct tlri_ballots_header *header,
                                    const struct tlri_case_contest **out) TLRI_NODISCARD;
/* Reads decisions on papers as handed in, from the bytes of the file `path`, and checks of which
 * election and candidates they are. TLR_E_INPUT (also 6501), TLR_E_TRUST (6502), TLR_E_MEMORY;
 * *out, when it was set, is the caller's in any case. */
tlr_status tlri_case_take_adjudications(struct tlri_case *c, const char *path,
                                        const struct tlri_bytes *bytes,
                                        struct tlri_close **out) TLRI_NODISCARD;
/*
 * Of a partial count: takes the batches without a file, and the decisions on their papers, out of
 * the close of c, which becomes a copy, and lists them in c->left_out. The papers are not read yet.
 * TLR_E_MEMORY.
 */
tlr_status tlri_case_leave_out(struct tlri_case *c) TLRI_NODISCARD;
/* May c be counted in part [PAR-2], [PAR-3]? c is as it is after the last ruling. As
 * tlri_case_open_partial. */
tlr_status tlri_case_check_partial(struct tlri_case *c) TLRI_NODISCARD;
/* Of which line of c is the batch that its close, or a ruling, has: SIZE_MAX when there is none. */
size_t tlri_case_line_of(const struct tlri_case *c, const struct tlri_close_batch *batch);
/* A batch as a result names it. */
struct tlri_result_batch tlri_batch_told(const struct tlri_close_batch *batch);
/* batches, as close names them. */
tlr_status tlri_case_open_batches(struct tlri_case *c) TLRI_NODISCARD;
/*
 * The papers of every contest, from the batches that close names. as_signed: compares papers
 * rejected whole with the account; final: warns of doubtful papers that nobody decided on.
 */
tlr_status tlri_case_read_papers(struct tlri_case *c, bool as_signed, bool final) TLRI_NODISCARD;
/* lots.txt, bound to the close, if it is there. */
tlr_status tlri_case_open_lots(struct tlri_case *c) TLRI_NODISCARD;
/* declaration.txt and those kept before it, if there are any. */
tlr_status tlri_case_open_declaration(struct tlri_case *c) TLRI_NODISCARD;

/* The more serious of two statuses: trust, memory, limit, reading, then the rest; TLR_OK last. */
tlr_status tlri_worse(tlr_status a, tlr_status b);

#endif
