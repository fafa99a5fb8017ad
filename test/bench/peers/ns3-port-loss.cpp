/*
 * Port-loss on the event scheduler of ns-3 (its core only, no packets). Prints one line of JSON, as every program of
 * this benchmark does.
 *
 *   ns3-port-loss SCHEDULER --clients N --addresses A --seconds S --seed K
 *
 * SCHEDULER is the name of one of ns-3's: ns3::HeapScheduler, ns3::MapScheduler, ns3::PriorityQueueScheduler,
 * ns3::CalendarScheduler.
 */
#include "ns3/core-module.h"

#include <cstdint>
#include <cstdio>
#include <ctime>
#include <numeric>
#include <random>
#include <string>
#include <vector>

namespace {

constexpr int kBackends = 10;
constexpr int kPorts = 28232;
constexpr double kMeanLifetimeSec = 600;
constexpr double kHoldSec = 60;

struct Sample {
  std::int64_t concurrent, held, blocked;
  std::int64_t backends[kBackends];
};

class PortLoss {
 public:
  PortLoss(double clients, int addresses, unsigned seed)
      : addresses_(addresses), random_(seed), gapSec_(clients / kMeanLifetimeSec), lifetimeSec_(1 / kMeanLifetimeSec) {
    free_.resize(static_cast<std::size_t>(addresses) * kBackends);
    for (auto& ports : free_) {
      ports.resize(kPorts);
      std::iota(ports.begin(), ports.end(), std::uint16_t{0});
    }
  }

  void start() {
    sample();
    ns3::Simulator::Schedule(ns3::Seconds(gapSec_(random_)), &PortLoss::arrive, this);
  }

  void print(double cpuSec) const {
    double concurrent = 0, held = 0;
    for (const Sample& sample : samples_) {
      concurrent += static_cast<double>(sample.concurrent) / samples_.size();
      held += static_cast<double>(sample.held) / samples_.size();
    }
    std::printf("{\"events\":%lld,\"arrivals\":%lld,\"blocked\":%lld,\"meanConcurrent\":%.3f,\"meanHeld\":%.3f,\"cpuSec\":%.6f}\n",
                static_cast<long long>(events_), static_cast<long long>(arrivals_),
                static_cast<long long>(now_.blocked), concurrent, held, cpuSec);
  }

 private:
  int addresses_;
  std::mt19937_64 random_;
  std::exponential_distribution<double> gapSec_, lifetimeSec_;
  std::vector<std::vector<std::uint16_t>> free_;
  int turn_ = 0;
  std::int64_t events_ = 0, arrivals_ = 0;
  Sample now_{};
  std::vector<Sample> samples_;

  std::uint32_t below(std::uint32_t n) { return ((random_() >> 32) * n) >> 32; }

  void arrive() {
    events_++;
    arrivals_++;
    const std::uint32_t space = turn_ * kBackends + below(kBackends);
    if (++turn_ == addresses_) turn_ = 0;
    auto& ports = free_[space];
    if (ports.empty()) {
      now_.blocked++;
    } else {
      const std::uint32_t at = below(static_cast<std::uint32_t>(ports.size()));
      const std::uint16_t port = ports[at];
      ports[at] = ports.back();
      ports.pop_back();
      now_.concurrent++;
      now_.backends[space % kBackends]++;
      ns3::Simulator::Schedule(ns3::Seconds(lifetimeSec_(random_)), &PortLoss::close, this, space, port);
    }
    ns3::Simulator::Schedule(ns3::Seconds(gapSec_(random_)), &PortLoss::arrive, this);
  }

  void close(std::uint32_t space, std::uint16_t port) {
    events_++;
    now_.concurrent--;
    now_.held++;
    now_.backends[space % kBackends]--;
    ns3::Simulator::Schedule(ns3::Seconds(kHoldSec), &PortLoss::endHold, this, space, port);
  }

  void endHold(std::uint32_t space, std::uint16_t port) {
    events_++;
    now_.held--;
    free_[space].push_back(port);
  }

  void sample() {
    samples_.push_back(now_);
    ns3::Simulator::Schedule(ns3::Seconds(1), &PortLoss::sample, this);
  }
};

double cpuSec() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

}  // namespace

int main(int argc, char** argv) {
  double clients = 10000, seconds = 3600;
  int addresses = 1;
  unsigned seed = 1;
  for (int i = 2; i + 1 < argc; i += 2) {
    const std::string name = argv[i];
    if (name == "--clients") clients = std::stod(argv[i + 1]);
    else if (name == "--addresses") addresses = std::stoi(argv[i + 1]);
    else if (name == "--seconds") seconds = std::stod(argv[i + 1]);
    else if (name == "--seed") seed = static_cast<unsigned>(std::stoul(argv[i + 1]));
  }
  ns3::GlobalValue::Bind("SchedulerType", ns3::StringValue(argc > 1 ? argv[1] : "ns3::HeapScheduler"));
  const double startSec = cpuSec();
  PortLoss model(clients, addresses, seed);
  model.start();
  ns3::Simulator::Stop(ns3::Seconds(seconds));
  ns3::Simulator::Run();
  model.print(cpuSec() - startSec);
  ns3::Simulator::Destroy();
}
