// events --watch: taken up again where a connection ends.
#include <map>

#include "app/context.h"
#include "app/read.h"
#include "base/signals.h"
#include "client/resuming_watch.h"
#include "cmd/events/events.h"
#include "kpp/client.h"
#include "io/output.h"
#include "kpp/error.h"

namespace kpp::cmd {
namespace {

class EventWatch {
 public:
  EventWatch(app::Context& context, const EventsOptions& options)
      : context_(context),
        options_(options),
        request_(options.request(context)),
        output_(context, options.print, options.look()) {}

  void run() {
    end_on_signals(1);
    context_.out().end_when_unread();
    for (;;) {
      try {
        follow();
      } catch (const TransportError& error) {
        if (app::ended_by_its_time(context_, error)) return;
        throw;
      } catch (const ApiError& error) {
        // Where the watch was is gone on the server: all events come again, and those that were shown are passed over.
        if (error.status().code != 410) throw;
      }
    }
  }

 private:
  void follow() {
    ResumingWatch watch(context_.client(), context_.clock(), request_, "", KeyOrder::as_written);
    for (;;) {
      const WatchEvent change = watch.next();
      const Node event = change.object();
      const Node metadata = event["metadata"];
      const std::string key = std::string(metadata["namespace"].str()) + "/" + std::string(metadata["name"].str());
      if (change.type == WatchEvent::Type::deleted) {
        seen_.erase(key);
        continue;
      }
      std::string& version = seen_[key];
      if (version == metadata["resourceVersion"].str() && !version.empty()) continue;
      version = metadata["resourceVersion"].str();
      if (options_.wants(event)) output_.event(event);
    }
  }

  app::Context& context_;
  const EventsOptions& options_;
  Request request_;
  EventOutput output_;
  std::map<std::string, std::string> seen_ = {};  ///< namespace/name to resourceVersion
};

}  // namespace

void watch_events(app::Context& context, const EventsOptions& options) { EventWatch(context, options).run(); }

}  // namespace kpp::cmd
