// The inflation of zlib, and nothing else of it.
#include <zlib.h>
