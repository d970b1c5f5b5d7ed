using System.Net;
using RagCluster.Client.Http;
using RagCluster.Client.Jobs;

namespace RagCluster.Client.Collections;

/// <summary>The collections.</summary>
public sealed class CollectionsClient
{
    private const string Root = "/api/v1/collections";
    private readonly RagConnection _connection;

    internal CollectionsClient(RagConnection connection) => _connection = connection;

    /// <summary>All collections, by their names.</summary>
    /// <param name="pageSize">How many are asked for at once, 1 to 1,000; null for all.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public IAsyncEnumerable<Collection> ListAsync(int? pageSize = null, CancellationToken cancellationToken = default) =>
        PageReader.ReadAsync<Collection>(_connection, Root, pageSize, [], cancellationToken);

    /// <summary>A collection with its counts and its entity tag.</summary>
    /// <exception cref="RagClientException">There is none of this name, or the call failed otherwise.</exception>
    public async Task<Collection> GetAsync(string name, CancellationToken cancellationToken = default)
    {
        using HttpResponseMessage response = await _connection
            .OpenAsync(RagCall.Get(Path(name)), HttpCompletionOption.ResponseContentRead, cancellationToken)
            .ConfigureAwait(false);
        Collection collection = await _connection.ReadAsync<Collection>(response, cancellationToken).ConfigureAwait(false);
        return collection with { EntityTag = response.Headers.ETag?.ToString() };
    }

    /// <summary>Creates a collection.</summary>
    /// <exception cref="RagClientException">It is there already (409), or the call failed otherwise.</exception>
    public Task<Collection> CreateAsync(
        NewCollection collection,
        string? idempotencyKey = null,
        CancellationToken cancellationToken = default
    ) =>
        _connection.SendAsync<Collection>(
            RagCall.Post(Root, collection) with
            {
                TakesKey = true,
                IdempotencyKey = idempotencyKey,
            },
            cancellationToken
        );

    /// <summary>Creates a collection; one that is there is left as it is.</summary>
    /// <exception cref="RagClientException">The call failed.</exception>
    public async Task<Collection> EnsureAsync(NewCollection collection, CancellationToken cancellationToken = default)
    {
        try
        {
            return await CreateAsync(collection, cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        catch (RagClientException exists) when (exists.Status == (int)HttpStatusCode.Conflict)
        {
            return await GetAsync(collection.Name, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Changes the embedding model while the collection answers.</summary>
    /// <returns>The job that does it; null when the model answers already.</returns>
    /// <exception cref="RagClientException">It changed since <paramref name="ifMatch"/> (412), or the call failed otherwise.</exception>
    public async Task<Job?> ChangeModelAsync(
        string name,
        string model,
        string? ifMatch = null,
        string? idempotencyKey = null,
        CancellationToken cancellationToken = default
    )
    {
        RagCall call = new(HttpMethod.Patch, Path(name))
        {
            Body = new { model },
            TakesKey = true,
            IdempotencyKey = idempotencyKey,
            IfMatch = ifMatch,
        };
        using HttpResponseMessage response = await _connection
            .OpenAsync(call, HttpCompletionOption.ResponseContentRead, cancellationToken)
            .ConfigureAwait(false);
        return response.StatusCode == HttpStatusCode.Accepted
            ? await _connection.ReadAsync<Job>(response, cancellationToken).ConfigureAwait(false)
            : null;
    }

    /// <summary>Deletes a collection with everything in it.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="ifMatch">The entity tag that it must still have; null for any.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="RagClientException">It changed since <paramref name="ifMatch"/> (412), or the call failed otherwise.</exception>
    public Task DeleteAsync(string name, string? ifMatch = null, CancellationToken cancellationToken = default) =>
        _connection.SendAsync(new RagCall(HttpMethod.Delete, Path(name)) { TakesKey = true, IfMatch = ifMatch }, cancellationToken);

    private static string Path(string name) => $"{Root}/{RagCall.Part(name)}";
}
