// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>
#include <eidograph/recipe.hpp>

#include "support/guarded.hpp"
#include "support/pattern.hpp"
#include "support/tiers.hpp"

// Pixels that are picked, of any size in bytes, in rows that end where the memory does.

using namespace eido;

namespace {

template <class T, int Channels>
void check_pixels() {
  CAPTURE(sizeof(T));
  CAPTURE(Channels);
  for (const eido::index w : {1, 2, 5, 16, 21, 22, 64, 100}) {
    for (const eido::index wanted : {1, 15, 16, 17, 63, 64, 67, 105, 128, 200, 401}) {
      CAPTURE(w);
      CAPTURE(wanted);
      const auto values = eido_test::random_values<T>(2 * w * Channels, 7);
      eido_test::guarded<T> in(2 * w * Channels), out(3 * wanted * Channels);
      std::memcpy(in.data(), values.data(), values.size() * sizeof(T));
      const view<const T, 3> src(in.data(), {2, w, Channels});
      const view<T, 3> dst(out.data(), {3, wanted, Channels});
      resize(src, like::cv2::nearest, dst);
      bool same = true;
      for (eido::index y = 0; y < 3; ++y) {
        for (eido::index x = 0; x < wanted; ++x) {
          const eido::index from_y = detail::cv2_nearest({2, 0, 2, 3}, y);
          const eido::index from_x = detail::cv2_nearest({w, 0, static_cast<f32>(w), wanted}, x);
          same = same && std::memcmp(&dst(y, x, 0), &src(from_y, from_x, 0), Channels * sizeof(T)) == 0;
        }
      }
      CHECK(same);
      CHECK(out.intact());
    }
  }
}

template <class T>
void check_channels() {
  check_pixels<T, 1>();
  check_pixels<T, 2>();
  check_pixels<T, 3>();
  check_pixels<T, 4>();
}

}  // namespace

TEST_CASE("resample/pick: pixels of 1 to 16 bytes, few and many, inside of their rows") {
  eido_test::for_every_target([] {
    check_channels<u8>();
    check_channels<u16>();
    check_channels<f32>();
  });
}

TEST_CASE("resample/pick: some columns of a result are those of the whole") {
  const auto values = eido_test::random_values<u8>(9 * 50 * 3, 3);
  const view<const u8, 3> src(values.data(), {9, 50, 3});
  std::vector<u8> whole(20 * 203 * 3), part(20 * 203 * 3);
  eido_test::for_every_target([&] {
    const view<u8, 3> all(whole.data(), {20, 203, 3});
    resize(src, like::pillow::nearest, all);
    for (const eido::index cropped : {1, 31, 65, 101}) {
      CAPTURE(cropped);
      auto p = plan(compose(resize(hw(20, 203), like::pillow::nearest),
                            center_crop(hw(10, cropped), like::torchvision::center_crop)),
                    source::rgb(9, 50));
      const view<u8, 3> out(part.data(), {10, cropped, 3});
      p.run(src, out);
      bool same = true;
      const eido::index left = (203 - cropped) / 2;
      for (eido::index y = 0; y < 10; ++y)
        same = same && std::memcmp(&out(y, 0, 0), &all(y + 5, left, 0), static_cast<std::size_t>(cropped * 3)) == 0;
      CHECK(same);
    }
  });
}
