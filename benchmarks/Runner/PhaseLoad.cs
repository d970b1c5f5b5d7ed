using System.Collections.Concurrent;
using System.Diagnostics;
using RagCluster.Cli.Client;
using RagCluster.Cli.Evaluation;
using RagCluster.Ranking.Evaluation;

namespace RagCluster.Benchmarks;

/// <summary>Asks the queries of a test collection in turn, without end, and notes each answer under what goes on meanwhile.</summary>
/// <param name="client">The server.</param>
/// <param name="data">The test collection.</param>
/// <param name="collection">The collection's name on the server.</param>
/// <param name="mode">hybrid, bm25 or dense.</param>
internal sealed class PhaseLoad(RagClient client, BeirCollection data, string collection, string mode)
{
    private const int Callers = 2;
    private const int Depth = 10;
    private readonly ConcurrentQueue<PhaseAnswer> _answers = new();
    private readonly ConcurrentDictionary<string, int> _failed = new();
    private volatile string _phase = "";
    private int _next = -1;

    /// <summary>What goes on now.</summary>
    internal string Phase
    {
        set => _phase = value;
    }

    /// <summary>The answers so far.</summary>
    internal IReadOnlyCollection<PhaseAnswer> Answers => _answers;

    /// <summary>Queries that failed in a phase.</summary>
    internal int FailedIn(string phase) => _failed.GetValueOrDefault(phase);

    /// <summary>Asks until it is ended.</summary>
    internal Task RunAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => AskAsync(cancellationToken)));

    /// <summary>Waits until so many further answers have come.</summary>
    internal async Task AnsweredAsync(int count, CancellationToken cancellationToken)
    {
        int end = _answers.Count + count;
        while (_answers.Count < end)
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, cancellationToken);
    }

    private async Task AskAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            int place = Interlocked.Increment(ref _next) % data.Queries.Count;
            BeirQuery query = data.Queries[place];
            string phase = _phase;
            long began = Stopwatch.GetTimestamp();
            try
            {
                SearchView found = await client.PostAsync<SearchView>(
                    $"/api/v1/collections/{collection}/search",
                    new
                    {
                        query = query.Text,
                        top_k = Depth,
                        mode,
                        per_document_max = 1,
                        cache = false,
                        experiments = false,
                    },
                    cancellationToken
                );
                string[] documents = [.. (found.Results ?? []).Select(passage => passage.DocumentId)];
                double ndcg = RankingMetrics.Ndcg(
                    (int[])[.. documents.Select(id => query.Judgements.GetValueOrDefault(id))],
                    (int[])[.. query.Judgements.Values],
                    Depth
                );
                _answers.Enqueue(new PhaseAnswer(phase, place, ndcg, documents, Stopwatch.GetElapsedTime(began).TotalMilliseconds));
            }
            catch (RagClientException)
            {
                _failed.AddOrUpdate(phase, 1, (_, count) => count + 1);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
        }
    }
}
