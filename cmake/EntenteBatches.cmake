# Sources compiled eight at a time: entente_batches(<target>). A whole build takes a third of the time that it takes
# source by source, a build after a small change more. On where CMAKE_UNITY_BUILD is (the presets of tools/demo and
# tools/test). A batch holds sources of one folder: what is private to a source needs a name that its folder has once.

set(ENTENTE_BATCH_SIZE 8)

if(CMAKE_UNITY_BUILD AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # A class of a source that holds a private class of it is taken for one of a header.
  add_compile_options(-Wno-subobject-linkage)
endif()

function(entente_batches target)
  if(NOT CMAKE_UNITY_BUILD)
    return()
  endif()
  set_target_properties(${target} PROPERTIES UNITY_BUILD_MODE GROUP)
  get_target_property(sources ${target} SOURCES)
  foreach(source IN LISTS sources)
    cmake_path(GET source PARENT_PATH folder)
    string(MD5 key "${folder}")
    math(EXPR count_${key} "${count_${key}} + 1")
    math(EXPR batch "(${count_${key}} - 1) / ${ENTENTE_BATCH_SIZE}")
    cmake_path(GET folder FILENAME name)
    set_source_files_properties("${source}" PROPERTIES UNITY_GROUP "${name}_${batch}")
  endforeach()
endfunction()
