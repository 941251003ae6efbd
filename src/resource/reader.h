// Reader: carries out a Plan: asks the server for what it names and hands out what comes, in the plan's order.
//
// All requests are under way at once (a few at a time where names are many); answers are decoded as they arrive.
// An error of one part is kept and the others go on, as kubectl does.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "kpp/error.h"
#include "kpp/node.h"
#include "kpp/request.h"
#include "resource/failures.h"
#include "resource/plan.h"

namespace kpp {
class Client;
}

namespace kpp::resource {

struct ReadOptions {
  Accept accept = Accept::json;
  std::string include_object = {};  ///< of Tables: "None", "Metadata", "Object"; "" leaves it to the server
  std::string label_selector = {};
  std::string field_selector = {};
  std::string subresource = {};
  std::int64_t chunk_size = 500;
  bool drop_managed_fields = false;  ///< metadata.managedFields of what a list brings may be left out
  std::string namespace_name = {};   ///< for manifests without one
  bool enforce_namespace = false;    ///< a manifest's other namespace is an error
  bool manifests_as_written =
      false;  ///< objects of files are handed out as the files have them; the server is not asked
  KeyOrder order = KeyOrder::sorted;  ///< of the members of objects
  bool one_by_one =
      false;  ///< what is done to an object takes long: a page is read whole, and the next asked for after it
};

struct ReadHandlers {
  /// What follows is of this type; `several` when the whole read holds more than one type that could be read.
  /// Called again for each page and each object by name: counts kubectl's "infos".
  std::function<void(const ResourceInfo& type, bool several)> type_begins = {};
  /// columnDefinitions of a Table.
  std::function<void(Node definitions)> columns = {};
  /// One row of a Table.
  std::function<void(Node row)> row = {};
  /// One object: of a list (apiVersion and kind filled in), or by name.
  std::function<void(Node object)> object = {};
  /// metadata.resourceVersion of a list or a Table, when it is known.
  std::function<void(std::string_view version)> version = {};
};

class Reader {
 public:
  Reader(Client& client, FileReading files, ReadOptions options);
  /// Nodes are valid during the call only. Throws what ends everything: a server that cannot be reached from the start.
  /// What fails otherwise, a connection lost later too, goes to `failures`, and the rest goes on.
  void read(const Plan& plan, const ReadHandlers& handlers, Failures& failures);

 private:
  struct Fetch;
  std::vector<Fetch> fetches(const Plan& plan);
  std::vector<Fetch> fetches_by_words(const Plan& plan);
  static void prepare(Fetch& fetch, const std::function<Request()>& make_request);
  std::vector<Fetch> fetches_of_files(const Plan& plan);
  void accept(Request& request) const;
  Request request_for(ObjectRef ref) const;
  void deliver(Fetch& fetch, const ReadHandlers& handlers, bool several, Failures& failures);
  void deliver_list(Fetch& fetch, const ReadHandlers& handlers, bool several);
  void open(Fetch& fetch);
  void check_namespace(const std::string& ns) const;

  Client& client_;
  FileReading files_;
  ReadOptions options_;
};

}  // namespace kpp::resource
