// SPDX-License-Identifier: MIT
#pragma once

#include <csetjmp>
#include <cstdlib>

#include "../base/types.hpp"

namespace eido::inline EIDO_ABI::detail {

/// The memory of one call into stb_image_write. That library asserts where memory runs out; here the call is left by
/// a jump (over C frames only) and everything that it held is freed.
class stb_memory {
 public:
  stb_memory() noexcept : outer_(current()) { current() = this; }
  stb_memory(const stb_memory&) = delete;
  stb_memory& operator=(const stb_memory&) = delete;
  ~stb_memory() {
    while (blocks_.next != &blocks_) release(blocks_.next + 1);
    current() = outer_;
  }

  /// False when memory ran out. The step holds nothing that a jump would leave behind.
  template <class Step>
  bool run(Step step) noexcept {
    if (setjmp(jump_) != 0) return false;
    step();
    return true;
  }

  static void* reallocate(void* old, std::size_t size) {
    stb_memory& self = *current();
    link* const before = old ? static_cast<link*>(old) - 1 : nullptr;
    if (before) unlink(before);
    link* const block = size <= static_cast<std::size_t>(-1) / 2
                            ? static_cast<link*>(std::realloc(before, size + sizeof(link)))
                            : nullptr;
    if (!block) {
      if (before) self.insert(before);
      std::longjmp(self.jump_, 1);
    }
    self.insert(block);
    return block + 1;
  }

  static void release(void* old) noexcept {
    if (!old) return;
    unlink(static_cast<link*>(old) - 1);
    std::free(static_cast<link*>(old) - 1);
  }

 private:
  struct alignas(alignof(std::max_align_t)) link {
    link *next, *previous;
  };

  static stb_memory*& current() noexcept {
    static thread_local stb_memory* memory = nullptr;
    return memory;
  }

  static void unlink(link* block) noexcept {
    block->previous->next = block->next;
    block->next->previous = block->previous;
  }

  void insert(link* block) noexcept {
    block->previous = &blocks_;
    block->next = blocks_.next;
    blocks_.next->previous = block;
    blocks_.next = block;
  }

  link blocks_{&blocks_, &blocks_};
  stb_memory* outer_;
  std::jmp_buf jump_;
};

}  // namespace eido::detail
