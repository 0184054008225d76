#ifndef WORKBENCH_CRESOURCES_H
#define WORKBENCH_CRESOURCES_H

#include <stddef.h>

/// A file that is part of the program.
typedef struct {
  const char *_Nonnull name;
  const unsigned char *_Nonnull bytes;
  size_t count;
} cres_file;

/// The number of files.
size_t cres_count(void);

/// The file at an index below the number of files.
cres_file cres_at(size_t index);

#endif
