# What is installed beside the library: the program, completions and manual pages where shells and man look for them,
# and with KPP_KUBECTL_LINK the same under kubectl's name. The component is "program"; the library has one of its own.
install(TARGETS kpp RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT program)

# Manual pages, written by a program of the build from the command tree.
set(man_folder ${PROJECT_BINARY_DIR}/man)
add_custom_command(OUTPUT ${PROJECT_BINARY_DIR}/man.stamp
  COMMAND ${CMAKE_COMMAND} -E rm -rf ${man_folder}
  COMMAND kpp_man ${PROJECT_SOURCE_DIR}/man/kpp.1.in ${man_folder}
  COMMAND ${CMAKE_COMMAND} -E touch ${PROJECT_BINARY_DIR}/man.stamp
  DEPENDS kpp_man ${PROJECT_SOURCE_DIR}/man/kpp.1.in
  COMMENT "Writing manual pages")
add_custom_target(man ALL DEPENDS ${PROJECT_BINARY_DIR}/man.stamp)
install(DIRECTORY ${man_folder}/ DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 COMPONENT program FILES_MATCHING PATTERN "*.1")

# PowerShell looks nowhere by itself; its users source the file.
set(bash_folder ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
set(zsh_folder ${CMAKE_INSTALL_DATADIR}/zsh/site-functions)
set(fish_folder ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
set(powershell_folder ${CMAKE_INSTALL_DATADIR}/powershell/completions)
# kpp_install_completions(NAME): the scripts of completions/, as they are for a program called NAME.
function(kpp_install_completions name)
  set(folder ${PROJECT_BINARY_DIR}/completions/${name})
  foreach(pair kpp.bash:${bash_folder}/${name} _kpp:${zsh_folder}/_${name} kpp.fish:${fish_folder}/${name}.fish
               kpp.ps1:${powershell_folder}/${name}.ps1)
    string(REGEX MATCH "^([^:]+):(.*)/([^/]+)$" _ ${pair})
    set(source ${PROJECT_SOURCE_DIR}/completions/${CMAKE_MATCH_1})
    set(destination ${CMAKE_MATCH_2})
    set(file ${folder}/${CMAKE_MATCH_3})
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${source})
    file(READ ${source} text)
    string(REPLACE kpp ${name} text "${text}")
    file(CONFIGURE OUTPUT ${file} CONTENT "@text@" @ONLY)
    install(FILES ${file} DESTINATION ${destination} COMPONENT program)
  endforeach()
endfunction()
kpp_install_completions(kpp)

if(KPP_KUBECTL_LINK)
  kpp_install_completions(kubectl)
  file(MAKE_DIRECTORY ${PROJECT_BINARY_DIR}/link)
  file(CREATE_LINK kpp ${PROJECT_BINARY_DIR}/link/kubectl SYMBOLIC)
  install(FILES ${PROJECT_BINARY_DIR}/link/kubectl DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT program)
endif()

install(FILES ${PROJECT_SOURCE_DIR}/LICENSE ${PROJECT_SOURCE_DIR}/README.md ${PROJECT_SOURCE_DIR}/CHANGELOG.md
        DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT program)
