// What all programs share. T is the type of the elements; a macro of the form CPU_FAMILY or GPU_FAMILY is defined before.

// nothing is contracted behind our back: a fused chain must give the bits of its single steps
#pragma OPENCL FP_CONTRACT OFF

#ifdef CPU_FAMILY
// Before a loop whose rounds touch different memory, whatever pointers may look like.
#define INDEPENDENT _Pragma("clang loop vectorize(assume_safety)")
// Walks over all i below n; a work item takes one piece without gaps.
#define EACH(i, n)                                                                              \
    const int i##_share = (int) ((n) / get_global_size(0) + ((n) % get_global_size(0) != 0));   \
    const long i##_from = (long) get_global_id(0) * i##_share;                                  \
    const int i##_to = (int) min((long) (n), i##_from + i##_share);                             \
    for (int i = (int) min(i##_from, (long) (n)); i < i##_to; i++)
#define EACH_INDEPENDENT(i, n)                                                                  \
    const int i##_share = (int) ((n) / get_global_size(0) + ((n) % get_global_size(0) != 0));   \
    const long i##_from = (long) get_global_id(0) * i##_share;                                  \
    const int i##_to = (int) min((long) (n), i##_from + i##_share);                             \
    INDEPENDENT                                                                                 \
    for (int i = (int) min(i##_from, (long) (n)); i < i##_to; i++)
#define SINGLE __attribute__((reqd_work_group_size(1, 1, 1)))
#else
#define INDEPENDENT
// Walks over all i below n; neighbours take neighbouring items, so that accesses to memory are joined.
#define EACH(i, n) for (int i = (int) get_global_id(0); i < (n); i += (int) get_global_size(0))
#define EACH_INDEPENDENT(i, n) EACH(i, n)
#define SINGLE
#endif

// The larger: NaN wins, +0 is above -0.
inline float larger_float(float a, float b) {
    if (a != a || b != b) return a + b;
    if (a == b) return as_float(as_int(a) & as_int(b));
    return a > b ? a : b;
}

// The smaller: NaN wins, -0 is below +0.
inline float smaller_float(float a, float b) {
    if (a != a || b != b) return a + b;
    if (a == b) return as_float(as_int(a) | as_int(b));
    return a < b ? a : b;
}

inline float sign_float(float a) { return a > 0 ? 1.0f : a < 0 ? -1.0f : a; }

// As Java has it: a NaN exponent gives NaN, and so does 1 to the power of infinity.
inline float power_float(float a, float b) {
    if (b != b || (fabs(a) == 1.0f && isinf(b))) return NAN;
    return pow(a, b);
}

inline int int_of_float(float a) {
    return a != a ? 0 : a >= 2147483648.0f ? INT_MAX : a <= -2147483648.0f ? INT_MIN : (int) a;
}

inline long long_of_float(float a) {
    return a != a ? 0 : a >= 9223372036854775808.0f ? LONG_MAX : a <= -9223372036854775808.0f ? LONG_MIN : (long) a;
}

#ifdef cl_khr_fp64
#ifdef NEEDS_DOUBLE
#define DOUBLES
#endif
#ifdef TYPE_FLOAT64
#define DOUBLES
#endif
#endif

#ifdef DOUBLES
inline double larger_double(double a, double b) {
    if (a != a || b != b) return a + b;
    if (a == b) return as_double(as_long(a) & as_long(b));
    return a > b ? a : b;
}

inline double smaller_double(double a, double b) {
    if (a != a || b != b) return a + b;
    if (a == b) return as_double(as_long(a) | as_long(b));
    return a < b ? a : b;
}

inline double sign_double(double a) { return a > 0 ? 1.0 : a < 0 ? -1.0 : a; }

inline double power_double(double a, double b) {
    if (b != b || (fabs(a) == 1.0 && isinf(b))) return NAN;
    return pow(a, b);
}

inline int int_of_double(double a) {
    return a != a ? 0 : a >= 2147483647.0 ? INT_MAX : a <= -2147483648.0 ? INT_MIN : (int) a;
}

inline long long_of_double(double a) {
    return a != a ? 0 : a >= 9223372036854775808.0 ? LONG_MAX : a <= -9223372036854775808.0 ? LONG_MIN : (long) a;
}
#endif

// Integers wrap around, and a quotient by 0 is 0.
inline int quotient_int(int a, int b) { return b == 0 ? 0 : b == -1 ? (int) (0u - (uint) a) : a / b; }
inline long quotient_long(long a, long b) { return b == 0 ? 0 : b == -1 ? (long) (0ul - (ulong) a) : a / b; }
inline uchar quotient_uchar(uchar a, uchar b) { return b == 0 ? 0 : (uchar) (a / b); }
inline int sum_int(int a, int b) { return (int) ((uint) a + (uint) b); }
inline long sum_long(long a, long b) { return (long) ((ulong) a + (ulong) b); }
inline uchar sum_uchar(uchar a, uchar b) { return (uchar) (a + b); }
inline int product_int(int a, int b) { return (int) ((uint) a * (uint) b); }
inline long product_long(long a, long b) { return (long) ((ulong) a * (ulong) b); }
inline uchar product_uchar(uchar a, uchar b) { return (uchar) (a * b); }

#define JOIN2(a, b) a##b
#define JOIN(a, b) JOIN2(a, b)
#ifdef FLOATING
#define LARGER(a, b) JOIN(larger_, T)(a, b)
#define SMALLER(a, b) JOIN(smaller_, T)(a, b)
#define SUM(a, b) ((a) + (b))
#define PRODUCT(a, b) ((a) * (b))
#define LOWEST ((T) -INFINITY)
#define HIGHEST ((T) INFINITY)
// NaN is above all numbers and equal to itself, -0 equals 0
#define ABOVE(a, b) ((a) > (b) || ((a) != (a) && (b) == (b)))
#else
#define LARGER(a, b) max((T) (a), (T) (b))
#define SMALLER(a, b) min((T) (a), (T) (b))
#define SUM(a, b) JOIN(sum_, T)(a, b)
#define PRODUCT(a, b) JOIN(product_, T)(a, b)
#define ABOVE(a, b) ((a) > (b))
#ifdef TYPE_INT32
#define LOWEST INT_MIN
#define HIGHEST INT_MAX
#endif
#ifdef TYPE_INT64
#define LOWEST LONG_MIN
#define HIGHEST LONG_MAX
#endif
#ifdef TYPE_UINT8
#define LOWEST 0
#define HIGHEST 255
#endif
#endif
