/* Leaks in each turn what `free` is not called for, in functions that are named after what they call; then it waits for the next one. */
#define _GNU_SOURCE
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
void *volatile kept;
static void by_malloc(void) { kept = malloc(1000); kept = malloc(1000); }
static void by_calloc(void) { kept = calloc(30, 100); }
static void by_realloc(void) { kept = realloc(malloc(10), 500000); kept = realloc(kept, 600000); }
static void by_posix_memalign(void) { void *at; if (!posix_memalign(&at, 64, 4096)) kept = at; }
static void by_aligned_alloc(void) { kept = aligned_alloc(64, 64000); }
static void frees_it(void) { kept = malloc(7000); free(kept); kept = realloc(malloc(8000), 0); }
int main(void)
{
    do {
        by_malloc(); by_calloc(); by_realloc(); by_posix_memalign(); by_aligned_alloc(); frees_it();
        puts("a turn");
    } while (getchar() != EOF);
}
