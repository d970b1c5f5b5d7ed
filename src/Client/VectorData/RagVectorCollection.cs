using System.Linq.Expressions;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.VectorData;
using RagCluster.Client.Collections;
using RagCluster.Client.Documents;
using RagCluster.Client.Queries;

namespace RagCluster.Client.VectorData;

/// <summary>
/// A collection as Microsoft.Extensions.VectorData's: records are documents, which the server cuts into chunks and embeds itself; a search
/// takes text and finds passages, by vectors and words. Calls fail with a <see cref="RagClientException"/>. Vectors stay in the server.
/// </summary>
/// <param name="client">Talks to the server; it stays the caller's to dispose.</param>
/// <param name="name">The collection's name.</param>
public sealed class RagVectorCollection(RagClient client, string name) : VectorStoreCollection<string, RagVectorRecord>
{
    private readonly DocumentsClient _documents = client.Documents(name);

    /// <inheritdoc/>
    public override string Name => name;

    /// <inheritdoc/>
    public override async Task<bool> CollectionExistsAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            await client.Collections.GetAsync(name, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (RagClientException none) when (none.Status == (int)HttpStatusCode.NotFound)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public override Task EnsureCollectionExistsAsync(CancellationToken cancellationToken = default) =>
        client.Collections.EnsureAsync(new NewCollection(name), cancellationToken);

    /// <inheritdoc/>
    public override Task EnsureCollectionDeletedAsync(CancellationToken cancellationToken = default) =>
        UnlessNoneAsync(client.Collections.DeleteAsync(name, cancellationToken: cancellationToken));

    /// <summary>Reads a document.</summary>
    /// <returns>The document; null when there is none of this id that the caller may see, or its text is not read yet.</returns>
    public override async Task<RagVectorRecord?> GetAsync(
        string key,
        RecordRetrievalOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        RefuseVectors(options?.IncludeVectors ?? false);
        try
        {
            Document document = await _documents.GetAsync(key, cancellationToken).ConfigureAwait(false);
            return new RagVectorRecord
            {
                Key = document.Id,
                Text = await _documents.GetTextAsync(key, cancellationToken).ConfigureAwait(false),
                Title = document.Title,
                Uri = document.Uri,
                Metadata = Plain(document.Metadata),
            };
        }
        catch (RagClientException none) when (none.Status == (int)HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    /// <summary>Is not there: the server finds documents by a question or by their ids.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override IAsyncEnumerable<RagVectorRecord> GetAsync(
        Expression<Func<RagVectorRecord, bool>> filter,
        int top,
        FilteredRecordRetrievalOptions<RagVectorRecord>? options = null,
        CancellationToken cancellationToken = default
    ) => throw new NotSupportedException("The server filters what a search finds: use SearchAsync with a filter.");

    /// <inheritdoc/>
    public override Task DeleteAsync(string key, CancellationToken cancellationToken = default) =>
        UnlessNoneAsync(_documents.DeleteAsync(key, cancellationToken: cancellationToken));

    /// <summary>Adds or replaces a document, and returns when searches find it.</summary>
    /// <exception cref="RagClientException">It could not be stored or indexed.</exception>
    public override Task UpsertAsync(RagVectorRecord record, CancellationToken cancellationToken = default) =>
        UpsertAsync([record], cancellationToken);

    /// <summary>Adds or replaces documents, and returns when searches find them.</summary>
    /// <exception cref="RagClientException">One of them could not be stored or indexed.</exception>
    public override async Task UpsertAsync(IEnumerable<RagVectorRecord> records, CancellationToken cancellationToken = default)
    {
        foreach (RagVectorRecord[] batch in records.Chunk(250))
        {
            Jobs.Job job = await _documents.AddAsync([.. batch.Select(New)], cancellationToken: cancellationToken).ConfigureAwait(false);
            job = await client.Jobs.WaitAsync(job.Id, cancellationToken: cancellationToken).ConfigureAwait(false);
            if (Array.Find(job.Documents, document => document.Error is not null) is { Error: { } error } failed)
                throw new RagClientException(RagFailure.Refused, $"The document '{failed.DocumentId}' was not indexed: {error.Message}");
        }
    }

    /// <summary>Finds passages by a text.</summary>
    /// <exception cref="NotSupportedException">The value is no text, or the options ask for what is not there.</exception>
    public override async IAsyncEnumerable<VectorSearchResult<RagVectorRecord>> SearchAsync<TInput>(
        TInput searchValue,
        int top,
        VectorSearchOptions<RagVectorRecord>? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        if (searchValue is not string text)
            throw new NotSupportedException($"The server embeds questions itself: search by a text, not by a {typeof(TInput).Name}.");
        RefuseVectors(options?.IncludeVectors ?? false);
        int skip = options?.Skip ?? 0;
        SearchQuery query = new(text) { TopK = skip + top, Filters = options?.Filter is { } filter ? VectorFilters.Of(filter) : null };
        SearchResult found = await client.SearchAsync(name, query, cancellationToken).ConfigureAwait(false);
        foreach (Passage passage in (found.Results ?? []).Skip(skip).Where(hit => !(hit.Score < options?.ScoreThreshold)))
            yield return new VectorSearchResult<RagVectorRecord>(Record(passage), passage.Score);
    }

    /// <inheritdoc/>
    public override object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is not null ? null
        : serviceType == typeof(VectorStoreCollectionMetadata)
            ? new VectorStoreCollectionMetadata { VectorStoreSystemName = "ragcluster", CollectionName = name }
        : serviceType == typeof(RagClient) ? client
        : serviceType.IsInstanceOfType(this) ? this
        : null;

    private static RagVectorRecord Record(Passage passage) =>
        new()
        {
            Key = passage.DocumentId,
            Text = passage.Text,
            Title = passage.Title,
            Uri = passage.Uri,
            Metadata = Plain(passage.Metadata),
            ChunkId = passage.ChunkId,
        };

    private static NewDocument New(RagVectorRecord record) =>
        new(record.Text)
        {
            Id = record.Key.Length > 0 ? record.Key : null,
            Title = record.Title.Length > 0 ? record.Title : null,
            Uri = record.Uri.Length > 0 ? record.Uri : null,
            Metadata = record.Metadata.Count > 0 ? record.Metadata : null,
        };

    private static Dictionary<string, object> Plain(IReadOnlyDictionary<string, JsonElement> metadata) =>
        metadata.ToDictionary(
            pair => pair.Key,
            pair =>
                pair.Value.ValueKind switch
                {
                    JsonValueKind.String => pair.Value.GetString()!,
                    JsonValueKind.Number => pair.Value.GetDouble(),
                    JsonValueKind.True or JsonValueKind.False => pair.Value.GetBoolean(),
                    JsonValueKind.Array => pair.Value.EnumerateArray().Select(item => item.ToString()).ToArray(),
                    _ => (object)pair.Value,
                }
        );

    private static void RefuseVectors(bool areWanted)
    {
        if (areWanted)
            throw new NotSupportedException("The server returns no vectors: texts can be recovered from them.");
    }

    // What is gone is gone.
    private static async Task UnlessNoneAsync(Task deletion)
    {
        try
        {
            await deletion.ConfigureAwait(false);
        }
        catch (RagClientException none) when (none.Status == (int)HttpStatusCode.NotFound)
        {
            return;
        }
    }
}
