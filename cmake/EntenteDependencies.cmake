# Libraries the project stands on, all from the distribution.

find_package(Threads REQUIRED)
find_package(fmt REQUIRED)
find_package(absl REQUIRED)
find_package(LibMd MODULE REQUIRED)
find_package(RocksDB MODULE REQUIRED)
find_package(utf8proc MODULE REQUIRED)
find_package(re2 MODULE REQUIRED)
find_package(date CONFIG REQUIRED)  # time zones alone

# Used inside the library and never in a public header except Boost.Graph in the opt-in bgl.hpp.
find_package(Boost 1.74 REQUIRED COMPONENTS iostreams)
find_package(Zstd MODULE REQUIRED)
find_package(EXPAT REQUIRED)
find_package(RapidJSON QUIET REQUIRED)
if(NOT TARGET entente_rapidjson)
  add_library(entente_rapidjson INTERFACE)
  target_include_directories(entente_rapidjson SYSTEM INTERFACE $<BUILD_INTERFACE:${RAPIDJSON_INCLUDE_DIRS}>)
endif()

# Command line only.
find_package(CLI11 REQUIRED)
find_package(LibEdit MODULE REQUIRED)

if(ENTENTE_TESTS)
  find_package(GTest CONFIG REQUIRED)
  find_package(rapidcheck CONFIG REQUIRED)
  find_package(Boost 1.74 REQUIRED COMPONENTS graph)
endif()
