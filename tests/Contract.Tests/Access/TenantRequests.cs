namespace RagCluster.Contract.Tests.Access;

/// <summary>
/// For each operation that the server describes, a request that names things: <c>{c}</c> a collection, <c>{d}</c> a document, <c>{k}</c> a
/// chunk, <c>{j}</c> a job, <c>{f}</c> a file, <c>{s}</c> a vector store, <c>{b}</c> a batch, <c>{e}</c> an experiment, <c>{i}</c> a key,
/// <c>{u}</c> a user, <c>{x}</c> an explanation.
/// </summary>
internal static class TenantRequests
{
    private const string Query = """{"query":"When is the mill lit?"}""";
    private const string Question = """{"model":"collection/{c}","messages":[{"role":"user","content":"When is the mill lit?"}]}""";
    private const string Experiment =
        """{"name":"{e}","collection":"{c}","primary":"feedback","arms":[{"name":"a"},{"name":"b","overrides":{"top_k":1}}]}""";

    /// <summary>The requests by method and path of the description: the path with names, and the body or null.</summary>
    internal static IReadOnlyDictionary<string, (string Path, string? Body)> All { get; } =
        new Dictionary<string, (string, string?)>
        {
            ["POST /api/chat"] = ("/api/chat", Question),
            ["POST /api/embed"] = ("/api/embed", """{"model":"collection/{c}","input":"a"}"""),
            ["POST /api/generate"] = ("/api/generate", """{"model":"collection/{c}","prompt":"When is the mill lit?"}"""),
            ["GET /api/ps"] = ("/api/ps", null),
            ["POST /api/show"] = ("/api/show", """{"model":"collection/{c}"}"""),
            ["GET /api/tags"] = ("/api/tags", null),
            ["GET /api/version"] = ("/api/version", null),
            ["POST /api/v1/auth/token"] = ("/api/v1/auth/token", """{"name":"{u}","password":"not the password"}"""),
            ["POST /api/v1/auth/password"] = (
                "/api/v1/auth/password",
                """{"name":"{u}","password":"not the password","new_password":"correct horse battery"}"""
            ),
            ["POST /api/v1/auth/refresh"] = ("/api/v1/auth/refresh", """{"refresh_token":"none"}"""),
            ["POST /api/v1/auth/revoke"] = ("/api/v1/auth/revoke", """{"refresh_token":"none"}"""),
            ["GET /api/v1/collections"] = ("/api/v1/collections?after={c}", null),
            ["POST /api/v1/collections"] = ("/api/v1/collections", """{"name":"{c}"}"""),
            ["GET /api/v1/collections/{collection}"] = ("/api/v1/collections/{c}", null),
            ["DELETE /api/v1/collections/{collection}"] = ("/api/v1/collections/{c}", null),
            ["PATCH /api/v1/collections/{collection}"] = ("/api/v1/collections/{c}", """{"model":"rag-static-en-v1"}"""),
            ["POST /api/v1/collections/{collection}/ask"] = ("/api/v1/collections/{c}/ask", Query),
            ["POST /api/v1/collections/{collection}/search"] = ("/api/v1/collections/{c}/search", Query),
            ["GET /api/v1/collections/{collection}/chunks/{id}"] = ("/api/v1/collections/{c}/chunks/{k}", null),
            ["GET /api/v1/collections/{collection}/feedback"] = ("/api/v1/collections/{c}/feedback", null),
            ["GET /api/v1/collections/{collection}/documents"] = ("/api/v1/collections/{c}/documents", null),
            ["POST /api/v1/collections/{collection}/documents"] = (
                "/api/v1/collections/{c}/documents?wait=true",
                """{"documents":[{"id":"{d}","text":"Another text."}]}"""
            ),
            ["GET /api/v1/collections/{collection}/documents/{id}"] = ("/api/v1/collections/{c}/documents/{d}", null),
            ["DELETE /api/v1/collections/{collection}/documents/{id}"] = ("/api/v1/collections/{c}/documents/{d}", null),
            ["GET /api/v1/collections/{collection}/documents/{id}/acl"] = ("/api/v1/collections/{c}/documents/{d}/acl", null),
            ["PUT /api/v1/collections/{collection}/documents/{id}/acl"] = (
                "/api/v1/collections/{c}/documents/{d}/acl",
                """{"allow":["public"]}"""
            ),
            ["GET /api/v1/collections/{collection}/documents/{id}/chunks"] = ("/api/v1/collections/{c}/documents/{d}/chunks", null),
            ["GET /api/v1/collections/{collection}/documents/{id}/content"] = ("/api/v1/collections/{c}/documents/{d}/content", null),
            ["GET /api/v1/collections/{collection}/documents/{id}/text"] = ("/api/v1/collections/{c}/documents/{d}/text", null),
            ["POST /api/v1/collections/{collection}/documents/{id}/retry"] = ("/api/v1/collections/{c}/documents/{d}/retry", null),
            ["GET /api/v1/experiments"] = ("/api/v1/experiments", null),
            ["GET /api/v1/queries"] = ("/api/v1/queries?collection={c}", null),
            ["GET /api/v1/queries/months"] = ("/api/v1/queries/months", null),
            ["POST /api/v1/experiments"] = ("/api/v1/experiments", Experiment),
            ["GET /api/v1/experiments/{experiment}"] = ("/api/v1/experiments/{e}", null),
            ["DELETE /api/v1/experiments/{experiment}"] = ("/api/v1/experiments/{e}", null),
            ["POST /api/v1/experiments/{experiment}/stop"] = ("/api/v1/experiments/{e}/stop", "{}"),
            ["POST /api/v1/feedback"] = ("/api/v1/feedback", """{"feedback_id":"{e}.0000000000000001","rating":"up"}"""),
            ["GET /api/v1/jobs/{id}"] = ("/api/v1/jobs/{j}", null),
            ["GET /api/v1/jobs/{id}/events"] = ("/api/v1/jobs/{j}/events", null),
            ["DELETE /api/v1/jobs/{id}"] = ("/api/v1/jobs/{j}", null),
            ["GET /api/v1/keys"] = ("/api/v1/keys", null),
            ["POST /api/v1/keys"] = ("/api/v1/keys", """{"name":"a","role":"user","tenant":"acme"}"""),
            ["DELETE /api/v1/keys/{id}"] = ("/api/v1/keys/{i}", null),
            ["POST /api/v1/keys/{id}/rotate"] = ("/api/v1/keys/{i}/rotate", null),
            ["GET /api/v1/me"] = ("/api/v1/me", null),
            ["GET /api/v1/models"] = ("/api/v1/models", null),
            ["GET /api/v1/plans"] = ("/api/v1/plans?collection={c}", null),
            ["POST /api/v1/plans/resume"] = ("/api/v1/plans/resume", """{"collection":"{c}","query_class":"keyword"}"""),
            ["POST /api/v1/replay"] = ("/api/v1/replay", """{"id":"{x}"}"""),
            ["POST /api/v1/rerank"] = ("/api/v1/rerank", """{"query":"a","documents":["b"]}"""),
            ["GET /api/v1/status"] = ("/api/v1/status", null),
            ["GET /api/v1/users"] = ("/api/v1/users", null),
            ["POST /api/v1/users"] = ("/api/v1/users", """{"name":"{u}","role":"user","password":"correct horse battery"}"""),
            ["PATCH /api/v1/users/{name}"] = ("/api/v1/users/{u}", """{"role":"admin","groups":["board"]}"""),
            ["DELETE /api/v1/users/{name}"] = ("/api/v1/users/{u}", null),
            ["POST /api/v1/users/{name}/password"] = ("/api/v1/users/{u}/password", """{"password":"correct horse battery"}"""),
            ["POST /mcp"] = (
                "/mcp",
                """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"fetch","arguments":{"id":"rag://{c}/{d}"}}}"""
            ),
            ["POST /v1/chat/completions"] = ("/v1/chat/completions", Question),
            ["POST /v1/embeddings"] = ("/v1/embeddings", """{"model":"{c}","input":"a"}"""),
            ["GET /v1/files"] = ("/v1/files?after={f}", null),
            ["POST /v1/files"] = ("/v1/files", "{}"),
            ["GET /v1/files/{id}"] = ("/v1/files/{f}", null),
            ["DELETE /v1/files/{id}"] = ("/v1/files/{f}", null),
            ["GET /v1/files/{id}/content"] = ("/v1/files/{f}/content", null),
            ["GET /v1/models"] = ("/v1/models", null),
            ["GET /v1/models/{model}"] = ("/v1/models/{c}", null),
            ["POST /v1/rerank"] = ("/v1/rerank", """{"query":"a","documents":["b"]}"""),
            ["POST /v1/responses"] = (
                "/v1/responses",
                """{"model":"any","input":"a","tools":[{"type":"file_search","vector_store_ids":["{s}"]}]}"""
            ),
            ["GET /v1/vector_stores"] = ("/v1/vector_stores?after={s}", null),
            ["POST /v1/vector_stores"] = ("/v1/vector_stores", """{"file_ids":["{f}"]}"""),
            ["GET /v1/vector_stores/{store}"] = ("/v1/vector_stores/{s}", null),
            ["POST /v1/vector_stores/{store}"] = ("/v1/vector_stores/{s}", """{"name":"taken"}"""),
            ["DELETE /v1/vector_stores/{store}"] = ("/v1/vector_stores/{s}", null),
            ["POST /v1/vector_stores/{store}/search"] = ("/v1/vector_stores/{s}/search", Query),
            ["GET /v1/vector_stores/{store}/files"] = ("/v1/vector_stores/{s}/files", null),
            ["POST /v1/vector_stores/{store}/files"] = ("/v1/vector_stores/{s}/files", """{"file_id":"{f}"}"""),
            ["GET /v1/vector_stores/{store}/files/{file}"] = ("/v1/vector_stores/{s}/files/{f}", null),
            ["POST /v1/vector_stores/{store}/files/{file}"] = ("/v1/vector_stores/{s}/files/{f}", """{"attributes":{"a":"b"}}"""),
            ["DELETE /v1/vector_stores/{store}/files/{file}"] = ("/v1/vector_stores/{s}/files/{f}", null),
            ["GET /v1/vector_stores/{store}/files/{file}/content"] = ("/v1/vector_stores/{s}/files/{f}/content", null),
            ["POST /v1/vector_stores/{store}/file_batches"] = ("/v1/vector_stores/{s}/file_batches", """{"file_ids":["{f}"]}"""),
            ["GET /v1/vector_stores/{store}/file_batches/{batch}"] = ("/v1/vector_stores/{s}/file_batches/{b}", null),
            ["GET /v1/vector_stores/{store}/file_batches/{batch}/files"] = ("/v1/vector_stores/{s}/file_batches/{b}/files", null),
            ["POST /v1/vector_stores/{store}/file_batches/{batch}/cancel"] = ("/v1/vector_stores/{s}/file_batches/{b}/cancel", null),
        };
}
