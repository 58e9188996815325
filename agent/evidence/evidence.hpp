// All that asks services for evidence, put together once by a program and shared by its requests.
#pragma once

#include "agent/evidence/revocation_asking.hpp"
#include "agent/evidence/stamping_queue.hpp"
#include "agent/evidence/time_stamping.hpp"

#include <memory>

namespace qoltanba::agent {

struct EvidenceOptions {
    std::filesystem::path state;  ///< the user's own folder; cache and line are folders in it
    std::vector<TimeStampService> time_stamp_services = national_time_stamp_services();
    std::vector<std::string> responders{};  ///< see RevocationSources
    RevocationCache::Limits cache{};
    bool offline = false;  ///< no certificate is asked about
};

/// Names in the state folder.
inline constexpr const char* revocation_cache_folder = "revocation";
inline constexpr const char* stamping_queue_folder = "stamping";

/// Safe to use from several threads.
class Evidence {
  public:
    Evidence(std::unique_ptr<Http> http, EvidenceOptions options)
        : http_(std::move(http)),
          options_(std::move(options)),
          cache_(options_.state / revocation_cache_folder, options_.cache),
          queue_(options_.state / stamping_queue_folder) {}

    [[nodiscard]] TimeStamping time_stamping(const crypto::Anchors& anchors) const {
        return {*http_, anchors, options_.time_stamp_services};
    }
    [[nodiscard]] RevocationSources revocation_sources() {
        return {options_.offline ? nullptr : http_.get(), cache_, silent_servers_, options_.responders};
    }
    [[nodiscard]] StampingQueue& queue() { return queue_; }

  private:
    std::unique_ptr<Http> http_;
    EvidenceOptions options_;
    RevocationCache cache_;
    SilentServers silent_servers_;
    StampingQueue queue_;
};

}  // namespace qoltanba::agent
