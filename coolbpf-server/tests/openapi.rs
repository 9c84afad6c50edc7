//! Whether `/openapi.json` is true.

mod api;

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use api::{Answer, BINARY, Client, program, receive, request, send_compile, server, slow_program};
use coolbpf_contract::Digest;
use coolbpf_contract::wire::ProblemKind;
use coolbpf_tests::Server;
use serde_json::{Map, Value, json};

/// What only a bug of the server would bring about.
const NOT_TO_BE_HAD: [&str; 3] =
    ["get /v1/btf 500", "get /v1/btf/{arch}/{release} 500", "get /v1/objects/{digest} 500"];

/// Holds answers against the document, and remembers which of those that it describes have come.
struct Document {
    document: Value,
    came: RefCell<BTreeSet<String>>,
}

impl Document {
    fn of(server: &Server) -> Self {
        let document = Client::new(server.url()).get("/openapi.json").json();
        Self { document, came: RefCell::default() }
    }

    /// `value`, or what it refers to.
    fn resolve<'a>(&'a self, value: &'a Value) -> &'a Value {
        let Some(to) = value["$ref"].as_str() else { return value };
        self.document.pointer(to.strip_prefix('#').unwrap()).unwrap_or_else(|| panic!("there is no {to}"))
    }

    /// Asserts that the document has this answer to `method` on `path`: status, headers, content type, and the form of the
    /// body.
    #[track_caller]
    fn describes(&self, method: &str, path: &str, answer: &Answer) {
        let status = answer.status.to_string();
        let described = self.resolve(&self.document["paths"][path][method]["responses"][&status]);
        assert!(described.is_object(), "{method} {path} answered {status}: {}", answer.text());
        for (name, header) in described["headers"].as_object().into_iter().flatten() {
            let header = self.resolve(header);
            let text = answer.header(name);
            let value = text.parse::<u64>().map_or_else(|_| json!(text), |number| json!(number));
            self.validate(&header["schema"], &value);
        }
        let kind = answer.header("content-type").split(';').next().unwrap();
        let content = &described["content"][kind];
        assert!(content.is_object(), "{method} {path} {status} is of type {kind}");
        if kind.ends_with("json") {
            self.validate(&content["schema"], &answer.json());
        }
        self.came.borrow_mut().insert(format!("{method} {path} {status}"));
    }

    /// Every method, path and status that the document has.
    fn described(&self) -> BTreeSet<String> {
        let mut described = BTreeSet::new();
        for (path, item) in self.document["paths"].as_object().unwrap() {
            for (method, operation) in item.as_object().unwrap() {
                let statuses = operation["responses"].as_object().unwrap().keys();
                described.extend(statuses.map(|status| format!("{method} {path} {status}")));
            }
        }
        described
    }

    /// Paths with something in the place of what they name, and the methods that are for them, where `wanted` takes an
    /// operation.
    fn operations(&self, wanted: impl Fn(&Value) -> bool) -> Vec<(String, String, String)> {
        let mut operations = Vec::new();
        for (template, item) in self.document["paths"].as_object().unwrap() {
            for (method, _) in item.as_object().unwrap().iter().filter(|(_, operation)| wanted(operation)) {
                let path =
                    template.replace("{arch}", "x86_64").replace("{release}", "6.0").replace(['{', '}'], "");
                operations.push((method.clone(), template.clone(), path));
            }
        }
        operations
    }

    fn validator(&self, schema: &Value) -> jsonschema::Validator {
        let mut schema = schema.clone();
        schema["components"] = self.document["components"].clone();
        jsonschema::draft202012::new(&schema).unwrap()
    }

    #[track_caller]
    fn validate(&self, schema: &Value, value: &Value) {
        let validator = self.validator(schema);
        let errors: Vec<String> =
            validator.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path)).collect();
        assert!(errors.is_empty(), "{errors:#?}\n{value:#}");
    }

    #[track_caller]
    fn refuses(&self, schema: &str, value: &Value) {
        let validator = self.validator(&schema_named(schema));
        assert!(!validator.is_valid(value), "{value:#}");
    }
}

