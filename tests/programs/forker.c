/* Forks in a function that the child returns from, too. */
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>
int forks(void) { return fork(); }
int main(void)
{
    while (getchar() != EOF) {
        if (!forks())
            _exit(0);
        wait(0);
    }
}
