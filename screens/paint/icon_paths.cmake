# SPDX-License-Identifier: Apache-2.0
# Writes the path of every icon in FOLDER into OUT, as lines of a C++ table.
file(GLOB icons ${FOLDER}/*.svg)
list(SORT icons)
set(lines "")
foreach(icon ${icons})
    get_filename_component(name ${icon} NAME_WE)
    file(READ ${icon} svg)
    if(NOT svg MATCHES " d=\"([^\"]*)\"")
        message(FATAL_ERROR "${icon} has no path")
    endif()
    string(APPEND lines "{\"${name}\", \"${CMAKE_MATCH_1}\"},\n")
endforeach()
file(WRITE ${OUT} "${lines}")
