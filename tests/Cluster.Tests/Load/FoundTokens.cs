using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using RagCluster.Cluster.Tests.Http;

namespace RagCluster.Cluster.Tests.Load;

/// <summary>
/// Texts that were acknowledged as searchable and never change, and the searches that must find each of them exactly once.
/// </summary>
internal sealed class FoundTokens
{
    // As many as an hour's searches need; more would be documents that grow where memory is watched.
    private const int CountMax = 2_000;
    private readonly ConcurrentQueue<string> _wrong = new();
    private readonly Lock _lock = new();
    private readonly List<string> _tokens = [];

    /// <summary>Searches that found nothing, two documents or a chunk twice.</summary>
    internal IReadOnlyCollection<string> Wrong => _wrong;

    /// <summary>How many texts there are.</summary>
    internal int Count
    {
        get
        {
            lock (_lock)
            {
                return _tokens.Count;
            }
        }
    }

    /// <summary>Uploads texts in one request and waits until they are searchable.</summary>
    /// <returns>Whether the server said so; then the searches look for them.</returns>
    internal async Task<bool> UploadAsync(RagClient client, Random random, int count)
    {
        Ingest.Version[] versions = [.. Enumerable.Range(0, count).Select(_ => Ingest.Version.New(random))];
        Reply? reply = await client.UploadAllAsync([.. versions.Select(version => new { name = version.Token, text = version.Text })]);
        if (reply is not { IsIndexed: true })
            return false;
        lock (_lock)
        {
            _tokens.AddRange(versions.Select(version => version.Token));
        }

        return true;
    }

    /// <summary>Uploads one text after the other, until there are enough.</summary>
    internal async Task UploadAsync(RagClient client, Random random, TimeSpan pause, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested && Count < CountMax)
        {
            await UploadAsync(client, random, count: 1);
            await Task.Delay(pause, TimeProvider.System, CancellationToken.None);
        }
    }

    /// <summary>Searches for one text after the other.</summary>
    internal async Task SearchAsync(RagClient client, Random random, TimeSpan pause, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await SearchOnceAsync(client, random);
            await Task.Delay(pause, TimeProvider.System, CancellationToken.None);
        }
    }

    /// <summary>Asks about one text after the other.</summary>
    internal async Task AskAsync(RagClient client, Random random, TimeSpan pause, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await client.AskAsync($"What does it say of {AnyOf(random)}?");
            await Task.Delay(pause, TimeProvider.System, CancellationToken.None);
        }
    }

    /// <summary>Searches for a random one of the texts.</summary>
    internal async Task SearchOnceAsync(RagClient client, Random random)
    {
        string token = AnyOf(random);
        DateTimeOffset asked = TimeProvider.System.GetUtcNow();
        Reply? reply = await client.TrySearchAsync(token);
        if (reply is not { IsAcknowledgement: true })
            return;
        JsonArray passages = (JsonArray)reply.Json["results"]!;
        int documents = passages.Select(passage => passage!["document_id"]!.ToString()).Distinct().Count();
        int chunks = passages.Select(passage => passage!["chunk_id"]!.ToString()).Distinct().Count();
        if (documents != 1 || chunks != passages.Count)
            _wrong.Enqueue(
                $"{token}: {documents} documents, {passages.Count} passages, {chunks} different; asked {asked:HH:mm:ss.fff}, answered "
                    + $"{TimeProvider.System.GetUtcNow():HH:mm:ss.fff} by {reply.From} in attempt {reply.Attempts}: {reply.Body}"
            );
    }

    private string AnyOf(Random random)
    {
        lock (_lock)
        {
            return _tokens[random.Next(_tokens.Count)];
        }
    }
}
