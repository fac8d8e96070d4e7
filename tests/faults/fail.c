/* Loaded before a program (LD_PRELOAD): makes one of its calls that change files below a folder
 * fail, and sets its clock. Calls are caught in the kernel (seccomp), so that none is missed that
 * does not go through the C library.
 *
 * FAIL_BELOW=FOLDER  whose calls are counted: those that write, sync, cut, make, move or link
 * FAIL_AT=N          which of them fails, the first one being 1; none if it is 0
 * FAIL_WITH=WHAT     ENOSPC, EIO, EINTR; SHORT: half of what it is to write is, if it writes;
 *                    FULL: ENOSPC, and so does every call after it; KILL: half of what it is to
 *                    write is, and the program is killed
 * FAIL_TOLD=FILE     where the name of the call that failed is written
 * CLOCK_SHIFT=N      by how many seconds the clock is ahead
 * CLOCK_JUMP=N       the clock jumps a day ahead after so many looks at it, back after so many
 *                    more, and so on
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <time.h>
#include <ucontext.h>
#include <unistd.h>

#define LENGTH(list) (sizeof(list) / sizeof *(list))

/* The sixth argument of a call that is let through: none of the calls here has six. */
#define LET_THROUGH 0x7ea5e11dL

struct call {
    long number;
    const char *name;
    /* Which argument is the path of the file, with the folder it starts from before it; or the
     * open file, if it is no path. */
    int path, folder, writes;
};

static const struct call CALLS[] = {
    {SYS_write, "write", -1, 0, 1},
    {SYS_pwrite64, "pwrite", -1, 0, 1},
    {SYS_writev, "writev", -1, 0, 1},
    {SYS_pwritev, "pwritev", -1, 0, 1},
    {SYS_fsync, "fsync", -1, 0, 0},
    {SYS_fdatasync, "fdatasync", -1, 0, 0},
    {SYS_ftruncate, "ftruncate", -1, 0, 0},
    {SYS_fallocate, "fallocate", -1, 0, 0},
    {SYS_openat, "open", 1, 0, 0},
    {SYS_renameat, "rename", 3, 2, 0},
    {SYS_renameat2, "rename", 3, 2, 0},
    {SYS_linkat, "link", 3, 2, 0},
    {SYS_mkdirat, "mkdir", 1, 0, 0},
#ifdef SYS_open
    {SYS_open, "open", 0, -1, 0},
    {SYS_rename, "rename", 1, -1, 0},
    {SYS_link, "link", 1, -1, 0},
    {SYS_mkdir, "mkdir", 0, -1, 0},
#endif
};

static char below[4096], told[4096];
static long fail_at, short_write, for_good, deadly;
static int failure;
static atomic_long count;

static void give_up(const char *why)
{
    fprintf(stderr, "fail.c: %s: %s\n", why, strerror(errno));
    _exit(99);
}

static long let_through(long number, const long *arguments)
{
    long result = syscall(number, arguments[0], arguments[1], arguments[2], arguments[3],
                          arguments[4], LET_THROUGH);
    return result == -1 ? -errno : result;
}

/* Whether a call changes a file below the folder. */
static int counts(const struct call *call, const long *arguments)
{
    char path[8192], link[64];
    size_t length = 0;
    const char *given = NULL;
    if (call->path >= 0)
        given = (const char *)arguments[call->path];
    if (strcmp(call->name, "open") == 0 &&
        !(arguments[call->path + 1] & (O_WRONLY | O_RDWR | O_CREAT | O_TRUNC)))
        return 0;
    if (given == NULL || given[0] != '/') {
        long folder = call->folder >= 0 ? arguments[call->folder] : AT_FDCWD;
        if ((int)folder == AT_FDCWD)
            strcpy(link, "/proc/self/cwd");
        else
            snprintf(link, sizeof link, "/proc/self/fd/%ld", folder);
        ssize_t found = readlink(link, path, 4096);
        if (found < 0)
            return 0;
        length = found;
    }
    if (given != NULL)
        length += snprintf(path + length, 4096, length > 0 ? "/%s" : "%s", given);
    path[length] = 0;
    size_t folder = strlen(below);
    return strncmp(path, below, folder) == 0 && (path[folder] == '/' || path[folder] == 0);
}

static void tell(const char *name)
{
    long open[6] = {AT_FDCWD, (long)told, O_WRONLY | O_CREAT | O_APPEND, 0600};
    long file = let_through(SYS_openat, open);
    if (file < 0)
        return;
    long write[6] = {file, (long)name, (long)strlen(name)};
    let_through(SYS_write, write);
    close((int)file);
}

static long half(const struct call *call, long *arguments)
{
    if (call->number == SYS_write || call->number == SYS_pwrite64) {
        arguments[2] /= 2;
        return let_through(call->number, arguments);
    }
    struct iovec *first = (struct iovec *)arguments[1];
    struct iovec begun = {first->iov_base, first->iov_len / 2};
    arguments[1] = (long)&begun;
    arguments[2] = 1;
    return let_through(call->number, arguments);
}

