/* Ordain for C: open a bundle, decide events to JSON.
 *
 *     char error[256];
 *     ordain_bundle* bundle = ordain_bundle_open("approvals.ordb", error, sizeof error);
 *     if (bundle == NULL) { fprintf(stderr, "%s\n", error); return 2; }
 *     ordain_evaluator* evaluator = ordain_evaluator_new(bundle);
 *     const char* json;
 *     size_t size;
 *     if (ordain_decide(evaluator, event, strlen(event), &json, &size) == ORDAIN_RELEASE) ...
 *     ordain_evaluator_free(evaluator);
 *     ordain_bundle_free(bundle);
 *
 * A bundle is immutable and may be shared by threads; an evaluator belongs to one thread at a time. No function throws or ends the
 * program. Texts are UTF-8. Pointers that are given must not be null unless it says so; freeing null does nothing. */
#ifndef ORDAIN_H
#define ORDAIN_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ordain_bundle ordain_bundle;
typedef struct ordain_evaluator ordain_evaluator;

/* From laxest to strictest. A fault could not be decided: it is held in the bundle's fault queue, never released. */
typedef enum ordain_verdict {
    ORDAIN_RELEASE = 0,
    ORDAIN_REQUIRE = 1,
    ORDAIN_HOLD = 2,
    ORDAIN_REJECT = 3,
    ORDAIN_FAULT = 4,
    ORDAIN_NO_MEMORY = -1 /* nothing was decided */
} ordain_verdict;

/* Maps and verifies an .ordb file, or bytes in memory, which are copied. Null on failure: then the reason stands in `error`, cut to
 * `error_size` bytes with its final 0; `error` may be null if `error_size` is 0. */
ordain_bundle* ordain_bundle_open(const char* path, char* error, size_t error_size);
ordain_bundle* ordain_bundle_from_bytes(const void* bytes, size_t size, char* error, size_t error_size);
/* "b:" and 32 hex digits; valid as long as the bundle. */
const char* ordain_bundle_id(const ordain_bundle* bundle);
/* Evaluators that still use the bundle keep what they need of it. */
void ordain_bundle_free(ordain_bundle* bundle);

/* Null if there is no memory. */
ordain_evaluator* ordain_evaluator_new(const ordain_bundle* bundle);
void ordain_evaluator_free(ordain_evaluator* evaluator);

/* Decides one event: a CloudEvent as JSON, any bytes, no final 0 needed. The decision's JSON, one line that ends in a 0 which is not
 * counted, belongs to the evaluator and is valid until it decides again or is freed; `json` and `json_size` may be null. */
ordain_verdict ordain_decide(ordain_evaluator* evaluator, const char* event, size_t event_size, const char** json, size_t* json_size);

/* 1 if an approval that was given for event `before` still stands for event `after`, 0 if not, -1 if there is no memory. */
int ordain_still_stands(ordain_evaluator* evaluator, const char* before, size_t before_size, const char* after, size_t after_size);

#ifdef __cplusplus
}
#endif

#endif
