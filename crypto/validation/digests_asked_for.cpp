#include "crypto/cms/structure.hpp"
#include "crypto/timestamps/response.hpp"
#include "crypto/timestamps/time_stamp.hpp"
#include "crypto/validation/time_stamps.hpp"

namespace qoltanba::crypto {
namespace {

void add(std::set<DigestAlgorithm>& digests, const Result<TimeStamp>& stamp) {
    if (stamp && stamp->algorithm) digests.insert(*stamp->algorithm);
}

void add(std::set<DigestAlgorithm>& digests, const cms::SignedData& data) {
    for (const auto& signer : data.signers) {
        if (const auto own = digest_by_oid(signer.digest_algorithm.oid)) digests.insert(*own);
        const auto stamped = validation::stamped_digests_of(signer);
        digests.insert(stamped.begin(), stamped.end());
    }
}

}  // namespace

std::set<DigestAlgorithm> digests_asked_for(BytesView file) {
    std::set<DigestAlgorithm> digests{DigestAlgorithm::sha256};
    if (const auto data = cms::read_signed_data(file)) {
        if (data->content_type == id_time_stamp_info) {
            add(digests, read_time_stamp(*data));
        } else {
            add(digests, *data);
        }
    } else if (const auto token = token_of_response(file)) {
        add(digests, read_time_stamp(*token));
    }
    return digests;
}

}  // namespace qoltanba::crypto
