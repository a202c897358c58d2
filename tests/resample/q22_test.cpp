// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>
#include <eidograph/resize.hpp>

#include "support/pattern.hpp"
#include "support/tiers.hpp"

using namespace eido;

namespace {

/// Every output is the same sum over `taps` sources from its own number on: weight `odd` for odd taps, `even` for even.
struct comb_axis {
  i32 taps;
  f64 even, odd;
  detail::tap_span span(eido::index i) const noexcept { return {i, taps}; }
  void weigh(eido::index, const detail::tap_span& s, f64* out) const noexcept {
    for (i32 k = 0; k < s.count; ++k) out[k] = k % 2 ? odd : even;
  }
};

struct comb_contract {
  static constexpr bool is_nearest = false;
  comb_axis x, y;
  bool *x_is_cut, *y_is_cut;     // whether SIMD kernels were taken
  bool* woven;                   // for woven rows
  i32 x_shift = 0, y_shift = 0;  // fraction bits of weights that have 16 bits, as torch's
};

}  // namespace

template <>
struct eido::detail::resize_rule<comb_contract, u8> {
  static status lay_out(const comb_contract& contract, const axis_request& x, const axis_request& y,
                        resize_layout<u8>& out) noexcept {
    out.kernels = kernels_of<q22>(out.source.channels);
    out.x.kind = out.y.kind = pass::resample;
    const auto build = [](const comb_axis& axis, i32 shift, index outputs, axis_table& table) {
      table.shift = shift;
      return shift > 0 ? table.build<torch_q22>(axis, outputs) : table.build<q22>(axis, outputs);
    };
    if (status s = build(contract.x, contract.x_shift, x.outputs, out.x.table); !s) return s;
    if (status s = build(contract.y, contract.y_shift, y.outputs, out.y.table); !s) return s;
    if (status s = use_q22_kernels(out); !s) return s;
    *contract.x_is_cut = out.kernels.horizontal == (out.kernels.woven ? q22_horizontal<true> : q22_horizontal<false>);
    *contract.woven = out.kernels.woven;
    *contract.y_is_cut = out.kernels.vertical == q22_vertical;
    return {};
  }
};

/// Another contract, by the plain kernels.
template <class Contract>
struct plainly {
  static constexpr bool is_nearest = false;
  Contract contract;
};

template <class Contract>
struct eido::detail::resize_rule<plainly<Contract>, u8> {
  static status lay_out(const plainly<Contract>& plain, const axis_request& x, const axis_request& y,
                        resize_layout<u8>& out) noexcept {
    if (status s = resize_rule<Contract, u8>::lay_out(plain.contract, x, y, out); !s) return s;
    out.kernels = kernels_of<q22>(out.source.channels);
    return {};
  }
};

namespace {

/// A line of n sources by the definition.
std::vector<u8> combed(const std::vector<u8>& line, const comb_axis& axis, eido::index outputs) {
  std::vector<u8> out;
  for (eido::index i = 0; i < outputs; ++i) {
    i64 sum = 1 << 21;
    for (i32 k = 0; k < axis.taps; ++k) {
      sum += line[static_cast<std::size_t>(i + k)] * i64(detail::q22(0).quantise(k % 2 ? axis.odd : axis.even));
    }
    REQUIRE(sum < (i64(1) << 31));
    REQUIRE(sum >= -(i64(1) << 31));
    sum >>= 22;
    out.push_back(static_cast<u8>(sum < 0 ? 0 : sum > 255 ? 255 : sum));
  }
  return out;
}

void check_combed(const comb_axis& axis, bool x_fits, bool y_fits, i32 shift = 0) {
  const comb_axis keep{1, 1, 1};
  const eido::index outputs = 37, n = outputs + axis.taps - 1;
  for (const int kind : {0, 1, 2}) {
    std::vector<u8> line = eido_test::random_values<u8>(n, 3);
    for (std::size_t i = 0; i < line.size(); ++i) {  // noise; what makes the largest sum; the smallest
      const bool positive = (i % 2 ? axis.odd : axis.even) > 0;
      if (kind > 0) line[i] = positive == (kind == 1) ? 255 : 0;
    }
    const std::vector<u8> expected = combed(line, axis, outputs);
    std::vector<u8> across(expected.size()), down(expected.size());
    bool x_is_cut = false, y_is_cut = false, woven = false;
    resize(view<const u8, 2>(line.data(), {1, n}), comb_contract{axis, keep, &x_is_cut, &y_is_cut, &woven, shift, 0},
           view<u8, 2>(across.data(), {1, outputs}));
    CHECK(y_is_cut);
    CHECK(x_is_cut == x_fits);
    CHECK(across == expected);
    resize(view<const u8, 2>(line.data(), {n, 1}), comb_contract{keep, axis, &x_is_cut, &y_is_cut, &woven, 0, shift},
           view<u8, 2>(down.data(), {outputs, 1}));
    CHECK(x_is_cut);
    CHECK(y_is_cut == (y_fits || woven));  // then weights are digits, whose sums have 32 bits
    CHECK(down == expected);
  }
}

}  // namespace

