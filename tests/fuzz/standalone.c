/*
 * standalone.c: a fuzz target without a fuzzer: runs each file named on the command line once.
 *
 * So that the inputs which once found something are run again in every `make test`, with any
 * compiler, under valgrind and the sanitizers. A file that cannot be read is a failure.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#define INPUT_MAX ((size_t)16 * 1024 * 1024)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int run_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        perror(path);
        return 1;
    }
    uint8_t *data = malloc(INPUT_MAX);
    size_t size = data != NULL ? fread(data, 1, INPUT_MAX, file) : 0;
    int bad = data == NULL || ferror(file) != 0;
    (void)fclose(file);
    /* Exactly as long as the input, so that reading past its end is seen. */
    uint8_t *exact = bad ? NULL : realloc(data, size > 0 ? size : 1);
    if (exact == NULL) {
        free(data);
        (void)fprintf(stderr, "%s: cannot be read\n", path);
        return 1;
    }
    (void)LLVMFuzzerTestOneInput(exact, size);
    free(exact);
    return 0;
}

int main(int argc, char **argv)
{
    int failed = 0;
    for (int i = 1; i < argc; i++) {
        failed += run_file(argv[i]);
    }
    (void)printf("%d inputs run\n", argc - 1);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
