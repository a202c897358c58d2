// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>

#include <algorithm>
#include <type_traits>

#include "support/guarded.hpp"
#include "support/pattern.hpp"
#include "support/tiers.hpp"
#include "torch_contracts.hpp"

using namespace eido;

namespace {

/// Resizes between memory that ends (or begins) at pages which may not be touched; the same values as elsewhere?
template <class T>
bool stays_inside(const char* name, hw from, hw to, eido::index channels, bool before) {
  using block = eido_test::guarded<T>;
  using random = std::conditional_t<sizeof(T) == 1, u8, T>;
  const typename block::side side = before ? block::side::before : block::side::behind;
  const std::vector<random> values = eido_test::random_values<random>(from.h * from.w * channels, 9);
  block src(from.h * from.w * channels, side), dst(to.h * to.w * channels, side);
  std::memcpy(src.data(), values.data(), values.size() * sizeof(T));
  std::vector<T> expected(static_cast<std::size_t>(to.h * to.w * channels));
  const view<const T, 3> plain(reinterpret_cast<const T*>(values.data()), {from.h, from.w, channels});
  bool same = false;
  eido_test::with_contract<T>({name, false, false, false, false}, [&](auto contract) {
    const bool done = try_resize(view<const T, 3>(src.data(), {from.h, from.w, channels}), contract,
                                 view<T, 3>(dst.data(), {to.h, to.w, channels}))
                          .ok() &&
                      try_resize(plain, contract, view<T, 3>(expected.data(), {to.h, to.w, channels})).ok();
    same = done && std::equal(expected.begin(), expected.end(), dst.data());
  });
  return same && dst.intact();
}

}  // namespace

TEST_CASE("resample/torch_edges: no tier reads or writes outside of the images") {
  eido_test::for_each_target([] {
    int wrong = 0;
    for (const auto& [from, to] :
         {std::pair(hw(1, 1), hw(3, 2)), std::pair(hw(9, 7), hw(4, 3)), std::pair(hw(5, 21), hw(17, 50)),
          std::pair(hw(33, 40), hw(7, 9)), std::pair(hw(3, 70), hw(2, 130)), std::pair(hw(4, 33), hw(4, 6))}) {
      for (eido::index channels = 1; channels <= 4; ++channels) {
        for (const bool before : {false, true}) {
          for (const char* name : {"torch.bilinear", "torch.bicubic", "torch.bilinear_aa", "torch.bicubic_aa",
                                   "torch.nearest", "tf.bilinear", "tflite.bilinear"}) {
            wrong += !stays_inside<f32>(name, from, to, channels, before);
          }
          for (const char* name : {"torch_u8.bilinear", "torch_u8.bicubic_noaa", "tflite.bilinear"}) {
            wrong += !stays_inside<u8>(name, from, to, channels, before);
          }
        }
      }
    }
    CHECK(wrong == 0);
  });
}
