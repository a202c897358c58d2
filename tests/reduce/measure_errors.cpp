// SPDX-License-Identifier: MIT
// Prints the worst errors of the exponential, the logarithm and sigmoid against double, over every float of their
// ranges: the table in docs/parity.md. Takes minutes, so no test runs it; all tiers have the bits of the scalar one.
//   g++ -std=c++20 -O2 -ffp-contract=off -Iinclude tests/reduce/measure_errors.cpp -o measure_errors &&
//   ./measure_errors
#define EIDO_EXTRA_TIERS 1
#include <eidograph/reduce/softmax.hpp>
#include <eidograph/simd/isa/scalar.hpp>

#include <cmath>
#include <cstdio>
#include <vector>

namespace {

using namespace eido;
namespace v = eido::simd::scalar;

/// Units of the last place of the true value.
f64 error_of(f32 made, f64 truth, bool& denormal) {
  denormal = std::fabs(truth) < 0x1p-126;
  int exponent = -125;
  if (!denormal) std::frexp(truth, &exponent);
  return std::fabs(static_cast<f64>(made) - truth) / std::ldexp(1.0, exponent - 24);
}

/// f(x, y, n) makes n results; the floats from `first` to `last`, whose bits rise.
template <class F, class Truth>
void measure(const char* what, f32 first, f32 last, F f, Truth truth) {
  constexpr eido::index most = 4096;
  f64 worst[2] = {};
  std::vector<f32> x(most), y(most);
  const u64 end = u64{detail::bits_of_float(last)} + 1;
  for (u64 at = detail::bits_of_float(first); at < end; at += most) {
    for (eido::index i = 0; i < most; ++i) {
      const u32 bits = static_cast<u32>(at + static_cast<u64>(i) < end ? at + static_cast<u64>(i) : end - 1);
      x[static_cast<std::size_t>(i)] = detail::float_of_bits(bits);
    }
    f(x.data(), y.data(), most);
    for (std::size_t i = 0; i < x.size(); ++i) {
      bool denormal;
      const f64 error = error_of(y[i], truth(static_cast<f64>(x[i])), denormal);
      worst[denormal] = error > worst[denormal] ? error : worst[denormal];
    }
  }
  const auto up = [](f64 error) { return std::ceil(1000 * error) / 1000; };
  std::printf("%-28s normal %.3f ulp, denormal %.3f ulp\n", what, up(worst[0]), up(worst[1]));
}

}  // namespace

int main() {
  const auto each = [](auto verb) {
    return [=](const f32* x, f32* y, eido::index n) {
      for (eido::index i = 0; i < n; i += v::lanes) v::store(y + i, verb(v::load(x + i)));
    };
  };
  const auto sigmoids = [](const f32* x, f32* y, eido::index n) { kernels::sigmoid(x, 1, n, y, 1); };
  const auto truth = [](f64 x) { return 1 / (1 + std::exp(-x)); };
  measure("exponential, -105 to 0", -0.0f, -105.0f, each([](v::f32s a) { return v::exp_down(a); }),
          [](f64 x) { return std::exp(x); });
  measure("logarithm, 1 to 2^32", 1.0f, 0x1p32f, each([](v::f32s a) { return v::log_normal(a); }),
          [](f64 x) { return std::log(x); });
  measure("sigmoid, 0 to 96", 0.0f, 96.0f, sigmoids, truth);
  measure("sigmoid, -105 to 0", -0.0f, -105.0f, sigmoids, truth);
}
