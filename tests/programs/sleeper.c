/* Sleeps 20 milliseconds in `naps`, again and again, and 1 in `short_naps`. */
#include <unistd.h>
static void naps(int ms) { usleep(ms * 1000); }
static void long_naps(void) { naps(20); }
static void short_naps(void) { naps(1); }
int main(void) { for (;;) { long_naps(); short_naps(); } }
