// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>
#include <eidograph/resize.hpp>

#include "support/pattern.hpp"

// The engine with a contract of its own: f64 rows between u8 images, and kernels that want several rows at once.

using namespace eido;

namespace {

struct wide_contract {
  static constexpr bool is_nearest = false;
  int rows;          // that the horizontal kernel takes at once
  eido::index step;  // the vertical axis reads 2 rows and leaves step - 2 out (or reads one twice)
};

struct across_f64 {
  using element = u8;
  using result = f64;
  using weight = f64;
  using sum = f64;
  explicit across_f64(i32) noexcept {}
  f64 quantise(f64 w) const noexcept { return w; }
  f64 start() const noexcept { return 0; }
  f64 add(f64 s, u8 x, f64 w) const noexcept { return s + x * w; }
  f64 finish(f64 s) const noexcept { return s; }
};

struct down_f64 : across_f64 {
  using element = f64;
  using result = u8;
  using across_f64::across_f64;
  f64 add(f64 s, f64 x, f64 w) const noexcept { return s + x * w; }
  u8 finish(f64 s) const noexcept { return static_cast<u8>(s); }
};

/// Output i is the mean of sources i * step and i * step + 1.
struct pair_axis {
  eido::index step;
  detail::tap_span span(eido::index i) const noexcept { return {i * step, 2}; }
  void weigh(eido::index, const detail::tap_span&, f64* out) const noexcept { out[0] = out[1] = 0.5; }
};

int most_at_once = 0, rows_filtered = 0;

void counted(const u8* const* rows, int count, const detail::axis_table& table, void* const* outs) noexcept {
  most_at_once = count > most_at_once ? count : most_at_once;
  rows_filtered += count;
  detail::horizontal<across_f64, 3>(rows, count, table, outs);
}

}  // namespace

template <>
struct eido::detail::resize_rule<wide_contract, u8> {
  static status lay_out(const wide_contract& contract, const axis_request& x, const axis_request& y,
                        resize_layout<u8>& out) noexcept {
    out.kernels = kernels_of<across_f64, down_f64>(out.source.channels);
    out.kernels.horizontal = counted;
    out.kernels.rows = contract.rows;
    out.x.kind = out.y.kind = pass::resample;
    if (status s = out.x.table.build<across_f64>(pair_axis{1}, x.outputs); !s) return s;
    return out.y.table.build<down_f64>(pair_axis{contract.step}, y.outputs);
  }
};

TEST_CASE("resample/rows: rows between the passes have the contract's type, and kernels get the rows they ask for") {
  const eido::index h = 91, w = 13;
  const std::vector<u8> src = eido_test::random_values<u8>(h * w * 3, 5);
  for (const eido::index step : {0, 1, 2, 5}) {
    for (const int rows : {1, 2, 7, 16}) {
      CAPTURE(step);
      CAPTURE(rows);
      most_at_once = rows_filtered = 0;
      const eido::index out_h = step == 0 ? 9 : (h - 2) / step + 1, out_w = w - 1;
      std::vector<u8> dst(static_cast<std::size_t>(out_h * out_w * 3));
      resize(view<const u8, 3>(src.data(), {h, w, 3}), wide_contract{rows, step},
             view<u8, 3>(dst.data(), {out_h, out_w, 3}));
      int wrong = 0;
      const auto at = [&](eido::index y, eido::index i) { return src[static_cast<std::size_t>(y * w * 3 + i)]; };
      for (eido::index y = 0; y < out_h; ++y) {
        for (eido::index i = 0; i < out_w * 3; ++i) {
          const int sum = at(y * step, i) + at(y * step, i + 3) + at(y * step + 1, i) + at(y * step + 1, i + 3);
          wrong += dst[static_cast<std::size_t>(y * out_w * 3 + i)] != sum / 4;
        }
      }
      CHECK(wrong == 0);
      const eido::index needed = step == 0 ? 2 : step == 1 ? out_h + 1 : out_h * 2;
      CHECK(rows_filtered == needed);  // each once, the rows between windows never
      CHECK(most_at_once == (needed < rows ? needed : rows));
    }
  }
}
