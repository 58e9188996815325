// Everybody who is connected: how many there may be, how much memory their frames may take, and a way to tell
// all of them to go. Touched on the network thread alone.
#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>

namespace qoltanba::agent {

class Guest;

class Guests {
  public:
    struct Limits {
        std::size_t connections;
        std::size_t connections_of_one_site;
        std::size_t memory;  ///< octets of frames that are read or worked on
    };
    explicit Guests(Limits limits) : limits_(limits) {}

    [[nodiscard]] bool full() const { return present_.size() >= limits_.connections; }
    /// Whether this origin's site has its share: one owner can have any number of origins.
    [[nodiscard]] bool full_for(std::string_view origin) const;

    /// Whether `size` more octets fit; they are then taken and must be given back.
    [[nodiscard]] bool take_memory(std::size_t size);
    void give_memory(std::size_t size) { memory_ -= size; }

    void send_all_away();

  private:
    friend class Guest;
    Limits limits_;
    std::set<Guest*> present_;
    std::map<std::string, std::size_t> of_site_;
    std::size_t memory_ = 0;
};

/// One connection, counted for as long as the object lives.
class Guest {
  public:
    explicit Guest(Guests& guests) : guests_(guests) { guests_.present_.insert(this); }
    virtual ~Guest();
    Guest(const Guest&) = delete;
    Guest& operator=(const Guest&) = delete;

    /// The server stops: end the connection soon.
    virtual void send_away() = 0;

  protected:
    /// From now on it counts for this origin's site.
    void count_for(std::string_view origin);
    [[nodiscard]] Guests& guests() { return guests_; }

  private:
    Guests& guests_;
    std::map<std::string, std::size_t>::iterator site_ = guests_.of_site_.end();
};

}  // namespace qoltanba::agent
