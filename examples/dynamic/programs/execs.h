/* SPDX-License-Identifier: MIT OR Apache-2.0 */
#ifndef EXECS_H
#define EXECS_H

enum kind { OF_ROOT, OF_A_USER };

struct who {
	u32 uid;
};

struct event {
	u32 pid;
	struct who who;
	enum kind kind;
	char comm[16];
};

#endif /* EXECS_H */
