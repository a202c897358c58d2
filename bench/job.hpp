// SPDX-License-Identifier: MIT
#pragma once

#include <eidograph/core.hpp>
#include <eidograph/io/npy.hpp>
#include <eidograph/numpy/storage.hpp>
#include <eidograph/simd/tier.hpp>

#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

// What is measured: jobs with a name, that load their inputs, say what they read and write, and can be run.

namespace bench {

using namespace eido;
using eido::index;  // and not the one of POSIX

/// Memory that a job reads or writes: `rows` runs of `bytes` bytes, `step` bytes apart.
struct extent {
  u8* first;
  index bytes, step, rows;
};

/// Throws what a status says.
inline void check(const status& s) {
  if (!s) throw std::runtime_error(s.message());
}

/// The inputs and the output of one job.
class stage {
 public:
  /// folder: where the inputs are, .npy files.
  explicit stage(std::string folder) : folder_(std::move(folder)) {}

  template <class T, int R>
  view<const T, R> input(const std::string& name) {
    npy::array<T, R> file;
    check(npy::try_load(folder_ + "/" + name + ".npy", file));
    const view<T, R> made = make<T>(file.shape);
    check(try_copy(file.as_view(), made));
    read_.push_back(extent_of(made));
    return made;
  }

  /// The job needs no more of its last input than this.
  template <class T, int R>
  void reads_only(const view<const T, R>& part) {
    read_.back() = extent_of(view<T, R>(const_cast<T*>(part.data()), part.shape(), part.strides()));
  }

  template <class T, int R>
  view<T, R> output(const index_array<R>& shape) {
    const view<T, R> made = make<T>(shape);
    written_ = extent_of(made);
    save_ = [made](const std::string& path) { check(npy::try_save(path, made)); };
    return made;
  }

  const std::vector<extent>& read() const { return read_; }
  const extent& written() const { return written_; }
  void save(const std::string& path) const { save_(path); }

 private:
  template <class T, int R>
  view<T, R> make(const index_array<R>& shape) {
    const view<T, R> v(nullptr, shape);
    const auto bytes = static_cast<std::size_t>(v.size()) * sizeof(T);
    memory_.emplace_back(bytes, u8(0xa5));  // so that the pages are there before anything is measured
    return {reinterpret_cast<T*>(memory_.back().data()), shape};
  }

  /// Rows along the first axis where it leaves memory out, else all in one.
  template <class T, int R>
  static extent extent_of(const view<T, R>& v) {
    const detail::byte_range<T, R> whole(v);
    u8* const first = reinterpret_cast<u8*>(whole.first);
    const index all = static_cast<index>(whole.last - whole.first);
    if constexpr (R > 1) {
      const index step = v.stride(0) * static_cast<index>(sizeof(T)), row = all - (v.shape(0) - 1) * step;
      if (step > 0 && row < step) return {first, row, step, v.shape(0)};
    }
    return {first, all, all, 1};
  }

  std::string folder_;
  /// As a tensor's, and much as numpy's: large arrays ask the system for huge pages.
  std::vector<std::vector<u8, eido::detail::tensor_allocator<u8>>> memory_;
  std::vector<extent> read_;
  extent written_{};
  std::function<void(const std::string&)> save_;
};

/// Name: room/what/input, the input as the file is called, with "-to-WxH" where the size changes.
struct job {
  std::string name;
  std::function<std::function<void()>(stage&)> prepare;
};

using job_list = std::vector<job>;

void add_resample_jobs(job_list& jobs);
void add_convert_jobs(job_list& jobs);
void add_geometry_jobs(job_list& jobs);
void add_reduce_jobs(job_list& jobs);
void add_overlay_jobs(job_list& jobs);
void add_recipe_jobs(job_list& jobs);

job_list all_jobs();

}  // namespace bench
