// A C border around gnuplot-iostream. Its own way to start gnuplot goes through a shell and hides
// the exit status, so it is only given a descriptor here. No exception leaves this file.
#include "CGnuplot.h"

#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <gnuplot-iostream.h>
#include <memory>
#include <vector>

struct cgp_session {
  std::unique_ptr<Gnuplot> gnuplot;
};

cgp_session *cgp_open(int descriptor) {
  const int copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 3);
  if (copy < 0) return nullptr;
  FILE *file = fdopen(copy, "w");
  if (file == nullptr) {
    close(copy);
    return nullptr;
  }
  try {
    auto session = std::make_unique<cgp_session>();
    session->gnuplot = std::make_unique<Gnuplot>(file);
    return session.release();
  } catch (...) {
    fclose(file);
    return nullptr;
  }
}

int cgp_command(cgp_session *session, const char *text) {
  try {
    *session->gnuplot << text << "\n";
    return session->gnuplot->good() ? 0 : -1;
  } catch (...) {
    return -1;
  }
}

int cgp_send_columns(
    cgp_session *session, const double *values, size_t rows, size_t columns) {
  try {
    std::vector<std::vector<double>> table;
    table.reserve(columns);
    for (size_t column = 0; column < columns; ++column) {
      table.emplace_back(values + column * rows, values + (column + 1) * rows);
    }
    session->gnuplot->sendBinary1d_colmajor(table);
    return session->gnuplot->good() ? 0 : -1;
  } catch (...) {
    return -1;
  }
}

int cgp_close(cgp_session *session) {
  int result = 0;
  try {
    session->gnuplot->flush();
    result = session->gnuplot->good() ? 0 : -1;
  } catch (...) {
    result = -1;
  }
  try {
    delete session;
  } catch (...) {
    result = -1;
  }
  return result;
}
