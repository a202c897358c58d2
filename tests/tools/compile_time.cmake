# SPDX-License-Identifier: MIT
# Prints the user seconds that including a header costs over an empty file (the least of 5 runs), and fails above LIMIT
# milliseconds.
#   cmake -DCOMPILER=g++ -DHEADER=eidograph/view.hpp -DLIMIT=350 [-DFLAGS=-DNAME=1] -DINCLUDE=include -DWORK=FOLDER
#         -P compile_time.cmake
function(user_milliseconds text out)
  file(WRITE ${WORK}/cost.cpp "${text}")
  set(least 1000000)
  foreach(run RANGE 1 5)
    execute_process(COMMAND bash -c "TIMEFORMAT=%3U; time ${COMPILER} -std=c++20 -O2 ${FLAGS} -I${INCLUDE} -c ${WORK}/cost.cpp -o ${WORK}/cost.o"
                    RESULT_VARIABLE code ERROR_VARIABLE seconds)
    if(NOT code EQUAL 0)
      message(FATAL_ERROR "${HEADER} does not compile:\n${seconds}")
    endif()
    string(REGEX MATCH "([0-9]+)[.,]([0-9]+)" number "${seconds}")
    math(EXPR milliseconds "${CMAKE_MATCH_1} * 1000 + 1${CMAKE_MATCH_2} - 1000")
    if(milliseconds LESS least)
      set(least ${milliseconds})
    endif()
  endforeach()
  set(${out} ${least} PARENT_SCOPE)
endfunction()

file(MAKE_DIRECTORY ${WORK})
user_milliseconds("" empty)
user_milliseconds("#include <${HEADER}>\n" full)
math(EXPR cost "${full} - ${empty}")
message("${HEADER} ${FLAGS}: ${cost} ms over an empty file (limit ${LIMIT} ms)")
if(cost GREATER LIMIT)
  message(FATAL_ERROR "${HEADER} costs too much to include")
endif()
