#ifndef CVECTORS_CLONES_H
#define CVECTORS_CLONES_H

// Nothing is joined into multiply-adds, but where a function asks for it.
#pragma STDC FP_CONTRACT OFF

#if defined(__x86_64__)
#define CLONES __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#define HAS_WIDE_REGISTERS __builtin_cpu_supports("x86-64-v4")
#else
#define CLONES
#define HAS_WIDE_REGISTERS 0
#endif

#define INLINE static inline __attribute__((always_inline))

#endif
