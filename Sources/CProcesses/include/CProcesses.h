#ifndef WORKBENCH_CPROCESSES_H
#define WORKBENCH_CPROCESSES_H

#include <sys/types.h>

/// Opens a pipe whose ends are above the standard three and are closed in every started program.
/// 0, or the system's error number.
int cpr_pipe(int *_Nonnull read_end, int *_Nonnull write_end);

/// What a program is started with; both lists end with a null.
typedef struct {
  const char *_Nonnull path;
  char *_Nullable const *_Nonnull arguments;
  char *_Nullable const *_Nonnull environment;
  /// The folder to run in, or null for that of this process.
  const char *_Nullable folder;
  int input;
  int output;
  int error;
} cpr_start;

/// Starts a program in a process group of its own, with the standard three descriptors only and
/// with the usual signals. 0, or the system's error number.
int cpr_spawn(const cpr_start *_Nonnull start, pid_t *_Nonnull number);

#endif
