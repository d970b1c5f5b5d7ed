using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using RagCluster.Client.Http;
using RagCluster.Client.Jobs;

namespace RagCluster.Client.Documents;

/// <summary>The documents of a collection.</summary>
public sealed class DocumentsClient
{
    private const int BatchDocumentsMax = 250;
    private const int BatchBytesMax = 8 << 20;
    private static readonly byte[] LineEnd = "\n"u8.ToArray();
    private readonly RagConnection _connection;
    private readonly string _root;

    internal DocumentsClient(RagConnection connection, string collection)
    {
        _connection = connection;
        _root = $"/api/v1/collections/{RagCall.Part(collection)}/documents";
    }

    /// <summary>All documents that the caller may see, page by page.</summary>
    /// <param name="status">Only those that stand so; null for all.</param>
    /// <param name="pageSize">How many are asked for at once, 1 to 500.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public IAsyncEnumerable<Document> ListAsync(
        DocumentStatus? status = null,
        int pageSize = 100,
        CancellationToken cancellationToken = default
    ) =>
        PageReader.ReadAsync<Document>(
            _connection,
            _root,
            pageSize,
            [("status", status is { } wanted ? JsonNamingPolicy.SnakeCaseLower.ConvertName(wanted.ToString()) : null)],
            cancellationToken
        );

    /// <summary>Adds files in one request.</summary>
    /// <returns>The job that indexes them.</returns>
    /// <exception cref="RagClientException">None of them was taken, or the call failed otherwise.</exception>
    public Task<Job> UploadAsync(
        IReadOnlyCollection<FileUpload> files,
        UploadOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        UploadOptions chosen = options ?? new UploadOptions();
        return AddAsync(() => Form(files, chosen), chosen.Wait, chosen.IdempotencyKey, cancellationToken);
    }

    /// <summary>Adds a file.</summary>
    /// <returns>The job that indexes it.</returns>
    /// <exception cref="RagClientException">It was not taken, or the call failed otherwise.</exception>
    public Task<Job> UploadAsync(FileUpload file, UploadOptions? options = null, CancellationToken cancellationToken = default) =>
        UploadAsync([file], options, cancellationToken);

    /// <summary>Adds texts in one request.</summary>
    /// <returns>The job that indexes them.</returns>
    /// <exception cref="RagClientException">None of them was taken, or the call failed otherwise.</exception>
    public Task<Job> AddAsync(
        IReadOnlyCollection<NewDocument> documents,
        bool wait = false,
        string? idempotencyKey = null,
        CancellationToken cancellationToken = default
    )
    {
        byte[] lines = Lines(documents);
        return AddAsync(() => LinesContent(lines), wait, idempotencyKey, cancellationToken);
    }

    /// <summary>Adds a text.</summary>
    /// <returns>The job that indexes it.</returns>
    /// <exception cref="RagClientException">It was not taken, or the call failed otherwise.</exception>
    public Task<Job> AddAsync(NewDocument document, bool wait = false, CancellationToken cancellationToken = default) =>
        AddAsync([document], wait, cancellationToken: cancellationToken);

    /// <summary>
    /// Adds texts without end: a line of JSON each, in requests of up to 250 texts and 8 MiB, each sent when the job of the one before was
    /// read. The next texts are asked for only then, so that memory holds one request. They carry no idempotency keys, of which a server
    /// remembers thousands and not millions: a text that comes again under its id or name changes nothing.
    /// </summary>
    /// <returns>A job for each request.</returns>
    /// <exception cref="RagClientException">None of a request's texts was taken, or a call failed otherwise.</exception>
    public async IAsyncEnumerable<Job> ImportAsync(
        IAsyncEnumerable<NewDocument> documents,
        bool wait = false,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        using MemoryStream batch = new();
        int count = 0;
        await foreach (NewDocument document in documents.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            byte[] line = JsonSerializer.SerializeToUtf8Bytes(document, WireJson.Options);
            if (count == BatchDocumentsMax || (count > 0 && batch.Length + line.Length > BatchBytesMax))
            {
                yield return await FlushAsync(batch).ConfigureAwait(false);
                count = 0;
            }

            batch.Write(line);
            batch.Write(LineEnd);
            count++;
        }

        if (count > 0)
            yield return await FlushAsync(batch).ConfigureAwait(false);

        Task<Job> FlushAsync(MemoryStream lines)
        {
            byte[] content = lines.ToArray();
            lines.SetLength(0);
            return PostAsync(() => LinesContent(content), wait, cancellationToken);
        }
    }

    /// <summary>A document's record with its entity tag.</summary>
    /// <exception cref="RagClientException">There is none that the caller sees, or the call failed otherwise.</exception>
    public async Task<Document> GetAsync(string id, CancellationToken cancellationToken = default)
    {
        using HttpResponseMessage response = await _connection
            .OpenAsync(RagCall.Get(Path(id)), HttpCompletionOption.ResponseContentRead, cancellationToken)
            .ConfigureAwait(false);
        Document document = await _connection.ReadAsync<Document>(response, cancellationToken).ConfigureAwait(false);
        return document with { EntityTag = response.Headers.ETag?.ToString() };
    }

    /// <summary>Deletes a document; no answer uses it from now on.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="ifMatch">The entity tag that it must still have; null for any.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="RagClientException">It changed since <paramref name="ifMatch"/> (412), or the call failed otherwise.</exception>
    public Task DeleteAsync(string id, string? ifMatch = null, CancellationToken cancellationToken = default) =>
        _connection.SendAsync(new RagCall(HttpMethod.Delete, Path(id)) { TakesKey = true, IfMatch = ifMatch }, cancellationToken);

    /// <summary>The extracted text, which all offsets refer to.</summary>
    /// <exception cref="RagClientException">There is none of this id, or the call failed otherwise.</exception>
    public Task<string> GetTextAsync(string id, CancellationToken cancellationToken = default) =>
        _connection.ReadTextAsync(RagCall.Get($"{Path(id)}/text"), cancellationToken);

    /// <summary>Writes the original file to a stream.</summary>
    /// <exception cref="RagClientException">There is none of this id, or the call failed otherwise.</exception>
    public async Task CopyContentAsync(string id, Stream destination, CancellationToken cancellationToken = default)
    {
        using HttpResponseMessage response = await _connection
            .OpenAsync(RagCall.Get($"{Path(id)}/content"), HttpCompletionOption.ResponseHeadersRead, cancellationToken)
            .ConfigureAwait(false);
        await response.Content.CopyToAsync(destination, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The chunks of the indexed version.</summary>
    /// <param name="id">The document.</param>
    /// <param name="pageSize">How many are asked for at once, 1 to 1,000.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public IAsyncEnumerable<DocumentChunk> ListChunksAsync(string id, int pageSize = 200, CancellationToken cancellationToken = default) =>
        PageReader.ReadAsync<DocumentChunk>(_connection, $"{Path(id)}/chunks", pageSize, [], cancellationToken);

    /// <summary>Indexes a document again that failed.</summary>
    /// <exception cref="RagClientException">There is none of this id, or the call failed otherwise.</exception>
    public Task RetryAsync(string id, CancellationToken cancellationToken = default) =>
        _connection.SendAsync(RagCall.Post($"{Path(id)}/retry") with { TakesKey = true }, cancellationToken);

    /// <summary>Who may see a document.</summary>
    /// <exception cref="RagClientException">There is none of this id, or the call failed otherwise.</exception>
    public Task<DocumentAcl> GetAclAsync(string id, CancellationToken cancellationToken = default) =>
        _connection.SendAsync<DocumentAcl>(RagCall.Get($"{Path(id)}/acl"), cancellationToken);

    /// <summary>Changes who may see a document; once this returns, every answer goes by it.</summary>
    /// <exception cref="RagClientException">There is none of this id, or the call failed otherwise.</exception>
    public Task<DocumentAcl> SetAclAsync(string id, DocumentAcl acl, CancellationToken cancellationToken = default) =>
        _connection.SendAsync<DocumentAcl>(
            new RagCall(HttpMethod.Put, $"{Path(id)}/acl") { Body = acl, TakesKey = true },
            cancellationToken
        );

    private Task<Job> AddAsync(Func<HttpContent> content, bool wait, string? idempotencyKey, CancellationToken cancellationToken) =>
        _connection.SendAsync<Job>(Addition(content, wait) with { TakesKey = true, IdempotencyKey = idempotencyKey }, cancellationToken);

    private Task<Job> PostAsync(Func<HttpContent> content, bool wait, CancellationToken cancellationToken) =>
        _connection.SendAsync<Job>(Addition(content, wait), cancellationToken);

    // The server finds the same documents to be the same.
    private RagCall Addition(Func<HttpContent> content, bool wait) =>
        new(HttpMethod.Post, wait ? $"{_root}?wait=true" : _root) { Content = content, IsSafe = true };

    private string Path(string id) => $"{_root}/{RagCall.Part(id)}";

    private static byte[] Lines(IEnumerable<NewDocument> documents)
    {
        using MemoryStream lines = new();
        foreach (NewDocument document in documents)
        {
            JsonSerializer.Serialize(lines, document, WireJson.Options);
            lines.Write(LineEnd);
        }

        return lines.ToArray();
    }

    private static ByteArrayContent LinesContent(byte[] lines)
    {
        ByteArrayContent content = new(lines);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
        return content;
    }

    private static MultipartFormDataContent Form(IReadOnlyCollection<FileUpload> files, UploadOptions options)
    {
        MultipartFormDataContent form = [];
        Add("id", options.Id);
        Add("title", options.Title);
        Add("uri", options.Uri);
        Add("metadata", options.Metadata is { } metadata ? JsonSerializer.Serialize(metadata, WireJson.Options) : null);
        Add("acl", options.Acl is { } acl ? JsonSerializer.Serialize(acl, WireJson.Options) : null);
        foreach (FileUpload file in files)
            form.Add(file.ToPart());
        return form;

        void Add(string name, string? value)
        {
            if (value is not null)
                form.Add(new StringContent(value, Encoding.UTF8), name);
        }
    }
}
