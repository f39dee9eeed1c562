# Test programs found by folder. Adding a file to a folder is enough; no list is kept.

# The same inputs at every run, so that what fails here fails there; tools/soak looks for others.
set(ENTENTE_TEST_SEED 1 CACHE STRING "Of the random inputs of laws and fuzzers")

set(ENTENTE_TEST_TIMEOUT 300)
set(ENTENTE_LAW_PARAMETERS "seed=${ENTENTE_TEST_SEED}")
if(ENTENTE_SANITIZE)
  # What a law says is held by the build as shipped; with sanitizers, which take ten times as long, fewer worlds do.
  string(APPEND ENTENTE_LAW_PARAMETERS " max_success=40")
  set(ENTENTE_TEST_TIMEOUT 1500)
endif()

# Lets a test start the command line: its path is ENTENTE_PROGRAM.
function(entente_test_runs_program test)
  if(TARGET entente_cli)
    target_compile_definitions(${test} PRIVATE ENTENTE_PROGRAM="$<TARGET_FILE:entente_cli>")
    add_dependencies(${test} entente_cli)
  endif()
endfunction()

# entente_test(NAME <test> SOURCES <file>... LIBRARIES <target>... [LABELS <label>...])
# One GoogleTest program, one entry in ctest of the same name, run in the root of the source tree.
function(entente_test)
  cmake_parse_arguments(PARSE_ARGV 0 arg "" "NAME" "SOURCES;LIBRARIES;LABELS")
  add_executable(${arg_NAME} ${arg_SOURCES})
  entente_batches(${arg_NAME})
  target_include_directories(${arg_NAME} PRIVATE "${PROJECT_SOURCE_DIR}/tests" "${PROJECT_SOURCE_DIR}/src")
  target_compile_definitions(${arg_NAME} PRIVATE ENTENTE_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  target_link_libraries(${arg_NAME} PRIVATE ${arg_LIBRARIES} GTest::gtest GTest::gmock GTest::gtest_main)
  set_target_properties(${arg_NAME} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/tests")
  add_test(NAME ${arg_NAME} COMMAND ${arg_NAME} WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}")
  set_tests_properties(${arg_NAME} PROPERTIES TIMEOUT ${ENTENTE_TEST_TIMEOUT} LABELS "${arg_LABELS}"
                                              ENVIRONMENT "RC_PARAMS=${ENTENTE_LAW_PARAMETERS}")
  if(arg_NAME STREQUAL "storage_test")
    set_tests_properties(${arg_NAME} PROPERTIES COST 100)  # the longest: it begins first, beside all others
  endif()
endfunction()

# tests/unit/<module>/*.cpp -> <module>_test, which links that module and those below it. Files named
# *_threads_test.cpp go into <module>_threads_test with the label `threads`: the ones the thread sanitizer runs.
# A folder that is no module (cli, for one) links the whole library.
function(entente_unit_tests)
  get_property(modules GLOBAL PROPERTY ENTENTE_MODULES)
  file(GLOB folders CONFIGURE_DEPENDS LIST_DIRECTORIES true "${PROJECT_SOURCE_DIR}/tests/unit/*")
  add_custom_target(thread_tests)
  foreach(folder IN LISTS folders)
    cmake_path(GET folder FILENAME module)
    file(GLOB sources CONFIGURE_DEPENDS "${folder}/*.cpp")
    set(thread_sources ${sources})
    list(FILTER thread_sources INCLUDE REGEX "_threads_test\\.cpp$")
    list(FILTER sources EXCLUDE REGEX "_threads_test\\.cpp$")
    set(test_sources ${sources})
    list(FILTER test_sources INCLUDE REGEX "_test\\.cpp$")

    if(module IN_LIST modules)
      set(libraries entente_${module} absl::flat_hash_map Boost::headers)
    elseif(module STREQUAL "cli" AND TARGET entente_cli_parts)
      set(libraries entente_cli_parts)
    else()
      set(libraries entente::entente fmt::fmt)
    endif()
    if(module STREQUAL "formats" OR module STREQUAL "server" OR module STREQUAL "db" OR module STREQUAL "cli")
      list(APPEND libraries entente_rapidjson)
    endif()
    if(module STREQUAL "formats")
      list(APPEND libraries Boost::graph)  # its reader of DOT
    endif()

    if(test_sources)
      entente_test(NAME ${module}_test SOURCES ${sources} LIBRARIES ${libraries})
      if(module STREQUAL "cli")
        entente_test_runs_program(cli_test)
      endif()
    endif()
    if(thread_sources)
      entente_test(NAME ${module}_threads_test SOURCES ${thread_sources} LIBRARIES ${libraries} LABELS threads)
      add_dependencies(thread_tests ${module}_threads_test)
    endif()
  endforeach()
endfunction()

# tests/laws/*.cpp -> laws_test: properties that hold for all inputs, random or exhaustive over small worlds.
function(entente_law_tests)
  file(GLOB sources CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/tests/laws/*.cpp")
  if(sources)
    entente_test(NAME laws_test SOURCES ${sources} LIBRARIES entente::entente fmt::fmt absl::flat_hash_map Boost::headers
                                                             rapidcheck rapidcheck_gtest)
    if(ENTENTE_SANITIZE)
      target_compile_options(laws_test PRIVATE -O1)  # its definitions are run over many worlds
    endif()
  endif()
endfunction()

# tests/golden/*.cpp -> golden_test, run once for every topic folder of tests/golden and once for queries/.
function(entente_golden_tests)
  file(GLOB sources CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/tests/golden/*.cpp")
  if(NOT sources)
    return()
  endif()
  add_executable(golden_test ${sources})
  entente_batches(golden_test)
  target_include_directories(golden_test PRIVATE "${PROJECT_SOURCE_DIR}/tests" "${PROJECT_SOURCE_DIR}/src")
  target_compile_definitions(golden_test PRIVATE ENTENTE_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  target_link_libraries(golden_test PRIVATE entente::entente fmt::fmt GTest::gtest)
  entente_test_runs_program(golden_test)
  set_target_properties(golden_test PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/tests")

  file(GLOB files CONFIGURE_DEPENDS RELATIVE "${PROJECT_SOURCE_DIR}" "${PROJECT_SOURCE_DIR}/tests/golden/*/*.test"
       "${PROJECT_SOURCE_DIR}/queries/*.test")
  set(folders)
  foreach(file IN LISTS files)
    cmake_path(GET file PARENT_PATH folder)
    list(APPEND folders "${folder}")
  endforeach()
  list(REMOVE_DUPLICATES folders)
  foreach(folder IN LISTS folders)
    cmake_path(GET folder FILENAME topic)
    add_test(NAME golden_${topic} COMMAND golden_test "${folder}" WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}")
    set_tests_properties(golden_${topic} PROPERTIES TIMEOUT ${ENTENTE_TEST_TIMEOUT} LABELS golden)
  endforeach()
endfunction()

# The conformance kit, which is not part of the source tree, against `entente serve --stdio`: see tests/conformance/README.md.
set(ENTENTE_SHARED "${PROJECT_SOURCE_DIR}/../shared" CACHE PATH "Folder that holds conformance/; without it these tests are skipped")
function(entente_conformance_tests)
  find_package(Python3 COMPONENTS Interpreter)
  if(NOT Python3_FOUND OR NOT TARGET entente_cli)
    message(STATUS "No conformance tests: they need python3 and the command line tool")
    return()
  endif()
  foreach(suite IN ITEMS edtf tck)
    add_test(NAME conformance_${suite}
             COMMAND Python3::Interpreter "${PROJECT_SOURCE_DIR}/tests/conformance/run.py" ${suite}
                     --entente $<TARGET_FILE:entente_cli> --shared "${ENTENTE_SHARED}")
    set_tests_properties(conformance_${suite} PROPERTIES TIMEOUT ${ENTENTE_TEST_TIMEOUT} LABELS conformance SKIP_RETURN_CODE 77)
  endforeach()
  add_test(NAME conformance_temporal
           COMMAND Python3::Interpreter "${PROJECT_SOURCE_DIR}/tests/conformance/features.py"
                   --entente $<TARGET_FILE:entente_cli>)
  set_tests_properties(conformance_temporal PROPERTIES TIMEOUT ${ENTENTE_TEST_TIMEOUT} LABELS conformance)
endfunction()

# tests/fuzz/<name>_fuzz.cpp -> <name>_fuzz. With libFuzzer (preset asan) each runs a while on new inputs;
# otherwise replay.cpp feeds it the inputs kept in tests/fuzz/corpus/<name>, so that every build goes over them.
set(ENTENTE_FUZZ_SECONDS 10 CACHE STRING "How long ctest runs each fuzzer")
function(entente_fuzz_tests)
  add_custom_target(fuzzers)
  file(GLOB sources CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/tests/fuzz/*_fuzz.cpp")
  foreach(source IN LISTS sources)
    cmake_path(GET source STEM target)
    string(REGEX REPLACE "_fuzz$" "" name "${target}")
    set(corpus "${PROJECT_SOURCE_DIR}/tests/fuzz/corpus/${name}")
    add_executable(${target} "${source}")
    target_include_directories(${target} PRIVATE "${PROJECT_SOURCE_DIR}/src" "${PROJECT_SOURCE_DIR}/tests")
    target_link_libraries(${target} PRIVATE entente::entente fmt::fmt entente_rapidjson)
    set_target_properties(${target} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/tests")
    if(ENTENTE_FUZZ)
      set(found "${PROJECT_BINARY_DIR}/corpus/${name}")
      file(MAKE_DIRECTORY "${found}")
      target_link_options(${target} PRIVATE -fsanitize=fuzzer)
      set(arguments "-artifact_prefix=${PROJECT_BINARY_DIR}/" -seed=${ENTENTE_TEST_SEED} -max_total_time=${ENTENTE_FUZZ_SECONDS} -timeout=10 -rss_limit_mb=2048 "${found}")
      if(EXISTS "${corpus}")
        list(APPEND arguments "${corpus}")
      endif()
    else()
      target_sources(${target} PRIVATE "${PROJECT_SOURCE_DIR}/tests/fuzz/replay.cpp")
      set(arguments "${corpus}")
    endif()
    add_dependencies(fuzzers ${target})
    add_test(NAME ${target} COMMAND ${target} ${arguments})
    math(EXPR timeout "${ENTENTE_FUZZ_SECONDS} + 120")
    set_tests_properties(${target} PROPERTIES TIMEOUT ${timeout} LABELS fuzz)
  endforeach()
endfunction()

# The compiler with what it takes to read our headers, for tests that ask whether something compiles.
set(ENTENTE_SYNTAX_CHECK
    "${CMAKE_CXX_COMPILER}" -std=c++20 -Wall -Wextra -Wpedantic -Werror -fsyntax-only
    "-I${PROJECT_SOURCE_DIR}/include" "-I${PROJECT_SOURCE_DIR}/src" "-I${ENTENTE_GENERATED_DIR}"
)

# tests/tidy/*.cpp -> tidy_test: layers, sizes, dead files, links, words. And the layout of the sources, where
# clang-format is there; `ninja format` puts it right.
function(entente_tidy_tests)
  file(GLOB sources CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/tests/tidy/*.cpp")
  entente_test(NAME tidy_test SOURCES ${sources} LIBRARIES Threads::Threads)

  get_property(modules GLOBAL PROPERTY ENTENTE_MODULES)
  set(graph)
  foreach(module IN LISTS modules)
    get_property(depends GLOBAL PROPERTY ENTENTE_DEPENDS_${module})
    list(JOIN depends "," depends)
    list(APPEND graph "${module}:${depends}")
  endforeach()
  list(JOIN graph " " graph)
  list(JOIN ENTENTE_SYNTAX_CHECK " " syntax_check)
  target_compile_definitions(
    tidy_test PRIVATE ENTENTE_BINARY_DIR="${PROJECT_BINARY_DIR}" ENTENTE_MODULE_GRAPH="${graph}"
                      ENTENTE_SYNTAX_CHECK="${syntax_check}"
  )

  add_test(NAME layer_order_test COMMAND "${CMAKE_COMMAND}" "-Dmodules=${PROJECT_SOURCE_DIR}/cmake/EntenteModule.cmake" -P
                                         "${PROJECT_SOURCE_DIR}/tests/tidy/layer_order.cmake")
  set_tests_properties(layer_order_test PROPERTIES TIMEOUT 60)

  find_program(ENTENTE_CLANG_FORMAT clang-format-14)
  if(ENTENTE_CLANG_FORMAT)
    set(patterns)
    foreach(folder include src tools tests)
      list(APPEND patterns "${PROJECT_SOURCE_DIR}/${folder}/*.hpp" "${PROJECT_SOURCE_DIR}/${folder}/*.cpp")
    endforeach()
    file(GLOB_RECURSE files CONFIGURE_DEPENDS ${patterns})
    add_custom_target(format COMMAND "${ENTENTE_CLANG_FORMAT}" -i ${files} VERBATIM)
    add_test(NAME format_test COMMAND "${ENTENTE_CLANG_FORMAT}" --dry-run --Werror --ferror-limit=3 ${files})
    set_tests_properties(format_test PROPERTIES TIMEOUT ${ENTENTE_TEST_TIMEOUT})
  endif()
endfunction()

# tests/performance: instructions of hot loops, counted by valgrind, against the numbers kept there.
function(entente_performance_tests)
  add_executable(hot_loops "${PROJECT_SOURCE_DIR}/tests/performance/hot_loops.cpp")
  target_include_directories(hot_loops PRIVATE "${PROJECT_SOURCE_DIR}/tests" "${PROJECT_SOURCE_DIR}/src")
  target_link_libraries(hot_loops PRIVATE entente::entente fmt::fmt absl::flat_hash_map Boost::headers)
  target_compile_options(hot_loops PRIVATE $<$<CONFIG:Release>:-O2>)  # what is counted is code as shipped
  set_target_properties(hot_loops PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/tests")
  find_package(Python3 COMPONENTS Interpreter)
  if(NOT Python3_FOUND)
    return()
  endif()
  add_test(NAME hot_loops_test
           COMMAND Python3::Interpreter "${PROJECT_SOURCE_DIR}/tests/performance/run.py" $<TARGET_FILE:hot_loops>)
  set_tests_properties(hot_loops_test PROPERTIES TIMEOUT 300 SKIP_RETURN_CODE 77)
endfunction()

# tests/compile_fail/<name>.fail.cpp: misuse that must not compile. Each compiles with ENTENTE_OK defined, which leaves
# the misuse out: proof that it fails for the reason it is there for.
function(entente_compile_fail_tests)
  file(GLOB sources CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/tests/compile_fail/*.fail.cpp")
  foreach(source IN LISTS sources)
    cmake_path(GET source STEM name)
    add_test(NAME compile_fail_${name} COMMAND ${ENTENTE_SYNTAX_CHECK} "${source}")
    add_test(NAME compile_fail_${name}_ok COMMAND ${ENTENTE_SYNTAX_CHECK} -DENTENTE_OK "${source}")
    set_tests_properties(compile_fail_${name} PROPERTIES WILL_FAIL TRUE)
    set_tests_properties(compile_fail_${name} compile_fail_${name}_ok PROPERTIES TIMEOUT 60 LABELS compile_fail)
  endforeach()
endfunction()

# tests/install: installs into a folder of the build, builds a program and the examples on the package found there, and
# runs them.
function(entente_install_test)
  find_program(ENTENTE_PYTHON python3 PATHS /usr/bin NO_DEFAULT_PATH)
  find_program(ENTENTE_PYTHON python3)
  if(NOT ENTENTE_PYTHON OR NOT TARGET entente_cli)
    return()
  endif()
  add_test(
    NAME install_test
    COMMAND "${CMAKE_COMMAND}" "-Dsource=${PROJECT_SOURCE_DIR}/tests/install" "-Dbuild=${PROJECT_BINARY_DIR}"
            "-Dcompiler=${CMAKE_CXX_COMPILER}" "-Dgenerator=${CMAKE_GENERATOR}" "-Dversion=${PROJECT_VERSION}"
            "-Dpython=${ENTENTE_PYTHON}" -P
            "${PROJECT_SOURCE_DIR}/tests/install/install_test.cmake"
  )
  set_tests_properties(install_test PROPERTIES TIMEOUT ${ENTENTE_TEST_TIMEOUT})
endfunction()

# tests/packaging: makes the packages as shipped, and uses what is in them.
function(entente_package_test)
  find_program(ENTENTE_PYTHON python3 PATHS /usr/bin NO_DEFAULT_PATH)
  find_program(ENTENTE_PYTHON python3)
  if(NOT ENTENTE_PYTHON OR NOT TARGET entente_cli OR NOT CMAKE_BUILD_TYPE STREQUAL "Release")
    return()
  endif()
  add_test(NAME package_test COMMAND "${ENTENTE_PYTHON}" "${PROJECT_SOURCE_DIR}/tests/packaging/package_test.py"
                                     "${PROJECT_SOURCE_DIR}" "${PROJECT_BINARY_DIR}" "${PROJECT_VERSION}" "${CMAKE_COMMAND}")
  set_tests_properties(package_test PROPERTIES TIMEOUT ${ENTENTE_TEST_TIMEOUT} SKIP_RETURN_CODE 77 LABELS packaging)
endfunction()

# tests/schemas: the JSON Schemas, applied to data and to what the command line writes by a validator from elsewhere.
function(entente_schema_test)
  find_program(ENTENTE_PYTHON python3 PATHS /usr/bin NO_DEFAULT_PATH)
  find_program(ENTENTE_PYTHON python3)
  if(NOT ENTENTE_PYTHON OR NOT TARGET entente_cli)
    return()
  endif()
  add_test(NAME schema_test COMMAND "${ENTENTE_PYTHON}" "${PROJECT_SOURCE_DIR}/tests/schemas/apply.py" "$<TARGET_FILE:entente_cli>"
                                    "${PROJECT_SOURCE_DIR}")
  set_tests_properties(schema_test PROPERTIES TIMEOUT ${ENTENTE_TEST_TIMEOUT})
endfunction()

# tests/extending: what docs/extending.md adds is built into a program of its own, and does what the page shows. Of two
# definitions of a function the linker takes the new one: as GCC compiles for shared libraries, no caller has the old one
# inside it.
function(entente_extending_test)
  find_program(ENTENTE_PYTHON python3 PATHS /usr/bin NO_DEFAULT_PATH)
  find_program(ENTENTE_PYTHON python3)
  if(NOT ENTENTE_PYTHON OR NOT TARGET entente_cli OR NOT CMAKE_GENERATOR STREQUAL "Ninja" OR NOT CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    return()
  endif()
  add_test(NAME extending_test COMMAND "${ENTENTE_PYTHON}" "${PROJECT_SOURCE_DIR}/tests/extending/extending_test.py"
                                       "${PROJECT_SOURCE_DIR}" "${PROJECT_BINARY_DIR}" "${CMAKE_MAKE_PROGRAM}")
  set_tests_properties(extending_test PROPERTIES TIMEOUT ${ENTENTE_TEST_TIMEOUT} SKIP_RETURN_CODE 77 PROCESSORS 2)
endfunction()

# tests/interop/<name>_test.py -> interop_<name>: readers from elsewhere against the files that the command line writes.
function(entente_interop_tests)
  find_program(ENTENTE_PYTHON python3 PATHS /usr/bin NO_DEFAULT_PATH)
  find_program(ENTENTE_PYTHON python3)
  if(NOT ENTENTE_PYTHON OR NOT TARGET entente_cli)
    return()
  endif()
  add_executable(boost_graph_numbers "${PROJECT_SOURCE_DIR}/tests/interop/boost_graph_numbers.cpp")
  target_link_libraries(boost_graph_numbers PRIVATE entente::entente Boost::headers)
  set_target_properties(boost_graph_numbers PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/tests")
  file(GLOB drivers CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/tests/interop/*_test.py")
  foreach(driver IN LISTS drivers)
    cmake_path(GET driver STEM name)
    string(REGEX REPLACE "_test$" "" name "${name}")
    add_test(NAME interop_${name} COMMAND "${ENTENTE_PYTHON}" "${driver}" "$<TARGET_FILE:entente_cli>" "${PROJECT_SOURCE_DIR}"
                                          "${PROJECT_BINARY_DIR}" "${ENTENTE_SHARED}")
    set_tests_properties(interop_${name} PROPERTIES TIMEOUT ${ENTENTE_TEST_TIMEOUT} SKIP_RETURN_CODE 77 LABELS interop)
  endforeach()
endfunction()

# tests/large/*.cpp -> large_test: sizes that take a while.
function(entente_large_test)
  file(GLOB sources CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/tests/large/*.cpp")
  entente_test(NAME large_test SOURCES ${sources} LIBRARIES entente::entente)
endfunction()
