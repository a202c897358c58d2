# SPDX-License-Identifier: MIT
# The demo's path without network and engine: C++ draws the scene and lays the saved map over it, Python checks it.
add_executable(demo_main demo/demo_main.cpp)
target_link_libraries(demo_main PRIVATE eidograph::io ${kernels} eido_test_flags)
set(demo ${CMAKE_CURRENT_BINARY_DIR}/demo)
file(MAKE_DIRECTORY ${demo})
set(map ${CMAKE_CURRENT_SOURCE_DIR}/demo/scene_probability.png)
add_test(NAME "demo: the drawn scene in C++" COMMAND demo_main ${map} ${demo})
set_tests_properties("demo: the drawn scene in C++" PROPERTIES FIXTURES_SETUP demo)
if(EIDO_PYTHON)
  add_test(NAME "demo: Pillow and numpy give the same pixels"
    COMMAND ${EIDO_PYTHON} ${CMAKE_CURRENT_SOURCE_DIR}/demo/check_overlay.py ${map} ${demo})
  set_tests_properties("demo: Pillow and numpy give the same pixels" PROPERTIES FIXTURES_REQUIRED demo)
endif()
