# Clean Debian systems for in-root and test-in-root, which source this file. A system is made once with debootstrap
# and kept below ${QOLTANBA_CACHE:-~/.cache/qoltanba}; a run lays a folder of its own over it and leaves it as it was,
# so that several may run at once. Needs root, debootstrap, and outside a container a /tmp (or TMPDIR) that overlayfs
# can write to. Whatever is kept may be deleted when nothing runs: it is made again.

# Runs the calling script again where its mounts and processes are its own, with $work a folder of its own: all three
# are gone when it ends, however it ends. Gives the script's own arguments on.
in_own_namespaces() {
  work=${QOLTANBA_ROOT_WORK:-}
  [ -z "$work" ] || return 0
  [ "$(id -u)" -eq 0 ] || { echo "Only root can make a root." >&2; exit 1; }
  work=$(mktemp -d -t qoltanba-root.XXXXXX)
  chmod 755 "$work"
  trap 'rm -rf --one-file-system "$work"' EXIT
  local status=0
  QOLTANBA_ROOT_WORK=$work unshare --mount --pid --fork --kill-child --mount-proc "$(realpath "$0")" "$@" || status=$?
  exit "$status"
}

# Where this machine's own apt gets Debian from. $1: debian or debian-security.
mirror() {
  local address
  address=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | grep -m 1 "/$1/\?$" || true)
  echo "${address:-http://deb.debian.org/$1}"
}

# What ./check needs.
tool_packages() { sed -nE 's/^(build|test) +([^ ]+).*/\2/p' "installer/packages/$release"; }

key() { sha256sum | cut -c 1-12; }

# Chooses the release that everything below works with. $1: debian-12 or debian-13, as in installer/packages.
choose_release() {
  release=$1
  case "$release" in
    debian-12) suite=bookworm ;;
    debian-13) suite=trixie ;;
    *) echo "No such release: $release. There are debian-12 and debian-13." >&2; exit 2 ;;
  esac
  cache=${QOLTANBA_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/qoltanba}
  archives=$cache/$release-archives
  kept=$cache/$release-$({ mirror debian; mirror debian-security; } | key)
  tools=$kept/tools-$(tool_packages | key)
  mkdir -p "$kept" "$archives/partial"
}

in_root() { # folder, variables and command
  local where=$1; shift
  chroot "$where" env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 "$@"
}
apt_in() { # folder, arguments of apt-get. Archives are shared, so one at a time.
  local where=$1; shift
  flock "$archives" chroot "$where" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive \
    apt-get -q -y -o Dpkg::Use-Pty=0 -o Dpkg::Options::=--force-unsafe-io -o APT::Sandbox::User=root \
    -o APT::Keep-Downloaded-Packages=true "$@" >"$work/apt.log" 2>&1 && return
  echo "FAILED: apt-get $*" >&2
  cat "$work/apt.log" >&2
  exit 1
}

lay_over() { # lower folders joined with colons, folder for what is written, folder to work in
  mkdir -p "$2" "$3" "$3.overlay"
  mount -t overlay overlay -o "lowerdir=$1,upperdir=$2,workdir=$3.overlay" "$3"
  mount -t proc proc "$3/proc"
  mount --rbind /dev "$3/dev"
  mount --bind "$archives" "$3/var/cache/apt/archives"
  cp -L /etc/resolv.conf "$3/etc/resolv.conf"
}
close_root() { # folder
  umount -l "$1/proc" "$1/dev" "$1/var/cache/apt/archives" "$1"
}

# Makes $kept/system, a minimal Debian that asks the mirrors of this machine in the way this machine does.
make_system() {
  [ ! -d "$kept/system" ] || return 0
  local new=$kept/system.partial
  rm -rf "$new"
  debootstrap --variant=minbase "$suite" "$new" "$(mirror debian)" >"$work/debootstrap.log" ||
    { cat "$work/debootstrap.log" >&2; exit 1; }
  rm -f "$new"/var/cache/apt/archives/*.deb
  printf 'deb %s %s main\n' "$(mirror debian)" "$suite" "$(mirror debian)" "$suite-updates" \
    "$(mirror debian-security)" "$suite-security" >"$new/etc/apt/sources.list"
  apt-config dump Acquire | grep -E '^Acquire::(http|https|Check-Date|Check-Valid-Until)' >"$new/etc/apt/apt.conf.d/90machine" || true
  mv "$new" "$kept/system"
}

# Makes $tools, the layer with the packages of the list.
make_tools() {
  [ ! -d "$tools" ] || return 0
  local new=$tools.partial
  rm -rf "$new" "$new.root" "$new.root.overlay"
  lay_over "$kept/system" "$new" "$new.root"
  apt_in "$new.root" update
  apt_in "$new.root" install --no-install-recommends $(tool_packages)
  close_root "$new.root"
  rm -rf "$new.root" "$new.root.overlay"
  mv "$new" "$tools"
}

# Keeps a folder from being forgotten for as long as this run has processes.
stand_on() {
  local standing
  exec {standing}<"$1"
  flock --shared "$standing"
}

# Removes folders of earlier lists and mirrors on which no run stands. Those it is given are folders that may go.
forget() {
  local old
  for old in "$@"; do
    if [ -d "$old" ] && [ "$old" != "$kept" ] && [ "$old" != "$tools" ]; then
      flock --nonblock "$old" rm -rf --one-file-system "$old" || echo "Still in use, and left: $old"
    fi
  done
}

# Opens a fresh root in a folder. $2: "clean", a system where nothing is installed, or "tools", with the packages of
# the list.
open_root() {
  local lock layers=$kept/system hex='[0-9a-f][0-9a-f][0-9a-f][0-9a-f]'
  exec {lock}>"$kept/lock"
  flock "$lock"
  forget "$cache/$release"-$hex$hex$hex "$kept"/tools-$hex$hex$hex
  stand_on "$kept"
  make_system
  if [ "$2" = tools ]; then
    make_tools
    stand_on "$tools"
    layers=$tools:$layers
  fi
  exec {lock}>&-
  lay_over "$layers" "$1.upper" "$1"
}
