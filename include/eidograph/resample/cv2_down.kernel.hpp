// SPDX-License-Identifier: MIT
// Included once for each tier by simd/foreach_tier.hpp.

namespace eido::kernels::inline EIDO_ABI::EIDO_TIER {

namespace v = ::eido::simd::EIDO_TIER;

template <class T>
static inline const T* row_of(const void* const* rows, int k) noexcept {
  return static_cast<const T*>(rows[k]);
}

/// Loads whole registers, or the first n elements of one.
struct load_all {
  template <class T>
  auto operator()(const T* p) const noexcept {
    return v::load(p);
  }
};
struct load_some {
  index n;
  template <class T>
  auto operator()(const T* p) const noexcept {
    return v::load_first(p, n);
  }
};

/// n bytes from 32-bit values: sum(at, load, made) makes one register of them or four.
template <class Sum>
static inline void store_sums(index n, u8* out, Sum sum) noexcept {
  constexpr index lanes = v::lanes;
  index at = 0;
  for (; at + 4 * lanes <= n; at += 4 * lanes) {
    v::i32s four[4];
    sum(at, load_all{}, four);
    v::store(out + at, v::narrow_u8(four[0], four[1], four[2], four[3]));
  }
  v::i32s one[1];
  for (; at + lanes <= n; at += lanes) {
    sum(at, load_all{}, one);
    v::store_i32_u8(out + at, one[0]);
  }
  if (at == n) return;
  u8 made[lanes];
  sum(at, load_some{n - at}, one);
  v::store_i32_u8(made, one[0]);
  ::std::memcpy(out + at, made, static_cast<std::size_t>(n - at));
}

static inline void down_linear(const void* const* rows, const i32* w, index n, u8* out) noexcept {
  constexpr index half = 2 * v::lanes;
  const i16 *upper = row_of<i16>(rows, 0), *lower = row_of<i16>(rows, 1);
  const v::i16s a = v::set_i16(static_cast<i16>(w[0])), b = v::set_i16(static_cast<i16>(w[1]));
  const auto sum = [](v::i16s x, v::i16s y, v::i16s p, v::i16s q) { return v::add_high(v::mul_high(x, p), y, q); };
  if (n < 2 * half) {
    for (index at = 0; at < n; at += half) {
      const index some = n - at < half ? n - at : half;
      const v::i16s made = sum(v::load_first(upper + at, some), v::load_first(lower + at, some), a, b);
      v::store_first(out + at, v::round_u8<2>(made, made), some);
    }
    return;
  }
  const auto block = [a, b, sum](const i16* p, const i16* q, u8* to) {
    v::store(to, v::round_u8<2>(sum(v::load(p), v::load(q), a, b), sum(v::load(p + half), v::load(q + half), a, b)));
  };
  const u8* const end = out + n;
  for (; end - out >= 4 * half; out += 4 * half, upper += 4 * half, lower += 4 * half) {
    block(upper, lower, out);
    block(upper + 2 * half, lower + 2 * half, out + 2 * half);
  }
  if (end - out >= 2 * half) {
    block(upper, lower, out);
    out += 2 * half, upper += 2 * half, lower += 2 * half;
  }
  const index left = end - out;
  const index back = 2 * half - left;  // the last block again, from where it fits
  if (left > 0) block(upper - back, lower - back, out - back);
}

/// The rows are 32768 too small, so the sum is 32768 * 256 too small.
static inline void down_linear_exact(const void* const* rows, const i32* w, index n, u8* out) noexcept {
  const i16 *const upper = row_of<i16>(rows, 0), *const lower = row_of<i16>(rows, 1);
  const v::i16s weights = v::as_i16(v::set_i32(w[0] | w[1] << 16));
  const v::i32s bias = v::set_i32(32768 * 256 + (1 << 15));
  const auto sums = [=](v::i16s a, v::i16s b) {
    const v::i32s low = v::shift_right<16>(v::madd(bias, v::zip_low(a, b), weights));
    const v::i32s high = v::shift_right<16>(v::madd(bias, v::zip_high(a, b), weights));
    return ::std::pair<v::i32s, v::i32s>(low, high);
  };
  constexpr index half = 2 * v::lanes;
  index at = 0;
  for (; at + 2 * half <= n; at += 2 * half) {
    const auto [p, q] = sums(v::load(upper + at), v::load(lower + at));
    const auto [r, s] = sums(v::load(upper + at + half), v::load(lower + at + half));
    v::store(out + at, v::narrow_u8(v::low_words(p, q), v::low_words(r, s)));
  }
  for (; at < n; ++at) {
    out[at] = static_cast<u8>(((upper[at] + 32768) * w[0] + (lower[at] + 32768) * w[1] + (1 << 15)) >> 16);
  }
}

static inline void down_cubic(const void* const* rows, const i32* w, index n, u8* out) noexcept {
  const f32* r[4];
  v::f32s q[4];
  EIDO_UNROLL for (int k = 0; k < 4; ++k) {
    r[k] = row_of<f32>(rows, k);
    q[k] = v::set_f32(static_cast<f32>(w[k]) * (1.0f / (1 << 22)));
  }
  const index whole = n / 8 * 8;
  store_sums(whole, out, [=]<int N>(index at, auto load, v::i32s(&made)[N]) {
    v::f32s sums[N];
    EIDO_UNROLL for (int i = 0; i < N; ++i) sums[i] = v::mul(load(r[3] + at + i * v::lanes), q[3]);
    EIDO_UNROLL for (int k = 2; k >= 0; --k) {
      EIDO_UNROLL for (int i = 0; i < N; ++i) sums[i] = v::muladd(load(r[k] + at + i * v::lanes), q[k], sums[i]);
    }
    EIDO_UNROLL for (int i = 0; i < N; ++i) made[i] = v::round_i32(sums[i]);
  });
  for (index at = whole; at < n; ++at) {
    i32 sum = 1 << 21;
    for (int k = 0; k < 4; ++k) sum += static_cast<i32>(row_of<f32>(rows, k)[at]) * w[k];
    sum >>= 22;
    out[at] = static_cast<u8>(sum < 0 ? 0 : sum > 255 ? 255 : sum);
  }
}

/// Eight rows of integers in single precision, and their weights. A sum of products by 2^22, rounded, is estimated
/// first: in units of 1/8192 what is added up stays below 0.98 * 2^22, where eight roundings are off by 1 at most,
/// those of products that are not fused by another 1/4, and that to an integer by 1/2. Only if one of the sums is that
/// close, which is less than 2, to where rounding changes is its register taken in integers. Four registers share the
/// loads of weights and the question.
class lanczos4_sums {
 public:
  lanczos4_sums(const void* const* rows, const i32* w) noexcept : rows_(rows), weights_(w) {
    EIDO_UNROLL for (int k = 0; k < 8; ++k) {
      row_[k] = row_of<f32>(rows, k);
      scaled_[k] = v::set_f32(static_cast<f32>(w[k]) * (1.0f / (1 << 9)));
    }
  }
  template <class Load, int N>
  void operator()(index at, Load load, v::i32s (&made)[N]) const noexcept {
    if constexpr (floats_are_fast) {
      estimate(at, load, made);
    } else {
      EIDO_UNROLL for (int i = 0; i < N; ++i) made[i] = exact(rows_, weights_, at + i * v::lanes, load);
    }
    EIDO_UNROLL for (int i = 0; i < N; ++i) made[i] = v::shift_right<13>(made[i]);
  }

