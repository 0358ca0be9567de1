# SPDX-License-Identifier: Apache-2.0
# cmake -DIN=file -DOUT=file.cpp -DNAME=kName -P embed.cmake: the bytes of a file as a C++ array.
file(READ ${IN} hex HEX)
string(LENGTH "${hex}" digits)
math(EXPR size "${digits} / 2")
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
file(WRITE ${OUT} "#include <cstddef>
namespace anju::screens {
extern const unsigned char ${NAME}[];
extern const std::size_t ${NAME}Size;
alignas(8) const unsigned char ${NAME}[] = {${bytes}};
const std::size_t ${NAME}Size = ${size};
}
")
