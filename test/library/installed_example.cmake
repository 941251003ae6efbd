# Installs libkpp into WORK/prefix, builds EXAMPLES against it with FLAGS (a sanitizer wants them in both) and runs what came out.
function(run)
  execute_process(COMMAND ${ARGV} RESULT_VARIABLE code OUTPUT_VARIABLE out ERROR_VARIABLE err)
  if(NOT code EQUAL 0)
    message(FATAL_ERROR "${ARGV}\nended with ${code}\n${out}${err}")
  endif()
  set(output "${out}" PARENT_SCOPE)
endfunction()

file(REMOVE_RECURSE ${WORK}/prefix ${WORK}/example)
run(${CMAKE_COMMAND} --install ${BUILD} --prefix ${WORK}/prefix --component library)
run(${CMAKE_COMMAND} -G Ninja -S ${EXAMPLES} -B ${WORK}/example -DCMAKE_PREFIX_PATH=${WORK}/prefix -DCMAKE_CXX_COMPILER=${CXX} -DCMAKE_BUILD_TYPE=Debug
    "-DCMAKE_CXX_FLAGS=${FLAGS}")
run(${CMAKE_COMMAND} --build ${WORK}/example)
run(${WORK}/example/list_pods --help)
if(NOT output MATCHES "usage: list_pods")
  message(FATAL_ERROR "list_pods --help printed: ${output}")
endif()
# No cluster: one clear error, not a crash.
execute_process(COMMAND ${CMAKE_COMMAND} -E env KUBECONFIG=${WORK}/none ${WORK}/example/list_pods RESULT_VARIABLE code ERROR_VARIABLE err OUTPUT_QUIET)
if(NOT code EQUAL 1 OR NOT err MATCHES "^list_pods: ")
  message(FATAL_ERROR "list_pods without a cluster ended with ${code}: ${err}")
endif()
