# The libraries that Qoltanba stands on, built for Windows from Debian's own source packages. Sourced by ./build.
#
# Each part has a folder of its own in the sysroot, with a stamp that names its version and the recipe it was made
# by. What has its stamp is taken over; what a broken run left is made anew. The versions are those of the
# development packages installed here, so that Windows and Linux programs stand on the same sources.
#
# What is linked how, and why: Qt, GMP and nettle are under the LGPL, whose condition is that people can put their own
# build of the library in its place. They are DLLs beside the program, so replacing one is copying a file, and
# they cost no more time to build than static ones. OpenSSL (Apache), libxml2, curl, fmt, spdlog (MIT) and zlib ask for
# their notices only and are linked in: fewer files that could be swapped under a program that handles keys. GCC's
# runtime is a DLL, because Qt's DLLs and the program share its exceptions and streams.

host=x86_64-w64-mingw32
cache=${QOLTANBA_CACHE:-$HOME/.cache/qoltanba}
release=$(. /etc/os-release && echo "$ID-$VERSION_ID")
sysroot=$cache/windows-$release
work=$cache/windows-work-$release

# The parts in the order in which they need each other, with the package whose source they are built from.
parts=(
  "runtime g++-mingw-w64-x86-64-posix"
  "boost $(dpkg-query -S /usr/include/boost/version.hpp 2>/dev/null | cut -d: -f1)"
  "openssl libssl-dev"
  "gmp libgmp-dev"
  "nettle nettle-dev"
  "zlib zlib1g-dev"
  "libxml2 libxml2-dev"
  "curl libcurl4-openssl-dev"
  "json nlohmann-json3-dev"
  "cli11 libcli11-dev"
  "fmt libfmt-dev"
  "spdlog libspdlog-dev"
  "catch2 catch2"
  "qtbase qt6-base-dev"
)

# What a part is made of: its source's version, and the recipe below.
stamp_of() { # part, package
  dpkg-query -W -f '${source:Package} ${source:Version}\n' "$2"
  declare -f "part_$1" cmake_part | sha256sum
}

sysroot_has() { # part, package
  [ "$(cat "$sysroot/$1/.stamp" 2>/dev/null)" = "$(stamp_of "$1" "$2" 2>/dev/null)" ]
}

sysroot_is_cached() {
  local part package
  for part in "${parts[@]}"; do
    read -r part package <<<"$part"
    sysroot_has "$part" "$package" || return 1
  done
}

