# kpp_layer(NAME SOURCES...): one folder of src as an OBJECT library.
# The first, base, makes the precompiled header; the others use it again.
function(kpp_layer name)
  add_library(kpp_${name} OBJECT ${ARGN})
  target_include_directories(kpp_${name} PUBLIC ${PROJECT_SOURCE_DIR}/include ${PROJECT_SOURCE_DIR}/src ${PROJECT_BINARY_DIR}/generated)
  target_link_libraries(kpp_${name} PUBLIC fmt::fmt nlohmann_json::nlohmann_json Threads::Threads PRIVATE kpp_warnings)
  if(name STREQUAL "base")
    target_precompile_headers(kpp_base PRIVATE ${PROJECT_SOURCE_DIR}/src/pch.h)
  else()
    target_precompile_headers(kpp_${name} REUSE_FROM kpp_base)
  endif()
  set_property(GLOBAL APPEND PROPERTY KPP_LAYERS kpp_${name})
endfunction()

# kpp_test(NAME SOURCES...): the Catch2 tests of one layer, one program, one ctest entry.
function(kpp_test name)
  add_executable(test_${name} ${ARGN})
  target_include_directories(test_${name} PRIVATE ${PROJECT_SOURCE_DIR}/test)
  target_link_libraries(test_${name} PRIVATE kpp_all kpp_test_support kpp_warnings)
  target_precompile_headers(test_${name} REUSE_FROM kpp_base)
  add_test(NAME ${name} COMMAND test_${name})
  set_tests_properties(${name} PROPERTIES TIMEOUT 300)
endfunction()
