#ifndef WORKBENCH_CGNUPLOT_H
#define WORKBENCH_CGNUPLOT_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/// A conversation with a running gnuplot, over its standard input.
typedef struct cgp_session cgp_session;

/// Opens a conversation on a copy of a descriptor; null when there is no memory or no descriptor.
cgp_session *_Nullable cgp_open(int descriptor);

/// Sends text and a line end; 0, or -1 when gnuplot no longer listens.
int cgp_command(cgp_session *_Nonnull session, const char *_Nonnull text);

/// Sends columns of doubles, one after the other in `values`, as inline binary records.
/// `values` has `rows * columns` numbers. 0, or -1 when gnuplot no longer listens.
int cgp_send_columns(
    cgp_session *_Nonnull session, const double *_Nonnull values, size_t rows, size_t columns);

/// Ends the conversation and closes the copy of the descriptor; -1 when something was not sent.
int cgp_close(cgp_session *_Nonnull session);

#ifdef __cplusplus
}
#endif

#endif
