/*
 * teller/text.h: a text that the library made: a result sheet, a JSON object, an XML document.
 */
#ifndef TLR_TEXT_H
#define TLR_TEXT_H

#include <stddef.h>

#include "teller/ctx.h"

typedef struct tlr_text tlr_text;

/* The bytes, followed by one NUL that is not counted; valid until the text is freed. "" for NULL.
 */
const char *tlr_text_data(const tlr_text *text);
/* How many bytes. 0 for NULL. */
size_t tlr_text_size(const tlr_text *text);
/* Frees it; NULL is accepted. */
void tlr_text_free(tlr_text *text);
/* Writes it to a file, whole or not at all. TLR_E_IO with a diagnostic; TLR_E_MEMORY. */
tlr_status tlr_text_write(tlr_ctx *ctx, const tlr_text *text, const char *path);

/* Columns that UTF-8 text, without line ends, takes on a terminal: 2 for a wide character, 0 for a
 * combining one; a byte that is no UTF-8 takes one. */
size_t tlr_text_columns(const char *text);

/* Room, in bytes, for any path as a shell takes it. */
#define TLR_SHELL_WORD_ROOM 16400
/* The name of a file as a shell takes it, for a command that somebody is told to type: the text
 * itself where that will do, else room, with the name in quotes, or with "./" before it where it
 * would be an option. A room of 4 bytes for each byte of the text and 6 more is always enough; in
 * too small a one nothing is written, and the text is returned. */
const char *tlr_shell_word(const char *text, char *room, size_t size);

#endif