TEST_CASE("resample/q22: weights whose parts overflow are left to the plain kernel, all others are exact to the edge") {
  eido_test::for_each_target([] {
    // the largest weight of 7 signed bits, and the first behind it
    check_combed({1, 127.49 / 64, 0}, true, true);
    check_combed({1, 127.51 / 64, 0}, false, false);
    // many weights that are cut into 1 * 2^16 and something negative
    check_combed({128, 32768.0 / (1 << 22), 32768.0 / (1 << 22)}, true, true);
    check_combed({129, 32768.0 / (1 << 22), 32768.0 / (1 << 22)}, true, false);
    check_combed({250, 32768.0 / (1 << 22), 32768.0 / (1 << 22)}, true, false);
    check_combed({500, 32768.0 / (1 << 22), -32769.0 / (1 << 22)}, true, false);
    check_combed({2, 1.2, -1.4}, true, true);
    check_combed({3, -0.6, 1.9}, true, true);
    // two weights whose sum is 1: cut into parts whose sums are 1 as well; into others; with a negative one
    check_combed({2, 0.25, 0.75}, true, true);
    check_combed({2, 0, 1}, true, true);
    check_combed({2, 1000001.0 / (1 << 22), 3194303.0 / (1 << 22)}, true, true);
    check_combed({2, 2129920.0 / (1 << 22), 2064384.0 / (1 << 22)}, true, true);
    check_combed({2, -0.25, 1.25}, true, true);
    check_combed({2, 0.25, 3145729.0 / (1 << 22)}, true, true);
    // more taps
    check_combed({4, -0.25, 0.75}, true, true);
    check_combed({7, 0.25, -0.125}, true, true);
    check_combed({8, 0.25, -0.125}, true, true);
    // cuts with carries
    check_combed({6, 32767.0 / (1 << 22), 65535.0 / (1 << 22)}, true, true);
    check_combed({6, -32769.0 / (1 << 22), 98304.0 / (1 << 22)}, true, true);
  });
}

TEST_CASE("resample/q22: weights of 16 bits are exact to the edge") {
  eido_test::for_each_target([] {
    constexpr f64 one = 1 << 15;
    for (const f64 most : {32638.0, 32639.0, 32640.0, 32767.0}) {  // digits end at 127 * 256 + 127
      check_combed({3, most / one, -most / one}, true, true, 15);
      check_combed({4, -32768 / one, most / one}, true, true, 15);
      check_combed({7, 127 / one, (most - 24000) / one}, true, true, 15);
    }
    check_combed({5, -1 / one, 128 / one}, true, true, 15);
    check_combed({18, 7281.0 / (1 << 17), 7282.0 / (1 << 17)}, true, true, 17);
    check_combed({64, 32767.0 / (1 << 21), 32766.0 / (1 << 21)}, true, true, 21);
    check_combed({9, 3641.0 / (1 << 14), -128.0 / (1 << 14)}, true, true, 14);
    check_combed({700, 5991.0 / (1 << 22), 5992.0 / (1 << 22)}, true, true, 22);
    check_combed({700, 2995.0 / (1 << 21), 2996.0 / (1 << 21)}, true, true, 21);
  });
}

TEST_CASE("resample/q22: images of all widths and channels grow and shrink as by the plain kernels") {
  const auto check = [](auto contract) {
    for (eido::index channels = 1; channels <= 4; ++channels) {
      for (const hw from : {hw(1, 1), hw(2, 3), hw(3, 4), hw(5, 7), hw(9, 8), hw(7, 23), hw(4, 64), hw(31, 900)}) {
        for (const hw to :
             {hw(2, 1), hw(3, 9), hw(11, 16), hw(8, 25), hw(17, 33), hw(5, 75), hw(10, 151), hw(23, 347)}) {
          CAPTURE(channels);
          CAPTURE(from);
          CAPTURE(to);
          const std::vector<u8> src = eido_test::random_values<u8>(from.h * from.w * channels, 11);
          std::vector<u8> made(static_cast<std::size_t>(to.h * to.w * channels)), expected = made;
          const view<const u8, 3> in(src.data(), {from.h, from.w, channels});
          resize_options options;
          constexpr bool has_boxes = requires { contract.plain(); };
          if (has_boxes) options.box = box(0, 0.25, static_cast<f64>(from.w), static_cast<f64>(from.h));
          resize(in, contract, view<u8, 3>(made.data(), {to.h, to.w, channels}), options);
          resize(in, plainly<decltype(contract)>{contract}, view<u8, 3>(expected.data(), {to.h, to.w, channels}),
                 options);
          REQUIRE(made == expected);
        }
      }
    }
  };
  eido_test::for_each_target([&] {
    check(like::pillow::bilinear.plain());
    check(like::pillow::bicubic.plain());
    check(like::pillow::lanczos.plain());
    check(like::torch_u8::bilinear);
    check(like::torch_u8::bicubic);
    check(like::torch_u8::bicubic_noaa);
  });
}
