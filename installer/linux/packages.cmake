# One description, two packages. `installer/linux/build` runs it.
set(CPACK_PACKAGE_NAME qoltanba)
set(CPACK_PACKAGE_CONTACT "${QOLTANBA_PACKAGE_CONTACT}")
set(CPACK_PACKAGE_VERSION "${PROJECT_VERSION}")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "signing agent that speaks the NCALayer protocol")
set(CPACK_PACKAGE_DESCRIPTION
"Web pages of Kazakhstan's state bodies and banks ask for an electronic
signature through a program on the computer itself. Qoltanba is such a
program: it answers on wss://127.0.0.1:13579, shows who asks and what is to
be signed, and signs with a key of the national certification authority, in
a file or on a token, after the person has agreed and typed its password or
PIN.
This package has the agent and the qoltanba command, which signs and judges
files.")
set(CPACK_PACKAGE_DIRECTORY "${PROJECT_BINARY_DIR}/packages")
set(CPACK_STRIP_FILES ON)
set(CPACK_PACKAGE_RELOCATABLE OFF)
# /etc is not below /usr, so the tree is staged whole.
set(CPACK_SET_DESTDIR ON)
set(CPACK_INSTALL_PREFIX "${CMAKE_INSTALL_PREFIX}")
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
    OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_GENERATOR DEB RPM)

set(scripts "${CMAKE_CURRENT_SOURCE_DIR}/scripts")
set(configuration_files
    /etc/xdg/autostart/qoltanba.desktop
    /etc/apparmor.d/usr.bin.qoltanba-agent)

set(CPACK_DEBIAN_PACKAGE_VERSION "${QOLTANBA_PACKAGE_VERSION}")
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION utils)
# The libraries are found by dpkg-shlibdeps; certutil is run as a program.
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS libnss3-tools)
# Qt's platform for Wayland: under X11, and through Xwayland, the windows come without it. The authorities that TLS
# trusts, for services under https. The readers' service, for tokens and cards.
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "qt6-wayland, ca-certificates, pcscd")
list(JOIN configuration_files "\n" conffiles)
file(WRITE "${CMAKE_CURRENT_BINARY_DIR}/conffiles" "${conffiles}\n")
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA
    "${scripts}/postinst" "${scripts}/prerm" "${scripts}/postrm" "${CMAKE_CURRENT_BINARY_DIR}/conffiles")
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)

set(CPACK_RPM_FILE_NAME RPM-DEFAULT)
set(CPACK_RPM_PACKAGE_SUMMARY "Signing agent that speaks the NCALayer protocol")
set(CPACK_RPM_PACKAGE_DESCRIPTION "${CPACK_PACKAGE_DESCRIPTION}")
set(CPACK_RPM_SPEC_MORE_DEFINE "%define packager ${QOLTANBA_PACKAGE_CONTACT}
%define _build_id_links none")
set(CPACK_RPM_PACKAGE_LICENSE Apache-2.0)
set(CPACK_RPM_PACKAGE_GROUP Applications/Internet)
# A file, because distributions name its package differently (nss-tools, mozilla-nss-tools).
set(CPACK_RPM_PACKAGE_REQUIRES /usr/bin/certutil)
set(CPACK_RPM_POST_INSTALL_SCRIPT_FILE "${scripts}/postinst")
set(CPACK_RPM_PRE_UNINSTALL_SCRIPT_FILE "${scripts}/prerm")
list(TRANSFORM configuration_files PREPEND "%config(noreplace) " OUTPUT_VARIABLE CPACK_RPM_USER_FILELIST)
# Folders of the system, which the package uses and does not own.
set(CPACK_RPM_EXCLUDE_FROM_AUTO_FILELIST_ADDITION
    /etc /etc/xdg /etc/xdg/autostart /etc/apparmor.d /usr/libexec /usr/lib/systemd /usr/lib/systemd/user
    /usr/share/applications /usr/share/bash-completion /usr/share/bash-completion/completions
    /usr/share/fish /usr/share/fish/vendor_completions.d
    /usr/share/icons /usr/share/icons/hicolor /usr/share/man /usr/share/man/man1
    /usr/share/zsh /usr/share/zsh/site-functions /usr/share/zsh/vendor-completions)
foreach(size 16x16 24x24 32x32 48x48 64x64 128x128 256x256 scalable)
  list(APPEND CPACK_RPM_EXCLUDE_FROM_AUTO_FILELIST_ADDITION
       /usr/share/icons/hicolor/${size} /usr/share/icons/hicolor/${size}/apps)
endforeach()

include(CPack)
