#include "agent/flows/stamping.hpp"

#include "crypto/cms/structure.hpp"

#include <algorithm>

namespace qoltanba::agent {
namespace {

/// The place of the signer that was not there before.
Result<std::size_t> new_signer(BytesView before, BytesView after) {
    if (before.empty()) return std::size_t{0};
    QOLTANBA_TRY(const auto earlier, crypto::cms::read_signed_data(before));
    QOLTANBA_TRY(const auto all, crypto::cms::read_signed_data(after));
    const auto is_new = [&](const crypto::cms::SignerInfo& signer) {
        return std::ranges::none_of(earlier.signers, [&](const auto& old) {
            return std::ranges::equal(old.signature, signer.signature);
        });
    };
    const auto found = std::ranges::find_if(all.signers, is_new);
    if (found == all.signers.end()) return fail(ErrorCode::internal, "nobody signed");
    return static_cast<std::size_t>(found - all.signers.begin());
}

}  // namespace

Result<void> check_stamps_are_made(const Context& context) {
    if (context.evidence != nullptr) return {};
    return fail(ErrorCode::time_stamp_unavailable, "no services are known");
}

Result<StampedSignature> stamp_new_signature(Context& context, const Caller& caller, Bytes cms,
                                             BytesView before, const std::stop_token& stop) {
    QOLTANBA_CHECK(check_stamps_are_made(context));
    QOLTANBA_TRY(const auto signer, new_signer(before, cms));
    auto stamped = with_time_stamp(cms, signer, context.evidence->time_stamping(context.anchors), stop);
    if (stamped) return StampedSignature{*std::move(stamped)};
    const bool nobody_is_there = stamped.error().code == ErrorCode::time_stamp_unavailable;
    if (!nobody_is_there || context.time_stamp_offline == OfflineStamp::refuse) return stamped.error();
    QOLTANBA_CHECK(context.evidence->queue().add_signature(cms, caller.origin, context.clock()));
    return StampedSignature{.cms = std::move(cms), .waits = true};
}

}  // namespace qoltanba::agent
