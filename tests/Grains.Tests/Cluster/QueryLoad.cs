using System.Collections.Concurrent;
using System.Collections.Immutable;
using Orleans.TestingHost;
using RagCluster.Corpus.Collections;
using RagCluster.Grains.Interfaces.Query;
using RagCluster.Grains.Interfaces.Query.Options;
using RagCluster.TestKit;

namespace RagCluster.Grains.Tests.Cluster;

/// <summary>
/// Asks without end, and checks every answer: the document that speaks of the topic comes first, and every shard answered.
/// </summary>
internal sealed class QueryLoad : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _failures = new();
    private readonly CancellationTokenSource _stopped = new();
    private readonly SemaphoreSlim _answered = new(0);
    private readonly Task _running;

    // Taken once: a test cluster may be used by one thread at a time, and that is the test's.
    private ImmutableArray<IGrainFactory> _silos;

    private QueryLoad(ProductCluster cluster, CollectionId collection, int documents)
    {
        _silos = [.. cluster.AskingSilos()];
        _running = Task.WhenAll(Enumerable.Range(0, 2).Select(asker => AskAsync(collection, documents, asker)));
    }

    internal static QueryLoad Start(ProductCluster cluster, CollectionId collection, int documents) => new(cluster, collection, documents);

    /// <summary>From now on asks this silo too.</summary>
    internal void AskToo(SiloHandle silo) => ImmutableInterlocked.Update(ref _silos, silos => silos.Add(ProductCluster.GrainsOf(silo)));

    internal async Task AnsweredAsync(int count)
    {
        for (int i = 0; i < count; i++)
            Assert.True(
                await _answered.WaitAsync(TestPatience.Max),
                $"No answer within {TestPatience.Max}. {string.Join("; ", _failures.Take(3))}"
            );
    }

    /// <summary>Ends the load and asserts that no query failed.</summary>
    internal async Task StopAsync()
    {
        await _stopped.CancelAsync();
        await _running;
        Assert.True(_failures.IsEmpty, $"{_failures.Count} queries failed. {string.Join("\n", _failures.Take(3))}");
    }

    public async ValueTask DisposeAsync()
    {
        await _stopped.CancelAsync();
        await _running;
        _stopped.Dispose();
        _answered.Dispose();
    }

    private async Task AskAsync(CollectionId collection, int documents, int asker)
    {
        Random random = new(asker);
        while (!_stopped.IsCancellationRequested)
        {
            // Every silo is asked, since every silo serves every request.
            ImmutableArray<IGrainFactory> silos = _silos;
            int topic = random.Next(documents);
            SearchRequest request = new SearchRequest { Collection = collection, Query = $"topic{topic}" }.With(
                (nameof(RetrievalOptions.Mode), SearchMode.Bm25),
                (nameof(ResultOptions.TopK), 3),
                (nameof(CallOptions.Cache), random.Next(2) == 1)
            );
            try
            {
                SearchResponse response = await silos[random.Next(silos.Length)].SearchAsync(request);
                if (
                    response.Found.Passages.Length == 0
                    || !response.Found.Passages[0].Chunk.Text.Contains($"topic{topic} ", StringComparison.Ordinal)
                )
                    _failures.Enqueue($"topic{topic} was not found");
                if (response.Found.ShardsAnswered != response.Found.ShardsAsked)
                    _failures.Enqueue($"{response.Found.ShardsAnswered} of {response.Found.ShardsAsked} shards answered");
            }
            catch (Exception error)
            {
                _failures.Enqueue(error.ToString());
            }

            _answered.Release();
        }
    }
}
