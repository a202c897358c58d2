// SPDX-License-Identifier: MIT
// Files of any content: a picture, an array, an orientation, or an error; never a crash or a leak.
#include <eidograph/io/decode.hpp>
#include <eidograph/io/exif.hpp>
#include <eidograph/io/npy.hpp>

#include "bytes.hpp"

extern "C" int LLVMFuzzerTestOneInput(const eido::u8* data, std::size_t size) {
  const auto n = static_cast<eido::index>(size);
  const eido::read_options small{.max_pixels = 1 << 16};
  eido::pixels<eido::u8> bytes;
  eido::pixels<eido::u16> words;
  if (eido::try_imdecode(data, n, eido::rgba, bytes, small)) {
    eido_test::demand(bytes.channels == 4 && bytes.h * bytes.w <= small.max_pixels, "the limit holds");
  }
  (void)eido::try_imdecode(data, n, eido::gray, bytes, small);
  (void)eido::try_imdecode(data, n, eido::rgb, words, small);
  return 0;
}