 private:
  static constexpr bool floats_are_fast = v::has_fma || !v::pairs_apart;  // not on armv7

  static v::f32s multiply_add(v::f32s a, v::f32s b, v::f32s c) noexcept {
    if constexpr (v::has_fma) return v::fma(a, b, c);
    return v::muladd(a, b, c);
  }
  template <class Load, int N>
  void estimate(index at, Load load, v::i32s (&made)[N]) const noexcept {
    v::f32s sums[N];
    EIDO_UNROLL for (int i = 0; i < N; ++i) sums[i] = v::set_f32(4096 + 2);  // a half, and how far one may be off
    EIDO_UNROLL for (int k = 0; k < 8; ++k) {
      EIDO_UNROLL for (int i = 0; i < N; ++i) {
        sums[i] = multiply_add(load(row_[k] + at + i * v::lanes), scaled_[k], sums[i]);
      }
    }
    const v::i32s behind = v::set_i32(8191 - 3), zero = v::set_i32(0);
    v::i32s least = behind;
    EIDO_UNROLL for (int i = 0; i < N; ++i) {
      made[i] = v::round_i32(sums[i]);
      least = v::minimum(least, v::bit_and(made[i], behind));
    }
    if (!v::any(v::equal(least, zero))) return;
    EIDO_UNROLL for (int i = 0; i < N; ++i) {
      if (v::any(v::equal(v::bit_and(made[i], behind), zero)))
        made[i] = exact_apart(rows_, weights_, at + i * v::lanes, load);
    }
  }
  template <class Load>
  static v::i32s exact(const void* const* rows, const i32* w, index at, Load load) noexcept {
    v::i32s sum = v::set_i32(1 << 21);
    EIDO_UNROLL for (int k = 0; k < 8; ++k) {
      sum = v::add(sum, v::mul(v::trunc_i32(load(row_of<f32>(rows, k) + at)), v::set_i32(w[k])));
    }
    return v::shift_right<9>(sum);
  }
  /// Not inlined, since g++ would keep all that the estimate has loaded for it.
  template <class Load>
  [[gnu::noinline]] static v::i32s exact_apart(const void* const* rows, const i32* w, index at, Load load) noexcept {
    return exact(rows, w, at, load);
  }

