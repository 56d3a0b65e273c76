// Runs any chain of elementwise steps of one type without compiling it: what is to be done stands in a table.
// Worth it for few elements. A work item takes blocks of them through all steps; values stay in private memory.
// code, per step: its number, the register of the result, and up to three registers or, of a tensor, its number, size and
// repetition

#ifdef cl_khr_fp64
#pragma OPENCL EXTENSION cl_khr_fp64 : enable
#endif

#ifdef CPU_FAMILY
#define BLOCK WIDTH
#else
#define BLOCK 1
#endif

// what lies beyond the last element is computed, but neither read nor written
#define COMPUTE(expression)                                              \
    {                                                                    \
        const T *a = r[s[2]];                                            \
        const T *b = r[s[3]];                                            \
        const T *c = r[s[4]];                                            \
        INDEPENDENT                                                      \
        for (int l = 0; l < BLOCK; l++) d[l] = (T) (expression);         \
    }
#define FILL(number)                                                     \
    {                                                                    \
        const long bits = numbers[s[2]];                                 \
        const T value = number;                                          \
        for (int l = 0; l < BLOCK; l++) d[l] = value;                    \
    }
// element i of a result belongs to element i / inner % size of a repeated operand
#define LOAD(type)                                                       \
    {                                                                    \
        global const type *x = (global const type *) t[s[2]] + o[s[2]];  \
        const int size = s[3];                                           \
        const int inner = max(1, s[4]);                                  \
        for (int l = 0; l < length; l++) {                               \
            d[l] = (T) x[size == 0 ? start + l : (start + l) / inner % size]; \
        }                                                                \
    }
#define KEPT                                                             \
    {                                                                    \
        global const int *x = (global const int *) t[s[2]] + o[s[2]];    \
        const int threshold = s[3];                                      \
        for (int l = 0; l < length; l++) d[l] = (T) (sum_int(x[start + l], INT_MIN) >= threshold); \
    }
#define STORE(type, expression)                                          \
    {                                                                    \
        const T *a = r[s[2]];                                            \
        global type *y = (global type *) t[s[1]] + o[s[1]];              \
        for (int l = 0; l < length; l++) y[start + l] = expression;      \
    }
#define LOAD_uchar LOAD(uchar)
#define LOAD_int LOAD(int)
#define LOAD_long LOAD(long)
#define LOAD_float LOAD(float)
#define STORE_uchar(v) STORE(uchar, v)
#define STORE_int(v) STORE(int, v)
#define STORE_long(v) STORE(long, v)
#define STORE_float(v) STORE(float, v)
#ifdef cl_khr_fp64
#define LOAD_double LOAD(double)
#define STORE_double(v) STORE(double, v)
#else
#define LOAD_double
#define STORE_double(v)
#endif

kernel void steps(PARAMETERS, int n, int count, global const long *numbers, global const int *code) {
    global uchar *const t[TENSORS] = {POINTERS};
    const int o[TENSORS] = {OFFSETS};
    T r[REGISTERS][BLOCK];
    for (int i = 0; i < REGISTERS; i++) {
        for (int l = 0; l < BLOCK; l++) r[i][l] = 0;
    }
    EACH(block, (n + BLOCK - 1) / BLOCK) {
        const int start = block * BLOCK;
        const int length = min(BLOCK, n - start);
        _Pragma("unroll 1")
        for (int i = 0; i < count; i++) {
            global const int *s = code + 5 * i;
            T *d = r[s[1]];
            switch (s[0]) { CASES }
        }
    }
}
