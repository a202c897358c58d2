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

/// n bytes from 32-bit values: sum(at, load) makes a register of them.
template <class Sum>
static inline void store_sums(index n, u8* out, Sum sum) noexcept {
  constexpr index lanes = v::lanes;
  index at = 0;
  for (; at + 4 * lanes <= n; at += 4 * lanes) {
    const v::i16s low = v::narrow_i16(sum(at, load_all{}), sum(at + lanes, load_all{}));
    const v::i16s high = v::narrow_i16(sum(at + 2 * lanes, load_all{}), sum(at + 3 * lanes, load_all{}));
    v::store(out + at, v::narrow_u8(low, high));
  }
  for (; at + lanes <= n; at += lanes) v::store_i32_u8(out + at, sum(at, load_all{}));
  if (at == n) return;
  u8 made[lanes];
  v::store_i32_u8(made, sum(at, load_some{n - at}));
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
  const index left = n % (2 * half);
  for (const u8* const end = out + (n - left); out != end; out += 2 * half, upper += 2 * half, lower += 2 * half) {
    block(upper, lower, out);
  }
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
    // a block of narrow_blocks_u8 is what a block of each register makes: 8 values of the first half, 8 of the second
    u8 made[2 * half];
    v::store(made, v::narrow_blocks_u8(p, q, r, s));
    for (int k = 0; k < v::lanes / 4; ++k) {
      ::std::memcpy(out + at + 8 * k, made + 16 * k, 8);
      ::std::memcpy(out + at + half + 8 * k, made + 16 * k + 8, 8);
    }
  }
  for (; at < n; ++at) {
    out[at] = static_cast<u8>(((upper[at] + 32768) * w[0] + (lower[at] + 32768) * w[1] + (1 << 15)) >> 16);
  }
}

static inline void down_cubic(const void* const* rows, const i32* w, index n, u8* out) noexcept {
  const f32 *const r0 = row_of<f32>(rows, 0), *const r1 = row_of<f32>(rows, 1), *const r2 = row_of<f32>(rows, 2),
                   *const r3 = row_of<f32>(rows, 3);
  constexpr f32 unit = 1.0f / (1 << 22);
  const v::f32s q0 = v::set_f32(static_cast<f32>(w[0]) * unit), q1 = v::set_f32(static_cast<f32>(w[1]) * unit);
  const v::f32s q2 = v::set_f32(static_cast<f32>(w[2]) * unit), q3 = v::set_f32(static_cast<f32>(w[3]) * unit);
  const index whole = n / 8 * 8;
  store_sums(whole, out, [=](index at, auto load) {
    v::f32s sum = v::muladd(load(r2 + at), q2, v::mul(load(r3 + at), q3));
    sum = v::muladd(load(r1 + at), q1, sum);
    return v::round_i32(v::muladd(load(r0 + at), q0, sum));
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
/// close, which is less than 2, to where rounding changes they are all taken in integers.
class lanczos4_sums {
 public:
  lanczos4_sums(const void* const* rows, const i32* w) noexcept {
    EIDO_UNROLL for (int k = 0; k < 8; ++k) {
      row_[k] = row_of<f32>(rows, k);
      weight_[k] = w[k];
      scaled_[k] = v::set_f32(static_cast<f32>(w[k]) * (1.0f / (1 << 9)));
    }
  }
  template <class Load>
  v::i32s operator()(index at, Load load) const noexcept {
    if constexpr (floats_are_fast) {
      v::f32s sum = v::set_f32(4096 + 2);  // a half, and how far an estimate may be off
      EIDO_UNROLL for (int k = 0; k < 8; ++k) sum = multiply_add(load(row_[k] + at), scaled_[k], sum);
      const v::i32s made = v::round_i32(sum);
      const v::i32s behind = v::bit_and(made, v::set_i32(8191 - 3));
      if (!v::any(v::equal(behind, v::set_i32(0)))) return v::shift_right<13>(made);
    }
    return exact(at, load);
  }

 private:
  static constexpr bool floats_are_fast = v::has_fma || !v::pairs_apart;  // not on armv7

  static v::f32s multiply_add(v::f32s a, v::f32s b, v::f32s c) noexcept {
    if constexpr (v::has_fma) return v::fma(a, b, c);
    return v::muladd(a, b, c);
  }
  template <class Load>
  v::i32s exact(index at, Load load) const noexcept {
    v::i32s sum = v::set_i32(1 << 21);
    EIDO_UNROLL for (int k = 0; k < 8; ++k) {
      sum = v::add(sum, v::mul(v::trunc_i32(load(row_[k] + at)), v::set_i32(weight_[k])));
    }
    return v::shift_right<22>(sum);
  }

  const f32* row_[8];
  i32 weight_[8];
  v::f32s scaled_[8];
};

static inline void down_lanczos4(const void* const* rows, const i32* w, index n, u8* out) noexcept {
  store_sums(n, out, lanczos4_sums(rows, w));
}

static inline void down_area(const void* const* rows, int taps, const f32* w, index n, u8* out) noexcept {
  constexpr index lanes = v::lanes;
  index at = 0;
  for (; at + 4 * lanes <= n; at += 4 * lanes) {
    v::f32s weight = v::set_f32(w[0]);
    const f32* p = row_of<f32>(rows, 0) + at;
    v::f32s s0 = v::mul(v::load(p), weight), s1 = v::mul(v::load(p + lanes), weight);
    v::f32s s2 = v::mul(v::load(p + 2 * lanes), weight), s3 = v::mul(v::load(p + 3 * lanes), weight);
    for (int k = 1; k < taps; ++k) {
      weight = v::set_f32(w[k]);
      p = row_of<f32>(rows, k) + at;
      s0 = v::muladd(v::load(p), weight, s0);
      s1 = v::muladd(v::load(p + lanes), weight, s1);
      s2 = v::muladd(v::load(p + 2 * lanes), weight, s2);
      s3 = v::muladd(v::load(p + 3 * lanes), weight, s3);
    }
    const v::i16s low = v::narrow_i16(v::round_i32(s0), v::round_i32(s1));
    const v::i16s high = v::narrow_i16(v::round_i32(s2), v::round_i32(s3));
    v::store(out + at, v::narrow_u8(low, high));
  }
  store_sums(n - at, out + at, [=](index i, auto load) {
    v::f32s sum = v::mul(load(row_of<f32>(rows, 0) + at + i), v::set_f32(w[0]));
    for (int k = 1; k < taps; ++k) sum = v::muladd(load(row_of<f32>(rows, k) + at + i), v::set_f32(w[k]), sum);
    return v::round_i32(sum);
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

}  // namespace eido::kernels::EIDO_TIER
