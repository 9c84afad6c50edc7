/* Is always busy. */
int main(void) { for (;;); }
