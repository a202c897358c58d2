// SPDX-License-Identifier: MIT
#pragma once

// Written by make_golden.py with pillow 13.0.0, torchvision 0.29.2, transformers 5.24.0, ultralytics 8.4.190.

struct geometry_golden {
  int cases;
  const char* hash;
};

// in the order of eido_test::rule
inline constexpr geometry_golden geometry_goldens[] = {
    {4000, "5403ef8ad07f86126511274f70ec9385"},  // short_size
    {4000, "eb6795480dd722a61d73c2e9718d8b97"},  // torchvision_max_size
    {4000, "3e36ca6ab1c1d7e1d22614a6de938b12"},  // hf_longest_edge
    {4000, "2fefb3a2acddecbe4f5f47cba90bdaad"},  // torchvision_long_edge
    {4000, "ce74151a100b385de868255618cbeb19"},  // sam_long_edge
    {4000, "c7d740ea00166d22393b3e78f33ef738"},  // contain
    {4000, "c584752f3672adb6786cd7874a9d1d83"},  // cover
    {4000, "488e06a7945bc04a7c72aee5b967b615"},  // torchvision_center_crop
    {4000, "6ee39b457c46d3ccf4d88fe2dc10f614"},  // hf_center_crop
    {4000, "0819d21bf06bb7a82c7c66732488b790"},  // ultralytics
    {4000, "699e6c36e13cc57d81bd0c905c73d4d2"},  // pillow_pad
    {4000, "d1676ec0bb6e8108d14906c9e6b174fc"},  // thumbnail
};
