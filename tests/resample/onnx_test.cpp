// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>
#include <eidograph/resize.hpp>
#include <eidograph/threads.hpp>

#include <cstring>
#include <string>
#include <vector>

#include "support/guarded.hpp"
#include "support/pattern.hpp"
#include "support/tiers.hpp"

using namespace eido;
namespace onnx = like::onnx;

TEST_CASE("resample/onnx: sizes from 1 to 67, at both ends of memory, by one thread and by three") {
  eido_test::for_each_target([] {
    int wrong = 0;
    using block = eido_test::guarded<f32>;
    for (eido::index n = 1; n <= 67; ++n) {
      for (const auto side : {block::side::behind, block::side::before}) {
        const eido::index channels = 1 + n % 4, h = 68 - n, out_h = 34;
        const std::vector<f32> values = eido_test::random_values<f32>(h * n * channels, static_cast<u32>(n));
        block src(h * n * channels, side), dst(out_h * n * channels, side);
        std::memcpy(src.data(), values.data(), values.size() * sizeof(f32));
        std::vector<f32> expected(static_cast<std::size_t>(out_h * n * channels));
        resize(view<const f32, 3>(values.data(), {h, n, channels}), onnx::linear.asymmetric(),
               view<f32, 3>(expected.data(), {out_h, n, channels}));
        resize(view<const f32, 3>(src.data(), {h, n, channels}), onnx::linear.asymmetric(),
               view<f32, 3>(dst.data(), {out_h, n, channels}), {.threads = threads(3)});
        wrong += !dst.intact() || dst.values() != expected;
      }
    }
    CHECK(wrong == 0);
  });
}

TEST_CASE("resample/onnx: ties, which single precision misses by a little, are ties") {
  const u8 row[1][22] = {{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21}};
  u8 down[1][13], up[1][13];
  resize(row, onnx::nearest, down);
  resize(row, onnx::nearest.round_prefer_ceil(), up);
  CHECK(down[0][6] == 10);  // 6.5 * 22 / 13 - 0.5 = 10.5
  CHECK(up[0][6] == 11);
}

TEST_CASE("resample/onnx: an unchanged image is copied; a box is refused") {
  const f32 src[2][2] = {{1, 2}, {3, std::numeric_limits<f32>::infinity()}};
  f32 dst[2][2];
  resize(src, onnx::linear, dst);
  CHECK(std::memcmp(src, dst, sizeof src) == 0);
  const status bad = try_resize(src, onnx::linear, dst, {.box = box(0, 0, 1, 1)});
  CHECK(std::string(bad.message()) ==
        "resize: box = (0, 0, 1, 1); expected the whole image, only like::pillow has a box: resize a slice");
}
