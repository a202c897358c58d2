// SPDX-License-Identifier: MIT
#pragma once

// JPEG through libjpeg-turbo, with the settings that Pillow uses: the same pixels, and the same files.

#include <csetjmp>
#include <cstdio>  // jpeglib.h wants FILE

#include <jpeglib.h>

#include <jerror.h>

#if !defined(LIBJPEG_TURBO_VERSION)
#error "eidograph: EIDO_WITH_LIBJPEG wants libjpeg-turbo; this jpeglib.h belongs to a library with other pixels"
#endif

#include "../base/exact.hpp"
#include "bytes.hpp"
#include "limits.hpp"

namespace eido::inline EIDO_ABI::detail {

/// libjpeg reports errors by a call that must not return: it jumps out of the step that runs, over C frames only.
struct jpeg_trap {
  jpeg_error_mgr manager;  // first, so that libjpeg's pointer to it is a pointer to this
  std::jmp_buf jump;
  char message[JMSG_LENGTH_MAX];

  static jpeg_trap& of(j_common_ptr jpeg) noexcept { return *reinterpret_cast<jpeg_trap*>(jpeg->err); }

  [[noreturn]] static void fail(j_common_ptr jpeg) {
    jpeg_trap& trap = of(jpeg);
    trap.manager.format_message(jpeg, trap.message);
    std::longjmp(trap.jump, 1);
  }

  [[noreturn]] static void fail_with(j_common_ptr jpeg, const char* reason) {
    std::snprintf(of(jpeg).message, JMSG_LENGTH_MAX, "%s", reason);
    std::longjmp(of(jpeg).jump, 1);
  }

  // After damage libjpeg warns and goes on with gray or smeared blocks, which a reader that promises pixels cannot.
  // Its other warnings leave the pixels whole and are let pass, as in Pillow.
  static void warn(j_common_ptr jpeg, int level) {
    if (level >= 0) return;
    switch (jpeg->err->msg_code) {
      case JWRN_JPEG_EOF:
      case JWRN_HIT_MARKER:
      case JWRN_HUFF_BAD_CODE:
      case JWRN_ARITH_BAD_CODE:
      case JWRN_MUST_RESYNC: fail(jpeg);
      default: return;
    }
  }

  static void silent(j_common_ptr) {}

  jpeg_error_mgr* install() noexcept {
    jpeg_std_error(&manager);
    manager.error_exit = fail;
    manager.emit_message = warn;
    manager.output_message = silent;
    return &manager;
  }

  /// False when libjpeg failed. The step holds nothing that a jump would leave behind.
  template <class Step>
  bool run(Step step) noexcept {
    if (setjmp(jump) != 0) return false;
    step();
    return true;
  }
};

/// More scans than any encoder writes: each of them walks over the whole picture, however small the file is.
inline constexpr int jpeg_most_scans = 500;

class jpeg_turbo_reader {
 public:
  jpeg_turbo_reader(const origin& from, decoded& out) noexcept : from_(from), out_(out) {}
  jpeg_turbo_reader(const jpeg_turbo_reader&) = delete;
  jpeg_turbo_reader& operator=(const jpeg_turbo_reader&) = delete;
  ~jpeg_turbo_reader() {
    if (created_) jpeg_destroy_decompress(&jpeg_);
  }

  status run(const u8* data, index size, const read_options& options) noexcept {
    jpeg_.err = trap_.install();
    if (!trap_.run([&] {
          jpeg_create_decompress(&jpeg_);
          created_ = true;
          jpeg_mem_src(&jpeg_, data, static_cast<unsigned long>(size));
          jpeg_read_header(&jpeg_, TRUE);
        })) {
      return failed();
    }
    const int components = jpeg_.num_components;
    if (components != 1 && components != 3 && components != 4) {
      return status::failure(errc::not_implemented, from_, "JPEG with ", components, " components is not supported");
    }
    const index h = static_cast<index>(jpeg_.image_height), w = static_cast<index>(jpeg_.image_width);
    if (status s = check_pixel_count(from_, h, w, options); !s) return s;
    if (!out_.allocate(h, w, components == 1 ? 1 : 3, 8)) return out_of_memory(from_, h * w * components);
    if (components == 4 && !row_.resize(4 * w)) return out_of_memory(from_, 4 * w);
    jpeg_.out_color_space = components == 1 ? JCS_GRAYSCALE : components == 3 ? JCS_RGB : JCS_CMYK;
    return trap_.run([this] { read_rows(); }) ? status() : failed();
  }

 private:
  status failed() const noexcept {
    const bool memory = trap_.manager.msg_code == JERR_OUT_OF_MEMORY;
    return status::failure(memory ? errc::memory_error : errc::value_error, from_,
                           "libjpeg: ", static_cast<const char*>(trap_.message));
  }

  static void count_scans(j_common_ptr jpeg) {
    const auto* const reader = reinterpret_cast<j_decompress_ptr>(jpeg);
    if (reader->input_scan_number > jpeg_most_scans) jpeg_trap::fail_with(jpeg, "the file has more than 500 scans");
  }

