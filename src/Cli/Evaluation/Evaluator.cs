using System.Collections.Concurrent;
using RagCluster.Cli.Client;
using RagCluster.Client.Collections;
using RagCluster.Client.Documents;
using RagCluster.Client.Queries;
using RagCluster.Ranking.Evaluation;

namespace RagCluster.Cli.Evaluation;

/// <summary>Ingests a test collection and runs its queries through the server, as any client would.</summary>
/// <param name="client">The server.</param>
/// <param name="data">The test collection.</param>
/// <param name="collection">The collection's name on the server.</param>
internal sealed class Evaluator(RagClient client, BeirCollection data, string collection)
{
    private const int UploadDocuments = 250;
    private const int QueryLengthMax = 1000;
    private const int Depth = 100;
    private const int RequestsAtOnce = 4;
    private const string InvalidFile = "invalid_file";

    private readonly Dictionary<string, string> _serverIds = data
        .Documents.Select((document, i) => (document.Id, ServerId: IsPlain(document.Id) ? document.Id : $"row{i}"))
        .ToDictionary(pair => pair.Id, pair => pair.ServerId);

    private readonly ConcurrentBag<string> _leftOut = [];

    /// <summary>A line for each document that the server found nothing in.</summary>
    internal IReadOnlyCollection<string> LeftOut => _leftOut;

    /// <summary>Ingests the documents. One that is there already costs nothing.</summary>
    internal async Task IngestAsync(int chunkTokensMax, Action<int> progress, CancellationToken cancellationToken)
    {
        NewCollection settings = new(collection) { ChunkTokensMax = chunkTokensMax, ChunkOverlapTokens = 0 };
        await client.EnsureCollectionAsync(settings, cancellationToken);
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = RequestsAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(
            data.Documents.Chunk(UploadDocuments),
            parallel,
            async (batch, token) =>
            {
                NewDocument[] documents = Array.ConvertAll(batch, Text);
                JobView job = await client.AddAsync(collection, documents, token);
                int reported = 0;
                JobView finished = await client.WaitAsync(
                    job.Id,
                    state =>
                    {
                        progress(state.Total - state.Queued - reported);
                        reported = state.Total - state.Queued;
                    },
                    token
                );
                foreach (JobDocumentView failed in finished.Documents.Where(d => d.Status == "failed"))
                    LeaveOut(failed);
            }
        );
    }

    /// <summary>Runs every query in one mode, with a reranker if one is named.</summary>
    internal async Task<ModeResult> RunAsync(string mode, string? reranker, Action<int> progress, CancellationToken cancellationToken)
    {
        double ndcg = 0,
            recall = 0,
            mrr = 0,
            milliseconds = 0;
        Lock gate = new();
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = RequestsAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(
            data.Queries,
            parallel,
            async (query, token) =>
            {
                SearchQuery search = new(Cut(query.Text))
                {
                    TopK = Depth,
                    Mode = Enum.Parse<SearchMode>(mode, ignoreCase: true),
                    PerDocumentMax = 1,
                    Cache = false,
                    Experiments = false,
                    Rerank = reranker is not null,
                    Reranker = reranker == "default" ? null : reranker,
                };
                SearchView result = await client.SearchAsync(collection, search, token);
                Dictionary<string, int> judged = query.Judgements.ToDictionary(
                    j => _serverIds.GetValueOrDefault(j.Key, j.Key),
                    j => j.Value
                );
                int[] ranking = [.. (result.Results ?? []).Select(p => judged.GetValueOrDefault(p.DocumentId))];
                lock (gate)
                {
                    ndcg += RankingMetrics.Ndcg(ranking, judged.Values, 10);
                    recall += RankingMetrics.Recall(ranking, judged.Values, Depth);
                    mrr += RankingMetrics.ReciprocalRank(ranking, 10);
                    milliseconds += result.TookMs;
                    progress(1);
                }
            }
        );
        int count = Math.Max(1, data.Queries.Count);
        return new ModeResult(
            reranker is null ? mode : $"{mode} + {reranker}",
            ndcg / count,
            recall / count,
            mrr / count,
            milliseconds / count
        );
    }

    private NewDocument Text(BeirDocument document) =>
        new(document.Text.Length > 0 ? document.Text : document.Title) { Id = _serverIds[document.Id], Title = document.Title };

    // A document of which nothing can be read takes no part in any ranking; one that failed for another reason would spoil the figures.
    private void LeaveOut(JobDocumentView failed)
    {
        if (failed.Error?.Code != InvalidFile)
            throw new RagClientException($"Document '{failed.Name}' could not be indexed: {failed.Error?.Message}");
        _leftOut.Add($"Document {failed.Name} is left out: {failed.Error.Message}");
    }

    // Half of a surrogate pair is no text.
    private static string Cut(string query)
    {
        int length = Math.Min(query.Length, QueryLengthMax);
        return length > 0 && length < query.Length && char.IsHighSurrogate(query[length - 1]) ? query[..(length - 1)] : query[..length];
    }

    private static bool IsPlain(string id) =>
        id.Length is > 0 and <= 128
        && char.IsAsciiLetterOrDigit(id[0])
        && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '~' or '-');
}
