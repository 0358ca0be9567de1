# SPDX-License-Identifier: Apache-2.0
# What a package takes, and where it lies below the prefix. The TV's module is looked for beside the program.
include(GNUInstallDirs)
if(TARGET anju-platform)
    install(TARGETS anju-platform RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
    install(DIRECTORY platform/web DESTINATION ${CMAKE_INSTALL_DATADIR}/anju-platform)
    install(DIRECTORY packaging/turn DESTINATION ${CMAKE_INSTALL_DATADIR}/anju-platform USE_SOURCE_PERMISSIONS)
endif()
if(TARGET anju-tv AND TARGET anju-tv-late)
    install(TARGETS anju-tv RUNTIME DESTINATION ${CMAKE_INSTALL_LIBEXECDIR}/anju-tv)
    install(TARGETS anju-tv-late LIBRARY DESTINATION ${CMAKE_INSTALL_LIBEXECDIR}/anju-tv)
    install(DIRECTORY packaging/speechd/ DESTINATION ${CMAKE_INSTALL_DATADIR}/anju-voice PATTERN start EXCLUDE)
    install(DIRECTORY terminal/mirror/web/ DESTINATION ${CMAKE_INSTALL_DATADIR}/anju-tv/mirror)
endif()