static long answer(const struct call *call, long *arguments)
{
    if (!counts(call, arguments))
        return let_through(call->number, arguments);
    long now = atomic_fetch_add(&count, 1) + 1;
    if (now != fail_at && !(for_good && fail_at > 0 && now > fail_at))
        return let_through(call->number, arguments);
    if (now == fail_at)
        tell(call->name);
    if (deadly) {
        if (call->writes)
            half(call, arguments);
        kill(getpid(), SIGKILL);
    }
    if (!short_write)
        return -failure;
    return call->writes ? half(call, arguments) : let_through(call->number, arguments);
}

static void on_call(int signal, siginfo_t *info, void *context)
{
    (void)signal;
    int before = errno;
    mcontext_t *machine = &((ucontext_t *)context)->uc_mcontext;
#if defined(__x86_64__)
    greg_t *r = machine->gregs;
    long arguments[6] = {r[REG_RDI], r[REG_RSI], r[REG_RDX], r[REG_R10], r[REG_R8]};
#elif defined(__aarch64__)
    unsigned long long *r = machine->regs;
    long arguments[6] = {r[0], r[1], r[2], r[3], r[4]};
#else
#error "which registers hold the arguments of a call is not known for this machine"
#endif
    long result = -ENOSYS;
    for (size_t at = 0; at < LENGTH(CALLS); at++)
        if (CALLS[at].number == info->si_syscall) {
            result = answer(&CALLS[at], arguments);
            break;
        }
#if defined(__x86_64__)
    r[REG_RAX] = result;
#else
    r[0] = result;
#endif
    errno = before;
}

/* Has the kernel hand over the calls of the list that are not let through. */
static void catch_calls(void)
{
    struct sigaction action = {.sa_sigaction = on_call, .sa_flags = SA_SIGINFO | SA_NODEFER};
    if (sigaction(SIGSYS, &action, NULL) != 0)
        give_up("SIGSYS cannot be handled");
    enum { HEAD = 1, TAIL = 4, CALLED = LENGTH(CALLS) };
    struct sock_filter filter[HEAD + CALLED + TAIL] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
    };
    for (size_t at = 0; at < CALLED; at++)
        filter[HEAD + at] = (struct sock_filter)BPF_JUMP(
            BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)CALLS[at].number, CALLED - at, 0);
    struct sock_filter tail[TAIL + 1] = {
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[5])),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)LET_THROUGH, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRAP),
    };
    struct sock_filter whole[HEAD + CALLED + TAIL + 1];
    memcpy(whole, filter, sizeof(struct sock_filter) * (HEAD + CALLED));
    memcpy(whole + HEAD + CALLED, tail, sizeof tail);
    struct sock_fprog program = {LENGTH(whole), whole};
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
        prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) != 0)
        give_up("calls cannot be caught (seccomp)");
}

static long number_of(const char *name)
{
    const char *text = getenv(name);
    return text == NULL ? 0 : atol(text);
}

static long shift, jump;
static atomic_long looks;

__attribute__((constructor)) static void begin(void)
{
    shift = number_of("CLOCK_SHIFT");
    jump = number_of("CLOCK_JUMP");
    const char *folder = getenv("FAIL_BELOW"), *with = getenv("FAIL_WITH");
    if (folder == NULL || with == NULL)
        return;
    snprintf(below, sizeof below, "%s", folder);
    const char *file = getenv("FAIL_TOLD");
    snprintf(told, sizeof told, "%s", file == NULL ? "" : file);
    fail_at = number_of("FAIL_AT");
    short_write = strcmp(with, "SHORT") == 0;
    for_good = strcmp(with, "FULL") == 0;
    deadly = strcmp(with, "KILL") == 0;
    failure = strcmp(with, "EIO") == 0 ? EIO : strcmp(with, "EINTR") == 0 ? EINTR : ENOSPC;
    catch_calls();
}

/* By how many seconds the clock is wrong at this look. */
static long wrong_by(void)
{
    const long day = 24 * 60 * 60;
    if (jump <= 0)
        return shift;
    return shift + (atomic_fetch_add(&looks, 1) / jump % 2 == 0 ? 0 : day);
}

int clock_gettime(clockid_t clock, struct timespec *now)
{
    int result = (int)syscall(SYS_clock_gettime, clock, now);
    if (result == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE))
        now->tv_sec += wrong_by();
    return result;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone)
{
    (void)zone;
    struct timespec exact;
    int result = clock_gettime(CLOCK_REALTIME, &exact);
    now->tv_sec = exact.tv_sec;
    now->tv_usec = exact.tv_nsec / 1000;
    return result;
}

time_t time(time_t *there)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (there != NULL)
        *there = now.tv_sec;
    return now.tv_sec;
}