  const void* const* rows_;
  const i32* weights_;
  const f32* row_[8];
  v::f32s scaled_[8];
};

static inline void down_lanczos4(const void* const* rows, const i32* w, index n, u8* out) noexcept {
  store_sums(n, out, lanczos4_sums(rows, w));
}

static inline void down_area(const void* const* rows, int taps, const f32* w, index n, u8* out) noexcept {
  store_sums(n, out, [=]<int N>(index at, auto load, v::i32s(&made)[N]) {
    v::f32s sums[N];
    EIDO_UNROLL for (int i = 0; i < N; ++i) {
      sums[i] = v::mul(load(row_of<f32>(rows, 0) + at + i * v::lanes), v::set_f32(w[0]));
    }
    for (int k = 1; k < taps; ++k) {
      const v::f32s weight = v::set_f32(w[k]);
      const f32* const p = row_of<f32>(rows, k) + at;
      EIDO_UNROLL for (int i = 0; i < N; ++i) sums[i] = v::muladd(load(p + i * v::lanes), weight, sums[i]);
    }
    EIDO_UNROLL for (int i = 0; i < N; ++i) made[i] = v::round_i32(sums[i]);
  });
}

static inline void down_area_f32(const void* const* rows, int taps, const f32* w, index n, f32* out) noexcept {
  const auto sum = [=](index at, auto load) {
    v::f32s made = v::mul(load(row_of<f32>(rows, 0) + at), v::set_f32(w[0]));
    for (int k = 1; k < taps; ++k) made = v::muladd(load(row_of<f32>(rows, k) + at), v::set_f32(w[k]), made);
    return made;
  };
  index at = 0;
  for (; at + v::lanes <= n; at += v::lanes) v::store(out + at, sum(at, load_all{}));
  if (at < n) v::store_first(out + at, sum(at, load_some{n - at}), n - at);
}

template <int Taps>
static inline void down_floats(const void* const* rows, const f32* w, index n, f32* out) noexcept {
  const f32* r[Taps];
  v::f32s weight[Taps];
  EIDO_UNROLL for (int k = 0; k < Taps; ++k) r[k] = row_of<f32>(rows, k), weight[k] = v::set_f32(w[k]);
  const auto sum = [&](index at, auto load) {
    v::f32s made = v::mul(load(r[Taps - 1] + at), weight[Taps - 1]);
    EIDO_UNROLL for (int k = Taps - 2; k >= 0; --k) made = v::muladd(load(r[k] + at), weight[k], made);
    return made;
  };
  // two products have one sum; OpenCV adds more of them the other way round behind the last whole group of 4
  const index whole = Taps == 2 ? n : n / 4 * 4;
  index at = 0;
  for (; at + v::lanes <= whole; at += v::lanes) v::store(out + at, sum(at, load_all{}));
  if (at < whole) v::store_first(out + at, sum(at, load_some{whole - at}), whole - at);
  for (at = whole; at < n; ++at) {
    f32 made = detail::product(r[0][at], w[0]);
    for (int k = 1; k < Taps; ++k) made += detail::product(r[k][at], w[k]);
    out[at] = made;
  }
}

static inline void down_f32(const void* const* rows, int taps, const f32* w, index n, f32* out) noexcept {
  switch (taps) {
    case 2: return down_floats<2>(rows, w, n, out);
    case 4: return down_floats<4>(rows, w, n, out);
    default: return down_floats<8>(rows, w, n, out);
  }
}

/// x / 2^20, rounded half away from zero: what is less is one less before it is cut.
static inline v::i32s rounded_20(v::i32s x) noexcept {
  return v::shift_right<20>(v::add(v::add(x, v::set_i32(1 << 19)), v::shift_right<31>(x)));
}
template <bool Signed>
static inline void tflite_down_of(const void* const* rows, i32 second_weight, index n, u8* out) noexcept {
  const f32 *const upper = row_of<f32>(rows, 0), *const lower = row_of<f32>(rows, 1);
  const v::i32s weight = v::set_i32(second_weight);
  // of u8: 128 less, in 1 / 2^20
  const v::i32s zero = v::set_i32(Signed ? 0 : -(1 << 27)), offset = v::set_i32(128), byte = v::set_i32(255);
  const auto integer = [](v::f32s x) { return v::trunc_i32(Signed ? v::mul(x, v::set_f32(1.0f / 256)) : x); };
  store_sums(n, out, [=]<int N>(index at, auto load, v::i32s(&made)[N]) {
    EIDO_UNROLL for (int i = 0; i < N; ++i) {
      const v::f32s x = load(upper + at + i * v::lanes), y = load(lower + at + i * v::lanes);
      const v::i32s low = v::add(v::shift_left<10>(integer(x)), zero);
      const v::i32s value = rounded_20(v::add(low, v::mul(integer(v::sub(y, x)), weight)));
      made[i] = Signed ? v::bit_and(value, byte) : v::add(value, offset);
    }
  });
}
static inline void tflite_down(const void* const* rows, i32 second_weight, bool is_i8, index n, u8* out) noexcept {
  (is_i8 ? tflite_down_of<true> : tflite_down_of<false>)(rows, second_weight, n, out);
}

}  // namespace eido::kernels::EIDO_TIER
