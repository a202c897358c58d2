// SPDX-License-Identifier: MIT
// The run-time form of slices against Python's rule written as a loop.
#include <eidograph/view.hpp>

#include "bytes.hpp"

using eido_test::byte_stream;
using eido_test::demand;

namespace {

struct bound {
  bool given;
  eido::index value;
};

bound take_bound(byte_stream& in) {
  const auto kind = in.take<eido::u8>();
  if (kind % 4 == 0) return {false, 0};
  if (kind % 4 == 1) return {true, in.take<eido::index>()};  // anything, the extremes included
  return {true, in.between(-12, 12)};
}

// what range(*slice(start, stop, step).indices(n)) yields, found by looking at every position
int positions(bound start, bound stop, eido::index step, eido::index n, eido::index (&out)[16]) {
  const bool back = step < 0;
  const auto clamp = [&](bound b, eido::index otherwise) {
    if (!b.given) return otherwise;
    eido::index at = b.value;
    if (at < 0) at = at < -n ? (back ? -1 : 0) : at + n;
    const eido::index most = back ? n - 1 : n;
    return at > most ? most : at;
  };
  const eido::index first = clamp(start, back ? n - 1 : 0), last = clamp(stop, back ? -1 : n);
  int count = 0;
  for (eido::index at = 0; at < n; ++at) {
    const eido::index i = back ? n - 1 - at : at;  // in the order of the walk
    const bool inside = back ? i <= first && i > last : i >= first && i < last;
    const auto distance = static_cast<eido::u64>(back ? first - i : i - first);
    const auto stride = back ? eido::u64(0) - static_cast<eido::u64>(step) : static_cast<eido::u64>(step);
    if (inside && distance % stride == 0) out[count++] = i;
  }
  return count;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const eido::u8* data, std::size_t size) {
  byte_stream in(data, size);
  int values[9 * 8];
  for (int i = 0; i < 72; ++i) values[i] = i;
  const eido::index h = in.between(0, 9), w = in.between(0, 8);
  const eido::view<int, 2> v(values, {h, w});

  const bound start = take_bound(in), stop = take_bound(in), step = take_bound(in);
  const auto with = [&](auto use) {  // none or a number in each of the three places
    const auto second = [&](auto a, auto b) { return step.given ? use(a, b, step.value) : use(a, b, eido::none); };
    const auto first = [&](auto a) { return stop.given ? second(a, stop.value) : second(a, eido::none); };
    return start.given ? first(start.value) : first(eido::none);
  };
  with([&](auto a, auto b, auto c) {
    eido::view<int, 2> picked;
    const eido::status s = eido::try_slice(v, eido::range(a, b, c), picked);
    if (step.given && step.value == 0) return demand(s.code() == eido::errc::value_error, "a step of 0 is refused");
    demand(s.ok(), "a range never fails");
    eido::index expected[16];
    const int count = positions(start, stop, step.given ? step.value : 1, h, expected);
    demand(picked.shape(0) == count && picked.shape(1) == w, "shape");
    for (int i = 0; i < count; ++i) {
      for (eido::index x = 0; x < w; ++x) demand(picked.at(i, x) == v.at(expected[i], x), "element");
    }
  });

  const auto at = in.take<eido::index>() % 20;
  eido::view<int, 1> row;
  const eido::status s = eido::try_slice(v, at, row);
  demand(s.ok() == (at >= -h && at < h), "an integer inside of the axis, and no other");
  if (s.ok() && w > 0) demand(row.data() == v.data() + (at < 0 ? at + h : at) * w, "the row");
  return 0;
}