build_sysroot() { # the parts to build; none: all of them
  local entry part package
  mkdir -p "$sysroot" "$work"
  for entry in "${parts[@]}"; do
    read -r part package <<<"$entry"
    if [ $# -gt 0 ] && [[ " $* " != *" $part "* ]]; then continue; fi
    build_part "$part" "$package" || return
  done
}

build_part() { # part, package
  local part=$1 package=$2 started=$SECONDS lock
  exec {lock}>"$work/$part.lock"
  flock "$lock" # two runs at once would build into the same folder
  if ! sysroot_has "$part" "$package"; then
    echo "sysroot: $part ..."
    rm -rf "${sysroot:?}/$part" "${work:?}/$part"
    mkdir -p "$work/$part"
    # In a bash of its own: set -e does not hold in a shell whose caller asks how it ended.
    # shellcheck disable=SC2016 # the names are the inner bash's
    if ! tree=$tree prefix=$sysroot/$part bash -euc '. "$tree/installer/windows/sysroot.sh"
        cd "$work/$0"
        "part_$0" "$1"' "$part" "$package" >"$work/$part.log" 2>&1; then
      tail -n 40 "$work/$part.log"
      echo "sysroot: $part failed; the whole log is $work/$part.log" >&2
      return 1
    fi
    stamp_of "$part" "$package" >"$sysroot/$part/.stamp"
    rm -rf "${work:?}/$part"
    echo "sysroot: $part [$((SECONDS - started)) s]"
  fi
  cp "/usr/share/doc/$package/copyright" "$sysroot/$part/copyright" # is shipped with what is built of it
  exec {lock}>&-
  tell_other_source "$part" "$package"
}

# The archive may not have given the source of what is installed here: then that is said at every build.
tell_other_source() { # part, package
  local installed built
  built=$(cat "$sysroot/$1/.source" 2>/dev/null) || return 0
  installed=$(dpkg-query -W -f '${source:Version}' "$2")
  if [ "$built" != "$installed" ]; then
    echo "sysroot: $1 is built from $built, because the archive did not give $installed;" \
      "remove $sysroot/$1 to try again"
  fi
}

# Brings the source of an installed package here, patched as Debian builds it, and enters its folder. The archive's
# source lists are fetched into the work folder: the machine's own lists stay as they are.
enter_source() { # package
  local source version
  read -r source version < <(dpkg-query -W -f '${source:Package} ${source:Version}\n' "$1")
  local lists=$work/apt
  local options=(-o "Dir::Etc::SourceList=$lists/sources.list" -o Dir::Etc::SourceParts=/dev/null
    -o "Dir::State::Lists=$lists/lists" -o "Dir::Cache=$lists/cache" -o APT::Sandbox::User=root -q)
  if [ ! -e "$lists/fresh" ] || [ -n "$(find "$lists/fresh" -mmin +60)" ]; then
    mkdir -p "$lists/lists/partial" "$lists/cache"
    # shellcheck disable=SC2016 # the names are apt's
    apt-get indextargets 'Created-By: Packages' 'Origin: Debian' --format '$(REPO_URI) $(RELEASE) $(COMPONENT)' |
      sed 's|^|deb-src [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] |' | sort -u >"$lists/sources.list"
    [ -s "$lists/sources.list" ] || { echo "apt knows no Debian archive here: run apt-get update"; return 1; }
    apt-get "${options[@]}" update
    touch "$lists/fresh"
  fi
  # An archive that has lost the source of what is installed (or does not have it yet) gives the release's own.
  apt-get "${options[@]}" source "$source=$version" ||
    apt-get "${options[@]}" source "$source/$(. /etc/os-release && echo "$VERSION_CODENAME")"
  cd "$(find . -mindepth 1 -maxdepth 1 -type d)"
  mkdir -p "$prefix"
  dpkg-parsechangelog -S Version >"$prefix/.source"
}

# A library with a CMake build: package, then what its configuration wants.
cmake_part() {
  enter_source "$1"
  cmake -S . -B ../build -G Ninja -DCMAKE_TOOLCHAIN_FILE="$tree/cmake/mingw.cmake" -DQOLTANBA_SYSROOT="$sysroot" \
    -DCMAKE_INSTALL_PREFIX="$prefix" -DCMAKE_INSTALL_LIBDIR=lib -DCMAKE_BUILD_TYPE=Release "${@:2}"
  cmake --build ../build -j "$(nproc)"
  cmake --install ../build --strip
}

part_runtime() {
  mkdir -p "$prefix/bin"
  local library
  for library in libgcc_s_seh-1.dll libstdc++-6.dll libssp-0.dll libwinpthread-1.dll; do
    cp "$(find "/usr/lib/gcc/$host/"*-posix "/usr/$host/lib" -name "$library" -print -quit)" "$prefix/bin"
  done
  "$host-strip" "$prefix"/bin/*.dll
}

# Headers only, and Debian's serve every system. Copied, so that no other header of this machine comes with them.
part_boost() {
  mkdir -p "$prefix/include"
  cp -r /usr/include/boost "$prefix/include/boost"
}

# No configuration file is read, no provider or engine is loaded from a file: where OpenSSL would look for them on
# somebody's computer, others may be able to write. no-module builds in what would be a provider of its own.
part_openssl() {
  enter_source "$1"
  CC=$host-gcc-posix AR=$host-ar RANLIB=$host-ranlib RC=$host-windres \
    ./Configure mingw64 no-shared no-module no-tests no-engine no-dso no-autoload-config --prefix="$prefix" \
    --libdir=lib -D_WIN32_WINNT=0x0A00
  # Configure takes no path of Windows while it runs on Linux; a folder of this machine is no place to name.
  sed -i -e 's|^OPENSSLDIR=.*|OPENSSLDIR=C:/Program Files/Common Files/SSL|' \
    -e 's|^\(ENGINESDIR\|MODULESDIR\)=.*|\1=C:/Program Files/Common Files/SSL/modules|' Makefile
  make -j"$(nproc)" build_libs
  make -j"$(nproc)" apps/openssl.exe
  make install_dev
  mkdir -p "$prefix/bin"
  cp apps/openssl.exe apps/openssl.cnf "$prefix/bin" # the tests ask it; it is not shipped
}

part_gmp() {
  enter_source "$1"
  # Debian's source comes without the manual, whose folder the makefile enters.
  mkdir -p doc
  printf '%s:\n' all install check clean distclean >doc/Makefile.in
  ./configure --host=$host --build="$(gcc -dumpmachine)" CC=$host-gcc-posix --prefix="$prefix" --enable-shared \
    --disable-static
  make -j"$(nproc)"
  make install-strip
}

part_nettle() {
  enter_source "$1"
  : >stamp-h.in # or installing calls autoheader, as a patch of Debian's touches what it depends on
  ./configure --host=$host --build="$(gcc -dumpmachine)" CC=$host-gcc-posix --prefix="$prefix" --libdir="$prefix/lib" \
    --disable-static --disable-openssl --disable-documentation \
    --with-include-path="$sysroot/gmp/include" --with-lib-path="$sysroot/gmp/lib"
  make -j"$(nproc)"
  make install
  "$host-strip" "$prefix"/bin/*.dll
}

# What of it works in memory. Debian's source comes without the makefile for Windows, and the one for CMake builds a DLL.
part_zlib() {
  enter_source "$1"
  "$host-gcc-posix" -O2 -c adler32.c compress.c crc32.c deflate.c inffast.c inflate.c inftrees.c trees.c uncompr.c zutil.c
  mkdir -p "$prefix/include" "$prefix/lib"
  "$host-ar" rcs "$prefix/lib/libz.a" ./*.o
  cp zlib.h zconf.h "$prefix/include"
}

part_libxml2() {
  cmake_part "$1" -DBUILD_SHARED_LIBS=OFF -DLIBXML2_WITH_PYTHON=OFF -DLIBXML2_WITH_ICONV=OFF -DLIBXML2_WITH_LZMA=OFF \
    -DLIBXML2_WITH_ZLIB=OFF -DLIBXML2_WITH_TESTS=OFF -DLIBXML2_WITH_PROGRAMS=OFF -DLIBXML2_WITH_HTTP=OFF \
    -DLIBXML2_WITH_FTP=OFF -DLIBXML2_WITH_MODULES=OFF
}

# TLS and the login at a proxy are the system's own (Schannel, SSPI): with them come the certificates that Windows
# trusts and the name that the person logged in with. Nothing but HTTP is built.
part_curl() {
  cmake_part "$1" -DBUILD_SHARED_LIBS=OFF -DBUILD_CURL_EXE=OFF -DBUILD_TESTING=OFF -DHTTP_ONLY=ON \
    -DCURL_USE_SCHANNEL=ON -DCURL_WINDOWS_SSPI=ON -DCURL_USE_OPENSSL=OFF -DENABLE_UNICODE=ON -DUSE_WIN32_IDN=ON \
    -DCURL_ZLIB=OFF -DCURL_BROTLI=OFF -DCURL_ZSTD=OFF -DUSE_NGHTTP2=OFF -DUSE_LIBIDN2=OFF -DCURL_USE_LIBPSL=OFF \
    -DCURL_USE_LIBSSH2=OFF -DENABLE_MANUAL=OFF
}

part_json() { cmake_part "$1" -DJSON_BuildTests=OFF; }
part_cli11() { cmake_part "$1" -DCLI11_BUILD_TESTS=OFF -DCLI11_BUILD_EXAMPLES=OFF -DCLI11_BUILD_DOCS=OFF; }
part_fmt() { cmake_part "$1" -DBUILD_SHARED_LIBS=OFF -DFMT_TEST=OFF -DFMT_DOC=OFF; }
part_spdlog() { cmake_part "$1" -DSPDLOG_FMT_EXTERNAL=ON -DSPDLOG_BUILD_EXAMPLE=OFF -DSPDLOG_BUILD_SHARED=OFF; }
part_catch2() { cmake_part "$1" -DBUILD_TESTING=OFF -DCATCH_INSTALL_DOCS=OFF -DCATCH_BUILD_STATIC_LIBRARY=OFF; }

# The windows and the tray need Core, Gui and Widgets; Test is for our tests. tabletevent wants a header that Debian
# leaves out of its source; directwrite3 refers to a font database that is built with direct2d only.
part_qtbase() {
  local off=() feature
  for feature in sql dbus opengl xml concurrent printsupport network tabletevent direct2d directwrite3 \
    jpeg gif; do
    off+=("-DFEATURE_$feature=OFF")
  done
  cmake_part "$1" -DQT_HOST_PATH=/usr -DBUILD_SHARED_LIBS=ON -DINPUT_opengl=no "${off[@]}" \
    -DQT_BUILD_TESTS=OFF -DQT_BUILD_EXAMPLES=OFF
}
