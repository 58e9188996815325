#include "crypto/containers/zip.hpp"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <new>

namespace qoltanba::crypto {
namespace {

constexpr int raw_window_bits = -15;  // neither zlib's nor gzip's header around the stream

class Inflater {
  public:
    Inflater() {
        if (inflateInit2(&stream_, raw_window_bits) != Z_OK) throw std::bad_alloc();
    }
    Inflater(const Inflater&) = delete;
    Inflater& operator=(const Inflater&) = delete;
    ~Inflater() { inflateEnd(&stream_); }

    z_stream& operator*() { return stream_; }
    z_stream* operator->() { return &stream_; }

  private:
    z_stream stream_{};
};

Error malformed(std::string_view member) {
    return fail(ErrorCode::malformed_container, "the content of " + std::string(member));
}

/// Counts and sums what goes through, and lets no more through than the member says it has.
class Measure {
  public:
    Measure(const ZipMember& member, const std::function<void(BytesView)>& sink)
        : member_(member), sink_(sink) {}

    bool give(BytesView piece) {
        if (piece.size() > member_.size - size_) return false;
        size_ += piece.size();
        checksum_ = crc32_z(checksum_, piece.data(), piece.size());
        sink_(piece);
        return true;
    }
    [[nodiscard]] bool is_whole() const { return size_ == member_.size && checksum_ == member_.checksum; }

  private:
    const ZipMember& member_;
    const std::function<void(BytesView)>& sink_;
    std::size_t size_ = 0;
    unsigned long checksum_ = 0;
};

/// The stream must end just where the packed octets do.
bool inflate_into(Measure& measure, BytesView packed) {
    std::array<std::uint8_t, 16384> piece;  // NOLINT: filled before it is read
    Inflater stream;
    // zlib does not write through this pointer; it is declared without const.
    stream->next_in = const_cast<std::uint8_t*>(packed.data());
    stream->avail_in = static_cast<uInt>(packed.size());  // a field of four octets gave it
    for (int state = Z_OK; state != Z_STREAM_END;) {
        stream->next_out = piece.data();
        stream->avail_out = static_cast<uInt>(piece.size());
        state = inflate(&*stream, Z_NO_FLUSH);
        if (state != Z_OK && state != Z_STREAM_END) return false;
        if (!measure.give(BytesView(piece).first(piece.size() - stream->avail_out))) return false;
    }
    return stream->avail_in == 0;
}

}  // namespace

Result<void> unpack(const ZipMember& member, const std::function<void(BytesView)>& sink) {
    Measure measure(member, sink);
    const bool given = member.method == ZipMethod::stored ? measure.give(member.packed)
                                                          : inflate_into(measure, member.packed);
    if (!given || !measure.is_whole()) return malformed(member.name);
    return {};
}

Result<Bytes> unpack(const ZipMember& member, std::size_t limit) {
    if (member.size > limit) return fail(ErrorCode::too_large, member.name);
    Bytes content;
    QOLTANBA_CHECK(unpack(member, [&content](BytesView piece) { append(content, piece); }));
    return content;
}

}  // namespace qoltanba::crypto
