/* The C interface, by a program in C: decides the lines of a file, writes the decisions.
 * usage: decide_in_c BUNDLE EVENTS */
#include <ordain/ordain.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int errors_are_told(void) {
    char error[16];
    if (ordain_bundle_open("no such file", error, sizeof error) != NULL || strlen(error) != sizeof error - 1) return 0;
    if (ordain_bundle_from_bytes("ORDB", 4, error, sizeof error) != NULL || error[0] == '\0') return 0;
    if (ordain_bundle_open("no such file", NULL, 0) != NULL) return 0;
    ordain_bundle_free(NULL);
    ordain_evaluator_free(NULL);
    return 1;
}

int main(int argc, char** argv) {
    char error[256];
    char* line = NULL;
    size_t room = 0;
    ssize_t size;
    if (argc != 3 || !errors_are_told()) return 2;
    ordain_bundle* bundle = ordain_bundle_open(argv[1], error, sizeof error);
    if (bundle == NULL) {
        fprintf(stderr, "%s\n", error);
        return 2;
    }
    ordain_evaluator* evaluator = ordain_evaluator_new(bundle);
    FILE* events = fopen(argv[2], "rb");
    if (evaluator == NULL || events == NULL || strncmp(ordain_bundle_id(bundle), "b:", 2) != 0) return 2;
    ordain_bundle_free(bundle); /* the evaluator keeps what it needs */
    while ((size = getline(&line, &room, events)) >= 0) {
        const char* json;
        size_t json_size;
        if (size > 0 && line[size - 1] == '\n') --size;
        const ordain_verdict verdict = ordain_decide(evaluator, line, (size_t)size, &json, &json_size);
        if (verdict == ORDAIN_NO_MEMORY || strlen(json) != json_size) return 3;
        if ((verdict == ORDAIN_FAULT) != (strstr(json, "\"verdict\":\"fault\"") != NULL)) return 3;
        if (ordain_decide(evaluator, line, (size_t)size, NULL, NULL) != verdict) return 3;
        if (ordain_still_stands(evaluator, line, (size_t)size, "nonsense", 8) != 0) return 3;
        ordain_decide(evaluator, line, (size_t)size, &json, &json_size);
        puts(json);
    }
    free(line);
    fclose(events);
    ordain_evaluator_free(evaluator);
    return 0;
}
