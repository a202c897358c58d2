// SPDX-License-Identifier: MIT
// Included once for each tier, see torch_filter_kernels.hpp.

namespace eido::kernels::inline EIDO_ABI::EIDO_TIER {

namespace v = ::eido::simd::EIDO_TIER;

/// The sum of load(k) * weights[k] over the taps.
template <class Load>
static inline v::f32s torch_filter_sum(const f32* weights, i32 count, Load load) noexcept {
  const i32 plain = 1 + (count - 1) / 4 * 4;
  v::f32s sum = v::mul(load(0), v::set_f32(weights[0]));
  i32 k = 1;
  for (; k < plain; ++k) sum = v::muladd(load(k), v::set_f32(weights[k]), sum);
  for (; k < count; ++k) sum = v::fma(load(k), v::set_f32(weights[k]), sum);
  return sum;
}

/// The channels of a pixel are lanes. A register is loaded whole where the row goes on far enough.
static void torch_filter_across(const f32* row, const torch_filter_axis& axis, int channels, f32* out) noexcept {
  const f32* weights = axis.weights;
  const index end = axis.highest * channels;
  for (index x = 0; x < axis.outputs; ++x, weights += axis.most_taps, out += channels) {
    const i32 count = axis.count[x];
    const index first = axis.first[x] * channels;
    const f32* const p = row + first;
    const bool whole = first + (count - 1) * channels + v::lanes <= end;
    const v::f32s sum =
        whole
            ? torch_filter_sum(weights, count, [&](i32 k) { return v::load(p + index(k) * channels); })
            : torch_filter_sum(weights, count, [&](i32 k) { return v::load_first(p + index(k) * channels, channels); });
    v::store_first(out, sum, channels);
  }
}

static void torch_filter_down(const void* const* rows, const f32* weights, i32 count, index n, f32* out) noexcept {
  const auto row = [rows](i32 k) { return static_cast<const f32*>(rows[k]); };
  index i = 0;
  for (; i + v::lanes <= n; i += v::lanes) {
    v::store(out + i, torch_filter_sum(weights, count, [&](i32 k) { return v::load(row(k) + i); }));
  }
  const index left = n - i;
  if (left == 0) return;
  v::store_first(out + i, torch_filter_sum(weights, count, [&](i32 k) { return v::load_first(row(k) + i, left); }),
                 left);
}

}  // namespace eido::kernels::EIDO_TIER
