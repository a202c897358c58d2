# SPDX-License-Identifier: MIT
# Checks of the project's own rules, each a ctest.
set(tools ${CMAKE_CURRENT_SOURCE_DIR}/tools)
set(scratch ${CMAKE_CURRENT_BINARY_DIR}/scratch)

if(NOT sanitized)
  add_test(NAME "errors: misuse does not compile, with a readable sentence"
    COMMAND ${CMAKE_COMMAND} -DCOMPILER=${CMAKE_CXX_COMPILER} -DFOLDER=${CMAKE_CURRENT_SOURCE_DIR}/compile_fail
            "-DINCLUDES=${PROJECT_SOURCE_DIR}/include" -P ${tools}/compile_fail.cmake)
endif()

if(EIDO_PYTHON)
  add_test(NAME "architecture: includes go downwards"
    COMMAND ${EIDO_PYTHON} ${tools}/check_layers.py ${PROJECT_SOURCE_DIR})
  if(NOT sanitized)
    add_test(NAME "simd: products and sums are fused only where asked"
      COMMAND ${EIDO_PYTHON} ${tools}/check_contraction.py ${PROJECT_SOURCE_DIR} ${CMAKE_CXX_COMPILER})
  endif()
  if(EIDO_QEMU_X86_64 AND NOT sanitized)
    add_test(NAME "simd: files for different CPUs share no inline function"
      COMMAND ${EIDO_PYTHON} ${tools}/check_abi.py ${PROJECT_SOURCE_DIR} ${CMAKE_CXX_COMPILER}
              --emulator "${EIDO_QEMU_X86_64} -cpu qemu64")
  endif()
endif()

add_executable(target_main simd/target_main.cpp)
target_link_libraries(target_main PRIVATE eidograph::core eido_test_flags)
target_compile_definitions(target_main PRIVATE EIDO_EXTRA_TIERS=1)
add_test(NAME "simd: EIDO_TARGET chooses the tier"
  COMMAND ${CMAKE_COMMAND} -DPROGRAM=$<TARGET_FILE:target_main> -P ${tools}/target.cmake)

if(NOT sanitized)
  set(modes find_package)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")  # the others are CMake's business, not the compiler's
    list(APPEND modes fetch_content)  # which is add_subdirectory of what was fetched
  endif()
  foreach(mode ${modes})
    add_test(NAME "consumer: ${mode}"
      COMMAND ${CMAKE_COMMAND} -DMODE=${mode} -DPROJECT=${PROJECT_SOURCE_DIR} -DBUILT=${PROJECT_BINARY_DIR}
              -DWORK=${scratch}/consumer_${mode} -DCOMPILER=${CMAKE_CXX_COMPILER} -P ${tools}/consumer.cmake)
  endforeach()
endif()

# Budgets are of g++ -O2, in percent of what a small file with a regular expression costs.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND NOT sanitized)
  add_test(NAME "compile time of the headers"
    COMMAND ${CMAKE_COMMAND} -DCOMPILER=${CMAKE_CXX_COMPILER} -DINCLUDE=${PROJECT_SOURCE_DIR}/include
            -DWORK=${scratch}/compile_time "-DBUDGETS=view.hpp,6,;core.hpp,130,;core.hpp,20,-DEIDO_COMPILED=1"
            -P ${tools}/compile_time.cmake)
  set_tests_properties("compile time of the headers" PROPERTIES RUN_SERIAL ON)
endif()
