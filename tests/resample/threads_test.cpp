// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>
#include <eidograph/resize.hpp>
#include <eidograph/threads.hpp>

#include <vector>

#include "support/pattern.hpp"

using namespace eido;
namespace pillow = like::pillow;

namespace {

/// Calls the parts from the last to the first, and counts them.
void run_backwards(void* pool, int count, executor::job work, void* context) noexcept {
  *static_cast<int*>(pool) += count;
  for (int i = count - 1; i >= 0; --i) work(context, i);
}

template <class Contract>
std::vector<u8> resized(const std::vector<u8>& src, hw from, hw to, Contract contract, const executor& pool) {
  std::vector<u8> dst(static_cast<std::size_t>(to.h * to.w * 4));
  REQUIRE(try_resize(view<const u8, 3>(src.data(), {from.h, from.w, 4}), contract,
                     view<u8, 3>(dst.data(), {to.h, to.w, 4}), {.threads = pool})
              .ok());
  return dst;
}

}  // namespace

TEST_CASE("resample/threads: bands give the bits of the whole, in both pass orders, whoever runs them") {
  const hw from(211, 97);
  const std::vector<u8> src = eido_test::random_values<u8>(from.h * from.w * 4, 5);
  for (const hw to : {hw(65, 300), hw(500, 41), hw(33, 90), hw(80, 97), hw(17, 20), hw(1, 5)}) {
    CAPTURE(to.h);
    const auto check = [&](auto contract) {
      const std::vector<u8> alone = resized(src, from, to, contract, executor());
      for (int workers = 2; workers < 8; ++workers) {
        int parts = 0;
        CHECK(resized(src, from, to, contract, executor(run_backwards, &parts, workers)) == alone);
        CHECK(parts == (to.h / 16 < 2 ? 0 : to.h / 16 < workers ? to.h / 16 : workers));
        CHECK(resized(src, from, to, contract, threads(workers)) == alone);
      }
    };
    check(pillow::bicubic);
    check(pillow::bilinear.plain());
    check(pillow::nearest);
  }
}

TEST_CASE("resample/threads: a plan says how much memory its workers need together") {
  resize_plan<u8> one, four;
  const auto source = source::rgb(300, 200);
  REQUIRE(try_plan(resize(hw(100, 80), pillow::lanczos), source, one).ok());
  REQUIRE(try_plan(resize(hw(100, 80), pillow::lanczos, {.threads = threads(4)}), source, four).ok());
  CHECK(four.workspace_bytes() == 4 * one.workspace_bytes());
  CHECK(threads(-3).workers() == 1);
}
