//! Whether `/openapi.json` is true.

mod api;

use std::collections::BTreeSet;

use api::{Answer, BINARY, Client, program, request, server};
use coolbpf_contract::Digest;
use serde_json::{Value, json};

/// Holds answers against the document.
struct Document(Value);

impl Document {
    /// Asserts that the document has this answer to `method` on `path`: status, content type, and the form of the body.
    #[track_caller]
    fn describes(&self, method: &str, path: &str, answer: &Answer) {
        let status = answer.status.to_string();
        let described = &self.0["paths"][path][method]["responses"][&status];
        assert!(described.is_object(), "{method} {path} answered {status}: {}", answer.text());
        let kind = answer.header("content-type").split(';').next().unwrap();
        let content = &described["content"][kind];
        assert!(content.is_object(), "{method} {path} {status} is of type {kind}");
        if kind.ends_with("json") {
            self.validate(&content["schema"], &answer.json());
        }
    }

    #[track_caller]
    fn validate(&self, schema: &Value, value: &Value) {
        let mut schema = schema.clone();
        schema["components"] = self.0["components"].clone();
        let validator = jsonschema::draft202012::new(&schema).unwrap();
        let errors: Vec<String> =
            validator.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path)).collect();
        assert!(errors.is_empty(), "{errors:#?}\n{value:#}");
    }

    #[track_caller]
    fn refuses(&self, schema: &str, value: &Value) {
        let schema =
            json!({ "$ref": format!("#/components/schemas/{schema}"), "components": self.0["components"] });
        assert!(!jsonschema::draft202012::is_valid(&schema, value), "{value:#}");
    }
}

#[test]
fn every_route_is_described_and_nothing_else() {
    let server = server(&[]);
    let document: Value = Client::new(server.url()).get("/openapi.json").json();
    let described: BTreeSet<&str> =
        document["paths"].as_object().unwrap().keys().map(String::as_str).collect();
    let routes = include_str!("../src/routes.rs").split(".route(\"").skip(1);
    let served: BTreeSet<&str> = routes.map(|rest| rest.split('"').next().unwrap()).collect();
    assert_eq!(described, served);
}

#[test]
fn what_the_server_answers_is_as_described() {
    let directory = tempfile::TempDir::new().unwrap();
    let (key, btf) = (directory.path().join("key"), directory.path().join("btf"));
    let run = |arguments: &[&str]| {
        assert!(std::process::Command::new(BINARY).args(arguments).output().unwrap().status.success());
    };
    let (key, btf) = (key.to_str().unwrap(), btf.to_str().unwrap());
    run(&["keygen", key]);
    let kernel = "/sys/kernel/btf/vmlinux";
    run(&["btf", "add", "--btf", btf, "--arch", "x86_64", "--release", "6.0", kernel]);
    let server = server(&["--signing-key", key, "--btf", btf, "--body-bytes", "10000"]);
    let client = Client::new(server.url());
    let document = Document(client.get("/openapi.json").json());

    let asked = request(&program(1));
    let schema =
        &document.0["paths"]["/v1/compile"]["post"]["requestBody"]["content"]["application/json"]["schema"];
    document.validate(schema, &serde_json::to_value(&asked).unwrap());
    let post = |body: &[u8], kind: &str| client.post("/v1/compile", &[("Content-Type", kind)], body);
    let json = "application/json";
    let warned = request(&program(1).replace("{ return", "{ int unused; return"));
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
    let digest = client.compile(&asked).compiled().object.digest;
    let get = |template: &str, path: &str| document.describes("get", template, &client.get(path));
    get("/v1/objects/{digest}", &format!("/v1/objects/{digest}"));
    get("/v1/objects/{digest}", &format!("/v1/objects/{}", Digest::of(b"")));
    for path in ["/v1/toolchains", "/v1/btf", "/metrics", "/healthz", "/readyz", "/openapi.json"] {
        get(path, path);
    }
    get("/v1/btf/{arch}/{release}", "/v1/btf/x86_64/6.0");
    get("/v1/btf/{arch}/{release}", "/v1/btf/x86_64/6.1");
    get("/v1/btf/{arch}/{release}/types/{name}", "/v1/btf/x86_64/6.0/types/list_head");
    get("/v1/btf/{arch}/{release}/types/{name}", "/v1/btf/x86_64/6.0/types/none");
    get("/v1/btf/{arch}/{release}/functions/{name}", "/v1/btf/x86_64/6.0/functions/vfs_fsync");
    get("/v1/btf/{arch}/{release}/functions/{name}", "/v1/btf/x86_64/6.0/functions/none");
}

#[test]
fn the_golden_files_of_the_contract_are_as_described() {
    let server = server(&[]);
    let document = Document(Client::new(server.url()).get("/openapi.json").json());
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
        document.validate(&json!({ "$ref": format!("#/components/schemas/{schema}") }), &value);
        if schema != "Problem" {
            value["unknown"] = json!(1);
            document.refuses(schema, &value);
        }
    }
}