fn schema_named(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

fn ask(client: &Client, method: &str, path: &str) -> Answer {
    if method == "get" { client.get(path) } else { client.post(path, &[], b"") }
}

#[test]
fn every_route_is_described_and_nothing_else() {
    let server = server(&[]);
    let document = Document::of(&server);
    let described: BTreeSet<&str> =
        document.document["paths"].as_object().unwrap().keys().map(String::as_str).collect();
    let routes = include_str!("../src/routes.rs").split(".route(\"").skip(1);
    let served: BTreeSet<&str> = routes.map(|rest| rest.split('"').next().unwrap()).collect();
    assert_eq!(described, served);
}

#[test]
fn every_answer_that_is_described_comes_and_is_as_described() {
    let directory = tempfile::TempDir::new().unwrap();
    let path = |name: &str| directory.path().join(name).to_str().unwrap().to_owned();
    let (key, btf, jobs) = (path("key"), path("btf"), path("jobs"));
    let run = |arguments: &[&str]| {
        assert!(Command::new(BINARY).args(arguments).output().unwrap().status.success());
    };
    run(&["keygen", &key]);
    let kernel = "/sys/kernel/btf/vmlinux";
    run(&["btf", "add", "--btf", &btf, "--arch", "x86_64", "--release", "6.0", kernel]);
    std::fs::write(Path::new(&btf).join("x86_64/6.9.btf"), "no BTF").unwrap();
    std::fs::create_dir(&jobs).unwrap();
    let mut command = Command::new(BINARY);
    command.env("TMPDIR", &jobs).args(["--cache", &path("cache"), "--body-bytes", "10000"]);
    command.args(["--signing-key", &key, "--btf", &btf]);
    let server = Server::start_command(command);
    let document = Document::of(&server);

    what_is_well_and_what_is_not(&document, &Client::new(server.url()), &jobs);
    who_may_not(&document, &path("tokens"));
    what_is_too_slow_or_too_much(&document);
    let missing: Vec<String> = document.described().difference(&document.came.borrow()).cloned().collect();
    assert_eq!(missing, NOT_TO_BE_HAD);
}

fn what_is_well_and_what_is_not(document: &Document, client: &Client, jobs: &str) {
    let asked = request(&program(1));
    document.validate(&schema_named("CompileRequest"), &serde_json::to_value(&asked).unwrap());
    let post = |body: &[u8], kind: &str| client.post("/v1/compile", &[("Content-Type", kind)], body);
    let json = "application/json";
    let warned = request(&program(1).replace("{ return", "{ int unused; return"));
    let digest = client.compile(&asked).compiled().object.digest;
    for answer in [
        client.compile(&asked),
        client.compile(&warned),
        client.compile(&request("int")),
        post(b"{}", json),
        post(b"{}", "text/plain"),
        post(&[b' '; 20_000], json),
    ] {
        document.describes("post", "/v1/compile", &answer);
    }
    let get = |template: &str, path: &str| document.describes("get", template, &client.get(path));
    get("/v1/objects/{digest}", &format!("/v1/objects/{digest}"));
    get("/v1/objects/{digest}", &format!("/v1/objects/{}", Digest::of(b"")));
    get("/v1/objects/{digest}", "/v1/objects/%ff");
    for path in ["/v1/toolchains", "/v1/btf", "/metrics", "/healthz", "/readyz", "/openapi.json"] {
        get(path, path);
    }
    get("/v1/btf/{arch}/{release}", "/v1/btf/x86_64/6.0");
    get("/v1/btf/{arch}/{release}", "/v1/btf/x86_64/6.1");
    for (of, there) in [("types", "list_head"), ("functions", "vfs_fsync")] {
        let template = format!("/v1/btf/{{arch}}/{{release}}/{of}/{{name}}");
        for path in [format!("6.0/{of}/{there}"), format!("6.0/{of}/none"), format!("6.9/{of}/{there}")] {
            get(&template, &format!("/v1/btf/x86_64/{path}"));
        }
    }
    for (method, template, path) in document.operations(|_| true) {
        let other = if method == "get" { "post" } else { "get" };
        let answer = ask(client, other, &path);
        answer.problem(ProblemKind::MethodNotAllowed);
        assert_eq!(answer.header("allow"), if method == "get" { "GET,HEAD" } else { "POST" });
        document.describes(&method, &template, &answer);
    }
    // There is nowhere left to compile.
    std::fs::remove_dir_all(jobs).unwrap();
    let answer = client.compile(&request(&program(2)));
    answer.problem(ProblemKind::Internal);
    document.describes("post", "/v1/compile", &answer);
}

fn who_may_not(document: &Document, tokens: &str) {
    std::fs::write(tokens, "").unwrap();
    let guarded = document.operations(|operation| operation["security"].is_null());
    let requests = guarded.len().to_string();
    let server = server(&["--tokens", tokens, "--requests-per-minute", &requests]);
    let client = Client::new(server.url());
    for (method, template, path) in &guarded {
        let answer = ask(&client, method, path);
        answer.problem(ProblemKind::Unauthorized);
        document.describes(method, template, &answer);
    }
    for (method, template, path) in &guarded {
        // One more may be granted meanwhile.
        let answer = (0..9).map(|_| ask(&client, method, path)).find(|answer| answer.status != 401);
        let answer = answer.expect("guesses are counted");
        answer.problem(ProblemKind::RateLimited);
        document.describes(method, template, &answer);
    }
}

fn what_is_too_slow_or_too_much(document: &Document) {
    let server = server(&["--compiles", "1", "--queue", "0", "--arrival-seconds", "1"]);
    // Each request by a connection of its own: those that are idle are ended.
    let client = || Client::new(server.url());
    let late = receive(send_compile(server.url(), b"{", 100));
    late.problem(ProblemKind::SlowBody);
    document.describes("post", "/v1/compile", &late);
    let body = serde_json::to_vec(&request(&slow_program(3, 22))).unwrap();
    let _running = send_compile(server.url(), &body, body.len());
    client().wait_for("coolbpf_running", |running| running == 1.0);
    let refused = client().compile(&request(&program(4)));
    refused.problem(ProblemKind::Overloaded);
    document.describes("post", "/v1/compile", &refused);
    server.signal("TERM");
    // The signal may come while such a connection is there that has not asked yet.
    let mut answers = (0..10_000).filter_map(|_| client().try_get("/readyz").ok());
    document.describes("get", "/readyz", &answers.find(|answer| answer.status != 200).unwrap());
    let refused = client().compile(&request(&program(4)));
    refused.problem(ProblemKind::ShuttingDown);
    document.describes("post", "/v1/compile", &refused);
}

#[test]
fn the_limits_of_a_request_are_the_server_s() {
    let server = server(&[]);
    let (document, client) = (Document::of(&server), Client::new(server.url()));
    let good = serde_json::to_value(request(&program(5))).unwrap();
    let post = |value: &Value| {
        let body = serde_json::to_vec(value).unwrap();
        client.post("/v1/compile", &[("Content-Type", "application/json")], &body)
    };
    let with = |field: &str, value: Value| {
        let mut request = good.clone();
        request["request"][field] = value;
        request
    };
    let many = |value: Value| -> Value {
        (0..1001).map(|number| (format!("n{number}"), value.clone())).collect::<Map<_, _>>().into()
    };
    let file = |path: &str| {
        let mut request = good.clone();
        request["request"]["files"][path] = json!({ "text": "" });
        request
    };
    let long = "d/".repeat(600);
    let paths =
        ["", "/x", "../x", "a/../x", "a/..", "./x", "a//x", "a/", "a\\x", "c:x", "a\nx", "a\u{9b}x", &long];
    let names = ["", "9x", "a-b", "\u{e9}", &"x".repeat(256)];
    let mut refused = vec![
        with("events", many(json!("e"))),
        with("defines", many(json!(""))),
        with("include", vec![json!("d"); 1001].into()),
        with("files", many(json!({ "text": "" }))),
        with("files", json!({})),
        with("defines", json!({ "D": "1".repeat((64 << 10) + 1) })),
        with("defines", json!({ "D": "1\n2" })),
        with("arch", json!("sparc")),
        with("shell", json!("id")),
    ];
    refused.extend(paths.iter().map(|path| file(path)));
    refused.extend(paths.iter().map(|path| with("include", json!([path]))));
    refused.extend(names.iter().map(|name| with("defines", json!({ *name: "" }))));
    refused.extend(names.iter().map(|name| with("events", json!({ "m": name }))));
    for value in refused {
        document.refuses("CompileRequest", &value);
        post(&value).problem(ProblemKind::MalformedRequest);
    }
    for path in [".x", "..x", "a/...", "a/.b", "\u{e9} b", "x.h"] {
        document.validate(&schema_named("CompileRequest"), &file(path));
        assert_eq!(post(&file(path)).status, 200, "{path}");
    }
}

#[test]
fn the_golden_files_of_the_contract_are_as_described() {
    let server = server(&[]);
    let document = Document::of(&server);
    for (file, schema) in [
        ("compile-request", "CompileRequest"),
        ("compile-request-any-toolchain", "CompileRequest"),
        ("compile-answer", "CompileAnswer"),
        ("toolchains", "Toolchains"),
        ("problem", "Problem"),
        ("btf-kernels", "BtfKernels"),
        ("btf-declarations", "BtfDeclarations"),
    ] {
        let path = format!("{}/../coolbpf-contract/tests/wire/{file}.json", env!("CARGO_MANIFEST_DIR"));
        let mut value: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        document.validate(&schema_named(schema), &value);
        if schema != "Problem" {
            value["unknown"] = json!(1);
            document.refuses(schema, &value);
        }
    }
}
