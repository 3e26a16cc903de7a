/*
 * count_folder.c: libteller in a program of your own: verify an election's folder, count it twice,
 * print who is elected, and say what is wrong when something is.
 *
 *     cc count_folder.c -o count_folder $(pkg-config --cflags --libs teller)
 *     ./count_folder anytown-2026 officer.pub
 *
 * Everything needed is in teller.h; every header says of each function what it takes, who owns what
 * comes back, and which status it gives when. make install puts this file beside the documents, and
 * tests/tools/install.sh builds and runs it against what was installed.
 */
#include <stdio.h>
#include <string.h>

#include <teller.h>

/* What the library found, as lines that people read. It never prints anything itself. */
static void show_diagnostics(const tlr_ctx *ctx)
{
    static const char *const severity[] = {"note", "warning", "error"};
    for (size_t i = 0; i < tlr_ctx_diag_count(ctx); i++) {
        const tlr_diag *diag = tlr_ctx_diag(ctx, i);
        fprintf(stderr, "%s: %s: %s [TLR-%04u]\n", diag->file != NULL ? diag->file : "count_folder",
                severity[diag->severity], diag->message, (unsigned)diag->code);
        if (diag->hint != NULL) {
            fprintf(stderr, "  what to do: %s\n", diag->hint);
        }
    }
}

/* tlr_case_verify counts with both engines and compares result.xml with what they give. */
static tlr_status verify(tlr_case *c, const char *officer_key)
{
    tlr_status status = TLR_OK;
    if (officer_key != NULL) {
        status = tlr_case_officer_key(c, officer_key);
    }
    if (status == TLR_OK) {
        status = tlr_case_verify(c);
    }
    if (tlr_case_report(c) != NULL) {
        fputs(tlr_text_data(tlr_case_report(c)), stdout);
    }
    return status;
}

/* The result as a sheet of 80 columns; other forms are in enum tlr_format. */
static tlr_status print_result(tlr_case *c)
{
    tlr_text *sheet = NULL;
    tlr_status status = tlr_case_render(c, TLR_FORMAT_TEXT, NULL, &sheet);
    if (status == TLR_OK) {
        fputs(tlr_text_data(sheet), stdout);
    }
    tlr_text_free(sheet);
    return status;
}

int main(int argc, char **argv)
{
    if (argc < 2 || argc > 3) {
        fprintf(stderr, "usage: count_folder DIR [OFFICER.pub]\n");
        return 2;
    }
    tlr_ctx *ctx = tlr_ctx_new(NULL, NULL); /* NULL: the C library's memory */
    if (ctx == NULL) {
        fprintf(stderr, "count_folder: there is not enough memory\n");
        return 7;
    }
    tlr_case *c = NULL;
    tlr_status status = tlr_case_new(ctx, argv[1], &c);
    if (status == TLR_OK) {
        status = verify(c, argc == 3 ? argv[2] : NULL);
    }
    if (status == TLR_OK) {
        status = print_result(c);
    }
    show_diagnostics(ctx);
    printf("%s\n", tlr_status_text(status));
    tlr_case_free(c); /* before its context */
    tlr_ctx_free(ctx);
    return status == TLR_OK ? 0 : 1;
}
