/*
 * support/folder.c: see folder.h. Folders of an election are two deep, so this goes two deep; what
 * is neither a file nor a folder is left out.
 */
#define _XOPEN_SOURCE 700 /* mkdtemp */

#include "support/folder.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

void folder_path(const struct folder *folder, const char *file, char out[2 * FOLDER_PATH])
{
    snprintf(out, (size_t)2 * FOLDER_PATH, "%s/%s", folder->path, file);
}

char *file_load(const char *path, size_t *len)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        return NULL;
    }
    long size = fseek(file, 0, SEEK_END) == 0 ? ftell(file) : -1;
    char *data = size >= 0 ? malloc((size_t)size + 1) : NULL;
    if (data != NULL) {
        rewind(file);
        *len = fread(data, 1, (size_t)size, file);
        data[*len] = '\0';
    }
    (void)fclose(file);
    return data;
}

bool file_store(const char *path, const void *data, size_t len)
{
    FILE *file = fopen(path, "wb");
    if (file == NULL) {
        return false;
    }
    size_t written = fwrite(data, 1, len, file);
    return fclose(file) == 0 && written == len;
}

static bool copy_file(struct folder *folder, const char *from, const char *name)
{
    char to[2 * FOLDER_PATH];
    size_t len = 0;
    char *data = file_load(from, &len);
    folder_path(folder, name, to);
    bool done = data != NULL && folder->files < FOLDER_FILES && file_store(to, data, len);
    free(data);
    if (done) {
        folder->file[folder->files] = malloc(strlen(name) + 1);
        done = folder->file[folder->files] != NULL;
    }
    if (done) {
        memcpy(folder->file[folder->files++], name, strlen(name) + 1);
    }
    return done;
}

/* The files of from/below ("" for the top); subfolders of the top are copied with `deeper`. */
static bool copy_level(struct folder *folder, const char *from, const char *below,
                       bool (*deeper)(struct folder *, const char *, const char *))
{
    char path[2 * FOLDER_PATH];
    char name[FOLDER_PATH];
    bool done = true;
    snprintf(path, sizeof path, "%s/%s", from, below);
    DIR *dir = opendir(path);
    for (struct dirent *entry; dir != NULL && done && (entry = readdir(dir)) != NULL;) {
        struct stat info;
        if (entry->d_name[0] == '.') {
            continue;
        }
        int n = snprintf(name, sizeof name, "%s%s%s", below, below[0] != '\0' ? "/" : "",
                         entry->d_name);
        int m = snprintf(path, sizeof path, "%s/%s", from, name);
        done = n > 0 && (size_t)n < sizeof name && m > 0 && (size_t)m < sizeof path &&
               lstat(path, &info) == 0;
        if (done && S_ISREG(info.st_mode)) {
            done = copy_file(folder, path, name);
        } else if (done && S_ISDIR(info.st_mode) && deeper != NULL) {
            done = deeper(folder, from, name);
        }
    }
    return dir != NULL && closedir(dir) == 0 && done;
}

static bool copy_below(struct folder *folder, const char *from, const char *below)
{
    char path[2 * FOLDER_PATH];
    folder_path(folder, below, path);
    return mkdir(path, 0700) == 0 && copy_level(folder, from, below, NULL);
}

static int by_name(const void *a, const void *b)
{
    const char *const *left = a;
    const char *const *right = b;
    return strcmp(*left, *right);
}

bool folder_copy(struct folder *folder, const char *from)
{
    const char *top = getenv("TMPDIR") != NULL ? getenv("TMPDIR") : "/tmp";
    memset(folder, 0, sizeof *folder);
    snprintf(folder->path, sizeof folder->path, "%s/teller-test-XXXXXX", top);
    if (mkdtemp(folder->path) == NULL || !copy_level(folder, from, "", copy_below)) {
        return false;
    }
    qsort(folder->file, folder->files, sizeof folder->file[0], by_name);
    return true;
}

/* Removes the files of a folder, and its subfolders with `deeper`, then the folder. */
static void remove_level(const char *path, void (*deeper)(const char *))
{
    char name[2 * FOLDER_PATH];
    DIR *dir = opendir(path);
    for (struct dirent *entry; dir != NULL && (entry = readdir(dir)) != NULL;) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) {
            continue;
        }
        int n = snprintf(name, sizeof name, "%s/%s", path, entry->d_name);
        if (n > 0 && (size_t)n < sizeof name && unlink(name) != 0 && deeper != NULL) {
            deeper(name);
        }
    }
    if (dir != NULL) {
        (void)closedir(dir);
    }
    (void)rmdir(path);
}

static void remove_below(const char *path)
{
    remove_level(path, NULL);
}

void folder_remove(struct folder *folder)
{
    for (size_t i = 0; i < folder->files; i++) {
        free(folder->file[i]);
    }
    folder->files = 0;
    if (folder->path[0] != '\0') {
        remove_level(folder->path, remove_below);
    }
}
