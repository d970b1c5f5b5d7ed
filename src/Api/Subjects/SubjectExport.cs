using System.Security.Cryptography;
using System.Text.Json;
using RagCluster.Api.Json;
using RagCluster.Api.QueryLogs;
using RagCluster.Corpus.Documents;
using RagCluster.Grains.Interfaces.Caching;
using RagCluster.Grains.Interfaces.Files;

namespace RagCluster.Api.Subjects;

/// <summary>
/// What the server holds of a subject as JSON, written while it is read: one file is in memory at a time. The same data is the same bytes,
/// so that the hash of an export can be compared with that of what was erased.
/// </summary>
internal static class SubjectExport
{
    /// <summary>Writes the export.</summary>
    /// <returns>The SHA-256 of what was written.</returns>
    internal static async Task<string> WriteAsync(Stream destination, SubjectData data, CancellationToken cancellationToken)
    {
        using SHA256 hash = SHA256.Create();
        await using (CryptoStream hashed = new(destination, hash, CryptoStreamMode.Write, leaveOpen: true))
        await using (Utf8JsonWriter json = new(hashed, new JsonWriterOptions { Encoder = ApiJson.Native.Encoder }))
        {
            json.WriteStartObject();
            json.WriteString("subject", data.Subject);
            WriteAccount(json, data);
            WriteKey(json, data);
            json.WriteStartArray("queries");
            foreach (AskedQuery query in data.Queries)
                Write(json, query);
            json.WriteEndArray();
            json.WriteStartArray("files");
            foreach (StoredFile file in data.Files)
            {
                StoredContent content = await data.Owned.File(file.Id).ReadAsync(cancellationToken);
                Write(json, file, content.Bytes);
                await json.FlushAsync(cancellationToken);
            }

            json.WriteEndArray();
            json.WriteStartArray("documents");
            await foreach (Document document in data.Documents.ListAsync(cancellationToken))
            {
                Write(json, document);
                await json.FlushAsync(cancellationToken);
            }

            json.WriteEndArray();
            json.WriteStartArray("query_log");
            await foreach (LoggedQueryResponse query in data.Logged.ListAsync(cancellationToken))
            {
                Write(json, query);
                await json.FlushAsync(cancellationToken);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Convert.ToHexStringLower(hash.Hash!);
    }

    // By hand: the serializer would write to the response without waiting, which the server refuses.
    private static void WriteAccount(Utf8JsonWriter json, SubjectData data)
    {
        if (data.Account is not { } account)
        {
            json.WriteNull("account");
            return;
        }

        json.WriteStartObject("account");
        json.WriteString("name", account.Name);
        json.WriteString("role", account.Role);
        json.WriteString("created_at", account.CreatedAt);
        json.WriteNumber("sessions", account.SessionCount);
        json.WriteEndObject();
    }

    private static void WriteKey(Utf8JsonWriter json, SubjectData data)
    {
        if (data.Key is not { } key)
        {
            json.WriteNull("key");
            return;
        }

        json.WriteStartObject("key");
        json.WriteString("id", key.Id);
        json.WriteString("name", key.Name);
        json.WriteString("role", key.Role);
        json.WriteString("created_at", key.CreatedAt);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, AskedQuery query)
    {
        json.WriteStartObject();
        // The tenant is the subject's.
        json.WriteString("collection", query.Request.Collection.Name);
        json.WriteString("query", query.Request.Query);
        json.WriteBoolean("is_question", query.IsAnswer);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, LoggedQueryResponse query)
    {
        json.WriteStartObject();
        json.WriteString("at", query.At);
        json.WriteString("collection", query.Collection);
        json.WriteString("query", query.Query);
        json.WriteString("ending", JsonNamingPolicy.SnakeCaseLower.ConvertName(query.Ending.ToString()));
        json.WriteString("trace_id", query.TraceId);
        json.WriteEndObject();
    }

    // The originals are where everybody reads them.
    private static void Write(Utf8JsonWriter json, Document document)
    {
        json.WriteStartObject();
        json.WriteString("collection", document.Collection.Name);
        json.WriteString("id", document.Id.Value);
        json.WriteString("name", document.Name);
        json.WriteString("title", document.Title);
        json.WriteNumber("bytes", document.ContentBytes);
        json.WriteString("sha256", document.ContentHash);
        json.WriteString("created_at", document.CreatedAt);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, StoredFile file, ReadOnlySpan<byte> content)
    {
        json.WriteStartObject();
        json.WriteString("id", file.Id);
        json.WriteString("filename", file.Name);
        json.WriteString("purpose", file.Purpose);
        json.WriteString("created_at", file.CreatedAt);
        json.WriteBase64String("content", content);
        json.WriteEndObject();
    }
}
