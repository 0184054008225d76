// The GNU extensions used here are not visible to Swift.
#define _GNU_SOURCE
#include "CProcesses.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <unistd.h>

int cpr_pipe(int *read_end, int *write_end) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return errno;
  for (int i = 0; i < 2; ++i) {
    if (ends[i] > 2) continue;
    // A parent without standard input would otherwise have its own pipe closed by the actions below.
    const int raised = fcntl(ends[i], F_DUPFD_CLOEXEC, 3);
    const int code = errno;
    close(ends[i]);
    if (raised < 0) {
      close(ends[1 - i]);
      return code;
    }
    ends[i] = raised;
  }
  *read_end = ends[0];
  *write_end = ends[1];
  return 0;
}

static int prepare(
    const cpr_start *start, posix_spawn_file_actions_t *actions, posix_spawnattr_t *attributes) {
  int code = 0;
  code |= posix_spawn_file_actions_adddup2(actions, start->input, 0);
  code |= posix_spawn_file_actions_adddup2(actions, start->output, 1);
  code |= posix_spawn_file_actions_adddup2(actions, start->error, 2);
  code |= posix_spawn_file_actions_addclosefrom_np(actions, 3);
  if (start->folder) code |= posix_spawn_file_actions_addchdir_np(actions, start->folder);

  // This process may ignore or hold back signals; the program starts as from a shell.
  sigset_t defaults;
  sigset_t none;
  sigemptyset(&none);
  sigemptyset(&defaults);
  sigaddset(&defaults, SIGPIPE);
  code |= posix_spawnattr_setsigdefault(attributes, &defaults);
  code |= posix_spawnattr_setsigmask(attributes, &none);
  code |= posix_spawnattr_setpgroup(attributes, 0);
  code |= posix_spawnattr_setflags(
      attributes, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP);
  return code == 0 ? 0 : ENOMEM;
}

int cpr_spawn(const cpr_start *start, pid_t *number) {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  int code = posix_spawn_file_actions_init(&actions);
  if (code != 0) return code;
  code = posix_spawnattr_init(&attributes);
  if (code != 0) {
    posix_spawn_file_actions_destroy(&actions);
    return code;
  }
  code = prepare(start, &actions, &attributes);
  if (code == 0) {
    code = posix_spawn(
        number, start->path, &actions, &attributes, start->arguments, start->environment);
  }
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  return code;
}
