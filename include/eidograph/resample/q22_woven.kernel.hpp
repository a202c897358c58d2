// SPDX-License-Identifier: MIT
// Included once for each tier by simd/foreach_tier.hpp.

// q22 along y where four rows lie woven, see row_kernels: a lane has four rows of a column, and dot4 multiplies them by
// digits of four weights. An output's rows begin anywhere in the first four and end anywhere in the last.

namespace eido::kernels::inline EIDO_ABI::EIDO_TIER {

namespace v = ::eido::simd::EIDO_TIER;

static void q22_down_woven(const void* const* rows, const q22_axis& axis, index y, index n, u8* out, u8*) noexcept {
  constexpr index step = 4 * v::lanes;
  const index before = reinterpret_cast<::std::uintptr_t>(rows[0]) % 4, bytes = axis.packed_each * 4 / 3;
  const index groups = (before + axis.count[y] + 3) / 4;
  const u8* const digits = reinterpret_cast<const u8*>(axis.packed + y * axis.packed_each) + 3 - before;
  const auto four = [](const u8* p) {
    i32 bits;
    ::std::memcpy(&bits, p, 4);
    return v::as_u8(v::set_i32(bits));
  };
  for (index at = 0; at < n; at += step) {
    v::i32s a[4], b[4], c[4];
    EIDO_UNROLL for (int i = 0; i < 4; ++i) a[i] = b[i] = v::set_i32(0), c[i] = v::set_i32(1 << 21);
    const void* const* row = rows + 4 - before;
    const u8 *w = digits, *from = static_cast<const u8*>(rows[0]) - before + 4 * at;
    for (index left = groups;;) {
      const v::u8s wa = four(w), wb = four(w + bytes), wc = four(w + 2 * bytes);
      EIDO_UNROLL for (int i = 0; i < 4; ++i) {
        const v::u8s x = v::load(from + i * step);
        a[i] = v::dot4(a[i], x, wa);
        b[i] = v::dot4(b[i], x, wb);
        c[i] = v::dot4(c[i], x, wc);
      }
      if (--left == 0) break;
      from = static_cast<const u8*>(*row) + 4 * at;
      row += 4;
      w += 4;
    }
    EIDO_UNROLL for (int i = 0; i < 4; ++i) {
      a[i] = v::shift_right<6>(v::shift_add<8>(a[i], v::shift_add<8>(b[i], c[i])));
    }
    const v::u8s made = v::narrow_u8(a[0], a[1], a[2], a[3]);
    if (at + step <= n) {
      v::store(out + at, made);
    } else {
      v::store_first(out + at, made, n - at);
    }
  }
}

}  // namespace eido::kernels::EIDO_TIER
