/*
 * base/beside.c: one piece of work done beside other work.
 *
 * The only place that knows of threads. Nothing is shared but what the caller lends, and the caller
 * waits before it looks, so there is nothing to lock and nothing whose order could reach a result.
 * The work gets all signals blocked: they belong to the thread that the program began with.
 */
#include "base/beside.h"

#include <pthread.h>
#include <signal.h>

#include "base/context.h"

struct tlri_beside {
    tlr_ctx *ctx;
    tlri_work *work;
    void *what;
    bool started;
    pthread_t thread;
};

static void *run(void *data)
{
    const struct tlri_beside *beside = data;
    beside->work(beside->what);
    return NULL;
}

static bool start(struct tlri_beside *beside)
{
    sigset_t all;
    sigset_t before;
    (void)sigfillset(&all);
    if (pthread_sigmask(SIG_SETMASK, &all, &before) != 0) {
        return false;
    }
    bool started = pthread_create(&beside->thread, NULL, run, beside) == 0;
    (void)pthread_sigmask(SIG_SETMASK, &before, NULL);
    return started;
}

bool tlri_beside_may(const tlr_ctx *ctx)
{
    return ctx->threads > 1;
}

struct tlri_beside *tlri_beside_start(tlr_ctx *ctx, tlri_work *work, void *what)
{
    struct tlri_beside *beside = tlri_alloc(ctx, sizeof *beside);
    if (beside == NULL) {
        return NULL;
    }
    beside->ctx = ctx;
    beside->work = work;
    beside->what = what;
    beside->started = tlri_beside_may(ctx) && start(beside);
    if (!beside->started) {
        work(what);
    }
    return beside;
}

void tlri_beside_end(struct tlri_beside *beside)
{
    if (beside == NULL) {
        return;
    }
    if (beside->started) {
        (void)pthread_join(beside->thread, NULL);
    }
    tlri_free(beside->ctx, beside, sizeof *beside);
}

void tlr_ctx_threads(tlr_ctx *ctx, unsigned most)
{
    ctx->threads = most;
}
