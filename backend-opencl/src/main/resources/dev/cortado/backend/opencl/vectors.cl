// Vectors that fill a register of 512 bits.

#ifdef TYPE_FLOAT64
#define LANES 8
#define VT double8
#define VLOAD vload8
#define VSTORE vstore8
#define KEEP(mask) convert_long8(vload8(0, mask))
#else
#define LANES 16
#define VT float16
#define VLOAD vload16
#define VSTORE vstore16
#define KEEP(mask) vload16(0, mask)
#endif
// vectors of 512 bits may be used even where the compiler thinks that shorter ones are better
#if defined(__clang__) && defined(__x86_64__)
#define WIDE __attribute__((min_vector_width(512)))
#else
#define WIDE
#endif

