// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>
#include <eidograph/resize.hpp>

#include <string>
#include <vector>

#include "support/guarded.hpp"
#include "support/hash.hpp"
#include "support/pattern.hpp"
#include "support/tiers.hpp"

using namespace eido;

namespace {

struct golden {
  eido::index channels, factor_h, factor_w;
  const char* hash;
};

}  // namespace

TEST_CASE("resample/reduce: the bits of Pillow 13") {
  // PIL.Image.fromarray(random_values(61 * 83 * channels, 3)).reduce((w, h)), by make_golden.py's functions
  const golden cases[] = {
      {1, 2, 2, "5177719b1a9458aa0d0002a359447e5e"},   {1, 3, 5, "de79e17db1ae5833b5006ba463e40d9a"},
      {1, 61, 7, "437c9ade9cbef67acd83a8af72414c80"},  {1, 1, 4, "00cc5f04ba917b1f63b4602299df9076"},
      {1, 16, 90, "8d45987c79b6805a456394ba9466031d"}, {2, 2, 2, "3b51d79f45be332ebc9a8130a0ac91c0"},
      {2, 3, 5, "bdcc326b9d7385dd6e8a1e2c52ed9966"},   {2, 61, 7, "d4539f0a8cf5c59216a78c004c79a617"},
      {2, 1, 4, "d226d29f75d4f52b5687fc2cadcf561b"},   {2, 16, 90, "6015a7c54a5b80b04c0a1f34d4ada7a3"},
      {3, 2, 2, "115dfd07a0fabbad45905d1c607aeb15"},   {3, 3, 5, "4e98a85be11f686e220ff51b2d13f6bc"},
      {3, 61, 7, "33b6a13508a3c21b0d6cde2b5fd6abb6"},  {3, 1, 4, "3f0369e41691d794af4dd88a86425528"},
      {3, 16, 90, "413af84bf6b13934d6e1ab949b4140be"}, {4, 2, 2, "80574770e18c2b0465503dbea2f38c27"},
      {4, 3, 5, "21e1062ea49b4dde238d50a5f1618fd9"},   {4, 61, 7, "ffc5779d23f10f365297528c86e19ea1"},
      {4, 1, 4, "c9a7c378c988241b4a66c215c6353b5a"},   {4, 16, 90, "7cf6390df33146bc9da56b36a536df67"}};
  eido_test::for_each_target([&] {
    for (const golden& g : cases) {
      const std::vector<u8> values = eido_test::random_values<u8>(61 * 83 * g.channels, 3);
      const hw size = reduced_size(hw(61, 83), hw(g.factor_h, g.factor_w));
      std::vector<u8> out(static_cast<std::size_t>(size.h * size.w * g.channels), u8(7));
      CAPTURE(g.channels);
      CAPTURE(g.factor_h);
      REQUIRE(try_reduce(view<const u8, 3>(values.data(), {61, 83, g.channels}), hw(g.factor_h, g.factor_w),
                         like::pillow::reduce, view<u8, 3>(out.data(), {size.h, size.w, g.channels}))
                  .ok());
      CHECK(eido_test::hash_of(out) == g.hash);
    }
  });
}

TEST_CASE("resample/reduce: cells of every width, up to the edges of memory") {
  constexpr eido::index most = 700;
  const std::vector<u8> values = eido_test::random_values<u8>(4 * 5 * most, 8);
  eido_test::for_each_target([&] {
    bool same = true;
    for (eido::index channels = 1; channels <= 4; ++channels) {
      for (eido::index width = 1; width <= 70; width += width < 20 ? 1 : 7) {
        for (eido::index cells : {1, 3, 8, 9, 17}) {
          const eido::index w = cells * width < most ? cells * width : most, h = width % 5 + 1;
          const view<const u8, 3> src(values.data(), {h, w, channels});
          const hw factor(h, width), size = reduced_size(hw(h, w), factor);
          eido_test::guarded<u8> memory(size.w * channels);
          const view<u8, 3> dst(memory.data(), {1, size.w, channels});
          REQUIRE(try_reduce(src, factor, like::pillow::reduce.plain(), dst).ok());
          for (eido::index x = 0; x < size.w; ++x) {
            const eido::index cell_w = w - x * width < width ? w - x * width : width;
            const detail::byte_mean mean(h * cell_w);
            for (eido::index c = 0; c < channels; ++c) {
              u32 sum = 0;
              for (eido::index i = 0; i < h * cell_w; ++i) sum += src.at(i / cell_w, x * width + i % cell_w, c);
              same = same && dst.at(0, x, c) == mean(sum);
            }
          }
          same = same && memory.intact();
        }
      }
    }
    CHECK(same);
  });
}

TEST_CASE("resample/reduce: sums of bright cells up to what 16 bits hold, and more") {
  eido_test::for_each_target([&] {
    for (const hw factor :
         {hw(1, 1), hw(2, 3), hw(16, 16), hw(128, 2), hw(2, 128), hw(257, 1), hw(1, 257), hw(43, 6)}) {
      for (const u8 value : {u8(255), u8(254), u8(128)}) {
        const eido::index w = 19 * factor.w;
        std::vector<u8> values(static_cast<std::size_t>(factor.h * w * 3), value), out(19 * 3, u8(7));
        REQUIRE(try_reduce(view<const u8, 3>(values.data(), {factor.h, w, 3}), factor, like::pillow::reduce,
                           view<u8, 3>(out.data(), {1, 19, 3}))
                    .ok());
        const eido::index count = factor.h * factor.w;
        const detail::byte_mean mean(count);
        CHECK(out == std::vector<u8>(out.size(), mean(static_cast<u32>(value * count))));
      }
    }
  });
}

TEST_CASE("resample/reduce: errors name what is wrong") {
  u8 src[4][4][3] = {}, dst[2][2][3] = {};
  const auto said = [](const status& s) { return std::string(s.message()); };
  CHECK(said(try_reduce(src, hw(0, 2), like::pillow::reduce, dst)) ==
        "reduce: factor = hw(0, 2); expected at least 1 a side");
  CHECK(said(try_reduce(src, hw(3, 1), like::pillow::reduce, dst)) ==
        "reduce: dst has shape (2, 2, 3); expected (2, 4, 3)");
  const view<u8, 3> inside(&src[1][1][0], {2, 2, 3}, {12, 3, 1});
  CHECK(said(try_reduce(src, hw(2, 2), like::pillow::reduce, inside)) == "reduce: dst overlaps src");
}