  void read_rows() {
    progress_.progress_monitor = count_scans;
    jpeg_.progress = &progress_;
    jpeg_start_decompress(&jpeg_);
    while (jpeg_.output_scanline < jpeg_.output_height) {
      u8* const dst = out_.samples.data() + static_cast<index>(jpeg_.output_scanline) * out_.row_bytes();
      JSAMPROW row = row_.data() ? row_.data() : dst;
      jpeg_read_scanlines(&jpeg_, &row, 1);
      if (row != dst) inverted_cmyk_to_rgb(row, dst);
    }
    jpeg_finish_decompress(&jpeg_);  // reads on to the end of the file: a missing EOI fails here
  }

  /// Pillow takes every CMYK file for an inverted one (as Adobe writes them), then convert("RGB").
  void inverted_cmyk_to_rgb(const u8* cmyk, u8* dst) const noexcept {
    for (index x = 0; x < out_.w; ++x, cmyk += 4, dst += 3) {
      for (int c = 0; c < 3; ++c) dst[c] = static_cast<u8>(cmyk[3] - muldiv255(255u - cmyk[c], cmyk[3]));
    }
  }

  const origin& from_;
  decoded& out_;
  buffer<u8> row_;
  jpeg_trap trap_{};
  jpeg_progress_mgr progress_{};
  jpeg_decompress_struct jpeg_{};
  bool created_ = false;
};

inline status decode_jpeg(const origin& from, const u8* data, index size, const read_options& options,
                          decoded& out) noexcept {
  return jpeg_turbo_reader(from, out).run(data, size, options);
}

class jpeg_turbo_writer {
 public:
  explicit jpeg_turbo_writer(bytes& out) noexcept : out_(out) {}
  jpeg_turbo_writer(const jpeg_turbo_writer&) = delete;
  jpeg_turbo_writer& operator=(const jpeg_turbo_writer&) = delete;
  ~jpeg_turbo_writer() {
    if (created_) jpeg_destroy_compress(&jpeg_);
  }

  status run(const origin& to, const u8* data, index h, index w, int channels, int quality) noexcept {
    jpeg_.err = trap_.install();
    if (trap_.run([&] { write(data, h, w, channels, quality); })) return {};
    if (trap_.manager.msg_code == JERR_OUT_OF_MEMORY) return out_of_memory(to, h * w * channels);
    return status::failure(errc::value_error, to, "libjpeg: ", static_cast<const char*>(trap_.message));
  }

 private:
  // jpeg_mem_dest would leak its block when an error jumps away; this block belongs to the writer.
  struct target {
    jpeg_destination_mgr manager;  // first, as above
    bytes* out;
    u8 block[16384];

    static target& of(j_compress_ptr jpeg) noexcept { return *reinterpret_cast<target*>(jpeg->dest); }

    static void flush(j_compress_ptr jpeg, std::size_t size) {
      target& self = of(jpeg);
      if (!self.out->append(self.block, static_cast<index>(size))) ERREXIT1(jpeg, JERR_OUT_OF_MEMORY, 0);
      self.manager.next_output_byte = self.block;
      self.manager.free_in_buffer = sizeof self.block;
    }
    static void start(j_compress_ptr jpeg) { flush(jpeg, 0); }
    static boolean full(j_compress_ptr jpeg) {
      flush(jpeg, sizeof of(jpeg).block);
      return TRUE;
    }
    static void end(j_compress_ptr jpeg) { flush(jpeg, sizeof of(jpeg).block - of(jpeg).manager.free_in_buffer); }
  };

  void write(const u8* data, index h, index w, int channels, int quality) {
    jpeg_create_compress(&jpeg_);
    created_ = true;
    target_.manager.init_destination = target::start;
    target_.manager.empty_output_buffer = target::full;
    target_.manager.term_destination = target::end;
    target_.out = &out_;
    jpeg_.dest = &target_.manager;
    jpeg_.image_width = static_cast<JDIMENSION>(w);
    jpeg_.image_height = static_cast<JDIMENSION>(h);
    jpeg_.input_components = channels;
    jpeg_.in_color_space = channels == 1 ? JCS_GRAYSCALE : JCS_RGB;
    jpeg_set_defaults(&jpeg_);
    jpeg_set_quality(&jpeg_, quality, TRUE);
    jpeg_start_compress(&jpeg_, TRUE);
    while (jpeg_.next_scanline < jpeg_.image_height) {
      JSAMPROW row = const_cast<u8*>(data + static_cast<index>(jpeg_.next_scanline) * w * channels);
      jpeg_write_scanlines(&jpeg_, &row, 1);
    }
    jpeg_finish_compress(&jpeg_);
  }

  bytes& out_;
  jpeg_trap trap_{};
  target target_{};
  jpeg_compress_struct jpeg_{};
  bool created_ = false;
};

/// The file that Pillow's save(quality=...) writes: baseline, 4:2:0.
inline status encode_jpeg(const origin& to, const u8* data, index h, index w, int channels, int quality,
                          bytes& out) noexcept {
  return jpeg_turbo_writer(out).run(to, data, h, w, channels, quality);
}

}  // namespace eido::detail
