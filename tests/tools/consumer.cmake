# SPDX-License-Identifier: MIT
# Builds and runs tests/consumer as a stranger's project would be: MODE is find_package or fetch_content.
#   cmake -DMODE=... -DPROJECT=... -DBUILT=<build tree of eidograph> -DWORK=<empty folder> -DCOMPILER=g++ -P consumer.cmake
file(REMOVE_RECURSE ${WORK})
function(run)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE code OUTPUT_VARIABLE said ERROR_VARIABLE said)
  if(NOT code EQUAL 0)
    message(FATAL_ERROR "${ARGN}\n${said}")
  endif()
  set(said "${said}" PARENT_SCOPE)
endfunction()

if(MODE STREQUAL "find_package")
  run(${CMAKE_COMMAND} --install ${BUILT} --prefix ${WORK}/prefix)
endif()
run(${CMAKE_COMMAND} -S ${PROJECT}/tests/consumer -B ${WORK}/build -G Ninja -DCMAKE_CXX_COMPILER=${COMPILER}
    -DMODE=${MODE} -DEIDOGRAPH_SOURCE=${PROJECT} -DCMAKE_PREFIX_PATH=${WORK}/prefix)
run(${CMAKE_COMMAND} --build ${WORK}/build)
run(${WORK}/build/core_app)
run(${WORK}/build/full_app ${WORK}/build/picture.png)
message("${MODE}: ${said}")
