// SPDX-License-Identifier: MIT
// A plugin of qemu-user (API version 1; QEMU 4.2 to 8): counts the instructions that the guest executes between two
// marks. A mark is a system call that changes nothing: ioctl on a descriptor that nobody has,
//   ioctl(MARK, 1, tag)  starts,  ioctl(MARK, 2, tag)  writes "tag count" to the file named by the argument out=FILE.
// The API's header is in no package, so the functions that are used are declared here.
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { mark = 0xe1d0, start = 1, ioctl_number = 29 };  // 29: aarch64, and every newer architecture

typedef uint64_t plugin_id;
struct qemu_plugin_tb;
struct info;

void qemu_plugin_register_vcpu_tb_trans_cb(plugin_id, void (*)(plugin_id, struct qemu_plugin_tb*));
void qemu_plugin_register_vcpu_tb_exec_inline(struct qemu_plugin_tb*, int operation, void* counter, uint64_t step);
void qemu_plugin_register_vcpu_syscall_cb(plugin_id,
                                          void (*)(plugin_id, unsigned, int64_t, uint64_t, uint64_t, uint64_t, uint64_t,
                                                   uint64_t, uint64_t, uint64_t, uint64_t));
size_t qemu_plugin_tb_n_insns(const struct qemu_plugin_tb*);

__attribute__((visibility("default"))) int qemu_plugin_version = 1;

static uint64_t executed, executed_at_start;
static FILE* out;

// Each block of instructions, when it is translated, gets an addition to the counter that runs with it.
static void on_translation(plugin_id id, struct qemu_plugin_tb* block) {
  (void)id;
  qemu_plugin_register_vcpu_tb_exec_inline(block, 0, &executed, qemu_plugin_tb_n_insns(block));
}

static void on_call(plugin_id id, unsigned cpu, int64_t number, uint64_t descriptor, uint64_t what, uint64_t tag,
                    uint64_t a4, uint64_t a5, uint64_t a6, uint64_t a7, uint64_t a8) {
  (void)id, (void)cpu, (void)a4, (void)a5, (void)a6, (void)a7, (void)a8;
  if (number != ioctl_number || descriptor != mark) return;
  if (what == start) {
    executed_at_start = executed;
  } else {
    fprintf(out, "%llu %llu\n", (unsigned long long)tag, (unsigned long long)(executed - executed_at_start));
    fflush(out);
  }
}

__attribute__((visibility("default"))) int qemu_plugin_install(plugin_id id, const struct info* info, int argc,
                                                               char** argv) {
  (void)info;
  for (int i = 0; i < argc; ++i) {
    if (strncmp(argv[i], "out=", 4) == 0) out = fopen(argv[i] + 4, "w");
  }
  if (!out) {
    fprintf(stderr, "icount: give a file to write to: -plugin libicount.so,out=FILE\n");
    return -1;
  }
  qemu_plugin_register_vcpu_tb_trans_cb(id, on_translation);
  qemu_plugin_register_vcpu_syscall_cb(id, on_call);
  return 0;
}
