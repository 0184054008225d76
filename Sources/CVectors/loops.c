#include "cvectors.h"
#include "clones.h"
#include <math.h>

#define REAL float
#define SUFFIX f
#define LANES 16
#include "loops.inc"
#undef REAL
#undef SUFFIX
#undef LANES

#define REAL double
#define SUFFIX d
#define LANES 8
#include "loops.inc"
