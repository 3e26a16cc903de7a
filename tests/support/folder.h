/*
 * support/folder.h: scratch copies of an election's folder, and whole files in and out of them.
 *
 * For tests that change a file and see what comes of it. Nothing here reports through the library;
 * a call that fails says false, and the test asserts.
 */
#ifndef TEST_FOLDER_H
#define TEST_FOLDER_H

#include <stdbool.h>
#include <stddef.h>

enum { FOLDER_PATH = 1024, FOLDER_FILES = 200 };

/* A scratch folder and the files in it, by their paths inside it, sorted. */
struct folder {
    char path[FOLDER_PATH];
    size_t files;
    char *file[FOLDER_FILES];
};

/* Makes a scratch folder (where TMPDIR says) with the files of `from` and of its subfolders. Free
 * it with folder_remove, also after false. */
bool folder_copy(struct folder *folder, const char *from);
/* Removes the scratch folder with everything in it. */
void folder_remove(struct folder *folder);

/* folder/file in out. */
void folder_path(const struct folder *folder, const char *file, char out[2 * FOLDER_PATH]);
/* The whole file, to be freed with free(); NULL when it cannot be read. One NUL follows the bytes.
 */
char *file_load(const char *path, size_t *len);
/* Writes the whole file in place. */
bool file_store(const char *path, const void *data, size_t len);

#endif
