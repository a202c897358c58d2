// SPDX-License-Identifier: MIT
// Prints each NNNNN.npy of a folder and compares with NNNNN.txt, which parity_print.py wrote.

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "eidograph/numpy/print.hpp"

namespace {

std::string read(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream all;
  all << file.rdbuf();
  if (!file) {
    std::fprintf(stderr, "cannot read %s\n", path.c_str());
    std::exit(2);
  }
  return all.str();
}

// .npy version 1.0, C order, little-endian
struct npy {
  std::string type;
  std::vector<eido::index> shape;
  std::string bytes;
};

npy parse(const std::string& file) {
  const std::size_t length = static_cast<unsigned char>(file[8]) + 256u * static_cast<unsigned char>(file[9]);
  const std::string header = file.substr(10, length);
  npy a;
  const std::size_t type = header.find("'descr': '") + 10;
  a.type = header.substr(type, header.find('\'', type) - type);
  const std::size_t open = header.find('(') + 1;
  std::stringstream extents(header.substr(open, header.find(')') - open));
  for (std::string word; std::getline(extents, word, ',');) {
    if (word.find_first_not_of(' ') != std::string::npos) a.shape.push_back(std::stol(word));
  }
  a.bytes = file.substr(10 + length);
  return a;
}

template <class T, int R>
std::string print_rank(const npy& a) {
  eido::index_array<R> shape;
  for (int i = 0; i < R; ++i) shape[i] = a.shape[static_cast<std::size_t>(i)];
  std::vector<unsigned char> elements(a.bytes.size() + sizeof(T));
  std::memcpy(elements.data(), a.bytes.data(), a.bytes.size());
  return eido::to_string(eido::view<const T, R>(reinterpret_cast<const T*>(elements.data()), shape));
}

template <class T>
std::string print(const npy& a) {
  switch (a.shape.size()) {
    case 0: return print_rank<T, 0>(a);
    case 1: return print_rank<T, 1>(a);
    case 2: return print_rank<T, 2>(a);
    case 3: return print_rank<T, 3>(a);
    case 4: return print_rank<T, 4>(a);
    default: return "rank";
  }
}

std::string print_any(const npy& a) {
  if (a.type == "|u1") return print<eido::u8>(a);
  if (a.type == "|i1") return print<eido::i8>(a);
  if (a.type == "<i2") return print<eido::i16>(a);
  if (a.type == "<i4") return print<eido::i32>(a);
  if (a.type == "<i8") return print<eido::i64>(a);
  if (a.type == "<f4") return print<eido::f32>(a);
  if (a.type == "<f8") return print<eido::f64>(a);
  if (a.type == "|b1") return print<bool>(a);
  return "type " + a.type;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  const int cases = std::atoi(argv[2]);
  int differing = 0;
  for (int i = 0; i < cases; ++i) {
    char name[32];
    std::snprintf(name, sizeof name, "/%05d", i);
    const npy a = parse(read(argv[1] + std::string(name) + ".npy"));
    const std::string expected = read(argv[1] + std::string(name) + ".txt"), got = print_any(a);
    if (got == expected) continue;
    if (++differing <= 5) {
      std::printf("case %d (%s)\nexpected\n%s\ngot\n%s\n", i, a.type.c_str(), expected.c_str(), got.c_str());
    }
  }
  std::printf("print parity: %d cases, %d differing\n", cases, differing);
  return differing == 0 ? 0 : 1;
}
